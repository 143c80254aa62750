"""What a plan says when facts are known: which level, warning and grade, and what could raise it.

Three-valued throughout: what nobody has told is unknown, never zero or no. What people have to
judge (研判) and what limits a row (限定) is never decided here; such a row stays open unless
somebody says that it is so.
"""

from __future__ import annotations

from enum import Enum
from fractions import Fraction
from typing import TYPE_CHECKING, Final, TypeAlias

from planforge.corpus.counted import counts
from planforge.corpus.names import Former, Found, fold
from planforge.corpus.tables import compile_cell, compile_triggers, domain_of
from planforge.feel import Numeric, Problem, ProblemKind, Problems, only
from planforge.frozen import dataclass
from planforge.i18n import msg
from planforge.model.base import Kind
from planforge.model.scales import Anchor, LinkKind, WarningColour

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from planforge.corpus.names import Entity, Resolution
    from planforge.corpus.plan_view import ActionAt, PlanView
    from planforge.corpus.registry import Registry
    from planforge.corpus.tables import Compiled, Condition, Rule
    from planforge.feel import Domain, Value
    from planforge.findings import Pointer
    from planforge.model.plan import Link

Facts: TypeAlias = "Mapping[str, Value]"
"""Values by dimension (`Condition.dimension`), in the units of the indicators."""

CALLS: Final = (
    LinkKind.CASCADES_TO,
    LinkKind.REQUESTS_SUPPORT,
    LinkKind.HANDS_OVER_TO,
    LinkKind.JOINT_ACTION,
)
"""Kinds of links by which this plan makes another one start."""


class Answer(Enum):
    """Whether something holds."""

    HOLDS = "holds"
    OPEN = "open"
    """It holds or not, depending on what is not known."""
    FAILS = "fails"


@dataclass(frozen=True, slots=True)
class Fact:
    """A value that somebody told.

    Attributes:
        dimension: Key of the axis: the id of the indicator, with the test for a count of places.
        indicator: The indicator.
        value: The value, in the unit of the indicator.
        domain: What values there can be.
    """

    dimension: str
    indicator: Entity
    value: Value
    domain: Domain

    @property
    def dimension_name(self) -> str:
        """The dimension for readers: the name of the indicator, with the test for a count."""
        return self.indicator.name + "@".join(["", *self.dimension.split("#")[1:]])


@dataclass(frozen=True, slots=True)
class RowAnswer:
    """What a row of a table says.

    Attributes:
        rule: The row.
        answer: Whether it holds.
        missing: Its cells on which nothing is known; all of them must hold for the row to do so.
        unknown: How much must still turn out to be so: those cells, and what people have to say.
    """

    rule: Rule
    answer: Answer
    missing: tuple[Condition, ...]
    unknown: int = 0


@dataclass(frozen=True, slots=True)
class Step:
    """A level, colour or grade with its rows; any of them suffices."""

    name: str
    rows: tuple[RowAnswer, ...]

    @property
    def answer(self) -> Answer:
        """Whether the step is reached."""
        known = {row.answer for row in self.rows}
        return next((a for a in (Answer.HOLDS, Answer.OPEN) if a in known), Answer.FAILS)

    def with_answer(self, answer: Answer) -> tuple[RowAnswer, ...]:
        """Return the rows that have *answer*."""
        return tuple(row for row in self.rows if row.answer is answer)

    @property
    def nearest(self) -> tuple[RowAnswer, ...]:
        """The open rows, those first that lack least; of these, those of which most is known."""

        def lacking(row: RowAnswer) -> tuple[int, int]:
            return row.unknown, len(row.missing) - len(row.rule.conditions)

        return tuple(sorted(self.with_answer(Answer.OPEN), key=lacking))


@dataclass(frozen=True, slots=True)
class Scale:
    """Levels, colours or grades, the worst first."""

    steps: tuple[Step, ...]

    @property
    def reached(self) -> Step | None:
        """The worst step that holds whatever is not known, None for none."""
        return next((step for step in self.steps if step.answer is Answer.HOLDS), None)

    @property
    def possible(self) -> tuple[Step, ...]:
        """The steps above that which something unknown could bring about, the worst first."""
        found: list[Step] = []
        for step in self.steps:
            if step.answer is Answer.HOLDS:
                break
            if step.answer is Answer.OPEN:
                found.append(step)
        return tuple(found)


