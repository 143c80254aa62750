"""What was done as a precaution is done again once that happens which it is for."""

from __future__ import annotations

import dataclasses
from fractions import Fraction
from typing import TYPE_CHECKING

import pytest

from planforge.drill.chance import exactly
from planforge.drill.history import History
from planforge.drill.means import Hop, Indicator, Person, Post
from planforge.drill.prepared import Prepared
from planforge.drill.script import FactAt, HappensAt, Script
from planforge.drill.work import Action, After, Deadline, Priority
from planforge.model.scales import Anchor
from tests.unit.drill.worlds import fact, level, milestones, plan, rehearse, world

if TYPE_CHECKING:
    from planforge.drill.world import World

RAIN = FactAt(0, "rain", Fraction(2))
LEAK = FactAt(1000, "leak", Fraction(3))
LEAKS = HappensAt(1000, "flood", ("leak",))
BY_RAIN = (level(1, fact("rain", ">= 1")),)
FIRST = Action("first", exactly(50), doers=("warden",), is_early=True)


def of(*actions: Action, **parts: object) -> World:
    """Return a world in which the site sees the leak and `hq` hears of it after a minute."""
    flood = plan(*actions, levels=BY_RAIN)
    made = world(
        dataclasses.replace(flood, **parts),  # type: ignore[arg-type]
        hops=(Hop("1", "site", "hq", exactly(60)),),
        posts=(Post("warden", "site", ("li",), 1),),
        persons=(Person("li", 12),),
    )
    return dataclasses.replace(
        made, indicators=(Indicator("rain", ("hq", "site")), Indicator("leak", ("site",)))
    )


def starts(world_: World, script: Script) -> list[tuple[int, str]]:
    found = milestones(rehearse(world_, script), "task_start")
    return [(t, name.removeprefix("flood/")) for t, _, name in found]


def test_first_measures_life_saving_and_what_is_repeated_are_done_again() -> None:
    life = Action("life", exactly(50), priority=Priority.LIFE)
    often = Action("often", exactly(50), every=5000)
    other = Action("other", exactly(50))
    world_ = of(FIRST, life, often, other)
    script = Script(4000, (RAIN, LEAK), happenings=(LEAKS,))
    assert starts(world_, script) == [
        (0, "life#1"),
        (0, "first#1"),
        (0, "often#1"),
        (0, "other#1"),
        (1000, "first#1.2"),
        (1060, "life#1.2"),
        (1060, "often#1.2"),
    ]
    assert len(starts(world_, Script(4000, (RAIN, LEAK)))) == 4


def test_what_is_repeated_has_one_rhythm_from_then_on() -> None:
    often = Action("often", exactly(50), every=700)
    trace = rehearse(of(often), Script(3000, (RAIN, LEAK), happenings=(LEAKS,)))
    assert milestones(trace, "task_start", "task_repeated") == [
        (0, "task_start", "flood/often#1"),
        (750, "task_repeated", "flood/often#1"),
        (1060, "task_start", "flood/often#1.2"),
        (1810, "task_repeated", "flood/often#1.2"),
        (2510, "task_repeated", "flood/often#1.2"),
    ]


def test_nothing_is_done_twice_that_was_not_over_or_began_with_it() -> None:
    long = Action("long", exactly(1000), doers=("warden",), is_early=True)
    late = Action("late", exactly(50), priority=Priority.LIFE, trigger=fact("leak", ">= 1"))
    script = Script(6000, (RAIN, LEAK), happenings=(LEAKS,))
    assert starts(of(long, late), script) == [(0, "long#1"), (1060, "late#1")]


def test_it_waits_again_for_what_comes_before_it_and_its_limit_runs_anew() -> None:
    limits = (Deadline(300, Anchor.OCCURRENCE),)
    first = dataclasses.replace(FIRST, deadlines=limits)
    then = Action(
        "then",
        exactly(40),
        doers=("warden",),
        is_early=True,
        after=(After("flood/first"),),
        deadlines=(Deadline(200),),
        order=1,
    )
    script = Script(4000, (RAIN, LEAK), happenings=(LEAKS,))
    trace = rehearse(of(first, then), script)
    done = [(r.t, r.entity, r.data["since"], r.data["due"]) for r in trace.of("task_done")]
    assert done == [
        (50, "flood/first#1", 0, 300),
        (90, "flood/then#1", 0, 200),
        (1050, "flood/first#1.2", 1000, 1300),
        (1090, "flood/then#1.2", 1000, 1200),
    ]
    word = dataclasses.replace(first, id="word", trigger=fact("leak", ">= 1"))
    [begun] = rehearse(of(word), script).of("task_done")
    assert (begun.entity, begun.t, begun.data["due"]) == ("flood/word#1", 1050, 1300)
    stories = History(Prepared(of(first, then)), trace).of_action["flood/first"]
    assert [(one.id, one.epoch) for one in stories] == [
        ("flood/first#1", 1),
        ("flood/first#1.2", 1),
    ]


def test_who_knows_everything_acts_at_once() -> None:
    life = Action("life", exactly(50), priority=Priority.LIFE)
    script = Script(4000, (RAIN, LEAK), happenings=(LEAKS,), omniscient=True)
    assert starts(of(life), script) == [(0, "life#1"), (1000, "life#1.2")]
    silent = dataclasses.replace(LEAKS, dimensions=())
    assert starts(of(life), Script(4000, (RAIN,), happenings=(silent,))) == [
        (0, "life#1"),
        (1000, "life#1.2"),
    ]


def test_what_happens_to_a_plan_that_does_not_run_starts_nothing() -> None:
    script = Script(4000, (LEAK,), happenings=(LEAKS,))
    assert starts(of(FIRST), script) == []


def test_a_plan_that_there_is_not_is_refused() -> None:
    script = Script(4000, happenings=(dataclasses.replace(LEAKS, plan="fire"),))
    with pytest.raises(ValueError, match="unknown: fire"):
        rehearse(of(FIRST), script)


def test_what_has_not_begun_by_then_has_its_limit_from_then() -> None:
    waits = Action(
        "waits",
        exactly(50),
        after=(After("flood/long"),),
        deadlines=(Deadline(500), Deadline(100, from_rank=2)),
    )
    long = Action("long", exactly(1200), deadlines=(Deadline(300),))
    script = Script(4000, (RAIN, LEAK), happenings=(LEAKS,))
    trace = rehearse(of(long, waits), script)
    done = [(r.t, r.entity, r.data["since"], r.data["due"]) for r in trace.of("task_done")]
    assert done == [(1200, "flood/long#1", 0, 300), (1250, "flood/waits#1", 1000, 1500)]
    missed = [(r.t, r.entity) for r in trace.of("deadline_missed")]
    assert missed == [(300, "flood/long#1"), (500, "flood/waits#1")]
    assert [(r.t, r.entity, r.data) for r in trace.of("deadline_anew")] == [
        (1000, "flood/waits#1", {"before": 500, "due": 1500, "since": 1000})
    ]
    [story] = History(Prepared(of(long, waits)), trace).of_action["flood/waits"]
    assert (story.missed, story.due, story.late) == (None, 1500, 0)
