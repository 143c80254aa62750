"""Sheets with page numbers: begun before all is known, enough of them, none made twice."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest

from planforge.document.books.book import Book, BookKind, Part, Style
from planforge.publish.paper.cache import Cache
from planforge.publish.paper.encode import Folio
from planforge.publish.paper.fonts import Typecase
from planforge.publish.paper.lists import Standing
from planforge.publish.paper.number_sheets import NumberSheets
from planforge.publish.paper.pagination import Stand
from planforge.publish.paper.pictures import CorpusGallery
from planforge.publish.paper.typeset import Job, Sheets
from planforge.source.cache import MemoryStore


class Counting:
    """An engine whose sheets tell how many were asked for, in which digits."""

    version = "counting 1"

    def __init__(self) -> None:
        self.made: list[str] = []

    def typeset(self, job: Job) -> Sheets:
        blocks = job.data["blocks"]
        assert isinstance(blocks, list)
        told = f"{len(blocks) // 2} {job.data['folio']}"
        self.made.append(told)
        return Sheets(told.encode(), len(blocks) // 2)


class Nothing:
    """A layout program that is never asked."""

    version = "nothing 1"

    def render(self, dot: str) -> bytes:
        raise AssertionError(dot)


@pytest.fixture(scope="module")
def typecase() -> Typecase:
    return Typecase()


def sheets(engine: Counting, typecase: Typecase, store: MemoryStore) -> NumberSheets:
    book = Book("book", "书", BookKind.COMPILATION, ())
    cache = Cache(store, engine.version, lambda _file: None)
    return NumberSheets(book, engine, typecase, CorpusGallery(Nothing()), cache)


def standing(ident: str, first: int, pages: int, folio: Folio = Folio.ARABIC) -> Standing:
    part = Part(ident, ident, Style.PLAN, (), list)
    return Standing(part, Sheets(b"", pages), Stand(0, first, folio, begins_left=False))


def test_what_was_begun_is_not_made_again(typecase: Typecase) -> None:
    engine, store = Counting(), MemoryStore()
    made = sheets(engine, typecase, store)
    known = [standing("contents", 1, 0, Folio.ROMAN), standing("a", 1, 99), standing("b", 100, 2)]
    with ThreadPoolExecutor(1) as pool:
        made.begin(pool, known)
        made.begin(pool, known)
    told = {"arabic-upright": b"200 arabic", "roman-upright": b"100 roman"}
    assert made.of([standing("contents", 1, 5, Folio.ROMAN), *known[1:]]) == told
    assert engine.made == ["200 arabic", "100 roman"]
    assert sheets(engine, typecase, store).of(known) == told
    assert engine.made == ["200 arabic", "100 roman"]


def test_a_book_that_turns_out_longer_gets_more(typecase: Typecase) -> None:
    engine = Counting()
    made = sheets(engine, typecase, MemoryStore())
    with ThreadPoolExecutor(1) as pool:
        made.begin(pool, [standing("a", 1, 100), standing("cover", 1, 1, Folio.NONE)])
    assert made.of([standing("a", 1, 101)]) == {"arabic-upright": b"200 arabic"}
    assert engine.made == ["100 arabic", "200 arabic"]
