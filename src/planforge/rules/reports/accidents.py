"""Days that the regulation on accidents sets: for later victims, the inquiry and its approval."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from planforge.findings import Severity
from planforge.i18n import msg
from planforge.patterns import late
from planforge.rules.prose.law_quotes import number
from planforge.rules.reports.hops import ACCIDENT_RULES, is_on_accidents
from planforge.rules.rule import Hit, cite, plan_rule
from planforge.rules.wording.marks import part, texts_with

if TYPE_CHECKING:
    import re
    from collections.abc import Iterator

    from planforge.corpus.plan_view import PlanView
    from planforge.findings import Citation

LATER_VICTIMS: Final = cite(ACCIDENT_RULES, "第十三条")
INQUIRY: Final = cite(ACCIDENT_RULES, "第二十九条")
APPROVAL: Final = cite(ACCIDENT_RULES, "第三十二条")
_DAY: Final = 86_400
_VICTIMS_DAYS: Final = 30
_TRAFFIC_DAYS: Final = 7
_INQUIRY_DAYS: Final = 60
_APPROVAL_DAYS: Final = 15
_EXTRAORDINARY_DAYS: Final = 30
_MONTH: Final = 30
_WITHIN: Final = (
    r"(?P<number>[0-9]+|[一二两三四五六七八九十百零〇]+)个?(?P<unit>[日天月])(?:以|之)?内"
)
_INSIDE: Final = ("日内", "天内", "月内", "以内", "之内")
"""Words of which one is in every such time."""
_BEHIND: Final = _WITHIN.replace("<", "<later_")
_VICTIMS: Final = late(
    rf"{_WITHIN}[^。；]{{0,14}}伤亡[^。；]{{0,24}}(?:补报|续报|补充报告|报告)"
    rf"|伤亡[^。；]{{0,16}}变[化动][^。；0-9]{{0,8}}?{_BEHIND}[^。；]{{0,6}}(?:补报|续报|补充报告)",
    holds=("伤亡",),
)
_SEVEN: Final = late(r"(?<![0-9十])[7七]\s*[日天]")
_OF_TRAFFIC: Final = late(r"火灾|道路交通|交通事故|消防")
_INQUIRED: Final = late(
    rf"{_WITHIN}[^。；]{{0,16}}(?:提交|完成|形成|出具|作出|提出)[^。；]{{0,10}}(?:调查报告|事故调查)"
    rf"|(?:调查报告|事故调查)[^。；]{{0,24}}?{_BEHIND}(?:提交|完成|形成|报送|作出)",
    holds=("调查报告", "事故调查"),
)
_APPROVED: Final = late(
    rf"{_WITHIN}[^。；]{{0,12}}批复|批复[^。；]{{0,10}}?{_BEHIND}", holds=("批复",)
)
_LONGER: Final = late(r"延长|延期|特殊情况")
_OF_OTHERS: Final = late(r"航空器|民航|铁路|水上|船舶|海上|电力|核|环境|火灾")
"""Accidents on which other laws rule (第四十五条), or none of work."""


def _days(found: re.Match[str]) -> int:
    """Return how many days *found* speaks of; a month has thirty."""
    days = number((found["number"] or found["later_number"]).replace("两", "二"))
    return days * _MONTH if "月" in {found["unit"], found["later_unit"]} else days


def _sentence(text: str, found: re.Match[str]) -> str:
    start = max(text.rfind(mark, 0, found.start()) for mark in "。；") + 1
    ends = [at for mark in "。；" if (at := text.find(mark, found.end())) >= 0]
    return text[start : min(ends, default=len(text))]


@plan_rule(
    "RPT041",
    "report.inquiry-later-than-law",
    Severity.ERROR,
    title=msg("Accident inquiry that takes longer than the law allows"),
    rationale=msg(
        "The report on an accident is due within 60 days, its approval within 15, and within 30 "
        "for an extraordinary one; more time has to be approved."
    ),
    sources=(INQUIRY, APPROVAL),
)
def inquiry_later_than_law(view: PlanView) -> Iterator[Hit]:
    """Plans on accidents at work with more than 60 days for the inquiry, or 30 for its approval.

    Sentences on an approved extension are not meant, nor accidents on which other laws rule.
    """
    if not is_on_accidents(view):
        return
    for i, item in enumerate(view.plan.recovery):
        days = ((item.limit.seconds if item.limit else None) or 0) // _DAY
        is_meant = "事故调查" in item.item and not _OF_OTHERS.search(item.item)
        if is_meant and days > _INQUIRY_DAYS:
            yield Hit(
                view.at("recovery", i, "limit"),
                msg("The inquiry may take {days} days, but the law allows 60", days=days),
                msg("Write 60天"),
                basis=(INQUIRY,),
            )
    for text, place, line in texts_with(view, ("调查报告", "事故调查", "批复")):
        for found, most, basis in _spans(text):
            days = _days(found)
            if days > most:
                yield Hit(
                    part(place, line, *found.span()),
                    msg(
                        "“{words}” allows {days} days, the law {most}",
                        words=found[0],
                        days=days,
                        most=most,
                    ),
                    msg("Write {most}日, and who may extend it", most=most),
                    basis=(basis,),
                )


def _spans(text: str) -> Iterator[tuple[re.Match[str], int, Citation]]:
    """Yield what *text* says of the time for an inquiry, the days that the law allows, and where.

    Sentences on an approved extension are left out, and those on other accidents.
    """
    if not any(map(text.__contains__, _INSIDE)):
        return
    for pattern, basis in ((_INQUIRED, INQUIRY), (_APPROVED, APPROVAL)):
        for found in pattern.finditer(text):
            sentence = _sentence(text, found)
            if "事故" in sentence and not (_LONGER.search(sentence) or _OF_OTHERS.search(sentence)):
                most = _EXTRAORDINARY_DAYS if "特别重大" in sentence else _APPROVAL_DAYS
                yield found, _INQUIRY_DAYS if basis is INQUIRY else most, basis


def days_of_victims(events: tuple[str, ...]) -> int:
    """Return for how many days later victims count in a plan on *events*: 30, or 7.

    Seven where all are fires or traffic accidents.
    """
    is_traffic = bool(events) and all(_OF_TRAFFIC.search(event) for event in events)
    return _TRAFFIC_DAYS if is_traffic else _VICTIMS_DAYS


@plan_rule(
    "RPT042",
    "report.later-victims-window",
    Severity.ERROR,
    title=msg("Later victims reported for other days than the law says"),
    rationale=msg(
        "Whoever dies within 30 days counts (7 for fires and traffic accidents), and may change "
        "the grade: fewer days leave victims out, more count what the law does not."
    ),
    sources=(LATER_VICTIMS,),
)
def later_victims_window(view: PlanView) -> Iterator[Hit]:
    """Sentences by which changed numbers of victims are reported for other than 30 or 7 days.

    In plans on fires and traffic alone 30 days are right only beside the 7 for these.
    """
    on_accidents = is_on_accidents(view)
    most = days_of_victims(view.plan.event_types)
    for text, place, line in texts_with(view, ("伤亡",)):
        for found in _VICTIMS.finditer(text):
            days = _days(found)
            sentence = _sentence(text, found)
            of_traffic = _OF_TRAFFIC.search(sentence + "，".join(view.plan.event_types))
            is_right = days == (_TRAFFIC_DAYS if of_traffic else most)
            if not is_right and days == _VICTIMS_DAYS:
                is_right = most == days or _SEVEN.search(sentence) is not None
            if not is_right and (on_accidents or "事故" in sentence):
                yield Hit(
                    part(place, line, *found.span()),
                    msg(
                        "Later victims are reported for {days} days; the regulation says 30, for "
                        "fires and traffic accidents 7",
                        days=days,
                    ),
                    msg("Write 30日 (7日 for fires and traffic accidents)"),
                )
