"""Every kind of book can be read aloud: heads, words of figures, levels of headings, order."""

from __future__ import annotations

from dataclasses import replace
from io import BytesIO
from typing import TYPE_CHECKING

import pikepdf
import pytest

from planforge.document.books.booklet import booklet
from planforge.document.books.cards import action_cards, post_cards, village_cards
from planforge.document.books.compilation import compilation
from planforge.document.books.forms import forms_book
from planforge.document.books.posters import posters
from planforge.document.books.single import single_plan
from planforge.document.charts import find_program
from planforge.publish.paper.book_pdf import Press, book_pdf
from planforge.publish.paper.pictures import CorpusGallery
from planforge.publish.paper.typst_engine import TypstEngine
from planforge.source.cache import MemoryStore
from tests.unit.document.books.made import demo, frame_of
from tests.unit.document.small import corpus
from tests.unit.publish.paper.pages import typecase
from tests.unit.publish.paper.spoken import faults

if TYPE_CHECKING:
    from collections.abc import Callable

    from planforge.document.books.book import Book
    from planforge.document.pages.frame import Frame


def printed(book: Book) -> bytes:
    press = Press(TypstEngine(), typecase(), CorpusGallery(find_program()), MemoryStore())
    return book_pdf(book, press, lambda _address: "https://example.org/").content


BOOKS: dict[str, Callable[[Frame], Book]] = {
    "compilation": compilation,
    "plan": lambda frame: single_plan(frame, frame.views[0]),
    "post cards": lambda frame: post_cards(frame, None),
    "action cards": lambda frame: action_cards(frame, frame.views[0], None),
    "posters": posters,
    "booklet": lambda frame: booklet(frame, frame.views[0]),
    "forms": lambda frame: forms_book(frame, frame.views[0]),
}


@pytest.mark.parametrize("kind", BOOKS)
def test_a_book_can_be_read_aloud(kind: str) -> None:
    assert faults(printed(BOOKS[kind](frame_of(corpus(), public=False)))) == []


def test_cards_for_villages_can_be_read_aloud() -> None:
    book = village_cards(demo())
    assert faults(printed(replace(book, parts=book.parts[:3]))) == []


def test_a_long_plan_can_be_read_aloud() -> None:
    frame = demo(public=False)
    (view,) = [view for view in frame.views if view.plan.id == "airport"]
    assert faults(printed(single_plan(frame, view))) == []


def test_the_reader_finds_what_is_wrong() -> None:
    content = printed(BOOKS["forms"](frame_of(corpus(), public=False)))
    with pikepdf.open(BytesIO(content)) as pdf:
        for thing in pdf.objects:
            if isinstance(thing, pikepdf.Dictionary) and thing.get("/S") == "/TH":
                thing.S = pikepdf.Name.TD
        del pdf.Root.Lang
        del pdf.pages[0].obj.Tabs
        spoiled = BytesIO()
        pdf.save(spoiled)
    found = faults(spoiled.getvalue())
    assert found[:2] == ["no language", "page 1 has no order of tabs"]
    assert {fault.partition(": ")[2] for fault in found[2:]} == {"a table without heads"}
