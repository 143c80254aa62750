"""A chart on its way through layout: DOT text of fixed boxes, and what the picture then puts in them.

Names in the DOT text are numbers, never text of a plan; text reaches it only as a quoted label, so no
name can change the graph.
"""

from __future__ import annotations

import html
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import graphviz

from planforge.document.charts.boxes import LEADING, SMALL_PX, Box, Row, text_height
from planforge.document.charts.measure import wrap
from planforge.document.charts.palette import LIGHT, edge_paint

if TYPE_CHECKING:
    from collections.abc import Iterable

    from planforge.document.charts.graph import Chart, Edge, EdgeStyle

FONT: Final = "sans-serif"
_POINTS_PER_INCH: Final = 72
_INVISIBLE: Final = {"label": "", "shape": "point", "style": "invis", "width": "0.01"}


@dataclass(frozen=True, slots=True)
class Line:
    """An arrow ready for layout, with the rows of its label and the label's size in px."""

    name: str
    style: EdgeStyle
    rows: tuple[Row, ...] = ()
    width: float = 0.0
    height: float = 0.0


@dataclass(frozen=True, slots=True)
class Panel:
    """A lane or frame behind the boxes, with its colour tokens."""

    name: str
    fill: str
    line: str = "lane-line"


@dataclass(frozen=True, slots=True)
class Sketch:
    """Everything a layout program and the picture need.

    Attributes:
        chart: What is drawn.
        dot: Graph in the DOT language, the same on every machine.
        boxes: Boxes by their name in the DOT text.
        lines: Arrows by their name in the DOT text.
        panels: Lanes and frames by their name in the DOT text.
    """

    chart: Chart
    dot: str
    boxes: dict[str, Box]
    lines: dict[str, Line]
    panels: dict[str, Panel]


class Canvas:
    """Collects boxes, arrows and panels and writes them as DOT."""

    def __init__(self, chart: Chart, **attributes: str) -> None:
        """Start an empty graph; *attributes* are those of the graph."""
        self.chart = chart
        self.graph = graphviz.Digraph(
            "chart",
            graph_attr={"bgcolor": "transparent", "newrank": "true", "pad": "0.06"} | attributes,
            node_attr={"fontname": FONT, "fontsize": "13", "fixedsize": "true", "penwidth": "1.2"},
            edge_attr={"fontname": FONT, "fontsize": "11", "arrowsize": "0.7", "penwidth": "1.2"},
        )
        self.boxes: dict[str, Box] = {}
        self.lines: dict[str, Line] = {}
        self.panels: dict[str, Panel] = {}

    def box(self, box: Box, scope: graphviz.Digraph | None = None, *, lane: str = "") -> str:
        """Draw *box* in *scope* (the whole graph if none) and return its name."""
        attributes = {
            "shape": box.style.shape,
            "style": ",".join(filter(None, ("filled", box.style.style))),
            "fillcolor": LIGHT[box.paint.fill],
            "color": LIGHT[box.paint.line],
            "fontcolor": LIGHT[box.paint.ink],
            "width": inches(box.width),
            "height": inches(box.height),
            "id": box.name,
        }
        if box.style.shape == "parallelogram":
            attributes |= {"shape": "polygon", "sides": "4", "skew": "0.2"}
        attributes |= _LEVEL_OUTLINES.get(box.level, {})
        if lane:
            attributes["group"] = lane
        label = "\\n".join(graphviz.escape(row.text) for row in box.rows)
        (scope or self.graph).node(box.name, label=graphviz.nohtml(label), **attributes)
        self.boxes[box.name] = box
        return box.name

    def blank(self, name: str, scope: graphviz.Digraph, *, lane: str = "") -> str:
        """Put an invisible point into *scope* and return its name."""
        attributes = _INVISIBLE | ({"group": lane} if lane else {})
        scope.node(name, **attributes)
        return name

    def panel(self, name: str, fill: str) -> graphviz.Digraph:
        """Return a new cluster; give it to `close` when it is full."""
        cluster = graphviz.Digraph(f"cluster_{name}")
        cluster.attr(
            label="",
            id=name,
            style="filled",
            color=LIGHT["lane-line"],
            fillcolor=LIGHT[fill],
            margin="10",
        )
        self.panels[name] = Panel(name, fill)
        return cluster

    def close(self, cluster: graphviz.Digraph) -> None:
        """Add a cluster that `panel` made."""
        self.graph.subgraph(cluster)

    def arrow(
        self, source: str, target: str, edge: Edge, *, label_as: str = "label", **attributes: str
    ) -> None:
        """Draw *edge* between two named boxes, its text as a table of fixed size."""
        colour, dash = edge_paint(edge.style)
        line = label_line(f"e{len(self.lines)}", edge)
        shown = {"id": line.name, "color": LIGHT[colour]}
        if dash != "solid":
            shown["style"] = dash
        if line.rows:
            shown[label_as] = _table(line)
        self.graph.edge(source, target, **shown, **attributes)
        self.lines[line.name] = line

    def chain(self, names: Iterable[str], scope: graphviz.Digraph, weight: int = 0) -> None:
        """Hold boxes in a row or column by invisible edges."""
        attributes = {"style": "invis"} | ({"weight": str(weight)} if weight else {})
        ordered = list(names)
        for first, second in zip(ordered, ordered[1:], strict=False):
            scope.edge(first, second, **attributes)

    def rank(self, names: Iterable[str]) -> None:
        """Hold boxes on one height, from left to right."""
        ordered = list(names)
        level = graphviz.Digraph()
        level.attr(rank="same")
        for name in ordered:
            level.node(name)
        self.chain(ordered, level)
        self.graph.subgraph(level)

    def sketch(self) -> Sketch:
        """Return what was collected."""
        return Sketch(self.chart, self.graph.source, self.boxes, self.lines, self.panels)


_LEVEL_OUTLINES: Final = {
    1: {"peripheries": "2"},
    2: {"style": "filled,dashed"},
    3: {"style": "filled,dotted"},
}
"""Outlines by which response levels differ without colour."""


def inches(px: float) -> str:
    """Return *px* (one px is one point of the layout) in inches."""
    return f"{px / _POINTS_PER_INCH:.3f}"


def label_line(name: str, edge: Edge, line_em: float = 9.0) -> Line:
    """Return *edge* with its label broken and measured."""
    rows = tuple(
        Row(text, SMALL_PX, "muted") for text in wrap(edge.label, line_em, max_lines=4)
    )
    if not rows:
        return Line(name, edge.style)
    wide = max(row.width for row in rows) + 6
    return Line(name, edge.style, rows, round(wide, 1), round(text_height(rows) + 2, 1))


def _table(line: Line) -> str:
    text = "<BR/>".join(html.escape(row.text) for row in line.rows)
    size = f'WIDTH="{line.width:.0f}" HEIGHT="{line.height:.0f}"'
    return (
        '<<TABLE BORDER="0" CELLBORDER="0" CELLSPACING="0" CELLPADDING="0"><TR>'
        f'<TD BGCOLOR="{LIGHT["paper"]}" FIXEDSIZE="TRUE" {size}>{text}</TD></TR></TABLE>>'
    )


__all__ = ["LEADING", "Canvas", "Line", "Panel", "Sketch", "inches", "label_line"]
