"""Which rows, frames, columns and parts a chart gets."""

from __future__ import annotations

from dataclasses import replace

from planforge.document.charts import Chart, ChartKind, Edge, Gate, Group, Node, NodeKind, split
from planforge.document.charts.flow import sketch_flow
from planforge.document.charts.grid import grid, shown_edges, with_lanes
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


def grid_rows(chart: Chart) -> dict[str, int]:
    """Return the row of each node."""
    return {name: cell.row for name, cell in grid(with_lanes(chart)).cells.items()}


def phased(nodes: str, *edges: tuple[str, str]) -> Chart:
    """Return a flow of nodes given as `id:lane:phase`, with a gate for each phase."""
    parts = [node.split(":") for node in nodes.split()]
    chart = flow(" ".join(f"{id_}:{lane}" for id_, lane, _ in parts), *edges)
    return replace(
        chart,
        nodes=tuple(
            replace(node, phase=phase)
            for node, (_, _, phase) in zip(chart.nodes, parts, strict=True)
        ),
        gates=tuple(Gate(name, name) for name in dict.fromkeys(phase for _, _, phase in parts)),
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


def test_a_long_flow_is_split_where_its_phase_changes() -> None:
    parts = split(flood_flow(), most=10)
    assert [part.title for part in parts] == [
        "安澜市防汛应急响应流程图（第1部分，共3部分）",
        "安澜市防汛应急响应流程图（第2部分，共3部分；接上图）",
        "安澜市防汛应急响应流程图（第3部分，共3部分；接上图）",
    ]
    own = [[node.id for node in part.nodes] for part in parts]
    assert [name for names in own for name in names] == [node.id for node in flood_flow().nodes]
    assert [len(names) for names in own] == [10, 9, 6]
    assert {node.id: node.after for node in parts[1].nodes if node.after} == {
        "g1": "接：向成员单位和县（区）下达启动通知",
        "c2": "接：审定响应级别，签发启动命令",
        "y2": "接：同步启动响应，首报灾情",
        "d7": "接：汇总上报省防指和市委、市政府",
    }
    for part in parts:
        known = {node.id for node in part.nodes}
        assert all(edge.source in known and edge.target in known for edge in part.edges)


def test_what_a_gate_says_is_not_said_again_by_a_part() -> None:
    parts = split(phased("a:x:1 b:x:2 c:y:2", ("a", "b"), ("b", "c")), most=1)
    assert [[node.after for node in part.nodes] for part in parts] == [[""], [""], ["接：b"]]


def test_phases_stand_below_each_other_each_with_its_bar() -> None:
    chart = phased("a:x:1 b:y:1 c:x:2 d:y:2 e:y:2", ("c", "d"))
    assert grid_rows(chart) == {"a": 0, "b": 0, "c": 1, "d": 2, "e": 1}
    places = sketch_flow(chart).places
    bars = [places["b0"], places["b1"]]
    assert bars[0].bottom < places["n0"].top
    assert places["n1"].bottom < bars[1].top < bars[1].bottom < places["n2"].top


def test_a_deep_lane_gets_columns_and_what_follows_stands_below() -> None:
    chart = phased("a:x:1 b:y:1 c:y:1 d:y:1 e:y:1 f:y:1", ("c", "f"))
    placed = grid(chart)
    assert [(group.id, first, end) for group, first, end in placed.lanes] == [
        ("x", 0, 1),
        ("y", 1, 6),
    ]
    assert placed.cells["f"].column == placed.cells["c"].column
    assert placed.cells["f"].row == placed.cells["c"].row + 1


def test_an_arrow_into_a_later_phase_is_left_to_the_gate_and_a_way_round_is_not_drawn() -> None:
    edges = (("a", "b"), ("a", "c"), ("b", "c"), ("c", "d"))
    chart = phased("a:x:1 b:x:1 c:x:1 d:x:2", *edges)
    assert shown_edges(chart) == (Edge("a", "b"), Edge("b", "c"))
    labelled = replace(chart, edges=(*chart.edges, Edge("b", "d", "否")))
    assert shown_edges(labelled)[-1] == Edge("b", "d", "否")


def test_a_gate_is_entered_from_the_step_that_opens_it_or_from_nowhere() -> None:
    chart = phased("a:x:1 b:x:1 c:x:2 d:y:3", ("a", "b"), ("a", "c"))
    first, second, third = chart.gates
    drawn = sketch_flow(replace(chart, gates=(first, replace(second, source="a"), third)))
    ends = [(line.source, line.target) for line in drawn.lines.values()]
    assert ends == [("n0", "n1"), ("n0", "b1")]


def test_a_phase_that_is_too_long_by_itself_is_cut() -> None:
    nodes = tuple(Node(str(number), "步骤", phase="处置") for number in range(7))
    parts = split(Chart(ChartKind.RESPONSE_FLOW, "t", nodes), most=3)
    assert [len(part.nodes) for part in parts] == [3, 3, 1]
