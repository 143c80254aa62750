"""A word of a scale that two levels have, while the one between it and the next is in none.

The row was copied from the level below and not changed: two gaps and a row without effect are one
slip, and it stands where the word stands a second time.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from planforge.corpus.steps import FaultKind
from planforge.corpus.written import cell_text
from planforge.feel import Ordered
from planforge.i18n import msg
from planforge.rules.levels.proposed import as_cell
from planforge.rules.rule import Hit

if TYPE_CHECKING:
    from planforge.corpus.ladders import Ladder
    from planforge.corpus.plan_view import PlanView
    from planforge.corpus.steps import Axis, Fault, Step


def copied(ladder: Ladder, fault: Fault) -> Step | None:
    """Return the row between the two of a gap that says the same as the lower one, if one does."""
    axis, higher = fault.axis, fault.higher
    if fault.kind is not FaultKind.GAP or axis is None or higher is None:
        return None
    low = fault.lower.sides[axis]
    if not isinstance(low.values.domain, Ordered):
        return None
    return next(
        (
            step
            for step in ladder.steps
            if fault.lower.rank < step.rank < higher.rank
            and step.company == fault.lower.company
            and axis in step.sides
            and step.sides[axis].values == low.values
        ),
        None,
    )


def rests_on(fault: Fault, steps: set[int]) -> bool:
    """Whether a row without effect is so because of one of the copied rows, by their ids."""
    others = (fault.lower, fault.higher, *fault.by)
    return fault.kind is FaultKind.UNREACHABLE and any(id(step) in steps for step in others)


def copied_hit(view: PlanView, fault: Fault, step: Step) -> Hit:
    """Return what is said of the row *step*, which was copied from the lower one of *fault*."""
    axis = _axis(fault)
    here, low = step.sides[axis], fault.lower.sides[axis]
    high = fault.higher.sides[axis] if fault.higher is not None else None
    between = low.values.worse()
    between = between if high is None else between.difference(high.values.onwards())
    cell = cell_text(view.plan, here.pointer)
    return Hit(
        view.at(*here.pointer),
        msg(
            "{level} asks for “{cell}” of {indicator}, and so does {lower}; “{between}” is in no "
            "level",
            level=step.level,
            cell=cell,
            indicator=here.indicator.name,
            lower=fault.lower.level,
            between=as_cell(between, cell),
        ),
        msg("Write “{between}” for {level}", between=as_cell(between, cell), level=step.level),
        ((view.at(*low.pointer), msg("the row of {level}", level=fault.lower.level)),),
    )


def _axis(fault: Fault) -> Axis:
    assert fault.axis is not None  # noqa: S101 - asked of gaps only
    return fault.axis


__all__ = ["copied", "copied_hit", "rests_on"]
