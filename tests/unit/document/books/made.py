"""Books of the small corpus and of the demo plans, with what they say."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from docutils import nodes

from planforge.corpus.load import load
from planforge.document.nodes import chart
from planforge.document.pages.frame import Frame

if TYPE_CHECKING:
    from planforge.corpus.corpus import Corpus
    from planforge.document.books.book import Book, Part

PLANS = Path(__file__).parents[4] / "plans"


def frame_of(corpus: Corpus, *, language: str = "zh_CN", public: bool = True) -> Frame:
    return Frame(corpus, language=language, public=public, version="1")


@cache
def demo(*, language: str = "zh_CN", public: bool = True) -> Frame:
    corpus, _ = load(PLANS)
    return frame_of(corpus, language=language, public=public)


def part(book: Book, ident: str) -> Part:
    (found,) = [part for part in book.parts if part.ident == ident]
    return found


def tree(found: Part) -> nodes.Element:
    return nodes.Element("", *found.build())


def lines(found: Part) -> list[str]:
    """Return the paragraphs of a part: class, then text."""
    return [
        f"{' '.join(node['classes'])}: {node.astext()}".removeprefix(": ")
        for node in tree(found).findall(nodes.paragraph)
    ]


def everything(book: Book) -> str:
    """Return all that a writer gets to see of *book*."""
    said = [book.ident, book.title, book.issuer, book.subject, book.edition]
    for found in book.parts:
        said += [found.ident, found.title, found.heading, found.entry]
        built = tree(found)
        said.append(built.pformat())
        said += [repr(drawn.graph) for drawn in built.findall(chart)]
    return "\n".join(said)
