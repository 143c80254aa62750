"""Charts on a page: an inline picture with a table that says the same folded below it."""

from __future__ import annotations

import html
from typing import TYPE_CHECKING

from planforge.document.charts import alternative, draw, resolve_targets
from planforge.i18n import msg

if TYPE_CHECKING:
    from collections.abc import Callable

    from planforge.document.charts.text_table import Cell
    from planforge.document.nodes import chart
    from planforge.publish.site.state import SiteState


def figure(node: chart, number: int, state: SiteState, uri: Callable[[str], str | None]) -> str:
    """Return the HTML of a chart.

    Args:
        node: The chart.
        number: Its number on the page, from 1; the ids of its picture begin with it.
        state: The build.
        uri: Gives the relative address of what a box links to, None if there is no such page.
    """
    drawn = draw(node.graph, state.driver, state.store, prefix=f"c{number}")
    return (
        '<figure class="pf-chart-figure"><div class="pf-chart-scroll" tabindex="0">'
        f"{resolve_targets(drawn.svg, uri)}</div>{_table(node, state.language)}</figure>\n"
    )


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
