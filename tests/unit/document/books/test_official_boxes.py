"""Known facts stand in the boxes of forms that ask for them, and in no other."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from docutils import nodes

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
from planforge.document.forms.reports import first_report, follow_up_report
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


def test_dead_and_missing_in_one_number_stand_before_the_two() -> None:
    context, view = asked("geology")
    it = filled(view, facts_of(("死亡（失踪）人数=3",), view))
    assert {slot: number for slot, number in people(it).items() if number} == {"gone": "3"}
    assert casualties(context, it) == (
        "死亡、失联共3人（其中死亡＿＿＿人，失联＿＿＿人），受伤＿＿＿人（其中重伤＿＿＿人），"
        "被困＿＿＿人，受威胁＿＿＿人，转移安置＿＿＿人"
    )


def test_who_is_missing_follows_from_the_sum_and_the_dead() -> None:
    context, view = asked("geology")
    it = filled(view, facts_of(("死亡（失踪）人数=5", "死亡人数=2"), view))
    assert casualties(context, it).startswith("死亡2人，失联3人，受伤＿＿＿人")


def test_a_number_of_dead_above_the_sum_says_nothing_of_the_missing() -> None:
    context, view = asked("geology")
    it = filled(view, facts_of(("死亡（失踪）人数=2", "死亡人数=5"), view))
    assert casualties(context, it).startswith("死亡、失联共2人（其中死亡5人，失联＿＿＿人）")


def test_the_condition_of_the_grade_stands_as_its_grounds() -> None:
    context, view = asked("flood")
    for fact, grade, grounds in (
        ("死亡（失踪）人数=5", "■较大", "依据：死亡失踪人数3人以上10人以下"),
        ("死亡人数=5", "□较大", "依据：＿＿＿＿＿＿＿＿"),
    ):
        it = filled(view, facts_of((fact,), view))
        cells = [entry.astext() for node in first_report(context, it) for entry in _cells(node)]
        (said,) = [cell for cell in cells if "依据：" in cell]
        assert grade in said
        assert said.endswith(grounds)


def test_a_later_report_counts_dead_and_missing_together_where_they_are_known_so() -> None:
    context, view = asked("geology")
    rows = {}
    for fact in ("死亡（失踪）人数=5", "死亡人数=5"):
        it = filled(view, facts_of((fact,), view))
        found = [row for node in follow_up_report(context, it) for row in node.findall(nodes.row)]
        cells = ([entry.astext() for entry in _cells(row)] for row in found)
        rows[fact] = [(row[0], row[2]) for row in cells if row[0].startswith("死亡")]
    assert rows == {
        "死亡（失踪）人数=5": [("死亡、失联合计", "5"), ("死亡", "\u3000")],
        "死亡人数=5": [("死亡", "5")],
    }


def _cells(node: nodes.Node) -> list[nodes.entry]:
    return list(node.findall(nodes.entry))


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
