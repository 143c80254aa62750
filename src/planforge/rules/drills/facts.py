"""Facts of a scenario: values that can be, that fit each other, and what plans make of them."""

from __future__ import annotations

from fractions import Fraction
from itertools import pairwise
from typing import TYPE_CHECKING, Final

from pydantic_core import PydanticCustomError

from planforge.corpus.assess import Answer, Fact, reached_step, scale
from planforge.corpus.drills import NO_LEVEL
from planforge.corpus.names import fold
from planforge.corpus.tables import compile_cell, compile_triggers, domain_of
from planforge.feel import Ordered, Problem, Problems
from planforge.findings import Severity
from planforge.i18n import msg
from planforge.model.base import Kind
from planforge.model.registers import Indicator
from planforge.model.scalars import Limit
from planforge.rules.drills.parts import tables_of
from planforge.rules.rule import Hit, drill_rule

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from planforge.corpus.drills import DrillView, FactText
    from planforge.feel import ValueSet
    from planforge.findings import Place
    from planforge.i18n import Message

_AMISS: Final = (
    "LVL003",
    "LVL004",
    "LVL005",
    "LVL006",
    "LVL007",
    "LVL009",
    "LVL010",
    "LVL019",
    "LVL026",
    "LVL035",
    "LVL036",
    "LVL037",
    "LVL042",
    "LVL044",
    "STR005",
)
"""Rules that say what is wrong with the levels themselves."""


@drill_rule(
    "DRL005",
    "drill.impossible-value",
    Severity.ERROR,
    title=msg("Value that the indicator cannot have"),
    rationale=msg("A scenario is believed if its figures can be; and no plan starts on a typo."),
    follows=("LVL003",),
)
def impossible_value(view: DrillView) -> Iterator[Hit]:
    """Values of the scenario against type, unit and bounds of the indicators."""
    for one in view.facts:
        problem = view.read(one)
        if isinstance(problem, Problem) and not _is_unclear(view, one):
            fix = next(iter(problem.fixes), "")
            hint = msg("Write “{text}”", text=fix) if fix else problem.hint
            yield Hit(
                view.at(*one.pointer),
                msg("{name}: {problem}", name=one.name, problem=problem.message),
                hint or msg("Write one value that the register of indicators allows"),
                _registered(view, one),
            )


def _registered(view: DrillView, fact: FactText) -> tuple[tuple[Place, Message], ...]:
    """Return where the register says which values the indicator of *fact* can have."""
    entity = view.get(fact.name.partition("@")[0], (Kind.INDICATOR,))
    at = entity.place.below("bounds") if entity else None
    return ((at, msg("Its values are registered here")),) if at else ()


def _is_unclear(view: DrillView, fact: FactText) -> bool:
    """Whether the register does not say which values the indicator of *fact* can have."""
    indicator = view.get(fact.name.partition("@")[0], (Kind.INDICATOR,))
    domain = None if indicator is None else domain_of(indicator, view.registry)
    has_words = not isinstance(domain, Ordered) or domain.words
    return domain is None or isinstance(domain, Problems) or not has_words


@drill_rule(
    "DRL006",
    "drill.falling-count",
    Severity.ERROR,
    title=msg("Figure that falls though it can only grow"),
    rationale=msg("Deaths do not become fewer; players stop believing the scenario."),
)
def falling_count(view: DrillView) -> Iterator[Hit]:
    """Values of indicators that can only grow, in order of time."""
    highest: dict[tuple[str, frozenset[str]], tuple[Fact, FactText]] = {}
    for one in view.facts:
        fact = view.read(one)
        if not isinstance(fact, Fact) or not _entry(fact).cumulative:
            continue
        key = fact.dimension, view.scope(one.step)
        known = highest.get(key)
        if known is not None and _rank(fact) < _rank(known[0]):
            yield Hit(
                view.at(*one.pointer),
                msg(
                    "{indicator} falls from {before} to {now}, and can only grow",
                    indicator=fact.dimension_name,
                    before=known[1].text,
                    now=one.text,
                ),
                msg("Correct one of the two figures"),
                ((view.at(*known[1].pointer), msg("{text} stands here", text=known[1].text)),),
            )
        else:
            highest[key] = (fact, one)


def _entry(fact: Fact) -> Indicator:
    return fact.indicator.of(Indicator)


def _rank(fact: Fact) -> Fraction:
    return fact.domain.rank(fact.value) or Fraction(0)


@drill_rule(
    "DRL008",
    "drill.facts-contradict",
    Severity.ERROR,
    title=msg("Facts that cannot be true together"),
    rationale=msg(
        "A river above its highest stage of history and below its warning stage, or less rain in a "
        "day than in one of its hours: experts among the players see it at once."
    ),
)
def facts_contradict(view: DrillView) -> Iterator[Hit]:
    """What is known at each moment: counts of places, sums of rain, grades and their criteria."""
    seen: set[Message] = set()
    for step, state in enumerate(view.states, -1):
        for name, message in (*_counts(view, state), *_sums(state), *_grades(view, state)):
            if message not in seen:
                seen.add(message)
                yield Hit(_place(view, step, name), message, msg("Correct one of the two figures"))


def _place(view: DrillView, step: int, name: str) -> Place:
    """Return where *name* was given a value last at or before *step*, else the step itself."""
    wanted = fold(name)
    here = [
        one
        for one in view.facts
        if one.step == step
        and isinstance(fact := view.read(one), Fact)
        and fold(fact.dimension_name) == wanted
    ]
    if here:
        return view.at(*here[-1].pointer)
    return view.at("developments", step, "facts") if step >= 0 else view.at("initial")


