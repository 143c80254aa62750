"""Which rows, frames, columns and parts a chart gets."""

from __future__ import annotations

from planforge.document.charts import Chart, ChartKind, Edge, Group, Node, NodeKind, split
from planforge.document.charts.flow import grid_rows, with_lanes
from planforge.document.charts.ladder import sketch_ladder
from planforge.document.charts.link_map import sketch_link_map
from planforge.document.charts.organisation import columns_of, with_frames
from tests.unit.document.charts.samples import flood_flow, flood_ladder, link_map


def flow(nodes: str, *edges: tuple[str, str]) -> Chart:
    """Return a flow of nodes given as `id:lane`."""
    return Chart(
        ChartKind.RESPONSE_FLOW,
        "流程",
        tuple(Node(id_, id_, group=lane) for id_, lane in (n.split(":") for n in nodes.split())),
        tuple(Edge(*edge) for edge in edges),
        (Group("x", "甲"), Group("y", "乙")),
    )


def test_a_step_stands_below_all_it_follows() -> None:
    chart = flow("a:x b:y c:x d:y", ("a", "b"), ("a", "c"), ("b", "d"), ("c", "d"))
    assert grid_rows(chart) == {"a": 0, "b": 1, "c": 1, "d": 2}


def test_two_steps_of_a_lane_never_share_a_row() -> None:
    chart = flow("a:x b:y c:y", ("a", "b"), ("a", "c"))
    assert grid_rows(chart) == {"a": 0, "b": 1, "c": 2}


def test_a_way_back_moves_no_step() -> None:
    chart = flow("a:x b:x", ("a", "b"), ("b", "a"))
    assert grid_rows(chart) == {"a": 0, "b": 1}


def test_a_row_asked_for_is_a_lower_bound_and_empty_rows_are_left_out() -> None:
    chart = Chart(
        ChartKind.RESPONSE_FLOW, "t", (Node("a", "a", row=0), Node("b", "b", group="y", row=9))
    )
    assert grid_rows(chart) == {"a": 0, "b": 1}


def test_unused_lanes_are_left_out_and_unknown_ones_added() -> None:
    chart = flow("a:y b:z")
    assert with_lanes(chart).groups == (Group("y", "乙"), Group("z", "z"))


def test_columns_make_the_deepest_frame_as_shallow_as_can_be() -> None:
    assert columns_of({"groups": 8, "units": 38}) == {"groups": 1, "units": 5}
    assert columns_of({"units": 3}) == {"units": 3}
    assert columns_of({}) == {}


def test_many_childless_siblings_are_framed_and_joined_by_one_edge() -> None:
    units = (Node(f"u{i}", f"单位{i}", NodeKind.UNIT) for i in range(40))
    nodes = (Node("body", "指挥部", NodeKind.BODY), *units)
    chart = Chart(
        ChartKind.ORGANISATION, "t", nodes, tuple(Edge("body", f"u{i}") for i in range(40))
    )
    framed = with_frames(chart)
    assert framed.edges == (Edge("body", "body-siblings"),)
    assert framed.groups == (Group("body-siblings", ""),)
    assert {node.group for node in framed.nodes[1:]} == {"body-siblings"}


def test_few_siblings_hang_in_the_tree() -> None:
    nodes = tuple(Node(name, name) for name in ("a", "b", "c"))
    chart = Chart(ChartKind.ORGANISATION, "t", nodes, (Edge("a", "b"), Edge("a", "c")))
    assert with_frames(chart) == chart


def test_a_ladder_writes_every_condition_in_a_box() -> None:
    boxes = sketch_ladder(flood_ladder()).boxes
    assert sorted(boxes) == sorted(
        ["h_start", "h_levels", "h_end", "n0", "n1", "n2", "n3"]
        + [f"start_{level}" for level in range(4)]
        + [f"{way}_{level}" for way in ("ups", "downs") for level in range(3)]
        + ["end_2", "end_3"]
    )
    assert boxes["ups_0"].rows[0].text == "升级"


def test_upper_plans_stand_in_the_first_row() -> None:
    assert "{\n\t\trank=min\n\t\tn0\n\t\tn5\n\t}" in sketch_link_map(link_map()).dot


def test_a_short_flow_is_not_split() -> None:
    chart = flood_flow()
    assert split(chart) == (chart,)


def test_a_long_flow_is_split_where_its_phase_changes_and_joined_by_connectors() -> None:
    parts = split(flood_flow(), most=10)
    assert [part.title for part in parts] == [
        f"安澜市防汛应急响应流程图（第{part}部分，共3部分）" for part in (1, 2, 3)
    ]
    own = [[n.id for n in part.nodes if n.kind is not NodeKind.CONNECTOR] for part in parts]
    assert [name for names in own for name in names] == [node.id for node in flood_flow().nodes]
    assert [len(names) for names in own] == [10, 9, 6]
    texts = [node.text for node in parts[1].nodes if node.kind is NodeKind.CONNECTOR]
    assert texts[0] == "接第1部分：审定响应级别，签发启动命令"
    assert texts[-1] == "转第3部分：提出降级或终止建议"
    for part in parts:
        known = {node.id for node in part.nodes}
        assert all(edge.source in known and edge.target in known for edge in part.edges)


def test_a_phase_that_is_too_long_by_itself_is_cut() -> None:
    nodes = tuple(Node(str(number), "步骤", phase="处置") for number in range(7))
    parts = split(Chart(ChartKind.RESPONSE_FLOW, "t", nodes), most=3)
    assert [len(part.nodes) for part in parts] == [3, 3, 1]
