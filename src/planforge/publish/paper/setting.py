"""How a part is set: what its templates must know besides its blocks."""

from __future__ import annotations

from enum import Enum
from typing import TYPE_CHECKING, Final

from planforge.document.books.book import Numbering, Opening, Paper, Style
from planforge.frozen import dataclass
from planforge.i18n import DEFAULT_LANGUAGE

if TYPE_CHECKING:
    from planforge.document.books.book import Book, Part


class Folio(Enum):
    """How pages are numbered."""

    ARABIC = "arabic"
    ROMAN = "roman"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class Setting:
    """How a part is to be set.

    Attributes:
        style: What the part is.
        title: Plain text title: running head of right pages.
        book: Title of the book: running head of left pages.
        issuer: Who issues the book.
        heading: Shown large at the beginning; a line feed ends the mark above it (`附件1`).
        numbering: How headings are numbered.
        paper: Size of the pages.
        landscape: Whether they lie on their side.
        duplex: Whether left and right pages differ.
        begins_left: Whether the first page is a left page.
        first_page: Number printed on the first page.
        folio: How pages are numbered.
        running: Whether pages after the first have a running head.
        language: Language of the document.
        standards: PDF standards to keep, as Typst names them.
    """

    style: Style
    title: str
    book: str = ""
    issuer: str = ""
    heading: str = ""
    numbering: Numbering = Numbering.DECIMAL
    paper: Paper = Paper.A4
    landscape: bool = False
    duplex: bool = True
    begins_left: bool = False
    first_page: int = 1
    folio: Folio = Folio.ARABIC
    running: bool = True
    language: str = DEFAULT_LANGUAGE
    standards: tuple[str, ...] = ("ua-1", "a-2a")


_UNNUMBERED: Final = frozenset({Style.COVER, Style.CARD, Style.POSTER, Style.BACK})


def setting_of(
    book: Book, part: Part, *, first_page: int = 1, begins_left: bool = False
) -> Setting:
    """Return how *part* of *book* is set when its first page has the number *first_page*."""
    plain = part.style in _UNNUMBERED
    return Setting(
        style=part.style,
        title=part.title,
        book=book.title,
        issuer=book.issuer,
        heading=part.heading,
        numbering=part.numbering,
        paper=book.paper,
        landscape=part.landscape,
        duplex=book.duplex,
        begins_left=begins_left and book.duplex and part.opening is not Opening.RIGHT,
        first_page=first_page,
        folio=Folio.NONE if plain else Folio.ARABIC,
        running=not plain and part.style is not Style.NOTICE,
        language=book.language,
    )


@dataclass(frozen=True, slots=True)
class Line:
    """A line of contents or index.

    Attributes:
        title: What it says.
        pages: Printed page numbers with what each leads to.
        level: How far it is indented, from 0.
        target: Where the title leads; empty for nowhere.
    """

    title: str
    pages: tuple[tuple[str, str], ...]
    level: int = 0
    target: str = ""
