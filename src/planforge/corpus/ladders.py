"""What the rows of neighbouring levels say of the same thing: gaps, overlaps, wrong order.

The levels of a plan, the colours of its warnings and its incident grades are ladders: each step
has a table, and a worse value must never lead to a lower step. Rows are compared only where people
would: in the same named table, under the same 限定, on the same indicators, along one of them. A
step may start as high as it likes: below the lowest one nothing happens, which is no gap. A grade
without a number means one place at least beside rows that count places. What people have to judge
counts as given. Rows that follow other authorities (联动启动) stand apart: `corpus.following`
compares them among themselves.

Where a row has a cell that could not be read, nothing is said of its axes between the levels around
it: what looks like a gap there is the mistake in the cell, which is reported already.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from functools import cached_property
from itertools import pairwise
from typing import TYPE_CHECKING

from planforge.corpus.along import end, milder_part, parts, touches
from planforge.corpus.beyond import continues, left_by, may_hold
from planforge.corpus.corners import cornered
from planforge.corpus.covered import axis_name, box_of, covered_rows, stays
from planforge.corpus.drops import Letting
from planforge.corpus.overruns import overruns
from planforge.corpus.steps import (
    Aspect,
    Axis,
    Fault,
    FaultKind,
    Side,
    Step,
    Unread,
    apart,
    belongs,
    counted_in,
    is_clear,
    is_inside,
    is_own,
    is_range,
    joint,
    mildest,
    once,
    sides_of,
    strictest,
)
from planforge.corpus.strands import Strands
from planforge.corpus.witnesses import Search, told_by
from planforge.feel import Effort, ValueSet, Worse

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from planforge.corpus.tables import Compiled, Rule
    from planforge.corpus.witnesses import Values
    from planforge.feel import Point


class Ladder:
    """Levels with their tables, the mildest first."""

    def __init__(
        self, levels: Iterable[tuple[str, Compiled]], rows: Callable[[Rule], bool] = is_own
    ) -> None:
        """Compare the *rows* in the tables of *levels*, given from the mildest to the worst."""
        self.tables = tuple(levels)
        """The levels with their tables, from the mildest to the worst."""
        tables = [(rank, name, table.rules) for rank, (name, table) in enumerate(self.tables, 1)]
        clear: list[tuple[str, int, Rule]] = []
        unread: list[Unread] = []
        for rank, name, rules in tables:
            for rule in rules:
                if not rows(rule):
                    continue
                if is_clear(rule):
                    clear.append((name, rank, rule))
                else:
                    unread.append(Unread(rank, rule))
        self.counted = counted_in(rule for _, _, rule in clear)
        self.silent = frozenset(rank for rank, _, rules in tables if not rules)
        """Levels without any row: what they leave open is no gap between cells."""
        steps = [
            Step(name, rank, rule, sides_of(rule.conditions, self.counted))
            for name, rank, rule in clear
            if rule.conditions
        ]
        self._never = tuple(step for step in steps if step.empty)
        self.steps = tuple(step for step in steps if not step.empty)
        self._unread = tuple(unread)
        self._effort = Effort()

    @cached_property
    def faults(self) -> tuple[Fault, ...]:
        """Everything wrong, each pair of cells once, in the order of kinds."""
        between = [*self._order_and_overlap(), *overruns(self._strands)]
        ordered = list(once(between))
        wrong = {
            fault.higher.rule.pointer
            for fault in ordered
            if fault.kind is FaultKind.ORDER and fault.higher is not None
        }
        inside = {
            (fault.lower.rule.pointer, fault.higher.rule.pointer)
            for fault in between
            if fault.higher is not None and is_inside(fault)
        }
        covered = [
            fault
            for fault, by in covered_rows(self.steps, self._effort)
            if not wrong & by and not inside & {(fault.lower.rule.pointer, at) for at in by}
        ]
        gaps = [
            gap
            for gap in (*once(self._gaps()), *once(self._open_ends()), *once(self._falls()))
            if not self.silent & gap.between and not any(belongs(gap, f) for f in ordered)
        ]
        found = (*ordered, *apart(gaps))
        letting = Letting(self.steps, self._strands.ended, self._unread, self.silent, self._effort)
        told = {(gap.lower.company, gap.point) for gap in gaps}
        let = (f for f in letting.faults(found) if (f.lower.company, f.point) not in told)
        never = (Fault(FaultKind.UNREACHABLE, None, step, None, None) for step in self._never)
        told_all = (*found, *let, *covered, *never)
        return (*told_all, *self._undecided())

    def _undecided(self) -> Iterator[Fault]:
        """Yield one fault if some question was too much, at the first row that was asked about."""
        for about in self._effort.undecided[:1]:
            row = about if isinstance(about, Step) else self.steps[0]
            yield Fault(FaultKind.UNDECIDED, None, row, None, None)

    @cached_property
    def _strands(self) -> Strands:
        return Strands(self.steps)

    @cached_property
    def _beside(self) -> dict[tuple[object, Axis], list[Step]]:
        """Steps of one table by each axis they say something on, in order."""
        found: dict[tuple[object, Axis], list[Step]] = defaultdict(list)
        for step in self.steps:
            for axis in step.sides:
                found[step.company, axis].append(step)
        return found

    @cached_property
    def _search(self) -> Search:
        return Search(self._by_axes, self._effort)

    @cached_property
    def _by_axes(self) -> dict[frozenset[Axis], list[Step]]:
        """Steps by everything they say something on: many rows, few such sets."""
        found: dict[frozenset[Axis], list[Step]] = defaultdict(list)
        for step in self.steps:
            found[frozenset(step.sides)].append(step)
        return found

    def _on_sides_of(self, lower: Step) -> list[Step]:
        """Return the steps that ask for nothing but what *lower* asks for."""
        mine = frozenset(lower.sides)
        if len(mine) == 1:
            return self._by_axes[mine]
        return [step for axes, steps in self._by_axes.items() if axes <= mine for step in steps]

    def _beyond(self, lower: Step, axis: Axis) -> list[Step]:
        """Return the steps that ask for nothing further, and others that stay along *axis*."""
        mine = lower.sides.keys()
        on_sides = self._on_sides_of(lower)
        if len(mine) == 1:
            return on_sides
        beside = (
            step
            for axes, steps in self._by_axes.items()
            if not axes <= mine and axis not in axes and not axes.isdisjoint(mine)
            for step in steps
        )
        return [*on_sides, *(step for step in beside if stays(step, lower, axis))]

    def _neighbours(self) -> Iterator[tuple[Axis, list[Step], list[Step]]]:
        for axis, steps in self._strands.crooked:
            by_rank: dict[int, list[Step]] = defaultdict(list)
            for step in steps:
                by_rank[step.rank].append(step)
            for lower, higher in pairwise(sorted(by_rank)):
                if not self._is_unknown(axis, by_rank[lower][0], by_rank[higher][0]):
                    yield axis, by_rank[lower], by_rank[higher]

    def may_say(self, axis: Axis, rank: int) -> bool:
        """Whether a row of the level *rank* that could not be read may say something on *axis*."""
        return any(row.rank == rank and row.says_of(axis) for row in self._unread)

    def _is_unknown(self, axis: Axis, lower: Step, higher: Step) -> bool:
        """Whether a row that could not be read may say what holds on *axis* between two steps."""
        return any(
            lower.rank <= row.rank <= higher.rank
            and set(row.rule.scope) <= set(lower.rule.scope)
            and row.says_of(axis)
            for row in self._unread
        )

    def _order_and_overlap(self) -> Iterator[Fault]:
        for axis, lower, higher in self._neighbours():
            low, high = joint(lower, axis), joint(higher, axis)
            if low.domain.worse is Worse.NEITHER or low.is_empty or high.is_empty:
                continue
            first, second = mildest(lower, axis), mildest(higher, axis)
            starts = first.sides[axis].start, second.sides[axis].start
            if starts[1] < starts[0]:
                early = milder_part(high, low)
                yield Fault(FaultKind.ORDER, axis, first, second, early.sample())
            elif starts[1] == starts[0] or not low.worse().is_empty:
                shared = low.intersect(high)
                if not shared.is_empty and low != high:
                    value = shared.sample()
                    first = next(s for s in lower if s.sides[axis].values.contains(value))
                    second = next(s for s in higher if s.sides[axis].values.contains(value))
                    yield Fault(FaultKind.OVERLAP, axis, first, second, value)

    def _gaps(self) -> Iterator[Fault]:
        for lower, axis in self._strands.ended:
            left: ValueSet | None = None
            ends = end(lower.sides[axis].values)
            for higher in self._beside[lower.company, axis]:
                if (
                    higher.rank >= lower.rank
                    and higher.sides[axis].start > ends
                    and higher is not lower
                    and continues(lower, higher, axis)
                    and not self._is_unknown(axis, lower, higher)
                ):
                    left = self._left(lower, axis) if left is None else left
                    if left.is_empty:
                        break
                    yield from self._gap(lower, higher, axis, left)

    def _left(self, lower: Step, axis: Axis) -> ValueSet:
        """Return what is worse than *lower* along *axis* and in no row wherever *lower* holds."""
        region = {key: side.values for key, side in lower.sides.items() if key != axis}
        left = lower.sides[axis].worse
        for step in self._on_sides_of(lower):
            if step is not lower:
                left = left_by(left, axis, region, step, lower)
        return left

    def _gap(self, lower: Step, higher: Step, axis: Axis, left: ValueSet) -> Iterator[Fault]:
        """Yield the gaps between the two steps; *left* is that of the lower one."""
        between = left.difference(higher.sides[axis].onwards)
        if between.is_empty:
            return
        target = higher.sides[axis].values
        region = {
            key: side.values.intersect(higher.sides[key].values)
            if key in higher.sides
            else side.values
            for key, side in lower.sides.items()
            if key != axis
        }
        for step in self._on_sides_of(lower):
            if between.is_empty:
                return
            between = left_by(between, axis, region, step, lower)
        for part in parts(between):
            if touches(lower.sides[axis].values, part) and touches(part, target):
                witness = self._open_point(part, axis, region, lower)
                if witness is not None:
                    value = dict(witness)[axis_name(axis)]
                    others = told_by(witness, lower, axis, self.steps)
                    fault = Fault(FaultKind.GAP, axis, lower, higher, value, others)
                    beyond = self._narrowed(fault, part) or cornered(self.steps, fault, witness)
                    yield beyond or fault

    def _narrowed(self, gap: Fault, part: ValueSet) -> Fault | None:
        """Return *gap* as what it is if a step fills it but for what it asks on another axis."""
        assert gap.axis is not None  # noqa: S101 - a gap lies along an axis
        assert gap.witness is not None  # noqa: S101 - and has a value on it
        assert gap.higher is not None  # noqa: S101 - and a far end
        lowest, highest = gap.lower.rank, gap.higher.rank
        for step in self.steps:
            if step.company != gap.lower.company or not lowest < step.rank < highest:
                continue
            if gap.axis not in step.sides or not step.sides.keys() <= gap.lower.sides.keys():
                continue
            if not part.is_subset(step.sides[gap.axis].values):
                continue
            point: Values = {gap.axis: gap.witness}
            for side, value in gap.others:
                point[side.indicator.id, side.aspect] = value
            for axis, value in point.items():
                if value is None or axis not in step.sides:
                    continue
                if not step.sides[axis].values.contains(value):
                    near = strictest((gap.lower, gap.higher), axis)
                    others = tuple(
                        (near.sides[key], other)
                        for key, other in point.items()
                        if key != axis and key in near.sides
                    )
                    return Fault(FaultKind.NARROW, axis, near, step, value, others)
        return None

    def _open_point(
        self, part: ValueSet, axis: Axis, region: dict[Axis, ValueSet], lower: Step
    ) -> Point | None:
        """Return a point of the gap in no row; rows that share no indicator with it fill none.

        Nor does a row that asks for less, but for somebody's judgement on top.
        """
        sides = {axis_name(key): values for key, values in region.items()}
        target = box_of({**sides, axis_name(axis): part}, lower.rule.scope)
        related = [
            step
            for step in self.steps
            if axis in step.sides or (stays(step, lower, axis) and not step.rule.judgement)
        ]
        return self._search.open_point(target, related, lower)

    def _open_ends(self) -> Iterator[Fault]:
        alone = self._strands.alone if len({step.rank for step in self.steps}) > 1 else ()
        ranges = ((axis, steps) for axis, steps in alone if all(is_range(s, axis) for s in steps))
        for axis, steps in (*self._strands.crooked, *ranges):
            if any(step.sides[axis].is_open for step in steps):
                continue
            values = joint(steps, axis)
            if values.domain.worse is Worse.NEITHER or values.is_empty:
                continue
            if any(row.says_of(axis) for row in self._unread):
                continue
            top = [step for step in steps if step.rank == max(s.rank for s in steps)]
            beyond = values.worse()
            for step in self.steps:
                if axis in step.sides and not beyond.is_empty:
                    beyond = beyond.difference(step.sides[axis].values)
            worst = max(top, key=lambda step: step.sides[axis].start)
            ends = [part for part in parts(beyond) if part.worse().is_empty]
            if ends and touches(worst.sides[axis].values, ends[0]):
                fault = Fault(FaultKind.OPEN_END, axis, worst, None, ends[0].sample())
                yield from self._proved(fault, ends[0], 0)

    def _falls(self) -> Iterator[Fault]:
        for axis, steps in self._strands.crooked:
            ended = [step.rank for step in steps if not step.sides[axis].has_worse]
            if not ended:
                continue
            for rank in sorted({step.rank for step in steps}, reverse=True)[:-1]:
                if rank <= min(ended):
                    break
                top = [step for step in steps if step.rank == rank]
                beyond = joint(top, axis).worse()
                beyond = beyond.difference(joint([s for s in steps if s.rank >= rank], axis))
                for step in steps:
                    values = step.sides[axis].values
                    if step.rank < rank and not step.sides[axis].has_worse:
                        left = values.intersect(beyond)
                        if not left.is_empty and not self._is_unknown(axis, step, top[0]):
                            fault = Fault(FaultKind.FALL, axis, step, top[-1], left.sample())
                            yield from self._proved(fault, left, rank)

    def _proved(self, fault: Fault, part: ValueSet, rank: int) -> Iterator[Fault]:
        """Yield *fault* with a witness in *part* at which no row from level *rank* on holds."""
        lower, axis = fault.lower, fault.axis
        assert axis is not None  # noqa: S101 - a fall and an open end lie along an axis
        others = [
            step
            for step in self._beyond(lower, axis)
            if step.rank >= rank
            and step.rule.judgement in {"", lower.rule.judgement}
            and set(step.rule.scope) <= set(lower.rule.scope)
        ]
        sides = {key: side.values for key, side in lower.sides.items()} | {axis: part}
        if not any(may_hold(step, sides) for step in others):
            yield fault
            return
        target = box_of({axis_name(key): values for key, values in sides.items()}, lower.rule.scope)
        found = self._search.open_point(target, others, lower, rank)
        if found is not None:
            yield replace(
                fault,
                witness=dict(found)[axis_name(axis)],
                others=told_by(found, lower, axis, others),
            )


__all__ = ["Aspect", "Axis", "Fault", "FaultKind", "Ladder", "Side", "Step"]
