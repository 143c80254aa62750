"""How much a sheet holds: columns of Chinese characters and lines in the smallest type of a card.

An estimate, on the safe side, that needs no engine; whoever lays the card out sees for sure.
"""

from __future__ import annotations

import math
import unicodedata
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from planforge.frozen import dataclass

if TYPE_CHECKING:
    from collections.abc import Sequence

_WIDE: Final = frozenset("WFA")


@dataclass(frozen=True, slots=True)
class Sheet:
    """What a sheet holds in the smallest type.

    Attributes:
        columns: Full-width characters in a line.
        lines: Lines of text on the page.
        foot: Lines that the foot with its QR code takes.
        sides: How many of its sides are used.
    """

    columns: int
    lines: int
    foot: float
    sides: int = 1

    def part(self, widths: Sequence[int], index: int) -> float:
        """Return the characters in a line of column *index* of a table of *widths*."""
        return max(self.columns * widths[index] / sum(widths) - 0.8, 1.0)

    def step(self, *, has_limits: bool) -> float:
        """Return the characters in a line of what a step says."""
        return self.columns - (13.6 if has_limits else 2.8)


LIMIT: Final = 10.2
"""Characters in a line of a time limit."""
WALL: Final = Sheet(columns=52, lines=59, foot=6.2)
"""A4 in 10 pt."""
POCKET: Final = Sheet(columns=41, lines=45, foot=5.4)
"""A5 in 9 pt."""
_FILLED: Final = 0.85
"""How much of a sheet with two sides is used: what stays together leaves gaps."""


def both_sides(sheet: Sheet) -> Sheet:
    """Return *sheet* with what goes on overleaf."""
    return replace(sheet, lines=int(2 * sheet.lines * _FILLED), sides=2)


def width_of(text: str) -> float:
    """Return the width of *text* in full-width characters."""
    return sum(1.0 if unicodedata.east_asian_width(c) in _WIDE else 0.55 for c in text)


def lines_of(text: str, columns: float) -> int:
    """Return how many lines *text* takes, of *columns* full-width characters each."""
    return sum(max(math.ceil(width_of(line) / columns), 1) for line in text.split("\n"))
