"""Work whose ground has vanished does not begin; facts of other incidents stay with them."""

from __future__ import annotations

import dataclasses
from fractions import Fraction

from planforge.drill.chance import exactly
from planforge.drill.condition import FactIs
from planforge.drill.means import Indicator, Person, Post
from planforge.drill.script import FactAt, Script
from planforge.drill.work import Action, After, ReportRule
from planforge.feel import Flag, only
from tests.unit.drill.worlds import MINUTE, fact, milestones, plan, rehearse, world

DEAD = FactAt(0, "deaths", Fraction(1))
WORK = ("task_start", "task_skipped", "task_recalled", "task_done")
UNTRUE = FactIs("false-alarm~flood", only(Flag(), value=True))


def test_what_a_fact_called_for_does_not_begin_once_the_fact_is_gone() -> None:
    rescue = Action(
        "rescue",
        exactly(MINUTE),
        ("chief",),
        trigger=fact("trapped", ">= 1"),
        after=(After("flood/recon"),),
    )
    recon = Action("recon", exactly(10 * MINUTE), ("chief",))
    of = world(plan(recon, rescue), indicators=(Indicator("trapped", ("hq",)),))
    there = FactAt(0, "trapped", Fraction(2))
    gone = FactAt(5 * MINUTE, "trapped", Fraction(0))
    assert milestones(rehearse(of, Script(2000, (DEAD, there))), *WORK) == [
        (0, "task_start", "flood/recon#1"),
        (600, "task_done", "flood/recon#1"),
        (600, "task_start", "flood/rescue#1"),
        (660, "task_done", "flood/rescue#1"),
    ]
    trace = rehearse(of, Script(2000, (DEAD, there, gone)))
    assert milestones(trace, *WORK) == [
        (0, "task_start", "flood/recon#1"),
        (300, "task_skipped", "flood/rescue#1"),
        (600, "task_done", "flood/recon#1"),
    ]
    assert [one.data for one in trace.of("task_skipped")] == [{"reason": "ground"}]


def test_after_a_false_alarm_only_that_begins_which_finds_out_decides_and_tells() -> None:
    announce = Action(
        "announce", exactly(MINUTE), ("chief",), after=(After("flood/dispatch"),), stands=True
    )
    begun = Action("dispatch", exactly(10 * MINUTE), ("chief",))
    evacuate = Action("evacuate", exactly(MINUTE), after=(After("flood/dispatch"),))
    explain = Action("explain", exactly(MINUTE), after=(After("flood/evacuate"),), stands=True)
    own = dataclasses.replace(plan(begun, evacuate, explain, announce), untrue=UNTRUE)
    of = world(own, indicators=(Indicator("false-alarm", ("hq",)),))
    told = FactAt(2 * MINUTE, "false-alarm~flood", value=True)
    trace = rehearse(of, Script(2000, (DEAD, told)))
    assert milestones(trace, *WORK) == [
        (0, "task_start", "flood/dispatch#1"),
        (120, "task_recalled", "flood/dispatch#1"),
        (120, "task_skipped", "flood/evacuate#1"),
        (120, "task_start", "flood/announce#1"),
        (120, "task_start", "flood/explain#1"),
        (180, "task_done", "flood/announce#1"),
        (180, "task_done", "flood/explain#1"),
    ]
    assert [one.data for one in trace.of("task_skipped")] == [{"reason": "untrue"}]
    assert [one.data for one in trace.of("task_recalled")] == [{"reason": "untrue"}]


def test_a_report_of_a_plan_does_not_carry_what_another_incident_brought() -> None:
    rule = ReportRule("flood~first", "flood", "hq", "city", 3600, fact("deaths", ">= 1"))
    own = dataclasses.replace(plan(), foreign=("deaths~leak",))
    of = world(
        own,
        persons=(Person("zhou"),),
        posts=(Post("mayor", "city", ("zhou",), 9),),
        reports=(rule,),
    )
    other = FactAt(0, "deaths~leak", Fraction(4))
    trace = rehearse(of, Script(2000, (DEAD, other)))
    (sent,) = trace.of("message_sent")
    assert sent.know == {"hq": {"deaths": 1}}
