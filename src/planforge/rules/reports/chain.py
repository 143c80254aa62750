"""The way of a report from the place of the event up to the level that the law names."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from planforge.corpus.comments import uncommented
from planforge.corpus.leaders import grade_of
from planforge.corpus.plan_view import ACTORS
from planforge.corpus.report_chain import ReportChain, is_above, level_of
from planforge.findings import Place, Severity
from planforge.i18n import msg
from planforge.model.scales import EventCategory, GovernmentLevel, IncidentGrade
from planforge.patterns import late
from planforge.rules.articles import FITTING
from planforge.rules.reports.hops import (
    ACCIDENT_RULES,
    ANIMALS_IN_TWO_HOURS,
    AT_ONCE,
    HEALTH_IN_TWO_HOURS,
    TWO_HOURS_A_LEVEL,
    UNIT_IN_AN_HOUR,
    UPWARD,
    are_accidents,
    has_more_time,
    is_on_accidents,
    is_on_animals,
    is_on_public_health,
    is_response_plan,
    later_hits,
)
from planforge.rules.rule import Hit, cite, plan_rule, system_rule
from planforge.rules.statutes import written

if TYPE_CHECKING:
    from collections.abc import Iterator

    from planforge.corpus.outline import FirstReport, PlanOutline
    from planforge.corpus.plan_view import PlanView
    from planforge.corpus.report_chain import Hop
    from planforge.corpus.system import System
    from planforge.findings import Citation

LEVEL_BY_LEVEL: Final = cite(ACCIDENT_RULES, "第十条")
OVERALL: Final = cite("国家突发事件总体应急预案", "3.3.1")
MAY_BECOME_MAJOR: Final = cite("中华人民共和国突发事件应对法", "第六十二条")
_HOUR: Final = 3600


@lru_cache(maxsize=2)
def chain_of(view: PlanView) -> ReportChain | None:
    """Return the reports of a plan that handles events, None if there is nothing to judge."""
    own = view.registry.jurisdiction
    if own is None or not is_response_plan(view):
        return None
    chain = ReportChain(view)
    return chain if chain.hops else None


def _printed(hops: tuple[Hop, ...]) -> str:
    """Return a chain with its limits, such as `事发单位 —1小时→ 县政府`."""
    return hops[0].sender + "".join(str(hop) for hop in hops) if hops else ""


def _farthest(chain: ReportChain, start: Hop) -> tuple[Hop, ...]:
    """Return the longest of the fastest chains from where *start* begins."""
    ends = {hop.target for hop in chain.hops}
    found = [chain.best(start.source, lambda hop, e=end: hop.target == e) for end in sorted(ends)]  # type: ignore[misc]  # a default binds the loop variable
    return max(found, key=len)


@plan_rule(
    "RPT009",
    "report.chain-broken",
    Severity.WARNING,
    title=msg("Report that nobody passes on"),
    rationale=msg(
        "Whoever has to tell the level above can only tell what somebody told him; where the chain "
        "breaks, the report stays lying."
    ),
    sources=(UPWARD, AT_ONCE),
    follows=("ORG022",),
)
def chain_broken(view: PlanView) -> Iterator[Hit]:
    """First reports from below that reach neither the own level nor those who report upward."""
    chain = chain_of(view)
    if chain is not None:
        yield from broken_hits(view, chain)


def broken_hits(view: PlanView, chain: ReportChain) -> Iterator[Hit]:
    """Yield a hit for each place below from which no report gets through *chain*."""
    upward = chain.upward()
    for start in chain.starts():
        if upward and chain.best(start.source, chain.is_upward):
            continue
        reaches_own = chain.best(
            start.source, lambda hop: not is_above(chain.own, chain.level(hop.recipient))
        )
        if reaches_own and not upward:
            continue
        goes = _printed(_farthest(chain, start))
        if reaches_own:
            yield Hit(
                view.at("reports", upward[0].index, "sender"),
                msg(
                    "{chain} is as far as it goes: nobody tells {sender}, who reports to "
                    "{recipient}",
                    chain=goes,
                    sender=upward[0].sender,
                    recipient=upward[0].recipient,
                ),
                msg("Let a first report go to {sender} as well", sender=upward[0].sender),
                ((view.at("reports", start.index), msg("the chain begins here")),),
            )
            return
        yield Hit(
            view.at("reports", start.index, "recipient"),
            msg("{chain} is as far as it goes: nobody passes the report on", chain=goes),
            msg("Write the first report of {unit} as well", unit=_last(chain, start).recipient),
        )


def _last(chain: ReportChain, start: Hop) -> Hop:
    return _farthest(chain, start)[-1]


_CITY_UP: Final = (IncidentGrade.EXTRAORDINARY, IncidentGrade.MAJOR)


@plan_rule(
    "RPT010",
    "report.not-upward",
    Severity.WARNING,
    title=msg("Nothing is reported to the government above"),
    rationale=msg(
        "What is or may become major is reported to the level above at once; it may have to take "
        "over command."
    ),
    sources=(UPWARD, OVERALL, LEVEL_BY_LEVEL),
)
def not_upward(view: PlanView) -> Iterator[Hit]:
    """First reports that do not leave the jurisdiction, or not for each grade that has to."""
    chain = chain_of(view)
    own = view.registry.jurisdiction
    if chain is None or own is None or own.level is GovernmentLevel.NATION:
        return
    upward = chain.upward()
    if not upward:
        last = [hop for hop in chain.hops if chain.level(hop.sender) is own.level]
        yield Hit(
            view.at("reports", last[-1].index, "recipient")
            if last
            else view.at("reports", on_key=True),
            msg("No first report goes to {upper}", upper=own.upper.name),
            msg("Write who reports to {upper}, within what time", upper=own.upper.name),
        )
        return
    for hop, missing in _untold(view, upward):
        yield Hit(
            view.at("reports", hop.index, "grades"),
            msg(
                "No first report on {grades} events goes to {upper}",
                grades=tuple(grade.zh for grade in missing),
                upper=own.upper.name,
            ),
            msg("Add them under 适用分级"),
        )


def _untold(
    view: PlanView, upward: tuple[Hop, ...]
) -> Iterator[tuple[Hop, tuple[IncidentGrade, ...]]]:
    """Yield the report upward at which grades are missing that have to be told, with them.

    Of each sender these are the grades that are worse than one that it tells; of all together what
    the law wants, which is asked of cities and counties alone.
    """
    own = view.registry.jurisdiction
    told: dict[str, dict[IncidentGrade, Hop]] = {}
    open_to_all: set[str] = set()
    for hop in upward:
        names = view.plan.reports[hop.index].grades
        grades = [grade for name in names if (grade := grade_of(name)) is not None]
        if not names or len(grades) < len(names):
            open_to_all.add(hop.sender)
            continue
        for grade in grades:
            told.setdefault(hop.sender, {}).setdefault(grade, hop)
    for sender, by_grade in told.items():
        if sender in open_to_all:
            continue
        order = list(IncidentGrade)
        mildest = max(map(order.index, by_grade))
        missing = tuple(grade for grade in order[:mildest] if grade not in by_grade)
        if missing:
            near = [g for g in order[: order.index(missing[0])] if g in by_grade]
            yield by_grade[near[-1] if near else order[mildest]], missing
            return
    if (
        open_to_all
        or own is None
        or own.level not in {GovernmentLevel.CITY, GovernmentLevel.COUNTY}
    ):
        return
    needed = [*_CITY_UP, *([IncidentGrade.LARGE] if is_on_accidents(view) else [])]
    missing = tuple(g for g in needed if not any(g in by_grade for by_grade in told.values()))
    if missing:
        yield upward[0], missing


_MAY_GROW: Final = late(
    "(?:可能|或者将|预判)[^。；]{0,16}(?:重大|大型|扩大|升级)|不受[^。；]{0,12}(?:分级|等级|级别)|敏感"
)


@plan_rule(
    "RPT038",
    "report.what-may-grow",
    Severity.ADVICE,
    title=msg("What may still become a major event is not reported"),
    rationale=msg(
        "What may turn into a major event is reported at once, whatever its grade is now; "
        "afterwards it is too late."
    ),
    sources=(MAY_BECOME_MAJOR, OVERALL),
)
def what_may_grow(view: PlanView) -> Iterator[Hit]:
    """First reports upward only from 较大 or 重大 on, with no word on what may become that.

    Left to another rule: grades that nobody is told of at all.
    """
    chain = chain_of(view)
    own = view.registry.jurisdiction
    if chain is None or own is None or own.level is GovernmentLevel.NATION:
        return
    reports = [view.plan.reports[hop.index] for hop in chain.upward()]
    graded = {grade_of(name) for report in reports for name in report.grades}
    if not reports or not all(report.grades for report in reports):
        return
    if not {None, IncidentGrade.ORDINARY}.isdisjoint(graded) or not graded.issuperset(_CITY_UP):
        return
    said = [text for report in view.plan.reports for text in (report.applies, *report.contents)]
    said += [text for text in re.split("[。；\n]", uncommented(view.prose or "")) if "报" in text]
    if not any(_MAY_GROW.search(text) for text in said):
        yield Hit(
            view.at("reports", chain.upward()[0].index, "grades"),
            msg(
                "Only {grades} events are reported upward; what may become one is not",
                grades=tuple(dict.fromkeys(name for report in reports for name in report.grades)),
            ),
            msg("Write under 适用: 可能演化为重大以上突发事件的，接报后立即报告"),
        )


_Route = tuple[GovernmentLevel | None, GovernmentLevel, int, "Citation"]


def _routes(view: PlanView) -> tuple[_Route, ...]:
    """Return what the law allows from one level to another in hours, all hops together."""
    city, province = GovernmentLevel.CITY, GovernmentLevel.PROVINCE
    if is_on_accidents(view):
        return ((None, city, 3, TWO_HOURS_A_LEVEL), (None, province, 5, TWO_HOURS_A_LEVEL))
    if is_on_animals(view):
        return ((GovernmentLevel.COUNTY, province, 2, ANIMALS_IN_TWO_HOURS),)
    if is_on_public_health(view):
        return ((None, city, 6, HEALTH_IN_TWO_HOURS), (None, province, 8, HEALTH_IN_TWO_HOURS))
    return ()


@plan_rule(
    "RPT013",
    "report.sum-later-than-law",
    Severity.ERROR,
    title=msg("Chain of reports that takes longer than the law allows"),
    rationale=msg("Each hop may be in time, and the province still hears of it too late."),
    sources=(UNIT_IN_AN_HOUR, TWO_HOURS_A_LEVEL, HEALTH_IN_TWO_HOURS, ANIMALS_IN_TWO_HOURS),
)
def sum_later_than_law(view: PlanView) -> Iterator[Hit]:
    """Fastest chains whose limits add up to more than the law allows from end to end.

    Chains with a report for which a law gives more time are left out.
    """
    chain = chain_of(view)
    if chain is None or any(later_hits(view)):
        return
    for source, target, hours, law in _routes(view):
        starts = [hop for hop in chain.starts() if chain.level(hop.sender) is source]
        for start in starts:
            best = chain.best(
                start.source,
                lambda hop, t=target: not is_above(t, chain.level(hop.recipient)),  # type: ignore[misc]  # a default binds the loop variable
                messages=False,
            )
            if any(has_more_time(view, view.plan.reports[hop.index]) for hop in best):
                continue
            seconds = sum(hop.seconds for hop in best)
            if seconds > hours * _HOUR:
                yield Hit(
                    view.at("reports", best[-1].index, "limit"),
                    msg(
                        "{chain} takes {minutes} min, but {law} allows {allowed} min in all",
                        chain=_printed(best),
                        minutes=seconds // 60,
                        law=written(law),
                        allowed=hours * 60,
                    ),
                    msg("Shorten a limit, or let one of them report past a level"),
                    ((view.at("reports", start.index), msg("the chain begins here")),),
                    basis=(law,),
                )
                return


@system_rule(
    "RPT014",
    "report.slower-than-master-plan",
    Severity.WARNING,
    title=msg("Plan that reports later than the master plan"),
    rationale=msg("The same duty officer in the county must not be given two limits."),
    sources=(FITTING,),
    follows=("RPT003", "RPT007", "RPT015", "RPT049"),
)
def slower_than_master(system: System) -> Iterator[Hit]:
    """First reports of special plans that may take longer than the master plan gives that level."""
    master = system.master
    if master is None:
        return
    allowed: dict[_Way, FirstReport] = {}
    for report in master.first_reports:
        for way, _ in _ways(system, report):
            if way not in allowed or report.seconds > allowed[way].seconds:
                allowed[way] = report
    for plan in system.specials:
        for report in plan.first_reports:
            for way, (sender, recipient) in _ways(system, report):
                most = allowed.get(way)
                if most and report.seconds > most.seconds and not _by_law(plan, way, report):
                    yield Hit(
                        _at(plan, report),
                        msg(
                            "{sender} may take {limit} to tell {recipient}; the master plan allows "
                            "{most}",
                            sender=sender,
                            recipient=recipient,
                            limit=report.text,
                            most=most.text,
                        ),
                        msg("Write {most} or less, or change the master plan", most=most.text),
                        ((_at(master, most), msg("the master plan")),),
                    )
                    break


def _at(plan: PlanOutline, report: FirstReport) -> Place:
    return Place(plan.file, ("reports", report.index, report.field))


def _by_law(plan: PlanOutline, way: _Way, report: FirstReport) -> bool:
    """Whether the limit is longer than the law allows, which RPT003 and RPT007 say."""
    source = way[0]
    hours = report.seconds / _HOUR
    if source is GovernmentLevel.COUNTY:
        return hours > 1
    is_limited = are_accidents(plan.event_types) or plan.category == EventCategory.HEALTH.value
    return is_limited and hours > (1 if source is None else 2)


_Way = tuple[GovernmentLevel | None, GovernmentLevel | None]


def _ways(system: System, report: FirstReport) -> Iterator[tuple[_Way, tuple[str, str]]]:
    """Yield from which level to which a report goes, with the names; only those that go up."""
    names = system.registry.names
    for sender in report.senders:
        source = level_of(system.registry, sender, names.get(sender, ACTORS))
        for recipient in report.recipients:
            target = level_of(system.registry, recipient, names.get(recipient, ACTORS))
            if is_above(target, source):
                yield (source, target), (sender, recipient)
