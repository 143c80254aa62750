"""演练脚本: the course of the drill row by row, all 17 fields of a row on a page that lies."""

from __future__ import annotations

from typing import TYPE_CHECKING

from planforge.document.blocks import paragraph
from planforge.document.books.book import Numbering, Style
from planforge.drill.kit.clock import offset
from planforge.drill.kit.speech import took

if TYPE_CHECKING:
    from planforge.document.blocks import Content
    from planforge.document.books.book import Book
    from planforge.document.drills.desk import Desk, Tree
    from planforge.drill.kit.values import ScriptRow


def script_book(desk: Desk) -> Book | None:
    """Return the script; None if the drill has none."""
    if not desk.kit.script:
        return None
    title = desk.t("Script of the drill “{name}”", name=desk.drill.name)
    return desk.book(
        "d02-script",
        title,
        desk.part("use", title, lambda: _use(desk)),
        desk.part(
            "rows",
            desk.t("Script"),
            lambda: _rows(desk),
            style=Style.ANNEX,
            landscape=True,
            numbering=Numbering.NONE,
        ),
    )


def _use(desk: Desk) -> Tree:
    t = desk.t
    who = desk.drill.organisers
    return [
        *desk.section(
            t("Basic facts"),
            desk.facts(
                [
                    (t("Drill"), desk.drill.name),
                    (t("Begins"), desk.day()),
                    (t("Venue"), desk.drill.place),
                    (t("Commander of the drill"), who.commander or ""),
                    (t("Director"), who.director or ""),
                    (t("Plans"), desk.plan_names()),
                    (t("Drill phrase"), desk.drill.phrase),
                ]
            ),
        ),
        *desk.section(
            t("How to use the script"),
            desk.lines(
                [
                    t("Each row has a fixed number; corrections name it."),
                    t("The clock is that of the drill; T+ is the time since the scenario began."),
                    t("Dialogue may be said in the speaker's own words; figures, names of levels "
                      "and limits must not change."),
                    t("Every call and every paper of the drill says: {phrase}.",
                      phrase=desk.drill.phrase),
                    t("If something real happens, whoever sees it first says “this is not a "
                      "drill”; everybody stops."),
                ]
            ),
        ),
    ]  # fmt: skip


def _rows(desk: Desk) -> Tree:
    t = desk.t
    heads = (
        t("Clock and stage"),
        t("Scene and caption"),
        t("Action in the drill"),
        t("Dialogue"),
        t("Narration"),
        t("Place, props"),
        t("Basis, evaluation, cue"),
    )
    rows = [_row(desk, number, row) for number, row in enumerate(desk.kit.script, 1)]
    return desk.table(heads, rows, (11, 15, 21, 23, 12, 9, 13), "pf-drill-script")


def _row(desk: Desk, number: int, row: ScriptRow) -> tuple[Content, ...]:
    its = desk.context.marks
    t = desk.t
    return (
        _paragraphs(
            str(number), desk.kit.timeline.clock(row.at), offset(row.at), desk.words(row.stage)
        ),
        _paragraphs(
            desk.words(row.scene),
            its.labelled(t("Caption"), desk.words(row.caption)) if row.caption else "",
        ),
        _paragraphs(
            its.labelled(row.actor, desk.words(row.action))
            if row.actor
            else desk.words(row.action),
            f"→ {desk.listed(row.to)}" if row.to else "",
            timing(desk, row),
        ),
        desk.turns(row.dialogue),
        _paragraphs(desk.words(row.narration)),
        _paragraphs(row.place, its.listed(row.props)),
        _paragraphs(
            desk.basis(row.basis),
            its.labelled(t("Evaluation"), its.listed(row.items)) if row.items else "",
            its.labelled(t("Cue"), desk.words(row.cue)) if row.cue else "",
        ),
    )


def timing(desk: Desk, row: ScriptRow) -> str:
    """Return how long a row takes, what is allowed, and what is left of it."""
    t = desk.t
    parts = [
        t("takes {time}", time=took(row.duration)) if row.duration else "",
        t("limit: {limit}", limit=desk.row_limit(row)) if row.limit else "",
        t("until {time}", time=desk.clock(row.due)) if row.due is not None else "",
    ]
    if row.slack is not None:
        late = row.slack < 0
        spare = took(abs(row.slack))
        parts.append(t("late by {time}", time=spare) if late else t("spare: {time}", time=spare))
    return desk.context.marks.clauses(parts)


def _paragraphs(*texts: str) -> Tree:
    return [paragraph(text) for text in texts if text]


__all__ = ["script_book", "timing"]
