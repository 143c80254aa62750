"""Reports that are owed: when a duty arises, whether it was met in time, and what follows it.

Each hop has a clock of its own, which starts when the report before it arrives.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from planforge.corpus.assess import Answer
from planforge.drill import knowledge
from planforge.drill.chance import Stream
from planforge.drill.condition import evaluate
from planforge.drill.knowledge import Message
from planforge.drill.queue import Event, Kind
from planforge.drill.view import Known

if TYPE_CHECKING:
    from planforge.drill.condition import Condition
    from planforge.drill.state import Run
    from planforge.drill.trace import Json
    from planforge.drill.work import ReportRule

_AGAIN = "again:"


def on_oblige(run: Run, event: Event) -> None:
    """A duty to report may have arisen: by what the sender knows, by a report, or by the clock."""
    rule = run.ready.reports[event.subject.entity]
    if event.detail.startswith(_AGAIN):
        if event.detail == f"{_AGAIN}{run.obliged.get(rule.id)}":
            _owe(run, rule, rule.within, "follow-up")
        return
    if event.detail.startswith("upon:"):
        run.obliged.setdefault(rule.id, run.now)
        _owe(run, rule, rule.within, "first")
        return
    if rule.id in run.obliged or rule.on is None:
        return
    if _answer(run, rule, rule.on, event) is not Answer.HOLDS:
        run.reported.discard(rule.id)
    elif rule.id not in run.reported:
        run.obliged[rule.id] = run.now
        _owe(run, rule, rule.within, "first")


def _answer(run: Run, rule: ReportRule, reason: Condition, event: Event) -> Answer:
    """Return whether *reason* holds by what the sender of *rule* knows; many rules share one."""
    key = run.ready.reasons[rule.id], rule.sender
    known = run.answers.get(key)
    if known is None:
        known = evaluate(reason, Known(run, rule.sender, Kind.OBLIGE, event.subject))
        if key[0] >= 0:
            run.answers[key] = known
    return known


def _owe(run: Run, rule: ReportRule, within: int, stage: str) -> None:
    n = run.count(f"report:{rule.id}")
    due = run.now + within
    run.owed[rule.id, n] = due
    subject = run.ready.subject(rule.plan, rule.id)
    data: dict[str, Json] = {"n": n, "due": due, "to": rule.receiver, "stage": stage}
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
    if rule.every and stage != "final":
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
        if run.obliged.pop(rule.id, None) is None:
            continue
        run.reported.add(rule.id)
        if rule.final:
            _owe(run, rule, rule.final, "final")


__all__ = ["finish", "on_ack_due", "on_oblige", "on_report_due"]
