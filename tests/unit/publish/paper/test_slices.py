"""Parts with very long tables are laid out in slices, and nobody sees it."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from io import BytesIO
from typing import TYPE_CHECKING

import pikepdf

from planforge.document.books.book import Book, BookKind, Part, Style
from planforge.document.charts import find_program
from planforge.publish.blocks.model import Heading, Run, Table
from planforge.publish.paper.assembly import assemble
from planforge.publish.paper.encode import Folio, Setting, job
from planforge.publish.paper.lists import Standing
from planforge.publish.paper.pagination import Stand
from planforge.publish.paper.pictures import CorpusGallery
from planforge.publish.paper.slices import in_slices, weight
from tests.unit.publish.paper.pages import ENGINE, cell, texts, typecase, words

if TYPE_CHECKING:
    from planforge.publish.blocks.model import Block
    from planforge.publish.paper.typeset import Job, Sheets

_SETTING = Setting(Style.PLAN, "防汛预案", book="汇编", heading="防汛预案")


class _Counting:
    """An engine that tells how many cells it was given at a time."""

    version = ENGINE.version

    def __init__(self) -> None:
        self.cells: list[int] = []

    def typeset(self, job: Job) -> Sheets:
        """Return the part of *job* laid out."""
        self.cells.append(weight(job.data["blocks"]))
        return ENGINE.typeset(job)


def _asked(blocks: tuple[Block, ...]) -> Job:
    made, problems = job(blocks, _SETTING, typecase(), CorpusGallery(find_program()))
    assert problems == ()
    return made


def _long() -> tuple[Block, ...]:
    """Return a chapter with a table of 200 rows, some of several lines, and one behind it."""
    rows = tuple(
        (cell(f"第{n}号"), cell("险情" * (1 + n % 37)), cell(f"0500-{n:07}")) for n in range(200)
    )
    head = ((cell("编号"), cell("险情"), cell("电话")),)
    return (
        Heading(1, (Run("总则"),), (1,), "general"),
        Heading(2, (Run("清单"),), (1, 1), "list"),
        words("详见后文。", target="#after"),
        Table((20, 60, 20), head, rows, "险情清单", "", "rows", "表1"),
        Heading(2, (Run("后文"),), (1, 2), "after"),
        words("见清单。", target="#list"),
        *(words(f"第{n}段。") for n in range(40)),
    )


def test_slices_are_the_pages_of_the_whole() -> None:
    asked, counting = _asked(_long()), _Counting()
    whole, sliced = ENGINE.typeset(asked), in_slices(counting, asked, 240)
    assert max(counting.cells) < weight(asked.data["blocks"]) / 2
    assert len(sliced.slices) > 2
    assert sum(pages for _, pages in sliced.slices) == sliced.pages == whole.pages
    assert [page for pdf, _ in sliced.slices for page in texts(pdf)] == texts(whole.pdf)
    assert sliced.places == whole.places
    assert sliced.problems == ()


def test_a_part_of_few_cells_is_one_slice() -> None:
    asked, counting = _asked(_long()), _Counting()
    assert in_slices(counting, asked).more == ()
    assert len(counting.cells) == 1


def test_cells_over_several_rows_are_not_cut() -> None:
    rows = []
    for n in range(90):
        unit = replace(cell(f"单位{n}"), rows=4)
        rows += [(unit, cell(f"甲{n}")), *((cell(f"{mark}{n}"),) for mark in "乙丙丁")]
    asked = _asked((Table((30, 70), ((cell("单位"), cell("人员")),), tuple(rows)),))
    whole, sliced = ENGINE.typeset(asked), in_slices(_Counting(), asked, 60)
    assert len(sliced.slices) > 1
    said = "".join("".join("".join(texts(pdf)).split()) for pdf, _ in sliced.slices)
    told = re.findall(r"[甲乙丙丁]\d+", said)
    assert told == [f"{mark}{n}" for n in range(90) for mark in "甲乙丙丁"]
    assert list(dict.fromkeys(re.findall(r"单位\d+", said))) == [f"单位{n}" for n in range(90)]
    assert sliced.pages == whole.pages


def test_slices_are_bound_as_one_part() -> None:
    part = Part("plan", "防汛预案", Style.PLAN, (), list)
    book = Book("flood", "汇编", BookKind.PLAN, (part,), dated=date(2026, 1, 1))
    sheets = in_slices(ENGINE, _asked(_long()), 240)
    stand = Stand(0, 1, Folio.NONE, begins_left=False)
    bound = assemble(book, [Standing(part, sheets, stand)], {}, lambda _: None, "planforge")
    with pikepdf.open(BytesIO(bound)) as pdf, pdf.open_metadata() as told:
        assert len(pdf.pages) == sheets.pages
        assert told["pdfuaid:part"] == "1"
        with pdf.open_outline() as outline:
            (top,) = outline.root
            titles = [item.title for chapter in top.children for item in chapter.children]
        names = pikepdf.NameTree(pdf.Root.Names.Dests)
        leads = [
            str(mark.Dest) for page in pdf.pages for mark in page.get("/Annots", []) if mark.Dest
        ]
        assert (top.title, titles) == ("防汛预案", ["1.1 清单", "1.2 后文"])
        assert [lead.rpartition("/")[2].removeprefix("to ") for lead in leads] == ["after", "list"]
        pages = [page.obj.objgen for page in pdf.pages]
        at = [pages.index(names[lead][0].objgen) for lead in leads]
        place = {place.name: place.page - 1 for place in sheets.places}
        assert at == [place["after"], place["list"]]
