"""Work that saves lives takes people and supplies from other work, if the scenario says so."""

from __future__ import annotations

import dataclasses
from fractions import Fraction
from typing import TYPE_CHECKING

import pytest

from planforge.drill.chance import exactly
from planforge.drill.delays import Cause, Delays
from planforge.drill.history import History
from planforge.drill.means import Indicator, Person, Pool, Post
from planforge.drill.prepared import Prepared
from planforge.drill.script import FactAt, Script
from planforge.drill.work import Action, Deadline, Need, Notice, Priority
from tests.unit.drill.worlds import fact, plan, rehearse, world

if TYPE_CHECKING:
    from planforge.drill.trace import Trace
    from planforge.drill.world import World

SCRIPT = Script(
    9_000,
    (FactAt(0, "deaths", Fraction(1)), FactAt(100, "trapped", Fraction(1))),
    preempts=True,
)
SEEN = {"indicators": (Indicator("trapped", ("hq",)),)}
MOVES = ("task_start", "task_preempted", "task_resumed", "resource_returned", "task_done")
TRAPPED = fact("trapped", ">= 1")
SAVE = Action("save", exactly(200), ("chief",), order=9, priority=Priority.LIFE, trigger=TRAPPED)


def moves(trace: Trace) -> list[tuple[int, str, str]]:
    return [(r.t, r.type, r.entity.partition("/")[2]) for r in trace.of(*MOVES)]


def test_work_is_broken_off_and_taken_up_again_where_it_was() -> None:
    talk = Action("talk", exactly(300), ("chief",), priority=Priority.PUBLIC)
    trace = rehearse(world(plan(talk, SAVE), **SEEN), SCRIPT)
    assert moves(trace) == [
        (0, "task_start", "talk#1"),
        (100, "task_preempted", "talk#1"),
        (100, "task_start", "save#1"),
        (300, "task_done", "save#1"),
        (300, "task_resumed", "talk#1"),
        (500, "task_done", "talk#1"),
    ]
    [broken] = trace.of("task_preempted")
    assert broken.data == {"by": "flood/save#1", "left": 200, "lost": ["person:wang"]}
    [asked] = [r for r in trace.of("task_waits") if r.entity == "flood/save#1"]
    assert asked.i in broken.cause


@pytest.mark.parametrize(
    ("script", "talk", "save"),
    [
        (dataclasses.replace(SCRIPT, preempts=False), Priority.PUBLIC, Priority.LIFE),
        (SCRIPT, Priority.LIFE, Priority.LIFE),
        (SCRIPT, Priority.RECOVERY, Priority.REPORT),
    ],
)
def test_nothing_is_broken_off_without_leave_or_between_equals(
    script: Script, talk: Priority, save: Priority
) -> None:
    actions = (
        Action("talk", exactly(300), ("chief",), priority=talk),
        dataclasses.replace(SAVE, priority=save),
    )
    trace = rehearse(world(plan(*actions), **SEEN), script)
    assert moves(trace) == [
        (0, "task_start", "talk#1"),
        (300, "task_done", "talk#1"),
        (300, "task_start", "save#1"),
        (500, "task_done", "save#1"),
    ]


def test_nothing_is_broken_off_for_what_cannot_begin_by_it() -> None:
    talk = Action("talk", exactly(300), ("chief",), priority=Priority.PUBLIC)
    save = dataclasses.replace(SAVE, needs=(Need("boat", 1),))
    of = world(plan(talk, save), pools=(Pool("boat", "hq", 0),), **SEEN)
    assert moves(rehearse(of, SCRIPT)) == [
        (0, "task_start", "talk#1"),
        (300, "task_done", "talk#1"),
    ]


def test_the_least_urgent_is_broken_off_and_no_more_than_will_do() -> None:
    others = (
        Action("a", exactly(900), needs=(Need("bus", 2),), priority=Priority.PROTECT),
        Action("b", exactly(900), needs=(Need("bus", 2),), priority=Priority.RECOVERY),
        Action("c", exactly(900), needs=(Need("bus", 2),), priority=Priority.PUBLIC),
    )
    save = dataclasses.replace(SAVE, needs=(Need("bus", 3),))
    buses = Pool("bus", "hq", 6, travel=exactly(50), back=exactly(400))
    trace = rehearse(world(plan(*others, save), pools=(buses,), **SEEN), SCRIPT)
    assert moves(trace) == [
        (0, "task_start", "a#1"),
        (0, "task_start", "c#1"),
        (0, "task_start", "b#1"),
        (100, "task_preempted", "b#1"),
        (100, "task_preempted", "c#1"),
        (100, "task_start", "save#1"),
        (350, "task_done", "save#1"),
        (750, "resource_returned", "save#1"),
        (750, "task_resumed", "c#1"),
        (750, "task_resumed", "b#1"),
        (950, "task_done", "a#1"),
        (1350, "resource_returned", "a#1"),
        (1650, "task_done", "b#1"),
        (1650, "task_done", "c#1"),
        (2050, "resource_returned", "b#1"),
        (2050, "resource_returned", "c#1"),
    ]


