"""What a picture says, as a table: for those who hear the page, and for paper.

Every node and every drawable edge of a chart is in its table, in reading order.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from planforge.document.charts.graph import (
    Chart,
    ChartKind,
    EdgeStyle,
    NodeKind,
    drawable_edges,
)
from planforge.document.charts.measure import plain
from planforge.document.charts.text_table import Alternative, Cell
from planforge.document.charts.timed.table import timed_table
from planforge.i18n import Message, marks, msg

if TYPE_CHECKING:
    from collections.abc import Callable

    from planforge.document.charts.drawing import Drawable
    from planforge.document.charts.graph import Edge
    from planforge.i18n import Marks

_CHANGES: Final[dict[EdgeStyle, Message]] = {
    EdgeStyle.FLOW: msg("leads to"),
    EdgeStyle.BACK: msg("back to"),
    EdgeStyle.ADVICE: msg("is advised by"),
    EdgeStyle.START: msg("activation"),
    EdgeStyle.UP: msg("escalation"),
    EdgeStyle.DOWN: msg("de-escalation"),
    EdgeStyle.END: msg("termination"),
    EdgeStyle.CONFORMS: msg("conforms to"),
    EdgeStyle.CASCADES: msg("may trigger"),
    EdgeStyle.SUPPORTS: msg("supports"),
    EdgeStyle.HANDS_OVER: msg("hands over to"),
    EdgeStyle.JOINT: msg("acts jointly with"),
}
_PAIR: Final = 2
_SHAPES: Final[dict[NodeKind, Message]] = {
    NodeKind.DECISION: msg("Decision"),
    NodeKind.START: msg("Beginning"),
    NodeKind.CONNECTOR: msg("Other part"),
}
"""What a box outside all stages is."""


def alternative(chart: Drawable) -> Alternative:
    """Return the table that says what *chart* shows."""
    if not isinstance(chart, Chart):
        return timed_table(chart)
    return _TABLES[chart.kind](chart)


def in_words(chart: Drawable) -> str:
    """Return what *chart* shows as lines: its description, then each row of its table."""
    rows = (
        " | ".join(cell if isinstance(cell, str) else cell.render(chart.language) for cell in row)
        for row in alternative(chart).rows
    )
    return "\n".join([*filter(None, (plain(chart.description),)), *rows])


def _steps(chart: Chart) -> Alternative:
    its = marks(chart.language)
    number = {node.id: index for index, node in enumerate(chart.nodes, 1)}
    lanes = {group.id: plain(group.title) for group in chart.groups}
    following: dict[str, list[Message]] = {}
    plainly: dict[str, list[int]] = {}
    for edge in drawable_edges(chart):
        label, target = _line(edge.label, its), number[edge.target]
        if label:
            told = msg("{condition}: step {number}", condition=label, number=target)
            following.setdefault(edge.source, []).append(told)
        else:
            plainly.setdefault(edge.source, []).append(target)
    for source, targets in plainly.items():
        following[source] = [*following.get(source, []), *_runs(targets)]
    rows: list[tuple[Cell, ...]] = []
    for node in chart.nodes:
        steps = following.get(node.id, [])
        text = _line(node.text, its)
        said, after = _line(node.detail, its), _line(node.after, its)
        detail = after if node.has_doer else its.clauses((said, after))
        rows.append(
            (
                str(number[node.id]),
                *((node.phase,) if chart.gates else ()),
                said if node.has_doer else lanes.get(node.group, node.group),
                msg("{text} ({detail})", text=text, detail=detail) if detail else text,
                _line(node.limit, its) or "—",
                msg("{steps}", steps=tuple(steps)) if steps else "—",
            )
        )
    return Alternative(
        (
            msg("Step"),
            *((msg("Phase"),) if chart.gates else ()),
            msg("Responsible"),
            msg("What to do"),
            msg("Time limit"),
            msg("Next"),
        ),
        tuple(rows),
    )


def _runs(numbers: list[int]) -> list[Message]:
    """Return step numbers in words, three or more in a row as “from … to …”."""
    runs: list[list[int]] = []
    for number in sorted(numbers):
        if runs and runs[-1][-1] == number - 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    found: list[Message] = []
    for run in runs:
        if len(run) > _PAIR:
            found.append(msg("steps {first} to {last}", first=run[0], last=run[-1]))
        else:
            found += [msg("step {number}", number=number) for number in run]
    return found


def _stages(chart: Chart) -> Alternative:
    """Return a row for each box of a course; what leads on from a stage stands at its last box."""
    its = marks(chart.language)
    titles: dict[str, Cell] = {group.id: plain(group.title) for group in chart.groups}
    names = {group.id: plain(group.title) for group in chart.groups} | {
        node.id: _line(node.text, its) for node in chart.nodes
    }
    following: dict[str, list[Message]] = {}
    for edge in drawable_edges(chart):
        target = names[edge.target]
        if edge.label:
            label = _line(edge.label, its)
            said = msg("{condition}: to “{target}”", condition=label, target=target)
        else:
            said = msg("to “{target}”", target=target)
        following.setdefault(edge.source, []).append(said)
    last = {node.group: node.id for node in chart.nodes if node.group}
    rows: list[tuple[Cell, ...]] = []
    for node in chart.nodes:
        steps = [*following.get(node.id, [])]
        if last.get(node.group) == node.id:
            steps += following.get(node.group, [])
        rows.append(
            (
                titles.get(node.group, _SHAPES.get(node.kind, "—")),
                names[node.id],
                _line(node.detail, its) or "—",
                _line(node.limit, its) or "—",
                msg("{steps}", steps=tuple(steps)) if steps else "—",
            )
        )
    return Alternative(
        (
            msg("Stage"),
            msg("Step or decision"),
            msg("Remarks"),
            msg("Time limit"),
            msg("Next"),
        ),
        tuple(rows),
    )


def _members(chart: Chart) -> Alternative:
    its = marks(chart.language)
    texts = {node.id: _line(node.text, its) for node in chart.nodes}
    frames = {group.id: _line(group.title, its) for group in chart.groups}
    above: dict[str, list[Edge]] = {}
    for edge in drawable_edges(chart):
        above.setdefault(edge.target, []).append(edge)
    rows: list[tuple[Cell, ...]] = []
    for node in chart.nodes:
        parents = above.get(node.id, []) + above.get(node.group, [])
        under = dict.fromkeys(
            texts.get(edge.source) or frames.get(edge.source, "") for edge in parents
        )
        rows.append(
            (
                texts[node.id],
                frames.get(node.group) or "—",
                msg("{steps}", steps=tuple(under)) if under else "—",
                _line(node.detail, its) or "—",
            )
        )
    return Alternative(
        (msg("Unit"), msg("Belongs to"), msg("Reports to"), msg("Remarks")), tuple(rows)
    )


def _links(chart: Chart) -> Alternative:
    its = marks(chart.language)
    texts = {node.id: _line(node.text, its) for node in chart.nodes}
    words = dict(chart.legend)
    rows: list[tuple[Cell, ...]] = [
        (
            texts[edge.source],
            words.get(edge.style) or _CHANGES[edge.style],
            texts[edge.target],
            _line(edge.tooltip or edge.label, its) or "—",
        )
        for edge in drawable_edges(chart)
    ]
    linked = {end for edge in drawable_edges(chart) for end in (edge.source, edge.target)}
    rows += [(texts[node.id], "—", "—", "—") for node in chart.nodes if node.id not in linked]
    return Alternative(
        (msg("Starting point"), msg("Relation"), msg("End point"), msg("Condition")), tuple(rows)
    )


def _line(text: str, its: Marks) -> str:
    return its.clauses(line.strip() for line in plain(text).split("\n"))


_TABLES: Final[dict[ChartKind, Callable[[Chart], Alternative]]] = {
    ChartKind.RESPONSE_COURSE: _stages,
    ChartKind.RESPONSE_FLOW: _steps,
    ChartKind.ORGANISATION: _members,
    ChartKind.LADDER: _links,
    ChartKind.LINK_MAP: _links,
}
