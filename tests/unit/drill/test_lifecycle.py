"""What overtakes what: ends, effects, replaced work, loans, handovers that come to nothing."""

from __future__ import annotations

import dataclasses
from fractions import Fraction
from typing import TYPE_CHECKING

from planforge.drill.chance import exactly
from planforge.drill.condition import AllOf, LevelIs, Not
from planforge.drill.means import Agreement, Channel, Hop, Indicator, Person, Pool, Post, Team
from planforge.drill.script import FactAt, Lost, OrderAt, Outage, Script, WarningAt
from planforge.drill.work import (
    Action,
    After,
    Deadline,
    Effect,
    Need,
    Notice,
    Relation,
    ReportRule,
    Running,
    When,
)
from planforge.drill.world import Body, End, Incident, Link, LinkKind, Plan
from planforge.model.scales import Anchor
from tests.unit.drill.worlds import fact, level, milestones, plan, rehearse, world

if TYPE_CHECKING:
    from planforge.drill.trace import Trace

DEAD = FactAt(10, "deaths", Fraction(1))


def now(number: int, time: int, name: str = "trapped") -> FactAt:
    return FactAt(time, name, Fraction(number))


def ending(*actions: Action, delay: int = 0, held: int = 0) -> Plan:
    return dataclasses.replace(
        plan(*actions), end=End(fact("trapped", "= 0"), held, "chief", exactly(delay))
    )


ENDS = ("end_pending", "end_withdrawn", "decision_waits", "plan_ended")


def test_an_end_is_withdrawn_when_its_reason_is_gone() -> None:
    facts = (DEAD, now(0, 100), now(1, 200), now(0, 400))
    trace = rehearse(world(ending(delay=150)), Script(2000, facts, omniscient=True))
    assert milestones(trace, *ENDS) == [
        (100, "end_pending", "flood"),
        (200, "end_withdrawn", "flood"),
        (400, "end_pending", "flood"),
        (550, "plan_ended", "flood"),
    ]


def test_an_end_waits_for_who_decides_it() -> None:
    away = (Outage(Lost.PERSON, "wang", 50, 900), Outage(Lost.PERSON, "wang", 60, 800))
    facts = (DEAD, now(0, 100))
    of = world(ending(delay=10))
    trace = rehearse(of, Script(2000, facts, outages=away, omniscient=True))
    assert milestones(trace, *ENDS) == [
        (100, "end_pending", "flood"),
        (110, "decision_waits", "flood"),
        (900, "plan_ended", "flood"),
    ]


def test_the_end_cancels_what_has_not_begun_and_lets_the_rest_finish() -> None:
    flood = ending(
        Action("long", exactly(500), ("chief",)),
        Action("never", exactly(5), ("chief",), order=1),
        Action("stopped", exactly(500), on_lower=Running.STOP),
        Action("clean", exactly(20), after_end=True, deadlines=(Deadline(60, Anchor.TERMINATION),)),
        Action("learn", exactly(20), after_end=True, trigger=fact("deaths", ">= 2")),
    )
    facts = (DEAD, now(0, 100), now(2, 700, "deaths"))
    trace = rehearse(world(flood), Script(2000, facts, omniscient=True))
    assert milestones(trace, "task_done", "task_cancelled", "incident_closed") == [
        (100, "task_cancelled", "flood/stopped#1"),
        (100, "task_cancelled", "flood/never#1"),
        (120, "task_done", "flood/clean#1"),
        (510, "task_done", "flood/long#1"),
        (720, "task_done", "flood/learn#1"),
        (720, "incident_closed", "event"),
    ]
    [cancelled, _] = trace.of("task_cancelled")
    assert cancelled.data == {
        "reason": "ended",
        "status": "running",
        "lacks": [],
        "waits_for": [],
        "due": None,
        "since": None,
    }
    assert trace.of("task_done", entity="flood/clean#1")[0].data["due"] == 160


