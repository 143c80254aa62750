"""Limits as they hold in one run: none runs as long as nothing called for the work.

A limit from the occurrence may have passed before anything called for what it limits: the second
plan of a cascade, say, whose first measures begin with its own news. Whoever tells or judges a run
asks here, so that the log, the papers of a drill and the findings say the same.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from planforge.drill.causes import Cause, DelaySplit
from planforge.drill.delays import Delays
from planforge.drill.history import History, action_of
from planforge.drill.prepared import Prepared

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from planforge.drill.chance import Span
    from planforge.drill.entries import Assumption
    from planforge.drill.history import TaskStory
    from planforge.drill.rehearsal import Rehearsal
    from planforge.drill.trace import Trace


class Limits:
    """The limits of the tasks of one run."""

    def __init__(self, history: History, assumed: Iterable[Assumption] = ()) -> None:
        """Ask about the tasks of *history*, which rests on the figures *assumed*."""
        self.history = history
        self._spans = spans(assumed)
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

    def is_doubtful(self, task: str) -> bool:
        """Whether *task* is late only if no estimate on its way is too long."""
        story, due = self.history.tasks.get(task), self.due(task)
        if story is None or story.missed is None or due is None:
            return False
        split = called_for(self._delays.task(story))
        return split.until - due <= guessed(split, self._spans)[1]

    def _found(self, task: TaskStory) -> int | None:
        if task.missed is None or task.due is None:
            return task.due
        whole = self._delays.task(task)
        return task.due + called_for(whole).since - whole.since


def limits_of(made: Rehearsal, trace: Trace) -> Limits:
    """Return the limits of *trace*, a run of *made*."""
    return Limits(History(Prepared(made.world), trace), made.assumed)


def spans(assumed: Iterable[Assumption]) -> Mapping[str, Span]:
    """Return the lengths of time among the figures *assumed*, by what they are assumed of."""
    return {one.about: one.span for one in assumed if one.span is not None}


def guessed(split: DelaySplit, known: Mapping[str, Span]) -> tuple[int, int]:
    """Return how many seconds of *split* are work that no file times, and what of it may be less.

    Args:
        split: Where time went.
        known: The estimates that it rests on, by action.
    """
    whole = less = 0
    for part in split.parts:
        span = known.get(action_of(part.of).partition("@")[0])
        if part.cause is Cause.WORK and span is not None:
            whole += part.seconds
            less += part.seconds * (span.likely - span.least) // max(span.likely, 1)
    return whole, less


def called_for(split: DelaySplit) -> DelaySplit:
    """Return *split* without the time until something called for it.

    What went before that, such as the decision to start a response for another reason, is none of
    it, either.
    """
    idle = [i for i, part in enumerate(split.parts) if part.cause is Cause.BEFORE]
    parts = split.parts[idle[-1] + 1 :] if idle else split.parts
    since = parts[0].since if parts else split.until
    return DelaySplit(split.of, since, split.until, parts)


__all__ = ["Limits", "called_for", "guessed", "limits_of", "spans"]
