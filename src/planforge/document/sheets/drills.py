"""Tables of a drill as sheets: list of events, script, expected actions, evaluation, improvements.

The first column of every sheet is the number that stays; what an organiser or an evaluator writes
is found by it again.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from planforge.document.drills.answers import answer_by
from planforge.document.drills.desk import Desk
from planforge.document.drills.evaluating import watched_line
from planforge.document.drills.script import timing
from planforge.document.sheets.columns import yes_no
from planforge.document.sheets.drill_words import (
    ANSWERS,
    INJECT_STATES,
    evaluation_title,
)
from planforge.document.sheets.sheet import Column, ColumnKind, Row, Sheet
from planforge.drill.elements import ids_of
from planforge.drill.kit.clock import offset
from planforge.drill.kit.speech import took
from planforge.model.drill_scales import Delivery, InjectType, TaskState, TaskTarget
from planforge.model.evaluation import Method

if TYPE_CHECKING:
    from collections.abc import Sequence

    from planforge.document.pages.frame import Frame
    from planforge.drill.improvement import Improvement
    from planforge.drill.kit.values import EvaluationSheet, Expected, Inject, Kit, ScriptRow
    from planforge.i18n import Message
    from planforge.model.base import Term

_ROWS: Final = 12
"""Numbered rows that a table of improvements begins with."""
_MINUTE: Final = 60


class Tables:
    """Makes the sheets of one drill."""

    def __init__(self, frame: Frame, kit: Kit) -> None:
        """Make sheets of *kit* in the language of *frame*."""
        self._desk = Desk(frame, kit)
        self._kit = kit

    def _choices(self, words: Sequence[Message]) -> tuple[str, ...]:
        return tuple(word.render(self._desk.language) for word in words)

    def _labels(self, kind: type[Term]) -> tuple[str, ...]:
        return tuple(word.label(self._desk.language) for word in kind)

    def events(self) -> Sheet:
        """Return the list of events: every field of an inject, and room for what happened."""
        t, language = self._desk.t, self._desk.language
        columns = (
            Column(t("Number")),
            Column(t("Type"), choices=tuple(one.label(language) for one in InjectType)),
            Column(t("Time of the scenario")),
            Column(t("Time of the drill")),
            Column(t("Occasion")),
            Column(t("Title")),
            Column(t("Text")),
            Column(t("Sent by")),
            Column(t("Given to"), ColumnKind.LIST),
            Column(t("Way it is delivered"), choices=tuple(x.label(language) for x in Delivery)),
            Column(t("Place of the message")),
            Column(t("Enclosed"), ColumnKind.LIST),
            Column(t("Goals"), ColumnKind.LIST),
            Column(t("Expected action"), ColumnKind.LIST),
            Column(t("Grace"), ColumnKind.NUMBER, t("min")),
            Column(t("If not seen"), ColumnKind.LIST),
            Column(t("Helps")),
            Column(t("Controller")),
            Column(t("Spoken by")),
            Column(t("Leeway")),
            Column(t("Origin")),
            Column(t("Status"), choices=self._choices(INJECT_STATES)),
            Column(t("Really given at"), width=14),
            Column(t("Really seen"), width=24),
            Column(t("Remark"), width=20),
        )
        rows = tuple(self._event(one) for one in self._kit.injects)
        return Sheet("events", t("List of events (MSEL)"), columns, rows, self._desk.view.file)

    def _event(self, one: Inject) -> Row:
        desk, t = self._desk, self._desk.t
        return (
            one.id,
            one.type.label(desk.language),
            None if one.at is None else offset(one.at),
            None
            if one.at is None
            else self._kit.timeline.clock(one.at) or desk.at_jump(one.at) or None,
            desk.words(one.trigger) or None,
            desk.words(one.title),
            desk.words(one.text),
            desk.words(one.sender),
            tuple(desk.words(to) for to in one.to),
            one.delivery.label(desk.language),
            one.place or None,
            one.attachments,
            one.goals,
            tuple(self._short(action) for action in one.expected),
            one.grace // _MINUTE or None,
            one.helped_by,
            one.helps or None,
            one.controller or None,
            one.simulator or None,
            desk.words(one.leeway) or None,
            t("from the plans") if one.is_generated else t("from drill.yaml"),
            INJECT_STATES[0].render(desk.language),
            None,
            None,
            None,
        )

    def _short(self, one: Expected) -> str:
        its = self._desk.context.marks
        text = its.labelled(its.listed(one.actors), one.title)
        return its.bracketed(text, self._desk.limits(one))

    def expected(self) -> Sheet:
        """Return the expected actions with their limits, and room for the real times."""
        t = self._desk.t
        times: tuple[str, ...] = (t("Really begun at"), t("Really ended at"))
        if self._kit.is_table:
            times = (t("Answered at"),)
        columns = (
            Column(t("Number")),
            Column(t("Inject")),
            Column(t("Plan")),
            Column(t("Clause")),
            Column(t("Action in the drill")),
            Column(t("Responsible"), ColumnKind.LIST),
            Column(t("Limit")),
            Column(t("Answer by") if self._kit.is_table else t("Latest")),
            Column(t("Asked for by the organisers")),
            Column(t("Standard")),
            Column(t("Critical"), choices=self._yes_no()),
            *(Column(head, width=14) for head in times),
            Column(t("Done by"), width=16),
            Column(t("Remark"), width=20),
        )
        rows = tuple(
            (
                one.id,
                inject.id,
                one.basis.plan_name,
                one.basis.clause or None,
                one.title,
                one.actors,
                self._desk.limit(one) or None,
                self._latest(one, inject),
                self._desk.asked(one) or None,
                one.standard or None,
                yes_no(self._desk.context, said=one.critical),
                *(None for _ in times),
                None,
                None,
            )
            for inject in self._kit.injects
            for one in inject.expected
        )
        return Sheet("expected", t("Expected actions"), columns, rows, self._desk.view.file)

    def _latest(self, one: Expected | None, inject: Inject | None) -> str | None:
        """Return by when *one* is done; at a table by when *inject* is answered."""
        if self._kit.is_table:
            return (answer_by(self._desk, inject) or None) if one else None
        if one is None or one.due is None:
            return None
        return self._desk.latest(one, self._desk.clock(one.due))

    def _yes_no(self) -> tuple[str, ...]:
        context = self._desk.context
        return yes_no(context, said=True), yes_no(context, said=False)

    def script(self) -> Sheet:
        """Return the script with a column for each of its 17 fields."""
        t = self._desk.t
        columns = (
            Column(t("Number")),
            Column(t("Time of the drill")),
            Column(t("Time of the scenario")),
            Column(t("Stage of the course")),
            Column(t("Scene")),
            Column(t("Action in the drill")),
            Column(t("Who acts")),
            Column(t("Given to"), ColumnKind.LIST),
            Column(t("Dialogue")),
            Column(t("Narration")),
            Column(t("Caption")),
            Column(t("Place of the message")),
            Column(t("Props"), ColumnKind.LIST),
            Column(t("Takes, limit, spare")),
            Column(t("Basis")),
            Column(t("Evaluation"), ColumnKind.LIST),
            Column(t("Cue")),
        )
        rows = tuple(self._scripted(one) for one in self._kit.script)
        return Sheet("script", t("Script"), columns, rows)

    def _scripted(self, one: ScriptRow) -> Row:
        desk = self._desk
        said = [
            desk.context.marks.labelled(speaker, words) if speaker else words
            for speaker, words in desk.spoken(one.dialogue)
        ]
        return (
            one.id,
            self._kit.timeline.clock(one.at),
            offset(one.at),
            desk.words(one.stage),
            desk.words(one.scene) or None,
            desk.words(one.action) or None,
            one.actor or None,
            tuple(desk.words(to) for to in one.to),
            "\n".join(said) or None,
            desk.words(one.narration) or None,
            desk.words(one.caption) or None,
            one.place or None,
            one.props,
            desk.context.marks.clauses(timing(desk, one)) or None,
            desk.basis(one.basis, is_short=True) or None,
            one.items,
            desk.words(one.cue) or None,
        )

    def evaluation(self) -> tuple[Sheet, ...]:
        """Return the sheet of each evaluator and the common one; ratings are chosen from a list."""
        return tuple(self._sheet(one) for one in self._kit.sheets)

    def _sheet(self, sheet: EvaluationSheet) -> Sheet:
        desk, t = self._desk, self._desk.t
        names = {one.id: one.name for one in self._kit.pack.dimensions} | {"goal": t("Goals")}
        columns = (
            Column(t("Number")),
            Column(t("Item judged")),
            Column(t("What is looked at"), width=60),
            Column(t("Critical"), choices=self._yes_no()),
            Column(t("Answer by") if self._kit.is_table else t("Latest")),
            Column(t("Unit")),
            Column(t("Really seen, with the clock"), width=30),
            Column(t("Measured"), width=12),
            Column(t("Rating given"), choices=self._answers(sheet)),
            Column(t("Cause"), width=24),
            Column(t("Advice"), width=24),
        )
        rows = tuple(
            (
                item.id,
                names.get(item.dimension),
                watched_line(desk, item),
                yes_no(desk.context, said=item.critical),
                self._latest(item.expected, desk.injects.get(item.inject)),
                item.item.unit or None if item.item else None,
                None,
                None,
                None,
                None,
                None,
            )
            for item in sheet.items
        )
        title = evaluation_title(sheet.id, desk.language)
        return Sheet(f"evaluation-{sheet.id or 'common'}", title, columns, rows)

    def _answers(self, sheet: EvaluationSheet) -> tuple[str, ...]:
        """Return what may be written for an item of *sheet*: ratings, and yes and no if asked."""
        codes = tuple(one.id for one in self._kit.pack.ratings)
        is_asked = any(one.item and one.item.method is Method.CHOICE for one in sheet.items)
        return (*codes, *(self._choices(ANSWERS) if is_asked else ()))

    def improvements(self, found: Sequence[Improvement] = ()) -> Sheet:
        """Return the table of improvements: what was *found*, then numbered rows to fill in."""
        t = self._desk.t
        columns = (
            Column(t("Number")),
            Column(t("Problem and evidence"), width=36),
            Column(t("Cause"), width=24),
            Column(t("What it changes"), choices=self._labels(TaskTarget)),
            Column(t("Plan and clause"), width=24),
            Column(t("What is done, and its result"), width=36),
            Column(t("Unit responsible"), width=18),
            Column(t("Person responsible"), width=14),
            Column(t("Begins"), ColumnKind.DATE, width=12),
            Column(t("Due on"), ColumnKind.DATE, width=12),
            Column(t("Status"), choices=self._labels(TaskState)),
            Column(t("Proof"), width=24),
            Column(t("Verified by"), width=18),
        )
        first = TaskState.TO_DO.label(self._desk.language)
        known = tuple(self._improvement(one, first) for one in found)
        free: tuple[Row, ...] = tuple(
            (f"{self._desk.drill.id}-{number:02}", *(None,) * 9, first, None, None)
            for number in range(1, _ROWS + 1)
        )
        rows = (*known, *free)
        return Sheet("improvements", t("Improvement tasks"), columns, rows)

    def _improvement(self, one: Improvement, state: str) -> Row:
        words, its = self._desk.words, self._desk.context.marks
        return (
            one.id,
            its.clauses((words(one.problem), one.evidence)),
            words(one.cause) or None,
            one.target.label(self._desk.language) if one.target else None,
            its.parts((self._desk.about(one.about, one.target), its.listed(ids_of(one.about)))),
            words(one.advice) or None,
            one.unit or None,
            *(None,) * 3,
            state,
            None,
            self._desk.rerun(one.about) or None,
        )

    def times(self) -> Sheet:
        """Return how the time of the scenario lies in the drill."""
        t, line = self._desk.t, self._kit.timeline
        columns = (
            Column(t("Number")),
            Column(t("Time of the drill")),
            Column(t("Time of the scenario")),
            Column(t("Length in the drill")),
        )
        rows = tuple(
            (
                f"{offset(one.begin)}",
                f"{line.clock(one.begin)}—{line.clock(one.end)}",
                f"{offset(one.begin)}—{offset(one.end)}",
                self._desk.words(took(one.drill_end - one.drill_begin)),
            )
            for one in line.pieces
        )
        return Sheet("times", t("Time of scenario and drill"), columns, rows)


__all__ = ["Tables"]
