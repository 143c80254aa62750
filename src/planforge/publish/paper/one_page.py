"""Cards have one sheet at most: what does not fit there is named, never cut."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from planforge.document.books.book import Style
from planforge.findings import Severity
from planforge.i18n import msg
from planforge.publish.paper.typeset import Problem

if TYPE_CHECKING:
    from planforge.document.books.book import Part

ONE_PAGE: Final = frozenset({Style.CARD})
"""Styles of parts that stand on a single sheet."""


def too_long(part: Part, pages: int) -> tuple[Problem, ...]:
    """Return what is wrong with *part* if it has more pages than it may have.

    A card is readable all the same: it goes on overleaf, under its name. So this is a warning, at
    what makes the card long.
    """
    if part.style not in ONE_PAGE or pages <= part.sides:
        return ()
    said = msg(
        "“{title}” takes {pages} pages even in the smallest type, but should stand on {most}; "
        "it goes on overleaf. Shorten what is said here",
        title=part.title,
        pages=pages,
        most=part.sides,
    )
    return (Problem(said, (part.title,), Severity.WARNING, part.longest()),)
