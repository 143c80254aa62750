"""What a suite of drills reaches of the plans, and what no scenario ever reaches (E12)."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING, Final

from planforge.drill.entries import Entry, EntryKind, level_id
from planforge.drill.history import LEVELS, action_of
from planforge.drill.weakness.catalogue import BY_ID
from planforge.drill.weakness.scene import Weakness
from planforge.frozen import dataclass
from planforge.i18n import msg

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from planforge.drill.rehearsal import Rehearsal
    from planforge.drill.trace import Record, Trace
    from planforge.drill.world import World
    from planforge.i18n import Message

COVERED: Final = (
    EntryKind.PLAN,
    EntryKind.LEVEL,
    EntryKind.ACTION,
    EntryKind.LINK,
    EntryKind.POST,
    EntryKind.TEAM,
    EntryKind.REPORT,
)
"""What can be reached, in the order in which it is told."""


@dataclass(frozen=True, slots=True)
class Item:
    """Something that a scenario can reach.

    Attributes:
        entry: What it is.
        drills: Ids of the drills that reach it, in their order.
    """

    entry: Entry
    drills: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Coverage:
    """What a suite of drills reaches.

    Attributes:
        drills: Ids of the drills.
        items: All that can be reached, by kind, then by id.
    """

    drills: tuple[str, ...]
    items: tuple[Item, ...]

    def of(self, kind: EntryKind) -> tuple[Item, ...]:
        """Return what can be reached of *kind*."""
        return tuple(item for item in self.items if item.entry.kind is kind)

    def share(self, kind: EntryKind) -> Fraction | None:
        """Return which part of *kind* is reached by any drill; None if there is nothing."""
        items = self.of(kind)
        return Fraction(sum(bool(item.drills) for item in items), len(items)) if items else None

    @property
    def unreached(self) -> tuple[Item, ...]:
        """What no drill reaches."""
        return tuple(item for item in self.items if not item.drills)


def coverage(runs: Iterable[tuple[Rehearsal, Trace]], plans: Iterable[Entry] = ()) -> Coverage:
    """Return what *runs*, one for each drill, reach.

    Args:
        runs: Drills and what happened in them.
        plans: Plans that ought to be in some drill, beside those that are.
    """
    known = {entry.id: entry for entry in plans}
    reached: dict[str, dict[str, None]] = {}
    drills: dict[str, None] = {}
    for made, trace in runs:
        name = made.view.drill.id
        drills[name] = None
        for id_ in possible(made.world):
            entry = made.index.get(id_)
            if entry is not None and entry.kind in COVERED:
                known[id_] = entry
        for id_ in reached_in(made.world, trace):
            reached.setdefault(id_, {})[name] = None
    ordered = sorted(known.values(), key=lambda entry: (COVERED.index(entry.kind), entry.id))
    items = (Item(entry, tuple(reached.get(entry.id, ()))) for entry in ordered)
    return Coverage(tuple(drills), tuple(items))


def possible(world: World) -> Iterator[str]:
    """Yield the ids of all that a scenario can reach; posts and teams that something calls."""
    for plan in world.plans:
        yield plan.id
        for level in plan.levels:
            yield level_id(plan.id, level.rank)
            yield level.authority
        for action in plan.actions:
            yield f"{plan.id}/{action.id}".partition("@")[0]
            yield from (*action.doers, *action.supporting)
            yield from (need.pool for need in action.needs)
    yield from (link.id for link in world.links)
    yield from (report.id for report in world.reports)
    for incident in world.incidents:
        yield from (body.commander for body in incident.bodies)


def reached_in(world: World, trace: Trace) -> Iterator[str]:
    """Yield the ids of what *trace*, a run of *world*, reaches; some more than once."""
    needs = {
        f"{plan.id}/{action.id}": [need.pool for need in action.needs]
        for plan in world.plans
        for action in plan.actions
    }
    for record in trace.records:
        if record.type in LEVELS:
            yield from (record.plan, level_id(record.plan, int(str(record.data["to"]))))
            yield record.role
        elif record.type == "task_start":
            key = action_of(record.entity)
            yield from (key.partition("@")[0], record.role, *needs[key], *_helpers(record))
        elif record.type == "link_fired":
            yield record.entity
        elif record.type == "message_delivered" and record.data.get("kind") == "report":
            yield record.entity.partition(":")[2].rpartition(":")[0]
        elif record.type in ("terminate_decided", "takeover_decided", "handover_done"):
            yield record.role


def _helpers(record: Record) -> Iterator[str]:
    helpers = record.data.get("helpers", ())
    for helper in helpers if isinstance(helpers, list) else ():
        yield helper[0]


KINDS: Final = {
    EntryKind.PLAN: msg("Plans"),
    EntryKind.LEVEL: msg("Levels"),
    EntryKind.ACTION: msg("Actions"),
    EntryKind.LINK: msg("Links"),
    EntryKind.POST: msg("Posts"),
    EntryKind.TEAM: msg("Teams"),
    EntryKind.REPORT: msg("Reports"),
}
_UNREACHED: Final[dict[EntryKind, Message]] = {
    EntryKind.PLAN: msg("No drill puts this plan into practice."),
    EntryKind.LEVEL: msg("Let a scenario reach its condition."),
    EntryKind.ACTION: msg("Let a scenario reach its level and its occasion."),
    EntryKind.LINK: msg("Let a scenario reach the level and the facts at which it takes effect."),
    EntryKind.POST: msg("Let a scenario reach something that this post does or decides."),
    EntryKind.TEAM: msg("Let a scenario reach something that this team does."),
    EntryKind.REPORT: msg("Let a scenario bring about what is to be reported."),
}


def unreached(found: Coverage, names: dict[str, str] | None = None) -> tuple[Weakness, ...]:
    """Return what no drill reaches (E12).

    Args:
        found: What the suite reaches.
        names: Names of plans by id, for what belongs to one.
    """
    plans = names or {}
    return tuple(
        Weakness(
            "E12",
            BY_ID["E12"].severity,
            (item.entry,),
            msg(
                "None of the {count} drills reaches {what}",
                count=len(found.drills),
                what=_full(item.entry, plans),
            ),
            _UNREACHED[item.entry.kind],
        )
        for item in found.unreached
    )


def _full(entry: Entry, plans: dict[str, str]) -> str:
    plan = plans.get(entry.plan, "") if entry.kind is not EntryKind.PLAN else ""
    return f"{plan}：{entry.name}" if plan else entry.name


__all__ = [
    "COVERED",
    "KINDS",
    "Coverage",
    "Item",
    "coverage",
    "possible",
    "reached_in",
    "unreached",
]
