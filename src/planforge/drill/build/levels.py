"""Levels, grades and the end of a response as the engine asks for them.

A level is reached by its trigger table, by a clause that adjusts it (启动条件调整), by a step up
while a response runs (级别调整), and by the warning or the grade it answers to. Rows stay rows of
the compiled tables; what is joined here are whole rows.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from planforge.corpus.adjusted import severity_after, share_of
from planforge.corpus.names import spellings
from planforge.corpus.standing import falls, government_short
from planforge.corpus.tables import Rule
from planforge.drill.build import durations
from planforge.drill.build.work import all_of, any_of
from planforge.drill.chance import exactly
from planforge.drill.condition import LevelIs, Not, Row, Sure
from planforge.drill.entries import EntryKind, level_id
from planforge.drill.world import End, Level
from planforge.feel import Numeric, Ordered, ValueSet
from planforge.feel.valueset import interval, union
from planforge.i18n import msg
from planforge.model.base import Kind
from planforge.model.keys import label
from planforge.model.plan import Plan as PlanModel
from planforge.model.registers import Indicator
from planforge.model.scales import Direction, IndicatorType

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from fractions import Fraction

    from planforge.corpus.names import Entity
    from planforge.corpus.plan_view import Level as PlanLevel
    from planforge.corpus.plan_view import PlanView
    from planforge.corpus.tables import Condition as Cell
    from planforge.drill.build.people import Cast
    from planforge.drill.build.work import Work
    from planforge.drill.chance import Span
    from planforge.drill.condition import Condition
    from planforge.findings import Pointer
    from planforge.model.plan import Termination
    from planforge.model.trigger import Adjustment


def clause(pointer: Pointer, name: str) -> str:
    """Return where something called *name* stands in a plan, for readers."""
    key = label(PlanModel, pointer[:1])[0]
    return f"{key}“{name}”" if name else key


class Levels:
    """The levels of one plan."""

    def __init__(self, work: Work, cast: Cast, plan: PlanView) -> None:
        self._work = work
        self._cast = cast
        self._plan = plan
        self._tables: dict[int, list[Condition]] = {}
        for level in plan.levels:
            rules = plan.tables[level.name].rules
            self._tables[level.severity] = [self._condition(rule) for rule in rules]

    def made(self) -> tuple[Level, ...]:
        """Return the levels."""
        found = {rank: list(parts) for rank, parts in self._tables.items()}
        for adjustment, holds, ranks in self._clauses():
            if adjustment.direction is Direction.LOWER:
                _lower(found, self._plan, adjustment, holds, ranks)
        added = [*self._raised(), *self._shifted(), *self._steps()]
        for rank, part in added:
            found.setdefault(rank, []).append(part)
        return tuple(self._level(level, found[level.severity]) for level in self._plan.levels)

    def _level(self, level: PlanLevel, parts: Iterable[Condition]) -> Level:
        here = clause(level.pointer, level.name)
        self._work.enter(
            level_id(self._plan.plan.id, level.severity),
            EntryKind.LEVEL,
            level.name,
            plan=self._plan.plan.id,
            clause=here,
            file=self._plan.file,
            pointer=level.pointer,
        )
        return Level(
            level.severity,
            level.name,
            any_of(parts),
            self._authority(level),
            self._required(level),
            delay=self._delay(level),
            clause=here,
        )

    def _authority(self, level: PlanLevel) -> str:
        """Return the post that decides *level*; those who may in a hurry come behind its B role."""
        facts = level.facts
        found = self.deciders(facts.decided_by)
        if not found:
            return ""
        others = (*found[1:], *self.deciders(facts.urgent_decision_by))
        self._cast.succeed(found[0], [one for one in others if one != found[0]])
        return found[0]

    def _required(self, level: PlanLevel) -> int:
        """Return the authority that deciding *level* takes; 0 if what decides it is not clear.

        It is that of whoever decides a lower level, and by law that of the government that the
        grade falls to.
        """
        deciders = self.deciders(level.facts.decided_by)
        own = max((self._cast.rank(post) for post in deciders), default=0)
        if government_short(self._plan, level, level.facts.decided_by):
            return own + 1
        lower = next((below for one, below in falls(self._plan) if one.name == level.name), None)
        if lower is None:
            return 0
        asked = (self._cast.rank(post) for post in self.deciders(lower.facts.decided_by))
        return max(asked, default=0)

    def deciders(self, names: Iterable[str]) -> list[str]:
        """Return the posts that decide for *names*: posts, or whoever leads a unit."""
        found: list[str] = []
        for name in names:
            for entity in self._meant(name):
                is_post = entity.kind is Kind.POST
                found.append(self._cast.post(entity) if is_post else self._cast.desk(entity))
        return found

    def _meant(self, name: str) -> Iterator[Entity]:
        entity = self._plan.get(name)
        if entity is None:
            return
        if entity.kind is Kind.ORGANISATION:
            yield from self._cast.meant(entity, self._plan)
        elif entity.kind is Kind.POST:
            yield entity

    def _delay(self, level: PlanLevel) -> Span:
        """Return how long the decision takes: all the time that the plan allows for it."""
        limit = level.facts.decision_limit
        if limit and limit.seconds is not None:
            return exactly(limit.seconds)
        self._work.assume(
            level_id(self._plan.plan.id, level.severity),
            msg("decision on {level} of {plan}", level=level.name, plan=self._name),
            durations.SOURCE,
            span=durations.DECISION,
        )
        return durations.DECISION

    @property
    def _name(self) -> str:
        names = self._plan.plan.short_names
        return names[0] if names else self._plan.plan.name

    def _condition(self, rule: Rule) -> Condition:
        """Return *rule*; cells on levels of plans that are practised ask how those plans run."""
        followed = [cell for cell in rule.conditions if self._followed(cell)]
        if not followed:
            return self._work.row(rule, self._plan)
        left = tuple(cell for cell in rule.conditions if cell not in followed)
        rest = Rule(
            rule.pointer,
            left,
            rule.judgement,
            rule.scope,
            rule.table,
            rule.linked,
            rule.may,
            rule.unread,
        )
        is_empty = not (left or rule.judgement or rule.scope or rule.unread)
        own = None if is_empty else self._work.row(rest, self._plan)
        return all_of([own, *map(self._level_is, followed)])

    def _followed(self, cell: Cell) -> PlanView | None:
        """Return the plan, if it is practised, whose level *cell* asks for."""
        return practised(self._work, cell.indicator.element)

    def _level_is(self, cell: Cell) -> Condition:
        other = self._followed(cell)
        domain = cell.values.domain
        assert other is not None  # noqa: S101 - asked before
        assert isinstance(domain, Ordered)  # noqa: S101 - the domain of a level
        ranks = [
            rank
            for word in domain.words
            if cell.values.contains(word) and (rank := other.severity(word))
        ]
        id_ = other.plan.id
        return any_of(_bounded(id_, ranks, len(other.level_names))) or _never(id_)

    def _clauses(self) -> Iterator[tuple[Adjustment, Condition, list[int]]]:
        """Yield the clauses on the start, when they hold, and the levels that they are for."""
        for i, adjustment in enumerate(self._plan.plan.adjustments):
            here = ("adjustments", i)
            table = self._plan.compiled(adjustment.when, (*here, "when"))
            text = Rule(here, (), adjustment.circumstances)
            rows = self._work.rows(table.rules, self._plan)
            holds = any_of((self._work.row(text, self._plan), *rows))
            wanted = {self._plan.severity(name) for name in adjustment.levels}
            ranks = [rank for rank, parts in self._tables.items() if parts]
            if holds:
                yield adjustment, holds, [r for r in ranks if not wanted or r in wanted]

    def _raised(self) -> Iterator[tuple[int, Condition]]:
        """Yield the levels that clauses raise others to, and when."""
        for adjustment, holds, ranks in self._clauses():
            for rank in ranks if adjustment.direction is Direction.RAISE else ():
                target = severity_after(self._plan, adjustment, rank)
                if target is not None and target > rank:
                    yield target, all_of([holds, any_of(self._tables[rank])])

    def _shifted(self) -> Iterator[tuple[int, Condition]]:
        """Yield the rows whose figures clauses shift to a share of themselves, and when."""
        for adjustment, holds, ranks in self._clauses():
            shift = share_of(adjustment)
            if shift is None or adjustment.direction not in (Direction.SHIFT, Direction.EASE):
                continue
            for level in self._plan.levels:
                for rule in self._plan.tables[level.name].rules:
                    shifted = _at_share(rule, *shift)
                    if level.severity in ranks and shifted != rule:
                        yield level.severity, all_of([holds, self._condition(shifted)])

    def _steps(self) -> Iterator[tuple[int, Condition]]:
        """Yield what leads up to a level from another one."""
        for i, step in enumerate(self._plan.plan.transitions):
            source, target = self._plan.severity(step.source), self._plan.severity(step.target)
            if source is None or target is None or target <= source:
                continue
            here = ("transitions", i)
            rules = list(self._plan.compiled(step.when, (*here, "when")).rules)
            rules += [Rule((*here, "conditions"), (), text) for text in step.conditions]
            if rules:
                running = LevelIs(self._plan.plan.id, source)
                yield target, all_of([running, any_of(self._work.rows(rules, self._plan))])

    def end(self) -> End | None:
        """Return how the response ends, None if the plan does not say it.

        A level ends by its table, or else by its words, all of which people say are so; and only
        while no figure that can fall again asks for a level.
        """
        parts: list[Condition] = []
        ranks = sorted(self._tables)
        for level in self._plan.levels:
            when = self._ended(level)
            if when is not None:
                higher = [LevelIs(self._plan.plan.id, r) for r in ranks if r > level.severity][:1]
                bounds: list[Condition] = [LevelIs(self._plan.plan.id, level.severity)]
                bounds += map(Not, higher)
                parts.append(all_of([*bounds, when]))
        asked = any_of(
            part for rows in self._tables.values() for part in rows if not _is_for_good(part)
        )
        found = any_of(parts)
        if found is None:
            return None
        self._work.assume(
            self._plan.plan.id,
            msg("decision that the response of {plan} ends", plan=self._name),
            durations.SOURCE,
            span=durations.ENDING,
        )
        quiet = Not(Sure(asked)) if asked else None
        here = clause(("termination",), "")
        return End(all_of([quiet, found]), delay=durations.ENDING, clause=here)

    def _ended(self, level: PlanLevel) -> Condition | None:
        end: Termination | None = level.facts.termination
        if end is None:
            return None
        own = self._plan.plan.levels[level.name].termination is not None
        here: Pointer = (*level.pointer, "termination") if own else ("termination",)
        if end.when:
            rules = self._plan.compiled(end.when, (*here, "when")).rules
            return any_of(self._work.rows(rules, self._plan))
        words = [Rule((*here, "conditions"), (), text) for text in end.conditions]
        return all_of(self._work.rows(words, self._plan)) if words else None

    def warned(self) -> Mapping[str, int]:
        """Return by colour of the own warnings the level that follows at least."""
        rules = self._plan.plan.warnings.rules if self._plan.plan.warnings else {}
        found = {
            colour.zh: self._plan.severity(rule.response)
            for colour, rule in rules.items()
            if rule.response
        }
        return {name: rank for name, rank in found.items() if rank}

    def graded(self) -> tuple[tuple[int, Condition], ...]:
        """Return the grades of the incident with what they ask for.

        They start no level beside the tables: one dead in a landslide is no accident with
        chemicals, though the register has one indicator for both.
        """
        grades = self._plan.plan.grades
        found: list[tuple[int, Condition]] = []
        for place, (name, rule) in enumerate(grades.items()):
            table = self._plan.compiled(rule.conditions, ("grades", name, "conditions"))
            when = any_of(self._condition(row) for row in table.rules)
            if when is not None:
                found.append((len(grades) - place, when))
        return tuple(found)


def _lower(
    found: dict[int, list[Condition]],
    plan: PlanView,
    adjustment: Adjustment,
    holds: Condition,
    ranks: Iterable[int],
) -> None:
    """Let what reaches *ranks* reach what *adjustment* makes of them while it is known to hold."""
    for rank in sorted(ranks):
        target = severity_after(plan, adjustment, rank)
        asked = any_of(found[rank])
        if not target or target >= rank or asked is None:
            continue
        found[rank] = [all_of([asked, Not(Sure(holds))])]
        found[target].append(all_of([asked, holds]))


def _at_share(rule: Rule, name: str, share: Fraction) -> Rule:
    """Return *rule* with the bounds of the figure called *name* at *share* of themselves."""
    cells = tuple(
        replace(cell, values=_scaled(cell.values, share))
        if cell.reach is None
        and isinstance(cell.values.domain, Numeric)
        and name in spellings(cell.indicator)
        else cell
        for cell in rule.conditions
    )
    return replace(rule, conditions=cells)


def _scaled(values: ValueSet, share: Fraction) -> ValueSet:
    """Return *values* with their bounds at *share*; the ends of what there can be stay."""
    whole = values.domain.line
    parts = (
        interval(
            None if low is None else low.number * share,
            None if high is None else high.number * share,
            low_closed=low is None or low.is_closed,
            high_closed=high is None or high.is_closed,
            step=whole.step,
        )
        for low, high in values.open_spans()
    )
    return ValueSet(values.domain, union(parts, step=whole.step) & whole)


def practised(work: Work, element: object) -> PlanView | None:
    """Return the plan, if the drill practises it, whose level the indicator *element* is."""
    is_level = isinstance(element, Indicator) and element.type is IndicatorType.LEVEL
    if not is_level or not isinstance(element, Indicator) or not element.plan:
        return None
    outline = work.corpus.system.plan(element.plan)
    return work.plans.get(outline.id) if outline else None


def _bounded(plan: str, ranks: list[int], highest: int) -> Iterator[Condition]:
    """Yield one condition for each unbroken run of *ranks*."""
    for rank in sorted(ranks):
        if rank - 1 in ranks:
            continue
        last = rank
        while last + 1 in ranks:
            last += 1
        above = [] if last >= highest else [Not(LevelIs(plan, last + 1))]
        yield all_of([LevelIs(plan, rank), *above])


def _never(plan: str) -> Condition:
    return all_of([LevelIs(plan, 1), Not(LevelIs(plan, 1))])


def _is_for_good(condition: Condition) -> bool:
    """Whether *condition* rests on a figure that can only grow, and so cannot fail any more."""
    if not isinstance(condition, Row):
        return False
    return any(
        isinstance(cell.indicator.element, Indicator) and cell.indicator.element.cumulative
        for cell in condition.rule.conditions
    )


__all__ = ["Levels", "clause", "practised"]
