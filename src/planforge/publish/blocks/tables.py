"""Tables: cells with spans, and how wide the columns are."""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING, Final

from docutils import nodes

from planforge.document.books.captions import LABEL
from planforge.publish.blocks.model import Cell, Listing, Paragraph, Run, Table

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from planforge.publish.blocks.model import Block, Row
    from planforge.publish.blocks.translate import Translator

_NARROWEST: Final = 4
_WIDEST: Final = 60
"""Bounds, in half-width characters, of what a cell without given widths asks for."""
_IN_LINES: Final = frozenset({"depots"})
"""Tables whose cells hold lists of many short items, which run on in print."""


class Tables:
    """Translates tables; what stands in their cells is for the translator."""

    def __init__(self, translator: Translator) -> None:
        self._translator = translator

    def table(self, node: nodes.Element) -> Iterator[Block]:
        """Yield the table *node*, which may have more than one group of columns."""
        classes = [name.removeprefix("pf-") for name in node["classes"] if name.startswith("pf-")]
        title = next((n.astext() for n in node.children if isinstance(n, nodes.title)), "")
        anchor = self._translator.anchor(node)
        label = str(node.get(LABEL, ""))
        for group in node.children:
            if isinstance(group, nodes.tgroup):
                head = self._rows(group, nodes.thead)
                rows = self._rows(group, nodes.tbody)
                if _IN_LINES & set(classes):
                    rows = tuple(tuple(self._in_lines(cell) for cell in row) for row in rows)
                widths = _widths(group, given="colwidths-given" in node["classes"])
                style = classes[0] if classes else ""
                yield Table(widths, head, rows, title, style, anchor, label)
                title = anchor = label = ""

    def _rows(self, group: nodes.Element, part: type[nodes.Element]) -> tuple[Row, ...]:
        found = [n for n in group.children if isinstance(n, part)]
        rows = [n for body in found for n in body.children if isinstance(n, nodes.row)]
        return tuple(tuple(self._cell(entry) for entry in _entries(row)) for row in rows)

    def _cell(self, entry: nodes.Element) -> Cell:
        columns, rows = int(entry.get("morecols", 0)) + 1, int(entry.get("morerows", 0)) + 1
        return Cell(self._translator.blocks(entry.children), columns, rows)

    def _in_lines(self, cell: Cell) -> Cell:
        """Return *cell* with the items of a list without marks one behind the other."""
        if len(cell.blocks) != 1 or not isinstance(cell.blocks[0], Listing):
            return cell
        runs: list[Run] = []
        for item in cell.blocks[0].items:
            if item.mark or len(item.blocks) != 1 or not isinstance(item.blocks[0], Paragraph):
                return cell
            runs += [Run(self._translator.lines.marks.item)] if runs else []
            runs += item.blocks[0].runs
        return Cell((Paragraph(tuple(runs)),), cell.columns, cell.rows)


def _entries(row: nodes.Element) -> Sequence[nodes.Element]:
    return [n for n in row.children if isinstance(n, nodes.entry)]


def _widths(group: nodes.Element, *, given: bool) -> tuple[int, ...]:
    """Return the widths of the columns: those given, else by the longest text in each."""
    columns = [n for n in group.children if isinstance(n, nodes.colspec)]
    written = tuple(int(column.get("colwidth", 1)) for column in columns)
    if given:
        return written
    asked = [_NARROWEST] * len(columns)
    for row in group.findall(nodes.row):
        for at, entry in enumerate(_entries(row)):
            if at < len(asked) and "morecols" not in entry:
                longest = max((_width(line) for line in entry.astext().split("\n")), default=0)
                asked[at] = max(asked[at], min(longest, _WIDEST))
    return tuple(asked)


def _width(text: str) -> int:
    """Return how wide *text* is, in half-width characters."""
    return sum(2 if unicodedata.east_asian_width(char) in "WF" else 1 for char in text)
