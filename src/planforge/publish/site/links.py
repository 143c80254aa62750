"""Addresses become links: the last step that a tree goes through before it is written."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from docutils import nodes

from planforge.document.nodes import SCHEME, chart
from planforge.publish.site.figures import figure

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from sphinx.builders import Builder

    from planforge.publish.site.state import SiteState

E = TypeVar("E", bound=nodes.Element)


def relative_uri(state: SiteState, builder: Builder, docname: str) -> Callable[[str], str | None]:
    """Return what turns an address into one relative to *docname*, None if there is no such page.

    Anything but a `planforge:` address stays as it is.
    """
    known: dict[str, str | None] = {}

    def uri(target: str) -> str | None:
        if target not in known:
            known[target] = made(target)
        return known[target]

    def made(target: str) -> str | None:
        if not target.startswith(SCHEME):
            return target
        place = state.place(target)
        if place is None:
            return None
        page, anchor = place
        if page == docname and anchor:
            return f"#{anchor}"
        address = builder.get_relative_uri(docname, page)
        return f"{address}#{anchor}" if anchor else address

    return uri


def resolve_links(tree: nodes.Element, uri: Callable[[str], str | None]) -> None:
    """Give every `planforge:` link in *tree* its relative address; make text of the others."""
    for link in found(tree, nodes.reference):
        target = link.get("refuri", "")
        if not target.startswith(SCHEME):
            continue
        address = uri(target)
        if address is None:
            link.parent.replace(link, link.children)
        else:
            link["refuri"] = address


def draw_charts(tree: nodes.Element, state: SiteState, uri: Callable[[str], str | None]) -> None:
    """Replace every chart in *tree* by its picture."""
    for number, node in enumerate(found(tree, chart), 1):
        raw = nodes.raw("", figure(node, number, state, uri), format="html")
        node.parent.replace(node, raw)


def found(tree: nodes.Element, kind: type[E]) -> list[E]:
    """Return the elements of *kind* in order; several times faster than `findall`."""
    matches: list[E] = []

    def walk(children: Iterable[nodes.Node]) -> None:
        for child in children:
            if isinstance(child, kind):
                matches.append(child)
            if child.children:
                walk(child.children)

    walk(tree.children)
    return matches
