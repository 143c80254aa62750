"""What one build knows: the corpus, its pages, and the findings."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from hashlib import sha256
from typing import TYPE_CHECKING

from docutils import nodes

from planforge.document.nodes import SCHEME
from planforge.document.pages.addresses import resolve

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sphinx.application import Sphinx

    from planforge.corpus.corpus import Corpus
    from planforge.document.charts.layout import Driver
    from planforge.document.context import Context
    from planforge.document.page import Page
    from planforge.document.pages import FindingDoc
    from planforge.publish.site.settings import Settings
    from planforge.source.cache import Store


@dataclass
class SiteState:
    """The state of one build; it lives on the application and is never pickled.

    Attributes:
        settings: Settings of the site.
        corpus: The plans.
        context: What components see.
        pages: The computed pages.
        digest: Hash of everything the corpus was made from.
        findings: What the check found, for showing.
        driver: The program that lays out charts.
        store: Where layouts are kept between builds.
        language: Language of the interface.
    """

    settings: Settings
    corpus: Corpus
    context: Context
    pages: tuple[Page, ...]
    digest: str
    findings: tuple[FindingDoc, ...]
    driver: Driver
    store: Store
    language: str
    _built: dict[str, list[nodes.Node]] = field(default_factory=dict)

    @cached_property
    def by_docname(self) -> Mapping[str, Page]:
        """The pages by document name."""
        return {page.docname: page for page in self.pages}

    def build(self, page: Page) -> list[nodes.Node]:
        """Return the tree of *page*, its addresses resolved; built at most once and handed out once."""
        tree = self._built.pop(page.docname, None)
        return self._fresh(page) if tree is None else tree

    def digest_of(self, page: Page) -> str:
        """Return the hash of everything that shows on *page*; its tree is kept for `build`."""
        tree = self._fresh(page)
        self._built[page.docname] = tree
        return page_digest(page, tree)

    def _fresh(self, page: Page) -> list[nodes.Node]:
        tree = page.build()
        for node in tree:
            self.resolve_links(node)
        return tree

    def resolve_links(self, tree: nodes.Node) -> None:
        """Mark every `planforge:` link in *tree* with its document; make text of those without."""
        for link in list(tree.findall(nodes.reference)):
            target = link.get("refuri", "")
            if not target.startswith(SCHEME):
                continue
            place = self.place(target)
            if place is None:
                link.parent.replace(link, link.children)
            else:
                link["pf_docname"], link["pf_anchor"] = place

    def place(self, target: str) -> tuple[str, str] | None:
        """Return document and anchor of an address, None if no page of this site has it."""
        place = resolve(target)
        if place is None or place[0] not in self.by_docname:
            return None
        return place


def page_digest(page: Page, tree: list[nodes.Node]) -> str:
    """Return a hash that is equal exactly for pages that look the same."""
    seen = sha256()
    for part in (
        page.title,
        page.kind,
        page.targets,
        page.navigation,
        page.breadcrumb,
        page.facets,
    ):
        seen.update(repr(part).encode())
    for node in tree:
        seen.update(node.pformat().encode())
    return seen.hexdigest()


def state_of(app: Sphinx) -> SiteState:
    """Return the state that `builder-inited` put on *app*."""
    state: SiteState = app.planforge  # type: ignore[attr-defined]  # set in builder-inited
    return state
