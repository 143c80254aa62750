"""Levels without the row that their neighbours have: the gap between these is theirs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from planforge.corpus.steps import Aspect, FaultKind
from planforge.corpus.written import cell_text, tables_of
from planforge.i18n import msg
from planforge.model.trigger import Table
from planforge.rules.levels.proposed import as_cell
from planforge.rules.rule import Hit

if TYPE_CHECKING:
    from planforge.corpus.ladders import Ladder
    from planforge.corpus.plan_view import PlanView
    from planforge.corpus.steps import Fault
    from planforge.findings import Pointer


def missing_row(view: PlanView, ladder: Ladder, fault: Fault) -> Hit | None:
    """Return what is to be said of *fault* if it is there because one level lacks a row."""
    axis, higher = fault.axis, fault.higher
    if fault.kind is not FaultKind.GAP or axis is None or higher is None:
        return None
    if len(fault.between) != 1 or axis[1] is not Aspect.VALUE or axis not in higher.sides:
        return None
    (rank,) = fault.between
    if any(step.rank == rank and axis in step.sides for step in ladder.steps):
        return None
    level = ladder.tables[rank - 1][0]
    where = _table(view, fault.lower.rule.pointer, level, fault.lower.rule.table)
    if where is None:
        return None
    low, high = fault.lower.sides[axis], higher.sides[axis]
    cell = cell_text(view.plan, low.pointer)
    between = low.values.worse().difference(high.values.onwards())
    return Hit(
        view.at(*where),
        msg(
            "{level} has no row on {indicator}: {lower} ends at “{low}”, {higher} begins at "
            "“{high}”",
            level=level,
            indicator=low.indicator.name,
            lower=fault.lower.level,
            low=cell,
            higher=higher.level,
            high=cell_text(view.plan, high.pointer),
        ),
        msg(
            "Add a row with {indicator} “{between}” to {level}",
            indicator=low.indicator.name,
            between=as_cell(between, cell),
            level=level,
        ),
        (
            (view.at(*low.pointer), msg("the row of {level}", level=fault.lower.level)),
            (view.at(*high.pointer), msg("the row of {level}", level=higher.level)),
        ),
    )


def _table(view: PlanView, beside: Pointer, level: str, name: str) -> Pointer | None:
    """Return the table of *level* in which a row like that at *beside* is missing."""
    for table in tables_of(view):
        if table.pointer[0] != beside[0] or level not in table.pointer:
            continue
        if table.pointer[-1] not in {"triggers", "conditions"}:
            continue
        for i, item in enumerate(table.items):
            if isinstance(item, Table) and item.name == name:
                return (*table.pointer, i)
        return table.pointer
    return None


__all__ = ["missing_row"]
