"""演练脚本: the course of the drill row by row, all 17 fields of a row on A3 that lies."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING, Final

from planforge.document.blocks import paragraph
from planforge.document.books.book import Paper
from planforge.document.drills.events import unfinished
from planforge.document.drills.pictures import levels_part
from planforge.drill.kit.clock import offset
from planforge.drill.kit.speech import took

if TYPE_CHECKING:
    from planforge.document.blocks import Content
    from planforge.document.books.book import Book
    from planforge.document.drills.desk import Desk, Tree
    from planforge.drill.kit.values import ScriptRow

PACE: Final = 240
"""Characters that a narrator reads in a minute."""
_MINUTE: Final = 60


def script_book(desk: Desk, *, for_players: bool = False) -> Book | None:
    """Return the script; None if the drill has none.

    That for players, which they get of a demonstration, has neither what went wrong in the
    rehearsal nor who watches nor what controllers do.
    """
    if not desk.kit.script:
        return None
    title = desk.t("Script of the drill “{name}”", name=desk.drill.name)
    return desk.book(
        "d02-script-players" if for_players else "d02-script",
        title,
        desk.part("use", title, lambda: _use(desk, for_players=for_players)),
        desk.annex(
            "rows", desk.t("Script"), lambda: _rows(desk, for_players=for_players), landscape=True
        ),
        levels_part(desk),
        paper=Paper.A3,
    )


def _use(desk: Desk, *, for_players: bool) -> Tree:
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
            unfinished(desk),
        ),
        *desk.section(
            t("Where the narrator is short of time"), [] if for_players else _tight(desk)
        ),
    ]  # fmt: skip


def _tight(desk: Desk) -> Tree:
    """Return the moments at which the narrator has more to say than there is time for."""
    t, line = desk.t, desk.kit.timeline
    said: dict[int, list[ScriptRow]] = {}
    for row in desk.kit.script:
        played = line.drill_second(row.at)
        if played is not None:
            said.setdefault(played, []).append(row)
    moments = [*said, line.length]
    rows = []
    for begin, end in pairwise(moments):
        spoken = sum(len(desk.words(row.narration)) for row in said[begin])
        needed = -(-spoken * _MINUTE // PACE)
        if needed > end - begin:
            first = said[begin][0]
            rows.append(
                (
                    desk.clock(first.at),
                    str(len(said[begin])),
                    desk.words(took(needed)),
                    desk.words(took(end - begin)),
                )
            )
    heads = (t("Clock"), t("Rows"), t("Time to read it out"), t("Time there is"))
    remark = t(
        "Read at {count} characters a minute. Shorten the narration there, or let rows be played "
        "at several places at the same time without narration.",
        count=PACE,
    )
    return [*desk.text(remark), *desk.table(heads, rows, (34, 14, 26, 26))] if rows else []


def _rows(desk: Desk, *, for_players: bool) -> Tree:
    t = desk.t
    heads = (
        t("No., clock, time of the scenario"),
        t("Stage of the course"),
        t("Scene"),
        t("Action in the drill"),
        t("Who acts, for whom"),
        t("Dialogue"),
        t("Narration, caption"),
        t("Place, props"),
        t("Takes, limit, spare"),
        t("Basis"),
        t("Evaluation, cue, number of the row"),
    )
    widths = (7, 5, 8, 16, 9, 19, 11, 9, 9, 10, 14)
    watchers = {} if for_players else _watchers(desk)
    script = desk.kit.script
    if for_players:
        script = tuple(replace(row, slack=None, cue="") for row in script)
    rows = [_row(desk, number, row, watchers) for number, row in enumerate(script, 1)]
    return desk.table(heads, rows, widths, "pf-drill-script")


def _watchers(desk: Desk) -> dict[str, str]:
    """Return who watches an item, by its id: all on whose sheet it stands."""
    together = desk.t("together")
    found: dict[str, list[str]] = {}
    for sheet in desk.kit.sheets:
        for item in sheet.items:
            found.setdefault(item.id, []).append(sheet.id or together)
    return {name: desk.context.marks.listed(who) for name, who in found.items()}


def _row(desk: Desk, number: int, row: ScriptRow, watchers: dict[str, str]) -> tuple[Content, ...]:
    its = desk.context.marks
    t = desk.t
    watched = [its.bracketed(item, watchers[item]) for item in row.items if item in watchers]
    caption, told = desk.words(row.caption), desk.words(row.narration)
    return (
        _paragraphs(str(number), desk.kit.timeline.clock(row.at), offset(row.at)),
        desk.words(row.stage),
        desk.words(row.scene),
        desk.words(row.action),
        _paragraphs(row.actor, f"→ {desk.listed(row.to)}" if row.to else ""),
        desk.turns(row.dialogue),
        _paragraphs(
            told if told != desk.words(row.scene) else t("as the scene") if told else "",
            its.labelled(t("Caption"), caption) if caption else "",
        ),
        _paragraphs(row.place, its.listed(row.props)),
        _paragraphs(*timing(desk, row)),
        desk.basis(row.basis, is_short=True),
        _paragraphs(
            its.labelled(t("Evaluation"), its.listed(watched)) if watched else "",
            its.labelled(t("Cue"), desk.words(row.cue)) if row.cue else "",
            its.labelled(t("Number"), row.id),
        ),
    )


def timing(desk: Desk, row: ScriptRow) -> tuple[str, ...]:
    """Return how long a row takes, what is allowed, until when, and what is left of it."""
    t = desk.t
    parts = [
        t("takes {time}", time=took(row.duration)) if row.duration else "",
        t("limit: {limit}", limit=desk.row_limit(row)) if row.limit else "",
    ]
    if row.due is not None:
        until = desk.kit.timeline.clock(row.due) or offset(row.due)
        parts.append(t("until {time}", time=until))
    if row.slack is not None:
        spare = took(abs(row.slack))
        if row.slack >= 0:
            parts.append(t("spare: {time}", time=spare))
        elif row.is_doubtful:
            parts.append(t("whether it is kept is to be measured: the time taken is estimated"))
        else:
            parts.append(t("late by {time}", time=spare))
    return tuple(part for part in parts if part)


def _paragraphs(*texts: str) -> Tree:
    return [paragraph(text) for text in texts if text]


__all__ = ["script_book", "timing"]
