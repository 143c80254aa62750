"""What is bound: typeset parts, and what the bound book says about itself."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

from planforge.frozen import dataclass

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date


@dataclass(frozen=True, slots=True)
class Mark:
    """A place in a part.

    Attributes:
        page: Page of the part, from 0.
        top: From the upper edge of the page, in points.
        name: Its anchor; empty if it has none.
        title: Its bookmark; empty for none.
        level: How deep the bookmark stands below that of the part, from 1.
    """

    page: int
    top: float
    name: str = ""
    title: str = ""
    level: int = 1


@dataclass(frozen=True, slots=True)
class Piece:
    """A part of a book, typeset as a PDF of its own.

    Attributes:
        ident: Identifier, unique in the book; its anchors become `ident/anchor`.
        title: Its bookmark; empty for none.
        pdf: Its pages, one at least, with outline, named destinations and tags.
        first: Number of its first page; None if its pages bear no numbers.
        is_roman: Whether the numbers are Roman ones.
        folio: Which of the PDFs with page numbers is laid over its pages: page *n* of that one
            over the page with the number *n*; empty if the numbers stand there already.
        blanks: Empty pages before it.
        level: How deep its bookmark stands, 0 for the outermost.
        marks: What can be found in it. If there are none, its own outline makes the bookmarks.
        of: Identifier of the piece that it goes on with, as a slice of the same part: it has no
            bookmark of its own, and its anchors become those of that piece. Empty if it is none.
    """

    ident: str
    title: str
    pdf: bytes
    first: int | None = None
    is_roman: bool = False
    folio: str = ""
    blanks: int = 0
    level: int = 0
    marks: tuple[Mark, ...] = ()
    of: str = ""

    @property
    def part(self) -> str:
        """Identifier of the part that it belongs to."""
        return self.of or self.ident


@dataclass(frozen=True, slots=True)
class Imprint:
    """What a book says about itself in its metadata.

    Attributes:
        title: Its title.
        author: Who issues it; empty if unknown.
        subject: One line on what it holds; empty for none.
        keywords: Words to find it by.
        language: Language of its text, BCP 47.
        dated: Its date, midnight in China; None leaves dates out.
        producer: The program that made it.
    """

    title: str
    author: str = ""
    subject: str = ""
    keywords: tuple[str, ...] = ()
    language: str = "zh-CN"
    dated: date | None = None
    producer: str = "planforge"


@dataclass(frozen=True, slots=True)
class Place:
    """A place in the book: an anchor of a piece, or its first page if *anchor* is empty.

    *said* tells where the link leads to somebody who hears the page; empty leaves it as it is.
    """

    ident: str
    anchor: str = ""
    said: str = ""


Resolve: TypeAlias = "Callable[[str], Place | str | None]"
"""Where a `planforge:` address leads: a place in the book, an outside address, or nowhere."""
