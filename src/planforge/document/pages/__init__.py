"""The pages of a site as values: where each is, what it was made from, how to build it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from planforge.document.pages.actor_pages import actor_pages
from planforge.document.pages.addresses import resolve
from planforge.document.pages.frame import Frame
from planforge.document.pages.front import front_page
from planforge.document.pages.plan_pages import PlanPages
from planforge.document.pages.register_pages import register_pages
from planforge.document.pages.rule_pages import FindingDoc, RuleDoc, check_pages

if TYPE_CHECKING:
    from collections.abc import Sequence

    from planforge.corpus.corpus import Corpus
    from planforge.document.page import Page


def site_pages(  # noqa: PLR0913 - what a site is made of
    corpus: Corpus,
    *,
    language: str,
    public: bool,
    rules: Sequence[RuleDoc] = (),
    findings: Sequence[FindingDoc] | None = None,
    version: str = "",
) -> tuple[Page, ...]:
    """Return every page of the site of *corpus*, sorted by docname.

    Building a page never changes another; equal `inputs` of a page of the same docname give an
    equal tree.

    Args:
        corpus: All plans.
        language: Language of headings and labels.
        public: Whether internal elements are left out: no page, name or number of theirs remains.
        rules: The rules, for their pages.
        findings: Result of a check; None for no such page.
        version: Version of the program.
    """
    frame = Frame(corpus, language=language, public=public, version=version)
    pages = [front_page(frame), *actor_pages(frame), *register_pages(frame)]
    for view in frame.views:
        pages += PlanPages(frame, view).pages()
    pages += check_pages(frame, rules, findings)
    return tuple(sorted(pages, key=lambda page: page.docname))


__all__ = ["FindingDoc", "RuleDoc", "resolve", "site_pages"]
