"""Figures as sentences write them, and how round they are."""

from __future__ import annotations

from fractions import Fraction
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from planforge.corpus.tables import compile_cell
from planforge.feel import Numeric, Problems, format_number
from planforge.feel.units import known_unit
from planforge.patterns import late

if TYPE_CHECKING:
    import re

    from planforge.feel import Domain, Unit

_FIGURE: Final = late(r"(\d+(?:\.\d+)?)\s*([^\d\s]{0,5})")
_CYCLES: Final = {"h": 24, "小时": 24, "min": 60, "分钟": 60}
"""Unit of time → how many of it make the next one."""


def number_roundness(number: Fraction, domain: Numeric) -> float:
    """Return the roundness of *number* in the unit of *domain*: `roundness`, of a bare number."""
    cycle = _CYCLES.get(domain.unit.symbol) if domain.unit is not None else None
    if cycle and number and (cycle % number == 0 or number % cycle == 0):
        return -1 / 2
    digits = format_number(number).replace(".", "").strip("0-")
    return -len(digits) + (len(digits) > 1 and digits.endswith("5")) / 2


def figures(text: str, domain: Domain) -> frozenset[Fraction]:
    """Return the numbers in *text* that stand with a unit of *domain*, in its own unit."""
    return frozenset(number for number, _ in written_figures(text, domain))


def written_figures(text: str, domain: Domain) -> tuple[tuple[Fraction, str], ...]:
    """Return the numbers in *text* that stand with a unit of *domain*, and how they stand there."""
    if not isinstance(domain, Numeric):
        return ()
    found = (_figure(match, domain) for match in _FIGURE.finditer(text))
    return tuple(figure for figure in found if figure is not None)


def _figure(found: re.Match[str], domain: Numeric) -> tuple[Fraction, str] | None:
    if domain.unit is None:
        return Fraction(found[1]), found[1]
    read = _read(found[1], found[2], domain)
    if read is None:
        return None
    number, end = read
    return number, found.string[found.start() : found.start(2) + end]


@lru_cache(maxsize=4096)
def _read(digits: str, words: str, domain: Numeric) -> tuple[Fraction, int] | None:
    """Return the number that *digits* before *words* are, and how much of these is its unit."""
    assert domain.unit is not None  # noqa: S101 - a bare number needs no reading
    for end in _unit_ends(words, domain.unit):
        values = compile_cell(f"{digits} {words[:end]}", domain)
        if not isinstance(values, Problems) and not values.is_empty:
            number = values.line.spans[0].low
            return None if number is None else (number, end)
    return None


@lru_cache(maxsize=4096)
def _unit_ends(words: str, unit: Unit) -> tuple[int, ...]:
    """Return how much of *words* may be a unit like *unit*, the longest first."""
    return tuple(end for end in range(len(words), 0, -1) if _is_like(words[:end], unit))


def _is_like(word: str, unit: Unit) -> bool:
    """Whether *word* is a unit that converts to *unit*, perhaps behind 万 or 亿, or those alone."""
    bare = word.lstrip("百千万亿")
    found = known_unit(word) or known_unit(bare)
    return not bare or (found is not None and found.dimension == unit.dimension)


__all__ = ["figures", "number_roundness", "written_figures"]
