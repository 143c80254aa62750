"""Limits: when they run from, how a higher level tightens them, and whether they were kept.

A limit includes its last second. One whose anchor has not come about does not exist yet.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from planforge.drill import occurrence
from planforge.drill.allocate import urgency
from planforge.drill.queue import Event, Kind
from planforge.drill.task import Status
from planforge.model.scales import Anchor

if TYPE_CHECKING:
    from planforge.drill.state import Run
    from planforge.drill.task import Task
    from planforge.drill.work import Action, Deadline


def limit_at(action: Action, rank: int) -> Deadline | None:
    """Return the limit that holds for *action* at the level *rank*."""
    found = [limit for limit in action.deadlines if limit.from_rank <= rank]
    return found[-1] if found else None


def anchored(run: Run, task: Task, anchor: Anchor) -> int | None:
    """Return the second from which a limit of *task* runs, None if it has not come about."""
    plan = run.ready.plans[task.subject.plan]
    since: int | None = None
    match anchor:
        case Anchor.OCCURRENCE:
            since = occurrence.occurred(run, task)
        case Anchor.ACTIVATION:
            # what a higher level or its occasion brings about later cannot be late before that
            response = run.plans[plan.id]
            since = None if response.proposed else max(response.activated, task.created)
        case Anchor.ORDER:
            since = task.created
        case Anchor.PREDECESSORS:
            since = task.ready
        case Anchor.RECEIPT:
            since = occurrence.reported(run, task)
        case Anchor.WARNING:
            since = run.moments.get(f"warning:{plan.id}")
        case Anchor.TERMINATION:
            since = run.moments.get(f"end:{plan.id}")
    happened = run.happened.get(plan.id)
    if since is None or happened is None or task.created < happened.time:
        return since
    return max(since, happened.time)


def date(run: Run, task: Task) -> bool:
    """Give *task* its limit if the anchor has come about; return whether it has changed."""
    limit = limit_at(task.action, task.rank)
    if limit is None or task.due is not None:
        return False
    since = anchored(run, task, limit.anchor)
    if since is None:
        return False
    task.since, task.due = since, since + limit.seconds
    run.post(Kind.TASK_DUE, task.due, task.subject, str(task.due), task.last)
    return True


def date_all(run: Run, plan: str) -> None:
    """Give limits to those tasks of *plan* whose anchor has just come about."""
    response = run.plans[plan]
    for task in response.tasks.values():
        if task.status.is_open and date(run, task) and task.status is Status.WAITING:
            run.waiting.add(urgency(task, response.rank))


def tighten(run: Run, task: Task, rank: int) -> bool:
    """Give *task* the limit of the higher level *rank* if that is earlier; return whether it is."""
    before, after = limit_at(task.action, task.rank), limit_at(task.action, rank)
    task.rank = rank
    if after is None or after == before:
        return False
    due = run.now + after.seconds
    if task.due is not None and task.due <= due:
        return False
    data = {"before": task.due, "due": due, "since": run.now}
    task.since, task.due = run.now, due
    task.last = run.record("deadline_tightened", task.subject, data, clause=task.action.clause)
    run.post(Kind.TASK_DUE, due, task.subject, str(due), task.last)
    return True


def date_anew(run: Run, plan: str, second: int) -> None:
    """Let the limits of what *plan* has not begun run from *second*, at which its event comes.

    Nobody answers for not having begun before.
    """
    for task in run.plans[plan].tasks.values():
        is_to_come = task.status.is_open and not task.stints
        if not is_to_come or task.due is None or task.since is None or task.since >= second:
            continue
        before, task.due, task.since = task.due, second + task.due - task.since, second
        data = {"before": before, "due": task.due, "since": second}
        task.last = run.record(
            "deadline_anew", task.subject, data, clause=task.action.clause, cause=(task.last,)
        )
        run.post(Kind.TASK_DUE, task.due, task.subject, str(task.due), task.last)
        if task.status is Status.WAITING:
            run.waiting.add(urgency(task, run.plans[plan].rank))


def on_due(run: Run, event: Event) -> None:
    """The last second of a limit: what is not over by its end is late."""
    task = run.tasks[event.subject.entity]
    if str(task.due) != event.detail or not task.status.is_open:
        return
    data = {
        "due": task.due,
        "since": task.since,
        "status": task.status.value,
        "lacks": [i for i, _ in task.lacks],
    }
    run.record(
        "deadline_missed",
        task.subject,
        data,
        role=task.role,
        person=task.person,
        clause=task.action.clause,
        cause=(task.last,),
    )


__all__ = ["anchored", "date", "date_all", "date_anew", "limit_at", "on_due", "tighten"]
