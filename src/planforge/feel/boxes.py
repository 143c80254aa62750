"""Exact algebra of boxes: what the rows of a decision table say about all indicators at once.

A row is a box: on each indicator it names, a set of values; on all others, everything. Questions
such as “is this row covered by those?” are answered for every point of the space without listing
points: the values of an indicator that no row tells apart fall into one cell, and sets of cells are
bits of an integer.
"""

from __future__ import annotations

from bisect import bisect_left
from enum import Enum
from functools import lru_cache
from typing import TYPE_CHECKING, Final, TypeAlias

from planforge.feel.domain import Domain, Flag, Value, ValueSet, only
from planforge.feel.valueset import Line
from planforge.frozen import dataclass

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from planforge.feel.valueset import Cut

Point: TypeAlias = tuple[tuple[str, Value], ...]
"""Values by dimension, in the order of the names."""
Sides: TypeAlias = dict[str, int]
"""A box on a grid: the bits of its cells by dimension; a dimension left out is unrestricted."""

_TRUE: Final = only(Flag(), value=True)
_JUDGEMENT: Final = "judgement:"
_SCOPE: Final = "scope:"
MAX_STEPS: Final = 4000
"""Most splits spent on one question; real tables need fewer than a hundred."""


@dataclass(frozen=True, slots=True)
class Box:
    """The points whose value on each named dimension is in the set of that side.

    Attributes:
        sides: Dimension and set, sorted by dimension; sides that are the whole domain are left out.
    """

    sides: tuple[tuple[str, ValueSet], ...] = ()

    @property
    def dimensions(self) -> frozenset[str]:
        """The dimensions that the box restricts."""
        return frozenset(name for name, _ in self.sides)

    @property
    def is_empty(self) -> bool:
        """Whether no point is in the box."""
        return any(side.is_empty for _, side in self.sides)

    def side(self, dimension: str) -> ValueSet | None:
        """Return the set on *dimension*, None where the box does not restrict it."""
        return dict(self.sides).get(dimension)

    def intersect(self, other: Box) -> Box:
        """Return the points in both boxes."""
        mine = dict(self.sides)
        for name, side in other.sides:
            mine[name] = mine[name].intersect(side) if name in mine else side
        return box(mine)

    def difference(self, other: Box) -> tuple[Box, ...]:
        """Return the points of this box that are not in *other*, as boxes without common points."""
        parts: list[Box] = []
        rest = dict(self.sides)
        for name, side in other.sides:
            mine = rest.get(name)
            outside = side.complement() if mine is None else mine.difference(side)
            if not outside.is_empty:
                parts.append(box({**rest, name: outside}))
            rest[name] = side if mine is None else mine.intersect(side)
        return () if self.is_empty else tuple(part for part in parts if not part.is_empty)

    def contains(self, values: Mapping[str, Value]) -> bool | None:
        """Whether the point *values* is in the box; None where a value that decides is missing."""
        known: list[bool] = [
            side.contains(values[name]) for name, side in self.sides if name in values
        ]
        if not all(known):
            return False
        return True if len(known) == len(self.sides) else None


def box(sides: Mapping[str, ValueSet]) -> Box:
    """Return the box with *sides*."""
    kept = [(name, side) for name, side in sorted(sides.items()) if not side.is_whole]
    return Box(tuple(kept))


def judgement(text: str) -> tuple[str, ValueSet]:
    """Return the side of a row that asks people to judge *text*: a dimension of its own, true."""
    return f"{_JUDGEMENT}{text}", _TRUE


def scope(text: str) -> tuple[str, ValueSet]:
    """Return the side of a row that holds only in the scope *text*, such as 人口密集地区.

    Rows with different scopes restrict different dimensions, so none is taken for a neighbour of
    the other.
    """
    return f"{_SCOPE}{text}", _TRUE


def may_cover(known: frozenset[str], of: frozenset[str]) -> bool:
    """Whether rows on the dimensions *known* count where rows on those of *of* are to be covered.

    They do if they ask for nothing further, or for all indicators of the other and more.
    """
    if known <= of:
        return True
    own = _indicators(of)
    return bool(own) and own <= known


@lru_cache(maxsize=1024)  # asked of the same few sets for each row of a table
def _indicators(names: frozenset[str]) -> frozenset[str]:
    return frozenset(name for name in names if not name.startswith((_JUDGEMENT, _SCOPE)))


class Cover(Enum):
    """Whether boxes cover another."""

    COVERED = "covered"
    OPEN = "open"
    UNDECIDED = "undecided"
    """Not settled within the steps allowed; no table written by people came near it."""


