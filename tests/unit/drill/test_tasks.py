"""The life of tasks: what they wait for, who does them, what becomes of them."""

from __future__ import annotations

from fractions import Fraction

from planforge.drill.chance import Mode, Span, exactly
from planforge.drill.means import Pool, Team
from planforge.drill.script import FactAt, Lost, Outage, Script
from planforge.drill.work import Action, After, Need, Relation, Variant
from tests.unit.drill.worlds import fact, level, milestones, plan, rehearse, world

THREE = tuple(level(rank, fact("deaths", f">= {rank}")) for rank in (1, 2, 3))
START = (FactAt(10, "deaths", Fraction(1)),)
SCRIPT = Script(10_000, START)


def action(name: str, seconds: int = 100, **parts: object) -> Action:
    return Action(name, exactly(seconds), **parts)  # type: ignore[arg-type]


def test_a_fact_starts_the_plan_and_its_actions() -> None:
    trace = rehearse(world(plan(action("a", doers=("chief",)))), SCRIPT)
    assert milestones(trace, "level_activated", "task_start", "task_done") == [
        (10, "level_activated", "flood"),
        (10, "task_start", "flood/a#1"),
        (110, "task_done", "flood/a#1"),
    ]
    assert trace.of("task_start")[0].person == "wang"


def test_one_person_does_one_thing_after_another() -> None:
    actions = [action(name, order=i, doers=("chief",)) for i, name in enumerate("ab")]
    trace = rehearse(world(plan(*actions)), SCRIPT)
    assert milestones(trace, "task_start", "task_done") == [
        (10, "task_start", "flood/a#1"),
        (110, "task_done", "flood/a#1"),
        (110, "task_start", "flood/b#1"),
        (210, "task_done", "flood/b#1"),
    ]
    [waits] = trace.of("task_waits")
    assert waits.data == {
        "lacks": [["person:wang", 4]],
        "held_by": ["flood/a#1"],
        "away": [],
    }


def test_a_higher_level_asks_for_more_of_what_has_not_begun() -> None:
    busy = action("busy", 200, doers=("chief",))
    boats = action(
        "boats",
        order=1,
        doers=("chief",),
        needs=(Need("boat", 2),),
        variants=(
            Variant(2, supporting=("squad",), needs=(Need("boat", 5),)),
            Variant(3, needs=(Need("boat", 9),)),
        ),
    )
    rise = (*START, FactAt(50, "deaths", Fraction(2)))
    of = world(
        plan(busy, boats, levels=THREE),
        pools=(Pool("boat", "hq", 6),),
        teams=(Team("squad", "hq"),),
    )
    trace = rehearse(of, Script(10_000, rise))
    assert milestones(trace, "level_raised", "task_start") == [
        (10, "task_start", "flood/busy#1"),
        (50, "level_raised", "flood"),
        (210, "task_start", "flood/boats#1"),
    ]
    assert trace.of("task_start")[-1].data["helpers"] == [["squad", ""]]
    assert [r.data["lacks"] for r in trace.of("task_waits")] == [[["person:wang", 4]]] * 2


def test_what_is_done_every_so_often_is_done_again_until_the_level_asks_no_more() -> None:
    watch = action("watch", 100, doers=("chief",), every=300, last_rank=1)
    busy = action("busy", 5000, order=1, doers=("chief",))
    rise = (*START, FactAt(900, "deaths", Fraction(2)))
    away = (Outage(Lost.PERSON, "wang", 700, 800),)
    of = world(plan(watch, busy, levels=THREE))
    trace = rehearse(of, Script(3000, rise, outages=away))
    assert milestones(trace, "task_done", "task_repeated", "level_raised") == [
        (110, "task_done", "flood/watch#1"),
        (410, "task_repeated", "flood/watch#1"),
        (710, "task_repeated", "flood/watch#1"),
        (900, "level_raised", "flood"),
    ]
    assert [(r.person, r.data["missed"]) for r in trace.of("task_repeated")] == [
        ("wang", False),
        ("", True),
    ]


def relation(kind: Relation, lag: int = 0) -> list[tuple[int, str, str]]:
    later = action("b", 30, after=(After("flood/a", kind, lag),))
    trace = rehearse(world(plan(action("a"), later)), SCRIPT)
    return milestones(trace, "task_start", "task_done")


def test_finish_to_start() -> None:
    assert relation(Relation.FINISH_START, 5) == [
        (10, "task_start", "flood/a#1"),
        (110, "task_done", "flood/a#1"),
        (115, "task_start", "flood/b#1"),
        (145, "task_done", "flood/b#1"),
    ]


def test_start_to_start() -> None:
    assert relation(Relation.START_START, 5) == [
        (10, "task_start", "flood/a#1"),
        (15, "task_start", "flood/b#1"),
        (45, "task_done", "flood/b#1"),
        (110, "task_done", "flood/a#1"),
    ]


def test_finish_to_finish() -> None:
    assert relation(Relation.FINISH_FINISH, 5) == [
        (10, "task_start", "flood/a#1"),
        (10, "task_start", "flood/b#1"),
        (110, "task_done", "flood/a#1"),
        (115, "task_done", "flood/b#1"),
    ]


def test_start_to_finish() -> None:
    assert relation(Relation.START_FINISH, 50) == [
        (10, "task_start", "flood/a#1"),
        (10, "task_start", "flood/b#1"),
        (60, "task_done", "flood/b#1"),
        (110, "task_done", "flood/a#1"),
    ]


def test_an_instant_predecessor_counts_once() -> None:
    later = action(
        "b",
        30,
        after=(
            After("flood/a", Relation.START_START),
            After("flood/a", Relation.FINISH_START),
            After("flood/c"),
        ),
    )
    trace = rehearse(world(plan(action("a", 0), action("c", 40), later)), SCRIPT)
    assert milestones(trace, "task_start", "task_done")[2:] == [
        (10, "task_done", "flood/a#1"),
        (50, "task_done", "flood/c#1"),
        (50, "task_start", "flood/b#1"),
        (80, "task_done", "flood/b#1"),
    ]


def test_durations_are_drawn_by_name() -> None:
    long = Action("a", Span(10, 20, 90))
    first = rehearse(world(plan(long)), Script(10_000, START, seed=3, mode=Mode.SAMPLE))
    other = rehearse(
        world(plan(action("0"), long, action("z"))),
        Script(10_000, START, seed=3, mode=Mode.SAMPLE),
    )
    ends = [trace.of("task_done", entity="flood/a#1")[0].t for trace in (first, other)]
    assert ends[0] == ends[1]
