from __future__ import annotations

import pytest

from planforge.corpus.calls import is_used_up
from planforge.corpus.deeds import deeds
from tests.unit.corpus.conftest import plan


def action(name: str, title: str, **more: object) -> dict[str, object]:
    return {"编号": name, "名称": title, "阶段": "应急处置", "内容": title, **more}


def test_a_deed_is_a_verb_that_has_an_opposite_and_its_object() -> None:
    actions = [action("a", "开启东闸"), action("b", "立即关闭东闸"), action("c", "巡查东闸")]
    found = list(deeds(plan("flood", 响应措施=actions)))
    assert [(one.index, one.pair, one.side, one.what) for one in found] == [
        (0, 0, 1, "东闸"),
        (1, 0, 0, "东闸"),
    ]


@pytest.mark.parametrize("more", [{"前提": "水位超过警戒"}, {"阶段": "恢复重建"}])
def test_what_is_not_always_done_in_a_response_is_no_deed(more: dict[str, str]) -> None:
    assert not list(deeds(plan("flood", 响应措施=[action("a", "开启东闸", **more)])))


def test_what_another_action_replaces_is_no_deed() -> None:
    actions = [action("a", "开启东闸"), action("b", "巡查东闸", 替代=["a"])]
    assert not list(deeds(plan("flood", 响应措施=actions)))


@pytest.mark.parametrize("supply", ["编织袋", "方便食品", "饮用水", "泡沫灭火剂", "急救药品包"])
def test_what_is_used_up(supply: str) -> None:
    assert is_used_up(supply)


@pytest.mark.parametrize("supply", ["移动泵车", "帐篷", "冲锋舟", "围油栏"])
def test_what_comes_back(supply: str) -> None:
    assert not is_used_up(supply)
