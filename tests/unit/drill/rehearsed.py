"""Rehearsals of worlds made by hand, whose ids stand for themselves."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from planforge.drill.entries import Entry, EntryKind, Index, level_id
from planforge.drill.rehearsal import Rehearsal, play
from planforge.drill.weakness import Weakness, weaknesses

if TYPE_CHECKING:
    from collections.abc import Iterator

    from planforge.corpus.drills import DrillView
    from planforge.drill.entries import Assumption
    from planforge.drill.script import Script
    from planforge.drill.world import World


def entries(world: World) -> Iterator[Entry]:
    """Yield what the ids of *world* stand for: themselves, in files named after plans."""
    for plan in world.plans:
        file = f"special/{plan.id}/plan.yaml"
        yield Entry(plan.id, EntryKind.PLAN, plan.id.title(), plan.id, "", file)
        for level in plan.levels:
            yield Entry(
                level_id(plan.id, level.rank),
                EntryKind.LEVEL,
                level.name,
                plan.id,
                "",
                file,
                ("levels", level.name),
            )
        for place, action in enumerate(plan.actions):
            yield Entry(
                f"{plan.id}/{action.id}",
                EntryKind.ACTION,
                action.id,
                plan.id,
                "",
                file,
                ("actions", place),
            )
    kinds = (
        (EntryKind.POST, world.posts),
        (EntryKind.PERSON, world.persons),
        (EntryKind.TEAM, world.teams),
        (EntryKind.POOL, world.pools),
        (EntryKind.CHANNEL, world.channels),
        (EntryKind.LINK, world.links),
        (EntryKind.REPORT, world.reports),
    )
    for kind, parts in kinds:
        for part in parts:
            yield Entry(part.id, kind, part.id, getattr(part, "plan", ""))
    for indicator in world.indicators:
        yield Entry(indicator.dimension, EntryKind.INDICATOR, indicator.dimension)


def rehearsed(
    world: World, script: Script, assumed: tuple[Assumption, ...] = (), view: object = None
) -> Rehearsal:
    """Return *world* and *script* as the rehearsal of a drill that nobody wrote."""
    return Rehearsal(cast("DrillView", view), world, script, Index(entries(world)), assumed)


def found(world: World, script: Script, *ids: str) -> list[Weakness]:
    """Return the weaknesses of *ids* in the run of *script*; all if none are given."""
    made = rehearsed(world, script)
    known = weaknesses(made, play(made, mode=script.mode))
    return [one for one in known if not ids or one.id in ids]


def told(world: World, script: Script, *ids: str) -> list[tuple[str, str, list[str], str]]:
    """Return id, severity, what it is about and the English message of each weakness."""
    return [
        (one.id, one.severity.value, [entry.id for entry in one.entries], one.message.render("en"))
        for one in found(world, script, *ids)
    ]
