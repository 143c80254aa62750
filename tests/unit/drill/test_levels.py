"""Levels rise at once and fall with care; warnings, grades, links and orders bring them about."""

from __future__ import annotations

import dataclasses
from fractions import Fraction
from typing import TYPE_CHECKING

import pytest

from planforge.drill.chance import exactly
from planforge.drill.condition import AllOf, GradeIs, Held, Judged, LevelIs, WarningIs
from planforge.drill.means import Hop, Indicator, Person, Pool, Post
from planforge.drill.script import FactAt, Lost, OrderAt, Outage, Script, ToldAt, WarningAt
from planforge.drill.work import Action, Deadline, Need, Running
from planforge.drill.world import Body, End, Incident, Level, Link, LinkKind
from planforge.model.scales import Anchor
from tests.unit.drill.worlds import HOUR, fact, level, milestones, plan, rehearse, world

if TYPE_CHECKING:
    from planforge.drill.trace import Trace

THREE = tuple(level(rank, fact("deaths", f">= {n}")) for rank, n in ((1, 1), (2, 3), (3, 10)))


def dead(number: int, time: int = 0) -> FactAt:
    return FactAt(time, "deaths", Fraction(number))


def staircase(trace: Trace, name: str = "flood") -> list[tuple[int, int]]:
    """Return when *name* came to which level, 0 for its end."""
    steps = trace.of("level_activated", "level_raised", "level_lowered", "plan_ended")
    return [(r.t, int(str(r.data.get("to", 0)))) for r in steps if r.plan == name]


def test_a_level_falls_step_by_step_each_after_its_hold() -> None:
    trace = rehearse(world(plan(levels=THREE)), Script(40_000, (dead(10, 10), dead(1, 1000))))
    assert staircase(trace) == [(10, 3), (1000 + 2 * HOUR, 2), (1000 + 4 * HOUR, 1)]
    assert {r.data["authority"] for r in trace.of("level_lowered")} == {5}


def test_a_rise_in_between_begins_the_hold_anew() -> None:
    facts = (dead(10, 10), dead(1, 1000), dead(10, 5000), dead(3, 6000))
    trace = rehearse(world(plan(levels=THREE)), Script(20_000, facts))
    assert staircase(trace) == [(10, 3), (6000 + 2 * HOUR, 2)]


def test_a_decision_to_lower_is_overtaken_by_a_rise() -> None:
    slow = tuple(dataclasses.replace(one, delay=exactly(600)) for one in THREE)
    facts = (dead(3, 0), dead(1, 1000), dead(10, 1000 + 2 * HOUR + 300))
    trace = rehearse(world(plan(levels=slow)), Script(20_000, facts))
    assert staircase(trace) == [(600, 2), (1000 + 2 * HOUR + 900, 3)]
    assert len(trace.of("decision_withdrawn")) == 1


def test_only_the_same_or_a_higher_authority_lowers() -> None:
    mayor = dataclasses.replace(THREE[1], authority="mayor")
    of = world(plan(levels=(THREE[0], mayor)), posts=(Post("mayor", "hq", ("wang",), 9),))
    trace = rehearse(of, Script(20_000, (dead(3), dead(1, 100))))
    assert [r.role for r in trace.of("level_activated", "level_lowered")] == ["mayor", "mayor"]


def test_warnings_and_grades_bring_about_a_level_at_least() -> None:
    flood = dataclasses.replace(
        plan(levels=(level(1), level(2))), warnings=(("rain", 2, 1),), grades=((2, 2),)
    )
    incident = Incident("event", "hq", ((1, fact("deaths", ">= 1")), (2, fact("deaths", ">= 3"))))
    of = dataclasses.replace(world(flood), incidents=(incident,))
    warnings = (WarningAt(5, "rain", 1), WarningAt(50, "rain", 3), WarningAt(60, "rain", 0))
    trace = rehearse(of, Script(300, (dead(3, 100),), warnings))
    assert staircase(trace) == [(50, 1), (100, 2)]
    assert milestones(trace, "warning_set", "warning_changed", "warning_cleared") == [
        (5, "warning_set", "rain"),
        (50, "warning_changed", "rain"),
        (60, "warning_cleared", "rain"),
    ]


