"""Several cells that fail in one way: then it is the register that is wrong on their indicator."""

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
    from planforge.findings import Pointer

_MANY: Final = 3
"""Cells that fail in one way, from which on it is not theirs."""
_OF_ITS_BOUNDS: Final = frozenset({ProblemKind.NEVER, ProblemKind.BEYOND})
_OF_THE_REGISTER: Final = _OF_ITS_BOUNDS | {ProblemKind.UNIT}


def by_register(
    view: PlanView, problems: Iterable[CellProblem]
) -> Mapping[Entity, Sequence[CellProblem]]:
    """Return the indicators on which several cells fail in one way, with those.

    That is all cells on it with a wrong unit, or some that go beyond its registered values.
    """
    found: dict[Entity, dict[Pointer, CellProblem]] = defaultdict(dict)
    for problem in problems:
        indicator = view.registry.names.get(str(problem.pointer[-1]), (Kind.INDICATOR,))
        if indicator is not None and problem.problem.kind in _OF_THE_REGISTER:
            found[indicator].setdefault(problem.pointer, problem)
    several = {
        indicator: tuple(cells.values())
        for indicator, cells in found.items()
        if len(cells) >= _MANY and len({is_of_bounds(cell) for cell in cells.values()}) == 1
    }
    if not several:
        return {}
    read = {
        cell.indicator
        for table in tables_of(view)
        for rule in view.compiled(table.items, table.pointer).rules
        for cell in rule.conditions
    }
    return {
        indicator: cells
        for indicator, cells in several.items()
        if indicator not in read or (is_of_bounds(cells[0]) and _bounds(indicator))
    }


def is_of_bounds(cell: CellProblem) -> bool:
    """Whether a cell goes beyond the values of its indicator."""
    return cell.problem.kind in _OF_ITS_BOUNDS


def _bounds(indicator: Entity) -> str:
    return indicator.element.bounds if isinstance(indicator.element, Indicator) else ""


def at_the_register(view: PlanView, indicator: Entity, cells: Sequence[CellProblem]) -> Hit:
    """Return what is said of an indicator on which several cells of a plan cannot be read."""
    entry = indicator.element
    is_unit = not is_of_bounds(cells[0])
    unit = entry.unit if isinstance(entry, Indicator) else ""
    is_never = all(cell.problem.kind is ProblemKind.NEVER for cell in cells)
    texts = tuple(cell_text(view.plan, cell.pointer) for cell in cells[:_MANY])
    if is_unit:
        message = msg(
            "{indicator} is registered in {unit}, but the plans write {cells}",
            indicator=indicator.name,
            unit=unit,
            cells=texts,
        )
    elif is_never:
        message = msg(
            "{indicator} is registered as {bounds}: none of {cells} could ever be met",
            indicator=indicator.name,
            bounds=_bounds(indicator),
            cells=texts,
        )
    else:
        message = msg(
            "{indicator} is registered as {bounds}: {cells} go beyond that",
            indicator=indicator.name,
            bounds=_bounds(indicator),
            cells=texts,
        )
    return Hit(
        indicator.place.below("unit" if is_unit else "bounds"),
        message,
        msg("Correct the register, or all these cells"),
        tuple((view.at(*cell.pointer), msg("a cell on it")) for cell in cells),
    )


__all__ = ["at_the_register", "by_register", "is_of_bounds"]
