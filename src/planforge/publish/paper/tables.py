"""Tables as data: how large their text is, which rows may break."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final, Protocol, cast

from planforge.publish.blocks.model import Box, Facts, Listing, Literal, Paragraph, caption_of
from planforge.publish.paper.balance import balanced
from planforge.publish.paper.ems import ems_of, widest_ems_of
from planforge.publish.paper.geometry import MM_PER_POINT
from planforge.publish.paper.words import LONG

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from planforge.publish.blocks.model import Block, Cell, Row, Table
    from planforge.publish.paper.encode import Data
    from planforge.publish.paper.geometry import Geometry

    Encode = Callable[[Iterable[Block]], list[Data]]

    class Encoder(Protocol):
        """Encodes what stands in cells."""

        def blocks(self, blocks: Iterable[Block]) -> list[Data]:
            """Return blocks of a row."""

        def head(self, blocks: Iterable[Block]) -> list[Data]:
            """Return blocks of the head."""

        def text(self, text: str) -> str:
            """Return text."""

        def next_ident(self) -> int:
            """Return a number that nothing else in the part has."""


_SIZES: Final = ((5, 12.0), (7, 10.5), (99, 9.0))
"""Most columns for a size of text in points: 小四, 五号, 小五."""
_SMALLER: Final = {"depots": 6, "drill-script": 20, "drill-events": 8, "editions": 8}
"""Style of a table with long lists in few columns → the columns it is set as if it had."""
INSET_PT: Final = 10.0
"""Free space in a cell, left and right together."""
_FEW: Final = 6.0
"""A column whose cells have at most so many characters is centred."""
_FACTS_PT: Final = 12.0
"""Size of the text of name–value pairs."""
_LONGEST_NAME: Final = 8
"""Characters of their names in a line at most."""
_ONE_LINE: Final = 4.0
"""An entry of at most so many characters is not broken."""
_UNBROKEN: Final = re.compile(r"[!-~]+")
"""Numbers and Latin words."""
_UNBROKEN_IF_IT_FITS: Final = re.compile(
    r"\d{4}年\d{1,2}月\d{1,2}日|〔\d{4}〕\d{1,4}号|"
    r"[!-~]+(?:小时|分钟|公里|千米|平方|公斤|[年月日时天周分秒米吨度个人次万亿元])*[内前后级]?"
)
"""Dates, numbers of documents and measures as well, where the table has room for that."""
_CROWDED: Final = 0.85
"""Part of the width that may be taken up by what is not to be broken."""
_WAYS: Final = (
    (_UNBROKEN_IF_IT_FITS, 6.0, 0.7),
    (_UNBROKEN_IF_IT_FITS, 5.0, 0.7),
    (_UNBROKEN_IF_IT_FITS, _ONE_LINE, _CROWDED),
    (_UNBROKEN, _ONE_LINE, 1.0),
)
"""What is not broken, entries of how many characters are not, and part of the width for that; the
first that fits is taken. Entries of six characters matter less than room for long ones."""
FIXED: Final = ("card", "form", "checklist")
"""Beginnings of the styles of tables whose widths are part of their form."""
_MOST_AGAIN: Final = 30.0
"""What is longer, in ems, is not said again overleaf."""
_PICTURE: Final = 8
"""Characters in a line, and lines, that a picture counts as."""
_TWO: Final = 2
"""Columns that may say what a row is about."""
_SHORT: Final = 6
"""A row of at most so many lines does not break, however low the page is."""
_LOW: Final = 1 / 3
"""Nor does one that takes at most this part of the page: less than that is left blank for it."""
TOGETHER: Final = 0.18
"""A table that takes at most this part of the page is not broken."""
_BEGINS: Final = 4
"""A longer row begins on a page only with room for so many of its lines; a row with fewer lines
does not stand alone above or below the end of a page."""
_PADDING: Final = 0.8
"""Free space of a row above and below its text, both together, in ems."""
_LINE: Final = 1.45
"""From line to line in a table, in ems."""


def table(block: Table, encoder: Encoder, page: Geometry) -> Data:
    """Return *block* as data."""
    size = size_of(block, page)
    widths = widths_of(block, page.area_width / MM_PER_POINT, size)

    is_free = not block.style.startswith(FIXED)
    over = _Over(encoder)
    most = most_lines_whole(page.area_height / MM_PER_POINT, size)

    def row(cells: Row, encode: Encode) -> list[Data]:
        is_short = _lines(cells, widths, size) <= most
        made = [_cell(cell, encode, is_short=is_short) for cell in cells]
        if made and not is_short:
            made[0]["begins"] = _BEGINS
        return made

    lines = [_lines(cells, widths, size) for cells in block.rows]
    is_together = is_free and _is_low([*_heads(block, widths, size), *lines], size, page)
    heads = [row(cells, encoder.head) for cells in block.head]
    rows = [row(cells, encoder.blocks) for cells in block.rows]
    if is_free and not is_together:
        _keep_in_pairs(rows, lines, len(widths), most)
    is_long = any("whole" not in x and "r" not in x for made in rows for x in made)
    return {
        "k": "t",
        "s": block.style,
        "top": is_long,
        "w": [round(width, 2) for width in widths],
        "z": size,
        "centred": centred_of(block, widths, size),
        "title": encoder.text(caption_of(block)),
        **({"together": 1} if is_together else {}),
        "head": heads,
        "rows": [
            over.told(cells, made) if is_free else made
            for cells, made in zip(block.rows, rows, strict=True)
        ],
    }


def _lines(cells: Row, widths: list[float], size: float) -> int:
    """Return about how many lines a row of *cells* has, the columns of its table being *widths*."""
    wide, at = [], 0
    for cell in cells:
        wide.append(sum(widths[at : at + cell.columns]))
        at += cell.columns
    return _most_lines(cells, wide, size)


def _heads(block: Table, widths: list[float], size: float) -> list[int]:
    return [_lines(cells, widths, size) for cells in block.head]


def _is_low(lines: Sequence[int], size: float, page: Geometry) -> bool:
    """Whether rows of so many *lines* take little enough of *page* to stand on one."""
    ems = sum(count * _LINE + _PADDING for count in lines)
    return ems * size * MM_PER_POINT <= TOGETHER * page.area_height


def _keep_in_pairs(rows: list[list[Data]], lines: Sequence[int], columns: int, most: int) -> None:
    """Have the first of *rows*, and the last but one, stay with those that they must not leave.

    A row that other rows reach into, or that may go on overleaf, is left as it is.
    """
    plain = [
        sum(cast("int", cell.get("c", 1)) for cell in row) == columns
        and all("whole" in cell for cell in row)
        for row in rows
    ]
    for at, more in company(lines, most).items():
        if all(plain[at : at + more + 1]):
            for cell in rows[at]:
                cell["with"] = more


def company(lines: Sequence[int], most: int) -> dict[int, int]:
    """Return, for rows of so many *lines*, which of them stand on a page with how many after them.

    So no low row stands alone above, or below, the end of a page; unless that took more than *most*
    lines.
    """
    found: dict[int, int] = {}
    last = len(lines) - 1
    if last > 0 and lines[last] < _BEGINS:
        found[last - 1] = 1
    if last > 0 and lines[0] < _BEGINS:
        found[0] = 1 + (found.get(1, 0) if last > 1 else 0)
    return {at: more for at, more in found.items() if sum(lines[at : at + more + 1]) <= most}


def most_lines_whole(high_pt: float, size: float) -> int:
    """Return how many lines of text of *size* a row may have that stays whole.

    On a page whose type area is *high_pt* high; longer rows may go on overleaf.
    """
    return max(_SHORT, int(_LOW * high_pt / (size * _LINE)))


def facts(block: Facts, pairs: list[list[object]], page: Geometry) -> Data:
    """Return *block* as data, its *pairs* encoded; each pair is told how it stands on pages."""
    lines = _lines_of_facts(block, page)
    size = _FACTS_PT * page.body_pt / 16
    most = most_lines_whole(page.area_height / MM_PER_POINT, size)
    is_together = _is_low(lines, size, page)
    with_it = {} if is_together else company(lines, most)
    return {
        "k": "f",
        "s": block.style,
        "pairs": pairs,
        "whole": [count <= most for count in lines],
        "with": [with_it.get(at, 0) for at in range(len(lines))],
        **({"together": 1} if is_together else {}),
    }


def _lines_of_facts(block: Facts, page: Geometry) -> list[int]:
    """Return about how many lines each of the pairs of *block* has."""
    size = _FACTS_PT * page.body_pt / 16
    names = max((len(name) for name, _ in block.pairs), default=0)
    wide = page.area_width / MM_PER_POINT - min(names, _LONGEST_NAME) * size - 2 * INSET_PT
    return [
        sum(int(ems * size / max(wide, size)) + 1 for ems in lengths_of(value))
        for _, value in block.pairs
    ]


def size_of(block: Table, page: Geometry) -> float:
    """Return the size of the text of *block* on *page* in points."""
    columns = columns_counted(block)
    return next(size for most, size in _SIZES if columns <= most) * page.body_pt / 16


def columns_counted(block: Table) -> int:
    """Return the number of columns by which the size of the text of *block* is chosen."""
    return max(len(block.widths), _SMALLER.get(block.style, 1))


class _Over:
    """Tells what rows that may go on overleaf are about, so that it is said there again.

    The first column says what rows are about, and the second where one row has both to itself.
    """

    def __init__(self, encoder: Encoder) -> None:
        self._encoder = encoder
        self._left = 0
        self._ident = 0

    def told(self, cells: Row, row: list[Data]) -> list[Data]:
        """Return *row*, made of *cells*, with what its first cell says again, and of which it is.

        A row that stays whole needs nothing, unless its first cell reaches over others.
        """
        begins = not self._left and len(row) > 1
        may_break = cells[:1] and (cells[0].rows > 1 or "whole" not in row[0])
        if begins and may_break:
            again = self._again(cells[0])
            if again:
                self._ident = self._encoder.next_ident()
                self._left = cells[0].rows
                row[0] |= {"id": self._ident, "again": again}
                is_alone = cells[0].rows == cells[1].rows == 1 and len(row) > _TWO
                if is_alone and (second := self._again(cells[1])):
                    row[1] |= {"id": self._ident, "again": second}
        if self._left:
            self._left -= 1
            for cell in row:
                if "again" not in cell:
                    cell["of"] = self._ident
        return row

    def _again(self, cell: Cell) -> str:
        """Return what *cell* says again overleaf; nothing if that is too much."""
        said = list(texts_of(cell.blocks))
        if sum(map(ems_of, said)) > _MOST_AGAIN:
            return ""
        return self._encoder.text("\n".join(said))


def centred_of(block: Table, widths: list[float], size: float) -> list[bool]:
    """Return for each column whether it is centred: all its cells are a few signs in one line."""
    centred = [bool(block.rows)] * len(widths)
    for cells in block.rows:
        at = 0
        for cell in cells:
            if cell.columns == 1 and at < len(widths):
                fits = min(_FEW, (widths[at] - INSET_PT) / size)
                lines = lengths_of(cell.blocks)
                centred[at] &= len(lines) <= 1 and all(ems <= fits for ems in lines)
            at += cell.columns
    return centred


def widths_of(block: Table, whole_pt: float, size: float) -> list[float]:
    """Return the widths in points: as asked, but none so narrow that words fall apart.

    Columns of a table in running text give room to those that need it.
    """
    is_free = not block.style.startswith(FIXED)
    total = sum(block.widths) or 1
    found = [whole_pt * width / total for width in block.widths]
    for unbroken, line, most in _WAYS:
        least = [ems * size + INSET_PT + 1 for ems in least_ems(block, unbroken, line)]
        if sum(least) <= whole_pt * most:
            break
    if sum(least) > whole_pt:
        return [width * whole_pt / sum(least) for width in least]
    for _ in found:  # Room taken from one column may make it the next that lacks some.
        lacking = sum(max(0.0, low - width) for low, width in zip(least, found, strict=True))
        spare = sum(max(0.0, width - low) for low, width in zip(least, found, strict=True))
        if not lacking:
            break
        found = [
            low if width < low else width - (width - low) * lacking / spare
            for low, width in zip(least, found, strict=True)
        ]
    rows = [
        [lengths_of(cell.blocks) for cell in cells]
        for cells in block.rows
        if all(cell.columns == 1 for cell in cells)
    ]
    return balanced(found, least, rows, INSET_PT, size) if rows and is_free else found


def least_ems(
    block: Table, unbroken: re.Pattern[str] = _UNBROKEN, one_line: float = 0.0
) -> list[float]:
    """Return for each column how many ems it must have.

    What is *unbroken*, and entries of at most *one_line* ems, stand in one line.
    """
    least = [2.0] * len(block.widths)
    for cells in (*block.head, *block.rows):
        at = 0
        for cell in cells:
            if cell.columns == 1 and at < len(least):
                words, lines = _words(cell.blocks, unbroken), lengths_of(cell.blocks)
                wide = [widest_ems_of(word) for word in words if len(word) < LONG]
                longest = max(wide, default=0.0)
                line = max(lines, default=0.0)
                least[at] = max(least[at], longest, line if line <= one_line else 0.0)
            at += cell.columns
    return least


def _cell(cell: Cell, blocks: Encode, *, is_short: bool) -> Data:
    data: Data = {"b": blocks(cell.blocks)}
    if cell.columns > 1:
        data["c"] = cell.columns
    if cell.rows > 1:
        data["r"] = cell.rows
    if is_short and cell.rows == 1:
        data["whole"] = 1
    return data


def _most_lines(cells: Row, widths: list[float], size: float) -> int:
    """Return about how many lines the tallest of *cells* has."""
    fits = [max(1.0, (width - INSET_PT) / size) for width in widths]
    return max(
        (
            sum(int(ems / per_line) + 1 for ems in lengths_of(cell.blocks))
            for cell, per_line in zip(cells, fits, strict=True)
        ),
        default=0,
    )


def lengths_of(blocks: Iterable[Block]) -> list[float]:
    """Return the length in ems of each paragraph in *blocks*."""
    return [ems_of(text) for text in texts_of(blocks)]


def _words(blocks: Iterable[Block], unbroken: re.Pattern[str]) -> list[str]:
    """Return what is *unbroken* in *blocks*."""
    return [word for text in texts_of(blocks) for word in unbroken.findall(text)]


def texts_of(blocks: Iterable[Block]) -> Iterator[str]:
    """Yield the text of each paragraph in *blocks*."""
    for block in blocks:
        match block:
            case Paragraph():
                yield from "".join(run.text for run in block.runs).split("\n")
            case Listing():
                for item in block.items:
                    yield from texts_of(item.blocks)
            case Facts():
                for name, value in block.pairs:
                    said = list(texts_of(value))
                    yield from [f"{name}：{said[0]}", *said[1:]] if said else [name]
            case Box():
                yield from texts_of(block.blocks)
            case Literal():
                yield from block.text.split("\n")
            case _:
                yield from ["　" * _PICTURE] * _PICTURE
