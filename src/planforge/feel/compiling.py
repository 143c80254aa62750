"""Checks a unary test against the domain of its indicator and gives the exact set it describes."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from functools import cache
from typing import Final

from planforge.feel.domain import Choice, Domain, Flag, Numeric, Ordered, ValueSet, whole
from planforge.feel.problem import Problem, ProblemKind, Problems, nearest
from planforge.feel.quantity import format_number
from planforge.feel.unary import Comparison, Interval, Number, Truth, UnaryTest, Value, Word
from planforge.feel.units import convert, units_of
from planforge.feel.valueset import Line, interval
from planforge.i18n import Message, msg

_CHINESE_NUMERALS: Final = frozenset("一二三四五六七八九十百千两")


def compile_test(test: UnaryTest, domain: Domain) -> ValueSet | Problems:
    """Return the values of *domain* that satisfy *test*, in the domain's unit, or what is wrong.

    Wrong are values of another type, units of another dimension, unknown words, fractions of
    things that are counted, intervals whose bounds are in the wrong order, numbers that the domain
    ends before, and tests that no value of the domain satisfies. Every part of the list is judged;
    places are those of the test.
    """
    if test.is_any:
        return whole(domain)
    found: list[Line] = []
    problems: list[Problem] = []
    for item in test.tests:
        result = _line(item, domain)
        if isinstance(result, Problems):
            problems.extend(result)
            continue
        within = result & domain.line
        if within.is_empty:
            problems.append(_never(item, domain))
        else:
            problems.extend(_beyond(item, domain))
        found.append(within)
    if problems:
        return Problems(tuple(problems))
    line = Line((), domain.line.step)
    for part in found:
        line |= part
    if test.negated:
        line = domain.line - line
        if line.is_empty:
            return Problems((_never(test, domain),))
    return ValueSet(domain, line)


@cache
def measured(domain: Domain) -> Domain:
    """Return *domain* without steps, in which a set has the bounds that its cell is written with.

    “[10..29] people” and “[10..30) people” are the same people, and end at different numbers.
    """
    if not isinstance(domain, Numeric) or not domain.step:
        return domain
    unit = None if domain.unit is None else replace(domain.unit, is_whole=False)
    return replace(domain, unit=unit, integer=False)


def _line(test: Comparison | Interval, domain: Domain) -> Line | Problems:
    if isinstance(test, Interval):
        return _interval(test, domain)
    rank = _rank(test.value, domain)
    if isinstance(rank, Problem):
        return Problems((rank,))
    if test.operator not in ("=", "!=") and not _is_comparable(domain):
        return Problems((_incomparable(test, domain),))
    step = domain.line.step
    if test.operator in ("=", "!="):
        single = interval(rank, rank, step=step)
        return single if test.operator == "=" else domain.line - single
    is_closed = test.operator in ("<=", ">=")
    if test.operator in ("<", "<="):
        return interval(None, rank, high_closed=is_closed, step=step)
    return interval(rank, None, low_closed=is_closed, step=step)


def _interval(test: Interval, domain: Domain) -> Line | Problems:
    ranks = _rank(test.low, domain), _rank(test.high, domain)
    low, high = ranks
    if isinstance(low, Problem) or isinstance(high, Problem):
        return Problems(tuple(rank for rank in ranks if isinstance(rank, Problem)))
    if not _is_comparable(domain):
        return Problems((_incomparable(test, domain),))
    if low > high:
        message = msg("The lower bound of the interval is above the upper one")
        hint = msg("Write the smaller value first")
        return Problems((Problem(ProblemKind.RANGE, message, test.start, test.end, hint),))
    line = interval(
        low,
        high,
        low_closed=test.low_closed,
        high_closed=test.high_closed,
        step=domain.line.step,
    )
    if line.is_empty:
        message = msg("No value lies between the bounds of the interval")
        return Problems((Problem(ProblemKind.RANGE, message, test.start, test.end),))
    return line


def _beyond(test: Comparison | Interval, domain: Domain) -> list[Problem]:
    """Return the bounds of *test* that lie outside of *domain*: most often a digit too many."""
    if not isinstance(domain, Numeric) or (domain.low is None and domain.high is None):
        return []
    values = (test.low, test.high) if isinstance(test, Interval) else (test.value,)
    problems: list[Problem] = []
    for value in values:
        number = _number(value, domain)
        if isinstance(number, Problem) or not isinstance(value, Number):
            continue
        is_above = domain.high is not None and number > domain.high
        if is_above or (domain.low is not None and number < domain.low):
            message = msg(
                "{number} is beyond the values of this indicator", number=domain.show(number)
            )
            hint = msg("Its values are: {values}", values=_extent(domain))
            problems.append(_problem(ProblemKind.BEYOND, message, value, hint))
    return problems


def _is_comparable(domain: Domain) -> bool:
    return not isinstance(domain, (Choice, Flag))


def _incomparable(test: Comparison | Interval, domain: Domain) -> Problem:
    message = msg("The values of this indicator have no order")
    hint = msg("Write true or false") if isinstance(domain, Flag) else msg("List the words")
    return Problem(ProblemKind.TYPE, message, test.start, test.end, hint)


def _rank(value: Value, domain: Domain) -> Fraction | Problem:
    if isinstance(domain, Numeric):
        return _number(value, domain)
    if isinstance(domain, Flag):
        if isinstance(value, Truth):
            return Fraction(value.value)
        message = msg("This indicator is answered by yes or no")
        return _problem(ProblemKind.TYPE, message, value, msg("Write true or false"))
    return _word(value, domain)


def _number(value: Value, domain: Numeric) -> Fraction | Problem:
    if not isinstance(value, Number):
        hint = None
        if isinstance(value, Word) and value.text[:1] in _CHINESE_NUMERALS:
            hint = msg("Write the number with the digits 0 to 9")
        written = value.text if isinstance(value, Word) else _truth_text(value)
        message = msg("This indicator is a number, “{text}” is not", text=written)
        return _problem(ProblemKind.TYPE, message, value, hint)
    number = value.value
    if value.unit is not None:
        if domain.unit is None:
            message = msg(
                "This indicator has no unit, but “{unit}” is given", unit=value.unit.label
            )
            return _problem(ProblemKind.UNIT, message, value, msg("Leave the unit out"))
        converted = convert(number, value.unit, domain.unit)
        if isinstance(converted, Problem):
            message = msg(
                "“{unit}” does not measure this indicator, which is given in “{expected}”",
                unit=value.unit.label,
                expected=domain.unit.label,
            )
            units = units_of(domain.unit.dimension)
            hint = msg("Use one of these units: {units}", units=units)
            return _problem(ProblemKind.UNIT, message, value, hint)
        number = converted
    if domain.step and number % domain.step:
        message = msg("{number} is not a whole number", number=format_number(number))
        hint = msg("This indicator is counted in whole numbers")
        if domain.unit is not None and not domain.integer:
            hint = msg("“{unit}” is counted in whole numbers", unit=domain.unit.symbol)
        return _problem(ProblemKind.NUMBER, message, value, hint)
    return number


_MOST_LISTED: Final = 8
"""Words of a scale that are all told; of a longer one, those that look like what was written."""


def _word(value: Value, domain: Ordered) -> Fraction | Problem:
    text = _truth_text(value) if isinstance(value, Truth) else value.text
    rank = domain.rank(text)
    if rank is not None:
        return rank
    near = nearest(text, (*domain.words, *(alias for alias, _ in domain.aliases)))
    hint = msg("The words are: {words}", words=domain.words)
    if near and len(domain.words) > _MOST_LISTED:
        hint = msg("Did you mean {candidates}?", candidates=near)
    message = msg("“{word}” is not a word of this scale", word=text)
    return _problem(ProblemKind.WORD, message, value, hint)


def _truth_text(value: Truth) -> str:
    return "true" if value.value else "false"


def _never(test: Comparison | Interval | UnaryTest, domain: Domain) -> Problem:
    message = msg("No value of this indicator satisfies the test")
    hint = msg("Its values are: {values}", values=_extent(domain))
    return Problem(ProblemKind.NEVER, message, test.start, test.end, hint)


def _extent(domain: Domain) -> Message | str:
    if isinstance(domain, Flag):
        return "true, false"
    if isinstance(domain, Ordered):
        return msg("{words}", words=domain.words)
    bounds = domain.line.spans[0]
    if bounds.low is None and bounds.high is None:
        return msg("all numbers")
    left = "[" if bounds.low_closed else "("
    right = "]" if bounds.high_closed else ")"
    low = "-∞" if bounds.low is None else format_number(bounds.low)
    high = "+∞" if bounds.high is None else format_number(bounds.high)
    unit = f" {domain.unit.symbol}" if domain.unit is not None else ""
    return f"{left}{low}..{high}{right}{unit}"


def _problem(kind: ProblemKind, message: Message, value: Value, hint: Message | None) -> Problem:
    return Problem(kind, message, value.start, value.end, hint)
