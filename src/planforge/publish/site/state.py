"""What one build knows: the corpus, its pages, and the findings."""

from __future__ import annotations

import os
from dataclasses import field
from functools import cached_property
from hashlib import sha256
from typing import TYPE_CHECKING

from planforge.document.pages.addresses import resolve
from planforge.frozen import dataclass

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from docutils import nodes
    from sphinx.application import Sphinx

    from planforge.corpus.corpus import Corpus
    from planforge.document.charts.layout import Driver
    from planforge.document.context import Context
    from planforge.document.page import Page
    from planforge.document.pages import FindingDoc
    from planforge.publish.site.settings import Settings
    from planforge.source.cache import FolderStore


class OwnStore:
    """A store that only the process that opened it uses: a copy made by a fork stands empty.

    Two processes must not share one connection to a database.
    """

    def __init__(self, store: FolderStore) -> None:
        self._store = store
        self._process = os.getpid()

    def get(self, key: str) -> bytes | None:
        """Return the value put under *key*, None if there is none."""
        return self._store.get(key) if os.getpid() == self._process else None

    def put(self, key: str, value: bytes) -> None:
        """Keep *value* under *key*."""
        if os.getpid() == self._process:
            self._store.put(key, value)

    def close(self) -> None:
        """Write what was put."""
        self._store.close()


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
        root: Folder of the plans.
        furniture: Hash of what stands around every page; known once all documents are found.
        entered: Documents whose pages this build has entered anew.
        images: Folder of a plan → the images in it that its text may show; found when asked for.
        trees: Trees of pages that were entered and not yet written, by document name.
    """

    settings: Settings
    corpus: Corpus
    context: Context
    pages: tuple[Page, ...]
    digest: str
    findings: tuple[FindingDoc, ...]
    driver: Driver
    store: OwnStore
    language: str
    root: Path
    furniture: str = ""
    entered: list[str] = field(default_factory=list)
    images: dict[str, frozenset[str]] = field(default_factory=dict)
    trees: dict[str, nodes.section] = field(default_factory=dict)

    @cached_property
    def by_docname(self) -> Mapping[str, Page]:
        """The pages by document name."""
        return {page.docname: page for page in self.pages}

    @cached_property
    def names_digest(self) -> str:
        """Hash of which pages there are: a link to a page that is not there is mere text."""
        return sha256("\n".join(self.by_docname).encode()).hexdigest()

    def place(self, target: str) -> tuple[str, str] | None:
        """Return document and anchor of an address, None if no page of this site has it."""
        place = resolve(target)
        if place is None or place[0] not in self.by_docname:
            return None
        return place


def state_of(app: Sphinx) -> SiteState:
    """Return the state that `builder-inited` put on *app*."""
    state: SiteState = app.planforge  # type: ignore[attr-defined]  # set in builder-inited
    return state
