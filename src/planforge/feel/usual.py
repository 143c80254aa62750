"""Cells such as `>= 30 人` and `[3..10) 万元`, which nearly every table consists of, read at once.

The parser reads them to the same test; it is needed for all others, and for whatever is wrong.
"""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING, Final, cast

from planforge.feel.unary import Comparison, Interval, Number, UnaryTest
from planforge.feel.units import known_unit
from planforge.patterns import late

if TYPE_CHECKING:
    from planforge.feel.unary import Operator

_NUMBER: Final = r"([0-9]{1,15}(?:\.[0-9]{1,9})?)"
_UNIT: Final = r"(?: ?([^\s0-9]+))?"
_COMPARISON: Final = late(f"(>=|<=|>|<)? ?{_NUMBER}{_UNIT}")
_INTERVAL: Final = late(rf"([\[(]){_NUMBER}\.\.{_NUMBER}([\])]){_UNIT}")


def usual_test(text: str) -> UnaryTest | None:
    """Return the test that *text* says, None if it has to be parsed."""
    if text[:1] in {"[", "("}:
        return _interval(text)
    found = _COMPARISON.fullmatch(text)
    if found is None:
        return None
    operator, digits, word = found.groups()
    unit = None if word is None else known_unit(word)
    if word is not None and unit is None:
        return None
    start, end = found.start(2), len(text)
    written = digits if word is None else digits + word
    number = Number(_exact(digits), unit, written, start=start, end=end)
    sign = cast("Operator", operator or "=")
    test = Comparison(sign, number, start=0 if operator else start, end=end)
    return UnaryTest((test,), start=test.start, end=end)


def _interval(text: str) -> UnaryTest | None:
    found = _INTERVAL.fullmatch(text)
    if found is None:
        return None
    opening, low, high, closing, word = found.groups()
    unit = None if word is None else known_unit(word)
    if word is not None and unit is None:
        return None
    test = Interval(
        Number(_exact(low), unit, low, start=found.start(2), end=found.end(2)),
        Number(_exact(high), unit, high, start=found.start(3), end=found.end(3)),
        opening == "[",
        closing == "]",
        start=0,
        end=len(text),
    )
    return UnaryTest((test,), start=0, end=len(text))


def _exact(digits: str) -> Fraction:
    return Fraction(int(digits)) if digits.isdecimal() else Fraction(digits)
