"""Books, cards and forms as values: what is printed and in which order."""

from planforge.document.books.book import (
    Book,
    BookKind,
    Numbering,
    Opening,
    Paper,
    Part,
    Style,
)

__all__ = ["Book", "BookKind", "Numbering", "Opening", "Paper", "Part", "Style"]
