"""The last step before HTML: links become relative addresses, charts become inline pictures."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from docutils import nodes
from sphinx.transforms.post_transforms import SphinxPostTransform

from planforge.document.charts.alternative import alternative
from planforge.document.charts.dot import sketch
from planforge.document.charts.layout import find_program, lay_out
from planforge.document.charts.svg import picture, resolve_targets
from planforge.document.nodes import SCHEME, chart
from planforge.publish.site.state import state_of

if TYPE_CHECKING:
    from docutils.nodes import Element


class ResolveAddresses(SphinxPostTransform):
    """Gives every link to a computed page its relative address."""

    default_priority = 5

    def run(self, **_kwargs: Any) -> None:  # noqa: ANN401 - docutils passes what it likes
        """Resolve the links of one document."""
        builder = self.env._app.builder  # noqa: SLF001 - the builder in use
        for link in list(self.document.findall(nodes.reference)):
            docname = link.attributes.pop("pf_docname", None)
            anchor = link.attributes.pop("pf_anchor", "")
            if docname is None:
                continue
            here = self.env.current_document.docname
            uri = builder.get_relative_uri(here, docname)
            link["refuri"] = f"{uri}#{anchor}" if anchor else uri


class DrawCharts(SphinxPostTransform):
    """Draws every chart as inline SVG with a text equivalent folded below it."""

    default_priority = 6
    formats: ClassVar[tuple[str, ...]] = ("html",)

    def run(self, **_kwargs: Any) -> None:  # noqa: ANN401 - docutils passes what it likes
        """Draw the charts of one document."""
        app = self.env._app  # noqa: SLF001 - the application in use
        state = state_of(app)
        here = self.env.current_document.docname
        for number, node in enumerate(list(self.document.findall(chart)), 1):
            drawing = sketch(node.graph)
            raw = lay_out(drawing.dot, state.driver, state.store)
            svg = picture(drawing, raw, f"c{number}").svg

            def uri(target: str) -> str | None:
                if not target.startswith(SCHEME):
                    return target if target.startswith("#") else None
                place = state.place(target)
                if place is None:
                    return None
                docname, anchor = place
                address = app.builder.get_relative_uri(here, docname)
                return f"{address}#{anchor}" if anchor else address

            node.parent.replace(node, _figure(node, resolve_targets(svg, uri), state.language))


def _figure(node: chart, svg: str, language: str) -> list[Element]:
    html = f'<figure class="pf-figure"><div class="pf-scroll" tabindex="0">{svg}</div>'
    closing = "</figure>"
    return [
        nodes.raw("", html, format="html"),
        *_alternative(node, language),
        nodes.raw("", closing, format="html"),
    ]


def _alternative(node: chart, language: str) -> list[Element]:
    return [nodes.raw("", alternative(node.graph).as_details(language), format="html")]


__all__ = ["DrawCharts", "ResolveAddresses", "find_program"]