def _counts(view: DrillView, state: Mapping[str, Fact]) -> Iterator[tuple[str, Message]]:
    """Yield counts of places that reach much, greater than those of places that reach less."""
    counted: dict[str, list[tuple[ValueSet, Fact]]] = {}
    for fact in state.values():
        reach = _reach(view, fact)
        if reach is not None:
            counted.setdefault(fact.indicator.id, []).append((reach, fact))
    for sets in counted.values():
        for inner, many in sets:
            for outer, few in sets:
                is_within = inner != outer and inner.is_subset(outer)
                if is_within and _rank(many) > _rank(few):
                    yield (
                        many.dimension_name,
                        msg(
                            "{many} is {more}, but {few} only {fewer}: places of the former are "
                            "among those of the latter",
                            many=many.dimension_name,
                            more=many.domain.show(many.value),
                            few=few.dimension_name,
                            fewer=few.domain.show(few.value),
                        ),
                    )


def _reach(view: DrillView, fact: Fact) -> ValueSet | None:
    """Return what the places counted by *fact* reach; None if it counts none."""
    _, counts, test = fact.dimension.partition("#")
    domain = domain_of(fact.indicator, view.registry) if counts else None
    if domain is None or isinstance(domain, Problems):
        return None
    reach = compile_cell(test, domain)
    return None if isinstance(reach, Problems) else reach


def _sums(state: Mapping[str, Fact]) -> Iterator[tuple[str, Message]]:
    """Yield amounts of rain that are greater than those of a longer time."""
    alike: dict[tuple[str, ...], list[tuple[int, Fact]]] = {}
    for fact in state.values():
        entry = _entry(fact)
        seconds = _seconds(entry.window)
        rest = entry.name.replace(entry.window, "")
        if seconds and rest != entry.name and entry.unit in _HEIGHTS:
            key = (rest, entry.unit, entry.place, entry.nature.value)
            alike.setdefault(key, []).append((seconds, fact))
    for sums in alike.values():
        ordered = sorted(sums, key=lambda one: one[0])
        for (_, short), (_, long) in pairwise(ordered):
            if _rank(short) > _rank(long):
                yield (
                    short.dimension_name,
                    msg(
                        "{short} is {more}, but {long} only {less}",
                        short=short.dimension_name,
                        more=short.domain.show(short.value),
                        long=long.dimension_name,
                        less=long.domain.show(long.value),
                    ),
                )


_HEIGHTS: Final = frozenset({"毫米", "mm", "厘米", "cm"})


def _seconds(window: str) -> int:
    """Return the length of *window*, 0 if it is none."""
    try:
        return Limit.read(window).seconds or 0
    except PydanticCustomError:
        return 0


def _grades(view: DrillView, state: Mapping[str, Fact]) -> Iterator[tuple[str, Message]]:
    """Yield grades that other facts contradict by the criteria of the register."""
    values = {dimension: fact.value for dimension, fact in state.items()}
    for fact in state.values():
        entry = _entry(fact)
        if not entry.criteria or fact.dimension != fact.indicator.id:
            continue
        worst_first = [word for word in reversed(entry.words) if word in entry.criteria]
        tables = ((w, compile_triggers(entry.criteria[w], view.registry, ())) for w in worst_first)
        found = scale(tables, values)
        reached = found.reached
        own = next((step for step in found.steps if step.name == fact.value), None)
        fails = own is not None and own.answer is Answer.FAILS
        if reached is not None and _is_worse(entry, reached.name, str(fact.value)):
            text = msg(
                "{indicator} is “{told}”, but by the figures given “{truth}”",
                indicator=fact.dimension_name,
                told=fact.domain.show(fact.value),
                truth=reached.name,
            )
            yield fact.dimension_name, text
        elif fails:
            text = msg(
                "{indicator} is “{told}”, but the figures given do not reach it",
                indicator=fact.dimension_name,
                told=fact.domain.show(fact.value),
            )
            yield fact.dimension_name, text


def _is_worse(entry: Indicator, one: str, other: str) -> bool:
    return other in entry.words and entry.words.index(one) > entry.words.index(other)


@drill_rule(
    "DRL016",
    "drill.other-level",
    Severity.ERROR,
    title=msg("Level that the facts of the scenario do not give"),
    rationale=msg(
        "The drill is built for a level; if the tables of the plan give another one, players who "
        "follow the plan do not do what is expected."
    ),
    follows=_AMISS,
)
def other_level(view: DrillView) -> Iterator[Hit]:
    """The level that each plan is meant to reach, against its tables."""
    unread = [one.step for one in view.facts if not isinstance(view.read(one), Fact)]
    for step, development in enumerate(view.drill.developments):
        if any(other <= step for other in unread):
            return  # that is said, and what it gives is not known
        for name, wanted in development.levels.items():
            plan = view.plan(name)
            if plan is None or (wanted not in NO_LEVEL and plan.level(wanted) is None):
                continue
            states = view.states_of(plan.plan.id)
            values = {d: fact.value for d, fact in states[step + 1].items()}
            tables = ((level.name, plan.tables[level.name]) for level in plan.levels)
            reached = reached_step(tables, values, view.holding(step))
            is_meant = fold(reached) == fold(wanted) if reached else wanted in NO_LEVEL
            if not is_meant:
                yield Hit(
                    view.at("developments", step, "levels", name),
                    msg(
                        "At {time} the tables of {plan} give {level}, not {wanted}",
                        time=development.at.text,
                        plan=plan.plan.name,
                        level=reached or msg("no level"),
                        wanted=wanted,
                    ),
                    msg("Correct the facts or the level; “planforge assess” shows which rows hold"),
                    ((tables_of(plan), msg("the tables of the plan")),),
                )
