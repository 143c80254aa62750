"""The life of a task: blocked, ready, waiting, running, over."""

from __future__ import annotations

from typing import TYPE_CHECKING

from planforge.corpus.assess import Answer
from planforge.drill import deadlines, knowledge, people, preempt, stock
from planforge.drill.allocate import urgency
from planforge.drill.chance import Stream
from planforge.drill.condition import dimensions, evaluate
from planforge.drill.queue import Event, Kind, Subject
from planforge.drill.state import NOTHING, CommandStatus
from planforge.drill.task import Status
from planforge.drill.view import Known, by_own_eyes
from planforge.drill.work import When

if TYPE_CHECKING:
    from collections.abc import Mapping

    from planforge.drill.allocate import Lacks
    from planforge.drill.people import Doer
    from planforge.drill.state import Run
    from planforge.drill.task import Edge, Task
    from planforge.drill.trace import Json
    from planforge.drill.work import After, Need


def begin_if_free(run: Run, task: Task, cause: int) -> None:
    """Let *task* become ready, now or when the lag after its predecessors is over."""
    if task.status is not Status.BLOCKED or task.open_start or task.any_at is None:
        return
    moment = max(task.earliest, task.any_at, task.created)
    run.post(Kind.READY, moment, task.subject, cause=cause)


def on_ready(run: Run, event: Event) -> None:
    """Nothing holds a task any more."""
    task = run.tasks[event.subject.entity]
    if task.status is Status.BLOCKED:
        get_ready(run, task)


def get_ready(run: Run, task: Task) -> None:
    """Let *task* want people, unless its guard fails: then it is skipped; or nobody knows."""
    if task.ready is None:
        task.ready = run.now
    if task.action.guard is not None:
        office = run.ready.plans[task.subject.plan].office
        view = Known(run, office, Kind.ASSESS, run.ready.subject(task.subject.plan))
        answer = evaluate(task.action.guard, view)
        for own in by_own_eyes(run, task.subject.plan, task.action):
            seen = evaluate(task.action.guard, own)
            answer = seen if seen is Answer.HOLDS else answer
        asked = dimensions(task.action.guard)
        know = run.told_facts(office, asked)
        if answer is Answer.FAILS:
            close(run, task, Status.SKIPPED, know=know)
            return
        if answer is Answer.OPEN:
            if task.status is not Status.UNKNOWN:
                task.status = Status.UNKNOWN
                data = {"unknown": list(asked)}
                task.last = run.record("task_lacks_facts", task.subject, data, know=know)
            return
    task.status = Status.WAITING
    deadlines.date(run, task)
    run.waiting.add(urgency(task, run.plans[task.subject.plan].rank))
    run.allocate()


def on_aged(run: Run, event: Event) -> None:
    """A task that has waited for more than twice its duration goes up one class, once."""
    task = run.tasks[event.subject.entity]
    if task.status is Status.WAITING and not task.is_aged:
        task.is_aged = True
        task.last = run.record("task_aged", task.subject, cause=(task.last,))
        run.waiting.add(urgency(task, run.plans[task.subject.plan].rank))


def on_allocate(run: Run, _event: Event) -> None:
    """Give people and supplies to the most urgent that can start."""
    stock.settle_overdue(run)
    run.claimed.clear()
    run.waiting.serve(lambda name: _attempt(run, run.tasks[name]), run.available)
    joined, run.joined = run.joined, []
    for plan, item in joined:
        try_again(run, plan, item)


def try_again(run: Run, plan: str, item: str) -> None:
    """Try again what *plan* wants to do and what waits for *item*, of which it may need none."""
    response = run.plans[plan]
    for task in response.tasks.values():
        if task.status is Status.WAITING and any(lack == item for lack, _ in task.lacks):
            run.waiting.remove(task.id)
            task.lacks = ()
            run.waiting.add(urgency(task, response.rank))
            run.allocate()


def _attempt(run: Run, task: Task) -> Lacks | None:
    if task.lacks and all(run.available(item) < amount for item, amount in task.lacks):
        return task.lacks
    doer, lacks = _doer(run, task)
    short: list[Need] = []
    if not lacks:
        short = [n for n in stock.called(run, task) if not stock.is_there(run, task, n)]
        lacks = tuple((f"pool:{need.pool}", need.quantity) for need in short[:1])
    if lacks:
        if lacks != task.lacks:
            _wait(run, task, lacks)
            for need in short:  # who waits for one thing sends for the others as well
                stock.ask_for_aid(run, task, need)
        return lacks
    _start(run, task, doer)
    return None


