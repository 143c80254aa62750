"""Text as a spreadsheet can hold it: names of sheets, lengths of cells, widths of columns."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, Final
from unicodedata import east_asian_width

from planforge.i18n import DEFAULT_LANGUAGE, msg

if TYPE_CHECKING:
    from collections.abc import Iterable

MOST_CHARACTERS: Final = 32_767
"""How many UTF-16 units a cell of a workbook may hold (ECMA-376)."""
MOST_IN_NAME: Final = 31
"""How many UTF-16 units the name of a sheet may have."""
_FORBIDDEN: Final = re.compile(r"[\[\]:*?/\\\x00-\x1f]")
_CONTROL: Final = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
"""Characters that XML cannot hold."""
_RESERVED: Final = frozenset({"history"})
"""Names of sheets that Excel keeps for itself."""
_STARTS: Final = ("=", "+", "-", "@", "＝", "＋", "－", "＠", "\t", "\r", "\n")
_WIDE: Final = frozenset({"W", "F", "A"})


def units(text: str) -> int:
    """Return the length of *text* in UTF-16 units, as spreadsheets count."""
    return len(text) + sum(char > "\uffff" for char in text)


def _cut(text: str, most: int) -> str:
    """Return as many whole characters of *text* as have *most* UTF-16 units."""
    if units(text) <= most:
        return text
    kept = text[:most]
    while units(kept) > most:
        kept = kept[:-1]
    return kept


def cell_text(text: str, language: str = DEFAULT_LANGUAGE) -> str:
    """Return *text* as a cell can hold it: cut with a note if it is too long."""
    clean = _CONTROL.sub("\ufffd", text.replace("\r\n", "\n").replace("\r", "\n"))
    if units(clean) <= MOST_CHARACTERS:
        return clean
    note = msg("… (cut here: {count} characters in all)", count=len(clean)).render(language)
    return _cut(clean, MOST_CHARACTERS - units(note)) + note


def could_be_formula(text: str) -> bool:
    """Whether a spreadsheet might take *text* for a formula if somebody typed it."""
    return text.startswith(_STARTS)


def sheet_names(titles: Iterable[str]) -> list[str]:
    """Return a valid name for each sheet called *titles*, no two alike."""
    found: list[str] = []
    taken = set(_RESERVED)
    for title in titles:
        plain = _FORBIDDEN.sub(" ", _CONTROL.sub(" ", title)).strip().strip("'") or "-"
        name, count = _cut(plain, MOST_IN_NAME).strip(), 1
        while name.casefold() in taken:
            count += 1
            mark = f"（{count}）"
            name = _cut(plain, MOST_IN_NAME - units(mark)).strip() + mark
        taken.add(name.casefold())
        found.append(name)
    return found


def width(text: str) -> int:
    """Return how many half-width characters the longest line of *text* takes."""
    return max((line_width(line) for line in text.split("\n")), default=0)


@lru_cache(maxsize=32768)
def line_width(line: str) -> int:
    """Return how many half-width characters *line* takes."""
    if line.isascii():
        return len(line)
    return sum(2 if east_asian_width(char) in _WIDE else 1 for char in line)


def header_text(text: str, most: int) -> str:
    """Return *text* for the head or foot of a printed page: & doubled, *most* characters."""
    return _cut(text.replace("\n", " "), most).replace("&", "&&")


__all__ = [
    "MOST_CHARACTERS",
    "MOST_IN_NAME",
    "cell_text",
    "could_be_formula",
    "header_text",
    "line_width",
    "sheet_names",
    "units",
    "width",
]
