"""QR codes on paper, read from the picture of the page as a telephone does."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pypdfium2
import zxingcpp

from planforge.document.books.booklet import booklet
from planforge.document.books.cards import action_cards, post_cards, village_cards
from planforge.document.books.posters import posters
from planforge.document.charts import find_program
from planforge.publish.blocks.translate import translate
from planforge.publish.paper.encode import job, setting_of
from planforge.publish.paper.pictures import CorpusGallery
from planforge.publish.paper.typst_engine import TypstEngine
from tests.unit.document.books.made import demo
from tests.unit.publish.paper.pages import typecase

if TYPE_CHECKING:
    from planforge.document.books.book import Book

_SCALE = 300 / 72
"""A page is looked at as an office printer makes it: 300 points to the inch."""


def codes(book: Book, ident: str) -> list[str]:
    """Return what the codes of the first page of a part say."""
    (part,) = [part for part in book.parts if part.ident == ident]
    blocks = translate(part.build(), book.language)
    asked, _ = job(blocks, setting_of(book, part), typecase(), CorpusGallery(find_program()))
    with pypdfium2.PdfDocument(TypstEngine().typeset(asked).pdf) as pdf:
        picture = pdf[0].render(scale=_SCALE, grayscale=True).to_pil()
    return [found.text for found in zxingcpp.read_barcodes(picture)]


def test_cards_charts_and_booklets_lead_to_the_page_they_are_about() -> None:
    frame = demo()
    flood = next(view for view in frame.views if view.plan.id == "flood")
    site = "https://yjya.anlan.example"
    assert codes(post_cards(frame), "post-mayor") == [f"{site}/post/mayor.html"]
    assert codes(village_cards(frame), "region-laojie") == [f"{site}/region/index.html#laojie"]
    action = action_cards(frame, flood)
    assert codes(action, "flood-organisation-flood-office") == [f"{site}/plan/flood/index.html"]
    assert codes(posters(frame, flood), "flood-flow-1") == [f"{site}/plan/flood/actions.html"]
    assert codes(booklet(frame, flood), "front") == [f"{site}/plan/flood/index.html"]
