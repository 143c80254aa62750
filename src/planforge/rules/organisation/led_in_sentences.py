"""Who leads at a grade by the sentences of a plan, against 应对主体."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from planforge.corpus.leaders import leader_in
from planforge.i18n import msg
from planforge.model.scales import GovernmentLevel, IncidentGrade
from planforge.patterns import late
from planforge.rules.prose.elsewhere import is_aside
from planforge.rules.rule import Hit
from planforge.rules.text.said import text_of

if TYPE_CHECKING:
    import re
    from collections.abc import Callable, Iterator, Mapping

    from planforge.corpus.plan_view import PlanView
    from planforge.findings import Pointer
    from planforge.rules.text.said import Text

_GRADE: Final = "特别重大|重大|较大|一般|特大型|大型|中型|小型"
_EVENTS: Final = "事件|事故|灾害|灾情|疫情"
_SAID: Final = late(
    rf"(?P<grades>(?:{_GRADE})级?(?:[、和及或](?:{_GRADE})级?){{0,3}})"
    r"(?:(?:[及或]|（含）)?以(?P<reach>[上下]))?的?"
    rf"(?P<what>[^，。；：、由]{{0,10}}(?:{_EVENTS}))?(?:发生)?(?:后|的|时)?，?"
    r"(?:原则上|主要|一般|应当?)?由"
    r"(?P<who>(?:事发地|所在地|当地|本)?(?:国务院|国家|中央|省|自治区|设区的市|市|县|区|旗|乡|镇)"
    r"(?:（[^（）]{1,6}）|级|层面|党委|党|人民|政府|委|和|、|有关部门|的|(?<=市)县)*)"
    r"(?:统一|直接|牵头|负责|组织|具体|在[^，。；]{2,10}下)*"
    r"(?:领导|指挥|应对|处置|负责|组织|牵头|成立)(?P<more>[^，。；]{0,12})"
)
_BY: Final = late("由(?=省|市[级政人委县（]|县|国务院|国家|区|本市|事发地|当地|设区|乡|镇)")
_NOT_LEADING: Final = late(
    "调查|评估|报告|上报|审批|发布|公布|认定|备案|先期|支援|协助|救助资金|拨付"
)
_TYPES: Final = dict(zip(("特大型", "大型", "中型", "小型"), IncidentGrade, strict=True))
"""Grades of geological disasters by another name."""
_ORDER: Final = tuple(GovernmentLevel)


class Led(NamedTuple):
    """Who leads at a grade by the facts: the government, how it is written, and where."""

    leader: GovernmentLevel
    text: str
    at: Pointer


def led_in_sentences(
    view: PlanView, known: Callable[[], Mapping[IncidentGrade, Led]]
) -> Iterator[Hit]:
    """Yield sentences of `plan.md` that give a grade to another government than *known* does."""
    text = text_of(view)
    found = list(_sentences(text))
    led = known() if found else {}
    told = -1
    for one in found if led else ():
        first, end = text.sentence(*one.span())
        before, behind = text.whole[first : one.start()], text.whole[one.end() : end]
        leader = None if _NOT_LEADING.search(one["more"]) else leader_in(one["who"])
        if leader is None or first == told or is_aside(view, before, behind):
            continue
        grade = next((x for x in _grades(one, before) if _differs(view, led.get(x), leader)), None)
        if grade is None:
            continue
        told = first
        yield Hit(
            text.place(*one.span("who")),
            msg(
                "At {grade} “{text}” leads here, “{other}” elsewhere",
                grade=grade.zh,
                text=one["who"],
                other=led[grade].text,
            ),
            msg("Let both places name the same"),
            ((view.at(*led[grade].at), msg("the other place")),),
        )


def _sentences(text: Text) -> Iterator[re.Match[str]]:
    """Yield what `plan.md` says on who leads at a grade."""
    for by in _BY.finditer(text.whole, text.prose):
        first, end = text.sentence(*by.span())
        for one in _SAID.finditer(text.whole, first, end):
            if one.start("who") == by.end():
                yield one


def _differs(view: PlanView, led: Led | None, leader: GovernmentLevel) -> bool:
    """Whether *led* is another government than *leader*; all above the own one are one here."""
    own = view.registry.jurisdiction
    if own is None or led is None or led.leader is leader:
        return False
    return not all(_ORDER.index(one) < _ORDER.index(own.level) for one in (led.leader, leader))


def _grades(found: re.Match[str], before: str) -> tuple[IncidentGrade, ...]:
    """Return the grades that a sentence speaks of; none where the words are no grades there."""
    words = [word.rstrip("级") for word in _WORD.split(found["grades"])]
    if any(word in _TYPES for word in words):
        if "地质灾害" not in (found["what"] or ""):
            return ()
        named = [_TYPES[word] for word in words if word in _TYPES]
    else:
        if not (found["what"] or found["reach"] or _GRADES.search(before)):
            return ()  # 一般由…负责: 一般 is no grade
        named = [grade for grade in IncidentGrade if grade.zh in words]
    if not found["reach"] or not named:
        return tuple(named)
    order = list(IncidentGrade)
    at = order.index(named[-1] if found["reach"] == "上" else named[0])
    return tuple(order[: at + 1][::-1] if found["reach"] == "上" else order[at:])


_WORD: Final = late("[、和及或]")
_GRADES: Final = late("特别重大|较大")


__all__ = ["Led", "led_in_sentences"]
