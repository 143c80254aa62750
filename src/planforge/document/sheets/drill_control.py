"""What controllers print from a workbook: message cards in the order of their hands, and contacts.

Neither is read back: what is changed in a message is changed in the list of events, so the first
column is no number of that list.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from planforge.document.drills.desk import Desk
from planforge.document.drills.events import expected_line
from planforge.document.sheets.sheet import Column, ColumnKind, Row, Sheet
from planforge.drill.kit.clock import offset
from planforge.drill.kit.replies import unplayed
from planforge.drill.kit.speech import took

if TYPE_CHECKING:
    from collections.abc import Iterator

    from planforge.document.pages.frame import Frame
    from planforge.drill.kit.values import Inject, Kit
    from planforge.model.drill import Staff


def control_sheets(frame: Frame, kit: Kit) -> tuple[Sheet, ...]:
    """Return the message cards of *kit* by controller and time, and how everybody is reached."""
    desk = Desk(frame, kit)
    return _messages(desk), _contacts(desk)


def _messages(desk: Desk) -> Sheet:
    t = desk.t
    columns = (
        Column(t("Card")),
        Column(t("Controller")),
        Column(t("Time of the drill")),
        Column(t("Time of the scenario")),
        Column(t("Occasion")),
        Column(t("Way it is delivered")),
        Column(t("Sent by")),
        Column(t("Given to"), ColumnKind.LIST),
        Column(t("Text"), width=48),
        Column(t("Enclosed"), ColumnKind.LIST),
        Column(t("Expected action"), ColumnKind.LIST, width=36),
        Column(t("If not seen"), width=18),
        Column(t("Leeway")),
        Column(t("Really given at"), width=14),
        Column(t("Real reaction"), width=24),
        Column(t("Signature"), width=12),
    )
    ordered = sorted(desk.kit.injects, key=_in_hand)
    rows = tuple(_message(desk, one) for one in ordered)
    return Sheet("messages", t("Message cards"), columns, rows)


def _in_hand(one: Inject) -> tuple[bool, str, bool, int, str]:
    """Return the key of a card: by controller, then by time; those without come last."""
    return not one.controller, one.controller, one.at is None, one.at or 0, one.id


def _message(desk: Desk, one: Inject) -> Row:
    its, t = desk.context.marks, desk.t
    grace = t("grace {time}", time=took(one.grace)) if one.grace and one.helped_by else ""
    clock = None
    if one.at is not None:
        clock = desk.kit.timeline.clock(one.at) or desk.at_jump(one.at) or None
    return (
        one.id,
        one.controller or None,
        clock,
        None if one.at is None else offset(one.at),
        desk.words(one.trigger) or None,
        one.delivery.label(desk.language),
        desk.words(one.sender),
        tuple(desk.words(to) for to in one.to),
        desk.words(one.text),
        one.attachments,
        tuple(expected_line(desk, action) for action in one.expected),
        its.bracketed(its.listed(one.helped_by), grace) or None,
        desk.words(one.leeway) or None,
        None,
        None,
        None,
    )


def _contacts(desk: Desk) -> Sheet:
    t = desk.t
    columns = (
        Column(t("Name")),
        Column(t("Part in the drill")),
        Column(t("No.")),
        Column(t("Position"), width=24),
        Column(t("Duty phone"), width=18),
        Column(t("Controllers"), ColumnKind.LIST),
        Column(t("Channel on the day"), width=18),
        Column(t("Remark"), width=20),
    )
    return Sheet("contacts", t("Contacts of the drill"), columns, tuple(_people(desk)))


def _people(desk: Desk) -> Iterator[Row]:
    t, who = desk.t, desk.drill.organisers
    leading = (
        (t("Commander of the drill"), who.commander),
        (t("Director"), who.director),
        *((t("Deputy commanders of the drill"), one) for one in who.deputies),
    )
    for part, name in leading:
        if name:
            yield (name, part, None, None, desk.phone(name) or None, (), None, None)
    groups = (
        (t("Controller"), who.controllers),
        (t("Role player"), who.simulators),
        (t("Evaluator"), who.evaluators),
        (t("Recorder"), who.recorders),
        (t("Narrator"), who.narrators),
    )
    for part, staff in groups:
        for one in staff:
            yield _staff(desk, part, one)
    for player in desk.kit.participants:
        phone = player.phone or None
        yield (player.name, t("Player"), None, None, phone, player.controllers, None, None)
    for name in unplayed(desk.drill):
        yield (name, t("Played, by nobody yet"), None, None, None, (), None, None)


def _staff(desk: Desk, part: str, one: Staff) -> Row:
    name = desk.context.marks.parts((one.unit or "", one.person))
    phone = desk.phone(one.unit) if one.unit else ""
    return (name, part, one.id, one.position or None, phone or None, (), None, None)


__all__ = ["control_sheets"]
