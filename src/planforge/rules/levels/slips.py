"""Which of two cells that do not fit is the slip.

A gap or an overlap stands between two cells, and as a rule one of them is right. The bound of each
is a claim on where a level begins; the claim with less behind it is the slip. What counts, the
strongest first:

1. the law grades the incident by this number;
2. the wording of its row does not contradict the cell;
3. of two levels in the wrong order, fewer of the other levels stand on the wrong side of it;
4. the number lies between the far ends of the two cells, and inside what the indicator can be: a
   level cannot begin where the next does;
5. the plan says it in words: in the wording of its rows, or in a sentence on the indicator;
6. the register gives the number a name of its own, such as 汛限水位;
7. other tables of the plan begin the same level by the same indicator there;
8. other cells of the plan on the indicator use the number;
9. other indicators in the same unit, graded alike at another level too, begin the level there (the
   forecast beside the measured value);
10. another indicator of the same quantity, such as 降雨量, begins or ends some cell there;
11. the steps of a ladder of four levels are quite even with it: 6, 8, 10, 12;
12. the number is round;
13. the steps of the ladder are quite even with it: 20, 30, 40;
14. the number is one that people choose: they count 1, 2, 3, 5, 10;
15. the steps are more even with it than with the other;
16. the bound is written as laws write it: 以上 includes the number, 以下 does not.

Of what a row asks for beside the figure that grades it, the number that the other levels ask for
comes before 7. What does not tell the two apart leaves the answer to the next. In the end the
milder level loses, or, where the higher one asks for the wrong values as a whole, the higher one.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from fractions import Fraction
from functools import cached_property
from itertools import pairwise
from operator import attrgetter
from typing import TYPE_CHECKING, Final, TypeAlias

from planforge.corpus.comments import uncommented
from planforge.corpus.names import spellings
from planforge.corpus.steps import FaultKind
from planforge.corpus.written import tables_of
from planforge.feel import Numeric, only
from planforge.frozen import dataclass
from planforge.patterns import late
from planforge.rules.law.grades import legal_start
from planforge.rules.levels.claims import (
    SMOOTH,
    Claim,
    badness,
    claims,
    ends,
    familiarity,
    roundness,
    starts,
    unevenness,
)
from planforge.rules.levels.row_words import contradicted
from planforge.rules.text.figures import figures
from planforge.rules.text.named_figures import named_figures_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from planforge.corpus.ladders import Ladder
    from planforge.corpus.plan_view import PlanView
    from planforge.corpus.steps import Axis, Fault
    from planforge.corpus.tables import Condition
    from planforge.findings import Pointer

_SENTENCE: Final = late(r"[^。；;\n]+")
_COUNTED: Final = late(r"(?:人数|户数|处数|数量|数)$")
"""What people leave out of the name of an indicator: 死亡3人, not 死亡人数3人."""


_KIND: Final = 3
"""Characters at the end of a name that say what is measured, such as 降雨量."""
_TWO: Final = 2
_LONG: Final = 4
"""Levels of a ladder whose even steps are no chance."""

Backing: TypeAlias = "Callable[[Claim], float]"
"""How much speaks for a claim: comparable between two claims on one fault only."""


def slip(first: Claim, second: Claim, backings: Iterable[Backing]) -> Claim:
    """Return the claim that the first of *backings* to tell them apart gives less; else *first*."""
    for backing in backings:
        one, other = backing(first), backing(second)
        if one != other:
            return first if one < other else second
    return first


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
                self.is_borne_out,
                self.is_in_order,
                self.is_between,
                self.is_worded,
                self.is_named,
                self.same_level,
                self.same_indicator,
                self.same_unit,
                self.of_a_kind,
                self.is_long_even,
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
        domain = claim.side.values.domain
        if isinstance(domain, Numeric) and claim.number in {domain.low, domain.high}:
            return False
        if self._leaves_out_one:
            return claim.side is not lower.side
        bad = badness(domain)
        start, end = ends(lower.side.values)[0], ends(higher.side.values)[1]
        return (start is None or bad * start < bad * claim.number) and (
            end is None or bad * claim.number < bad * end
        )

    @cached_property
    def _leaves_out_one(self) -> bool:
        """Whether the mildest level is a count of two, where the next begins: one was meant."""
        lower, higher = claims(self.fault)
        values = lower.side.values
        return (
            getattr(values.domain, "integer", False)
            and values == only(values.domain, Fraction(_TWO))
            and ends(higher.side.values)[0] == _TWO
            and not any(
                step.rank < lower.step.rank and self._axis in step.sides
                for step in self._own_ladder.steps
            )
        )

    def is_in_order(self, claim: Claim) -> float:
        """How few other levels begin on the wrong side of the bound; asked of order only."""
        lower, higher = claims(self.fault)
        if self.fault.kind is FaultKind.ORDER and higher.number in {None, lower.number}:
            return claim.side is lower.side
        if self.fault.kind is not FaultKind.ORDER or claim.number is None:
            return 0
        bad, axis = badness(claim.side.values.domain), self._axis
        wrong: set[int] = set()
        for step in self._own_ladder.steps:
            if step.company != claim.step.company or step.sides.keys() != claim.step.sides.keys():
                continue
            start = ends(step.sides[axis].values)[0]
            apart = 0 if start is None else bad * (start - claim.number)
            if (step.rank < claim.rank and apart >= 0) or (step.rank > claim.rank and apart <= 0):
                wrong.add(step.rank)
        return -len(wrong)

    def is_borne_out(self, claim: Claim) -> float:
        """Whether the wording of the row, if there is one, does not contradict the cell."""
        at = claim.side.pointer
        return not any(at[: len(cell)] == cell for cell in contradicted(self.view))

    def is_named(self, claim: Claim) -> float:
        """Whether the register gives the number a name of its own."""
        return claim.number in {
            figure.number for figure in named_figures_of(claim.side.indicator, self.view.registry)
        }

    def is_worded(self, claim: Claim) -> float:
        """Whether the wording of the two rows says the number (2), or only the prose does (1).

        In the prose a number without a unit could be any number, and one with a unit that of any
        indicator, but for sentences that name this one.
        """
        lower, higher = claims(self.fault)
        domain = claim.side.values.domain
        rows = {step.rule.pointer for step in (lower.step, higher.step)}
        said = [text for at, text in self._wordings if any(row[: len(at)] == at for row in rows)]
        if any(claim.number in figures(text, domain) for text in said):
            return 2
        return getattr(domain, "unit", None) is not None and any(
            claim.number in figures(sentence, domain) for sentence in self._sentences
        )

    def same_strand(self, claim: Claim) -> float:
        """How many other levels ask for the number too, in a row on the same indicators."""
        lower, higher = claims(self.fault)
        return sum(
            ends(step.sides[self._axis].values) == ends(claim.side.values)
            for step in self._own_ladder.steps
            if step.company == claim.step.company
            and step.sides.keys() == claim.step.sides.keys()
            and step not in (lower.step, higher.step)
        )

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
        own = {(rank, number) for axis, rank, number in self._bounds if axis == self._axis}
        beside: dict[Axis, set[tuple[int, Fraction | None]]] = defaultdict(set)
        for axis, rank, number in self._bounds:
            if axis != self._axis and unit is not None and self._units[axis] == unit:
                beside[axis].add((rank, number))
        return sum(
            (claim.rank, claim.number) in steps
            and any(number is not None for _, number in steps & own)
            for steps in beside.values()
        )

    def of_a_kind(self, claim: Claim) -> float:
        """Whether another indicator of the same quantity has the number, in any table."""
        return claim.number in self._alike

    def evenness(self, claim: Claim) -> float:
        """How even the steps of the ladder are with the number; 0 is perfectly even."""
        if claim.number is None:
            return -SMOOTH
        steps = self._steps(claim, claim.number)
        return -sum(unevenness(*three) for three in zip(steps, steps[1:], steps[2:], strict=False))

    def _steps(self, claim: Claim, number: Fraction) -> list[Fraction]:
        """Return where the levels begin, the mildest first, that of *claim* at *number*."""
        own = {
            rank: start
            for step in self._own_ladder.steps
            if step.company == claim.step.company and self._axis in step.sides
            for rank, start in starts(step, self._axis)
            if start is not None
        }
        return [start for _, start in sorted({**own, claim.rank: number}.items())]

    def is_long_even(self, claim: Claim) -> float:
        """Whether the steps of a ladder of four levels or more are all as large with the number."""
        if claim.number is None:
            return False
        steps = self._steps(claim, claim.number)
        apart = {other - one for one, other in pairwise(steps)}
        return len(steps) >= _LONG and len(apart) == 1

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
    def _sentences(self) -> tuple[str, ...]:
        """What the prose says of the indicator of the fault."""
        names = spellings(claims(self.fault)[0].side.indicator)
        words = {word for name in names for word in (name, _COUNTED.sub("", name)) if len(word) > 1}
        prose = uncommented(self.view.prose or "")
        if not any(word in prose for word in words):
            return ()
        sentences = _SENTENCE.findall(prose)
        return tuple(text for text in sentences if any(word in text for word in words))

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
            for rank, number in starts(step, axis)
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
    def _cells(self) -> tuple[Condition, ...]:
        """Every cell of the tables of the plan."""
        return tuple(
            cell
            for table in tables_of(self.view)
            for rule in self.view.compiled(table.items, table.pointer).rules
            for cell in rule.conditions
        )

    @cached_property
    def _alike(self) -> frozenset[Fraction | None]:
        """The bounds of other indicators of the quantity of the fault, in the same unit."""
        side = claims(self.fault)[0].side
        domain, kind = side.values.domain, side.indicator.name[-_KIND:]
        unit = domain.unit if isinstance(domain, Numeric) else None
        return frozenset(
            number
            for cell in self._cells
            if cell.indicator != side.indicator
            and cell.indicator.name.endswith(kind)
            and unit is not None
            and getattr(cell.values.domain, "unit", None) == unit
            for number in set(ends(cell.values)) - {None}
        )

    @cached_property
    def _used(self) -> Counter[Fraction | None]:
        own = {claim.side.pointer for claim in claims(self.fault)}
        cells = {
            cell.pointer: cell
            for cell in self._cells
            if cell.indicator.id == self._axis[0] and cell.pointer not in own
        }
        return Counter(
            number
            for cell in cells.values()
            for values in (cell.values, cell.reach)
            if values is not None and values.domain == claims(self.fault)[0].side.values.domain
            for number in set(ends(values)) - {None}
        )


__all__ = ["Backing", "Evidence", "slip"]
