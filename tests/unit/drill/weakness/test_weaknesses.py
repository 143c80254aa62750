"""Where plans break in one run: each sort of weakness, and runs that only look like it."""

from __future__ import annotations

import dataclasses
from fractions import Fraction
from typing import TYPE_CHECKING

import pytest

from planforge.drill.chance import Mode, Span, exactly
from planforge.drill.condition import AllOf, AnyOf, Judged, LevelIs, Not
from planforge.drill.entries import Assumption
from planforge.drill.limits import limits_of
from planforge.drill.means import Channel, Hop, Indicator, Person, Pool, Post
from planforge.drill.rehearsal import play
from planforge.drill.script import FactAt, Lost, Outage, Script
from planforge.drill.weakness import Scene, finding, seen_in, weaknesses
from planforge.drill.work import Action, After, Deadline, Need, Priority, ReportRule
from planforge.drill.world import Body, End, Incident, Level
from planforge.findings import Place, Severity
from planforge.i18n import msg
from planforge.model.drill_scales import Confidence
from planforge.model.scales import Anchor
from tests.unit.drill.rehearsed import found, rehearsed, told
from tests.unit.drill.worlds import HOUR, MINUTE, fact, level, plan, world

if TYPE_CHECKING:
    from planforge.drill.condition import Condition
    from planforge.drill.world import World

START = (FactAt(0, "deaths", Fraction(1)),)
SCRIPT = Script(10 * HOUR, START)


def test_actions_that_wait_for_one_another_are_named_in_their_ring() -> None:
    actions = (
        Action("a", exactly(10), after=(After("flood/b"),)),
        Action("b", exactly(10), after=(After("flood/a"),)),
        Action("c", exactly(10), after=(After("flood/b"),)),
    )
    assert told(world(plan(*actions)), SCRIPT, "E01") == [
        (
            "E01",
            "error",
            ["flood/a", "flood/b"],
            "These actions wait for one another and none can begin: Flood：a, Flood：b, Flood：a",
        )
    ]


def test_an_action_hangs_with_all_that_waits_for_it() -> None:
    actions = (
        Action("a", exactly(10), guard=fact("rain", ">= 5")),
        Action("b", exactly(10), after=(After("flood/a"),)),
        Action("c", exactly(10), after=(After("flood/b"),)),
    )
    assert told(world(plan(*actions), indicators=(Indicator("rain"),)), SCRIPT, "E01") == [
        (
            "E01",
            "warning",
            ["flood/a", "rain"],
            "Flood：a is never done: nobody ever tells: rain; with it 2 further actions hang",
        )
    ]


def test_an_action_waits_for_what_was_called_off() -> None:
    of = world(
        plan(
            Action("a", exactly(HOUR), ("chief",)),
            Action("b", exactly(10), after=(After("flood/a"),)),
        )
    )
    script = dataclasses.replace(
        SCRIPT, outages=(Outage(Lost.PERSON, "wang", 600, 700, strikes=True),)
    )
    assert told(of, script, "E01") == [
        (
            "E01",
            "warning",
            ["flood/a", "wang"],
            "Flood：a broke off at T+00:10, when wang was lost, and nobody takes it up again",
        ),
        (
            "E01",
            "warning",
            ["flood/b", "flood/a"],
            "Flood：b is never done: what it waits for never comes about: a",
        ),
    ]


def test_people_and_supplies_that_never_come() -> None:
    of = world(
        plan(
            Action("a", exactly(10), ("night",)),
            Action("b", exactly(10), needs=(Need("boat", 3),)),
            Action("c", exactly(10), ("nobody",)),
        ),
        persons=(Person("zhao"),),
        posts=(Post("night", "hq", ("zhao",)), Post("nobody", "hq", ())),
        pools=(Pool("boat", "hq", 2),),
    )
    script = dataclasses.replace(SCRIPT, outages=(Outage(Lost.PERSON, "zhao", 0),))
    assert [line[2:] for line in told(of, script, "E01")] == [
        (
            ["flood/a", "zhao"],
            "Flood：a is never done: nobody and nothing that it needs is there: zhao",
        ),
        (["flood/b", "boat"], "Flood：b is never done: there is not enough of boat"),
        (["flood/c", "nobody"], "Flood：c is never done: nobody fills the post nobody"),
    ]