@dataclass(frozen=True, slots=True)
class Grid:
    """The cells of each dimension between which no box makes a difference.

    Attributes:
        domains: The domain of each dimension, in the order of the names.
        cuts: The bounds of the cells of each dimension, ascending.
    """

    domains: dict[str, Domain]
    cuts: dict[str, tuple[Cut, ...]]

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

    def values(self, dimension: str, bits: int) -> ValueSet:
        """Return the set of the values in the cells *bits*."""
        cuts = self.cuts[dimension]
        domain = self.domains[dimension]
        line: list[Cut] = []
        changed = bits ^ (bits << 1)  # where a cell and the one before it differ
        while changed:
            line.append(cuts[(changed & -changed).bit_length() - 1])
            changed &= changed - 1
        return ValueSet(domain, Line(tuple(line), domain.line.is_whole))

    def box(self, sides: Sides) -> Box:
        """Return *sides* as a box."""
        return box({name: self.values(name, bits) for name, bits in sides.items()})

    def point(self, sides: Sides) -> Point:
        """Return a natural point of *sides*, with the dimensions that they restrict."""
        return tuple(
            (name, self.values(name, bits).sample()) for name, bits in sorted(sides.items())
        )


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
    return Grid(
        {name: domains[name] for name in sorted(domains)},
        {name: tuple(sorted(found)) for name, found in cuts.items()},
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


@dataclass(frozen=True, slots=True)
class Covering:
    """Whether boxes together cover another one.

    Attributes:
        state: The answer.
        part: Where OPEN, the target with further restrictions: no point of it is in another box.
        used: Where COVERED, the numbers of boxes that suffice.
        steps: How many splits the answer took.
    """

    state: Cover
    part: Sides
    used: tuple[int, ...] = ()
    steps: int = 0


def cover(
    grid: Grid, target: Sides, others: Sequence[Sides], max_steps: int = MAX_STEPS
) -> Covering:
    """Return whether *others* together cover *target*.

    Exact: after *max_steps* splits UNDECIDED is returned rather than a guess.
    """
    if not all(target.values()):
        return Covering(Cover.COVERED, {})
    search = _Search(grid, max_steps)
    try:
        found = search.free(target, list(enumerate(others)))
    except _TooManyStepsError:
        return Covering(Cover.UNDECIDED, {}, steps=search.steps)
    if found is None:
        return Covering(Cover.COVERED, {}, tuple(sorted(search.used)), search.steps)
    return Covering(Cover.OPEN, found, steps=search.steps)


def uncovered(target: Box, others: Sequence[Box]) -> Point | None:
    """Return a point of *target* that is in none of *others*; None if there is none.

    The point has values on the dimensions that matter; all other dimensions may have any value.
    None is also returned in the case that `cover` cannot decide.
    """
    grid = grid_of((target, *others))
    answer = cover(grid, grid.sides(target), [grid.sides(other) for other in others])
    return grid.point(answer.part) if answer.state is Cover.OPEN else None


class _TooManyStepsError(Exception):
    """Leaves a search that takes too long; never leaves this module."""


class _Search:
    """One question about covering, with the steps it has taken and the boxes it has needed."""

    def __init__(self, grid: Grid, max_steps: int) -> None:
        self.grid = grid
        self.max_steps = max_steps
        self.steps = 0
        self.used: set[int] = set()

    def free(self, target: Sides, others: list[tuple[int, Sides]]) -> Sides | None:
        """Return a part of *target* without points of *others*, None if they cover it."""
        self.steps += 1
        if self.steps > self.max_steps:
            raise _TooManyStepsError
        while True:
            left: list[tuple[int, Sides]] = []
            for number, other in others:
                limits = self.limits(target, other)
                if limits is None:
                    continue
                if not limits:
                    self.used.add(number)
                    return None
                left.append((number, limits))
            if not left:
                return target
            escaped = self.escape(target, left)
            if escaped is None:
                return self.split(target, left)
            target, others = escaped, left

    def limits(self, target: Sides, other: Sides) -> Sides | None:
        """Return the sides of *other* that do not contain those of *target*; None if disjoint."""
        found: Sides = {}
        for name, bits in other.items():
            mine = target.get(name)
            if mine is None:
                mine = self.grid.full(name)
            if not mine & bits:
                return None
            if mine & ~bits:
                found[name] = bits
        return found

    def escape(self, target: Sides, others: list[tuple[int, Sides]]) -> Sides | None:
        """Return *target* on the cells of some dimension that no side of *others* contains.

        On such cells the boxes that restrict the dimension are out of the way, and no other cell
        could be free where these are not: the search may go on there alone.
        """
        touched: Sides = {}
        for _, other in others:
            for name, bits in other.items():
                touched[name] = touched.get(name, 0) | bits
        escaped = dict(target)
        for name, bits in touched.items():
            rest = target.get(name, self.grid.full(name)) & ~bits
            if rest:
                escaped[name] = rest
        return escaped if escaped != target else None

    def split(self, target: Sides, others: list[tuple[int, Sides]]) -> Sides | None:
        """Search what the box with fewest sides leaves over, side by side."""
        number, nearest = min(others, key=lambda other: len(other[1]))
        rest = [other for other in others if other[0] != number]
        inside = dict(target)
        for name, bits in nearest.items():
            mine = inside.get(name, self.grid.full(name))
            if mine & ~bits:
                found = self.free({**inside, name: mine & ~bits}, rest)
                if found is not None:
                    return found
            inside[name] = mine & bits
        self.used.add(number)
        return None
