"""Where a table lets go: one indicator gets worse, and nothing as high holds any more."""

from __future__ import annotations

from typing import TYPE_CHECKING

from planforge.feel.covering import Cover, Effort
from planforge.feel.domain import Worse
from planforge.feel.grid import grid_of, meet
from planforge.frozen import dataclass

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from planforge.feel.boxes import Box
    from planforge.feel.grid import Grid, Point, Sides


@dataclass(frozen=True, slots=True)
class Drop:
    """Where nothing as high holds, although it is worse than where something does.

    Attributes:
        grid: The cells of the rows.
        part: The cells where it is so.
        to: Number of the lower row that holds there; None if none does.
        distance: How many cells of the axis lie between the row and the part.
    """

    grid: Grid
    part: Sides
    to: int | None
    distance: int

    @property
    def point(self) -> Point:
        """A point in the mildest cells of the part, with the dimensions that matter."""
        return self.grid.point(
            {
                name: 1 << (bits.bit_length() - 1)
                if self.grid.domains[name].worse is Worse.LOWER
                else bits & -bits
                for name, bits in self.part.items()
            }
        )


class Drops:
    """Rows on one grid, of which any can be asked what follows it."""

    def __init__(self, boxes: Iterable[Box], effort: Effort | None = None) -> None:
        """Lay *boxes* on one grid; they are asked for by their numbers, with *effort*."""
        rows = list(boxes)
        self.grid: Grid = grid_of(rows)
        self.rows = [self.grid.sides(row) for row in rows]
        self._effort = effort or Effort()
        self._packed = [self.grid.pack(row) for row in self.rows]

    def find(
        self,
        row: int,
        axis: str,
        keeping: Sequence[int],
        lower: Sequence[int],
        about: object = None,
    ) -> Drop | None:
        """Return a point worse than *row* along *axis* that is in no row of *keeping*.

        Exact: None if there is no such point (or none is found within the steps allowed). The
        mildest cell of *axis* with such a point is taken, and there a point in no row at all before
        one in a row of *lower*, which are tried in their order. All other values are as mild as
        they can be.

        Args:
            row: Number of the row that holds at the milder value.
            axis: The dimension that gets worse.
            keeping: Rows that would keep the level up.
            lower: Rows of lower levels, those that win first.
            about: What is noted where the effort does not do.
        """
        cells = self._worse_cells(axis, self.rows[row].get(axis, 0))
        for distance, cell in enumerate(cells):
            part = self._free({**self.rows[row], axis: cell}, keeping, about)
            if part is not None:
                return self._landing(part, lower, distance, about)
        return None

    def _worse_cells(self, axis: str, bits: int) -> Iterable[int]:
        """Return the cells worse than the mildest of *bits* and not among them, mildest first."""
        worse = self.grid.domains[axis].worse
        if not bits or worse is Worse.NEITHER:
            return ()
        cells = range(len(self.grid.cuts[axis]) - 1)
        if worse is Worse.HIGHER:
            beyond = cells[(bits & -bits).bit_length() :]
        else:
            beyond = cells[: bits.bit_length() - 1][::-1]
        return (1 << place for place in beyond if not bits & (1 << place))

    def _free(self, target: Sides, others: Sequence[int], about: object) -> Sides | None:
        """Return a part of *target* in none of *others*."""
        packed = [self._packed[other] for other in others]
        answer = self._effort.cover(self.grid, self.grid.pack(target), packed, about)
        return self.grid.unpack(answer.part) if answer.state is Cover.OPEN else None

    def _landing(self, part: Sides, lower: Sequence[int], distance: int, about: object) -> Drop:
        nowhere = self._free(part, lower, about)
        if nowhere is not None:
            return Drop(self.grid, nowhere, None, distance)
        for number in lower:
            shared = meet(part, self.rows[number])
            if shared is not None:
                return Drop(self.grid, shared, number, distance)
        return Drop(self.grid, part, None, distance)  # all that was undecided above
