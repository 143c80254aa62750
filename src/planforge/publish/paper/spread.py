"""Paragraphs with a line that would be drawn apart so far that its characters read as words.

Lines are filled from the first to the last, and each is drawn as wide as the others. Where what
stays together, such as （区）, goes to the next line, the line before may be drawn apart by
more than a tenth of a character: readers of the file then find a blank behind every character, and
no search finds the words. Such paragraphs are filled as a whole, so that several lines share it.
What a long Latin word leaves free, as an address does, is too much to share: the lines of such a
paragraph end where they end.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from planforge.frozen import dataclass

if TYPE_CHECKING:
    from collections.abc import Iterator

_OPENING: Final = "（〔【《〈“‘「『"
_CLOSING: Final = "）〕】》〉”’」』，。、；：？！％"
_ATOM: Final = re.compile(
    rf"〔\d{{4}}〕|\d{{1,4}}号|[!-~]+|[{_OPENING}]*(?:[^!-~{_OPENING}{_CLOSING}]|$)"
)
_AFTER: Final = re.compile(f"[{_CLOSING}]+")
_BEFORE: Final = re.compile(f"[{_OPENING}]+$")
_PAIR: Final = re.compile(f"(?<=[{_OPENING}{_CLOSING}])[{_OPENING}{_CLOSING}]")
_YEAR: Final = re.compile(r"〔\d{4}〕")
"""Brackets that stand in a box of their own and give up the halves that are free."""
_LATIN: Final = re.compile("[!-~]")
_LONG: Final = re.compile(r"[!-~]{16}")
"""So long a word may leave more free than lines can share."""
_HALF: Final = 0.5
_APART: Final = 0.085
"""Of a character, between two: from a tenth on readers of PDF files take the gap for a blank."""
_ROOMS: Final = (-0.4, 0.0, 0.4)
"""What a line may hold more or less, since widths are estimated here."""


@dataclass(frozen=True, slots=True)
class _Chunk:
    ems: float
    signs: int


def is_loose(text: str) -> bool:
    """Whether the lines of the paragraph *text* are not drawn apart at all."""
    return _LONG.search(text) is not None


def is_spread(text: str, room: float, indent: float = 2.0) -> bool:
    """Whether a line of the paragraph *text* may be drawn apart so that blanks seem to stand in it.

    Args:
        text: All of the paragraph, its number included.
        room: How many characters wide a line is.
        indent: How many of them the first line leaves free.
    """
    chunks = list(_chunks(text))
    if all(chunk.ems <= room * _APART for chunk in chunks):
        return False
    return any(_spreads(chunks, room + more, indent) for more in _ROOMS)


def _spreads(chunks: list[_Chunk], room: float, indent: float) -> bool:
    used, signs = indent, 0
    for chunk in chunks:
        if used + chunk.ems > room and signs:
            if room - used > _APART * signs:
                return True
            used, signs = 0.0, 0
        used += chunk.ems
        signs += chunk.signs
    return False


def _chunks(text: str) -> Iterator[_Chunk]:
    """Yield what stands in one line each: a character with the marks that may not be parted."""
    at = 0
    while at < len(text):
        end = at
        while opened := _BEFORE.match(text[end : end + 1]):
            end += opened.end()
        atom = _ATOM.match(text, end)
        end = max(atom.end() if atom else end, at + 1)
        closed = _AFTER.match(text, end)
        end = closed.end() if closed else end
        chunk = text[at:end]
        latin = len(_LATIN.findall(chunk))
        half = len(_PAIR.findall(text, at, end)) + 2 * len(_YEAR.findall(chunk))
        ems = len(chunk) - (latin + half) * _HALF
        yield _Chunk(ems, len(chunk))
        at = end


__all__ = ["is_loose", "is_spread"]
