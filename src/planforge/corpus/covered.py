"""Rows of a ladder that never have an effect, as other rows hold whenever they do."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from typing import TYPE_CHECKING, TypeAlias

from planforge.corpus.along import start
from planforge.corpus.counted_rows import covered_by_counts
from planforge.corpus.steps import Fault, FaultKind
from planforge.feel import (
    Box,
    Level,
    Ordered,
    Row,
    Table,
    ValueSet,
    Worse,
    box,
    judgement,
    may_cover,
    scope,
    unreachable_rows,
)
from planforge.feel.valueset import BOTTOM

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from planforge.corpus.steps import Axis, Step
    from planforge.feel import Effort
    from planforge.feel.valueset import Cut
    from planforge.findings import Pointer

_Sides: TypeAlias = dict[str, ValueSet]
_Row: TypeAlias = "tuple[Step, _Sides]"
ANY, _GIVEN = scope("any ")
"""Side of a row that asks for some value of what stands behind the name."""


def covered_rows(steps: Sequence[Step], effort: Effort) -> Iterator[tuple[Fault, set[Pointer]]]:
    """Yield the rows of *steps* that others cover, with the places of those others."""
    told: set[int] = set()
    for fault, by in _in_boxes(steps, effort):
        told.add(id(fault.lower))
        yield fault, by
    yield from covered_by_counts(steps, told)


def _in_boxes(steps: Sequence[Step], effort: Effort) -> Iterator[tuple[Fault, set[Pointer]]]:
    """Yield rows that others cover on the same dimensions, alone or together."""
    if not (_may_begin_inside(steps) and _may_be_covered(steps)):
        return
    by_rank: dict[int, list[Step]] = defaultdict(list)
    for step in steps:
        by_rank[step.rank].append(step)
    ranks = sorted(by_rank)
    table = Table(
        tuple(Level(str(rank), tuple(box(_exact(s)) for s in by_rank[rank])) for rank in ranks)
    )

    def at(row: Row) -> Step:
        return by_rank[ranks[row.level]][row.row]

    for found in unreachable_rows(table, effort):
        covering = tuple(at(row) for row in found.by)
        yield (
            Fault(
                FaultKind.UNREACHABLE, None, at(found.row), covering[0], None, by=tuple(covering)
            ),
            {step.rule.pointer for step in covering},
        )


def _may_begin_inside(steps: Sequence[Step]) -> bool:
    """Whether some row may begin, on all it speaks of, in another one that could cover it.

    Hardly any does, and their sides tell so cheaply; of rows that count oddly they do not.
    """
    if any(map(_is_odd, steps)):
        return True
    groups: dict[frozenset[Axis], list[Step]] = defaultdict(list)
    for step in steps:
        groups[frozenset([x for x, side in step.sides.items() if _asks(side.values)])].append(step)
    begun: list[tuple[frozenset[Axis], Axis | None, list[tuple[Cut, Step]]]] = []
    for asked, rows in groups.items():
        axis = next(iter(asked), None)  # nothing begins in a row that begins later on it
        begun.append((asked, axis, [(_start(step, axis) or BOTTOM, step) for step in rows]))
    for rows in groups.values():
        axes = {axis for step in rows for axis in step.sides}
        for asked, axis, others in (group for group in begun if group[0] <= axes):
            for step in rows:
                mine, rank = _start(step, axis), step.rank
                if mine is None:
                    continue
                for begin, other in others:
                    if (
                        other.rank >= rank
                        and begin <= mine
                        and other is not step
                        and _begins_inside(step, other, asked)
                    ):
                        return True
    return False


def _start(step: Step, axis: Axis | None) -> Cut | None:
    """Return where *step* begins on *axis*, None if it says nothing of it; anywhere on no axis."""
    if axis is None:
        return BOTTOM
    side = step.sides.get(axis)
    return None if side is None else start(side.values)


def _asks(values: ValueSet) -> bool:
    """Whether a row without *values* on their axis cannot begin in one with them; see `_exact`."""
    domain = values.domain
    if isinstance(domain, Ordered):
        return True
    cuts, ends = values.line.cuts, domain.line.cuts
    end = -1 if domain.worse is Worse.LOWER else 0
    return not cuts or cuts[end] != ends[end] or cuts == ends


def _is_odd(step: Step) -> bool:
    """Whether *step* counts places by two cells, from none on, or such as cannot be."""
    is_counted = False
    for cell in step.rule.conditions:
        if cell.reach is not None:
            if is_counted or cell.reach.is_empty or not _asks(cell.values):
                return True
            is_counted = True
    return False


def _begins_inside(step: Step, other: Step, asked: Iterable[Axis]) -> bool:
    """Whether *step* begins in *other*, which asks for something on the axes *asked* only."""
    for axis in asked:
        side = step.sides.get(axis)
        if side is None or side.values.is_empty:
            return False
        if not _goes_on(other.sides[axis].values, _mildest(side.values)):
            return False
    return set(other.rule.scope) <= set(step.rule.scope) and (
        other.rule.judgement in {"", step.rule.judgement}
    )


def _may_be_covered(steps: Iterable[Step]) -> bool:
    """Whether the mildest point of some row is in another row that could cover it.

    Of hardly any table it is, and then no row is covered. On what a row does not ask for, the point
    has the mildest value that there is.
    """
    groups: dict[frozenset[str], list[_Row]] = defaultdict(list)
    needs: dict[frozenset[str], dict[frozenset[str], list[_Row]]] = {}
    for step in steps:
        sides = _exact(step)
        names = frozenset(sides)
        row = step, sides
        groups[names].append(row)
        asked = frozenset([name for name, values in sides.items() if not _begins_mildest(values)])
        needs.setdefault(names, defaultdict(list))[asked].append(row)
    for names, rows in groups.items():
        near: list[_Row] = []
        for known, others in needs.items():
            if known <= names:
                for alike in others.values():
                    near += alike
            elif may_cover(known, names):
                for need, alike in others.items():
                    if need <= names:
                        near += [(step, _on(names, sides)) for step, sides in alike]
        if len(near) > 1 and any(_is_met(step, sides, near) for step, sides in rows):
            return True
    return False


def _on(names: frozenset[str], sides: _Sides) -> _Sides:
    return {name: values for name, values in sides.items() if name in names}


def _is_met(step: Step, sides: _Sides, near: Iterable[_Row]) -> bool:
    """Whether the mildest point of *step* is in one of the rows *near* it."""
    point: dict[str, Cut] = {}
    for name, values in sides.items():
        if values.is_empty:
            return False
        point[name] = _mildest(values)
    rank = step.rank
    for other, asked in near:
        if other.rank < rank or other is step:
            continue
        for name, values in asked.items():
            if not _goes_on(values, point[name]):
                break
        else:
            return True
    return False


def _mildest(values: ValueSet) -> Cut:
    """Return where *values*, which must not be empty, begin on the milder side."""
    return values.line.cuts[-1 if values.domain.worse is Worse.LOWER else 0]


def _begins_mildest(values: ValueSet) -> bool:
    """Whether the mildest value of the domain is among *values*."""
    cuts, ends = values.line.cuts, values.domain.line.cuts
    end = -1 if values.domain.worse is Worse.LOWER else 0
    return bool(cuts) and cuts[end] == ends[end]


def _goes_on(values: ValueSet, mildest: Cut) -> bool:
    """Whether what comes next to *mildest*, towards what is worse, is among *values*."""
    cuts = values.line.cuts
    if values.domain.worse is Worse.LOWER:
        return bisect_left(cuts, mildest) % 2 == 1
    return bisect_right(cuts, mildest) % 2 == 1


def axis_name(axis: Axis) -> str:
    """Return the dimension of *axis*."""
    return f"{axis[0]}#{axis[1].value}"


def box_of(sides: _Sides, scopes: tuple[str, ...]) -> Box:
    """Return a row as a box; a side of words asks besides that there be one of them."""
    return box(_known(sides, scopes))


def _known(sides: _Sides, scopes: tuple[str, ...]) -> _Sides:
    known: _Sides = {}
    for name, values in sides.items():
        if not values.is_whole:
            known[name] = values
        if isinstance(values.domain, Ordered):
            known[f"{ANY}{name}"] = _GIVEN
    known.update(map(scope, scopes))
    return known


def product(step: Step) -> Box:
    """Return the row without what people judge, counts and what they reach side by side."""
    return box_of(
        {axis_name(key): side.values for key, side in step.sides.items()}, step.rule.scope
    )


def stays(step: Step, row: Step, axis: Axis) -> bool:
    """Whether *step* may hold where *row* does and go on doing so while *axis* gets worse.

    It says nothing of the axis, and asks for no judgement of its own, nor a place of its own.
    Besides what *row* speaks of it may ask for something else: then it has to share an indicator
    with it. What shares none says nothing of the case: while dead are counted from none on, a
    level of theirs always holds.
    """
    mine, sides = row.sides.keys(), step.sides.keys()
    return (
        axis not in sides
        and (sides <= mine or not sides.isdisjoint(mine))
        and step.rule.judgement in {"", row.rule.judgement}
        and set(step.rule.scope) <= set(row.rule.scope)
    )


def _exact(step: Step) -> _Sides:
    """Return everything the row says, by dimension.

    A word of a scale asks in a dimension of its own that there be one: no warning may be out.
    """
    sides: _Sides = {}
    for cell in step.rule.conditions:
        known = sides.get(cell.dimension)
        sides[cell.dimension] = cell.values if known is None else known.intersect(cell.values)
    if step.rule.judgement:
        name, values = judgement(step.rule.judgement)
        sides[name] = values
    exact: _Sides = {}
    for name, values in sides.items():
        is_whole = values.is_whole
        if not is_whole:
            exact[name] = values
        if is_whole or isinstance(values.domain, Ordered):
            exact[f"any {name}"] = _GIVEN
    if step.rule.scope:
        exact.update(map(scope, step.rule.scope))
    return exact