@dataclass(frozen=True, slots=True)
class LinkAnswer:
    """A link that makes another plan start.

    Attributes:
        link: The link.
        pointer: Where it stands.
        answer: Whether it takes effect.
        rows: What the rows of its condition say.
        level: Level of the other plan that follows from the level reached here; empty for none.
    """

    link: Link
    pointer: Pointer
    answer: Answer
    rows: tuple[RowAnswer, ...]
    level: str


@dataclass(frozen=True, slots=True)
class Assessment:
    """What the facts make of a plan.

    Attributes:
        levels: The response levels.
        warnings: The colours of warnings.
        grades: The grades of the incident.
        actions: What is done at the level reached, the shortest limit first.
        links: Links that make other plans start, or may.
        unused: Facts that no condition of the plan asks for.
    """

    levels: Scale
    warnings: Scale
    grades: Scale
    actions: tuple[ActionAt, ...]
    links: tuple[LinkAnswer, ...]
    unused: tuple[Fact, ...]


def read_fact(name: str, text: str, registry: Registry) -> Fact | Problem | Resolution:
    """Return the fact that indicator *name* has the value *text*.

    `支流控制站水位@>= 超警戒` names a count of places that reach something.

    Returns:
        The fact; what is wrong with the value; or what the name means, where that is no indicator.
    """
    wanted, at, reach = name.partition("@")
    found = registry.names.find(wanted, (Kind.INDICATOR,))
    if isinstance(found, Former):
        found = Found(found.entity)
    if not isinstance(found, Found):
        return found
    indicator = found.entity
    domain = domain_of(indicator, registry)
    if isinstance(domain, Problems):
        return domain.items[0]
    dimension = indicator.id
    if at:
        test = compile_cell(reach, domain)
        if isinstance(test, Problems):
            return test.items[0]
        dimension = f"{indicator.id}#{test.text()}"
        domain = Numeric(low=Fraction(0), integer=True)
    values = compile_cell(text, domain)
    if isinstance(values, Problems):
        return values.items[0]
    value = values.sample()
    if values != only(domain, value):
        return Problem(
            ProblemKind.RANGE,
            msg("“{text}” is more than one value; write the one that is known", text=text),
            0,
            len(text),
        )
    return Fact(dimension, indicator, value, domain)


def assess(view: PlanView, known: Sequence[Fact], holding: Sequence[str] = ()) -> Assessment:
    """Return what the plan of *view* says where the facts *known* hold and no others are known.

    *holding* are texts, or parts of them, of 限定, 时机 and 研判 that people say are so.
    """
    facts = {fact.dimension: fact.value for fact in known}
    levels = scale(((level.name, view.tables[level.name]) for level in view.levels), facts, holding)
    warnings = scale(_warnings(view), facts, holding)
    grades = scale(
        (
            (name, view.compiled(rule.conditions, ("grades", name, "conditions")))
            for name, rule in view.plan.grades.items()
        ),
        facts,
        holding,
    )
    reached = levels.reached
    asked = _asked(
        row.rule for part in (levels, warnings, grades) for step in part.steps for row in step.rows
    )
    links, cells = _links(view, facts, holding, reached.name if reached else "")
    return Assessment(
        levels,
        warnings,
        grades,
        first_actions(view, reached.name) if reached else (),
        links,
        tuple(fact for fact in known if not {fact.dimension, _counted(fact)} & (asked | cells)),
    )


def scale(
    tables: Iterable[tuple[str, Compiled]], facts: Facts, holding: Sequence[str] = ()
) -> Scale:
    """Return what *tables*, given from the worst to the mildest, say of *facts*."""
    return Scale(
        tuple(
            Step(name, tuple(answer(rule, facts, holding) for rule in table.rules))
            for name, table in tables
        )
    )


def reached_step(
    tables: Iterable[tuple[str, Compiled]], facts: Facts, holding: Sequence[str] = ()
) -> str:
    """Return the name of what `scale` would say is reached; empty if nothing is.

    What is milder is not looked at.
    """
    for name, table in tables:
        if any(answer(rule, facts, holding).answer is Answer.HOLDS for rule in table.rules):
            return name
    return ""


def confirms(holding: Sequence[str], text: str) -> bool:
    """Whether one of the texts that people say are so is *text* or a part of it."""
    return any(fold(told) in fold(text) for told in holding)


