"""A decision table on the grid of its cells, and the searches that its analyses share."""

from __future__ import annotations

from itertools import combinations
from typing import TYPE_CHECKING

from planforge.feel.covering import Cover, Covering, Effort
from planforge.feel.domain import Worse
from planforge.feel.grid import Packed, Sides, grid_of, meet
from planforge.feel.table import Row, Table, Witness
from planforge.frozen import dataclass

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from collections.abc import Set as AbstractSet

    from planforge.feel.domain import Value
    from planforge.feel.grid import Grid


@dataclass(frozen=True, slots=True)
class OpenCells:
    """Connected cells of an axis in no row, how far they lie from a row, and one part of them."""

    row: Row
    axis: str
    bits: int
    part: Sides
    distance: int


@dataclass(frozen=True, slots=True)
class Fallen:
    """A row, the lower row that wins where *axis* is worse, how far that is, and where."""

    row: Row
    axis: str
    lower: Row
    part: Sides
    distance: int


class TableIndex:
    """A table on its grid."""

    def __init__(self, table: Table, effort: Effort | None = None) -> None:
        rows = {
            Row(number, place): row
            for number, level in enumerate(table.levels)
            for place, row in enumerate(level.rows)
        }
        self.grid: Grid = grid_of(rows.values())
        self.rows = {row: self.grid.sides(each) for row, each in rows.items()}
        self.packed = {row: self.grid.pack(sides) for row, sides in self.rows.items()}
        self._effort = effort or Effort()

    def cover(self, target: Packed, others: Sequence[Packed]) -> Covering:
        """Return whether *others* cover *target*; undecided once all steps are used up."""
        return self._effort.cover(self.grid, target, others)

    def pairs(self) -> Iterator[tuple[Row, Row]]:
        """Yield the pairs of rows, lower level first, that restrict the same dimensions."""
        for lower, higher in combinations(self.rows, 2):
            if lower.level < higher.level and self.rows[lower].keys() == self.rows[higher].keys():
                yield lower, higher

    def continues(self, lower: Sides, higher: Sides) -> bool:
        """Whether the shared points of the two are what "the highest wins" is there for."""
        crossing = [
            name
            for name, bits in higher.items()
            if lower[name] & ~bits and not lower[name] & self.worst(name)
        ]
        for name in crossing:
            if not higher[name] & self.worst(name) or self.is_single(
                name, lower[name] & higher[name]
            ):
                return False
        return not crossing or any(
            bits != lower[name] and not bits & ~lower[name] and lower[name] & self.worst(name)
            for name, bits in higher.items()
        )

    def is_single(self, axis: str, bits: int) -> bool:
        """Whether the cells *bits* are one value."""
        spans = self.grid.values(axis, bits).line.spans
        return len(spans) == 1 and spans[0].low is not None and spans[0].low == spans[0].high

    def worst(self, axis: str) -> int:
        """Return the bits of the worst cell of *axis*; all where no value is worse."""
        full = self.grid.full(axis)
        direction = self.grid.domains[axis].worse
        if direction is Worse.NEITHER:
            return full
        return 1 if direction is Worse.LOWER else (full + 1) >> 1

    def worsened(self, sides: Sides) -> Iterator[tuple[str, Sides]]:
        """Yield each axis with the row moved to the values worse than its own."""
        for axis, bits in sorted(sides.items()):
            direction = self.grid.domains[axis].worse
            if direction is Worse.NEITHER or not bits:
                continue
            if direction is Worse.HIGHER:
                worse = self.grid.full(axis) & ~((bits & -bits) - 1) & ~bits
            else:
                worse = ((1 << bits.bit_length()) - 1) & ~bits
            if worse:
                yield axis, {**sides, axis: worse}

    def milder(self, axis: str, bits: int, than: int) -> int:
        """Return the cells of *bits* milder than the mildest cell of *than*."""
        if self.grid.domains[axis].worse is Worse.HIGHER:
            return bits & ((than & -than) - 1)
        return bits & ~((1 << than.bit_length()) - 1)

    def distance(self, axis: str, bits: int, gap: int) -> int:
        """Return how many cells lie between a row and the gap behind it."""
        milder = self.milder(axis, bits, gap)
        if self.grid.domains[axis].worse is Worse.HIGHER:
            return (gap & -gap).bit_length() - milder.bit_length()
        return (milder & -milder).bit_length() - gap.bit_length()

    def open_cells(self, row: Row, axis: str, worse: Sides) -> Iterator[OpenCells]:
        """Yield the connected cells of *axis* in *worse* that have a point in no row."""
        grid, moved = self.grid, self.grid.pack(worse)
        others = [
            self.packed[other]
            for other in self.related(row, axis)
            if grid.has_points(moved & self.packed[other])
        ]
        if self.cover(moved, others).state is not Cover.OPEN:
            return
        shift = grid.shifts[axis]
        elsewhere = moved & ~(((1 << grid.width) - 1) << shift)
        touched = 0
        for other in others:
            touched |= other
        group, first = 0, 0
        for place in range(worse[axis].bit_length() + 1):
            cell = worse[axis] & (1 << place)
            there = elsewhere | cell << shift
            part = self._open_part(there, others if cell & touched >> shift else [])
            if part is not None:
                group, first = group | cell, first or part
            elif group:
                distance = self.distance(axis, self.rows[row][axis], group)
                yield OpenCells(row, axis, group, grid.unpack(first), distance)
                group, first = 0, 0

    def _open_part(self, target: Packed, others: Sequence[Packed]) -> Packed | None:
        """Return a part of *target* in none of *others*; None if there is none, or none known."""
        if not others:
            return target if self.grid.has_points(target) else None
        answer = self.cover(target, others)
        return answer.part if answer.state is Cover.OPEN else None

    def fallen(self, row: Row, axis: str, worse: Sides) -> Iterator[Fallen]:
        """Yield the rows of lower levels that win at some point of *worse*."""
        related, moved = self.related(row, axis), self.grid.pack(worse)
        near = {
            other: self.packed[other]
            for other in related
            if self.grid.has_points(moved & self.packed[other])
        }
        at_least = [packed for other, packed in near.items() if other.level >= row.level]
        if self.cover(moved, at_least).state is not Cover.OPEN:
            return
        for lower, packed in near.items():
            if lower.level < row.level:
                higher = [each for other, each in near.items() if other.level > lower.level]
                answer = self.cover(moved & packed, higher)
                if answer.state is Cover.OPEN:
                    part = self.grid.unpack(answer.part)
                    distance = self.distance(axis, self.rows[row][axis], part[axis])
                    yield Fallen(row, axis, lower, part, distance)

    def related(self, row: Row, axis: str) -> list[Row]:
        """Return the rows that speak of *axis*, or of nothing that *row* does not speak of.

        The others speak of further indicators, of which nothing needs to be known while *axis* gets
        worse: “fewer than 10 injured” fills no gap between numbers of deaths.
        """
        mine = self.rows[row].keys()
        return [
            other for other, sides in self.rows.items() if axis in sides or sides.keys() <= mine
        ]

    def before(self, fallen: Fallen) -> Value:
        """Return the milder value from which a fall starts."""
        bits = self.milder(
            fallen.axis, self.rows[fallen.row][fallen.axis], fallen.part[fallen.axis]
        )
        return self.grid.sample(fallen.axis, bits)

    def is_same_gap(self, cells: OpenCells, other: OpenCells) -> bool:
        """Whether the two have equal cells, under conditions that can hold together."""
        if (cells.axis, cells.bits) != (other.axis, other.bits):
            return False
        first = {**self.rows[cells.row], cells.axis: cells.bits}
        second = {**self.rows[other.row], other.axis: other.bits}
        return first.keys() == second.keys() and meet(first, second) is not None

    def covering(self, target: Sides, others: Sequence[Row]) -> tuple[Row, ...] | None:
        """Return those of *others* that cover *target*, None where it is not certain they do."""
        answer = self.cover(self.grid.pack(target), [self.packed[row] for row in others])
        if answer.state is not Cover.COVERED:
            return None
        return tuple(others[number] for number in answer.used)

    def witness(self, part: Sides, named: AbstractSet[str]) -> Witness:
        """Return a point of *part*; *named* are the dimensions of the rows in question."""
        point = self.grid.point(part)
        return Witness(
            tuple(item for item in point if item[0] in named),
            tuple(item for item in point if item[0] not in named),
        )
