"""Rows that end behind where a higher level begins by a row that asks for no more of anything else.

“[1..4) hours at a small plant” and, one level up, “[3..12) hours” at any plant: both hold at 3
hours at a small plant, and the bound 4 changes nothing. Within one strand `Ladder` compares rows
with their neighbours; these are of two, the higher row being the wider but for where it begins.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from planforge.corpus.along import end
from planforge.corpus.steps import Fault, FaultKind

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from planforge.corpus.steps import Axis, Step
    from planforge.corpus.strands import Strands


def overruns(strands: Strands) -> Iterator[Fault]:
    """Yield where a row of a lower level reaches into a wider one of a higher level."""
    for axis, beside in strands.mixed:
        for own in beside:
            if not any(step.sides[axis].has_worse for step in own):
                continue
            for other in beside:
                if (
                    other is not own
                    and other[-1].rank > own[0].rank
                    and _is_wider(other[0], own[0], axis)
                ):
                    yield from _reaching(own, other, axis)


def _is_wider(other: Step, own: Step, axis: Axis) -> bool:
    """Whether the strand of *other* asks for no more than that of *own* but along *axis*."""
    sides, mine = other.sides, own.sides
    if len(sides) > len(mine) or other.rule.judgement not in {"", own.rule.judgement}:
        return False
    for key, side in sides.items():
        if key not in mine:
            return False
        if key != axis and not mine[key].values.line.is_subset(side.values.line):
            return False
    return True


def _reaching(own: Sequence[Step], other: Sequence[Step], axis: Axis) -> Iterator[Fault]:
    for lower in own:
        side = lower.sides[axis]
        if not side.has_worse:
            continue
        begins, ends = side.start, end(side.values)
        for higher in other:
            wider = higher.sides[axis]
            if (
                higher.rank > lower.rank
                and not higher.rule.may
                and begins < wider.start < ends
                and side.values.intersect(wider.onwards).is_subset(wider.values)
            ):
                yield _overlap(lower, higher, axis)


def _overlap(lower: Step, higher: Step, axis: Axis) -> Fault:
    shared = lower.sides[axis].values.intersect(higher.sides[axis].values)
    others = [(side, side.values.sample()) for key, side in lower.sides.items() if key != axis]
    return Fault(FaultKind.OVERLAP, axis, lower, higher, shared.sample(), tuple(others))


__all__ = ["overruns"]
