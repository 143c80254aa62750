"""Charts on a page: an inline picture with a table that says the same folded below it."""

from __future__ import annotations

import html
from typing import TYPE_CHECKING, Final

from planforge.document.charts import alternative, draw, resolve_targets
from planforge.document.charts.boxes import TEXT_PX
from planforge.i18n import msg

if TYPE_CHECKING:
    from collections.abc import Callable

    from planforge.document.charts.text_table import Cell
    from planforge.document.nodes import chart
    from planforge.publish.site.state import SiteState

_SHEET_PX: Final = (695, 935)
"""Width and height that a chart may have in print: A4 within the margins, 92 % of the height."""
_PT_PER_PX: Final = 0.75
_LEAST_PT: Final = 7
"""How large the words of a chart must be in print, in points."""


def figure(node: chart, number: int, state: SiteState, uri: Callable[[str], str | None]) -> str:
    """Return the HTML of a chart.

    Args:
        node: The chart.
        number: Its number on the page, from 1; the ids of its picture begin with it.
        state: The build.
        uri: Gives the relative address of what a box links to, None if there is no such page.
    """
    drawn = draw(node.graph, state.driver, state.store, prefix=f"c{number}")
    is_large = is_too_large(drawn.width, drawn.height)
    named = "pf-chart-figure pf-table-in-print" if is_large else "pf-chart-figure"
    return (
        f'<figure class="{named}"><div class="pf-chart-scroll" tabindex="0">'
        f"{resolve_targets(drawn.svg, uri)}</div>{_table(node, state.language)}</figure>\n"
    )


def is_too_large(width: float, height: float) -> bool:
    """Whether the words of a picture of so many px are too small where a sheet of A4 holds it."""
    scale = min(_SHEET_PX[0] / width, _SHEET_PX[1] / height)
    return scale * TEXT_PX * _PT_PER_PX < _LEAST_PT


def _table(node: chart, language: str) -> str:
    same = alternative(node.graph)
    head = "".join(f"<th>{_text(cell, language)}</th>" for cell in same.headings)
    body = "".join(
        "<tr>" + "".join(f"<td>{_text(cell, language)}</td>" for cell in row) + "</tr>"
        for row in same.rows
    )
    summary = html.escape(msg("The chart as a table").render(language))
    return (
        f'<details class="pf-alternative"><summary>{summary}</summary><div class="pf-chart-scroll">'
        f'<table class="table"><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>'
        "</div></details>"
    )


def _text(cell: Cell, language: str) -> str:
    return html.escape(cell if isinstance(cell, str) else cell.render(language))
