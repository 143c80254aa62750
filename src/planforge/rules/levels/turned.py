"""Indicators whose 方向 is the wrong way round: every level seems to start before the lower one."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Final

from planforge.corpus.steps import FaultKind
from planforge.corpus.written import cell_text
from planforge.i18n import msg
from planforge.model.registers import Indicator
from planforge.rules.rule import Hit

if TYPE_CHECKING:
    from collections.abc import Mapping

    from planforge.corpus.ladders import Ladder
    from planforge.corpus.plan_view import PlanView
    from planforge.corpus.steps import Axis, Fault

_FEWEST: Final = 3
"""Pairs of neighbouring levels in the wrong order from which on it is not theirs.

Two come of two rows of a plan that changed places.
"""


def turned(ladder: Ladder) -> Mapping[Axis, list[Fault]]:
    """Return the axes on which all neighbouring levels stand in the wrong order, with the faults.

    There are three such pairs at least, and levels stand in the right order on another axis, if the
    rows have one: else it is the order of the levels that is wrong.
    """
    found: dict[Axis, dict[tuple[int, int], Fault]] = defaultdict(dict)
    for fault in ladder.faults:
        if fault.kind is FaultKind.ORDER and fault.axis and fault.higher:
            found[fault.axis].setdefault((fault.lower.rank, fault.higher.rank), fault)
    if not found:
        return {}
    ranks: dict[Axis, set[int]] = defaultdict(set)
    for step in ladder.steps:
        for axis in step.sides:
            ranks[axis].add(step.rank)
    compared = {axis for axis, levels in ranks.items() if len(levels) > 1}
    if len(compared) > 1 and compared == set(found):
        return {}
    return {
        axis: list(pairs.values())
        for axis, pairs in found.items()
        if len(pairs) >= _FEWEST and len(pairs) == len(ranks[axis]) - 1
    }


def turned_hit(view: PlanView, axis: Axis, faults: list[Fault]) -> Hit:
    """Return what is said of the indicator of *axis*, on which all *faults* are."""
    sides = [fault.lower.sides[axis] for fault in faults]
    sides += [fault.higher.sides[axis] for fault in faults if fault.higher is not None]
    cells = {side.pointer: cell_text(view.plan, side.pointer) for side in sides}
    entry = sides[0].indicator
    worse = entry.element.worse.zh if isinstance(entry.element, Indicator) else ""
    return Hit(
        entry.place.below("worse"),
        msg(
            "{indicator} is registered as {worse}, but every level starts at a value on the other "
            "side of the next lower one",
            indicator=entry.name,
            worse=worse,
        ),
        msg("Correct 方向 in the register, or all these cells"),
        tuple((view.at(*at), msg("the cell “{text}”", text=text)) for at, text in cells.items()),
    )


__all__ = ["turned", "turned_hit"]
