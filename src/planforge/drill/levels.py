"""From facts to levels: what the facts make of a plan, and who decides it and when."""

from __future__ import annotations

from typing import TYPE_CHECKING

from planforge.corpus.assess import Answer
from planforge.drill import deadlines, ending, knowledge, occurrence, people
from planforge.drill.chance import Stream
from planforge.drill.condition import evaluate
from planforge.drill.prepared import body_of
from planforge.drill.queue import Event, Kind, Subject
from planforge.drill.state import NOTHING, CommandStatus, Pending
from planforge.drill.view import Known

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from planforge.drill.state import Run
    from planforge.drill.trace import Json
    from planforge.drill.world import Level, Plan


def on_assess(run: Run, event: Event) -> None:
    """Look at a plan again, since something that it asks for may have changed."""
    plan = run.ready.plans[event.subject.plan]
    response = run.plans[plan.id]
    before = response.determined, response.possible
    target = judge(run, plan)
    if response.determined < before[0] or not (before[0] or response.proposed):
        occurrence.forget(run, plan, min(response.determined, before[0]))
    if (response.determined, response.possible) != before:
        asked = [name for _, names in run.ready.asked[plan.id] for name in names]
        data = {"determined": response.determined, "possible": response.possible}
        know = run.told_facts(plan.office, asked)
        response.last = run.record("assessed", event.subject, data, role=plan.office, know=know)
        if response.determined > before[0]:
            occurrence.note(run, plan, plan.office, response.determined, is_reported=True)
            deadlines.date_all(run, plan.id)
    if response.possible > response.determined:
        facts = run.facts_of(plan.office)
        wanted = [
            name
            for rank, names in run.ready.asked[plan.id]
            if response.determined < rank <= response.possible
            for name in names
            if name not in facts
        ]
        knowledge.verify(run, event.subject, sorted(set(wanted)))
    _consider(run, plan, event.subject, target)
    _look_out(run, plan, event.subject)
    if response.rank:
        run.post(Kind.CASCADE, run.now, event.subject, cause=response.last)
    is_on = response.rank or response.after or (plan.untrue and response.proposed)
    if is_on and plan.id in run.ready.triggered:
        run.post(Kind.INSTANTIATE, run.now, event.subject, cause=response.last)
    ending.consider(run, plan, event.subject)


def judge(run: Run, plan: Plan) -> int:
    """Set what is determined and possible for *plan*; return the level that it should have.

    The highest level that holds wins. Warnings and grades bring about a level at least.
    """
    response = run.plans[plan.id]
    view = Known(run, plan.office, Kind.ASSESS, run.ready.subject(plan.id))
    command = run.commands[plan.incident]
    asked = [(level.rank, level.when) for level in plan.levels if level.when]
    answers = [(rank, evaluate(when, view)) for rank, when in asked]
    follows = [rank for hazard, colour, rank in plan.warnings if view.colour(hazard) >= colour]
    follows += [rank for grade, rank in plan.grades if command.grade >= grade]
    holding = [rank for rank, answer in answers if answer is Answer.HOLDS]
    likely = [rank for rank, answer in answers if answer is Answer.OPEN]
    likely += [rank for grade, rank in plan.grades if command.possible >= grade]
    determined = max((*follows, *holding), default=0)
    possible = max(likely, default=0)
    response.determined, response.possible = determined, max(determined, possible)
    if response.after:
        response.quiet = min(response.quiet, determined)
        if determined <= response.quiet:
            determined = 0
    return max(determined, response.floor)


def _consider(run: Run, plan: Plan, subject: Subject, target: int) -> None:
    """Have somebody decide, if the level is not what it should be."""
    response = run.plans[plan.id]
    if target >= response.rank:
        response.below_since = None
    if target > response.rank:
        _raise(run, plan, subject, target)
    elif target < response.rank:
        _lower(run, plan, subject)


def _raise(run: Run, plan: Plan, subject: Subject, target: int) -> None:
    response = run.plans[plan.id]
    pending = response.pending
    if pending and pending.target < response.rank:
        _withdraw(run, plan, subject)
        pending = None
    level = _level(plan, target)
    authority = decider(run, plan, level)
    if pending is None:
        due = run.now + run.draw(level.delay, Stream.DELAY, f"decide/{plan.id}/{target}")
        response.pending = Pending(target, run.now, due, authority)
        _write(run, subject, "decision_pending", response.pending, response.last)
        _begin_early(run, plan, subject, target)
    elif target > pending.target:
        pending.target = target
        _begin_early(run, plan, subject, target)
        if _authority(run, authority) > _authority(run, pending.authority):
            pending.authority = authority
            again = run.draw(level.delay, Stream.DELAY, f"decide/{plan.id}/{target}")
            pending.due = max(pending.due, run.now + again)
        _write(run, subject, "decision_retargeted", pending, response.last)


