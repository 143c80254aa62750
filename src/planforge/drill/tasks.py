"""Which actions are to be done at a level, and what they wait for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from planforge.corpus.assess import Answer
from planforge.drill import anew, deadlines, unfinished, working
from planforge.drill.allocate import urgency
from planforge.drill.condition import evaluate
from planforge.drill.queue import Event, Kind
from planforge.drill.task import Edge, Status, Task
from planforge.drill.view import Known, by_own_eyes
from planforge.drill.work import Running

if TYPE_CHECKING:
    from planforge.drill.state import Run
    from planforge.drill.trace import Json
    from planforge.drill.work import Action, After


def on_instantiate(run: Run, event: Event) -> None:
    """Bring the actions of a plan in line with its level, and look again at those that wait."""
    plan = event.subject.plan
    response = run.plans[plan]
    proposed = response.proposed
    if proposed:
        wanted = tuple(a for a in run.ready.actions_at(plan, proposed) if _is_known(run, plan, a))
    elif response.after:
        wanted = tuple(a for a in run.ready.plans[plan].actions if a.after_end)
    else:
        wanted = run.ready.actions_at(plan, response.rank)
    view = Known(run, run.ready.plans[plan].office, Kind.ASSESS, run.ready.subject(plan))
    untrue = run.ready.plans[plan].untrue
    is_untrue = untrue is not None and evaluate(untrue, view) is Answer.HOLDS
    if is_untrue:
        wanted = tuple(action for action in wanted if action.stands)
    if response.after or response.rank or is_untrue:
        _drop(run, plan, wanted, "untrue" if is_untrue else "level")
    fresh = []
    for action in wanted:
        task = response.tasks.get(action.id)
        is_due = task is None or anew.is_wanted(run, task)
        if is_due and _is_triggered(run, plan, action, view):
            fresh.append(_create(run, plan, action, task))
        elif task is not None and task.status.is_open:
            _update(run, task, response.rank or proposed, view)
    for task in fresh:
        _connect(run, task)
        working.begin_if_free(run, task, task.last)


def _is_known(run: Run, plan: str, action: Action) -> bool:
    """Whether *action* is a first measure, and somebody who does it knows the reason."""
    office = run.ready.plans[plan].office
    orgs = [run.ready.org_of(doer, office) for doer in action.doers]
    return action.is_early and (not orgs or not run.plans[plan].informed.isdisjoint(orgs))


def _is_triggered(run: Run, plan: str, action: Action, view: Known) -> bool:
    if action.trigger is None or evaluate(action.trigger, view) is Answer.HOLDS:
        return True
    return any(
        evaluate(action.trigger, own) is Answer.HOLDS for own in by_own_eyes(run, plan, action)
    )


def _update(run: Run, task: Task, rank: int, view: Known) -> None:
    if not task.stints and _is_groundless(task.action, view):
        working.close(run, task, Status.SKIPPED, {"reason": "ground"})
        return
    if task.status is Status.UNKNOWN:
        working.get_ready(run, task)
    if not task.stints:
        _adapt(run, task, rank)
    changed = rank > task.rank and deadlines.tighten(run, task, rank)
    if task.status is Status.WAITING and (changed or rank != task.rank):
        run.waiting.add(urgency(task, rank))


def _adapt(run: Run, task: Task, rank: int) -> None:
    """Let *task*, which has not begun, be done as the level *rank* asks for."""
    action = run.ready.action_at(task.key, rank)
    if action is task.action:
        return
    task.action = action
    if task.status is Status.WAITING:
        run.waiting.remove(task.id)
        task.lacks = ()
        run.waiting.add(urgency(task, rank))
        run.allocate()


def _is_groundless(action: Action, view: Known) -> bool:
    """Whether what *action* was called for is known not to be so any more."""
    return action.trigger is not None and evaluate(action.trigger, view) is Answer.FAILS


def _drop(run: Run, plan: str, wanted: tuple[Action, ...], why: str) -> None:
    """Cancel what is no longer to be done: replaced, or below the level, or of the response."""
    ids = {action.id for action in wanted}
    replaced = {other for action in wanted for other in action.replaces}
    tasks = run.plans[plan].tasks.items()
    dropped = [(name, task) for name, task in tasks if name not in ids and task.status.is_open]
    waits_for = unfinished.waits(run) if dropped else {}
    for name, task in dropped:
        rule = task.action.on_replace if name in replaced else task.action.on_lower
        is_over = run.plans[plan].after
        is_recalled = bool(task.stints) and why == "untrue" and not is_over
        if not task.stints or rule is Running.STOP or is_recalled:
            reason = "replaced" if name in replaced else why
            if is_over:
                reason = "ended"
            is_needless = why == "untrue" and reason == why
            status = Status.SKIPPED if is_needless else Status.CANCELLED
            status = Status.RECALLED if is_recalled else status
            data: dict[str, Json] = {"reason": reason}
            if status is Status.CANCELLED and reason != "replaced":
                data |= unfinished.left(task, waits_for.get(task.id, []))
            working.close(run, task, status, data)


def _create(run: Run, plan: str, action: Action, before: Task | None) -> Task:
    """Return *action* as a task, done again if it was done *before* in this epoch."""
    response = run.plans[plan]
    key = f"{plan}/{action.id}"
    name = f"{key}#{response.epoch}" if before is None else anew.again(before.id)
    subject = run.ready.subjects[key]._replace(entity=name)
    rank = response.rank or response.proposed
    action = run.ready.action_at(key, rank)
    task = Task(name, key, action, subject, response.epoch, run.now, rank=rank)
    task.anew = run.happened[plan].time if before else None
    response.tasks[action.id] = run.tasks[name] = task
    data: dict[str, Json] = {} if response.rank or response.after else {"proposed": rank}
    cause = (response.last,)
    task.last = run.record("task_created", subject, data, clause=action.clause, cause=cause)
    deadlines.date(run, task)
    return task


def _connect(run: Run, task: Task) -> None:
    """Let *task* wait for its predecessors; those that the level does not ask for are ignored."""
    for after in task.action.after:
        other = _predecessor(run, task, after)
        if other and after.relation.is_to_start:
            task.open_start += 1
        elif other:
            task.open_end += 1
        _join(run, other, Edge(task, after))
    others = [(_predecessor(run, task, after), after) for after in task.action.after_any]
    if not any(other for other, _ in others):
        task.any_at = 0
    for other, after in others:
        _join(run, other, Edge(task, after, is_any=True))


def _join(run: Run, other: str, edge: Edge) -> None:
    if other:
        run.successors.setdefault(other, []).append(edge)
        if other in run.tasks:
            working.settle(run, run.tasks[other], edge)


def _predecessor(run: Run, task: Task, after: After) -> str:
    """Return the id of the task that *after* means, empty if it is not to be done at all."""
    action = run.ready.actions[after.action]
    plan = run.ready.subjects[after.action].plan
    response = run.plans[plan]
    if action.id in response.tasks:
        return response.tasks[action.id].id
    is_wanted = action.id in run.ready.ids_at(plan, response.rank or response.proposed)
    if (action.after_end and response.after) or is_wanted:
        return f"{after.action}#{response.epoch}"
    run.record("predecessor_ignored", task.subject, {"predecessor": after.action})
    return ""


__all__ = ["on_instantiate"]
