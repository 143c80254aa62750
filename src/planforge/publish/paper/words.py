"""Where lines may end besides where the rules of the language let them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterator

LONG: Final = 28
"""A Latin word of so many letters is broken if it must be."""
_TOO_LONG: Final = re.compile(rf"([!-~]{{{LONG},}})")
_DAY: Final = re.compile(r"(\d{1,2}月\d{1,2}日)")
_CHUNK: Final = 6
"""After so many letters a word that is too long may end its line."""


def pieces(text: str, *, in_table: bool) -> Iterator[tuple[str, dict[str, object]]]:
    """Yield *text* in pieces, with what is special about how their lines break.

    A word that is too long for any line may end one; a day is not torn apart in a table, where
    columns are narrow.
    """
    for part in _TOO_LONG.split(text):
        if _TOO_LONG.fullmatch(part):
            for at in range(0, len(part), _CHUNK):
                yield part[at : at + _CHUNK], {"z": 1}
        else:
            for piece in _DAY.split(part) if in_table else (part,):
                if piece:
                    yield piece, {"w": 1} if in_table and _DAY.fullmatch(piece) else {}
