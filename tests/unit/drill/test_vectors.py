"""The cases that every implementation of the rehearsal must pass, by their numbers."""

from __future__ import annotations

import dataclasses
from fractions import Fraction

import pytest

from planforge.drill.chance import exactly
from planforge.drill.condition import AllOf, AnyOf, LevelIs, Not
from planforge.drill.means import Hop, Indicator, Person, Post, Team
from planforge.drill.script import FactAt, Lost, OrderAt, Outage, Script
from planforge.drill.work import Action, After, Deadline
from planforge.drill.world import Body, End, Incident, Link
from tests.unit.drill.worlds import fact, level, milestones, plan, rehearse, world

DAY = 86_400


def dead(number: int, time: int = 0) -> FactAt:
    return FactAt(time, "deaths", Fraction(number))


def levels_at(*bounds: int) -> tuple[object, ...]:
    return tuple(level(rank, fact("deaths", f">= {n}")) for rank, n in enumerate(bounds, 1))


GRADES = tuple(
    (
        rank,
        AnyOf((fact("deaths", deaths), fact("injured", injured), fact("loss", loss))),
    )
    for rank, deaths, injured, loss in (
        (1, "[1..3)", "[1..10)", "[1..1000)"),
        (2, "[3..10)", "[10..50)", "[1000..5000)"),
        (3, "[10..30)", "[50..100)", "[5000..10000)"),
        (4, ">= 30", ">= 100", ">= 10000"),
    )
)
"""Order 493 of the State Council, article 3; any one is enough, the highest wins."""


@pytest.mark.parametrize(
    ("facts", "grade"),
    [
        ({"deaths": 0}, 0),
        ({"deaths": 2}, 1),
        ({"deaths": 3}, 2),
        ({"deaths": 9}, 2),
        ({"deaths": 10}, 3),
        ({"deaths": 29}, 3),
        ({"deaths": 30}, 4),
        ({"deaths": 2, "injured": 9, "loss": 999}, 1),
        ({"deaths": 2, "injured": 10, "loss": 999}, 2),
        ({"deaths": 2, "injured": 49, "loss": 5000}, 3),
        ({"deaths": 2, "injured": 50}, 3),
        ({"deaths": 2, "injured": 99}, 3),
        ({"deaths": 2, "injured": 100}, 4),
        ({"deaths": 2, "loss": 4999}, 2),
        ({"deaths": 9, "loss": 9999}, 3),
        ({"deaths": 9, "loss": 10000}, 4),
    ],
)
def test_01_grades_of_accidents(facts: dict[str, int], grade: int) -> None:
    script = Script(10, tuple(FactAt(5, name, Fraction(n)) for name, n in facts.items()))
    incident = Incident("event", "hq", GRADES)
    indicators = (Indicator("injured", ("hq",)), Indicator("loss", ("hq",)))
    trace = rehearse(
        dataclasses.replace(world(plan(), indicators=indicators), incidents=(incident,)), script
    )
    assert trace.of("graded")[-1].data["determined"] == grade


def test_02_two_facts_of_one_second_are_judged_together() -> None:
    both = AllOf((fact("deaths", ">= 1"), fact("trapped", ">= 1")))
    flood = plan(levels=(level(1, fact("deaths", ">= 1")), level(2, both)))
    facts = (dead(1, 5), FactAt(5, "trapped", Fraction(1)))
    of = world(flood, indicators=(Indicator("trapped", ("hq",)),))
    trace = rehearse(of, Script(10, facts))
    assert [(r.t, r.type, r.data["to"]) for r in trace.of("level_activated", "level_raised")] == [
        (5, "level_activated", 2)
    ]
    assert [r.data for r in trace.of("assessed")] == [
        {"determined": 0, "possible": 2},
        {"determined": 2, "possible": 2},
    ]


@pytest.mark.parametrize(("seconds", "late"), [(600, 0), (601, 1)])
def test_03_done_at_the_limit_is_on_time(seconds: int, late: int) -> None:
    shut = Action("shut", exactly(seconds), deadlines=(Deadline(600),))
    trace = rehearse(world(plan(shut)), Script(DAY, (dead(1, 7),)))
    [done] = trace.of("task_done")
    assert (done.t, done.data) == (7 + seconds, {"due": 607, "since": 7, "late": late, "start": 7})
    assert milestones(trace, "deadline_missed") == [(607, "deadline_missed", "flood/shut#1")] * late


