"""Bands of figures in a sentence, such as 小于5年, 5年以上20年以下 and 20年以上."""

from __future__ import annotations

from fractions import Fraction
from itertools import pairwise
from typing import Final, NamedTuple

from planforge.patterns import late

_N: Final = r"\d+(?:\.\d+)?"
_BELOW: Final = "不足|小于|低于|少于|不到|未达到?"
_BAND: Final = late(
    rf"(?:{_BELOW})(?P<top>{_N})(?P<unit0>[^\d\s，。；、以]{{1,4}}?)(?=[的为是属、，；。（]|$)"
    rf"|(?P<low>{_N})(?P<unit1>[^\d\s，。；、以至到—～~-]{{0,4}})"
    rf"(?:（含）|\(含\))?(?:(?:及?以上|至|到|[—～~-])[、，]?(?:{_BELOW})?(?P<high>{_N})"
    r"(?P<unit2>[^\d\s，。；、以的为是属]{1,4}?)(?:（不含）)?(?:以下|以内)?(?=[的为是属、，；。（以]|$)|及?(?P<open>以上))"
    rf"|(?P<under>{_N})(?P<unit3>[^\d\s，。；、以]{{1,4}})(?P<under_word>以下)"
)
_LEAST: Final = 3
"""Bands from which on a sentence lays down a scale."""


class Band(NamedTuple):
    """A band of figures: from *low* to *high*, None where it is open."""

    low: Fraction | None
    high: Fraction | None
    unit: str
    text: str
    start: int
    end: int


def misfit(text: str) -> tuple[Band, Band, bool] | None:
    """Return two neighbouring bands of a scale in *text* that do not fit, and whether it is a gap.

    A scale is of one unit, has three bands or more, one of them open, and goes one way.
    """
    if "以上" not in text:
        return None
    bands = _bands(text)
    if len(bands) < _LEAST or len({band.unit for band in bands}) > 1:
        return None
    if not any(band.low is None or band.high is None for band in bands):
        return None
    falls = bands[0].high is None
    for one, other in pairwise(bands):
        lower, higher = (other, one) if falls else (one, other)
        if lower.high is None or higher.low is None:
            return None  # not one behind the other: several scales, or none
        if lower.high != higher.low:
            return one, other, lower.high < higher.low
    return None


def _bands(text: str) -> list[Band]:
    found: list[Band] = []
    for one in _BAND.finditer(text):
        unit = one["unit0"] or one["unit2"] or one["unit1"] or one["unit3"] or ""
        low = one["low"]
        high = one["top"] or one["high"] or one["under"]
        found.append(
            Band(
                Fraction(low) if low else None,
                Fraction(high) if high else None,
                unit,
                one[0],
                *one.span(),
            )
        )
    return found


__all__ = ["Band", "misfit"]
