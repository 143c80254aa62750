"""A trace looked up: what became of each task, who held what and when, what was not to be had.

Everything here is read from the records of one run and from its world. Whoever judges or prints a
run asks here instead of going through the records again.
"""

from __future__ import annotations

from bisect import bisect_right
from typing import TYPE_CHECKING, Final, NamedTuple

from planforge.drill.script import Lost
from planforge.frozen import dataclass

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from planforge.drill.prepared import Prepared
    from planforge.drill.trace import Json, Record, Trace
    from planforge.drill.work import Action, Need

CLOSED: Final = ("task_done", "task_skipped", "task_cancelled", "task_recalled", "task_failed")
"""Records after which a task is over."""
LEVELS: Final = ("level_activated", "level_raised", "level_lowered")
"""Records of a plan whose level changes."""


@dataclass(frozen=True, slots=True)
class TaskStory:
    """One action in one epoch of its plan: its records.

    Attributes:
        id: “plan/action#epoch”, with “.2” behind it if it is done again in this epoch.
        key: “plan/action”.
        plan: Id of the plan.
        epoch: Which response of the plan it belongs to, from 1.
        created: When it was to be done.
        unknown: When its guard asked for facts that nobody knew; None if it never did.
        waits: When it wanted people or supplies that were not to be had, in order.
        start: When it began; None if it never did.
        broken_off: When work that saves lives took people or supplies from it, in order.
        resumed: When it was taken up again after that, in order.
        closed: How it was over; None if it is open at the horizon.
        missed: When its limit passed, the last if it ran anew; None if it did not, or was kept.
        tightened: When a higher level moved its limit; None if none did.
        at_horizon: What is left open of it; None if it is over.
    """

    id: str
    key: str
    plan: str
    epoch: int
    created: Record
    unknown: Record | None = None
    waits: tuple[Record, ...] = ()
    start: Record | None = None
    broken_off: tuple[Record, ...] = ()
    resumed: tuple[Record, ...] = ()
    closed: Record | None = None
    missed: Record | None = None
    tightened: Record | None = None
    at_horizon: Record | None = None

    @property
    def ready(self) -> Record | None:
        """The first record by which nothing held it any more; None if there is none."""
        return self.unknown or (self.waits[0] if self.waits else None) or self.start

    @property
    def left(self) -> Record | None:
        """The record that says what is left open of it; None if it is over, or its work is.

        It is that of the horizon, or of the end of the response, or of a lower level that called
        it off; what another action took the place of is not left open.
        """
        is_dropped = self.closed is not None and "waits_for" in self.closed.data
        return self.closed if is_dropped else self.at_horizon

    @property
    def is_unfinished(self) -> bool:
        """Whether it is not done when the response or the scenario is over."""
        record = self.left
        return record is not None and (
            record is self.at_horizon or record.data["reason"] == "ended"
        )

    @property
    def stints(self) -> tuple[tuple[Record, int | None], ...]:
        """The stretches in which it was worked on: the record of the beginning, and the end.

        The last one has no end while the work is open.
        """
        if self.start is None:
            return ()
        begun = (self.start, *self.resumed)
        ends = [record.t for record in self.broken_off]
        ends += [self.closed.t] if self.closed else []
        return tuple(zip(begun, (*ends, None)[: len(begun)], strict=True))

    @property
    def due(self) -> int | None:
        """Its limit in seconds since T0; None if it has none, or nothing became of it."""
        return self._told("due")

    @property
    def since(self) -> int | None:
        """From when its limit runs, in seconds since T0; None if it has none."""
        return self._told("since")

    def _told(self, name: str) -> int | None:
        for record in (self.closed, self.at_horizon, self.missed, self.start, self.tightened):
            value = record.data.get(name) if record else None
            if isinstance(value, int):
                return value
        return None

    @property
    def late(self) -> int:
        """Seconds between its limit and its end; 0 if it was kept or it is not done."""
        late = self.closed.data.get("late", 0) if self.closed else 0
        return late if isinstance(late, int) else 0