def test_04_facts_rise_while_a_decision_is_pending() -> None:
    flood = plan(
        levels=(
            level(1, fact("deaths", ">= 1"), exactly(600)),
            level(2, fact("deaths", ">= 3"), exactly(600)),
        )
    )
    trace = rehearse(world(flood), Script(DAY, (dead(1, 100), dead(3, 400))))
    assert milestones(
        trace, "decision_pending", "decision_retargeted", "level_activated", "level_raised"
    ) == [
        (100, "decision_pending", "flood"),
        (400, "decision_retargeted", "flood"),
        (700, "level_activated", "flood"),
    ]
    assert trace.of("level_activated")[0].data["to"] == 2


def test_04_a_higher_authority_begins_its_own_hop_anew() -> None:
    mayor = dataclasses.replace(level(2, fact("deaths", ">= 3"), exactly(600)), authority="mayor")
    flood = plan(levels=(level(1, fact("deaths", ">= 1"), exactly(600)), mayor))
    of = world(flood, posts=(Post("mayor", "hq", ("wang",), 9),))
    trace = rehearse(of, Script(DAY, (dead(1, 100), dead(3, 400))))
    [activated] = trace.of("level_activated")
    assert (activated.t, activated.role, activated.data["to"]) == (1000, "mayor", 2)


def test_04_facts_fall_before_a_decision_is_taken() -> None:
    flood = plan(levels=(level(1, fact("deaths", ">= 1"), exactly(600)),))
    trace = rehearse(world(flood), Script(DAY, (dead(1, 100), dead(0, 400))))
    assert milestones(trace, "decision_pending", "decision_withdrawn", "level_activated") == [
        (100, "decision_pending", "flood"),
        (700, "decision_withdrawn", "flood"),
    ]


def test_05_a_level_is_skipped_and_a_replaced_action_runs_on() -> None:
    patrol = Action("patrol", exactly(1000))
    later = Action("later", exactly(10), after=(After("flood/patrol"),))
    siege = Action("siege", exactly(50), first_rank=3, replaces=("patrol", "later"))
    flood = plan(patrol, later, siege, levels=levels_at(1, 3, 10))  # type: ignore[arg-type]
    trace = rehearse(world(flood), Script(DAY, (dead(1, 10), dead(10, 500))))
    assert milestones(
        trace, "level_activated", "level_raised", "task_start", "task_done", "task_cancelled"
    ) == [
        (10, "level_activated", "flood"),
        (10, "task_start", "flood/patrol#1"),
        (500, "level_raised", "flood"),
        (500, "task_cancelled", "flood/later#1"),
        (500, "task_start", "flood/siege#1"),
        (550, "task_done", "flood/siege#1"),
        (1010, "task_done", "flood/patrol#1"),
    ]
    assert trace.of("level_raised")[0].data["to"] == 3


def test_06_one_person_leads_two_headquarters_and_the_deputy_is_away() -> None:
    people = {
        "persons": (Person("li"),),
        "posts": (
            Post("flood_chief", "hq", ("wang", "li")),
            Post("slide_chief", "hq", ("wang", "li")),
        ),
    }
    flood = plan(Action("lead", exactly(300), ("flood_chief",)))
    slide = plan(Action("lead", exactly(300), ("slide_chief",)), name="slide")
    away = (Outage(Lost.PERSON, "li", 0),)
    trace = rehearse(world(flood, slide, **people), Script(DAY, (dead(1, 10),), outages=away))
    assert [(r.t, r.entity, r.role, r.person) for r in trace.of("task_start")] == [
        (10, "flood/lead#1", "flood_chief", "wang"),
        (310, "slide/lead#1", "slide_chief", "wang"),
    ]
    [waits] = trace.of("task_waits")
    assert waits.data == {
        "lacks": [["person:li", 4], ["person:wang", 4]],
        "held_by": ["flood/lead#1"],
        "away": ["person:li"],
    }
    with_li = rehearse(world(flood, slide, **people), Script(DAY, (dead(1, 10),)))
    assert [(r.t, r.person) for r in with_li.of("task_start")] == [(10, "wang"), (10, "li")]


