"""记录表: what recorders write down, with the times that were planned beside it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from planforge.document.drills.answers import answer_by
from planforge.document.forms.grid import SPACE, field, grid, half, register

if TYPE_CHECKING:
    from planforge.document.books.book import Book
    from planforge.document.drills.desk import Desk, Tree
    from planforge.drill.kit.values import Expected

_LINES = 10
"""Empty lines on a sheet of the log."""


def record_book(desk: Desk) -> Book:
    """Return the sheets of recorders: the log, and planned beside real times."""
    t = desk.t
    title = t("Record sheets: {name}", name=desk.drill.name)
    return desk.book(
        "d12-records",
        title,
        desk.annex("log", title, lambda: _log(desk), landscape=True),
        desk.annex("times", t("Planned and real times"), lambda: times(desk),
                  landscape=True),
    )  # fmt: skip


def _log(desk: Desk) -> Tree:
    t = desk.t
    heads = (
        t("Clock"),
        t("At which place"),
        t("Who acted"),
        t("What was done or said"),
        t("Inject"),
        t("Unexpected, and what was done"),
        t("Picture no."),
    )
    top = [
        half(t("Recorder"), *(desk.staff(one) for one in desk.drill.organisers.recorders)),
        half(t("Position"), ""),
        half(t("Really begun at")),
        half(t("Really ended at")),
    ]
    end = [
        field(t("Casualties and losses played, and why"), room=2),
        half(t("Real accidents"), ""),
        half(t("Signature"), ""),
    ]
    return [grid(top), register(heads, [], (10, 12, 12, 30, 9, 18, 9), empty=_LINES), grid(end)]


def times(desk: Desk) -> Tree:
    """Return the injects and their expected actions with planned times and room for the real."""
    t, its = desk.t, desk.context.marks
    rows = []
    for one in desk.kit.injects:
        if one.at is None or one.helps or desk.kit.timeline.drill_second(one.at) is None:
            continue
        rows.append((desk.clock(one.at), its.labelled(one.id, desk.words(one.title)), "", SPACE))
        rows += [
            ("", its.labelled(its.listed(action.actors), action.title),
             answer_by(desk, one) if desk.kit.is_table else _latest(desk, action), SPACE)
            for action in one.expected
        ]  # fmt: skip
    heads = (t("Planned"), t("Inject and expected action"), t("Latest"), t("Really"))
    if desk.kit.is_table:
        heads = (t("Planned"), t("Question and what is to be answered"), t("Answer by"),
                 t("Really given at, answered at"))  # fmt: skip
    return [register(heads, rows, (20, 46, 20, 14))] if rows else []


def _latest(desk: Desk, action: Expected) -> str:
    """Return by when an action is done, by the plan and as organisers ask for it."""
    latest = desk.latest(action, desk.clock(action.due)) or desk.limit(action)
    if action.asked_due is None or action.asked_due == action.due:
        return latest
    asked = desk.context.marks.labelled(
        desk.t("Asked for by the organisers"), desk.clock(action.asked_due)
    )
    return desk.context.marks.clauses([latest, asked])


__all__ = ["record_book", "times"]