def _doer(run: Run, task: Task) -> tuple[Doer | None, Lacks]:
    """Return who does *task*, or everybody who could if none of them is free."""
    quarters = task.action.quarters
    tried = [doer for ref in task.action.doers for doer in people.candidates(run, ref)]
    found = next((doer for doer in tried if run.available(doer.item) >= quarters), None)
    if found or not task.action.doers:
        return found, ()
    nobody = ((f"post:{task.action.doers[0]}", 1),)
    return None, tuple(sorted({(doer.item, quarters) for doer in tried})) or nobody


def _wait(run: Run, task: Task, lacks: Lacks) -> None:
    is_first = not task.lacks
    task.lacks, task.waiting_since = lacks, run.now
    held = {name for item, _ in lacks for name in run.holding.get(item, ())}
    away = sorted(item for item, _ in lacks if run.blocked.get(item))
    data: dict[str, Json] = {
        "lacks": [[item, amount] for item, amount in lacks],
        "held_by": sorted(held),
        "away": list(away),
    }
    causes = (task.last, *(run.tasks[name].last for name in held))
    task.last = run.record("task_waits", task.subject, data, cause=causes)
    if is_first:
        span = 2 * task.action.duration.likely
        if span:
            run.post(Kind.AGED, run.now + span + 1, task.subject, cause=task.last)
    _watch_shortage(run, task)
    preempt.consider(run, task)


def _watch_shortage(run: Run, task: Task) -> None:
    """Remember for which bodies this would be a reason to take over, if it lasts."""
    if any(item.startswith("pool:") for item, _ in task.lacks):
        incident = run.ready.incidents[run.ready.plans[task.subject.plan].incident]
        for body in incident.bodies:
            if body.shortage:
                when = run.now + body.shortage
                run.post(Kind.SHORTAGE, when, task.subject, f"{body.id}:{run.now}", task.last)


def _start(run: Run, task: Task, doer: Doer | None) -> None:
    if doer:
        task.role, task.person = doer.role, doer.person
        people.take(run, task, doer.item, task.action.quarters)
    helpers, absent = _support(run, task)
    there = stock.called(run, task)
    absent += [need.pool for need in task.action.needs if need not in there]
    way = max(stock.draw(run, task), people.travel(run, task))
    work = task.left
    if work is None:
        work = _handing_over(run, task) or run.draw(task.action.duration, Stream.DURATION, task.key)
    is_first, task.stints = not task.stints, task.stints + 1
    task.status, task.arrives, task.ends = Status.RUNNING, run.now + way, run.now + way + work
    freed = [run.freed_by[item] for item, _ in task.lacks if item in run.freed_by]
    task.lacks = ()
    data: dict[str, Json] = {
        "due": task.due,
        "since": task.since,
        "ends": task.ends,
        "travel": way,
    }
    if task.action.supporting or absent:
        data["helpers"] = [[helper.role, helper.person] for helper in helpers]
        data["absent"] = list(absent)
    action = task.action
    task.last = run.record(
        "task_start" if is_first else "task_resumed",
        task.subject,
        data,
        role=task.role,
        person=task.person,
        clause=action.clause,
        cause=(task.last, *freed),
    )
    if way:
        run.post(Kind.ARRIVED, run.now + way, task.subject, cause=task.last)
    run.post(Kind.TASK_DONE, task.ends, task.subject, cause=task.last)
    if not is_first:
        return
    task.start = run.now
    _affect(run, task, When.START)
    for i, notice in enumerate(action.notices):
        if notice.every:
            run.post(Kind.PROGRESS, run.now + notice.every, task.subject, str(i), task.last)
    _settle(run, task)


def _handing_over(run: Run, task: Task) -> int:
    """Return how long command is still handed over if *task* does that; 0 if it is not."""
    command = run.commands[run.ready.plans[task.subject.plan].incident]
    is_begun = command.status is CommandStatus.HANDING_OVER
    if not task.action.hands_over or not is_begun or command.due is None:
        return 0
    return max(0, command.due - run.now)


def _support(run: Run, task: Task) -> tuple[list[Doer], list[str]]:
    """Engage those who help and are free; return them, and who is not."""
    helpers: list[Doer] = []
    absent: list[str] = []
    quarters = task.action.quarters
    for ref in task.action.supporting:
        free = (d for d in people.candidates(run, ref) if run.available(d.item) >= quarters)
        helper = next(free, None)
        if helper:
            people.take(run, task, helper.item, quarters)
            helpers.append(helper)
        else:
            absent.append(ref)
    return helpers, absent


def on_done(run: Run, event: Event) -> None:
    """Work is over, unless it must not end before something else does."""
    task = run.tasks[event.subject.entity]
    if task.status is not Status.RUNNING or task.ends is None or task.ends > run.now:
        return
    if task.open_end:
        return
    if task.finish_at > run.now:
        task.ends = task.finish_at
        run.post(Kind.TASK_DONE, task.ends, task.subject, cause=task.last)
        return
    late = 0 if task.due is None else max(0, run.now - task.due)
    data = {"due": task.due, "since": task.since, "late": late, "start": task.start}
    close(run, task, Status.DONE, data)
    _affect(run, task, When.END)
    _tell_all(run, task)
    if task.action.every:
        run.post(Kind.REPEAT, run.now + task.action.every, task.subject, "1", task.last)


