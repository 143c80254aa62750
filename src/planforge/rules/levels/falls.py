"""Rows that seem to fall back though it is the row behind them that begins amiss."""

from __future__ import annotations

from typing import TYPE_CHECKING

from planforge.corpus.steps import Fault, FaultKind
from planforge.rules.levels.slips import Evidence

if TYPE_CHECKING:
    from planforge.corpus.ladders import Ladder
    from planforge.corpus.plan_view import PlanView
    from planforge.corpus.steps import Side


def begins_amiss(view: PlanView, ladders: tuple[Ladder, ...], fall: Fault) -> Side | None:
    """Return the cell of the row that goes on behind a fall, if that one looks like the slip.

    Only a row of a higher level that says something on the same indicators goes on.
    """
    before, axis = fall.higher, fall.axis
    if before is None or axis is None:
        return None
    own = next(ladder for ladder in ladders if before in ladder.steps)
    beyond = [
        step
        for step in own.steps
        if step.rank > before.rank
        and step.company == before.company
        and step.sides.keys() == before.sides.keys()
    ]
    if not beyond or fall.witness is None:
        return None
    on = min(beyond, key=lambda step: (step.rank, step.sides[axis].start))
    apart = [
        key
        for key, side in before.sides.items()
        if key != axis and not side.values.is_subset(on.sides[key].values)
    ]
    if not apart:
        between = Fault(FaultKind.GAP, axis, before, on, fall.witness)
    elif len(apart) == 1 and on.sides[axis].values.contains(fall.witness):
        between = Fault(FaultKind.NARROW, apart[0], before, on, fall.witness)
    else:
        return None
    found = Evidence(view, ladders, between).slip.side
    return found if found in on.sides.values() else None


__all__ = ["begins_amiss"]
