"""Points that prove what is said of a ladder: what they say on each axis, and that nothing holds.

A row may let go where another, of which nothing was asked because it shares no indicator with it,
holds at the very values that show it. So a point proves a hole only if no such row holds there.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple, TypeAlias

from planforge.corpus.covered import ANY, product
from planforge.corpus.steps import Aspect
from planforge.feel import uncovered

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from planforge.corpus.steps import Axis, Side, Step
    from planforge.feel import Box, Effort, Value
    from planforge.feel.grid import Point

Values: TypeAlias = "dict[Axis, Value | None]"
"""What a point says on each axis; None where no word of a scale is given, as no warning is out."""
Alike: TypeAlias = "Mapping[frozenset[Axis], Sequence[Step]]"
"""The steps of a ladder by what they speak of."""


def by_axis(point: Point) -> Values:
    """Return *point* by axis, without what it says on places."""
    found: Values = {}
    for name, value in point:
        if not name.startswith("scope:"):
            found[_axis(name)] = value
    for name, value in point:
        if name.startswith(ANY) and value is False:
            found[_axis(name.removeprefix(ANY))] = None
    return found


def _axis(name: str) -> Axis:
    indicator, _, aspect = name.rpartition("#")
    return indicator, Aspect(aspect)


def told_by(
    point: Point, step: Step, axis: Axis, others: Iterable[Step]
) -> tuple[tuple[Side, Value | None], ...]:
    """Return what *point* says on the sides of *step*, then on those of *others*, but on *axis*."""
    values = by_axis(point)
    del values[axis]
    found: list[tuple[Side, Value | None]] = []
    for one in (step, *others):
        for key, side in one.sides.items():
            if values and key in values:
                found.append((side, values.pop(key)))
    return tuple(found)


def holds(step: Step, values: Values) -> bool:
    """Whether *step* holds at *values*, whatever else may be."""
    for key, side in step.sides.items():
        value = values.get(key)
        if value is None or not side.values.contains(value):
            return False
    return True


def besides(values: Values, known: Iterable[Step], alike: Alike, row: Step) -> list[Step]:
    """Return the steps but *known* that hold at *values* where *row* does, whatever else may be."""
    ids = {id(step) for step in known}
    return [
        step
        for axes, steps in alike.items()
        if axes <= values.keys()
        for step in steps
        if step is not row
        and id(step) not in ids
        and step.rule.judgement in {"", row.rule.judgement}
        and set(step.rule.scope) <= set(row.rule.scope)
        and holds(step, values)
    ]


class Search(NamedTuple):
    """Looks for points at which no row of a ladder holds.

    Attributes:
        alike: All steps of the ladder, by what they speak of.
        effort: What may be spent on it.
    """

    alike: Alike
    effort: Effort

    def open_point(
        self, target: Box, related: Sequence[Step], row: Step, rank: int = 0
    ) -> Point | None:
        """Return a point of *target* at which neither one of *related* nor any other row holds.

        Args:
            target: Where to look, which is where *row* lets go.
            related: Rows that may hold there.
            row: The row that lets go.
            rank: Rows of lower levels do not count.
        """
        known = list(related)
        while True:
            found = uncovered(target, [product(step) for step in known], self.effort, row)
            if found is None:
                return None
            beside = besides(by_axis(found), known, self.alike, row)
            more = [step for step in beside if step.rank >= rank]
            if not more:
                return found
            known += more


__all__ = ["Alike", "Search", "Values", "besides", "by_axis", "holds", "told_by"]
