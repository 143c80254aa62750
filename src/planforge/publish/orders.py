"""From what somebody asked for to the files of handbooks, still in memory.

The command and the builders of Sphinx make books here, so that both make the same.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from planforge.corpus.names import spellings
from planforge.i18n import msg
from planforge.model.base import Kind
from planforge.publish.handbook import KINDS, Wanted
from planforge.publish.kinds import OrderProblem, named_plan

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from planforge.corpus.corpus import Corpus
    from planforge.document.pages.frame import Frame
    from planforge.i18n import Message
    from planforge.publish.handbook import Made, Workshop

WITH_NOTICES: Final = frozenset(
    (kind, ending) for kind in ("compilation", "plan") for ending in ("pdf", "docx")
)
"""Kinds and formats of books that hold notices, and the text of plans."""
_ROLES: Final = (Kind.POST, Kind.ORGANISATION, Kind.GROUP)
"""What cards are for."""


def wanted(
    corpus: Corpus, frame: Frame, plans: Sequence[str], roles: Sequence[str], advice: Message
) -> Wanted:
    """Return which plans and roles are meant.

    Args:
        corpus: All plans, internal ones included.
        frame: What readers may see.
        plans: Names of plans; all are meant if there is none.
        roles: Names of posts, units or groups.
        advice: How to print internal plans.

    Raises:
        OrderProblem: A name is unknown, or a plan is not for the readers of *frame*.
    """
    views = []
    for name in plans:
        ident = named_plan(corpus, name).plan.id
        shown = next((view for view in frame.views if view.plan.id == ident), None)
        if shown is None:
            text = msg("The plan “{plan}” is internal. {advice}", plan=name, advice=advice)
            raise OrderProblem(text)
        views.append(shown)
    for name in roles:
        if all(view.get(name) is None for view in corpus.plans):
            text = msg("There is no post, unit or group “{name}”.", name=name)
            raise OrderProblem(text, name, _names(corpus))
    return Wanted(tuple(views) or frame.views, not views, tuple(roles))


def _names(corpus: Corpus) -> Iterator[str]:
    """Yield every name of what may have cards."""
    for names in (corpus.registry.names, *(view.local_names for view in corpus.plans)):
        for entity in names:
            if entity.kind in _ROLES:
                yield from spellings(entity)


def make(
    workshop: Workshop, frame: Frame, chosen: Wanted, asked: Iterable[tuple[str, str]]
) -> list[Made]:
    """Return the files that were *asked* for, as kinds and formats.

    Raises:
        OrderProblem: There is nothing that could stand in one of them.
        FaceProblem: Typefaces are missing or broken.
        EngineProblem: The engine failed.
        LayoutProblem: What lays out charts is missing or fails.
    """
    made: list[Made] = []
    for kind, ending in asked:
        if made:
            workshop.rest()
        found = list(_files(workshop, frame, chosen, kind, ending))
        if not found:
            raise OrderProblem(msg("There is nothing to print as “{kind}”.", kind=kind))
        made += found
    return made


def prose_files(frame: Frame, chosen: Wanted, asked: Iterable[tuple[str, str]]) -> frozenset[str]:
    """Return the files with the text of the plans that the files *asked* for hold."""
    kinds = {one[0] for one in asked if one in WITH_NOTICES}
    views = frame.views if "compilation" in kinds else chosen.views if kinds else ()
    return frozenset(view.prose_file for view in views)


def _files(
    workshop: Workshop, frame: Frame, chosen: Wanted, kind: str, ending: str
) -> Iterator[Made]:
    made_by = KINDS[kind]
    if ending == "xlsx":
        if made_by.tables is not None:
            yield from map(workshop.xlsx, made_by.tables(frame, chosen))
        return
    if made_by.books is None:
        return
    for book in made_by.books(frame, chosen):
        if not book.parts:
            continue
        if ending == "docx":
            yield workshop.docx(book)
            continue
        made = workshop.pdf(book)
        yield made
        yield from workshop.sheets(book, made)


__all__ = ["WITH_NOTICES", "make", "prose_files", "wanted"]
