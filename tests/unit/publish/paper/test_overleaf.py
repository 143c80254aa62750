"""Tables that go on overleaf, and what stands in one line."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING

import pytest

from planforge.document.charts import find_program
from planforge.publish.blocks.model import (
    Cell,
    Facts,
    Footnote,
    Heading,
    Item,
    Listing,
    Paragraph,
    Picture,
    Run,
    Table,
)
from planforge.publish.paper.pictures import CorpusGallery
from planforge.publish.paper.tables import company
from planforge.publish.paper.words import pieces
from tests.unit.publish.paper.pages import cell, signs, texts, typeset, words
from tests.unit.publish.pictures import png

if TYPE_CHECKING:
    from planforge.publish.blocks.model import Block

PHOTOS = CorpusGallery(
    find_program(), read={"high.png": png(600, 500), "low.png": png(600, 60)}.get
)


def picture(name: str) -> Picture:
    return Picture("high.png", f"照片{name}", f"图{name}")


def test_a_unit_is_named_again_overleaf() -> None:
    people = [(cell(f"值班员{n}"), cell(f"0500-55500{n:02}")) for n in range(80)]
    unit = Cell((words("市水务局"),), rows=78)
    other = Cell((words("市气象局"),), rows=2)
    rows = ((unit, *people[0]), *people[1:78], (other, *people[78]), people[79])
    table = Table((30, 40, 30), ((cell("单位"), cell("人员"), cell("电话")),), rows)
    sheets, problems = typeset((table,))
    said = texts(sheets.pdf)
    assert (problems, sheets.problems) == ((), ())
    assert [page.count("市水务局") for page in said] == [1] * len(said)
    assert len(said) > 2
    assert [page.count("市气象局") for page in said] == [0] * (len(said) - 1) + [1]


def test_a_long_row_says_overleaf_what_it_is_about() -> None:
    conditions = Cell(tuple(words(f"{n}小时降雨量达到{n * 10}毫米以上；") for n in range(60)))
    table = Table((20, 80), ((cell("级别"), cell("条件")),), ((cell("特别重大"), conditions),))
    sheets, _ = typeset((table,))
    said = texts(sheets.pdf)
    assert len(said) > 1
    assert [page.count("特别重大") for page in said] == [1] * len(said)


def test_a_long_row_of_two_names_says_both_again() -> None:
    asked = Cell(tuple(words(f"第{n}项请求；") for n in range(60)))
    heads = (cell("关系"), cell("预案"), cell("请求"))
    row = (cell("联动"), cell("防汛预案"), asked)
    said = texts(typeset((Table((20, 20, 60), (heads,), (row,)),))[0].pdf)
    assert len(said) > 1
    assert [(page.count("联动"), page.count("防汛预案")) for page in said] == [(1, 1)] * len(said)


def test_a_fact_of_several_lines_begins_behind_its_name() -> None:
    facts = Facts((("决定", (words("市防指总指挥"), words("审核：市防办主任"))),))
    table = Table((20, 80), (), ((cell("Ⅰ级"), Cell((facts,))),))
    (said,) = texts(typeset((table,))[0].pdf)
    assert "决定：市防指总指挥" in said.splitlines()


@pytest.mark.parametrize("shift", range(12))
def test_the_number_of_a_document_stands_in_one_line(shift: int) -> None:
    text = "依" * (16 + shift) + "照市政府文件安政办发〔2026〕12号执行有关规定并按照程序报告。"
    (said,) = texts(typeset((Paragraph((Run(text),)),))[0].pdf)
    assert "〔2026〕12号" in said


def test_a_table_holds_year_and_number_each_for_itself() -> None:
    assert list(pieces("安政发〔2026〕12号，3月5日", in_table=True)) == [
        ("安政发", {}),
        ("〔2026〕", {"w": 1}),
        ("12号", {"w": 1}),
        ("，", {}),
        ("3月5日", {"w": 1}),
    ]


@pytest.mark.parametrize("above", range(12, 22))
def test_a_small_table_stands_on_one_page(above: int) -> None:
    rows = tuple((cell(f"第{n}号"), cell(f"事项{n}")) for n in range(3))
    table = Table((30, 70), ((cell("编号"), cell("事项")),), rows, "事项", "", "", "表1")
    sheets, _ = typeset((*(words(f"第{n}段。") for n in range(above)), table))
    pages = [page for page in texts(sheets.pdf) if "表1" in page or "事项" in page]
    (said,) = pages
    assert [f"事项{n}" in said for n in range(3)] == [True] * 3


@pytest.mark.parametrize("above", range(12, 22))
def test_the_list_of_attachments_stands_on_one_page(above: int) -> None:
    first = Paragraph((Run("附件：1.组织体系图"),), "attachment")
    more = [Paragraph((Run(f"{n}.清单"),), "attachments") for n in range(2, 7)]
    sheets, _ = typeset((*(words(f"第{n}段。") for n in range(above)), first, *more))
    (said,) = [page for page in texts(sheets.pdf) if "清单" in page or "附件" in page]
    assert [f"{n}.清单" in said for n in range(2, 7)] == [True] * 5
    assert f"第{above - 1}段。" in said


def test_a_long_text_before_attachments_fills_its_page() -> None:
    long = words("组织有关单位开展联合处置并及时报告情况。" * 15)
    first = Paragraph((Run("附件：1.组织体系图"),), "attachment")
    sheets, _ = typeset((*(words(f"第{n}段。") for n in range(16)), long, first))
    pages = texts(sheets.pdf)
    counts = ["".join(page.split()).count("组织有关单位开展联合处置") for page in pages]
    assert counts[0] > 2
    assert sum(counts) in {14, 15}


@pytest.mark.parametrize("above", range(8, 20))
def test_no_low_row_stands_alone_above_or_below_the_end_of_a_page(above: int) -> None:
    rows = tuple((cell(f"第{n}号"), cell(f"事项{n}。" + "防汛" * 30 * (n % 2))) for n in range(30))
    table = Table((30, 70), ((cell("编号"), cell("事项")),), rows)
    sheets, _ = typeset((*(words(f"第{n}段。") for n in range(above)), table))
    counts = [count for page in texts(sheets.pdf) if (count := len(re.findall(r"第\d+号", page)))]
    assert sum(counts) == 30
    assert len(counts) > 1
    assert min(counts) > 1


@pytest.mark.parametrize("above", range(6, 20))
def test_no_fact_stands_alone_above_or_below_the_end_of_a_page(above: int) -> None:
    facts = Facts(tuple((f"第{n}项", (words(f"内容{n}。"),)) for n in range(20)))
    sheets, _ = typeset((*(words(f"第{n}段。") for n in range(above)), facts))
    counts = [count for page in texts(sheets.pdf) if (count := page.count("内容"))]
    assert sum(counts) == 20
    assert min(counts) > 1


@pytest.mark.parametrize(
    ("lines", "found"),
    [
        ((), {}),
        ((1,), {}),
        ((1, 1), {0: 1}),
        ((2, 3, 1), {0: 2, 1: 1}),
        ((1, 1, 1, 1), {0: 1, 2: 1}),
        ((4, 1, 1, 4), {}),
        ((4, 1, 1), {1: 1}),
        ((1, 9, 1, 1), {0: 1, 2: 1}),
        ((1, 10, 9, 1), {2: 1}),
    ],
)
def test_low_rows_have_company(lines: tuple[int, ...], found: dict[int, int]) -> None:
    assert company(lines, 10) == found


def test_marks_that_stand_together_overlap_by_less_than_half_their_square() -> None:
    law = (Run("《防洪法》"), Run("（第88号）"), Run("；【三断】、《防震法》。"))
    item = Item("（1）", (Paragraph(law),))
    table = Table((100,), (), ((Cell((Paragraph(law),)),),))
    sheets, _ = typeset((Listing((item,)), table))
    met = []
    for left, right in pairwise(signs(sheets.pdf)):
        pair, apart = left.text + right.text, (right.x - left.x) / left.size
        if pair in {"）《", "》（", "）；", "、《", "》。"}:
            met.append(pair)
            assert 0.505 < apart < 0.6
    assert met == ["）《", *["》（", "）；", "、《", "》。"] * 2]


@pytest.mark.parametrize("pair", ["”，", "”。", "”、", "”）", "“（", "”“", "：“", "’；", "。”"])
def test_quotes_give_up_half_of_their_squares_too(pair: str) -> None:
    sheets, _ = typeset((words(f"对高风险点实施一点一策{pair}明确标准。"),))
    found = signs(sheets.pdf)
    at = "".join(sign.text for sign in found).index(pair)
    before, after = found[at - 1], found[at + 2]
    assert (after.x - before.x) / before.size == pytest.approx(2.5, abs=0.01)
    assert pair in texts(sheets.pdf)[0]


def paragraphs(begin: int, end: int) -> list[Paragraph]:
    return [words(f"第{n}段。") for n in range(begin, end)]


def printed(*blocks: Block) -> list[str]:
    """Return what stands on each page of *blocks*, without spaces."""
    return ["".join(page.split()) for page in texts(typeset(blocks, gallery=PHOTOS)[0].pdf)]


def test_text_goes_on_where_a_picture_goes_overleaf() -> None:
    pictures = picture("甲"), picture("乙")
    first, second, third = printed(*paragraphs(0, 12), *pictures, *paragraphs(12, 34))
    assert [said in first for said in ("第11段", "第12段", "第21段")] == [True] * 3
    assert [said in second for said in ("图甲", "第22段", "图乙")] == [True, True, False]
    assert second.index("图甲") < second.index("第22段")
    assert third.index("图乙") < third.index("第33段")


def test_a_picture_that_fits_stands_where_it_is_told() -> None:
    (said,) = printed(*paragraphs(0, 4), picture("甲"), *paragraphs(4, 8))
    assert said.index("第3段") < said.index("图甲") < said.index("第4段")


def test_pictures_keep_their_order() -> None:
    low = Picture("low.png", "低图", "图乙")
    told = printed(*paragraphs(0, 12), picture("甲"), words("中间。"), low, *paragraphs(12, 24))
    said = "".join(told)
    assert said.index("中间。") < said.index("图甲") < said.index("图乙") < said.index("第23段")


@pytest.mark.parametrize("between", [0, 3, 9])
def test_no_picture_stands_between_the_rows_of_a_table(between: int) -> None:
    rows = tuple((cell(f"甲{n}"), cell(f"事项{n}")) for n in range(30))
    table = Table((30, 70), (), rows, "事项", "", "", "表1")
    then = paragraphs(12, 12 + between)
    pages = printed(*paragraphs(0, 12), picture("丙"), *then, table, *paragraphs(40, 44))
    said = "".join(pages)
    assert said.index("第11段") < said.index("图丙") < said.index("表1") < said.index("事项0")
    assert said.index("事项29") < said.index("第40段")
    (first,) = [page for page in pages if "表1" in page]
    assert "事项1" in first


def headings(*titles: str) -> list[Block]:
    return [Heading(at, (Run(title),)) for at, title in enumerate(titles, 1)]


@pytest.mark.parametrize("above", range(2, 22))
def test_no_picture_stands_before_its_heading(above: int) -> None:
    """Even if the headings go overleaf, because the text below them has no room on the page."""
    own, others = headings("流程"), headings("措施", "先期", "启动")
    then = (words("命令。" * 30), *paragraphs(40, 60))
    said = "".join(printed(*paragraphs(0, above), *own, picture("甲"), *others, *then))
    assert said.index(f"第{above - 1}段") < said.index("流程") < said.index("图甲")
    assert said.index("流程") < said.index("措施") < said.index("启动") < said.index("命令")
    assert said.index("图甲") < said.index("第50段")


@pytest.mark.parametrize("above", range(2, 22))
def test_no_picture_stands_before_the_heading_of_a_list(above: int) -> None:
    steps = Listing(tuple(Item(f"（{n}）", (words(f"第{n}步。" * 12),)) for n in range(1, 9)))
    blocks = (*headings("流程"), picture("甲"), *headings("措施", "先期"), steps)
    said = "".join(printed(*paragraphs(0, above), *blocks, *paragraphs(40, 50)))
    assert said.index(f"第{above - 1}段") < said.index("流程") < said.index("图甲")
    assert said.index("先期") < said.index("第1步") < said.index("第8步") < said.index("第40段")


def small(rows: int) -> Table:
    lines = tuple((cell(f"甲{n}"), cell(f"事项{n}")) for n in range(rows))
    return Table((30, 70), (), lines, "事项", "", "", "表1")


def test_a_table_that_fits_stands_before_a_picture_that_went_overleaf() -> None:
    told = printed(
        *paragraphs(0, 12), picture("甲"), Heading(2, (Run("调整"),)), small(6), *paragraphs(40, 60)
    )
    assert [said in told[0] for said in ("第11段", "调整", "事项5", "图甲")] == [True] * 3 + [False]
    assert told[1].startswith("图甲")


def test_a_table_that_does_not_fit_follows_the_picture_with_its_heading() -> None:
    told = printed(*paragraphs(0, 12), picture("甲"), Heading(2, (Run("调整"),)), small(16))
    assert "调整" not in told[0]
    assert [told[1].index(said) for said in ("图甲", "调整", "表1", "事项0")] == sorted(
        told[1].index(said) for said in ("图甲", "调整", "表1", "事项0")
    )


@pytest.mark.parametrize("above", range(4, 22))
def test_a_picture_right_below_a_heading_stays_there(above: int) -> None:
    told = printed(*paragraphs(0, above), *headings("流程"), picture("甲"), *paragraphs(40, 80))
    (page,) = [page for page in told if "图甲" in page]
    assert page.index("流程") < page.index("图甲")
    assert ("图甲" in told[0]) == (above <= 7)


@pytest.mark.parametrize("above", [2, 5, 8, 11])
@pytest.mark.parametrize("rows", [5, 10])
def test_no_picture_parts_a_table_before_its_heading(above: int, rows: int) -> None:
    """Pictures further up made those of the next section wait, before their headings had a page."""
    adjusted = Heading(2, (Run("调整"),))
    first = (picture("甲"), picture("乙"), adjusted, small(rows), words("适用。"))
    second = (*headings("流程"), picture("丙"), picture("丁"), *headings("措施", "先期", "启动"))
    then = (words("命令。" * 30), *paragraphs(40, 70))
    said = "".join(printed(*paragraphs(0, above), *first, *second, *then))
    assert said.index("图乙") < said.index("流程") < said.index("图丙") < said.index("图丁")
    rows_told = said[said.index("事项0") : said.index(f"事项{rows - 1}")]
    assert "图" not in rows_told


def test_many_pictures_come_to_rest() -> None:
    """Each waits for where the one before it goes, longer than Typst makes attempts at a time."""
    blocks: list[Block] = []
    for at in range(10):
        blocks += [*paragraphs(0, 11), picture(f"甲{at}"), Heading(2, (Run("调整"),)), small(6)]
        blocks += [*paragraphs(50, 55), picture(f"乙{at}"), words("随后。")]
    sheets = typeset(tuple(blocks), gallery=PHOTOS)[0]
    said = "".join("".join(page.split()) for page in texts(sheets.pdf))
    assert (sheets.problems, sheets.floated) == ((), True)
    found = re.findall("图[甲乙]\\d", said)
    assert found == [f"图{which}{at}" for at in range(10) for which in "甲乙"]
    assert all("图" not in told for told in re.findall("事项0.*?事项5", said))


@pytest.mark.parametrize("between", [0, 1, 4])
def test_no_picture_goes_past_the_end_of_its_chapter(between: int) -> None:
    """The page is left short rather: who looks for a chart of chapter 4 does not find it in 5."""
    then = paragraphs(12, 12 + between)
    (chapter,) = headings("保障")
    told = printed(*paragraphs(0, 12), picture("甲"), *then, chapter, *paragraphs(40, 50))
    said = "".join(told)
    assert told[1].startswith("图甲保障第40段")
    assert said.index("保障") < said.index("第49段")
    assert [f"第{n}段" in told[0] for n in range(12 + between)] == [True] * (12 + between)


@pytest.mark.parametrize("between", [0, 1, 4])
def test_no_picture_goes_past_the_list_of_attachments(between: int) -> None:
    then = paragraphs(12, 12 + between)
    first = Paragraph((Run("附件：1.组织体系图"),), "attachment")
    more = Paragraph((Run("2.清单"),), "attachments")
    said = "".join(printed(*paragraphs(0, 12), picture("甲"), *then, first, more))
    assert said.index("图甲") < said.index("组织体系图") < said.index("清单")
    assert said.index(f"第{11 + between}段") < said.index("组织体系图")


@pytest.mark.parametrize("between", [0, 2])
def test_no_picture_goes_past_one_before_a_table(between: int) -> None:
    low = Picture("low.png", "低图", "图乙")
    then = paragraphs(12, 12 + between)
    blocks: tuple[Block, ...] = (picture("甲"), words("中间。"), *then, low, small(4))
    said = "".join(printed(*paragraphs(0, 12), *blocks, *paragraphs(40, 50)))
    assert said.index("中间。") < said.index("图甲") < said.index("图乙") < said.index("表1")


def test_the_imprint_does_not_stand_above_a_footnote() -> None:
    imprint = Paragraph((Run("安澜市人民政府办公室印发"),), "imprint-issued")
    mark = Paragraph((Run("水位"), Run("1", raised=True, target="#note-1"), Run("。")))
    note = Footnote("1", (words("黄海高程。"),))
    cases: dict[str, tuple[Block, ...]] = {
        "on the last page": (*paragraphs(0, 26), mark, note),
        "before it": (mark, note, *paragraphs(0, 26)),
    }
    found = {}
    for name, blocks in cases.items():
        told = printed(*blocks, imprint)
        assert len(told) == 2
        found[name] = ["黄海高程" in page for page in told], "办公室印发" in told[1]
    assert found == {
        "on the last page": ([False, True], False),
        "before it": ([True, False], True),
    }


def test_the_imprint_stands_below_the_last_picture() -> None:
    imprint = Paragraph((Run("安澜市人民政府办公室印发"),), "imprint-issued")
    told = printed(*paragraphs(0, 12), picture("甲"), *paragraphs(12, 15), imprint)
    assert len(told) == 2
    assert "第14段" in told[0]
    assert told[1].index("图甲") < told[1].index("安澜市人民政府办公室印发")
