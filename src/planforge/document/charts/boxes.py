"""A node's box: the lines written in it and the size they need, fixed before any layout."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from planforge.document.charts.graph import EdgeStyle, Gate, Node, NodeKind
from planforge.document.charts.measure import plain, width, wrap
from planforge.document.charts.palette import Paint, edge_paint, node_paint
from planforge.frozen import dataclass
from planforge.i18n import DEFAULT_LANGUAGE, marks

if TYPE_CHECKING:
    from planforge.document.charts.graph import Group

TEXT_PX: Final = 13.0
SMALL_PX: Final = 11.5
_CONDITION_PX: Final = 12.0
LEADING: Final = 1.38
"""Line height as a multiple of the font size."""
SAFE_SCHEMES: Final = ("planforge:", "#", "https://", "http://")


@dataclass(frozen=True, slots=True)
class Row:
    """One line of text in a box: its font size in px, its colour token and its weight."""

    text: str
    size: float = TEXT_PX
    ink: str = "ink"
    is_bold: bool = False

    @property
    def width(self) -> float:
        """Upper bound of the width, in px."""
        return width(self.text, bold=self.is_bold) * self.size


@dataclass(frozen=True, slots=True)
class Style:
    """How boxes of a kind are drawn.

    Attributes:
        shape: Graphviz shape.
        style: Graphviz style, besides `filled`.
        pad_x: Free px left and right of the text, both together.
        pad_y: Free px above and below, both together.
        is_bold: Whether the main text is bold.
    """

    shape: str = "box"
    style: str = ""
    pad_x: float = 18.0
    pad_y: float = 14.0
    is_bold: bool = False


@dataclass(frozen=True, slots=True)
class Box:
    """A node ready for layout: width and height in px, rows from top to bottom.

    The rows stand in the middle, or at the left side if `is_left`.
    """

    name: str
    id: str
    rows: tuple[Row, ...]
    width: float
    height: float
    paint: Paint
    style: Style
    css: str
    target: str = ""
    tooltip: str = ""
    level: int = 0
    is_left: bool = False


STYLES: Final[dict[NodeKind, Style]] = {
    NodeKind.START: Style(style="rounded", pad_x=24),
    NodeKind.END: Style(style="rounded", pad_x=24),
    NodeKind.DECISION: Style(shape="diamond", pad_x=4, pad_y=4),
    NodeKind.NOTICE: Style(shape="parallelogram", pad_x=34),
    NodeKind.DOCUMENT: Style(shape="note", pad_x=24),
    NodeKind.CONNECTOR: Style(style="rounded,dashed"),
    NodeKind.BODY: Style(pad_x=36, pad_y=18, is_bold=True),
    NodeKind.OFFICE: Style(pad_x=28, pad_y=16, is_bold=True),
    NodeKind.UNIT: Style(pad_x=10, pad_y=10),
    NodeKind.ADVISER: Style(style="dashed", pad_x=24),
    NodeKind.LEVEL: Style(pad_x=28, pad_y=18, is_bold=True),
    NodeKind.CONDITION: Style(pad_x=18, pad_y=12),
    NodeKind.MASTER: Style(pad_x=32, pad_y=18, is_bold=True),
    NodeKind.PLAN: Style(pad_x=26, pad_y=16),
    NodeKind.OUTSIDE: Style(style="dashed", pad_x=26),
}
_DEFAULT: Final = Style()
_HEADING: Final = Style(pad_x=20, pad_y=14, is_bold=True)
_GATE: Final = Style(pad_x=24, pad_y=8)


def box_for(  # noqa: PLR0913 - one keyword for each thing that differs between charts
    node: Node,
    name: str,
    line_em: float,
    *,
    width_px: float = 0.0,
    max_lines: int = 6,
    language: str = DEFAULT_LANGUAGE,
) -> Box:
    """Return the box of *node* with lines of at most *line_em* em.

    Args:
        node: What is drawn.
        name: Name of the box in the layout.
        line_em: Longest line of the main text; smaller text fills the same width.
        width_px: Width of the box; 0 for as wide as the text needs.
        max_lines: Lines of the main text beyond which it is shortened and the tooltip holds it all.
        language: Language of the brackets around a time limit.
    """
    style = STYLES.get(node.kind, _DEFAULT)
    paint = node_paint(node.kind, node.level if node.kind is NodeKind.LEVEL else 0)
    is_bold = style.is_bold or node.is_lead
    main = wrap(node.text, line_em, max_lines=max_lines, bold=is_bold)
    small_em = line_em * TEXT_PX / SMALL_PX
    rows = [Row(text, ink=paint.ink, is_bold=is_bold) for text in main]
    rows += [
        Row(text, SMALL_PX, paint.soft) for text in wrap(node.detail, small_em, max_lines=max_lines)
    ]
    if node.after:
        after = wrap(node.after, small_em, max_lines=3)
        rows += [Row(text, SMALL_PX, paint.soft) for text in after]
    if node.limit:
        noted = marks(language).noted(node.limit)
        limit = wrap(noted, small_em, max_lines=2, bold=True)
        ink = "accent" if node.kind is not NodeKind.LEVEL else paint.soft
        rows += [Row(text, SMALL_PX, ink, is_bold=True) for text in limit]
    rows = rows or [Row("—", ink=paint.soft)]
    full = plain(node.text).replace("\n", " ")
    is_cut = any(row.text.endswith("…") for row in rows)
    wide, high = _size(rows, style, width_px)
    return Box(
        name=name,
        id=node.id,
        rows=tuple(rows),
        width=wide,
        height=high,
        paint=paint,
        style=style,
        css=node.kind.value,
        target=safe_target(node.target),
        tooltip=plain(node.tooltip) or (full if is_cut else ""),
        level=node.level if node.kind is NodeKind.LEVEL else 0,
    )


def heading(text: str, name: str, id_: str, width_px: float, target: str = "") -> Box:
    """Return the heading of a lane or frame, *width_px* wide."""
    paint = node_paint(NodeKind.BODY)
    line_em = (width_px - _HEADING.pad_x / 2) / TEXT_PX
    rows = tuple(
        Row(line, ink=paint.ink, is_bold=True)
        for line in wrap(text or "—", line_em, max_lines=3, bold=True)
    )
    return Box(
        name=name,
        id=id_,
        rows=rows,
        width=width_px,
        height=text_height(rows) + _HEADING.pad_y,
        paint=paint,
        style=_HEADING,
        css="heading",
        target=safe_target(target),
    )


def stage_heading(group: Group, name: str, width_px: float) -> Box:
    """Return the bar that heads a stage of a course, *width_px* wide, its text at the left side."""
    bar = gate_box(Gate("", group.title, group.note), name, width_px)
    return replace(bar, id=f"stage-{group.id}", target=safe_target(group.target))


def gate_box(gate: Gate, name: str, width_px: float) -> Box:
    """Return the bar of *gate*, *width_px* wide, its text at the left side."""
    title = wrap(gate.title or "—", (width_px - _GATE.pad_x) / TEXT_PX, max_lines=1, bold=True)
    rows = [Row(line, is_bold=True) for line in title or ("—",)]
    if gate.note:
        note = wrap(gate.note, (width_px - _GATE.pad_x) / SMALL_PX, max_lines=2)
        rows += [Row(line, SMALL_PX, "muted") for line in note]
    return Box(
        name=name,
        id=name,
        rows=tuple(rows),
        width=width_px,
        height=round(text_height(rows) + _GATE.pad_y, 1),
        paint=Paint("gate", "gate-line"),
        style=_GATE,
        css="gate",
        is_left=True,
    )


def condition_box(text: str, word: str, style: EdgeStyle, name: str, width_px: float) -> Box:
    """Return the box of a condition that an edge of *style* depends on, headed by *word* if any.

    The condition stands there whole: who draws a chart leaves out whole ones, if any.
    """
    colour = edge_paint(style)[0]
    box_style = STYLES[NodeKind.CONDITION]
    lines = wrap(text, (width_px - box_style.pad_x) / _CONDITION_PX)
    rows = [Row(word, SMALL_PX, colour, is_bold=True)] if word else []
    rows += [Row(line, _CONDITION_PX) for line in lines]
    rows = rows or [Row("—", ink="muted")]
    return Box(
        name=name,
        id=name.replace("_", "-"),
        rows=tuple(rows),
        width=width_px,
        height=round(text_height(rows) + box_style.pad_y, 1),
        paint=Paint("paper", colour),
        style=box_style,
        css="condition",
        is_left=True,
    )


def text_height(rows: tuple[Row, ...] | list[Row]) -> float:
    """Return the height of *rows* set below each other, in px."""
    return sum(row.size * LEADING for row in rows)


def safe_target(target: str) -> str:
    """Return *target* if it is a kind of link a chart may hold, else an empty text."""
    is_clean = target.isprintable() and " " not in target
    return target if is_clean and target.startswith(SAFE_SCHEMES) else ""


def _size(rows: list[Row], style: Style, width_px: float) -> tuple[float, float]:
    text_px = max(row.width for row in rows)
    if style.shape != "diamond":
        return (
            round(width_px or text_px + style.pad_x, 1),
            round(text_height(rows) + style.pad_y, 1),
        )
    wide = max(width_px, text_px * 1.7 + style.pad_x)
    top = -text_height(rows) / 2
    high = 0.0
    for row in rows:  # a diamond holds a corner at (x, y) if |x|/(w/2) + |y|/(h/2) <= 1
        bottom = top + row.size * LEADING
        reach = max(abs(top), abs(bottom))
        high = max(high, 2 * reach / (1 - (row.width + style.pad_x) / wide))
        top = bottom
    return round(wide, 1), round(high + style.pad_y, 1)
