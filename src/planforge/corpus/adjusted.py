"""What else than its trigger table raises or lowers a level: grades, clauses, steps up and down.

The grade of an incident starts the level that answers to it (对应分级). Clauses on the start
(启动条件调整) raise, lower or shift it in circumstances that people name; steps (级别调整) lead
from one level to another while a response is running.
"""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING, Final

from planforge.corpus.assess import Answer, Step, answer, confirms, reached_step
from planforge.corpus.names import fold, spellings
from planforge.feel import Numeric
from planforge.frozen import dataclass
from planforge.model.scales import Direction
from planforge.patterns import late

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from planforge.corpus.assess import Assessment, Fact
    from planforge.corpus.plan_view import PlanView
    from planforge.feel import Value
    from planforge.findings import Pointer
    from planforge.model.plan import Transition
    from planforge.model.trigger import Adjustment, Row

_STEPS: Final = late(r"([一二两三1-3])个?(?:响应)?(?:级别|等级|级)")
_COUNTS: Final = {"一": 1, "1": 1, "二": 2, "两": 2, "2": 2, "三": 3, "3": 3}
_SHARE: Final = late(
    r"(?P<name>[^，。；]+?)(?:的?(?:启动值|启动条件|标准))?按照?(?:标准的?)?"
    r"(?P<share>\d{1,3}(?:\.\d{1,3})?)[%％].{0,4}"
)


@dataclass(frozen=True, slots=True)
class GradeAnswer:
    """A level that answers to the grade reached.

    Attributes:
        grade: The grade.
        level: The level.
        pointer: Where the level says so.
    """

    grade: str
    level: str
    pointer: Pointer


@dataclass(frozen=True, slots=True)
class ClauseAnswer:
    """A clause on the start of levels.

    Attributes:
        clause: The clause.
        pointer: Where it stands.
        answer: Whether its circumstances hold.
        level: The level that follows; empty where the clause does not say it in a way to reckon.
    """

    clause: Adjustment
    pointer: Pointer
    answer: Answer
    level: str


@dataclass(frozen=True, slots=True)
class StepAnswer:
    """A step from the level that follows to another one.

    Attributes:
        step: The step.
        pointer: Where it stands.
        answer: Whether its table holds; `OPEN` where only words say when.
        is_up: Whether it leads to a higher level.
    """

    step: Transition
    pointer: Pointer
    answer: Answer
    is_up: bool


@dataclass(frozen=True, slots=True)
class Outlook:
    """The level that follows from everything known, and what would change it.

    Attributes:
        by_grade: The level of the grade reached; None without one.
        level: The higher of the levels by trigger and by grade, changed by the clauses whose
            circumstances hold; empty for none. A clause that raises wins over one that lowers.
        clauses: The clauses on levels like the one reached, those that hold first.
        steps: The steps from the level that follows, those up first.
    """

    by_grade: GradeAnswer | None
    level: str
    clauses: tuple[ClauseAnswer, ...]
    steps: tuple[StepAnswer, ...]


def outlook(
    view: PlanView, outcome: Assessment, known: Sequence[Fact], holding: Sequence[str] = ()
) -> Outlook:
    """Return what *outcome*, the assessment of *known* and *holding* in *view*, comes to."""
    case = _Case(view, tuple(known), tuple(holding))
    by_grade = _by_grade(view, outcome)
    reached = outcome.levels.reached
    names = [reached.name if reached else "", by_grade.level if by_grade else ""]
    base = max(names, key=case.severity)
    clauses = tuple(case.clauses(base))
    level = case.changed(base, [found for found in clauses if found.answer is Answer.HOLDS])
    ordered = sorted(clauses, key=lambda found: found.answer is not Answer.HOLDS)
    steps = sorted(case.steps(level), key=lambda found: not found.is_up)
    return Outlook(by_grade, level, tuple(ordered), tuple(steps))


def circumstances(view: PlanView) -> tuple[str, ...]:
    """Return the texts on which people decide: 限定, 时机, 研判, 情形 and words for a step."""
    tables = [view.tables[level.name] for level in view.levels]
    tables += [
        view.compiled(grade.conditions, ("grades", name, "conditions"))
        for name, grade in view.plan.grades.items()
    ]
    for colour, warning in view.plan.warnings.rules.items() if view.plan.warnings else ():
        at = ("warnings", "rules", colour.zh, "conditions")
        tables.append(view.compiled(warning.conditions, at))
    rules = [rule for table in tables for rule in table.rules]
    found = [text for rule in rules for text in (*rule.scope, rule.judgement) if text]
    found += [clause.circumstances for clause in view.plan.adjustments]
    found += [text for step in view.plan.transitions for text in step.conditions]
    return tuple(dict.fromkeys(found))


