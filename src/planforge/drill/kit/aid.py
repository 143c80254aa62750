"""What is said when one body asks another for goods: what for, how much, where to, and the answer.

Whoever is asked and whoever asks are named; each speaks of what it has itself.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from planforge.drill.kit.expected import title_of
from planforge.drill.kit.values import ScriptRow, Turn
from planforge.i18n import msg

if TYPE_CHECKING:
    from planforge.drill.kit.rehearsed import Rehearsed
    from planforge.drill.kit.scenery import Scenery
    from planforge.drill.kit.values import Words
    from planforge.drill.trace import Record


def aid_row(run: Rehearsed, scenery: Scenery, record: Record) -> ScriptRow:
    """Return the row in which help is asked for, promised or refused, as *record* has it."""
    goods = _goods(run, record)
    other = _other(run, record)
    actor = run.name(record.role)
    title: Words = {
        "aid_requested": msg("Asking for help: {what}", what=goods),
        "aid_granted": msg("Help is promised: {what}", what=goods),
        "aid_refused": msg("Help is refused: {what}", what=goods),
    }[record.type]
    turns = [Turn(actor, _said(run, scenery, record, other, goods))]
    if other:
        answer = msg("Received, we look at once what we can spare.")
        turns.append(Turn(other, answer if record.type == "aid_requested" else msg("Received.")))
    return ScriptRow(
        id=f"aid/{record.type}/{record.i}",
        at=record.t,
        stage=msg("Response on site"),
        action=title,
        actor=actor,
        to=(other,) if other else (),
        dialogue=tuple(turns),
        narration=msg("{title}.", title=title),
        caption=title,
        basis=run.plans.basis(record.plan, run.course.action_of(record)),
        records=(record.i,),
    )


def _said(run: Rehearsed, scenery: Scenery, record: Record, other: str, goods: str) -> Words:
    """Return what whoever acts in *record* says to the *other* side."""
    if record.type == "aid_granted":
        return msg("{who}: we send {what}.", who=other, what=goods)
    if record.type == "aid_refused":
        return msg("{who}: we have nothing to spare: {what}.", who=other, what=goods)
    at = run.action_at(record)
    if at is None or not other:
        return msg("{title}.", title=msg("Asking for help: {what}", what=goods))
    task = title_of(at)
    place = scenery.task(run.actor(record, at), record.plan, record.t, at)
    if not place:
        return msg("{who}: “{task}” lacks goods, please send {what}.",
                   who=other, task=task, what=goods)  # fmt: skip
    return msg("{who}: “{task}” lacks goods, please send {what} to {place}.",
               who=other, task=task, what=goods, place=place)  # fmt: skip


def _goods(run: Rehearsed, record: Record) -> str:
    """Return what *record* is about, with its unit; without an amount where there is none."""
    item = str(record.data.get("lender", "")).rpartition("/")[2]
    amount = record.data.get("quantity") or 0
    return f"{item}{amount}{run.view.registry.unit_of(item)}" if amount else item


def _other(run: Rehearsed, record: Record) -> str:
    """Return the other side: who answers a request, or who made it; empty if nobody answers."""
    if record.type == "aid_requested":
        answers = (*run.trace.of("aid_granted"), *run.trace.of("aid_refused"))
        found = next((one for one in answers if record.i in one.cause), None)
    else:
        found = next((run.trace.records[i] for i in record.cause), None)
    return run.name(found.role) if found else ""


__all__ = ["aid_row"]
