"""What nobody knows in a drill although a level or an action hangs on it, and when to ask for it.

A scenario says nothing of most indicators; those alone are asked for that belong to what happens:
people hurt once there is damage and a response runs, the rest of a row of which one part is so
already, and what an action that is due waits for. Nothing is asked of what was a false alarm.
"""

from __future__ import annotations

from collections import defaultdict
from fractions import Fraction
from typing import TYPE_CHECKING, Final, NamedTuple

from planforge.drill.build.scenario import nothing
from planforge.drill.condition import Row, atoms, base
from planforge.drill.kit.course import LEVELS
from planforge.model.base import Kind
from planforge.model.registers import Indicator
from planforge.model.scales import IndicatorType, Nature

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from planforge.drill.rehearsal import Rehearsal
    from planforge.drill.trace import Trace
    from planforge.feel import Value

WAIT: Final = 900
"""Seconds that a fact may be unknown to those who decide before controllers ask for it."""
_PEOPLE: Final = "人"
_RAIN: Final = "毫米"


class Unknown(NamedTuple):
    """A fact that nobody knows.

    Attributes:
        second: From when on it matters.
        plan: Id of the plan that asks for it.
        dimension: The fact.
    """

    second: int
    plan: str
    dimension: str


class Question(NamedTuple):
    """What the office of a plan is asked.

    Attributes:
        id: Its identifier.
        second: When it is asked.
        plan: Id of the plan.
        dimensions: Of what.
        is_never: Whether the scenario never says it.
    """

    id: str
    second: int
    plan: str
    dimensions: tuple[str, ...]
    is_never: bool


def questions(rehearsal: Rehearsal, trace: Trace) -> tuple[Question, ...]:
    """Return what to ask in a drill that goes as *trace* tells.

    It is asked some time after it came about, or began to matter, unless the office has learnt it
    by then.
    """
    asked: dict[tuple[int, str, bool], dict[str, None]] = {}
    groundless = _false_alarms(rehearsal)
    for one in _late(rehearsal, trace):
        asked.setdefault((one.second + WAIT, one.plan, False), {})[one.dimension] = None
    for one in unknown(rehearsal, trace):
        asked.setdefault((one.second + WAIT, one.plan, True), {})[one.dimension] = None
    return tuple(
        Question(
            f"{'unknown' if is_never else 'ask'}-{plan}-{second}",
            second,
            plan,
            tuple(dimensions),
            is_never,
        )
        for (second, plan, is_never), dimensions in asked.items()
        if plan not in groundless or second < groundless[plan]
    )


def _false_alarms(rehearsal: Rehearsal) -> Mapping[str, int]:
    """Return the second from which on it is known of a plan that nothing of its has happened."""
    named = {nothing(plan.id): plan.id for plan in rehearsal.world.plans}
    told = [(named[x.dimension], x.time) for x in rehearsal.script.facts if x.dimension in named]
    return dict(sorted(told, reverse=True))


def _late(rehearsal: Rehearsal, trace: Trace) -> Iterator[Unknown]:
    """Yield what is so and could raise a level, and what its office does not know for long."""
    offices = {plan.id: plan.office for plan in rehearsal.world.plans}
    known: dict[tuple[str, str], int] = {}
    for record in trace.of("fact_known"):
        known.setdefault((record.role, record.entity), record.t)
    since: dict[str, int] = {}
    for fact in rehearsal.script.facts:
        since.setdefault(fact.dimension, fact.time)
    for record in trace.of("verify_opened"):
        dimension = str(record.data["dimension"])
        if dimension not in since:
            continue
        second = max(record.t, since[dimension])
        learnt = known.get((offices.get(record.plan, ""), dimension))
        if learnt is None or learnt > second + WAIT:
            yield Unknown(second, record.plan, dimension)


def unknown(rehearsal: Rehearsal, trace: Trace) -> tuple[Unknown, ...]:
    """Return what stays unknown throughout *trace*, a run of *rehearsal*, and could change it.

    Each fact is told once for each plan, the earliest first.
    """
    told = {fact.dimension for fact in rehearsal.script.facts if fact.value is not None}
    first: dict[tuple[str, str], int] = {}
    for one in (*_hurt(rehearsal, trace), *_rows(rehearsal, trace), *_actions(trace)):
        if one.dimension not in told and not _is_warning(rehearsal, one.dimension):
            key = (one.plan, one.dimension)
            first[key] = min(first.get(key, one.second), one.second)
    return tuple(
        Unknown(second, plan, dimension)
        for (plan, dimension), second in sorted(first.items(), key=lambda x: (x[1], x[0]))
    )


def _is_warning(rehearsal: Rehearsal, dimension: str) -> bool:
    """Whether *dimension* is a warning: without one that was issued, none is in force."""
    entity = rehearsal.view.get(base(dimension), (Kind.INDICATOR,))
    return entity is not None and entity.of(Indicator).type is IndicatorType.WARNING


