"""What a table is to say (预期答复), and by when: the limits of plans are part of the answer.

How long work in the field takes a table cannot show, so its papers have no time for that.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from planforge.document.blocks import paragraph
from planforge.document.drills.since import within
from planforge.drill.kit.speech import took
from planforge.drill.kit.table import talk

if TYPE_CHECKING:
    from planforge.document.blocks import Content
    from planforge.document.drills.desk import Desk, Tree
    from planforge.drill.kit.values import Expected, Inject
    from planforge.drill.outcome import Held
    from planforge.drill.timed import Timed


def to_say(desk: Desk, one: Expected) -> str:
    """Return what an answer names: who does it, and within which limit by the scenario's clock."""
    t, its = desk.t, desk.context.marks
    if one.limit is None:
        return t("says who does it and when it is done")
    if one.is_at_once:
        return t("says who does it, and that it is done at once")
    limit = within(desk.context, one.limit, one.anchor)
    if one.due is not None:
        hour = desk.kit.timeline.hour(one.due)
        limit = its.bracketed(limit, t("until {time} of the scenario", time=hour))
    return t("says who does it, and by when: {limit}", limit=limit)


def answer_by(desk: Desk, inject: Inject | None) -> str:
    """Return when the time to talk about *inject* is over; empty if it has none."""
    span = talk(desk.kit, inject) if inject else None
    return desk.minute(span[1]) if span else ""


def late_answers(desk: Desk, late: list[Timed]) -> Tree:
    """Return which answers of a table came behind their time to talk."""
    t, its = desk.t, desk.context.marks
    if not late:
        return [*_note(desk), *desk.text(t("No answer came behind its time to talk."))]
    rows = [
        (one.inject.id, one.expected.title, its.listed(one.expected.actors),
         desk.minute(one.due or 0), desk.words(took(60 * one.late_min)))
        for one in late
    ]  # fmt: skip
    heads = (t("Inject"), t("Expected action"), t("Who acted"), t("Answer by"), t("Late"))
    return [*_note(desk), *desk.table(heads, rows, (12, 36, 24, 14, 14))]


def real_answers(desk: Desk, held: Held) -> Tree:
    """Return every question of a table with its time to talk and when it was answered."""
    t, its = desk.t, desk.context.marks
    rows: list[tuple[Content, ...]] = [
        (
            one.inject.id,
            f"{'★' if one.expected.critical else ''}{one.expected.title}",
            [paragraph(its.listed(one.expected.actors)), *desk.text(one.seen.by)],
            [
                paragraph(desk.wall(one.planned[0] if one.planned else None) or "—"),
                paragraph(desk.wall(one.given) or "—"),
            ],
            "" if one.due is None else desk.minute(one.due),
            desk.wall(one.seen.begun if one.seen.ended is None else one.seen.ended),
            desk.words(one.words),
        )
        for one in held.score.timed
    ]
    heads = (t("Inject"), t("Expected action"), t("Who acted"), t("Inject: planned, real"),
             t("Answer by"), t("Answered at"), t("How it went"))  # fmt: skip
    return [*_note(desk), *desk.table(heads, rows, (8, 26, 20, 12, 10, 10, 14))]


def _note(desk: Desk) -> Tree:
    """Return which clock answers are held against."""
    said = desk.t(
        "At a table the answer is timed, by the clock on the wall: whether it came while "
        "the table might talk. How long the work takes in the field a table cannot show."
    )
    return desk.text(said)


__all__ = ["answer_by", "late_answers", "real_answers", "to_say"]