def test_an_action_changes_what_is_so_for_those_who_do_it() -> None:
    save = Action(
        "save",
        exactly(60),
        ("squad",),
        effects=(Effect("trapped", Fraction(9), When.START), Effect("trapped", Fraction(0))),
    )
    after = Action("after", exactly(5), trigger=fact("trapped", "= 0"))
    squad = (Team("squad", "hq"),)
    trace = rehearse(world(plan(save, after), teams=squad), Script(2000, (DEAD,)))
    assert [(r.t, r.role, r.data["value"]) for r in trace.of("fact_known")][1:] == [
        (10, "hq", 9),
        (70, "hq", 0),
    ]
    assert milestones(trace, "task_start")[1:] == [(70, "task_start", "flood/after#1")]


def test_predecessors_that_are_skipped_cancelled_failed_or_not_asked_for() -> None:
    flood = plan(
        Action("skipped", exactly(5), guard=fact("deaths", "> 5")),
        Action("struck", exactly(500), ("squad",)),
        Action("higher", exactly(5), first_rank=4),
        Action("a", exactly(5), after=(After("flood/skipped"), After("flood/higher"))),
        Action("b", exactly(5), after=(After("flood/struck"),)),
        Action("c", exactly(5), after=(After("flood/struck", tolerant=True),)),
        Action("d", exactly(5), after_any=(After("flood/struck"), After("flood/a", lag=7))),
        Action("e", exactly(5), after_any=(After("flood/higher"),)),
        Action("f", exactly(9), after=(After("flood/struck", Relation.FINISH_FINISH),)),
    )
    strike = (Outage(Lost.TEAM, "squad", 100, strikes=True),)
    of = world(flood, teams=(Team("squad", "hq", 1, exactly(200)),))
    trace = rehearse(of, Script(2000, (DEAD,), outages=strike))
    assert milestones(trace, "task_skipped", "task_failed", "task_done", "arrived") == [
        (10, "task_skipped", "flood/skipped#1"),
        (15, "task_done", "flood/a#1"),
        (15, "task_done", "flood/e#1"),
        (27, "task_done", "flood/d#1"),
        (100, "task_failed", "flood/struck#1"),
        (105, "task_done", "flood/c#1"),
    ]
    assert [(r.entity, r.data["waits_for"]) for r in trace.of("task_open_at_horizon")] == [
        ("flood/b#1", ["flood/struck#1"]),
        ("flood/f#1", ["flood/struck#1"]),
    ]


def test_work_that_may_not_end_first_is_held_open() -> None:
    early = Action("early", exactly(5), after=(After("flood/late", Relation.FINISH_FINISH, 30),))
    trace = rehearse(world(plan(early, Action("late", exactly(100)))), Script(2000, (DEAD,)))
    assert milestones(trace, "task_done") == [
        (110, "task_done", "flood/late#1"),
        (140, "task_done", "flood/early#1"),
    ]


def test_replaced_work_is_stopped_if_it_says_so() -> None:
    patrol = Action("patrol", exactly(900), on_replace=Running.STOP)
    siege = Action("siege", exactly(5), first_rank=2, replaces=("patrol",))
    levels = (level(1, fact("deaths", ">= 1")), level(2, fact("deaths", ">= 3")))
    flood = plan(patrol, siege, levels=levels)
    trace = rehearse(world(flood), Script(2000, (DEAD, now(3, 300, "deaths"))))
    assert [(r.t, r.data) for r in trace.of("task_cancelled")] == [(300, {"reason": "replaced"})]


def test_a_limit_from_the_receipt_begins_when_the_office_knows_what_asks_for_a_level() -> None:
    action = Action("a", exactly(500), deadlines=(Deadline(60, Anchor.RECEIPT),))
    seen = (Indicator("deaths", ("site",)),)
    told = (Hop("up", "site", "hq", exactly(60)),)
    trace = rehearse(world(plan(action), indicators=seen, hops=told), Script(2000, (DEAD,)))
    assert milestones(trace, "message_delivered", "level_activated", "deadline_missed") == [
        (70, "message_delivered", "hop:up@10"),
        (70, "level_activated", "flood"),
        (130, "deadline_missed", "flood/a#1"),
    ]


