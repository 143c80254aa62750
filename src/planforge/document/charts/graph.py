"""What a flowchart says, before anybody decides how it looks.

A chart is plain data: nodes, edges and the groups (lanes or frames) they stand in. Whoever knows
plans makes charts; this package knows none and only draws them.
"""

from __future__ import annotations

from enum import Enum
from typing import Final

from planforge.frozen import dataclass
from planforge.i18n import DEFAULT_LANGUAGE


class ChartKind(Enum):
    """The pictures a plan needs; each has its own arrangement."""

    ORGANISATION = "organisation"
    RESPONSE_COURSE = "response-course"
    RESPONSE_FLOW = "response-flow"
    LADDER = "ladder"
    LINK_MAP = "link-map"


class NodeKind(Enum):
    """What a node stands for; it decides shape and colour, those of ISO 5807 where it has one."""

    START = "start"
    END = "end"
    ACTION = "action"
    DECISION = "decision"
    NOTICE = "notice"
    DOCUMENT = "document"
    CONNECTOR = "connector"
    BODY = "body"
    OFFICE = "office"
    GROUP = "group"
    UNIT = "unit"
    ADVISER = "adviser"
    LEVEL = "level"
    CONDITION = "condition"
    MASTER = "master"
    PLAN = "plan"
    OUTSIDE = "outside"


class EdgeStyle(Enum):
    """How one node follows another; every style differs in dash or head as well as in colour."""

    FLOW = "flow"
    BACK = "back"
    ADVICE = "advice"
    START = "start"
    UP = "up"
    DOWN = "down"
    END = "end"
    CONFORMS = "conforms"
    CASCADES = "cascades"
    SUPPORTS = "supports"
    HANDS_OVER = "hands-over"
    JOINT = "joint"


@dataclass(frozen=True, slots=True)
class Group:
    """A lane of a response flow, a frame of an organisation chart, or a stage of a course.

    Attributes:
        id: Name that nodes refer to; an edge of an organisation chart or of a course may end at it.
        title: Text of the heading.
        target: Link of the heading, as for a node.
        note: Smaller text after the title of a stage.
        is_rest: Whether it is the lane of those who have none of their own, the last of its flow.
    """

    id: str
    title: str
    target: str = ""
    note: str = ""
    is_rest: bool = False


@dataclass(frozen=True, slots=True)
class Node:
    """One box.

    Attributes:
        id: Unique among nodes and groups; also the stable part of the box's id in the page.
        text: What the box says; any text, wrapped when drawn.
        kind: What it stands for.
        group: Id of its lane or frame; empty for none. Every node of a response flow has one.
        row: Row of the lane grid, counted from 0, as a lower bound; None to follow from the edges.
            In a course the row of its stage; the rows of a course stand below each other.
        phase: Part of the response it belongs to; a long flow is split where this changes.
        detail: Second, smaller text: who leads, who decides.
        has_doer: Whether `detail` says who does it, as where the title of the lane does not.
        limit: Time limit as shown, without brackets (“30分钟内”).
        after: What must be done before, in words (“接：报告上级”), where no arrow says it.
        level: Response level 1 (highest) to 4 that colours the box; 0 for none.
        is_lead: Whether the box is emphasised (lead department).
        target: Where a click leads: `planforge:…`, `#anchor` or an https address; else no link.
        tooltip: Full text on hover; empty for the text itself where that had to be shortened.
    """

    id: str
    text: str
    kind: NodeKind = NodeKind.ACTION
    group: str = ""
    row: int | None = None
    phase: str = ""
    detail: str = ""
    has_doer: bool = False
    limit: str = ""
    after: str = ""
    level: int = 0
    is_lead: bool = False
    target: str = ""
    tooltip: str = ""


@dataclass(frozen=True, slots=True)
class Edge:
    """One arrow, from a node to a node (or to a group's heading in an organisation chart).

    In a ladder the label is the condition; it is drawn as a box of its own on the way, with
    `tooltip`, its full text, on hover where the label is shorter. A click on it leads to `address`,
    as for a node.
    """

    source: str
    target: str
    label: str = ""
    style: EdgeStyle = EdgeStyle.FLOW
    tooltip: str = ""
    address: str = ""


@dataclass(frozen=True, slots=True)
class Gate:
    """The bar at which a phase of a response flow begins, across all lanes.

    Attributes:
        phase: Phase of the nodes below the bar.
        title: What the bar says.
        note: Smaller text after the title: what must be done before anything below.
        source: Id of the node that opens the phase; empty if the phase before does as a whole.
    """

    phase: str
    title: str
    note: str = ""
    source: str = ""


@dataclass(frozen=True, slots=True)
class Chart:
    """A picture to be drawn.

    Attributes:
        kind: Which arrangement.
        title: Accessible name, as a heading would say it.
        nodes: In reading order; an edge to an earlier node of a flow is a way back.
        edges: Arrows; one with an unknown end is not drawn.
        groups: Lanes from left to right, or frames.
        description: A sentence or two on what the picture shows, for those who do not see it.
        legend: Styles that need a word, with that word, drawn below the picture.
        gates: Phases of a response flow from top to bottom. With them, an unlabelled arrow into a
            later phase is not drawn: its gate, or the text `after` of its target, says it.
        language: Language of its words, for the marks between and around them.
        wide: Px that the picture should not exceed: its boxes are set in fewer columns then. 0 for
            as wide as a page of the site.
    """

    kind: ChartKind
    title: str
    nodes: tuple[Node, ...]
    edges: tuple[Edge, ...] = ()
    groups: tuple[Group, ...] = ()
    description: str = ""
    legend: tuple[tuple[EdgeStyle, str], ...] = ()
    gates: tuple[Gate, ...] = ()
    language: str = DEFAULT_LANGUAGE
    wide: int = 0


_WITH_GROUPS: Final = frozenset({ChartKind.ORGANISATION, ChartKind.RESPONSE_COURSE})
"""Kinds in which an arrow may begin or end at a group."""


def drawable_edges(chart: Chart) -> tuple[Edge, ...]:
    """Return the edges of *chart* whose two ends exist and differ, each once, in order."""
    ends = {node.id for node in chart.nodes}
    if chart.kind in _WITH_GROUPS:
        ends |= {group.id for group in chart.groups}
    kept = (
        edge
        for edge in chart.edges
        if edge.source in ends and edge.target in ends and edge.source != edge.target
    )
    return tuple(dict.fromkeys(kept))
