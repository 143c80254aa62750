"""An assessment for people: one heading for each question, answers below it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from planforge.cli.assessment_words import Words
from planforge.cli.output import visible
from planforge.corpus.assess import Answer
from planforge.findings import Place
from planforge.i18n import Message, marks, msg
from planforge.model.scales import Direction

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from planforge.cli.places import Places
    from planforge.corpus.adjusted import ClauseAnswer, Outlook, StepAnswer
    from planforge.corpus.assess import Assessment, Fact, LinkAnswer, RowAnswer, Scale
    from planforge.corpus.corpus import Corpus
    from planforge.corpus.plan_view import ActionAt, PlanView
    from planforge.corpus.tables import Condition
    from planforge.findings import Pointer

FIRST_ACTIONS = 10
"""How many actions are listed; the plan has the rest."""
_MOST_ROWS = 6
_LEVEL = (Direction.RAISE, Direction.LOWER)
"""What is done to the level itself, not to a condition."""


class Teller:
    """Tells assessments of one plan in one language."""

    def __init__(self, corpus: Corpus, view: PlanView, places: Places, language: str) -> None:
        """Tell of the plan of *view* in *language*; *places* knows its lines."""
        self._corpus = corpus
        self._view = view
        self._places = places
        self._language = language
        self._words = Words(view.registry, language)

    def tell(
        self,
        known: Sequence[Fact],
        outcome: Assessment,
        follows: Outlook,
        holding: Sequence[str] = (),
    ) -> str:
        """Return *outcome* and what *follows* as text; its last line is ended."""
        unsaid = msg("cannot be said yet")
        none = (
            (msg("no level is reached"), msg("no warning follows"), msg("no grade follows"))
            if known or holding
            else (unsaid, unsaid, unsaid)
        )
        lines = [
            self._t(msg("{plan} ({id})", plan=self._view.plan.name, id=self._view.plan.id)),
            *self._known(known, outcome, holding),
            "",
            *self._level(outcome, follows, none[0]),
            *self._follows(follows),
            *self._people(follows.level),
            *self._changes(follows),
            *self._scale(msg("Warning"), none[1], outcome.warnings),
            *self._scale(msg("Incident grade"), none[2], outcome.grades),
            *self._actions(outcome.actions),
            *self._links(outcome.links),
            *self._more(outcome, follows),
        ]
        return "\n".join(visible(line) for line in lines).rstrip() + "\n"

    def _t(self, message: Message) -> str:
        return message.render(self._language)

    def _head(self, title: Message, text: Message | str = "") -> str:
        words = text if isinstance(text, str) else self._t(text)
        return marks(self._language).labelled(self._t(title), words).rstrip()

    def _known(
        self, known: Sequence[Fact], outcome: Assessment, holding: Sequence[str]
    ) -> Iterator[str]:
        told = map(self._words.fact, known)
        words = marks(self._language).listed(told) or self._t(msg("nothing"))
        yield self._head(msg("Known"), words)
        if holding:
            yield self._head(msg("People say it is so"), marks(self._language).listed(holding))
        if outcome.unused:
            names = tuple(fact.indicator.name for fact in outcome.unused)
            yield self._t(msg("No condition of this plan asks for {names}.", names=names))
        yield self._t(msg("✓ it is so; ? not known yet"))

    def _scale(self, title: Message, none: Message, found: Scale) -> Iterator[str]:
        if not found.steps:
            return
        reached = found.reached
        yield self._head(title, reached.name if reached else none)
        for row in reached.with_answer(Answer.HOLDS) if reached else ():
            may = self._t(msg(" (may, not must)")) if row.rule.may else ""
            yield f"  ✓ {self._cells(row.rule.conditions)}{may}  {self._at(row)}"
        for step in found.possible:
            yield "  " + self._t(
                msg("Could be {name}, if one of these rows holds:", name=step.name)
            )
            rows = step.nearest
            for row in rows[:_MOST_ROWS]:
                yield f"    ? {self._wanted(row)}  {self._at(row)}"
            if len(rows) > _MOST_ROWS:
                more = msg("and {count} rows more", count=len(rows) - _MOST_ROWS)
                yield "      " + self._t(more)
        yield ""

    def _cells(self, cells: Sequence[Condition]) -> str:
        return self._t(msg(", and ")).join(map(self._words.cell, cells))

    def _wanted(self, row: RowAnswer) -> str:
        rule = row.rule
        parts = [self._words.cell(cell) for cell in row.missing]
        if rule.judgement:
            parts.append(self._t(msg("people judge: {text}", text=rule.judgement)))
        parts += [self._t(msg("it is so that: {text}", text=text)) for text in rule.scope]
        if rule.unread or not parts:
            parts.append(self._t(msg("a cell that cannot be read")))
        wanted = self._t(msg(", and ")).join(parts)
        so = tuple(cell for cell in rule.conditions if cell not in row.missing)
        if not so:
            return wanted
        return self._t(msg("{known} is so; also: {wanted}", known=self._cells(so), wanted=wanted))

    def _at(self, row: RowAnswer) -> str:
        return f"({self._places.spot(Place(self._view.file, row.rule.pointer))})"

    def _level(self, outcome: Assessment, follows: Outlook, none: Message) -> Iterator[str]:
        """Yield the level that follows from everything, then what the start conditions say."""
        title = msg("Response level")
        reached = outcome.levels.reached
        if follows.level != (reached.name if reached else ""):
            yield self._head(title, follows.level or none)
            yield ""
            title = msg("By the start conditions alone")
        yield from self._scale(title, none, outcome.levels)

    def _follows(self, follows: Outlook) -> Iterator[str]:
        """Yield what else raises or lowers the level."""
        lines: list[str] = []
        if follows.by_grade is not None:
            by = follows.by_grade
            text = self._t(msg("the grade {grade} starts {level}", grade=by.grade, level=by.level))
            lines.append(f"  ✓ {text}  {self._spot(by.pointer)}")
        lines += [f"  {self._clause(found)}" for found in follows.clauses]
        if lines:
            yield self._head(msg("Grade and clauses on the start"))
            yield from lines
            yield ""

    def _changes(self, follows: Outlook) -> Iterator[str]:
        """Yield how the level changes while the response runs."""
        if follows.steps:
            yield self._head(msg("Changes of the level while the response runs"))
            yield from (f"  {self._step(found)}" for found in follows.steps)
            yield ""

    def _clause(self, found: ClauseAnswer) -> str:
        clause = found.clause
        by = clause.steps
        if not by or (clause.direction in _LEVEL and clause.direction.zh not in by):
            direction = clause.direction.label(self._language)
            by = self._t(msg("{direction} {steps}", direction=direction, steps=by)).strip()
        if found.level:
            by = f"{by} → {found.level}"
        text = self._decided(
            marks(self._language).labelled(by, clause.circumstances), clause.decided_by
        )
        return f"{_sign(found.answer)} {text}  {self._spot(found.pointer)}"

    def _step(self, found: StepAnswer) -> str:
        step = found.step
        words = marks(self._language).clauses(step.conditions)
        text = marks(self._language).labelled(f"{step.source} → {step.target}", words)
        text = self._decided(text, step.decided_by)
        return f"{_sign(found.answer)} {text}  {self._spot(found.pointer)}"

    def _decided(self, text: str, names: Sequence[str]) -> str:
        return text + self._t(msg(" (decided by {names})", names=tuple(names))) if names else text

    def _spot(self, pointer: Pointer) -> str:
        return f"({self._places.spot(Place(self._view.file, pointer))})"

    def _people(self, reached: str) -> Iterator[str]:
        level = self._view.level(reached) if reached else None
        if level is None:
            return
        facts = level.facts
        limit = facts.decision_limit
        yield self._head(msg("Who starts {level}", level=reached))
        for title, names in (
            (msg("Proposed by"), facts.proposed_by),
            (msg("Decided by"), facts.decided_by),
            (msg("Decided at once, when time presses, by"), facts.urgent_decision_by),
            (msg("Announced by"), facts.announced_by),
            (msg("Commanded by"), facts.commander),
            (msg("Told of it"), facts.reported_to),
        ):
            if names:
                yield "  " + self._head(title, marks(self._language).listed(names))
        if limit:
            yield "  " + self._head(msg("Decided within"), limit.text)
        yield ""

    def _actions(self, actions: Sequence[ActionAt]) -> Iterator[str]:
        if not actions:
            return
        yield self._head(msg("First actions"))
        for action in actions[:FIRST_ACTIONS]:
            limit = self._limit(action)
            who = marks(self._language).listed(action.responsible)
            place = Place(self._view.file, ("actions", action.index))
            spot = self._places.spot(place)
            yield f"  {limit}  {marks(self._language).labelled(who, action.content)}  ({spot})"
        if len(actions) > FIRST_ACTIONS:
            more = msg("and {count} actions more", count=len(actions) - FIRST_ACTIONS)
            yield "  " + self._t(more)
        yield ""

    def _limit(self, action: ActionAt) -> str:
        return f"[{self._words.limit(action.limit, action.anchor.label(self._language))}]"

    def _more(self, outcome: Assessment, follows: Outlook) -> Iterator[str]:
        """Yield how to ask again once more is known."""
        rows = [row for step in outcome.levels.possible for row in step.nearest]
        asked = [text for row in rows for text in row.rule.scope]
        asked += [x.clause.circumstances for x in follows.clauses if x.answer is not Answer.HOLDS]
        if not rows and not asked:
            return
        yield ""
        again = msg("When more is known, add INDICATOR=VALUE and ask again.")
        if asked:
            again = msg(
                "When more is known, add INDICATOR=VALUE and ask again; what people find to be so "
                "goes behind --given, such as --given {text}",
                text=min(asked, key=len),
            )
        yield self._t(again)

    def _links(self, links: Sequence[LinkAnswer]) -> Iterator[str]:
        if not links:
            return
        yield self._head(msg("Other plans"))
        for found in links:
            yield "  " + self._link(found)

    def _link(self, found: LinkAnswer) -> str:
        link = found.link
        view = self._corpus.plan(link.plan)
        name = view.plan.name if view else link.plan
        level = self._t(msg(", {level} there", level=found.level)) if found.level else ""
        sign = "✓" if found.answer is Answer.HOLDS else "?"
        kind = link.kind.label(self._language)
        words = marks(self._language).clauses(
            self._cells(row.rule.conditions) if row.answer is Answer.HOLDS else self._wanted(row)
            for row in found.rows
            if row.answer is not Answer.FAILS
        )
        text = marks(self._language).labelled(f"{sign} {kind} {name}{level}", words)
        if not words:
            text = marks(self._language).labelled(
                f"{sign} {kind} {name}{level}", link.circumstances
            )
        spot = self._places.spot(Place(self._view.file, found.pointer))
        return f"{text}  ({spot})"


def _sign(answer: Answer) -> str:
    return "✓" if answer is Answer.HOLDS else "?"
