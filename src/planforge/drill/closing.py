"""Whether a task of improvement may be closed: the plan has changed, and the scenario runs clean.

What somebody ticked off proves nothing. A task that names an action of a plan is closed when that
action, one before it or a level at which it is done says something else than at the drill, and the
rehearsal of the same scenario breaks at the action no more; a task that names a plan alone, when
the plan says something else and the scenario breaks nowhere in it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from planforge.drill.entries import EntryKind
from planforge.drill.score import task_id
from planforge.frozen import dataclass
from planforge.i18n import Message, msg
from planforge.model.drill_scales import TaskState

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from planforge.corpus.changes import Changes
    from planforge.corpus.drills import DrillView
    from planforge.drill.kit.values import Kit
    from planforge.drill.weakness.scene import Weakness


@dataclass(frozen=True, slots=True)
class Task:
    """A row of the table of improvement tasks.

    Attributes:
        id: Its number.
        problem: What was found.
        plan: What stands under plan and clause.
        is_closed: Whether somebody ticked it off.
        plan_id: Id of the plan, where it is known without reading `plan`.
        action: Id of the action of that plan.
    """

    id: str
    problem: str = ""
    plan: str = ""
    is_closed: bool = False
    plan_id: str = ""
    action: str = ""


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
        plan = view.plan(one.plan) if one.plan else None
        found.append(
            Task(
                one.id,
                one.problem,
                one.plan or "",
                one.state is TaskState.CLOSED,
                plan.plan.id if plan else "",
                one.action or "",
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
    known = tuple(weak)
    actions = {
        task_id(kit.rehearsal.view.drill.id, one.id): (one.plan, one.action)
        for inject in kit.injects
        for one in inject.expected
    }
    names = {
        name: view.plan.id
        for view in kit.rehearsal.view.plans
        for name in (view.plan.name, *view.plan.short_names)
    }
    return tuple(_standing(task, actions, names, known, changed) for task in tasks)


def _standing(
    task: Task,
    actions: Mapping[str, tuple[str, str]],
    names: Mapping[str, str],
    weak: tuple[Weakness, ...],
    changed: Changes,
) -> Standing:
    plan, action = actions.get(task.id, ("", ""))
    if task.plan_id:
        plan, action = task.plan_id, task.action
    if not plan:
        plan = next((names[name] for name in _longest_first(names) if name in task.plan), "")
    if not plan:
        return Standing(task, "", is_ready=True)
    reasons: list[Message] = []
    if not changed.touch(plan):
        reasons.append(msg("the plan is the same as at the drill"))
    elif not changed.touch(plan, action):
        reasons.append(msg("the action is the same as at the drill, and what comes before it too"))
    about = f"{plan}/{action}" if action else ""
    for one in weak:
        if _concerns(one, plan, about):
            text = msg("the rehearsal still breaks ({id}): {what}", id=one.id, what=one.message)
            reasons.append(text)
    return Standing(task, plan, not reasons, tuple(reasons))


def _concerns(weakness: Weakness, plan: str, action: str) -> bool:
    """Whether *weakness* is to be mended at *action* or, without one, anywhere in *plan*.

    Of persons, teams and supplies that are wanted twice, every action that wants them is at fault.
    """
    first, *others = weakness.entries
    if not action:
        return plan in {first.plan, first.id}
    if first.kind is EntryKind.ACTION:
        return first.id == action
    return action in {entry.id for entry in others}


def _longest_first(names: Iterable[str]) -> list[str]:
    return sorted(names, key=lambda name: (-len(name), name))


__all__ = ["Standing", "Task", "own_tasks", "standings"]
