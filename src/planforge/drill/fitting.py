"""Whether the parts of a world fit: every id that is used is given."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from planforge.drill.prepared import Prepared


def check(ready: Prepared) -> None:
    """Raise ValueError where an id is used that the world does not give."""
    doers = ready.posts.keys() | ready.teams.keys()
    if both := ready.posts.keys() & ready.teams.keys():
        raise ValueError(f"both post and team: {min(both)}")
    for plan in ready.world.plans:
        if not plan.levels:
            raise ValueError(f"no level: {plan.id}")
    for used, known in _uses(ready, doers):
        if used and used not in known:
            raise ValueError(f"unknown: {used}")


def _uses(ready: Prepared, doers: Iterable[str]) -> Iterator[tuple[str, Iterable[str]]]:
    """Yield the ids that are used, each with those that it may be."""
    for plan in ready.world.plans:
        yield plan.incident, ready.incidents
        yield from ((level.authority, ready.posts) for level in plan.levels)
        yield (plan.end.authority if plan.end else ""), ready.posts
        for action in plan.actions:
            yield from ((ref, doers) for ref in (*action.doers, *action.supporting))
            yield from ((need.pool, ready.pools) for need in action.needs)
            for other in action.variants:
                yield from ((ref, doers) for ref in (*other.doers, *other.supporting))
                yield from ((need.pool, ready.pools) for need in other.needs)
            yield from ((a.action, ready.actions) for a in (*action.after, *action.after_any))
            yield from ((f"{plan.id}/{other}", ready.actions) for other in action.replaces)
            yield from ((name, ready.channels) for n in action.notices for name in n.channels)
    yield from _uses_of_means(ready)


def _uses_of_means(ready: Prepared) -> Iterator[tuple[str, Iterable[str]]]:
    world = ready.world
    yield from ((person, ready.persons) for post in world.posts for person in post.persons)
    yield from ((given.lender, ready.pools) for pool in world.pools for given in pool.agreements)
    yield from ((link.source, ready.plans) for link in world.links)
    yield from ((link.target, ready.plans) for link in world.links)
    yield from ((rule.plan, ready.plans) for rule in world.reports)
    yield from ((rule.upon, ready.reports) for rule in world.reports)
    yield from ((name, ready.channels) for rule in world.reports for name in rule.channels)
    yield from ((name, ready.channels) for hop in world.hops for name in hop.channels)
    for body in (body for incident in world.incidents for body in incident.bodies):
        yield from ((body.commander, ready.posts), (body.plan, ready.plans))
        yield from ((post, ready.posts) for _, post in body.levels)
        yield from ((plan, ready.plans) for plan, _ in body.floors)


__all__ = ["check"]