def test_a_limit_from_the_receipt_of_a_plan_that_was_called_begins_with_the_call() -> None:
    busy = Action("busy", exactly(900), ("chief",))
    action = Action("a", exactly(5), ("chief",), deadlines=(Deadline(60, Anchor.RECEIPT),), order=1)
    told = Action("told", exactly(50), ("squad",), notices=(Notice("hq"),))
    squad = (Team("squad", "site"),)
    ordered = Script(2000, orders=(OrderAt(0, "flood", 1, "chief"),))
    trace = rehearse(world(plan(busy, action, told), teams=squad), ordered)
    assert milestones(trace, "message_delivered", "deadline_missed") == [
        (50, "message_delivered", "notice:flood/told#1:0:0"),
        (110, "deadline_missed", "flood/a#1"),
    ]


def test_what_is_done_first_begins_with_the_proposal_and_goes_on_in_the_response() -> None:
    first = Action("first", exactly(20), is_early=True, deadlines=(Deadline(60, Anchor.RECEIPT),))
    other = Action("other", exactly(10), after=(After("flood/first"),), order=1)
    slow = (level(1, fact("deaths", ">= 1"), exactly(100)),)
    trace = rehearse(world(plan(first, other, levels=slow)), Script(2000, (DEAD,)))
    assert milestones(trace, "decision_pending", "task_start", "level_activated", "task_done") == [
        (10, "decision_pending", "flood"),
        (10, "task_start", "flood/first#1"),
        (30, "task_done", "flood/first#1"),
        (110, "level_activated", "flood"),
        (110, "task_start", "flood/other#1"),
        (120, "task_done", "flood/other#1"),
    ]


def test_a_loan_without_term_goes_back_when_the_plan_ends() -> None:
    lent = Pool("bus", "hq", 1, agreements=(Agreement("coach", travel=exactly(30)),))
    flood = ending(Action("a", exactly(50), needs=(Need("bus", 2),)))
    pools = (lent, Pool("coach", "city", 5))
    trace = rehearse(world(flood, pools=pools), Script(2000, (DEAD, now(0, 500)), omniscient=True))
    assert milestones(
        trace, "loan_arrived", "plan_ended", "loan_returned", "resource_returned"
    ) == [
        (40, "loan_arrived", "flood/a#1"),
        (500, "plan_ended", "flood"),
        (500, "loan_returned", "bus"),
        (530, "resource_returned", "bus"),
    ]


def test_help_for_work_that_is_over_is_not_given_or_goes_back_at_once() -> None:
    slow = Agreement("coach", answer=exactly(100), travel=exactly(100))
    for end, expected in (
        (50, [(110, "aid_refused", "flood/a#1")]),
        (
            150,
            [
                (110, "aid_granted", "flood/a#1"),
                (210, "loan_arrived", "flood/a#1"),
                (210, "loan_returned", "bus"),
            ],
        ),
    ):
        pools = (Pool("bus", "hq", 0, agreements=(slow, slow)), Pool("coach", "city", 1))
        of = world(ending(Action("a", exactly(50), needs=(Need("bus", 1),))), pools=pools)
        trace = rehearse(of, Script(2000, (DEAD, now(0, end)), omniscient=True))
        assert (
            milestones(trace, "aid_granted", "aid_refused", "loan_arrived", "loan_returned")
            == expected
        )


def test_borrowed_goods_that_are_used_up_are_not_owed() -> None:
    pools = (
        Pool("sand", "hq", 0, consumable=True, agreements=(Agreement("depot", term=9),)),
        Pool("depot", "city", 8, consumable=True),
    )
    trace = rehearse(
        world(plan(Action("a", exactly(50), needs=(Need("sand", 3),))), pools=pools),
        Script(2000, (DEAD,)),
    )
    assert milestones(trace, "task_done", "loan_returned") == [(60, "task_done", "flood/a#1")]


