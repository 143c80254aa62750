"""Where a chart may be cut, by its kind, so that every part can be read by itself."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING, Final

from planforge.document.charts import organisation
from planforge.document.charts.dot import sketch
from planforge.document.charts.flow import columns_in
from planforge.document.charts.geometry import bounds, corners
from planforge.document.charts.graph import (
    Chart,
    ChartKind,
    Edge,
    EdgeStyle,
    Group,
    Node,
    NodeKind,
    drawable_edges,
)
from planforge.document.charts.grid import with_lanes
from planforge.document.charts.split import numbered, split_at
from planforge.i18n import marks, msg

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from planforge.document.charts.canvas import Sketch
    from planforge.i18n import Marks

_FULL: Final = 0.6
"""Share of a part that must be filled for the end of a phase to be worth ending it."""
_LONGEST_STAGE: Final = 20
"""Boxes of a stage of a course above which it goes on in a second one."""
_TOP_ROWS: Final = 4
"""Rows of a frame that are about as high as the tree above it."""


def cut(chart: Chart, parts: int, taken: int = 0) -> tuple[Chart, ...]:
    """Return *chart* in about *parts* parts; fewer if its kind cannot be cut that often.

    The first part of a course is lower by *taken* px. A flow is cut by `fill` instead.
    """
    if chart.kind is ChartKind.RESPONSE_COURSE:
        return _course(chart, parts, taken)
    return _CUTS[chart.kind](chart, parts)


def size_of(drawn: Sketch) -> tuple[float, float]:
    """Return width and height of the picture of a chart whose places are known before layout."""
    rect = bounds(corners(drawn.places.values()))
    wide, high = drawn.free
    return rect.right - rect.left + 2 * wide, rect.bottom - rect.top + 2 * high


def fewer_lanes(chart: Chart) -> Chart:
    """Return a flow with no more lanes than fit its width: some share the last.

    Those are the lanes beside the one of the rest if there is such a lane, else those with least to
    do. Boxes of a shared lane say whose they are.
    """
    chart = with_lanes(chart)
    most = columns_in(chart.wide)
    if len(chart.groups) <= most:
        return chart
    kept = _kept_lanes(chart, most - 1)
    shared = [group for group in chart.groups if group.id not in kept]
    its = marks(chart.language)
    titles = {group.id: "" if group.is_rest else group.title for group in shared}
    last = Group(
        shared[0].id,
        its.listed(group.title for group in shared),
        is_rest=any(group.is_rest for group in shared),
    )
    nodes = tuple(
        _shared(node, last.id, titles[node.group], its) if node.group in titles else node
        for node in chart.nodes
    )
    lanes = (*(group for group in chart.groups if group.id in kept), last)
    return replace(chart, nodes=nodes, groups=lanes)


def _kept_lanes(chart: Chart, most: int) -> set[str]:
    """Return the ids of the *most* lanes of a flow that stay as they are."""
    order = [group.id for group in chart.groups]
    if any(group.is_rest for group in chart.groups):
        return set(order[:most])
    count = Counter(node.group for node in chart.nodes)
    return set(sorted(order, key=lambda name: (-count[name], order.index(name)))[:most])


def _shared(node: Node, lane: str, title: str, its: Marks) -> Node:
    """Return *node* of the lane with *title* in the shared *lane*."""
    if node.has_doer or not title:
        return replace(node, group=lane)
    return replace(node, group=lane, detail=its.listed((title, node.detail)), has_doer=True)


def fill(chart: Chart, fits: Callable[[Chart, int], bool]) -> tuple[Chart, ...]:
    """Return a flow in the fewest parts that fit, cut where a phase ends if that costs little.

    The parts are made about equally long if that does not take another one.
    """
    nodes = chart.nodes
    parts: list[list[Node]] = []
    start = 0
    while start < len(nodes):
        end = _furthest(chart, start, fits)
        if end < len(nodes):
            end = _phase_end(nodes, start, end)
        parts.append(list(nodes[start:end]))
        start = end
    even = _even(nodes, len(parts))
    for cuts in (even, parts):
        found = split_at(chart, cuts, language=chart.language)
        if all(fits(one, number) for number, one in enumerate(found)):
            return found
    return split_at(chart, parts, language=chart.language)


def _furthest(chart: Chart, start: int, fits: Callable[[Chart, int], bool]) -> int:
    """Return the end of the longest run of steps from *start* that fits, at least one."""
    nodes = chart.nodes
    low, high = start + 1, len(nodes)
    while low < high:
        middle = (low + high + 1) // 2
        rest = [list(nodes[:start]), list(nodes[start:middle]), list(nodes[middle:])]
        kept = [part for part in rest if part]
        index = 1 if start else 0
        if fits(split_at(chart, kept, language=chart.language)[index], index):
            low = middle
        else:
            high = middle - 1
    return low


def _phase_end(nodes: Sequence[Node], start: int, end: int) -> int:
    """Return the last place near *end* where a phase ends; *end* if there is none."""
    least = start + max(1, int((end - start) * _FULL))
    changes = (at for at in range(end, least - 1, -1) if nodes[at - 1].phase != nodes[at].phase)
    return next(changes, end)


def _even(nodes: Sequence[Node], parts: int) -> list[list[Node]]:
    """Return *nodes* in *parts* runs of about equal length, cut at the end of a phase if near."""
    runs: list[list[Node]] = []
    start = 0
    for left in range(parts, 0, -1):
        per = -(-(len(nodes) - start) // left)
        end = start + per
        near = range(max(start + 1, end - per // 4), min(len(nodes), end + per // 4 + 1))
        ends = [at for at in near if nodes[at - 1].phase != nodes[at].phase]
        end = min(ends, key=lambda at: abs(at - start - per), default=end) if left > 1 else end
        runs.append(list(nodes[start:end]))
        start = end
    return [run for run in runs if run]


def _course(chart: Chart, parts: int, taken: int) -> tuple[Chart, ...]:
    """Cut between rows so that the highest part is as low as it can be; connectors say where on."""
    chart = _shorter_stages(chart)
    rows = sorted({node.row or 0 for node in chart.nodes})
    places = sketch(chart).places
    names = {node.id: f"n{index}" for index, node in enumerate(chart.nodes)}
    ends = [
        max(places[names[node.id]].bottom for node in chart.nodes if (node.row or 0) == row)
        for row in rows
    ]
    heights = [end - start for start, end in zip([0.0, *ends], ends, strict=False)]
    heights[0] += taken
    groups = balanced(heights, parts)
    part_of = {row: index for index, at in enumerate(groups) for row in (rows[i] for i in at)}
    return tuple(_course_part(chart, index, part_of) for index in range(len(groups)))


def _course_part(chart: Chart, index: int, part_of: dict[int, int]) -> Chart:
    count = max(part_of.values()) + 1
    place = {node.id: part_of[node.row or 0] for node in chart.nodes}
    place |= {node.group: part_of[node.row or 0] for node in chart.nodes if node.group}
    nodes = [node for node in chart.nodes if place[node.id] == index]
    titles = {group.id: group.title for group in chart.groups}
    titles |= {node.id: node.text for node in chart.nodes if not node.group}
    edges: list[Edge] = []
    for number, edge in enumerate(drawable_edges(chart)):
        source, target = place[edge.source], place[edge.target]
        if source == index == target:
            edges.append(edge)
        elif source == index:
            said = _onward(chart, titles[edge.target], target + 1)
            at = next((node for node in nodes if node.id == edge.source), None)
            if target > source:
                row = max(node.row or 0 for node in nodes) + 1
                nodes.append(Node("onward", said, NodeKind.CONNECTOR, row=row))
                edges.append(replace(edge, target="onward"))
            elif at is not None and at.kind is NodeKind.DECISION:
                name = f"back-{number}"
                beside = Node(name, said, NodeKind.CONNECTOR, row=at.row)
                nodes.insert(nodes.index(at), beside)
                edges.append(replace(edge, target=name))
            elif at is not None:
                detail = "\n".join(filter(None, (at.detail, said)))
                nodes[nodes.index(at)] = replace(at, detail=detail)
        elif target == index and source < index:
            said = msg("from part {part}", part=source + 1).render(chart.language)
            nodes.insert(0, Node("before", said, NodeKind.CONNECTOR, row=-1))
            edges.append(Edge("before", edge.target))
    used = {node.group for node in nodes}
    groups = tuple(group for group in chart.groups if group.id in used)
    part = replace(chart, nodes=tuple(nodes), edges=tuple(edges), groups=groups)
    return numbered(part, index, count)


def _onward(chart: Chart, title: str, part: int) -> str:
    return msg("on in part {part}: {title}", part=part, title=title).render(chart.language)


def _shorter_stages(chart: Chart) -> Chart:
    """Return a course whose long stages go on in further ones."""
    nodes: list[Node] = []
    groups: list[Group] = []
    edges = list(chart.edges)
    shift = 0
    for row in sorted({node.row or 0 for node in chart.nodes}):
        own = [node for node in chart.nodes if (node.row or 0) == row]
        group = next((group for group in chart.groups if group.id == own[0].group), None)
        pieces = [own[at : at + _LONGEST_STAGE] for at in range(0, len(own), _LONGEST_STAGE)]
        for number, piece in enumerate(pieces):
            ident = own[0].group
            if group is not None:
                ident = f"{group.id}-{number}" if number else group.id
                title = _continued(chart, group.title) if number else group.title
                groups.append(replace(group, id=ident, title=title))
            nodes += [replace(node, row=row + shift + number, group=ident) for node in piece]
        if group is not None and len(pieces) > 1:
            last = f"{group.id}-{len(pieces) - 1}"
            edges = [
                replace(edge, source=last) if edge.source == group.id else edge for edge in edges
            ]
            inside = [group.id, *(f"{group.id}-{n}" for n in range(1, len(pieces)))]
            edges += [Edge(above, below) for above, below in pairwise(inside)]
        shift += len(pieces) - 1
    return replace(chart, nodes=tuple(nodes), groups=tuple(groups), edges=tuple(edges))


def _continued(chart: Chart, title: str) -> str:
    return msg("{title} (continued)", title=title).render(chart.language)


def _organisation(chart: Chart, parts: int) -> tuple[Chart, ...]:
    """Cut between frames, and inside one that is too long; each part has who stands above it."""
    chart = organisation.with_frames(chart)
    framed: dict[str, list[Node]] = {group.id: [] for group in chart.groups}
    for node in chart.nodes:
        framed.get(node.group, []).append(node)
    top = [node for node in chart.nodes if node.group not in framed]
    if parts <= len(framed):
        weights = [float(len(nodes)) for nodes in framed.values()]
        weights[0] += _TOP_ROWS * organisation.columns_in(chart.wide)
        pages = [
            [(chart.groups[at], framed[chart.groups[at].id]) for at in run]
            for run in balanced(weights, parts)
        ]
    else:
        pieces = organisation.columns_of({name: len(own) for name, own in framed.items()}, parts)
        pages = []
        for group in chart.groups:
            own = framed[group.id]
            per = -(-len(own) // pieces[group.id])
            pages += [[(group, own[at : at + per])] for at in range(0, len(own), per)]
    return tuple(
        numbered(_organisation_part(chart, page, top if not number else []), number, len(pages))
        for number, page in enumerate(pages)
    )


def _organisation_part(
    chart: Chart, frames: Sequence[tuple[Group, list[Node]]], top: list[Node]
) -> Chart:
    shown = {group.id for group, _ in frames}
    parents = {edge.source for edge in drawable_edges(chart) if edge.target in shown}
    upper = top or [node for node in chart.nodes if node.id in parents]
    groups = []
    for group, nodes in frames:
        first = next(node for node in chart.nodes if node.group == group.id)
        is_first = nodes[0] is first
        title = group.title if is_first or not group.title else _continued(chart, group.title)
        groups.append(replace(group, title=title))
    ends = {node.id for node in upper} | shown
    edges = tuple(e for e in drawable_edges(chart) if e.source in ends and e.target in ends)
    inside = tuple(node for _, nodes in frames for node in nodes)
    return replace(chart, nodes=(*upper, *inside), edges=edges, groups=tuple(groups))


def _ladder(chart: Chart, parts: int) -> tuple[Chart, ...]:
    """Cut between levels; the change between two parts stands in the lower, below its level."""
    levels = sorted(
        (node for node in chart.nodes if node.kind is NodeKind.LEVEL), key=lambda node: node.level
    )
    parts = min(parts, len(levels))
    per, more = divmod(len(levels), max(parts, 1))
    starts = [number * per + min(number, more) for number in range(parts + 1)]
    runs = [levels[start:end] for start, end in pairwise(starts)]
    found = []
    for number, run in enumerate(runs):
        own = {node.id for node in run}
        bridge = {runs[number - 1][-1].id} if number else set()
        edges = tuple(
            edge
            for edge in drawable_edges(chart)
            if {edge.source, edge.target} & own
            and {edge.source, edge.target} & {n.id for n in levels} <= own | bridge
        )
        ends = {end for edge in edges for end in (edge.source, edge.target)} | own
        nodes = tuple(node for node in chart.nodes if node.id in ends)
        found.append(numbered(replace(chart, nodes=nodes, edges=edges), number, len(runs)))
    return tuple(found)


def _links(chart: Chart, parts: int) -> tuple[Chart, ...]:
    """Cut by kind of link."""
    edges = drawable_edges(chart)
    styles = [style for style in EdgeStyle if any(edge.style is style for edge in edges)]
    counts = [float(sum(edge.style is style for edge in edges)) for style in styles]
    groups = balanced(counts, parts)
    found = []
    for number, at in enumerate(groups):
        kinds = {styles[i] for i in at}
        kept = tuple(edge for edge in edges if edge.style in kinds)
        ends = {end for edge in kept for end in (edge.source, edge.target)}
        nodes = tuple(node for node in chart.nodes if node.id in ends)
        legend = tuple((style, words) for style, words in chart.legend if style in kinds)
        part = replace(chart, nodes=nodes, edges=kept, legend=legend)
        found.append(numbered(part, number, len(groups)))
    return tuple(found)


def balanced(weights: Sequence[float], parts: int) -> list[list[int]]:
    """Return the places in *weights* in at most *parts* runs, the heaviest as light as can be."""
    if not weights:
        return []
    best = [list(range(len(weights)))]
    limits = sorted({sum(weights[a:b]) for b in range(len(weights) + 1) for a in range(b)})
    for limit in limits:
        runs = _runs(weights, limit)
        if runs and len(runs) <= parts:
            best = runs
            break
    return best


def _runs(weights: Sequence[float], limit: float) -> list[list[int]]:
    """Return runs of at most *limit* each; none if one weight alone is more."""
    runs: list[list[int]] = [[]]
    used = 0.0
    for at, weight in enumerate(weights):
        if weight > limit:
            return []
        if runs[-1] and used + weight > limit:
            runs.append([])
            used = 0.0
        runs[-1].append(at)
        used += weight
    return runs


_CUTS: Final[dict[ChartKind, Callable[[Chart, int], tuple[Chart, ...]]]] = {
    ChartKind.ORGANISATION: _organisation,
    ChartKind.LADDER: _ladder,
    ChartKind.LINK_MAP: _links,
}
