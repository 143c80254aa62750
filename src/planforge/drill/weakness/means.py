"""People and teams that are wanted at two places at once (E03), and supplies that run short (E04).

Only waiting that did harm counts: a limit was missed by it, or work waited for more than twice as
long as it takes (the engine then lets it go first).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from planforge.drill.delays import Cause
from planforge.drill.waiting import lacking
from planforge.drill.weakness.more import SHORT, waited, with_more
from planforge.drill.weakness.scene import Scene, Weakness
from planforge.drill.weakness.words import clock, span
from planforge.findings import Severity
from planforge.i18n import msg

if TYPE_CHECKING:
    from collections.abc import Iterator

    from planforge.drill.delays import Part


class _Queue(NamedTuple):
    """Harmful waiting for one item.

    Attributes:
        item: “person:…”, “team:…” or “pool:…”.
        parts: The stretches, in the order of time.
        aged: Whether the work waited for more than twice its time, whatever its limit.
    """

    item: str
    parts: list[Part]
    aged: list[int]


def _queues(scene: Scene, causes: tuple[Cause, ...]) -> list[_Queue]:
    """Return the harmful waiting for each item, by item."""
    found: dict[str, _Queue] = {}
    aged = {record.entity: record.i for record in scene.history.of("task_aged")}
    for task in scene.history.tasks.values():
        if not task.waits or (task.missed is None and task.id not in aged):
            continue
        for part in scene.delays.task(task, task.created.t).parts:
            if part.of != task.id or part.cause not in causes:
                continue
            for item in part.what:
                queue = found.setdefault(item, _Queue(item, [], []))
                queue.parts.append(part)
                if task.id in aged:
                    queue.aged.append(aged[task.id])
    return [found[item] for item in sorted(found)]


def overloaded(scene: Scene) -> Iterator[Weakness]:
    """E03: persons and teams for whom work waited, with the work that had them meanwhile."""
    for queue in _queues(scene, (Cause.PERSON, Cause.TEAM)):
        parts = [part for part in queue.parts if part.by]
        held = {stretch.what: stretch for stretch in scene.history.held.get(queue.item, ())}
        pairs: dict[tuple[str, str], int] = {}
        for part in parts:
            for holder in part.by:
                if holder in held:
                    pair = holder, part.of
                    pairs[pair] = pairs.get(pair, 0) + part.seconds
        if not pairs:
            continue
        holder, waiting = max(pairs, key=lambda pair: (pairs[pair], pair))
        work = sum(stretch.end - stretch.begin for stretch in held.values())
        tasks = tuple(dict.fromkeys(part.of for part in parts))
        yield Weakness(
            "E03",
            Severity.WARNING,
            (scene.entry(queue.item), scene.entry(holder), scene.entry(waiting)),
            msg(
                "{who} is wanted for several things at once: while {holder} takes {who}, {waiting} "
                "waits for {time}; work in all {work}, {count} actions wait",
                who=scene.name(queue.item),
                holder=scene.full(holder),
                waiting=scene.full(waiting),
                time=span(pairs[holder, waiting]),
                work=span(work),
                count=len(tasks),
            ),
            msg("Give one of them to somebody else, or settle which comes first."),
            tuple(sorted({*(part.record for part in parts), *queue.aged})),
        )


def short(scene: Scene) -> Iterator[Weakness]:
    """E04: supplies that work waited for, who had them, and what a little more would change."""
    for queue in _queues(scene, SHORT):
        pool = scene.ready.pools[queue.item.partition(":")[2]]
        waits = {part.of: waited(scene, part.of, pool.id) for part in queue.parts}
        longest = max(waits, key=lambda task: (waits[task], task))
        holders = tuple(dict.fromkeys(name for part in queue.parts for name in part.by))
        wanted = max(
            amount
            for record in scene.history.tasks[longest].waits
            for item, amount in lacking(record)
            if item == queue.item
        )
        tried = with_more(scene, longest, pool.id, wanted) if scene.tries_more else ()
        yield Weakness(
            "E04",
            Severity.WARNING,
            (
                scene.entry(queue.item),
                scene.entry(longest),
                *(scene.entry(name) for name in holders[:2]),
            ),
            msg(
                "{pool} ({stock} in all) runs short from {time} on: {waiting} needs {wanted} and "
                "waits for {length}; {taken}{gain}{more}",
                pool=scene.name(queue.item),
                stock=pool.stock,
                time=clock(min(part.since for part in queue.parts)),
                waiting=scene.full(longest),
                wanted=wanted,
                length=span(waits[longest]),
                taken=msg("taken by {holders}", holders=scene.names(holders))
                if holders
                else msg("nothing else has taken any: there is not so much of it"),
                gain=tried[0] if tried else "",
                more=tried[1] if len(tried) > 1 else "",
            ),
            msg("Hold more in stock, agree on mutual aid beforehand, or settle who gets it first."),
            tuple(sorted({*(part.record for part in queue.parts), *queue.aged})),
        )


__all__ = ["overloaded", "short"]
