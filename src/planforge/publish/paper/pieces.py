"""What is bound: typeset parts, and what the bound book says about itself."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

from planforge.frozen import dataclass

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date


@dataclass(frozen=True, slots=True)
class Piece:
    """A part of a book, typeset as a PDF of its own.

    Attributes:
        ident: Identifier, unique in the book; its anchors become `ident/anchor`.
        title: Its bookmark; empty for none.
        pdf: Its pages, one at least, with outline, named destinations and tags.
        first: Number printed on its first page; None if its pages bear no numbers.
        blanks: Empty pages before it.
        level: How deep its bookmark stands, 0 for the outermost.
    """

    ident: str
    title: str
    pdf: bytes
    first: int | None = None
    blanks: int = 0
    level: int = 0


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
