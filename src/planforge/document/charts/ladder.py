"""Ladder of response levels: highest on top, how each starts on the left and ends on the right.

Conditions are long, so each is a box of its own between the levels it leads from and to, not a
label beside an arrow.
"""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING, Final

from planforge.document.charts.boxes import (
    TEXT_PX,
    Box,
    box_for,
    condition_box,
    heading,
    safe_target,
)
from planforge.document.charts.canvas import Canvas, Sketch
from planforge.document.charts.graph import Chart, Edge, EdgeStyle, NodeKind, drawable_edges
from planforge.document.charts.measure import plain
from planforge.i18n import marks

if TYPE_CHECKING:
    from collections.abc import Iterable

    from planforge.i18n import Marks

LINE_EM: Final = 13.0
BOX_PX: Final = LINE_EM * TEXT_PX + 18
_GAP_PX: Final = 28.8
_AROUND_PX: Final = 121.0
"""Width of a ladder besides its four boxes beside each other."""
_LEAST_PX: Final = 96.0
LANES: Final = ("start", "levels", "end")
"""Ids of the groups that head the three columns."""


def sketch_ladder(chart: Chart) -> Sketch:
    """Return *chart* as a ladder; its groups may head the columns by the ids in `LANES`."""
    return _Ladder(chart).sketch()


class _Ladder:
    def __init__(self, chart: Chart) -> None:
        self.chart = chart
        room = (chart.wide - _AROUND_PX) / 4
        self.box_px = min(max(room, _LEAST_PX), BOX_PX) if chart.wide else BOX_PX
        self.level_px = 2 * self.box_px + _GAP_PX
        self.canvas = Canvas(chart, splines="ortho", nodesep="0.4", ranksep="0.34")
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
        for row in range(2 * len(self.levels)):
            self.canvas.rank(name for lane in lanes for name in columns[lane][row])
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
        """Draw one column and return the names in each of its rows, the heading first."""
        group = next((group for group in self.chart.groups if group.id == lane), None)
        wide = self.level_px if lane == "levels" else self.box_px
        head = f"h_{lane}"
        if group is None:
            self.canvas.blank(head, column=lane, wide=wide)
        else:
            box = heading(group.title, head, f"lane-{lane}", wide, group.target)
            self.canvas.box(box, column=lane)
        rows = [[head]]
        for level in range(len(self.levels)):
            if lane == "levels":
                rows += self._level_rows(level)
            else:
                slot = self.starts if lane == "start" else self.ends
                rows += [[self._condition(slot, level, lane)]]
                if level + 1 < len(self.levels):
                    rows += [[self.canvas.blank(f"{lane}_gap_{level}", column=lane)]]
        for above, below in pairwise(rows):
            for name in above:
                for under in below:
                    self.canvas.chain([name, under], weight=30)
        fill = "lane-alt" if index % 2 else "lane"
        self.canvas.panel(fill, (name for row in rows for name in row))
        return rows

    def _level_rows(self, level: int) -> list[list[str]]:
        em = self.level_px / TEXT_PX - 2
        box = box_for(self.levels[level], f"n{level}", em, width_px=self.level_px)
        rows = [[self.canvas.box(box)]]
        if level + 1 < len(self.levels):
            up, down = self._between(level)
            rows.append(
                [
                    self.canvas.box(up) if up else self._spacer(f"ups_{level}"),
                    self.canvas.box(down) if down else self._spacer(f"downs_{level}"),
                ]
            )
        return rows

    def _spacer(self, name: str) -> str:
        return self.canvas.blank(name, wide=self.box_px)

    def _between(self, level: int) -> tuple[Box | None, Box | None]:
        up = self._written(self.ups.get(level, []), EdgeStyle.UP, f"ups_{level}")
        down = self._written(self.downs.get(level, []), EdgeStyle.DOWN, f"downs_{level}")
        high = max((box.height for box in (up, down) if box), default=0.0)
        return (
            replace(up, height=high) if up else None,
            replace(down, height=high) if down else None,
        )

    def _condition(self, slot: dict[int, list[Edge]], level: int, lane: str) -> str:
        style = EdgeStyle.START if lane == "start" else EdgeStyle.END
        box = self._written(slot.get(level, []), style, f"{lane}_{level}")
        return self.canvas.box(box, column=lane) if box else self._spacer(f"{lane}_{level}")

    def _written(self, edges: list[Edge], style: EdgeStyle, name: str) -> Box | None:
        if not edges:
            return None
        conditions = (line for edge in edges for line in edge.label.split("\n"))
        text = _listed(conditions, marks(self.chart.language))
        its = marks(self.chart.language)
        full = _listed((edge.tooltip or edge.label for edge in edges), its)
        box = condition_box(text, self.words.get(style, ""), style, name, self.box_px)
        box = replace(box, target=safe_target(edges[0].address))
        is_cut = any(edge.tooltip for edge in edges)
        return replace(box, tooltip=plain(full).replace("\n", " ")) if is_cut else box

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
        shown = replace(edge, label="", style=style, tooltip="")
        self.canvas.arrow(source, target, shown, constraint="false", **attributes)


def _listed(conditions: Iterable[str], its: Marks) -> str:
    """Return *conditions* a line each, numbered if there are several."""
    lines = list(dict.fromkeys(filter(None, (plain(line) for line in conditions))))
    if len(lines) == 1:
        return lines[0]
    numbers = (its.bracketed("", str(number)).strip() for number in range(1, len(lines) + 1))
    return "\n".join(
        f"{number}{its.gap}{line}" for number, line in zip(numbers, lines, strict=True)
    )
