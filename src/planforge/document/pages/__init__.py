"""The pages of a site as values: where each is, what it was made from, how to build it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from planforge.document.nodes import address
from planforge.document.page import Entry, Page
from planforge.document.pages.actor_pages import actor_pages
from planforge.document.pages.addresses import resolve
from planforge.document.pages.check_page import FindingDoc, check_page
from planforge.document.pages.contents_page import contents_page
from planforge.document.pages.cycle_page import cycle_page
from planforge.document.pages.drill_pages import DrillDoc, drill_pages
from planforge.document.pages.elements import Elements
from planforge.document.pages.frame import Frame
from planforge.document.pages.front import front_page
from planforge.document.pages.plan_pages import PlanPages
from planforge.document.pages.register_pages import register_pages
from planforge.document.pages.rule_pages import RuleDoc, rule_pages
from planforge.document.pages.told import told_at
from planforge.frozen import dataclass

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from planforge.corpus.corpus import Corpus


@dataclass(frozen=True, slots=True)
class CheckDoc:
    """A check of the plans, for the pages on it.

    Attributes:
        findings: What was found, in order of files and lines, as far as readers may see it.
        whole: The plans as they were checked, with everything internal.
        as_of: The day on which validity and cycles were judged; None if they were not.
        hidden: How many findings readers may not see.
    """

    findings: Sequence[FindingDoc]
    whole: Corpus
    as_of: date | None = None
    hidden: int = 0


def site_pages(  # noqa: PLR0913 - what a site is made of
    corpus: Corpus,
    *,
    language: str,
    public: bool,
    rules: Sequence[RuleDoc] = (),
    check: CheckDoc | None = None,
    drills: DrillDoc | None = None,
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
        check: A check of the plans; None for no pages on it.
        drills: The drills; None for no pages on them.
        version: Version of the program.
    """
    frame = Frame(corpus, language=language, public=public, version=version)
    pages = [front_page(frame), *actor_pages(frame), *register_pages(frame)]
    for view in frame.views:
        pages += PlanPages(frame, view).pages()
    pages += rule_pages(frame, rules)
    if check is not None:
        pages += _check_pages(frame, rules, check)
    if drills is not None:
        pages += drill_pages(frame, drills)
    return tuple(sorted(pages, key=lambda page: page.docname))


def _check_pages(frame: Frame, rules: Sequence[RuleDoc], check: CheckDoc) -> list[Page]:
    known = [rule.id for rule in rules]
    further = [contents_page(frame, check.whole, known), cycle_page(frame, check.as_of)]
    more = [Entry(page.title, address("check", page.docname.partition("/")[2])) for page in further]
    page = check_page(frame, rules, check.findings, check.as_of, hidden=check.hidden, more=more)
    return [page, *further]


__all__ = [
    "CheckDoc",
    "DrillDoc",
    "Elements",
    "FindingDoc",
    "RuleDoc",
    "resolve",
    "site_pages",
    "told_at",
]