def _begin_early(run: Run, plan: Plan, subject: Subject, target: int) -> None:
    """Let all work begin that does not wait for the decision (先期处置)."""
    _alert(run, plan, subject, target, run.ready.early.get(plan.id, ()))


def _look_out(run: Run, plan: Plan, subject: Subject) -> None:
    """Let those begin with first measures who see by themselves that there is a reason for them.

    A level is reached, or a measure of their own has a condition of its own that holds: they wait
    for nobody to tell them.
    """
    response = run.plans[plan.id]
    for org in run.ready.early.get(plan.id, ()):
        if response.rank or response.after or org in response.informed:
            continue
        view = Known(run, org, Kind.ASSESS, subject._replace(entity=org))
        asked = [(level.rank, level.when) for level in plan.levels if level.when]
        holding = [rank for rank, when in asked if evaluate(when, view) is Answer.HOLDS]
        if holding:
            if not response.proposed:
                occurrence.forget(run, plan, 0)
            occurrence.note(run, plan, org, max(holding), is_reported=False)
            _alert(run, plan, subject, max(holding), (org,))
        elif called := _called_by_itself(run, plan, org, view):
            _alert(run, plan, subject, called, (org,))


def _called_by_itself(run: Run, plan: Plan, org: str, view: Known) -> int:
    """Return the lowest level of those first measures of *org* whose own conditions hold, or 0."""
    found = (
        max(1, action.first_rank)
        for action in plan.actions
        if action.is_early
        and action.trigger is not None
        and org in (run.ready.org_of(doer, plan.office) for doer in action.doers)
        and evaluate(action.trigger, view) is Answer.HOLDS
    )
    return min(found, default=0)


def _alert(run: Run, plan: Plan, subject: Subject, target: int, orgs: Iterable[str]) -> None:
    """Let *orgs* begin with their first measures; after an end these wait for the decision."""
    response = run.plans[plan.id]
    if response.rank or response.after or plan.id not in run.ready.early:
        return
    if not response.proposed:
        response.epoch += 1
        response.informed.clear()
    response.proposed = max(target, response.proposed)
    response.informed.update(orgs)
    run.post(Kind.INSTANTIATE, run.now, subject)


def _lower(run: Run, plan: Plan, subject: Subject) -> None:
    response = run.plans[plan.id]
    lower = [level.rank for level in plan.levels if level.rank < response.rank]
    if response.below_since is None:
        response.below_since = run.now
    if response.pending or not lower or max(lower) < response.floor:
        return
    since = response.below_since + plan.hold
    if run.now < since:
        run.post(Kind.ASSESS, since, subject, cause=response.last)
        return
    level = _level(plan, max(lower))
    due = run.now + run.draw(level.delay, Stream.DELAY, f"decide/{plan.id}/{level.rank}")
    higher = [response.raised_by, decider(run, plan, level)]
    authority = max(higher, key=lambda post: (_authority(run, post), post))
    response.pending = Pending(level.rank, run.now, due, authority)
    _write(run, subject, "decision_pending", response.pending, response.last)


def _write(run: Run, subject: Subject, kind: str, pending: Pending, cause: int) -> None:
    data = {"target": pending.target, "since": pending.since, "due": pending.due}
    i = run.record(kind, subject, data, role=pending.authority, cause=(cause,))
    run.post(Kind.DECIDE, pending.due, subject, cause=i)


def _withdraw(run: Run, plan: Plan, subject: Subject) -> None:
    response = run.plans[plan.id]
    pending, response.pending = response.pending, None
    if pending:
        data = {"target": pending.target, "determined": response.determined}
        run.record("decision_withdrawn", subject, data, role=pending.authority)


