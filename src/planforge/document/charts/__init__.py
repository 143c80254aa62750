"""Flowcharts: neutral charts in, measured boxes, laid out by Graphviz, clean pictures out.

`graph` says what a chart is; `draw` makes its picture, `alternative` its table; `split` keeps long
flows readable. `timed` has the charts with a time axis, which need no Graphviz. Nothing here knows
a plan.
"""

from planforge.document.charts.alternative import alternative, in_words
from planforge.document.charts.drawing import Drawable, draw, draw_all
from planforge.document.charts.fitting import Room, fitted
from planforge.document.charts.graph import (
    Chart,
    ChartKind,
    Edge,
    EdgeStyle,
    Gate,
    Group,
    Node,
    NodeKind,
)
from planforge.document.charts.layout import ByteStore, Driver, LayoutProblem, find_program
from planforge.document.charts.split import split
from planforge.document.charts.svg import Look, Picture, resolve_targets, targets
from planforge.document.charts.text_table import Alternative

__all__ = [
    "Alternative",
    "ByteStore",
    "Chart",
    "ChartKind",
    "Drawable",
    "Driver",
    "Edge",
    "EdgeStyle",
    "Gate",
    "Group",
    "LayoutProblem",
    "Look",
    "Node",
    "NodeKind",
    "Picture",
    "Room",
    "alternative",
    "draw",
    "draw_all",
    "find_program",
    "fitted",
    "in_words",
    "resolve_targets",
    "split",
    "targets",
]
