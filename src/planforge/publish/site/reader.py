"""Reads computed pages: from a page value to a Sphinx document."""

from __future__ import annotations

from hashlib import sha256
from typing import TYPE_CHECKING, ClassVar

from docutils import nodes
from sphinx import addnodes
from sphinx.parsers import Parser

from planforge.publish.site.state import page_digest, state_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment

    from planforge.document.page import Page
    from planforge.publish.site.domain import PlanforgeDomain


class PageParser(Parser):
    """Makes the document of a computed page; the text of its stand-in file plays no part."""

    supported: ClassVar[tuple[str, ...]] = ("planforge-page",)  # type: ignore[misc]  # docutils leaves it open

    def parse(self, inputstring: str, document: nodes.document) -> None:
        """Fill *document* with the page that the environment is reading."""
        self.setup_parse(inputstring, document)
        env = self._env
        state = state_of(env._app)  # noqa: SLF001 - the only way from a parser to the application
        page = state.by_docname[env.current_document.docname]
        tree = state.build(page)
        domain: PlanforgeDomain = env.domains["planforge"]  # type: ignore[assignment]  # by name
        domain.note_page(page, inputs_digest(page), page_digest(page, tree))
        document += _section(page, tree)
        for section in document.findall(nodes.section):
            section["names"] = []  # anchors of a page are its own; labels would clash over pages
        _index_mentions(document)
        env.metadata[page.docname]["orphan"] = ""
        self.finish_parse()


def _section(page: Page, tree: list[nodes.Node]) -> nodes.section:
    ident = page.docname.replace("/", "-")
    section = nodes.section("", nodes.title("", page.title), ids=[ident])
    section += tree
    entries = [
        ("single", target.name, target.anchor or ident, "", None)
        for target in page.targets
        if target.name
    ]
    if entries:
        section.insert(1, addnodes.index(entries=entries))
    return section


def _index_mentions(document: nodes.document) -> None:
    for number, link in enumerate(list(document.findall(_is_mention))):
        anchor = f"m{number}"
        link["ids"].append(anchor)  # type: ignore[index]  # a reference
        entry = ("single", link.astext(), anchor, "", None)
        link.parent.insert(link.parent.index(link), addnodes.index(entries=[entry]))


def _is_mention(node: nodes.Node) -> bool:
    return isinstance(node, nodes.reference) and "pf-mention" in node["classes"]


def inputs_digest(page: Page) -> str:
    """Return the hash of everything *page* may depend on."""
    return sha256("\n".join(page.inputs).encode()).hexdigest()


def outdated(
    app: Sphinx, env: BuildEnvironment, added: set[str], changed: set[str], removed: set[str]
) -> Iterable[str]:
    """Return the documents to read again: those whose content is another, and no others."""
    state = state_of(app)
    domain: PlanforgeDomain = env.domains["planforge"]  # type: ignore[assignment]  # by name
    found = {name for name, seen in domain.readers.items() if seen != state.digest}
    for page in state.pages:
        before = domain.pages.get(page.docname)
        if before is None or page.docname in added | changed | removed:
            continue
        inputs = inputs_digest(page)
        if inputs == before[0]:
            continue
        shown = state.digest_of(page)
        if shown == before[1]:
            domain.pages[page.docname] = (inputs, shown)
        else:
            found.add(page.docname)
    return sorted(found)
