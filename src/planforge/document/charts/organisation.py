"""Organisation chart: a tree from the top, many siblings set in frames of several columns."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from planforge.document.charts.boxes import TEXT_PX, Box, box_for, heading
from planforge.document.charts.canvas import Canvas, Sketch
from planforge.document.charts.graph import Chart, EdgeStyle, Group, Node, drawable_edges

if TYPE_CHECKING:
    from collections.abc import Mapping

TREE_EM: Final = 14.0
CELL_EM: Final = 9.0
CELL_PX: Final = CELL_EM * TEXT_PX + 12
COLUMNS: Final = 6
"""Columns of all frames together, so that the chart stays as wide as a page."""
WRAP_ABOVE: Final = 5
"""More childless siblings than this are set in a frame even if the chart names none."""
_GAP_PX: Final = 9.0
_BRANCH_RANKS: Final = 3
_ASIDE_PX: Final = 40.0
_PANEL_GAP_PX: Final = 12.0
_AROUND_PX: Final = 52.0
"""Free around the frames, and between them beyond the gap of two columns."""
_NARROW_PX: Final = 700
_NARROW_EM: Final = 10.0


def columns_in(wide: int) -> int:
    """Return how many columns of all frames together a picture *wide* px wide holds."""
    if not wide:
        return COLUMNS
    return max(1, int((wide - _AROUND_PX + _GAP_PX) // (CELL_PX + _GAP_PX)))


def sketch_organisation(chart: Chart) -> Sketch:
    """Return *chart* as a tree; frames stand side by side and have about equally many rows."""
    chart = with_frames(chart)
    canvas = Canvas(chart, splines="ortho", nodesep=f"{_GAP_PX / 72:.3f}", ranksep="0.12")
    names = {node.id: f"n{index}" for index, node in enumerate(chart.nodes)}
    frames = {group.id: f"h{index}" for index, group in enumerate(chart.groups)}
    framed: dict[str, list[Node]] = {group.id: [] for group in chart.groups}
    for node in chart.nodes:
        if node.group in framed:
            framed[node.group].append(node)
        else:
            is_narrow = 0 < chart.wide < _NARROW_PX
            canvas.box(box_for(node, names[node.id], _NARROW_EM if is_narrow else TREE_EM))
    grid = _draw_frames(canvas, chart, framed, names)
    _hang_frames(canvas, chart, names, frames)
    for across in grid:
        canvas.rank(across)
    ends = names | frames
    for edge in drawable_edges(chart):
        is_aside = edge.style is EdgeStyle.ADVICE
        if is_aside and edge.source in names and edge.target in names:
            space = canvas.blank(f"s_{names[edge.target]}", wide=_ASIDE_PX)
            canvas.rank([names[edge.source], space, names[edge.target]])
        canvas.arrow(
            ends[edge.source],
            ends[edge.target],
            edge,
            label_as="xlabel",
            dir="none",
            **({"constraint": "false"} if is_aside else {"minlen": str(_BRANCH_RANKS)}),
        )
    return canvas.sketch()


def with_frames(chart: Chart) -> Chart:
    """Return *chart* with a nameless frame around every large set of childless siblings."""
    known = {group.id for group in chart.groups}
    edges = drawable_edges(chart)
    parents = {edge.source for edge in edges}
    loose = {node.id for node in chart.nodes if node.group not in known and node.id not in parents}
    children: dict[str, list[str]] = {}
    for edge in edges:
        if edge.target in loose and edge.style is not EdgeStyle.ADVICE:
            children.setdefault(edge.source, []).append(edge.target)
    moved: dict[str, str] = {}
    groups = list(chart.groups)
    for parent, siblings in children.items():
        if len(siblings) > WRAP_ABOVE:
            frame = f"{parent}-siblings"
            groups.append(Group(frame, ""))
            moved |= dict.fromkeys(siblings, frame)
    kept = [
        replace(edge, target=moved.get(edge.target, edge.target), label="")
        if edge.target in moved
        else edge
        for edge in edges
    ]
    nodes = [replace(node, group=moved.get(node.id, node.group)) for node in chart.nodes]
    used = {node.group for node in nodes}
    return replace(
        chart,
        nodes=tuple(nodes),
        edges=tuple(dict.fromkeys(kept)),
        groups=tuple(group for group in groups if group.id in used),
    )


def columns_of(sizes: Mapping[str, int], budget: int = COLUMNS) -> dict[str, int]:
    """Return how many columns each frame gets so that the deepest one is as shallow as can be."""
    columns = dict.fromkeys(sizes, 1)
    while sum(columns.values()) < budget:
        deepest = max(sizes, key=lambda name: _rows(sizes[name], columns[name]), default="")
        if not deepest or _rows(sizes[deepest], columns[deepest]) <= 1:
            break
        columns[deepest] += 1
    return columns


def _rows(count: int, columns: int) -> int:
    return -(-count // columns)


def _draw_frames(
    canvas: Canvas, chart: Chart, framed: dict[str, list[Node]], names: Mapping[str, str]
) -> list[list[str]]:
    """Draw every frame and return the names in each row of the whole chart, headings first."""
    sizes = {name: len(nodes) for name, nodes in framed.items()}
    columns = columns_of(sizes, columns_in(chart.wide))
    depth = max((_rows(len(framed[name]), columns[name]) for name in framed), default=0)
    grid: list[list[str]] = [[] for _ in range(depth + 1)] if framed else []
    boxes = _cells(framed, names)
    for index, group in enumerate(chart.groups):
        count = columns[group.id]
        wide = count * CELL_PX + (count - 1) * _GAP_PX
        head = f"h{index}"
        if group.title:
            canvas.box(heading(group.title, head, f"frame-{group.id}", wide, group.target))
        else:
            canvas.blank(head, wide=wide)
        members = [head]
        if index:
            for number, across in enumerate(grid):
                across.append(canvas.blank(f"d{index}_{number}", wide=_PANEL_GAP_PX))
        grid[0].append(head)
        cells = dict(enumerate(boxes[group.id]))
        for column in range(count):
            below = [head]
            for row in range(depth):
                box = cells.get(row * count + column)
                blank = f"p{index}_{row}_{column}"
                lane = f"g{index}_{column}"
                name = canvas.box(box, column=lane) if box else canvas.blank(blank, column=lane)
                below.append(name)
                grid[row + 1].append(name)
            canvas.chain(below, weight=20)
            members += below[1:]
        canvas.panel("lane", members)
    return grid


def _cells(framed: Mapping[str, list[Node]], names: Mapping[str, str]) -> dict[str, list[Box]]:
    """Return the boxes of each frame; all are equally high, so that rows have one distance."""
    boxes = {
        frame: [
            box_for(node, names[node.id], CELL_EM, width_px=CELL_PX, max_lines=3) for node in nodes
        ]
        for frame, nodes in framed.items()
    }
    high = max((box.height for row in boxes.values() for box in row), default=0.0)
    return {frame: [replace(box, height=high) for box in row] for frame, row in boxes.items()}


def _hang_frames(
    canvas: Canvas, chart: Chart, names: Mapping[str, str], frames: Mapping[str, str]
) -> None:
    """Set boxes of equal depth on one height, and all frames below them."""
    for row in _by_depth(chart, frames):
        canvas.rank(names[node] for node in row)
        for node in row:
            for frame in list(frames.values())[:1]:
                canvas.chain([names[node], frame], minlen=_BRANCH_RANKS)


def _by_depth(chart: Chart, frames: Mapping[str, str]) -> list[list[str]]:
    """Return the ids of the boxes outside frames by their distance from the top of the tree."""
    loose = [node.id for node in chart.nodes if node.group not in frames]
    depth = dict.fromkeys(loose, 0)
    edges = [
        edge
        for edge in drawable_edges(chart)
        if edge.source in depth and edge.target in depth and edge.style is not EdgeStyle.ADVICE
    ]
    for _ in loose:
        deeper = {
            edge.target: depth[edge.source] + 1
            for edge in edges
            if depth[edge.target] <= depth[edge.source] < len(loose)
        }
        if not deeper:
            break
        depth |= deeper
    beside = {edge.target for edge in chart.edges if edge.style is EdgeStyle.ADVICE}
    rows: dict[int, list[str]] = {}
    for name in loose:
        if name not in beside:
            rows.setdefault(depth[name], []).append(name)
    return [rows[key] for key in sorted(rows)]
