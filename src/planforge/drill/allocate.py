"""Who gets people and supplies: the most urgent that can start, all it needs or nothing.

Work that cannot start is passed over. Since nothing is held while waiting, nothing can block one
another for ever.

Looking at all waiting work at every release is quadratic. Here every task that could not start is
watched at something it lacked: it cannot start before there is more of that, so it is looked at
only then. If it then lacks something else, its watch moves there. The naive allocator of the tests
looks at everything every time and must come to the same trace.
"""

from __future__ import annotations

from bisect import bisect_left, insort
from heapq import heapify, heappop, heappush
from typing import TYPE_CHECKING, Final, NamedTuple, Protocol, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Callable

    from planforge.drill.task import Task

NEVER: Final = 1 << 62
"""A second that no run reaches: the limit of work that has none."""

Lacks: TypeAlias = "tuple[tuple[str, int], ...]"
"""Items and amounts; as long as there is less than the amount of each, a task cannot start."""
Attempt: TypeAlias = "Callable[[str], Lacks | None]"
"""Starts a task if it can and returns None, or returns what it lacks."""
Available: TypeAlias = "Callable[[str], int]"
"""Returns how much of an item can be called on."""


class Urgency(NamedTuple):
    """Who comes first, the smallest; ties end at the id of the task.

    Attributes:
        priority: Class, one less once it has waited long.
        due: Its limit, `NEVER` if it has none.
        level: The level of its plan, negative, so that the worst comes first.
        precedence: Of its plan.
        order: Its place in the plan.
        task: Its id.
    """

    priority: int
    due: int
    level: int
    precedence: int
    order: int
    task: str


def urgency(task: Task, level: int) -> Urgency:
    """Return the place of *task*, whose plan runs at *level*, among those that wait."""
    due = NEVER if task.due is None else task.due
    priority = task.action.priority - task.is_aged
    return Urgency(priority, due, -level, task.subject.precedence, task.subject.order, task.id)


class Waiting(Protocol):
    """The tasks that wait for people or supplies."""

    def add(self, urgency: Urgency) -> None:
        """Take in a task that has become ready, or whose urgency changed."""

    def remove(self, task: str) -> None:
        """Forget a task; one that does not wait is no matter."""

    def touch(self, item: str) -> None:
        """Say that there may be more of *item* than before."""

    def serve(self, attempt: Attempt, available: Available) -> None:
        """Try tasks, the most urgent first; those that start are forgotten."""


class Shelves:
    """Waiting tasks, each on the shelves of what it lacks.

    A shelf holds the tasks that want one amount of one item, in the order of their urgency.
    """

    def __init__(self) -> None:
        self._urgency: dict[str, Urgency] = {}
        self._lacks: dict[str, Lacks] = {}
        self._fresh: dict[str, None] = {}
        self._shelves: dict[str, dict[int, list[Urgency]]] = {}
        self._touched: dict[str, None] = {}

    def add(self, urgency: Urgency) -> None:
        """Take in a task that has become ready, or whose urgency changed."""
        task = urgency.task
        lacks = self._lacks.get(task)
        self.remove(task)
        self._urgency[task] = urgency
        if lacks is None:
            self._fresh[task] = None
        else:
            self._put(task, lacks)

    def remove(self, task: str) -> None:
        """Forget a task; one that does not wait is no matter."""
        urgency = self._urgency.pop(task, None)
        self._fresh.pop(task, None)
        if urgency is None:
            return
        for item, amount in self._lacks.pop(task, ()):
            shelf = self._shelves[item][amount]
            del shelf[bisect_left(shelf, urgency)]

    def touch(self, item: str) -> None:
        """Say that there may be more of *item* than before."""
        self._touched[item] = None

    def serve(self, attempt: Attempt, available: Available) -> None:
        """Try tasks that are new or watch what was touched, the most urgent first."""
        heads = self._heads(available)
        outcome: dict[str, Lacks | None] = {}
        while heads:
            urgency, item, amount, place = heappop(heads)
            if item and amount > available(item):
                continue
            if urgency.task not in outcome:
                outcome[urgency.task] = attempt(urgency.task)
            if item:
                shelf = self._shelves[item][amount]
                if place + 1 < len(shelf):
                    heappush(heads, (shelf[place + 1], item, amount, place + 1))
        for task, lacks in outcome.items():
            if lacks is None:
                self.remove(task)
            elif lacks != self._lacks.get(task):
                self._move(task, lacks)

    def _heads(self, available: Available) -> list[tuple[Urgency, str, int, int]]:
        """Return a heap of where to begin: new tasks, and the first of each touched shelf."""
        heads = [(self._urgency[task], "", 0, 0) for task in self._fresh]
        for item in self._touched:
            for amount, shelf in self._shelves.get(item, {}).items():
                if shelf and amount <= available(item):
                    heads.append((shelf[0], item, amount, 0))
        self._fresh, self._touched = {}, {}
        heapify(heads)
        return heads

    def _move(self, task: str, lacks: Lacks) -> None:
        urgency = self._urgency[task]
        self.remove(task)
        self._urgency[task] = urgency
        self._put(task, lacks)

    def _put(self, task: str, lacks: Lacks) -> None:
        self._lacks[task] = lacks
        for item, amount in lacks:
            insort(self._shelves.setdefault(item, {}).setdefault(amount, []), self._urgency[task])


__all__ = ["NEVER", "Attempt", "Available", "Lacks", "Shelves", "Urgency", "Waiting", "urgency"]
