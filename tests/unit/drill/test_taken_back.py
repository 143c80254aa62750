"""What is taken back: command by a body without a plan, facts without a value, doubts."""

from __future__ import annotations

import dataclasses
from fractions import Fraction

from planforge.drill.chance import exactly
from planforge.drill.condition import Judged, Not, Sure
from planforge.drill.means import Hop, Indicator, Person, Post
from planforge.drill.script import FactAt, Script, ToldAt
from planforge.drill.world import Body, End, Incident
from tests.unit.drill.worlds import fact, level, milestones, plan, rehearse, world

DEAD = FactAt(10, "deaths", Fraction(1))
MANY = FactAt(300, "deaths", Fraction(3))
THREE = tuple(level(rank, fact("deaths", f">= {rank}")) for rank in (1, 2, 3))


def test_a_body_without_a_plan_gives_command_back_when_its_reason_is_gone() -> None:
    bodies = (
        Body("county", "chief"),
        Body("city", "mayor", when=Judged("beyond us"), handover=exactly(50)),
    )
    of = dataclasses.replace(
        world(plan(), persons=(Person("zhou"),), posts=(Post("mayor", "city", ("zhou",), 9),)),
        incidents=(Incident("event", "hq", bodies=bodies),),
    )
    told = (ToldAt(100, "beyond us"), ToldAt(500, "beyond us", so=False))
    trace = rehearse(of, Script(2000, (DEAD,), told=told))
    assert [
        (r.t, r.type, r.data["to"])
        for r in trace.of("handover_begun", "handover_done", "return_begun", "command_returned")
    ] == [
        (100, "handover_begun", "city"),
        (150, "handover_done", "city"),
        (500, "return_begun", "county"),
        (550, "command_returned", "county"),
    ]
    assert [(r.t, r.role) for r in trace.of("commander")] == [
        (0, "chief"),
        (150, "mayor"),
        (550, "chief"),
    ]


def test_who_commands_a_body_goes_by_the_level_of_its_plan() -> None:
    body = Body("county", "chief", "flood", levels=((2, "mayor"), (1, "chief")))
    of = dataclasses.replace(
        world(
            plan(levels=THREE),
            persons=(Person("zhou"),),
            posts=(Post("mayor", "hq", ("zhou",), 9),),
        ),
        incidents=(Incident("event", "hq", bodies=(body,)),),
    )
    trace = rehearse(of, Script(2000, (DEAD, MANY)))
    assert [(r.t, r.role, r.person) for r in trace.of("commander")] == [
        (0, "chief", "wang"),
        (300, "mayor", "zhou"),
    ]


def test_a_value_that_is_cleared_is_unknown_again_where_it_was_known() -> None:
    of = world(
        plan(levels=(level(1, fact("rain", ">= 1")),)),
        indicators=(Indicator("rain", ("site",)),),
        hops=(Hop("up", "site", "hq", exactly(5)),),
    )
    facts = (FactAt(10, "rain", Fraction(2)), FactAt(100, "rain", None))
    trace = rehearse(of, Script(500, facts))
    assert [(r.t, r.role, r.data["value"]) for r in trace.of("fact_known")] == [
        (10, "site", 2),
        (15, "hq", 2),
        (100, "site", None),
        (105, "hq", None),
    ]
    assert [(r.t, r.data["determined"]) for r in trace.of("assessed")][-1] == (105, 0)


def test_a_value_that_is_cleared_is_gone_for_those_who_know_everything() -> None:
    of = world(plan(levels=(level(1, fact("rain", ">= 1")),)))
    facts = (FactAt(10, "rain", Fraction(2)), FactAt(100, "rain", None))
    trace = rehearse(of, Script(500, facts, omniscient=True))
    assert [(r.t, r.data["determined"]) for r in trace.of("assessed")][-2:] == [(10, 1), (100, 0)]


def test_a_response_ends_while_what_is_open_might_ask_for_it_but_not_while_it_does() -> None:
    asked = fact("rain", ">= 1")
    flood = dataclasses.replace(plan(levels=(level(1, asked),)), end=End(Not(Sure(asked))))
    facts = (FactAt(10, "rain", Fraction(2)), FactAt(100, "rain", None))
    trace = rehearse(world(flood), Script(500, facts, omniscient=True))
    assert milestones(trace, "level_activated", "plan_ended") == [
        (10, "level_activated", "flood"),
        (100, "plan_ended", "flood"),
    ]
