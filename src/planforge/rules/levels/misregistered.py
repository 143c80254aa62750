"""Cells that all fail in one way: then it is the register that is wrong on their indicator."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Final

from planforge.corpus.written import cell_text, tables_of
from planforge.feel import ProblemKind
from planforge.i18n import msg
from planforge.model.base import Kind
from planforge.model.registers import Indicator
from planforge.rules.rule import Hit

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from planforge.corpus.names import Entity
    from planforge.corpus.plan_view import PlanView
    from planforge.corpus.tables import CellProblem

_MANY: Final = 3
"""Cells that fail in one way, from which on it is not theirs."""
_OF_THE_REGISTER: Final = frozenset({ProblemKind.UNIT, ProblemKind.NEVER})


def by_register(
    view: PlanView, problems: Iterable[CellProblem]
) -> Mapping[Entity, Sequence[CellProblem]]:
    """Return the indicators on which all of several cells fail in one way, with those."""
    found: dict[Entity, list[CellProblem]] = defaultdict(list)
    for problem in problems:
        indicator = view.registry.names.get(str(problem.pointer[-1]), (Kind.INDICATOR,))
        if indicator is not None and problem.problem.kind in _OF_THE_REGISTER:
            found[indicator].append(problem)
    several = {
        indicator: cells
        for indicator, cells in found.items()
        if len(cells) >= _MANY and len({cell.problem.kind for cell in cells}) == 1
    }
    if not several:
        return {}
    read = {
        cell.indicator
        for table in tables_of(view)
        for rule in view.compiled(table.items, table.pointer).rules
        for cell in rule.conditions
    }
    return {indicator: cells for indicator, cells in several.items() if indicator not in read}


def at_the_register(view: PlanView, indicator: Entity, cells: Sequence[CellProblem]) -> Hit:
    """Return what is said of an indicator on which no cell of a plan can be read."""
    entry = indicator.element
    is_unit = cells[0].problem.kind is ProblemKind.UNIT
    known = (entry.unit, entry.bounds) if isinstance(entry, Indicator) else ("", "")
    texts = tuple(cell_text(view.plan, cell.pointer) for cell in cells[:_MANY])
    return Hit(
        indicator.place.below("unit" if is_unit else "bounds"),
        msg(
            "{indicator} is registered in {unit}, but the plans write {cells}",
            indicator=indicator.name,
            unit=known[0],
            cells=texts,
        )
        if is_unit
        else msg(
            "{indicator} is registered as {bounds}: none of {cells} could ever be met",
            indicator=indicator.name,
            bounds=known[1],
            cells=texts,
        ),
        msg("Correct the register, or all these cells"),
        tuple((view.at(*cell.pointer), msg("a cell on it")) for cell in cells[:_MANY]),
    )


__all__ = ["at_the_register", "by_register"]
