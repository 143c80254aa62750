"""What people judge is known to those who see it, and to others once somebody tells them."""

from __future__ import annotations

import dataclasses
from fractions import Fraction
from typing import TYPE_CHECKING

from planforge.drill.chance import exactly
from planforge.drill.condition import AllOf, Judged
from planforge.drill.kit.grounds import grounds
from planforge.drill.means import Hop, Indicator, Person, Post
from planforge.drill.script import FactAt, Script, ToldAt
from planforge.drill.work import Action, Deadline, Notice, ReportRule
from planforge.drill.world import Link, LinkKind
from planforge.model.scales import Anchor
from tests.unit.drill.worlds import fact, level, milestones, plan, rehearse, world

if TYPE_CHECKING:
    from planforge.drill.trace import Trace
    from planforge.drill.world import World

BURIED = ToldAt(100, "buried", seers=("site",), dimensions=("deaths",))
FREED = ToldAt(900, "buried", so=False, seers=("site",), dimensions=("deaths",))
DEAD = FactAt(100, "deaths", Fraction(1))
QUICK = Hop("1", "site", "hq", exactly(60))
BY_WORD = plan(levels=(level(1, Judged("buried")),))


def far(*hops: Hop, of: object = BY_WORD, **parts: object) -> World:
    """Return a world in which only the site sees the dead."""
    made = world(of, hops=hops, **parts)  # type: ignore[arg-type]
    return dataclasses.replace(made, indicators=(Indicator("deaths", ("site",)),))


def heard(trace: Trace) -> list[tuple[int, str, object]]:
    return [(r.t, r.role, r.data["so"]) for r in trace.of("judgement_known")]


def test_only_who_sees_it_knows_at_once_and_others_act_once_they_are_told() -> None:
    trace = rehearse(far(QUICK), Script(9000, told=(BURIED,)))
    assert heard(trace) == [(100, "site", True), (160, "hq", True)]
    assert milestones(trace, "level_activated") == [(160, "level_activated", "flood")]
    [activated] = trace.of("level_activated")
    assert [r.type for r in trace.why(activated)][:3] == [
        "judgement_told",
        "judgement_known",
        "message_sent",
    ]
    assert trace.of("judgement_told")[0].data == {"so": True, "seen_by": ["site"]}
    assert trace.of("message_sent")[0].data["judged"] == ["buried"]


def test_who_is_never_told_does_nothing() -> None:
    trace = rehearse(far(), Script(9000, told=(BURIED,)))
    assert heard(trace) == [(100, "site", True)]
    assert milestones(trace, "level_activated") == []


def test_everybody_hears_of_what_nobody_in_particular_sees() -> None:
    everybody = dataclasses.replace(BURIED, seers=None)
    for script in (
        Script(9000, told=(everybody,)),
        Script(9000, told=(BURIED,), omniscient=True),
    ):
        trace = rehearse(far(), script)
        assert heard(trace) == []
        assert milestones(trace, "level_activated") == [(100, "level_activated", "flood")]
        assert trace.of("judgement_told")[0].data == {"so": True}


def test_it_goes_with_the_facts_that_came_about_with_it() -> None:
    both = AllOf((fact("deaths", ">= 1"), Judged("buried")))
    hop = dataclasses.replace(QUICK, dimensions=("deaths",))
    other = dataclasses.replace(QUICK, dimensions=("trapped",))
    of = plan(levels=(level(1, both),))
    trace = rehearse(far(hop, of=of), Script(9000, (DEAD,), told=(BURIED,)))
    assert [r.t for r in trace.of("message_sent")] == [160]
    assert milestones(trace, "level_activated") == [(160, "level_activated", "flood")]
    elsewhere = rehearse(far(other, of=of), Script(9000, (DEAD,), told=(BURIED,)))
    assert elsewhere.of("message_sent", "level_activated") == ()


def test_reports_and_notices_tell_what_their_sender_heard() -> None:
    rule = ReportRule("first", "flood", "site", "hq", 600, fact("deaths", ">= 1"))
    of = plan(levels=(level(1, Judged("buried")),))
    trace = rehearse(far(of=of, reports=(rule,)), Script(9000, (DEAD,), told=(BURIED,)))
    assert heard(trace)[:2] == [(100, "site", True), (100, "hq", True)]
    told = dataclasses.replace(BURIED, seers=("hq",))
    act = Action("a", exactly(50), notices=(Notice("city"), Notice("town", dimensions=("rain",))))
    noticed = rehearse(world(plan(act)), Script(9000, (DEAD,), told=(told,)))
    assert heard(noticed) == [(100, "hq", True), (150, "city", True)]


def test_a_report_of_one_plan_says_nothing_that_belongs_to_another() -> None:
    rule = ReportRule("first", "flood", "site", "hq", 600, fact("rain", ">= 1"))
    of = dataclasses.replace(BY_WORD, foreign=("deaths",))
    facts = (DEAD, FactAt(100, "rain", Fraction(5)))
    made = dataclasses.replace(
        far(of=of, reports=(rule,)),
        indicators=(Indicator("deaths", ("site",)), Indicator("rain", ("site",))),
    )
    assert heard(rehearse(made, Script(9000, facts, told=(BURIED,)))) == [(100, "site", True)]