def _ending(*actions: Action) -> World:
    """Return a world of *actions* whose response ends ten minutes after the dead are none."""
    end = End(fact("deaths", "= 0"), 600, "chief")
    return world(
        dataclasses.replace(plan(*actions), end=end),
        indicators=(Indicator("deaths", ("hq",)),),
    )


ENDS = Script(10 * HOUR, (*START, FactAt(4 * HOUR, "deaths", Fraction(0))))


def test_what_waits_for_one_another_is_told_though_the_response_ends() -> None:
    limit = (Deadline(HOUR),)
    of = _ending(
        Action("a", exactly(10), after=(After("flood/b"),), deadlines=limit),
        Action("b", exactly(10), after=(After("flood/a"),)),
        Action("c", exactly(10), after=(After("flood/b"),)),
    )
    assert told(of, ENDS, "E01", "E02") == [
        (
            "E01",
            "error",
            ["flood/a", "flood/b"],
            "These actions wait for one another and none can begin: Flood：a, Flood：b, Flood：a",
        ),
        (
            "E02",
            "warning",
            ["flood/a", "flood/b"],
            (
                "Flood：a is to be done within 1 h and is not done at the end, after 4 h 10 min; "
                "where the time went: what has to be done before 4 h 10 min (b)"
            ),
        ),
    ]


def test_what_was_short_until_the_response_ended_hangs_once_its_limit_passed() -> None:
    found = []
    for hours in (4, 5):
        of = _ending(
            Action("a", exactly(10), ("gone",), deadlines=(Deadline(hours * HOUR),)),
            Action("b", exactly(10), after=(After("flood/a"),)),
        )
        script = dataclasses.replace(ENDS, outages=(Outage(Lost.PERSON, "zhao", 0),))
        of = dataclasses.replace(
            of,
            persons=(*of.persons, Person("zhao")),
            posts=(*of.posts, Post("gone", "hq", ("zhao",))),
        )
        found.append([line[3] for line in told(of, script, "E01")])
    assert found == [
        [
            (
                "Flood：a is never done: nobody and nothing that it needs is there: zhao; "
                "with it 1 further actions hang"
            )
        ],
        [],
    ]


def test_what_waits_out_a_pause_at_the_end_does_not_hang() -> None:
    actions = (
        Action("a", exactly(10)),
        Action("b", exactly(10), after=(After("flood/a", lag=20 * HOUR),)),
    )
    assert told(_ending(*actions), ENDS, "E01") == []
    assert told(world(plan(*actions)), SCRIPT, "E01") == []


def test_what_goes_on_when_the_response_ends_does_not_hang() -> None:
    limit = (Deadline(HOUR),)
    of = _ending(
        Action("a", exactly(9 * HOUR), deadlines=limit),
        Action("b", exactly(10), after=(After("flood/a"),)),
    )
    assert told(of, ENDS, "E01") == []


def test_work_that_goes_on_at_the_horizon_does_not_hang() -> None:
    actions = (
        Action("a", exactly(20 * HOUR), ("chief",)),
        Action("b", exactly(10), ("chief",), order=1),
        Action("c", exactly(10), after=(After("flood/a"),)),
    )
    assert told(world(plan(*actions)), SCRIPT, "E01") == []


def test_a_limit_is_missed_and_the_time_is_told_by_cause() -> None:
    limit = (Deadline(HOUR),)
    of = world(
        plan(
            Action("sign", exactly(40 * MINUTE), ("chief",), priority=Priority.LIFE),
            Action("move", exactly(50 * MINUTE), ("chief",), deadlines=limit, order=1),
        )
    )
    [weakness] = found(of, SCRIPT, "E02")
    assert (weakness.severity, [entry.id for entry in weakness.entries]) == (
        Severity.WARNING,
        ["flood/move", "flood/sign", "wang"],
    )
    assert weakness.message.render("en") == (
        "Flood：move is to be done within 1 h and takes 1 h 30 min; where the time went: "
        "the work itself 50 min, waiting for people 40 min (wang, busy with sign)"
    )
    assert weakness.message.render("zh_CN") == (
        "Flood：move规定1小时内完成，用了1小时30分钟；"
        "时间用在：作业50分钟、等候人员40分钟（wang，正在sign）"
    )
    assert weakness.delay is not None
    assert weakness.delay.seconds == 90 * MINUTE


