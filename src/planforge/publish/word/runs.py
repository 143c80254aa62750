"""Runs: text with one look, its signs as Word has to be told them.

Three things that no plain text says: that marks which both scripts have, as “ ” … — and Ⅱ, are
Chinese ones here; that a telephone number is not torn apart at its hyphen; that a blank is a line.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from planforge.document.forms.grid import LINE
from planforge.publish.word.xml import NOTHING, Xml, joined, node, val, words

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_EITHER: Final = re.compile("[§°±·×÷\u2010-\u2027\u2030-\u205e\u2070-\u2bff]")
"""Signs for which Word takes the face of letters unless it is told that they are Chinese,
ISO/IEC 29500-1, 17.3.2.26.
"""
_CHINESE: Final = re.compile("[\u3000-\u9fff\uff00-\uffef]")
_LETTER: Final = re.compile("[A-Za-z]")
_BLANK: Final = re.compile(f"({LINE}+)")
_NO_BREAK: Final = "\u00a0"
_SPACES: Final = 4
"""So many spaces are as wide as a Chinese character."""
_FACES: Final = "<w:rFonts "
_BEHIND_LINE: Final = "<w:vertAlign "
_PIECES: Final = re.compile(r"(\n|\t|(?<=[0-9])-(?=[0-9]))")
_SIGNS: Final = {
    "\n": node("w:br"),
    "\t": node("w:tab"),
    "-": node("w:noBreakHyphen"),
}


def run(text: str, *look: Xml) -> Xml:
    """Return *text* as a run of *look*, or as several where it has blanks to write on.

    Line feeds in it end lines, tabs move on, hyphens between digits end no line.
    """
    if LINE not in text:
        return _run(text, look)
    return joined(
        *(
            _run(_NO_BREAK * _SPACES * len(piece), _underlined(look))
            if piece.startswith(LINE)
            else _run(piece, look)
            for piece in _BLANK.split(text)
        )
    )


def _run(text: str, look: Sequence[Xml]) -> Xml:
    if not text:
        return NOTHING
    look = _chinese(look) if _is_chinese(text) else look
    shape = node("w:rPr", {}, *look) if look else NOTHING
    return node("w:r", {}, shape, *_pieces(text))


def _pieces(text: str) -> Iterator[Xml]:
    for piece in _PIECES.split(text):
        if piece in _SIGNS:
            yield _SIGNS[piece]
        elif piece:
            yield node("w:t", {"xml:space": "preserve"}, words(piece))


def _is_chinese(text: str) -> bool:
    """Whether *text* has signs of either script that are Chinese ones in it."""
    if not _EITHER.search(text):
        return False
    return bool(_CHINESE.search(text)) or not _LETTER.search(text)


def _chinese(look: Sequence[Xml]) -> list[Xml]:
    """Return *look* with the hint that signs of either script are Chinese ones."""
    hint = 'w:hint="eastAsia"'
    if any(one.startswith(_FACES) for one in look):
        return [Xml(one.replace(_FACES, f"{_FACES}{hint} ", 1)) for one in look]
    at = 1 if look and look[0].startswith("<w:rStyle ") else 0
    return [*look[:at], node("w:rFonts", {"w:hint": "eastAsia"}), *look[at:]]


def _underlined(look: Sequence[Xml]) -> list[Xml]:
    """Return *look* with a line below, where the schema has it."""
    at = next((i for i, one in enumerate(look) if one.startswith(_BEHIND_LINE)), len(look))
    return [*look[:at], val("u", "single"), *look[at:]]
