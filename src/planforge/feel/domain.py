"""What values an indicator can have, and exact sets of such values.

Every domain lies on one axis of numbers: measured numbers as they are, what is counted (people,
houses, places) in steps of one, words and yes/no by their rank. So there is one algebra of sets for
all of them.
"""

from __future__ import annotations

from dataclasses import field
from enum import Enum
from fractions import Fraction
from functools import cache
from typing import TYPE_CHECKING, TypeAlias

from planforge.feel.quantity import format_number
from planforge.feel.unary import word_text
from planforge.feel.valueset import Bound, Line, Spans, ending, interval
from planforge.frozen import dataclass
from planforge.i18n import Message, msg

if TYPE_CHECKING:
    from planforge.feel.units import Unit

Value: TypeAlias = Fraction | str | bool
"""A value of an indicator: a number in the unit of its domain, a word, or yes/no."""


class Worse(Enum):
    """In which direction an indicator gets worse."""

    HIGHER = "higher"
    """Rain, deaths: the usual case."""
    LOWER = "lower"
    """Visibility, temperature in a frost, water in a drought."""
    NEITHER = "neither"
    """Nothing can be said; gaps and order are not judged on such an axis."""

    __hash__ = object.__hash__  # each exists once; domains are keys, and Enum's own way is slow


@dataclass(frozen=True, slots=True)
class Numeric:
    """Numbers in one unit between two bounds.

    Attributes:
        unit: What numbers without a unit are in; None for a pure number (AQI).
        low: Lowest value, None for none.
        high: Highest value, None for none.
        low_closed: Whether *low* itself is possible.
        high_closed: Whether *high* itself is possible.
        integer: Whether only whole numbers are possible, as for counts. Of a unit that counts
            things (people, ten thousand people) only whole things are in any case.
        worse: In which direction the indicator gets worse.
    """

    unit: Unit | None = None
    low: Fraction | None = None
    high: Fraction | None = None
    low_closed: bool = True
    high_closed: bool = True
    integer: bool = False
    worse: Worse = Worse.HIGHER
    line: Line = field(init=False, repr=False, compare=False)
    """All values on the axis."""
    _hash: int = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        """Keep the axis and the hash: every question about a set of values asks for them."""
        whole = interval(
            self.low,
            self.high,
            low_closed=self.low_closed,
            high_closed=self.high_closed,
            step=self.step,
        )
        object.__setattr__(self, "line", whole)
        bounds = (self.low, self.high, self.low_closed, self.high_closed, self.integer)
        object.__setattr__(self, "_hash", hash((self.unit, bounds, self.worse)))

    @property
    def step(self) -> int | Fraction:
        """What all values are multiples of, in the unit; 0 where any number is possible."""
        if self.unit is not None and self.unit.is_whole:
            return 1 / self.unit.factor
        return int(self.integer)

    def __hash__(self) -> int:
        """Return a hash that equal domains share."""
        return self._hash

    def rank(self, value: Value) -> Fraction | None:
        """Return the place of *value* on the axis, None if it is of another type."""
        return value if isinstance(value, Fraction) else None

    def value(self, rank: Fraction) -> Value:
        """Return the value at *rank*."""
        return rank

    def show(self, value: Value) -> Message:
        """Return *value* for readers, with its unit."""
        number = format_number(value) if isinstance(value, Fraction) else str(value)
        if self.unit is None:
            return msg("{number}", number=number)
        return msg("{number} {unit}", number=number, unit=self.unit.label)


@dataclass(frozen=True, slots=True)
class Ordered:
    """Words of a scale (蓝色 < 黄色 < 橙色 < 红色), the mildest first.

    Attributes:
        words: The words, low to high, each once.
        aliases: Other words for them (`("橙", "橙色")`).
    """

    words: tuple[str, ...]
    aliases: tuple[tuple[str, str], ...] = ()
    worse: Worse = field(default=Worse.HIGHER, kw_only=True)

    @property
    def line(self) -> Line:
        """All ranks on the axis."""
        return _ranks(len(self.words))

    def rank(self, value: Value) -> Fraction | None:
        """Return the rank of the word *value* or its alias, None for an unknown word."""
        word = value
        if value not in self.words:
            word = next((known for alias, known in self.aliases if alias == value), value)
        return Fraction(self.words.index(word)) if word in self.words else None

    def value(self, rank: Fraction) -> Value:
        """Return the word at *rank*."""
        return self.words[int(rank)]

    def show(self, value: Value) -> Message:
        """Return the word for readers."""
        return msg("{word}", word=str(value))


