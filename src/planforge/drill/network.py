"""Limits that no run could keep: a plan's times as a network of differences.

Even if everything takes its shortest time and nobody ever waits for people or supplies, an action
cannot end before those that must come first. Where a limit asks for it nevertheless, the steps that
contradict one another are named.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, TypeAlias

from planforge.drill.work import Relation
from planforge.frozen import dataclass
from planforge.model.scales import Anchor

if TYPE_CHECKING:
    from collections.abc import Iterator

    from planforge.drill.prepared import Prepared
    from planforge.drill.work import Action

_ORIGIN: Final = ("", "start")
_Moment: TypeAlias = tuple[str, str]
"""An action and which end of it."""
_ENDS: Final = {
    Relation.FINISH_START: ("end", "start"),
    Relation.START_START: ("start", "start"),
    Relation.FINISH_FINISH: ("end", "end"),
    Relation.START_FINISH: ("start", "end"),
}


@dataclass(frozen=True, slots=True)
class Step:
    """One reason in a chain that contradicts itself.

    Attributes:
        why: `limit`, `work` (the shortest duration), `after` (a predecessor) or `begin`.
        action: Id of the action that it is about.
        seconds: Its length: what is allowed by a limit, what is needed by the others.
    """

    why: str
    action: str
    seconds: int


@dataclass(frozen=True, slots=True)
class Infeasible:
    """A chain of actions that no run can keep.

    Attributes:
        plan: The plan.
        rank: The level.
        steps: The chain: the limit first, then back from the action that has it. Without a limit
            the chain is a ring: each of its actions waits for the next.
        missing: Seconds by which what is needed is longer than what is allowed.
    """

    plan: str
    rank: int
    steps: tuple[Step, ...]
    missing: int


@dataclass(frozen=True, slots=True)
class _Edge:
    """The moment *to* comes at most *weight* seconds after the moment *since*."""

    since: _Moment
    to: _Moment
    weight: int
    step: Step


def infeasible(ready: Prepared, plan: str, rank: int) -> Infeasible | None:
    """Return why the limits of *plan* at the level *rank* cannot be kept, None if they can.

    Looked at are limits from the start of the response or from the order; other anchors have no
    place in the plan alone. Of several contradictions the first found is returned, always the same.
    """
    edges = list(_edges(ready, plan, rank))
    distance = {moment: 0 for edge in edges for moment in (edge.since, edge.to)}
    came: dict[_Moment, _Edge] = {}
    for _ in range(len(distance) + 1):
        changed = False
        for edge in edges:
            reached = distance[edge.since] + edge.weight
            if reached < distance[edge.to]:
                distance[edge.to], came[edge.to], changed = reached, edge, True
        if ring := _ring(came):
            steps = _turned(tuple(edge.step for edge in ring))
            return Infeasible(plan, rank, steps, -sum(edge.weight for edge in ring))
        if not changed:
            break
    return None


def _edges(ready: Prepared, plan: str, rank: int) -> Iterator[_Edge]:
    actions = {f"{plan}/{action.id}": action for action in ready.actions_at(plan, rank)}
    for action in actions.values():
        start, end = (action.id, "start"), (action.id, "end")
        yield _Edge(start, _ORIGIN, 0, Step("begin", action.id, 0))
        least = action.duration.least
        yield _Edge(end, start, -least, Step("work", action.id, least))
        limit = _limit(action, rank)
        if limit is not None:
            yield _Edge(_ORIGIN, end, limit, Step("limit", action.id, limit))
        for after in action.after:
            other = actions.get(after.action)
            if other:
                since, to = _ENDS[after.relation]
                step = Step("after", action.id, after.lag)
                yield _Edge((action.id, to), (other.id, since), -after.lag, step)


def _limit(action: Action, rank: int) -> int | None:
    found = [limit for limit in action.deadlines if limit.from_rank <= rank]
    if not found or found[-1].anchor not in (Anchor.ACTIVATION, Anchor.ORDER):
        return None
    return found[-1].seconds


def _ring(came: dict[_Moment, _Edge]) -> tuple[_Edge, ...]:
    """Return a ring of edges along which each moment got its distance, empty for none."""
    seen: dict[_Moment, _Moment] = {}
    for first in sorted(came):
        moment = first
        while moment in came and moment not in seen:
            seen[moment] = first
            moment = came[moment].since
        if moment in came and seen[moment] == first:
            ring = [came[moment]]
            while ring[-1].since != moment:
                ring.append(came[ring[-1].since])
            return tuple(reversed(ring))
    return ()


def _turned(steps: tuple[Step, ...]) -> tuple[Step, ...]:
    """Return the ring *steps* from its limit on, or from its smallest action."""
    limits = [i for i, step in enumerate(steps) if step.why == "limit"]
    first = limits[0] if limits else min(range(len(steps)), key=lambda i: steps[i].action)
    return steps[first:] + steps[:first]


__all__ = ["Infeasible", "Step", "infeasible"]
