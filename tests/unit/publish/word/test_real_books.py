"""Books that plans make, as files of Word."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from openxml_audit import OpenXmlValidator

from planforge.document import blocks as b
from planforge.document.books.book import BookKind, Paper, Style
from planforge.document.books.cards import action_cards
from planforge.document.books.compilation import compilation
from planforge.document.books.forms import forms_book
from planforge.document.books.places import Places
from planforge.document.books.single import single_plan
from planforge.document.charts import find_program
from planforge.document.nodes import qr_code
from planforge.publish.paper.fonts import Typecase
from planforge.publish.paper.pictures import CorpusGallery
from planforge.publish.paper.pieces import Place
from planforge.publish.word.book_docx import Docx, book_docx
from planforge.publish.word.pictures import TypstPainter
from tests.unit.document.books.made import frame_of
from tests.unit.document.small import corpus
from tests.unit.publish.word.made import Gallery, Painter, book, drawn, files, opened, part, written

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from docutils import nodes

    from planforge.document.books.book import Book
    from planforge.document.pages.frame import Frame

INTERNAL = "市水上救援队"


def of_all(frame: Frame) -> Book:
    return compilation(frame)


def of_one(frame: Frame) -> Book:
    return single_plan(frame, frame.views[0])


def of_cards(frame: Frame) -> Book:
    return action_cards(frame, frame.views[0], None)


def of_forms(frame: Frame) -> Book:
    return forms_book(frame, frame.views[0])


BOOKS = pytest.mark.parametrize("made", [of_all, of_one, of_cards, of_forms])


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


def test_a_crowded_card_is_set_smaller_and_a_small_card_can_be_read() -> None:
    rows = [("1", "组织会商研判，提出响应建议。" * 9, "30分钟内")] * 12
    steps = b.table(("", "", ""), rows, "pf-card-steps", widths=(8, 64, 28))
    head = b.paragraph("第一小时：依次做", "pf-card-head")
    tree = (b.paragraph("应急处置卡", "pf-card-sort"), head, steps)
    crowded = book(part("card", Style.CARD, *tree), kind=BookKind.CARDS)
    body = files(written(crowded))["word/document.xml"].decode()
    assert "PfTableTiny" in body
    steps = b.table(("", "", ""), rows[:1], "pf-card-steps", widths=(8, 64, 28))
    small = replace(
        book(part("card", Style.CARD, head, steps), kind=BookKind.CARDS), paper=Paper.A5
    )
    made = files(written(small))
    assert "PfTableSmall" in made["word/document.xml"].decode()
    sheet = made["word/styles.xml"].decode()
    sheet = sheet[sheet.index('w:styleId="PfTableSmall"') :]
    assert '<w:sz w:val="19"/>' in sheet[: sheet.index("</w:style>")]


def test_the_code_of_a_card_stands_beside_its_titles() -> None:
    code = qr_code("", text="https://example.org/plan", caption="扫码看全文")
    titles = [b.paragraph(text, f"pf-card-{text}") for text in ("sort", "subject")]
    made = opened(written(book(part("card", Style.CARD, *titles, b.paragraph("文"), code))))
    (table,) = made.tables
    assert [cell.text for cell in table.rows[0].cells] == ["sort\nsubject", "\n扫码看全文"]
    (shape,) = made.inline_shapes
    assert round(shape.width.mm) == round(shape.height.mm) == 24


def test_a_chart_on_the_wall_leaves_room_for_what_stands_below() -> None:
    below = [b.paragraph("依据预案。") for _ in range(3)]
    wall = book(part("p", Style.POSTER, drawn("图"), *below, heading="图"), kind=BookKind.POSTER)
    shapes = opened(written(wall, Gallery(800, 2000))).inline_shapes
    assert [round(shape.height.mm) for shape in shapes] == [202]


def test_what_a_card_says_of_itself_is_small() -> None:
    """Of 75 cards one went on overleaf in LibreOffice, with the line of its issuer."""
    foot = b.paragraph("依据：《防汛预案》", "pf-card-foot")
    made = files(written(book(part("card", Style.CARD, foot), kind=BookKind.CARDS)))
    assert '<w:pStyle w:val="PfCardFoot"/>' in made["word/document.xml"].decode()
    sheet = made["word/styles.xml"].decode()
    sheet = sheet[sheet.index('w:styleId="PfCardFoot"') :]
    assert '<w:sz w:val="18"/>' in sheet[: sheet.index("</w:style>")]


def test_a_card_is_as_crowded_as_its_longest_text_is_high() -> None:
    """One line was counted for a text of seven, so that a card went on overleaf."""
    steps = b.table(("", "", ""), [("1", "转移群众", "1小时内")] * 28, "pf-card-steps")
    more = b.paragraph("另有：" + "巡堤查险（响应启动后2小时内）、" * 60, "pf-card-rest")

    def styles_of(*tree: nodes.Node) -> list[str]:
        made = files(written(book(part("card", Style.CARD, *tree), kind=BookKind.CARDS)))
        body = made["word/document.xml"].decode()
        return sorted(set(re.findall("PfTable[A-Za-z]*(?:Small|Tiny)|PfCardText(?:Small)?", body)))

    assert styles_of(steps) == ["PfTableCentreSmall", "PfTableHeadSmall"]
    assert styles_of(more) == ["PfCardText"]
    assert styles_of(steps, more) == ["PfCardTextSmall", "PfTableCentreTiny", "PfTableHeadTiny"]
