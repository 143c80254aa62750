"""Something that a drill or its rehearsal showed, and that is to be mended (整改)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from planforge.frozen import dataclass

if TYPE_CHECKING:
    from planforge.drill.elements import Named
    from planforge.i18n import Message
    from planforge.model.drill_scales import TaskTarget


@dataclass(frozen=True, slots=True)
class Improvement:
    """Something to be mended.

    Attributes:
        id: Number that stays: of the drill and the expected action or item.
        problem: What was seen.
        cause: Why; empty if nobody said.
        about: The parts of plans that it is about; empty if no plan is concerned.
        target: What is to be changed; None if nobody can tell.
        advice: What evaluators advise.
        is_critical: Whether the drill fails without it.
        unit: Who was to act; empty if nobody in particular.
        evidence: What recorders wrote of it.
    """

    id: str
    problem: Message | str
    cause: Message | str = ""
    about: tuple[Named, ...] = ()
    target: TaskTarget | None = None
    advice: Message | str = ""
    is_critical: bool = False
    unit: str = ""
    evidence: str = ""


def task_id(drill: str, *about: str) -> str:
    """Return the number of a task: of the *drill* and the expected action or item it is about."""
    return "-".join(filter(None, (drill, *(one.replace("/", "-") for one in about))))


__all__ = ["Improvement", "task_id"]
