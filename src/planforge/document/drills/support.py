"""保障方案: people, places, means, channels and safety, and what is still to be settled."""

from __future__ import annotations

from typing import TYPE_CHECKING

from planforge.document.drills.organising import safety, staff_table
from planforge.model.drill_scales import Delivery
from planforge.model.scales import DrillForm

if TYPE_CHECKING:
    from collections.abc import Iterator

    from planforge.document.blocks import Content
    from planforge.document.books.book import Book
    from planforge.document.drills.desk import Desk, Tree


def support_plan(desk: Desk) -> Book:
    """Return the support plan (保障方案)."""
    title = desk.t("Support plan of the drill “{name}”", name=desk.drill.name)
    return desk.book("d08-support", title, desk.part("support", title, lambda: _support(desk)))


def _support(desk: Desk) -> Tree:
    t, its = desk.t, desk.context.marks
    who = desk.drill.organisers
    return [
        *desk.section(
            t("People"),
            desk.facts(
                [
                    (t("Support"), its.listed(who.support)),
                    (t("Director"), who.director or ""),
                ]
            ),
            staff_table(desk),
        ),
        *desk.section(t("Places"), desk.table(
            (t("Position"), t("Who is there")),
            [(place, its.listed(names)) for place, names in _positions(desk)],
            (40, 60),
        )),
        *(_room(desk) if desk.kit.is_table else _means(desk)),
        *desk.section(t("Communication"), desk.lines(_channels(desk))),
        *desk.section(t("Safety and unexpected events"), safety(desk, names_channel=False)),
        *desk.section(t("To be fixed by the organisers"), desk.dots(_open(desk))),
    ]  # fmt: skip


def _means(desk: Desk) -> Tree:
    """Return the teams and goods that are called on, for a drill on site."""
    t, props = desk.t, _props(desk)
    return desk.section(
        t("Teams and goods that the plans call on"),
        desk.table(
            (t("Action of the plan"), t("Teams, goods and places"), t("Basis")), props, (26, 50, 24)
        ),
        desk.text(
            t("What is really brought and what is only shown on paper is ticked on the day.")
            if props
            else ""
        ),
    )


def _room(desk: Desk) -> Tree:
    """Return what lies ready in the room of a tabletop: nobody is called out, no goods are moved.

    Sheets are counted; what is shown, and the clocks, follow from the messages and the time map.
    """
    t, line, who = desk.t, desk.kit.timeline, desk.drill.organisers
    units = len(desk.drill.players)
    shown = [
        one
        for one in desk.kit.injects
        if one.delivery is Delivery.DISPLAY and one.at is not None
        if line.drill_second(one.at) is not None
    ]
    judges, writers = len(desk.kit.sheets), len(who.recorders)
    things: list[tuple[Content, ...]] = [
        (t("Handbook for players (D06)"), t("{count} copies, one for each unit", count=units)),
        (t("Sheets for decisions (D11)"), t("{count} copies, one for each unit", count=units)),
        (t("Texts of the plans"), t("{count} copies, one for each unit", count=units)),
        (t("Questions of the tabletop (D11)"), t("one for whoever leads, one for each controller")),
        (t("Evaluation sheets (D05)"), t("{count} sheets", count=judges)),
    ]
    if writers:
        things.append((t("Record sheets (D12)"), t("{count} recorders", count=writers)))
    if shown:
        things.append((t("Screen or projector"), t("shows {count} messages", count=len(shown))))
    if not line.is_real:
        clocks = t("one for the drill, one for the scenario, which runs faster or jumps")
        things.append((t("Two clocks"), clocks))
    things.append((t("Maps of the places that are hit"), desk.listed(desk.drill.regions)))
    found = desk.table((t("What lies ready"), t("How much, what for")), things, (40, 60))
    said = t("Teams and goods are only named by the players; none is called out.")
    return desk.section(t("In the room"), found, desk.text(said))


def _channels(desk: Desk) -> list[str]:
    """Return how people talk to one another; in one room the control desk needs no channel."""
    t, drill = desk.t, desk.drill
    found = [t("Every call begins with: {phrase}.", phrase=drill.phrase)]
    if desk.kit.is_table:
        found.append(t("Everybody sits in one room and speaks up; calls outside are not made."))
    else:
        found.append(t("The control desk keeps a channel of its own, apart from the players'."))
    if drill.spare_channel:
        found.append(t("Spare channel: {channel}.", channel=drill.spare_channel))
    return found


def _positions(desk: Desk) -> Iterator[tuple[str, list[str]]]:
    who = desk.drill.organisers
    found: dict[str, list[str]] = {}
    for one in (*who.controllers, *who.simulators, *who.evaluators, *who.recorders, *who.narrators):
        if one.position:
            found.setdefault(one.position, []).append(f"{one.id} {one.unit or one.person}".strip())
    yield from found.items()


def _props(desk: Desk) -> list[tuple[Content, ...]]:
    its = desk.context.marks
    found: dict[str, tuple[Content, ...]] = {}
    for row in desk.kit.script:
        if row.props and row.id.startswith("start/") and row.basis:
            name = desk.words(row.caption)
            found.setdefault(name, (name, its.listed(row.props), desk.basis(row.basis)))
    return list(found.values())


def _open(desk: Desk) -> list[str]:
    """Return what the file of the drill does not say and must be settled before the day."""
    t, drill = desk.t, desk.drill
    found = [t("Budget and who pays it.")]
    if not drill.date:
        found.append(t("The day."))
    if not drill.begins:
        found.append(t("The hour at which it begins."))
    if not drill.spare_channel:
        found.append(t("The spare channel."))
    if drill.kind.form is DrillForm.FULL_SCALE and not drill.safety:
        found.append(t("What keeps people safe on site."))
    if drill.kind.form is DrillForm.FULL_SCALE:
        found.append(t("Insurance of those who take part, and the ambulance on duty."))
    return found


__all__ = ["support_plan"]
