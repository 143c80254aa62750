"""Cards, booklets and wall charts as pages: one each, readable, with codes that say an address."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import pypdfium2
import pytest

from planforge.corpus.load import load
from planforge.document.books.book import Part, Style
from planforge.document.books.booklet import booklet
from planforge.document.books.cards import action_cards, post_cards, village_cards
from planforge.document.books.posters import posters
from planforge.document.charts import find_program
from planforge.document.pages.frame import Frame
from planforge.findings import Severity
from planforge.frozen import dataclass
from planforge.publish.blocks.model import Paragraph, Run, Table
from planforge.publish.blocks.translate import translate
from planforge.publish.paper.book_pdf import Press, book_pdf
from planforge.publish.paper.encode import Setting, job, setting_of
from planforge.publish.paper.one_page import too_long
from planforge.publish.paper.pictures import CorpusGallery
from planforge.publish.paper.typst_engine import TypstEngine
from planforge.source.cache import MemoryStore
from tests.unit.document.small import FLOOD, corpus
from tests.unit.publish.paper.pages import MM, cell, sizes, texts, typecase, typeset

if TYPE_CHECKING:
    from planforge.document.books.book import Book

_FOOT_MM = 45
OFFICE = "flood-organisation-flood-office"
PLANS = Path(__file__).parents[4] / "plans"


@dataclass(frozen=True, slots=True)
class Printed:
    """A part laid out: its size in 毫米, the text of each page, its smallest sizes in points.

    *drawn* are those of what stands more than 45 毫米 above the lower edge.
    """

    size: tuple[int, int]
    texts: tuple[str, ...]
    smallest: tuple[float, ...]
    drawn: tuple[float, ...]


@cache
def frame() -> Frame:
    corpus, _ = load(PLANS)
    return Frame(corpus, language="zh_CN", public=True, version="1")


def printed(book: Book, ident: str) -> Printed:
    (part,) = [part for part in book.parts if part.ident == ident]
    gallery = CorpusGallery(find_program(""))
    blocks = translate(part.build(), book.language)
    asked, problems = job(blocks, setting_of(book, part), typecase(), gallery)
    sheets = TypstEngine().typeset(asked)
    assert (problems, sheets.problems) == ((), ())
    opened = pypdfium2.PdfDocument(sheets.pdf)
    width, height = opened[0].get_size()
    texts = tuple(page.get_textpage().get_text_range() for page in opened)
    found = [sizes(sheets.pdf, page) for page in range(len(opened))]
    smallest = tuple(min(size for _, size in page) for page in found)
    drawn = tuple(min((size for y, size in page if y > _FOOT_MM), default=0.0) for page in found)
    return Printed((round(width / MM), round(height / MM)), texts, smallest, drawn)


@pytest.mark.parametrize(
    "ident",
    [
        "flood-organisation-flood-office",
        "master-organisation-local-county-government",
        "airport-post-airport-commander",
    ],
)
def test_an_action_card_is_one_page(ident: str) -> None:
    found = printed(action_cards(frame()), ident)
    assert (found.size, len(found.texts)) == ((210, 297), 1)
    assert found.texts[0].startswith("应急处置卡 先报告·先救人·先撤离\r\n")
    assert "打给谁" in found.texts[0]
    assert "扫码看全文" in found.texts[0]


def test_the_fullest_cards_are_one_page() -> None:
    post = printed(post_cards(frame()), "post-flood-office-director")
    assert (post.size, len(post.texts)) == ((148, 210), 1)
    for ident in ("region-laojie", "region-binjiang"):
        town = printed(village_cards(frame()), ident)
        assert (town.size, len(town.texts)) == ((210, 297), 1)
        assert "避难场所" in town.texts[0]


@pytest.mark.parametrize("ident", ["post-emergency-bureau-head", "post-pinghu-head"])
def test_a_post_that_all_plans_ask_much_of_has_all_of_it_on_two_sides(ident: str) -> None:
    book = post_cards(frame())
    post = printed(book, ident)
    assert (post.size, len(post.texts)) == ((148, 210), 2)
    assert "项见" not in "".join(post.texts)
    (part,) = [part for part in book.parts if part.ident == ident]
    assert [len(too_long(part, pages)) for pages in (1, 2, 3)] == [0, 0, 1]


@pytest.mark.parametrize("ident", ["post-emergency-bureau-head", "post-party-secretary"])
def test_nothing_on_a_card_in_the_hand_is_smaller_than_8_points(ident: str) -> None:
    assert min(printed(post_cards(frame()), ident).smallest) >= 8 - 0.05


@pytest.mark.parametrize("ident", ["region-laojie", "region-binjiang"])
def test_nothing_on_a_card_on_the_wall_is_smaller_than_9_points(ident: str) -> None:
    assert min(printed(village_cards(frame()), ident).smallest) >= 9 - 0.05


def test_names_beside_numbers_have_the_room_they_need() -> None:
    row = ("市应急办", "0500-5550192", "市应急委主任（周某一）", "0500-5550302")
    table = Table((1, 1, 1, 1), (), (tuple(map(cell, row)),), style="card-phones")
    name = Paragraph((Run("市气象局"),), "card-subject")
    sheets, _ = typeset((name, table), Setting(Style.CARD, "卡片"))
    assert " ".join(row) in texts(sheets.pdf)[0]


def test_a_wall_chart_fills_a_sheet() -> None:
    view = frame().views[0]
    book = posters(frame(), view)
    for part in book.parts:
        found = printed(book, part.ident)
        assert sorted(found.size) == [297, 420]
        assert min(found.smallest) >= 12
        for sheet in found.texts:
            assert sheet.startswith(part.heading)
            assert "图例：" in sheet


def test_charts_on_a_wall_are_read_from_two_metres_and_decide_in_diamonds() -> None:
    view = frame().corpus.plan("flood")
    assert view is not None
    book = posters(frame(), view)
    course = printed(book, "flood-course")
    assert len(course.texts) > 1
    said = "".join(course.texts)
    for words in ("是否达到启动条件？", "是", "否", "转第2部分", "接第1部分"):
        assert words in said
    for part in book.parts:
        assert min(printed(book, part.ident).drawn) >= 14 - 0.05


def test_a_booklet_has_the_size_of_a_pocket() -> None:
    book = booklet(frame(), frame().views[0])
    found = {part.ident: printed(book, part.ident) for part in book.parts}
    assert {one.size for one in found.values()} == {(105, 148)}
    assert "先报告·先救人·先撤离" in found["front"].texts[0]
    assert "0500-5550192" in found["phones"].texts[0]


def test_a_card_of_two_pages_is_named() -> None:
    card = Part("x", "市防办：防汛预案", Style.CARD, (), list)
    assert too_long(card, 1) == ()
    (problem,) = too_long(card, 2)
    assert problem.place == ("市防办：防汛预案",)
    assert problem.message.render() == (
        "“市防办：防汛预案”用最小的字号仍排了2页，本应不超过1页，已转到背面续排；请精简此处的内容"
    )
    assert problem.severity is Severity.WARNING
    assert too_long(Part("x", "预案", Style.PLAN, (), list), 40) == ()


def test_a_card_that_says_too_much_goes_on_overleaf_and_is_told() -> None:
    text = FLOOD.replace("组织会商研判", "组织会商研判，" + "查看险工险段并且登记；" * 220)
    small = Frame(corpus(flood=text), language="zh_CN", public=True, version="1")
    book = action_cards(small, small.views[0], ["市防办", "市应急局"])
    store = MemoryStore()
    gallery = CorpusGallery(find_program(""), store)
    press = Press(TypstEngine(), typecase(), gallery, store)
    made = book_pdf(book, press, lambda _address: None)
    said = [(x.part, x.problem.severity, x.problem.sought[1]) for x in made.flaws]
    begins = ("组织会商研判，" + "查看险工险段并且登记；" * 4)[:40]
    assert said == [("flood-organisation-flood-office", Severity.WARNING, begins)]
    pages = [page.get_textpage() for page in pypdfium2.PdfDocument(made.content)]
    texts = ["".join(page.get_text_range().split()) for page in pages]
    assert len(texts) == 3
    assert texts[0].endswith("第1页，共2页（转背面）")
    assert texts[1].startswith("市防办：防汛预案（续）")
    assert sum(text.count("登") for text in texts[:2]) == 220
    assert max(page.get_charbox(at)[1] for page in pages for at in range(page.count_chars())) > 0


def test_a_card_is_set_smaller_before_it_goes_on_overleaf() -> None:
    text = FLOOD.replace("组织会商研判", "组织会商研判，" + "查看险工险段并且登记；" * 155)
    small = Frame(corpus(flood=text), language="zh_CN", public=True, version="1")
    found = printed(action_cards(small, small.views[0], ["市防办"]), OFFICE)
    assert len(found.texts) == 1
    assert "第1页" not in found.texts[0]
