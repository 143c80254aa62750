"""What holds for every rehearsal, whatever the world and the scenario."""

from __future__ import annotations

import dataclasses
from enum import Enum
from typing import TYPE_CHECKING, TypeVar

from hypothesis import given, settings
from hypothesis import strategies as st

from planforge.drill.allocate import Shelves
from planforge.drill.chance import Mode
from planforge.drill.engine import run
from planforge.drill.means import QUARTERS
from planforge.drill.prepared import Prepared
from planforge.drill.state import Run
from planforge.drill.work import Action, Priority
from planforge.drill.world import World
from tests.unit.drill.made import Dice, script, world
from tests.unit.drill.naive import Naive

if TYPE_CHECKING:
    from collections.abc import Mapping

    from planforge.drill.allocate import Attempt, Available
    from planforge.drill.trace import Record, Trace

_T = TypeVar("_T")
SEEDS = st.integers(0, 1 << 32)
BOUNDED = settings(max_examples=25, deadline=None)


ORDERED = {"bodies", "doers", "agreements", "persons", "channels", "observers"}
"""Lists whose order says who comes first, but for those of the world itself."""


def shuffled(value: _T, chance: Dice) -> _T:
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
@given(SEEDS)
def test_the_order_of_the_input_means_nothing(seed: int) -> None:
    chance = Dice(seed)
    expected = run(world(seed), script(seed))
    found = run(shuffled(world(seed), chance), shuffled(script(seed), chance))
    assert list(found.lines()) == list(expected.lines())


@BOUNDED
@given(SEEDS)
def test_the_indexed_allocator_does_what_the_naive_one_does(seed: int) -> None:
    ready, given_ = Prepared(world(seed)), script(seed)
    assert list(run(ready, given_).lines()) == list(run(ready, given_, Naive).lines())


def crowded(seed: int) -> World:
    """Return the world of *seed* with more that saves lives, and somebody for all work."""
    dice, of = Dice(seed), world(seed)
    classes = (Priority.LIFE, Priority.PUBLIC, Priority.RECOVERY)
    plans = [
        dataclasses.replace(
            plan,
            actions=tuple(
                dataclasses.replace(one, priority=dice.choice(classes), doers=one.doers or ("p0",))
                for one in plan.actions
            ),
        )
        for plan in of.plans
    ]
    return dataclasses.replace(of, plans=tuple(plans))


@BOUNDED
@given(SEEDS)
def test_what_is_broken_off_goes_on_where_it_was_and_is_never_work_for_life(seed: int) -> None:
    ready = Prepared(crowded(seed))
    given_ = dataclasses.replace(script(seed), preempts=True)
    trace = run(ready, given_, Counting)
    assert trace.hash == run(ready, given_, Naive).hash
    left: dict[str, object] = {}
    for record in trace.of("task_preempted", "task_resumed"):
        action = ready.actions[record.entity.partition("#")[0]]
        if record.type == "task_preempted":
            assert action.priority is not Priority.LIFE
            left[record.entity] = record.data["left"]
        else:
            ends, way = record.data["ends"], record.data["travel"]
            assert isinstance(ends, int)
            assert isinstance(way, int)
            assert ends - record.t - way == left.pop(record.entity)


@BOUNDED
@given(SEEDS)
def test_answers_that_are_kept_are_those_that_would_be_found_anew(seed: int) -> None:
    ready, forgetful = Prepared(world(seed)), Prepared(world(seed))
    forgetful.steady = frozenset()
    assert list(run(ready, script(seed)).lines()) == list(run(forgetful, script(seed)).lines())


@BOUNDED
@given(SEEDS)
def test_nobody_does_more_than_a_person_can(seed: int) -> None:
    ready = Prepared(world(seed))
    capacity = {person.id: person.quarters for person in ready.world.persons}
    capacity |= {team.id: team.slots * QUARTERS for team in ready.world.teams}
    working: dict[str, dict[str, int]] = {name: {} for name in capacity}
    for record in run(ready, script(seed)).of(
        "task_start", "task_resumed", "task_preempted", "task_done", "task_failed", "task_cancelled"
    ):
        if record.type not in ("task_start", "task_resumed"):
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
@given(SEEDS)
def test_supplies_neither_appear_nor_vanish(seed: int) -> None:
    trace = run(world(seed), script(seed), Counting)
    assert trace.records


@BOUNDED
@given(SEEDS)
def test_command_is_never_vacant_and_never_double(seed: int) -> None:
    holder = "county"
    for record in run(world(seed), script(seed)).of("handover_done", "command_returned"):
        assert record.data["from"] == holder
        assert record.data["to"] != holder
        holder = str(record.data["to"])


@BOUNDED
@given(SEEDS)
def test_what_is_done_at_its_limit_is_on_time(seed: int) -> None:
    trace = run(world(seed), script(seed))
    missed = {(record.entity, record.data["due"]) for record in trace.of("deadline_missed")}
    for record in trace.of("task_done"):
        due = record.data["due"]
        if isinstance(due, int):
            assert ((record.entity, due) in missed) == (record.t > due), record


@BOUNDED
@given(SEEDS)
def test_one_more_action_changes_no_draw_of_others(seed: int) -> None:
    sampled = dataclasses.replace(script(seed), mode=Mode.SAMPLE)
    before = world(seed)
    first, *others = before.plans
    idle = Action("idle", Dice(seed).span())
    more = dataclasses.replace(first, actions=(*first.actions, idle))
    after = dataclasses.replace(before, plans=(more, *others))
    worked, worked_after = _worked(run(before, sampled)), _worked(run(after, sampled))
    assert {name: worked_after.get(name) for name in worked} == worked


def _worked(trace: Trace) -> Mapping[str, object]:
    return {
        record.entity: (record.t, record.data["ends"], record.data["travel"])
        for record in trace.of("task_start")
    }