def on_decide(run: Run, event: Event) -> None:
    """The moment of a decision: it is taken only if the facts still ask for it."""
    plan = run.ready.plans[event.subject.plan]
    response = run.plans[plan.id]
    pending = response.pending
    if pending is None or pending.due != run.now:
        return
    person = people.acting(run, pending.authority)
    if people.keeps_waiting(run, pending, event.subject):
        return
    target = judge(run, plan)
    if pending.target > response.rank:
        rank = min(target, pending.target)
        is_justified = rank > response.rank
    else:
        rank = pending.target
        is_justified = target < response.rank and rank >= response.floor
    if not is_justified:
        _withdraw(run, plan, event.subject)
        return
    response.pending = None
    asked = [name for _, names in run.ready.asked[plan.id] for name in names]
    know = run.told_facts(plan.office, asked)
    set_level(run, plan.id, rank, basis="own", by=(pending.authority, person), know=know)


def set_level(  # noqa: PLR0913 - what a decision consists of
    run: Run,
    name: str,
    rank: int,
    *,
    basis: str,
    by: tuple[str, str],
    know: Mapping[str, Json] = NOTHING,
    cause: int | None = None,
) -> None:
    """Let the plan *name* run at the level *rank*; by whom is a post and the person on it."""
    plan, response = run.ready.plans[name], run.plans[name]
    subject = run.ready.subject(name)
    before, level = response.rank, _level(plan, rank)
    if not before:
        if not response.proposed:
            response.epoch += 1
            response.tasks = {}
        response.activated, response.top, response.proposed = run.now, 0, 0
        response.after = False
        run.commands[plan.incident].is_open = True
    response.rank, response.below_since = rank, None
    if rank > response.top:
        response.top, response.raised_by = rank, by[0]
    if response.pending and response.pending.target <= rank and rank > before:
        response.pending = None
    authority = _authority(run, by[0])
    kind = "level_raised" if rank > before else "level_lowered"
    data: dict[str, Json] = {
        "from": before,
        "to": rank,
        "name": level.name,
        "epoch": response.epoch,
        "basis": basis,
        "authority": authority,
        "required": level.required,
    }
    causes = (response.last,) if cause is None else (cause,)
    i = run.record(
        kind if before else "level_activated",
        subject,
        data,
        role=by[0],
        person=by[1],
        clause=level.clause,
        rule=level.name,
        know=know,
        cause=causes,
    )
    response.last = i
    if basis == "own" and authority < level.required:
        run.record("invariant_broken", subject, {"what": "authority", "level": rank}, role=by[0])
    run.changed(f"level:{name}", None, i)
    if not before:
        deadlines.date_all(run, name)
    for kind_ in (Kind.CASCADE, Kind.INSTANTIATE, Kind.ASSESS):
        run.post(kind_, run.now, subject, cause=i)
    run.post(Kind.SAMPLE, run.now, Subject(), cause=i)


def called(run: Run, plan: Plan, rank: int) -> str:
    """Return the post that lets *plan* run at the level *rank* when another plan calls for it."""
    return decider(run, plan, _level(plan, rank)) if plan.levels else ""


def decider(run: Run, plan: Plan, level: Level) -> str:
    """Return the post that decides *level*: that of the upper body in command, if it is higher."""
    command = run.commands[plan.incident]
    if command.status in (CommandStatus.UPPER, CommandStatus.RETURNING) and not plan.is_local:
        post = people.commander(run, body_of(run.ready.incidents[plan.incident], command.body))
        if _authority(run, post) >= _authority(run, level.authority):
            return post
    return level.authority


def _authority(run: Run, post: str) -> int:
    return run.ready.posts[post].rank if post in run.ready.posts else 0


def _level(plan: Plan, rank: int) -> Level:
    """Return the level *rank* of *plan*, or the next higher one, or its highest."""
    return next((level for level in plan.levels if level.rank >= rank), plan.levels[-1])


def on_order(run: Run, event: Event) -> None:
    """A superior orders a level at least; until taken back, it is not lowered below that."""
    rank_text, by = event.detail.split(":", 1)
    order(run, event.subject.plan, int(rank_text), source=f"order:{by}", by=by)


def order(  # noqa: PLR0913 - what an order consists of
    run: Run, plan: str, rank: int, *, source: str, by: str, cause: int | None = None
) -> None:
    """Let *source* hold *plan* at the level *rank* at least; 0 takes that back."""
    response = run.plans[plan]
    if rank:
        response.floors[source] = rank
    else:
        response.floors.pop(source, None)
    if rank > response.rank:
        person = people.acting(run, by)
        set_level(run, plan, rank, basis=source.partition(":")[0], by=(by, person), cause=cause)
    else:
        run.post(Kind.ASSESS, run.now, run.ready.subject(plan), cause=cause)


__all__ = ["decider", "judge", "on_assess", "on_decide", "on_order", "order", "set_level"]
