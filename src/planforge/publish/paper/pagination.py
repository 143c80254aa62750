"""Which page of a book each part begins on, and which numbers its pages bear."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from planforge.document.books.book import BookKind, Opening, Style
from planforge.frozen import dataclass
from planforge.publish.paper.encode import Folio

if TYPE_CHECKING:
    from collections.abc import Mapping

    from planforge.document.books.book import Book, Part

_FRONT: Final = frozenset({Style.COVER, Style.SHEET, Style.CONTENTS})
_SKIPS: Final = (Opening.LEFT, Opening.RIGHT)
"""Who leaves a page blank behind an even number of pages, and who behind an odd one."""
_UNNUMBERED: Final = frozenset({Style.COVER, Style.BACK, Style.CARD, Style.POSTER})


@dataclass(frozen=True, slots=True)
class Stand:
    """Where a part stands.

    Attributes:
        blanks: Empty pages before it.
        first: Number of its first page, from 1, in the run of numbers that it belongs to.
        folio: How its pages are numbered; those not numbered still count.
        begins_left: Whether its first page is a left one.
    """

    blanks: int
    first: int
    folio: Folio
    begins_left: bool


def stands(book: Book, counts: Mapping[str, int]) -> dict[str, Stand]:
    """Return where each part of *book* stands when it has as many pages as *counts* says.

    What stands before the text, with the table of contents, is numbered by itself, so that its
    length moves nothing. The text begins with page 1 on a right page. A part without pages stands
    nowhere.
    """
    found: dict[str, Stand] = {}
    page, first, is_front = 0, 1, True
    for part in book.parts:
        opening = part.opening if book.duplex else Opening.NEXT
        if is_front and part.style not in _FRONT:
            is_front, first = False, 1
            opening = Opening.RIGHT if book.duplex else Opening.NEXT
        elif is_front and part.style is Style.CONTENTS:
            first = 1
        if not counts.get(part.ident):
            continue
        blanks = 1 if opening is _SKIPS[bool(page % 2)] else 0
        # The numbers of a run begin on a right page with 1, so an odd number is a right page.
        starts_run = first == 1
        found[part.ident] = Stand(
            blanks,
            first if starts_run else first + blanks,
            _folio(book, part, blanks=blanks, is_front=is_front),
            book.duplex and bool((page + blanks) % 2),
        )
        page += blanks + counts[part.ident]
        first = found[part.ident].first + counts[part.ident]
    return found


def _folio(book: Book, part: Part, *, blanks: int, is_front: bool) -> Folio:
    """Return how the pages of *part* are numbered.

    版记 bears a number unless a page before it is blank: GB/T 9704-2012, 7.5.
    """
    if book.kind is BookKind.PLAN and part.style is Style.BACK:
        return Folio.NONE if blanks else Folio.ARABIC
    if part.style is Style.FORM and book.kind is BookKind.FORMS:
        return Folio.NONE  # Each is a sheet by itself.
    if part.style in _UNNUMBERED or (is_front and part.style is Style.SHEET):
        return Folio.NONE
    return Folio.ROMAN if is_front else Folio.ARABIC
