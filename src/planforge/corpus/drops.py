"""Where a ladder lets go although things get worse: rows on several indicators, compared exactly.

Along one indicator a gap is what no cell says. Beyond that, a row may end where the next one asks
for more of another indicator: “50 to 100 mm in 2 towns” and “from 100 mm in 5 towns” leave 100 mm
in 2 towns without a level. Here every row is moved along each indicator to what is worse than its
cell; nothing else changes. If somewhere there no row of its level or a higher one holds, the ladder
lets go. Rows that speak of other indicators alone change nothing, as they held before or did not;
those that share an indicator with the row may hold there as they did before.

A row is asked only if rows of other levels share an indicator with it, in the same table and under
the same 限定: what stands alone in one level is a matter of what is left out, not of the cells.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from functools import cached_property
from typing import TYPE_CHECKING, Final

from planforge.corpus.corners import more_of
from planforge.corpus.covered import axis_name, box_of, stays
from planforge.corpus.steps import Fault, FaultKind, belongs
from planforge.corpus.witnesses import Values, besides, by_axis, holds
from planforge.feel import Flag, Worse, only
from planforge.feel.drops import Drop, Drops
from planforge.frozen import dataclass

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from planforge.corpus.steps import Axis, Side, Step, Unread
    from planforge.feel import Box, Effort
    from planforge.feel.valueset import Line
    from planforge.findings import Pointer

_FEW: Final = 20
"""Rows that are laid on a grid of their own for one question."""
_HOLES: Final = (FaultKind.GAP, FaultKind.NARROW, FaultKind.OPEN_END, FaultKind.FALL)


@dataclass(frozen=True, slots=True)
class _Hole:
    """What is worse than *row* along *axis*, and in none of *keeping*.

    Rows that go on along the axis, but under a narrower 限定, are *narrower*; *lower* are those of
    lower levels, the one that wins first.
    """

    row: Step
    axis: Axis
    keeping: tuple[Step, ...]
    narrower: tuple[Step, ...]
    lower: tuple[Step, ...]

    def beside(self, steps: Sequence[Step]) -> _Hole:
        """Return the hole with *steps* that count besides."""
        rank = self.row.rank
        keeping = [step for step in steps if step.rank >= rank]
        lower = [*self.lower, *(step for step in steps if step.rank < rank)]
        return replace(
            self, keeping=(*self.keeping, *keeping), lower=tuple(sorted(lower, key=_first))
        )

    def has(self, values: Values, scope: tuple[str, ...]) -> bool:
        """Whether the point *values* is in the hole; what it does not say may be anything."""
        if scope != self.row.rule.scope or self.axis not in values:
            return False
        for key, side in self.row.sides.items():
            allowed = side.worse if key == self.axis else side.values
            if key in values and not allowed.contains(values[key]):
                return False
        return not any(holds(step, values) for step in self.keeping)


@dataclass(frozen=True)
class _Found:
    """A hole with a part of it, and the lower row that holds there."""

    hole: _Hole
    drop: Drop
    to: Step | None

    @property
    def scope(self) -> tuple[str, ...]:
        """Where the row holds."""
        return self.hole.row.rule.scope

    @property
    def cell(self) -> Pointer:
        """Where the row ends; alternatives inside a row share its cells."""
        return self.hole.row.sides[self.hole.axis].pointer

    @cached_property
    def values(self) -> Values:
        """A point of the hole, with all that matters for it."""
        return by_axis(self.drop.point)


class Letting:
    """Searches the steps of a ladder for where it lets go."""

    def __init__(
        self,
        steps: Sequence[Step],
        ended: Sequence[tuple[Step, Axis]],
        unread: Sequence[Unread],
        silent: frozenset[int],
        effort: Effort,
    ) -> None:
        """Search *steps*, given the mildest first, along the axes on which they have *ended*.

        See `Strands` for these, and `Ladder` for the others.
        """
        self._effort = effort
        self.steps = steps
        self.ended = ended
        self.unread = unread
        self.silent = silent

    @cached_property
    def _on(self) -> dict[Axis, list[Step]]:
        found: dict[Axis, list[Step]] = defaultdict(list)
        for step in self.steps:
            for axis in step.sides:
                found[axis].append(step)
        return found

    def _counting(self, axis: Axis) -> Sequence[Step]:
        """Return the rows on *axis* that keep a level up; what they leave to judgement is given.

        But on a yes or no, above rows that need no judgement, such as need one are extras.
        """
        steps = self._on[axis]
        if not isinstance(steps[0].sides[axis].values.domain, Flag):
            return steps
        firm = (step.rank for step in steps if not step.rule.judgement and len(step.sides) > 1)
        least = min(firm, default=len(self.steps))
        return [step for step in steps if not step.rule.judgement or step.rank <= least]

    def faults(self, known: Sequence[Fault]) -> Iterator[Fault]:
        """Yield what *known* does not say already, at most one fault for each row."""
        kept: dict[Pointer, _Found] = {}
        for found in self._unknown(known):
            row = found.hole.row.rule.pointer
            if row in kept or any(
                found.cell == other.cell or other.hole.has(found.values, found.scope)
                for other in kept.values()
            ):
                continue
            kept = {
                at: other
                for at, other in kept.items()
                if not found.hole.has(other.values, other.scope)
            }
            kept[row] = found
        for found in kept.values():
            yield self._fault(found)

    def _unknown(self, known: Sequence[Fault]) -> Iterator[_Found]:
        """Yield the holes that have nothing to do with *known* faults."""
        cells = {
            step.sides[fault.axis].pointer
            for fault in known
            for step in (fault.lower, fault.higher)
            if fault.axis is not None and step is not None
        }
        holes = [hole for fault in known for hole in self._hole_of(fault)]
        orders = [fault for fault in known if fault.kind is FaultKind.ORDER]
        points = [
            (_values_of(fault), fault.lower.rule.scope) for fault in known if fault.kind in _HOLES
        ]
        for found in sorted(self._found(), key=lambda found: found.drop.distance):
            hole = found.hole
            if not (
                found.cell in cells
                or any(hole.has(*point) for point in points)
                or any(other.has(found.values, found.scope) for other in holes)
                or any(belongs(self._fault(found), order) for order in orders)
            ):
                yield found

    def _hole_of(self, fault: Fault) -> Iterator[_Hole]:
        """Yield the hole that a known gap or fall stands at the edge of."""
        row = fault.higher if fault.kind is FaultKind.FALL else fault.lower
        if fault.axis is not None and row is not None and fault.kind in _HOLES:
            yield self._hole(row, fault.axis)

    def _found(self) -> Iterator[_Found]:
        for row, axis in self.ended:
            if (
                not self._is_filled(row, axis, row.sides[axis].worse.line)
                and self._has_company(row)
                and not self._is_unknown(row)
            ):
                found = self._shown(self._hole(row, axis))
                if found is not None:
                    yield found

    def _is_filled(self, row: Step, axis: Axis, left: Line) -> bool:
        """Whether rows that ask for nothing further fill what is *left* beyond *row*.

        Of most rows that ended, the next one says so at a glance.
        """
        for step in self._counting(axis):
            if step.rank < row.rank or step is row:
                continue
            rest = left - step.sides[axis].values.line
            if rest is not left and _is_around(step, row, axis):
                left = rest
                if not left.cuts:
                    return True
        return False

    def _has_company(self, row: Step) -> bool:
        return any(
            step.rank != row.rank and step.company == row.company
            for axis, side in row.sides.items()
            if side.values.domain.worse is not Worse.NEITHER
            for step in self._on[axis]
        )

    def _is_unknown(self, row: Step) -> bool:
        """Whether a row that could not be read, or stands elsewhere, may hold beyond *row*."""
        return any(rank > row.rank for rank in self.silent) or any(
            set(other.rule.scope) <= set(row.rule.scope)
            and any(other.says_of(axis) for axis in row.sides)
            for other in self.unread
        )

    def _hole(self, row: Step, axis: Axis) -> _Hole:
        scope = frozenset(row.rule.scope)
        narrower = (s for s in self._on[axis] if scope < set(s.rule.scope) and s.rank >= row.rank)
        related = self._related(row, axis)
        keeping = (step for step in related if step.rank >= row.rank)
        lower = sorted((step for step in related if step.rank < row.rank), key=_first)
        return _Hole(row, axis, tuple(keeping), tuple(narrower), tuple(lower))

    def _related(self, row: Step, axis: Axis) -> list[Step]:
        """Return the other rows that count beyond *row*: those on *axis*, and those that stay.

        What the first leave to judgement counts as given; the second would hold before as well. A
        narrower 限定 than that of *row* may not be met; a different one may mean the same.
        """
        scope, mine = frozenset(row.rule.scope), row.sides.keys()
        found = [step for step in self._counting(axis) if step is not row]
        for axes, steps in self._by_axes.items():
            if axis in axes:
                continue
            if axes <= mine:
                found += [s for s in steps if s.rule.judgement in {"", row.rule.judgement}]
            elif len(mine) > 1 and not axes.isdisjoint(mine):
                found += [s for s in steps if stays(s, row, axis)]
        return [step for step in found if not scope < set(step.rule.scope)]

    @cached_property
    def _by_axes(self) -> dict[frozenset[Axis], list[Step]]:
        found: dict[frozenset[Axis], list[Step]] = defaultdict(list)
        for step in self.steps:
            found[frozenset(step.sides)].append(step)
        return found

    @cached_property
    def _all(self) -> tuple[Drops, dict[int, int]]:
        """All rows on one grid, with their numbers: where many are asked of many."""
        return self._drops(self.steps)

    def _drops(self, rows: Sequence[Step]) -> tuple[Drops, dict[int, int]]:
        return Drops(map(_box, rows), self._effort), {id(s): n for n, s in enumerate(rows)}

    def _shown(self, hole: _Hole) -> _Found | None:
        """Return a part of *hole* that a point shows at which no row at all holds that would count.

        Rows that share nothing with the row of the hole are asked once the point says of all they
        speak of, and holds in them.
        """
        while (found := self._search(hole)) is not None:
            known = (*hole.keeping, *hole.lower)
            more = besides(found.values, known, self._by_axes, hole.row)
            if found.to is not None:
                more = [step for step in more if step.rank >= hole.row.rank]
            if not more:
                return found
            hole = hole.beside(more)
        return None

    def _search(self, hole: _Hole) -> _Found | None:
        rows = (hole.row, *hole.keeping, *hole.lower)
        drops, number = self._all if len(rows) > _FEW else self._drops(rows)
        drop = drops.find(
            number[id(hole.row)],
            axis_name(hole.axis),
            [number[id(step)] for step in hole.keeping],
            lower := [number[id(step)] for step in hole.lower],
            hole.row,
        )
        if drop is None:
            return None
        to = None if drop.to is None else hole.lower[lower.index(drop.to)]
        return _Found(hole, drop, to)

    def _fault(self, found: _Found) -> Fault:
        """Return what is said of *found*."""
        hole, values, to = found.hole, found.values, found.to
        row, axis = hole.row, hole.axis
        following = _following(hole, values)
        near = (row, following or to or row)
        others = tuple(
            (self._side(key, *near), values[key])
            for key in (*row.sides, *sorted(values.keys() - row.sides.keys(), key=axis_name))
            if key in values and key != axis
        )
        if to is not None:
            return Fault(FaultKind.FALL, axis, to, row, values[axis], others)
        if following is None:
            return Fault(FaultKind.OPEN_END, axis, row, None, values[axis], others)
        more = more_of(following, axis, values)
        asks_more = more or following in hole.narrower
        kind = FaultKind.CORNER if asks_more else FaultKind.GAP
        return Fault(kind, axis, row, following, values[axis], others, more)

    def _side(self, axis: Axis, *near: Step) -> Side:
        return next(step.sides[axis] for step in (*near, *self._on[axis]) if axis in step.sides)


def _first(step: Step) -> tuple[bool, int]:
    """Return a key by which of several lower rows the one that wins comes first."""
    return bool(step.rule.judgement), -step.rank


def _box(step: Step) -> Box:
    """Return *step* as a box; whether it holds in a place is asked before."""
    return box_of({axis_name(key): side.values for key, side in step.sides.items()}, ())


def _values_of(fault: Fault) -> Values:
    """Return the witness of *fault*, by axis."""
    values: Values = {(side.indicator.id, side.aspect): value for side, value in fault.others}
    if fault.axis is not None and fault.witness is not None:
        values[fault.axis] = fault.witness
    return values


def _is_around(step: Step, row: Step, axis: Axis) -> bool:
    """Whether *step* holds wherever *row* does, but for what it says along *axis*."""
    if len(step.sides) > len(row.sides) or set(row.rule.scope) < set(step.rule.scope):
        return False
    return all(
        key == axis or (key in row.sides and row.sides[key].values.line.is_subset(side.values.line))
        for key, side in step.sides.items()
    )


def _following(hole: _Hole, values: Values) -> Step | None:
    """Return the row that goes on where *hole* begins, or further on; the nearest one."""
    axis, at = hole.axis, values[hole.axis]
    on = [step for step in (*hole.keeping, *hole.narrower) if axis in step.sides]
    there = [step for step in on if step.sides[axis].values.contains(at)]
    assert at is not None  # noqa: S101 - a hole lies where something is worse
    beyond = only(hole.row.sides[axis].values.domain, at).worse()
    later = [step for step in on if step.sides[axis].values.meets(beyond)]

    def distance(step: Step) -> tuple[object, ...]:
        more = more_of(step, axis, values)
        return (
            step.company != hole.row.company,
            sum(key not in hole.row.sides for key in more),
            len(more),
            step.rank,
            step.sides[axis].start,
        )

    return min(there or later, key=distance, default=None)
