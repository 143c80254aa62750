"""Limits as they hold in one run: none runs as long as nothing called for the work.

A limit from the occurrence may have passed before anything called for what it limits: the second
plan of a cascade, say, whose first measures begin with its own news. Whoever tells or judges a run
asks here, so that the log, the papers of a drill and the findings say the same.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from planforge.drill.causes import Cause, DelaySplit
from planforge.drill.delays import Delays
from planforge.drill.history import History
from planforge.drill.prepared import Prepared

if TYPE_CHECKING:
    from planforge.drill.history import TaskStory
    from planforge.drill.rehearsal import Rehearsal
    from planforge.drill.trace import Trace


class Limits:
    """The limits of the tasks of one run."""

    def __init__(self, history: History) -> None:
        """Ask about the tasks of *history*."""
        self.history = history
        self._delays = Delays(history)
        self._due: dict[str, int | None] = {}

    def due(self, task: str) -> int | None:
        """Return the last second of the limit of *task*; None if it has none, or is unknown."""
        if task not in self._due:
            story = self.history.tasks.get(task)
            self._due[task] = self._found(story) if story else None
        return self._due[task]

    def late(self, task: str) -> int:
        """Return by how many seconds *task* was over too late; 0 if it was kept or is not done."""
        story, due = self.history.tasks.get(task), self.due(task)
        if due is None or story is None or story.closed is None or not story.late:
            return 0
        return max(0, story.closed.t - due)

    def _found(self, task: TaskStory) -> int | None:
        if task.missed is None or task.due is None:
            return task.due
        whole = self._delays.task(task)
        return task.due + called_for(whole).since - whole.since


def limits_of(made: Rehearsal, trace: Trace) -> Limits:
    """Return the limits of *trace*, a run of *made*."""
    return Limits(History(Prepared(made.world), trace))


def called_for(split: DelaySplit) -> DelaySplit:
    """Return *split* without the time at its beginning in which nothing called for it."""
    parts = split.parts
    while parts and parts[0].cause is Cause.BEFORE:
        parts = parts[1:]
    since = parts[0].since if parts else split.until
    return DelaySplit(split.of, since, split.until, parts)


__all__ = ["Limits", "called_for", "limits_of"]
