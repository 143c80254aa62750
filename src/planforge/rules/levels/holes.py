"""Indicators that a ladder drops in the middle, and what stands there in their place."""

from __future__ import annotations

from collections import defaultdict
from functools import lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING, Final

from planforge.corpus.steps import Aspect, FaultKind
from planforge.frozen import dataclass
from planforge.model.registers import Indicator
from planforge.patterns import late

if TYPE_CHECKING:
    from planforge.corpus.ladders import Ladder
    from planforge.corpus.names import Entity
    from planforge.corpus.steps import Axis, Fault, Side, Step

_WINDOW: Final = late(
    r"\d+(?:\.\d+)?(?:个)?(?:分钟|小时|日|天)(?:内|累计)?|预报|预计|实测|实时|过程|累计"
)


@dataclass(frozen=True, slots=True)
class Hole:
    """An indicator that stands in the levels around one, but not in that level.

    Attributes:
        axis: The indicator, and what of it.
        lower: A row of the next level below that has it.
        higher: A row of the next level above that has it.
        rank: The level without it.
        instead: The row of that level that has a like indicator in its place, with the cell.
    """

    axis: Axis
    lower: Step
    higher: Step
    rank: int
    instead: tuple[Step, Side] | None

    @property
    def side(self) -> Side:
        """The cell of the level above."""
        return self.higher.sides[self.axis]


def stem(name: str) -> str:
    """Return *name* without window and forecast: 降雨量 of 24小时降雨量 and of 预报6小时降雨量."""
    return _WINDOW.sub("", name)


def are_alike(one: Entity, other: Entity) -> bool:
    """Whether two indicators measure the same thing over another window, or as a forecast."""
    return (
        one.id != other.id
        and stem(one.name) == stem(other.name) != ""
        and isinstance(one.element, Indicator)
        and isinstance(other.element, Indicator)
        and one.element.type is other.element.type
    )


@lru_cache(maxsize=4)  # several rules ask it of one ladder
def holes(ladder: Ladder) -> tuple[Hole, ...]:
    """Return the holes of *ladder*, from the mildest level up."""
    found: list[Hole] = []
    by_axis: dict[tuple[object, Axis], dict[int, Step]] = defaultdict(dict)
    in_company: dict[tuple[object, int], list[Step]] = defaultdict(list)
    for step in ladder.steps:
        in_company[step.company, step.rank].append(step)
        for axis in step.sides:
            by_axis[step.company, axis].setdefault(step.rank, step)
    for (company, axis), steps in by_axis.items():
        for lower, higher in pairwise(sorted(steps)):
            for rank in range(lower + 1, higher):
                if rank in ladder.silent or ladder.may_say(axis, rank):
                    continue
                near = (steps[lower], steps[higher])
                own = in_company[company, rank]
                instead = _instead(own, axis, near, by_axis, company)
                found.append(Hole(axis, *near, rank, instead))
    return tuple(sorted(found, key=lambda hole: (hole.rank, hole.axis[0], hole.axis[1].value)))


def _instead(
    rows: list[Step],
    axis: Axis,
    near: tuple[Step, Step],
    by_axis: dict[tuple[object, Axis], dict[int, Step]],
    company: object,
) -> tuple[Step, Side] | None:
    """Return the cell in *rows* on a like indicator that no level around it has."""
    name, aspect = near[0].sides[axis].indicator, axis[1]
    if aspect is not Aspect.VALUE:
        return None
    for row in rows:
        for key, side in row.sides.items():
            elsewhere = by_axis[company, key].keys()
            if (
                key[1] is aspect
                and are_alike(side.indicator, name)
                and not elsewhere & {step.rank for step in near}
            ):
                return row, side
    return None


def explained(ladder: Ladder, fault: Fault) -> bool:
    """Whether *fault* is a gap where another window of the indicator stands in its place.

    Or the end of what stands there.
    """
    if fault.kind is FaultKind.OPEN_END and fault.axis is not None:
        cell = fault.lower.sides[fault.axis].pointer
        return any(
            hole.instead is not None and hole.instead[1].pointer == cell for hole in holes(ladder)
        )
    if fault.kind is not FaultKind.GAP or fault.higher is None:
        return False
    ranks = range(fault.lower.rank + 1, fault.higher.rank)
    return any(
        hole.instead is not None and hole.axis == fault.axis and hole.rank in ranks
        for hole in holes(ladder)
    )


def is_gap(ladder: Ladder, hole: Hole) -> bool:
    """Whether the values of *hole* are in no level, which is reported as a gap."""
    return any(
        fault.kind in (FaultKind.GAP, FaultKind.NARROW)
        and fault.higher is not None
        and fault.lower.rank <= hole.rank <= fault.higher.rank
        and any(axis in fault.lower.sides for axis in (hole.axis,))
        for fault in ladder.faults
    )
