"""A flow too long for one picture becomes several, each of whole phases where that is possible.

No connectors are drawn: what a step waits for in an earlier picture is written in its box.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from planforge.document.charts.graph import Chart, ChartKind, Edge, Node, drawable_edges
from planforge.i18n import DEFAULT_LANGUAGE, marks, msg

if TYPE_CHECKING:
    from collections.abc import Mapping

MOST_STEPS: Final = 60
"""Steps above which a flow is neither quick to lay out nor readable."""


def split(
    chart: Chart, *, most: int = MOST_STEPS, language: str = DEFAULT_LANGUAGE
) -> tuple[Chart, ...]:
    """Return *chart* as pictures of at most *most* steps each.

    A flow is cut where its phase changes, and inside a phase only if that alone is too long. Other
    charts, and flows that are short enough, come back as they are.
    """
    if chart.kind is not ChartKind.RESPONSE_FLOW or len(chart.nodes) <= most:
        return (chart,)
    return split_at(chart, _parts(chart.nodes, max(most, 1)), language=language)


def split_at(
    chart: Chart, parts: list[list[Node]], *, language: str = DEFAULT_LANGUAGE
) -> tuple[Chart, ...]:
    """Return a flow in the given *parts*, which hold all its steps in order."""
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
    gates = {gate.phase for gate in chart.gates}
    edges: list[Edge] = []
    waited: dict[str, list[str]] = {}
    for edge in drawable_edges(chart):
        source, target = place[edge.source], place[edge.target]
        if source == index == target:
            edges.append(edge)
        elif target == index and source < index:
            is_told = known[edge.source].phase != known[edge.target].phase and gates
            if not is_told:
                waited.setdefault(edge.target, []).append(known[edge.source].text)
    nodes = tuple(_told(node, waited.get(node.id, []), language) for node in parts[index])
    return numbered(replace(chart, nodes=nodes, edges=tuple(edges)), index, len(parts))


def numbered(part: Chart, index: int, parts: int) -> Chart:
    """Return *part*, counted from 0, with its number in its title if there are several."""
    if parts == 1:
        return part
    numbers: dict[str, str | int] = {"title": part.title, "part": index + 1, "parts": parts}
    template = (
        msg("{title} (part {part} of {parts}, continued)", **numbers)
        if index
        else msg("{title} (part {part} of {parts})", **numbers)
    )
    return replace(part, title=template.render(part.language))


def _told(node: Node, waited: list[str], language: str) -> Node:
    """Return *node* with the steps of an earlier part that it waits for in words."""
    if not waited:
        return replace(node, row=None)
    after = msg("After: {steps}", steps=tuple(waited)).render(language)
    return replace(node, row=None, after=marks(language).clauses((node.after, after)))
