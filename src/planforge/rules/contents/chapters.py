"""The five parts that the law wants every plan to have, in facts and in chapters."""

from __future__ import annotations

from typing import TYPE_CHECKING

from planforge.findings import Place, Severity, Span
from planforge.i18n import msg
from planforge.rules.contents.data import CONTENTS, FIVE, STATUTORY_FIVE, needs_the_five
from planforge.rules.contents.demands import has_chapter, has_facts
from planforge.rules.rule import Hit, plan_rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from planforge.corpus.plan_view import PlanView
    from planforge.rules.contents.records import Content


def _without_chapter(view: PlanView) -> tuple[Content, ...]:
    if not needs_the_five(view.plan):
        return ()
    return tuple(CONTENTS[code] for code in FIVE if not has_chapter(view, CONTENTS[code]))


@plan_rule(
    "PRO006",
    "prose.chapter-missing",
    Severity.ADVICE,
    title=msg("Required content without a chapter"),
    rationale=msg("The facts are there, but the printed plan has no chapter that shows them."),
    sources=(STATUTORY_FIVE,),
)
def chapter_missing(view: PlanView) -> Iterator[Hit]:
    """Of the five parts the law names, those that the facts cover but no heading is about."""
    if view.prose is None:
        return
    for content in _without_chapter(view):
        if has_facts(view, content):
            yield Hit(
                Place(view.prose_file, span=Span()),
                msg("No chapter is about {what}", what=content.what),
                msg("Add a chapter with the directives for it"),
            )


@plan_rule(
    "PRO007",
    "prose.content-missing",
    Severity.ERROR,
    title=msg("Content that the law requires is missing"),
    rationale=msg(
        "The law names five parts: command and duties, prevention and warning, handling, support, "
        "recovery. A plan without one of them cannot be carried out."
    ),
    sources=(STATUTORY_FIVE,),
)
def content_missing(view: PlanView) -> Iterator[Hit]:
    """Of the five parts the law names, those that neither facts nor headings cover."""
    for content in _without_chapter(view):
        if not has_facts(view, content):
            yield Hit(
                view.at("name"),
                msg("The plan says nothing on {what}", what=content.what),
                msg("Write the facts and a chapter that shows them"),
            )
