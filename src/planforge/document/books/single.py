"""One plan as a document of its own, as its issuer sends it out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from planforge.document.books.book import Book, BookKind, Numbering, Opening, Part, Style
from planforge.document.books.compilation import contents
from planforge.document.books.frontmatter import imprint
from planforge.document.books.plans import plan_parts

if TYPE_CHECKING:
    from planforge.corpus.plan_view import PlanView
    from planforge.document.pages.frame import Frame


def single_plan(frame: Frame, view: PlanView) -> Book:
    """Return the plan of *view*: notice of issue, contents, text, annexes, imprint (版记).

    A plan whose edition may not be shown has neither notice nor imprint. The imprint stands on the
    last side, which is the back of a sheet: below the text if that ends there with room for it.
    """
    context, plan = frame.context.of(view), view.plan
    edition = plan.edition if context.may_show(plan.edition) else None
    parts = plan_parts(frame, view, Opening.NEXT)
    at = 1 if edition else 0
    parts.insert(at, contents(frame, Opening.NEXT if edition else Opening.RIGHT))
    if edition is not None:
        parts.append(
            Part(
                "imprint",
                context.t("Imprint"),
                Style.BACK,
                frame.facts_inputs(view),
                lambda: imprint(context),
                Opening.LEFT,
                Numbering.NONE,
                listed=False,
            )
        )
    return Book(
        plan.id,
        plan.name,
        BookKind.PLAN,
        tuple(parts),
        edition.issuer if edition else plan.lead,
        context.marks.listed(plan.event_types),
        edition.number if edition else "",
        edition.issued if edition else None,
        context.language,
        context.public,
    )
