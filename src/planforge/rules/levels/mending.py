"""What to write in two cells that do not fit: first that which looks wrong, as it was meant."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from planforge.corpus.steps import FaultKind
from planforge.feel import Flag, Numeric, nothing, only
from planforge.i18n import msg
from planforge.rules.levels.named_sides import name_of, text_of
from planforge.rules.levels.proposed import as_cell

if TYPE_CHECKING:
    from planforge.corpus.steps import Fault, Side, Step
    from planforge.feel import ValueSet
    from planforge.i18n import Message
    from planforge.model.plan import Plan


def mending(plan: Plan, fault: Fault, amiss: Side) -> Message:
    """Return what to do about *fault*, which stands between two cells of *plan*.

    Args:
        plan: The plan.
        fault: A gap, an overlap, one level narrower than the next, or levels in the wrong order.
        amiss: That of the two cells that looks wrong.
    """
    assert fault.axis is not None  # noqa: S101 - the two cells lie along it
    assert fault.higher is not None  # noqa: S101 - asked of faults between two steps only
    low, high = fault.lower.sides[fault.axis], fault.higher.sides[fault.axis]
    match fault.kind:
        case FaultKind.GAP:
            between = low.values.worse().difference(high.values.onwards())
            lower = between if _is_zero(low.values) else low.values.union(between)
            cells = lower, high.values.union(between)
            (level, cell), (other_level, other) = _written(plan, fault, amiss, *cells)
            return msg(
                "Let one begin where the other ends: write “{cell}” for {level}, or “{other}” for "
                "{other_level}",
                cell=cell,
                level=level,
                other=other,
                other_level=other_level,
            )
        case FaultKind.OVERLAP:
            return _part(plan, fault, amiss)
        case FaultKind.NARROW:
            right, wrong = (high, low) if amiss is low else (low, high)
            return msg(
                "Let both ask for the same: “{cell}” or “{other}”",
                cell=text_of(plan, right),
                other=text_of(plan, wrong),
            )
        case _:
            rest = high.values.intersect(low.values.worse())
            if amiss is low or rest.is_empty:
                return msg(
                    "The higher level must need the worse values; correct one of the two cells"
                )
            return msg(
                "The higher level must need the worse values: write “{cell}” for {level}, or "
                "correct the lower one",
                cell=as_cell(rest, text_of(plan, high)),
                level=fault.higher.level,
            )


def _part(plan: Plan, fault: Fault, amiss: Side) -> Message:
    """Return how to tell two levels apart, of which one may hold all of the other."""
    assert fault.axis is not None  # noqa: S101 - the two cells lie along it
    assert fault.higher is not None  # noqa: S101 - asked of faults between two steps only
    side, high = fault.lower.sides[fault.axis], fault.higher.sides[fault.axis].values
    low = side.values
    lower, higher = low.difference(high), high.difference(low)
    if lower.is_empty and amiss is side:
        lower, higher = _one_less(low), nothing(high.domain)
    elif lower.is_empty:
        higher = higher.intersect(low.worse())
    elif higher.is_empty:
        lower = lower.difference(high.onwards())
    match _written(plan, fault, amiss, lower, higher):
        case [(level, cell), (other_level, other)]:
            return msg(
                "Let one end where the other begins: write “{cell}” for {level}, or “{other}” for "
                "{other_level}",
                cell=cell,
                level=level,
                other=other,
                other_level=other_level,
            )
        case [(level, cell)]:
            return msg(
                "Let one end where the other begins: write “{cell}” for {level}",
                cell=cell,
                level=level,
            )
        case _:
            return msg("Let one level end where the next begins")


def _is_zero(values: ValueSet) -> bool:
    """Whether *values* are nothing but zero, at which nothing has happened yet."""
    return isinstance(values.domain, Numeric) and values == only(values.domain, Fraction(0))


def _one_less(values: ValueSet) -> ValueSet:
    """Return what is one less than the only number of *values*; nothing for other sets."""
    domain, number = values.domain, values.sample()
    single = isinstance(number, Fraction) and values == only(domain, number)
    if not (single and isinstance(domain, Numeric) and domain.step):
        return nothing(domain)
    assert isinstance(number, Fraction)  # noqa: S101 - see above
    return only(domain, number - domain.step)


def _written(
    plan: Plan, fault: Fault, amiss: Side, lower: ValueSet, higher: ValueSet
) -> list[tuple[str, str]]:
    """Return what either level is to say, that of the cell *amiss* first, nothing left out."""
    assert fault.axis is not None  # noqa: S101 - the two cells lie along it
    assert fault.higher is not None  # noqa: S101 - asked of faults between two steps only
    found = [
        (step.level, as_cell(values, text_of(plan, step.sides[fault.axis])))
        for step, values in ((fault.lower, lower), (fault.higher, higher))
        if not values.is_empty
    ]
    return found[::-1] if amiss is fault.higher.sides[fault.axis] else found


def uncornering(plan: Plan, fault: Fault, higher: Step, amiss: Side) -> Message:
    """Return the cells that close a corner between the lower row of *fault* and *higher*.

    Args:
        plan: The plan.
        fault: The corner.
        higher: The row that goes on, and asks for more.
        amiss: The cell that looks wrong.
    """
    assert fault.axis is not None  # noqa: S101 - a corner lies along an axis
    low = fault.lower.sides[fault.axis]
    opened = as_cell(low.values.onwards(), text_of(plan, low))
    if len(fault.more) != 1:
        return msg(
            "Leave the cell open, such as “{open}”, or let the other row ask for no more than "
            "this one",
            open=opened,
        )
    axis, name = fault.more[0], name_of(low)
    other = higher.sides[axis]
    if axis not in fault.lower.sides:
        return _of_one_side(plan, fault, higher, opened)
    own = fault.lower.sides[axis]
    if amiss is own:
        return msg(
            "Write “{cell}” for {indicator} of {lower}, as {higher} does",
            cell=text_of(plan, other),
            indicator=name_of(own),
            lower=fault.lower.level,
            higher=higher.level,
        )
    cell = as_cell(own.values.union(other.values), text_of(plan, other))
    if amiss is other:
        return msg(
            "Write “{cell}” for {indicator} of {higher}, as {lower} does",
            cell=cell,
            indicator=name_of(other),
            higher=higher.level,
            lower=fault.lower.level,
        )
    return msg(
        "Write “{open}” for {name} of {lower}, or “{cell}” for {indicator} of {higher}",
        open=opened,
        name=name,
        lower=fault.lower.level,
        cell=cell,
        indicator=name_of(other),
        higher=higher.level,
    )


def _of_one_side(plan: Plan, fault: Fault, higher: Step, opened: str) -> Message:
    """Return what to do where *higher* asks for what the lower row says nothing of."""
    assert fault.axis is not None  # noqa: S101 - a corner lies along an axis
    low, other = fault.lower.sides[fault.axis], higher.sides[fault.more[0]]
    if isinstance(low.values.domain, Flag):
        milder = other.values.union(other.values.onwards().complement())
        return msg(
            "Let the row of {higher} hold at the milder values too, such as “{cell}”",
            higher=higher.level,
            cell=as_cell(milder, text_of(plan, other)),
        )
    return msg(
        "Write “{open}” for {name} of {lower}, or let {higher} do without {indicator}: a row of "
        "its own suffices by itself",
        open=opened,
        name=name_of(low),
        lower=fault.lower.level,
        higher=higher.level,
        indicator=name_of(other),
    )


__all__ = ["mending", "uncornering"]
