"""Cards have one page: what does not fit there is named, never cut."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from planforge.document.books.book import Style
from planforge.findings import Severity
from planforge.i18n import msg
from planforge.publish.paper.typeset import Problem

if TYPE_CHECKING:
    from planforge.document.books.book import Part

ONE_PAGE: Final = frozenset({Style.CARD})
"""Styles of parts that stand on a single page."""


def too_long(part: Part, pages: int) -> tuple[Problem, ...]:
    """Return what is wrong with *part* if it should have one page and has more.

    A card is readable all the same: it goes on overleaf, under its name. So this is a warning, at
    what makes the card long.
    """
    if part.style not in ONE_PAGE or pages <= 1:
        return ()
    said = msg(
        "“{title}” takes {pages} pages even in the smallest type, but should stand on one; "
        "it goes on overleaf. Shorten what is said here",
        title=part.title,
        pages=pages,
    )
    return (Problem(said, (part.title,), Severity.WARNING, part.longest()),)
