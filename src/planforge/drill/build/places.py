"""What several places do each for itself: 事发地县（区）政府 is every government that is hit.

Each of them is a task of its own, with its own people and its own clock: one county may be late
while the other is in time. What the plan calls for the action is called once: teams work for all
of them, as for all work of a plan, and supplies are drawn by the first place for all.
"""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING

from planforge.drill.work import Variant

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from planforge.drill.work import Action, Need


def at(action: str, doers: Sequence[str]) -> str:
    """Return the id of what *doers* do of *action* in their place."""
    return f"{action}@{doers[0]}"


def spread(
    actions: Sequence[Action], places: Mapping[str, tuple[tuple[str, ...], ...]], plan: str
) -> tuple[Action, ...]:
    """Return *actions* with those of *places* once for each of them.

    Args:
        actions: The actions of a plan, each for the first place.
        places: Who does an action elsewhere, by its id: for each place the posts or team that do.
        plan: Id of the plan.
    """
    copies = {one.id: tuple(_copies(one, places.get(one.id, ()))) for one in actions}
    found: list[Action] = []
    for one in actions:
        found.append(_first(one, copies, plan))
        found += [_elsewhere(copy, copies, plan) for copy in copies[one.id]]
    return tuple(found)


def _copies(action: Action, places: Sequence[tuple[str, ...]]) -> Iterator[Action]:
    """Yield *action* as it is done elsewhere, as long as no higher level gives it to others."""
    others = [one.from_rank for one in action.variants if one.doers != action.doers]
    last = min(others) - 1 if others else action.last_rank
    if others and last < action.first_rank:
        return
    for doers in places:
        yield dataclasses.replace(
            action,
            id=at(action.id, doers),
            doers=doers,
            supporting=(),
            needs=_teams(action.needs),
            variants=tuple(Variant(v.from_rank, needs=_teams(v.needs)) for v in action.variants),
            replaces=(),
            last_rank=last,
            only=tuple(rank for rank in action.only if not others or rank <= last),
        )


def _teams(needs: Sequence[Need]) -> tuple[Need, ...]:
    return tuple(need for need in needs if need.pool.startswith("team."))


def _first(
    action: Action,
    copies: Mapping[str, tuple[Action, ...]],
    plan: str,
) -> Action:
    """Return *action* for the first place: it waits for all places, or for its own of many."""
    elsewhere = {copy.doers[0] for copy in copies[action.id]}
    waits = list(action.after)
    if not copies[action.id]:
        for after in action.after:
            others = copies.get(after.action.removeprefix(f"{plan}/"), ())
            waits += [dataclasses.replace(after, action=f"{plan}/{one.id}") for one in others]
    replaced = [*action.replaces, *(c.id for name in action.replaces for c in copies.get(name, ()))]
    return dataclasses.replace(
        action,
        after=tuple(waits),
        replaces=tuple(replaced),
        supporting=tuple(one for one in action.supporting if one not in elsewhere),
        variants=tuple(
            dataclasses.replace(
                v, supporting=tuple(one for one in v.supporting if one not in elsewhere)
            )
            for v in action.variants
        ),
    )


def _elsewhere(copy: Action, copies: Mapping[str, tuple[Action, ...]], plan: str) -> Action:
    """Return *copy* waiting for what is done in its own place."""
    known = {one.id for several in copies.values() for one in several}
    waits = []
    for after in copy.after:
        own = at(after.action.removeprefix(f"{plan}/"), copy.doers)
        waits.append(dataclasses.replace(after, action=f"{plan}/{own}") if own in known else after)
    return dataclasses.replace(copy, after=tuple(waits))


__all__ = ["at", "spread"]
