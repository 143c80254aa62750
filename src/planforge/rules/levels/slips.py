"""Which of two cells that do not fit is the slip.

A gap or an overlap stands between two cells, and as a rule one of them is right. The bound of each
is a claim on where a level begins; the claim with less behind it is the slip. What counts, the
strongest first:

1. the law grades the incident by this number;
2. the number lies between the far ends of the two cells: a level cannot begin where the next does;
3. the plan says it in words: in the wording of its rows, or in its prose;
4. other tables of the plan begin the same level by the same indicator there;
5. other cells of the plan on the indicator use the number;
6. other indicators in the same unit begin the level there (the forecast beside the measured value);
7. the number is round;
8. the steps of the ladder are quite even with it: 20, 30, 40;
9. the number is one that people choose: they count 1, 2, 3, 5, 10;
10. the steps are more even with it than with the other;
11. the bound is written as laws write it: 以上 includes the number, 以下 does not.

What does not tell the two apart leaves the answer to the next. In the end the milder level loses,
or, where the higher one asks for the wrong values as a whole, the higher one.
"""

from __future__ import annotations

from collections import Counter
from functools import cached_property
from math import log
from operator import attrgetter
from typing import TYPE_CHECKING, Final, TypeAlias

from planforge.corpus.comments import uncommented
from planforge.corpus.steps import Fault, FaultKind
from planforge.corpus.written import tables_of
from planforge.feel import Numeric, Worse, format_number
from planforge.frozen import dataclass
from planforge.rules.law.grades import legal_start
from planforge.rules.text.figures import figures, number_roundness

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from fractions import Fraction

    from planforge.corpus.ladders import Ladder
    from planforge.corpus.plan_view import PlanView
    from planforge.corpus.steps import Axis, Side, Step
    from planforge.feel import Domain, ValueSet
    from planforge.findings import Pointer

_SMOOTH: Final = 1000
"""Parts into which the unevenness of a step is counted."""


@dataclass(frozen=True, slots=True)
class Claim:
    """What a cell says on where a level begins.

    Attributes:
        number: The bound, on the axis of the indicator; None for a cell without that bound.
        rank: The level that begins there, 1 for the mildest.
        step: The row of the cell.
        side: The cell.
        is_usual: Whether the bound includes its number as laws do: the low one does, the high one
            does not.
    """

    number: Fraction | None
    rank: int
    step: Step
    side: Side
    is_usual: bool = True


Backing: TypeAlias = "Callable[[Claim], float]"
"""How much speaks for a claim: comparable between two claims on one fault only."""


def slip(first: Claim, second: Claim, backings: Iterable[Backing]) -> Claim:
    """Return the claim that the first of *backings* to tell them apart gives less; else *first*."""
    for backing in backings:
        one, other = backing(first), backing(second)
        if one != other:
            return first if one < other else second
    return first


def claims(fault: Fault) -> tuple[Claim, Claim]:
    """Return what the two cells of *fault* claim, the one of the lower level first.

    Raises:
        ValueError: The fault does not stand between two cells.
    """
    if fault.axis is None or fault.higher is None:
        raise ValueError(fault.kind)
    if fault.kind in (FaultKind.GAP, FaultKind.OVERLAP):
        lower = _claim(fault.lower, fault.axis, fault.higher.rank, at_start=False)
    else:
        lower = _claim(fault.lower, fault.axis, fault.lower.rank)
    return lower, _claim(fault.higher, fault.axis, fault.higher.rank)


def _claim(step: Step, axis: Axis, rank: int, *, at_start: bool = True) -> Claim:
    side = step.sides[axis]
    is_low = at_start is (_badness(side.values.domain) > 0)
    spans = side.values.open_spans()
    bound = None if not spans else spans[0][0] if is_low else spans[-1][1]
    if bound is None:
        return Claim(None, rank, step, side)
    is_usual = bound.is_closed is is_low
    if not is_low and bound.is_closed and getattr(side.values.domain, "integer", False):
        return Claim(bound.number + 1, rank, step, side)  # “up to 1” is “below 2” in whole numbers
    return Claim(bound.number, rank, step, side, is_usual=is_usual)