def answer(rule: Rule, facts: Facts, holding: Sequence[str] = ()) -> RowAnswer:
    """Return whether row *rule* holds for *facts*; one with a cell nobody could read stays open."""
    found = [_cell(cell, facts) for cell in rule.conditions]
    if Answer.FAILS in found:
        return RowAnswer(rule, Answer.FAILS, ())
    missing = tuple(c for c, a in zip(rule.conditions, found, strict=True) if a is Answer.OPEN)
    said = (*rule.scope, *filter(None, (rule.judgement,)))
    unsaid = sum(not confirms(holding, text) for text in said)
    is_open = bool(missing or rule.unread or unsaid)
    if not is_open and not rule.conditions and not said:
        return RowAnswer(rule, Answer.OPEN, (), 1)
    unknown = len(missing) + len(rule.unread) + unsaid
    return RowAnswer(rule, Answer.OPEN if is_open else Answer.HOLDS, missing, unknown)


def _cell(cell: Condition, facts: Facts) -> Answer:
    if cell.dimension in facts:
        return Answer.HOLDS if cell.values.contains(facts[cell.dimension]) else Answer.FAILS
    can_be = counts(cell, facts)
    if can_be is None:
        return Answer.OPEN
    if can_be.values.is_subset(cell.values):
        return Answer.HOLDS
    if can_be.is_open and cell.values.contains(can_be.least):
        return Answer.HOLDS  # more places could only raise the level: theirs are other rows
    return Answer.FAILS if can_be.values.intersect(cell.values).is_empty else Answer.OPEN


def _asked(rules: Iterable[Rule]) -> set[str]:
    """Return the dimensions that *rules* ask for, with those of which counts say something."""
    cells = [cell for rule in rules for cell in rule.conditions]
    return {cell.dimension for cell in cells} | {_counted(c) for c in cells if c.reach is not None}


def _counted(of: Fact | Condition) -> str:
    return f"{of.indicator.id}#"


def _warnings(view: PlanView) -> list[tuple[str, Compiled]]:
    rules = view.plan.warnings.rules if view.plan.warnings else {}
    return [
        (
            colour.zh,
            view.compiled(rules[colour].conditions, ("warnings", "rules", colour.zh, "conditions")),
        )
        for colour in WarningColour
        if colour in rules
    ]


def first_actions(view: PlanView, level: str) -> tuple[ActionAt, ...]:
    """Return what is done at *level*, the shortest limit first; nothing for no level.

    What waits for the end of the response is not yet among it.
    """
    now = (x for x in view.actions_at(level) if x.anchor is not Anchor.TERMINATION)
    return tuple(sorted(now, key=_urgency))


def links_at(
    view: PlanView, known: Sequence[Fact], holding: Sequence[str], level: str
) -> tuple[LinkAnswer, ...]:
    """Return the links that may start other plans while *level* holds."""
    return _links(view, {fact.dimension: fact.value for fact in known}, holding, level)[0]


def _urgency(action: ActionAt) -> tuple[bool, int, int]:
    """Return the order of actions: those with a limit first, the shortest first."""
    seconds = action.limit.seconds if action.limit else None
    return (seconds is None, seconds or 0, action.index)


def _links(
    view: PlanView, facts: Facts, holding: Sequence[str], level: str
) -> tuple[tuple[LinkAnswer, ...], frozenset[str]]:
    """Return the links that may start other plans, and the dimensions that they ask for."""
    found: list[LinkAnswer] = []
    asked: set[str] = set()
    for i, link in enumerate(view.plan.links):
        if link.kind not in CALLS:
            continue
        table = compile_triggers(link.when, view.registry, ("links", i, "when"))
        asked |= _asked(table.rules)
        step = Step("", tuple(answer(rule, facts, holding) for rule in table.rules))
        state = step.answer if step.rows else Answer.OPEN
        follows = next((to for own, to in link.levels.items() if fold(own) == fold(level)), "")
        if state is not Answer.FAILS:
            found.append(LinkAnswer(link, ("links", i), state, step.rows, follows))
    return tuple(found), frozenset(asked)


__all__ = [
    "Answer",
    "Assessment",
    "Fact",
    "Facts",
    "LinkAnswer",
    "RowAnswer",
    "Scale",
    "Step",
    "answer",
    "assess",
    "confirms",
    "first_actions",
    "links_at",
    "reached_step",
    "read_fact",
    "scale",
]
