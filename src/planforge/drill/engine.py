"""One run from T0 to the horizon: takes the next event, lets its handler act, writes the trace."""

from __future__ import annotations

from dataclasses import replace
from hashlib import sha256
from typing import TYPE_CHECKING, Final

from planforge.drill import (
    anew,
    cascade,
    command,
    deadlines,
    knowledge,
    levels,
    people,
    preempt,
    reports,
    stock,
    surroundings,
    tasks,
    working,
)
from planforge.drill import ending as end_of_response
from planforge.drill.allocate import Shelves
from planforge.drill.prepared import Prepared, plain
from planforge.drill.queue import Event, Kind, Subject
from planforge.drill.state import Run
from planforge.drill.trace import ENGINE, SCHEMA, Trace, canonical

if TYPE_CHECKING:
    from collections.abc import Callable

    from planforge.drill.allocate import Waiting
    from planforge.drill.script import Script
    from planforge.drill.trace import Json
    from planforge.drill.world import World

_HANDLERS: Final[dict[Kind, Callable[[Run, Event], None]]] = {
    Kind.TASK_DONE: working.on_done,
    Kind.DELIVERED: knowledge.on_delivered,
    Kind.ARRIVED: stock.on_arrived,
    Kind.VERIFIED: knowledge.on_verified,
    Kind.AID_ANSWERED: stock.on_aid_answered,
    Kind.RETURNED: stock.on_returned,
    Kind.LOAN_DUE: stock.on_loan_due,
    Kind.RESTOCKED: stock.on_restocked,
    Kind.PREEMPT: preempt.on_preempt,
    Kind.SHIFT_BEGINS: people.on_shift,
    Kind.OUTAGE_ENDS: surroundings.on_outage,
    Kind.FACT: knowledge.on_fact,
    Kind.TOLD: knowledge.on_told,
    Kind.HAPPENS: anew.on_happens,
    Kind.OUTAGE_BEGINS: surroundings.on_outage,
    Kind.SHIFT_ENDS: people.on_shift,
    Kind.WARNING: surroundings.on_warning,
    Kind.GRADE: command.on_grade,
    Kind.ASSESS: levels.on_assess,
    Kind.OBLIGE: reports.on_oblige,
    Kind.DECIDE: levels.on_decide,
    Kind.ORDER: levels.on_order,
    Kind.TAKEOVER: command.on_takeover,
    Kind.HANDOVER: command.on_handover,
    Kind.CASCADE: cascade.on_cascade,
    Kind.TERMINATE: end_of_response.on_terminate,
    Kind.INSTANTIATE: tasks.on_instantiate,
    Kind.READY: working.on_ready,
    Kind.AGED: working.on_aged,
    Kind.PROGRESS: working.on_progress,
    Kind.REPEAT: working.on_repeat,
    Kind.SEND: knowledge.on_send,
    Kind.ALLOCATE: working.on_allocate,
    Kind.TASK_DUE: deadlines.on_due,
    Kind.REPORT_DUE: reports.on_report_due,
    Kind.ACK_DUE: reports.on_ack_due,
    Kind.SHORTAGE: command.on_shortage,
    Kind.SAMPLE: command.on_sample,
}


def run(world: World | Prepared, script: Script, waiting: Callable[[], Waiting] = Shelves) -> Trace:
    """Return what happens when *world* meets *script*, until its horizon.

    The same world, script, seed and mode give the same trace, in whatever order they are written.
    A world made ready once (`Prepared`) can be run many times. *waiting* makes the queue of tasks
    that wait for people or supplies; every one must give the same trace.

    Raises:
        ValueError: The world or the script names something that the world does not have.
    """
    ready = world if isinstance(world, Prepared) else Prepared(world)
    state = Run(ready, script, waiting())
    people.prepare(state)
    stock.prepare(state)
    surroundings.prepare(state)
    while (popped := state.queue.pop()) is not None:
        event, state.cause = popped
        if event.time > script.horizon:
            break
        if state.queue.is_looping:
            state.record("zero_time_loop", Subject(), {"cycle": list(state.queue.loop())})
            return Trace(_header(state), state.records)
        _HANDLERS[event.kind](state, event)
    state.cause = ()
    state.queue.close(script.horizon)
    surroundings.on_horizon(state)
    return Trace(_header(state), state.records)


def _header(state: Run) -> dict[str, Json]:
    script = state.script
    parts = (script.facts, script.warnings, state.words, script.orders, script.outages)
    others: list[Json] = [sorted(canonical(plain(entry)) for entry in part) for part in parts]
    if script.preempts:
        others.append("preempts")
    if script.happenings:
        told = (replace(x, dimensions=tuple(sorted(x.dimensions))) for x in script.happenings)
        others.append(sorted(canonical(plain(entry)) for entry in told))
    if script.extra:
        others.append([list(pair) for pair in sorted(script.extra)])
    flags: list[Json] = [script.horizon, script.start, script.omniscient]
    return {
        "schema": SCHEMA,
        "engine": ENGINE,
        "world": state.ready.hash,
        "script": sha256(canonical([flags, others]).encode()).hexdigest(),
        "horizon": script.horizon,
        "start": script.start,
        "omniscient": script.omniscient,
        "mode": script.mode.value,
        "seed": script.seed,
    }


__all__ = ["run"]
