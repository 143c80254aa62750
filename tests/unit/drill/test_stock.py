"""Supplies are sent, used up, brought back and borrowed."""

from __future__ import annotations

import dataclasses
from fractions import Fraction
from typing import TYPE_CHECKING

import pytest

from planforge.drill.chance import exactly
from planforge.drill.means import Agreement, Person, Pool, Post, Restock, Team
from planforge.drill.script import FactAt, Lost, Outage, Script
from planforge.drill.work import Action, After, Need, Priority
from tests.unit.drill.worlds import milestones, plan, rehearse, world

if TYPE_CHECKING:
    from planforge.drill.trace import Trace

MOVES = (
    "task_start",
    "arrived",
    "task_done",
    "resource_returned",
    "aid_requested",
    "aid_granted",
    "aid_refused",
    "loan_arrived",
    "loan_overdue",
    "loan_returned",
)


def moved(*pools: Pool, needs: tuple[tuple[str, int], ...], **given: object) -> Trace:
    """Rehearse actions a, b, … of 100 s that each need an amount of a pool."""
    actions = [
        Action("abc"[i], exactly(100), order=i, needs=(Need(pool, n),))
        for i, (pool, n) in enumerate(needs)
    ]
    script = Script(20_000, (FactAt(0, "deaths", Fraction(1)),), **given)  # type: ignore[arg-type]
    return rehearse(world(plan(*actions), pools=pools), script)


def test_what_is_renewable_travels_and_comes_back() -> None:
    bus = Pool("bus", "hq", 5, prepare=exactly(10), travel=exactly(20), back=exactly(50))
    trace = moved(bus, needs=(("bus", 3), ("bus", 3)))
    assert milestones(trace, *MOVES) == [
        (0, "task_start", "flood/a#1"),
        (30, "arrived", "flood/a#1"),
        (130, "task_done", "flood/a#1"),
        (180, "resource_returned", "flood/a#1"),
        (180, "task_start", "flood/b#1"),
        (210, "arrived", "flood/b#1"),
        (310, "task_done", "flood/b#1"),
        (360, "resource_returned", "flood/b#1"),
    ]


def test_a_start_names_the_release_that_allowed_it() -> None:
    trace = moved(Pool("bus", "hq", 5, back=exactly(50)), needs=(("bus", 3), ("bus", 3)))
    [_, start] = trace.of("task_start")
    [returned, _] = trace.of("resource_returned")
    assert returned.i in start.cause
    assert [r.type for r in trace.why(start)][:3] == ["fact_update", "fact_known", "assessed"]


def test_what_is_used_up_is_gone() -> None:
    trace = moved(Pool("sand", "hq", 5, consumable=True), needs=(("sand", 3), ("sand", 3)))
    assert milestones(trace, *MOVES, "task_open_at_horizon") == [
        (0, "task_start", "flood/a#1"),
        (100, "task_done", "flood/a#1"),
        (20_000, "task_open_at_horizon", "flood/b#1"),
    ]
    [left] = trace.of("task_open_at_horizon")
    assert left.data == {
        "status": "waiting",
        "lacks": ["pool:sand"],
        "waits_for": [],
        "due": None,
        "since": None,
    }


def test_lenders_are_asked_in_turn_and_get_back_what_they_lent() -> None:
    pools = (
        Pool("boat", "army", 1),
        Pool(
            "bus",
            "hq",
            1,
            agreements=(
                Agreement("boat", exactly(60), exactly(300), term=1000),
                Agreement("coach", exactly(60), exactly(600), term=1000, keeps=2),
            ),
        ),
        Pool("coach", "city", 4),
    )
    trace = moved(*pools, needs=(("bus", 4),))
    assert [(r.t, r.type, r.data.get("quantity")) for r in trace.of(*MOVES)] == [
        (0, "aid_requested", 3),
        (60, "aid_granted", 1),
        (60, "aid_requested", 2),
        (120, "aid_granted", 2),
        (360, "loan_arrived", 1),
        (720, "loan_arrived", 2),
        (720, "task_start", None),
        (820, "task_done", None),
        (1360, "loan_returned", 1),
        (1660, "resource_returned", 1),
        (1720, "loan_returned", 2),
        (2320, "resource_returned", 2),
    ]


