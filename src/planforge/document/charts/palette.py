"""Colours of the charts, one place for the picture, the style sheet and the printed page.

A colour is a token. On a page it is the custom property `--pf-chart-<token>`, so that light, dark
and printed pages differ without a second picture; in a stand-alone picture it is the light value.
"""

from __future__ import annotations

from typing import Final

from planforge.document.charts.graph import EdgeStyle, NodeKind
from planforge.frozen import dataclass

LIGHT: Final[dict[str, str]] = {
    "ink": "#1f2933",
    "muted": "#52606d",
    "accent": "#9a3412",
    "line": "#627283",
    "paper": "#ffffff",
    "lane": "#f7f9fb",
    "lane-alt": "#eef2f7",
    "lane-line": "#cbd5e1",
    "gate": "#dbe6f2",
    "gate-line": "#9fb4cd",
    "head": "#2f4a6d",
    "on-head": "#ffffff",
    "action": "#ffffff",
    "action-line": "#4a6fa5",
    "terminal": "#e7f3ec",
    "terminal-line": "#2f7d4f",
    "decision": "#fff6e0",
    "decision-line": "#a86a00",
    "notice": "#fdeef1",
    "notice-line": "#b03a55",
    "document": "#f3effa",
    "document-line": "#6f52a3",
    "outside": "#f1f3f5",
    "outside-line": "#7b8794",
    "up": "#b42318",
    "down": "#1d6fa5",
    "end": "#2f7d4f",
    "cascades": "#c2410c",
    "supports": "#1d6fa5",
    "hands-over": "#6f52a3",
    "joint": "#2f7d4f",
    "level-1": "#e60012",
    "on-level-1": "#ffffff",
    "level-2": "#ff7e00",
    "on-level-2": "#000000",
    "level-3": "#ffd800",
    "on-level-3": "#000000",
    "level-4": "#0070c0",
    "on-level-4": "#ffffff",
    "level-line": "#1f2933",
}
"""Token to colour on white paper."""


@dataclass(frozen=True, slots=True)
class Paint:
    """Tokens of a box: its filling, outline, text and second text."""

    fill: str
    line: str
    ink: str = "ink"
    soft: str = "muted"


_HEAD: Final = Paint("head", "head", "on-head", "on-head")
_TERMINAL: Final = Paint("terminal", "terminal-line")
_ACTION: Final = Paint("action", "action-line")
_DOCUMENT: Final = Paint("document", "document-line")

_NODES: Final[dict[NodeKind, Paint]] = {
    NodeKind.START: _TERMINAL,
    NodeKind.END: _TERMINAL,
    NodeKind.ACTION: _ACTION,
    NodeKind.DECISION: Paint("decision", "decision-line"),
    NodeKind.NOTICE: Paint("notice", "notice-line"),
    NodeKind.DOCUMENT: _DOCUMENT,
    NodeKind.CONNECTOR: Paint("outside", "outside-line", "muted"),
    NodeKind.BODY: _HEAD,
    NodeKind.OFFICE: Paint("lane-alt", "head"),
    NodeKind.GROUP: _ACTION,
    NodeKind.UNIT: Paint("paper", "lane-line"),
    NodeKind.ADVISER: Paint("outside", "outside-line"),
    NodeKind.LEVEL: Paint("outside", "outside-line"),
    NodeKind.CONDITION: Paint("paper", "lane-line"),
    NodeKind.MASTER: _HEAD,
    NodeKind.PLAN: _ACTION,
    NodeKind.OUTSIDE: Paint("outside", "outside-line"),
}

_EDGES: Final[dict[EdgeStyle, tuple[str, str]]] = {
    EdgeStyle.FLOW: ("line", "solid"),
    EdgeStyle.BACK: ("up", "dashed"),
    EdgeStyle.ADVICE: ("line", "dotted"),
    EdgeStyle.START: ("line", "solid"),
    EdgeStyle.UP: ("up", "solid"),
    EdgeStyle.DOWN: ("down", "dashed"),
    EdgeStyle.END: ("end", "solid"),
    EdgeStyle.CONFORMS: ("line", "solid"),
    EdgeStyle.CASCADES: ("cascades", "dashed"),
    EdgeStyle.SUPPORTS: ("supports", "dotted"),
    EdgeStyle.HANDS_OVER: ("hands-over", "bold"),
    EdgeStyle.JOINT: ("joint", "solid"),
}

DASHES: Final[dict[str, str]] = {"dashed": "6 4", "dotted": "1.5 3.5"}
"""Dash patterns of the line styles that have one."""


def node_paint(kind: NodeKind, level: int = 0) -> Paint:
    """Return the tokens of a box of *kind*; a response level 1 to 4 has the colour of its rank."""
    if level in range(1, 5):
        return Paint(f"level-{level}", "level-line", f"on-level-{level}", f"on-level-{level}")
    return _NODES[kind]


def edge_paint(style: EdgeStyle) -> tuple[str, str]:
    """Return the colour token and the line style (solid, dashed, dotted, bold) of an edge."""
    return _EDGES[style]
