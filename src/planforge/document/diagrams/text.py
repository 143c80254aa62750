"""Charts as nodes, each with the table that says the same to those who do not see the picture."""

from __future__ import annotations

from typing import TYPE_CHECKING

from planforge.document.blocks import paragraph, table
from planforge.document.charts.alternative import alternative
from planforge.document.nodes import chart
from planforge.i18n import Message

if TYPE_CHECKING:
    from planforge.document.charts.drawing import Drawable
    from planforge.document.context import Context


def chart_node(context: Context, drawing: Drawable) -> chart:
    """Return *drawing* as a node; its children are the text equivalent."""
    told = alternative(drawing)
    headings = [heading.render(context.language) for heading in told.headings]
    rows = [
        [cell.render(context.language) if isinstance(cell, Message) else cell for cell in row]
        for row in told.rows
    ]
    children = [paragraph(drawing.description)] if drawing.description else []
    return chart("", *children, table(headings, rows, "pf-chart-text"), chart=drawing)
