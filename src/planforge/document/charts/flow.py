"""Response flow: lanes (who), rows (in what order), and a bar where each phase begins."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from planforge.document.charts.boxes import TEXT_PX, Box, box_for, gate_box, heading
from planforge.document.charts.canvas import Canvas, Sketch
from planforge.document.charts.flow_ways import Ways
from planforge.document.charts.geometry import Point, Rect
from planforge.document.charts.graph import Chart, Edge, EdgeStyle, NodeKind
from planforge.document.charts.grid import MOST_COLUMNS, Grid, grid, shown_edges, with_lanes

if TYPE_CHECKING:
    from planforge.document.charts.graph import Node

LINE_EM: Final = 8.0
_BESIDE_PX: Final = 18.0
COLUMN_PX: Final = LINE_EM * TEXT_PX + _BESIDE_PX
_LEAST_PX: Final = 104.0
"""Least width of a column; a chart with more lanes than fit is wider than it should be."""
_WIDEST_PX: Final = 200.0
_PAGE_PX: Final = 13.0
"""Free around a picture, as the layout program leaves it."""
PANEL_PX: Final = 8.0
"""Free space between a lane's border and its boxes."""
_COLUMN_GAP: Final = 14.0
_LANE_GAP: Final = 24.0
_ROW_GAP: Final = 12.0
_WAY_GAP: Final = 26.0
"""Free space between two rows with arrows between them."""
_GATE_GAP: Final = 20.0


