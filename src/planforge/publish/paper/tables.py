"""Tables as data: how large their text is, which rows may break."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from planforge.publish.blocks.model import Box, Facts, Listing, Literal, Paragraph
from planforge.publish.paper.geometry import MM_PER_POINT

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from planforge.publish.blocks.model import Block, Cell, Row, Table
    from planforge.publish.paper.encode import Data
    from planforge.publish.paper.geometry import Geometry

    Encode = Callable[[Iterable[Block]], list[Data]]

_SIZES: Final = ((5, 12.0), (7, 10.5), (99, 9.0))
"""Most columns for a size of text in points: 小四, 五号, 小五."""
_INSET_PT: Final = 10.0
"""Free space in a cell, left and right together."""
_SHORT: Final = 8
"""A row of at most so many lines does not break."""


def table(block: Table, blocks: Encode, text: Callable[[str], str], page: Geometry) -> Data:
    """Return *block* as data."""
    columns = len(block.widths)
    size = next(size for most, size in _SIZES if columns <= most) * page.body_pt / 16
    widths = _widths(block.widths, page.area_width / MM_PER_POINT, size)

    def row(cells: Row) -> list[Data]:
        wide, at = [], 0
        for cell in cells:
            wide.append(sum(widths[at : at + cell.columns]))
            at += cell.columns
        is_short = _most_lines(cells, wide, size) <= _SHORT
        return [_cell(cell, blocks, is_short=is_short) for cell in cells]

    return {
        "k": "t",
        "centred": [],
        "s": block.style,
        "w": [round(width, 2) for width in widths],
        "z": size,
        "title": text(block.title),
        "head": [row(cells) for cells in block.head],
        "rows": [row(cells) for cells in block.rows],
    }


def _widths(asked: tuple[int, ...], whole_pt: float, size: float) -> list[float]:
    """Return the widths in points: as asked, but none so narrow that words fall apart."""
    total = sum(asked) or 1
    least = min(2 * size + _INSET_PT + 1, whole_pt / max(1, len(asked)))
    found = [whole_pt * width / total for width in asked]
    lacking = sum(max(0.0, least - width) for width in found)
    spare = sum(max(0.0, width - least) for width in found)
    if lacking and spare:
        found = [
            least if width < least else width - (width - least) * lacking / spare for width in found
        ]
    return found


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
    fits = [max(1.0, (width - _INSET_PT) / size) for width in widths]
    return max(
        (
            sum(int(ems / per_line) + 1 for ems in _paragraphs(cell.blocks))
            for cell, per_line in zip(cells, fits, strict=True)
        ),
        default=0,
    )


def _paragraphs(blocks: Iterable[Block]) -> list[float]:
    """Return the length in ems of each paragraph in *blocks*."""
    found: list[float] = []
    for block in blocks:
        match block:
            case Paragraph():
                found.append(_ems("".join(run.text for run in block.runs)))
            case Listing():
                for item in block.items:
                    found += _paragraphs(item.blocks)
            case Facts():
                for name, value in block.pairs:
                    found += [_ems(name), *_paragraphs(value)]
            case Box():
                found += _paragraphs(block.blocks)
            case Literal():
                found += [_ems(line) for line in block.text.split("\n")]
            case _:
                found += [1.0] * _SHORT
    return found


def _ems(text: str) -> float:
    return sum(0.5 if sign.isascii() else 1.0 for sign in text)
