"""Whether a task of improvement may be closed: the plan has changed, and the scenario runs clean.

What somebody ticked off proves nothing. A task that names actions or levels of plans is closed when
facts of one of them, of an action before it or of a level at which it is done are others than at
the drill, and the rehearsal of the same scenario breaks at none of them any more; a task that names
a plan alone, when facts of the plan are others and the scenario breaks nowhere in it. Other words
for the same close nothing.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from planforge.drill.elements import Elements, concerns, parts_of, task_parts
from planforge.drill.improvement import task_id
from planforge.frozen import dataclass
from planforge.i18n import Message, msg
from planforge.model.drill_scales import TaskState

if TYPE_CHECKING:
    from collections.abc import Iterable

    from planforge.corpus.changes import Changes
    from planforge.corpus.drills import DrillView
    from planforge.drill.elements import Named
    from planforge.drill.kit.values import Kit
    from planforge.drill.weakness.scene import Weakness
    from planforge.model.drill_scales import TaskTarget


@dataclass(frozen=True, slots=True)
class Task:
    """A row of the table of improvement tasks.

    Attributes:
        id: Its number.
        problem: What was found.
        plan: What stands under plan and clause.
        is_closed: Whether somebody ticked it off.
        about: The parts of plans, where they are known without reading `plan`.
        target: What is to be changed, if somebody said so.
    """

    id: str
    problem: str = ""
    plan: str = ""
    is_closed: bool = False
    about: tuple[Named, ...] = ()
    target: TaskTarget | None = None


@dataclass(frozen=True, slots=True)
class Standing:
    """How a task stands.

    Attributes:
        task: The task.
        plan: Id of the plan that it names; empty for none.
        is_ready: Whether plan and scenario allow it to be closed.
        reasons: What still keeps it open.
    """

    task: Task
    plan: str
    is_ready: bool
    reasons: tuple[Message, ...] = ()


def own_tasks(view: DrillView) -> tuple[Task, ...]:
    """Return the tasks that the drill itself keeps; those not taken up are left out."""
    found = []
    for one in view.drill.tasks:
        if one.state is TaskState.NOT_TAKEN_UP:
            continue
        found.append(
            Task(
                one.id,
                one.problem,
                one.plan or "",
                one.state is TaskState.CLOSED,
                parts_of(view, task_parts(one)),
                one.target,
            )
        )
    return tuple(found)


def standings(
    kit: Kit,
    weak: Iterable[Weakness],
    changed: Changes,
    tasks: Iterable[Task],
) -> tuple[Standing, ...]:
    """Return how each of *tasks* stands, in their order.

    Args:
        kit: The papers of the drill, made of the plans as they are now.
        weak: Where the plans break in the rehearsal of today.
        changed: What the plans say otherwise than at the drill.
        tasks: The tasks.
    """
    known, drill = tuple(weak), kit.rehearsal.view.drill.id
    elements = Elements(kit)
    about = {
        task_id(drill, one.id): elements.of_expected(one)
        for inject in kit.injects
        for one in inject.expected
    }
    about |= {
        task_id(drill, sheet.id, item.id): elements.of_item(sheet.id, item)
        for sheet in kit.sheets
        for item in sheet.items
        if item.expected is None
    }
    for sheet in kit.sheets:
        for item in sheet.items:
            if item.expected is None and sheet.id:  # of all evaluators who wrote of it
                joint = task_id(drill, item.id)
                own = elements.of_item(sheet.id, item)
                about[joint] = tuple(dict.fromkeys((*about.get(joint, ()), *own)))
    return tuple(
        _standing(
            task, task.about or about.get(task.id) or elements.said_in(task.plan), known, changed
        )
        for task in tasks
    )


def _standing(
    task: Task, about: tuple[Named, ...], weak: tuple[Weakness, ...], changed: Changes
) -> Standing:
    if not about:
        return Standing(task, "", is_ready=True)
    reasons = [] if (why := _unchanged(about, changed)) is None else [why]
    for one in weak:
        if any(concerns(one.entries, part) for part in about):
            text = msg("the rehearsal still breaks ({id}): {what}", id=one.id, what=one.message)
            reasons.append(text)
    return Standing(task, about[0].plan, not reasons, tuple(reasons))


def _unchanged(about: tuple[Named, ...], changed: Changes) -> Message | None:
    """Return what says that nothing of *about* has changed; None if something has."""
    if any(changed.touch(one.plan, one.action, one.level) for one in about):
        return None
    if any((one.plan, one.action) in changed.worded for one in about):
        return msg(
            "only its wording is another than at the drill: who does it, when, by when and with "
            "what is the same"
        )
    if not any(changed.touch(one.plan) for one in about):
        return msg("the plan is the same as at the drill")
    if len(about) == 1 and about[0].action:
        return msg("the action is the same as at the drill, and what comes before it too")
    return msg("none of the actions and levels that it names has changed since the drill")


__all__ = ["Standing", "Task", "own_tasks", "standings"]