def _tell_all(run: Run, task: Task) -> None:
    for i, _ in enumerate(task.action.notices):
        knowledge.notify(run, task, i)


def on_repeat(run: Run, event: Event) -> None:
    """Something is done again, if the response still asks for it."""
    task = run.tasks[event.subject.entity]
    plan, n = event.subject.plan, int(event.detail)
    response = run.plans[plan]
    is_latest = response.tasks.get(task.action.id) is task
    if response.epoch != task.epoch or not response.rank or not is_latest:
        return
    if task.action.id not in run.ready.ids_at(plan, response.rank):  # a level to come may again
        run.post(Kind.REPEAT, run.now + task.action.every, task.subject, str(n))
        return
    doers = [doer for ref in task.action.doers for doer in people.candidates(run, ref)]
    doer = next((one for one in doers if not run.blocked.get(one.item)), None)
    role, person = (doer.role, doer.person) if doer else (task.role, "")
    task.last = run.record(
        "task_repeated",
        task.subject,
        {"n": n, "missed": bool(doers) and doer is None},
        role=role,
        person=person,
        clause=task.action.clause,
        cause=(task.last,),
    )
    _tell_all(run, task)
    run.post(Kind.REPEAT, run.now + task.action.every, task.subject, str(n + 1), task.last)


def on_progress(run: Run, event: Event) -> None:
    """A task that runs tells how it goes, and will again."""
    task = run.tasks[event.subject.entity]
    place = int(event.detail)
    if task.status is Status.RUNNING:
        knowledge.notify(run, task, place)
    if task.status.is_open:  # work that was broken off is taken up again
        again = run.now + task.action.notices[place].every
        run.post(Kind.PROGRESS, again, task.subject, event.detail, task.last)


def close(
    run: Run,
    task: Task,
    status: Status,
    data: Mapping[str, Json] = NOTHING,
    *,
    know: Mapping[str, Json] = NOTHING,
) -> None:
    """End *task* one way or another, give back what it held, and let others go on."""
    task.status, task.end = status, run.now
    run.waiting.remove(task.id)
    task.last = run.record(
        f"task_{status.value}",
        task.subject,
        data,
        role=task.role,
        person=task.person,
        clause=task.action.clause,
        know=know,
        cause=(task.last,),
    )
    people.release(run, task)
    stock.give_back(run, task)
    _settle(run, task)
    if task.action.blocks_end or task.action.after_end:
        run.post(Kind.ASSESS, run.now, run.ready.subject(task.subject.plan), cause=task.last)


def _affect(run: Run, task: Task, when: When) -> None:
    for effect in task.action.effects:
        if effect.when is when:
            subject = Subject(entity=effect.dimension)
            run.post(Kind.FACT, run.now, subject, f"{when.value}:{task.id}", task.last)


def _settle(run: Run, task: Task) -> None:
    """Let those that wait for *task* know that it started, or is over."""
    for edge in run.successors.get(task.id, ()):
        settle(run, task, edge)


def _moment(task: Task, after: After) -> int | None:
    """Return when *task* did what *after* waits for, None if it has not."""
    if task.status in (Status.CANCELLED, Status.FAILED):
        return task.end if after.tolerant else None
    if task.status in (Status.SKIPPED, Status.RECALLED):
        return task.end
    return task.end if after.relation.is_from_finish else task.start


def settle(run: Run, other: Task, edge: Edge) -> None:
    """Let the task of *edge* go on if *other* has done what it waits for."""
    task, after = edge.task, edge.after
    moment = _moment(other, after)
    if edge.settled or moment is None or not task.status.is_open:
        return
    edge.settled = True
    moment += after.lag
    if edge.is_any:
        task.any_at = moment if task.any_at is None else min(task.any_at, moment)
    elif after.relation.is_to_start:
        task.open_start -= 1
        task.earliest = max(task.earliest, moment)
    else:
        task.open_end -= 1
        task.finish_at = max(task.finish_at, moment)
        if task.status is Status.RUNNING and task.ends is not None:
            task.ends = max(task.ends, task.finish_at, run.now)
            run.post(Kind.TASK_DONE, task.ends, task.subject, cause=other.last)
    begin_if_free(run, task, other.last)


__all__ = [
    "begin_if_free",
    "close",
    "get_ready",
    "on_aged",
    "on_allocate",
    "on_done",
    "on_progress",
    "on_ready",
    "on_repeat",
    "settle",
    "try_again",
]