def test_a_limit_that_is_met_at_its_last_second_is_kept() -> None:
    of = world(plan(Action("move", exactly(HOUR), deadlines=(Deadline(HOUR),))))
    assert told(of, SCRIPT, "E02") == []


def test_what_is_late_by_an_estimate_alone_is_advice() -> None:
    of = world(plan(Action("move", exactly(2 * HOUR), deadlines=(Deadline(HOUR),))))
    text = msg("Nothing changed.")
    guess = Assumption("flood/move", text, text, Confidence.LOW, exactly(2 * HOUR))
    made = rehearsed(of, SCRIPT, (guess,))
    [one] = [weak for weak in weaknesses(made, play(made)) if weak.id == "E02"]
    assert (one.severity, one.message.render("en")) == (
        Severity.ADVICE,
        (
            "Flood：move is to be done within 1 h and takes 2 h; where the time went: "
            "the work itself 2 h; 2 h of the work is estimated, no file states it"
        ),
    )


def test_what_the_least_of_an_estimate_would_keep_is_doubtful_and_no_proposal() -> None:
    of = world(plan(Action("move", exactly(2 * HOUR), deadlines=(Deadline(HOUR),))))
    text = msg("Nothing changed.")
    measure = (
        "Measure in a drill how long the work takes and enter it under “durations” (工期); "
        "only then decide whether the limit is to change."
    )
    found: list[tuple[bool, str]] = []
    for least in (HOUR, HOUR + 1):
        span = Span(least, 2 * HOUR, 3 * HOUR)
        guess = Assumption("flood/move", text, text, Confidence.LOW, span)
        made = rehearsed(of, SCRIPT, (guess,))
        trace = play(made)
        [one] = [weak for weak in weaknesses(made, trace) if weak.id == "E02"]
        assert one.hint is not None
        assert limits_of(made, trace).is_doubtful("flood/move#1") == one.is_doubtful
        found.append((one.is_doubtful, one.hint.render("en")))
    assert found == [
        (True, measure),
        (False, "Allow more time, or begin earlier: nothing else holds it up."),
    ]


def test_late_places_are_told_once_by_the_latest() -> None:
    limit = (Deadline(HOUR),)
    times = {"move": 50, "move@east": 70, "move@south": 130, "move@west": 90}
    actions = [
        Action(name, exactly(minutes * MINUTE), deadlines=limit) for name, minutes in times.items()
    ]
    [(kind, severity, entries, text)] = told(world(plan(*actions)), SCRIPT, "E02")
    assert (kind, severity, entries) == ("E02", "warning", ["flood/move"])
    assert text == (
        "Flood：move@south is to be done within 1 h and takes 2 h 10 min; where the time went: "
        "the work itself 2 h 10 min; 2 other places are late, too"
    )


def test_a_limit_from_the_occurrence_does_not_run_before_anything_occurs() -> None:
    limit = (Deadline(HOUR, Anchor.OCCURRENCE),)
    of = world(plan(Action("move", exactly(50 * MINUTE), deadlines=limit)))
    script = Script(10 * HOUR, (FactAt(5 * HOUR, "deaths", Fraction(1)),))
    assert told(of, script, "E02") == []


def test_a_limit_that_a_higher_level_cuts_runs_from_its_rise() -> None:
    limits = (Deadline(3 * HOUR), Deadline(HOUR, from_rank=2))
    levels = (level(1, fact("deaths", ">= 1")), level(2, fact("deaths", ">= 3")))
    of = world(plan(Action("move", exactly(150 * MINUTE), deadlines=limits), levels=levels))
    script = Script(10 * HOUR, (*START, FactAt(HOUR, "deaths", Fraction(3))))
    [(kind, severity, entries, text)] = told(of, script, "E02")
    assert (kind, severity, entries) == ("E02", "warning", ["flood/move"])
    assert text == (
        "Flood：move is to be done within 1 h of the rise to Ⅲ and takes 1 h 30 min; "
        "where the time went: the work itself 1 h 30 min"
    )