def test_07_all_or_nothing_blocks_nobody() -> None:
    first = Action("first", exactly(60), ("x",), order=1, supporting=("y",))
    second = Action("second", exactly(60), ("y",), order=2, supporting=("x",))
    teams = (Team("x", "hq"), Team("y", "hq"))
    trace = rehearse(world(plan(first, second), teams=teams), Script(DAY, (dead(1, 10),)))
    assert milestones(trace, "task_start", "task_done") == [
        (10, "task_start", "flood/first#1"),
        (70, "task_done", "flood/first#1"),
        (70, "task_start", "flood/second#1"),
        (130, "task_done", "flood/second#1"),
    ]


def ring(*levels: tuple[int, int]) -> list[tuple[int, str, int, int]]:
    """Return how two plans raise one another by links with these levels."""
    links = (
        Link("there", "flood", "slide", levels=levels),
        Link("back", "slide", "flood", levels=levels),
    )
    flood = plan(levels=levels_at(1, 50, 60, 70))  # type: ignore[arg-type]
    slide = plan(name="slide", levels=tuple(level(rank) for rank in (1, 2, 3, 4)))
    trace = rehearse(world(flood, slide, links=links), Script(DAY, (dead(1, 10),)))
    raised = trace.of("level_activated", "level_raised")
    return [(r.t, r.plan, int(str(r.data["to"])), r.delta) for r in raised]


def test_08_a_ring_of_links_that_gains_nothing_comes_to_rest() -> None:
    assert ring((1, 1), (2, 2), (3, 3), (4, 4)) == [(10, "flood", 1, 0), (10, "slide", 1, 0)]


def test_08_a_ring_of_links_that_gains_ends_at_the_top_in_one_second() -> None:
    assert ring((1, 2), (2, 3), (3, 4), (4, 4)) == [
        (10, "flood", 1, 0),
        (10, "slide", 2, 0),
        (10, "flood", 3, 1),
        (10, "slide", 4, 2),
        (10, "flood", 4, 3),
    ]


def test_09_command_is_taken_over_while_a_decision_is_pending() -> None:
    slow = level(2, fact("deaths", ">= 3"), exactly(3600))
    flood = plan(Action("pump", exactly(5000)), levels=(level(1, fact("deaths", ">= 1")), slow))
    bodies = (
        Body("county", "chief"),
        Body(
            "city",
            "mayor",
            "upper",
            1,
            fact("deaths", ">= 3"),
            delay=exactly(300),
            handover=exactly(1800),
            floors=(("flood", 1),),
        ),
    )
    of = dataclasses.replace(
        world(
            flood,
            plan(name="upper", levels=(level(1),)),
            persons=(Person("zhou"),),
            posts=(Post("mayor", "city", ("zhou",), 9),),
        ),
        incidents=(Incident("event", "hq", bodies=bodies),),
    )
    trace = rehearse(of, Script(DAY, (dead(1, 10), dead(3, 1000))))
    assert [
        (r.t, r.type, r.role, r.person)
        for r in trace.of(
            "takeover_decided",
            "handover_done",
            "decision_pending",
            "decision_readdressed",
            "level_activated",
            "level_raised",
            "commander",
        )
    ] == [
        (0, "commander", "chief", "wang"),
        (10, "decision_pending", "chief", ""),
        (10, "level_activated", "chief", "wang"),
        (1000, "decision_pending", "chief", ""),
        (1300, "takeover_decided", "mayor", "zhou"),
        (1300, "level_activated", "mayor", "zhou"),
        (3100, "handover_done", "mayor", "zhou"),
        (3100, "decision_readdressed", "mayor", ""),
        (3100, "commander", "mayor", "zhou"),
        (4600, "level_raised", "mayor", "zhou"),
    ]
    [handover] = trace.of("handover_done")
    assert handover.data == {
        "from": "county",
        "to": "city",
        "tasks": ["flood/pump#1"],
        "decisions": ["flood"],
        "supplies": [],
    }