def test_a_loan_in_use_is_overdue_and_goes_back_first() -> None:
    pools = (
        Pool("bus", "hq", 0, agreements=(Agreement("coach", term=50),)),
        Pool("coach", "city", 1),
    )
    trace = moved(*pools, needs=(("bus", 1),))
    assert milestones(trace, *MOVES) == [
        (0, "aid_requested", "flood/a#1"),
        (0, "aid_granted", "flood/a#1"),
        (0, "loan_arrived", "flood/a#1"),
        (0, "task_start", "flood/a#1"),
        (50, "loan_overdue", "bus"),
        (100, "task_done", "flood/a#1"),
        (100, "loan_returned", "bus"),
    ]


def test_a_lender_without_anything_refuses() -> None:
    pools = (Pool("bus", "hq", 0, agreements=(Agreement("coach"),)), Pool("coach", "city", 0))
    trace = moved(*pools, needs=(("bus", 1),))
    assert milestones(trace, *MOVES) == [
        (0, "aid_requested", "flood/a#1"),
        (0, "aid_refused", "flood/a#1"),
    ]


def test_all_that_is_missing_is_asked_for_at_once() -> None:
    lent = (Agreement("depot", exactly(60), exactly(300)),)
    pools = (
        Pool("bread", "hq", 1, consumable=True, agreements=lent),
        Pool("depot", "city", 9, consumable=True),
        Pool("water", "hq", 2, consumable=True, agreements=lent),
    )
    action = Action("a", exactly(100), needs=(Need("bread", 3), Need("water", 3)))
    script = Script(20_000, (FactAt(0, "deaths", Fraction(1)),))
    trace = rehearse(world(plan(action), pools=pools), script)
    asked = trace.of("aid_requested", "loan_arrived", "task_start")
    assert [(r.t, r.type, r.data.get("pool"), r.data.get("quantity")) for r in asked] == [
        (0, "aid_requested", "bread", 2),
        (0, "aid_requested", "water", 1),
        (360, "loan_arrived", "bread", 2),
        (360, "loan_arrived", "water", 1),
        (360, "task_start", None, None),
    ]


def test_nothing_is_sent_over_a_closed_road() -> None:
    outages = (Outage(Lost.ROAD, "bridge", 0, 500),)
    trace = moved(Pool("bus", "hq", 1, road="bridge"), needs=(("bus", 1),), outages=outages)
    assert milestones(trace, *MOVES) == [
        (500, "task_start", "flood/a#1"),
        (600, "task_done", "flood/a#1"),
    ]


def test_what_is_struck_fails_its_work() -> None:
    outages = (Outage(Lost.POOL, "bus", 40, 500, strikes=True),)
    trace = moved(Pool("bus", "hq", 1), needs=(("bus", 1),), outages=outages)
    assert milestones(trace, "task_start", "task_failed", "task_done") == [
        (0, "task_start", "flood/a#1"),
        (40, "task_failed", "flood/a#1"),
    ]


def test_shifts_teams_and_helpers() -> None:
    actions = (
        Action("a", exactly(100), ("night",)),
        Action("b", exactly(100), ("squad",), order=1, supporting=("night",)),
        Action("c", exactly(100), ("squad",), order=2),
    )
    parts = {
        "persons": (Person("owl", shifts=((600, 2000),)),),
        "posts": (Post("night", "hq", ("owl",)),),
        "teams": (Team("squad", "hq", 1, exactly(40)),),
    }
    script = Script(20_000, (FactAt(0, "deaths", Fraction(1)),))
    trace = rehearse(world(plan(*actions), **parts), script)
    assert [(r.t, r.entity, r.data.get("absent")) for r in trace.of("task_start")] == [
        (0, "flood/b#1", ["night"]),
        (140, "flood/c#1", None),
        (600, "flood/a#1", None),
    ]
    assert trace.of("task_start")[0].data["helpers"] == []


