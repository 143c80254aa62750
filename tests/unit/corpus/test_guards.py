"""Conditions in words: which of them do not hold at once."""

from __future__ import annotations

import pytest

from planforge.corpus.guards import rule_out


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("滨江路积水超过30厘米", "滨江路积水消退"),
        ("有被困人员", "没有被困人员"),
        ("供水中断", "供水未中断"),
        ("水位高于警戒水位", "水位低于警戒水位"),
        ("夜间降雨", "白天降雨"),
        ("边坡不稳定", "边坡稳定"),
        ("人员来得及撤离", "人员来不及撤离"),
        ("火势得到控制", "火势失去控制"),
        ("", "道路积水消退"),
    ],
)
def test_conditions_that_deny_each_other(one: str, other: str) -> None:
    assert rule_out(one, other)
    assert rule_out(other, one)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("", ""),
        ("", "道路积水"),
        ("道路积水", "道路积水"),
        ("道路积水或者下穿通道有被淹危险", "受台风影响或者预报将受台风影响"),
        ("有道路积水", "道路积水"),
        ("水位超过警戒水位", "雨量超过100毫米"),
        ("降雨停止", "洪水消退"),
    ],
)
def test_conditions_that_may_hold_together(one: str, other: str) -> None:
    assert not rule_out(one, other)
    assert not rule_out(other, one)
