"""Unary tests: the language of a cell in a decision table (a subset of DMN's FEEL).

    tests    = "-" | "not" "(" list ")" | list
    list     = test { "," test }
    test     = interval [ unit ] | operator value | value
    interval = ( "[" | "(" | "]" ) value ".." value ( "]" | ")" | "[" )
    value    = [ "-" ] number [ unit ] | word | "true" | "false" | "是" | "否"

A list holds if any of its tests holds. `(3..10)` and FEEL's other spelling `]3..10[` exclude the
bound. Whether a word or a unit fits the indicator is not decided here: `compile_test` does.
"""

from __future__ import annotations

from dataclasses import field
from typing import TYPE_CHECKING, Literal, TypeAlias

from planforge.feel.colloquial import suggest
from planforge.feel.quantity import format_number
from planforge.feel.tokens import is_plain_word
from planforge.frozen import dataclass

if TYPE_CHECKING:
    from fractions import Fraction

    from planforge.feel.units import Unit

Operator: TypeAlias = Literal["<", "<=", ">", ">=", "=", "!="]


@dataclass(frozen=True, slots=True)
class Node:
    """A part of a test; places count from 0 in the cell and play no part in equality."""

    start: int = field(default=0, compare=False, kw_only=True)
    end: int = field(default=0, compare=False, kw_only=True)


@dataclass(frozen=True, slots=True)
class Number(Node):
    """An exact number; without a unit it is in the unit of the indicator.

    Attributes:
        value: The number, 万 and 亿 already multiplied.
        unit: The unit written behind it, or behind the interval that it bounds.
        text: Digits and unit as written, without blanks, for grades such as “3级”.
    """

    value: Fraction
    unit: Unit | None = None
    text: str = field(default="", compare=False)


@dataclass(frozen=True, slots=True)
class Word(Node):
    """A word of an ordered scale or of a choice, without quotes."""

    text: str


@dataclass(frozen=True, slots=True)
class Truth(Node):
    """Yes or no."""

    value: bool


Value: TypeAlias = Number | Word | Truth


@dataclass(frozen=True, slots=True)
class Comparison(Node):
    """An operator with a value; a bare value is a comparison by `=`."""

    operator: Operator
    value: Value


@dataclass(frozen=True, slots=True)
class Interval(Node):
    """All values between two bounds, each of them included (closed) or not."""

    low: Value
    high: Value
    low_closed: bool
    high_closed: bool


@dataclass(frozen=True, slots=True)
class UnaryTest(Node):
    """What a cell says.

    Attributes:
        tests: Holds if any of these holds; empty for `-`, which always holds.
        negated: Whether the list stands in `not(…)`.
    """

    tests: tuple[Comparison | Interval, ...] = ()
    negated: bool = False

    @property
    def is_any(self) -> bool:
        """Whether the test is `-`."""
        return not self.tests


def format_unary(test: UnaryTest, *, quote_words: bool = False) -> str:
    """Return the canonical text of *test*; reading it gives an equal test.

    Args:
        test: A test whose numbers have a finite decimal form, as all that were read have.
        quote_words: Put every word in quotation marks, as DMN files need it.
    """
    if test.is_any:
        return "-"
    text = ", ".join(_test(item, quote_words=quote_words) for item in test.tests)
    return f"not({text})" if test.negated else text


def word_text(word: str) -> str:
    """Return *word* as it stands in a cell: bare where that reads back to it, else quoted."""
    return word if is_plain_word(word) and not suggest(word) else quoted(word)


def quoted(word: str) -> str:
    """Return *word* as a FEEL string."""
    escaped = word.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'


def _test(test: Comparison | Interval, *, quote_words: bool) -> str:
    if isinstance(test, Comparison):
        value = _value(test.value, quote_words=quote_words)
        return value if test.operator == "=" else f"{test.operator} {value}"
    left = "[" if test.low_closed else "("
    right = "]" if test.high_closed else ")"
    low, high, unit = test.low, test.high, ""
    if isinstance(low, Number) and isinstance(high, Number) and low.unit == high.unit:
        unit = f" {low.unit.symbol}" if low.unit else ""
        low, high = Number(low.value), Number(high.value)
    first, last = (_value(bound, quote_words=quote_words) for bound in (low, high))
    return f"{left}{first}..{last}{right}{unit}"


def _value(value: Value, *, quote_words: bool) -> str:
    if isinstance(value, Number):
        return format_number(value.value) + (f" {value.unit.symbol}" if value.unit else "")
    if isinstance(value, Truth):
        return "true" if value.value else "false"
    return quoted(value.text) if quote_words else word_text(value.text)
