"""Contents and index of a file of Word name the pages of print with charts in place."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from pypdfium2 import PdfDocument

from planforge.document.books.compilation import compilation
from planforge.document.books.single import single_plan
from planforge.document.charts import find_program
from planforge.document.nodes import chart as chart_node
from planforge.publish.handbook import Workshop
from planforge.publish.paper import lists
from planforge.publish.paper.book_pdf import Press, lay_out
from planforge.publish.paper.fonts import Typecase
from planforge.publish.paper.numbers import Numbers, numbers_of
from planforge.publish.paper.pictures import CorpusGallery
from planforge.publish.paper.typst_engine import TypstEngine
from planforge.publish.word.book_docx import Docx, book_docx
from planforge.source.cache import MemoryStore
from tests.unit.document.books.made import frame_of
from tests.unit.document.small import corpus
from tests.unit.publish.paper.test_encode import chart as flow_of
from tests.unit.publish.word.made import Painter, files, part, plan_text
from tests.unit.publish.word.made import book as book_of

if TYPE_CHECKING:
    from pathlib import Path

    from planforge.document.books.book import Book
    from planforge.document.pages.frame import Frame

_PARAGRAPH = re.compile(r"<w:p>(?:(?!</w:p>).)*</w:p>", re.DOTALL)


def body_of(made: bytes) -> str:
    return files(Docx(made, ()))["word/document.xml"].decode()


def entries(body: str, style: str) -> list[str]:
    """Return the paragraphs of *style*: what they show, with tabs."""
    found = [one for one in _PARAGRAPH.findall(body) if f'w:val="{style}' in one]
    shown = (re.findall(r"<w:t(?: [^>]*)?>([^<]*)</w:t>|(<w:tab/>)", one) for one in found)
    return ["".join(text or "\t" for text, _ in parts) for parts in shown]


def printed(book: Book, store: MemoryStore) -> list[lists.Standing]:
    gallery = CorpusGallery(find_program(""), store)
    return lay_out(book, Press(TypstEngine(), Typecase(), gallery, store))


def both(frame: Frame, book: Book, folder: Path) -> tuple[str, list[lists.Standing]]:
    store = MemoryStore()
    body = body_of(Workshop(folder, frame, store).docx(book).content)
    return body, printed(book, store)


def test_contents_name_the_printed_pages_of_plans_chapters_and_annexes(tmp_path: Path) -> None:
    frame = frame_of(corpus(), public=False)
    for book in (compilation(frame), single_plan(frame, frame.views[0])):
        body, standings = both(frame, book, tmp_path)
        told = {
            "".join(title.split()): page
            for line in entries(body, "TOC")
            for title, _, page in [line.rpartition("\t")]
        }
        asked = {
            "".join(line.title.split()): line.pages[0][0]
            for line in lists.contents(book, standings)
        }
        assert len(asked) > 6
        assert {title: told.get(title) for title in asked} == asked


def test_the_index_names_the_printed_pages(tmp_path: Path) -> None:
    frame = frame_of(corpus(), public=False)
    book = compilation(frame)
    body, standings = both(frame, book, tmp_path)
    (index,) = [one.part for one in standings if one.part.ident == "index"]
    asked = [
        f"{line.title}　{', '.join(page for page, _ in line.pages)}"
        for line in lists.index(index.build(), standings)
        if line.pages
    ]
    assert len(asked) > 3
    assert entries(body, "Index1") == asked


def test_the_index_names_every_page_of_a_long_section(tmp_path: Path) -> None:
    """A page that only says again what a page before it said is not left out."""
    apart = "\n\n".join(f"第{at}段，{'堤防巡查和水库调度' * 30}。" for at in range(6))
    prose = f"# 总则\n\n市水务局牵头。\n\n{apart}\n\n市水务局报告。\n\n{apart}\n\n会同市水务局。\n"
    frame = frame_of(corpus(prose=prose))
    _, standings = both(frame, compilation(frame), tmp_path)
    (plan,) = [one for one in standings if one.part.ident == "plan-flood"]
    texts = [page.get_textpage().get_text_range() for page in PdfDocument(plan.sheets.pdf)]
    pages = [plan.stand.first + at for at, text in enumerate(texts) if "市水务局" in text]
    assert len(pages) > 2
    found = set(numbers_of(standings).mentions["planforge:organisation/water"])
    assert set(pages) <= found


def test_word_need_not_ask_whether_to_count_pages_that_are_known(tmp_path: Path) -> None:
    frame = frame_of(corpus())
    book = single_plan(frame, frame.views[0])
    known = files(Docx(Workshop(tmp_path, frame, MemoryStore()).docx(book).content, ()))
    unknown = files(book_docx(book, CorpusGallery(find_program("")), Painter()))
    assert [b"updateFields" in made["word/settings.xml"] for made in (known, unknown)] == [
        False,
        True,
    ]
    assert [b'w:dirty="true"' in made["word/document.xml"] for made in (known, unknown)] == [
        False,
        True,
    ]
    assert b"TOC \\o" in known["word/document.xml"]


def test_a_heading_that_print_does_not_have_stands_where_the_one_before_it_does() -> None:
    numbers = Numbers({"p": "4"}, {"p": (("1总则", "4"), ("1.1目的", "5"), ("2职责", "9"))}, {})
    titles = ["预案", "1　总则", "另题", "1.1 目的", "2　职责", "1　总则"]
    assert numbers.of("p", titles) == ["4", "4", "4", "5", "9", "9"]
    assert numbers.of("q", ["x"]) == [""]


def test_numbers_are_those_that_pages_bear() -> None:
    standings = printed(book_of(plan_text()), MemoryStore())
    (one,) = standings
    numbers = numbers_of(standings)
    assert numbers.parts == {one.part.ident: "1"}
    assert next(title for title, _ in numbers.headings[one.part.ident]).startswith("1")


def test_a_flow_is_cut_as_in_print() -> None:
    shown = part("plan", plan_text().style, chart_node("", chart=flow_of(40)))
    made = book_docx(book_of(shown), CorpusGallery(find_program("")), Painter())
    body = body_of(made.content)
    captions = entries(body, "Caption")
    many = len(captions)
    assert many > 1
    assert [one[-5:] for one in captions] == [f"（{at}/{many}）" for at in range(1, many + 1)]
    assert body.count("<w:drawing>") == many
