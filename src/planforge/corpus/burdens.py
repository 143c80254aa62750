"""What one person or team has to do at a level, as tasks in windows."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Final

from pydantic import BaseModel, ConfigDict

from planforge.corpus.capacity import Task
from planforge.corpus.deeds import title
from planforge.frozen import dataclass
from planforge.model.base import Kind
from planforge.model.plan import Duration
from planforge.model.scales import Anchor

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from planforge.corpus.names import Entity
    from planforge.corpus.plan_view import ActionAt, PlanView


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


class Piece(BaseModel):
    """A task as other plans may know it: position of the action, its name, and its window."""

    model_config = ConfigDict(frozen=True, defer_build=True)

    index: int
    title: str
    release: int
    due: int
    work: int


class Load(BaseModel):
    """What a post or team has to do at a level, counted from the start of the response.

    Attributes:
        level: The level, as written.
        actor: Key of the actor, `kind/id`.
        name: Its name.
        usual: Whether the usual durations are meant rather than the least ones.
        pieces: Its tasks in file order.
    """

    model_config = ConfigDict(frozen=True, defer_build=True)

    level: str
    actor: str
    name: str
    usual: bool
    pieces: tuple[Piece, ...]


def loads(view: PlanView) -> Iterator[Load]:
    """Yield the burdens of a plan that run from the start of the response, level by level."""
    if not any(action.duration for action in view.plan.actions):
        return
    for level in view.levels:
        for usual in (False, True):
            for burden in burdens(view, level.name, usual=usual):
                if burden.anchor is Anchor.ACTIVATION:
                    yield Load(
                        level=level.name,
                        actor="/".join(burden.actor.key),
                        name=burden.actor.name,
                        usual=usual,
                        pieces=tuple(_piece(view, task) for task in burden.tasks),
                    )


def _piece(view: PlanView, task: Task) -> Piece:
    index = view.action_index[task.name]
    return Piece(
        index=index,
        title=title(view.plan.actions[index]),
        release=task.release,
        due=task.due,
        work=task.work,
    )


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
