"""Rows of the script for what units tell the office of a plan as soon as they see it.

A report that a plan lays down is owed once; what happens afterwards reaches the office by calls of
those who see it, or of those they tell. All calls of one moment to one receiver are one row.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from planforge.drill.kit.speech import RECEIVED, Report, adding, telling
from planforge.drill.kit.values import ScriptRow, Turn
from planforge.i18n import msg

if TYPE_CHECKING:
    from collections.abc import Container, Iterator, Mapping

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
        self.told: dict[str, Report] = {}
        """What one caller tells in a row of its own, by the id of the row."""

    def row(self, record: Record) -> ScriptRow | None:
        """Return the row of the calls of which *record* is the first; None for other records."""
        plan, calls = self._calls.get(record.i, ("", ()))
        receiver = str(calls[0].data["to"]) if calls else ""
        turns: list[Turn] = []
        callers: list[str] = []
        facts: dict[str, Json] = {}
        said: Report | None = None
        for call in calls:
            news = self._speech.news(call, call.role, receiver, self._run.asked_by(plan))
            known = {*facts, *self._speech.heard(news.facts, receiver, call.t)}
            fresh = [x for x, name in zip(news.words, news.facts, strict=True) if name not in known]
            facts |= news.facts
            if fresh and len(callers) < MOST_CALLERS:
                head = self._timeline.both(call.t), self._scenery.known(news.facts, call.t)
                callers.append(self._run.name(call.role))
                who, to = callers[-1], self._run.name(receiver)
                is_known = said is not None and head == said.head
                turns += adding(who, to, fresh) if is_known else telling(who, (to,), head, fresh)
                said = Report(head, tuple(fresh), None)
        if said is None:
            return None
        row = self._row(plan, calls, tuple(callers), tuple(turns))
        if len(callers) == 1:
            self.told[row.id] = said
        return row

    def _row(
        self, plan: str, calls: tuple[Record, ...], who: tuple[str, ...], turns: tuple[Turn, ...]
    ) -> ScriptRow:
        """Return the row in which *who* call the desk that all *calls* are to."""
        first, receiver = calls[0], str(calls[0].data["to"])
        to = self._run.name(receiver)
        title = msg("{sender} reports to {receiver}", sender=who, receiver=to)
        is_office = receiver == self._run.office_id(plan)
        return ScriptRow(
            id=f"call/{plan}/{first.t}" + ("" if is_office else f"/{receiver}"),
            at=first.t,
            stage=msg("Information reports"),
            action=title,
            actor=who[0],
            to=(to,),
            dialogue=(*turns, Turn(to, RECEIVED)),
            narration=msg("{title}.", title=title),
            caption=msg("{sender} reports to {receiver}", sender=who[0], receiver=to),
            basis=self._run.reports_basis(plan),
            records=tuple(call.i for call in calls),
        )

    def _grouped(self) -> Mapping[int, tuple[str, tuple[Record, ...]]]:
        """Return by the number of their first the calls by which an office gets news.

        They are those to an office whose response runs, and before them those that brought it the
        news from whoever saw it.
        """
        steps = {one.at.seconds for one in self._run.view.drill.developments}
        sent = {x.entity: x for x in self._run.trace.of("message_sent") if x.data["kind"] == "hop"}
        brought = self._brought(steps)
        found: dict[tuple[int, str, str], dict[int, Record]] = {}
        for (org, fact, seen), name in brought.items():
            call: Record | None = sent[name]
            for plan in self._told(org, seen, sent[name].t):
                while call is not None:
                    key = (call.t, plan, str(call.data["to"]))
                    found.setdefault(key, {})[call.i] = call
                    before = sent.get(brought.get((call.role, fact, seen), ""))
                    call = before if before and before.i < call.i else None
        rows: dict[int, tuple[str, tuple[Record, ...]]] = {}
        for key in sorted(found):
            calls = tuple(found[key][i] for i in sorted(found[key]))
            rows.setdefault(calls[0].i, (key[1], calls))
        return rows

    def _brought(self, steps: Container[int]) -> Mapping[tuple[str, str, int], str]:
        """Return by which call an organisation heard of a fact that is so since one of *steps*."""
        records = self._run.trace.records
        found: dict[tuple[str, str, int], str] = {}
        for record in self._run.trace.of("fact_known"):
            seen = record.data["as_of"]
            causes = (records[i] for i in record.cause)
            by = [x for x in causes if x.type == "message_delivered" and x.data["kind"] == "hop"]
            if by and isinstance(seen, int) and seen in steps:
                found.setdefault((record.role, record.entity, seen), by[0].entity)
        return found

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
