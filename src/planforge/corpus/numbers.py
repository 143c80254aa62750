"""Telephone numbers in text, however they are written: with area code or without, in groups."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Final

from planforge.frozen import dataclass
from planforge.patterns import late

if TYPE_CHECKING:
    import re
    from collections.abc import Iterable

_LEAST: Final = 7
"""Digits of a number without area code; what has fewer (119, 12345) is everybody's."""
_RUN: Final = late(r"\d(?:[ \t\u3000.·()（）\-‐‑–—－]{0,2}\d){6,}")
"""Digits of any width in groups, with what stands between groups of a number."""
_EXTENSION: Final = late(r"[-－转]\d{1,6}(?!\d)")
_PREFIXES: Final = ("", "0", "86", "086", "0086")
"""What may be dialled before a number."""
_OPEN, _CLOSE = "(（", ")）"
_OPENS, _CLOSES = frozenset(_OPEN), frozenset(_CLOSE)


def digits_of(text: str) -> str:
    """Return the digits in *text*, as ASCII."""
    return "".join(str(int(char)) for char in text if char.isdecimal())


@dataclass(frozen=True)
class Numbers:
    """Telephone numbers that a reader must not have.

    Attributes:
        hidden: Their digits, with area codes.
        shown: Digits of numbers that everybody may have.
    """

    hidden: frozenset[str]
    shown: frozenset[str] = frozenset()

    @classmethod
    def of(cls, hidden: Iterable[str], shown: Iterable[str]) -> Numbers:
        """Return the numbers written in *hidden*, those written in *shown* left out."""
        known = frozenset(digits_of(text) for text in shown)
        found = {digits for text in hidden if len(digits := digits_of(text)) >= _LEAST}
        return cls(frozenset(found - known), known)

    @cached_property
    def _local(self) -> frozenset[str]:
        """Numbers with an area code as they are dialled in the city, unless all may have them."""
        own = {digits[code:] for digits in self.hidden if digits[0] == "0" for code in (3, 4)}
        public = {digits[-size:] for digits in self.shown for size in (_LEAST, _LEAST + 1)}
        return frozenset(one for one in own if len(one) in {_LEAST, _LEAST + 1}) - public

    @cached_property
    def _sizes(self) -> tuple[int, ...]:
        return tuple(sorted({len(digits) for digits in self.hidden}, reverse=True))

    def masked(self, text: str, word: str) -> str:
        """Return *text* with *word* in place of every hidden number, with its extension.

        Brackets around *word* are left out beside those that the number stands in.
        """
        if not self.hidden:
            return text
        done, kept = 0, []
        for run in _RUN.finditer(text):
            for start, end in self._found(run):
                kept.append(text[done:start])
                done = end
                if extension := _EXTENSION.match(text, end):
                    done = extension.end()
                is_inside = text[start - 1 : start] in _OPENS or text[done : done + 1] in _CLOSES
                kept.append(word.strip(_OPEN + _CLOSE) if is_inside else word)
        return "".join(kept) + text[done:] if kept else text

    def is_in(self, text: str) -> bool:
        """Whether a hidden number stands in *text*."""
        return any(True for run in _RUN.finditer(text) for _ in self._found(run))

    def _found(self, run: re.Match[str]) -> list[tuple[int, int]]:
        """Return where in the text hidden numbers of *run* begin and end."""
        at = [run.start() + i for i, char in enumerate(run[0]) if char.isdecimal()]
        digits = digits_of(run[0])
        found: list[tuple[int, int]] = []
        begin = 0
        while begin < len(digits):
            size = self._size(digits, at, begin) if not begin or _ends(at, begin) else 0
            if size:
                start, end = at[begin], at[begin + size - 1] + 1
                held = run.string[start:end]
                if held.count("）") + held.count(")") > held.count("（") + held.count("("):
                    start -= start > 0 and run.string[start - 1] in _OPEN
                found.append((start, end))
            begin += size or 1
        return found

    def _size(self, digits: str, at: list[int], begin: int) -> int:
        """Return how many digits from *begin* on are a hidden number; 0 for none."""
        for prefix in _PREFIXES:
            if not digits.startswith(prefix, begin):
                continue
            first = begin + len(prefix)
            for size in self._sizes:
                if digits[first : first + size] in self.hidden and _ends(at, first + size):
                    return len(prefix) + size
        if begin == 0:
            for size in (_LEAST + 1, _LEAST):
                if digits[:size] in self._local and _ends(at, size):
                    return size
        return 0


def _ends(at: list[int], end: int) -> bool:
    """Whether a group of digits ends before digit *end*."""
    return end == len(at) or (end < len(at) and at[end] > at[end - 1] + 1)
