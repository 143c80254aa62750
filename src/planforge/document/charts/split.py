"""A flow too long for one picture becomes several, joined by connectors as on paper."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from planforge.document.charts.graph import Chart, ChartKind, Edge, Node, NodeKind, drawable_edges
from planforge.i18n import DEFAULT_LANGUAGE, msg

if TYPE_CHECKING:
    from collections.abc import Mapping

MOST_STEPS: Final = 60
"""Steps above which a flow is neither quick to lay out nor readable."""


def split(
    chart: Chart, *, most: int = MOST_STEPS, language: str = DEFAULT_LANGUAGE
) -> tuple[Chart, ...]:
    """Return *chart* as pictures of at most *most* steps each (connectors not counted).

    A flow is cut where its phase changes, and inside a phase only if that alone is too long. Other
    charts, and flows that are short enough, come back as they are.
    """
    if chart.kind is not ChartKind.RESPONSE_FLOW or len(chart.nodes) <= most:
        return (chart,)
    parts = _parts(chart.nodes, max(most, 1))
    place = {node.id: index for index, part in enumerate(parts) for node in part}
    return tuple(
        _part(chart, index, parts, place, language=language) for index in range(len(parts))
    )


def _parts(nodes: tuple[Node, ...], most: int) -> list[list[Node]]:
    phases: list[list[Node]] = []
    for node in nodes:
        if phases and phases[-1][-1].phase == node.phase and len(phases[-1]) < most:
            phases[-1].append(node)
        else:
            phases.append([node])
    parts: list[list[Node]] = []
    for phase in phases:
        if parts and len(parts[-1]) + len(phase) <= most:
            parts[-1] += phase
        else:
            parts.append(list(phase))
    return parts


def _part(
    chart: Chart, index: int, parts: list[list[Node]], place: Mapping[str, int], *, language: str
) -> Chart:
    known = {node.id: node for node in chart.nodes}
    entries: dict[str, Node] = {}
    exits: dict[str, Node] = {}
    edges: list[Edge] = []
    for edge in drawable_edges(chart):
        source, target = place[edge.source], place[edge.target]
        if source == index == target:
            edges.append(edge)
        elif source == index:
            exits[edge.target] = _connector(known[edge.target], target, "to", language)
            edges.append(replace(edge, target=exits[edge.target].id))
        elif target == index:
            entries[edge.source] = _connector(known[edge.source], source, "from", language)
            edges.append(replace(edge, source=entries[edge.source].id))
    title = msg(
        "{title} (part {part} of {parts})", title=chart.title, part=index + 1, parts=len(parts)
    )
    nodes = tuple(replace(node, row=None) for node in parts[index])
    return replace(
        chart,
        title=title.render(language),
        nodes=(*entries.values(), *nodes, *exits.values()),
        edges=tuple(edges),
    )


def _connector(node: Node, part: int, direction: str, language: str) -> Node:
    template = (
        msg("to part {part}: {step}", part=part + 1, step=node.text)
        if direction == "to"
        else msg("from part {part}: {step}", part=part + 1, step=node.text)
    )
    return Node(f"{direction}:{node.id}", template.render(language), NodeKind.CONNECTOR, node.group)
