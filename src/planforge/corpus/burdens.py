"""What one person or team has to do at a level, as tasks in windows."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from planforge.corpus.capacity import Task
from planforge.model.base import Kind
from planforge.model.plan import Duration

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from planforge.corpus.names import Entity
    from planforge.corpus.plan_view import ActionAt, PlanView
    from planforge.model.scales import Anchor


_SINGLE: Final = frozenset({Kind.POST, Kind.TEAM})


@dataclass(frozen=True, slots=True)
class Burden:
    """What one post or team has to do, counted from one moment.

    Attributes:
        actor: The post or team.
        anchor: The moment from which all its windows run.
        tasks: Its tasks, named by the id of the action, in file order.
    """

    actor: Entity
    anchor: Anchor
    tasks: tuple[Task, ...]


def seconds_of_work(at: ActionAt, *, usual: bool) -> int:
    """Return how long an action takes by its 工期, in seconds; 0 if that is not said.

    Args:
        at: The action.
        usual: Whether the usual time is meant; else the least, if the plan gives one.
    """
    duration = at.action.duration
    if isinstance(duration, Duration):
        chosen = duration.likely if usual else duration.least or duration.likely
        return chosen.seconds or 0
    return (duration.seconds or 0) if duration is not None else 0


def burdens(view: PlanView, level: str, *, usual: bool = False) -> Iterator[Burden]:
    """Yield what posts are responsible for, and what teams are called to, at *level*.

    Left out: actions that are not always done (前提, 条件), and those without 工期 or time limit.
    A task may start when the longest chain of its predecessors can have ended.
    """
    active = {at.action.id: at for at in view.actions_at(level)}
    earliest = _Earliest(active, usual=usual)
    found: dict[tuple[Entity, Anchor], list[Task]] = defaultdict(list)
    for at in active.values():
        work = seconds_of_work(at, usual=usual)
        due = at.limit.seconds if at.limit else None
        if not work or due is None or at.action.condition or at.action.when:
            continue
        task = Task(at.action.id, earliest.start(at), due, work)
        for actor in _single(view, at):
            found[actor, at.anchor].append(task)
    for (actor, anchor), tasks in found.items():
        yield Burden(actor, anchor, tuple(tasks))


def _single(view: PlanView, at: ActionAt) -> Iterator[Entity]:
    """Yield the posts and teams that do the action themselves, each once."""
    called = at.needs.teams if at.needs else ()
    seen: set[Entity] = set()
    for name in (*at.responsible, *called):
        entity = view.get(name)
        if entity is not None and entity.kind in _SINGLE and entity not in seen:
            seen.add(entity)
            yield entity


class _Earliest:
    """When the actions in force at a level can start at the earliest, from their anchors."""

    def __init__(self, active: Mapping[str, ActionAt], *, usual: bool) -> None:
        self._active = active
        self._usual = usual
        self._known: dict[str, int] = {}

    def start(self, at: ActionAt) -> int:
        """Return the seconds from the anchor; predecessors with another anchor do not count."""
        name = at.action.id
        if name not in self._known:
            self._known[name] = 0  # cuts circles, which another rule reports
            before = [self._active.get(wanted) for wanted in at.action.after]
            ends = [
                self.start(one) + seconds_of_work(one, usual=self._usual)
                for one in before
                if one is not None and one.limit is not None and one.anchor is at.anchor
            ]
            self._known[name] = max(ends, default=0)
        return self._known[name]
