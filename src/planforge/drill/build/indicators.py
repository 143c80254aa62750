"""What can be known in a drill, who sees it, and how it reaches those who decide."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from planforge.corpus.drills import OF
from planforge.drill.build import durations
from planforge.drill.build.command import office_of
from planforge.drill.build.noticing import houses, seers
from planforge.drill.build.scenario import NOTHING
from planforge.drill.condition import Judged, Row, atoms, base, dimensions
from planforge.drill.entries import EntryKind
from planforge.drill.means import Hop, Indicator
from planforge.drill.work import Stage
from planforge.i18n import msg
from planforge.model.base import Kind
from planforge.model.registers import Indicator as IndicatorEntry

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from planforge.drill.build.people import Cast
    from planforge.drill.build.reports import Channels
    from planforge.drill.build.work import Work
    from planforge.drill.condition import Condition
    from planforge.drill.script import FactAt, ToldAt
    from planforge.drill.work import ReportRule
    from planforge.drill.world import Link, Plan

_TELEPHONE: Final = "电话"
"""How things are told where no plan says how."""
_STAGES: Final = tuple(Stage)


def indicators(
    work: Work, cast: Cast, facts: Iterable[FactAt], asked: Iterable[Condition]
) -> tuple[Indicator, ...]:
    """Return the indicators that *facts* give values and *asked* ask for."""
    known = tuple(facts)
    wanted = {base(fact.dimension) for fact in known}
    wanted |= {base(name) for condition in asked for name in dimensions(condition)}
    finders = _finders(work, cast)
    found: list[Indicator] = []
    for entity in work.registry.names.entities(Kind.INDICATOR):
        if entity.id not in wanted:
            continue
        entry = entity.of(IndicatorEntry)
        units = [unit for name in entry.observer if (unit := work.organisation(name))]
        own = tuple(cast.org(one) for unit in units for one in cast.meant(unit))
        work.enter_entity(entity.id, EntryKind.INDICATOR, entity)
        kinds = {fact.dimension for fact in known if _is_of(fact.dimension, entity.id)}
        for name in (entity.id, *sorted(kinds)):
            orgs = tuple(dict.fromkeys((*finders.get(name, ()), *own)))
            found.append(Indicator(name, orgs, durations.VERIFYING, entry.cumulative))
    if any(base(fact.dimension) == NOTHING for fact in known):
        work.enter(NOTHING, EntryKind.INDICATOR, "误报")
        found.append(Indicator(NOTHING, _finders_of_alarms(work, cast), durations.VERIFYING))
    if found:
        work.assume(
            "",
            msg("finding out what is not known, once somebody asks"),
            durations.SOURCE,
            span=durations.VERIFYING,
        )
    return tuple(found)


def _finders(work: Work, cast: Cast) -> Mapping[str, tuple[str, ...]]:
    """Return by dimension who notices it in the scenario, where a development says so.

    Whoever notices what belongs to one incident notices nothing of the others.
    """
    found: dict[str, dict[str, None]] = {}
    for place, step in enumerate(work.view.drill.developments):
        for name in step.facts if step.observer else ():
            indicator = work.view.get(name.partition("@")[0], (Kind.INDICATOR,))
            units = seers(work, cast, place, indicator) if indicator else ()
            scope = work.view.scope(place)
            for told in work.view.variants(indicator.id, scope) if indicator and units else ():
                found.setdefault(told, {}).update(dict.fromkeys(units))
    return {name: tuple(units) for name, units in found.items()}


def _finders_of_alarms(work: Work, cast: Cast) -> tuple[str, ...]:
    """Return who finds out that an alarm is false: who notices, else who commands by the plan."""
    found: dict[str, None] = {}
    for step in (one for one in work.view.drill.developments if one.false_alarms):
        units = houses(work, step.observer)
        plans = [view for name in step.false_alarms if (view := work.view.plan(name))]
        found |= dict.fromkeys(map(cast.org, units) if units else
                               (office_of(cast, work, plan) for plan in plans))  # fmt: skip
    return tuple(found)


def _is_of(dimension: str, indicator: str) -> bool:
    """Whether *dimension* is what one incident has of *indicator*: one dead of a landslide."""
    return dimension.startswith(f"{indicator}{OF}")


def hops(  # noqa: PLR0913, PLR0917 - all that carries facts
    work: Work,
    cast: Cast,
    channels: Channels,
    asking: tuple[Iterable[Plan], Iterable[Link]],
    known: Iterable[Indicator],
    words: Iterable[ToldAt],
    rules: Sequence[ReportRule],
) -> tuple[Hop, ...]:
    """Return how what is seen reaches the office of each plan that asks for it.

    It goes along the reports that are laid down, hop by hop, as each new fact is one to report;
    who sees something and has no such way tells the office of the plan. What several judge one of
    them tells it.
    """
    plans, links = asking
    chain: set[tuple[str, str]] = set()
    direct: set[tuple[str, str]] = set()
    pairs = sorted({(rule.sender, rule.receiver) for rule in rules})
    for plan in plans:
        near = _near(plan.office, pairs)
        chain |= {(one, other) for one, other in pairs if one in near and other in near}
        asked = {base(name) for name in _asked(plan)}
        seers = {org for one in known if one.dimension in asked for org in one.observers}
        direct |= {(org, plan.office) for org in seers if org not in near}
        reached = near | {org for org, office in direct if office == plan.office}
        direct |= {(org, plan.office) for org in _tellers(plan, links, words, reached)}
    if direct:
        work.assume(
            "",
            msg("passing on what is seen to the office of the plan, where no report is laid down"),
            durations.SOURCE,
            span=durations.HANDLING,
        )
    ways: dict[tuple[str, str], dict[str, None]] = {pair: {} for pair in sorted(chain | direct)}
    for rule in sorted(rules, key=_urgency):
        if (rule.sender, rule.receiver) in ways:
            ways[rule.sender, rule.receiver].update(dict.fromkeys(rule.channels))
    return tuple(
        Hop(
            _entered(work, cast, pair),
            *pair,
            durations.REPORT if pair in chain else durations.HANDLING,
            tuple(known) or channels.of((_TELEPHONE,), *pair),
        )
        for pair, known in ways.items()
    )


def _urgency(rule: ReportRule) -> tuple[int, int, str]:
    """Return which report *rule* is among those of its way: the first one, and most urgent, first.

    What is new goes by the way on which one tells what has just happened, not by that of a daily
    report, whichever of them a plan writes down before the other.
    """
    return _STAGES.index(rule.stage), rule.within, rule.id


def _entered(work: Work, cast: Cast, pair: tuple[str, str]) -> str:
    sender, receiver = pair
    id_ = f"{sender}→{receiver}"
    work.enter(id_, EntryKind.HOP, f"{cast.name_of(sender)}→{cast.name_of(receiver)}")
    return id_


def _near(office: str, pairs: Iterable[tuple[str, str]]) -> set[str]:
    """Return *office* and those from whom reports reach it, one after the other."""
    senders: dict[str, list[str]] = {}
    for one, other in pairs:
        senders.setdefault(other, []).append(one)
    found = {office}
    open_ = [office]
    while open_:
        for one in senders.get(open_.pop(), ()):
            if one not in found:
                found.add(one)
                open_.append(one)
    return found


def _tellers(
    plan: Plan, links: Iterable[Link], words: Iterable[ToldAt], near: set[str]
) -> Iterator[str]:
    """Yield who tells the office of *plan* what it asks for of *words* and hears from nobody."""
    called = (link.when for link in links if link.source == plan.id)
    conditions = [part for part in (*_parts(plan), *called) if part]
    asked = {text for part in conditions for text in _judged(part)}
    for told in words:
        if told.text in asked and told.seers and near.isdisjoint(told.seers):
            yield told.seers[0]


def _judged(condition: Condition) -> Iterator[str]:
    """Yield the words that people have to judge for *condition*."""
    for atom in atoms(condition):
        if isinstance(atom, Row):
            yield from (*atom.rule.scope, atom.rule.judgement)
        elif isinstance(atom, Judged):
            yield atom.text


def _parts(plan: Plan) -> Iterator[Condition | None]:
    yield from (level.when for level in plan.levels)
    yield plan.end.when if plan.end else None
    yield from (part for action in plan.actions for part in (action.trigger, action.guard))


def _asked(plan: Plan) -> set[str]:
    return {name for part in _parts(plan) if part for name in dimensions(part)}


__all__ = ["hops", "indicators"]
