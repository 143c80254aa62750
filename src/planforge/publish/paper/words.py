"""Where lines may end besides where the rules of the language let them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterator

LONG: Final = 28
"""A Latin word of so many letters is broken if it must be."""
_TOO_LONG: Final = re.compile(rf"([!-~]{{{LONG},}}|[—…‥·（〔【《〈“‘「『]{{{LONG // 2},}})")
"""Besides words, rows of signs after which no line ends."""
_HELD: Final = re.compile(r"((?:〔\d{4}〕|\d{1,4}号)[：；]?)")
"""Year, and number, of an official document, 〔2026〕12号: each stands in one line.

So does a colon behind it: a line may begin behind what is held together.
"""
_HELD_IN_TABLE: Final = re.compile(r"((?:\d{1,2}月\d{1,2}日|〔\d{4}〕|\d{1,4}号|[ⅠⅡⅢⅣ]级)[：；]?)")
"""In narrow columns a day and a level; year and number of a document each for itself."""
_CHUNK: Final = 6
"""After so many letters a word that is too long may end its line."""
_JOINT: Final = re.compile(r"[^/_?&=@-]*[/_?&=@-]+|[^/_?&=@-]+")
"""What stands between the joints of an address, with the joint behind it."""
_WHOLE: Final = 20
"""So many letters between two joints stay in one line of a text."""


def pieces(text: str, *, in_table: bool) -> Iterator[tuple[str, dict[str, object]]]:
    """Yield *text* in pieces, with what is special about how their lines break.

    A word that is too long for any line may end one, in a text at the joints that addresses have,
    so may a row of dashes; the number of a document is not torn apart, nor a day or a level in a
    table.
    """
    for part in _TOO_LONG.split(text):
        if _TOO_LONG.fullmatch(part):
            for piece in _chunks(part, in_table=in_table):
                yield piece, {"z": 1}
        else:
            held = _HELD_IN_TABLE if in_table else _HELD
            for piece in held.split(part):
                if piece:
                    yield piece, {"w": 1} if held.fullmatch(piece) else {}


def _chunks(word: str, *, in_table: bool) -> Iterator[str]:
    """Yield *word* in pieces behind each of which a line may end."""
    for part in [word] if in_table else _JOINT.findall(word):
        if len(part) <= _WHOLE and not in_table:
            yield part
            continue
        for at in range(0, len(part), _CHUNK):
            yield part[at : at + _CHUNK]
