"""Every law, regulation, standard and national plan that planforge cites, in one place.

A rule names its basis with `cite`; what is not listed here cannot be cited.
"""

from __future__ import annotations

import difflib
from typing import TYPE_CHECKING, Final

from planforge.findings import Citation
from planforge.rules.statutes import emergency, hazards, national, safety
from planforge.rules.statutes.document import Copy, Document
from planforge.rules.statutes.extent import paragraphs

if TYPE_CHECKING:
    from collections.abc import Iterable

_DOCUMENTS: Final = (
    *emergency.DOCUMENTS,
    *safety.DOCUMENTS,
    *hazards.DOCUMENTS,
    *national.DOCUMENTS,
)
_BY_NAME: Final = {
    name: document for document in _DOCUMENTS for name in (document.title, *document.short)
}


def documents() -> tuple[Document, ...]:
    """Return every document, general law first."""
    return _DOCUMENTS


def find(name: str) -> Document | None:
    """Return the document with this title or short title, without 《》; None if none is listed."""
    return _BY_NAME.get(name)


def cite(document: str, article: str = "") -> Citation:
    """Return the citation of *article*; it is verified if its text was read.

    Args:
        document: Title or short title, without 《》.
        article: As listed, e.g. `第二十四条第四项`, `3.3.6`; empty for the whole document.

    Raises:
        LookupError: There is no such document, or that article of it is not listed.
    """
    found = find(document)
    if found is None:
        raise LookupError(f"no document “{document}” is listed{_near(document, _BY_NAME)}")
    if article and article not in found.articles:
        near = _near(article, found.articles)
        raise LookupError(f"no article “{article}” of {found.title} is listed{near}")
    return Citation(found.title, article, found.verified)


def _near(name: str, known: Iterable[str]) -> str:
    near = difflib.get_close_matches(name, known, 3)
    return f"; near: {', '.join(near)}" if near else ""


def written(citation: Citation) -> str:
    """Return *citation* as texts have it: 《title》article."""
    return f"《{citation.document}》{citation.article}"


def numbered(citation: Citation) -> str:
    """Return *citation* with the document number: 《title》（number）article."""
    document = find(citation.document)
    number = f"（{document.number}）" if document and document.number else ""
    return f"《{citation.document}》{number}{citation.article}"


def demands(citation: Citation) -> str:
    """Return in Chinese what the cited place demands; empty if the register does not say."""
    document = find(citation.document)
    return document.articles.get(citation.article, "") if document else ""


__all__ = [
    "Copy",
    "Document",
    "cite",
    "demands",
    "documents",
    "find",
    "numbered",
    "paragraphs",
    "written",
]
