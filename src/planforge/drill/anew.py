"""What was done as a precaution, and is to be done again once that happens which a plan is for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from planforge.drill import deadlines
from planforge.drill.queue import Event, Kind
from planforge.drill.task import Status
from planforge.drill.work import Priority

if TYPE_CHECKING:
    from collections.abc import Iterable

    from planforge.drill.state import Run
    from planforge.drill.task import Task
    from planforge.drill.work import Action


def again(task: str) -> str:
    """Return the id of *task* when it is done again in the same epoch."""
    return f"{task}.2"


def is_again(task: str) -> bool:
    """Whether *task* is the id of one that is done again in the same epoch."""
    return "." in task.rpartition("#")[2]


def prepare(run: Run) -> None:
    """Plan what happens."""
    for one in run.script.happenings:
        if one.plan not in run.ready.plans:
            raise ValueError(f"unknown: {one.plan}")
        run.post(Kind.HAPPENS, one.time, run.ready.subject(one.plan))


def on_happens(run: Run, event: Event) -> None:
    """That happens which a plan is for; the limits of what has not begun run from now on."""
    plan = event.subject.plan
    one = next(one for one in run.script.happenings if one.plan == plan)
    run.happened[plan] = one
    i = run.record("happened", event.subject)
    _ask_for_reports(run, plan, None, i)
    deadlines.date_anew(run, plan, run.now)
    run.post(Kind.INSTANTIATE, run.now, event.subject, cause=i)


def _ask_for_reports(run: Run, plan: str, org: str | None, cause: int) -> None:
    """Have it looked at what *org* has to report of what happened; what everybody has for None."""
    for rule in run.ready.reports_of.get(plan, ()):
        if org is None or rule.sender == org:
            run.post(Kind.OBLIGE, run.now, run.ready.subject(plan, rule.id), cause=cause)


def look_again(run: Run, org: str, dimension: str, cause: int) -> None:
    """Have the plans looked at again for which *dimension*, which *org* learns, happened."""
    for plan, one in run.happened.items():
        if dimension in one.dimensions:
            _ask_for_reports(run, plan, org, cause)
            run.post(Kind.INSTANTIATE, run.now, run.ready.subject(plan), cause=cause)


def is_wanted(run: Run, task: Task) -> bool:
    """Whether *task* is to be done again, since it was over before that happened which it is for.

    What is under way goes on. Done again is a first measure, what saves lives, and what is done
    every so often anyway, as soon as somebody who does it, or the office of the plan, knows.
    """
    plan, action = task.subject.plan, task.action
    one = run.happened.get(plan)
    if one is None or task.status is not Status.DONE or task.end is None:
        return False
    is_again = action.is_early or action.priority is Priority.LIFE or action.every
    if not is_again or task.anew is not None or task.end >= one.time:
        return False
    return has_heard(run, plan, _who(run, plan, action))


def _who(run: Run, plan: str, action: Action) -> Iterable[str]:
    office = run.ready.plans[plan].office
    yield office
    if action.is_early:
        yield from (run.ready.org_of(doer, office) for doer in action.doers)


def has_heard(run: Run, plan: str, orgs: Iterable[str]) -> bool:
    """Whether one of *orgs* knows that it has happened what *plan* is for."""
    one = run.happened[plan]
    if run.script.omniscient or not one.dimensions:
        return True
    return any(
        run.as_of.get(org, {}).get(name, -1) >= one.time for org in orgs for name in one.dimensions
    )


__all__ = ["again", "has_heard", "is_again", "is_wanted", "look_again", "on_happens", "prepare"]
