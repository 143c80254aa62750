from __future__ import annotations

from typing import TYPE_CHECKING

from planforge.document.charts import Chart, ChartKind, Edge, EdgeStyle, Node, alternative
from planforge.i18n import Message
from tests.unit.document.charts.samples import flood_flow, flood_ladder, flood_organisation

if TYPE_CHECKING:
    from planforge.document.charts import Alternative


def text(table: Alternative) -> list[tuple[str, ...]]:
    """Return the table in Chinese, headings first."""
    rows = [
        tuple(cell.render() if isinstance(cell, Message) else cell for cell in row)
        for row in table.rows
    ]
    return [tuple(heading.render() for heading in table.headings), *rows]


def test_a_flow_is_a_table_of_steps() -> None:
    table = text(alternative(flood_flow()))
    assert table[0] == ("序号", "责任单位", "工作内容", "时限", "下一步")
    assert len(table) == 26
    assert table[3] == ("3", "市防办（值班室）", "组织会商研判", "30分钟内", "第4步")
    assert table[4] == (
        "4",
        "市防办（值班室）",
        "是否达到启动条件？",
        "—",
        "是：第6步、否：第5步",
    )
    assert table[-1][-1] == "—"


def test_an_organisation_is_a_table_of_units() -> None:
    table = text(alternative(flood_organisation()))
    assert table[0] == ("单位", "所属", "上级", "备注")
    assert len(table) == 51
    assert table[1] == (
        "安澜市防汛抗旱指挥部",
        "—",
        "—",
        "总指挥：市长；副总指挥：分管副市长、军分区副司令员",
    )
    assert table[5] == ("综合协调组", "工作组", "市防汛抗旱指挥部办公室", "牵头：市应急管理局")


def test_a_ladder_is_a_table_of_changes_with_their_conditions() -> None:
    table = text(alternative(flood_ladder()))
    assert table[0] == ("起点", "关系", "终点", "条件")
    assert len(table) == 13
    assert table[2] == (
        "启动条件",
        "启动",
        "二级响应",
        "清江干流发生大洪水（重现期20—50年）；大中型水库出现重大险情",
    )
    assert table[5][:3] == ("二级响应", "升级", "一级响应")
    assert table[-1][:3] == ("四级响应", "终止", "响应终止")


def test_a_plan_without_links_is_told_too() -> None:
    chart = Chart(
        ChartKind.LINK_MAP,
        "t",
        (Node("a", "甲"), Node("b", "乙"), Node("c", "丙")),
        (Edge("a", "b", style=EdgeStyle.CASCADES),),
    )
    assert text(alternative(chart))[1:] == [("甲", "引发", "乙", "—"), ("丙", "—", "—", "—")]
