"""Exact algebra of boxes: what the rows of a decision table say about all indicators at once.

A row is a box: on each indicator it names, a set of values; on all others, everything. `grid` lays
boxes on cells, `covering` says whether some cover another.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Final

from planforge.feel.domain import Flag, only
from planforge.frozen import dataclass

if TYPE_CHECKING:
    from collections.abc import Mapping

    from planforge.feel.domain import Value, ValueSet

_TRUE: Final = only(Flag(), value=True)
_JUDGEMENT: Final = "judgement:"
_SCOPE: Final = "scope:"


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
