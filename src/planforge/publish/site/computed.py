"""A computed page inside Sphinx: one node that stands for the whole of it until it is written.

Sphinx keeps every document's tree in a file and sends it through dozens of transforms. A computed
page needs neither: it can be made again at any time, and it is made complete. So its document is
this one node, and the tree takes its place when HTML is written.
"""

from __future__ import annotations

from hashlib import sha256
from typing import TYPE_CHECKING, Any

from docutils import nodes
from sphinx.transforms.post_transforms import SphinxPostTransform

from planforge.document.nodes import chart
from planforge.publish.site.images import place_images, without_pictures
from planforge.publish.site.links import draw_charts, found, relative_uri, resolve_links
from planforge.publish.site.state import state_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sphinx.application import Sphinx

    from planforge.document.page import Entry, Page
    from planforge.publish.site.state import SiteState


class computed(nodes.General, nodes.Element):  # noqa: N801 - docutils names nodes in lower case
    """The content of the computed page named by the attribute `docname`."""


def section_of(app: Sphinx, page: Page) -> nodes.section:
    """Return the tree of *page* with its title around it, links relative, charts undrawn."""
    section = nodes.section("", nodes.title("", page.title), ids=[anchor_of(page)])
    section += page.build()
    place_images(app, page, section)
    resolve_links(section, relative_uri(state_of(app), app.builder, page.docname))
    for number, link in enumerate(_mentions(section)):
        link["ids"].append(f"m{number}")
    return section


def anchor_of(page: Page) -> str:
    """Return the anchor of the page as a whole."""
    return page.docname.replace("/", "-")


def finish(app: Sphinx, docname: str, section: nodes.section) -> nodes.section:
    """Draw the charts of *section*, the tree of the page *docname*, and return it."""
    state = state_of(app)
    draw_charts(section, state, relative_uri(state, app.builder, docname))
    return section


def take(app: Sphinx, docname: str) -> nodes.section:
    """Return the tree of the page *docname* ready to be written; one kept before is used up."""
    state = state_of(app)
    kept = state.trees.pop(docname, None)
    if kept is not None:
        return kept
    return finish(app, docname, section_of(app, state.by_docname[docname]))


def mentions(tree: nodes.Element) -> list[tuple[str, str]]:
    """Return the names recognised in the prose of *tree* with their anchors."""
    return [(link.astext(), link["ids"][-1]) for link in _mentions(tree)]


def _mentions(tree: nodes.Element) -> list[nodes.reference]:
    return [link for link in found(tree, nodes.reference) if "pf-mention" in link["classes"]]


def page_digest(state: SiteState, page: Page, tree: nodes.Element) -> str:
    """Return a hash that is equal exactly for pages that look the same."""
    shown = [
        page.title,
        page.kind,
        repr(page.targets),
        repr(page.facets),
        page.source,
        state.furniture,
        *_entries(state, page.navigation),
        *_entries(state, page.breadcrumb),
        *_entries(state, [entry for entry in (page.previous, page.following) if entry]),
    ]
    _feed(tree, shown)
    return sha256("\0".join(shown).encode("utf-8", "surrogatepass")).hexdigest()


def _entries(state: SiteState, entries: Iterable[Entry]) -> Iterable[str]:
    for entry in entries:
        yield f"{entry.text}\1{state.place(entry.target)}"
        yield from _entries(state, entry.children)
        yield "\2"


def _feed(node: nodes.Element, shown: list[str]) -> None:
    for child in node.children:
        if isinstance(child, nodes.Text):
            shown.append(child)
        elif isinstance(child, chart):
            shown.append(repr(child["chart"]))
        elif isinstance(child, nodes.Element):
            given = [item for item in child.attributes.items() if item[1]]
            shown.append(f"\1{child.tagname}{given}")
            _feed(child, shown)
            shown.append("\2")


def writer_of(app: Sphinx) -> Any:  # noqa: ANN401 - Sphinx takes any pair of functions
    """Return the visitor of `computed` in HTML: it writes the page in the node's place."""

    def visit(translator: nodes.NodeVisitor, node: computed) -> None:
        take(app, node["docname"]).walkabout(translator)
        raise nodes.SkipNode

    return visit, None


class Expand(SphinxPostTransform):
    """Puts the page in place where other formats than HTML are written."""

    default_priority = 2

    def run(self, **_kwargs: Any) -> None:  # noqa: ANN401 - docutils passes what it likes
        """Expand one document."""
        app = self.env._app  # noqa: SLF001 - the application in use
        if app.builder.format != "html":
            for node in list(self.document.findall(computed)):
                tree = take(app, node["docname"])
                without_pictures(tree, state_of(app).language)
                node.parent.replace(node, tree)
