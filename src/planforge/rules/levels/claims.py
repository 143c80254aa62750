"""What a cell claims on where a level begins, and how likely people are to choose such a number."""

from __future__ import annotations

from math import log
from typing import TYPE_CHECKING, Final

from planforge.corpus.steps import FaultKind
from planforge.feel import Numeric, Worse, format_number
from planforge.frozen import dataclass
from planforge.rules.text.figures import number_roundness

if TYPE_CHECKING:
    from fractions import Fraction

    from planforge.corpus.steps import Axis, Fault, Side, Step
    from planforge.feel import Domain, ValueSet

SMOOTH: Final = 1000
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
    is_low = at_start is (badness(side.values.domain) > 0)
    spans = side.values.open_spans()
    bound = None if not spans else spans[0][0] if is_low else spans[-1][1]
    if bound is None:
        return Claim(None, rank, step, side)
    is_usual = bound.is_closed is is_low
    if not is_low and bound.is_closed and (one := getattr(side.values.domain, "step", 0)):
        return Claim(bound.number + one, rank, step, side)  # “up to 1 person” is “below 2”
    return Claim(bound.number, rank, step, side, is_usual=is_usual)


def bound_of(step: Step, axis: Axis, *, at_start: bool = True) -> Fraction | None:
    """Return where *step* begins, or else where the next level would; None where it is open."""
    return _claim(step, axis, step.rank, at_start=at_start).number


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
    return is_familiar(claim.number)


def is_familiar(number: Fraction) -> bool:
    """Whether people count by *number*: 1, 2, 3 or 5, with any zeros."""
    return format_number(number).replace(".", "").strip("0-") in {"", "1", "2", "3", "5"}


def starts(step: Step, axis: Axis) -> tuple[tuple[int, Fraction | None], ...]:
    """Return where *step* lets its level and the next one begin."""
    start, end = ends(step.sides[axis].values)
    return ((step.rank, start), (step.rank + 1, end))


def ends(values: ValueSet) -> tuple[Fraction | None, Fraction | None]:
    """Return the mildest and the worst bound, None where the domain itself ends."""
    spans = values.open_spans()
    if not spans:
        return None, None
    first, last = spans[0][0], spans[-1][1]
    low, high = (None if bound is None else bound.number for bound in (first, last))
    return (high, low) if badness(values.domain) < 0 else (low, high)


def badness(domain: Domain) -> int:
    """Return 1 where higher values are worse, -1 where lower ones are."""
    return -1 if domain.worse is Worse.LOWER else 1


def unevenness(low: Fraction, middle: Fraction, high: Fraction) -> int:
    """Return how far *middle* is from halfway between the others, counted up or multiplied up."""
    if low == high:
        return SMOOTH
    by_sum = abs(float((high - middle) - (middle - low)) / float(high - low))
    if min(low, middle, high) <= 0:
        return round(SMOOTH * by_sum)
    up, down = log(high / middle), log(middle / low)
    return round(SMOOTH * min(by_sum, abs((up - down) / log(high / low))))


__all__ = [
    "SMOOTH",
    "Claim",
    "badness",
    "bound_of",
    "claims",
    "ends",
    "familiarity",
    "is_familiar",
    "roundness",
    "starts",
    "unevenness",
]