def test_conditions_on_time_judgements_warnings_levels_and_grades() -> None:
    when = AllOf((Held(fact("deaths", ">= 1"), 300), Judged("险情严重"), WarningIs("rain", 1)))
    slide = plan(
        name="slide", levels=(level(1, AllOf((LevelIs("flood", 1), GradeIs("event", 1)))),)
    )
    incident = Incident("event", "hq", ((1, fact("deaths", ">= 2")),))
    of = dataclasses.replace(world(plan(levels=(level(1, when),)), slide), incidents=(incident,))
    script = Script(
        2000,
        (dead(1, 10), dead(0, 100), dead(1, 200), dead(2, 900)),
        (WarningAt(0, "rain", 1),),
        (ToldAt(20, "险情严重"),),
    )
    trace = rehearse(of, script)
    assert (staircase(trace), staircase(trace, "slide")) == ([(500, 1)], [(900, 1)])
    denied = dataclasses.replace(script, told=(ToldAt(20, "险情严重", so=False),))
    assert staircase(rehearse(of, denied)) == []


def test_a_decision_waits_for_somebody_to_take_it() -> None:
    away = (Outage(Lost.PERSON, "wang", 0, 700),)
    trace = rehearse(world(plan()), Script(2000, (dead(1, 10),), outages=away))
    assert milestones(trace, "decision_waits", "level_activated") == [
        (10, "decision_waits", "flood"),
        (700, "level_activated", "flood"),
    ]
    assert trace.of("invariant_broken") == ()


def test_too_low_an_authority_is_named() -> None:
    low = Level(1, "Ⅰ", fact("deaths", ">= 1"), "chief", required=9)
    trace = rehearse(world(plan(levels=(low,))), Script(100, (dead(1),)))
    assert [(r.data, r.role) for r in trace.of("invariant_broken")] == [
        ({"what": "authority", "level": 1}, "chief")
    ]


def test_a_higher_level_tightens_limits_and_lowering_stops_work() -> None:
    shut = Action(
        "shut",
        exactly(9000),
        deadlines=(Deadline(8000), Deadline(1000, Anchor.ACTIVATION, 2)),
    )
    watch = Action("watch", exactly(90_000), first_rank=2, on_lower=Running.STOP)
    trace = rehearse(
        world(plan(shut, watch, levels=THREE)),
        Script(20_000, (dead(1), dead(3, 500), dead(1, 600))),
    )
    assert [(r.t, r.data) for r in trace.of("deadline_tightened")] == [
        (500, {"before": 8000, "due": 1500, "since": 500})
    ]
    assert milestones(trace, "deadline_missed", "task_cancelled") == [
        (1500, "deadline_missed", "flood/shut#1"),
        (600 + 2 * HOUR, "task_cancelled", "flood/watch#1"),
    ]


def test_the_limit_of_what_a_higher_level_brings_about_runs_from_that_level() -> None:
    teams = Action("teams", exactly(20), first_rank=2, deadlines=(Deadline(600),))
    trace = rehearse(world(plan(teams, levels=THREE)), Script(9000, (dead(1), dead(3, 5000))))
    assert [r.data["due"] for r in trace.of("task_done")] == [5600]
    assert trace.of("deadline_missed") == ()


@pytest.mark.parametrize(
    ("anchor", "due"),
    [
        (Anchor.OCCURRENCE, 610),
        (Anchor.ACTIVATION, 610),
        (Anchor.ORDER, 610),
        (Anchor.PREDECESSORS, 610),
        (Anchor.WARNING, 900),
        (Anchor.RECEIPT, 610),
        (Anchor.TERMINATION, None),
        (Anchor.PREVIOUS_REPORT, None),
    ],
)
def test_limits_run_from_their_anchor_once_it_has_come(anchor: Anchor, due: int | None) -> None:
    busy = Action("busy", exactly(2000), ("chief",))
    action = Action("a", exactly(20), ("chief",), order=1, deadlines=(Deadline(600, anchor),))
    script = Script(5000, (dead(1, 10),), (WarningAt(300, "rain", 1),))
    trace = rehearse(world(plan(busy, action)), script)
    assert trace.of("task_done", entity="flood/a#1")[0].data["due"] == due


