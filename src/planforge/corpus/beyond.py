"""What one row says of what lies beyond another along an axis."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from planforge.corpus.steps import Axis, Step
    from planforge.feel import ValueSet


def continues(lower: Step, higher: Step, axis: Axis) -> bool:
    """Whether *higher* is how *lower* goes on along *axis*: it asks for no further indicator."""
    if higher.rank < lower.rank or higher.company != lower.company or axis not in higher.sides:
        return False
    if not higher.sides.keys() <= lower.sides.keys():
        return False
    return all(
        side.values.is_subset(lower.sides[key].values)
        or lower.sides[key].values.is_subset(side.values)
        for key, side in higher.sides.items()
        if key != axis
    )


def left_by(
    between: ValueSet, axis: Axis, region: dict[Axis, ValueSet], step: Step, lower: Step
) -> ValueSet:
    """Return the values of *between* at which *step* does not hold everywhere in *region*."""
    if step.rule.scope and not set(step.rule.scope) <= set(lower.rule.scope):
        return between
    for key, side in step.sides.items():
        if key != axis and not (key in region and region[key].is_subset(side.values)):
            return between
    if axis in step.sides:
        return between.difference(step.sides[axis].values)
    return between if step.rule.judgement else between.difference(between)


def may_hold(step: Step, sides: dict[Axis, ValueSet]) -> bool:
    """Whether *step* may hold somewhere on *sides*."""
    return all(s.values.meets(sides[key]) for key, s in step.sides.items() if key in sides)


__all__ = ["continues", "left_by", "may_hold"]
