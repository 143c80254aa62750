"""Rows that follow the levels and warnings of other plans: a stronger one must not start less here.

Rows with 联动启动 are not compared with the other rows: a neighbour's 40 deaths may well lie beyond
a hole in the own figures. Among themselves they are a ladder where they follow a scale: the other
plan's level Ⅰ must start no lower level than its level Ⅱ does, and some level if that one does.
"""

from __future__ import annotations

from collections import defaultdict
from functools import cached_property
from typing import TYPE_CHECKING, Final

from planforge.corpus.along import parts
from planforge.corpus.ladders import Ladder
from planforge.corpus.steps import Fault, FaultKind, is_clear, sides_of
from planforge.feel import Numeric, Ordered, Worse

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from planforge.corpus.steps import Axis, Step
    from planforge.corpus.tables import Compiled, Rule
    from planforge.feel import ValueSet

_HOLES: Final = (FaultKind.GAP, FaultKind.NARROW, FaultKind.OPEN_END, FaultKind.FALL)


def follows_a_scale(rule: Rule) -> bool:
    """Whether *rule* follows grades, warnings or levels elsewhere, and no figures."""
    if not rule.linked:
        return False
    domains = [cell.values.domain for cell in rule.conditions]
    if any(isinstance(domain, Numeric) for domain in domains):
        return False
    return not rule.is_complete or any(
        isinstance(domain, Ordered) and domain.worse is not Worse.NEITHER for domain in domains
    )


class Following(Ladder):
    """The rows of levels that follow other plans, compared among themselves."""

    def __init__(self, levels: Iterable[tuple[str, Compiled]]) -> None:
        """Compare the tables of *levels*, given from the mildest to the worst."""
        given = tuple(levels)
        super().__init__(given, follows_a_scale)
        self._all: dict[Axis, list[ValueSet]] = defaultdict(list)
        """What rows of any kind say on an axis; kept where some row follows another plan."""
        followed = {axis for step in self.steps for axis in step.sides}
        for _, table in given if followed else ():
            for rule in table.rules:
                if not is_clear(rule):
                    continue
                for axis, side in sides_of(rule.conditions, self.counted).items():
                    if axis in followed:
                        self._all[axis].append(side.values)

    @cached_property
    def faults(self) -> tuple[Fault, ...]:
        """Everything wrong; a value that any other row answers to is in no hole."""
        if not self.steps:
            return ()
        found = [fault for fault in super().faults if not self._is_answered(fault)]
        known = {fault.axis for fault in found}
        return (*found, *(gap for gap in self._unanswered() if gap.axis not in known))

    def _is_answered(self, fault: Fault) -> bool:
        """Whether *fault* is a hole that a row that does not follow fills."""
        if fault.kind not in _HOLES or fault.axis is None or fault.witness is None:
            return False
        own = sum(
            step.sides[fault.axis].values.contains(fault.witness)
            for step in self.steps
            if fault.axis in step.sides
        )
        there = [v for v in self._all[fault.axis] if v.contains(fault.witness)]
        return len(there) > own

    def _unanswered(self) -> Iterator[Fault]:
        """Yield the stronger values that start nothing at all, though weaker ones do."""
        for axis, known in self._all.items():
            steps = [
                step
                for step in self.steps
                if axis in step.sides and not step.sides[axis].values.is_empty
            ]
            if not steps or steps[0].sides[axis].values.domain.worse is Worse.NEITHER:
                continue
            values = known[0]
            for more in known[1:]:
                values = values.union(more)
            for part in parts(values.worse())[:1]:
                yield from self._hole(axis, steps, part)

    def _hole(self, axis: Axis, steps: list[Step], part: ValueSet) -> Iterator[Fault]:
        """Yield *part*, in which no row is, between the steps around it."""
        beyond = part.worse()
        milder = [s for s in steps if part.is_subset(s.sides[axis].onwards)]
        if not milder or any(row.says_of(axis) for row in self._unread):
            return
        lower = max(milder, key=lambda step: step.sides[axis].start)
        worse = [
            step
            for step in steps
            if step.rank >= lower.rank and step.sides[axis].values.meets(beyond)
        ]
        higher = min(worse, key=lambda step: step.sides[axis].start, default=None)
        kind = FaultKind.OPEN_END if higher is None else FaultKind.GAP
        fault = Fault(kind, axis, lower, higher, part.sample())
        if not self.silent & fault.between:
            yield fault


__all__ = ["Following", "follows_a_scale"]
