"""Just below, at and just above the bounds of a trigger: where tables are wrong most often."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING, Final

from planforge.corpus.assess import Answer
from planforge.drill.condition import Row, atoms, evaluate
from planforge.feel import Choice, Flag, Worse
from planforge.frozen import dataclass

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from planforge.corpus.tables import Rule
    from planforge.drill.condition import Held
    from planforge.drill.world import Level, Plan
    from planforge.feel import Value, ValueSet

_FINE: Final = Fraction(1, 10)
"""What a measured number is off its bound by, in its unit."""


@dataclass(frozen=True, slots=True)
class Edge:
    """A bound of a cell, and the values around it; None where the domain has none.

    Attributes:
        dimension: Of what.
        below: The mildest side: just outside.
        at: The first value inside.
        above: The next one, further inside or beyond.
    """

    dimension: str
    below: Value | None
    at: Value
    above: Value | None


def edges(rule: Rule) -> tuple[Edge, ...]:
    """Return the bounds of the cells of *rule*, in its order; none for cells that any value fits.

    Of a cell with two bounds the milder one counts.
    """
    found = (_edge(cell.dimension, cell.values) for cell in rule.conditions)
    return tuple(edge for edge in found if edge is not None)


def _edge(dimension: str, values: ValueSet) -> Edge | None:
    domain = values.domain
    if values.is_empty or values.is_whole:
        return None
    if isinstance(domain, Flag):
        is_so = values.contains(value=True)
        return Edge(dimension, not is_so, is_so, None)
    if isinstance(domain, Choice):
        return Edge(dimension, values.complement().sample(), values.sample(), None)
    low, high = values.open_spans()[0]
    step = domain.line.step or _FINE
    from_high = high is not None and (low is None or domain.worse is Worse.LOWER)
    bound = high if from_high else low
    if bound is None:
        return None
    inwards = -step if from_high else step
    first = bound.number if bound.is_closed else bound.number + inwards
    below, above = (_within(values, first + way) for way in (-inwards, inwards))
    return Edge(dimension, below, domain.value(first), above)


def _within(values: ValueSet, number: Fraction) -> Value | None:
    return values.domain.value(number) if number in values.domain.line else None


def rows(level: Level) -> Iterator[Rule]:
    """Yield the rows by which *level* is reached, those that facts alone decide first."""
    if level.when is None:
        return
    found = [atom.rule for atom in atoms(level.when) if isinstance(atom, Row)]
    yield from sorted(
        (rule for rule in found if rule.conditions and rule.is_complete),
        key=lambda rule: bool(rule.judgement or rule.scope),
    )


class Facts:
    """What is so, told in full and for long: nothing else is."""

    def __init__(self, facts: Mapping[str, Value], told: Mapping[str, bool]) -> None:
        """Take *facts* by dimension, and what people judge."""
        self.facts = facts
        self.told = told
        self.answers = None

    @staticmethod
    def colour(_hazard: str) -> int:
        """Return that no warning is in force."""
        return 0

    @staticmethod
    def level(_plan: str) -> int:
        """Return that no plan runs."""
        return 0

    @staticmethod
    def grade(_incident: str) -> int:
        """Return that no incident is graded."""
        return 0

    @staticmethod
    def held(condition: Held, *, holds: bool) -> int:
        """Return that what holds has held for long enough."""
        return condition.seconds if holds else 0


def rank_of(plan: Plan, facts: Mapping[str, Value], told: Mapping[str, bool]) -> int:
    """Return the level that *facts* alone give *plan*, 0 for none."""
    view = Facts(facts, told)
    holding = (
        level.rank
        for level in plan.levels
        if level.when is not None and evaluate(level.when, view) is Answer.HOLDS
    )
    return max(holding, default=0)


__all__ = ["Edge", "Facts", "edges", "rank_of", "rows"]
