"""What is left open of a task, when the response that asked for it ends, and at the horizon."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from planforge.drill.state import Run
    from planforge.drill.task import Task
    from planforge.drill.trace import Json


def waits(run: Run) -> dict[str, list[str]]:
    """Return, by task, the tasks that it still waits for, sorted, where there are any."""
    found: dict[str, list[str]] = {}
    for name, successors in sorted(run.successors.items()):
        for edge in successors:
            if not edge.settled:
                found.setdefault(edge.task.id, []).append(name)
    return found


def left(task: Task, waits_for: list[str]) -> dict[str, Json]:
    """Return what a record says of *task*, which is open and waits for *waits_for*."""
    return {
        "status": task.status.value,
        "lacks": [item for item, _ in task.lacks],
        "waits_for": list(waits_for),
        "due": task.due,
        "since": task.since,
    }


__all__ = ["left", "waits"]
