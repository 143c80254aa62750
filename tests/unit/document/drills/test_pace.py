"""Rows of one moment are spoken one after another at a place, and beside each other elsewhere."""

from __future__ import annotations

from dataclasses import replace
from functools import cache

import pytest

from planforge.document.drills.desk import Desk
from planforge.document.drills.pace import crowds, slots
from planforge.document.pages.frame import Frame
from planforge.drill.kit.values import ScriptRow, Turn
from tests.unit.drill.build.demo import corpus
from tests.unit.drill.kit.small_drill import ON_SITE, city, demo_kit, kit_of


@cache
def desk() -> Desk:
    return Desk(Frame(city(), language="zh_CN", public=False, version="1"), kit_of(ON_SITE))


def row(ident: str, at: int, place: str, characters: int) -> ScriptRow:
    turns = (Turn("甲", "字" * characters),) if characters else ()
    return ScriptRow(id=ident, at=at, stage="", place=place, dialogue=turns)


def test_rows_of_one_place_wait_for_each_other_and_those_of_another_do_not() -> None:
    rows = (
        row("a", 0, "指挥中心", 120),
        row("b", 0, "指挥中心", 40),
        row("c", 0, "现场", 20),
        row("d", 0, "现场", 0),
        row("e", 240, "指挥中心", 10),
    )
    found = [(x.row.id, x.played, x.begins, x.length, x.is_beside) for x in slots(desk(), rows)]
    assert found == [
        ("a", 0, 0, 30, False),
        ("b", 0, 30, 10, False),
        ("c", 0, 0, 5, True),
        ("d", 0, 0, 0, True),
        ("e", 60, 60, 3, False),
    ]


def test_a_place_with_more_to_say_than_time_is_told_of() -> None:
    rows = (
        row("a", 0, "指挥中心", 300),
        row("b", 0, "指挥中心", 40),
        row("c", 0, "现场", 200),
        row("d", 2_400, "指挥中心", 300),
    )
    (crowd,) = crowds(slots(desk(), rows))
    assert (crowd.place, [x.row.id for x in crowd.slots], crowd.longest) == (
        "指挥中心",
        ["a", "b"],
        75,
    )


def test_narration_takes_time_too() -> None:
    told = replace(row("a", 0, "现场", 20), narration="字" * 20)
    assert slots(desk(), (told,))[0].length == 10


@pytest.mark.parametrize("name", ["cascade", "flood-season"])
def test_scripts_of_the_demonstration_can_be_spoken(name: str) -> None:
    """What is said at a place at one moment is over before the next one begins there."""
    made = demo_kit(name)
    here = Desk(Frame(corpus(), language="zh_CN", public=False, version="1"), made)
    found = [
        [slot.row.id for slot in crowd.slots]
        for crowd in crowds(slots(here, made.script))
        if len({slot.played for slot in crowd.slots}) > 1
    ]
    assert found == []
