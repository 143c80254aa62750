"""桌面推演题本: a page for each scene with inject, question, room for the decision.

The facilitator's copy has the expected decision and its clause; the players' copy has not.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from docutils import nodes

from planforge.document.drills.events import expected_line
from planforge.document.forms.grid import field, grid, half
from planforge.drill.kit.speech import took
from planforge.drill.kit.table import questions, talk
from planforge.i18n import msg
from planforge.model.drill_scales import LEAST_TALK_S, InjectType

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from planforge.document.books.book import Book, Part
    from planforge.document.drills.desk import Desk, Tree
    from planforge.document.forms.grid import Field
    from planforge.drill.kit.values import Inject
    from planforge.i18n import Message


_ANSWERS: Final[Mapping[InjectType, Message]] = {
    InjectType.CLARIFICATION: msg(
        "Item by item what is known, since when and from whom. Of what is not known: that it is "
        "not known, who finds it out, by when it is reported, and what is made ready in case it "
        "is worse. Whether the response level changes by it, and by which row of the plan."
    ),
    InjectType.PUBLIC_MEDIA: msg(
        "Who speaks by the plan, and that nobody else does; what is confirmed and may be said, "
        "what is not and is checked first; when more is said."
    ),
    InjectType.COMPLICATION: msg(
        "Who or what stands in by the plan, which work under way has to wait or goes another way, "
        "who is told."
    ),
}
"""What shows that a question was answered on which no action of a plan is expected."""


def tabletop_books(desk: Desk) -> tuple[Book, ...]:
    """Return the facilitator's copy and the sheets that are laid on the table one by one."""
    t = desk.t
    title = t("Questions of the tabletop, facilitator's copy")
    paper = t("Sheets for decisions of the table")
    return (
        desk.book(
            "d11-questions",
            title,
            _part(desk, "questions", title, is_open=True),
        ),
        desk.book("d11-decisions", paper, _part(desk, "decisions", paper, is_open=False)),
    )


def _part(desk: Desk, ident: str, title: str, *, is_open: bool) -> Part:
    return desk.annex(
        ident,
        title,
        lambda: [
            node
            for number, one in enumerate(questions(desk.kit), 1)
            for node in (_question(desk, number, one) if is_open else _decision(desk, number))
        ],
    )


def _question(desk: Desk, number: int, one: Inject) -> Tree:
    t = desk.t
    fields = [
        half(t("Time"), desk.clock(one.at)),
        half(t("Number and type"), f"{one.id} {one.type.label(desk.language)}"),
        *_at_the_table(desk, one),
        field(t("Inject"), desk.words(one.text)),
        field(t("Question"), asked(desk, one)),
    ]
    if one.expected:
        fields.append(
            field(t("Expected decision"), *(expected_line(desk, action) for action in one.expected))
        )
    elif one.type in _ANSWERS:
        fields.append(field(t("Expected answer"), t(_ANSWERS[one.type].msgid)))
    if one.helped_by:
        fields.append(field(t("If nobody says it"), *_help(desk, one)))
    fields.append(field(t("Decided"), room=3))
    title = t("Question {number}: {title}", number=number, title=desk.words(one.title))
    return [nodes.rubric("", title), grid(fields, is_whole=True)]


def _help(desk: Desk, one: Inject) -> list[str]:
    """Return what is said if the table misses something, with the numbers to write down."""
    own = [other for other in desk.kit.injects if other.id in one.helped_by]
    return [desk.context.marks.labelled(x.id, desk.words(x.plain)) for x in own]


def _at_the_table(desk: Desk, one: Inject) -> Iterator[Field]:
    """Yield the levels that must be in force by then, and how long the table may talk."""
    t, its = desk.t, desk.context.marks
    at = one.at or 0
    levels = next((x.levels for x in reversed(desk.kit.stages) if x.at <= at and x.levels), ())
    if levels:
        yield field(t("Levels by now"), its.clauses(its.labelled(*pair) for pair in levels))
    if span := talk(desk.kit, one):
        begin, end = span
        length = end - end % 60 - begin + begin % 60
        is_short = length < LEAST_TALK_S and not one.is_generated
        said = t("{time}, until {clock}", time=desk.words(took(length)), clock=desk.minute(end))
        hint = t(
            "too short to decide anything: play this span more slowly (时间表), or ask earlier"
        )
        yield field(t("Time to talk"), its.bracketed(said, hint if is_short else ""))


def asked(desk: Desk, one: Inject) -> str:
    """Return what the table is asked on an inject: who does what by when, and by which rule."""
    t = desk.t
    to = desk.listed(one.to)
    if one.type is InjectType.PUBLIC_MEDIA:
        return t("{who}: who answers, what is said, what is checked first?", who=to)
    if one.type is InjectType.CLARIFICATION:
        return t(
            "{who}: what do you answer, how do you know, and who finds out what is not known?",
            who=to,
        )
    if one.type is InjectType.COMPLICATION:
        return t("Who stands in, and what changes in what is already under way?")
    return t(
        "{who}: what do you decide, who does it, by when, whom do you tell, and by which clause?",
        who=to,
    )


def _decision(desk: Desk, number: int) -> Tree:
    """Return the sheet of the table for one question: nothing of the inject stands on it."""
    t = desk.t
    fields = [
        half(t("Table no.")),
        half(t("Received at")),
        field(t("What we know and what not"), room=3),
        field(t("What we decide"), room=4),
        half(t("Who does it")),
        half(t("By when")),
        field(t("Whom we tell"), room=1),
        field(t("Plan and clause"), room=1),
    ]
    return [nodes.rubric("", t("Question {number}", number=number)), grid(fields, is_whole=True)]


__all__ = ["asked", "tabletop_books"]
