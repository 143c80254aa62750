"""Books that plans make, as files of Word."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from openxml_audit import OpenXmlValidator

from planforge.document.books.cards import action_cards
from planforge.document.books.compilation import compilation
from planforge.document.books.places import Places
from planforge.document.books.single import single_plan
from planforge.document.charts import find_program
from planforge.publish.paper.fonts import Typecase
from planforge.publish.paper.pictures import CorpusGallery
from planforge.publish.paper.pieces import Place
from planforge.publish.word.book_docx import Docx, book_docx
from planforge.publish.word.pictures import TypstPainter
from tests.unit.document.books.made import frame_of
from tests.unit.document.small import corpus
from tests.unit.publish.word.made import Gallery, Painter, files, opened

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from planforge.document.books.book import Book
    from planforge.document.pages.frame import Frame

INTERNAL = "市水上救援队"


def of_all(frame: Frame) -> Book:
    return compilation(frame)


def of_one(frame: Frame) -> Book:
    return single_plan(frame, frame.views[0])


def of_cards(frame: Frame) -> Book:
    return action_cards(frame, frame.views[0], None)


BOOKS = pytest.mark.parametrize("made", [of_all, of_one, of_cards])


def docx_of(frame: Frame, book: Book) -> Docx:
    places = Places(frame, book)

    def resolve(address: str) -> Place | None:
        found = places.find(address)
        return Place(found.part, found.anchor) if found else None

    return book_docx(book, Gallery(), Painter(), resolve)


@BOOKS
def test_books_of_plans_keep_the_schema(made: Callable[[Frame], Book], tmp_path: Path) -> None:
    frame = frame_of(corpus(), public=False)
    found = docx_of(frame, made(frame))
    assert found.flaws == ()
    file = tmp_path / "book.docx"
    file.write_bytes(found.content)
    assert [str(error) for error in OpenXmlValidator().validate(file).errors] == []


@BOOKS
def test_nothing_internal_is_in_a_public_file(made: Callable[[Frame], Book]) -> None:
    frame = frame_of(corpus(hide="boats"))
    held = files(docx_of(frame, made(frame)))
    assert [name for name, data in held.items() if INTERNAL.encode() in data] == []


def test_what_insiders_may_know_is_in_theirs() -> None:
    frame = frame_of(corpus(hide="boats"), public=False)
    held = files(docx_of(frame, of_all(frame)))
    assert [name for name, data in held.items() if INTERNAL.encode() in data] == [
        "word/document.xml"
    ]


def test_charts_of_plans_are_drawn_and_painted() -> None:
    frame = frame_of(corpus())
    gallery = CorpusGallery(find_program(""))
    found = book_docx(of_one(frame), gallery, TypstPainter(Typecase()))
    assert found.flaws == ()
    pictures = opened(found).inline_shapes
    assert len(pictures) > 0
    assert all(shape.width.mm <= 156 and shape.height.mm <= 225 for shape in pictures)


def test_cards_fill_their_sheets() -> None:
    frame = frame_of(corpus())
    (section, *_) = opened(docx_of(frame, of_cards(frame))).sections
    edges = (section.top_margin, section.bottom_margin, section.left_margin, section.right_margin)
    assert [round(edge.mm) for edge in edges if edge is not None] == [12, 12, 12, 12]
