"""Work that saves lives takes people and supplies from other work, where a scenario says so.

A task that waits looks, right after it has been told what it lacks, whether other work holds all of
that. If so, the least urgent of that work is broken off, as little of it as will do; it keeps what
it has done, waits like any other, and is taken up again. Supplies go on to the new site at once.
Nothing is taken from work that saves lives, and nothing unless the task can then begin.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from planforge.drill import people, stock
from planforge.drill.allocate import urgency
from planforge.drill.queue import Event, Kind
from planforge.drill.task import Status
from planforge.drill.work import Priority

if TYPE_CHECKING:
    from collections.abc import Iterable

    from planforge.drill.allocate import Urgency
    from planforge.drill.state import Run
    from planforge.drill.task import Task
    from planforge.drill.trace import Json


def consider(run: Run, task: Task) -> None:
    """Let *task*, which has just begun to wait, look for work that it may break off."""
    if run.script.preempts and task.action.priority is Priority.LIFE:
        run.post(Kind.PREEMPT, run.now, task.subject, cause=task.last)


def on_preempt(run: Run, event: Event) -> None:
    """Break off work for a task that still waits, if it can begin by that."""
    task = run.tasks[event.subject.entity]
    if task.status is not Status.WAITING:
        return
    found = _doer(run, task)
    if found is None:
        return
    items, victims = found
    wanted = dict(items)
    for need in stock.called(run, task):
        if stock.is_there(run, task, need):
            continue
        item = f"pool:{need.pool}"
        more = _holders(run, item, need.quantity)
        if more is None or run.ready.pools[need.pool].consumable:
            return
        victims |= more
        wanted[item] = need.quantity
    for item, amount in wanted.items():
        run.claimed[item] = run.claimed.get(item, 0) + amount
    for name in sorted(victims):
        _break_off(run, run.tasks[name], task, wanted)


def _doer(run: Run, task: Task) -> tuple[dict[str, int], set[str]] | None:
    """Return what of whom does *task*, and whose work is broken off for it; None for nobody."""
    if not task.action.doers:
        return {}, set()
    quarters = task.action.quarters
    tried = [doer.item for ref in task.action.doers for doer in people.candidates(run, ref)]
    for item in tried:
        if _left(run, item) >= quarters:
            return {item: quarters}, set()
    for item in tried:
        holders = _holders(run, item, quarters)
        if holders is not None:
            return {item: quarters}, holders
    return None


def _left(run: Run, item: str) -> int:
    """Return how much of *item* can be called on and is not meant for another such task."""
    return run.available(item) - run.claimed.get(item, 0)


def _holders(run: Run, item: str, amount: int) -> set[str] | None:
    """Return the work to be broken off so that *amount* of *item* is free; None if none will do."""
    if run.blocked.get(item):
        return None
    held = run.holding.get(item, {})
    others = [run.tasks[name] for name in held if run.tasks[name].action.priority != Priority.LIFE]
    free, found = _left(run, item), set[str]()
    pool = item.removeprefix("pool:")
    if pool in run.shared:  # all work of a plan shares it, so all of it would have to stop
        is_there = bool(held) and len(others) == len(held)
        return set(held) if is_there and free + run.stocks[pool].busy >= amount else None
    for other in sorted(others, key=_place, reverse=True):
        if free >= amount:
            break
        found.add(other.id)
        free += held[other.id]
    return found if free >= amount else None


def _place(task: Task) -> Urgency:
    return urgency(task, task.rank)


def _break_off(run: Run, task: Task, by: Task, wanted: Iterable[str]) -> None:
    """Let *task* stop and wait; what *by* wants of it goes there at once, the rest goes home."""
    arrived = task.arrives is None or task.arrives <= run.now
    assert task.ends is not None  # noqa: S101 - work under way has an end
    task.left = max(0, task.ends - (run.now if arrived else (task.arrives or 0)))
    items = sorted({item for item, _ in task.taken} | {f"pool:{name}" for name, _ in task.drawn})
    data: dict[str, Json] = {
        "by": by.id,
        "left": task.left,
        "lost": [item for item in items if item in set(wanted)],
    }
    task.last = run.record(
        "task_preempted",
        task.subject,
        data,
        role=task.role,
        person=task.person,
        clause=task.action.clause,
        cause=(task.last, by.last),
    )
    task.status, task.ends, task.arrives, task.lacks = Status.WAITING, None, None, ()
    people.release(run, task)
    stock.hand_over(run, task, set(wanted))
    stock.give_back(run, task)
    run.waiting.add(urgency(task, run.plans[task.subject.plan].rank))
    run.allocate()


__all__ = ["consider", "on_preempt"]
