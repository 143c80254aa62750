"""Columns that text takes on a terminal, and where a line of Chinese may break."""

from __future__ import annotations

import unicodedata
from typing import Final

_NOT_FIRST: Final = frozenset("，。、；：？！）》〉」』】”’…—·,.;:?!)]}%％")
"""Signs that may not begin a line."""
_NOT_LAST: Final = frozenset("（《〈「『【“‘([{")
"""Signs that may not end a line."""


def width(text: str) -> int:
    """Return the columns of *text*: two for a full-width character, none for a combining one."""
    return len(text) if text.isascii() else sum(map(_width, text))


def _width(char: str) -> int:
    if unicodedata.east_asian_width(char) in "WF":
        return 2
    return 0 if unicodedata.category(char) in {"Mn", "Me", "Cf"} else 1


def wrap(text: str, room: int) -> list[str]:
    """Return *text* in lines of at most *room* columns: broken at spaces and in Chinese anywhere.

    A closing sign does not begin a line, an opening one does not end it. Only a word or a run of
    signs that is wider than *room* makes a longer line.
    """
    lines: list[str] = []
    line = ""
    used = 0
    for piece in _pieces(text):
        size = width(piece.rstrip())
        if line and used + size > room:
            lines.append(line.rstrip())
            line, used = "", 0
        line += piece
        used += width(piece)
    return [*lines, line.rstrip()] if line.strip() else lines


def _pieces(text: str) -> list[str]:
    """Return the parts of *text* that stay together, spaces with the part before them."""
    pieces: list[str] = []
    before = ""
    for char in text:
        starts = (
            bool(before)
            and char != " "
            and char not in _NOT_FIRST
            and before not in _NOT_LAST
            and (before == " " or _width(char) > 1 or _width(before) > 1)
        )
        if starts or not pieces:
            pieces.append(char)
        else:
            pieces[-1] += char
        before = char
    return pieces


__all__ = ["width", "wrap"]
