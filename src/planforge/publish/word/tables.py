"""Tables: fixed widths, head rows on every page, rows that stay whole."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, Final, TypeAlias

from planforge.frozen import dataclass
from planforge.publish.blocks.model import Cell, Facts, Paragraph, Run, Table
from planforge.publish.paper.tables import (
    FIXED,
    TOGETHER,
    centred_of,
    columns_counted,
    company,
    most_lines_whole,
    widths_of,
)
from planforge.publish.word.blocks import lines_of, width_of
from planforge.publish.word.dates import with_room_for_days
from planforge.publish.word.look import POINT, SIZE_5, SIZE_SMALL_4, SIZE_SMALL_5
from planforge.publish.word.xml import NOTHING, Xml, node, val

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from planforge.publish.blocks.model import Blocks, Row

Write: TypeAlias = "Callable[[Blocks, int, str], Xml]"
"""Writes the blocks of a cell, given its width and the style of its text; ends in a paragraph."""

ROOM: Final = 170
"""Room at the left and right edge of a cell together, in twips."""
_HIGH: Final = 638.0
"""Points from the first line of an A4 page to its last."""
_A4: Final = 8844
"""Width of text on A4 in twips."""


@dataclass(frozen=True, slots=True)
class Setting:
    """How a table is set: columns at most, ending of its styles' ids, size; if it is a form."""

    most: int
    ending: str
    size: float
    is_form: bool = False


_SETTINGS: Final = (Setting(5, "", SIZE_SMALL_4), Setting(7, "Small", SIZE_5))
_SMALLEST: Final = Setting(0, "Tiny", SIZE_SMALL_5)
_STYLED: Final = re.compile(r"(<w:pStyle [^>]*/>)(?!<w:keepNext/>)")
_CARD: Final = "card-"
_FORM: Final = "form"
FORM_COLUMNS: Final = 6
"""A form or card is set as a table of so many columns: it has to stand on one page."""
_LINE: Final = 29.0
"""Twips from line to line by the size in points, as in print."""
_BESIDES: Final = 7.0
"""Twips that a row takes besides its lines by the size in points, as in print."""
_RULE: Final = 10
"""Twips that the line between two rows takes, which none takes in print."""
_WRITTEN: Final = 460
"""Twips that a row of a form takes at least in which something is written: a little over 8 毫米."""
_TOGETHER: Final = 0.84
"""Of several lines to write on, each may be so much lower, as in print."""
_TOLD: Final = 280
"""Twips of a line that says something already."""
_FILLED_IN: Final = re.compile(r"[＿□■]")
_TIGHT: Final = 30
"""Twips that a row of a card or form takes besides its lines."""


@dataclass(frozen=True, slots=True)
class _Slot:
    """A place in the grid: the cell there, and whether it began in a row above."""

    cell: Cell
    wide: int
    is_continued: bool = False


