"""What the scenario does to a run, and what is left open at its end."""

from __future__ import annotations

from typing import TYPE_CHECKING

from planforge.drill import anew, deadlines, knowledge, people, unfinished, working
from planforge.drill.condition import missing, unsaid, unsettled
from planforge.drill.describing import described
from planforge.drill.ending import blocking
from planforge.drill.queue import Event, Kind, Subject
from planforge.drill.script import Lost
from planforge.drill.task import Status
from planforge.drill.view import Known

if TYPE_CHECKING:
    from planforge.drill.state import Run
    from planforge.drill.trace import Json


def prepare(run: Run) -> None:
    """Plan what the scenario brings, and look at everything once at T0."""
    for i, fact in enumerate(run.facts):
        run.post(Kind.FACT, fact.time, Subject(entity=fact.dimension), f"script:{i:06}")
    for warning in run.script.warnings:
        subject = Subject(entity=warning.hazard)
        run.post(Kind.WARNING, warning.time, subject, str(warning.rank))
    for i, told in enumerate(run.words):
        run.post(Kind.TOLD, told.time, Subject(entity=told.text), f"script:{i:06}")
    for order in run.script.orders:
        if order.plan not in run.ready.plans:
            raise ValueError(f"unknown: {order.plan}")
        subject = run.ready.subject(order.plan)
        run.post(Kind.ORDER, order.time, subject, f"{order.rank}:{order.by}")
    anew.prepare(run)
    for incident in run.ready.world.incidents:
        run.post(Kind.GRADE, 0, Subject(entity=incident.id))
    for plan in run.ready.world.plans:
        run.post(Kind.ASSESS, 0, run.ready.subject(plan.id))
    for rule in run.ready.world.reports:
        if rule.on:
            run.post(Kind.OBLIGE, 0, run.ready.subject(rule.plan, rule.id))
    run.post(Kind.SAMPLE, 0, Subject())


def on_warning(run: Run, event: Event) -> None:
    """A warning is given, changed or lifted; everybody hears of it."""
    hazard, rank = event.subject.entity, int(event.detail)
    before = run.colours.get(hazard, 0)
    if rank == before:
        return
    run.colours[hazard] = rank
    kind = "warning_set" if not before else "warning_changed" if rank else "warning_cleared"
    i = run.record(kind, event.subject, {"from": before, "to": rank})
    for plan in run.ready.world.plans:
        hazards = [name for name, _, _ in plan.warnings]
        if rank > before and (hazard in hazards or not hazards):
            run.moments[f"warning:{plan.id}"] = run.now
            deadlines.date_all(run, plan.id)
    run.changed(f"warning:{hazard}", None, i)


def on_outage(run: Run, event: Event) -> None:
    """Something is not to be had any more, or is to be had again."""
    outage = people.outages(run)[int(event.detail)]
    begins = event.kind is Kind.OUTAGE_BEGINS
    data = {"lost": outage.lost.value, "strikes": outage.strikes}
    i = run.record(event.kind.value, event.subject, data)
    for item in people.items_lost(run, outage):
        run.blocked[item] = run.blocked.get(item, 0) + (1 if begins else -1)
        if begins:
            if outage.strikes:
                _strike(run, item, i)
            for plan in run.plans:
                working.try_again(run, plan, item)
        else:
            people.came_back(run, item, i)
    if not begins and outage.lost in (Lost.CHANNEL, Lost.ORG):
        knowledge.resume(run, i)
    run.post(Kind.SAMPLE, run.now, Subject(), cause=i)


def _strike(run: Run, item: str, cause: int) -> None:
    """Let the work fail that holds *item*."""
    for name in sorted(run.holding.get(item, ())):
        task = run.tasks[name]
        task.last = cause
        working.close(run, task, Status.FAILED, {"lost": item})


def on_horizon(run: Run) -> None:
    """Write down what is left open: responses that could not end, work that hangs."""
    for plan in run.ready.world.plans:
        response = run.plans[plan.id]
        if not response.rank:
            continue
        subject = run.ready.subject(plan.id)
        view = Known(run, plan.office, Kind.ASSESS, subject)
        left = tuple(unsettled(plan.end.when, view)) if plan.end else ()
        data: dict[str, Json] = {
            "level": response.rank,
            "blocked_by": list(blocking(run, plan.id)),
            "end": described(plan.end.when) if plan.end else None,
            "unknown": sorted({name for atom in left for name in missing(atom, view)}),
            "unsaid": list(unsaid(left, view)),
        }
        run.record("plan_open_at_horizon", subject, data, cause=(response.last,))
    waits_for = unfinished.waits(run)
    for name in sorted(run.tasks):
        task = run.tasks[name]
        if task.status.is_open:
            data = unfinished.left(task, waits_for.get(name, []))
            run.record("task_open_at_horizon", task.subject, data, cause=(task.last,))


__all__ = ["on_horizon", "on_outage", "on_warning", "prepare"]
