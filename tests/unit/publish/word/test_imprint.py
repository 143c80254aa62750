"""版记: below the text that ends on the back of a sheet with room, else on a page of its own."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

import pytest
from openxml_audit import OpenXmlValidator
from pypdfium2 import PdfDocument

from planforge.document import blocks as b
from planforge.document.books.book import Opening, Style
from planforge.document.books.single import single_plan
from planforge.document.charts import find_program
from planforge.publish.handbook import Workshop
from planforge.publish.paper.book_pdf import Press, book_pdf, lay_out
from planforge.publish.paper.fonts import Typecase
from planforge.publish.paper.numbers import numbers_of
from planforge.publish.paper.pictures import CorpusGallery
from planforge.publish.paper.typst_engine import TypstEngine
from planforge.publish.word.book_docx import book_docx
from planforge.source.cache import MemoryStore
from tests.unit.document.books.made import frame_of
from tests.unit.document.small import corpus
from tests.unit.publish.word.made import Painter, book, files, part

if TYPE_CHECKING:
    from pathlib import Path

    from planforge.document.books.book import Book

LINE = "汛" * 26
FULL = 22


@cache
def plan(lines: int) -> Book:
    """Return a plan of so many lines, with its imprint."""
    text = part("plan", Style.PLAN, *[b.paragraph(LINE)] * lines)
    imprint = part(
        "imprint",
        Style.BACK,
        b.paragraph("抄送：市委各部门。", "pf-imprint-copies"),
        b.paragraph("市政府办公室　2026年1月12日印发", "pf-imprint-issued"),
        opening=Opening.LEFT,
        listed=False,
    )
    return book(text, imprint)


def press() -> Press:
    store = MemoryStore()
    return Press(TypstEngine(), Typecase(), CorpusGallery(find_program(""), store), store)


def pages(lines: int) -> list[str]:
    made = book_pdf(plan(lines), press(), lambda _address: None)
    assert made.flaws == ()
    texts = (page.get_textpage().get_text_range() for page in PdfDocument(made.content))
    return ["".join(text.split()) for text in texts]


@pytest.mark.parametrize(
    ("lines", "where", "numbered"),
    [
        (FULL - 2, [0, 1], True),  # ends on a right page: on the back of it, with a number
        (FULL + 5, [0, 1], True),  # ends on a left page with room: below the text
        (2 * FULL - 2, [0, 0, 0, 1], False),  # ends on a full left page: on the next sheet
        (2 * FULL + 5, [0, 0, 0, 1], True),
    ],
)
def test_an_imprint_stands_on_the_last_back(
    lines: int, where: list[int], *, numbered: bool
) -> None:
    found = pages(lines)
    assert [text.count("抄送：市委各部门。") for text in found] == where
    assert found[-1].endswith(f"—{len(found)}—") is numbered


def test_it_stands_at_the_foot_of_the_type_area() -> None:
    made = book_pdf(plan(FULL + 5), press(), lambda _address: None)
    page = PdfDocument(made.content)[1]
    text = page.get_textpage()
    at = text.get_text_range().index("2026年1月12日")
    _, low, _, _ = text.get_charbox(at)
    assert 35 / 25.4 * 72 <= low <= (35 + 6) / 25.4 * 72


@pytest.mark.parametrize(("lines", "is_below"), [(FULL + 5, True), (2 * FULL - 2, False)])
def test_word_has_it_where_print_has_it(lines: int, tmp_path: Path, *, is_below: bool) -> None:
    made = plan(lines)
    numbers = numbers_of(lay_out(made, press()))
    assert ("imprint" not in numbers.parts) is is_below
    gallery = CorpusGallery(find_program(""))
    docx = book_docx(made, gallery, Painter(), numbers=numbers)
    body = files(docx)["word/document.xml"].decode()
    # from the left edge of the sheet, on its back: else LibreOffice leaves it below the text
    outer = round(26 / 25.4 * 1440)
    foot = f'w:vertAnchor="margin" w:horzAnchor="page" w:tblpX="{outer}" w:tblpYSpec="bottom"'
    assert (foot in body) is is_below
    assert ('<w:type w:val="evenPage"/>' in body) is not is_below
    file = tmp_path / "plan.docx"
    file.write_bytes(docx.content)
    assert [str(error) for error in OpenXmlValidator().validate(file).errors] == []


def test_further_lines_stand_behind_the_colon() -> None:
    made = plan(FULL + 5)
    numbers = numbers_of(lay_out(made, press()))
    docx = book_docx(made, CorpusGallery(find_program("")), Painter(), numbers=numbers)
    body = files(docx)["word/document.xml"].decode()
    copies, issued = body.split('<w:pStyle w:val="PfImprint"/>')[1:3]
    assert copies.startswith('<w:ind w:left="1120" w:right="280" w:hanging="840"/>')
    assert issued.startswith('<w:ind w:left="280" w:right="280" w:hanging="0"/>')


def test_a_real_plan_has_its_imprint_once(tmp_path: Path) -> None:
    frame = frame_of(corpus())
    made = Workshop(tmp_path, frame, MemoryStore()).pdf(single_plan(frame, frame.views[0]))
    texts = [page.get_textpage().get_text_range() for page in PdfDocument(made.content)]
    assert sum(text.count("2026年3月1日印发") for text in texts) == 1
    assert len(texts) % 2 == 0