class Stretch(NamedTuple):
    """From *begin* to before *end* something was held, or not to be had.

    Attributes:
        begin: Seconds since T0.
        end: Likewise; the horizon for what did not end.
        what: Id of the task that held it; `outage` or `shift` for what was not to be had.
        record: Number of the record with which it began, -1 for what was so at T0.
    """

    begin: int
    end: int
    what: str
    record: int


class History:
    """The records of one run, by what they are about."""

    def __init__(self, ready: Prepared, trace: Trace) -> None:
        """Look up *trace*, a run of *ready*."""
        self.ready = ready
        self.trace = trace
        horizon = trace.header.get("horizon", 0)
        self.horizon = horizon if isinstance(horizon, int) else 0
        self.by_type: dict[str, list[Record]] = {}
        for record in trace.records:
            self.by_type.setdefault(record.type, []).append(record)
        self.tasks: dict[str, TaskStory] = dict(self._stories())
        self.of_action: dict[str, list[TaskStory]] = {}
        for story in self.tasks.values():
            self.of_action.setdefault(story.key, []).append(story)
        self.levels: dict[str, list[Record]] = {plan.id: [] for plan in ready.world.plans}
        for record in self.of(*LEVELS, "plan_ended"):
            self.levels[record.plan].append(record)
        self.messages: dict[str, list[Record]] = {}
        for record in self.of("message_waits", "message_sent", "message_delivered"):
            self.messages.setdefault(record.entity, []).append(record)
        self.held: dict[str, list[Stretch]] = {}
        self.away: dict[str, list[Stretch]] = {}
        self._hold()
        self._lose()

    def of(self, *types: str) -> list[Record]:
        """Return the records of *types* in their order."""
        if len(types) == 1:
            return self.by_type.get(types[0], [])
        found = [record for kind in types for record in self.by_type.get(kind, ())]
        return sorted(found, key=_number)

    def action(self, task: str) -> Action:
        """Return what *task* is an instance of."""
        return self.ready.actions[action_of(task)]

    def rank_at(self, plan: str, record: int) -> int:
        """Return the level of *plan* after the record number *record*."""
        known = self.levels[plan]
        place = bisect_right(known, record, key=_number)
        return _level(known[place - 1]) if place else 0

    def rose(self, plan: str, second: int) -> int:
        """Return the level to which *plan*, under way, rose at *second*; 0 if it did not then."""
        found = (r for r in self.levels[plan] if r.type == "level_raised" and r.t == second)
        return next(map(_level, found), 0)

    def _stories(self) -> Iterator[tuple[str, TaskStory]]:
        parts: dict[str, dict[str, list[Record]]] = {}
        for record in self.trace.records:
            if record.type in _OF_TASKS:
                parts.setdefault(record.entity, {}).setdefault(record.type, []).append(record)
        for name in sorted(parts, key=lambda name: parts[name]["task_created"][0].i):
            found = parts[name]
            over = [record for kind in CLOSED for record in found.get(kind, ())]
            yield (
                name,
                TaskStory(
                    name,
                    action_of(name),
                    found["task_created"][0].plan,
                    int(name.rpartition("#")[2].partition(".")[0]),
                    found["task_created"][0],
                    _first(found, "task_lacks_facts"),
                    tuple(found.get("task_waits", ())),
                    _first(found, "task_start"),
                    tuple(found.get("task_preempted", ())),
                    tuple(found.get("task_resumed", ())),
                    over[0] if over else None,
                    _missed(found),
                    _last(found, "deadline_tightened"),
                    _first(found, "task_open_at_horizon"),
                ),
            )

    def _hold(self) -> None:
        """Note who held which persons, teams and supplies."""
        back = {(r.entity, str(r.data["pool"])): r.t for r in self.of("resource_returned")}
        for task in self.tasks.values():
            for n, (start, until) in enumerate(task.stints, 1):
                end = self.horizon if until is None else until
                is_last = n == len(task.stints)
                for role, person in [(start.role, start.person), *_helpers(start.data)]:
                    if role:
                        item = f"person:{person}" if person else f"team:{role}"
                        self._note(self.held, item, Stretch(start.t, end, task.id, start.i))
                for need in self._drawn(task, start):
                    pool = self.ready.pools[need.pool]
                    home = back.get((task.id, pool.id), end) if is_last else end
                    gone = self.horizon if pool.consumable else home
                    stretch = Stretch(start.t, gone, task.id, start.i)
                    self._note(self.held, f"pool:{pool.id}", stretch)

    def _drawn(self, task: TaskStory, start: Record) -> list[Need]:
        """Return what *task* drew at *start*: as its level asks for, less what did not come."""
        proposed = task.created.data.get("proposed")
        rank = self.rank_at(task.plan, start.i) or (proposed if isinstance(proposed, int) else 0)
        absent = start.data.get("absent", ())
        missing = absent if isinstance(absent, list) else []
        needs = self.ready.action_at(task.key, rank).needs
        return [need for need in needs if need.pool not in missing]

    def _lose(self) -> None:
        """Note what was not to be had: persons off duty, and what the scenario took away."""
        open_: dict[tuple[str, str], list[tuple[int, int]]] = {}
        for person in self.ready.world.persons:
            if person.shifts:
                open_[f"person:{person.id}", "shift"] = [(0, -1)]
        for record in self.of("shift_begins", "shift_ends", "outage_begins", "outage_ends"):
            what, _, edge = record.type.partition("_")
            for item in self._items(record):
                since = open_.setdefault((item, what), [])
                if (edge == "begins") == (what == "outage"):
                    since.append((record.t, record.i))
                elif len(since) > 1:
                    since.pop()
                elif since:
                    begin, number = since.pop()
                    self._note(self.away, item, Stretch(begin, record.t, what, number))
        for (item, what), since in sorted(open_.items()):
            for begin, number in since[:1]:
                self._note(self.away, item, Stretch(begin, self.horizon + 1, what, number))

    def _items(self, record: Record) -> list[str]:
        lost = record.data.get("lost", Lost.PERSON.value)
        if lost == Lost.ROAD.value:
            pools = self.ready.world.pools
            return [f"pool:{pool.id}" for pool in pools if pool.road == record.entity]
        return [f"{lost}:{record.entity}"]

    @staticmethod
    def _note(where: dict[str, list[Stretch]], item: str, stretch: Stretch) -> None:
        if stretch.begin < stretch.end:
            where.setdefault(item, []).append(stretch)


