"""The marks of list items as printed: （1）, 1., ①, a), iv."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from docutils import nodes

if TYPE_CHECKING:
    from collections.abc import Callable

_LETTERS: Final = 26
_CIRCLED: Final = 10
"""Numbers in circles that the faces of print have."""
_ROMAN: Final = (
    (1000, "m"),
    (900, "cm"),
    (500, "d"),
    (400, "cd"),
    (100, "c"),
    (90, "xc"),
    (50, "l"),
    (40, "xl"),
    (10, "x"),
    (9, "ix"),
    (5, "v"),
    (4, "iv"),
    (1, "i"),
)


def mark_of(listed: nodes.Element, at: int) -> str:
    """Return the mark of the item of *listed* at index *at*; empty for a bullet."""
    if not isinstance(listed, nodes.enumerated_list):
        return ""
    number = int(listed.get("start", 1)) + at
    kind = str(listed.get("enumtype", "arabic"))
    text = _WRITTEN.get(kind, str)(number)
    return f"{listed.get('prefix', '')}{text}{listed.get('suffix', '.')}"


def _letter(number: int) -> str:
    return chr(ord("a") + (number - 1) % _LETTERS) if number > 0 else str(number)


def _circled(number: int) -> str:
    return chr(ord("①") + number - 1) if 0 < number <= _CIRCLED else f"（{number}）"


def _roman(number: int) -> str:
    found, left = "", number
    for value, letters in _ROMAN:
        times, left = divmod(left, value)
        found += letters * times
    return found or str(number)


_WRITTEN: Final[dict[str, Callable[[int], str]]] = {
    "circled": _circled,
    "loweralpha": _letter,
    "upperalpha": lambda number: _letter(number).upper(),
    "lowerroman": _roman,
    "upperroman": lambda number: _roman(number).upper(),
}