@dataclass(frozen=True)
class Evidence:
    """Everything that speaks for one of the two claims of a fault.

    Attributes:
        view: The plan.
        ladders: All its ladders; levels at equal height are compared.
        fault: What stands between the two cells.
    """

    view: PlanView
    ladders: tuple[Ladder, ...]
    fault: Fault

    @property
    def slip(self) -> Claim:
        """The claim that has less behind it."""
        lower, higher = claims(self.fault)
        between = self.fault.kind in (FaultKind.GAP, FaultKind.OVERLAP)
        return slip(
            *((lower, higher) if between else (higher, lower)),
            (
                self.is_law,
                self.is_between,
                self.is_worded,
                self.same_level,
                self.same_indicator,
                self.same_unit,
                roundness,
                self.is_even,
                familiarity,
                self.evenness,
                attrgetter("is_usual"),
            ),
        )

    def is_law(self, claim: Claim) -> float:
        """Whether the law begins the grade of the level there; 0 for all where it is silent."""
        names = self._grades(claim)
        rule, side = claim.step.rule, claim.side
        events = (*self.view.plan.event_types, rule.table)
        start = legal_start(names, side.indicator, events, side.values.domain)
        return start is not None and claim.number == start

    def is_between(self, claim: Claim) -> float:
        """Whether the bound lies between the far ends of the two cells."""
        if self.fault.kind not in (FaultKind.GAP, FaultKind.OVERLAP) or claim.number is None:
            return True
        lower, higher = claims(self.fault)
        bad = _badness(claim.side.values.domain)
        start, end = _ends(lower.side.values)[0], _ends(higher.side.values)[1]
        return (start is None or bad * start < bad * claim.number) and (
            end is None or bad * claim.number < bad * end
        )

    def is_worded(self, claim: Claim) -> float:
        """Whether the wording of the two rows says the number (2), or only the prose does (1).

        In the prose a number without a unit could be any number.
        """
        lower, higher = claims(self.fault)
        domain = claim.side.values.domain
        rows = {step.rule.pointer for step in (lower.step, higher.step)}
        said = [text for at, text in self._wordings if any(row[: len(at)] == at for row in rows)]
        if any(claim.number in figures(text, domain) for text in said):
            return 2
        prose = uncommented(self.view.prose or "")
        return getattr(domain, "unit", None) is not None and claim.number in figures(prose, domain)

    def same_level(self, claim: Claim) -> float:
        """How many other cells on the indicator begin the level, or end the one below, there."""
        axis = self._axis
        return sum(
            number == claim.number and rank == claim.rank
            for other, rank, number in self._bounds
            if other == axis
        )

    def same_indicator(self, claim: Claim) -> float:
        """How many other cells of the plan on the indicator have the number as a bound."""
        return self._used[claim.number]

    def same_unit(self, claim: Claim) -> float:
        """How many other indicators in the unit begin the level, or end the one below, there."""
        domain = claim.side.values.domain
        unit = domain.unit if isinstance(domain, Numeric) else None
        return len(
            {
                axis
                for axis, rank, number in self._bounds
                if (number, rank) == (claim.number, claim.rank)
                and axis != self._axis
                and unit is not None
                and self._units[axis] == unit
            }
        )

    def evenness(self, claim: Claim) -> float:
        """How even the steps of the ladder are with the number; 0 is perfectly even."""
        own = {
            rank: number
            for step in self._own_ladder.steps
            if step.company == claim.step.company and self._axis in step.sides
            for rank, number in _starts(step, self._axis)
            if number is not None
        }
        if claim.number is None:
            return -_SMOOTH
        steps = [number for _, number in sorted({**own, claim.rank: claim.number}.items())]
        return -sum(_unevenness(*three) for three in zip(steps, steps[1:], steps[2:], strict=False))

    def is_even(self, claim: Claim) -> float:
        """Whether all steps of the ladder are as large with the number, or as large in ratio."""
        return self.evenness(claim) == 0

    @property
    def _axis(self) -> Axis:
        assert self.fault.axis is not None  # noqa: S101 - `claims` says so
        return self.fault.axis

    def _grades(self, claim: Claim) -> tuple[str, ...]:
        """Return the names of the grades that begin with the level of *claim*."""
        step = self.fault.higher if self.fault.higher is not None else claim.step
        step = step if claim.rank == step.rank else claim.step
        if step.rule.pointer[0] == "grades":
            return (step.level,)
        level = self.view.level(step.level)
        return level.facts.grades if level is not None and step.rule.pointer[0] == "levels" else ()

    @cached_property
    def _own_ladder(self) -> Ladder:
        return next(ladder for ladder in self.ladders if self.fault.lower in ladder.steps)

    @cached_property
    def _wordings(self) -> tuple[tuple[Pointer, str], ...]:
        return tuple(
            (at, row.text) for table in tables_of(self.view) for at, row in table.rows if row.text
        )

    @cached_property
    def _bounds(self) -> tuple[tuple[Axis, int, Fraction | None], ...]:
        """Where levels begin by the cells of all ladders, those of the fault left out."""
        own = {claim.side.pointer for claim in claims(self.fault)}
        cells = {
            (axis, side.pointer): (axis, step)
            for ladder in self.ladders
            for step in ladder.steps
            for axis, side in step.sides.items()
            if side.pointer not in own
        }
        return tuple(
            (axis, rank, number)
            for axis, step in cells.values()
            for rank, number in _starts(step, axis)
        )

    @cached_property
    def _units(self) -> dict[Axis, object]:
        return {
            axis: getattr(side.values.domain, "unit", None)
            for ladder in self.ladders
            for step in ladder.steps
            for axis, side in step.sides.items()
        }

    @cached_property
    def _used(self) -> Counter[Fraction | None]:
        own = {claim.side.pointer for claim in claims(self.fault)}
        cells = {
            cell.pointer: cell
            for table in tables_of(self.view)
            for rule in self.view.compiled(table.items, table.pointer).rules
            for cell in rule.conditions
            if cell.indicator.id == self._axis[0] and cell.pointer not in own
        }
        return Counter(
            number
            for cell in cells.values()
            for values in (cell.values, cell.reach)
            if values is not None and values.domain == claims(self.fault)[0].side.values.domain
            for number in set(_ends(values)) - {None}
        )


