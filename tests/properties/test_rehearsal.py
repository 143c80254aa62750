"""What holds for every rehearsal, whatever the world and the scenario."""

from __future__ import annotations

import dataclasses
from enum import Enum
from fractions import Fraction
from typing import TYPE_CHECKING, TypeVar

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from planforge.drill.allocate import Shelves
from planforge.drill.chance import Mode, Span
from planforge.drill.condition import AllOf, AnyOf, AtLeast
from planforge.drill.engine import run
from planforge.drill.means import (
    QUARTERS,
    Agreement,
    Channel,
    Hop,
    Indicator,
    Person,
    Pool,
    Post,
    Team,
)
from planforge.drill.prepared import Prepared
from planforge.drill.script import FactAt, Lost, Outage, Script, WarningAt
from planforge.drill.state import Run
from planforge.drill.work import (
    Action,
    After,
    Deadline,
    Effect,
    Need,
    Notice,
    Priority,
    Relation,
    ReportRule,
    Running,
)
from planforge.drill.world import Body, End, Incident, Level, Link, Plan, World
from planforge.model.scales import Anchor
from tests.unit.drill.naive import Naive
from tests.unit.drill.worlds import fact

if TYPE_CHECKING:
    import random
    from collections.abc import Mapping

    from planforge.drill.allocate import Attempt, Available
    from planforge.drill.condition import Condition
    from planforge.drill.trace import Record, Trace

_T = TypeVar("_T")
PLANS = ("drought", "flood", "slide")
FACTS = ("deaths", "rain", "trapped")
DOERS = ("p0", "p1", "p2", "t0")
ANCHORS = (Anchor.ACTIVATION, Anchor.OCCURRENCE, Anchor.PREDECESSORS, Anchor.ORDER, Anchor.RECEIPT)
PERSONS = ("li", "wang", "zhao")
STOCKS = {"boat": 3, "bus": 4, "sand": 40}

SPANS = st.tuples(*[st.integers(0, 900)] * 3).map(lambda three: Span(*sorted(three)))
CONDITIONS: st.SearchStrategy[Condition] = st.recursive(
    st.builds(fact, st.sampled_from(FACTS), st.sampled_from((">= 1", ">= 3", "< 2", "[1..4]"))),
    lambda inner: st.one_of(
        st.builds(AllOf, st.lists(inner, min_size=1, max_size=2).map(tuple)),
        st.builds(AnyOf, st.lists(inner, min_size=1, max_size=2).map(tuple)),
        st.builds(AtLeast, st.just(2), st.lists(inner, min_size=2, max_size=3).map(tuple)),
    ),
    max_leaves=3,
)


@st.composite
def actions(draw: st.DrawFn, plan: str, k: int) -> Action:
    earlier = [f"{plan}/a{n}" for n in range(k)]
    afters = st.builds(
        After,
        st.sampled_from(earlier or [""]),
        st.sampled_from(Relation),
        st.sampled_from((0, 0, 60)),
        st.booleans(),
    )
    return Action(
        f"a{k}",
        draw(SPANS),
        tuple(draw(st.lists(st.sampled_from(DOERS), max_size=2, unique=True))),
        order=draw(st.integers(0, 2)),
        priority=draw(st.sampled_from(Priority)),
        first_rank=draw(st.integers(1, 3)),
        replaces=(f"a{k - 1}",) if k and draw(st.integers(0, 5)) == 0 else (),
        guard=draw(st.none() | CONDITIONS),
        trigger=draw(st.none() | st.none() | CONDITIONS),
        after=tuple(draw(st.lists(afters, max_size=2))) if earlier else (),
        after_any=tuple(draw(st.lists(afters, max_size=1))) if earlier else (),
        deadlines=tuple(
            Deadline(draw(st.integers(0, 2000)), draw(st.sampled_from(ANCHORS)), rank)
            for rank in draw(st.lists(st.integers(0, 2), max_size=2, unique=True))
        ),
        quarters=draw(st.sampled_from((1, 2, 4))),
        supporting=tuple(draw(st.lists(st.sampled_from(DOERS), max_size=1))),
        needs=tuple(
            Need(pool, draw(st.integers(1, 3)))
            for pool in draw(st.lists(st.sampled_from(sorted(STOCKS)), max_size=2, unique=True))
        ),
        effects=(Effect("trapped", Fraction(draw(st.integers(0, 3)))),)
        if draw(st.booleans())
        else (),
        notices=(Notice("city", every=draw(st.sampled_from((0, 500)))),)
        if draw(st.booleans())
        else (),
        blocks_end=draw(st.booleans()),
        after_end=draw(st.integers(0, 6)) == 0,
        on_lower=draw(st.sampled_from(Running)),
        on_replace=draw(st.sampled_from(Running)),
    )


