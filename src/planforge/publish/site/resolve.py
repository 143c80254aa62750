"""The last step before HTML: links become relative addresses, charts become inline pictures."""

from __future__ import annotations

import html
from typing import TYPE_CHECKING, Any

from docutils import nodes
from sphinx.transforms.post_transforms import SphinxPostTransform

from planforge.document.charts import alternative, draw, resolve_targets
from planforge.document.nodes import SCHEME, chart
from planforge.i18n import msg
from planforge.publish.site.state import state_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from planforge.document.charts.alternative import Cell
    from planforge.publish.site.state import SiteState


class ResolveAddresses(SphinxPostTransform):
    """Gives every link to a computed page its relative address."""

    default_priority = 5

    def run(self, **_kwargs: Any) -> None:  # noqa: ANN401 - docutils passes what it likes
        """Resolve the links of one document."""
        builder = self.env._app.builder  # noqa: SLF001 - the builder in use
        here = self.env.current_document.docname
        for link in list(self.document.findall(nodes.reference)):
            docname = link.attributes.pop("pf_docname", None)
            anchor = link.attributes.pop("pf_anchor", "")
            if docname is not None:
                uri = builder.get_relative_uri(here, docname)
                link["refuri"] = f"{uri}#{anchor}" if anchor else uri


class DrawCharts(SphinxPostTransform):
    """Draws every chart as inline SVG with a table that says the same folded below it."""

    default_priority = 6
    formats = ("html",)

    def run(self, **_kwargs: Any) -> None:  # noqa: ANN401 - docutils passes what it likes
        """Draw the charts of one document."""
        app = self.env._app  # noqa: SLF001 - the application in use
        state = state_of(app)
        here = self.env.current_document.docname

        def uri(target: str) -> str | None:
            if not target.startswith(SCHEME):
                return target
            place = state.place(target)
            if place is None:
                return None
            address = app.builder.get_relative_uri(here, place[0])
            return f"{address}#{place[1]}" if place[1] else address

        for number, node in enumerate(list(self.document.findall(chart)), 1):
            node.parent.replace(
                node, nodes.raw("", _figure(node, number, state, uri), format="html")
            )


def _figure(node: chart, number: int, state: SiteState, uri: Callable[[str], str | None]) -> str:
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
