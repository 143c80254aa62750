"""One action in one epoch of its plan: where it is in its life, and what it waits for and holds."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from planforge.drill.queue import Subject
    from planforge.drill.work import Action, After


class Status(StrEnum):
    """Where an action is in its life."""

    BLOCKED = "blocked"
    """Something must be over before it."""
    UNKNOWN = "waiting for information"
    WAITING = "waiting"
    """For people or supplies."""
    RUNNING = "running"
    DONE = "done"
    SKIPPED = "skipped"
    CANCELLED = "cancelled"
    RECALLED = "recalled"
    """Broken off, since what it was begun for has not happened (误报)."""
    FAILED = "failed"

    @property
    def is_open(self) -> bool:
        """Whether it is not over yet."""
        return self in _OPEN


_OPEN: Final = (Status.BLOCKED, Status.UNKNOWN, Status.WAITING, Status.RUNNING)


@dataclass(slots=True, eq=False)
class Task:
    """An action that is to be done in one epoch of its plan."""

    id: str
    key: str
    action: Action
    subject: Subject
    epoch: int
    created: int
    status: Status = Status.BLOCKED
    open_start: int = 0
    """Predecessors that still hold its start."""
    open_end: int = 0
    """Predecessors that still hold its end."""
    earliest: int = 0
    any_at: int | None = None
    """When the first of several possible predecessors lets it begin."""
    finish_at: int = 0
    ready: int | None = None
    start: int | None = None
    end: int | None = None
    ends: int | None = None
    """When its work will be over, while it runs."""
    arrives: int | None = None
    """When those who do it are on the site, while it runs."""
    left: int | None = None
    """How much work is left of it since it was broken off; None if it never was."""
    stints: int = 0
    """How often it has begun."""
    due: int | None = None
    since: int | None = None
    """From when its limit runs."""
    anew: int | None = None
    """When that happened for which it is done again; None if it is done for the first time."""
    rank: int = 0
    """The level whose limits it has."""
    is_aged: bool = False
    lacks: tuple[tuple[str, int], ...] = ()
    waiting_since: int = 0
    """Since when it has lacked that."""
    role: str = ""
    person: str = ""
    taken: list[tuple[str, int]] = field(default_factory=list)
    """Shares of persons and teams that it holds."""
    drawn: list[tuple[str, int]] = field(default_factory=list)
    """What it holds of pools."""
    last: int = 0
    """Number of its latest record."""


@dataclass(slots=True, eq=False)
class Edge:
    """A task that waits for another.

    Attributes:
        task: The task that waits.
        after: What it waits for.
        is_any: Whether any of several such will do.
        settled: Whether it waits for this one no more.
    """

    task: Task
    after: After
    is_any: bool = False
    settled: bool = False


__all__ = ["Edge", "Status", "Task"]
