"""Who commands: exactly one body at every moment, and how command changes hands.

The lower body keeps full authority until the very second in which the upper one has it: command is
never vacant and never double.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from planforge.corpus.assess import Answer
from planforge.drill import levels, people
from planforge.drill.chance import Stream
from planforge.drill.condition import dimensions, evaluate
from planforge.drill.prepared import body_of
from planforge.drill.queue import Event, Kind, Subject
from planforge.drill.state import CommandStatus
from planforge.drill.task import Status
from planforge.drill.view import Known

if TYPE_CHECKING:
    from planforge.drill.state import Command, Run
    from planforge.drill.trace import Json
    from planforge.drill.world import Body, Incident, Plan

_MOVING = (CommandStatus.HANDING_OVER, CommandStatus.RETURNING)


def on_grade(run: Run, event: Event) -> None:
    """Grade an incident again, and see whether another body has to command it."""
    incident = run.ready.incidents[event.subject.entity]
    command = run.commands[incident.id]
    view = Known(run, incident.lead, Kind.GRADE, event.subject)
    found = [(rank, evaluate(when, view)) for rank, when in incident.grades]
    grade = max((rank for rank, answer in found if answer is Answer.HOLDS), default=0)
    possible = max((rank for rank, answer in found if answer is not Answer.FAILS), default=0)
    if (grade, possible) != (command.grade, command.possible):
        command.grade, command.possible = grade, possible
        asked = [name for _, when in incident.grades for name in dimensions(when)]
        know = run.told_facts(incident.lead, asked)
        data: dict[str, Json] = {"determined": grade, "possible": possible}
        i = run.record("graded", event.subject, data, role=incident.lead, know=know)
        run.changed(f"grade:{incident.id}", None, i)
    above = [body.id for body in incident.bodies].index(_holder(command)) + 1 if command.body else 0
    wanted = [body for body in incident.bodies[above:] if _is_wanted(body, command, view)]
    if wanted:
        _call(run, incident, wanted[-1], "condition")
    _proceed(run, incident, command)


def _is_wanted(body: Body, command: Command, view: Known) -> bool:
    """Whether *body* has a reason to take over that it has not already dealt with."""
    if body.when is None:
        return False
    if evaluate(body.when, view) is not Answer.HOLDS:
        command.rested.pop(body.id, None)
        return False
    return command.grade > command.rested.get(body.id, -1)


def _holder(command: Command) -> str:
    """Return the body that commands, or is about to."""
    return command.incoming or command.body


def _call(run: Run, incident: Incident, body: Body, reason: str) -> None:
    """Have *body* decide whether it takes over."""
    command = run.commands[incident.id]
    if command.status in _MOVING:
        return
    command.status, command.incoming = CommandStatus.DECIDED, body.id
    command.due = run.now + run.draw(body.delay, Stream.DELAY, f"takeover/{body.id}")
    data: dict[str, Json] = {"body": body.id, "reason": reason, "due": command.due}
    subject = Subject(entity=incident.id)
    i = run.record(
        "takeover_pending", subject, data, role=people.commander(run, body), clause=body.clause
    )
    run.post(Kind.TAKEOVER, command.due, subject, body.id, i)


def on_shortage(run: Run, event: Event) -> None:
    """Work has waited for supplies too long: a body that takes over then does so."""
    task = run.tasks[event.subject.entity]
    name, since = event.detail.rsplit(":", 1)
    if task.status is not Status.WAITING or task.waiting_since != int(since):
        return
    incident = run.ready.incidents[run.ready.plans[task.subject.plan].incident]
    names = [body.id for body in incident.bodies]
    if names.index(name) > names.index(_holder(run.commands[incident.id])):
        _call(run, incident, body_of(incident, name), f"shortage:{task.id}")


def on_takeover(run: Run, event: Event) -> None:
    """The upper body decides to take over: its plan starts, lower plans keep their levels."""
    incident = run.ready.incidents[event.subject.entity]
    command = run.commands[incident.id]
    if command.incoming != event.detail or command.due != run.now:
        return
    body = body_of(incident, command.incoming)
    person = people.acting(run, people.commander(run, body))
    command.status, command.due = CommandStatus.HANDING_OVER, None
    data: dict[str, Json] = {"body": body.id, "from": command.body}
    i = run.record(
        "takeover_decided",
        event.subject,
        data,
        role=people.commander(run, body),
        person=person,
        clause=body.clause,
    )
    command.last = i
    by = people.commander(run, body)
    if body.plan and body.rank > run.plans[body.plan].rank:
        levels.set_level(run, body.plan, body.rank, basis="takeover", by=(by, person), cause=i)
    for plan, rank in sorted(body.floors):
        levels.order(run, plan, rank, source=f"body:{body.id}", by=by, cause=i)
    _proceed(run, incident, command)


def _proceed(run: Run, incident: Incident, command: Command) -> None:
    """Begin a handover once both are at hand, or the return once the upper plan has ended."""
    subject = Subject(entity=incident.id)
    if command.status is CommandStatus.HANDING_OVER and command.due is None:
        body = body_of(incident, command.incoming)
        person = people.acting(run, people.commander(run, body))
        if person:
            _begin(run, subject, command, body, "handover_begun")
    elif command.status is CommandStatus.UPPER:
        body = body_of(incident, command.body)
        if _is_over(run, incident, body):
            command.status, command.incoming = CommandStatus.RETURNING, command.lower[-1]
            _begin(run, subject, command, body, "return_begun")


def _is_over(run: Run, incident: Incident, body: Body) -> bool:
    """Whether *body* has no reason to command any more: its plan has ended, or why it took over."""
    if body.plan:
        return not run.plans[body.plan].rank
    if body.when is None:
        return False
    view = Known(run, incident.lead, Kind.GRADE, Subject(entity=incident.id))
    return evaluate(body.when, view) is not Answer.HOLDS


def _begin(run: Run, subject: Subject, command: Command, body: Body, kind: str) -> None:
    command.due = run.now + run.draw(body.handover, Stream.DELAY, f"handover/{body.id}/{kind}")
    data: dict[str, Json] = {"from": command.body, "to": command.incoming, "due": command.due}
    i = run.record(kind, subject, data, role=people.commander(run, body), cause=(command.last,))
    run.post(Kind.HANDOVER, command.due, subject, command.incoming, i)
    if command.status is not CommandStatus.HANDING_OVER:
        return
    for name in sorted(run.tasks):  # what was begun before is not over before, either
        task = run.tasks[name]
        if task.action.hands_over and run.ready.plans[task.subject.plan].incident == subject.entity:
            task.finish_at = max(task.finish_at, command.due)


def on_handover(run: Run, event: Event) -> None:
    """Command changes hands in this instant: before it one body has it, after it the other."""
    incident = run.ready.incidents[event.subject.entity]
    command = run.commands[incident.id]
    if command.incoming != event.detail or command.due != run.now:
        return
    before, returns = command.body, command.status is CommandStatus.RETURNING
    command.body, command.incoming, command.due = command.incoming, "", None
    if returns:
        command.lower.pop()
        command.rested[before] = command.grade
        command.status = CommandStatus.UPPER if command.lower else CommandStatus.LOCAL
    else:
        command.lower.append(before)
        command.status = CommandStatus.UPPER
    body = body_of(incident, command.body)
    kind = "command_returned" if returns else "handover_done"
    data: dict[str, Json] = {"from": before, "to": body.id, **_contents(run, incident)}
    i = command.last = run.record(
        kind,
        event.subject,
        data,
        role=people.commander(run, body),
        person=people.acting(run, people.commander(run, body)),
        clause=body.clause,
        know=run.told_facts(incident.lead, run.facts_of(incident.lead)),
    )
    _readdress(run, incident, i)
    run.post(Kind.SAMPLE, run.now, Subject(), cause=i)
    run.post(Kind.GRADE, run.now, event.subject, cause=i)


def _contents(run: Run, incident: Incident) -> dict[str, Json]:
    """Return what is handed over: work under way, decisions not yet taken, supplies in use."""
    plans = [plan.id for plan in run.ready.world.plans if plan.incident == incident.id]
    tasks = [task for plan in plans for task in run.plans[plan].tasks.values()]
    return {
        "tasks": sorted(task.id for task in tasks if task.status.is_open),
        "decisions": [plan for plan in plans if run.plans[plan].pending],
        "supplies": sorted({pool for task in tasks for pool, _ in task.drawn}),
    }


def _readdress(run: Run, incident: Incident, cause: int) -> None:
    """Hand decisions not yet taken to whoever decides them now; their time stays."""
    for plan in run.ready.world.plans:
        pending = run.plans[plan.id].pending
        if plan.incident != incident.id or pending is None or not plan.levels:
            continue
        level = next((lv for lv in plan.levels if lv.rank >= pending.target), plan.levels[-1])
        authority = levels.decider(run, plan, level)
        if authority != pending.authority:
            data: dict[str, Json] = {"from": pending.authority, "target": pending.target}
            pending.authority = authority
            subject = run.ready.subject(plan.id)
            run.record("decision_readdressed", subject, data, role=authority, cause=(cause,))


def on_sample(run: Run, _event: Event) -> None:
    """Check what must hold at the end of every second in which command or levels moved."""
    for incident in run.ready.world.incidents:
        command = run.commands[incident.id]
        if not incident.bodies:
            continue
        body = body_of(incident, command.body)
        post = people.commander(run, body)
        person = people.acting(run, post)
        subject = Subject(entity=incident.id)
        if person != command.person and post in run.ready.posts:
            command.person = person
            persons = run.ready.posts[post].persons
            data: dict[str, Json] = {"body": body.id, "deputy": persons[:1] != (person,)}
            kind = "commander" if person else "invariant_broken"
            if not person:
                data = {"what": "command vacant", "body": body.id}
            run.record(kind, subject, data, role=post, person=person)
    for plan in run.ready.world.plans:
        for other in plan.covers:
            _see_who_leads(run, plan, run.ready.plans[other])
    _see_floors(run)


def _see_who_leads(run: Run, plan: Plan, other: Plan) -> None:
    """Write down which body leads while *plan* and *other* answer to one incident, once."""
    upper, lower = run.commands[plan.incident].body, run.commands[other.incident].body
    if not (upper and lower and run.plans[plan.id].rank and run.plans[other.id].rank):
        return
    led = run.plans[plan.id].led
    if upper == lower or led.get(other.id) == (upper, lower):
        return
    led[other.id] = upper, lower
    bodies = {one.id: one for incident in run.ready.world.incidents for one in incident.bodies}
    subject = Subject(entity=other.incident)
    for body, leader in ((lower, upper), (upper, lower)):
        if leader in bodies[body].above:
            run.record("command_under", subject, {"body": body, "leader": leader})
            return
    data: dict[str, Json] = {"what": "two bodies", "bodies": [lower, upper], "plan": plan.id}
    run.record("invariant_broken", subject, data)


def _see_floors(run: Run) -> None:
    for plan, response in run.plans.items():
        if response.rank < response.floor:
            broken: dict[str, Json] = {
                "what": "below floor",
                "level": response.rank,
                "floor": response.floor,
            }
            run.record("invariant_broken", run.ready.subject(plan), broken)


__all__ = ["on_grade", "on_handover", "on_sample", "on_shortage", "on_takeover"]
