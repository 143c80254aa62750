"""Rows of a ladder that never have an effect, as other rows hold whenever they do."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from typing import TYPE_CHECKING, Final, TypeAlias

from planforge.corpus.steps import Fault, FaultKind
from planforge.feel import (
    Box,
    Flag,
    Level,
    Ordered,
    Row,
    Table,
    ValueSet,
    Worse,
    box,
    judgement,
    may_cover,
    only,
    scope,
    unreachable_rows,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from planforge.corpus.steps import Axis, Side, Step
    from planforge.feel import Value
    from planforge.feel.boxes import Point
    from planforge.findings import Pointer

_Sides: TypeAlias = dict[str, ValueSet]
_GIVEN: Final = only(Flag(), value=True)


def covered_rows(steps: Sequence[Step]) -> Iterator[tuple[Fault, set[Pointer]]]:
    """Yield the rows of *steps* that others cover, with the places of those others."""
    if not _may_be_covered(steps):
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

    for found in unreachable_rows(table):
        covering = tuple(at(row) for row in found.by)
        yield (
            Fault(
                FaultKind.UNREACHABLE, None, at(found.row), covering[0], None, by=tuple(covering)
            ),
            {step.rule.pointer for step in covering},
        )


def _may_be_covered(steps: Iterable[Step]) -> bool:
    """Whether the mildest point of some row is in another row that could cover it.

    Of hardly any table it is, and then no row is covered. On what a row does not ask for, the point
    has the mildest value that there is.
    """
    groups: dict[frozenset[str], list[tuple[Step, _Sides]]] = defaultdict(list)
    needs: dict[frozenset[str], dict[frozenset[str], list[tuple[Step, _Sides]]]] = {}
    for step in steps:
        sides = _exact(step)
        names = frozenset(sides)
        groups[names].append((step, sides))
        asked = (name for name, values in sides.items() if not _has_mildest(values, _all(values)))
        needs.setdefault(names, defaultdict(list))[frozenset(asked)].append((step, sides))
    for names, rows in groups.items():
        near = [
            row if known <= names else (row[0], {n: s for n, s in row[1].items() if n in names})
            for known, others in needs.items()
            if may_cover(known, names)
            for need, alike in others.items()
            if need <= names
            for row in alike
        ]
        if len(near) > 1 and any(_is_met(step, sides, near) for step, sides in rows):
            return True
    return False


def _is_met(step: Step, sides: _Sides, near: Iterable[tuple[Step, _Sides]]) -> bool:
    """Whether the mildest point of *step* is in one of the rows *near* it."""
    if any(values.is_empty for values in sides.values()):
        return False
    return any(
        other.rank >= step.rank
        and other is not step
        and all(_has_mildest(values, sides[name]) for name, values in asked.items())
        for other, asked in near
    )


def _all(values: ValueSet) -> ValueSet:
    """Return all values of the domain of *values*."""
    return ValueSet(values.domain, values.domain.line)


def _has_mildest(values: ValueSet, of: ValueSet) -> bool:
    """Whether the mildest values of *of*, which must not be empty, are among *values*."""
    if of.domain.worse is Worse.LOWER:
        return bisect_left(values.line.cuts, of.line.cuts[-1]) % 2 == 1
    return bisect_right(values.line.cuts, of.line.cuts[0]) % 2 == 1


def axis_name(axis: Axis) -> str:
    """Return the dimension of *axis*."""
    return f"{axis[0]}#{axis[1].value}"


def box_of(sides: _Sides, scopes: tuple[str, ...]) -> Box:
    """Return a row as a box; a side of all values still asks that there be one."""
    return box(_known(sides, scopes))


def _known(sides: _Sides, scopes: tuple[str, ...]) -> _Sides:
    known: _Sides = {}
    for name, values in sides.items():
        side = scope(f"any {name}") if values.is_whole else (name, values)
        known[side[0]] = side[1]
    known.update(map(scope, scopes))
    return known


def product(step: Step) -> Box:
    """Return the row without what people judge, counts and what they reach side by side."""
    return box_of(
        {axis_name(key): side.values for key, side in step.sides.items()}, step.rule.scope
    )


def told_by(point: Point, step: Step, axis: Axis) -> tuple[tuple[Side, Value], ...]:
    """Return what *point* says on the sides of *step*, but for the one along *axis*."""
    values = dict(point)
    return tuple(
        (side, values[axis_name(key)])
        for key, side in step.sides.items()
        if key != axis and axis_name(key) in values
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
    exact = {name: values for name, values in sides.items() if not values.is_whole}
    for name, values in sides.items():
        if values.is_whole or isinstance(values.domain, Ordered):
            exact[f"any {name}"] = _GIVEN
    exact.update(map(scope, step.rule.scope))
    return exact
