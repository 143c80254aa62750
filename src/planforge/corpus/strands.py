"""Steps that differ along one axis only, and those of them that follow each other without a flaw.

Nearly all tables are written so: every level asks for the same, and along one indicator each begins
where the one below ends, or all are open and begin one behind the other. Such steps are a chain: no
value along it is in no level or in two by accident, as their ends alone show.
"""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Final

from planforge.feel import Worse

if TYPE_CHECKING:
    from collections.abc import Iterable

    from planforge.corpus.steps import Axis, Step

_CONNECTED: Final = 2
"""How many cuts a set without a hole has."""


class Strands:
    """The steps of a ladder, by what they differ along."""

    def __init__(self, steps: Iterable[Step]) -> None:
        """Sort *steps*, given the mildest first; a step is in one strand along each of its axes.

        Axes on which nothing is worse than something else are left out.
        """
        found: dict[object, _Strand] = {}
        self._along: list[tuple[Step, Axis, _Strand]] = []
        for step in steps:
            rule, sides = step.rule, step.sides
            asked = rule.table, rule.scope, rule.judgement
            for axis, side in sides.items():
                if side.values.domain.worse is Worse.NEITHER:
                    continue
                others = [(key, sides[key].values) for key in sides if key is not axis]
                alike = axis, frozenset(others), asked
                strand = found.get(alike)
                if strand is None:
                    strand = found[alike] = _Strand(axis)
                strand.steps.append(step)
                self._along.append((step, axis, strand))
        self._all = tuple(found.values())

    @cached_property
    def crooked(self) -> tuple[tuple[Axis, list[Step]], ...]:
        """Steps of several levels that differ along one axis only, rank by rank, and no chain."""
        return tuple(
            (strand.axis, strand.steps)
            for strand in self._all
            if strand.steps[0].rank != strand.steps[-1].rank and not strand.is_chain
        )

    @cached_property
    def alone(self) -> tuple[tuple[Axis, list[Step]], ...]:
        """Steps of one level only that differ along one axis, where what is worse is left out."""
        return tuple(
            (strand.axis, strand.steps)
            for strand in self._all
            if strand.steps[0].rank == strand.steps[-1].rank and not strand.is_chain
        )

    @cached_property
    def mixed(self) -> tuple[tuple[Axis, list[list[Step]]], ...]:
        """Strands along one axis in one table and scope, where there are several."""
        along: dict[Axis, list[_Strand]] = {}
        for strand in self._all:
            along.setdefault(strand.axis, []).append(strand)
        beside: dict[object, list[_Strand]] = {}
        for axis, strands in along.items():
            if len(strands) > 1:
                for strand in strands:
                    beside.setdefault((axis, strand.steps[0].company), []).append(strand)
        return tuple(
            (strands[0].axis, [strand.steps for strand in strands])
            for strands in beside.values()
            if len(strands) > 1
        )

    @cached_property
    def ended(self) -> tuple[tuple[Step, Axis], ...]:
        """Steps with an axis along which something is worse, and no chain goes on; in order."""
        return tuple(
            (step, axis)
            for step, axis, strand in self._along
            if not strand.is_chain and step.sides[axis].has_worse
        )


class _Strand:
    """Steps of one table, with one judgement, that differ along *axis* only."""

    def __init__(self, axis: Axis) -> None:
        self.axis = axis
        self.steps: list[Step] = []

    @cached_property
    def is_chain(self) -> bool:
        """Whether each step begins where the one below ends, or behind it if that is open.

        There is one step a level, each connected, and the last is open.
        """
        domain = self.steps[0].sides[self.axis].values.domain
        falls = domain.worse is Worse.LOWER
        worst = domain.line.cuts[0 if falls else -1]
        rank, start, end = 0, None, None
        for step in self.steps:
            cuts = step.sides[self.axis].values.line.cuts
            if len(cuts) != _CONNECTED or step.rank == rank:
                return False
            rank, milder, before = step.rank, start, end
            end, start = cuts if falls else (cuts[1], cuts[0])
            if milder is None or start == before:
                continue
            if before != worst or (start >= milder if falls else start <= milder):
                return False
        return end == worst


__all__ = ["Strands"]
