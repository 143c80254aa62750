"""Tasks that sentences give by their names to others than the facts: 信息发布由市气象局负责."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Final, NamedTuple

from planforge.model.base import Kind
from planforge.rules.prose.doers import (
    Given,
    around,
    beside,
    hosts,
    is_collective,
    is_command,
    is_government,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from planforge.corpus.plan_view import PlanView
    from planforge.findings import Pointer
    from planforge.rules.text.said import Mention

_EXPERTS: Final = "专家组"
_SHORT: Final = 4
"""Characters from which on a name is that of a task."""
_LONGEST: Final = 20
"""Characters that the name of a task has at most."""
_RELEASE: Final = ("信息发布", "新闻发布", "信息发布和舆论引导", "信息发布与舆论引导")
"""What sentences call the release of information."""


class _Task(NamedTuple):
    """Who has a task.

    Attributes:
        units: Who is responsible for it.
        helpers: Who helps.
        parts: Who does it with the one that leads: the members of a working group.
        at: Where that stands.
    """

    units: tuple[str, ...]
    helpers: tuple[str, ...]
    parts: tuple[str, ...]
    at: Pointer

    def with_those_of(self, other: _Task) -> _Task:
        """Return the task with those who have the *other* one by its name too."""
        return _Task(
            (*self.units, *other.units),
            (*self.helpers, *other.helpers),
            (*self.parts, *other.parts),
            self.at,
        )


def whole_task(
    view: PlanView, who: Mention | None, names: tuple[str, ...], *, is_all: bool, leads: bool
) -> Given | None:
    """Return 信息发布由市应急局负责 where the facts give that task to others, not to 市应急局.

    Tasks are actions, aftermath, means and working groups by their *names*, the release of
    information, and the group of experts. Who only helps (配合) has no task as a whole (*is_all*),
    but does its part of it; who is one of a working group does not lead it (*leads*).
    """
    if who is None or who.entity.kind is not Kind.ORGANISATION:
        return None
    known_as = [name for name in names if len(name) <= _LONGEST]
    task = next((_tasks(view)[name] for name in known_as if name in _tasks(view)), None)
    if task is None or not task.units:
        return None
    own = {
        *task.units,
        *(() if is_all else task.helpers),
        *(() if leads else task.parts),
    }
    known = {view.actor_key(name) for name in own}
    doers = {"/".join(one.entity.key) for one in (who, *beside(view, who))}
    of_first = task.units[:1] if is_all else task.units
    near = {*hosts(view, who), *(key for name in of_first for key in around(view, name))}
    if doers & known or is_command(view, doers) or near & (doers | known):
        return None
    if is_government(who.entity) and any(is_collective(view.get(name)) for name in task.units):
        return None  # 青川县政府 is 事发地县（区）政府 when it happens there
    return Given((who.start, who.end), who.entity.short_name, task.units[0], task.at)


@lru_cache(maxsize=2)
def _tasks(view: PlanView) -> dict[str, _Task]:
    """Return by its name who has each task; who has one of several by the same name has it."""
    found: dict[str, _Task] = {}
    for name, task in (*_of_plan(view), *_of_bodies(view)):
        other = found.get(name)
        if len(name) >= _SHORT or name == _EXPERTS:
            found[name] = task if other is None else other.with_those_of(task)
    return found


def _of_plan(view: PlanView) -> Iterator[tuple[str, _Task]]:
    plan = view.plan
    for i, action in enumerate(plan.actions):
        changed = [name for x in action.changes.values() for name in x.responsible]
        units = (*action.responsible, *changed)
        yield action.title, _Task(units, action.supporting, (), ("actions", i))
    public = plan.public_information
    for name in _RELEASE if public is not None else ():
        units = public.responsible if public is not None else ()
        yield name, _Task(units, (), (), ("public_information", "responsible"))
    for i, item in enumerate(plan.recovery):
        yield item.item, _Task(item.responsible, item.supporting, (), ("recovery", i))
    for i, means in enumerate(plan.guarantees):
        task = _Task(means.responsible, means.supporting, (), ("guarantees", i))
        yield means.item, task
        first, joint, last = means.item.partition("与")
        if joint and last.endswith("保障"):  # 通信与信息保障 is 通信保障 as well
            yield f"{first}保障", task


def _of_bodies(view: PlanView) -> Iterator[tuple[str, _Task]]:
    for body, at in view.bodies:
        if body.experts is not None and body.experts.lead:
            yield _EXPERTS, _Task((body.experts.lead,), (), (), (*at, "experts", "lead"))
    for group, at in view.groups:
        if group.lead:
            yield group.name.removesuffix("组"), _Task((group.lead,), (), group.members, at)


__all__ = ["whole_task"]