def test_who_has_waited_long_goes_up_one_class_once() -> None:
    trace = moved(Pool("bus", "hq", 1), needs=(("bus", 1), ("bus", 1), ("bus", 1)))
    assert milestones(trace, "task_aged", "task_start") == [
        (0, "task_start", "flood/a#1"),
        (100, "task_start", "flood/b#1"),
        (200, "task_start", "flood/c#1"),
    ]
    trace = moved(Pool("bus", "hq", 3), needs=(("bus", 3), ("bus", 4)))
    assert milestones(trace, "task_aged", "task_start") == [
        (0, "task_start", "flood/a#1"),
        (201, "task_aged", "flood/b#1"),
    ]


TEAM = Pool(
    "squad", "hq", 1, prepare=exactly(10), travel=exactly(20), back=exactly(50), is_shared=True
)


def calls(name: str, order: int, *after: str) -> Action:
    """Return work of 100 s that calls the team."""
    needs = (Need("squad", 1),)
    waits = tuple(After(f"flood/{other}") for other in after)
    return Action(name, exactly(100), order=order, needs=needs, after=waits)


def test_all_work_of_a_plan_shares_a_team_that_travels_once_and_goes_back_with_the_last() -> None:
    flood = plan(calls("a", 0), calls("b", 1), calls("c", 2, "a"))
    script = Script(20_000, (FactAt(0, "deaths", Fraction(1)),))
    trace = rehearse(world(flood, pools=(TEAM,)), script)
    assert milestones(trace, *MOVES) == [
        (0, "task_start", "flood/a#1"),
        (0, "task_start", "flood/b#1"),
        (30, "arrived", "flood/a#1"),
        (100, "task_done", "flood/b#1"),
        (130, "task_done", "flood/a#1"),
        (130, "task_start", "flood/c#1"),
        (230, "task_done", "flood/c#1"),
        (280, "resource_returned", "flood/c#1"),
    ]


def test_another_plan_waits_until_a_shared_team_is_back() -> None:
    flood = plan(calls("a", 0))
    other = dataclasses.replace(
        plan(
            Action("z", exactly(5), needs=(Need("squad", 1),)),
            Action("y", exactly(5), order=1, needs=(Need("squad", 1),)),
        ),
        id="storm",
        precedence=1,
    )
    script = Script(20_000, (FactAt(0, "deaths", Fraction(1)),))
    trace = rehearse(world(flood, other, pools=(TEAM,)), script)
    assert milestones(trace, "task_start", "resource_returned") == [
        (0, "task_start", "flood/a#1"),
        (180, "resource_returned", "flood/a#1"),
        (180, "task_start", "storm/z#1"),
        (180, "task_start", "storm/y#1"),
        (265, "resource_returned", "storm/z#1"),
    ]


def test_a_shared_team_that_is_away_joins_nobody() -> None:
    flood = plan(calls("a", 0), calls("b", 1, "a"))
    away = (Outage(Lost.POOL, "squad", 120, 400),)
    script = Script(20_000, (FactAt(0, "deaths", Fraction(1)),), outages=away)
    trace = rehearse(world(flood, pools=(TEAM,)), script)
    assert [r.t for r in trace.of("task_start")] == [0, 400]


def test_of_several_teams_one_that_cannot_come_holds_up_no_other() -> None:
    other = Pool("crew", "hq", 1, travel=exactly(5), is_shared=True)
    both = Action("a", exactly(100), needs=(Need("squad", 1), Need("crew", 1)))
    busy = Action("busy", exactly(50), order=1, priority=Priority.LIFE, needs=(Need("crew", 1),))
    elsewhere = dataclasses.replace(plan(busy), id="storm")
    away = (Outage(Lost.POOL, "crew", 20),)
    script = Script(20_000, (FactAt(0, "deaths", Fraction(1)),), outages=away)
    trace = rehearse(world(plan(both), elsewhere, pools=(TEAM, other)), script)
    assert milestones(trace, "task_start", "outage_begins") == [
        (0, "task_start", "storm/busy#1"),
        (20, "outage_begins", "crew"),
        (20, "task_start", "flood/a#1"),
    ]
    assert trace.of("task_start", entity="flood/a#1")[0].data["absent"] == ["crew"]


