"""Information reports: who tells whom, within what time, and what."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from planforge.corpus.leaders import grade_of
from planforge.corpus.report_chain import is_above, level_of
from planforge.corpus.said_limits import NUMBER, read_limit
from planforge.findings import Severity
from planforge.i18n import msg
from planforge.model.registers import Organisation
from planforge.model.scales import (
    EventCategory,
    GovernmentLevel,
    IncidentGrade,
    OrganisationCategory,
    PlanClass,
    PlanPurpose,
    ReportStage,
)
from planforge.patterns import late
from planforge.rules.law.grades import SAFETY, TABLES
from planforge.rules.rule import Hit, cite, plan_rule
from planforge.rules.statutes import written
from planforge.rules.wording.marks import part, texts_with

if TYPE_CHECKING:
    from collections.abc import Iterator

    from planforge.corpus.plan_view import PlanView
    from planforge.findings import Citation, Pointer
    from planforge.model.plan import ReportRule
    from planforge.model.scalars import Limit

RESPONSE_LAW: Final = "中华人民共和国突发事件应对法"
ACCIDENT_RULES: Final = "生产安全事故报告和调查处理条例"
UPWARD: Final = cite(RESPONSE_LAW, "第六十一条")
AT_ONCE: Final = cite(RESPONSE_LAW, "第十七条第一款")
UNIT_IN_AN_HOUR: Final = cite(ACCIDENT_RULES, "第九条")
TWO_HOURS_A_LEVEL: Final = cite(ACCIDENT_RULES, "第十一条")
CLINICS_IN_TWO_HOURS: Final = cite("突发公共卫生事件应对法", "第三十条")
ANIMALS_IN_TWO_HOURS: Final = cite("重大动物疫情应急条例", "第十七条")
HEALTH_IN_TWO_HOURS: Final = cite("突发公共卫生事件应急条例", "第二十条")
INFECTIONS_IN_A_DAY: Final = cite("传染病防治法", "第四十五条")
_JUDGED: Final = frozenset({PlanClass.MASTER, PlanClass.SPECIAL})
_HOUR: Final = 3600


def first_reports(view: PlanView) -> Iterator[tuple[ReportRule, Pointer]]:
    """Yield the first reports of the plan with their places."""
    for i, report in enumerate(view.plan.reports):
        if report.stage is ReportStage.FIRST:
            yield report, ("reports", i)


def is_response_plan(view: PlanView) -> bool:
    """Whether the plan is a master or special plan on what to do in an event."""
    return view.plan.plan_class in _JUDGED and view.plan.purpose is PlanPurpose.EVENT


def is_on_animals(view: PlanView) -> bool:
    """Whether the plan is on diseases of animals: 国务院令第450号 sets the time."""
    return any("动物疫" in event for event in view.plan.event_types)


def is_on_public_health(view: PlanView) -> bool:
    """Whether the plan is on public health and not on medicines alone: 国务院令第376号."""
    events = view.plan.event_types
    is_on_medicines = bool(events) and all(map(_MEDICINES.search, events))
    return view.plan.category is EventCategory.HEALTH and not is_on_medicines


def is_on_accidents(view: PlanView) -> bool:
    """Whether the plan is on accidents at work: 国务院令第493号 sets time and contents."""
    return are_accidents(view.plan.event_types)


_ON_ACCIDENTS: Final = tuple(table for table in TABLES if table.law is SAFETY)


@lru_cache(maxsize=256)  # a dozen rules ask it of a plan, and plans are on a few kinds of events
def are_accidents(events: tuple[str, ...]) -> bool:
    """Whether one of *events* is an accident at work."""
    return any(table.is_for(event) for event in events for table in _ON_ACCIDENTS)


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
    if is_response_plan(view) and not any(first_reports(view)):
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


def longest_limit(report: ReportRule) -> tuple[str, Limit] | None:
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
    sources=(
        UNIT_IN_AN_HOUR,
        TWO_HOURS_A_LEVEL,
        HEALTH_IN_TWO_HOURS,
        CLINICS_IN_TWO_HOURS,
        ANIMALS_IN_TWO_HOURS,
        INFECTIONS_IN_A_DAY,
        AT_ONCE,
    ),
)
def later_than_law(view: PlanView) -> Iterator[Hit]:
    """First reports on accidents, public health and animals, against the limits of the law.

    Of accidents also what sentences give people at the scene, the head of a unit, or each level.
    """
    yield from later_hits(view)
    if is_on_accidents(view):
        yield from _later_in_sentences(view)


_BY_THE_HEAD: Final = late(
    rf"(?:单位|企业)(?:主要)?负责人[^。；]{{0,24}}?(?P<number>{NUMBER})个?(?P<unit>小时|分钟|天)(?:以|之)?内"
    r"[^。；]{0,24}?(?:报告|上报)",
    holds=("单位负责人", "单位主要负责人", "企业负责人", "企业主要负责人"),
)
_BY_EACH_LEVEL: Final = late(
    r"逐级(?:上报|报告)[^。；]{0,30}?每一?级[^。；\d]{0,14}?"
    rf"(?P<number>{NUMBER})个?(?P<unit>小时|分钟|天)",
    holds=("每级", "每一级"),
)


_BY_WITNESSES: Final = late(
    rf"现场(?:有关|作业|工作|值班)?人员[^。；]{{0,16}}?(?P<number>{NUMBER})个?(?:小时|分钟|天)(?:以|之)?内"
    r"[^，。；]{0,6}向[^，。；]{0,6}负责人[^，。；]{0,4}报",
    holds=("现场人员", "现场有关人员", "现场作业人员", "现场工作人员", "现场值班人员"),
)


def _later_in_sentences(view: PlanView) -> Iterator[Hit]:
    for text, place, line in texts_with(view, ("负责人", "逐级")):
        for found in _BY_WITNESSES.finditer(text):
            yield Hit(
                part(place, line, *found.span()),
                msg(
                    "“{words}”: {law} wants it at once",
                    words=found[0],
                    law=written(UNIT_IN_AN_HOUR),
                ),
                msg("Write 立即: who is at the scene tells the head of the unit at once"),
                basis=(UNIT_IN_AN_HOUR,),
            )
        for pattern, hours, law in (
            (_BY_THE_HEAD, 1, UNIT_IN_AN_HOUR),
            (_BY_EACH_LEVEL, 2, TWO_HOURS_A_LEVEL),
        ):
            for found in pattern.finditer(text):
                limit = read_limit(found["number"], found["unit"])
                if (limit.seconds or 0) > hours * _HOUR:
                    yield Hit(
                        part(place, line, *found.span()),
                        msg(
                            "“{words}”: {law} allows {hours} h",
                            words=found[0],
                            law=written(law),
                            hours=hours,
                        ),
                        msg("Write {hours}小时 or less", hours=hours),
                        basis=(law,),
                    )


def later_hits(view: PlanView) -> Iterator[Hit]:
    """Yield a hit for each first report whose own limit is longer than the law allows."""
    for report, at in first_reports(view):
        longest = longest_limit(report)
        allowed = _allowed(view, report)
        if longest is None or allowed is None:
            continue
        field, limit = longest
        hours, law = allowed
        if (limit.seconds or 0) > hours * _HOUR:
            at_once = any(_is_county(view, name) for name in report.sender)
            yield Hit(
                view.at(*at, field),
                msg(
                    "{sender} may take {limit}, but {law} allows {hours} h",
                    sender=report.sender,
                    limit=limit.text,
                    law=written(law),
                    hours=hours,
                ),
                msg("Write {hours}小时 or less", hours=1 if at_once else hours),
                basis=(law, AT_ONCE) if at_once else (law,),
            )


def _allowed(view: PlanView, report: ReportRule) -> tuple[int, Citation] | None:
    """Return the hours that the law allows for *report*, and the article; None if it is silent."""
    if is_on_accidents(view):
        if any(_is_unit(view, name) for name in report.sender):
            return 1, UNIT_IN_AN_HOUR
        is_bound = not _goes_farther_than_it_must(view, report)
        if is_bound and any(_is_office(view, name) for name in report.sender):
            return 2, TWO_HOURS_A_LEVEL
    if is_on_animals(view):
        return None if _MILD.search(report.applies) else (2, ANIMALS_IN_TWO_HOURS)
    if is_on_public_health(view):
        if _is_on_ordinary_infections(report):
            return 24, INFECTIONS_IN_A_DAY
        clinic = any(_CLINIC.search(name) for name in report.sender)
        return 2, CLINICS_IN_TWO_HOURS if clinic else HEALTH_IN_TWO_HOURS
    return None


def has_more_time(view: PlanView, report: ReportRule) -> bool:
    """Whether no limit from level to level holds: ordinary infections, mild diseases, low grade."""
    if is_on_accidents(view):
        return _goes_farther_than_it_must(view, report)
    if is_on_animals(view):
        return bool(_MILD.search(report.applies))
    return _is_on_ordinary_infections(report)


_REPORTED_UP_TO: Final = {
    IncidentGrade.EXTRAORDINARY: GovernmentLevel.NATION,
    IncidentGrade.MAJOR: GovernmentLevel.NATION,
    IncidentGrade.LARGE: GovernmentLevel.PROVINCE,
    IncidentGrade.ORDINARY: GovernmentLevel.CITY,
}
"""Up to which level accidents are reported by their grade (国务院令第493号 第十条)."""


def _goes_farther_than_it_must(view: PlanView, report: ReportRule) -> bool:
    """Whether all that *report* goes to stands above where accidents of its grades must go."""
    ends = [_REPORTED_UP_TO.get(grade) if (grade := grade_of(n)) else None for n in report.grades]
    levels = [level_of(view.registry, name, view.get(name)) for name in report.recipient]
    if not ends or not levels or None in ends:
        return False
    return all(is_above(level, end) for level in levels for end in ends)


def _is_on_ordinary_infections(report: ReportRule) -> bool:
    """Whether *report* is for infections of class B and C, which are reported within a day."""
    return bool(
        _ORDINARY.search(report.applies) and not _SERIOUS.search(_LEFT_OUT.sub("", report.applies))
    )


_MILD: Final = late(r"[二三]类动物疫病|[二三]类疫病|二、三类|二类、三类|一般动物疫")
"""Diseases of animals that are no major ones (重大动物疫情)."""
_MEDICINES: Final = late(r"药品|疫苗|医疗器械|化妆品")
_ORDINARY: Final = late(r"乙类|丙类|乙、丙类")
_LEFT_OUT: Final = late(
    r"(?:(?:除|不含|不包括)[^，。；）)]*?|非)(?:甲类|新发|不明原因|暴发|爆发)[^，。；）)]*"
    r"|[^，。；（(]*(?:除外|以外|之外)"
)
"""Infections that a report says it is not for."""
_SERIOUS: Final = late(r"甲类|新发|不明原因|暴发|爆发")
"""Infections that are reported within two hours, whatever else a report is for."""
_CLINIC: Final = late(r"医疗|医院|卫生院|疾控中心|检验|检测")


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
    follows=("RPT003",),
)
def not_at_once(view: PlanView) -> Iterator[Hit]:
    """First reports of county governments with a limit of more than one hour.

    Told once: what is longer than a law on accidents or health allows, RPT003 says.
    """
    for report, at in first_reports(view):
        longest = longest_limit(report)
        counties = tuple(name for name in report.sender if _is_county(view, name))
        if longest is None or not counties or (longest[1].seconds or 0) <= _HOUR:
            continue
        yield Hit(
            view.at(*at, longest[0]),
            msg(
                "{county} may take {limit} to report, but {law} wants it at once",
                county=counties,
                limit=longest[1].text,
                law=written(AT_ONCE),
            ),
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
