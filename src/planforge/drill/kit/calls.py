"""Rows of the script for what units tell the office of a plan as soon as they see it.

A report that a plan lays down is owed once; what happens afterwards reaches the office by calls of
those who see it. All calls of one moment to one office are one row.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from planforge.drill.kit.speech import RECEIVED, telling
from planforge.drill.kit.values import ScriptRow, Turn
from planforge.i18n import msg

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from planforge.drill.kit.clock import Timeline
    from planforge.drill.kit.rehearsed import Rehearsed
    from planforge.drill.kit.scenery import Scenery
    from planforge.drill.kit.speech import Speech
    from planforge.drill.trace import Json, Record

MOST_CALLERS: Final = 4
"""So many units speak in one row; what the others know is in theirs."""


class Calls:
    """Writes a row for each moment at which an office is told what has just happened."""

    def __init__(
        self, rehearsed: Rehearsed, timeline: Timeline, said: Speech, scenery: Scenery
    ) -> None:
        """Write rows of the run *rehearsed*, in which *said* knows what was told to whom."""
        self._run = rehearsed
        self._timeline = timeline
        self._speech = said
        self._scenery = scenery
        self._calls = self._grouped()

    def row(self, record: Record) -> ScriptRow | None:
        """Return the row of the calls of which *record* is the first; None for other records."""
        plan, calls = self._calls.get(record.i, ("", ()))
        office = self._run.office(plan)
        turns: list[Turn] = []
        facts: dict[str, Json] = {}
        for call in calls:
            receiver = str(call.data["to"])
            news = self._speech.news(call, call.role, receiver, self._run.asked_by(plan))
            known = {*facts, *self._speech.heard(news.facts, receiver, call.t)}
            fresh = [x for x, name in zip(news.words, news.facts, strict=True) if name not in known]
            facts |= news.facts
            if fresh and len(turns) < MOST_CALLERS:
                clock, event = self._timeline.both(call.t), self._scenery.known(news.facts, call.t)
                words = telling(office, (clock, event), fresh)
                turns.append(Turn(self._run.name(call.role), words))
        if not turns:
            return None
        who = tuple(str(turn.speaker) for turn in turns)
        title = msg("{sender} reports to {receiver}", sender=who, receiver=office)
        return ScriptRow(
            id=f"call/{plan}/{record.t}",
            at=record.t,
            stage=msg("Information reports"),
            action=title,
            actor=who[0],
            to=(office,),
            dialogue=(*turns, Turn(office, RECEIVED)),
            narration=msg("{title}.", title=title),
            caption=msg("{sender} reports to {receiver}", sender=who[0], receiver=office),
            basis=self._run.reports_basis(plan),
            records=tuple(call.i for call in calls),
        )

    def _grouped(self) -> Mapping[int, tuple[str, tuple[Record, ...]]]:
        """Return by the number of their first the calls to an office whose response runs."""
        steps = {one.at.seconds: one for one in self._run.view.drill.developments}
        found: dict[tuple[int, str], list[Record]] = {}
        for record in self._run.trace.of("message_sent"):
            seen = record.entity.rpartition("@")[2]
            if record.data.get("kind") != "hop" or not seen.isdigit() or int(seen) not in steps:
                continue
            for plan in self._told(str(record.data["to"]), int(seen), record.t):
                found.setdefault((record.t, plan), []).append(record)
        return {calls[0].i: (plan, tuple(calls)) for (_, plan), calls in sorted(found.items())}

    def _told(self, office: str, seen: int, second: int) -> Iterator[str]:
        """Yield the plans run from *office* that answer to what is so since the moment *seen*."""
        for step in self._run.view.drill.developments:
            for name in step.plans or step.levels if step.at.seconds == seen else ():
                view = self._run.view.plan(name)
                plan = view.plan.id if view else ""
                is_told = plan and self._run.office_id(plan) == office
                if is_told and self._run.course.runs(plan, second):
                    yield plan


__all__ = ["MOST_CALLERS", "Calls"]
