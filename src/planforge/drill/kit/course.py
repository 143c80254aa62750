"""The course of a rehearsal, asked by plan and action: levels, starts, ends, due times."""

from __future__ import annotations

from collections import defaultdict
from functools import cached_property
from typing import TYPE_CHECKING

from planforge.drill.anew import again
from planforge.drill.kit.rises import Occasion, Rise
from planforge.drill.limits import limits_of
from planforge.drill.rehearsal import level_id
from planforge.drill.work import Priority
from planforge.frozen import dataclass
from planforge.model.scales import Anchor

if TYPE_CHECKING:
    from planforge.drill.history import History
    from planforge.drill.kit.rises import Since
    from planforge.drill.rehearsal import Rehearsal
    from planforge.drill.trace import Json, Record, Trace

LEVELS = ("level_activated", "level_raised", "level_lowered")
"""Types of records that set the level of a plan."""
_ENDS = ("task_done", "task_cancelled", "task_failed", "task_skipped", "task_recalled")


@dataclass(frozen=True, slots=True)
class Task:
    """One time that an action is done.

    Attributes:
        begin: The record of its start.
        end: The record of its end; None if it is still going on at the end of the run.
        due: Second by which it is over, None if it has no limit.
        limited: Second at whose level it got that limit.
    """

    begin: Record
    end: Record | None
    due: int | None
    limited: int

    @property
    def last(self) -> Record:
        """The last record of it, by which every level that moved its limit had been reached."""
        return self.end or self.begin


