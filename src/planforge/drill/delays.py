"""Where the time went: every delay split by cause, the parts as long as the whole.

A split follows the causes of a record back in time. Whatever came last before it is what it waited
for, so the parts join without gap or overlap. What a predecessor took is split in its turn, down
to the fact with which it all began.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from planforge.drill.causes import WAITING, Cause, DelaySplit, Part
from planforge.drill.history import LEVELS
from planforge.drill.waiting import Waiting

if TYPE_CHECKING:
    from collections.abc import Iterator

    from planforge.drill.history import History, TaskStory
    from planforge.drill.trace import Record
    from planforge.drill.work import After


class _Met(NamedTuple):
    """When a predecessor let a task go on; the end of the look for one that never did.

    Attributes:
        moment: When it did what the task waited for.
        lag: The pause that the plan wants then.
        name: Its id, of the action where no task ever came about.
        other: The predecessor; None where no task ever came about.
        by_start: Whether its start was waited for, rather than its end.
    """

    moment: int
    lag: int
    name: str
    other: TaskStory | None
    by_start: bool

    @property
    def place(self) -> tuple[int, str]:
        """What is the greater, the later it let the task go on."""
        return self.moment + self.lag, self.name


class Delays:
    """Splits the delays of one run."""

    def __init__(self, history: History) -> None:
        """Split what *history* tells."""
        self.history = history
        self._waiting = Waiting(history)
        self._seen: set[tuple[str, int]] = set()
        """Predecessors looked at in the split under way: waiting in a ring is told once."""

    def task(self, task: TaskStory, since: int | None = None) -> DelaySplit:
        """Return where the time of *task* went, from when its limit runs, or from *since*."""
        until = task.closed.t if task.closed else self.history.horizon
        begin = self.reckoned_from(task) if since is None else since
        return self._split(task.id, begin, until, self._task_end(task, until), Cause.BEFORE)

    def record(self, record: Record, since: int) -> DelaySplit:
        """Return where the time from *since* to *record* went: a level, a message, a takeover.

        What cannot be traced back as far as *since* nobody knew.
        """
        of = record.entity or record.plan
        return self._split(of, since, record.t, self._back(record), Cause.INFORMATION)

    def reckoned_from(self, task: TaskStory) -> int:
        """Return the second from which the limit of *task* runs; when it came about without one."""
        return task.created.t if task.since is None else task.since

    def _split(
        self, of: str, since: int, until: int, parts: Iterator[Part], rest: Cause
    ) -> DelaySplit:
        self._seen.clear()
        found: list[Part] = []
        at = until
        for part in parts:
            if at <= since:
                break
            begin, end = max(part.since, since), min(part.until, at)
            if begin >= end:
                continue
            if end < at:
                found.append(Part(Cause.OTHER, end, at, part.of))
            clipped = Part(part.cause, begin, end, part.of, part.what, part.by, part.record)
            at = begin
            if found and _is_same(clipped, found[-1]):
                later = found.pop()
                clipped = Part(
                    part.cause,
                    begin,
                    later.until,
                    part.of,
                    tuple(dict.fromkeys((*part.what, *later.what))),
                    tuple(dict.fromkeys((*part.by, *later.by))),
                    part.record,
                )
            found.append(clipped)
        if at > since:
            found.append(Part(rest, since, at, of))
        return DelaySplit(of, since, until, tuple(reversed(found)))

    def _task_end(self, task: TaskStory, until: int) -> Iterator[Part]:
        """Yield what led to the end of *task* at *until*, the latest first."""
        if task.start is None:
            yield from self._task_start(task, until)
            return
        if task.closed and until > task.closed.t:  # what is done again every so often
            yield Part(Cause.HOLD, task.closed.t, until, task.id, record=task.closed.i)
            until = task.closed.t
        for start, end in reversed(task.stints):
            if start.t > until:
                continue
            over = until if end is None else min(end, until)
            if until > over:
                yield from self._waited(task, over, until)
            ends, travel = _int(start.data.get("ends")), _int(start.data.get("travel"))
            if over > ends:
                yield self._held_open(task, ends, over)
            arrived = start.t + travel
            yield Part(Cause.WORK, arrived, min(ends, over), task.id, record=start.i)
            yield Part(Cause.TRAVEL, start.t, min(arrived, over), task.id, record=start.i)
            until = start.t
        yield from self._task_start(task, until)

    def _waited(self, task: TaskStory, since: int, until: int) -> Iterator[Part]:
        """Yield what *task* lacked from *since* to *until*, the latest first."""
        at = until
        for record in reversed(task.waits):
            if since <= record.t < at:
                parts = self._waiting.parts(task, record, record.t, at)
                yield from (
                    Part(Cause(kind), begin, end, task.id, what, by, record.i)
                    for kind, begin, end, what, by in reversed(parts)
                )
                at = record.t

    def _held_open(self, task: TaskStory, since: int, until: int) -> Part:
        """Return the stretch in which the work was over and another task held its end."""
        action = self.history.action(task.id)
        others = [after.action for after in action.after if not after.relation.is_to_start]
        known = [(name, self._other(task, name, until)) for name in others]
        found = [other.id if other else name for name, other in known]
        return Part(Cause.PREDECESSOR, since, until, task.id, tuple(found), (), task.created.i)

    def _task_start(self, task: TaskStory, until: int) -> Iterator[Part]:
        """Yield what led to the start of *task* at *until*, the latest first."""
        ready = task.ready
        at = until
        if ready is not None and ready.t <= until:
            yield from self._waited(task, ready.t, until)
            at = min((r.t for r in task.waits if ready.t <= r.t < until), default=until)
            if task.unknown and task.unknown.t < at:
                unknown = task.unknown
                what = tuple(f"fact:{name}" for name in _texts(unknown.data.get("unknown")))
                yield Part(Cause.INFORMATION, unknown.t, at, task.id, what, (), unknown.i)
            at = min(at, ready.t)
        if at > task.created.t:
            yield from self._blocked(task, at)
        else:
            yield from self._back(task.created)

    def _blocked(self, task: TaskStory, until: int) -> Iterator[Part]:
        """Yield what had to be over before *task* could be done at *until*."""
        action = self.history.action(task.id)
        found = [self._met(task, a, until) for a in action.after if a.relation.is_to_start]
        several = [self._met(task, after, until) for after in action.after_any]
        if several:
            found.append(min(several, key=_place))
        if not found:
            yield from self._back(task.created)
            return
        moment, _, name, other, by_start = max(found, key=_place)
        gone = other.closed if other and other.closed and other.closed.type in _GONE else None
        if gone and gone.t >= until:  # called off together: until then it was waited for
            gone = None
        is_ring = (name, until) in self._seen
        self._seen.add((name, until))
        if other is None or gone or is_ring:
            since = gone.t if gone else task.created.t
            number = gone.i if gone else task.created.i
            yield Part(Cause.PREDECESSOR, since, until, task.id, (name,), (), number)
            moment = since
        elif moment < until:
            yield Part(Cause.LAG, moment, until, task.id, (name,), (), other.created.i)
        if other is None or is_ring:
            yield from self._back(task.created)
        elif by_start and not gone:
            yield from self._task_start(other, moment)
        else:
            yield from self._task_end(other, moment)

    def _met(self, task: TaskStory, after: After, until: int) -> _Met:
        """Return when *after* was met that *task* waits for, looking until *until*."""
        other = self._other(task, after.action, until)
        if other is None:
            return _Met(until, 0, after.action, None, by_start=False)
        is_skipped = other.closed is not None and other.closed.type == "task_skipped"
        by_start = not after.relation.is_from_finish and not is_skipped
        record = other.start if by_start else other.closed
        is_met = record is not None and (record.type not in _GONE or after.tolerant)
        if record is None or not is_met or record.t > until:
            return _Met(until, 0, other.id, other, by_start)
        return _Met(record.t, after.lag, other.id, other, by_start)

    def _other(self, task: TaskStory, action: str, until: int) -> TaskStory | None:
        """Return the task of *action* that *task* waits for: the latest before *until*."""
        known = [one for one in self.history.of_action.get(action, ()) if one.created.t <= until]
        same = [one for one in known if one.plan == task.plan and one.epoch == task.epoch]
        found = same or known
        return found[-1] if found else None

    def _back(self, record: Record) -> Iterator[Part]:
        """Yield what led to *record*, the latest first."""
        while True:
            before = self._before(record)
            if before is None:
                return
            yield from self._between(before, record)
            task = self.history.tasks.get(before.entity)
            if task and before.type != "task_created":
                has_begun = task.start is not None and task.start.i <= before.i
                walk = self._task_end if has_begun else self._task_start
                yield from walk(task, before.t)
                return
            record = before

    def _before(self, record: Record) -> Record | None:
        """Return what *record* waited for: what came last of all that led to it."""
        if record.type in ("message_sent", "message_delivered"):
            story = self.history.messages[record.entity]
            if record.type == "message_delivered":
                return next((one for one in story if one.type == "message_sent"), None)
            if story[0].type == "message_waits":
                return story[0]
        asked = _ASKED.get(record.type, ()) if record.data.get("basis", "own") == "own" else ()
        earlier = [r for r in self.history.of(*asked) if r.plan == record.plan and r.i < record.i]
        if earlier:
            return earlier[-1]
        records = self.history.trace.records
        return records[max(record.cause)] if record.cause else None

    def _between(self, before: Record, record: Record) -> Iterator[Part]:
        """Yield what the time between *before* and *record* went into, the latest first."""
        of = record.entity or record.plan
        since, until = before.t, record.t
        if record.type in LEVELS or record.type == "terminate_decided":
            waits = [
                one
                for one in self.history.of("decision_waits")
                if one.plan == record.plan and since <= one.t and one.i < record.i
            ]
            for one in waits[-1:]:
                yield Part(Cause.VACANCY, one.t, until, of, (one.role,), (), one.i)
                until = one.t
            yield Part(Cause.DECISION, since, until, of, (record.role,), (), record.i)
        elif record.type == "message_delivered":
            for kind, begin, end, what, by in reversed(
                self._waiting.away((f"org:{record.role}",), since, until)
            ):
                cause = Cause(kind) if kind else Cause.CHANNEL
                yield Part(cause, begin, end, of, what, by, record.i)
        elif before.type == "message_waits":
            channels = tuple(f"channel:{name}" for name in _texts(before.data.get("channels")))
            yield Part(Cause.OUTAGE, since, until, of, channels, (), before.i)
        else:
            what = (record.role,) if record.role else ()
            cause = _CAUSES.get(record.type, Cause.OTHER)
            if before.type in ("arrived", "task_start"):
                cause = Cause.HOLD
            yield Part(cause, since, until, of, what, (), record.i)


_CAUSES: Final = {
    "assessed": Cause.HOLD,
    "decision_pending": Cause.HOLD,
    "decision_retargeted": Cause.HOLD,
    "decision_waits": Cause.DECISION,
    "end_pending": Cause.HOLD,
    "fact_known": Cause.INFORMATION,
    "graded": Cause.HOLD,
    "handover_begun": Cause.VACANCY,
    "handover_done": Cause.DECISION,
    "judgement_known": Cause.INFORMATION,
    "command_returned": Cause.DECISION,
    "link_fired": Cause.HOLD,
    "message_sent": Cause.HANDLING,
    "message_waits": Cause.HANDLING,
    "report_owed": Cause.HOLD,
    "task_created": Cause.BEFORE,
    "takeover_decided": Cause.DECISION,
    "takeover_pending": Cause.HOLD,
    "verified": Cause.INFORMATION,
    "verify_opened": Cause.INFORMATION,
}
"""What the time before a record of a type went into."""
_ASKED: Final = {
    **dict.fromkeys(LEVELS, ("decision_pending", "decision_retargeted")),
    "terminate_decided": ("end_pending",),
}
"""Records by which a decision of a type was asked for."""
_GONE: Final = ("task_cancelled", "task_recalled", "task_failed")
"""Records after which nobody does the task any more, and it is not done."""


def _is_same(part: Part, later: Part) -> bool:
    return (part.cause, part.of) == (later.cause, later.of) and part.until == later.since


def _place(met: _Met) -> tuple[int, str]:
    return met.place


def _int(value: object) -> int:
    return value if isinstance(value, int) else 0


def _texts(value: object) -> list[str]:
    return [str(one) for one in value] if isinstance(value, list) else []


__all__ = ["WAITING", "Cause", "DelaySplit", "Delays", "Part"]