_OF_TASKS: Final = frozenset(
    {
        *CLOSED,
        "task_created",
        "task_lacks_facts",
        "task_waits",
        "task_start",
        "task_preempted",
        "task_resumed",
        "deadline_missed",
        "deadline_tightened",
        "deadline_anew",
        "task_open_at_horizon",
    }
)


def _number(record: Record) -> int:
    return record.i


def action_of(task: str) -> str:
    """Return the “plan/action” of the task *task*."""
    return task.rpartition("#")[0]


def _level(record: Record) -> int:
    rank = record.data.get("to", 0)
    return rank if isinstance(rank, int) else 0


def _first(found: Mapping[str, list[Record]], kind: str) -> Record | None:
    return found[kind][0] if kind in found else None


def _missed(found: Mapping[str, list[Record]]) -> Record | None:
    """Return when the limit passed that held in the end; one that ran anew was none before."""
    anew = _last(found, "deadline_anew")
    since = anew.i if anew else -1
    return next((one for one in found.get("deadline_missed", ()) if one.i > since), None)


def _last(found: Mapping[str, list[Record]], kind: str) -> Record | None:
    return found[kind][-1] if kind in found else None


def _helpers(data: Mapping[str, Json]) -> Iterator[tuple[str, str]]:
    helpers = data.get("helpers", ())
    for helper in helpers if isinstance(helpers, list) else ():
        yield helper[0], helper[1]


__all__ = ["CLOSED", "LEVELS", "History", "Stretch", "TaskStory", "action_of"]
