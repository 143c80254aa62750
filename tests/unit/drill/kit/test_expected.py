"""By when what an inject calls for is due: by the plan, and never before it can be."""

from __future__ import annotations

import pytest

from planforge.drill.kit.build import kit
from planforge.drill.kit.rises import Rise
from planforge.drill.kit.values import text_of
from planforge.drill.rehearsal import play
from planforge.model.scalars import Limit
from tests.unit.drill import rainy
from tests.unit.drill.build.demo import NAMES
from tests.unit.drill.kit.small_drill import demo_kit

LANGUAGE = "zh_CN"
MINUTE = 60


def dues(drill: str, inject: str) -> dict[str, int | None]:
    """Return by which minute of the scenario each action that *inject* expects is due."""
    [found] = [one for one in demo_kit(drill).injects if one.id == inject]
    return {one.action: None if one.due is None else one.due // MINUTE for one in found.expected}


def test_a_limit_runs_from_the_inject_where_its_occasion_comes_after_the_start() -> None:
    """The response had run since the power went; the leak is what its actions are about."""
    assert dues("cascade", "k6") == {
        "isolate-material": 8 * 60,
        "dispatch": 7 * 60 + 15,
        "recon": 7 * 60 + 30,
        "evacuate": 9 * 60,
    }


@pytest.mark.parametrize("name", NAMES)
def test_nothing_is_due_before_what_the_same_inject_calls_for_first(name: str) -> None:
    kit = demo_kit(name)
    for inject in kit.injects:
        due = {(one.plan, one.action): one.due for one in inject.expected}
        for one in inject.expected:
            plan = kit.rehearsal.view.plan(one.plan)
            assert plan is not None
            for first in plan.plan.actions[plan.action_index[one.action]].after:
                before = due.get((one.plan, first))
                assert before is None or one.due is None or before <= one.due, one.id


def test_a_level_that_rises_after_the_inject_leaves_less_time() -> None:
    """Three hours from the inject at Ⅲ; 35 minutes later Ⅱ is reached, which allows two."""
    [found] = [one for one in demo_kit("cascade").injects if one.id == "k3"]
    [evacuate] = [one for one in found.expected if one.action == "evacuate"]
    assert (evacuate.limit, evacuate.anchor, evacuate.due) == (
        Limit.read("2小时"),
        Rise("Ⅱ级"),
        (6 * 60 + 40) * MINUTE,
    )


@pytest.mark.parametrize("name", NAMES)
def test_the_script_allows_what_the_sheets_allow(name: str) -> None:
    """A limit that runs anew from an inject does so in the row of what is then begun."""
    kit = demo_kit(name)
    begun = {row.id: row for row in kit.script if row.id.startswith("start/")}
    for inject in kit.injects:
        for one in inject.expected:
            row = begun.get(f"start/{one.plan}/{one.action}#1")
            if row and row.due and one.due and inject.at is not None and row.at >= inject.at:
                assert row.due >= one.due, row.id


def test_a_goal_is_held_against_what_is_done_after_the_event() -> None:
    items = {item.id: item.expected for sheet in demo_kit("cascade").sheets for item in sheet.items}
    alert = items["stop-leak/hazchem/alert-public"]
    shelters = items["landslide-out/geology/shelters"]
    assert alert is not None
    assert shelters is not None
    assert (alert.due, shelters.due) == (27_000, 18_600)


def test_the_script_says_what_only_prepares_for_the_event() -> None:
    cues = {row.id: text_of(row.cue, LANGUAGE) for row in demo_kit("cascade").script}
    mark = "事件还没有发生，这时只做准备；事发以后再做一次"
    assert [name for name, cue in cues.items() if mark in cue] == [
        "start/geology/evacuate-now#1",
        "start/geology/shelters#1",
        "start/hazchem/unit-first-response#1",
        "start/hazchem/county-first-response#1",
    ]
    assert {f"{name}.2" for name, cue in cues.items() if mark in cue} <= set(cues)


ORGANISED = """
目标:
  - {编号: g1, 内容: 水务局及时巡堤, 涉及: {预案: flood, 措施: patrol}}
  - {编号: g2, 内容: 全市巡堤到位, 涉及: {预案: flood, 措施: patrol}}
组织:
  领导小组: 市应急局
  总指挥: 市防指总指挥
  总策划: 市防办主任
  控制人员: [{编号: c1, 单位: 市应急局, 位置: 导调席, 负责: [市水务局]}]
  评估人员: [{编号: e1, 单位: 市政府, 位置: 堤上, 目标: [g1, g2]}]
注入:
  - 编号: i1
    类型: 任务触发
    时间: T+01:20
    标题: 堤上来电
    正文: 水到堤脚了。
    发出: 巡堤员
    接收: [市水务局]
    目标: g1
    预期: [{预案: flood, 措施: patrol, 标准: 到位, 关键: 是}]
    宽限: 10分钟
    控制员: c1
"""


@pytest.mark.parametrize("minutes", [30, 101])
def test_a_level_that_rises_cuts_the_limit_also_where_the_rehearsal_was_done(minutes: int) -> None:
    """Three hours from T+01:15; level Ⅰ, reached at T+02:10, allows one hour from then.

    The rehearsal is done before that, or is not; players who are not have until T+03:10 as well.
    """
    old = "措施: patrol, 最短: 20分钟, 一般: 30分钟, 最长: 60分钟"
    new = f"措施: patrol, 最短: 20分钟, 一般: {minutes}分钟, 最长: 120分钟"
    made = rainy.rehearsed(drill=rainy.changed(rainy.DRILL, (old, new)) + ORGANISED)
    [sheet, _] = kit(made, play(made)).sheets
    found = [(item.id, item.expected) for item in sheet.items if item.expected]
    allowed = Limit.read("1小时"), Rise("Ⅰ级"), (3 * 60 + 10) * MINUTE
    assert [(name, (one.limit, one.anchor, one.due)) for name, one in found] == [
        ("i1/flood/patrol", allowed),
        ("g2/flood/patrol", allowed),
    ]
