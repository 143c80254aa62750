"""Tables of a drill that was held: real times beside the planned ones, and ratings."""

from __future__ import annotations

from typing import TYPE_CHECKING

from planforge.document.drills.desk import Desk
from planforge.document.sheets.columns import yes_no
from planforge.document.sheets.sheet import Column, ColumnKind, Sheet
from planforge.drill.lateness import CAUSES, Cause
from planforge.drill.outcome import judged

if TYPE_CHECKING:
    from planforge.document.pages.frame import Frame
    from planforge.drill.kit.values import Kit
    from planforge.drill.outcome import Held
    from planforge.drill.timed import Timed


def held_sheets(frame: Frame, kit: Kit, held: Held) -> tuple[Sheet, Sheet]:
    """Return real times beside the planned ones, and the ratings, of a drill that was held."""
    desk = Desk(frame, kit)
    t, its = desk.t, desk.context.marks
    causes = () if kit.is_table else tuple(Cause)
    heads: tuple[str, ...] = (
        *(t("Begun as rehearsed"), t("Really begun at")),
        *(t("Ended as rehearsed"), t("Really ended at"), t("Latest")),
    )
    late = t("Late, on the clock of the scenario")
    if kit.is_table:
        heads, late = (t("Answered at"), t("Answer by")), t("Late")
    columns = (
        Column(t("Number")),
        Column(t("Inject")),
        Column(t("Expected action")),
        Column(t("Responsible"), ColumnKind.LIST),
        Column(t("Plan and clause")),
        Column(
            t("Critical"),
            choices=(yes_no(desk.context, said=True), yes_no(desk.context, said=False)),
        ),
        Column(t("Really given at")),
        *map(Column, heads),
        Column(t("How it went")),
        Column(late, ColumnKind.NUMBER, t("s")),
        *(
            Column(t("{cause} (less than 0: gained)", cause=CAUSES[one]), ColumnKind.NUMBER, t("s"))
            for one in causes
        ),
        Column(t("Remark"), width=20),
    )
    wall = desk.wall
    rows = tuple(
        (
            one.expected.id,
            one.inject.id,
            one.expected.title,
            one.expected.actors,
            its.parts((one.expected.basis.plan_name, one.expected.basis.clause)) or None,
            yes_no(desk.context, said=one.expected.critical),
            wall(one.given) or None,
            *_times(desk, one),
            desk.words(one.words),
            one.late or None,
            *(dict(one.parts).get(cause) for cause in causes),
            one.seen.remark or None,
        )
        for one in held.score.timed
    )
    times = Sheet("times-held", t("Planned and real times"), columns, rows)
    return times, _ratings(desk, held)


def _times(desk: Desk, one: Timed) -> tuple[str | None, ...]:
    """Return when *one* began and ended, as rehearsed and really; at a table when it answered."""
    begun, ended = desk.wall(one.seen.begun), desk.wall(one.seen.ended)
    latest = desk.latest(one.expected, desk.wall(one.due)) or None
    if one.is_answer:
        return ended or begun or None, None if one.due is None else desk.minute(one.due)
    planned = one.planned or (None, None)
    return (
        desk.wall(planned[0]) or None,
        begun or None,
        desk.wall(planned[1]) or None,
        ended or None,
        latest,
    )


def _ratings(desk: Desk, held: Held) -> Sheet:
    t, words = desk.t, desk.words
    names = {one.id: one.name for one in desk.kit.pack.dimensions} | {"goal": t("Goals")}
    columns = (
        Column(t("Item judged")),
        Column(t("What is looked at"), width=60),
        Column(t("Rating given")),
        Column(t("Measured")),
        Column(t("Really seen, with the clock"), width=30),
        Column(t("Cause"), width=24),
        Column(t("Advice"), width=24),
    )
    rows = tuple(
        (names.get(ident), words(one.item.content), one.judgement.rating or None,
         one.judgement.measured or None, one.judgement.seen or None,
         one.judgement.cause or None, one.judgement.advice or None)
        for ident, ones in judged(desk.kit, held.records).items() for one in ones
    )  # fmt: skip
    return Sheet("ratings", t("Ratings"), columns, rows)


__all__ = ["held_sheets"]