def test_a_team_that_cannot_come_is_waited_for_if_there_is_no_other() -> None:
    away = (Outage(Lost.POOL, "squad", 0, 500),)
    script = Script(20_000, (FactAt(0, "deaths", Fraction(1)),), outages=away)
    trace = rehearse(world(plan(calls("a", 0)), pools=(TEAM,)), script)
    assert [r.t for r in trace.of("task_start")] == [500]


def test_a_scenario_may_have_more_than_the_stock() -> None:
    needs = (("bus", 3), ("bus", 3))
    usual = moved(Pool("bus", "hq", 5), needs=needs)
    more = moved(Pool("bus", "hq", 5), needs=needs, extra=(("bus", 1),))
    starts = [(r.t, r.entity) for r in more.of("task_start")]
    assert [(r.t, r.entity) for r in usual.of("task_start")] == [
        (0, "flood/a#1"),
        (100, "flood/b#1"),
    ]
    assert starts == [(0, "flood/a#1"), (0, "flood/b#1")]
    assert usual.header["world"] == more.header["world"]
    assert usual.header["script"] != more.header["script"]


def test_a_scenario_cannot_add_to_what_there_is_not() -> None:
    with pytest.raises(ValueError, match="unknown: boat"):
        moved(Pool("bus", "hq", 5), needs=(("bus", 1),), extra=(("boat", 1),))


def filled_up(restock: Restock, *needs: int, stock: int = 5) -> list[tuple[int, str, object]]:
    pool = Pool("sand", "hq", stock, consumable=True, restock=restock)
    trace = moved(pool, needs=tuple(("sand", n) for n in needs))
    kinds = ("restock_ordered", "restocked", "task_start")
    return [(r.t, r.type, r.data.get("quantity")) for r in trace.of(*kinds)]


def test_a_stock_is_filled_up_once_less_than_the_reserve_is_left() -> None:
    assert filled_up(Restock(3, 4, exactly(60)), 2, 1, 4) == [
        (0, "task_start", None),
        (0, "restock_ordered", 4),
        (0, "task_start", None),
        (60, "restocked", 4),
        (60, "restock_ordered", 4),
        (60, "task_start", None),
        (120, "restocked", 4),
    ]


def test_more_is_ordered_as_long_as_somebody_lacks_it() -> None:
    assert filled_up(Restock(0, 4, exactly(60)), 12) == [
        (0, "restock_ordered", 4),
        (60, "restocked", 4),
        (60, "restock_ordered", 4),
        (120, "restocked", 4),
        (120, "task_start", None),
    ]


def test_what_is_enough_or_comes_in_no_number_is_not_ordered() -> None:
    assert filled_up(Restock(3, 4, exactly(60)), 2) == [(0, "task_start", None)]
    assert filled_up(Restock(9, 0, exactly(0)), 2) == [(0, "task_start", None)]


def test_what_is_borrowed_is_at_hand_while_the_depot_is_cut_off() -> None:
    pools = (
        Pool("boat", "army", 9, travel=exactly(0)),
        Pool("bus", "hq", 5, agreements=(Agreement("boat", exactly(60), exactly(300)),)),
    )
    cut = (Outage(Lost.POOL, "bus", 0, 10_000),)
    trace = moved(*pools, needs=(("bus", 3), ("bus", 2)), outages=cut)
    assert [(r.t, r.type, r.entity, r.data.get("quantity")) for r in trace.of(*MOVES)] == [
        (0, "aid_requested", "flood/a#1", 3),
        (0, "aid_requested", "flood/b#1", 2),
        (60, "aid_granted", "flood/a#1", 3),
        (60, "aid_granted", "flood/b#1", 2),
        (360, "loan_arrived", "flood/a#1", 3),
        (360, "loan_arrived", "flood/b#1", 2),
        (360, "task_start", "flood/a#1", None),
        (360, "task_start", "flood/b#1", None),
        (460, "task_done", "flood/a#1", None),
        (460, "task_done", "flood/b#1", None),
    ]
