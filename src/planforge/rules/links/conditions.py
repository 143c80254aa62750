"""Conditions of links compared by what they mean, however their cells are written."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING, Final

from planforge.corpus.tables import compile_cell, domain_of
from planforge.feel import Numeric, Problems
from planforge.model.base import Kind

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterable

    from planforge.corpus.outline import LinkOutline, PlanOutline
    from planforge.corpus.system import System
    from planforge.feel import Domain
    from planforge.model.trigger import Cell, Row

_PLACES: Final = Numeric(low=Fraction(0), integer=True)
"""How many places a cell on several of them may count."""


def is_same(system: System, one: LinkOutline, other: LinkOutline) -> bool:
    """Whether two links take effect on the same table.

    100毫米 and 10厘米, 是 and true, the id of an indicator and its name are the same.
    """
    if one.condition == other.condition:
        return True
    if not (one.when and other.when):
        return False
    return _rows(system, one.when) == _rows(system, other.when)


def differing(
    system: System, one: LinkOutline, other: LinkOutline
) -> tuple[tuple[Row, ...], tuple[Row, ...]]:
    """Return the rows of either link that the other one does not have."""
    first = {_row(system, row): row for row in one.when}
    second = {_row(system, row): row for row in other.when}
    return (
        tuple(row for meaning, row in first.items() if meaning not in second),
        tuple(row for meaning, row in second.items() if meaning not in first),
    )


def is_backed(system: System, link: LinkOutline, *plans: PlanOutline) -> bool:
    """Whether a row of *plans* that follows another plan has a cell of the condition of *link*."""
    said = {
        _cell(system, name, cell)
        for row in link.when
        for name, cell in row.cells.items()
        if isinstance(cell, str)
    }
    return any(
        _cell(system, *cell) in said
        for plan in plans
        for level in plan.levels
        for row in level.linked
        for cell in row.cells
    )


def _rows(system: System, rows: Iterable[Row]) -> frozenset[Hashable]:
    return frozenset(_row(system, row) for row in rows)


def _row(system: System, row: Row) -> Hashable:
    """Return what a row asks for, equal for rows that ask for the same."""
    parts: set[Hashable] = {_cell(system, name, cell) for name, cell in row.cells.items()}
    if row.any_of:
        parts.add(_rows(system, row.any_of))
    for field, text in (("judgement", row.judgement), ("scope", row.scope)):
        if text:
            parts.add((field, "".join(text.split())))
    return frozenset(parts)


def _cell(system: System, name: str, cell: Cell) -> Hashable:
    indicator = system.registry.names.get(name, (Kind.INDICATOR,))
    domain = domain_of(indicator, system.registry) if indicator is not None else None
    key = indicator.id if indicator is not None else name
    if isinstance(cell, str):
        return key, _values(cell, domain)
    return key, _values(cell.count, _PLACES), _values(cell.reach, domain)


def _values(text: str, domain: Domain | Problems | None) -> Hashable:
    """Return the values that *text* stands for; itself, but for spaces, if that is not clear."""
    if domain is not None and not isinstance(domain, Problems):
        values = compile_cell(text, domain)
        if not isinstance(values, Problems):
            return values
    return "".join(text.split())


__all__ = ["differing", "is_backed", "is_same"]
