"""Ladder of response levels: highest on top, how each starts on the left and ends on the right.

Conditions are long, so each is a box of its own between the levels it leads from and to, not a label
beside an arrow.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from planforge.document.charts.boxes import TEXT_PX, Box, box_for, condition_box, heading
from planforge.document.charts.canvas import Canvas, Sketch
from planforge.document.charts.graph import Chart, Edge, EdgeStyle, NodeKind, drawable_edges

if TYPE_CHECKING:
    import graphviz

LINE_EM: Final = 13.0
BOX_PX: Final = LINE_EM * TEXT_PX + 18
_GAP_PX: Final = 16.0
_LEVEL_PX: Final = 2 * BOX_PX + _GAP_PX
LANES: Final = ("start", "levels", "end")
"""Ids of the groups that head the three columns."""


def sketch_ladder(chart: Chart) -> Sketch:
    """Return *chart* as a ladder; its groups may head the columns by the ids in `LANES`."""
    return _Ladder(chart).sketch()


class _Ladder:
    def __init__(self, chart: Chart) -> None:
        self.chart = chart
        self.canvas = Canvas(chart, splines="ortho", nodesep=f"{_GAP_PX / 72:.3f}", ranksep="0.26")
        self.levels = sorted(
            (node for node in chart.nodes if node.kind is NodeKind.LEVEL),
            key=lambda node: node.level,
        )
        self.place = {node.id: index for index, node in enumerate(self.levels)}
        self.words = dict(chart.legend)
        self.starts: dict[int, list[Edge]] = {}
        self.ends: dict[int, list[Edge]] = {}
        self.ups: dict[int, list[Edge]] = {}
        self.downs: dict[int, list[Edge]] = {}
        for edge in drawable_edges(chart):
            self._sort(edge)

    def sketch(self) -> Sketch:
        lanes = [
            lane
            for lane, used in (("start", self.starts), ("levels", self.place), ("end", self.ends))
            if used
        ]
        columns = {lane: self._column(index, lane) for index, lane in enumerate(lanes)}
        rows: list[list[str]] = []
        for row in range(2 * len(self.levels)):
            rows.append([name for lane in lanes for name in columns[lane][row]])
        for across in rows:
            self.canvas.rank(across)
        self._arrows()
        return replace(self.canvas.sketch(), chart=replace(self.chart, legend=()))

    def _sort(self, edge: Edge) -> None:
        """Put *edge* into the slot where its condition is written."""
        source, target = self.place.get(edge.source), self.place.get(edge.target)
        if source is None and target is not None:
            self.starts.setdefault(target, []).append(edge)
        elif source is not None and target is None:
            self.ends.setdefault(source, []).append(edge)
        elif source is not None and target is not None and target < source:
            self.ups.setdefault(source - 1, []).append(edge)
        elif source is not None:
            self.downs.setdefault(source, []).append(edge)

    def _column(self, index: int, lane: str) -> list[list[str]]:
        """Draw one column and return its names by row: heading, level, between, level, …"""
        panel = self.canvas.panel(f"c{index}", "lane-alt" if lane == "levels" else "lane")
        group = next((group for group in self.chart.groups if group.id == lane), None)
        wide = _LEVEL_PX if lane == "levels" else BOX_PX
        head = f"h_{lane}"
        if group is not None:
            self.canvas.box(
                heading(group.title, head, f"lane-{lane}", wide, group.target), panel, lane=lane
            )
        else:
            self.canvas.blank(head, panel, lane=lane)
        rows = [[head]]
        for level in range(len(self.levels)):
            if lane == "levels":
                rows += self._level_rows(level, panel)
            else:
                slot = self.starts if lane == "start" else self.ends
                rows += [[self._condition(slot, level, lane, panel)]]
                rows += [[self.canvas.blank(f"{lane}_gap_{level}", panel, lane=lane)]]
        for above, below in zip(rows, rows[1:], strict=False):
            for name in above:
                for under in below:
                    self.canvas.chain([name, under], panel, weight=30)
        self.canvas.close(panel)
        return rows

    def _level_rows(self, level: int, panel: graphviz.Digraph) -> list[list[str]]:
        node = self.levels[level]
        box = box_for(node, f"n{level}", _LEVEL_PX / TEXT_PX - 2, width_px=_LEVEL_PX)
        rows = [[self.canvas.box(box, panel)]]
        if level + 1 < len(self.levels):
            up, down = self._between(level)
            rows.append(
                [
                    self.canvas.box(up, panel) if up else self._spacer(f"ups_{level}", panel),
                    self.canvas.box(down, panel) if down else self._spacer(f"downs_{level}", panel),
                ]
            )
        else:
            rows.append([self.canvas.blank(f"levels_gap_{level}", panel)])
        return rows

    def _spacer(self, name: str, panel: graphviz.Digraph) -> str:
        panel.node(name, label="", style="invis", width=f"{BOX_PX / 72:.3f}", height="0.2")
        return name

    def _between(self, level: int) -> tuple[Box | None, Box | None]:
        up = self._written(self.ups.get(level, []), EdgeStyle.UP, f"ups_{level}")
        down = self._written(self.downs.get(level, []), EdgeStyle.DOWN, f"downs_{level}")
        high = max((box.height for box in (up, down) if box), default=0.0)
        return (
            replace(up, height=high) if up else None,
            replace(down, height=high) if down else None,
        )

    def _condition(
        self, slot: dict[int, list[Edge]], level: int, lane: str, panel: graphviz.Digraph
    ) -> str:
        style = EdgeStyle.START if lane == "start" else EdgeStyle.END
        box = self._written(slot.get(level, []), style, f"{lane}_{level}")
        if box is None:
            return self._spacer(f"{lane}_{level}", panel)
        return self.canvas.box(box, panel, lane=lane)

    def _written(self, edges: list[Edge], style: EdgeStyle, name: str) -> Box | None:
        if not edges:
            return None
        text = "\n".join(dict.fromkeys(edge.label for edge in edges if edge.label))
        return condition_box(text, self.words.get(style, ""), style, name, LINE_EM, BOX_PX)

    def _arrows(self) -> None:
        for level in sorted(self.starts):
            edge = self.starts[level][0]
            self._arrow(f"start_{level}", f"n{level}", edge, EdgeStyle.START)
        for level in sorted(self.ends):
            self._arrow(f"n{level}", f"end_{level}", self.ends[level][0], EdgeStyle.END)
        for slots, style, key in (
            (self.ups, EdgeStyle.UP, "ups"),
            (self.downs, EdgeStyle.DOWN, "downs"),
        ):
            for level in sorted(slots):
                for edge in slots[level]:
                    middle = f"{key}_{level}"
                    self._arrow(f"n{self.place[edge.source]}", middle, edge, style, dir="none")
                    self._arrow(middle, f"n{self.place[edge.target]}", edge, style)

    def _arrow(
        self, source: str, target: str, edge: Edge, style: EdgeStyle, **attributes: str
    ) -> None:
        shown = replace(edge, label="", style=style)
        self.canvas.arrow(source, target, shown, constraint="false", **attributes)

