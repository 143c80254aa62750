"""Ways of the arrows of a response flow: along the free space between rows and columns.

Every box stands in a cell of a grid, so a way that runs between two rows and between two columns
can touch no other box, whatever the texts.
"""

from __future__ import annotations

from dataclasses import field
from typing import TYPE_CHECKING, Final

from planforge.document.charts.geometry import Point, Rect, simplified
from planforge.frozen import dataclass

if TYPE_CHECKING:
    from collections.abc import Sequence

    from planforge.document.charts.grid import Cell

_FIRST: Final = 7.0
"""Px from a row to the first way below it."""
_STEP: Final = 5.0
_TRACKS: Final = 3


@dataclass
class Ways:
    """Finds ways one after the other; those of different steps keep apart where there is room.

    Attributes:
        rights: Middle of the free space to the right of each column.
        bottoms: Lower end of each row.
        cells: Cell of each box by name.
        rects: Place of each box by name.
    """

    rights: Sequence[float]
    bottoms: Sequence[float]
    cells: dict[str, Cell]
    rects: dict[str, Rect]
    _tracks: dict[tuple[str, int], list[str]] = field(default_factory=dict)

    def between(self, source: str, target: str, *, is_branch: bool = False) -> tuple[Point, ...]:
        """Return the way from one box to another in a lower, the same or a higher row.

        Args:
            source: Where it begins.
            target: Where it ends, from above.
            is_branch: Whether it leaves by the side of *source* that faces another column.
        """
        start, end = self.cells[source], self.cells[target]
        one, two = self.rects[source], self.rects[target]
        if end.row > start.row and start.column == end.column and self._is_free(source, end.row):
            return (Point(one.centre.x, one.bottom), Point(one.centre.x, two.top))
        if is_branch and end.column != start.column:
            is_right = end.column > start.column
            x = self._x(start.column if is_right else start.column - 1, source)
            side = one.right if is_right else one.left
            out = [Point(side, one.centre.y), Point(x, one.centre.y)]
        elif end.row == start.row + 1:
            y = self._y(start.row, source)
            return simplified(
                (
                    Point(one.centre.x, one.bottom),
                    Point(one.centre.x, y),
                    Point(two.centre.x, y),
                    Point(two.centre.x, two.top),
                )
            )
        elif end.row > start.row:
            column = end.column - 1 if start.column < end.column else end.column
            x, y = self._x(column, source), self._y(start.row, source)
            out = [Point(one.centre.x, one.bottom), Point(one.centre.x, y), Point(x, y)]
        else:
            x = self._x(start.column, source)
            out = [Point(one.right, one.centre.y), Point(x, one.centre.y)]
        y = self._y(end.row - 1, target) if end.row else two.top - 2 * _FIRST
        return simplified((*out, Point(x, y), Point(two.centre.x, y), Point(two.centre.x, two.top)))

    def down_to(self, source: str, y: float, end_row: int) -> tuple[Point, ...]:
        """Return the way from a box down to the bar at *y*, above which *end_row* is the last."""
        cell, rect = self.cells[source], self.rects[source]
        if self._is_free(source, end_row):
            return (Point(rect.centre.x, rect.bottom), Point(rect.centre.x, y))
        x = self._x(cell.column, source)
        return (Point(rect.right, rect.centre.y), Point(x, rect.centre.y), Point(x, y))

    def _is_free(self, source: str, end_row: int) -> bool:
        """Return whether no box stands below *source* and above *end_row* in its column."""
        own = self.cells[source]
        return not any(
            cell.column == own.column and own.row < cell.row < end_row
            for cell in self.cells.values()
        )

    def _y(self, row: int, net: str) -> float:
        return self.bottoms[row] + _FIRST + _STEP * self._track("row", row, net)

    def _x(self, column: int, net: str) -> float:
        return self.rights[column] + (0.0, -_STEP, _STEP)[self._track("column", column, net)]

    def _track(self, kind: str, place: int, net: str) -> int:
        nets = self._tracks.setdefault((kind, place), [])
        if net not in nets:
            nets.append(net)
        return nets.index(net) % _TRACKS
