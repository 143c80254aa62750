"""Pages told to those who write a book otherwise: in them no text goes on before a chart."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from planforge.document.blocks import paragraph, section
from planforge.document.books.book import Book, BookKind, Part, Style
from planforge.document.charts import find_program
from planforge.document.nodes import chart as chart_node
from planforge.publish.blocks.model import Break, Heading, Run, Table
from planforge.publish.handbook import Workshop
from planforge.publish.paper.book_pdf import Press, book_pdf, lay_out
from planforge.publish.paper.encode import Setting, job
from planforge.publish.paper.in_place import in_place
from planforge.publish.paper.numbers import numbers_of
from planforge.publish.paper.pictures import CorpusGallery
from planforge.publish.paper.slices import MOST, in_slices
from planforge.source.cache import MemoryStore
from tests.unit.document.books.made import frame_of
from tests.unit.document.small import corpus
from tests.unit.publish.paper.pages import ENGINE, cell, texts, typecase
from tests.unit.publish.paper.test_encode import chart as flow_of
from tests.unit.publish.paper.test_overleaf import PHOTOS, paragraphs, picture
from tests.unit.publish.word.test_printed_numbers import body_of, entries

if TYPE_CHECKING:
    from pathlib import Path

    from docutils import nodes

    from planforge.publish.blocks.model import Block
    from planforge.publish.paper.typeset import Job, Sheets

_STEPS = 6
"""So many steps make a chart that is higher than the rest of the page in these tests."""
_OVERFLOWING = (10, 12, 16)
"""So many paragraphs above a picture leave no room for it."""
SETTING = Setting(Style.PLAN, "防汛预案", running=False)


class Counted:
    """The engine, which remembers what it laid out."""

    version = ENGINE.version

    def __init__(self) -> None:
        self.titles: list[str] = []

    def typeset(self, job: Job) -> Sheets:
        self.titles.append(job.title)
        return ENGINE.typeset(job)


def lines(begin: int, end: int) -> list[nodes.Node]:
    return [paragraph(f"第{n}段。") for n in range(begin, end)]


def plan() -> list[nodes.Node]:
    """Text, a chart that does not fit below it, and text that would."""
    before = (*lines(0, 14), chart_node("", chart=flow_of(_STEPS)))
    after = section("响应", "s2", *lines(14, 16)), section("保障", "s3", *lines(16, 30))
    return [section("总则", "s1", *before, *after)]


def laid(*blocks: Block, most: int = MOST) -> tuple[Sheets, Job]:
    """Return *blocks* laid out as in print, and what the engine was given."""
    asked, problems = job(blocks, SETTING, typecase(), PHOTOS)
    assert problems == ()
    return in_slices(ENGINE, asked, most), asked


def book() -> Book:
    parts = (
        Part("contents", "目录", Style.CONTENTS, ("1",), list, heading="目录", listed=False),
        Part("plan", "防汛预案", Style.PLAN, ("1",), plan, heading="防汛预案"),
        Part("annex", "附件1", Style.ANNEX, ("1",), lambda: lines(0, 30), heading="附件1\n名单"),
    )
    return Book("flood", "防汛预案", BookKind.PLAN, parts, duplex=False)


def press(engine: Counted) -> Press:
    store = MemoryStore()
    return Press(engine, typecase(), CorpusGallery(find_program(""), store), store)


def test_word_is_told_the_pages_of_a_layout_in_which_charts_stay_in_place(tmp_path: Path) -> None:
    one = press(Counted())
    printed = texts(book_pdf(book(), one, lambda _address: None).content)
    assert [word in printed[1] for word in ("总则", "响应", "保障", "流程图")] == [True] * 3 + [
        False
    ]
    numbers = numbers_of(lay_out(book(), one))
    assert numbers.headings["plan"] == (("总则", "1"), ("响应", "2"), ("保障", "2"))
    assert numbers.parts == {"contents": "I", "plan": "1", "annex": "4"}
    made = Workshop(tmp_path, frame_of(corpus()), MemoryStore()).docx(book()).content
    assert entries(body_of(made), "TOC")[1:] == ["总则\t1", "响应\t2", "保障\t2", "附件1\t4"]


def test_only_parts_in_which_print_moves_a_chart_are_laid_out_again() -> None:
    engine = Counted()
    one = press(engine)
    printed = book_pdf(book(), one, lambda _address: None)
    engine.titles.clear()
    told = lay_out(book(), one)
    assert engine.titles == ["防汛预案", "目录"]
    engine.titles.clear()
    assert lay_out(book(), one) == told
    assert book_pdf(book(), one, lambda _address: None) == replace(printed, made=0)
    assert engine.titles == []


@pytest.mark.parametrize("above", [4, 8, 10, 12, 16])
def test_where_nothing_floats_pages_are_those_of_print(above: int) -> None:
    """What a chart that may float leaves in the text moves nothing."""
    after: tuple[Block, ...] = (Heading(2, (Run("后"),)), *paragraphs(20, 40))
    printed, asked = laid(*paragraphs(0, above), picture("甲"), *after)
    stays = in_place(asked)
    assert stays is not asked
    assert in_place(stays) is stays
    kept = ENGINE.typeset(stays)
    assert not kept.floated
    assert printed.floated == (printed.places != kept.places) == (above in _OVERFLOWING)


def test_a_part_in_slices_tells_whether_anything_floats() -> None:
    rows = tuple((cell(f"第{n}号"), cell("事项")) for n in range(120))
    table = Table((30, 70), ((cell("编号"), cell("事项")),), rows)
    told = []
    for above in (4, 12):
        apart: tuple[Block, ...] = (table, Break(), *paragraphs(0, above))
        made, _ = laid(*apart, picture("甲"), *paragraphs(20, 40), most=100)
        assert made.more
        told.append(made.floated)
    assert told == [False, True]
