"""Rows that go on where another ends, but ask for more of something else."""

from __future__ import annotations

from typing import TYPE_CHECKING

from planforge.corpus.steps import Fault, FaultKind
from planforge.corpus.witnesses import by_axis

if TYPE_CHECKING:
    from collections.abc import Iterable

    from planforge.corpus.steps import Axis, Step
    from planforge.corpus.witnesses import Values
    from planforge.feel.grid import Point


def cornered(steps: Iterable[Step], gap: Fault, point: Point) -> Fault | None:
    """Return *gap*, open at *point*, as a corner if a level between asks for a further indicator.

    What looks like a missing level is then one that adds to what the others ask for.
    """
    if gap.axis is None or gap.higher is None or gap.witness is None:
        return None
    values = by_axis(point)
    for step in steps:
        if (
            gap.lower.rank < step.rank < gap.higher.rank
            and step.company == gap.lower.company
            and gap.axis in step.sides
            and step.sides[gap.axis].values.contains(gap.witness)
        ):
            more = more_of(step, gap.axis, values)
            told = {(side.indicator.id, side.aspect) for side, _ in gap.others}
            others = tuple(
                (step.sides[key], values[key]) for key in more if key in values and key not in told
            )
            return Fault(
                FaultKind.CORNER, gap.axis, gap.lower, step, gap.witness, gap.others + others, more
            )
    return None


def more_of(step: Step, axis: Axis, values: Values) -> tuple[Axis, ...]:
    """Return the axes on which *step* asks for other values; none if it does on *axis*."""
    if not step.sides[axis].values.contains(values[axis]):
        return ()
    return tuple(
        key for key, side in step.sides.items() if not side.values.contains(values.get(key))
    )


__all__ = ["cornered", "more_of"]