def test_two_loans_are_overdue_and_go_back_as_they_are_freed() -> None:
    lent = Pool("bus", "hq", 0, agreements=(Agreement("coach", term=20),))
    actions = [
        Action(name, exactly(n), needs=(Need("bus", 1),)) for name, n in (("a", 50), ("b", 90))
    ]
    pools = (lent, Pool("coach", "city", 2))
    trace = rehearse(world(plan(*actions), pools=pools), Script(2000, (DEAD,)))
    assert milestones(trace, "loan_overdue", "loan_returned") == [
        (30, "loan_overdue", "bus"),
        (30, "loan_overdue", "bus"),
        (60, "loan_returned", "bus"),
        (100, "loan_returned", "bus"),
    ]


def test_what_is_learnt_in_one_second_goes_in_one_message() -> None:
    facts = (DEAD, now(2, 10, "rain"), now(3, 20, "rain"))
    of = dataclasses.replace(
        world(
            plan(),
            hops=(Hop("up", "site", "hq", exactly(10), ("phone",)),),
            channels=(Channel("phone"),),
        ),
        indicators=(Indicator("deaths", ("site",)), Indicator("rain", ("site",))),
    )
    trace = rehearse(of, Script(2000, facts))
    assert [(r.t, r.know) for r in trace.of("message_sent")] == [
        (20, {"site": {"deaths": 1, "rain": 3}}),
        (30, {"site": {"rain": 3}}),
    ]


def test_what_nobody_observes_or_is_not_so_cannot_be_verified() -> None:
    levels = (level(1, fact("deaths", ">= 1")), level(2, fact("rain", ">= 1")))
    trace = rehearse(world(plan(levels=levels)), Script(50))
    assert milestones(trace, "unverifiable", "verify_failed") == [
        (0, "unverifiable", "flood"),
        (0, "verify_failed", "deaths"),
    ]


def test_shifts_that_meet_are_one() -> None:
    clerk = Person("clerk", shifts=((0, 100), (100, 200), (150, 400), (-50, -10)))
    of = world(
        plan(
            Action("a", exactly(10), ("desk",), after=(After("flood/b"),)),
            Action("b", exactly(290)),
        ),
        persons=(clerk,),
        posts=(Post("desk", "hq", ("clerk",)),),
    )
    trace = rehearse(of, Script(2000, (DEAD,)))
    assert milestones(trace, "shift_begins", "shift_ends", "task_start")[::2] == [
        (0, "shift_begins", "clerk"),
        (300, "task_start", "flood/a#1"),
    ]


def test_a_warning_given_twice_is_one_and_a_link_below_its_level_is_none() -> None:
    warnings = (WarningAt(5, "rain", 2), WarningAt(6, "rain", 2))
    links = (Link("l", "flood", "slide", levels=((2, 1),)),)
    slide = plan(name="slide", levels=(level(1),))
    trace = rehearse(world(plan(), slide, links=links), Script(50, (DEAD,), warnings))
    assert milestones(trace, "warning_set", "warning_changed", "link_fired") == [
        (5, "warning_set", "rain")
    ]


def test_reports_begin_again_once_their_reason_has_been_gone() -> None:
    rule = ReportRule("r", "flood", "hq", "city", 60, fact("rain", ">= 1"))
    facts = (
        DEAD,
        now(1, 20, "rain"),
        now(0, 100),
        now(2, 110, "rain"),
        now(0, 200, "rain"),
        now(3, 300, "rain"),
    )
    trace = rehearse(world(ending(), reports=(rule,)), Script(900, facts, omniscient=True))
    assert [r.t for r in trace.of("report_owed")] == [20, 300]


def commanded(bodies: tuple[Body, ...], *facts: FactAt, **given: object) -> Trace:
    of = dataclasses.replace(
        world(
            plan(),
            persons=(Person("zhou"),),
            posts=(
                Post("mayor", "city", ("zhou",), 9),
                Post("governor", "province", ("zhou",), 12),
            ),
        ),
        incidents=(Incident("event", "hq", bodies=bodies),),
    )
    return rehearse(of, Script(2000, facts, omniscient=True, **given))  # type: ignore[arg-type]


