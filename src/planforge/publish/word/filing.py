"""The parts of a file of Word, put together: text, styles, lists, settings, notes, pictures."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from planforge.fingerprint import VERSION
from planforge.publish.word.package import About, Contents, packed
from planforge.publish.word.settings import footnotes, settings
from planforge.publish.word.styles import fonts
from planforge.publish.word.theme import theme
from planforge.publish.word.xml import Xml, document

if TYPE_CHECKING:
    from collections.abc import Iterable

    from planforge.document.books.book import Book
    from planforge.publish.word.sections import Sections
    from planforge.publish.word.writing import Writing

_HERE: Final = "<!---->"
"""Stands where the text comes in."""


def filed(  # noqa: PLR0913 - what a file is made of
    book: Book,
    body: Iterable[Xml],
    styles: bytes,
    writing: Writing,
    sections: Sections,
    *,
    counts: bool,
) -> bytes:
    """Return the file of *book*.

    Args:
        book: The book.
        body: Its text, piece by piece.
        styles: The style sheet.
        writing: What was used on the way: lists, notes, pictures, links.
        sections: Its running heads and feet.
        counts: Whether Word shall count the pages of contents and index when it opens the file.
    """
    parts = {
        "document.xml": b"",
        "styles.xml": styles,
        "numbering.xml": writing.numberings.part(),
        "settings.xml": settings(duplex=book.duplex, counts=counts),
        "fontTable.xml": fonts(),
        "theme.xml": theme(),
        "footnotes.xml": footnotes([writing.settled(note) for note in writing.notes]),
        **{name: data for data, name in sections.files.items()},
    }
    for kind in ("styles", "numbering", "settings", "fontTable", "theme", "footnotes"):
        writing.relations.to(kind, f"{kind}.xml")
    parts["document.xml"] = _text(body)
    about = About(
        book.told,
        book.issuer,
        book.subject,
        book.edition,
        book.dated,
        "zh-CN" if book.language.startswith("zh") else book.language,
        producer=f"planforge {VERSION}",
    )
    relations = {
        "document.xml": writing.relations.listed,
        "footnotes.xml": writing.note_relations.listed,
    }
    return packed(Contents(parts, writing.media, relations), about)


def _text(body: Iterable[Xml]) -> bytes:
    """Return the part with *body*, never all of it as text: that takes twice its bytes."""
    around = document("w:document", "w r a pic wp", None, Xml(f"<w:body>{_HERE}</w:body>"))
    before, after = around.split(_HERE.encode())
    return b"".join([before, *(piece.encode() for piece in body), after])


__all__ = ["filed"]
