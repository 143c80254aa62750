"""Reads computed pages: from a page value to a Sphinx document."""

from __future__ import annotations

from hashlib import sha256
from typing import TYPE_CHECKING, Any, ClassVar

from sphinx.parsers import Parser
from sphinx.transforms import DoctreeReadEvent, SphinxTransform

from planforge.publish.site.computed import (
    anchor_of,
    computed,
    mentions,
    page_digest,
    section_of,
)
from planforge.publish.site.domain import domain_of
from planforge.publish.site.furniture import furniture_digest
from planforge.publish.site.state import state_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    from docutils import nodes
    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment

    from planforge.document.page import Page
    from planforge.publish.site.state import SiteState


class PageParser(Parser):
    """Makes the document of a computed page; the text of its stand-in file plays no part."""

    supported: ClassVar[tuple[str, ...]] = ("planforge-page",)  # type: ignore[misc]  # docutils leaves it open

    def parse(self, inputstring: str, document: nodes.document) -> None:
        """Fill *document* with the page that the environment is reading."""
        self.setup_parse(inputstring, document)
        env = self._env
        app = env._app  # noqa: SLF001 - the only way from a parser to the application
        state = state_of(app)
        page = state.by_docname[env.current_document.docname]
        section = state.trees.pop(page.docname, None) or section_of(app, page)
        domain_of(env).note_page(page, inputs_digest(state, page), page_digest(state, page, section))
        env.domains.index_domain.entries[page.docname] = [
            ("single", name, anchor, "", None)
            for name, anchor in [
                *((target.name, target.anchor or anchor_of(page)) for target in page.targets),
                *mentions(section),
            ]
            if name
        ]
        env.metadata[page.docname]["orphan"] = ""
        document += section
        # The page is complete: of all transforms only Sphinx's collectors of titles need see it.
        document.transformer.transforms.clear()
        document.transformer.add_transforms([DoctreeReadEvent, PutAside])
        self.finish_parse()


class PutAside(SphinxTransform):
    """Leaves one node in place of the page, and the page itself where the writer finds it."""

    default_priority = DoctreeReadEvent.default_priority + 1

    def apply(self, **_kwargs: Any) -> None:  # noqa: ANN401 - docutils passes what it likes
        """Put the tree of one document aside."""
        docname = self.env.current_document.docname
        section = self.document.children[0]
        self.document.children = []
        self.document += computed(docname=docname)
        state_of(self.env._app).trees[docname] = section  # type: ignore[assignment]  # noqa: SLF001 - parse put it there


def inputs_digest(state: SiteState, page: Page) -> str:
    """Return the hash of everything *page* may depend on."""
    parts = (state.names_digest, state.furniture, *page.inputs)
    return sha256("\n".join(parts).encode()).hexdigest()


def outdated(
    app: Sphinx, env: BuildEnvironment, added: set[str], changed: set[str], removed: set[str]
) -> Iterable[str]:
    """Return the documents to read again: those whose content is another, and no others."""
    state = state_of(app)
    state.furniture = furniture_digest(app)
    domain = domain_of(env)
    found = {name for name, seen in domain.readers.items() if seen != state.digest}
    settled = added | changed | removed
    for page in state.pages:
        before = domain.pages.get(page.docname)
        if before is None or page.docname in settled:
            continue
        inputs = inputs_digest(state, page)
        if inputs == before[0]:
            continue
        section = section_of(app, page)
        shown = page_digest(state, page, section)
        if shown == before[1]:
            domain.pages[page.docname] = (inputs, shown)
        else:
            found.add(page.docname)
            state.trees[page.docname] = section
    return sorted(found)
