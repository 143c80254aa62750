"""Response flow: in which row and column each step stands, and which arrows are worth drawing.

Lanes say who, rows say in what order, bands say in which phase. An arrow from a step to all of a
later phase would be drawn dozens of times; the gate of the phase says it once.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from planforge.document.charts.graph import Chart, Edge, Gate, Group, drawable_edges
from planforge.document.charts.organisation import columns_of
from planforge.frozen import dataclass

if TYPE_CHECKING:
    from planforge.document.charts.graph import Node

MOST_COLUMNS: Final = 6
"""Columns of all lanes together that a page holds at a readable size."""
DEEP: Final = 3
"""Steps of one phase in one lane above which the lane gets another column, if there is room."""


@dataclass(frozen=True, slots=True)
class Cell:
    """A place in the grid, both counted from 0 at the top left."""

    column: int
    row: int


@dataclass(frozen=True, slots=True)
class Band:
    """The rows of a phase, from *first* up to but not including *end*, below its gate if any."""

    gate: Gate | None
    first: int
    end: int


@dataclass(frozen=True, slots=True)
class Grid:
    """Where everything of a flow stands.

    Attributes:
        lanes: Lanes from left to right with the first column of each and the one after its last.
        cells: Place of each step by its id.
        bands: Phases from top to bottom.
    """

    lanes: tuple[tuple[Group, int, int], ...]
    cells: dict[str, Cell]
    bands: tuple[Band, ...]


def grid(chart: Chart, most: int = MOST_COLUMNS) -> Grid:
    """Return the grid of *chart*, whose lanes must be those of `with_lanes`.

    It has at most *most* columns, or as many as there are lanes.
    """
    bands = _bands(chart)
    wide = _lane_columns(chart, bands, most)
    lanes: list[tuple[Group, int, int]] = []
    for group in chart.groups:
        first = lanes[-1][2] if lanes else 0
        lanes.append((group, first, first + wide[group.id]))
    columns = {group.id: range(first, end) for group, first, end in lanes}
    before = _before(chart)
    cells: dict[str, Cell] = {}
    placed: list[Band] = []
    top = 0
    for gate, nodes in bands:
        own = _placed(nodes, columns, before, is_bound=gate is None)
        present = {row: top + i for i, row in enumerate(sorted({c.row for c in own.values()}))}
        cells |= {name: replace(cell, row=present[cell.row]) for name, cell in own.items()}
        placed.append(Band(gate, top, top + len(present)))
        top += len(present)
    return Grid(tuple(lanes), cells, tuple(placed))


def with_lanes(chart: Chart) -> Chart:
    """Return *chart* with the lanes its nodes use, in order, and a nameless one for strays."""
    known = {group.id for group in chart.groups}
    used = {node.group for node in chart.nodes}
    lanes = [group for group in chart.groups if group.id in used]
    lanes += [Group(name, name) for name in sorted(used - known)]
    return replace(chart, groups=tuple(lanes))


def shown_edges(chart: Chart) -> tuple[Edge, ...]:
    """Return the edges of *chart* that are drawn from box to box.

    Left out are an unlabelled edge into a later phase, if the chart has gates, and an unlabelled
    edge that others lead around.
    """
    order = {node.id: index for index, node in enumerate(chart.nodes)}
    gates = {gate.phase: index for index, gate in enumerate(chart.gates)}
    band = {node.id: gates.get(node.phase, 0) for node in chart.nodes}
    edges = drawable_edges(chart)
    inside = [
        edge
        for edge in edges
        if edge.label
        or order[edge.target] < order[edge.source]
        or band[edge.target] <= band[edge.source]
    ]
    spare = _spare(inside, order)
    return tuple(edge for edge in inside if edge not in spare)


def _spare(edges: list[Edge], order: dict[str, int]) -> set[Edge]:
    """Return the unlabelled forward edges whose ends other forward edges join as well."""
    forward = [edge for edge in edges if order[edge.source] < order[edge.target]]
    following: dict[str, set[str]] = {}
    for edge in forward:
        following.setdefault(edge.source, set()).add(edge.target)
    beyond: dict[str, set[str]] = {}
    for name in sorted(following, key=order.__getitem__, reverse=True):
        beyond[name] = set().union(
            *(beyond.get(target, set()) | {target} for target in following[name])
        )
    return {
        edge
        for edge in forward
        if not edge.label
        and any(
            edge.target in beyond.get(target, set())
            for target in following[edge.source] - {edge.target}
        )
    }


def _bands(chart: Chart) -> list[tuple[Gate | None, list[Node]]]:
    if not chart.gates:
        return [(None, list(chart.nodes))]
    known = {gate.phase for gate in chart.gates}
    stray = [node for node in chart.nodes if node.phase not in known]
    bands: list[tuple[Gate | None, list[Node]]] = [(None, stray)] if stray else []
    for gate in chart.gates:
        nodes = [node for node in chart.nodes if node.phase == gate.phase]
        if nodes:
            bands.append((gate, nodes))
    return bands


def _lane_columns(
    chart: Chart, bands: list[tuple[Gate | None, list[Node]]], most: int
) -> dict[str, int]:
    """Return how many columns each lane gets: more for those in which much is done at once."""
    depth = {
        group.id: max(sum(node.group == group.id for node in nodes) for _, nodes in bands)
        for group in chart.groups
    }
    deep = {name: count for name, count in depth.items() if count > DEEP and chart.gates}
    budget = most - (len(depth) - len(deep))
    return dict.fromkeys(depth, 1) | (columns_of(deep, budget) if deep else {})


def _before(chart: Chart) -> dict[str, list[str]]:
    order = {node.id: index for index, node in enumerate(chart.nodes)}
    before: dict[str, list[str]] = {node.id: [] for node in chart.nodes}
    for edge in drawable_edges(chart):
        if order[edge.source] < order[edge.target]:
            before[edge.target].append(edge.source)
    return before


def _placed(
    nodes: list[Node],
    columns: dict[str, range],
    before: dict[str, list[str]],
    *,
    is_bound: bool,
) -> dict[str, Cell]:
    """Return the cells of one band: each step below all it follows, as high and left as is free.

    In a lane of several columns, steps that follow one another come first, below each other.
    """
    cells: dict[str, Cell] = {}
    own = {node.id for node in nodes}
    chained = {name for name in own for earlier in before[name] if earlier in own} | {
        earlier for name in own for earlier in before[name] if earlier in own
    }
    wide = {name for name, places in columns.items() if len(places) > 1}
    for node in sorted(nodes, key=lambda node: node.group in wide and node.id not in chained):
        earlier = [cells[name] for name in before[node.id] if name in cells]
        row = max([cell.row + 1 for cell in earlier] + [(node.row or 0) if is_bound else 0])
        taken = set(cells.values())
        favoured = [cell.column for cell in earlier if cell.column in columns[node.group]]
        near = favoured[0] if favoured else 0
        wanted = sorted(columns[node.group], key=lambda column: abs(column - near))
        while all(Cell(column, row) in taken for column in wanted):
            row += 1
        column = next(column for column in wanted if Cell(column, row) not in taken)
        cells[node.id] = Cell(column, row)
    return cells
