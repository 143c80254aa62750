"""Where the time of a task, a decision or a message went."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from planforge.drill.causes import DelaySplit, Part
from planforge.drill.chance import exactly
from planforge.drill.delays import Cause, Delays
from planforge.drill.history import History
from planforge.drill.limits import called_for
from planforge.drill.means import Agreement, Channel, Hop, Indicator, Person, Pool, Post, Team
from planforge.drill.prepared import Prepared
from planforge.drill.script import FactAt, Lost, Outage, Script
from planforge.drill.work import Action, After, Deadline, Need, Priority, ReportRule
from planforge.model.scales import Anchor
from tests.unit.drill.worlds import fact, level, plan, rehearse, world

if TYPE_CHECKING:
    from planforge.drill.world import World

START = (FactAt(10, "deaths", Fraction(1)),)


def delays(of: World, **parts: object) -> Delays:
    script = Script(10_000, START, **parts)  # type: ignore[arg-type]
    return Delays(History(Prepared(of), rehearse(of, script)))


def told(split: DelaySplit) -> list[tuple[Cause, int, str, tuple[str, ...], tuple[str, ...]]]:
    return [(part.cause, part.seconds, part.of, part.what, part.by) for part in split.parts]


def test_a_task_that_waits_for_its_predecessor_then_for_a_person_then_works() -> None:
    actions = (
        Action("a", exactly(100), ("chief",), priority=Priority.LIFE),
        Action("b", exactly(300), ("chief",), order=1),
        Action("c", exactly(50), ("chief",), order=2, after=(After("flood/a", lag=20),)),
    )
    found = delays(world(plan(*actions)))
    split = found.task(found.history.tasks["flood/c#1"])
    assert (split.since, split.until) == (10, 460)
    assert told(split) == [
        (Cause.WORK, 100, "flood/a#1", (), ()),
        (Cause.LAG, 20, "flood/c#1", ("flood/a#1",), ()),
        (Cause.PERSON, 280, "flood/c#1", ("person:wang",), ("flood/b#1",)),
        (Cause.WORK, 50, "flood/c#1", (), ()),
    ]
    assert split.by_cause() == (
        (Cause.PREDECESSOR, 100),
        (Cause.LAG, 20),
        (Cause.PERSON, 280),
        (Cause.WORK, 50),
    )


def test_supplies_in_use_then_lent_by_others_then_on_the_way() -> None:
    pools = (
        Pool("bus", "hq", 1, travel=exactly(30), agreements=(Agreement("far", exactly(60)),)),
        Pool("far", "city", 1),
    )
    actions = [
        Action(name, exactly(500), order=i, needs=(Need("bus", 1),)) for i, name in enumerate("ab")
    ]
    found = delays(world(plan(*actions), pools=pools))
    assert told(found.task(found.history.tasks["flood/b#1"])) == [
        (Cause.AID, 60, "flood/b#1", ("pool:bus",), ("flood/a#1",)),
        (Cause.TRAVEL, 30, "flood/b#1", (), ()),
        (Cause.WORK, 500, "flood/b#1", (), ()),
    ]


def test_persons_off_duty_and_teams_that_failed() -> None:
    of = world(
        plan(
            Action("a", exactly(10), ("night",)),
            Action("b", exactly(10), ("boats",), order=1),
        ),
        persons=(Person("zhao", shifts=((200, 900),)),),
        posts=(Post("night", "hq", ("zhao",)),),
        teams=(Team("boats", "hq", travel=exactly(40)),),
    )
    found = delays(of, outages=(Outage(Lost.TEAM, "boats", 0, 310),))
    tasks = found.history.tasks
    assert told(found.task(tasks["flood/a#1"])) == [
        (Cause.SHIFT, 190, "flood/a#1", ("person:zhao",), ()),
        (Cause.WORK, 10, "flood/a#1", (), ()),
    ]
    assert told(found.task(tasks["flood/b#1"])) == [
        (Cause.OUTAGE, 300, "flood/b#1", ("team:boats",), ()),
        (Cause.TRAVEL, 40, "flood/b#1", (), ()),
        (Cause.WORK, 10, "flood/b#1", (), ()),
    ]


def test_a_limit_from_the_occurrence_tells_of_information_and_decision_too() -> None:
    limit = Deadline(600, Anchor.OCCURRENCE)
    of = world(
        plan(
            Action("a", exactly(10), deadlines=(limit,)),
            levels=(level(1, fact("rain", ">= 1"), exactly(300)),),
        ),
        hops=(Hop("up", "site", "hq", exactly(120), ("phone",)),),
        channels=(Channel("phone", exactly(30)),),
        indicators=(Indicator("rain", ("site",)),),
    )
    script = Script(
        10_000,
        (FactAt(10, "rain", Fraction(1)),),
        outages=(Outage(Lost.CHANNEL, "phone", 0, 200),),
    )
    found = Delays(History(Prepared(of), rehearse(of, script)))
    split = found.task(found.history.tasks["flood/a#1"])
    assert told(split) == [
        (Cause.HANDLING, 120, "hop:up@10", ("site",), ()),
        (Cause.OUTAGE, 70, "hop:up@10", ("channel:phone",), ()),
        (Cause.CHANNEL, 30, "hop:up@10", (), ()),
        (Cause.DECISION, 300, "flood", ("chief",), ()),
        (Cause.WORK, 10, "flood/a#1", (), ()),
    ]
    assert split.by_cause()[-1] == (Cause.WORK, 10)
    [decided] = found.history.of("level_activated")
    assert found.record(decided, 10).seconds == 520


def test_work_that_waits_in_a_ring_is_told_once() -> None:
    actions = (
        Action("a", exactly(10), after=(After("flood/b"),)),
        Action("b", exactly(10), after=(After("flood/a"),)),
    )
    found = delays(world(plan(*actions)))
    split = found.task(found.history.tasks["flood/a#1"])
    assert told(split) == [(Cause.PREDECESSOR, 9990, "flood/a#1", ("flood/b#1",), ())]


def test_a_predecessor_that_failed_is_what_the_rest_of_the_time_went_into() -> None:
    actions = (
        Action("a", exactly(100), ("chief",)),
        Action("b", exactly(10), after=(After("flood/a"),)),
    )
    found = delays(
        world(plan(*actions)), outages=(Outage(Lost.PERSON, "wang", 60, 70, strikes=True),)
    )
    assert told(found.task(found.history.tasks["flood/b#1"])) == [
        (Cause.WORK, 50, "flood/a#1", (), ()),
        (Cause.PREDECESSOR, 9940, "flood/b#1", ("flood/a#1",), ()),
    ]


def test_a_decision_whose_post_is_empty() -> None:
    of = world(plan(Action("a", exactly(10)), levels=(level(1, fact("deaths", ">= 1")),)))
    found = delays(of, outages=(Outage(Lost.PERSON, "wang", 0, 400),))
    [decided] = found.history.of("level_activated")
    assert told(found.record(decided, 0)) == [
        (Cause.INFORMATION, 10, "flood", (), ()),
        (Cause.VACANCY, 390, "flood", ("chief",), ()),
    ]


def test_a_report_that_lay_at_a_desk_that_was_cut_off() -> None:
    rule = ReportRule("r", "flood", "hq", "city", 600, fact("deaths", ">= 1"), handling=exactly(60))
    of = world(plan(), reports=(rule,))
    found = Delays(
        History(
            Prepared(of),
            rehearse(of, Script(9_000, START, outages=(Outage(Lost.ORG, "city", 0, 1_000),))),
        )
    )
    [arrived] = found.history.of("message_delivered")
    assert told(found.record(arrived, 10)) == [
        (Cause.HANDLING, 60, "report:r:0", ("hq",), ()),
        (Cause.OUTAGE, 930, "report:r:0", ("org:city",), ()),
    ]


def test_what_begins_early_has_the_limit_of_the_level_that_was_proposed() -> None:
    limits = (Deadline(500, Anchor.RECEIPT), Deadline(200, Anchor.RECEIPT, 2))
    early = Action("first", exactly(300), is_early=True, deadlines=limits)
    levels = (level(1), level(2, fact("deaths", ">= 1"), exactly(900)))
    found = delays(world(plan(early, levels=levels)))
    task = found.history.tasks["flood/first#1"]
    assert (task.due, task.late, found.reckoned_from(task)) == (210, 100, 10)


def test_no_limit_runs_before_something_calls_for_it_whatever_went_before() -> None:
    """A response that a power cut started is no reason to fight a leak that comes later."""
    decided = Part(Cause.DECISION, 0, 1_500, "flood")
    idle = Part(Cause.BEFORE, 1_500, 4_500, "flood/a#1")
    way = Part(Cause.TRAVEL, 4_500, 6_900, "flood/a#1")
    split = DelaySplit("flood/a#1", 0, 6_900, (decided, idle, way))
    assert called_for(split) == DelaySplit("flood/a#1", 4_500, 6_900, (way,))
    calm = DelaySplit("flood/a#1", 0, 4_500, (decided, idle))
    assert called_for(calm) == DelaySplit("flood/a#1", 4_500, 4_500, ())
    busy = DelaySplit("flood/a#1", 4_500, 6_900, (way,))
    assert called_for(busy) == busy
