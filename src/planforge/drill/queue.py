"""What comes next: events in an order that no machine, file or list can change.

Events of one second run by phase, so that work finished *at* a limit counts before the limit is
looked at, and facts are all known before anybody judges them. What an event brings about in its own
second joins the same cycle (delta) if its phase is still to come, the next one otherwise.
"""

from __future__ import annotations

from enum import IntEnum, StrEnum
from heapq import heappop, heappush
from typing import Final, NamedTuple

MAX_DELTAS: Final = 1_000
"""Cycles in one second after which a run is going round in circles."""
_REMEMBERED: Final = 64


class Phase(IntEnum):
    """The phases of a second, in their order."""

    FINISHED = 10
    FREED = 20
    WORLD = 30
    WARNED = 40
    ASSESSED = 50
    DECIDED = 60
    COMMANDED = 65
    CASCADED = 70
    ENDED = 75
    TASKED = 80
    ALLOCATED = 90
    DUE = 100
    SAMPLED = 110


class Kind(StrEnum):
    """What happens; each kind belongs to one phase."""

    TASK_DONE = "task_done"
    DELIVERED = "message_delivered"
    ARRIVED = "arrival"
    VERIFIED = "verified"
    AID_ANSWERED = "aid_answered"
    RETURNED = "resource_returned"
    LOAN_DUE = "loan_due"
    RESTOCKED = "restocked"
    PREEMPT = "preempt"
    SHIFT_BEGINS = "shift_begins"
    OUTAGE_ENDS = "outage_ends"
    FACT = "fact_update"
    TOLD = "judgement_told"
    HAPPENS = "happens"
    OUTAGE_BEGINS = "outage_begins"
    SHIFT_ENDS = "shift_ends"
    WARNING = "warning_set"
    GRADE = "assess_grade"
    ASSESS = "assess"
    OBLIGE = "assess_report"
    DECIDE = "decide"
    ORDER = "order"
    TAKEOVER = "takeover"
    HANDOVER = "handover"
    CASCADE = "cascade"
    TERMINATE = "terminate"
    INSTANTIATE = "instantiate"
    READY = "ready"
    AGED = "aged"
    PROGRESS = "progress"
    REPEAT = "repeat"
    SEND = "send"
    ALLOCATE = "allocate"
    TASK_DUE = "deadline_due"
    REPORT_DUE = "report_due"
    ACK_DUE = "ack_due"
    SHORTAGE = "shortage_check"
    SAMPLE = "sample"


PHASES: Final[dict[Kind, Phase]] = {
    Kind.TASK_DONE: Phase.FINISHED,
    Kind.DELIVERED: Phase.FINISHED,
    Kind.ARRIVED: Phase.FINISHED,
    Kind.VERIFIED: Phase.FINISHED,
    Kind.AID_ANSWERED: Phase.FINISHED,
    Kind.RETURNED: Phase.FREED,
    Kind.LOAN_DUE: Phase.FREED,
    Kind.RESTOCKED: Phase.FREED,
    Kind.PREEMPT: Phase.FREED,
    Kind.SHIFT_BEGINS: Phase.FREED,
    Kind.OUTAGE_ENDS: Phase.FREED,
    Kind.FACT: Phase.WORLD,
    Kind.TOLD: Phase.WORLD,
    Kind.HAPPENS: Phase.WORLD,
    Kind.OUTAGE_BEGINS: Phase.WORLD,
    Kind.SHIFT_ENDS: Phase.WORLD,
    Kind.WARNING: Phase.WARNED,
    Kind.GRADE: Phase.ASSESSED,
    Kind.ASSESS: Phase.ASSESSED,
    Kind.OBLIGE: Phase.ASSESSED,
    Kind.DECIDE: Phase.DECIDED,
    Kind.ORDER: Phase.DECIDED,
    Kind.TAKEOVER: Phase.COMMANDED,
    Kind.HANDOVER: Phase.COMMANDED,
    Kind.CASCADE: Phase.CASCADED,
    Kind.TERMINATE: Phase.ENDED,
    Kind.INSTANTIATE: Phase.TASKED,
    Kind.READY: Phase.TASKED,
    Kind.AGED: Phase.TASKED,
    Kind.PROGRESS: Phase.TASKED,
    Kind.REPEAT: Phase.TASKED,
    Kind.SEND: Phase.TASKED,
    Kind.ALLOCATE: Phase.ALLOCATED,
    Kind.TASK_DUE: Phase.DUE,
    Kind.REPORT_DUE: Phase.DUE,
    Kind.ACK_DUE: Phase.DUE,
    Kind.SHORTAGE: Phase.DUE,
    Kind.SAMPLE: Phase.SAMPLED,
}


