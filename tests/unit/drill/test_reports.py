"""Facts take their way, reports have their clocks, and messages wait for channels."""

from __future__ import annotations

import dataclasses
from fractions import Fraction
from typing import TYPE_CHECKING

from planforge.drill.chance import exactly
from planforge.drill.condition import AllOf, LevelIs, Not
from planforge.drill.means import Channel, Hop, Indicator
from planforge.drill.script import FactAt, HappensAt, Lost, Outage, Script
from planforge.drill.work import Action, Notice, ReportRule, Stage
from planforge.drill.world import End, World
from tests.unit.drill.worlds import fact, level, milestones, plan, rehearse, world

if TYPE_CHECKING:
    from planforge.drill.trace import Trace

DEAD = FactAt(100, "deaths", Fraction(1))
FAR = (Indicator("deaths", ("site",)),)


def far(*hops: Hop, **parts: object) -> World:
    """Return a world in which only the site sees the dead."""
    return dataclasses.replace(world(plan(), hops=hops, **parts), indicators=FAR)


def heard(trace: Trace) -> list[tuple[int, str, object]]:
    return [(r.t, r.role, r.data["value"]) for r in trace.of("fact_known")]


def test_facts_pass_from_hop_to_hop_and_start_the_plan_late() -> None:
    hops = (
        Hop("1", "site", "town", exactly(60), ("phone",)),
        Hop("2", "town", "hq", exactly(300), ("phone",)),
    )
    of = far(*hops, channels=(Channel("phone", exactly(5)),))
    trace = rehearse(of, Script(9000, (DEAD,)))
    assert heard(trace) == [(100, "site", 1), (165, "town", 1), (470, "hq", 1)]
    assert milestones(trace, "level_activated") == [(470, "level_activated", "flood")]
    [activated] = trace.of("level_activated")
    assert activated.know == {"hq": {"deaths": 1}}
    assert [r.type for r in trace.why(activated)][:3] == [
        "fact_update",
        "fact_known",
        "message_sent",
    ]
    known_at_once = rehearse(of, Script(9000, (DEAD,), omniscient=True))
    assert milestones(known_at_once, "level_activated") == [(100, "level_activated", "flood")]


def test_older_news_changes_nothing() -> None:
    hops = (
        Hop("post", "site", "hq", channels=("post",), dimensions=("deaths",)),
        Hop("quick", "site", "hq", exactly(10)),
        Hop("other", "site", "hq", dimensions=("trapped",)),
    )
    late = dataclasses.replace(DEAD, time=200, value=Fraction(4))
    of = far(*hops, channels=(Channel("post", exactly(500)),))
    trace = rehearse(of, Script(9000, (DEAD, late)))
    assert [r.t for r in trace.of("message_delivered")] == [110, 210, 600, 700]
    assert heard(trace) == [
        (100, "site", 1),
        (110, "hq", 1),
        (200, "site", 4),
        (210, "hq", 4),
    ]


def test_a_message_takes_the_first_channel_that_works_or_waits() -> None:
    channels = (Channel("net", exactly(1)), Channel("phone", exactly(7)))
    hop = Hop("1", "site", "hq", channels=("phone", "net"))
    of = far(hop, channels=channels)
    one = rehearse(of, Script(9000, (DEAD,), outages=(Outage(Lost.CHANNEL, "phone", 0),)))
    assert heard(one)[-1] == (101, "hq", 1)
    both = (Outage(Lost.CHANNEL, "phone", 0, 700), Outage(Lost.CHANNEL, "net", 0))
    none = rehearse(of, Script(9000, (DEAD,), outages=both))
    assert milestones(none, "message_waits", "message_sent", "message_delivered") == [
        (100, "message_waits", "hop:1@100"),
        (700, "message_sent", "hop:1@100"),
        (707, "message_delivered", "hop:1@100"),
    ]


def test_a_desk_that_is_cut_off_learns_afterwards() -> None:
    outages = (Outage(Lost.ORG, "hq", 50, 800),)
    trace = rehearse(far(Hop("1", "site", "hq")), Script(9000, (DEAD,), outages=outages))
    assert heard(trace)[-1] == (800, "hq", 1)


def test_an_action_tells_how_it_goes_and_that_it_is_done() -> None:
    action = Action("a", exactly(250), notices=(Notice("city", every=100),))
    trace = rehearse(world(plan(action)), Script(9000, (DEAD,)))
    assert [r.t for r in trace.of("message_delivered")] == [200, 300, 350]
    assert heard(trace)[-1] == (200, "city", 1)


def reporting(*rules: ReportRule, outages: tuple[Outage, ...] = ()) -> Trace:
    of = dataclasses.replace(plan(), end=End(fact("deaths", "= 0"), authority="chief"))
    facts = (DEAD, FactAt(5000, "deaths", Fraction(0)))
    channels = (Channel("phone", exactly(60)),)
    return rehearse(
        world(of, reports=rules, channels=channels), Script(20_000, facts, outages=outages)
    )


def rule(name: str = "first", **parts: object) -> ReportRule:
    given = {"within": 600, "on": fact("deaths", ">= 1"), "channels": ("phone",)} | parts
    ends = {"sender": "hq", "receiver": "city"}
    return ReportRule(name, "flood", **ends | given)  # type: ignore[arg-type]


