"""Scenarios that nobody wrote: bounds of triggers, single points of failure, orders of trouble.

They are made from what a rehearsal already has: its world, and for outages and orders its scenario.
No unit, person or place is invented.
"""

from __future__ import annotations

import dataclasses
from fractions import Fraction
from itertools import combinations, permutations
from typing import TYPE_CHECKING, Final

from planforge.drill.condition import base
from planforge.drill.edges import edges, rank_of, rows
from planforge.drill.entries import Entry, EntryKind, level_id
from planforge.drill.script import FactAt, Lost, OrderAt, Outage, Script, ToldAt
from planforge.feel import format_number
from planforge.frozen import dataclass
from planforge.i18n import msg

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from planforge.corpus.tables import Rule
    from planforge.drill.rehearsal import Rehearsal
    from planforge.drill.world import Level, Plan
    from planforge.feel import Value
    from planforge.i18n import Message

HOUR: Final = 3_600
STRENGTH: Final = 3
"""In every order of so many complications, some scenario has them (t-way sequence covering)."""
_MOST: Final = 7
"""Complications up to which orders are made: there are 5,040 orders of seven."""


@dataclass(frozen=True, slots=True)
class Variant:
    """A scenario made from another one, or from a trigger.

    Attributes:
        id: Stable: made from what it is about.
        about: What it is to try.
        what: What is different, in words.
        script: The scenario.
        expected: Level that the plan of `about` must reach; None where that is not asked.
    """

    id: str
    about: tuple[Entry, ...]
    what: Message
    script: Script
    expected: int | None = None


def boundaries(made: Rehearsal, plan: str, rank: int) -> tuple[Variant, ...]:
    """Return scenarios just below, at and just above the bounds of the level *rank* of *plan*.

    Everybody knows everything, and nothing else happens: only the table is tried. Of the rows of
    the level all are taken that can be read.

    Args:
        made: The drill whose world is used.
        plan: Id of the plan.
        rank: The level.
    """
    of = next(one for one in made.world.plans if one.id == plan)
    level = next(one for one in of.levels if one.rank == rank)
    return tuple(
        variant
        for place, row in enumerate(rows(level))
        for variant in _around(made, of, level, place, row)
    )


def facts_of(row: Rule) -> tuple[dict[str, Value], dict[str, bool]]:
    """Return facts and judgements at which *row* just holds."""
    facts = {cell.dimension: cell.values.sample() for cell in row.conditions}
    facts |= {edge.dimension: edge.at for edge in edges(row)}
    return facts, {text: True for text in (*row.scope, row.judgement) if text}


def _around(made: Rehearsal, plan: Plan, level: Level, place: int, row: Rule) -> Iterator[Variant]:
    facts, told = facts_of(row)
    wait = max(one.delay.most for one in plan.levels)
    for edge in edges(row):
        sides = (("below", edge.below), ("at", edge.at), ("above", edge.above))
        for side, value in sides:
            if value is None:
                continue
            known = facts | {edge.dimension: value}
            yield Variant(
                f"edge-{plan.id}-{level.rank}-{place}-{edge.dimension}-{side}",
                tuple(
                    entry
                    for name in (level_id(plan.id, level.rank), base(edge.dimension))
                    if (entry := made.index.get(name))
                ),
                msg(
                    "{side} of {name}: {value}",
                    side=_SIDES[side],
                    name=made.index.name(base(edge.dimension)),
                    value=_text(value),
                ),
                Script(
                    wait + HOUR,
                    tuple(FactAt(0, name, known[name]) for name in sorted(known)),
                    told=tuple(ToldAt(0, text) for text in sorted(told)),
                    omniscient=True,
                ),
                rank_of(plan, known, told),
            )


_SIDES: Final = {
    "below": msg("just below the bound"),
    "at": msg("at the bound"),
    "above": msg("just above the bound"),
}


def _text(value: Value) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    return format_number(value) if isinstance(value, Fraction) else value


def failures(made: Rehearsal) -> tuple[Variant, ...]:
    """Return the scenario of *made* again and again, each time without one thing that is single.

    Left out are, from the first second to the last: each person who alone fills a post that does or
    decides something, each channel that a report or a message has as its only one, and each road.
    """
    return tuple(
        Variant(
            f"without-{lost.value}-{name}",
            tuple(filter(None, (made.index.get(name),))),
            msg("without {name}", name=made.index.name(name)),
            dataclasses.replace(
                made.script, outages=(*made.script.outages, Outage(lost, name, 0, strikes=True))
            ),
        )
        for lost, name in _singles(made)
    )