@dataclass(frozen=True, slots=True)
class Choice(Ordered):
    """Words without an order (台风, 暴雨); tests name them, and never compare them."""

    worse: Worse = field(default=Worse.NEITHER, kw_only=True)


@dataclass(frozen=True, slots=True)
class Flag:
    """Yes or no."""

    worse: Worse = Worse.NEITHER

    @property
    def line(self) -> Line:
        """Both ranks on the axis: no is 0, yes is 1."""
        return _ranks(2)

    def rank(self, value: Value) -> Fraction | None:
        """Return the rank of *value*, None if it is not yes or no."""
        return Fraction(value) if isinstance(value, bool) else None

    def value(self, rank: Fraction) -> Value:
        """Return yes or no."""
        return rank == 1

    def show(self, value: Value) -> Message:
        """Return yes or no for readers."""
        return msg("yes") if value else msg("no")


Domain: TypeAlias = Numeric | Ordered | Choice | Flag


@dataclass(frozen=True, slots=True)
class ValueSet:
    """A set of values of one domain; equal sets are equal values.

    Operations take sets of the same domain; another one is a mistake in the program and raises
    `ValueError`.

    Attributes:
        domain: What the values are.
        line: The values on the axis of the domain, within its bounds.
    """

    domain: Domain
    line: Line
    _worse: ValueSet | None = field(default=None, init=False, repr=False, compare=False)
    """What `worse` returned: cells written alike share one set, and every plan asks it."""
    _onwards: ValueSet | None = field(default=None, init=False, repr=False, compare=False)
    """What `onwards` returned."""
    _spans: Spans | None = field(default=None, init=False, repr=False, compare=False)
    """What `open_spans` returned."""
    _hash: int | None = field(default=None, init=False, repr=False, compare=False)
    """The hash once it was asked for."""

    def __hash__(self) -> int:
        """Return what is equal for equal sets."""
        known = self._hash
        if known is None:
            known = hash((self.domain, self.line))
            object.__setattr__(self, "_hash", known)
        return known

    @property
    def is_empty(self) -> bool:
        """Whether no value is in the set."""
        return not self.line.cuts

    @property
    def is_whole(self) -> bool:
        """Whether every value of the domain is in the set."""
        return self.line.cuts == self.domain.line.cuts

    def union(self, other: ValueSet) -> ValueSet:
        """Return the values in either set."""
        return ValueSet(self.domain, self.line | self._same(other))

    def intersect(self, other: ValueSet) -> ValueSet:
        """Return the values in both sets."""
        return ValueSet(self.domain, self.line & self._same(other))

    def difference(self, other: ValueSet) -> ValueSet:
        """Return the values in this set that are not in *other*."""
        return ValueSet(self.domain, self.line - self._same(other))

    def complement(self) -> ValueSet:
        """Return the values of the domain that are not in this set."""
        return ValueSet(self.domain, self.domain.line - self.line)

    def is_subset(self, other: ValueSet) -> bool:
        """Whether every value of this set is in *other*."""
        return self.line.is_subset(self._same(other))

    def meets(self, other: ValueSet) -> bool:
        """Whether some value of this set is in *other*."""
        return self.line.meets(self._same(other))

    def contains(self, value: Value | None) -> bool:
        """Whether *value* (in the unit of the domain) is in the set; None is in none."""
        rank = None if value is None else self.domain.rank(value)
        return rank is not None and rank in self.line

    def sample(self) -> Value:
        """Return a natural value of the set, a bound or a round number; it must not be empty."""
        return self.domain.value(self.line.sample_within(self.domain.line))

    def worse(self) -> ValueSet:
        """Return the values worse than some value of this set, and outside of it.

        Empty where the set reaches to the worst value of the domain without a hole, and on an axis
        where nothing is worse.
        """
        known = self._worse
        if known is None:
            known = self._reckoned_worse()
            object.__setattr__(self, "_worse", known)
        return known

    def onwards(self) -> ValueSet:
        """Return the values of this set and all worse ones."""
        known = self._onwards
        if known is None:
            known = self.union(self.worse())
            object.__setattr__(self, "_onwards", known)
        return known

    def _reckoned_worse(self) -> ValueSet:
        cuts, direction = self.line.cuts, self.domain.worse
        if not cuts or direction is Worse.NEITHER:
            return ValueSet(self.domain, Line((), self.line.step))
        ends = self.domain.line.cuts
        if direction is Worse.HIGHER:
            beyond = cuts[1:-1] if cuts[-1] == ends[-1] else (*cuts[1:], ends[-1])
        else:
            beyond = cuts[1:-1] if cuts[0] == ends[0] else (ends[0], *cuts[:-1])
        return ValueSet(self.domain, Line(beyond, self.line.step))

    def text(self) -> str:
        """Return the set as a unary test; `not(-)` if it is empty.

        Reading it back gives the same set, as long as its bounds have a finite decimal form.
        """
        if self.is_empty:
            return "not(-)"
        if self.is_whole:
            return "-"
        if isinstance(self.domain, Flag):
            return "true" if self.contains(value=True) else "false"
        return ", ".join(self._span_text(low, high) for low, high in self.open_spans())

    def open_spans(self) -> Spans:
        """Return the connected parts as pairs of bounds, None where the domain itself ends.

        Parts of a domain with steps are half open, as laws write them: 3以上10以下 is 3 to 9. But
        where the last number is the rounder one, it is named: 不超过2000人.
        Words have closed bounds.
        """
        known = self._spans
        if known is None:
            known = self._made_spans()
            object.__setattr__(self, "_spans", known)
        return known

    def _made_spans(self) -> Spans:
        ends = self.domain.line.cuts
        cuts = self.line.cuts
        parts: list[tuple[Bound | None, Bound | None]] = []
        for (low, high), span in zip(
            zip(cuts[::2], cuts[1::2], strict=True), self.line.spans, strict=True
        ):
            first = None if low == ends[0] or span.low is None else Bound(span.low, span.low_closed)
            last = (
                None
                if high == ends[-1] or span.high is None
                else Bound(span.high, span.high_closed)
            )
            single = span.low is not None and span.low == span.high
            if single and span.low is not None:
                first = last = Bound(span.low, is_closed=True)
            elif last is not None and self.line.step and isinstance(self.domain, Numeric):
                last = ending(last.number, self.line.step)
            parts.append((first, last))
        return tuple(parts)

    def _span_text(self, low: Bound | None, high: Bound | None) -> str:
        unit = ""
        if isinstance(self.domain, Numeric) and self.domain.unit is not None:
            unit = f" {self.domain.unit.symbol}"
        if isinstance(self.domain, Choice):
            return self._words(low, high)
        if low is not None and high is not None:
            if low == high:
                return self._bound_text(low) + unit
            left, right = "[" if low.is_closed else "(", "]" if high.is_closed else ")"
            return f"{left}{self._bound_text(low)}..{self._bound_text(high)}{right}{unit}"
        if low is not None:
            return f"{'>=' if low.is_closed else '>'} {self._bound_text(low)}{unit}"
        if high is not None:
            return f"{'<=' if high.is_closed else '<'} {self._bound_text(high)}{unit}"
        return "-"

    def _words(self, low: Bound | None, high: Bound | None) -> str:
        last = int(self.domain.line.cuts[-1][1]) - 1
        first, final = int(low.number) if low else 0, int(high.number) if high else last
        ranks = range(first, final + 1)
        return ", ".join(word_text(str(self.domain.value(Fraction(rank)))) for rank in ranks)

    def _bound_text(self, bound: Bound) -> str:
        value = self.domain.value(bound.number)
        return word_text(value) if isinstance(value, str) else format_number(bound.number)

    def _same(self, other: ValueSet) -> Line:
        if self.domain is not other.domain and self.domain != other.domain:
            message = "the sets are of different domains"
            raise ValueError(message)
        return other.line


def whole(domain: Domain) -> ValueSet:
    """Return all values of *domain*."""
    return ValueSet(domain, domain.line)


def nothing(domain: Domain) -> ValueSet:
    """Return the empty set of *domain*."""
    return ValueSet(domain, Line((), domain.line.step))


def only(domain: Domain, value: Value) -> ValueSet:
    """Return the set of *value* alone; empty where *value* is not in *domain*."""
    rank = domain.rank(value)
    if rank is None:
        return nothing(domain)
    single = interval(rank, rank, step=domain.line.step)
    return ValueSet(domain, single & domain.line)


@cache
def _ranks(count: int) -> Line:
    return interval(Fraction(0), Fraction(count - 1), step=1)