def _begins(trace: Trace) -> Mapping[str, int]:
    """Return when each plan begins to run."""
    found: dict[str, int] = {}
    for record in trace.records:
        if record.type in LEVELS:
            found.setdefault(record.plan, record.t)
    return found


def _determined(trace: Trace, plan: str, second: int) -> int:
    """Return the level that the facts known to *plan* give at *second*."""
    found = [x.data["determined"] for x in trace.of("assessed") if x.plan == plan and x.t <= second]
    last = found[-1] if found else 0
    return last if isinstance(last, int) else 0


def _open(trace: Trace) -> Mapping[str, frozenset[str]]:
    """Return for each plan what somebody had to find out, since it could raise the level."""
    found: dict[str, set[str]] = defaultdict(set)
    for record in trace.of("verify_opened"):
        found[record.plan].add(str(record.data["dimension"]))
    return {plan: frozenset(names) for plan, names in found.items()}


def _hurt(rehearsal: Rehearsal, trace: Trace) -> Iterator[Unknown]:
    """Yield numbers of people hurt that the levels of a plan ask for while it runs.

    Where there is a threat alone nobody is hurt yet: it is asked once there is damage.
    """
    begins = _begins(trace)
    for plan, names in _open(trace).items():
        since = _damaged(rehearsal, plan)
        if since is None or plan not in begins:
            continue
        for name in names:
            entity = rehearsal.view.get(base(name), (Kind.INDICATOR,))
            entry = entity.of(Indicator) if entity else None
            is_hurt = entry and entry.cumulative and entry.unit == _PEOPLE
            if entry and is_hurt and entry.nature is Nature.OBSERVED:
                yield Unknown(max(begins[plan], since), plan, name)


def _damaged(rehearsal: Rehearsal, plan: str) -> int | None:
    """Return from when on there is damage of which *plan* knows; None for never.

    Damage is what can only grow and is more than nothing; what fell as rain is none.
    """
    view = rehearsal.view
    for fact in sorted(rehearsal.script.facts, key=lambda x: x.time):
        name = base(fact.dimension)
        entity = view.get(name, (Kind.INDICATOR,))
        if entity is None or fact.dimension != view.own(name, plan):
            continue
        entry = entity.of(Indicator)
        is_damage = entry.cumulative and entry.unit != _RAIN
        if is_damage and isinstance(fact.value, Fraction) and fact.value > 0:
            return fact.time
    return None


def _rows(rehearsal: Rehearsal, trace: Trace) -> Iterator[Unknown]:
    """Yield what rows of levels lack of which something is so while the plan runs."""
    begins, wanted = _begins(trace), _open(trace)
    states = tuple(_states(rehearsal))
    for plan in rehearsal.world.plans:
        if plan.id not in begins:
            continue
        for level in plan.levels:
            for row in atoms(level.when) if level.when else ():
                if isinstance(row, Row) and len(row.rule.conditions) > 1:
                    for second, name in _lacks(row, states):
                        since = max(second, begins[plan.id])
                        is_open = name in wanted.get(plan.id, ())
                        if is_open and level.rank > _determined(trace, plan.id, since):
                            yield Unknown(since, plan.id, name)


def _states(rehearsal: Rehearsal) -> Iterator[tuple[int, Mapping[str, Value]]]:
    """Yield what is so from each second on at which something changes."""
    facts: dict[str, Value] = {}
    changes: dict[int, dict[str, Value | None]] = defaultdict(dict)
    for fact in rehearsal.script.facts:
        changes[fact.time][fact.dimension] = fact.value
    for second in sorted(changes):
        for name, value in changes[second].items():
            if value is None:
                facts.pop(name, None)
            else:
                facts[name] = value
        yield second, dict(facts)


def _lacks(
    row: Row, states: tuple[tuple[int, Mapping[str, Value]], ...]
) -> Iterator[tuple[int, str]]:
    """Yield what *row* lacks in the first of *states* in which all that is known of it is so."""
    for second, facts in states:
        known = [cell for cell in row.rule.conditions if cell.dimension in facts]
        lacking = [cell.dimension for cell in row.rule.conditions if cell.dimension not in facts]
        if known and lacking and all(x.values.contains(facts[x.dimension]) for x in known):
            yield from ((second, name) for name in lacking)
            return


def _actions(trace: Trace) -> Iterator[Unknown]:
    """Yield what actions wait for that are due."""
    for record in trace.of("task_lacks_facts"):
        names = record.data.get("unknown")
        for name in names if isinstance(names, list) else ():
            yield Unknown(record.t, record.plan, str(name))


__all__ = ["Question", "questions", "unknown"]