def test_a_report_comes_late_through_a_channel_that_failed() -> None:
    rule = ReportRule(
        "first", "flood", "hq", "city", 600, fact("deaths", ">= 1"), channels=("phone",)
    )
    of = world(plan(), reports=(rule,), channels=(Channel("phone", exactly(60)),))
    script = dataclasses.replace(SCRIPT, outages=(Outage(Lost.CHANNEL, "phone", 0, 3000),))
    assert told(of, script, "E02") == [
        (
            "E02",
            "warning",
            ["first", "hq", "city"],
            (
                "Flood：first is to arrive within 10 min and takes 51 min; where the time went: "
                "outage 50 min (phone), messages on their way 1 min"
            ),
        )
    ]


def test_a_person_is_wanted_by_two_plans() -> None:
    late = (Deadline(30 * MINUTE),)
    order = Action("order", exactly(40 * MINUTE), ("chief",), priority=Priority.LIFE)
    slide = dataclasses.replace(
        plan(Action("warn", exactly(10 * MINUTE), ("chief",), deadlines=late), name="slide"),
        precedence=1,
    )
    assert told(world(plan(order), slide), SCRIPT, "E03") == [
        (
            "E03",
            "warning",
            ["wang", "flood/order", "slide/warn"],
            (
                "wang is wanted for several things at once: while Flood：order takes wang, "
                "Slide：warn waits for 40 min; work in all 50 min, 1 actions wait"
            ),
        )
    ]


def test_waiting_that_does_no_harm_is_no_weakness() -> None:
    actions = [Action(name, exactly(600), ("chief",), order=i) for i, name in enumerate("ab")]
    assert told(world(plan(*actions)), SCRIPT, "E03") == []


def test_two_plans_want_the_same_buses() -> None:
    flood = plan(Action("move", exactly(HOUR), needs=(Need("bus", 6),)))
    slide = dataclasses.replace(
        plan(
            Action(
                "evacuate",
                exactly(600),
                needs=(Need("bus", 3),),
                deadlines=(Deadline(30 * MINUTE),),
                priority=Priority.RECOVERY,
            ),
            name="slide",
        ),
        precedence=1,
    )
    assert told(world(flood, slide, pools=(Pool("bus", "hq", 8),)), SCRIPT, "E04") == [
        (
            "E04",
            "warning",
            ["bus", "slide/evacuate", "flood/move"],
            (
                "bus (8 in all) runs short from T+00:00 on: Slide：evacuate needs 3 and waits for "
                "1 h; taken by move; with 1 more it does not wait for it, and 0 limits are missed "
                "instead of 1"
            ),
        )
    ]


@pytest.mark.parametrize(
    ("stock", "gain"),
    [
        (
            6,
            (
                "; with 1 more it waits as long as now, and 1 limits are missed as now"
                "; with 3 more it does not wait for it, and 0 limits are missed instead of 1"
            ),
        ),
        (8, "; with 1 more it does not wait for it, and 0 limits are missed instead of 1"),
    ],
)
def test_what_more_buses_would_change_is_seen_by_running_again(stock: int, gain: str) -> None:
    late = (Deadline(50 * MINUTE),)
    flood = plan(
        Action("move", Span(HOUR, HOUR, 2 * HOUR), needs=(Need("bus", 6),), priority=Priority.LIFE),
        Action("help", exactly(600), needs=(Need("bus", 3),), deadlines=late),
    )
    sampled = dataclasses.replace(SCRIPT, mode=Mode.SAMPLE, seed=9)
    of = world(flood, pools=(Pool("bus", "hq", stock, back=exactly(60)),))
    made = rehearsed(of, sampled)
    trace = play(made, mode=Mode.SAMPLE)
    [one] = [weak for weak in weaknesses(made, trace) if weak.id == "E04"]
    assert one.message.render("en").partition("move")[2] == gain
    [bare] = [w for w in seen_in(Scene(made, trace, tries_more=False)) if w.id == "E04"]
    assert f"{bare.message.render('en')}{gain}" == one.message.render("en")


def gauge(handling: int) -> World:
    return world(
        plan(levels=(level(1, fact("rain", ">= 50"), exactly(300)),)),
        hops=(Hop("up", "site", "hq", exactly(handling)),),
        indicators=(Indicator("rain", ("site",)),),
    )


def test_a_response_starts_late_since_nobody_tells_the_office() -> None:
    script = Script(9_000, (FactAt(600, "rain", Fraction(60)),))
    assert told(gauge(1_200), script, "E05") == [
        (
            "E05",
            "advice",
            ["flood#1"],
            (
                "Flood: the facts give Ⅳ at T+00:10, and it is decided at T+00:35, 25 min later: "
                "messages being prepared 20 min (site), decision 5 min (chief)"
            ),
        )
    ]
    assert told(gauge(300), script, "E05") == []


