"""Orders that an office gives at one moment, as one call: nobody speaks twenty in a minute.

What is begun on it keeps its row, so that it is watched and written down, and has no words: it goes
on at several places at the same time. What the office and those above it begin themselves is told
in the call.
"""

from __future__ import annotations

from dataclasses import replace
from functools import reduce
from typing import TYPE_CHECKING, Final

from planforge.drill.kit.rehearsed import Stance
from planforge.drill.kit.values import Basis, ScriptRow, Turn
from planforge.frozen import dataclass
from planforge.i18n import Message, msg

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from planforge.corpus.drills import DrillView
    from planforge.drill.kit.values import Words

FEWEST: Final = 3
"""Rows of one office at one moment from which on they are one call, if it orders several."""
_SEVERAL: Final = 2


@dataclass(frozen=True, slots=True)
class Order:
    """What an office says to whoever begins something.

    Attributes:
        office: Who orders it.
        actor: Who begins it.
        stance: How the office speaks to them; they act by themselves if it does not.
        plan: Id of the plan.
        name: Its short name.
        level: The level that orders it, or that the response is over.
        what: Name of the action, and whether it is done ahead or again.
        due: Second of the scenario until which it is done; None for no limit.
        until: The same in words; empty for no limit.
        place: Where the office sits.
    """

    office: str
    actor: str
    stance: Stance
    plan: str
    name: str
    level: Words
    what: Words
    due: int | None
    until: Words
    place: str


def gathered(
    rows: Sequence[ScriptRow], orders: Mapping[str, Order], view: DrillView
) -> tuple[ScriptRow, ...]:
    """Return *rows* with the orders of one moment as one call before what is begun on them.

    Args:
        rows: The script in order of time.
        orders: What is said in rows, by their ids.
        view: The drill.
    """
    groups: dict[tuple[int, str, str], list[ScriptRow]] = {}
    for row in rows:
        order = orders.get(row.id)
        if order is not None:
            groups.setdefault((row.at, order.plan, order.office), []).append(row)
    found: list[ScriptRow] = []
    done: set[str] = set()
    for row in rows:
        order = orders.get(row.id)
        group = groups[row.at, order.plan, order.office] if order else []
        if row.id in done:
            continue
        said = [orders[one.id] for one in group]
        if len(said) < FEWEST or sum(not _is_own(one) for one in said) < _SEVERAL:
            found.append(row)
            continue
        call = _call(group[0], said, view)
        begun = (one for one in group if one.id.startswith("start/"))
        found += [call, *(_silent(one, call.id) for one in begun)]
        done |= {one.id for one in group}
    return tuple(found)


def _is_own(order: Order) -> bool:
    return order.stance is Stance.OWN


def _head(orders: Sequence[Order]) -> Order:
    """Return the first of *orders* that others are given."""
    return next((one for one in orders if not _is_own(one)), orders[0])


def _silent(row: ScriptRow, call: str) -> ScriptRow:
    """Return *row* as it goes on beside others after the *call*."""
    cue: Words = msg("at the same time as the others of {id}, without words", id=call)
    if row.cue:
        cue = msg("{one}; {other}", one=cue, other=row.cue)
    return replace(row, dialogue=(), narration="", cue=cue)


def _call(first: ScriptRow, orders: Sequence[Order], view: DrillView) -> ScriptRow:
    """Return the call in which the office says all of *orders*."""
    one = _head(orders)
    others = [order for order in orders if not _is_own(order)]
    units = tuple(dict.fromkeys(order.actor for order in others))
    head = msg("{plan}, {level}: {count} tasks are handed out",
               plan=one.name, level=one.level, count=len(others))  # fmt: skip
    away = tuple(name for name in units if not view.takes_part(name))
    cue: Words = ""
    if away:
        cue = msg("{who} does not take part, the control desk answers", who=away)
    return ScriptRow(
        id=f"order/{one.plan}/{first.at}",
        at=first.at,
        stage=msg("Command and coordination"),
        scene=first.scene,
        action=head,
        actor=one.office,
        to=units,
        dialogue=tuple(_turns(orders)),
        narration=msg("{office} hands out {count} tasks by {plan}; {units} units begin at the same "
                      "time.", office=one.office, count=len(others), plan=one.name,
                      units=len(units)),
        caption=msg("{level}: {count} tasks handed out", level=one.level, count=len(others)),
        place=one.place,
        basis=Basis(one.plan, one.name),
        cue=cue,
        records=first.records,
    )  # fmt: skip


def _turns(orders: Sequence[Order]) -> Iterable[Turn]:
    """Yield what is said: the tasks by their limits, what is asked, what the office does itself."""
    one = _head(orders)
    yield Turn(one.office, msg("All units: by {plan}, {level}, these tasks begin now.",
                               plan=one.name, level=one.level))  # fmt: skip
    for stance, said in (
        (Stance.ORDER, msg("{tasks}{until}.")),
        (Stance.ASK, msg("We ask: {tasks}{until}.")),
    ):
        limits: dict[Words, list[Order]] = {}
        for order in orders:
            if order.stance is stance:
                limits.setdefault(order.until, []).append(order)
        for limit, own in sorted(limits.items(), key=lambda pair: _soonest(pair[1])):
            until: Words = msg(", and report {limit}", limit=limit) if limit else ""
            args = (("tasks", _tasks(own)), ("until", until))
            yield Turn(one.office, Message(said.msgid, args))
    doing: dict[str, list[Words]] = {}
    for order in filter(_is_own, orders):
        doing.setdefault(order.actor, []).append(order.what)
    if doing:
        tasks = [msg("{who} sees to {what}", who=who, what=tuple(what))
                 for who, what in doing.items()]  # fmt: skip
        yield Turn(one.office, msg("At the same time: {tasks}.", tasks=reduce(_then, tasks)))
    yield Turn(msg("Each unit in turn"), msg("Our task is understood."))


def _tasks(orders: Iterable[Order]) -> Message:
    """Return who sees to what, those with the same task together, nobody named twice."""
    found: dict[Words, list[str]] = {}
    for order in orders:
        found.setdefault(order.what, []).append(order.actor)
    works: dict[tuple[str, ...], list[Words]] = {}
    for what, actors in found.items():
        works.setdefault(tuple(actors), []).append(what)
    tasks = (msg("{who} sees to {what}", who=who, what=tuple(all_)) for who, all_ in works.items())
    return reduce(_then, tasks)


def _then(one: Message, other: Message) -> Message:
    return msg("{one}; {other}", one=one, other=other)


def _soonest(orders: Iterable[Order]) -> tuple[bool, int]:
    """Return what sorts *orders* by their limits; those without one come last."""
    due = min((one.due for one in orders if one.due is not None), default=None)
    return due is None, due or 0


__all__ = ["FEWEST", "Order", "gathered"]
