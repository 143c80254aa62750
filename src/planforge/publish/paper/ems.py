"""About how wide text is, before a typesetter measures it."""

from __future__ import annotations

from typing import Final

_SAVED: Final = 0.48
"""How much narrower than a Chinese character a Latin one is, in ems."""
_CAPITAL: Final = 0.18
"""How much wider than a small letter a capital is, in ems."""
_WIDE, _WIDER = "@%&MWmw", 0.3
"""What is wider than other letters, and by how much at most."""


def ems_of(text: str) -> float:
    """Return about how wide *text* is, in ems."""
    latin = (3 * len(text) - len(text.encode("utf-8", "replace"))) / 2  # Chinese ones have 3 bytes.
    return len(text) - latin * _SAVED


def widest_ems_of(word: str) -> float:
    """Return how wide *word* is at most, in ems: for what must not be wider than its place."""
    capitals = sum(char.isupper() for char in word)
    return ems_of(word) + capitals * _CAPITAL + sum(map(word.count, _WIDE)) * _WIDER


__all__ = ["ems_of", "widest_ems_of"]
