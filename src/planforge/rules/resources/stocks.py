"""What the depots hold of a supply together, and from which of them something may be drawn."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import field
from functools import lru_cache
from typing import TYPE_CHECKING, TypeAlias

from planforge.corpus.names import fold
from planforge.frozen import dataclass
from planforge.model.base import Kind
from planforge.rules.resources.supplies import Kept, kept

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from planforge.corpus.calls import Call
    from planforge.corpus.names import Names

Pool: TypeAlias = frozenset[str]
"""Ids of the depots that something may be drawn from."""


@dataclass(frozen=True, slots=True)
class Stock:
    """A supply that all depots count in one unit, and how much each of them holds.

    Attributes:
        lines: Its entries in the registers.
        unit: What it is counted in.
        held: How much each depot holds, by id.
        everywhere: All these depots.
        total: How much they hold together.
    """

    lines: tuple[Kept, ...]
    unit: str
    held: Mapping[str, int]
    everywhere: Pool
    total: int
    _within: dict[Pool, int] = field(default_factory=dict, compare=False, repr=False)

    def within(self, pool: Pool) -> int:
        """Return how much the depots of *pool* hold."""
        if pool is self.everywhere:
            return self.total
        known = self._within.get(pool)
        if known is None:
            known = self._within[pool] = sum(self.held.get(depot, 0) for depot in pool)
        return known


@lru_cache(maxsize=1024)  # one index of names serves all plans of a run
def stock_of(names: Names, supply: str) -> Stock | None:
    """Return the stock of *supply*; None if there is none, or the depots count differently."""
    lines = kept(names, Kind.DEPOT).get(fold(supply), ())
    if len({fold(line.thing.unit) for line in lines}) != 1:
        return None
    held: dict[str, int] = defaultdict(int)
    for line in lines:
        held[line.keeper.id] += line.thing.quantity
    return Stock(lines, lines[0].thing.unit, held, frozenset(held), sum(held.values()))


def pool_of(names: Names, call: Call, stock: Stock) -> Pool | None:
    """Return where *call* draws from; None if it is judged by other rules: alone it is wrong."""
    if call.unit and call.unit != stock.unit and fold(call.unit) != fold(stock.unit):
        return None
    pool = stock.everywhere
    if call.depots:
        named = _named(names, call.depots)
        if named is None:
            return None
        pool = named
    return pool if call.quantity <= stock.within(pool) else None


@lru_cache(maxsize=1024)  # plans draw from the same few depots, one supply after the other
def _named(names: Names, depots: tuple[str, ...]) -> Pool | None:
    """Return the depots of these names; None if one of them is not clear."""
    found = [names.get(name, (Kind.DEPOT,)) for name in depots]
    if None in found:
        return None
    return frozenset(depot.id for depot in found if depot is not None)


def pools_of(pools: Iterable[Pool], stock: Stock) -> list[Pool]:
    """Return the sets of depots to add up over, the smallest first."""
    found = {*pools, stock.everywhere}
    if len(found) == 1:
        return [stock.everywhere]
    return sorted(found, key=lambda pool: (len(pool), sorted(pool)))
