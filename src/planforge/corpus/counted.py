"""What is known of a number of places that reach something, from all that is told of them.

A place that reaches 超保证 reaches 超警戒, too. So one number says something of others: as many or
more places are beyond a milder bound, as many or fewer beyond a worse one.
"""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING, NamedTuple

from planforge.corpus.tables import compile_cell
from planforge.feel import Problems, ValueSet, only
from planforge.feel.valueset import interval

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from planforge.corpus.tables import Condition
    from planforge.feel import Value


class Counts(NamedTuple):
    """How many places there can be.

    Attributes:
        least: The fewest.
        values: All numbers possible.
        is_open: Whether no number is too great: *least* is then what is known, and more is worse.
    """

    least: Fraction
    values: ValueSet
    is_open: bool


def counts(cell: Condition, facts: Mapping[str, Value]) -> Counts | None:
    """Return how many places can reach what *cell* counts; None where nothing is known of it.

    *facts* are values by dimension. A number told for one value, such as 超保证, is that of the
    places that reach it; where numbers are told for several values, they are of different places.
    A value told for the indicator itself is that of one place at least.
    """
    if cell.reach is None:
        return None
    domain, at_least, at_most = cell.reach.domain, Fraction(0), None
    single: list[tuple[ValueSet, Fraction]] = []
    for told, number in _told(cell, facts):
        if told == only(domain, told.sample()):
            single.append((told, number))
        else:
            if told.is_subset(cell.reach):
                at_least = max(at_least, number)
            if cell.reach.is_subset(told):
                at_most = number if at_most is None else min(at_most, number)
    at_least = max(at_least, sum((n for v, n in single if v.is_subset(cell.reach)), Fraction(0)))
    onwards = [values.onwards() for values, _ in single]
    if any(
        cell.reach.is_subset(one) and all(v.is_subset(one) for v, _ in single) for one in onwards
    ):
        total = sum((number for _, number in single), Fraction(0))
        at_most = total if at_most is None else min(at_most, total)
    known = facts.get(cell.indicator.id)
    if known is not None and cell.reach.contains(known):
        at_least = max(at_least, Fraction(1))
    if (not at_least and at_most is None) or (at_most is not None and at_most < at_least):
        return None
    places = cell.values.domain
    line = interval(at_least, at_most, high_closed=True, step=1)
    return Counts(at_least, ValueSet(places, line & places.line), at_most is None)


def _told(cell: Condition, facts: Mapping[str, Value]) -> Iterator[tuple[ValueSet, Fraction]]:
    """Yield the numbers of places told for the indicator of *cell*, with what they reach."""
    assert cell.reach is not None  # noqa: S101 - asked for cells that count only
    for dimension, number in facts.items():
        indicator, counted, test = dimension.partition("#")
        if counted and indicator == cell.indicator.id and isinstance(number, Fraction):
            values = compile_cell(test, cell.reach.domain)
            if not isinstance(values, Problems) and not values.is_empty:
                yield values, number


__all__ = ["Counts", "counts"]
