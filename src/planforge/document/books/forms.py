"""The forms of a plan as a book: one form to a page, blank or with what is known filled in."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from planforge.document.blocks import numbered
from planforge.document.books.book import Book, BookKind, Numbering, Part, Style
from planforge.document.forms import catalogue
from planforge.document.forms.filled import Filled, filled
from planforge.document.pages.annexes import FORMS
from planforge.document.pages.frame import digest
from planforge.document.selection import shown_annexes

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from docutils import nodes

    from planforge.corpus.plan_view import PlanView
    from planforge.document.context import Context
    from planforge.document.forms.catalogue import Form
    from planforge.document.pages.frame import Frame


_APPENDIX: Final = "blank-forms"


def forms_book(frame: Frame, view: PlanView, known: Filled | None = None) -> Book:
    """Return the forms of the plan of *view*, which is one of `frame.views`.

    Args:
        frame: What all books of the corpus share.
        view: The plan.
        known: What the plan makes of the facts, from `filled(view, facts)`; None for blank forms.
    """
    context = frame.context.of(view)
    plan = view.plan
    said = digest([repr(known)]) if known else ""
    inputs = (*frame.facts_inputs(view), said)
    t = context.t
    title = t("Forms of the {plan}", plan=plan.name)
    return Book(
        ident=f"forms-{plan.id}",
        title=title,
        kind=BookKind.FORMS,
        parts=tuple(
            part
            for form in catalogue.forms_of(context)
            for part in _parts(context, form, known, inputs)
        ),
        issuer=plan.edition.issuer if context.may_show(plan.edition) else "",
        subject=t("Forms filled in from the facts") if known else t("Blank forms"),
        edition=plan.edition.number if context.may_show(plan.edition) else "",
        dated=plan.edition.issued if context.may_show(plan.edition) else None,
        language=context.language,
        public=context.public,
        duplex=False,
    )


def annex_forms(frame: Frame, view: PlanView, annex: str) -> list[Part]:
    """Return the blank forms behind the annex of standard texts, whose part is called *annex*."""
    context = frame.context.of(view)
    found = []
    for form in catalogue.annex_forms(context):
        (part,) = _parts(context, form, None, frame.facts_inputs(view))
        found.append(replace(part, ident=f"{annex}-{form.ident}", listed=False))
    return found


def forms_appendix(frame: Frame, number: int) -> list[Part]:
    """Return the blank forms of the master plan as the appendix *number*, with a list before them.

    They fit every plan. Without a master plan they are those of the first plan; if that plan has
    them in an annex of its own, they are not repeated.
    """
    if not frame.views:
        return []
    first = frame.views[0]
    context = frame.context.of(first)
    if any(annex.generated in FORMS for _, annex in shown_annexes(context)):
        return []
    forms = catalogue.forms_of(context)
    mark, name = context.t("Appendix {number}", number=number), context.t("Blank forms")
    titles = [form.title.render(context.language) for form in forms]
    inputs = frame.facts_inputs(first)
    found = [
        Part(
            _APPENDIX,
            f"{mark} {name}",
            Style.ANNEX,
            (*inputs, mark),
            lambda: [numbered(titles)],
            numbering=Numbering.NONE,
            heading=f"{mark}\n{name}",
        )
    ]
    for form in forms:
        (part,) = _parts(context, form, None, inputs)
        found.append(replace(part, ident=f"{_APPENDIX}-{form.ident}", listed=False))
    return found


def _parts(
    context: Context, form: Form, known: Filled | None, inputs: tuple[str, ...]
) -> Iterator[Part]:
    """Yield the parts for *form*: one, or as many as what is known fills."""
    several: tuple[Filled | None, ...] = (known,)
    if known is not None and form.split is not None:
        several = form.split(context, known)
    for number, one in enumerate(several, 1):
        title = form.title.render(context.language)
        yield Part(
            ident=form.ident if len(several) == 1 else f"{form.ident}-{number}",
            title=context.marks.bracketed(title, one.depot) if one and one.depot else title,
            style=Style.FORM,
            inputs=(*inputs, form.ident, str(number)),
            build=_build(context, form, one),
            numbering=Numbering.NONE,
            heading=title,
            landscape=form.landscape,
        )


def _build(context: Context, form: Form, known: Filled | None) -> Callable[[], list[nodes.Node]]:
    return lambda: form.build(context, known)


__all__ = ["Filled", "annex_forms", "filled", "forms_appendix", "forms_book"]
