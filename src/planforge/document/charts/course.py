"""Course of a response: its stages below each other, decisions between them on one spine.

Every stage is a frame across the whole width, so that the arrow from one to the next is straight
whatever stands in them; a way back runs in the free margin at the left or the right.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from planforge.document.charts.boxes import (
    TEXT_PX,
    Box,
    box_for,
    stage_heading,
)
from planforge.document.charts.canvas import Canvas, Sketch, inches
from planforge.document.charts.geometry import Point, Rect, simplified
from planforge.document.charts.graph import Chart, EdgeStyle, Group, NodeKind, drawable_edges

if TYPE_CHECKING:
    from planforge.document.charts.graph import Edge, Node

WIDE_PX: Final = 760
"""Width if the chart asks for none."""
_MARGIN_PX: Final = 24.0
"""Free at either side, for ways back."""
_TOP_PX: Final = 9.0
_FREE: Final = (_MARGIN_PX, _TOP_PX)
_PAD_PX: Final = 6.0
_CELL_PX: Final = 112.0
"""Least width of a box in a stage."""
_WIDEST_PX: Final = 230.0
_ALONE_PX: Final = 250.0
"""Width of a box that stands alone on the spine."""
_CELL_GAP: Final = 6.0
_GAP: Final = 19.0
"""Between two rows; an arrow and its label stand in it."""
_SIDE_GAP: Final = 28.0
"""Between a decision and the box beside it."""
_DECISION_SHARE: Final = 1.2
"""Width of a decision in parts of the width of a box beside it."""
_MOST_LINES: Final = 16
_TRACK: Final = 7.0
_TRACKS: Final = 3
_LEVEL_PX: Final = 5.0
"""Around levels, whose highest has a double outline."""


def sketch_course(chart: Chart) -> Sketch:
    """Return *chart* with all its places known before layout."""
    return _Course(chart).sketch()


class _Course:
    """Sets the rows from the top, then draws the arrows between them."""

    def __init__(self, chart: Chart) -> None:
        self.chart = chart
        self.names = {node.id: f"n{index}" for index, node in enumerate(chart.nodes)}
        self.groups = {group.id: group for group in chart.groups}
        self.names |= {group.id: f"h{index}" for index, group in enumerate(chart.groups)}
        pad = f"{inches(_MARGIN_PX)},{inches(_TOP_PX)}"
        self.canvas = Canvas(chart, layout="neato", splines="line", pad=pad)
        self.places: dict[str, Rect] = {}
        self.frames: dict[str, Rect] = {}
        self.ways: dict[str, tuple[Point, ...]] = {}
        self.inner = (chart.wide or WIDE_PX) - 2 * _MARGIN_PX
        self.backs = {"left": 0, "right": 0}

    def sketch(self) -> Sketch:
        y = 0.0
        rows = sorted({node.row or 0 for node in self.chart.nodes})
        for row in rows:
            nodes = [node for node in self.chart.nodes if (node.row or 0) == row]
            group = self.groups.get(nodes[0].group)
            y = (self._stage(group, nodes, y) if group else self._alone(nodes, y)) + _GAP
        self._arrows()
        return replace(self.canvas.sketch(), ways=self.ways, places=self.places, free=_FREE)

    def _stage(self, group: Group, nodes: list[Node], y: float) -> float:
        """Put a frame with its heading and its boxes in columns; return its lower end."""
        left, wide = _PAD_PX, self.inner - 2 * _PAD_PX
        head = stage_heading(group, self.names[group.id], wide)
        top = y + _PAD_PX
        self._put(head, left, top)
        y = top + head.height + _CELL_GAP
        if any(node.level for node in nodes):
            left, wide, y = left + _LEVEL_PX, wide - 2 * _LEVEL_PX, y + _LEVEL_PX
        columns = columns_for(len(nodes), wide)
        cell = min(_WIDEST_PX, (wide - (columns - 1) * _CELL_GAP) / columns)
        boxes = [self._box(node, cell) for node in nodes]
        for start in range(0, len(boxes), columns):
            across = boxes[start : start + columns]
            high = max(box.height for box in across)
            used = columns * cell + (columns - 1) * _CELL_GAP
            x = left + (wide - used) / 2
            for box in across:
                self._put(replace(box, height=high), x, y)
                x += cell + _CELL_GAP
            y += high + _CELL_GAP
        own = [self.names[group.id], *(box.name for box in boxes)]
        self.canvas.panel("lane", own, _PAD_PX, is_apart=True)
        bottom = y - _CELL_GAP + _PAD_PX + (_LEVEL_PX if nodes[0].level else 0)
        self.frames[group.id] = Rect(0.0, top - _PAD_PX, self.inner, bottom)
        return bottom

    def _alone(self, nodes: list[Node], y: float) -> float:
        """Put boxes beside each other, decisions wider than others; return their lower end."""
        decisions = sum(node.kind is NodeKind.DECISION for node in nodes)
        shares = decisions * _DECISION_SHARE + len(nodes) - decisions
        room = self.inner - (len(nodes) - 1) * _SIDE_GAP
        each = min(room / shares, _ALONE_PX / (_DECISION_SHARE if decisions else 1))
        boxes = [
            self._box(node, each * (_DECISION_SHARE if node.kind is NodeKind.DECISION else 1))
            for node in nodes
        ]
        high = max(box.height for box in boxes)
        used = sum(box.width for box in boxes) + (len(nodes) - 1) * _SIDE_GAP
        x = (self.inner - used) / 2
        for box in boxes:
            self._put(box, x, y + (high - box.height) / 2)
            x += box.width + _SIDE_GAP
        return y + high

    def _box(self, node: Node, wide: float) -> Box:
        name, language = self.names[node.id], self.chart.language
        em = (wide - 14) / TEXT_PX
        if node.kind is NodeKind.DECISION:
            em = wide * 0.5 / TEXT_PX
        elif node.kind is NodeKind.NOTICE:
            em = (wide - 36) / TEXT_PX
        box = box_for(node, name, em, width_px=wide, max_lines=_MOST_LINES, language=language)
        return replace(box, width=wide)

    def _put(self, box: Box, left: float, top: float) -> None:
        rect = Rect(left, top, left + box.width, top + box.height)
        self.canvas.box(box, at=rect.centre)
        self.places[box.name] = rect

    def _rect(self, name: str) -> Rect:
        """Return the place of a box, or of the frame it stands in or means."""
        if name in self.frames:
            return self.frames[name]
        return self.places[self.names[name]]

    def _arrows(self) -> None:
        for edge in drawable_edges(self.chart):
            source, target = self._rect(edge.source), self._rect(edge.target)
            if source.bottom <= target.top:
                self._draw(edge, _down(source, target))
            elif target.bottom <= source.top:
                style = EdgeStyle.BACK if edge.style is EdgeStyle.FLOW else edge.style
                self._draw(replace(edge, style=style), self._back(source, target))
            else:
                self._draw(edge, _across(source, target))

    def _draw(self, edge: Edge, way: tuple[Point, ...]) -> None:
        names = self.names[edge.source], self.names[edge.target]
        name = self.canvas.arrow(*names, edge, label_as="xlabel")
        self.ways[name] = simplified(way)

    def _back(self, source: Rect, target: Rect) -> tuple[Point, ...]:
        """Return the way from the outer side of a box up a margin into the side of another."""
        is_left = source.centre.x <= self.inner / 2
        side = "left" if is_left else "right"
        away = _TRACK * (1 + self.backs[side] % _TRACKS)
        self.backs[side] += 1
        x = -away if is_left else self.inner + away
        start = source.left if is_left else source.right
        end = target.left if is_left else target.right
        y = source.centre.y
        return (
            Point(start, y),
            Point(x, y),
            Point(x, target.centre.y),
            Point(end, target.centre.y),
        )


def columns_for(count: int, wide: float) -> int:
    """Return in how many columns *count* boxes stand: as many as fit, evenly filled rows."""
    most = max(1, int((wide + _CELL_GAP) // (_CELL_PX + _CELL_GAP)))
    rows = -(-count // most)
    return -(-count // max(rows, 1))


def _down(source: Rect, target: Rect) -> tuple[Point, ...]:
    """Return the way down, straight where one of the two is wide enough for it."""
    narrow = min((source, target), key=lambda rect: rect.right - rect.left)
    x = narrow.centre.x
    if source.left < x < source.right and target.left < x < target.right:
        return (Point(x, source.bottom), Point(x, target.top))
    middle = (source.bottom + target.top) / 2
    return (
        Point(source.centre.x, source.bottom),
        Point(source.centre.x, middle),
        Point(target.centre.x, middle),
        Point(target.centre.x, target.top),
    )


def _across(source: Rect, target: Rect) -> tuple[Point, ...]:
    """Return the level way between two boxes beside each other."""
    y = source.centre.y
    if source.right <= target.left:
        return (Point(source.right, y), Point(target.left, y))
    return (Point(source.left, y), Point(target.right, y))
