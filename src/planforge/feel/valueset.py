"""Exact sets of values on one axis, as unions of intervals.

A set is kept as the sorted cuts of its axis between inside and outside. A cut lies just before or
just after a number, which says open or closed without a case for each; one set has one sequence of
cuts, so equal sets are equal values. On an axis that has steps, as of whole numbers, every cut lies
before a number.
"""

from __future__ import annotations

from bisect import bisect_right
from fractions import Fraction
from math import ceil, floor
from typing import TYPE_CHECKING, Final, TypeAlias

from planforge.feel.quantity import format_number
from planforge.frozen import dataclass

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

Cut: TypeAlias = tuple[int, int | Fraction, int]
"""Where inside and outside change: (-1, 0, 0) before everything, (1, 0, 0) behind everything, and
(0, number, 0) just before, (0, number, 1) just after a number. Tuples sort as the axis does. Whole
numbers are `int`, which compares and hashes many times faster than `Fraction`.
"""
BOTTOM: Final[Cut] = (-1, 0, 0)
TOP: Final[Cut] = (1, 0, 0)
_CONNECTED: Final = 2
"""How many cuts a connected set has: nearly all sets are, and are answered without a walk."""


@dataclass(frozen=True, slots=True)
class Span:
    """A connected part of a set; a bound of None is infinite."""

    low: Fraction | None
    high: Fraction | None
    low_closed: bool
    high_closed: bool


@dataclass(frozen=True, slots=True)
class Line:
    """A set of numbers; equal sets are equal values.

    Attributes:
        cuts: Strictly ascending, of even number: inside from each even one to the next.
        step: What all numbers of the axis are multiples of: 1 for whole ones; 0 if any number is.
    """

    cuts: tuple[Cut, ...] = ()
    step: int | Fraction = 0

    @property
    def is_empty(self) -> bool:
        """Whether no number is in the set."""
        return not self.cuts

    @property
    def spans(self) -> tuple[Span, ...]:
        """The connected parts in ascending order; steps give closed bounds."""
        return tuple(
            self._span(low, high) for low, high in zip(self.cuts[::2], self.cuts[1::2], strict=True)
        )

    def __or__(self, other: Line) -> Line:
        """Return the numbers in either set."""
        mine, others = self.cuts, other.cuts
        self._check(other)
        if not others or mine == others:
            return self
        if not mine:
            return other
        if len(mine) == len(others) == _CONNECTED:
            if mine[1] < others[0]:
                return Line(mine + others, self.step)
            if others[1] < mine[0]:
                return Line(others + mine, self.step)
            return Line((min(mine[0], others[0]), max(mine[1], others[1])), self.step)
        return self._merged(other, lambda mine, others: mine or others)

    def __and__(self, other: Line) -> Line:
        """Return the numbers in both sets."""
        mine, others = self.cuts, other.cuts
        self._check(other)
        if not mine or mine == others:
            return self
        if not others:
            return other
        if len(mine) == len(others) == _CONNECTED:
            low, high = max(mine[0], others[0]), min(mine[1], others[1])
            return Line((low, high) if low < high else (), self.step)
        return self._merged(other, lambda mine, others: mine and others)

    def __sub__(self, other: Line) -> Line:
        """Return the numbers in this set that are not in *other*."""
        mine, others = self.cuts, other.cuts
        self._check(other)
        if not mine or not others:
            return self
        if len(mine) == len(others) == _CONNECTED:
            if others[1] <= mine[0] or mine[1] <= others[0]:
                return self
            before = (mine[0], others[0]) if mine[0] < others[0] else ()
            behind = (others[1], mine[1]) if others[1] < mine[1] else ()
            return Line(before + behind, self.step)
        return self._merged(other, lambda mine, others: mine and not others)

    def __contains__(self, value: Fraction) -> bool:
        """Whether *value* is in the set; on an axis with steps, only their multiples are."""
        number = _plain(value)
        if self.step and number % self.step:
            return False
        return bisect_right(self.cuts, (0, number, 0)) % 2 == 1

    def is_subset(self, other: Line) -> bool:
        """Whether every number of this set is in *other*."""
        mine, others = self.cuts, other.cuts
        self._check(other)
        for low, high in zip(mine[::2], mine[1::2], strict=True):
            place = bisect_right(others, low)
            if place % 2 == 0 or others[place] < high:
                return False
        return True

    def meets(self, other: Line) -> bool:
        """Whether some number is in both sets."""
        mine, others = self.cuts, other.cuts
        self._check(other)
        if len(mine) == len(others) == _CONNECTED:
            return mine[0] < others[1] and others[0] < mine[1]
        return not (self & other).is_empty

    def sample(self) -> Fraction:
        """Return a number of the set that a reader finds natural; the set must not be empty.

        The lower bound where it belongs to the set, else the upper one, else the roundest number;
        the first connected part that has its lower bound wins.
        """
        spans = self.spans
        closed = next((span for span in spans if span.low_closed), spans[0])
        if closed.low is not None and closed.low_closed:
            return closed.low
        if closed.high is not None and closed.high_closed:
            return closed.high
        return _roundest(closed.low, closed.high)

    def sample_within(self, around: Line) -> Fraction:
        """Return a number of the set as `sample` does, but no far end of an axis below zero.

        What may be below zero, such as a temperature, is rarely as low or as high as it can be: the
        whole number next to the other end of the part is more like it, or zero.

        Args:
            around: All numbers of the axis, of which the set is a part.
        """
        found, (lowest, highest) = self.sample(), (around.spans[0].low, around.spans[-1].high)
        if lowest is None or lowest >= 0 or found not in {lowest, highest}:
            return found
        near = Fraction(0)
        part = next(span for span in self.spans if found in {span.low, span.high})
        if found == lowest and part.high is not None and part.high != highest:
            near = part.high if part.high_closed else Fraction(ceil(part.high) - 1)
        elif found == highest and part.low is not None and part.low != lowest:
            near = Fraction(floor(part.low) + 1)
        return near if near in self else found

    def _check(self, other: Line) -> None:
        if self.step != other.step:
            message = "sets of numbers in different steps do not mix"
            raise ValueError(message)

    def _merged(self, other: Line, keep: Callable[[bool, bool], bool]) -> Line:
        mine, others = self.cuts, other.cuts
        cuts: list[Cut] = []
        i = j = 0
        inside = False
        while i < len(mine) or j < len(others):
            # An odd number of cuts passed means inside: no need to hash numbers, which is slow.
            if j == len(others) or (i < len(mine) and mine[i] < others[j]):
                cut = mine[i]
                i += 1
            else:
                cut = others[j]
                i += i < len(mine) and mine[i] == cut
                j += 1
            if keep(i % 2 == 1, j % 2 == 1) is not inside:
                inside = not inside
                cuts.append(cut)
        return Line(tuple(cuts), self.step)

    def _span(self, low: Cut, high: Cut) -> Span:
        first = None if low[0] else Fraction(low[1])
        last = None if high[0] else Fraction(high[1])
        if self.step:
            last = None if last is None else last - self.step
            return Span(first, last, first is not None, last is not None)
        return Span(
            first, last, first is not None and not low[2], last is not None and bool(high[2])
        )


