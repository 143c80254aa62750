"""Boxes on a grid: the values of an indicator that no row tells apart fall into one cell.

Sets of cells are bits of an integer, one for each dimension (`Sides`) or one for all of them
(`Packed`), where two boxes are compared on all dimensions at once.
"""

from __future__ import annotations

from bisect import bisect_left
from typing import TYPE_CHECKING, TypeAlias

from planforge.feel.boxes import Box, box
from planforge.feel.domain import Domain, Value, ValueSet
from planforge.feel.valueset import Line
from planforge.frozen import dataclass

if TYPE_CHECKING:
    from collections.abc import Iterable

    from planforge.feel.valueset import Cut

Point: TypeAlias = tuple[tuple[str, Value], ...]
"""Values by dimension, in the order of the names."""
Sides: TypeAlias = dict[str, int]
"""A box on a grid: the bits of its cells by dimension; a dimension left out is unrestricted."""
Packed: TypeAlias = int
"""The same in one integer: a field for each dimension, by name from the lowest bits on.

Each field is as wide as the dimension with most cells, and has one bit more, always 0 here: adding
`Grid.low` sets it in the fields with any cell.
"""


@dataclass(frozen=True, slots=True)
class Grid:
    """The cells of each dimension between which no box makes a difference.

    Attributes:
        domains: The domain of each dimension, in the order of the names.
        cuts: The bounds of the cells of each dimension, ascending.
        width: The most cells that a dimension has.
        shifts: Where the field of each dimension begins in a packed box, in the order of the names.
        all: The packed box of everything.
        low: All bits of all fields but the highest.
        guard: The highest bit of each field.
        known: Values asked for before, by dimension and bits.
    """

    domains: dict[str, Domain]
    cuts: dict[str, tuple[Cut, ...]]
    width: int
    shifts: dict[str, int]
    all: Packed
    low: int
    guard: int
    known: dict[tuple[str, int], tuple[ValueSet, Value | None]]

    def full(self, dimension: str) -> int:
        """Return the bits of all cells of *dimension*."""
        return (1 << (len(self.cuts[dimension]) - 1)) - 1

    def bits(self, dimension: str, side: ValueSet) -> int:
        """Return the bits of the cells of *side*, whose cuts are cuts of the grid."""
        places = [bisect_left(self.cuts[dimension], cut) for cut in side.line.cuts]
        pairs = zip(places[::2], places[1::2], strict=True)
        return sum((1 << high) - (1 << low) for low, high in pairs)

    def sides(self, source: Box) -> Sides:
        """Return *source* on the grid."""
        return {name: self.bits(name, side) for name, side in source.sides}

    def pack(self, sides: Sides) -> Packed:
        """Return *sides* as one integer."""
        packed = self.all
        for name, bits in sides.items():
            packed ^= (self.full(name) ^ bits) << self.shifts[name]
        return packed

    def unpack(self, packed: Packed) -> Sides:
        """Return the sides of *packed*, without those that are everything."""
        field = (1 << self.width) - 1
        cells = {name: packed >> shift & field for name, shift in self.shifts.items()}
        return {name: bits for name, bits in cells.items() if bits != self.full(name)}

    def has_points(self, packed: Packed) -> bool:
        """Whether there is a cell on each dimension."""
        return (packed + self.low) & self.guard == self.guard

    def fields(self, packed: int) -> int:
        """Return all bits but the highest of the fields in which *packed* has any."""
        flags = (packed + self.low) & self.guard
        return flags - (flags >> self.width)

    def values(self, dimension: str, bits: int) -> ValueSet:
        """Return the set of the values in the cells *bits*."""
        return self._valued(dimension, bits)[0]

    def _valued(self, dimension: str, bits: int) -> tuple[ValueSet, Value | None]:
        """Return the values in the cells *bits*, and a natural one of them if there are any."""
        known = self.known.get((dimension, bits))
        if known is None:
            cuts = self.cuts[dimension]
            domain = self.domains[dimension]
            line: list[Cut] = []
            changed = bits ^ (bits << 1)  # where a cell and the one before it differ
            while changed:
                line.append(cuts[(changed & -changed).bit_length() - 1])
                changed &= changed - 1
            values = ValueSet(domain, Line(tuple(line), domain.line.step))
            known = self.known[dimension, bits] = values, values.sample() if bits else None
        return known

    def box(self, sides: Sides) -> Box:
        """Return *sides* as a box."""
        return box({name: self.values(name, bits) for name, bits in sides.items()})

    def point(self, sides: Sides) -> Point:
        """Return a natural point of *sides*, with the dimensions that they restrict."""
        return tuple((name, self.sample(name, bits)) for name, bits in sorted(sides.items()))

    def sample(self, dimension: str, bits: int) -> Value:
        """Return a natural value in the cells *bits*, of which there must be some."""
        value = self._valued(dimension, bits)[1]
        if value is None:
            message = f"no value of {dimension} is in no cell"
            raise ValueError(message)
        return value


def grid_of(boxes: Iterable[Box]) -> Grid:
    """Return the grid of all cuts of *boxes*.

    Raises:
        ValueError: Two boxes have different domains on one dimension.
    """
    domains: dict[str, Domain] = {}
    cuts: dict[str, set[Cut]] = {}
    for each in boxes:
        for name, side in each.sides:
            known = domains.setdefault(name, side.domain)
            if known is not side.domain and known != side.domain:
                message = f"the dimension {name} has two domains"
                raise ValueError(message)
            cuts.setdefault(name, set(side.domain.line.cuts)).update(side.line.cuts)
    ordered = {name: tuple(sorted(cuts[name])) for name in sorted(cuts)}
    cells = {name: len(found) - 1 for name, found in ordered.items()}
    width = max(cells.values(), default=0)
    shifts = {name: place * (width + 1) for place, name in enumerate(ordered)}
    return Grid(
        {name: domains[name] for name in ordered},
        ordered,
        width,
        shifts,
        sum(((1 << number) - 1) << shifts[name] for name, number in cells.items()),
        sum(((1 << width) - 1) << shift for shift in shifts.values()),
        sum(1 << (shift + width) for shift in shifts.values()),
        {},
    )


def meet(first: Sides, second: Sides) -> Sides | None:
    """Return the common cells of two boxes on one grid, None where there are none."""
    if are_apart(first, second):
        return None
    return {**first, **{name: first.get(name, bits) & bits for name, bits in second.items()}}


def are_apart(first: Sides, second: Sides) -> bool:
    """Whether two boxes on one grid have no common cell."""
    for name, bits in second.items():
        if not first.get(name, bits) & bits:
            return True
    return not all(first.values())


def is_inside(inner: Sides, outer: Sides) -> bool:
    """Whether every point of *inner* is in *outer*; sides of the whole domain must be left out."""
    if not all(inner.values()):
        return True
    return all(name in inner and not inner[name] & ~bits for name, bits in outer.items())
