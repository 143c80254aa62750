"""A chart on its way through layout: DOT text of fixed boxes, and what the picture puts in them.

Names in the DOT text are numbers, never text of a plan; text reaches it only as a quoted label, so
no name can change the graph.
"""

from __future__ import annotations

import html
from dataclasses import field
from functools import partial
from itertools import pairwise
from typing import TYPE_CHECKING, Final

import graphviz

from planforge.document.charts.boxes import SMALL_PX, Row, text_height
from planforge.document.charts.measure import wrap
from planforge.document.charts.palette import LIGHT, edge_paint
from planforge.frozen import dataclass

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from planforge.document.charts.boxes import Box
    from planforge.document.charts.geometry import Point, Rect
    from planforge.document.charts.graph import Chart, Edge, EdgeStyle

FONT: Final = "sans-serif"
_POINTS_PER_INCH: Final = 72
LABEL_EM: Final = 9.0
"""Longest line of an arrow's label, in em of its own size."""


@dataclass(frozen=True, slots=True)
class Line:
    """An arrow ready for layout, with the rows of its label and the label's size in px."""

    name: str
    source: str
    target: str
    style: EdgeStyle
    has_head: bool = True
    rows: tuple[Row, ...] = ()
    width: float = 0.0
    height: float = 0.0


@dataclass(frozen=True, slots=True)
class Panel:
    """A lane or frame *margin* px around the boxes named in *members*, with its colour token.

    Frames are all as high as the highest, unless they are *apart*: then each is as high as its own
    boxes.
    """

    fill: str
    members: tuple[str, ...]
    margin: float = 10.0
    is_apart: bool = False


@dataclass(frozen=True, slots=True)
class Sketch:
    """Everything a layout program and the picture need.

    Attributes:
        chart: What is drawn.
        write: Writes the graph in the DOT language.
        boxes: Boxes by their name in the DOT text.
        lines: Arrows by their name in the DOT text.
        panels: Lanes or frames.
        is_square: Whether the layout program draws arrows along the axes only.
        ways: Ways of arrows that are known before layout, by name.
        places: Places of the boxes in the same px as *ways*; empty without ways.
        free: Px left free at the left and right, and above and below.
    """

    chart: Chart
    write: Callable[[], str] = field(compare=False)
    boxes: dict[str, Box]
    lines: dict[str, Line]
    panels: tuple[Panel, ...]
    is_square: bool
    ways: dict[str, tuple[Point, ...]] = field(default_factory=dict)
    places: dict[str, Rect] = field(default_factory=dict)
    free: tuple[float, float] = (13.0, 13.0)

    @property
    def dot(self) -> str:
        """The graph in the DOT language, the same on every machine.

        It is written each time: a chart whose places are known is measured without it, often.
        """
        return self.write()


