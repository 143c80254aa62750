"""A sheet as a value: what its columns hold and its rows; how it looks is for a writer."""

from __future__ import annotations

from dataclasses import replace
from enum import Enum
from itertools import compress
from typing import TYPE_CHECKING, TypeAlias

from planforge.frozen import dataclass

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date

    from planforge.model.scalars import Limit

Value: TypeAlias = "str | int | float | date | Limit | tuple[str, ...] | None"
"""What stands in a cell; None and what is empty stand for nothing."""
Row: TypeAlias = "tuple[Value, ...]"


class ColumnKind(Enum):
    """What the cells of a column hold."""

    TEXT = "text"
    NUMBER = "number"
    DATE = "date"
    LIST = "list"
    """Several texts in one cell."""
    DURATION = "duration"
    """A time limit as plans write it."""


@dataclass(frozen=True, slots=True)
class Column:
    """A column.

    Attributes:
        title: Its head, plain text, unique in its sheet.
        kind: What its cells hold.
        unit: Unit of its numbers; empty for none.
        width: Width in half-width characters that suits it; 0 to take it from the content.
        choices: The only texts that its cells may hold; empty for any.
    """

    title: str
    kind: ColumnKind = ColumnKind.TEXT
    unit: str = ""
    width: int = 0
    choices: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Sheet:
    """A table of facts.

    Attributes:
        ident: Identifier: letters, digits, hyphens; what is alike in two plans has the same.
        title: Title in the reader's language.
        columns: Its columns.
        rows: Its rows; each has a value for every column.
        source: The file that holds the facts, as shown to the user; empty for several.
    """

    ident: str
    title: str
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    source: str = ""

    def filled(self) -> Sheet:
        """Return the sheet without the columns in which nothing stands."""
        kept = [any(_stands(row[i]) for row in self.rows) for i in range(len(self.columns))]
        columns = tuple(compress(self.columns, kept))
        rows = tuple(tuple(compress(row, kept)) for row in self.rows)
        return replace(self, columns=columns, rows=rows)


def _stands(value: Value) -> bool:
    return value is not None and value not in {"", ()}


def together(named: Iterable[tuple[str, Iterable[Sheet]]], head: str) -> tuple[Sheet, ...]:
    """Return the sheets of several plans, those with the same identifier put together.

    Args:
        named: The name of each plan and its sheets.
        head: Title of the first column, which says what plan a row is of.
    """
    found: dict[str, list[tuple[str, Sheet]]] = {}
    for name, sheets in named:
        for sheet in sheets:
            found.setdefault(sheet.ident, []).append((name, sheet))
    return tuple(_joined(parts, head) for parts in found.values())


def _joined(parts: Sequence[tuple[str, Sheet]], head: str) -> Sheet:
    columns: dict[str, Column] = {}
    for _, sheet in parts:
        for column in sheet.columns:
            columns.setdefault(column.title, column)
    rows: list[Row] = []
    for name, sheet in parts:
        titles = [column.title for column in sheet.columns]
        for row in sheet.rows:
            values = dict(zip(titles, row, strict=True))
            rows.append((name, *(values.get(title) for title in columns)))
    first = parts[0][1]
    sources = {sheet.source for _, sheet in parts}
    source = first.source if len(sources) == 1 else ""
    own = columns.pop(head, None)
    if own is not None:
        raise ValueError(f"sheet {first.ident} has a column {head} already")
    return Sheet(first.ident, first.title, (Column(head), *columns.values()), tuple(rows), source)


__all__ = ["Column", "ColumnKind", "Row", "Sheet", "Value", "together"]
