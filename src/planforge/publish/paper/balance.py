"""Widths of columns that make a table short: room goes from columns with little text to others."""

from __future__ import annotations

from itertools import product
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Sequence

_STEPS: Final = 24
_MOVES: Final = (1, 2, 4)
"""So many ems are moved at a time: often only several save a line."""
_NARROWEST: Final = 5.0
"""A column with fewer characters in a line than this gives no room away."""
_SAMPLE: Final = 40
"""So many rows stand for all."""
_WORTH_IT: Final = 3
"""A table whose rows have fewer lines than this on average stays as it is."""


def balanced(
    widths: Sequence[float],
    least: Sequence[float],
    rows: Sequence[Sequence[Sequence[float]]],
    free: float,
    size: float,
) -> list[float]:
    """Return *widths* with room moved to where it makes the rows shortest.

    Args:
        widths: Widths of the columns in points.
        least: What each must keep.
        rows: For each row and column the length of each paragraph in ems.
        free: Free space in a cell, in points.
        size: Size of the text in points.
    """
    floors = [
        max(low, min(width, _NARROWEST * size + free))
        for low, width in zip(least, widths, strict=True)
    ]
    every = max(1, len(rows) // _SAMPLE)
    sample = [row for row in rows[::every] if len(row) == len(widths)]
    found = list(widths)
    heights = _heights(found, sample, free, size)
    best = sum(map(max, heights))
    if best < _WORTH_IT * len(sample):
        return found
    for _ in range(_STEPS):
        taker = _tallest(heights, len(found))
        givers = sorted(range(len(found)), key=lambda at: _needs(heights, at))
        for giver, ems in product(givers, _MOVES):
            room = ems * size
            if giver == taker or found[giver] - room < floors[giver]:
                continue
            tried = list(found)
            tried[giver] -= room
            tried[taker] += room
            new = _heights(tried, sample, free, size)
            total = sum(map(max, new))
            if total < best:
                found, heights, best = tried, new, total
                break
        else:
            return found
    return found


def _heights(
    widths: Sequence[float], rows: Sequence[Sequence[Sequence[float]]], free: float, size: float
) -> list[list[int]]:
    """Return for each row how many lines each of its cells has."""
    fits = [max(1.0, (width - free) / size) for width in widths]
    return [
        [sum(int(ems / fit) + 1 for ems in cell) for cell, fit in zip(row, fits, strict=True)]
        for row in rows
    ]


def _tallest(heights: Sequence[Sequence[int]], columns: int) -> int:
    """Return the column that makes the most lines more than the second tallest of its row."""
    gain = [0] * columns
    for row in heights:
        first, second = sorted(row, reverse=True)[:2] if columns > 1 else (row[0], 0)
        gain[row.index(first)] += first - second
    return gain.index(max(gain))


def _needs(heights: Sequence[Sequence[int]], at: int) -> int:
    """Return how many lines column *at* has where it is the tallest, and a little for others."""
    return sum(row[at] for row in heights if row[at] == max(row)) * 10 + sum(
        row[at] for row in heights
    )
