from __future__ import annotations

import pytest

from planforge.corpus.calls import is_used_up
from planforge.corpus.deeds import deeds
from tests.unit.corpus.conftest import plan


def action(name: str, title: str, **more: object) -> dict[str, object]:
    return {"编号": name, "名称": title, "阶段": "应急处置", "内容": title, **more}


def deeds_of(name: str) -> set[tuple[int, int, str]]:
    """Return pair, side and object of what an action called *name* does."""
    found = deeds(plan("flood", 响应措施=[action("a", name)]))
    return {(one.pair, one.side, one.what) for one in found}


def test_a_deed_is_a_verb_that_has_an_opposite_and_its_object() -> None:
    actions = [action("a", "开启东闸"), action("b", "立即关闭东闸"), action("c", "巡查东闸")]
    found = list(deeds(plan("flood", 响应措施=actions)))
    assert [(one.index, one.pair, one.side, one.what) for one in found] == [
        (0, 0, 1, "东闸"),
        (1, 0, 0, "东闸"),
    ]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("开启东闸", "关闭东闸闸门"),
        ("东水库开闸放水", "东水库关闸蓄水"),
        ("关停景区", "景区恢复开放"),
        ("停用东路泵站", "启动东路泵站"),
        ("疏散园区职工", "园区职工就地避险"),
        ("地铁停运", "地铁恢复运营"),
        ("停课停工", "复课"),
        ("全市停产", "全市恢复生产"),
        ("切断园区燃气", "恢复园区燃气"),
        ("实行交通管制", "解除交通管制"),
        ("派出工作组", "撤回工作组"),
        ("加大下泄流量", "减小下泄流量"),
        ("封闭沿江大道", "恢复沿江大道通行"),
        ("封闭沿江大道", "恢复沿江大道车辆通行"),
        ("封闭沿江大道交通", "恢复沿江大道交通"),
        ("禁止车辆通行澜江大桥", "允许车辆通行澜江大桥"),
        ("停运全部排涝泵站", "排涝泵站全部投入运行"),
        ("切断排涝泵站、供水厂供电", "优先保障排涝泵站、供水厂用电"),
    ],
)
def test_verbs_that_undo_each_other_on_the_same_thing(one: str, other: str) -> None:
    first, second = deeds_of(one), deeds_of(other)
    assert {(pair, 1 - side, what) for pair, side, what in first} & second


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("开启东闸", "关闭西闸"),
        ("疏散群众", "学校停课"),
        ("封闭后开放道路", "开放道路"),
        ("巡查东闸", "关闭东闸"),
        ("禁止无关人员进入", "允许抢险人员进入"),
        ("切断危险区供电", "优先保障医院用电"),
        ("封闭沿江大道", "恢复滨河路通行"),
    ],
)
def test_other_things_and_both_at_once_are_no_opposites(one: str, other: str) -> None:
    first, second = deeds_of(one), deeds_of(other)
    assert not {(pair, 1 - side, what) for pair, side, what in first} & second


def test_the_first_clause_of_the_text_counts_where_the_name_says_nothing() -> None:
    def said(content: str) -> list[str]:
        actions = [action("a", "道路管控", 内容=content)]
        return [one.what for one in deeds(plan("flood", 响应措施=actions))]

    assert said("封闭沿江道路，设置警示标志") == ["沿江道路"]
    assert said("必要时封闭沿江道路，设置警示标志") == []


def test_every_clause_of_the_text_counts_that_depends_on_nothing() -> None:
    def said(title: str, content: str) -> list[tuple[str, str]]:
        actions = [action("a", title, 内容=content)]
        return [(one.what, one.title) for one in deeds(plan("flood", 响应措施=actions))]

    assert said("沿河巡查", "巡查堤防，封闭沿江道路；关闭东闸") == [
        ("沿江道路", "沿河巡查（封闭沿江道路）"),
        ("东闸", "沿河巡查（关闭东闸）"),
    ]
    assert said("关闭东闸", "封闭沿江道路，关闭东闸") == [
        ("东闸", "关闭东闸"),
        ("沿江道路", "关闭东闸（封闭沿江道路）"),
    ]
    assert said("沿河巡查", "水位上涨时，封闭沿江道路") == []
    assert said("沿河巡查", "封闭沿江道路，排除险情，开放沿江道路") == []


@pytest.mark.parametrize("more", [{"前提": "市防指同意"}, {"阶段": "恢复重建"}])
def test_what_is_not_always_done_in_a_response_is_no_deed(more: dict[str, str]) -> None:
    assert not list(deeds(plan("flood", 响应措施=[action("a", "开启东闸", **more)])))


def test_a_clear_condition_is_kept_to_be_compared() -> None:
    actions = [action("a", "开启东闸", 前提="水位 超过警戒"), action("b", "关闭东闸")]
    assert [one.guard for one in deeds(plan("flood", 响应措施=actions))] == ["水位超过警戒", ""]


def test_what_another_action_replaces_is_no_deed() -> None:
    actions = [action("a", "开启东闸"), action("b", "巡查东闸", 替代=["a"])]
    assert not list(deeds(plan("flood", 响应措施=actions)))


@pytest.mark.parametrize("supply", ["编织袋", "方便食品", "饮用水", "泡沫灭火剂", "急救药品包"])
def test_what_is_used_up(supply: str) -> None:
    assert is_used_up(supply)


@pytest.mark.parametrize("supply", ["移动泵车", "帐篷", "冲锋舟", "围油栏"])
def test_what_comes_back(supply: str) -> None:
    assert not is_used_up(supply)
