"""Units of measurement: which ones a plan may write, and exact conversion between them.

Every factor is a fraction, so that 1 亿元 is 10 000 万元 and not almost that. Units convert only
within one dimension; each counted thing (人, 户, 间 …) is a dimension of its own, because ten
households are not ten people.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from planforge.feel.problem import Problem, ProblemKind, nearest
from planforge.feel.unit_table import MULTIPLIERS, TABLE
from planforge.frozen import dataclass
from planforge.i18n import msg

if TYPE_CHECKING:
    from fractions import Fraction

    from planforge.i18n import Message


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit of measurement.

    Attributes:
        symbol: The one spelling used when a test is written in its canonical form.
        dimension: Name of what it measures; `count:人` for counted things.
        factor: How many base units of the dimension one of it is, exactly.
        label: The word for readers (“毫米”, "millimetres").
        is_whole: Whether fractions of the base unit have no meaning (people, houses).
    """

    symbol: str
    dimension: str
    factor: Fraction
    label: Message
    is_whole: bool = False


def parse_unit(text: str, start: int = 0) -> Unit | Problem:
    """Return the unit spelled *text*, or a problem that names the nearest spellings.

    Args:
        text: A Chinese or Latin spelling (“毫米”, “mm”, “万人”); surrounding blanks do not count.
        start: Where *text* begins in the cell; the problem's position is counted from there.
    """
    found = known_unit(text)
    if found is not None:
        return found
    word = text.strip()
    begin = start + len(text) - len(text.lstrip())
    near = nearest(word, _spellings())
    hint = msg("Did you mean {candidates}?", candidates=near) if near else None
    if word[:1] in "eE" and word[1:].lstrip("+-").isdecimal():  # 1e6
        hint = msg("Write the whole number, or with 万 or 亿: 1000000, 100万")
    return Problem(
        ProblemKind.UNIT,
        msg("“{unit}” is not a known unit", unit=word),
        begin,
        begin + len(word),
        hint,
    )


def known_unit(text: str) -> Unit | None:
    """Return the unit spelled *text*, None where there is none: looks for no likely spellings."""
    return _spellings().get(text.strip())


def convert(value: Fraction, source: Unit, target: Unit) -> Fraction | Problem:
    """Return *value* in *source* units as the exact number of *target* units.

    The problem says which units would fit, and has no position (0, 0): only the caller knows it.
    """
    if source is target:
        return value
    if source.dimension == target.dimension:
        return value * source.factor / target.factor
    return Problem(
        ProblemKind.UNIT,
        msg(
            "“{source}” cannot be converted to “{target}”",
            source=source.label,
            target=target.label,
        ),
        0,
        0,
        msg("Use one of these units: {units}", units=units_of(target.dimension)),
    )


def units_of(dimension: str) -> tuple[str, ...]:
    """Return the symbols of all units of *dimension*, smallest first; empty for an unknown one."""
    found = {unit for unit in _spellings().values() if unit.dimension == dimension}
    return tuple(unit.symbol for unit in sorted(found, key=lambda u: (u.factor, u.symbol)))


@cache
def _spellings() -> dict[str, Unit]:
    table: dict[str, Unit] = {}
    for dimension, factor, label, spellings in TABLE:
        is_counted = dimension.startswith("count:")
        unit = Unit(spellings[0], dimension, factor, label, is_counted)
        table.update(dict.fromkeys(spellings, unit))
        for prefix, size, word in MULTIPLIERS if is_counted else ():
            larger = Unit(prefix + spellings[0], dimension, size, word(label), is_counted)
            table.update((prefix + spelling, larger) for spelling in spellings)
    return table
