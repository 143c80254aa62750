"""What records of a run say, in the words of people on duty; one function for each type."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from planforge.drill.anew import is_again
from planforge.drill.limits import limits_of
from planforge.drill.saying import LineKind, Said, filled
from planforge.drill.supplying import SUPPLIES
from planforge.drill.work import Priority
from planforge.i18n import msg

if TYPE_CHECKING:
    from collections.abc import Callable

    from planforge.drill.rehearsal import Rehearsal
    from planforge.drill.trace import Record, Trace
    from planforge.drill.work import Action
    from planforge.i18n import Message

_KEY: Final = (Priority.LIFE, Priority.COMMAND)
"""Sorts of actions whose beginning and end are key lines."""


class Teller:
    """Tells one run."""

    def __init__(self, made: Rehearsal, trace: Trace) -> None:
        self.made = made
        self.trace = trace
        self.index = made.index
        self.actions: dict[str, Action] = {
            f"{plan.id}/{action.id}": action for plan in made.world.plans for action in plan.actions
        }
        self.expected = _expected(made)
        self.senders = {rule.id: rule.sender for rule in made.world.reports}
        self.done = {record.entity for record in trace.of("task_done")}
        self.limits = limits_of(made, trace)

    def name(self, id_: str) -> str:
        """Return what people call *id_*."""
        return self.index.name(id_)

    def who(self, record: Record) -> str:
        """Return the post and the person of *record*, or either."""
        role, person = self.name(record.role), self.name(record.person)
        return role if not person or person == role else f"{role}{person}"

    def action(self, record: Record) -> Message | str:
        """Return what people call the action of *record*, and whether it is done again."""
        name = self.name(record.entity.partition("#")[0])
        return msg("{what} after the event", what=name) if is_again(record.entity) else name

    def report(self, rule: str) -> tuple[str, str]:
        """Return what sort of report *rule* orders, and who owes it."""
        stage = self.name(rule).partition("（")[0]
        return stage, self.name(self.senders.get(rule, ""))

    def is_key(self, record: Record) -> bool:
        """Whether the action of *record* is one that a short log names."""
        key = record.entity.partition("#")[0]
        return key in self.expected or self.actions[key].priority in _KEY

    def level(self, record: Record, key: str = "to") -> str:
        """Return the name of the level that *record* has under *key*."""
        rank = record.data[key]
        return self.index.level(record.plan, rank) if isinstance(rank, int) else ""


def _expected(made: Rehearsal) -> frozenset[str]:
    """Return the keys of actions that injects expect."""
    system = made.view.system
    return frozenset(
        f"{outline.id}/{one.action}"
        for inject in made.view.drill.injects
        for one in inject.expected
        if (outline := system.plan(one.plan)) is not None
    )


def _activated(teller: Teller, record: Record) -> Said:
    plan, level = teller.name(record.plan), teller.level(record)
    who = teller.who(record)
    data = record.data
    if data["basis"] in ("link", "order", "takeover"):
        text = msg("{plan}: {level} by order of {who}", plan=plan, level=level, who=who)
    elif record.type == "level_activated":
        text = msg("{plan}: {level} starts, decided by {who}", plan=plan, level=level, who=who)
    elif record.type == "level_raised":
        text = msg("{plan}: raised to {level}, decided by {who}", plan=plan, level=level, who=who)
    else:
        text = msg("{plan}: lowered to {level}, decided by {who}", plan=plan, level=level, who=who)
    return Said(text, LineKind.LEVEL)


def _pending(teller: Teller, record: Record) -> Said:
    plan, level = teller.name(record.plan), teller.level(record, "target")
    text = msg(
        "{plan}: {level} is proposed to {who}", plan=plan, level=level, who=teller.who(record)
    )
    return Said(text, LineKind.LEVEL, is_key=False)


def _withdrawn(teller: Teller, record: Record) -> Said:
    plan = teller.name(record.plan)
    text = msg("{plan}: the decision is dropped, the facts have changed", plan=plan)
    return Said(text, LineKind.LEVEL)


def _waits_for_decider(teller: Teller, record: Record) -> Said:
    plan, who = teller.name(record.plan), teller.name(record.role)
    text = msg("{plan}: nobody of {who} can be reached, the decision waits", plan=plan, who=who)
    return Said(text, LineKind.LEVEL, is_bad=True)


def _ended(teller: Teller, record: Record) -> Said:
    plan = teller.name(record.plan)
    text = msg("{plan}: the response ends, decided by {who}", plan=plan, who=teller.who(record))
    return Said(text, LineKind.LEVEL)


def _started(teller: Teller, record: Record) -> Said:
    plan, action, who = teller.name(record.plan), teller.action(record), teller.who(record)
    text = msg("{plan}: “{action}” begins ({who})", plan=plan, action=action, who=who)
    return Said(text, LineKind.ACTION, teller.is_key(record))


def _done(teller: Teller, record: Record) -> Said:
    plan, action = teller.name(record.plan), teller.action(record)
    if late := teller.limits.late(record.entity):
        text = msg(
            "{plan}: “{action}” is done, {minutes} minutes late",
            plan=plan,
            action=action,
            minutes=_minutes(late),
        )
        return Said(text, LineKind.ACTION, is_bad=True)
    text = msg("{plan}: “{action}” is done", plan=plan, action=action)
    return Said(text, LineKind.ACTION, teller.is_key(record))


def _broken_off(teller: Teller, record: Record) -> Said:
    plan, action = teller.name(record.plan), teller.action(record)
    other = teller.name(str(record.data["by"]).partition("#")[0])
    text = msg(
        "{plan}: “{action}” is broken off for “{other}”", plan=plan, action=action, other=other
    )
    return Said(text, LineKind.ACTION, teller.is_key(record))


def _resumed(teller: Teller, record: Record) -> Said:
    plan, action, who = teller.name(record.plan), teller.action(record), teller.who(record)
    text = msg("{plan}: “{action}” goes on ({who})", plan=plan, action=action, who=who)
    return Said(text, LineKind.ACTION, teller.is_key(record))


def _repeated(teller: Teller, record: Record) -> Said:
    plan, action = teller.name(record.plan), teller.action(record)
    if record.data["missed"]:
        text = msg("{plan}: nobody is there to do “{action}” again", plan=plan, action=action)
        return Said(text, LineKind.ACTION, is_bad=True)
    text = msg("{plan}: “{action}” again ({who})", plan=plan, action=action, who=teller.who(record))
    return Said(text, LineKind.ACTION, is_key=False)


def _missed(teller: Teller, record: Record) -> Said | None:
    if record.entity in teller.done and not teller.limits.late(record.entity):
        return None
    plan, action = teller.name(record.plan), teller.action(record)
    lacks = record.data.get("lacks", ())
    items = lacks if isinstance(lacks, (list, tuple)) else ()
    names = tuple(teller.name(str(item).partition(":")[2]) for item in items)
    text = msg("{plan}: “{action}” is not done in time", plan=plan, action=action)
    if names:
        text = msg(
            "{plan}: “{action}” is not done in time, {items} being taken or away",
            plan=plan,
            action=action,
            items=names,
        )
    return Said(text, LineKind.ACTION, record.entity not in teller.done, is_bad=True)


def _waits(teller: Teller, record: Record) -> Said:
    plan, action = teller.name(record.plan), teller.action(record)
    lacks = record.data["lacks"]
    pairs = lacks if isinstance(lacks, (list, tuple)) else ()
    names = (teller.name(str(pair[0]).partition(":")[2]) for pair in pairs)
    text = msg("{plan}: “{action}” waits for {items}", plan=plan, action=action, items=tuple(names))
    return Said(text, LineKind.ACTION, is_key=False)


def _skipped(teller: Teller, record: Record) -> Said:
    plan, action = teller.name(record.plan), teller.action(record)
    text = msg("{plan}: “{action}” is not called for", plan=plan, action=action)
    return Said(text, LineKind.ACTION, is_key=False)


def _failed(teller: Teller, record: Record) -> Said:
    plan, action = teller.name(record.plan), teller.action(record)
    lost = teller.name(str(record.data.get("lost", "")).partition(":")[2])
    text = msg("{plan}: “{action}” fails, {lost} is lost", plan=plan, action=action, lost=lost)
    return Said(text, LineKind.ACTION, is_bad=True)


def _recalled(teller: Teller, record: Record) -> Said:
    plan, action = teller.name(record.plan), teller.action(record)
    text = msg("{plan}: “{action}” is called off, it was a false alarm", plan=plan, action=action)
    return Said(text, LineKind.ACTION)


def _report_missed(teller: Teller, record: Record) -> Said:
    plan, (stage, sender) = teller.name(record.plan), teller.report(record.entity)
    text = msg(
        "{plan}: {stage} of {sender} has not reached {receivers} in time",
        plan=plan,
        stage=stage,
        sender=sender,
        receivers=(teller.name(str(record.data["to"])),),
    )
    return Said(text, LineKind.REPORT, is_bad=True)


def _delivered(teller: Teller, record: Record) -> Said | None:
    if record.data.get("kind") != "report":
        return None
    rule, _, number = record.entity.partition(":")[2].rpartition(":")
    plan, (stage, sender) = teller.name(record.plan), teller.report(rule)
    receivers = (teller.name(record.role),)
    late = record.data.get("late", 0)
    if isinstance(late, int) and late:
        text = msg(
            "{plan}: {stage} of {sender} reaches {receivers} {minutes} minutes late",
            plan=plan,
            stage=stage,
            sender=sender,
            receivers=receivers,
            minutes=_minutes(late),
        )
        return Said(text, LineKind.REPORT, is_bad=True)
    text = msg(
        "{plan}: {stage} of {sender} reaches {receivers}",
        plan=plan,
        stage=stage if number == "0" else msg("follow-up"),
        sender=sender,
        receivers=receivers,
    )
    return Said(text, LineKind.REPORT, is_key=number == "0")


def _fired(teller: Teller, record: Record) -> Said:
    target = teller.name(str(record.data["to"]))
    text = msg("{plan} calls {target}", plan=teller.name(record.plan), target=target)
    return Said(text, LineKind.LINK, is_key=record.data["kind"] != "notify")


def _commander(teller: Teller, record: Record) -> Said | None:
    event, who = teller.name(record.event or record.entity), teller.who(record)
    if not record.t:
        return None
    return Said(msg("{event}: {who} commands", event=event, who=who), LineKind.COMMAND)


def _leads(teller: Teller, record: Record) -> Said:
    text = msg(
        "{event}: {body} is led by {leader}",
        event=teller.name(record.entity),
        body=teller.name(str(record.data["body"])),
        leader=teller.name(str(record.data["leader"])),
    )
    return Said(text, LineKind.COMMAND)


def _vacant(teller: Teller, record: Record) -> Said:
    text = msg(
        "{name}: broken rule of command ({what})",
        name=teller.name(record.plan or record.entity),
        what=str(record.data["what"]),
    )
    return Said(text, LineKind.COMMAND, is_bad=True)


def _takeover(teller: Teller, record: Record) -> Said:
    event, body = teller.name(record.entity), teller.name(str(record.data["body"]))
    return Said(
        msg("{event}: {body} decides to take over", event=event, body=body), LineKind.COMMAND
    )


_HANDED: Final = {
    "handover_begun": msg("{event}: {one} begins to hand over to {other}"),
    "handover_done": msg("{event}: command passes from {one} to {other}"),
    "return_begun": msg("{event}: {one} begins to give command back to {other}"),
    "command_returned": msg("{event}: command returns from {one} to {other}"),
}


def _handover(teller: Teller, record: Record) -> Said:
    event = teller.name(record.entity)
    one, other = teller.name(str(record.data["from"])), teller.name(str(record.data["to"]))
    return Said(filled(_HANDED[record.type], event=event, one=one, other=other), LineKind.COMMAND)


def _warned(teller: Teller, record: Record) -> Said:
    plan = teller.index.get(record.entity)
    name = plan.name if plan else record.entity
    colours = (msg("none"), msg("blue"), msg("yellow"), msg("orange"), msg("red"))
    rank = record.data["to"]
    colour = colours[rank] if isinstance(rank, int) else colours[0]
    return Said(msg("{plan}: warning {colour}", plan=name, colour=colour), LineKind.WARNING)


def _outage(teller: Teller, record: Record) -> Said:
    name, is_person = teller.name(record.entity), record.data["lost"] == "person"
    if record.type == "outage_begins":
        away = msg("{name} cannot be reached", name=name)
        text = away if is_person else msg("{name} is not to be had", name=name)
        return Said(text, LineKind.OUTAGE, is_bad=True)
    back = msg("{name} can be reached again", name=name)
    return Said(back if is_person else msg("{name} is to be had again", name=name), LineKind.OUTAGE)


TOLD: Final[dict[str, Callable[[Teller, Record], Said | None]]] = {
    "level_activated": _activated,
    "level_raised": _activated,
    "level_lowered": _activated,
    "decision_pending": _pending,
    "decision_withdrawn": _withdrawn,
    "decision_waits": _waits_for_decider,
    "terminate_decided": _ended,
    "task_preempted": _broken_off,
    "task_resumed": _resumed,
    "task_start": _started,
    "task_done": _done,
    "task_repeated": _repeated,
    "task_waits": _waits,
    "task_skipped": _skipped,
    "task_recalled": _recalled,
    "task_failed": _failed,
    "deadline_missed": _missed,
    "report_missed": _report_missed,
    "message_delivered": _delivered,
    "link_fired": _fired,
    "commander": _commander,
    "invariant_broken": _vacant,
    "command_under": _leads,
    "takeover_decided": _takeover,
    "handover_begun": _handover,
    "handover_done": _handover,
    "return_begun": _handover,
    "command_returned": _handover,
    "warning_set": _warned,
    "warning_changed": _warned,
    "warning_cleared": _warned,
    "outage_begins": _outage,
    "outage_ends": _outage,
    **SUPPLIES,
}


def _minutes(seconds: int) -> int:
    return -(-seconds // 60)


__all__ = ["TOLD", "LineKind", "Said", "Teller"]
