"""Grades stricter than the law, and other ones than in the master plan."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from tests.unit.rules.city import found, view
from tests.unit.rules.test_references import system_hits

if TYPE_CHECKING:
    from planforge.corpus.plan_view import PlanView

GRADES = ("特别重大", "重大", "较大", "一般")
LAW = (">= 10000 万元", "[5000..10000) 万元", "[1000..5000) 万元", "(0..1000) 万元")
STRICT = (">= 10000 万元", "[2000..10000) 万元", "[1000..2000) 万元", "(0..1000) 万元")
REGULATION = "《生产安全事故报告和调查处理条例》（国务院令第493号）第三条"
ACCIDENT = {"事件类型": "危险化学品事故"}
MASTER = {"预案": "master", "名称": "小城市总体预案", "类别": "总体"}


def graded(*cells: str, table: str = "", indicator: str = "直接经济损失") -> dict[str, Any]:
    """Return the grades by one figure, in a table of that name if there is one."""
    rows = [[{indicator: cell}] for cell in cells]
    return {
        grade: {
            "条件": [{"表": table, "情形": row}] if table else row,
            "应对主体": "政府",
        }
        for grade, row in zip(GRADES, rows, strict=True)
    }


def plan(*cells: str, **facts: Any) -> PlanView:  # noqa: ANN401 - any facts of a plan
    return view(事件分级=graded(*cells), **(ACCIDENT | facts))


def master(*cells: str, table: str, indicator: str = "直接经济损失") -> PlanView:
    return view(
        事件分级=graded(*cells, table=table, indicator=indicator),
        事件类型=["自然灾害", "事故灾难"],
        **MASTER,
    )


def said(*plans: PlanView) -> list[str]:
    return [hit.message.render() for hit in system_hits("LVL044", *plans)]


def test_a_stricter_grade_is_told_with_a_value() -> None:
    assert found("LVL043", plan(*LAW)) == []
    assert found("LVL043", plan(*STRICT)) == [
        (
            "grades/重大/conditions/0/直接经济损失",
            f"直接经济损失2000万元按{REGULATION}属于较大，而“[2000..10000) 万元”把它定为重大",
        )
    ]


def test_a_grade_that_overlaps_another_is_left_to_the_rule_on_that() -> None:
    cells = (LAW[0], STRICT[1], *LAW[2:])
    assert found("LVL010", plan(*cells))
    assert found("LVL043", plan(*cells)) == []


def test_only_laws_that_were_read_and_agree_are_held_against_the_plan() -> None:
    assert found("LVL043", plan(*STRICT, 事件类型="城市轨道交通事故")) == []
    assert found("LVL043", plan(*STRICT, 事件类型="洪涝")) == []


def test_no_harm_is_of_no_grade() -> None:
    cells = (">= 10000 万元", "[5000..10000) 万元", "[1000..5000) 万元", "< 1000 万元")
    assert found("LVL043", plan(*cells)) == []


@pytest.mark.parametrize("table", ["生产安全事故", "危险化学品事故"])
def test_the_master_plan_and_the_law_are_named_together(table: str) -> None:
    assert said(master(*LAW, table=table), plan(*STRICT)) == [
        (
            f"直接经济损失2000万元按小城市总体预案的“[1000..5000) 万元”和{REGULATION}属于较大，"
            "而“[2000..10000) 万元”把它定为重大"
        )
    ]


def test_the_master_plan_alone_is_named_where_no_law_grades() -> None:
    assert said(master(*LAW, table="洪涝灾害"), plan(*STRICT, 事件类型="洪涝")) == [
        (
            "直接经济损失2000万元按小城市总体预案的“[1000..5000) 万元”属于较大，"
            "而“[2000..10000) 万元”把它定为重大"
        )
    ]


def test_plans_of_departments_are_compared_too() -> None:
    known = master(*LAW, table="生产安全事故")
    assert said(known, plan(*STRICT, 类别="部门")) == said(known, plan(*STRICT)) != []


@pytest.mark.parametrize(
    ("table", "facts"),
    [
        ("生产安全事故", {"事件类型": "洪涝"}),
        ("其他突发事件", {}),
        ("", {}),
        ("生产安全事故", {"类别": "乡镇"}),
    ],
)
def test_tables_for_other_kinds_are_not_compared(table: str, facts: dict[str, Any]) -> None:
    assert said(master(*LAW, table=table), plan(*STRICT, **facts)) == []


def test_the_master_plan_is_at_fault_where_the_law_agrees_with_the_special_plan() -> None:
    assert said(master(*STRICT, table="生产安全事故"), plan(*LAW)) == []


def test_what_cannot_be_read_is_not_compared() -> None:
    table = "生产安全事故"
    broken = ("甚多", *LAW[1:])
    assert said(master(*broken, table=table), plan(*LAW)) == []
    assert said(master(*LAW, table=table, indicator="没有登记"), plan(*STRICT)) == []
    assert said(plan(*STRICT)) == []


def test_only_figures_that_grade_by_themselves_are_compared() -> None:
    law = master(*LAW, table="生产安全事故")
    rows: list[object] = [
        {"直接经济损失": "[2000..5000) 万元", "研判": "影响恶劣"},
        {"直接经济损失": "[2000..5000) 万元", "死亡人数": ">= 1"},
        {"直接经济损失": {"个数": ">= 2", "达到": ">= 2000 万元"}},
        {"任一": [{"直接经济损失": "[2000..5000) 万元"}]},
    ]
    for row in rows:
        given = view(事件分级={"重大": {"条件": [row], "应对主体": "政府"}}, **ACCIDENT)
        assert said(law, given) == []
