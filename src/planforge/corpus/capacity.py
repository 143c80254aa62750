"""Whether work fits into its windows: energetic reasoning on one worker.

A task may start at its release at the earliest, must end by its due time, and takes its work in
one piece. Whatever the order, some of that work falls into any window of time: if it is more than
the window holds, no order exists. The test is exact and never wrong in what it reports; it does
not find every impossible set of tasks.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from planforge.frozen import dataclass

if TYPE_CHECKING:
    from collections.abc import Sequence


@dataclass(frozen=True, slots=True)
class Task:
    """Work with a window.

    Attributes:
        name: What it is called.
        release: When it may start, in seconds from the common origin.
        due: When it must have ended, included.
        work: How long it takes, in seconds.
    """

    name: str
    release: int
    due: int
    work: int

    @property
    def fits(self) -> bool:
        """Whether the task fits into its own window."""
        return self.release + self.work <= self.due

    def energy(self, start: int, end: int) -> int:
        """Return the least part of the work that falls between *start* and *end*, in seconds.

        That is the smaller of what is left when it is done as early and as late as possible.
        """
        early = min(self.release + self.work, end) - max(self.release, start)
        late = min(self.due, end) - max(self.due - self.work, start)
        return max(0, min(early, late))


@dataclass(frozen=True, slots=True)
class Overload:
    """A window that does not hold the work in it.

    Attributes:
        start: Its start, in seconds.
        end: Its end.
        demand: The least work that falls into it.
        tasks: The tasks with work in it, in the order given.
    """

    start: int
    end: int
    demand: int
    tasks: tuple[Task, ...]


def overload(tasks: Sequence[Task]) -> Overload | None:
    """Return the window most overloaded for one worker who does one task at a time, if any.

    Of windows overloaded alike the longer, then the earlier is returned. Takes O(k²) windows for
    k tasks. Every task must fit into its own window.
    """
    starts = sorted({t for task in tasks for t in (task.release, task.due - task.work)})
    ends = sorted({t for task in tasks for t in (task.due, task.release + task.work)})
    worst: tuple[int, int, int, int] | None = None
    for start in starts:
        for end in ends:
            if end <= start:
                continue
            demand = sum(task.energy(start, end) for task in tasks)
            excess = demand - (end - start)
            if excess > 0:
                found = (-excess, start - end, start, demand)
                worst = found if worst is None else min(worst, found)
    if worst is None:
        return None
    _, minus_length, start, demand = worst
    end = start - minus_length
    return Overload(start, end, demand, tuple(t for t in tasks if t.energy(start, end)))
