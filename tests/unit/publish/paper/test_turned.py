"""Tables with many columns stand on their sides."""

from __future__ import annotations

import pytest

from planforge.document.books.book import Paper
from planforge.publish.blocks.model import Cell, Heading, Item, Listing, Run, Table
from planforge.publish.paper.geometry import geometry
from planforge.publish.paper.turned import is_turned
from tests.unit.publish.paper.pages import MM, Sign, cell, signs, texts, typeset, words

HEADS = (
    *("序号", "企业名称", "所在片区", "主要危险化学品", "最大储量", "危险源级别", "储存方式"),
    *("可能事故类型", "影响半径", "应疏散人口", "责任人", "值班电话", "专职救援队伍", "备注"),
)
SECTION = Heading(2, (Run("重点企业"),))


def wide(rows: int, columns: int = 14) -> Table:
    """Return a table of so many *rows* whose columns have no room for words on an upright page."""
    texts = (
        *("液化石油气公司", "化工园区东片区", "液氨、氯气、甲苯二异氰酸酯", "120", "三级"),
        *("压力球罐与常压储罐", "泄漏、中毒、火灾、爆炸", "500", "1300", "管某一", "0500-5550501"),
        *("园区专职消防队和企业专职应急救援队", "与相邻企业签订互助协议"),
    )
    made = tuple(
        tuple(cell(text) for text in (f"第{n}", *texts)[:columns]) for n in range(1, rows + 1)
    )
    heads = tuple(cell(head) for head in HEADS[:columns])
    return Table((10,) * columns, (heads,), made, "重点企业", "", "", "表1")


def found(pdf: bytes, page: int, text: str) -> list[Sign]:
    """Return the signs of *text* on *page*."""
    on_page = signs(pdf, page)
    at = "".join(sign.text for sign in on_page).index(text)
    return on_page[at : at + len(text)]


def test_a_table_of_many_columns_lies_on_its_side_in_the_type_area() -> None:
    sheets, problems = typeset((words("前文。"), SECTION, wide(12), words("后文。")))
    pages = texts(sheets.pdf)
    assert (problems, sheets.problems) == ((), ())
    tabled = [at for at, text in enumerate(pages) if "值班电话" in text]
    assert len(tabled) == 2
    assert "".join("".join(pages).split()).count("表1重点企业") == 1
    for page in tabled:
        head = found(sheets.pdf, page, "值班电话")
        assert max(sign.x for sign in head) - min(sign.x for sign in head) < 1
        assert [sign.y for sign in head] == sorted((sign.y for sign in head), reverse=True)
        others = [sign for sign in signs(sheets.pdf, page) if sign.y < (297 - 34) * MM]
        assert min(sign.left for sign in others) >= 27 * MM
        assert max(sign.right for sign in others) <= (210 - 26) * MM
        assert min(sign.top for sign in others) >= 37 * MM
    names = [sum(f"第{n}" in "".join(text.split()) for text in pages) for n in range(2, 10)]
    assert names == [1] * 8


def test_its_heading_stands_on_its_first_page() -> None:
    before = [words(f"第{n}段。") for n in range(12)]
    pages = texts(typeset((*before, SECTION, wide(3)))[0].pdf)
    assert [("重点企业" in page, "值班电话" in page) for page in pages] == [
        (False, False),
        (True, True),
    ]


def test_a_row_too_high_for_a_page_on_its_side_stands_upright() -> None:
    table = wide(2)
    long = (*table.rows[0][:-1], cell("与相邻企业签订互助协议。" * 60))
    high = Table(table.widths, table.head, (long, table.rows[1]))
    assert is_turned(high, geometry(Paper.A4))
    sheets, _ = typeset((high,))
    (head,) = {sign.y for sign in found(sheets.pdf, 0, "序")}
    assert head < 60 * MM
    assert "".join("".join(texts(sheets.pdf)).split()).count("。") == 60


@pytest.mark.parametrize(
    ("columns", "text"), [(16, "数值3和0说明"), (16, "三字词"), (20, "三字词")]
)
def test_a_table_whose_words_would_be_read_downwards_lies_on_its_side(
    columns: int, text: str
) -> None:
    rows = tuple(tuple(cell(text) for _ in range(columns)) for _ in range(4))
    assert is_turned(Table((1,) * columns, (), rows), geometry(Paper.A4))


@pytest.mark.parametrize(
    "table",
    [
        wide(3, columns=7),
        Table((1,) * 16, (), (tuple(cell("两字") for _ in range(16)),)),
        Table((1,) * 14, (), (tuple(cell(str(n)) for n in range(14)),)),
        Table((1,) * 14, (), ((Cell((words("合并" * 60),), columns=14),),)),
        wide(200),
    ],
)
def test_tables_with_room_for_words_and_very_long_ones_stand_upright(table: Table) -> None:
    assert not is_turned(table, geometry(Paper.A4))


def test_a_table_in_a_list_stands_upright() -> None:
    sheets, _ = typeset((Listing((Item("（1）", (words("企业如下。"), wide(2))),)),))
    (head,) = {sign.y for sign in found(sheets.pdf, 0, "责任")}
    assert head < 90 * MM


def test_no_table_is_turned_on_a_page_on_its_side() -> None:
    assert is_turned(wide(3), geometry(Paper.A4))
    assert not is_turned(wide(3), geometry(Paper.A4, landscape=True))
