"""Map of links: plans as boxes, every kind of link a line of its own look, told by the legend."""

from __future__ import annotations

from typing import Final

from planforge.document.charts.boxes import TEXT_PX, box_for
from planforge.document.charts.canvas import Canvas, Sketch
from planforge.document.charts.graph import Chart, EdgeStyle, NodeKind, drawable_edges

LINE_EM: Final = 9.0
BOX_PX: Final = LINE_EM * TEXT_PX + 26
_MASTER_EM: Final = 15.0


def sketch_link_map(chart: Chart) -> Sketch:
    """Return *chart* as a layered graph: what others conform to stands above them.

    On a picture of given width it stands to their left, so that there is room for many plans.
    """
    direction = {"rankdir": "LR"} if chart.wide else {}
    apart = {"nodesep": "0.3" if chart.wide else "0.5", "ranksep": "0.75"}
    canvas = Canvas(chart, splines="spline", **apart, **direction)
    names = {node.id: f"n{index}" for index, node in enumerate(chart.nodes)}
    for node in chart.nodes:
        if node.kind is NodeKind.MASTER:
            canvas.box(box_for(node, names[node.id], LINE_EM if chart.wide else _MASTER_EM))
        else:
            canvas.box(box_for(node, names[node.id], LINE_EM, width_px=BOX_PX))
    canvas.level((names[name] for name in _uppermost(chart)), rank="min")
    for edge in drawable_edges(chart):
        source, target = names[edge.source], names[edge.target]
        if edge.style is EdgeStyle.CONFORMS:
            canvas.arrow(target, source, edge, dir="back", weight="4")
        elif edge.style is EdgeStyle.JOINT:
            canvas.arrow(source, target, edge, dir="both")
        else:
            canvas.arrow(source, target, edge)
    return canvas.sketch()


def _uppermost(chart: Chart) -> list[str]:
    """Return the plans that others conform to and that conform to none themselves."""
    conforming = [edge for edge in drawable_edges(chart) if edge.style is EdgeStyle.CONFORMS]
    lower = {edge.source for edge in conforming}
    return [name for name in dict.fromkeys(edge.target for edge in conforming) if name not in lower]