def test_a_response_that_never_starts() -> None:
    of = world(
        plan(levels=(level(1, fact("rain", ">= 50"), exactly(300)),)),
        indicators=(Indicator("rain", ("site",)),),
    )
    script = Script(9_000, (FactAt(600, "rain", Fraction(60)),))
    assert told(of, script, "E05") == [
        (
            "E05",
            "warning",
            ["flood#1", "hq"],
            (
                "Flood: the facts give Ⅳ from T+00:10 to T+02:30, and nobody decides it: "
                "hq is never told of rain"
            ),
        )
    ]


def test_a_decision_waits_for_an_empty_post() -> None:
    script = dataclasses.replace(SCRIPT, outages=(Outage(Lost.PERSON, "wang", 0, 3_600),))
    [one] = found(world(plan()), script, "E05")
    assert one.severity is Severity.WARNING
    assert one.message.render("en") == (
        "Flood: the facts give Ⅳ at T+00:00, and it is decided at T+01:00, 1 h later: "
        "nobody there to decide 1 h (chief)"
    )


def test_a_decision_that_an_empty_post_never_takes_is_split_by_cause() -> None:
    of = world(
        plan(levels=(level(1, fact("rain", ">= 50"), exactly(300)),)),
        indicators=(Indicator("rain", ("site",)),),
        hops=(Hop("up", "site", "hq", exactly(180)),),
    )
    facts = (FactAt(600, "rain", Fraction(60)), FactAt(9_000, "rain", Fraction(0)))
    away = (Outage(Lost.PERSON, "wang", 0),)
    [one] = found(of, Script(20_000, facts, outages=away), "E05")
    assert (one.message.render("en"), one.hint and one.hint.render("en")) == (
        (
            "Flood: the facts give Ⅳ from T+00:10 to T+02:30, and nobody decides it: "
            "nobody there to decide 2 h 12 min (chief), decision 5 min (chief), "
            "messages being prepared 3 min (site)"
        ),
        "Name who decides when this post is empty (AB roles, urgent decision).",
    )
    assert one.delay is not None
    assert one.delay.seconds == sum(part.seconds for part in one.delay.parts) == 8_400
    assert found(of, Script(20_000, facts), "E05") == []


def test_a_level_without_authority_and_one_below_its_order() -> None:
    weak = Level(1, "Ⅳ", fact("deaths", ">= 1"), "chief", required=9)
    of = world(plan(levels=(weak,)))
    assert told(of, SCRIPT, "E06") == [
        (
            "E06",
            "error",
            ["flood#1", "chief"],
            "Flood: Ⅳ is decided by chief, whose authority does not reach that far",
        )
    ]


def test_decisions_that_are_withdrawn_twice() -> None:
    of = world(
        plan(levels=(level(1, fact("rain", ">= 50"), exactly(600)),)),
        indicators=(Indicator("rain", ("hq",)),),
    )
    times = ((0, 60), (300, 10), (1_000, 60), (1_300, 10))
    facts = tuple(FactAt(t, "rain", Fraction(v)) for t, v in times)
    [one] = found(of, Script(9_000, facts), "E07")
    assert one.message.render("en") == (
        "Flood: 2 decisions were prepared and withdrawn, the last at T+00:26"
    )
    assert [entry.id for entry in one.entries] == ["flood#1", "chief"]
    assert found(of, Script(9_000, facts[:2]), "E07") == []


def test_plans_that_start_one_another_in_one_second() -> None:
    on = AnyOf((LevelIs("slide", 2), Not(LevelIs("slide", 2))))
    flood = plan(levels=(level(1, on), level(2, Not(LevelIs("slide", 2)))))
    slide = plan(name="slide", levels=(level(1, on), level(2, LevelIs("flood", 2))))
    of = world(dataclasses.replace(flood, hold=0), dataclasses.replace(slide, hold=0))
    [(id_, severity, about, message)] = told(of, Script(9_000), "E08")
    assert (id_, severity, about) == ("E08", "error", ["flood", "slide"])
    assert message.startswith("At T+00:00 the plans start one another in a ring without end: ")