STEPS = ("report_owed", "message_delivered", "report_missed", "ack_missed")


def test_a_report_at_its_last_second_is_in_time() -> None:
    for handling, missed in ((540, []), (541, [(700, "report_missed", "first")])):
        trace = reporting(rule(handling=exactly(handling)))
        assert milestones(trace, *STEPS) == [
            (100, "report_owed", "first"),
            *missed,
            (160 + handling, "message_delivered", "report:first:0"),
        ]
        assert trace.of("message_delivered")[0].data["late"] == len(missed)


def test_each_hop_has_a_clock_of_its_own() -> None:
    second = ReportRule("second", "flood", "city", "province", 300, upon="first")
    trace = reporting(rule(handling=exactly(240)), second)
    owed = [(r.t, r.entity, r.data["due"]) for r in trace.of("report_owed")]
    assert owed == [(100, "first", 700), (400, "second", 700)]


def test_reports_go_on_until_the_plan_ends_and_a_last_one_follows() -> None:
    trace = reporting(rule(every=2000, final=900))
    owed = [(r.t, r.data["stage"], r.data["due"]) for r in trace.of("report_owed")]
    assert owed == [
        (100, "first", 700),
        (2100, "follow-up", 2700),
        (4100, "follow-up", 4700),
        (5000, "final", 5900),
    ]


def test_who_does_not_acknowledge_is_named() -> None:
    cut = (Outage(Lost.ORG, "city", 0, 2000),)
    trace = reporting(rule(acknowledge=300), outages=cut)
    assert milestones(trace, *STEPS) == [
        (100, "report_owed", "first"),
        (400, "ack_missed", "first"),
        (700, "report_missed", "first"),
        (2000, "message_delivered", "report:first:0"),
    ]


def owed(trace: Trace) -> list[tuple[int, str, object]]:
    return [(r.t, r.entity, r.data["stage"]) for r in trace.of("report_owed")]


def test_what_happens_later_is_reported_from_the_beginning_by_whoever_knows() -> None:
    """The site sees the leak at 1000, `hq` hears of it a minute later; rain was reported before."""
    rain, leak = FactAt(0, "rain", Fraction(2)), FactAt(1000, "leak", Fraction(3))
    leaks = HappensAt(1000, "flood", ("leak",))
    by_rain = plan(levels=(level(1, fact("rain", ">= 1")),))
    rules = (
        rule("site", sender="site", on=fact("rain", ">= 1"), is_for_all=True),
        rule("office", on=fact("rain", ">= 1"), every=700),
        rule("wet", on=fact("rain", ">= 3")),
        rule("day", on=fact("rain", ">= 1"), stage=Stage.DAILY),
    )
    made = world(
        by_rain,
        reports=rules,
        channels=(Channel("phone"),),
        hops=(Hop("1", "site", "hq", exactly(60)),),
    )
    seen = Indicator("rain", ("hq",)), Indicator("leak", ("site",))
    of = dataclasses.replace(made, indicators=seen)
    trace = rehearse(of, Script(1_900, (rain, leak), happenings=(leaks,)))
    assert owed(trace) == [
        (0, "day", "first"),
        (0, "office", "first"),
        (700, "office", "follow-up"),
        (1000, "site", "first"),
        (1060, "office", "first"),
        (1760, "office", "follow-up"),
    ]
    everybody = rehearse(of, Script(1_200, (rain, leak), happenings=(leaks,), omniscient=True))
    assert [one for one in owed(everybody) if one[0]] == [
        (700, "office", "follow-up"),
        (1000, "office", "first"),
        (1000, "site", "first"),
    ]


def test_follow_ups_of_a_level_go_on_while_it_lasts_and_tell_at_once_what_changed() -> None:
    low, high = LevelIs("flood", 1), LevelIs("flood", 2)
    levels = (level(1, fact("deaths", ">= 1")), level(2, fact("deaths", ">= 3")))
    rules = (
        rule("low", on=AllOf((low, Not(high))), stage=Stage.FOLLOW_UP, every=900),
        rule("high", on=high, stage=Stage.FOLLOW_UP, every=400),
        rule("told", receiver="province", on=fact("deaths", ">= 3")),
        rule("then", receiver="province", on=low, stage=Stage.FOLLOW_UP, every=500),
        rule("last", receiver="province", on=None, stage=Stage.FINAL, final=800),
        rule("never", receiver="province", on=fact("deaths", ">= 9"), stage=Stage.FINAL, final=9),
    )
    of = dataclasses.replace(plan(levels=levels), end=End(fact("deaths", "= 0"), authority="chief"))
    facts = (DEAD, FactAt(1500, "deaths", Fraction(4)), FactAt(2400, "deaths", Fraction(0)))
    trace = rehearse(world(of, reports=rules, channels=(Channel("phone"),)), Script(5_000, facts))
    assert owed(trace) == [
        (1000, "low", "follow-up"),
        (1500, "told", "first"),
        (1500, "high", "follow-up"),
        (1900, "high", "follow-up"),
        (2000, "then", "follow-up"),
        (2300, "high", "follow-up"),
        (2400, "last", "final"),
    ]
