"""Information reports: who tells whom, within what time, and what."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from planforge.findings import Severity
from planforge.i18n import Message, msg
from planforge.model.registers import Organisation
from planforge.model.scales import (
    EventCategory,
    OrganisationCategory,
    PlanClass,
    PlanPurpose,
    ReportStage,
)
from planforge.rules.articles import STAFFED
from planforge.rules.law.grades import SAFETY, TABLES
from planforge.rules.rule import Hit, cite, plan_rule
from planforge.rules.statutes import written

if TYPE_CHECKING:
    from collections.abc import Iterator

    from planforge.corpus.plan_view import PlanView
    from planforge.findings import Pointer
    from planforge.model.plan import ReportRule
    from planforge.model.scalars import Limit

RESPONSE_LAW: Final = "中华人民共和国突发事件应对法"
ACCIDENT_RULES: Final = "生产安全事故报告和调查处理条例"
UPWARD: Final = cite(RESPONSE_LAW, "第六十一条")
AT_ONCE: Final = cite(RESPONSE_LAW, "第十七条第一款")
UNIT_IN_AN_HOUR: Final = cite(ACCIDENT_RULES, "第九条")
TWO_HOURS_A_LEVEL: Final = cite(ACCIDENT_RULES, "第十一条")
HEALTH_IN_TWO_HOURS: Final = cite("突发公共卫生事件应急条例", "第二十条")
_JUDGED: Final = frozenset({PlanClass.MASTER, PlanClass.SPECIAL})
_HOUR: Final = 3600


def _first_reports(view: PlanView) -> Iterator[tuple[ReportRule, Pointer]]:
    for i, report in enumerate(view.plan.reports):
        if report.stage is ReportStage.FIRST:
            yield report, ("reports", i)


def is_on_accidents(view: PlanView) -> bool:
    """Whether the plan is on accidents at work: 国务院令第493号 sets time and contents."""
    tables = [table for table in TABLES if table.law is SAFETY]
    return any(table.is_for(event) for table in tables for event in view.plan.event_types)


@plan_rule(
    "RPT001",
    "report.none",
    Severity.WARNING,
    title=msg("Plan that does not say who reports to whom"),
    rationale=msg("Everything else waits for the first report."),
    sources=(UPWARD,),
)
def no_report(view: PlanView) -> Iterator[Hit]:
    """Master and special plans without a first report, and reports without sender or recipient."""
    plan = view.plan
    if (
        plan.plan_class in _JUDGED
        and plan.purpose is PlanPurpose.EVENT
        and not any(_first_reports(view))
    ):
        yield Hit(
            view.at("reports", on_key=True) if plan.reports else view.at("name"),
            msg("Nobody makes a first report (首报)"),
            msg("Write under 信息报告 who reports to whom within what time"),
        )
    for i, report in enumerate(plan.reports):
        if not report.sender:
            yield Hit(
                view.at("reports", i),
                msg("Nobody makes this report"),
                msg("Name who reports under 报告单位"),
            )
        if not report.recipient:
            yield Hit(
                view.at("reports", i),
                msg("Nobody receives this report"),
                msg("Name who is told under 接收单位"),
            )


@plan_rule(
    "RPT002",
    "report.no-limit",
    Severity.WARNING,
    title=msg("Report without a time limit"),
    rationale=msg("“及时” is no limit: afterwards nobody can say whether a report came late."),
    sources=(UPWARD,),
)
def no_limit(view: PlanView) -> Iterator[Hit]:
    """First reports without 时限, and other reports with neither 时限 nor 频次."""
    for i, report in enumerate(view.plan.reports):
        first = report.stage is ReportStage.FIRST
        if report.limit or report.written_limit or (report.repeat and not first):
            continue
        if report.stage is ReportStage.DAILY:
            continue
        yield Hit(
            view.at("reports", i),
            msg(
                "The report of {sender} to {recipient} has no time limit",
                sender=report.sender,
                recipient=report.recipient,
            ),
            msg("Write it under 时限, such as 立即 or 30分钟")
            if first
            else msg("Write it under 时限, or how often under 频次"),
        )


def _longest(report: ReportRule) -> tuple[str, Limit] | None:
    """Return the limit that counts: by phone if there is one, else in writing."""
    for field, limit in (("limit", report.limit), ("written_limit", report.written_limit)):
        if limit is not None and limit.seconds is not None:
            return field, limit
    return None


def _is_unit(view: PlanView, name: str) -> bool:
    """Whether *name* is a unit where accidents happen: an enterprise, or 事发单位."""
    entity = view.get(name)
    unit = entity.element if entity else None
    if isinstance(unit, Organisation) and unit.category is not OrganisationCategory.COLLECTIVE:
        return unit.category is OrganisationCategory.ENTERPRISE
    return bool(re.search(r"(事发|事故|生产经营)(发生)?单位|企业", name))


def _is_office(view: PlanView, name: str) -> bool:
    """Whether *name* is a government, a department or an office of either."""
    entity = view.get(name)
    unit = entity.element if entity else None
    if not isinstance(unit, Organisation):
        return False
    if unit.category is OrganisationCategory.COLLECTIVE:
        return "政府" in unit.name
    return unit.category in {
        OrganisationCategory.GOVERNMENT,
        OrganisationCategory.DEPARTMENT,
        OrganisationCategory.COMMAND,
        OrganisationCategory.OFFICE,
        OrganisationCategory.PUBLIC_INSTITUTION,
    }


@plan_rule(
    "RPT003",
    "report.later-than-law",
    Severity.ERROR,
    title=msg("Report later than the law allows"),
    rationale=msg("Who keeps the plan's limit breaks the law; a late report is punished."),
    sources=(UNIT_IN_AN_HOUR, TWO_HOURS_A_LEVEL, HEALTH_IN_TWO_HOURS),
)
def later_than_law(view: PlanView) -> Iterator[Hit]:
    """First reports on accidents at work and on public health, against the limits of the law."""
    for report, at in _first_reports(view):
        longest = _longest(report)
        allowed = _allowed(view, report)
        if longest is None or allowed is None:
            continue
        field, limit = longest
        hours, law = allowed
        if (limit.seconds or 0) > hours * _HOUR:
            yield Hit(
                view.at(*at, field),
                msg(
                    "{sender} may take {limit}, but {law} allows {hours} h",
                    sender=report.sender,
                    limit=limit.text,
                    law=law,
                    hours=hours,
                ),
                msg("Write {hours}小时 or less", hours=hours),
            )


def _allowed(view: PlanView, report: ReportRule) -> tuple[int, str] | None:
    """Return the hours that the law allows for *report*, and the article; None if it is silent."""
    if is_on_accidents(view):
        if any(_is_unit(view, name) for name in report.sender):
            return 1, written(UNIT_IN_AN_HOUR)
        if any(_is_office(view, name) for name in report.sender):
            return 2, written(TWO_HOURS_A_LEVEL)
    if view.plan.category is EventCategory.HEALTH:
        return 2, written(HEALTH_IN_TWO_HOURS)
    return None


@plan_rule(
    "RPT007",
    "report.not-at-once",
    Severity.WARNING,
    title=msg("County that does not report at once"),
    rationale=msg(
        "The county where something happens has to report to the government above it at once, "
        "and may skip a level; more than an hour is not at once."
    ),
    sources=(AT_ONCE,),
)
def not_at_once(view: PlanView) -> Iterator[Hit]:
    """First reports of county governments with a limit of more than one hour."""
    for report, at in _first_reports(view):
        longest = _longest(report)
        counties = tuple(name for name in report.sender if _is_county(view, name))
        if longest is None or not counties or (longest[1].seconds or 0) <= _HOUR:
            continue
        yield Hit(
            view.at(*at, longest[0]),
            msg("{county} may take {limit} to report", county=counties, limit=longest[1].text),
            msg("Write 立即, or a limit of at most an hour for the first report by phone"),
        )


def _is_county(view: PlanView, name: str) -> bool:
    entity = view.get(name)
    unit = entity.element if entity else None
    if not isinstance(unit, Organisation) or "政府" not in unit.name:
        return False
    if unit.category is OrganisationCategory.COLLECTIVE:
        return "县" in unit.name
    return unit.category is OrganisationCategory.GOVERNMENT and bool(
        re.search(r"[县区]人民政府|[县区]政府", unit.name)
    )


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
    text = "、".join(item for report, _ in _first_reports(view) for item in report.contents)
    return tuple(name for name, words in fields if not any(word in text for word in words))


def _contents_hits(view: PlanView, fields: tuple[_Field, ...]) -> Iterator[Hit]:
    missing = _missing(view, fields)
    first = next(_first_reports(view), None)
    if missing and first is not None:
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


@plan_rule(
    "RPT005",
    "report.desk-without-phone",
    Severity.WARNING,
    title=msg("Desk that receives first reports without a duty phone"),
    rationale=msg("At three in the morning a first report needs a number that is answered."),
    sources=(STAFFED, UPWARD),
)
def desk_without_phone(view: PlanView) -> Iterator[Hit]:
    """Registered units of the jurisdiction that receive first reports and have no 值班电话."""
    seen: set[str] = set()
    for report, at in _first_reports(view):
        for i, name in enumerate(report.recipient):
            entity = view.get(name)
            unit = entity.element if entity else None
            if entity is None or not isinstance(unit, Organisation) or entity.id in seen:
                continue
            if unit.duty_phone or unit.category in _ELSEWHERE:
                continue
            seen.add(entity.id)
            yield Hit(
                view.at(*at, "recipient", i),
                msg("{unit} receives first reports, but has no duty phone", unit=name),
                msg("Write the phone that is answered day and night under 值班电话"),
                ((entity.place, msg("“{name}” is registered here", name=entity.name)),),
            )


_ELSEWHERE: Final = frozenset({OrganisationCategory.COLLECTIVE, OrganisationCategory.OUTSIDE})


@plan_rule(
    "RPT006",
    "report.public-told-late",
    Severity.ADVICE,
    title=msg("The public is told late"),
    rationale=msg(
        "After five hours without an authoritative word others have told the story; a press "
        "conference is expected within a day."
    ),
    sources=(
        cite("关于全面推进政务公开工作的意见实施细则"),
        cite("国家突发事件总体应急预案", "3.3.5"),
    ),
)
def public_told_late(view: PlanView) -> Iterator[Hit]:
    """A first release later than 5 hours, or a press conference later than 24."""
    info = view.plan.public_information
    if info is None:
        return
    for field, limit, hours in (
        ("first_release", info.first_release, 5),
        ("press_conference", info.press_conference, 24),
    ):
        if limit is not None and limit.seconds is not None and limit.seconds > hours * _HOUR:
            yield Hit(
                view.at("public_information", field),
                msg("{limit} is more than the usual {hours} h", limit=limit.text, hours=hours),
                msg("Write {hours}小时 or less", hours=hours),
            )
