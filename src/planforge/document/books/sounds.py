"""The order of an index: Chinese names by the sound of their characters.

GB/T 2312-1980 lists its 3,755 common characters by sound, so the code of a character tells the
letter that its sound begins with. Of a character with two sounds it knows one.
"""

from __future__ import annotations

import unicodedata
from bisect import bisect_right
from typing import Final

_FIRST: Final = (
    (0xB0A1, "A"),
    (0xB0C5, "B"),
    (0xB2C1, "C"),
    (0xB4EE, "D"),
    (0xB6EA, "E"),
    (0xB7A2, "F"),
    (0xB8C1, "G"),
    (0xB9FE, "H"),
    (0xBBF7, "J"),
    (0xBFA6, "K"),
    (0xC0AC, "L"),
    (0xC2E8, "M"),
    (0xC4C3, "N"),
    (0xC5B6, "O"),
    (0xC5BE, "P"),
    (0xC6DA, "Q"),
    (0xC8BB, "R"),
    (0xC8F6, "S"),
    (0xCBFA, "T"),
    (0xCDDA, "W"),
    (0xCEF4, "X"),
    (0xD1B9, "Y"),
    (0xD4D1, "Z"),
)
"""Code of the first character of each letter."""
_LAST: Final = 0xD7F9
OTHER: Final = "#"
"""What stands for a letter where there is none."""
_PLACES: Final = ("市", "县", "区", "省")
"""First characters of names of units that say whose they are: 市水务局 is filed under 水."""
_SHORTEST: Final = 3


def filed_as(name: str) -> str:
    """Return the part of *name* by which an index files it."""
    if len(name) >= _SHORTEST and name.startswith(_PLACES) and not name.startswith("市场"):
        return name[1:]
    return name


def initial(name: str) -> str:
    """Return the letter under which *name* stands: A to Z, or `OTHER`."""
    first = unicodedata.normalize("NFKC", name[:1]).upper()
    if first.isascii():
        return first if first.isalpha() else OTHER
    code = _code(first[0])
    if not _FIRST[0][0] <= code <= _LAST:
        return OTHER
    return _FIRST[bisect_right(_FIRST, (code, "[")) - 1][1]


def sort_key(name: str) -> tuple[str, list[int], str]:
    """Return a key that sorts names by letter, then by the sound of every character."""
    letter = initial(name)
    return ("[" if letter == OTHER else letter, [_code(char) for char in name], name)


def _code(char: str) -> int:
    return int.from_bytes(char.encode("gb18030", "replace"), "big")