def test_what_is_not_wanted_goes_home_and_who_was_on_the_way_has_all_work_left() -> None:
    post = (Post("driver", "hq", ("li",)),)
    haul = Action(
        "haul",
        exactly(300),
        ("chief",),
        priority=Priority.RECOVERY,
        needs=(Need("bus", 1), Need("lamp", 1)),
    )
    save = dataclasses.replace(SAVE, doers=("driver",), needs=(Need("bus", 1),))
    pools = (
        Pool("bus", "hq", 1, travel=exactly(150)),
        Pool("lamp", "hq", 1, back=exactly(70)),
    )
    of = world(plan(haul, save), pools=pools, posts=post, persons=(Person("li"),), **SEEN)
    trace = rehearse(of, SCRIPT)
    assert moves(trace) == [
        (0, "task_start", "haul#1"),
        (100, "task_preempted", "haul#1"),
        (100, "task_start", "save#1"),
        (170, "resource_returned", "haul#1"),
        (450, "task_done", "save#1"),
        (450, "task_resumed", "haul#1"),
        (900, "task_done", "haul#1"),
        (970, "resource_returned", "haul#1"),
    ]
    [broken] = trace.of("task_preempted")
    assert broken.data["left"] == 300


def shared(first: Priority) -> World:
    crew = (Need("crew", 1),)
    pools = (Pool("crew", "hq", 1, travel=exactly(30), is_shared=True),)
    slide = plan(
        Action("dig", exactly(500), needs=crew, priority=first),
        Action("clear", exactly(700), needs=crew, priority=Priority.RECOVERY, order=1),
        name="slide",
    )
    save = dataclasses.replace(SAVE, doers=(), needs=crew)
    return world(slide, plan(save), pools=pools, **SEEN)


def test_a_team_that_a_plan_shares_leaves_all_of_its_work() -> None:
    assert moves(rehearse(shared(Priority.PROTECT), SCRIPT)) == [
        (0, "task_start", "dig#1"),
        (0, "task_start", "clear#1"),
        (100, "task_preempted", "clear#1"),
        (100, "task_preempted", "dig#1"),
        (100, "task_start", "save#1"),
        (330, "task_done", "save#1"),
        (330, "task_resumed", "dig#1"),
        (330, "task_resumed", "clear#1"),
        (790, "task_done", "dig#1"),
        (930, "task_done", "clear#1"),
    ]


def test_a_team_is_not_taken_from_a_plan_that_saves_lives_with_it() -> None:
    assert "task_preempted" not in {
        kind for _, kind, _ in moves(rehearse(shared(Priority.LIFE), SCRIPT))
    }


def test_two_that_save_lives_do_not_count_on_the_same_hands() -> None:
    staff = {
        "persons": (Person("li"), Person("xu")),
        "posts": (Post("desk", "hq", ("li", "xu")),),
    }
    talks = [Action(name, exactly(900), ("desk",), priority=Priority.PUBLIC) for name in ("a", "b")]
    saves = [
        dataclasses.replace(SAVE, id=name, doers=("desk",), order=n)
        for n, name in enumerate(("s", "t"), 5)
    ]
    trace = rehearse(world(plan(*talks, *saves), **staff, **SEEN), SCRIPT)
    assert moves(trace)[2:6] == [
        (100, "task_preempted", "a#1"),
        (100, "task_preempted", "b#1"),
        (100, "task_start", "s#1"),
        (100, "task_start", "t#1"),
    ]


def test_progress_is_told_again_when_the_work_goes_on() -> None:
    talk = Action(
        "talk",
        exactly(300),
        ("chief",),
        priority=Priority.PUBLIC,
        notices=(Notice("city", every=80),),
    )
    trace = rehearse(world(plan(talk, SAVE), **SEEN), SCRIPT)
    assert [r.t for r in trace.of("message_sent") if r.entity.startswith("notice:")] == [
        80,
        320,
        400,
        480,
        500,
    ]


def test_the_time_of_what_was_broken_off_is_told_in_full() -> None:
    talk = Action(
        "talk", exactly(300), ("chief",), priority=Priority.PUBLIC, deadlines=(Deadline(400),)
    )
    of = world(plan(talk, SAVE), **SEEN)
    found = Delays(History(Prepared(of), rehearse(of, SCRIPT)))
    split = found.task(found.history.tasks["flood/talk#1"])
    assert [(part.cause, part.seconds, part.by) for part in split.parts] == [
        (Cause.WORK, 100, ()),
        (Cause.PERSON, 200, ("flood/save#1",)),
        (Cause.WORK, 200, ()),
    ]
    held = [(one.begin, one.end, one.what) for one in found.history.held["person:wang"]]
    assert held == [
        (0, 100, "flood/talk#1"),
        (300, 500, "flood/talk#1"),
        (100, 300, "flood/save#1"),
    ]
