"""Small worlds that tests rehearse, and the milestones of a run for them to compare."""

from __future__ import annotations

from typing import TYPE_CHECKING

from planforge.corpus.tables import compile_cell
from planforge.drill.condition import FactIs
from planforge.drill.engine import run
from planforge.drill.means import Indicator, Person, Post
from planforge.drill.world import Incident, Level, Plan, World
from planforge.feel import Numeric, Problems

if TYPE_CHECKING:
    from planforge.drill.chance import Span
    from planforge.drill.condition import Condition
    from planforge.drill.script import Script
    from planforge.drill.trace import Trace
    from planforge.drill.work import Action

COUNT = Numeric(integer=True)
MINUTE = 60
HOUR = 3600


def fact(dimension: str, test: str) -> FactIs:
    """Return the condition that the number *dimension* passes the unary test *test*."""
    values = compile_cell(test, COUNT)
    assert not isinstance(values, Problems), values
    return FactIs(dimension, values)


def level(rank: int, when: Condition | None = None, delay: Span | None = None) -> Level:
    """Return a level that the post `chief` decides."""
    name = ("Ⅳ", "Ⅲ", "Ⅱ", "Ⅰ")[rank - 1]
    if delay is None:
        return Level(rank, name, when, "chief", clause=f"levels/{name}")
    return Level(rank, name, when, "chief", 0, delay, f"levels/{name}")


def plan(*actions: Action, name: str = "flood", levels: tuple[Level, ...] = ()) -> Plan:
    """Return a plan of the office `hq` whose level Ⅳ begins with one dead."""
    return Plan(
        name, "event", "hq", levels=levels or (level(1, fact("deaths", ">= 1")),), actions=actions
    )


def world(*plans: Plan, **parts: object) -> World:
    """Return a world of *plans* in one incident; `hq` sees the dead, and `chief` is one person."""
    given: dict[str, object] = {
        "incidents": (Incident("event", "hq"),),
        "persons": (Person("wang"),),
        "posts": (Post("chief", "hq", ("wang",), 5),),
        "indicators": (Indicator("deaths", ("hq",), cumulative=True),),
    }
    for name, extra in parts.items():
        given[name] = (*given.get(name, ()), *extra)  # type: ignore[misc]
    return World(plans=plans, **given)  # type: ignore[arg-type]


def milestones(trace: Trace, *types: str) -> list[tuple[int, str, str]]:
    """Return second, type and entity (or plan) of the records of *types*."""
    return [(r.t, r.type, r.entity or r.plan) for r in trace.of(*types)]


def rehearse(of: World, script: Script) -> Trace:
    """Return the trace of a run, which is the same when it is run again."""
    trace = run(of, script)
    assert run(of, script).hash == trace.hash
    return trace