def columns_in(wide: int) -> int:
    """Return how many columns of a flow a picture *wide* px wide holds at least."""
    room = wide - 2 * (PANEL_PX + _PAGE_PX) + _LANE_GAP
    return max(2, int(room // (_LEAST_PX + _LANE_GAP)))


def sketch_flow(chart: Chart) -> Sketch:
    """Return *chart* as a swimlane graph; one without a known lane gets its own."""
    return _Flow(with_lanes(chart)).sketch()


class _Flow:
    """Sets boxes in px from the top left corner, then writes them and their arrows."""

    def __init__(self, chart: Chart) -> None:
        self.chart = chart
        self.grid: Grid = grid(chart, columns_in(chart.wide) if chart.wide else MOST_COLUMNS)
        self.cell_px = self._cell_px()
        self.edges = shown_edges(chart)
        self.names = {node.id: f"n{index}" for index, node in enumerate(chart.nodes)}
        self.rows = {name: cell.row for name, cell in self.grid.cells.items()}
        self.kinds = {node.id: node.kind for node in chart.nodes}
        self.boxes = {node.id: self._box(node) for node in chart.nodes}
        self.column_px = max([self.cell_px, *(box.width for box in self.boxes.values())])
        self.lefts = self._lefts()
        self.tops: list[float] = []
        self.bottoms: list[float] = []
        self.canvas = Canvas(chart, layout="neato", splines="line")
        self.places: dict[str, Rect] = {}
        self.ways: dict[str, tuple[Point, ...]] = {}

    def sketch(self) -> Sketch:
        y = self._headings()
        wide = self.lefts[-1] + self.column_px if self.lefts else 0.0
        bars = self._rows(y, wide)
        for name, sized in self.boxes.items():
            cell = self.grid.cells[name]
            x = self.lefts[cell.column] + (self.column_px - sized.width) / 2
            top = self.tops[cell.row]
            tall = self.bottoms[cell.row] - top
            is_plain = sized.style.shape == "box"
            box = replace(sized, height=round(tall, 1)) if is_plain else sized
            self._put(box, x, top + (tall - box.height) / 2)
        self._panels()
        self._arrows(bars)
        return replace(self.canvas.sketch(), ways=self.ways, places=self.places)

    def _box(self, node: Node) -> Box:
        sources = {gate.source for gate in self.chart.gates}
        shown = replace(node, is_lead=node.is_lead or node.id in sources)
        line_em = (self.cell_px - _BESIDE_PX) / TEXT_PX
        em = line_em - 2 if node.kind is NodeKind.DECISION else line_em
        if node.kind in {NodeKind.NOTICE, NodeKind.DOCUMENT}:
            em = line_em - 1.5
        name, language = self.names[node.id], self.chart.language
        return box_for(shown, name, em, width_px=self.cell_px, language=language)

    def _cell_px(self) -> float:
        """Return the width of a column: all together are as wide as the chart should be."""
        if not self.chart.wide or not self.grid.lanes:
            return COLUMN_PX
        lanes, columns = len(self.grid.lanes), self.grid.lanes[-1][2]
        gaps = (lanes - 1) * _LANE_GAP + (columns - lanes) * _COLUMN_GAP
        room = self.chart.wide - 2 * (PANEL_PX + _PAGE_PX) - gaps
        return min(max(room / columns, _LEAST_PX), _WIDEST_PX)

    def _lefts(self) -> list[float]:
        lefts: list[float] = []
        for _, first, end in self.grid.lanes:
            for column in range(first, end):
                gap = _LANE_GAP if column == first else _COLUMN_GAP
                lefts.append(lefts[-1] + self.column_px + gap if lefts else 0.0)
        return lefts

    def _headings(self) -> float:
        """Put the headings of the lanes and return where the first row may begin."""
        heads = []
        for index, (group, first, end) in enumerate(self.grid.lanes):
            wide = self.lefts[end - 1] + self.column_px - self.lefts[first]
            title = f"lane-{group.id}"
            heads.append(heading(group.title, f"h{index}", title, wide, group.target))
        high = max((head.height for head in heads), default=0.0)
        for head, (_, first, _) in zip(heads, self.grid.lanes, strict=True):
            self._put(replace(head, height=high), self.lefts[first], 0.0)
        return high

    def _rows(self, y: float, wide: float) -> dict[int, str]:
        """Set the rows below *y* and return the name of each band's bar."""
        bars: dict[int, str] = {}
        for index, band in enumerate(self.grid.bands):
            if band.gate is not None:
                bars[index] = f"b{index}"
                box = gate_box(band.gate, bars[index], wide)
                y += _GATE_GAP if index else _ROW_GAP
                self._put(box, 0.0, y)
                y += box.height
            for row in range(band.first, band.end):
                y += _WAY_GAP if row > band.first and self._is_entered(row) else _ROW_GAP
                if band.gate is None:
                    y += _WAY_GAP - _ROW_GAP if self._is_entered(row) and not row else 0.0
                high = max(self.boxes[name].height for name, at in self.rows.items() if at == row)
                self.tops.append(y)
                y += high
                self.bottoms.append(y)
        return bars

    def _is_entered(self, row: int) -> bool:
        """Return whether a way may run above *row*."""
        return any(
            self.rows[edge.target] == row or self.rows[edge.source] == row - 1
            for edge in self.edges
        )

    def _put(self, box: Box, left: float, top: float) -> None:
        rect = Rect(left, top, left + box.width, top + box.height)
        self.canvas.box(box, at=rect.centre)
        self.places[box.name] = rect

    def _panels(self) -> None:
        for index, (group, _, _) in enumerate(self.grid.lanes):
            own = [self.names[node.id] for node in self.chart.nodes if node.group == group.id]
            fill = "lane-alt" if index % 2 else "lane"
            self.canvas.panel(fill, [f"h{index}", *own], PANEL_PX)

    def _arrows(self, bars: dict[int, str]) -> None:
        cells = {self.names[name]: cell for name, cell in self.grid.cells.items()}
        rects = {name: self.places[name] for name in cells}
        ways = Ways(self._gutters(), self.bottoms, cells, rects)
        sides: set[tuple[str, bool]] = set()
        for edge in self.edges:
            source, target = self.names[edge.source], self.names[edge.target]
            is_back = self.rows[edge.target] <= self.rows[edge.source]
            style = EdgeStyle.BACK if is_back else edge.style
            name = self._arrow(source, target, replace(edge, style=style))
            side = (source, cells[target].column > cells[source].column)
            is_branch = self.kinds[edge.source] is NodeKind.DECISION and side not in sides
            sides.add(side)
            self.ways[name] = ways.between(source, target, is_branch=is_branch)
        for index, bar in bars.items():
            if index:
                self._enter(index, bar, ways)

    def _enter(self, index: int, bar: str, ways: Ways) -> None:
        """Draw the arrow into a bar from the step that opens it.

        A phase that follows the one before as a whole has none: the bars stand in order.
        """
        gate, before = self.grid.bands[index].gate, self.grid.bands[index - 1]
        place = self.places[bar]
        opener = gate.source if gate else ""
        if opener in self.rows and before.first <= self.rows[opener] < before.end:
            source = self.names[opener]
            name = self._arrow(source, bar, Edge(source, bar))
            self.ways[name] = ways.down_to(source, place.top, before.end)

    def _arrow(self, source: str, target: str, edge: Edge) -> str:
        return self.canvas.arrow(source, target, edge, label_as="xlabel")

    def _gutters(self) -> list[float]:
        """Return the middle of the free space to the right of each column."""
        ends = [left + self.column_px for left in self.lefts]
        nexts = [*self.lefts[1:], *([ends[-1] + _COLUMN_GAP] if ends else [])]
        return [(end + after) / 2 for end, after in zip(ends, nexts, strict=True)]
