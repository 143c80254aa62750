"""The allocator as one would write it first: looks at every waiting task every time."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from planforge.drill.allocate import Attempt, Available, Urgency


class Naive:
    """Waiting tasks in no order; sorted and tried one by one whenever anybody may be free."""

    def __init__(self) -> None:
        self._urgency: dict[str, Urgency] = {}

    def add(self, urgency: Urgency) -> None:
        self._urgency[urgency.task] = urgency

    def remove(self, task: str) -> None:
        self._urgency.pop(task, None)

    def touch(self, item: str) -> None:
        """Everything is looked at anyway."""

    def serve(self, attempt: Attempt, available: Available) -> None:
        del available
        for urgency in sorted(self._urgency.values()):
            if attempt(urgency.task) is None:
                del self._urgency[urgency.task]
