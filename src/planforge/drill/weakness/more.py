"""What a little more of a supply that runs short would change: the same scenario, run again.

Nothing is reckoned from the run that was: list scheduling has anomalies, so that more supplies may
even make something later. Draws have names, so a second run differs by the supplies alone.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from planforge.drill.delays import Cause
from planforge.drill.history import action_of
from planforge.drill.weakness.words import span
from planforge.i18n import msg

if TYPE_CHECKING:
    from planforge.drill.weakness.scene import Scene
    from planforge.i18n import Message

SHORT = (Cause.SUPPLIES, Cause.AID)
"""What waiting for supplies is told as."""


def waited(scene: Scene, task: str, pool: str) -> int:
    """Return for how many seconds *task* waits for *pool* in *scene*."""
    story = scene.history.tasks.get(task)
    if story is None:
        return 0
    parts = scene.delays.task(story, story.created.t).parts
    item = f"pool:{pool}"
    return sum(
        part.seconds
        for part in parts
        if part.of == task and part.cause in SHORT and item in part.what
    )


def with_more(scene: Scene, task: str, pool: str, wanted: int) -> tuple[Message, ...]:
    """Return what one more of *pool* would change, and what *wanted* more if one is not enough.

    Args:
        scene: A run in which *task* waits for *pool*.
        task: Whose waiting is told.
        pool: What runs short.
        wanted: How much *task* draws.
    """
    found = []
    for extra in dict.fromkeys((1, wanted)):
        other = scene.with_more(pool, extra)
        left = waited(other, task, pool)
        found.append(
            msg(
                "; with {extra} more it {waits}, and {limits}",
                extra=extra,
                waits=_waits(waited(scene, task, pool), left),
                limits=_limits(_missed(scene), _missed(other)),
            )
        )
        if not left:
            break
    return tuple(found)


def _missed(scene: Scene) -> int:
    """Return how many limits are missed; one that several places miss counts once."""
    missed = scene.history.of("deadline_missed")
    return len({action_of(record.entity).partition("@")[0] for record in missed})


def _waits(before: int, after: int) -> Message:
    if not after:
        return msg("does not wait for it")
    if after == before:
        return msg("waits as long as now")
    return msg("waits for {time}", time=span(after))


def _limits(before: int, after: int) -> Message:
    if after == before:
        return msg("{count} limits are missed as now", count=after)
    return msg("{after} limits are missed instead of {before}", after=after, before=before)


__all__ = ["SHORT", "waited", "with_more"]
