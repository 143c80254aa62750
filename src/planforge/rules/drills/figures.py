"""Figures that texts of injects tell of an indicator, in whatever order and signs people write."""

from __future__ import annotations

import re
from fractions import Fraction
from functools import cache
from typing import TYPE_CHECKING, Final, NamedTuple

from planforge.feel.colloquial import spelled

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

_IS: Final = "(?:已经?|累计)?(?:[达升涨降增]?[到至]|达|[为是占：:了])?"
_NUMBER: Final = (
    r"(?P<number>\d+(?:\.\d+)?|[一二两三四五六七八九十百千][零一二两三四五六七八九十百千]*)"
)
_WHOLE: Final = (
    r"(?<![\d.第近约超过少多又增另零一二两三四五六七八九十百千])"
    "(?<!其中)(?<!其中有)(?<!另有)(?<!又有)(?<!没有)(?<!无)"
)
"""Before a figure that is neither a part of the count nor a rough one."""
_PERSONS: Final = "人"
_OF_PERSONS: Final = " ?(?:[名位]人?|个(?=[人工职员群村居孩老学男女])人?|人)"
_SHARE: Final = "%"
_TENTHS: Final = "成"
_UP_TO: Final = "[^，。；、！？：,;\\d]{0,6}?"
_ALSO_CALLED: Final = {
    "死亡": ("死了", "遇难", "身亡", "丧生"),
    "失踪": ("失联", "下落不明"),
    "被困": ("困住", "困在里", "没出来", "没有出来", "没能出来", "出不来"),
}
"""What callers say for what indicators are called."""


class Figure(NamedTuple):
    """A figure in a text.

    Attributes:
        words: What stands there.
        value: The figure, in the unit of the indicator.
        off: By how much the value that is meant may differ from it, as it is rounded.
    """

    words: str
    value: Fraction
    off: Fraction

    def fits(self, value: Fraction) -> bool:
        """Whether *value* is the figure, to as many places as it has."""
        return abs(value - self.value) <= self.off


def figures(text: str, stems: Collection[str], unit: str) -> tuple[Figure, ...]:
    """Return the figures that *text* tells of an indicator, in the order of the text.

    Args:
        text: What is told.
        stems: What the indicator is called, without 人数, 量 and the like.
        unit: Its unit.
    """
    called = {word for stem in stems for word in (stem, *_ALSO_CALLED.get(stem, ()))}
    known = tuple(sorted((x for x in called if x in text), key=lambda one: (-len(one), one)))
    if not known:
        return ()
    found = {match.start(): match for one in _patterns(known, unit) for match in one.finditer(text)}
    return tuple(figure for at in sorted(found) for figure in _figure(found[at]))


@cache
def _patterns(known: tuple[str, ...], unit: str) -> tuple[re.Pattern[str], ...]:
    words = "|".join(map(re.escape, known))
    behind = f"(?<![\\d一-九十报来])(?:{words})(?:人?数|量)?{_IS}"
    if unit == _PERSONS:
        return (
            re.compile(f"{behind}{_NUMBER}{_OF_PERSONS}"),
            re.compile(f"{_WHOLE}{_NUMBER}{_OF_PERSONS}{_UP_TO}(?:{words})"),
        )
    if unit == _SHARE:
        return (
            re.compile(f"{behind}(?:百分之)?{_NUMBER} ?(?P<unit>[%％{_TENTHS}])?(?P<half>半)?"),
        )
    return (re.compile(f"{behind}{_NUMBER} ?{re.escape(unit)}"),)


def _figure(match: re.Match[str]) -> Iterator[Figure]:
    """Yield the figure of *match*; nothing where its words are no number."""
    written = match["number"]
    parts = match.groupdict()
    if "unit" in parts and not (parts["unit"] or "百分之" in match[0]):
        return
    if written[0].isdigit():
        value, places = Fraction(written), len(written.partition(".")[2])
    else:
        number = spelled(written)
        if number is None:
            return
        value, places = Fraction(number), 0
    off = Fraction(1, 2 * 10**places)
    if parts.get("unit") == _TENTHS:
        value, off = 10 * value, 10 * off
        if parts["half"]:
            value, off = value + 5, Fraction(off, 2)
    yield Figure(match[0], value, off)


__all__ = ["Figure", "figures"]
