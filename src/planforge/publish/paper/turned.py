"""Tables with so many columns that they stand on their sides, where there is room for words.

Some columns of such a table would be a character or two wide, and what stands in them would be read
from top to bottom. Its head is at the left of the page as the book is held: at the binding on right
pages, as the standard has it (GB/T 9704-2012, 8).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from planforge.publish.paper.geometry import MM_PER_POINT
from planforge.publish.paper.tables import (
    FIXED,
    INSET_PT,
    columns_counted,
    least_ems,
    lengths_of,
    size_of,
    widths_of,
)

if TYPE_CHECKING:
    from planforge.publish.blocks.model import Table
    from planforge.publish.paper.encode import Data
    from planforge.publish.paper.geometry import Geometry

_COLUMNS: Final = 8
"""A table with fewer columns has room for words."""
_NARROW: Final = 3.0
"""A column with fewer characters in a line than this is too narrow for words."""
_LINES: Final = 4
"""Where what stands in it takes more lines than this."""
_ONE: Final = 2.0
"""A column with fewer characters in a line than this has one, and words are read downwards."""
_MOST_CELLS: Final = 1500
"""A table with more cells is laid out in slices, and so upright."""
_LINES_ABOVE: Final = 3
"""So many lines are left on the page for headings above the table."""


def is_turned(block: Table, page: Geometry) -> bool:
    """Whether *block* stands on its side on *page*, which is upright."""
    columns = columns_counted(block)
    if columns < _COLUMNS or block.style.startswith(FIXED) or page.width > page.height:
        return False
    if columns * len(block.rows) > _MOST_CELLS:
        return False
    size = size_of(block, page)
    widths = widths_of(block, page.area_width / MM_PER_POINT, size)
    fits = [max(1.0, (width - INSET_PT) / size) for width in widths]
    return any(
        ems > fit * _LINES if _ONE <= fit < _NARROW else fit < _ONE < ems
        for row in block.rows
        if len(row) == len(fits)
        for cell, fit in zip(row, fits, strict=True)
        for ems in lengths_of(cell.blocks)
    )


def turned(block: Table, page: Geometry) -> Data:
    """Return what tells how *block* stands on its side; nothing if it stands upright."""
    if not is_turned(block, page):
        return {}
    wide = (page.area_height - _LINES_ABOVE * page.pitch) / MM_PER_POINT
    widths = [round(width, 2) for width in _shared(block, wide, size_of(block, page))]
    return {"turned": {"wide": round(wide, 2), "w": widths}}


def _shared(block: Table, wide: float, size: float) -> list[float]:
    """Return widths of columns in points, *wide* together: each em for who has the most lines."""
    fits = least_ems(block)
    lengths: list[list[float]] = [[] for _ in fits]
    for row in (*block.head, *block.rows):
        if len(row) == len(fits):
            for column, cell in zip(lengths, row, strict=True):
                column.append(max(lengths_of(cell.blocks), default=0.0))
    most = [max(column, default=0.0) for column in lengths]
    for _ in range(int((wide - len(fits) * (INSET_PT + 1)) / size - sum(fits))):
        at = max(range(len(fits)), key=lambda column: most[column] / fits[column])
        fits[at] += 1
    return [fit * size + INSET_PT + 1 for fit in fits]


__all__ = ["is_turned", "turned"]
