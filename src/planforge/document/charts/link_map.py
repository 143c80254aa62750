"""Map of links: plans as boxes, every kind of link as a line of its own look, told by the legend."""

from __future__ import annotations

from typing import Final

from planforge.document.charts.boxes import box_for
from planforge.document.charts.canvas import Canvas, Sketch
from planforge.document.charts.graph import Chart, EdgeStyle, NodeKind, drawable_edges

LINE_EM: Final = 9.0


def sketch_link_map(chart: Chart) -> Sketch:
    """Return *chart* as a layered graph: what others conform to stands above them."""
    canvas = Canvas(chart, splines="spline", nodesep="0.5", ranksep="0.75")
    names = {node.id: f"n{index}" for index, node in enumerate(chart.nodes)}
    for node in chart.nodes:
        em = LINE_EM * 1.6 if node.kind is NodeKind.MASTER else LINE_EM
        canvas.box(box_for(node, names[node.id], em))
    for edge in drawable_edges(chart):
        source, target = names[edge.source], names[edge.target]
        if edge.style is EdgeStyle.CONFORMS:
            canvas.arrow(target, source, edge, dir="back", weight="4")
        elif edge.style is EdgeStyle.JOINT:
            canvas.arrow(source, target, edge, dir="both")
        else:
            canvas.arrow(source, target, edge)
    return canvas.sketch()