def interval(
    low: Fraction | None,
    high: Fraction | None,
    *,
    low_closed: bool = True,
    high_closed: bool = True,
    step: int | Fraction = 0,
) -> Line:
    """Return all numbers from *low* to *high*; None is infinite, a closed bound is included.

    Empty where no number lies between the bounds. With a *step* only its multiples are meant,
    and bounds that are none move inwards.
    """
    first = BOTTOM if low is None else (0, _plain(low), 0 if low_closed else 1)
    last = TOP if high is None else (0, _plain(high), 1 if high_closed else 0)
    if step:
        first, last = _before_multiple(first, step), _before_multiple(last, step)
    return Line((first, last) if first < last else (), step)


def union(lines: Iterable[Line], *, step: int | Fraction = 0) -> Line:
    """Return the numbers in any of *lines*; empty for none."""
    whole = Line((), step)
    for line in lines:
        whole |= line
    return whole


def _before_multiple(cut: Cut, step: int | Fraction) -> Cut:
    kind, value, side = cut
    if kind:
        return cut
    number = value // step + 1 if side else -(-value // step)
    return (0, _plain(Fraction(number * step)), 0)


def _plain(number: Fraction) -> int | Fraction:
    return number.numerator if number.denominator == 1 else number


def _roundest(low: Fraction | None, high: Fraction | None) -> Fraction:
    """Return the number strictly between the bounds that has fewest digits, the nearest to zero."""
    if (low is None or low < 0) and (high is None or high > 0):
        return Fraction(0)
    if low is None or (high is not None and high <= 0):
        return -_roundest(None if high is None else -high, None if low is None else -low)
    step = Fraction(1)
    while step * 10 <= low:
        step *= 10
    while True:
        candidate = (floor(low / step) + 1) * step
        if high is None or candidate < high:
            return candidate
        step /= 10


@dataclass(frozen=True, slots=True)
class Bound:
    """One end of a connected part of a set, on the axis of the domain."""

    number: Fraction
    is_closed: bool


def ending(number: Fraction, step: int | Fraction) -> Bound:
    """Return the end of a part with *number* as its last: that, or the next one if as round."""
    behind = number + step
    if _digits(behind) > _digits(number):
        return Bound(number, is_closed=True)
    return Bound(behind, is_closed=False)


def _digits(number: Fraction) -> int:
    return len(format_number(number).replace(".", "").strip("0"))


Spans: TypeAlias = "tuple[tuple[Bound | None, Bound | None], ...]"
"""The connected parts of a set, each from one bound to the other; None is no bound."""