def ending_with(condition: object, *facts: FactAt) -> list[tuple[int, str, str]]:
    flood = dataclasses.replace(
        plan(
            Action("search", exactly(1000), blocks_end=True),
            Action("clean", exactly(100), after_end=True),
        ),
        end=End(condition, 60, "chief", exactly(30)),  # type: ignore[arg-type]
    )
    of = world(flood, indicators=(Indicator("trapped", ("hq",)),))
    trace = rehearse(of, Script(5000, facts))
    return milestones(
        trace,
        "end_blocked",
        "end_pending",
        "plan_ended",
        "task_done",
        "incident_closed",
        "plan_open_at_horizon",
    )


def test_10_one_open_task_blocks_the_end() -> None:
    facts = (dead(1), FactAt(0, "trapped", Fraction(5)), FactAt(300, "trapped", Fraction(0)))
    assert ending_with(fact("trapped", "= 0"), *facts) == [
        (360, "end_blocked", "flood"),
        (1000, "task_done", "flood/search#1"),
        (1000, "end_pending", "flood"),
        (1030, "plan_ended", "flood"),
        (1130, "task_done", "flood/clean#1"),
        (1130, "incident_closed", "event"),
    ]


def test_10_an_end_that_needs_the_dead_to_fall_never_comes() -> None:
    assert ending_with(fact("deaths", "< 1"), dead(1)) == [
        (1000, "task_done", "flood/search#1"),
        (5000, "plan_open_at_horizon", "flood"),
    ]


def test_11_what_is_unknown_is_possible_until_it_is_verified() -> None:
    flood = plan(levels=(level(1, fact("rain", ">= 50")), level(2, fact("deaths", ">= 3"))))
    indicators = (Indicator("rain", ("hq",)), Indicator("deaths", ("site",), exactly(900)))
    of = dataclasses.replace(
        world(flood, hops=(Hop("up", "site", "hq", exactly(60)),)), indicators=indicators
    )
    facts = (FactAt(10, "rain", Fraction(60)), dataclasses.replace(dead(1, 20), is_seen=False))
    trace = rehearse(of, Script(DAY, facts))
    assert [(r.t, r.data) for r in trace.of("assessed")] == [
        (0, {"determined": 0, "possible": 2}),
        (10, {"determined": 1, "possible": 2}),
        (960, {"determined": 1, "possible": 1}),
    ]
    assert milestones(
        trace, "verify_opened", "verified", "message_delivered", "level_activated", "level_raised"
    ) == [
        (0, "verify_opened", "flood"),
        (0, "verify_opened", "flood"),
        (10, "level_activated", "flood"),
        (900, "verified", "deaths"),
        (960, "message_delivered", "hop:up@900"),
    ]


def test_14_a_loop_in_zero_time_is_named() -> None:
    on = AnyOf((LevelIs("slide", 2), Not(LevelIs("slide", 2))))
    flood = dataclasses.replace(
        plan(levels=(level(1, on), level(2, Not(LevelIs("slide", 2))))), hold=0
    )
    slide = dataclasses.replace(
        plan(name="slide", levels=(level(1, on), level(2, LevelIs("flood", 2)))), hold=0
    )
    trace = rehearse(world(flood, slide), Script(DAY))
    [loop] = trace.of("zero_time_loop")
    assert trace.records[-1] == loop
    assert (loop.t, {"decide flood", "decide slide"} <= set(loop.data["cycle"])) == (0, True)  # type: ignore[arg-type]


def test_an_order_is_a_floor_and_is_taken_back() -> None:
    orders = (OrderAt(10, "flood", 1, "governor"), OrderAt(500, "flood", 0, "governor"))
    flood = dataclasses.replace(plan(), end=End(fact("deaths", "= 0")))
    trace = rehearse(world(flood), Script(DAY, (dead(0),), orders=orders))
    assert milestones(trace, "level_activated", "end_blocked", "plan_ended") == [
        (10, "level_activated", "flood"),
        (10, "end_blocked", "flood"),
        (500, "plan_ended", "flood"),
    ]