class Tables:
    """Writes tables.

    Attributes:
        least: Forms and cards are set as tables of so many columns: all must stand on one page.
    """

    def __init__(self, write: Write, scale: float = 1.0) -> None:
        """Write cells with *write*; text is *scale* times as large as with 三号."""
        self.least = FORM_COLUMNS
        self._write = write
        self._scale = scale

    def high(self, shown: Table | Facts, wide: int) -> int:
        """Return about how high *shown* is on a card, in twips."""
        look = setting_of(self.least, wide, self._scale)
        if isinstance(shown, Facts):
            rows: list[list[tuple[Blocks, int]]] = [[(x, wide * 4 // 5)] for _, x in shown.pairs]
            least = [0] * len(rows)
        else:
            is_form = shown.style.startswith(_FORM)
            least = [0] * len(shown.head)
            least += [written_high(row) if is_form else 0 for row in shown.rows]
            widths = columns_of(shown, wide, look.size * self._scale)
            rows = [
                [(cell.blocks, one) for cell, one in zip(row, widths, strict=False)]
                for row in (*shown.head, *shown.rows)
            ]
        lines = (max((self._lines(*cell, look) for cell in row), default=1) for row in rows)
        return sum(
            max(low, round(count * look.size * _LINE) + _TIGHT)
            for count, low in zip(lines, least, strict=True)
        )

    def table(self, shown: Table, wide: int) -> Xml:
        """Return *shown* as a table *wide* twips wide."""
        if not shown.widths:
            return NOTHING
        least = self.least if shown.style.startswith(_FORM) or shown.style.startswith(_CARD) else 1
        look = setting_of(max(columns_counted(shown), least), wide, self._scale)
        size = look.size * self._scale
        widths = columns_of(shown, wide, size)
        is_headed = bool(shown.head)
        centred = centred_of(shown, [one / POINT for one in widths], size)
        heads = [f"PfTableHead{look.ending}"] * len(widths)
        texts = [f"PfTable{'Centre' if one else ''}{look.ending}" for one in centred]
        look = replace(look, is_form=shown.style.startswith(_FORM))
        rows = list(self._rows(shown.rows, widths, look, texts, is_head=False))
        kept = self._kept(shown, widths, look)
        rows = [
            *self._rows(shown.head, widths, look, heads, is_head=True),
            *(
                Xml(_STYLED.sub(r"\1<w:keepNext/>", row)) if at in kept else row
                for at, row in enumerate(rows)
            ),
        ]
        frame = _frame(widths, _above(shown.style, size), is_headed=is_headed)
        return node("w:tbl", {}, *frame, *rows) if rows else NOTHING

    def _kept(self, shown: Table, widths: Sequence[int], look: Setting) -> frozenset[int]:
        """Return which rows of *shown* stay on the page of the next, as in print.

        All of a low table, or of a form that says so; else no low row stands alone at its ends.
        """
        whole = frozenset(range(len(shown.rows) - 1))
        if shown.style == "form-whole":
            return whole
        lines = [
            max(
                (self._lines(x.blocks, wide, look) for x, wide in zip(row, widths, strict=False)),
                default=1,
            )
            for row in shown.rows
        ]
        if shown.style.startswith(FIXED) or any(
            cell.columns > 1 or cell.rows > 1 for row in shown.rows for cell in row
        ):
            return frozenset()
        high = sum(row_high(count, look.size) for count in [len(shown.head), *lines])
        if high <= TOGETHER * _HIGH * POINT:
            return whole
        pairs = company(lines, _whole(look))
        return frozenset(at + n for at, more in pairs.items() for n in range(more))

    def facts(self, shown: Facts, wide: int) -> Xml:
        """Return name–value pairs as a table of two columns, names first."""
        least = self.least if shown.style.startswith(_CARD) else 2
        look = setting_of(least, wide, self._scale)
        longest = max((width_of(name) for name, _ in shown.pairs), default=0)
        asked = longest / 2 * look.size * self._scale * POINT + ROOM + 2 * POINT
        first = round(min(max(asked, wide * 0.14), wide * 0.34))
        widths = (first, wide - first)
        rows = (
            node(
                "w:tr",
                {},
                _row_look(
                    is_head=False, is_whole=self._lines(blocks, widths[1], look) <= _whole(look)
                ),
                self._cell(_Slot(_named(name), 1), first, f"PfTableHead{look.ending}"),
                self._cell(_Slot(Cell(blocks), 1), widths[1], f"PfTable{look.ending}"),
            )
            for name, blocks in shown.pairs
        )
        frame = _frame(widths, _above(shown.style, look.size * self._scale), is_headed=False)
        return node("w:tbl", {}, *frame, *rows)

    def _rows(
        self,
        rows: Sequence[Row],
        widths: Sequence[int],
        look: Setting,
        styles: Sequence[str],
        *,
        is_head: bool,
    ) -> Iterator[Xml]:
        for slots in _grid(rows, len(widths)):
            starts = [sum(one.wide for one in slots[:at]) for at in range(len(slots))]
            wides = [sum(widths[a : a + s.wide]) for a, s in zip(starts, slots, strict=True)]
            counts = (
                self._lines(slot.cell.blocks, wide, look)
                for slot, wide in zip(slots, wides, strict=True)
            )
            is_whole = max(counts, default=0) <= _whole(look)
            high = 0 if is_head or not look.is_form else written_high([x.cell for x in slots])
            cells = (
                self._cell(
                    slot,
                    wide,
                    styles[start] if slot.wide == 1 or is_head else f"PfTable{look.ending}",
                    is_whole=is_whole,
                )
                for slot, wide, start in zip(slots, wides, starts, strict=True)
            )
            yield node("w:tr", {}, _row_look(is_head=is_head, is_whole=is_whole, high=high), *cells)

    def _cell(self, slot: _Slot, wide: int, style: str, *, is_whole: bool = True) -> Xml:
        merge = NOTHING
        if slot.is_continued:
            merge = node("w:vMerge")
        elif slot.cell.rows > 1:
            merge = val("vMerge", "restart")
        properties = node(
            "w:tcPr",
            {},
            node("w:tcW", {"w:w": wide, "w:type": "dxa"}),
            val("gridSpan", slot.wide) if slot.wide > 1 else NOTHING,
            merge,
            val("vAlign", "center" if is_whole else "top"),
        )
        blocks = () if slot.is_continued else slot.cell.blocks
        return node("w:tc", {}, properties, self._write(blocks, wide - ROOM, style))

    def _lines(self, blocks: Blocks, wide: int, look: Setting) -> int:
        """Return about how many lines *blocks* take in a column of *wide* twips."""
        room = max((wide - ROOM) / (look.size * self._scale * POINT / 2), 2.0)
        return sum(max(1, -int(-width_of(line) // room)) for line in lines_of(blocks))


def written_high(cells: Sequence[Cell]) -> int:
    """Return how high a row of a form must be, in twips, for what is written in its *cells*."""
    found = 0
    for cell in cells:
        texts = [
            "".join(run.text for run in one.runs)
            for one in cell.blocks
            if isinstance(one, Paragraph)
        ]
        free = sum(not text.strip() for text in texts)
        told = sum(map(bool, map(str.strip, texts)))
        if free or any(_FILLED_IN.search(text) for text in texts):
            found = max(found, _WRITTEN, round(free * _WRITTEN * _TOGETHER) + told * _TOLD)
    return found


def _whole(look: Setting) -> int:
    """Return how many lines a row may have that does not break over pages."""
    return most_lines_whole(_HIGH, look.size)


def setting_of(columns: int, wide: int, scale: float) -> Setting:
    """Return how text is set in *columns* on *wide* twips where text is *scale* times 三号.

    As in print, it is no larger on a page on its side.
    """
    room = min(wide / (_A4 * scale), 1.0)
    return next((one for one in _SETTINGS if columns <= one.most * room), _SMALLEST)


def _named(name: str) -> Cell:
    return Cell((Paragraph((Run(name),)),))


def _grid(rows: Sequence[Row], columns: int) -> Iterator[list[_Slot]]:
    """Yield the rows with a slot for every column, what spans rows in each of them."""
    above: dict[int, tuple[_Slot, int]] = {}
    for row in rows:
        cells, slots, at = list(row), [], 0
        while at < columns:
            held = above.pop(at, None)
            if held is not None:
                slot, left = held
            else:
                cell = cells.pop(0) if cells else Cell(())
                free = next((n for n in range(at + 1, columns) if n in above), columns)
                slot, left = _Slot(cell, max(1, min(cell.columns, free - at))), cell.rows
            slots.append(slot)
            if left > 1:
                above[at] = (_Slot(slot.cell, slot.wide, is_continued=True), left - 1)
            at += slot.wide
        yield slots


def columns_of(shown: Table, wide: int, size: float) -> tuple[int, ...]:
    """Return the widths in twips of the columns of *shown*, together *wide*, for a size of text."""
    points = widths_of(shown, wide / POINT, size)
    ends = [round(sum(points[: at + 1]) * POINT) for at in range(len(points))]
    widths = [end - start for start, end in zip([0, *ends], ends, strict=False)]
    return with_room_for_days(shown, widths, size, ROOM)


def row_high(lines: float, size: float) -> float:
    """Return how high a row of so many *lines* is, as in print, in twips, for a size of text."""
    return lines * size * _LINE + size * _BESIDES


def _above(style: str, size: float) -> int:
    """Return the room above and below the text of a row, for the style of its table, in twips."""
    if style.startswith(_CARD):
        return 6
    if style.startswith(_FORM):
        return 28
    return round((size * _BESIDES - _RULE) / 2)


def _frame(widths: Sequence[int], above: int, *, is_headed: bool) -> tuple[Xml, Xml]:
    """Return the properties and the grid of a table with room *above* and below its text."""
    room = (node(f"w:{side}", {"w:w": above, "w:type": "dxa"}) for side in ("top", "bottom"))
    properties = node(
        "w:tblPr",
        {},
        val("tblStyle", "TableGrid"),
        node("w:tblW", {"w:w": sum(widths), "w:type": "dxa"}),
        val("jc", "center"),
        node("w:tblLayout", {"w:type": "fixed"}),
        node("w:tblCellMar", {}, *room),
        node("w:tblLook", {"w:val": "0620" if is_headed else "0600"}),
    )
    return properties, node("w:tblGrid", {}, *(node("w:gridCol", {"w:w": one}) for one in widths))


def _row_look(*, is_head: bool, is_whole: bool, high: int = 0) -> Xml:
    return node(
        "w:trPr",
        {},
        node("w:cantSplit") if is_whole else NOTHING,
        node("w:trHeight", {"w:val": high, "w:hRule": "atLeast"}) if high else NOTHING,
        node("w:tblHeader") if is_head else NOTHING,
    )
