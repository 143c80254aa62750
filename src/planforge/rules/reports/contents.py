"""What reports have to say."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from planforge.findings import Severity
from planforge.i18n import Message, msg
from planforge.patterns import late
from planforge.rules.reports.beginnings import no_beginning, unit_silent
from planforge.rules.reports.hops import ACCIDENT_RULES, first_reports, is_on_accidents
from planforge.rules.rule import Hit, cite, plan_rule

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from planforge.corpus.plan_view import PlanView

_Field = tuple[Message, tuple[str, ...]]
_TIME: Final[_Field] = (msg("time (时间)"), ("时间",))
_PLACE: Final[_Field] = (msg("place (地点)"), ("地点", "位置", "范围"))
_PEOPLE: Final[_Field] = (
    msg("people harmed or missing (人员伤亡和失联)"),
    ("伤", "亡", "失联", "失踪", "被困", "人员"),
)
_DONE: Final[_Field] = (
    msg("measures taken (已采取的措施)"),
    ("措施", "处置", "抢护", "救援", "投用情况"),
)
_COURSE: Final[_Field] = (
    msg("the course of events (简要经过)"),
    ("经过", "现场情况", "初步原因", "原因初判", "基本情况"),
)
_BY_LAW: Final[tuple[_Field, ...]] = (
    (msg("the unit (事故发生单位概况)"), ("单位概况", "单位基本情况", "单位名称", "事发单位")),
    _TIME,
    _PLACE,
    _COURSE,
    _PEOPLE,
    _DONE,
)
_USUAL: Final[tuple[_Field, ...]] = (
    _TIME,
    _PLACE,
    _PEOPLE,
    (msg("area and damage (影响范围和损害程度)"), ("影响", "范围", "损害", "损失", "规模", "概况")),
    (msg("how it develops (发展趋势)"), ("趋势", "发展", "态势", "预计", "研判")),
    _DONE,
)


_WHERE_AND_WHEN: Final = (_TIME, _PLACE)
_IN_EACH: Final = (*_WHERE_AND_WHEN, _COURSE, _PEOPLE, _DONE)
"""What of an accident each report has to say; the unit is known from the first of them."""
_AS_BEFORE: Final = late(r"首报|初报|同上|基本情况|(?<!单位)概况")
"""Words by which a report hands on what another one said, or says it as a whole."""
_NOTICE: Final = 3
"""A report of fewer items is a notice on one matter."""


def _missing(items: Iterable[str], fields: tuple[_Field, ...]) -> tuple[_Field, ...]:
    text = "、".join(items)
    return tuple(field for field in fields if not any(word in text for word in field[1]))


def _contents_hits(
    view: PlanView, fields: tuple[_Field, ...], in_each: tuple[_Field, ...]
) -> Iterator[Hit]:
    """Yield a hit for what no first report says, and one for each that leaves out the most needed.

    Reports that hand on what another says are not judged by themselves, nor short notices.
    """
    reports = tuple(first_reports(view))
    if not reports:
        return
    said = [item for report, _ in reports for item in report.contents]
    missing = _missing(said, fields)
    if missing and not any(no_beginning(view)) and not any(unit_silent(view)):
        report, at = reports[0]
        yield Hit(
            view.at(*at, "contents", on_key=True) if report.contents else view.at(*at),
            msg("The first report does not say: {fields}", fields=_names(missing)),
            msg("Add it under 内容 of a first report"),
        )
        reports = reports[1:]
    for report, at in reports:
        if len(report.contents) < _NOTICE or any(map(_AS_BEFORE.search, report.contents)):
            continue
        left_out = [field for field in _missing(report.contents, in_each) if field not in missing]
        if left_out:
            yield Hit(
                view.at(*at, "contents", on_key=True),
                msg(
                    "The first report of {sender} does not say: {fields}",
                    sender=report.sender,
                    fields=_names(left_out),
                ),
                msg("Add it under 内容, or write 首报要素 where it hands on what it was told"),
            )


def _names(fields: Iterable[_Field]) -> tuple[Message, ...]:
    return tuple(name for name, _ in fields)


@plan_rule(
    "RPT004",
    "report.accident-contents",
    Severity.WARNING,
    title=msg("First report of an accident without what the law asks for"),
    rationale=msg("The regulation lists what a report of an accident has to say."),
    sources=(cite(ACCIDENT_RULES, "第十二条"),),
)
def accident_contents(view: PlanView) -> Iterator[Hit]:
    """First reports in plans on accidents at work that leave a point out.

    What the unit is one of them has to say, all else each of them.
    """
    if is_on_accidents(view):
        yield from _contents_hits(view, _BY_LAW, _IN_EACH)


@plan_rule(
    "RPT008",
    "report.usual-contents",
    Severity.ADVICE,
    title=msg("First report that leaves questions open"),
    rationale=msg("Whoever receives the report has to ask again for what it does not say."),
    sources=(cite("国家突发事件总体应急预案", "3.3.1"),),
)
def usual_contents(view: PlanView) -> Iterator[Hit]:
    """Other plans whose first reports, taken together, leave out people, damage and so on.

    Time and place each of them has to say.
    """
    if not is_on_accidents(view):
        yield from _contents_hits(view, _USUAL, _WHERE_AND_WHEN)