@st.composite
def plans(draw: st.DrawFn, name: str, precedence: int) -> Plan:
    return Plan(
        name,
        "event",
        "hq",
        precedence,
        tuple(
            Level(
                rank,
                str(rank),
                draw(CONDITIONS),
                draw(st.sampled_from(("p0", "p1"))),
                0,
                draw(SPANS),
            )
            for rank in (1, 2, 3)
        ),
        tuple(draw(actions(name, k)) for k in range(draw(st.integers(1, 6)))),
        warnings=(("rain", 2, 1), ("rain", 4, 2)) if draw(st.booleans()) else (),
        hold=draw(st.sampled_from((60, 1200))),
        end=End(draw(CONDITIONS), 120, "p0") if draw(st.booleans()) else None,
    )


@st.composite
def worlds(draw: st.DrawFn) -> World:
    names = PLANS[: draw(st.integers(1, 3))]
    links = tuple(
        Link(f"l{n}", pair[0], pair[1], levels=((1, 1), (2, 3)))
        for n, pair in enumerate(
            draw(st.lists(st.tuples(*[st.sampled_from(names)] * 2), max_size=3, unique=True))
        )
        if pair[0] != pair[1]
    )
    lend = Agreement("boat", Span(0, 60, 120), Span(0, 60, 300), draw(st.sampled_from((0, 900))))
    return World(
        incidents=(
            Incident(
                "event",
                "hq",
                ((1, fact("deaths", ">= 1")), (2, fact("deaths", ">= 3"))),
                (
                    Body("county", "p0"),
                    Body(
                        "city",
                        "p2",
                        names[-1],
                        1,
                        draw(CONDITIONS),
                        600,
                        draw(SPANS),
                        draw(SPANS),
                        ((names[0], 1),),
                    ),
                ),
            ),
        ),
        plans=tuple(draw(plans(name, k)) for k, name in enumerate(names)),
        links=links,
        persons=(Person("li"), Person("wang", 2), Person("zhao", shifts=((0, 1500), (3000, 9000)))),
        posts=(
            Post("p0", "hq", ("li", "wang"), 3),
            Post("p1", "hq", ("wang", "zhao"), 2),
            Post("p2", "city", ("zhao", "li"), 4),
        ),
        teams=(Team("t0", "hq", 2, draw(SPANS)),),
        pools=(
            Pool("boat", "city", STOCKS["boat"], back=draw(SPANS)),
            Pool("bus", "hq", STOCKS["bus"], travel=draw(SPANS), agreements=(lend,)),
            Pool("sand", "hq", STOCKS["sand"], consumable=True, road="road"),
        ),
        channels=(Channel("phone", draw(SPANS)),),
        hops=(Hop("up", "site", "hq", draw(SPANS), ("phone",)),),
        indicators=(
            Indicator("deaths", ("site",), draw(SPANS)),
            Indicator("rain", ("hq",)),
            Indicator("trapped", ("hq",)),
        ),
        reports=(
            ReportRule(
                "r0",
                names[0],
                "hq",
                "city",
                draw(st.integers(60, 1200)),
                fact("deaths", ">= 1"),
                handling=draw(SPANS),
                every=1800,
                final=600,
                channels=("phone",),
            ),
        ),
    )


@st.composite
def scripts(draw: st.DrawFn) -> Script:
    seconds = st.integers(0, 5000)
    lost = st.sampled_from(
        (
            (Lost.PERSON, "li"),
            (Lost.TEAM, "t0"),
            (Lost.CHANNEL, "phone"),
            (Lost.ROAD, "road"),
            (Lost.ORG, "city"),
            (Lost.POOL, "bus"),
        )
    )
    return Script(
        8000,
        tuple(
            FactAt(
                draw(seconds),
                draw(st.sampled_from(FACTS)),
                Fraction(draw(st.integers(0, 4))),
                draw(st.booleans()),
            )
            for _ in range(draw(st.integers(1, 6)))
        ),
        warnings=tuple(
            WarningAt(draw(seconds), "rain", rank) for rank in draw(st.lists(st.integers(0, 4)))[:2]
        ),
        outages=tuple(
            Outage(
                *draw(lost), begin, draw(st.sampled_from((None, begin + 700))), draw(st.booleans())
            )
            for begin in draw(st.lists(seconds, max_size=2))
        ),
        omniscient=draw(st.booleans()),
        mode=draw(st.sampled_from(Mode)),
        seed=draw(st.integers(0, 3)),
    )


BOUNDED = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])


ORDERED = {"bodies", "doers", "agreements", "persons", "channels"}
"""Lists whose order says who comes first, but for those of the world itself."""


