"""Rows of start conditions that follow the level of a neighbour, as other plans may know them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pydantic import BaseModel, ConfigDict

from planforge.model.trigger import Row

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from planforge.model.plan import Plan, ResponseLevel


class LinkedRow(BaseModel):
    """A row that starts a level because of a neighbour's facts (联动启动).

    Attributes:
        index: Its place in the trigger table: of the row, or of the table and of the row in it.
        cells: Indicator → unary test, as written; without counts of places and alternatives.
        alone: Whether its one cell alone starts the level: nothing else is asked or judged, and
            nobody may leave it.
    """

    model_config = ConfigDict(frozen=True, defer_build=True)

    index: tuple[int, ...]
    cells: tuple[tuple[str, str], ...]
    alone: bool = False


def linked_rows(plan: Plan) -> Mapping[str, tuple[LinkedRow, ...]]:
    """Return the rows marked 联动启动 by level, and others on an indicator that stands in them.

    Where the mark is missing in one of several such rows, that is told of the row itself: the level
    starts by it all the same.
    """
    rows = {name: list(_rows(level)) for name, level in plan.levels.items()}
    named = {
        cell for found in rows.values() for _, row in found if row.linked for cell in row.cells
    }
    return {
        name: tuple(
            LinkedRow(
                index=index,
                cells=tuple((k, cell) for k, cell in row.cells.items() if isinstance(cell, str)),
                alone=len(row.cells) == 1 and not (row.judgement or row.any_of or row.may),
            )
            for index, row in found
            if row.linked or not named.isdisjoint(row.cells)
        )
        for name, found in rows.items()
    }


def _rows(level: ResponseLevel) -> Iterator[tuple[tuple[int, ...], Row]]:
    for i, item in enumerate(level.triggers):
        if isinstance(item, Row):
            yield (i,), item
        else:
            yield from (((i, j), row) for j, row in enumerate(item.rows))


__all__ = ["LinkedRow", "linked_rows"]