def test_a_level_that_goes_up_and_down() -> None:
    made = plan(levels=(level(1, fact("rain", ">= 50")), level(2, fact("rain", ">= 100"))))
    of = world(dataclasses.replace(made, hold=900), indicators=(Indicator("rain", ("hq",)),))
    course = ((0, 60), (60, 120), (120, 60), (1_200, 120))
    facts = tuple(FactAt(t, "rain", Fraction(v)) for t, v in course)
    assert told(of, Script(9_000, facts), "E09") == [
        (
            "E09",
            "warning",
            ["flood"],
            "Flood changes its level 4 times within 20 min, from T+00:00 on",
        )
    ]
    assert found(of, Script(9_000, facts[:2]), "E09") == []


def test_responses_that_cannot_end() -> None:
    endless = plan(name="endless")
    unknown = dataclasses.replace(plan(name="unknown"), end=End(fact("rain", "< 1")))
    blocked = dataclasses.replace(
        plan(Action("a", exactly(20 * HOUR), blocks_end=True), name="blocked"),
        end=End(fact("deaths", ">= 1")),
    )
    later = dataclasses.replace(plan(name="later"), end=End(fact("deaths", "< 1")))
    of = world(endless, unknown, blocked, later, indicators=(Indicator("rain"),))
    assert told(of, SCRIPT, "E10") == [
        (
            "E10",
            "warning",
            ["blocked", "blocked/a"],
            "Blocked cannot end although its condition holds: a stand against it",
        ),
        ("E10", "warning", ["endless"], "Endless cannot end: nothing says when it does"),
        ("E10", "warning", ["unknown", "rain"], "Unknown cannot end: nobody tells hq of rain"),
    ]


def test_one_unknown_part_of_the_end_of_the_level_in_force_is_enough() -> None:
    here, higher = LevelIs("flood", 1), LevelIs("flood", 2)
    gone, fewer, more = Judged("险情解除"), fact("deaths", "< 5"), fact("deaths", ">= 5")
    levels = (level(1, fact("deaths", ">= 1")), level(2, fact("deaths", ">= 9")))
    mine = AllOf((here, Not(higher)))
    of_higher = AllOf((higher, fact("gauge", "< 3")))

    def seen(end: Condition, *more_parts: Condition) -> list[tuple[list[str], str]]:
        whole = AnyOf((of_higher, AllOf((mine, end, *more_parts))))
        of = world(
            dataclasses.replace(plan(levels=levels), end=End(whole)),
            indicators=(Indicator("rain", ("hq",)), Indicator("gauge", ("hq",))),
        )
        return [(about, text) for _, _, about, text in told(of, SCRIPT, "E10")]

    rain = (["flood", "rain"], "Flood cannot end: nobody tells hq of rain")
    words = (["flood"], "Flood cannot end: nobody says whether this is so: 险情解除")
    assert seen(fewer, fact("rain", "< 50")) == [rain]
    assert seen(fewer, fact("rain", "< 50"), gone) == [rain]
    assert seen(fewer, gone) == [words]
    assert seen(gone) == [words]
    assert seen(more, fact("rain", "< 50")) == []
    assert seen(more, gone) == []
    assert seen(more) == []


def test_a_decision_in_a_demonstration_on_what_nobody_would_tell() -> None:
    of = world(
        plan(levels=(level(1, fact("rain", ">= 50")),)), indicators=(Indicator("rain", ("site",)),)
    )
    script = Script(9_000, (FactAt(600, "rain", Fraction(60)),), omniscient=True)
    assert told(of, script, "E14") == [
        (
            "E14",
            "warning",
            ["flood#1", "rain", "hq"],
            "At T+00:10, hq acts for Flood on “rain”, which nobody told them",
        )
    ]
    carried = dataclasses.replace(of, hops=(Hop("up", "site", "hq"),))
    assert told(carried, script, "E14") == []
    assert told(carried, dataclasses.replace(script, omniscient=False), "E14") == []