def test_guards_are_asked_when_work_could_start() -> None:
    actions = (
        Action("no", exactly(10), guard=fact("trapped", "> 5")),
        Action("yes", exactly(10), guard=fact("trapped", "> 0")),
        Action("later", exactly(10), trigger=fact("trapped", "> 2")),
    )
    facts = (dead(1, 10), FactAt(400, "trapped", Fraction(1)), FactAt(500, "trapped", Fraction(3)))
    trace = rehearse(world(plan(*actions)), Script(2000, facts, omniscient=True))
    assert milestones(trace, "task_lacks_facts", "task_skipped", "task_start") == [
        (10, "task_lacks_facts", "flood/no#1"),
        (10, "task_lacks_facts", "flood/yes#1"),
        (400, "task_skipped", "flood/no#1"),
        (400, "task_start", "flood/yes#1"),
        (500, "task_start", "flood/later#1"),
    ]


def test_a_plan_that_ended_starts_again_only_for_something_worse() -> None:
    flood = dataclasses.replace(
        plan(Action("a", exactly(50)), levels=THREE), end=End(fact("trapped", "= 0"))
    )
    facts = (
        dead(1, 10),
        FactAt(100, "trapped", Fraction(0)),
        FactAt(200, "trapped", Fraction(2)),
        dead(3, 300),
    )
    trace = rehearse(world(flood), Script(2000, facts, omniscient=True))
    assert staircase(trace) == [(10, 1), (100, 0), (300, 2)]
    assert milestones(trace, "task_start") == [
        (10, "task_start", "flood/a#1"),
        (300, "task_start", "flood/a#2"),
    ]


def linked(kind: LinkKind, **parts: object) -> Trace:
    link = Link("l", "flood", "master", kind, levels=((1, 1), (2, 3)), **parts)  # type: ignore[arg-type]
    master = dataclasses.replace(
        plan(name="master", levels=tuple(level(rank) for rank in (1, 2, 3))), office="city"
    )
    of = world(plan(levels=THREE), master, links=(link,))
    return rehearse(of, Script(2000, (dead(1, 10), dead(3, 500))))


def test_links_raise_tell_or_hand_over() -> None:
    assert staircase(linked(LinkKind.ACTIVATE), "master") == [(10, 1), (500, 3)]
    told = linked(LinkKind.NOTIFY)
    assert (staircase(told, "master"), len(told.of("message_delivered"))) == ([], 2)
    over = linked(LinkKind.SUPERSEDE)
    assert staircase(over)[:2] == [(10, 1), (10, 0)]
    assert over.of("terminate_decided")[0].data == {"because": "superseded:master"}
    late = linked(LinkKind.ACTIVATE, when=fact("deaths", ">= 3"))
    assert staircase(late, "master") == [(500, 3)]


BODIES = (
    Body("county", "chief"),
    Body(
        "city",
        "mayor",
        "upper",
        2,
        fact("deaths", ">= 10"),
        handover=exactly(100),
        floors=(("flood", 2),),
        shortage=900,
    ),
)


def taken_over(*facts: FactAt, outages: tuple[Outage, ...] = (), end: int = 0) -> Trace:
    """Rehearse a city that takes over and gives back once nobody is trapped any more."""
    flood = plan(
        Action("row", exactly(10), needs=(Need("boat", 2),)) if end else Action("row", exactly(9)),
        levels=THREE,
    )
    upper = dataclasses.replace(
        plan(name="upper", levels=(level(1), level(2))), end=End(fact("trapped", "= 0"))
    )
    of = dataclasses.replace(
        world(
            flood,
            upper,
            persons=(Person("zhou"), Person("zheng")),
            posts=(Post("mayor", "city", ("zhou", "zheng"), 9),),
            pools=(Pool("boat", "hq", 1),),
        ),
        incidents=(Incident("event", "hq", bodies=BODIES),),
    )
    return rehearse(of, Script(9000, facts, outages=outages, omniscient=True))


COMMAND = (
    "takeover_pending",
    "takeover_decided",
    "handover_done",
    "command_returned",
    "floor_lifted",
)


def test_command_goes_up_and_comes_back() -> None:
    trace = taken_over(dead(10, 50), FactAt(2000, "trapped", Fraction(0)))
    assert milestones(trace, *COMMAND) == [
        (50, "takeover_pending", "event"),
        (50, "takeover_decided", "event"),
        (150, "handover_done", "event"),
        (2000, "floor_lifted", "flood"),
        (2100, "command_returned", "event"),
    ]
    assert [(r.t, r.person) for r in trace.of("commander")] == [
        (0, "wang"),
        (150, "zhou"),
        (2100, "wang"),
    ]
    assert trace.of("invariant_broken") == ()


