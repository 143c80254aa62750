"""Reports that are owed: when a duty arises, whether it was met in time, and what follows it.

Each hop has a clock of its own, which starts when the report before it arrives.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from planforge.corpus.assess import Answer
from planforge.drill import anew, knowledge
from planforge.drill.chance import Stream
from planforge.drill.condition import evaluate
from planforge.drill.knowledge import Message
from planforge.drill.queue import Event, Kind
from planforge.drill.view import Known
from planforge.drill.work import Stage

if TYPE_CHECKING:
    from planforge.drill.condition import Condition
    from planforge.drill.state import Run
    from planforge.drill.trace import Json
    from planforge.drill.work import ReportRule

_AGAIN = "again:"
_FIRST = "first report:"


def on_oblige(run: Run, event: Event) -> None:
    """A duty to report may have arisen: by what the sender knows, by a report, or by the clock."""
    rule = run.ready.reports[event.subject.entity]
    if event.detail.startswith(_AGAIN):
        if event.detail == f"{_AGAIN}{run.obliged.get(rule.id)}":
            _owe(run, rule, rule.within, Stage.FOLLOW_UP)
    elif event.detail.startswith("upon:"):
        run.obliged.setdefault(rule.id, run.now)
        _owe(run, rule, rule.within, Stage.FIRST)
    elif rule.on is not None and rule.stage is Stage.FOLLOW_UP:
        _go_on(run, rule, holds=_answer(run, rule, rule.on, event) is Answer.HOLDS)
    elif rule.on is not None and rule.stage is not Stage.FINAL:
        _begin(run, rule, rule.on, event)


def _begin(run: Run, rule: ReportRule, reason: Condition, event: Event) -> None:
    """Let *rule* be due if *reason* holds, or if the sender hears of what has happened since."""
    is_anew = _is_anew(run, rule)
    if rule.id in run.obliged and not is_anew:
        return
    if not (is_anew and rule.is_for_all) and _answer(run, rule, reason, event) is not Answer.HOLDS:
        run.reported.discard(rule.id)
    elif is_anew or rule.id not in run.reported:
        run.obliged[rule.id] = run.moments[f"{_FIRST}{rule.id}"] = run.now
        _owe(run, rule, rule.within, Stage.FIRST)
        for one in _of_two(run, rule, Stage.FOLLOW_UP):
            run.obliged.pop(one.id, None)
            run.post(Kind.OBLIGE, run.now, run.ready.subject(one.plan, one.id))


def _is_anew(run: Run, rule: ReportRule) -> bool:
    """Whether that has happened, and the sender of *rule* knows, which no report has told of."""
    one = run.happened.get(rule.plan)
    is_new = one is not None and run.moments.get(f"{_FIRST}{rule.id}", -1) < one.time
    return is_new and rule.stage is Stage.FIRST and anew.has_heard(run, rule.plan, (rule.sender,))


def _of_two(run: Run, rule: ReportRule, stage: Stage) -> list[ReportRule]:
    """Return the rules of *stage* by which the same two report as by *rule*."""
    ends = rule.sender, rule.receiver
    rules = run.ready.reports_of.get(rule.plan, ())
    return [one for one in rules if one.stage is stage and (one.sender, one.receiver) == ends]


def _go_on(run: Run, rule: ReportRule, *, holds: bool) -> None:
    """Let a follow-up that stands for itself go on while its reason *holds*.

    Where there is a first report to the same receiver it follows that. Another that is due at
    another level tells at once what has changed; whoever has just been told everything waits.
    """
    firsts = _of_two(run, rule, Stage.FIRST)
    if not holds or (firsts and not any(one.id in run.obliged for one in firsts)):
        run.obliged.pop(rule.id, None)
    elif rule.id not in run.obliged:
        run.obliged[rule.id] = run.now
        told = [run.moments.get(f"{_FIRST}{one.id}") for one in firsts]
        if run.now in (*told, run.plans[rule.plan].activated):
            detail = f"{_AGAIN}{run.now}"
            subject = run.ready.subject(rule.plan, rule.id)
            run.post(Kind.OBLIGE, run.now + rule.every, subject, detail)
        else:
            _owe(run, rule, rule.within, Stage.FOLLOW_UP)


def _answer(run: Run, rule: ReportRule, reason: Condition, event: Event) -> Answer:
    """Return whether *reason* holds by what the sender of *rule* knows; many rules share one."""
    key = run.ready.reasons[rule.id], rule.sender
    known = run.answers.get(key)
    if known is None:
        known = evaluate(reason, Known(run, rule.sender, Kind.OBLIGE, event.subject))
        if key[0] >= 0:
            run.answers[key] = known
    return known


def _owe(run: Run, rule: ReportRule, within: int, stage: Stage) -> None:
    n = run.count(f"report:{rule.id}")
    due = run.now + within
    run.owed[rule.id, n] = due
    subject = run.ready.subject(rule.plan, rule.id)
    data: dict[str, Json] = {"n": n, "due": due, "to": rule.receiver, "stage": stage.value}
    i = run.record("report_owed", subject, data, role=rule.sender, clause=rule.clause)
    message = Message(
        subject._replace(entity=f"report:{rule.id}:{n}"),
        "report",
        rule.sender,
        rule.receiver,
        rule.dimensions,
        rule.channels,
        rule.id,
        n,
    )
    took = run.draw(rule.handling, Stream.DELAY, f"report/{rule.id}")
    knowledge.send(run, message, i, took)
    run.post(Kind.REPORT_DUE, due, subject, str(n), i)
    if rule.acknowledge:
        run.post(Kind.ACK_DUE, run.now + took + rule.acknowledge, subject, str(n), i)
    if rule.every and stage is not Stage.FINAL:
        detail = f"{_AGAIN}{run.obliged[rule.id]}"
        run.post(Kind.OBLIGE, run.now + rule.every, subject, detail, i)


def on_report_due(run: Run, event: Event) -> None:
    """The last second of a report: what has not arrived by its end is late."""
    _judge(run, event, "report_missed")


def on_ack_due(run: Run, event: Event) -> None:
    """The last second of an acknowledgement: a desk that has the message has acknowledged it."""
    _judge(run, event, "ack_missed")


def _judge(run: Run, event: Event, kind: str) -> None:
    rule = run.ready.reports[event.subject.entity]
    n = int(event.detail)
    if (rule.id, n) not in run.delivered:
        message = run.messages[f"report:{rule.id}:{n}"]
        data: dict[str, Json] = {"n": n, "to": rule.receiver, "sent": message.sent}
        role = rule.sender if kind == "report_missed" else rule.receiver
        run.record(kind, event.subject, data, role=role, clause=rule.clause, cause=(message.last,))


def finish(run: Run, plan: str) -> None:
    """End the reports of *plan*: those that were going on are followed by a last one.

    They begin anew only after the reason for them has been gone.
    """
    for rule in run.ready.reports_of.get(plan, ()):
        was_going_on = run.obliged.pop(rule.id, None) is not None
        if rule.stage is Stage.FINAL:
            view = Known(run, rule.sender, Kind.OBLIGE, run.ready.subject(plan, rule.id))
            is_due = rule.on is None or evaluate(rule.on, view) is Answer.HOLDS
        elif was_going_on:
            run.reported.add(rule.id)
            is_due = rule.final > 0
        else:
            is_due = False
        if is_due:
            _owe(run, rule, rule.final, Stage.FINAL)


__all__ = ["finish", "on_ack_due", "on_oblige", "on_report_due"]