class Course:
    """A trace by plan and action."""

    def __init__(self, rehearsal: Rehearsal, trace: Trace) -> None:
        """Look at *trace*, of *rehearsal*."""
        self._rehearsal = rehearsal
        self.trace = trace
        self._levels: dict[str, list[tuple[int, str]]] = defaultdict(list)
        self.tasks: dict[tuple[str, str], list[Task]] = defaultdict(list)
        self._limits = limits_of(rehearsal, trace)
        self._read()

    def _read(self) -> None:
        started: dict[tuple[str, str], Record] = {}
        for record in self.trace.records:
            key = (record.plan, record.entity)
            if record.type in LEVELS:
                name = self._rehearsal.index.level(record.plan, int(str(record.data["to"])))
                self._levels[record.plan].append((record.t, name))
            elif record.type == "plan_ended":
                self._levels[record.plan].append((record.t, ""))
            elif record.type == "task_start":
                started[key] = record
            elif record.type in _ENDS and key in started:
                self._add(started.pop(key), record)
        for key in sorted(started):
            self._add(started[key], None)

    def _add(self, begin: Record, end: Record | None) -> None:
        action = self.action_of(begin)
        story = self._limits.history.tasks[begin.entity]
        limited = story.tightened.t if story.tightened else story.created.t
        due = self._limits.due(begin.entity)
        self.tasks[begin.plan, action].append(Task(begin, end, due, limited))

    @property
    def history(self) -> History:
        """The records of the run, by what they are about."""
        return self._limits.history

    def due_of(self, record: Record) -> int | None:
        """Return by when the task that *record* is about is over, as far as is known then.

        None if it has no limit. A higher level that comes later may move the limit of what begins.
        """
        story = self._limits.history.tasks[record.entity]
        if story.tightened and record.i < story.tightened.i:
            due = record.data.get("due")
            return due if isinstance(due, int) else None
        return self._limits.due(record.entity)

    def limited(self, record: Record) -> int:
        """Return the second at whose level that got the limit it has which *record* is about."""
        story = self.history.tasks[record.entity]
        is_cut = story.tightened is not None and record.i >= story.tightened.i
        return story.tightened.t if story.tightened and is_cut else story.created.t

    def since(self, record: Record, anchor: Anchor) -> Since:
        """Return from what the limit of *record* runs, which the plan lets run from *anchor*.

        That is the event, where it came after the limit had begun to run: the response had been
        started before. It is a higher level, where that asked for it, or asked for it sooner, and
        what calls for it, where that came about after the start.
        """
        story = self.history.tasks[record.entity]
        is_before = story.tightened is not None and record.i < story.tightened.i
        since = record.data.get("since") if is_before else story.since
        if since is not None and since == self._anew.get(record.entity):
            return Anchor.OCCURRENCE
        rank = self.history.rose(record.plan, since) if isinstance(since, int) else 0
        is_cut = story.tightened is not None and not is_before
        if rank and (is_cut or anchor is Anchor.ACTIVATION):
            return Rise(self._rehearsal.index.level(record.plan, rank))
        if anchor is not Anchor.ACTIVATION or since in (None, *self._started[record.plan]):
            return anchor
        return Occasion()

    @cached_property
    def _started(self) -> dict[str, list[int]]:
        starts: dict[str, list[int]] = defaultdict(list)
        for one in self.trace.of("level_activated"):
            starts[one.plan].append(one.t)
        return starts

    @cached_property
    def _anew(self) -> dict[str, Json]:
        return {one.entity: one.data["since"] for one in self.trace.of("deadline_anew")}

    def is_doubtful(self, record: Record) -> bool:
        """Whether what *record* is about is late only if no estimate is too long."""
        return self._limits.is_doubtful(record.entity)

    def action_of(self, record: Record) -> str:
        """Return the id of the action in its plan that *record* is about."""
        return record.entity.removeprefix(f"{record.plan}/").partition("@")[0].partition("#")[0]

    def level(self, plan: str, second: int | None) -> str:
        """Return the name of the level at which *plan* runs; the highest of all if None is asked.

        Before the plan runs, it is the first level that it will have; empty if it never runs.
        """
        found = self._levels.get(plan, [])
        named = [name for _, name in found if name]
        if second is None:
            ranks = {self._rank(plan, name): name for name in named}
            return ranks[max(ranks)] if ranks else ""
        now = [name for at, name in found if at <= second]
        return (now[-1] if now else "") or next(
            (name for at, name in found if at > second and name), named[-1] if named else ""
        )

    def runs(self, plan: str, second: int) -> bool:
        """Whether *plan* runs at some level at *second*."""
        found = [name for at, name in self._levels.get(plan, ()) if at <= second]
        return bool(found and found[-1])

    def raised(self, plan: str, after: int, until: int) -> tuple[int, ...]:
        """Return when *plan* reaches a higher level than before: after *after* and before *until*.

        Empty if it does not run at *after*.
        """
        found = [(at, self._rank(plan, name)) for at, name in self._levels.get(plan, ())]
        rank = next((rank for at, rank in reversed(found) if at <= after), 0)
        times = []
        for at, reached in found:
            if rank and after < at < until and reached > rank:
                rank = reached
                times.append(at)
        return tuple(times)

    def _rank(self, plan: str, name: str) -> int:
        ranks = range(1, 10)
        index = self._rehearsal.index
        return next(
            (
                r
                for r in ranks
                if level_id(plan, r) in index and index.name(level_id(plan, r)) == name
            ),
            0,
        )

    def task(self, plan: str, action: str, second: int | None) -> Task | None:
        """Return the first time that *action* begins or runs from *second* on; None if never."""
        for task in self.tasks.get((plan, action), ()):
            over = task.end.t if task.end else None
            if second is None or over is None or over >= second:
                return task
        return None

    def happened(self, plan: str) -> int | None:
        """Return when that happened which *plan* is for; None if it was so from its start on."""
        found = (record.t for record in self.trace.of("happened") if record.plan == plan)
        return next(found, None)

    def is_meant(self, record: Record, second: int | None) -> bool:
        """Whether what *record* is about is the first of its kind to begin or run from *second* on.

        The first of all if that is None.
        """
        history = self._limits.history
        own = history.tasks[record.entity]
        for story in history.of_action[own.key]:
            over = story.closed.t if story.closed else None
            if story.start and (second is None or over is None or over >= second):
                return story is own
        return False

    def is_precaution(self, record: Record) -> bool:
        """Whether what *record* is about is done again once that happens which its plan is for.

        Only first measures and what saves lives: the rest is done in earnest before, such as
        finding out, watching and consulting.
        """
        history = self._limits.history
        action = history.action(record.entity)
        is_shown = action.is_early or action.priority is Priority.LIFE
        return again(record.entity) in history.tasks and is_shown and not action.stands

    def places(self, plan: str, action: str) -> tuple[str, ...]:
        """Return the units that do *action*, each in its own place (事发地县（区）政府).

        Empty for what is not done in several places by such units of their own.
        """
        index, world = self._rehearsal.index, self._rehearsal.world
        orgs = {post.id: post.org for post in world.posts}
        orgs |= {team.id: team.org for team in world.teams}
        found: dict[str, None] = {}
        for one in next((x.actions for x in world.plans if x.id == plan), ()):
            if one.id.partition("@")[0] == action:
                found |= {index.name(orgs[x]): None for x in one.doers if orgs.get(x)}
        return tuple(found)


__all__ = ["LEVELS", "Course", "Task"]
