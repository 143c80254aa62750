"""Known facts stand in the boxes of forms that ask for them, and in no other."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from planforge.cli.assess import facts_of
from planforge.document.forms import filled
from planforge.document.forms.official import (
    casualties,
    event_types,
    losses,
    people,
    prospects,
    situation,
)
from tests.unit.document.books.made import demo

if TYPE_CHECKING:
    from planforge.corpus.plan_view import PlanView
    from planforge.document.context import Context


def asked(plan: str) -> tuple[Context, PlanView]:
    view = next(view for view in demo().views if view.plan.id == plan)
    return demo().context.of(view), view


def test_people_stand_in_the_boxes_of_their_kind_alone() -> None:
    context, view = asked("hazchem")
    it = filled(view, facts_of(("死亡人数=3", "重伤人数=12", "中毒人数=7"), view))
    assert casualties(context, it) == (
        "死亡3人，失联＿＿＿人，受伤＿＿＿人（其中重伤12人），被困＿＿＿人，受威胁＿＿＿人，"
        "转移安置＿＿＿人"
    )
    assert people(None) == dict.fromkeys(people(it), "")


def test_dead_and_missing_in_one_number_fill_no_box() -> None:
    _, view = asked("geology")
    it = filled(view, facts_of(("死亡（失踪）人数=3",), view))
    assert set(people(it).values()) == {""}


@pytest.mark.parametrize(
    ("facts", "ticked"),
    [
        (("24小时降雨量=260毫米",), "■洪涝　□山洪　□台风　□干旱"),
        (("24小时降雨量=0毫米",), "□洪涝　□山洪　□台风　□干旱"),
        (("干旱等级=特大干旱",), "□洪涝　□山洪　□台风　■干旱"),
        (("死亡人数=30",), "□洪涝　□山洪　□台风　□干旱"),
        ((), "□洪涝　□山洪　□台风　□干旱"),
    ],
)
def test_the_kind_is_ticked_that_the_facts_tell_of(facts: tuple[str, ...], ticked: str) -> None:
    context, view = asked("flood")
    assert event_types(context, filled(view, facts_of(facts, view))) == ticked


def test_what_is_foreseen_is_no_state_of_things() -> None:
    context, view = asked("flood")
    facts = facts_of(("24小时降雨量=260毫米", "预报24小时降雨量=100毫米"), view)
    it = filled(view, facts)
    assert situation(context, it, "雨情水情工情") == "24小时降雨量为260毫米"
    assert situation(context, it, "下一步计划") == ""
    assert prospects(context, it) == "预报24小时降雨量为100毫米"
    assert losses(context, it) == ""