def begins_amiss(view: PlanView, ladders: tuple[Ladder, ...], fall: Fault) -> Side | None:
    """Return the cell of the row that goes on behind a fall, if that one looks like the slip.

    Only a row of a higher level that says something on the same indicators goes on.
    """
    ends, axis = fall.higher, fall.axis
    if ends is None or axis is None:
        return None
    own = next(ladder for ladder in ladders if ends in ladder.steps)
    beyond = [
        step
        for step in own.steps
        if step.rank > ends.rank
        and step.company == ends.company
        and step.sides.keys() == ends.sides.keys()
    ]
    if not beyond or fall.witness is None:
        return None
    on = min(beyond, key=lambda step: (step.rank, step.sides[axis].start))
    apart = [
        key
        for key, side in ends.sides.items()
        if key != axis and not side.values.is_subset(on.sides[key].values)
    ]
    if not apart:
        between = Fault(FaultKind.GAP, axis, ends, on, fall.witness)
    elif len(apart) == 1 and on.sides[axis].values.contains(fall.witness):
        between = Fault(FaultKind.NARROW, apart[0], ends, on, fall.witness)
    else:
        return None
    found = Evidence(view, ladders, between).slip.side
    return found if found in on.sides.values() else None


def roundness(claim: Claim) -> float:
    """How few digits the bound has, zeros at its ends left out; 0 for the roundest.

    A five at the end is half a digit, and parts of a day or an hour are round in hours and minutes.
    A word of a scale is as round as any other, and so is a cell without the bound.
    """
    if claim.number is None or not isinstance(claim.side.values.domain, Numeric):
        return 0
    return number_roundness(claim.number, claim.side.values.domain)


def familiarity(claim: Claim) -> float:
    """Whether the bound is one of those that people count by: 1, 2, 3 and 5, with any zeros."""
    if claim.number is None or not isinstance(claim.side.values.domain, Numeric):
        return 0
    return format_number(claim.number).replace(".", "").strip("0-") in {"", "1", "2", "3", "5"}


def _starts(step: Step, axis: Axis) -> tuple[tuple[int, Fraction | None], ...]:
    """Return where *step* lets its level and the next one begin."""
    start, end = _ends(step.sides[axis].values)
    return ((step.rank, start), (step.rank + 1, end))


def _ends(values: ValueSet) -> tuple[Fraction | None, Fraction | None]:
    """Return the mildest and the worst bound, None where the domain itself ends."""
    spans = values.open_spans()
    if not spans:
        return None, None
    first, last = spans[0][0], spans[-1][1]
    low, high = (None if bound is None else bound.number for bound in (first, last))
    return (high, low) if _badness(values.domain) < 0 else (low, high)


def _badness(domain: Domain) -> int:
    return -1 if domain.worse is Worse.LOWER else 1


def _unevenness(low: Fraction, middle: Fraction, high: Fraction) -> int:
    """Return how far *middle* is from halfway between the others, counted up or multiplied up."""
    if low == high:
        return _SMOOTH
    by_sum = abs(float((high - middle) - (middle - low)) / float(high - low))
    if min(low, middle, high) <= 0:
        return round(_SMOOTH * by_sum)
    up, down = log(high / middle), log(middle / low)
    return round(_SMOOTH * min(by_sum, abs((up - down) / log(high / low))))


__all__ = [
    "Backing",
    "Claim",
    "Evidence",
    "begins_amiss",
    "claims",
    "familiarity",
    "roundness",
    "slip",
]