def test_a_finding_stands_at_the_line_to_be_mended_and_names_the_other_side() -> None:
    flood = plan(
        Action("a", exactly(10), after=(After("flood/b"),)),
        Action("b", exactly(10), after=(After("flood/a"),)),
    )
    made = rehearsed(world(flood), SCRIPT)
    [one] = [weak for weak in weaknesses(made, play(made)) if weak.id == "E01"]
    told_ = finding(one, made)
    assert (told_.rule, told_.severity, told_.place) == (
        "E01",
        Severity.ERROR,
        Place("special/flood/plan.yaml", ("actions", 0)),
    )
    assert [place for place, _ in told_.related] == [
        Place("special/flood/plan.yaml", ("actions", 1))
    ]
    trace = play(made)
    assert [trace.records[i].entity for i in one.witness] == ["flood/a#1", "flood/b#1"]


def test_teams_kept_as_pools_are_waited_for_as_teams() -> None:
    team = Pool("team.boats", "hq", 1)
    actions = (
        Action("a", exactly(HOUR), needs=(Need("team.boats", 1),)),
        Action(
            "b",
            exactly(600),
            order=1,
            needs=(Need("team.boats", 1),),
            priority=Priority.RECOVERY,
            deadlines=(Deadline(1_800),),
        ),
    )
    assert [line[2] for line in told(world(plan(*actions), pools=(team,)), SCRIPT, "E03")] == [
        ["team.boats", "flood/a", "flood/b"]
    ]


def test_nobody_commands() -> None:
    of = dataclasses.replace(
        world(plan()), incidents=(Incident("event", "hq", bodies=(Body("county", "chief"),)),)
    )
    script = dataclasses.replace(SCRIPT, outages=(Outage(Lost.PERSON, "wang", 600, 700),))
    assert told(of, script, "E06") == [
        (
            "E06",
            "error",
            ["chief", "county"],
            (
                "At T+00:10 nobody commands: county has command, and nobody of the post chief "
                "is there"
            ),
        )
    ]


def test_a_report_at_once_may_take_as_long_as_telling_it_takes() -> None:
    rule = ReportRule("now", "flood", "hq", "city", 0, fact("deaths", ">= 1"), handling=exactly(60))
    assert told(world(plan(), reports=(rule,)), SCRIPT, "E02") == []


def test_a_report_that_never_arrives() -> None:
    rule = ReportRule(
        "first", "flood", "hq", "city", 600, fact("deaths", ">= 1"), channels=("phone",)
    )
    of = world(plan(), reports=(rule,), channels=(Channel("phone"),))
    script = dataclasses.replace(SCRIPT, outages=(Outage(Lost.CHANNEL, "phone", 0),))
    [one] = found(of, script, "E02")
    assert one.message.render("en") == (
        "Flood：first is to arrive within 10 min and takes 10 h; where the time went: "
        "it never arrives"
    )
    assert one.delay is None


def _two_bodies(above: tuple[str, ...]) -> World:
    """Return a master plan and a special plan in force, each with a body of its own."""
    flood, city = plan(name="flood"), plan(name="master")
    bodies = (
        Incident("event", "hq", bodies=(Body("county", "chief", above=above),)),
        Incident("whole", "hq", bodies=(Body("city", "mayor"),)),
    )
    return dataclasses.replace(
        world(
            flood,
            dataclasses.replace(city, incident="whole", covers=("flood",)),
            persons=(Person("zhou"),),
            posts=(Post("mayor", "hq", ("zhou",), 9),),
        ),
        incidents=bodies,
    )


def test_two_bodies_command_one_incident() -> None:
    assert told(_two_bodies(()), SCRIPT, "E06") == [
        (
            "E06",
            "error",
            ["county", "city"],
            (
                "From T+00:00 on county and city both command in event, by this plan and by "
                "Master: neither is above the other"
            ),
        )
    ]


def test_a_body_leads_those_below_it() -> None:
    of = _two_bodies(("city",))
    assert told(of, SCRIPT, "E06") == []
    [led] = play(rehearsed(of, SCRIPT)).of("command_under")
    assert (led.t, led.entity, led.data) == (0, "event", {"body": "county", "leader": "city"})


def test_what_nobody_holds_and_is_short_all_the_same_was_never_enough() -> None:
    of = world(
        plan(Action("move", exactly(HOUR), needs=(Need("bus", 9),), deadlines=(Deadline(HOUR),))),
        pools=(Pool("bus", "hq", 8),),
    )
    [(_, _, _, text)] = told(of, SCRIPT, "E04")
    assert "; nothing else has taken any: there is not so much of it; with 1 more" in text
