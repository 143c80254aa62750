"""Orders that an office gives at one moment, as one call: nobody speaks twenty in a minute.

What is begun on it keeps its row, so that it is watched and written down, and has no words: it goes
on at several places at the same time. What the office and those above it begin themselves is told
in the call.
"""

from __future__ import annotations

from dataclasses import replace
from functools import reduce
from typing import TYPE_CHECKING, Final

from planforge.drill.kit.breaths import fits, packed
from planforge.drill.kit.clauses import together
from planforge.drill.kit.rehearsed import Stance
from planforge.drill.kit.speech import by_when
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
        call = _call(group, said, view)
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


def _call(rows: Sequence[ScriptRow], orders: Sequence[Order], view: DrillView) -> ScriptRow:
    """Return the call in which the office says all of *orders*, of which *rows* are."""
    one, first = _head(orders), rows[0]
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
        basis=Basis(one.plan, one.name, together([row.basis for row in rows if row.basis])),
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
            yield from _batch(one.office, said, _tasks(own), limit)
    doing: dict[str, list[Words]] = {}
    for order in filter(_is_own, orders):
        doing.setdefault(order.actor, []).append(order.what)
    works = [msg("{who} sees to {what}", who=who, what=tuple(what)) for who, what in doing.items()]
    for words in packed(works, _chained, _meanwhile):
        yield Turn(one.office, words)
    yield Turn(msg("Each unit in turn"), msg("Our task is understood."))


def _batch(office: str, said: Message, tasks: Sequence[Words], limit: Words) -> Iterable[Turn]:
    """Yield how tasks with one *limit* are handed out; who is named answers before more comes.

    Args:
        office: Who speaks.
        said: How the tasks are put.
        tasks: Who sees to what.
        limit: Until when; empty for no limit.
    """
    until: Words = msg(", and report {limit}", limit=limit) if limit else ""
    whole = Message(said.msgid, (("tasks", _joined(tasks)), ("until", until)))
    if fits(whole):
        yield Turn(office, whole)
        return

    def first(some: Sequence[Words]) -> Words:
        return Message(said.msgid, (("tasks", _joined(some)), ("until", "")))

    parts = packed(tasks, _chained, first)
    named = Turn(msg("Those named"), msg("Understood."))
    for i, words in enumerate(parts):
        yield from (named,) * (i > 0)
        yield Turn(office, words)
    if limit and len(parts) > 1:
        yield named
        yield Turn(office, msg("All tasks just named: {limit}.", limit=limit))
    elif limit:
        yield Turn(msg("Those named"), msg("Understood. By when?"))
        yield Turn(office, by_when(limit))


def _tasks(orders: Iterable[Order]) -> tuple[Words, ...]:
    """Return who sees to what, those with the same task together, nobody named twice."""
    found: dict[Words, list[str]] = {}
    for order in orders:
        found.setdefault(order.what, []).append(order.actor)
    works: dict[tuple[str, ...], list[Words]] = {}
    for what, actors in found.items():
        works.setdefault(tuple(actors), []).append(what)
    return tuple(part for who, all_ in works.items() for part in _task(who, tuple(all_)))


def _task(who: tuple[str, ...], what: tuple[Words, ...]) -> Iterable[Words]:
    """Yield that *who* see to *what*, in halves if it is too much for one turn."""
    task = msg("{who} sees to {what}", who=who, what=what)
    if fits(_chained((task,))) or (len(who) == 1 and len(what) == 1):
        yield task
    elif len(what) > 1:
        half = len(what) // 2
        yield from _task(who, what[:half])
        yield from _task(who, what[half:])
    else:
        half = len(who) // 2
        yield from _task(who[:half], what)
        yield from _task(who[half:], what)


def _joined(tasks: Sequence[Words]) -> Words:
    return reduce(lambda one, other: msg("{one}; {other}", one=one, other=other), tasks)


def _meanwhile(tasks: Sequence[Words]) -> Words:
    return msg("At the same time: {tasks}.", tasks=_joined(tasks))


def _chained(tasks: Sequence[Words]) -> Words:
    return msg("{title}.", title=_joined(tasks))


def _soonest(orders: Iterable[Order]) -> tuple[bool, int]:
    """Return what sorts *orders* by their limits; those without one come last."""
    due = min((one.due for one in orders if one.due is not None), default=None)
    return due is None, due or 0


__all__ = ["FEWEST", "Order", "gathered"]
