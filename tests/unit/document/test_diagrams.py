from __future__ import annotations

from typing import TYPE_CHECKING

from planforge.document.charts import Chart, EdgeStyle, NodeKind, in_words
from planforge.document.diagrams import (
    action_flows,
    chart_node,
    level_ladder,
    link_map,
    organisation_chart,
    response_course,
    response_flows,
    system_map,
)
from planforge.document.diagrams.flow import MOST_STEPS
from tests.unit.document.books.made import demo
from tests.unit.document.small import FLOOD, POWER, context

if TYPE_CHECKING:
    from collections.abc import Callable


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
    assert [group.title for group in chart.groups] == ["市防办", "市应急局", "市水务局"]
    assert [(node.text, node.limit) for node in chart.nodes] == [
        ("会商", "15分钟内"),
        ("转移群众", "立即"),
        ("巡堤", "2小时内"),
    ]
    assert [node.level for node in chart.nodes] == [1, 1, 0]
    assert arrows(chart) == [
        ("consult", "evacuate", EdgeStyle.FLOW),
        ("consult", "patrol", EdgeStyle.FLOW),
    ]


def test_a_lower_level_has_fewer_actions() -> None:
    here = context()
    (chart,) = response_flows(here, here.plan_view.level("Ⅱ级"))
    assert texts(chart) == ["会商", "巡堤"]


def test_a_long_flow_comes_in_parts() -> None:
    action = "  - {编号: extra-%d, 阶段: 恢复重建, 责任: 市水务局, 内容: 第%d项工作}\n"
    more = "".join(action % (i, i) for i in range(MOST_STEPS))
    charts = action_flows(context(flood=FLOOD.replace("信息报告:", f"{more}信息报告:")))
    assert len(charts) == 2
    assert [len(chart.nodes) for chart in charts] == [3, MOST_STEPS]
    assert charts[1].title.endswith("（第2部分，共2部分；接上图）")


def test_actions_of_a_phase_stand_by_time_limit_but_after_what_they_follow() -> None:
    more = (
        "  - {编号: slow, 阶段: 应急处置, 责任: 市水务局, 内容: 慢, 时限: 3小时}\n"
        "  - {编号: next, 阶段: 应急处置, 责任: 市水务局, 内容: 后, 时限: 1分钟, 前置: [slow]}\n"
        "  - {编号: fast, 阶段: 应急处置, 责任: 市水务局, 内容: 快, 时限: 1分钟}\n"
    )
    (chart,) = action_flows(context(flood=FLOOD.replace("信息报告:", f"{more}信息报告:")))
    assert [node.id for node in chart.nodes] == [
        "consult",
        "evacuate",
        "fast",
        "slow",
        "next",
        "patrol",
    ]


def test_a_phase_says_once_what_opens_it_and_a_step_what_else_it_waits_for() -> None:
    more = (
        "  - {编号: first, 阶段: 先期处置, 责任: 市防办, 内容: 核实}\n"
        "  - {编号: drain, 阶段: 应急处置, 责任: 市水务局, 内容: 排水, 前置: [consult, first]}\n"
        "  - {编号: close, 阶段: 响应终止, 责任: 市防办, 内容: 终止}\n"
    )
    (chart,) = action_flows(context(flood=FLOOD.replace("信息报告:", f"{more}信息报告:")))
    assert [(gate.phase, gate.source, gate.note) for gate in chart.gates] == [
        ("先期处置", "", ""),
        ("启动响应", "", ""),
        ("应急处置", "consult", "“会商”后，按时限开展"),
        ("响应终止", "", ""),
    ]
    assert {node.id: node.after for node in chart.nodes if node.after} == {"drain": "接：核实"}


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


def _labels(flood: str) -> list[str]:
    chart = level_ladder(context(flood=flood))
    assert chart is not None
    return [edge.label for edge in chart.edges if edge.style in {EdgeStyle.UP, EdgeStyle.END}]


def test_the_ladder_says_what_figures_raise_and_end_a_level() -> None:
    figures = '指标: [{24小时降雨量: ">= 200 mm"}]'
    end = '终止: {条件: [雨停, 险情消除], 指标: [{24小时降雨量: "< 50 mm"}]'
    both = FLOOD.replace("条件: [险情加重]", f"条件: [险情加重], {figures}").replace(
        "终止: {条件: [雨停, 险情消除]", end
    )
    assert _labels(both) == [
        "雨停；险情消除；指标：24小时降雨量50毫米以下（市防指总指挥决定）",
        "雨停（市防办主任决定）",
        "险情加重；指标：24小时降雨量200毫米以上",
    ]
    assert _labels(FLOOD.replace("条件: [险情加重]", figures))[-1] == "24小时降雨量200毫米以上"


