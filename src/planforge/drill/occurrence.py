"""When what a plan answers to came about, and when its office knew: what limits run from.

A limit from the occurrence (事发) or from the first report (接报) does not run before something
calls for the action: each level has moments of its own.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from planforge.drill.condition import TOLD, dimensions

if TYPE_CHECKING:
    from collections.abc import Iterable

    from planforge.drill.state import Run
    from planforge.drill.task import Task
    from planforge.drill.world import Plan


def note(run: Run, plan: Plan, org: str, rank: int, *, is_reported: bool) -> None:
    """Remember that by what *org* knows the facts ask for *rank* of *plan* from now on.

    *is_reported* says that it is the office which knows.
    """
    response = run.plans[plan.id]
    asked = [name for _, names in run.ready.asked[plan.id] for name in names]
    moment = _came_about(run, org, asked, run.ready.grounds[plan.id])
    for one in range(1, rank + 1):
        response.came.setdefault(one, moment)
        if is_reported:
            response.knew.setdefault(one, run.now)


def forget(run: Run, plan: Plan, rank: int) -> None:
    """Remember that the facts ask for no level of *plan* above *rank* any more."""
    response = run.plans[plan.id]
    for moments in (response.came, response.knew):
        for one in [known for known in moments if known > rank]:
            del moments[one]


def occurred(run: Run, task: Task) -> int:
    """Return the second in which that came about which calls for *task*."""
    since = run.plans[task.subject.plan].came.get(_rank(task), task.created)
    if task.action.trigger is None:
        return since
    office = run.ready.plans[task.subject.plan].office
    return max(since, _came_about(run, office, dimensions(task.action.trigger), ()))


def reported(run: Run, task: Task) -> int | None:
    """Return when the office knew what calls for *task*, None if it has heard of nothing yet."""
    office = run.ready.plans[task.subject.plan].office
    received = run.moments.get(f"receipt:{office}")
    since = run.plans[task.subject.plan].knew.get(_rank(task), received)
    is_called_later = since is not None and task.action.trigger is not None
    return max(since or 0, task.created) if is_called_later else since


def _rank(task: Task) -> int:
    """Return the lowest level that asks for *task*."""
    return min(task.action.only, default=max(1, task.action.first_rank))


def _came_about(run: Run, org: str, asked: Iterable[str], grounds: Iterable[str]) -> int:
    """Return when the last came about of the facts *asked* that *org* knows, and of *grounds*."""
    if run.script.omniscient:
        return run.now
    known = run.as_of.get(org, {})
    moments = [known.get(name, 0) for name in asked]
    moments += [run.moments.get(f"changed:{name}", 0) for name in grounds if name != TOLD]
    if TOLD in grounds:
        moments += run.heard_by(org).as_of.values()
    return max(moments, default=0)


__all__ = ["forget", "note", "occurred", "reported"]
