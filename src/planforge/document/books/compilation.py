"""The compilation (预案汇编): every plan of the jurisdiction in one volume."""

from __future__ import annotations

from typing import TYPE_CHECKING

from planforge.document.books.book import Book, BookKind, Numbering, Opening, Part, Style
from planforge.document.books.endmatter import closing_parts
from planforge.document.books.forms import forms_appendix
from planforge.document.books.frontmatter import cover, edition_sheet
from planforge.document.books.plans import plan_parts
from planforge.document.books.registers import register_parts
from planforge.document.books.wording import compiler, newest

if TYPE_CHECKING:
    from docutils import nodes

    from planforge.document.pages.frame import Frame


def compilation(frame: Frame) -> Book:
    """Return the book of all plans that the readers of *frame* may see.

    The master plan comes first, the others as it lists them. Every plan has its notice of issue
    before it and its annexes behind it; registers, blank forms, list of links, change record and
    index follow.
    """
    context, t = frame.context, frame.context.t
    own = frame.corpus.registry.jurisdiction
    title = t("Compilation of contingency plans")
    if own is not None:
        title = t("Compilation of contingency plans of {name}", name=own.name)
    dated = newest(frame)
    edition = t("Edition of {year}", year=dated.year) if dated else ""
    issuer = compiler(frame)
    parts = _before(frame, title, edition, issuer)
    for view in frame.views:
        parts += plan_parts(frame, view)
    registers = register_parts(frame)
    parts += [*registers, *forms_appendix(frame, len(registers) + 1)]
    parts += closing_parts(frame)
    return Book(
        "compilation",
        title,
        BookKind.COMPILATION,
        tuple(parts),
        issuer,
        t("{count} plans with their annexes and registers", count=len(frame.views)),
        edition,
        dated,
        context.language,
        context.public,
    )


def _before(frame: Frame, title: str, edition: str, issuer: str) -> list[Part]:
    t = frame.context.t
    sheet = t("Edition sheet")
    return [
        Part(
            "cover",
            t("Cover"),
            Style.COVER,
            frame.register_inputs(),
            lambda: cover(frame, title, edition, issuer),
            Opening.RIGHT,
            Numbering.NONE,
            listed=False,
        ),
        Part(
            "edition",
            sheet,
            Style.SHEET,
            frame.register_inputs(),
            lambda: edition_sheet(frame, title, edition, issuer),
            Opening.RIGHT,
            Numbering.NONE,
            sheet,
            listed=False,
        ),
        contents(frame, Opening.RIGHT),
    ]


def contents(frame: Frame, opening: Opening) -> Part:
    """Return the table of contents, which a writer fills."""
    title = frame.context.t("Table of contents")
    return Part(
        "contents",
        title,
        Style.CONTENTS,
        (frame.made_by,),
        _nothing,
        opening,
        Numbering.NONE,
        title,
        listed=False,
    )


def _nothing() -> list[nodes.Node]:
    return []
