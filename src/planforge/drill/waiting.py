"""What a task waited for while it could not start: who had it, or why nobody could have it."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable

    from planforge.drill.history import History, Stretch, TaskStory
    from planforge.drill.trace import Record


class Wait(NamedTuple):
    """A stretch of waiting.

    Attributes:
        kind: Value of a `Cause`; empty for nothing that anybody could name.
        since: First second of it.
        until: The second behind it.
        what: Items that were wanted.
        by: Tasks that held them.
    """

    kind: str
    since: int
    until: int
    what: tuple[str, ...] = ()
    by: tuple[str, ...] = ()


class Waiting:
    """What tasks of one run waited for."""

    def __init__(self, history: History) -> None:
        """Look at what *history* tells of people and supplies."""
        self._history = history
        self._aid: dict[tuple[str, str], list[tuple[int, int]]] = {}
        open_: dict[tuple[str, str, str], int] = {}
        for record in history.of("aid_requested", "loan_arrived", "aid_refused"):
            pool, lender = str(record.data["pool"]), str(record.data["lender"])
            key = record.entity, pool, lender
            if record.type == "aid_requested":
                open_[key] = record.t
            elif key in open_:
                span = open_.pop(key), record.t
                self._aid.setdefault((record.entity, pool), []).append(span)
        for (task, pool, _), begin in sorted(open_.items()):
            self._aid.setdefault((task, pool), []).append((begin, history.horizon + 1))

    def parts(self, task: TaskStory, record: Record, since: int, until: int) -> list[Wait]:
        """Return what *task* waited for from *since* to *until*, after its *record* of what lacks.

        They join: the first begins at *since*, the last ends at *until*.
        """
        items = items_lacking(record)
        held = [one for item in items for one in self._history.held.get(item, ())]
        away = [one for item in items for one in self._history.away.get(item, ())]
        aid = [
            span for item in items for span in self._aid.get((task.id, item.partition(":")[2]), ())
        ]
        edges = {since, until}
        for begin, end in [*((s.begin, s.end) for s in (*held, *away)), *aid]:
            edges.update(moment for moment in (begin, end) if since < moment < until)
        ordered = sorted(edges)
        return [self._at(task.id, items, begin, end) for begin, end in pairwise(ordered)]

    def _at(self, task: str, items: tuple[str, ...], begin: int, end: int) -> Wait:
        """Return what was waited for while nothing changed, from *begin* to *end*."""
        away = {item: found for item in items if (found := self._away(item, begin))}
        there = tuple(item for item in items if item not in away)
        holders = dict.fromkeys(
            stretch.what
            for item in there
            for stretch in self._history.held.get(item, ())
            if stretch.begin <= begin < stretch.end and stretch.what != task
        )
        if all(self._is_asked(task, item, begin) for item in items):
            return Wait("aid", begin, end, items, tuple(holders))
        if not there:
            kinds = [stretch.what for stretch in away.values()]
            return Wait("outage" if "outage" in kinds else kinds[0], begin, end, items)
        sort, _, pool = there[0].partition(":")
        kind = "team" if pool.startswith("team.") else _KINDS[sort]
        return Wait(kind, begin, end, there, tuple(holders))

    def _is_asked(self, task: str, item: str, at: int) -> bool:
        """Whether *task* has asked others for *item*, and at the second *at* it may still come."""
        spans = self._aid.get((task, item.partition(":")[2]), ())
        return any(since <= at < until for since, until in spans)

    def _away(self, item: str, at: int) -> Stretch | None:
        found = (one for one in self._history.away.get(item, ()) if one.begin <= at < one.end)
        return next(found, None)

    def away(self, items: tuple[str, ...], since: int, until: int) -> list[Wait]:
        """Return when any of *items* was not to be had from *since* to *until*; they join."""
        lost = [one for item in items for one in self._history.away.get(item, ())]
        moments = (moment for one in lost for moment in (one.begin, one.end))
        ordered = sorted({since, until, *(m for m in moments if since < m < until)})
        found = []
        for begin, end in pairwise(ordered):
            gone = [(item, self._away(item, begin)) for item in items]
            kinds = [one.what for _, one in gone if one]
            what = tuple(item for item, one in gone if one)
            found.append(Wait(kinds[0] if kinds else "", begin, end, what))
        return found


_KINDS = {"person": "person", "team": "team", "pool": "supplies", "post": "vacancy"}


def items_lacking(record: Record) -> tuple[str, ...]:
    """Return the items that a `task_waits` record lacks."""
    return tuple(item for item, _ in lacking(record))


def lacking(record: Record) -> tuple[tuple[str, int], ...]:
    """Return the items that a `task_waits` record lacks, and how much of each is wanted."""
    lacks = record.data.get("lacks")
    pairs: Iterable[object] = lacks if isinstance(lacks, list) else ()
    return tuple((str(pair[0]), pair[1]) for pair in pairs if isinstance(pair, list))


__all__ = ["Wait", "Waiting", "items_lacking", "lacking"]
