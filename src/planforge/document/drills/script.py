"""演练脚本: the course of the drill row by row, all 17 fields of a row on A3 that lies."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from planforge.document.blocks import paragraph
from planforge.document.books.book import Paper
from planforge.document.drills.events import unfinished
from planforge.document.drills.pace import NOTABLE, PACE, crowds, slots
from planforge.document.drills.pictures import levels_part
from planforge.drill.kit.clock import offset
from planforge.drill.kit.speech import took

if TYPE_CHECKING:
    from planforge.document.blocks import Content
    from planforge.document.books.book import Book
    from planforge.document.drills.desk import Desk, Tree
    from planforge.document.drills.pace import Slot
    from planforge.drill.kit.values import ScriptRow, Words

_MINUTE: Final = 60
_MOST_NAMED: Final = 4
"""Units of a call that its row names; those of more stand in what is said."""


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
                    t("Rows marked “at the same time” go on beside the row before them, at other "
                      "places or without words. Where several rows of one moment are spoken at one "
                      "place, they follow one another; what begins half a minute late or more says "
                      "when."),
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
            t("Where there is more to say than time"), [] if for_players else _tight(desk)
        ),
    ]  # fmt: skip


def _tight(desk: Desk) -> Tree:
    """Return the moments at which a place has more to say than there is time for."""
    t = desk.t
    found = sorted(crowds(slots(desk, desk.kit.script)), key=lambda one: one.slots[0].played)
    rows = [
        (
            desk.clock(one.slots[0].row.at),
            one.place,
            str(len(one.slots)),
            desk.words(_minutes(sum(slot.length for slot in one.slots))),
            desk.words(_minutes(one.longest)),
        )
        for one in found
    ]
    heads = (t("Clock"), t("At which place"), t("Rows"), t("Time to speak them"),
             t("Last row waits"))  # fmt: skip
    remark = t(
        "Spoken at {count} characters a minute, one row after another at each place. Play the span "
        "more slowly (时间表), shorten the narration, or let rows be done without words.",
        count=PACE,
    )
    return [*desk.text(remark), *desk.table(heads, rows, (24, 34, 8, 17, 17))] if rows else []


def _minutes(seconds: int) -> Words:
    """Return a time in minutes of which the last has begun."""
    return took(-(-seconds // _MINUTE) * _MINUTE)


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
    widths = (7, 5, 7, 15, 9, 22, 10, 9, 9, 12, 14)
    watchers = {} if for_players else _watchers(desk)
    script = desk.kit.script
    if for_players:
        script = tuple(replace(row, called=(), slack=None, cue="") for row in script)
    rows = [
        _row(desk, number, slot, watchers) for number, slot in enumerate(slots(desk, script), 1)
    ]
    return desk.table(heads, rows, widths, "pf-drill-script")


def _watchers(desk: Desk) -> dict[str, str]:
    """Return who watches an item, by its id: all on whose sheet it stands."""
    together = desk.t("together")
    found: dict[str, list[str]] = {}
    for sheet in desk.kit.sheets:
        for item in sheet.items:
            found.setdefault(item.id, []).append(sheet.id or together)
    return {name: desk.context.marks.listed(who) for name, who in found.items()}


def _row(desk: Desk, number: int, slot: Slot, watchers: dict[str, str]) -> tuple[Content, ...]:
    row, its = slot.row, desk.context.marks
    t = desk.t
    watched = [its.bracketed(item, watchers[item]) for item in row.items if item in watchers]
    caption, told = desk.words(row.caption), desk.words(row.narration)
    return (
        _paragraphs(
            str(number), desk.kit.timeline.clock(row.at), offset(row.at), _spoken_at(desk, slot)
        ),
        desk.words(row.stage),
        desk.words(row.scene),
        desk.words(row.action),
        _paragraphs(row.actor, _receivers(desk, row)),
        desk.turns(row.dialogue),
        _paragraphs(
            told if told != desk.words(row.scene) else t("as the scene") if told else "",
            its.labelled(t("Caption"), caption) if caption else "",
        ),
        _paragraphs(row.place, its.listed(_props(row))),
        _paragraphs(*timing(desk, row)),
        desk.basis_lines(row.basis),
        _paragraphs(
            its.labelled(t("Evaluation"), its.listed(watched)) if watched else "",
            its.labelled(t("Cue"), desk.words(row.cue)) if row.cue else "",
            its.labelled(t("Number"), row.id),
        ),
    )


def _props(row: ScriptRow) -> tuple[str, ...]:
    """Return what is needed at the place of *row*, which may be a shelter itself."""
    return tuple(one for one in row.props if one not in row.place)


def _receivers(desk: Desk, row: ScriptRow) -> str:
    """Return for whom a row is; those of a call are named in what is said."""
    if not row.to:
        return ""
    if row.id.startswith("order/") and len(row.to) > _MOST_NAMED:
        return f"→ {desk.t('{count} units', count=len(row.to))}"
    return f"→ {desk.listed(row.to)}"


def _spoken_at(desk: Desk, slot: Slot) -> str:
    """Return whether a row goes on beside another, or is spoken later than it happens."""
    if slot.length and slot.waits >= NOTABLE:
        return desk.t("spoken at {time}", time=desk.wall(slot.begins))
    return desk.t("at the same time") if slot.is_beside else ""


def timing(desk: Desk, row: ScriptRow) -> tuple[str, ...]:
    """Return how long a row takes, what is allowed, until when, and what is left of it.

    At a table nothing takes any time: what the plan allows stands by the clock of the scenario.
    """
    t = desk.t
    if desk.kit.is_table:
        limit = t("limit: {limit}", limit=desk.row_limit(row)) if row.limit else ""
        hour = "" if row.due is None else desk.kit.timeline.hour(row.due)
        until = t("until {time} of the scenario", time=hour) if hour else ""
        return tuple(part for part in (limit, until) if part)
    parts = [
        t("takes {time}", time=took(row.duration)) if row.duration else "",
        t("limit: {limit}", limit=desk.row_limit(row)) if row.limit else "",
    ]
    if row.due is not None:
        parts.append(t("until {time}", time=_until(desk, row.due)))
    for inject, due in row.called:
        by = _until(desk, due)
        parts.append(t("counted anew from {inject}: until {time}", inject=inject, time=by))
    if row.slack is not None:
        spare = took(abs(row.slack))
        if not row.slack:
            parts.append(t("no time to spare"))
        elif row.slack > 0:
            parts.append(t("spare: {time}", time=spare))
        elif row.is_doubtful:
            parts.append(t("whether it is kept is to be measured: the time taken is estimated"))
        else:
            parts.append(t("late by {time}", time=spare))
    return tuple(part for part in parts if part)


def _until(desk: Desk, second: int) -> str:
    """Return until when something is to be done, and if that is not played, that it is not."""
    shown = desk.kit.timeline.clock(second) or desk.at_jump(second)
    return shown or desk.t("{time}, after the end of the drill", time=offset(second))


def _paragraphs(*texts: str) -> Tree:
    return [paragraph(text) for text in texts if text]


__all__ = ["script_book", "timing"]
