"""How a response ends, what comes after it, and when the incident is closed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from planforge.corpus.assess import Answer
from planforge.drill import people, reports, stock
from planforge.drill.chance import Stream
from planforge.drill.condition import dimensions, evaluate
from planforge.drill.prepared import body_of
from planforge.drill.queue import Event, Kind, Subject
from planforge.drill.state import NOTHING, CommandStatus, Pending
from planforge.drill.view import Known

if TYPE_CHECKING:
    from collections.abc import Mapping

    from planforge.drill.state import Run
    from planforge.drill.trace import Json
    from planforge.drill.world import End, Plan


def consider(run: Run, plan: Plan, subject: Subject) -> None:
    """Have somebody decide the end, if what it needs holds and nothing stands against it."""
    response = run.plans[plan.id]
    _close_incident(run, plan.incident)
    if not response.rank or plan.end is None:
        return
    if not _may_end(run, plan, plan.end, subject):
        if response.ending:
            run.record("end_withdrawn", subject, role=response.ending.authority)
            response.ending = None
        return
    if response.ending:
        return
    authority = _authority(run, plan, plan.end)
    due = run.now + run.draw(plan.end.delay, Stream.DELAY, f"end/{plan.id}")
    response.ending = Pending(0, run.now, due, authority)
    i = run.record("end_pending", subject, {"due": due}, role=authority, cause=(response.last,))
    run.post(Kind.TERMINATE, due, subject, cause=i)


def _may_end(run: Run, plan: Plan, end: End, subject: Subject) -> bool:
    response = run.plans[plan.id]
    view = Known(run, plan.office, Kind.ASSESS, subject)
    if evaluate(end.when, view) is not Answer.HOLDS:
        response.end_since = None
        return False
    if response.end_since is None:
        response.end_since = run.now
    since = response.end_since + end.held
    if run.now < since:
        run.post(Kind.ASSESS, since, subject, cause=response.last)
        return False
    blockers = blocking(run, plan.id)
    if blockers != response.blocked_by:
        response.blocked_by = blockers
        if blockers:
            run.record("end_blocked", subject, {"by": list(blockers)})
    return not blockers


def blocking(run: Run, plan: str) -> tuple[str, ...]:
    """Return what keeps *plan* from ending: open tasks that must be over, floors from above."""
    response = run.plans[plan]
    tasks = (
        task.id
        for task in response.tasks.values()
        if task.action.blocks_end and not task.action.after_end and task.status.is_open
    )
    return (*sorted(tasks), *sorted(response.floors))


def _authority(run: Run, plan: Plan, end: End) -> str:
    """Return who decides the end: the upper body in command, the named post, or who raised."""
    command = run.commands[plan.incident]
    if command.status is CommandStatus.UPPER and not plan.is_local:
        return people.commander(run, body_of(run.ready.incidents[plan.incident], command.body))
    return end.authority or run.plans[plan.id].raised_by


def on_terminate(run: Run, event: Event) -> None:
    """The moment of the decision to end; taken only if what it needs still holds."""
    plan = run.ready.plans[event.subject.plan]
    response = run.plans[plan.id]
    if not response.rank:
        return
    if event.detail:
        finish(run, plan, "", "", {"because": event.detail})
        return
    ending = response.ending
    if ending is None or ending.due != run.now or plan.end is None:
        return
    person = people.acting(run, ending.authority)
    if people.keeps_waiting(run, ending, event.subject):
        return
    response.ending = None
    if not _may_end(run, plan, plan.end, event.subject):
        run.record("end_withdrawn", event.subject, role=ending.authority)
        return
    know = run.told_facts(plan.office, dimensions(plan.end.when))
    finish(run, plan, ending.authority, person, {"because": "end"}, know)


def finish(  # noqa: PLR0913, PLR0917 - what a decision consists of
    run: Run,
    plan: Plan,
    role: str,
    person: str,
    data: Mapping[str, Json],
    know: Mapping[str, Json] = NOTHING,
) -> None:
    """End the response of *plan*: lift what it imposed, give back what it borrowed."""
    response, subject = run.plans[plan.id], run.ready.subject(plan.id)
    clause = plan.end.clause if plan.end else ""
    i = run.record(
        "terminate_decided",
        subject,
        data,
        role=role,
        person=person,
        clause=clause,
        know=know,
        cause=(response.last,),
    )
    ended = {"from": response.rank, "epoch": response.epoch}
    i = response.last = run.record("plan_ended", subject, ended, cause=(i,))
    response.rank, response.after, response.quiet = 0, True, response.determined
    response.pending = response.ending = response.end_since = None
    response.floors, response.blocked_by = {}, ()
    run.moments[f"end:{plan.id}"] = run.now
    run.changed(f"level:{plan.id}", None, i)
    _lift(run, plan, i)
    run.post(Kind.INSTANTIATE, run.now, subject, cause=i)
    run.post(Kind.ASSESS, run.now, subject, cause=i)
    run.post(Kind.GRADE, run.now, Subject(entity=plan.incident), cause=i)
    stock.end_loans(run, plan.id, i)
    reports.finish(run, plan.id)


def _lift(run: Run, plan: Plan, cause: int) -> None:
    """Take back the floors that *plan* imposed on others, by its links or as the upper plan."""
    sources = [f"link:{link.id}" for link in run.ready.links_of.get(plan.id, ())]
    bodies = run.ready.incidents[plan.incident].bodies
    sources += [f"body:{body.id}" for body in bodies if body.plan == plan.id]
    for other, response in run.plans.items():
        lifted = [source for source in sources if response.floors.pop(source, None)]
        if lifted:
            subject = run.ready.subject(other)
            i = run.record("floor_lifted", subject, {"of": sorted(lifted)}, cause=(cause,))
            run.post(Kind.ASSESS, run.now, subject, cause=i)


def _close_incident(run: Run, incident: str) -> None:
    """Close *incident* once no plan of it runs and all work afterwards is over."""
    command = run.commands[incident]
    plans = [plan.id for plan in run.ready.world.plans if plan.incident == incident]
    if not command.is_open or any(run.plans[plan].rank for plan in plans):
        return
    for plan in plans:
        response = run.plans[plan]
        wanted = [a.id for a in run.ready.plans[plan].actions if a.after_end and response.after]
        if any(name not in response.tasks for name in wanted):
            return
        if any(response.tasks[name].status.is_open for name in wanted):
            return
    command.is_open = False
    run.record("incident_closed", Subject(entity=incident))


__all__ = ["blocking", "consider", "finish", "on_terminate"]
