"""Records of a drill that contradict each other: named, and counted for nothing until settled."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from planforge.drill.timed import ratings_of
from planforge.i18n import Message, msg

if TYPE_CHECKING:
    from planforge.drill.kit.values import Kit
    from planforge.drill.timed import Records


def settled(kit: Kit, records: Records) -> tuple[Records, tuple[Message, ...]]:
    """Return *records* without what contradicts itself, and what does.

    What recorders wrote down as not seen (未见) nobody can rate but as failed.
    """
    rated, worst = ratings_of(kit, records), kit.pack.worst.id
    order = [one.id for one in kit.pack.ratings]
    found = {
        name: tuple(sorted(better, key=order.index))
        for name, seen in records.seen.items()
        if seen.is_missed and (better := rated.get(name, frozenset()) - {worst})
    }
    if not found:
        return records, ()
    problems = tuple(
        msg(
            "{row}: recorders wrote 未见, and evaluators rated it {ratings}. Find out which is so "
            "and correct the other; until then neither counts.",
            row=name,
            ratings=ratings,
        )
        for name, ratings in found.items()
    )
    seen = {name: one for name, one in records.seen.items() if name not in found}
    judged = tuple(one for one in records.judged if one.item not in found)
    return replace(records, seen=seen, judged=judged), problems


__all__ = ["settled"]
