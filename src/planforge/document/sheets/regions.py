"""Regions as rows: their areas as numbers, their levels as the files know them."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from typing import TYPE_CHECKING, Final

from planforge.document.sheets.columns import head
from planforge.document.sheets.sheet import Column, ColumnKind
from planforge.document.wording import level_of_region
from planforge.feel import Problem, parse_number
from planforge.feel.units import convert, known_unit
from planforge.model.registers import Region
from planforge.model.scales import GovernmentLevel
from planforge.patterns import late

if TYPE_CHECKING:
    from planforge.document.context import Context
    from planforge.document.sheets.sheet import Value

_AREA: Final = "平方公里"
_MEASURE: Final = late(r"([\d,.]+)[ ]*([^\d\s,.].*)")
"""A number with its unit."""


def of_region(context: Context, region: Region) -> dict[str, Value]:
    """Return the area of *region* as a number, and its level in words for all regions of it."""
    return {
        "area_km2": _square_kilometres(region.area_km2),
        "level": level_of_region(context, region.level),
    }


def _square_kilometres(written: str | None) -> Value:
    """Return an area in square kilometres; as *written* if it is no number of a unit of area."""
    match = _MEASURE.fullmatch(written or "")
    number = parse_number(match[1]) if match else None
    source, target = known_unit(match[2]) if match else None, known_unit(_AREA)
    if not isinstance(number, Fraction) or source is None or target is None:
        return written or None
    found = convert(number, source, target)
    if isinstance(found, Problem):
        return written
    return int(found) if found.denominator == 1 else float(found)


def for_region(context: Context, one: Column) -> Column:
    """Return a column of the regions: its numbers are numbers, its words those of `of_region`."""
    if one.title == head(context, Region, "area_km2"):
        return replace(one, kind=ColumnKind.NUMBER)
    if one.title == head(context, Region, "level"):
        return replace(one, choices=tuple(level_of_region(context, x) for x in GovernmentLevel))
    return one


__all__ = ["for_region", "of_region"]