class Canvas:
    """Collects boxes, arrows and panels and writes them as DOT."""

    def __init__(self, chart: Chart, **attributes: str) -> None:
        """Start an empty graph; *attributes* are those of the graph."""
        self.chart = chart
        self._attributes = attributes
        self._statements: list[Callable[[graphviz.Digraph], object]] = []
        self.boxes: dict[str, Box] = {}
        self.lines: dict[str, Line] = {}
        self.panels: list[Panel] = []

    def box(self, box: Box, *, column: str = "", at: Point | None = None) -> str:
        """Draw *box* and return its name.

        Args:
            box: What is drawn.
            column: Column in which it is held in line with others.
            at: Where its middle is pinned, y growing downwards.
        """
        self._statements.append(partial(_write_box, box=box, column=column, at=at))
        self.boxes[box.name] = box
        return box.name

    def blank(self, name: str, *, column: str = "", wide: float = 0.0) -> str:
        """Keep a place free, *wide* px, and return its name."""
        attributes = {"label": "", "style": "invis", "width": "0.01", "height": "0.01"}
        attributes |= {"width": inches(wide)} if wide else {"shape": "point"}
        if column:
            attributes["group"] = column
        self._node(name, **attributes)
        return name

    def panel(
        self, fill: str, members: Iterable[str], margin: float = 10.0, *, is_apart: bool = False
    ) -> None:
        """Put a lane or frame behind the boxes named *members*."""
        self.panels.append(Panel(fill, tuple(members), margin, is_apart=is_apart))

    def arrow(
        self, source: str, target: str, edge: Edge, *, label_as: str = "label", **attributes: str
    ) -> str:
        """Draw *edge* between two named boxes, its text as a table of fixed size.

        Return the name of the arrow.
        """
        colour, dash = edge_paint(edge.style)
        line = _line(f"e{len(self.lines)}", source, target, edge, attributes.get("dir", ""))
        shown = {"id": line.name, "color": LIGHT[colour]}
        if dash != "solid":
            shown["style"] = dash
        if line.rows:
            shown[label_as] = _table(line)
        self._edge(source, target, **shown, **attributes)
        self.lines[line.name] = line
        return line.name

    def chain(self, names: Iterable[str], weight: int = 1, minlen: int = 1) -> None:
        """Hold boxes below each other, *minlen* rows apart, by invisible edges."""
        attributes = {"style": "invis", "weight": str(weight), "minlen": str(minlen)}
        ordered = list(names)
        for first, second in pairwise(ordered):
            self._edge(first, second, **attributes)

    def rank(self, names: Iterable[str]) -> None:
        """Hold boxes on one height, from left to right."""
        ordered = list(names)
        self._statements.append(partial(_write_level, names=ordered, rank="same", is_chain=True))

    def level(self, names: Iterable[str], *, rank: str = "same") -> None:
        """Hold boxes on one height (that of the uppermost row for *rank* “min”), in any order."""
        self._statements.append(partial(_write_level, names=list(names), rank=rank))

    def sketch(self) -> Sketch:
        """Return what was collected."""
        return Sketch(
            self.chart,
            self._write,
            self.boxes,
            self.lines,
            tuple(self.panels),
            self._attributes.get("splines") == "ortho",
        )

    def _node(self, name: str, **attributes: str) -> None:
        self._statements.append(lambda graph: graph.node(name, **attributes))

    def _edge(self, source: str, target: str, **attributes: str) -> None:
        self._statements.append(lambda graph: graph.edge(source, target, **attributes))

    def _write(self) -> str:
        """Return what was collected in the DOT language."""
        graph = graphviz.Digraph(
            "chart",
            graph_attr={"bgcolor": "transparent", "pad": "0.18"} | self._attributes,
            node_attr={"fontname": FONT, "fontsize": "13", "fixedsize": "true", "penwidth": "1.2"},
            edge_attr={"fontname": FONT, "fontsize": "11", "arrowsize": "0.7", "penwidth": "1.2"},
        )
        for write in self._statements:
            write(graph)
        return str(graph.source)


def _write_box(graph: graphviz.Digraph, *, box: Box, column: str, at: Point | None) -> None:
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
    if column:
        attributes["group"] = column
    if at is not None:
        attributes["pos"] = f"{at.x / _POINTS_PER_INCH:.4f},{-at.y / _POINTS_PER_INCH:.4f}!"
    label = "\\n".join(graphviz.escape(row.text) for row in box.rows)
    graph.node(box.name, label=graphviz.nohtml(label), **attributes)


def _write_level(
    graph: graphviz.Digraph, *, names: Sequence[str], rank: str, is_chain: bool = False
) -> None:
    level = graphviz.Digraph()
    level.attr(rank=rank)
    for name in names:
        level.node(name)
    if is_chain:
        for first, second in pairwise(names):
            level.edge(first, second, style="invis")
    graph.subgraph(level)


_LEVEL_OUTLINES: Final = {
    1: {"peripheries": "2"},
    2: {"style": "filled,dashed"},
    3: {"style": "filled,dotted"},
}
"""Outlines by which response levels differ without colour."""


def inches(px: float) -> str:
    """Return *px* (one px is one point of the layout) in inches."""
    return f"{px / _POINTS_PER_INCH:.3f}"


def _line(name: str, source: str, target: str, edge: Edge, direction: str) -> Line:
    has_head = direction != "none"
    colour = edge_paint(edge.style)[0]
    ink = "muted" if colour == "line" else colour
    rows = tuple(Row(text, SMALL_PX, ink) for text in wrap(edge.label, LABEL_EM, max_lines=4))
    if not rows:
        return Line(name, source, target, edge.style, has_head)
    wide = round(max(row.width for row in rows) + 6)
    high = round(text_height(rows) + 2)
    return Line(name, source, target, edge.style, has_head, rows, wide, high)


def _table(line: Line) -> str:
    text = "<BR/>".join(html.escape(row.text) for row in line.rows)
    size = f'WIDTH="{line.width:.0f}" HEIGHT="{line.height:.0f}"'
    return (
        '<<TABLE BORDER="0" CELLBORDER="0" CELLSPACING="0" CELLPADDING="0"><TR>'
        f'<TD BGCOLOR="{LIGHT["paper"]}" FIXEDSIZE="TRUE" {size}>{text}</TD></TR></TABLE>>'
    )