def test_a_handover_waits_for_the_commander_or_the_deputy() -> None:
    both = (Outage(Lost.PERSON, "zhou", 0), Outage(Lost.PERSON, "zheng", 0, 700))
    trace = taken_over(dead(10, 50), outages=both)
    assert milestones(trace, *COMMAND)[1:] == [
        (50, "takeover_decided", "event"),
        (800, "handover_done", "event"),
    ]
    commander = trace.of("commander")[-1]
    assert (commander.person, commander.data) == ("zheng", {"body": "city", "deputy": True})


def test_supplies_that_stay_short_are_a_reason_to_take_over() -> None:
    trace = taken_over(dead(1, 50), end=1)
    assert milestones(trace, *COMMAND)[:2] == [
        (950, "takeover_pending", "event"),
        (950, "takeover_decided", "event"),
    ]
    assert trace.of("takeover_pending")[0].data["reason"] == "shortage:flood/row#1"


def test_a_vacant_command_is_named() -> None:
    trace = taken_over(dead(1, 50), outages=(Outage(Lost.PERSON, "wang", 20, 60),))
    assert [(r.t, r.data) for r in trace.of("invariant_broken")] == [
        (20, {"what": "command vacant", "body": "county"})
    ]


def test_an_order_raises_and_holds() -> None:
    orders = (OrderAt(10, "flood", 3, "chief"),)
    trace = rehearse(world(plan(levels=THREE)), Script(40_000, (dead(1, 0),), orders=orders))
    assert staircase(trace) == [(0, 1), (10, 3)]
    assert trace.of("level_raised")[0].data["basis"] == "order"
    with pytest.raises(ValueError, match="unknown: nowhere"):
        rehearse(world(plan()), Script(1, orders=(OrderAt(0, "nowhere", 1, "x"),)))


def test_a_limit_from_the_occurrence_runs_from_what_calls_for_the_level() -> None:
    limit = (Deadline(600, Anchor.OCCURRENCE),)
    first = Action("first", exactly(900), deadlines=limit)
    second = Action("second", exactly(900), first_rank=2, deadlines=limit)
    of = dataclasses.replace(
        world(plan(first, second, levels=THREE), hops=(Hop("up", "site", "hq", exactly(100)),)),
        indicators=(Indicator("deaths", ("site",)),),
    )
    trace = rehearse(of, Script(9000, (dead(1, 50), dead(3, 5000))))
    starts = trace.of("task_start")
    assert [(r.entity, r.data["since"], r.data["due"]) for r in starts] == [
        ("flood/first#1", 50, 650),
        ("flood/second#1", 5000, 5600),
    ]
    missed = [(r.t, r.data["since"]) for r in trace.of("deadline_missed")]
    assert missed == [(650, 50), (5600, 5000)]


def test_a_limit_from_the_occurrence_begins_anew_when_the_facts_come_back() -> None:
    first = Action("first", exactly(10), deadlines=(Deadline(600, Anchor.OCCURRENCE),))
    ends = dataclasses.replace(
        plan(first), end=End(fact("deaths", "< 1"), authority="chief"), hold=0
    )
    of = dataclasses.replace(world(ends), indicators=(Indicator("deaths", ("hq",)),))
    trace = rehearse(of, Script(9000, (dead(1, 50), dead(0, 2000), dead(1, 4000))))
    assert [(r.entity, r.data["since"]) for r in trace.of("task_start")] == [
        ("flood/first#1", 50),
        ("flood/first#2", 4000),
    ]


def test_a_warning_calls_for_a_level_from_the_second_in_which_it_is_given() -> None:
    first = Action("first", exactly(10), deadlines=(Deadline(600, Anchor.OCCURRENCE),))
    warned = dataclasses.replace(plan(first), warnings=(("storm", 2, 1),))
    script = Script(9000, (dead(0, 50),), warnings=(WarningAt(700, "storm", 2),))
    [start] = rehearse(world(warned), script).of("task_start")
    assert (start.data["since"], start.data["due"]) == (700, 1300)
