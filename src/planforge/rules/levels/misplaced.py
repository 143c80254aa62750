"""A row that stands at the wrong place as a whole, though its neighbours leave room for it.

Where the level below ends and the level above begins there is a hole, into which the row between
them would fit; its own two bounds are others. The gap, the overlap and the wrong order that come of
it are one slip, and it stands in that row.
"""

from __future__ import annotations

from collections import defaultdict
from functools import lru_cache
from typing import TYPE_CHECKING

from planforge.corpus.steps import FaultKind
from planforge.corpus.written import cell_text
from planforge.feel import Numeric
from planforge.frozen import dataclass
from planforge.i18n import msg
from planforge.rules.levels.claims import badness, bound_of
from planforge.rules.levels.proposed import as_cell
from planforge.rules.rule import Hit

if TYPE_CHECKING:
    from collections.abc import Sequence

    from planforge.corpus.ladders import Ladder
    from planforge.corpus.plan_view import PlanView
    from planforge.corpus.steps import Axis, Fault, Step

_KINDS: tuple[FaultKind, ...] = (
    FaultKind.ORDER,
    FaultKind.OVERLAP,
    FaultKind.GAP,
    FaultKind.OPEN_END,
    FaultKind.NARROW,
    FaultKind.CORNER,
    FaultKind.FALL,
    FaultKind.UNREACHABLE,
)
"""The first of them that a row out of its place makes is the one that is told."""


@dataclass(frozen=True, slots=True)
class Misplaced:
    """A row out of its place.

    Attributes:
        step: The row.
        axis: Along what.
        lower: The row of the level below.
        higher: The row of the level above.
        fault: The fault that is told for all that come of it.
    """

    step: Step
    axis: Axis
    lower: Step
    higher: Step
    fault: Fault

    def makes(self, fault: Fault) -> bool:
        """Whether *fault* comes of the row out of its place."""
        return _is_of(fault, self.step, self.axis)


def _is_of(fault: Fault, step: Step, axis: Axis) -> bool:
    if step in (fault.lower, fault.higher, *fault.by):
        return fault.axis in (axis, None)
    return (
        fault.axis == axis
        and fault.lower.company == step.company
        and step.rank in fault.between
        and axis in fault.lower.sides
    )


@lru_cache(maxsize=8)  # several rules ask it of one ladder
def misplaced(ladder: Ladder) -> tuple[Misplaced, ...]:
    """Return the rows of *ladder* that are out of their place, each with what is to be told."""
    if not ladder.faults:
        return ()
    chains: dict[tuple[object, frozenset[Axis]], list[Step]] = defaultdict(list)
    for step in ladder.steps:
        chains[step.company, frozenset(step.sides)].append(step)
    found: list[Misplaced] = []
    for (_, axes), steps in chains.items():
        by_rank = {step.rank: step for step in steps}
        if len(by_rank) < len(steps):
            continue  # nobody can say which row of one level goes on with which of the next
        for axis in axes:
            found += _of_chain(ladder, by_rank, axis)
    return tuple(found)


def _of_chain(ladder: Ladder, by_rank: dict[int, Step], axis: Axis) -> Sequence[Misplaced]:
    found: list[Misplaced] = []
    for rank, step in by_rank.items():
        lower, higher = by_rank.get(rank - 1), by_rank.get(rank + 1)
        if lower is None or higher is None or not _leaves_room(lower, step, higher, axis):
            continue
        own = [fault for fault in ladder.faults if _is_of(fault, step, axis)]
        if own:
            first = min(own, key=lambda fault: _KINDS.index(fault.kind))
            found.append(Misplaced(step, axis, lower, higher, first))
    return found if len(found) == 1 else ()


def _leaves_room(lower: Step, step: Step, higher: Step, axis: Axis) -> bool:
    """Whether *step* would fit between its neighbours, and has neither of their bounds."""
    domain = step.sides[axis].values.domain
    if not isinstance(domain, Numeric):
        return False
    others = step.sides.keys() - {axis}
    if any(
        step.sides[other].values != row.sides[other].values
        for other in others
        for row in (lower, higher)
    ):
        return False
    ends_at, begins_at = bound_of(lower, axis, at_start=False), bound_of(higher, axis)
    start, end = bound_of(step, axis), bound_of(step, axis, at_start=False)
    if ends_at is None or begins_at is None or start is None or end is None:
        return False
    has_room = badness(domain) * ends_at < badness(domain) * begins_at
    return has_room and start != ends_at and end != begins_at


def misplaced_hit(view: PlanView, found: Misplaced) -> Hit:
    """Return what is said of a row out of its place."""
    here, low, high = (row.sides[found.axis] for row in (found.step, found.lower, found.higher))
    between = low.values.worse().difference(high.values.onwards())
    cell = cell_text(view.plan, here.pointer)
    return Hit(
        view.at(*here.pointer),
        msg(
            "“{cell}” of {level} fits to neither “{lower_cell}” of {lower} nor “{higher_cell}” of "
            "{higher}: between the two, {indicator} leaves “{between}”",
            cell=cell,
            level=found.step.level,
            lower_cell=cell_text(view.plan, low.pointer),
            lower=found.lower.level,
            higher_cell=cell_text(view.plan, high.pointer),
            higher=found.higher.level,
            indicator=here.indicator.name,
            between=as_cell(between, cell),
        ),
        msg(
            "Write “{between}” for {level}", between=as_cell(between, cell), level=found.step.level
        ),
        (
            (view.at(*low.pointer), msg("the row of {level}", level=found.lower.level)),
            (view.at(*high.pointer), msg("the row of {level}", level=found.higher.level)),
        ),
    )


__all__ = ["Misplaced", "misplaced", "misplaced_hit"]
