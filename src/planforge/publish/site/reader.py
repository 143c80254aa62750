"""Enters computed pages into Sphinx's environment, each only when its content is another.

Sphinx reads files; a computed page has none. What Sphinx must know of it (title, contents, index)
is entered before Sphinx reads the rest. The tree of a page waits for the writer in memory: reading
in other processes would only make every tree twice.
"""

from __future__ import annotations

import sys
from hashlib import sha256
from typing import TYPE_CHECKING

from docutils import nodes
from docutils.frontend import get_default_settings
from docutils.utils import DependencyList, new_document

from planforge.publish.site.computed import (
    anchor_of,
    computed,
    finish,
    mentions,
    page_digest,
    section_of,
)
from planforge.publish.site.domain import domain_of
from planforge.publish.site.furniture import furniture_digest
from planforge.publish.site.images import files_of, usable_images
from planforge.publish.site.state import state_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    from docutils.frontend import Values
    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment

    from planforge.document.page import Page
    from planforge.publish.site.state import SiteState


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


def inputs_digest(state: SiteState, page: Page) -> str:
    """Return the hash of everything *page* may depend on."""
    parts = (state.names_digest, state.furniture, *sorted(usable_images(state, page)), *page.inputs)
    return sha256("\n".join(parts).encode()).hexdigest()


def enter_pages(app: Sphinx, env: BuildEnvironment, docnames: list[str]) -> None:
    """Enter the computed pages among *docnames*, and leave Sphinx to read the others."""
    state = state_of(app)
    state.entered = [docname for docname in docnames if docname in state.by_docname]
    docnames[:] = [docname for docname in docnames if docname not in state.by_docname]
    settings: Values = get_default_settings()
    settings.record_dependencies = DependencyList()
    settings.env = env
    for docname in state.entered:
        app.emit("env-purge-doc", env, docname)
        env.clear_doc(docname)
        _enter(app, env, state.by_docname[docname], settings)
    env.current_document = type(env.current_document)()  # as Sphinx leaves it after reading


def to_write(app: Sphinx, _env: BuildEnvironment) -> list[str]:
    """Return the documents that `enter_pages` took out of Sphinx's list; they are to be written."""
    return state_of(app).entered


def _enter(app: Sphinx, env: BuildEnvironment, page: Page, settings: Values) -> None:
    state = state_of(app)
    docname = page.docname
    section = state.trees.pop(docname, None) or section_of(app, page)
    document = new_document(docname, settings)
    document += section
    _name_source(section, page.source, str(state.root / page.source))
    env.current_document = type(env.current_document)(docname=docname)
    env.metadata[docname]["orphan"] = ""
    # Sphinx's own collectors enter title and contents; what waits for the writer is one node.
    app.emit("doctree-read", document)
    document.children = []
    document += computed(docname=docname)
    section.parent = None
    domain_of(env).note_page(page, inputs_digest(state, page), page_digest(state, page, section))
    if files := files_of(section):
        domain_of(env).images[docname] = files
    env.domains.index_domain.entries[docname] = [
        ("single", name, anchor, "", None) for name, anchor in _index(page, section) if name
    ]
    state.trees[docname] = finish(app, docname, section)
    env.all_docs[docname] = sys.maxsize  # no time stamp tells whether a page is out of date
    app.builder.write_doctree(docname, document, _cache=False)


def _name_source(tree: nodes.Element, shown: str, real: str) -> None:
    """Let Sphinx find the file of the prose in *tree*, if it should have something to say of it."""
    for node in tree.children:
        if isinstance(node, nodes.Element):
            if node.source == shown:
                node.source = real
            _name_source(node, shown, real)


def _index(page: Page, section: nodes.section) -> list[tuple[str, str]]:
    own = [(target.name, target.anchor or anchor_of(page)) for target in page.targets]
    return own + mentions(section)