def test_a_higher_body_overtakes_one_that_is_about_to_decide() -> None:
    bodies = (
        Body("county", "chief"),
        Body("city", "mayor", when=fact("deaths", ">= 3"), delay=exactly(300)),
        Body("province", "governor", when=fact("deaths", ">= 30"), delay=exactly(50)),
    )
    trace = commanded(bodies, DEAD, now(3, 100, "deaths"), now(30, 200, "deaths"))
    assert [(r.t, r.type, r.role) for r in trace.of("takeover_pending", "handover_done")] == [
        (100, "takeover_pending", "mayor"),
        (200, "takeover_pending", "governor"),
        (250, "handover_done", "governor"),
    ]


def test_nobody_is_called_while_command_changes_hands() -> None:
    bodies = (
        Body("county", "chief"),
        Body("city", "mayor", when=fact("deaths", ">= 3"), handover=exactly(300)),
        Body("province", "governor", when=fact("deaths", ">= 30")),
    )
    trace = commanded(bodies, DEAD, now(3, 100, "deaths"), now(30, 200, "deaths"))
    assert [(r.t, r.data["to"]) for r in trace.of("handover_done")] == [
        (400, "city"),
        (400, "province"),
    ]


def test_an_end_that_is_pending_is_not_asked_for_twice_and_is_judged_anew() -> None:
    slide = plan(name="slide", levels=(level(1, fact("rain", ">= 1")),))
    flood = dataclasses.replace(
        plan(),
        end=End(AllOf((fact("trapped", "= 0"), Not(LevelIs("slide", 1)))), 0, "", exactly(100)),
    )
    facts = (DEAD, now(0, 100), now(2, 150, "deaths"), now(1, 200, "rain"))
    trace = rehearse(world(flood, slide), Script(900, facts, omniscient=True))
    assert [(r.t, r.type, r.role) for r in trace.of(*ENDS)] == [
        (100, "end_pending", "chief"),
        (200, "end_withdrawn", "chief"),
    ]


def test_a_plan_that_two_others_supersede_ends_once() -> None:
    links = tuple(
        Link(name, "flood", name, LinkKind.SUPERSEDE, ((1, 1),)) for name in ("master", "upper")
    )
    others = [plan(name=name, levels=(level(1),)) for name in ("master", "upper")]
    trace = rehearse(world(plan(), *others, links=links), Script(900, (DEAD,)))
    assert milestones(trace, "plan_ended") == [(10, "plan_ended", "flood")]


def test_an_order_overtakes_a_decision_that_is_pending() -> None:
    slow = plan(levels=(level(1, fact("deaths", ">= 1"), exactly(600)), level(2)))
    orders = (OrderAt(100, "flood", 2, "governor"),)
    trace = rehearse(world(slow), Script(900, (DEAD,), orders=orders))
    assert milestones(trace, "decision_pending", "decision_withdrawn", "level_activated") == [
        (10, "decision_pending", "flood"),
        (100, "level_activated", "flood"),
    ]


def test_supplies_that_come_in_time_are_no_reason_to_take_over() -> None:
    bodies = (Body("county", "chief"), Body("city", "mayor", shortage=300))
    actions = [Action(name, exactly(200), needs=(Need("boat", 1),)) for name in "ab"]
    of = dataclasses.replace(
        world(
            plan(*actions),
            persons=(Person("zhou"),),
            posts=(Post("mayor", "city", ("zhou",), 9),),
            pools=(Pool("boat", "hq", 1),),
        ),
        incidents=(Incident("event", "hq", bodies=bodies),),
    )
    trace = rehearse(of, Script(900, (DEAD,)))
    assert (trace.of("takeover_pending"), len(trace.of("task_done"))) == ((), 2)


