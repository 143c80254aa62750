"""Cells that a hint proposes, written as the cell is that they replace."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING, Final

from planforge.feel import Ordered, Unit, Worse, convert, format_number, parse_unit
from planforge.patterns import late

if TYPE_CHECKING:
    from planforge.feel import ValueSet

_UNIT: Final = late(r"(?<=[\d\])万亿])\s*[万亿]?[^\d\s.,()\[\]<>=万亿]+$")
"""The unit at the end of a cell, with the blank before it: 万人 where 万 stands with 人."""
_NUMBER: Final = late(r"\d+(?:\.\d+)?(?:/\d+)?")


def as_cell(values: ValueSet, like: str) -> str:
    """Return *values* as a cell, in the unit of the cell *like* and spelled as there.

    In the unit of the domain where a number has no finite decimal form in that of *like*; a whole
    scale from its mildest word on.
    """
    domain = values.domain
    if values.is_whole and isinstance(domain, Ordered):
        is_low = domain.worse is Worse.LOWER
        return f"<= {domain.words[-1]}" if is_low else f">= {domain.words[0]}"
    text = values.text()
    unit = getattr(values.domain, "unit", None)
    if unit is None:
        return text
    written = _UNIT.search(like)
    spelling = written[0] if written else ""
    own = parse_unit(spelling.strip()) if spelling else unit
    if not isinstance(own, Unit):
        return text
    *parts, last = text.split(f" {unit.symbol}")
    scaled = [_in_unit(part, unit, own) for part in parts]
    if None in scaled:
        return text
    return spelling.join((*filter(None, scaled), last))


def _in_unit(text: str, unit: Unit, own: Unit) -> str | None:
    """Return *text*, whose numbers are in *unit*, with numbers in *own*; None if that cannot be."""
    found = text
    for number in reversed(list(_NUMBER.finditer(text))):
        value = convert(Fraction(number[0]), unit, own)
        shown = format_number(value) if isinstance(value, Fraction) else "/"
        if "/" in shown:
            return None
        found = found[: number.start()] + shown + found[number.end() :]
    return found