class Subject(NamedTuple):
    """What an event is about; its place among others of the same phase.

    Attributes:
        precedence: Precedence of the plan, the smallest first; -1 for what is no plan's.
        plan: Id of the plan, empty for none.
        order: Place in the order in which the plan declares its parts.
        entity: Id of the part, the last resort of the order.
    """

    precedence: int = -1
    plan: str = ""
    order: int = 0
    entity: str = ""


class Event(NamedTuple):
    """An event is its place in the order; what else there is to know stands in the state."""

    time: int
    delta: int
    phase: Phase
    subject: Subject
    kind: Kind
    detail: str


class Queue:
    """Future events of one run.

    Attributes:
        now: The current second since T0.
        delta: The current cycle in it.
        phase: The current phase in that, 0 before the first event.
    """

    def __init__(self) -> None:
        self.now = 0
        self.delta = 0
        self.phase = 0
        self._heap: list[Event] = []
        self._causes: dict[Event, tuple[int, ...]] = {}
        self._seen: list[tuple[int, str]] = []

    def post(
        self,
        kind: Kind,
        time: int,
        subject: Subject,
        detail: str = "",
        cause: tuple[int, ...] = (),
    ) -> None:
        """Let *kind* happen to *subject* at second *time*, not before now.

        The same event asked for twice happens once, with the causes of both.
        """
        phase = PHASES[kind]
        time = max(time, self.now)
        delta = 0
        if time == self.now:
            delta = self.delta if phase > self.phase else self.delta + 1
        event = Event(time, delta, phase, subject, kind, detail)
        known = self._causes.get(event)
        if known is None:
            self._causes[event] = cause
            heappush(self._heap, event)
        elif cause and cause != known:
            self._causes[event] = tuple(sorted({*known, *cause}))

    def pop(self) -> tuple[Event, tuple[int, ...]] | None:
        """Return the next event with the records that caused it, None when there is none."""
        if not self._heap:
            return None
        event = heappop(self._heap)
        self.now, self.delta, self.phase = event.time, event.delta, event.phase
        if event.delta > MAX_DELTAS - _REMEMBERED:
            self._seen.append((event.delta, " ".join(_named(event))))
        return event, self._causes.pop(event)

    def close(self, time: int) -> None:
        """Go to the end of the second *time*, after which nothing happens any more."""
        if self.now != time:
            self.now, self.delta = time, 0
        self.phase = Phase.SAMPLED
        self._heap, self._causes = [], {}

    @property
    def is_looping(self) -> bool:
        """Whether the current second has had more cycles than anything real needs."""
        return self.delta >= MAX_DELTAS

    def loop(self) -> tuple[str, ...]:
        """Return the events that come round again and again, in their order."""
        cycles: dict[int, list[str]] = {}
        for delta, name in self._seen:
            cycles.setdefault(delta, []).append(name)
        rounds = [cycles[delta] for delta in sorted(cycles)][:-1]
        for period in range(1, len(rounds) // 2 + 1):
            if rounds[-period:] == rounds[-2 * period : -period]:
                return tuple(name for cycle in rounds[-period:] for name in cycle)
        return tuple(name for cycle in rounds[-1:] for name in cycle)


def _named(event: Event) -> tuple[str, ...]:
    parts = (event.kind.value, event.subject.plan, event.subject.entity, event.detail)
    return tuple(part for part in parts if part)


__all__ = ["MAX_DELTAS", "PHASES", "Event", "Kind", "Phase", "Queue", "Subject"]
