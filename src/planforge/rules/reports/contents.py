"""What reports have to say."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from planforge.findings import Severity
from planforge.i18n import Message, msg
from planforge.rules.reports.beginnings import no_beginning, unit_silent
from planforge.rules.reports.hops import ACCIDENT_RULES, first_reports, is_on_accidents
from planforge.rules.rule import Hit, cite, plan_rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from planforge.corpus.plan_view import PlanView

_Field = tuple[Message, tuple[str, ...]]
_TIME: Final[_Field] = (msg("time (时间)"), ("时间", "首报要素"))
_PLACE: Final[_Field] = (msg("place (地点)"), ("地点", "位置", "范围", "首报要素"))
_PEOPLE: Final[_Field] = (
    msg("people harmed or missing (人员伤亡和失联)"),
    ("伤", "亡", "失联", "失踪", "被困", "人员"),
)
_DONE: Final[_Field] = (
    msg("measures taken (已采取的措施)"),
    ("措施", "处置", "抢护", "救援", "投用情况"),
)
_BY_LAW: Final[tuple[_Field, ...]] = (
    (msg("the unit (事故发生单位概况)"), ("单位概况", "单位基本情况", "单位名称", "事发单位")),
    _TIME,
    _PLACE,
    (
        msg("the course of events (简要经过)"),
        ("经过", "现场情况", "初步原因", "原因初判", "基本情况"),
    ),
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


def _missing(view: PlanView, fields: tuple[_Field, ...]) -> tuple[Message, ...]:
    text = "、".join(item for report, _ in first_reports(view) for item in report.contents)
    return tuple(name for name, words in fields if not any(word in text for word in words))


def _contents_hits(view: PlanView, fields: tuple[_Field, ...]) -> Iterator[Hit]:
    missing = _missing(view, fields)
    first = next(first_reports(view), None)
    if missing and first is not None:
        if any(no_beginning(view)) or any(unit_silent(view)):
            return
        report, at = first
        yield Hit(
            view.at(*at, "contents", on_key=True) if report.contents else view.at(*at),
            msg("The first report does not say: {fields}", fields=missing),
            msg("Add it under 内容 of a first report"),
        )


@plan_rule(
    "RPT004",
    "report.accident-contents",
    Severity.WARNING,
    title=msg("First report of an accident without what the law asks for"),
    rationale=msg("The regulation lists what a report of an accident has to say."),
    sources=(cite(ACCIDENT_RULES, "第十二条"),),
)
def accident_contents(view: PlanView) -> Iterator[Hit]:
    """Plans on accidents at work whose first reports, taken together, leave a point out."""
    if is_on_accidents(view):
        yield from _contents_hits(view, _BY_LAW)


@plan_rule(
    "RPT008",
    "report.usual-contents",
    Severity.ADVICE,
    title=msg("First report that leaves questions open"),
    rationale=msg("Whoever receives the report has to ask again for what it does not say."),
    sources=(cite("国家突发事件总体应急预案", "3.3.1"),),
)
def usual_contents(view: PlanView) -> Iterator[Hit]:
    """Other plans whose first reports, taken together, leave out time, place, people and so on."""
    if not is_on_accidents(view):
        yield from _contents_hits(view, _USUAL)
