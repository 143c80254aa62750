"""Response flow: a grid of lanes (who) and rows (when), drawn from top to bottom."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from planforge.document.charts.boxes import TEXT_PX, Box, box_for, heading
from planforge.document.charts.canvas import Canvas, Sketch
from planforge.document.charts.graph import (
    Chart,
    Edge,
    EdgeStyle,
    Group,
    NodeKind,
    drawable_edges,
)

if TYPE_CHECKING:
    from planforge.document.charts.graph import Node

LINE_EM: Final = 9.0
LANE_PX: Final = LINE_EM * TEXT_PX + 20
_DECISION_EM: Final = 6.5


def sketch_flow(chart: Chart) -> Sketch:
    """Return *chart* as a swimlane graph; one without a known lane gets its own."""
    chart = with_lanes(chart)
    rows = grid_rows(chart)
    canvas = Canvas(chart, splines="ortho", nodesep="0.4", ranksep="0.36")
    names = {node.id: f"n{index}" for index, node in enumerate(chart.nodes)}
    cell = {(node.group, rows[node.id]): node for node in chart.nodes}
    depth = max(rows.values(), default=0) + 1
    grid: list[list[str]] = []
    for index, group in enumerate(chart.groups):
        lane = f"g{index}"
        head = heading(group.title, f"h{index}", f"lane-{group.id}", LANE_PX, group.target)
        column = [canvas.box(head, column=lane)]
        for row in range(depth):
            node = cell.get((group.id, row))
            if node is None:
                column.append(canvas.blank(f"p{index}_{row}", column=lane))
            else:
                column.append(canvas.box(_box(node, names[node.id]), column=lane))
        canvas.chain(column, weight=60)
        canvas.panel("lane-alt" if index % 2 else "lane", column)
        grid.append(column)
    for across in zip(*grid, strict=True):
        canvas.rank(across)
    for edge in drawable_edges(chart):
        is_back = rows[edge.target] <= rows[edge.source]
        shown = Edge(edge.source, edge.target, edge.label, EdgeStyle.BACK) if is_back else edge
        canvas.arrow(
            names[edge.source],
            names[edge.target],
            shown,
            label_as="xlabel",
            constraint="false",
        )
    return canvas.sketch()


def with_lanes(chart: Chart) -> Chart:
    """Return *chart* with the lanes its nodes use, in order, and a nameless one for strays."""
    known = {group.id for group in chart.groups}
    used = {node.group for node in chart.nodes}
    lanes = [group for group in chart.groups if group.id in used]
    lanes += [Group(name, name) for name in sorted(used - known)]
    return Chart(
        chart.kind,
        chart.title,
        chart.nodes,
        chart.edges,
        tuple(lanes),
        chart.description,
        chart.legend,
    )


def grid_rows(chart: Chart) -> dict[str, int]:
    """Return each node's row: below all it follows, never two of a lane in one row."""
    order = {node.id: index for index, node in enumerate(chart.nodes)}
    before: dict[str, list[str]] = {node.id: [] for node in chart.nodes}
    for edge in drawable_edges(chart):
        if order[edge.source] < order[edge.target]:
            before[edge.target].append(edge.source)
    rows: dict[str, int] = {}
    taken: set[tuple[str, int]] = set()
    for node in chart.nodes:
        row = max([rows[name] + 1 for name in before[node.id]] + [node.row or 0])
        while (node.group, row) in taken:
            row += 1
        rows[node.id] = row
        taken.add((node.group, row))
    present = {row: index for index, row in enumerate(sorted(set(rows.values())))}
    return {name: present[row] for name, row in rows.items()}


def _box(node: Node, name: str) -> Box:
    if node.kind is NodeKind.DECISION:
        return box_for(node, name, _DECISION_EM, width_px=LANE_PX)
    em = LINE_EM - 1 if node.kind in {NodeKind.NOTICE, NodeKind.DOCUMENT} else LINE_EM
    return box_for(node, name, em, width_px=LANE_PX)