def test_what_is_learnt_later_in_the_same_second_is_told_too() -> None:
    save = Action("save", exactly(0), ("squad",), effects=(Effect("trapped", Fraction(0)),))
    of = dataclasses.replace(
        world(
            plan(save),
            teams=(Team("squad", "site"),),
            hops=(Hop("up", "site", "hq", channels=("phone",)),),
            channels=(Channel("phone"),),
        ),
        indicators=(Indicator("deaths", ("site",)),),
    )
    trace = rehearse(of, Script(900, (DEAD,)))
    assert [(r.t, r.entity, r.know) for r in trace.of("message_sent")] == [
        (10, "hop:up@10", {"site": {"deaths": 1}}),
        (10, "hop:up@10+", {"site": {"trapped": 0}}),
    ]


def test_work_afterwards_waits_for_work_that_is_not_asked_for_yet() -> None:
    flood = ending(
        Action("learn", exactly(20), after_end=True, trigger=fact("deaths", ">= 2")),
        Action("close", exactly(5), after_end=True, after=(After("flood/learn"),)),
    )
    rule = ReportRule("r", "flood", "hq", "city", 60, fact("rain", ">= 1"), final=60)
    facts = (DEAD, now(0, 100), now(2, 700, "deaths"))
    trace = rehearse(world(flood, reports=(rule,)), Script(2000, facts, omniscient=True))
    assert milestones(trace, "task_done", "report_owed") == [
        (720, "task_done", "flood/learn#1"),
        (725, "task_done", "flood/close#1"),
    ]


def test_first_measures_begin_where_the_reason_is_seen_and_elsewhere_with_the_proposal() -> None:
    limit = (Deadline(60, Anchor.OCCURRENCE),)
    there = Action("there", exactly(20), ("squad",), is_early=True, deadlines=limit)
    here = Action("here", exactly(20), ("chief",), is_early=True, order=1)
    of = world(
        plan(there, here, levels=(level(1, fact("deaths", ">= 1"), exactly(100)),)),
        teams=(Team("squad", "site"),),
        indicators=(Indicator("deaths", ("site",)),),
        hops=(Hop("up", "site", "hq", exactly(50)),),
    )
    trace = rehearse(of, Script(2000, (DEAD,)))
    assert milestones(trace, "task_start", "decision_pending", "level_activated", "task_done") == [
        (10, "task_start", "flood/there#1"),
        (30, "task_done", "flood/there#1"),
        (60, "decision_pending", "flood"),
        (60, "task_start", "flood/here#1"),
        (80, "task_done", "flood/here#1"),
        (160, "level_activated", "flood"),
    ]


def test_what_is_done_every_so_often_goes_on_when_its_level_comes_back() -> None:
    meet = Action("meet", exactly(0), every=100)
    high = Action("meet-high", exactly(0), first_rank=2, replaces=("meet",))
    of = dataclasses.replace(
        world(
            dataclasses.replace(
                plan(
                    meet,
                    high,
                    levels=(level(1, fact("deaths", ">= 1")), level(2, fact("deaths", ">= 2"))),
                ),
                hold=0,
            )
        ),
        indicators=(Indicator("deaths", ("hq",)),),
    )
    facts = (now(1, 0, "deaths"), now(2, 150, "deaths"), now(1, 350, "deaths"))
    trace = rehearse(of, Script(550, facts))
    assert milestones(trace, "task_repeated") == [
        (100, "task_repeated", "flood/meet#1"),
        (400, "task_repeated", "flood/meet#1"),
        (500, "task_repeated", "flood/meet#1"),
    ]


def test_who_is_elsewhere_is_asked_last() -> None:
    asks = dataclasses.replace(
        plan(levels=(level(1, fact("rain", ">= 1")),)), elsewhere=("far", "hq")
    )
    seen = Indicator("rain", ("far", "near"), exactly(20))
    for observers, asked in ((("far", "near"), "near"), (("far",), "far")):
        of = world(asks, indicators=(dataclasses.replace(seen, observers=observers),))
        [verify] = rehearse(of, Script(50, (now(1, 100),))).of("verify_opened")
        assert verify.role == asked
