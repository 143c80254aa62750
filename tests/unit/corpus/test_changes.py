"""What plans say otherwise than before: words and figures, not comments."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pytest

from planforge.corpus.changes import Changes, changes
from planforge.corpus.load import load
from tests.unit.drill.build.demo import PLANS, corpus

if TYPE_CHECKING:
    from pathlib import Path

FLOOD = "special/flood/plan.yaml"


def changed(folder: Path, before: str, after: str, file: str = FLOOD) -> Changes:
    """Return what a copy of the demonstration changes, in *file* of which *before* is *after*."""
    root = folder / "plans"
    shutil.copytree(PLANS, root)
    text = (root / file).read_text(encoding="utf-8")
    assert before in text
    (root / file).write_text(text.replace(before, after, 1), encoding="utf-8")
    now, _findings = load(root)
    return changes(corpus().plans, now.plans)


def test_a_comment_changes_nothing(tmp_path: Path) -> None:
    assert changed(tmp_path, "预案: flood\n", "预案: flood  # 无关注释\n") == Changes()


def test_an_action_changes_with_those_that_wait_for_it(tmp_path: Path) -> None:
    flood = corpus().plan("flood")
    assert flood is not None
    known = {action.id: action for action in flood.plan.actions}
    waiting = {name for name, action in known.items() if "activate" in action.after}
    assert waiting
    text = known["activate"].content
    found = changed(tmp_path, text, f"10分钟内{text}")
    assert found.plans == {"flood"}
    assert {("flood", name) for name in ("activate", *waiting)} <= found.actions
    assert found.touch("flood", "activate")
    free = next(name for name, action in known.items() if not action.after and name != "activate")
    assert not found.touch("flood", free)


@pytest.mark.parametrize("more", ["书面", "认真组织，"])
def test_other_words_for_the_same_are_no_change_of_facts(tmp_path: Path, more: str) -> None:
    flood = corpus().plan("flood")
    assert flood is not None
    text = next(one for one in flood.plan.actions if one.id == "activate").content
    found = changed(tmp_path, text, f"{more}{text}")
    assert found == Changes(worded=frozenset({("flood", ""), ("flood", "activate")}))
    assert not found.touch("flood")
    assert not found.touch("flood", "activate")


RISE = "      Ⅱ级: {时限: 15分钟}\n      Ⅰ级: {时限: 10分钟}\n  - 编号: duty\n"
"""What stands in the flood plan under the notice of the start, which has 30 minutes at level Ⅳ."""
FROM = "名称: 核实与先期研判\n    阶段: 先期处置\n    起始级别: Ⅳ级\n"
OWN = "    时限: 3小时\n    前置: [shelters]\n"
"""What stands in the flood plan under the evacuation, and nowhere else."""


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (OWN, OWN.replace("3小时", "180分钟")),
        (OWN, OWN.replace("3小时", "2小时60分钟")),
        (OWN, OWN.replace("3小时", "{时长: 3小时, 起算: 响应启动}")),
        (OWN, f"{OWN}    可见: 内部\n"),
        ("决定时限: 30分钟", "决定时限: 0.5小时"),
        (RISE, f"      Ⅲ级: {{时限: 30分钟}}\n{RISE}"),
        (RISE, RISE.replace("15分钟", "15分钟, 责任: 市防办")),
        (FROM, FROM.replace("起始级别: Ⅳ级", "仅限级别: [Ⅰ级, Ⅱ级, Ⅲ级, Ⅳ级]")),
        ("配合: [市应急局, 市财政局, 市林业局", "配合: [市林业局, 市财政局, 市应急局"),
        ("    责任: 市粮储局\n", "    责任: 安澜市粮食和物资储备局\n"),
        ("{编织袋: 50000, 土工布: 10000,", "{土工布: 10000, 编织袋: 50000,"),
        ("编织袋: 50000,", "编织袋: 50000条,"),
        ('{24小时降雨量: ">= 100 mm", 笼罩面积: ">= 5000 km2"}',
         '{笼罩面积: ">= 5000 km2", 24小时降雨量: ">=10 cm"}'),
        ("无强降雨，江河水位继续回落、澜江安澜站水位退至40米以下",
         "无强降雨，江河水位继续回落，澜江安澜站水位已退至４０米以下"),
        ("险情得到控制，被困人员全部转移，降雨停止且预报48小时无强降雨",
         "险情得到控制，被困人员全部转移，降雨停止且预报2天无强降雨"),
        ("根据市防指调令", "根据安澜市防汛抗旱指挥部调令"),
    ],
)  # fmt: skip
def test_the_same_written_otherwise_is_no_change_of_facts(
    tmp_path: Path, before: str, after: str
) -> None:
    found = changed(tmp_path, before, after)
    assert (found.plans, found.levels, found.actions) == (frozenset(), frozenset(), frozenset())


@pytest.mark.parametrize(
    ("before", "after", "action"),
    [
        (OWN, OWN.replace("3小时", "150分钟"), "evacuate"),
        (OWN, OWN.replace("3小时", "{时长: 3小时, 起算: 接报}"), "evacuate"),
        (OWN, OWN.replace("3小时", "3天"), "evacuate"),
        (RISE, f"      Ⅲ级: {{时限: 25分钟}}\n{RISE}", "activate"),
        (RISE, RISE.replace("15分钟", "15分钟, 责任: 市水务局"), "activate"),
        (FROM, FROM.replace("起始级别: Ⅳ级", "起始级别: Ⅲ级"), "verify"),
        (FROM, FROM.replace("起始级别: Ⅳ级", "仅限级别: [Ⅱ级, Ⅲ级, Ⅳ级]"), "verify"),
        (OWN, OWN.replace("[shelters]", "[shelters, activate]"), "evacuate"),
        ("    责任: 市粮储局\n", "    责任: 市财政局\n", "supplies"),
        ("编织袋: 50000,", "编织袋: 60000,", "supplies"),
        ("根据市防指调令", "2小时内根据市防指调令", "supplies"),
        ("根据市防指调令", "根据市防办调令", "supplies"),
        ('{24小时降雨量: ">= 100 mm", 笼罩面积: ">= 5000 km2"}',
         '{24小时降雨量: ">= 120 mm", 笼罩面积: ">= 5000 km2"}', "evacuate"),
    ],
)  # fmt: skip
def test_another_fact_is_a_change(tmp_path: Path, before: str, after: str, action: str) -> None:
    assert changed(tmp_path, before, after).touch("flood", action)


def test_another_figure_in_a_condition_changes_its_level(tmp_path: Path) -> None:
    found = changed(
        tmp_path, '"< 42.3 m", 24小时降雨量: "< 50 mm"', '"< 42 m", 24小时降雨量: "< 50 mm"'
    )
    assert found.levels == {("flood", "Ⅰ级")}


def test_another_figure_in_a_table_of_grades_changes_the_plan(tmp_path: Path) -> None:
    found = changed(tmp_path, '死亡失踪人数: ">= 30 人"', '死亡失踪人数: ">= 20 人"')
    assert found == Changes(frozenset({"flood"}))


def test_another_unit_named_in_the_words_is_a_change(tmp_path: Path) -> None:
    flood = corpus().plan("flood")
    assert flood is not None
    text = next(one for one in flood.plan.actions if one.id == "activate").content
    assert changed(tmp_path, text, f"会同市气象局，{text}").touch("flood", "activate")


def test_prose_changes_the_wording_of_the_plan_and_no_fact(tmp_path: Path) -> None:
    found = changed(tmp_path, "应当", "应", "special/flood/plan.md")
    assert found == Changes(worded=frozenset({("flood", "")}))


def test_a_level_changes_what_is_done_at_it(tmp_path: Path) -> None:
    flood = corpus().plan("flood")
    assert flood is not None
    found = changed(tmp_path, "决定时限: 15分钟", "决定时限: 10分钟")
    at_first = {("flood", done.action.id) for done in flood.actions_at("Ⅰ级")}
    assert at_first <= found.actions
    ((_plan, level),) = found.levels
    assert found.touch("flood", level=level)
    assert not found.touch("flood", level="Ⅴ级")


def test_a_plan_that_was_not_there_is_new_with_all_it_asks() -> None:
    flood = corpus().plan("flood")
    assert flood is not None
    every = frozenset(("flood", action.id) for action in flood.plan.actions)
    levels = frozenset(("flood", level) for level in flood.plan.levels)
    assert changes((), (flood,)) == Changes(frozenset({"flood"}), every, levels)
