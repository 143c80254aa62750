"""Many texts as one: a pattern runs over all of them at once, not over each by itself."""

from __future__ import annotations

import re
from bisect import bisect_right
from functools import cache
from itertools import accumulate
from typing import TYPE_CHECKING

from planforge.patterns import late

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence


_NO_BOUND = late(r"(?:[^\\^$\[]|\\[^AZ]|\[\^?)*")
"""A pattern that says nothing of where a text begins or ends."""


class Whole:
    """Texts one below the other. A plan has a thousand of them, and most patterns are in none."""

    def __init__(self, texts: Sequence[str]) -> None:
        """Join *texts*."""
        self.text = "\n".join(texts)
        self._starts = [0, *accumulate(len(text) + 1 for text in texts[:-1])]

    def touched(self, pattern: re.Pattern[str]) -> Iterator[int]:
        """Yield the numbers of all texts in which *pattern* may be found, in order.

        No other text has a match. The pattern must not demand by a negated look-ahead or
        look-behind that there be a character: a line feed stands where a text begins or ends.
        """
        last = -1
        for found in _by_line(pattern).finditer(self.text):
            first = max(last + 1, bisect_right(self._starts, found.start()) - 1)
            last = max(last, bisect_right(self._starts, found.end()) - 1)
            yield from range(first, last + 1)


@cache
def _by_line(pattern: re.Pattern[str]) -> re.Pattern[str]:
    if _NO_BOUND.fullmatch(pattern.pattern):
        return pattern
    return re.compile(pattern.pattern, pattern.flags | re.MULTILINE)


__all__ = ["Whole"]
