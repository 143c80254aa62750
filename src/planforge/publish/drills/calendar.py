"""Calendars of a drill as files that mail programs and telephones read (RFC 5545).

Who runs a drill finds each inject at its minute. Who takes part finds the day and nothing that the
scenario brings: what players must not know is left out here, not hidden by those who read.
"""

from __future__ import annotations

from datetime import UTC, timedelta
from hashlib import sha256
from typing import TYPE_CHECKING, Final
from zoneinfo import ZoneInfo

from icalendar import Calendar, Event

from planforge.drill.disclosure import is_undated, is_untold, told_name
from planforge.drill.kit.clock import offset
from planforge.drill.kit.table import talk
from planforge.drill.kit.values import text_of
from planforge.frozen import dataclass
from planforge.i18n import marks, msg

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from planforge.drill.kit.values import Expected, Inject, Kit

ZONE: Final = ZoneInfo("Asia/Shanghai")
"""The one legal time of the country."""
_PRODUCT: Final = "-//planforge//drill//ZH"


@dataclass(frozen=True, slots=True)
class CalendarFile:
    """The calendar of somebody.

    Attributes:
        owner: Id of a controller, or name of a unit; empty for those who run the whole drill.
        is_for_players: Whether it holds only what players may know.
        content: The file.
    """

    owner: str
    is_for_players: bool
    content: bytes


def calendars(kit: Kit, language: str) -> tuple[CalendarFile, ...]:
    """Return the calendars of *kit*: of all injects, of each controller, of each participant.

    There is none as long as the day or the hour of the drill is open, and none for participants who
    must not know them. What comes by hand, on a condition, or in a part of the scenario that is
    skipped, is in no calendar. Equal kits give equal bytes.
    """
    begins = kit.timeline.drill_start
    if begins is None:
        return ()
    drill = kit.rehearsal.view.drill
    events = [
        (one, event) for one in kit.injects if (event := _inject(kit, one, language)) is not None
    ]
    owners: dict[str, list[Event]] = {"": [event for _, event in events]}
    for staff in drill.organisers.controllers:
        owners[staff.id] = [event for one, event in events if one.controller == staff.id]
    found = [
        CalendarFile(owner, is_for_players=False, content=_calendar(kit, begins, language, its))
        for owner, its in owners.items()
    ]
    found += [
        CalendarFile(one.name, is_for_players=True, content=_calendar(kit, begins, language))
        for one in kit.participants
        if not is_undated(drill)
    ]
    return tuple(found)


def _calendar(
    kit: Kit, begins: datetime, language: str, events: Iterable[Event] | None = None
) -> bytes:
    """Return a calendar with *events*; None for that of players, who may not know any."""
    drill = kit.rehearsal.view.drill
    name, uid = drill.name, drill.id
    if events is None and is_untold(drill):
        name = text_of(told_name(drill), language)
        uid = sha256(uid.encode()).hexdigest()[:16]
    made = Calendar()
    made.add("prodid", _PRODUCT)
    made.add("version", "2.0")
    made.add("method", "PUBLISH")
    made.add("x-wr-calname", name)
    whole = _event(f"{uid}@planforge", begins, timedelta(seconds=kit.timeline.length), begins)
    whole.add("summary", msg("Drill: {name}", name=name).render(language))
    lines = (
        text_of(drill.briefing, language),
        msg("Say it with every message: {phrase}", phrase=drill.phrase).render(language),
    )
    whole.add("description", "\n".join(filter(None, lines)))
    if drill.place:
        whole.add("location", drill.place)
    made.add_component(whole)
    for event in events or ():
        made.add_component(event)
    made.add_missing_timezones()
    return bytes(made.to_ical())


def _event(uid: str, begins: datetime, length: timedelta, stamp: datetime) -> Event:
    """Return an event; its stamp is the beginning of the drill, so that no clock is asked."""
    made = Event()
    made.add("uid", uid)
    made.add("dtstamp", stamp.replace(tzinfo=ZONE).astimezone(UTC))
    made.add("dtstart", begins.replace(tzinfo=ZONE))
    made.add("dtend", (begins + length).replace(tzinfo=ZONE))
    return made


def _inject(kit: Kit, inject: Inject, language: str) -> Event | None:
    """Return when *inject* is played; None if it has no time of its own or is skipped."""
    moment = None if inject.at is None else kit.timeline.drill_moment(inject.at)
    if moment is None or kit.timeline.drill_start is None or inject.at is None:
        return None
    uid = f"{kit.rehearsal.view.drill.id}.{inject.id}@planforge"
    made = _event(uid, moment, timedelta(minutes=1), kit.timeline.drill_start)
    made.add("summary", f"{inject.id} {text_of(inject.title, language)}".strip())
    made.add("description", "\n".join(_lines(kit, inject, inject.at, language)))
    if inject.place:
        made.add("location", inject.place)
    made.add("categories", [inject.type.label(language)])
    return made


def _lines(kit: Kit, inject: Inject, at: int, language: str) -> list[str]:
    mark = marks(language)
    lines = [text_of(inject.text, language)]
    lines.append(msg("Time of the scenario: {offset}", offset=offset(at)).render(language))
    if sender := text_of(inject.sender, language):
        lines.append(msg("From: {sender}", sender=sender).render(language))
    if inject.to:
        lines.append(msg("To: {receivers}", receivers=tuple(inject.to)).render(language))
    lines += [_expected(kit, inject, one, language) for one in inject.expected]
    return [line for line in lines if line.strip(mark.gap)]


def _expected(kit: Kit, inject: Inject, expected: Expected, language: str) -> str:
    """Return what should be done, by whom and by when."""
    mark = marks(language)
    who = mark.listed(expected.actors)
    shown = None if expected.due is None else kit.timeline.shown_by(expected.due)
    clock = "" if shown is None else kit.timeline.wall(shown)
    by = msg("by {clock}", clock=clock)
    if kit.is_table:
        span = talk(kit, inject)
        clock = kit.timeline.wall(span[1]) if span else ""
        by = msg("answered by {clock}", clock=clock)
    elif expected.is_at_once:
        by = msg("begun by {time}", time=clock)
    what = mark.parts((who, expected.title, by.render(language) if clock else ""))
    return msg("Expected: {what}", what=what).render(language)


__all__ = ["ZONE", "CalendarFile", "calendars"]
