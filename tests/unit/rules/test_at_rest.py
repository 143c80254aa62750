"""Rows that hold when nothing has happened."""

from __future__ import annotations

from typing import Any

import pytest

from tests.unit.rules import city
from tests.unit.rules.city import found, hits, levels, view

MORE: tuple[dict[str, Any], ...] = (
    {"编号": "state", "名称": "旱情", "类型": "等级", "等级": ["无旱", "轻旱", "重旱"]},
    {"编号": "radio", "名称": "通信畅通", "类型": "是否"},
    {"编号": "cold", "名称": "积温", "类型": "数值", "单位": "度", "取值范围": "[-50..50]"},
    {"编号": "away", "名称": "距台风中心距离", "类型": "数值", "单位": "公里"},
)


@pytest.fixture(autouse=True)
def _more_indicators(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(city, "INDICATORS", (*city.INDICATORS, *MORE))


@pytest.mark.parametrize(
    ("row", "witness", "cell", "hint"),
    [
        ({"死亡人数": "< 3 人"}, "死亡人数0人", "< 3 人", "[1..3) 人"),
        ({"死亡人数": "[0..3)"}, "死亡人数0人", "[0..3)", "[1..3) 人"),
        ({"雨量": "<= 20 mm"}, "雨量0毫米", "<= 20 mm", "(0..20] mm"),
        ({"雨量": {"个数": "< 5", "达到": ">= 50"}}, "雨量0", "< 5", "[1..5)"),
        ({"死亡人数": "< 3", "决口": "false"}, "死亡人数0人、决口否", "< 3", "[1..3) 人"),
        ({"死亡人数": "< 3", "通信畅通": "true"}, "死亡人数0人、通信畅通是", "< 3", "[1..3) 人"),
        ({"死亡人数": "< 3", "旱情": "无旱"}, "死亡人数0人、旱情无旱", "< 3", "[1..3) 人"),
    ],
)
def test_the_value_at_rest_is_told(row: object, witness: str, cell: str, hint: str) -> None:
    given = view(响应级别=levels(None, None, None, row))
    (hit,) = hits("LVL042", given)
    assert hit.message.render() == (f"没有发生任何情况时Ⅳ级也成立：{witness}已经符合“{cell}”这一行")
    assert hit.hint is not None
    assert hit.hint.render() == f"写“{hint}”，从确实发生了情况算起"


@pytest.mark.parametrize(
    "row",
    [
        {"死亡人数": "[1..3)"},
        {"死亡人数": ">= 0"},
        {"蓄水率": "< 40 %"},
        {"风向": "< 90"},
        {"积温": "< 20"},
        {"距台风中心距离": "< 300"},
        {"决口": "false"},
        {"死亡人数": "< 3", "决口": "true"},
        {"死亡人数": "< 3", "旱情": "轻旱"},
        {"死亡人数": "< 3", "水位": "超警戒"},
        {"死亡人数": "< 3", "暴雨预警": "蓝色"},
        {"死亡人数": "< 3", "研判": "影响恶劣"},
        {"死亡人数": "< 3", "限定": "已经发生决口"},
    ],
)
def test_what_needs_something_to_happen_is_right(row: object) -> None:
    assert hits("LVL042", view(响应级别=levels(None, None, None, row))) == []


def test_a_row_of_nothing_but_rest_has_no_rest_to_leave_out() -> None:
    (hit,) = hits("LVL042", view(响应级别=levels(None, None, None, {"死亡人数": "0"})))
    assert hit.hint is not None
    assert hit.hint.render() == "写明发生什么才算，例如“>= 1”"


def test_a_mistake_between_two_levels_is_told_once() -> None:
    rows = levels(None, None, {"死亡人数": "< 10"}, {"死亡人数": "[1..3)"})
    given = view(响应级别=rows)
    assert hits("LVL007", given)
    assert hits("LVL042", given) == []


def test_a_level_that_starts_by_its_grade_is_told_at_the_grade() -> None:
    given = view(
        事件分级={"一般": {"条件": [{"死亡人数": "< 3"}], "应对主体": "县级党委和政府"}},
        响应级别={"Ⅳ级": {"对应分级": "一般"}},
    )
    assert found("LVL042", given) == [
        (
            "grades/一般/conditions/0/死亡人数",
            "没有发生任何情况时Ⅳ级也成立：死亡人数0人已经符合“< 3”这一行",
        )
    ]


def test_warnings_are_asked_too() -> None:
    given = view(预警={"分级": {"蓝色": {"条件": [{"雨量": "< 50"}]}}})
    assert [said for _, said in found("LVL042", given)] == [
        "没有发生任何情况时蓝色预警也成立：雨量0毫米已经符合“< 50”这一行"
    ]
