"""What injects wait for: an action that another inject calls for, or the inject they help."""

from __future__ import annotations

from typing import TYPE_CHECKING

from planforge.findings import Severity
from planforge.i18n import msg
from planforge.rules.rule import Hit, drill_rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from planforge.corpus.drills import DrillView
    from planforge.findings import Pointer


@drill_rule(
    "DRL023",
    "drill.cues-in-a-ring",
    Severity.ERROR,
    title=msg("Injects that wait for one another"),
    rationale=msg(
        "An inject that comes after what it calls for itself, or after another one that waits for "
        "it, never comes: controllers sit with the cards in their hands."
    ),
)
def cues_in_a_ring(view: DrillView) -> Iterator[Hit]:
    """What injects come after, against what brings that about; each ring once."""
    waits = _waits(view)
    told: set[str] = set()
    for first in waits:
        ring = _ring(first, waits)
        if not ring or not told.isdisjoint(ring):
            continue
        told.update(ring)
        at, _ = waits[first]
        if len(ring) == 1:
            text = msg("The inject “{inject}” waits for what it brings about itself", inject=first)
        else:
            text = msg("These injects wait for one another: {ring}", ring=(*ring, first))
        related = tuple(
            (view.at(*waits[name][0]), msg("“{name}” waits here", name=name)) for name in ring[1:]
        )
        yield Hit(
            view.at(*at),
            text,
            msg("Give one of them a 「时间」, or let it wait for another"),
            related,
        )


def _waits(view: DrillView) -> dict[str, tuple[Pointer, tuple[str, ...]]]:
    """Return by inject what it waits for: where that is said, and the injects that bring it about.

    What a plan does again every so often may be called for once more after it was done.
    """
    brings: dict[str, dict[str, None]] = {}
    for inject in view.drill.injects:
        for one in inject.expected:
            if (key := _key(view, one.plan, one.action)) is not None:
                brings.setdefault(key, {})[inject.id] = None
    found: dict[str, tuple[Pointer, tuple[str, ...]]] = {}
    for i, inject in enumerate(view.drill.injects):
        if inject.at is not None or inject.id in found:
            continue
        if inject.helps:
            found[inject.id] = ("injects", i, "helps"), (inject.helps,)
        elif inject.after and inject.after.action:
            key = _key(view, inject.after.plan, inject.after.action)
            others = tuple(brings.get(key, ())) if key else ()
            if others:
                found[inject.id] = ("injects", i, "after", "action"), others
    return found


def _key(view: DrillView, name: str, action: str) -> str | None:
    """Return “plan/action”; None for an action that is not known, or is done again and again."""
    plan = view.plan(name)
    place = plan.action_index.get(action) if plan else None
    if plan is None or place is None or plan.plan.actions[place].repeat:
        return None
    return f"{plan.plan.id}/{action}"


def _ring(first: str, waits: dict[str, tuple[Pointer, tuple[str, ...]]]) -> tuple[str, ...] | None:
    """Return the injects from *first* on that wait for one another; None if it can come."""
    if first in waits[first][1]:
        return (first,)
    stuck = set(waits)
    while True:
        free = {one for one in stuck if any(other not in stuck for other in waits[one][1])}
        if not free:
            break
        stuck -= free
    path = [first]
    while path[-1] in stuck:
        following = next(name for name in waits[path[-1]][1] if name in stuck)
        if following == first:
            return tuple(path)
        if following in path:
            return None
        path.append(following)
    return None


__all__ = ["cues_in_a_ring"]