def _singles(made: Rehearsal) -> list[tuple[Lost, str]]:
    world = made.world
    called = {level.authority for plan in world.plans for level in plan.levels}
    called |= {body.commander for one in world.incidents for body in one.bodies}
    actions = [action for plan in world.plans for action in plan.actions]
    called |= {action.doers[0] for action in actions if len(action.doers) == 1}
    ways = [one.channels for one in world.reports] + [one.channels for one in world.hops]
    ways += [notice.channels for action in actions for notice in action.notices]
    found = {
        (Lost.PERSON, post.persons[0])
        for post in world.posts
        if post.id in called and len(post.persons) == 1
    }
    found |= {(Lost.CHANNEL, channels[0]) for channels in ways if len(channels) == 1}
    found |= {(Lost.ROAD, pool.road) for pool in world.pools if pool.road}
    lost = {(outage.lost, outage.id) for outage in made.script.outages}
    return sorted(found - lost, key=lambda pair: (pair[0].value, pair[1]))


def covering_orders(count: int, strength: int = STRENGTH) -> tuple[tuple[int, ...], ...]:
    """Return few orders of *count* things, among which any *strength* of them come in every order.

    The first is the order as given. The choice is greedy and always the same.
    """
    size = min(strength, count)
    wanted = {order for few in combinations(range(count), size) for order in permutations(few)}
    found: list[tuple[int, ...]] = []
    candidate: tuple[int, ...] | None = tuple(range(count))
    while wanted and candidate is not None:
        found.append(candidate)
        wanted -= set(combinations(candidate, size))
        candidate = max(
            permutations(range(count)),
            key=lambda order: len(wanted.intersection(combinations(order, size))),
            default=None,
        )
    return tuple(found)


def orders(made: Rehearsal) -> tuple[Variant, ...]:
    """Return the scenario of *made* with its complications in other orders.

    Complications are outages and orders from above: what makes it harder and could come at any
    time. They change places among the moments at which they come; an outage lasts as long as
    before. There are few scenarios: any three complications come in every order in one of them.
    """
    script = made.script
    parts: list[Outage | OrderAt] = sorted(
        (*(one for one in script.outages if one.begin), *script.orders), key=_when
    )
    if not 1 < len(parts) <= _MOST:
        return ()
    times = [_when(part)[0] for part in parts]
    variants = []
    for order in covering_orders(len(parts))[1:]:
        moved = [_moved(parts[place], time) for place, time in zip(order, times, strict=True)]
        kept = [one for one in script.outages if not one.begin]
        variants.append(
            Variant(
                "order-" + "-".join(str(place + 1) for place in order),
                (),
                msg("complications in the order {order}", order=_names(made, moved)),
                dataclasses.replace(
                    script,
                    outages=(*kept, *(one for one in moved if isinstance(one, Outage))),
                    orders=tuple(one for one in moved if isinstance(one, OrderAt)),
                ),
            )
        )
    return tuple(variants)


def _when(part: Outage | OrderAt) -> tuple[int, str]:
    if isinstance(part, Outage):
        return part.begin, part.id
    return part.time, part.plan


def _moved(part: Outage | OrderAt, time: int) -> Outage | OrderAt:
    if isinstance(part, OrderAt):
        return dataclasses.replace(part, time=time)
    end = None if part.end is None else part.end - part.begin + time
    return dataclasses.replace(part, begin=time, end=end)


def _names(made: Rehearsal, parts: Sequence[Outage | OrderAt]) -> tuple[str, ...]:
    return tuple(
        made.index.name(part.id if isinstance(part, Outage) else part.plan) for part in parts
    )


def missing_levels(unreached: Sequence[Entry]) -> tuple[tuple[str, int], ...]:
    """Return plan and rank of the levels among what no drill reaches."""
    return tuple(
        (entry.plan, int(entry.id.rpartition("#")[2]))
        for entry in unreached
        if entry.kind is EntryKind.LEVEL
    )


__all__ = [
    "STRENGTH",
    "Variant",
    "boundaries",
    "covering_orders",
    "facts_of",
    "failures",
    "missing_levels",
    "orders",
]