def test_words_of_the_ladder_make_room_for_its_figures_and_are_counted() -> None:
    long = "险" * 100
    figures = '指标: [{24小时降雨量: ">= 200 mm"}]'
    flood = FLOOD.replace("条件: [险情加重]", f"条件: [{long}, 溃决], {figures}")
    assert _labels(flood)[-1] == "24小时降雨量200毫米以上；另有2项，见正文"


def test_no_figure_of_the_ladder_is_halved() -> None:
    many = ", ".join(f'{{24小时降雨量: "[{200 + i}..{300 + i}) mm"}}' for i in range(9))
    flood = FLOOD.replace("条件: [险情加重]", f"指标: [{many}]")
    said = [f"24小时降雨量{200 + i}毫米以上{300 + i}毫米以下" for i in range(9)]
    assert _labels(flood)[-1] == f"{'；'.join(said[:4])}；另有5项，见正文"
    long = FLOOD.replace("条件: [险情加重]", f"条件: [{'险' * 200}]")
    assert _labels(long)[-1] == "险" * 200
    assert _labels(FLOOD.replace("条件: [险情加重]", f"条件: [{'险' * 300}]"))[-1] == (
        "1项条件，见正文"
    )


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


def test_conditions_left_out_are_whole_on_hover_and_in_the_words_for_the_chart() -> None:
    words = [f"第{number}处堤防出现重大险情且可能溃决的" for number in range(8)]
    chart = level_ladder(context(flood=FLOOD.replace("[险情加重]", f"[{', '.join(words)}]")))
    assert chart is not None
    (cut,) = [edge for edge in chart.edges if edge.tooltip]
    assert cut.label == f"{'；'.join(words[:5])}；另有3项，见正文"
    assert cut.tooltip == "；".join(words)
    assert "；".join(words) in in_words(chart)


def test_the_course_of_a_plan_is_as_reviewed(golden: Callable[[str, str], None]) -> None:
    """Stages, decisions and who decides, as the text that stands for the picture."""
    chart = response_course(context())
    assert chart is not None
    golden("charts/course-small.txt", in_words(chart) + "\n")


def test_the_courses_of_the_demonstration_are_as_reviewed(
    golden: Callable[[str, str], None],
) -> None:
    frame = demo()
    said = []
    for view in frame.views:
        chart = response_course(frame.context.of(view))
        assert chart is not None
        said.append(f"{chart.title}\n{in_words(chart)}\n")
    golden("charts/courses.txt", "\n".join(said))


def test_a_course_asks_whether_to_start_and_goes_back_if_not() -> None:
    chart = response_course(context())
    assert chart is not None
    asked = [node.id for node in chart.nodes if node.kind is NodeKind.DECISION]
    assert asked == ["starts", "controlled", "over"]
    led = {(edge.source, edge.label): edge.target for edge in chart.edges if edge.source in asked}
    assert led == {
        ("starts", "是"): "levels",
        ("starts", "否"): "report",
        ("controlled", "否"): "raise",
        ("controlled", "是"): "over",
        ("over", "否"): "lower",
        ("over", "是"): "end",
    }


def test_a_course_says_nothing_that_the_plan_does_not() -> None:
    """Without changes of level, groups, reports and ends, their stages and decisions are gone."""
    bare = FLOOD[: FLOOD.index("级别调整:")] + FLOOD[FLOOD.index("响应措施:") :]
    chart = response_course(context(flood=bare))
    assert chart is not None
    assert "raise" not in {node.id for node in chart.nodes}
    assert "lower" not in {node.id for node in chart.nodes}
    assert [edge.target for edge in chart.edges if edge.source == "over"] == ["response", "end"]


def test_a_plan_without_levels_or_actions_has_no_course() -> None:
    here = context()
    assert response_course(here.of(here.corpus.plans[1])) is None
    bare = FLOOD[: FLOOD.index("响应级别:")]
    assert response_course(context(flood=bare)) is None