def test_what_is_not_so_any_more_takes_its_way_too() -> None:
    trace = rehearse(far(QUICK), Script(9000, told=(BURIED, FREED)))
    assert heard(trace) == [
        (100, "site", True),
        (160, "hq", True),
        (900, "site", False),
        (960, "hq", False),
    ]


def test_older_news_changes_nothing() -> None:
    slow = dataclasses.replace(QUICK, id="2", handling=exactly(2000))
    again = dataclasses.replace(BURIED, time=500)
    trace = rehearse(far(QUICK, slow), Script(9000, told=(BURIED, again, FREED)))
    assert heard(trace) == [
        (100, "site", True),
        (160, "hq", True),
        (900, "site", False),
        (960, "hq", False),
    ]


def test_a_link_takes_effect_when_the_office_that_calls_knows_of_its_reason() -> None:
    other = plan(name="relief", levels=(level(1),))
    link = Link("l", "flood", "relief", LinkKind.ACTIVATE, ((1, 1),), Judged("buried"))
    of = far(QUICK, of=plan(levels=(level(1, fact("rain", ">= 1")),)), links=(link,))
    of = dataclasses.replace(
        of,
        plans=(*of.plans, other),
        indicators=(Indicator("deaths", ("site",)), Indicator("rain", ("hq",))),
    )
    trace = rehearse(of, Script(9000, (FactAt(0, "rain", Fraction(2)),), told=(BURIED,)))
    assert milestones(trace, "link_fired") == [(160, "link_fired", "l")]


def test_limits_run_from_when_it_came_about_and_not_from_another_judgement() -> None:
    late = ToldAt(130, "elsewhere", seers=("far",))
    when = AllOf((Judged("buried"), fact("deaths", ">= 1")))
    action = Action("a", exactly(30), deadlines=(Deadline(500, Anchor.OCCURRENCE),))
    of = far(QUICK, of=plan(action, levels=(level(1, when),)))
    trace = rehearse(of, Script(9000, (DEAD,), told=(BURIED, late)))
    assert heard(trace) == [(100, "site", True), (130, "far", True), (160, "hq", True)]
    [start] = trace.of("task_start")
    assert (start.t, start.data["since"], start.data["due"]) == (160, 100, 600)


def test_who_finds_out_a_fact_finds_out_what_came_with_it() -> None:
    unseen = dataclasses.replace(BURIED, seers=())
    dead = dataclasses.replace(DEAD, is_seen=False)
    levels = (level(1, fact("rain", ">= 1")), level(2, fact("deaths", ">= 1")))
    act = Action("a", exactly(30), trigger=Judged("buried"))
    of = far(QUICK, of=plan(act, levels=levels))
    of = dataclasses.replace(
        of, indicators=(Indicator("deaths", ("site",), exactly(300)), Indicator("rain", ("hq",)))
    )
    trace = rehearse(of, Script(9000, (dead, FactAt(200, "rain", Fraction(2))), told=(unseen,)))
    assert heard(trace) == [(300, "site", True), (360, "hq", True)]
    assert milestones(trace, "task_start") == [(360, "task_start", "flood/a#1")]


def test_a_level_rests_on_what_its_own_office_was_told() -> None:
    when = AllOf((Judged("buried"), fact("deaths", ">= 1")))
    of = plan(levels=(level(1, when),))
    trace = rehearse(far(QUICK, of=of), Script(9000, (DEAD,), told=(BURIED,)))
    [activated] = trace.of("level_activated")
    assert grounds(of, 1, activated, trace) == {"deaths": 1}
    before = dataclasses.replace(activated, t=159)
    assert grounds(of, 1, before, trace) == {}


def test_who_does_a_first_measure_begins_by_what_the_own_eyes_see() -> None:
    posts = (Post("warden", "site", ("li",), 1),)
    first = Action("first", exactly(30), doers=("warden",), trigger=Judged("buried"), is_early=True)
    later = Action("later", exactly(30), doers=("warden",), trigger=Judged("buried"))
    guarded = dataclasses.replace(first, id="guarded", trigger=None, guard=Judged("buried"))
    of = far(
        QUICK,
        of=plan(first, later, guarded, levels=(level(1, fact("rain", ">= 1")),)),
        posts=posts,
        persons=(Person("li", 12),),
    )
    of = dataclasses.replace(
        of, indicators=(Indicator("deaths", ("site",)), Indicator("rain", ("hq",)))
    )
    trace = rehearse(of, Script(9000, (FactAt(0, "rain", Fraction(2)),), told=(BURIED,)))
    assert milestones(trace, "task_start") == [
        (100, "task_start", "flood/guarded#1"),
        (100, "task_start", "flood/first#1"),
        (160, "task_start", "flood/later#1"),
    ]
