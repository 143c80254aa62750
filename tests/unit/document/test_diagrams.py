from __future__ import annotations

from planforge.document.charts import Chart, EdgeStyle, NodeKind
from planforge.document.diagrams import (
    chart_node,
    level_ladder,
    link_map,
    organisation_chart,
    response_flows,
    system_map,
)
from planforge.document.diagrams.flow import MOST_STEPS
from tests.unit.document.small import FLOOD, POWER, context


def texts(chart: Chart | None) -> list[str]:
    """Return what the boxes of *chart* say."""
    return [node.text for node in chart.nodes] if chart else []


def arrows(chart: Chart | None) -> list[tuple[str, str, EdgeStyle]]:
    """Return the arrows of *chart*."""
    return [(edge.source, edge.target, edge.style) for edge in chart.edges] if chart else []


def test_the_organisation_hangs_groups_and_members_under_the_office() -> None:
    chart = organisation_chart(context())
    assert texts(chart) == ["市防指", "市防办", "抢险组", "市水务局", "市应急局"]
    assert chart is not None
    assert [(group.id, group.title) for group in chart.groups] == [
        ("body-groups", "工作组"),
        ("body-members", "成员单位"),
    ]
    assert arrows(chart) == [
        ("body", "body-office", EdgeStyle.FLOW),
        ("body-office", "body-groups", EdgeStyle.FLOW),
        ("body-office", "body-members", EdgeStyle.FLOW),
    ]
    assert [node.is_lead for node in chart.nodes] == [True, False, False, True, False]
    assert chart.nodes[2].target == "planforge:group/flood/rescue"


def test_a_flow_has_a_lane_for_each_actor_in_order_of_first_use() -> None:
    here = context()
    (chart,) = response_flows(here, here.plan_view.level("Ⅰ级"))
    assert [group.title for group in chart.groups] == ["市防办", "市水务局", "市应急局"]
    assert [(node.text, node.row, node.limit) for node in chart.nodes] == [
        ("会商", 0, "15分钟内"),
        ("巡堤", 1, "2小时内"),
        ("转移群众", 1, "立即"),
    ]
    assert [node.level for node in chart.nodes] == [1, 0, 1]
    assert arrows(chart) == [
        ("consult", "patrol", EdgeStyle.FLOW),
        ("consult", "evacuate", EdgeStyle.FLOW),
    ]


def test_a_lower_level_has_fewer_actions() -> None:
    here = context()
    (chart,) = response_flows(here, here.plan_view.level("Ⅱ级"))
    assert texts(chart) == ["会商", "巡堤"]


def test_a_long_flow_comes_in_parts() -> None:
    action = "  - {编号: extra-%d, 阶段: 恢复重建, 责任: 市水务局, 内容: 第%d项工作}\n"
    more = "".join(action % (i, i) for i in range(MOST_STEPS))
    charts = response_flows(context(flood=FLOOD.replace("信息报告:", f"{more}信息报告:")))
    assert len(charts) == 2
    steps = [n for c in charts for n in c.nodes if n.kind is not NodeKind.CONNECTOR]
    assert len(steps) == MOST_STEPS + 3


def test_many_actors_share_lanes_by_what_sort_of_unit_they_are() -> None:
    action = "  - {编号: extra-%d, 阶段: 恢复重建, 责任: %s, 内容: 清理}\n"
    units = (
        "市政府",
        "各县（区）政府",
        "市防指总指挥",
        "市水上救援队",
        "甲公司",
        "乙公司",
        "市水务局",
    )
    more = "".join(action % pair for pair in enumerate((*units, "市水务局")))
    (chart,) = response_flows(context(flood=FLOOD.replace("信息报告:", f"{more}信息报告:")))
    assert [group.title for group in chart.groups] == [
        "指挥机构和领导",
        "市水务局",
        "党政部门",
        "地方政府和基层单位",
        "救援力量",
        "企事业单位",
    ]
    assert [node.detail for node in chart.nodes][:3] == ["市防办", "", "市应急局"]


def test_a_phase_begins_below_the_one_before() -> None:
    action = "  - {编号: extra-%d, 阶段: 启动响应, 责任: 市防办, 内容: 工作}\n"
    more = "".join(action % i for i in range(3))
    (chart,) = response_flows(context(flood=FLOOD.replace("信息报告:", f"{more}信息报告:")))
    rows = {node.id: node.row for node in chart.nodes}
    assert rows == {
        "consult": 0,
        "extra-0": 1,
        "extra-1": 2,
        "extra-2": 3,
        "patrol": 4,
        "evacuate": 4,
    }


def test_one_arrow_leads_into_a_lane() -> None:
    action = "  - {编号: extra-%d, 阶段: 应急处置, 责任: 市水务局, 内容: 工作, 前置: [consult]}\n"
    more = "".join(action % i for i in range(3))
    (chart,) = response_flows(context(flood=FLOOD.replace("信息报告:", f"{more}信息报告:")))
    assert arrows(chart) == [
        ("consult", "patrol", EdgeStyle.FLOW),
        ("consult", "evacuate", EdgeStyle.FLOW),
    ]


def test_the_ladder_starts_rises_falls_and_ends() -> None:
    chart = level_ladder(context())
    assert chart is not None
    assert arrows(chart) == [
        ("start-2", "level-2", EdgeStyle.START),
        ("level-2", "end-2", EdgeStyle.END),
        ("start-1", "level-1", EdgeStyle.START),
        ("level-1", "end-1", EdgeStyle.END),
        ("level-1", "level-2", EdgeStyle.UP),
        ("level-2", "level-1", EdgeStyle.DOWN),
    ]
    assert chart.edges[1].label == "雨停；险情消除（市防指总指挥决定）"
    assert [n.level for n in chart.nodes if n.kind is NodeKind.LEVEL] == [1, 2]


def test_a_link_declared_at_both_ends_is_one_arrow() -> None:
    here = context()
    own, system = link_map(here), system_map(here)
    assert arrows(own) == arrows(system) == [("flood", "power", EdgeStyle.CASCADES)]


def test_a_map_leaves_out_internal_plans() -> None:
    here = context(power=f"可见: 内部{POWER}")
    assert texts(link_map(here)) == []
    assert texts(system_map(here)) == []


def test_a_chart_carries_its_text_equivalent() -> None:
    here = context()
    chart = link_map(here)
    assert chart is not None
    node = chart_node(here, chart)
    assert node.graph is chart
    said = " ".join(node.astext().split())
    assert (
        said
        == "涉及2个预案、1条衔接关系。 起点 关系 终点 条件 防汛预案 引发 小城市大面积停电应急预案 —"
    )
