"""What is spoken in a drill, cut into turns that somebody can say and others can repeat."""

from __future__ import annotations

import re
from typing import Final

from planforge.i18n import DEFAULT_LANGUAGE

MOST: Final = 60
"""Characters of a turn."""
_AFTER: Final = tuple(re.compile(f"(?<=[{signs}])") for signs in ("。！？", "；", "，", "、"))
"""Where a text may be cut, the best places first."""


def breaths(text: str, language: str) -> tuple[str, ...]:
    """Return *text* in turns of at most `MOST` characters, each as long as it can be.

    It is cut behind a sentence, else a clause, else an item of a list; what has none of these stays
    whole. Other languages than Chinese are not counted in characters: their texts stay whole.
    """
    return tuple(_cut(text, 0)) if language == DEFAULT_LANGUAGE else (text,)


def _cut(text: str, by: int) -> list[str]:
    if len(text) <= MOST or by == len(_AFTER):
        return [text]
    found: list[str] = []
    for part in filter(None, _AFTER[by].split(text)):
        for piece in _cut(part, by + 1):
            if found and len(found[-1]) + len(piece) <= MOST:
                found[-1] += piece
            else:
                found.append(piece)
    return found


__all__ = ["MOST", "breaths"]