def severity_after(view: PlanView, clause: Adjustment, severity: int) -> int | None:
    """Return the level that *clause*, which raises or lowers, makes of the level *severity*.

    None where that cannot be reckoned; 0 is no level.
    """
    order = view.level_names
    named = [name for name in order if name in clause.steps]
    if len(named) == 1:
        return view.severity(named[0])
    found = _STEPS.search(clause.steps)
    if found is None or not severity:
        return None
    step = _COUNTS[found[1]] * (1 if clause.direction is Direction.RAISE else -1)
    return max(0, min(severity + step, len(order)))


def share_of(clause: Adjustment) -> tuple[str, Fraction] | None:
    """Return the figure that *clause* shifts, and the share of its bounds at which it starts.

    None where the clause does not say that in a way to reckon.
    """
    found = _SHARE.fullmatch(clause.steps.strip())
    share = Fraction(found["share"]) / 100 if found else Fraction(0)
    return (found["name"], share) if found and share else None


def _by_grade(view: PlanView, outcome: Assessment) -> GradeAnswer | None:
    grade = outcome.grades.reached
    if grade is None:
        return None
    return next(
        (
            GradeAnswer(grade.name, level.name, (*level.pointer, "grades"))
            for level in view.levels
            if grade.name in level.facts.grades
        ),
        None,
    )


@dataclass(frozen=True, slots=True)
class _Case:
    """What is known, and what people say is so."""

    view: PlanView
    known: tuple[Fact, ...]
    holding: tuple[str, ...]

    def severity(self, level: str) -> int:
        """Return the severity of *level*; 0 for none."""
        return self.view.severity(level) or 0

    def holds(self, rows: Sequence[Row], at: Pointer, words: Sequence[str]) -> Answer:
        """Return whether the table *rows* holds, or people say that one of *words* does."""
        if any(confirms(self.holding, text) for text in words):
            return Answer.HOLDS
        if not rows:
            return Answer.OPEN
        facts = {fact.dimension: fact.value for fact in self.known}
        rules = self.view.compiled(rows, at).rules
        return Step("", tuple(answer(rule, facts, self.holding) for rule in rules)).answer

    def clauses(self, level: str) -> Iterator[ClauseAnswer]:
        """Yield the clauses that may change *level*."""
        for i, clause in enumerate(self.view.plan.adjustments):
            at = ("adjustments", i)
            state = self.holds(clause.when, (*at, "when"), (clause.circumstances,))
            target = self._target(clause, level)
            applies = not clause.levels or fold(level) in set(map(fold, clause.levels))
            is_shift = clause.direction in (Direction.SHIFT, Direction.EASE)
            if state is not Answer.FAILS and (applies or (is_shift and target not in ("", level))):
                yield ClauseAnswer(clause, at, state, target)

    def _target(self, clause: Adjustment, level: str) -> str:
        """Return what *clause* makes of *level*; empty where that cannot be reckoned."""
        if clause.direction not in (Direction.RAISE, Direction.LOWER):
            return self._shifted(clause)
        severity = severity_after(self.view, clause, self.severity(level))
        order = self.view.level_names
        return (*order, "")[len(order) - (severity or 0)]

    def _shifted(self, clause: Adjustment) -> str:
        """Return the level where the bounds of the figure named stand at a share of themselves."""
        name, share = share_of(clause) or ("", Fraction(0))
        facts: dict[str, Value] = {fact.dimension: fact.value for fact in self.known}
        scaled = dict(facts)
        for fact in self.known if share else ():
            is_figure = isinstance(fact.domain, Numeric) and isinstance(fact.value, Fraction)
            if is_figure and name in spellings(fact.indicator):
                assert isinstance(fact.value, Fraction)  # noqa: S101 - asked just above
                scaled[fact.dimension] = fact.value / share
        if scaled == facts:
            return ""
        tables = ((level.name, self.view.tables[level.name]) for level in self.view.levels)
        return reached_step(tables, scaled, self.holding)

    def changed(self, base: str, clauses: Sequence[ClauseAnswer]) -> str:
        """Return *base* as the clauses that hold change it; the highest of them wins."""
        raised = [f.level for f in clauses if self.severity(f.level) > self.severity(base)]
        if raised:
            return max(raised, key=self.severity)
        lowered = [f.level for f in clauses if f.clause.direction is Direction.LOWER and f.level]
        return min(lowered, key=self.severity) if lowered else base

    def steps(self, level: str) -> Iterator[StepAnswer]:
        """Yield the steps that lead away from *level*."""
        for i, step in enumerate(self.view.plan.transitions):
            source, target = self.severity(step.source), self.severity(step.target)
            if not level or source != self.severity(level) or target == source:
                continue
            at = ("transitions", i)
            state = self.holds(step.when, (*at, "when"), step.conditions)
            if state is not Answer.FAILS:
                yield StepAnswer(step, at, state, target > source)


__all__ = [
    "ClauseAnswer",
    "GradeAnswer",
    "Outlook",
    "StepAnswer",
    "circumstances",
    "outlook",
    "severity_after",
    "share_of",
]
