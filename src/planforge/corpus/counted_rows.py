"""Rows that count places, and rows on the same thing that do not: which of them cover others.

Whenever 2条以上河流超历史 one river is beyond 超警戒: a row that asks for the former never has an
effect beside one that asks for the latter. Counts of places that reach different values are
dimensions of their own in tables of boxes; what one says of the other is known here.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from fractions import Fraction
from typing import TYPE_CHECKING, Final

from planforge.corpus.steps import Fault, FaultKind

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from planforge.corpus.steps import Step
    from planforge.corpus.tables import Condition
    from planforge.feel import ValueSet
    from planforge.feel.valueset import Cut
    from planforge.findings import Pointer

_ONE: Final = (0, 1, 0)
"""Where the numbers from one on begin."""


def covered_by_counts(
    steps: Sequence[Step], told: Iterable[int]
) -> Iterator[tuple[Fault, set[Pointer]]]:
    """Yield rows that one other of their level or of a higher one covers, by what counts say.

    Only pairs of which one row counts places; of rows that cover each other, the later one. Rows
    that are *told* of already, by their identity, cover no others.
    """
    counting = {id(step) for step in steps if _counts(step)}
    if not counting:
        return
    by_indicator: dict[str, list[Step]] = defaultdict(list)
    counted: dict[str, list[Step]] = defaultdict(list)
    for step in steps:
        for name in {cell.indicator.id for cell in step.rule.conditions}:
            by_indicator[name].append(step)
            if id(step) in counting:
                counted[name].append(step)
    removed = set(told)
    for step in reversed(steps):  # of rows that cover each other, the later one goes
        if id(step) in removed:
            continue
        near = by_indicator if id(step) in counting else counted
        for other in near[step.rule.conditions[0].indicator.id]:
            if (
                other is not step
                and other.rank >= step.rank
                and id(other) not in removed
                and _follows(step, other)
            ):
                removed.add(id(step))
                fault = Fault(FaultKind.UNREACHABLE, None, step, other, None, by=(other,))
                yield fault, {other.rule.pointer}
                break


def _counts(step: Step) -> bool:
    return any(cell.reach is not None for cell in step.rule.conditions)


def _follows(step: Step, other: Step) -> bool:
    """Whether *other* holds whenever *step* does."""
    cells = step.rule.conditions
    return (
        set(other.rule.scope) <= set(step.rule.scope)
        and other.rule.judgement in {"", step.rule.judgement}
        and not any(_is_empty(cell) for cell in cells)
        and all(any(_implies(cell, wanted) for cell in cells) for wanted in other.rule.conditions)
    )


def _is_empty(cell: Condition) -> bool:
    return cell.values.is_empty or (cell.reach is not None and cell.reach.is_empty)


def _implies(cell: Condition, wanted: Condition) -> bool:
    """Whether *wanted* is met whenever *cell* is."""
    if cell.indicator.id != wanted.indicator.id:
        return False
    if cell.reach is None or wanted.reach is None:
        return _implies_some(cell, wanted)
    if cell.reach == wanted.reach:
        return cell.values.is_subset(wanted.values)
    if cell.reach.is_subset(wanted.reach):  # as many places or more
        return _spans(cell.values.line.cuts[0], None, wanted.values)
    is_fewer = wanted.reach.is_subset(cell.reach)
    return is_fewer and _spans(None, cell.values.line.cuts[-1], wanted.values)


def _implies_some(cell: Condition, wanted: Condition) -> bool:
    """Whether *wanted* is met whenever *cell* is, of which one asks for a place at least."""
    if cell.reach is not None:
        is_there = not cell.values.contains(Fraction(0))
        return is_there and cell.reach.is_subset(wanted.values)
    if wanted.reach is not None:
        return cell.values.is_subset(wanted.reach) and _spans(_ONE, None, wanted.values)
    return cell.dimension == wanted.dimension and cell.values.is_subset(wanted.values)


def _spans(low: Cut | None, high: Cut | None, values: ValueSet) -> bool:
    """Whether *values* have every number from *low* to *high*, without it from or to the end."""
    ends = values.domain.line.cuts
    return replace(values.line, cuts=(low or ends[0], high or ends[-1])).is_subset(values.line)


__all__ = ["covered_by_counts"]
