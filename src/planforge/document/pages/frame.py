"""What all pages of one site share: context, digests, recognised names, reverse indexes."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from functools import cached_property
from typing import TYPE_CHECKING

from docutils import nodes

from planforge.corpus.public import public_corpus
from planforge.document.context import Context
from planforge.document.mentions import link_mentions
from planforge.document.nodes import address
from planforge.document.page import Entry, Page
from planforge.document.pages.headings import chapters, directive_sections
from planforge.document.pages.plan_order import in_order
from planforge.document.pages.recognised import corpus_targets, mentions_of
from planforge.document.pages.told import told_at
from planforge.model.base import Kind

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from planforge.corpus.corpus import Corpus
    from planforge.corpus.names import Entity
    from planforge.corpus.plan_view import PlanView
    from planforge.document.mentions import Mentions
    from planforge.document.page import Target


def digest(parts: Iterable[str]) -> str:
    """Return a hash of *parts*; equal parts in equal order give an equal hash."""
    found = hashlib.sha256()
    for part in parts:
        found.update(part.encode())
        found.update(b"\0")
    return found.hexdigest()[:20]


class Frame:
    """Everything that pages of one site have in common; made once for a build."""

    def __init__(self, corpus: Corpus, *, language: str, public: bool, version: str) -> None:
        """Frame the pages of *corpus* in *language*, without internal elements if *public*.

        *version* is that of the program: another program makes other pages.
        """
        self.corpus = public_corpus(corpus) if public else corpus
        self.context = Context(self.corpus, None, language, public, told_at)
        self.made_by = f"{version}/{language}/{'public' if public else 'internal'}"
        self._mentions: dict[str, Mentions] = {}

    @cached_property
    def views(self) -> tuple[PlanView, ...]:
        """The plans that the reader may see: master first, the others as it lists them."""
        return in_order(self.corpus)

    @cached_property
    def facts_digests(self) -> dict[str, str]:
        """Hash of the facts of each plan by id, its prose left out."""
        return {view.plan.id: digest([view.plan.model_dump_json()]) for view in self.corpus.plans}

    @cached_property
    def shared_digest(self) -> str:
        """Hash of what a page may know of other plans: names, levels, links, editions."""
        parts = []
        for view in self.views:
            plan = view.plan
            parts += [view.file, plan.id, plan.name, *plan.short_names, plan.lead]
            parts += [plan.visibility.value, plan.plan_class.value, *plan.event_types]
            parts += [plan.edition.model_dump_json(), *plan.levels]
            parts += [link.model_dump_json() for link in plan.links]
        return digest(parts)

    def plan_inputs(self, view: PlanView) -> tuple[str, ...]:
        """Return the digests of a page made from one plan, its prose included."""
        own = self.corpus.digests[view.plan.id]
        inputs = (self.made_by, self.corpus.registry.digest, self.shared_digest, own)
        asks_others = view.prose is not None and ":plan:" in view.prose
        return (*inputs, *self.register_inputs()) if asks_others else inputs

    def facts_inputs(self, view: PlanView) -> tuple[str, ...]:
        """Return the digests of a page made from the facts of one plan."""
        own = self.facts_digests[view.plan.id]
        text = view.prose or ""
        titles = f"{chapters(text)!r}{directive_sections(text)!r}" if text else ""
        return (self.made_by, self.corpus.registry.digest, self.shared_digest, own, titles)

    def register_inputs(self) -> tuple[str, ...]:
        """Return the digests of a page made from the registers and the facts of all plans."""
        facts = digest(f"{k}={v}" for k, v in sorted(self.facts_digests.items()))
        return (self.made_by, self.corpus.registry.digest, facts)

    @cached_property
    def _targets(self) -> dict[str, str]:
        return corpus_targets(self.context)

    def linked(
        self,
        built: list[nodes.Node],
        view: PlanView | None = None,
        *,
        own: str = "",
        in_each_block: bool = False,
    ) -> list[nodes.Node]:
        """Return *built* with the names in it linked, once a section or *in each block*.

        *own* is the page's own address.
        """
        key = view.plan.id if view else ""
        if key not in self._mentions:
            self._mentions[key] = mentions_of(self.context, self._targets, view)
        tree = nodes.Element("", *built)
        link_mentions(tree, self._mentions[key], own=own, in_each_block=in_each_block)
        return list(tree.children)

    @cached_property
    def home(self) -> Entry:
        """The way back to the front page."""
        return Entry(self.context.t("Plan system"), address("index", ""))

    def register_page(  # noqa: PLR0913 - what a page of the registers is made of
        self,
        docname: str,
        title: str,
        kind: str,
        build: Callable[[], list[nodes.Node]],
        *,
        targets: tuple[Target, ...] = (),
        above: tuple[Entry, ...] = (),
        units: tuple[str, ...] = (),
        own: str = "",
    ) -> Page:
        """Return a page made from the registers and all plans."""
        return Page(
            docname,
            title,
            kind,
            self.register_inputs(),
            lambda: self.linked(build(), own=own),
            targets,
            (),
            (self.home, *above),
            (("unit", units),) if units else (),
        )

    def shown(self, kind: Kind) -> tuple[Entity, ...]:
        """Return the registered things of *kind* that the reader may see."""
        return self.corpus.registry.names.entities(kind)

    @cached_property
    def run_by(self) -> dict[tuple[str, str], list[Entity]]:
        """What belongs to each organisation: posts, teams, depots, shelters, risks."""
        found: dict[tuple[str, str], list[Entity]] = defaultdict(list)
        names = self.corpus.registry.names
        for kind in (Kind.POST, Kind.TEAM, Kind.DEPOT, Kind.SHELTER, Kind.RISK):
            for entity in self.shown(kind):
                owner = names.get(getattr(entity.element, "organisation", ""), (Kind.ORGANISATION,))
                if owner:
                    found[owner.key].append(entity)
        return found

    @cached_property
    def below(self) -> dict[tuple[str, str], list[Entity]]:
        """The organisations directly under each organisation, or located in it."""
        found: dict[tuple[str, str], list[Entity]] = defaultdict(list)
        names = self.corpus.registry.names
        for entity in self.shown(Kind.ORGANISATION):
            above = getattr(entity.element, "superior", None) or ""
            owner = names.get(above, (Kind.ORGANISATION,)) if above else None
            if owner:
                found[owner.key].append(entity)
        return found