def shuffled(value: _T, chance: random.Random) -> _T:
    """Return *value* with every list in another order whose order means nothing."""
    if not type(value).__module__.startswith("planforge.drill") or isinstance(value, Enum):
        return value
    changed: dict[str, object] = {}
    for field in dataclasses.fields(value):  # type: ignore[arg-type]  # the test above says so
        inner = getattr(value, field.name)
        if isinstance(inner, tuple):
            items = [shuffled(item, chance) for item in inner]
            if isinstance(value, World) or field.name not in ORDERED:
                chance.shuffle(items)
            changed[field.name] = tuple(items)
        else:
            changed[field.name] = shuffled(inner, chance)
    return dataclasses.replace(value, **changed)  # type: ignore[type-var]  # likewise


@BOUNDED
@given(worlds(), scripts(), st.randoms(use_true_random=False))
def test_the_order_of_the_input_means_nothing(
    world: World, script: Script, chance: random.Random
) -> None:
    expected = run(world, script)
    found = run(shuffled(world, chance), shuffled(script, chance))
    assert list(found.lines()) == list(expected.lines())


@BOUNDED
@given(worlds(), scripts())
def test_the_indexed_allocator_does_what_the_naive_one_does(world: World, script: Script) -> None:
    ready = Prepared(world)
    assert list(run(ready, script).lines()) == list(run(ready, script, Naive).lines())


@BOUNDED
@given(worlds(), scripts())
def test_nobody_does_more_than_a_person_can(world: World, script: Script) -> None:
    ready = Prepared(world)
    capacity = {person.id: person.quarters for person in world.persons}
    capacity |= {team.id: team.slots * QUARTERS for team in world.teams}
    working: dict[str, dict[str, int]] = {name: {} for name in capacity}
    for record in run(ready, script).of("task_start", "task_done", "task_failed", "task_cancelled"):
        if record.type != "task_start":
            for tasks in working.values():
                tasks.pop(record.entity, None)
            continue
        quarters = ready.actions[record.entity.partition("#")[0]].quarters
        for name in _engaged(record):
            tasks = working[name]
            tasks[record.entity] = tasks.get(record.entity, 0) + quarters
            assert sum(tasks.values()) <= capacity[name], record


def _engaged(record: Record) -> list[str]:
    helpers = record.data.get("helpers", [])
    assert isinstance(helpers, list)
    pairs = [(record.role, record.person), *helpers]
    return [person or role for role, person in pairs if person or role]


class Counting(Shelves):
    """Shelves that count all supplies before and after anybody gets some."""

    def serve(self, attempt: Attempt, available: Available) -> None:
        self.count(available)
        super().serve(attempt, available)
        self.count(available)

    def count(self, available: Available) -> None:
        state = available.__self__  # type: ignore[attr-defined]  # it is a method of the run
        assert isinstance(state, Run)
        for name, stock in state.stocks.items():
            parts = (stock.free, stock.busy, stock.lent, stock.spent, stock.borrowed)
            assert min(parts) >= 0, (name, stock)
            assert sum(parts[:4]) == stock.stock + stock.borrowed, (name, stock)
            assert stock.free == state.free[f"pool:{name}"]


@BOUNDED
@given(worlds(), scripts())
def test_supplies_neither_appear_nor_vanish(world: World, script: Script) -> None:
    trace = run(world, script, Counting)
    assert not trace.of("zero_time_loop")


@BOUNDED
@given(worlds(), scripts())
def test_command_is_never_vacant_and_never_double(world: World, script: Script) -> None:
    holder = "county"
    for record in run(world, script).of("handover_done", "command_returned"):
        assert record.data["from"] == holder
        assert record.data["to"] != holder
        holder = str(record.data["to"])


@BOUNDED
@given(worlds(), scripts())
def test_what_is_done_at_its_limit_is_on_time(world: World, script: Script) -> None:
    trace = run(world, script)
    missed = {(record.entity, record.data["due"]) for record in trace.of("deadline_missed")}
    for record in trace.of("task_done"):
        due = record.data["due"]
        if isinstance(due, int):
            assert ((record.entity, due) in missed) == (record.t > due), record


@BOUNDED
@given(worlds(), scripts(), SPANS)
def test_one_more_action_changes_no_draw_of_others(
    world: World, script: Script, span: Span
) -> None:
    script = dataclasses.replace(script, mode=Mode.SAMPLE)
    first, *others = world.plans
    idle = Action("idle", span, first_rank=1)
    more = dataclasses.replace(first, actions=(*first.actions, idle))
    before, after = (
        _worked(run(one, script))
        for one in (world, dataclasses.replace(world, plans=(more, *others)))
    )
    assert {name: after.get(name) for name in before} == before


def _worked(trace: Trace) -> Mapping[str, object]:
    return {
        record.entity: (record.t, record.data["ends"], record.data["travel"])
        for record in trace.of("task_start")
    }
