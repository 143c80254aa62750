"""The printed page as the standard asks for it, read from the file."""

from __future__ import annotations

from io import BytesIO
from itertools import pairwise
from typing import TYPE_CHECKING

import pikepdf
import pytest

from planforge.document.books.book import Numbering, Paper, Style
from planforge.publish.blocks.model import (
    Box,
    Cell,
    Facts,
    Footnote,
    Heading,
    Item,
    Listing,
    Paragraph,
    Run,
    Table,
)
from planforge.publish.paper.encode import Folio, Line, Setting
from tests.unit.publish.paper.pages import (
    MM,
    Sign,
    cell,
    numbered,
    rows,
    said,
    signs,
    texts,
    typeset,
    words,
)

if TYPE_CHECKING:
    from planforge.publish.blocks.model import Block

PLAIN = Setting(Style.PLAN, "防汛预案", running=False)
BARE = Setting(Style.PLAN, "防汛预案", running=False, folio=Folio.NONE)
NEVER_FIRST = "，。、；：？！）》〉」』】〕”’"


def heading(level: int, text: str, *number: int) -> Heading:
    return Heading(level, (Run(text),), number, f"h{'-'.join(map(str, number))}")


def body(found: list[Sign]) -> list[list[Sign]]:
    """Return the lines in the type area of an A4 page."""
    return rows([sign for sign in found if 37 * MM - 1 < sign.y < (297 - 35) * MM + 1])


def test_a_full_page_has_22_lines_of_28_characters() -> None:
    sheets, _ = typeset((words("汛" * 28 * 60),), BARE)

    first = body(signs(sheets.pdf))
    assert [len(line) for line in first] == [26] + [28] * 21
    lines = body(signs(sheets.pdf, 1))
    assert [len(line) for line in lines] == [28] * 22
    steps = [below[0].y - above[0].y for above, below in pairwise(lines)]
    assert steps == pytest.approx([225 * MM / 22] * 21, abs=0.02)


@pytest.mark.parametrize("links", [1, 3, 5])
def test_links_and_changes_of_face_cost_no_line_a_character(links: int) -> None:
    each = 27 // links
    runs = [
        Run("汛" * (each - 1)),
        Run("防", target="https://example.org/", strong=links == 3),
    ]
    sheets, _ = typeset((Paragraph((*runs * (links * 40), Run("汛"))),), BARE)

    assert {len(line) for line in body(signs(sheets.pdf))[1:]} == {28}


def test_a_paragraph_that_just_fills_its_line_has_one_line() -> None:
    sheets, _ = typeset((words("汛" * 26), words("汛" * 54)), BARE)

    assert [len(line) for line in rows(signs(sheets.pdf))] == [26, 26, 28]


def test_the_type_area_stands_as_the_standard_says() -> None:
    sheets, _ = typeset((words("汛" * 28 * 60),), BARE)

    right_page, left_page = signs(sheets.pdf, 2), signs(sheets.pdf, 1)
    advance = 156 * MM / 28
    for page, left_edge in ((right_page, 28), (left_page, 26)):
        assert min(sign.x for sign in page) == pytest.approx(left_edge * MM, abs=0.1)
        last = max(sign.x for sign in page) + advance
        assert last == pytest.approx((left_edge + 156) * MM, abs=0.2)
        first = min(sign.y for sign in page) - 0.88 * 16
        assert first == pytest.approx(37 * MM, abs=0.1)
        lowest = max(sign.y for sign in page) + 0.12 * 16
        assert lowest <= (297 - 35) * MM


def test_a_part_that_begins_on_a_left_page_has_its_margins_there() -> None:
    left = Setting(Style.PLAN, "防汛预案", begins_left=True, running=False)

    sheets, _ = typeset((words("汛" * 28 * 30),), left)

    assert min(sign.x for sign in body(signs(sheets.pdf, 0))[1]) == pytest.approx(26 * MM, abs=0.1)
    assert min(sign.x for sign in body(signs(sheets.pdf, 1))[1]) == pytest.approx(28 * MM, abs=0.1)


def test_pages_printed_on_one_side_are_all_right_pages() -> None:
    one_side = Setting(Style.PLAN, "防汛预案", duplex=False, running=False)

    sheets, _ = typeset((words("汛" * 28 * 30),), one_side)

    for page in (0, 1):
        found = signs(sheets.pdf, page)
        assert min(sign.x for sign in body(found)[1]) == pytest.approx(28 * MM, abs=0.1)
        assert next(sign for sign in found if sign.text == "—").x > 105 * MM


@pytest.mark.parametrize(("page", "first", "number"), [(0, 1, "1"), (1, 1, "2"), (1, 120, "121")])
def test_page_numbers_stand_outside_7_mm_below_the_type_area(
    page: int, first: int, number: str
) -> None:
    setting = Setting(Style.PLAN, "防汛预案", first_page=first, running=False)

    sheets, _ = typeset((words("汛" * 28 * 30),), setting)

    folio = [sign for sign in signs(sheets.pdf, page) if sign.y > (297 - 35) * MM + 5]
    assert said(folio) == f"—{number}—"
    assert {(sign.face, sign.size) for sign in folio} == {("NotoSerifSC-Regular", 14)}
    middle = (folio[0].top + folio[0].bottom) / 2
    assert middle == pytest.approx((297 - 35 + 7) * MM, abs=0.5 * MM)
    if page == 0:
        assert folio[-1].right == pytest.approx((210 - 26) * MM - 14, abs=1)
    else:
        assert folio[0].x == pytest.approx(26 * MM + 14, abs=0.5)


def test_running_heads_name_the_book_on_left_and_the_part_on_right_pages() -> None:
    setting = Setting(Style.PLAN, "防汛预案", book="预案汇编")

    sheets, _ = typeset((words("汛" * 28 * 60),), setting)

    heads = [said([s for s in signs(sheets.pdf, page) if s.y < 37 * MM]) for page in range(3)]
    assert heads == ["", "预案汇编", "防汛预案"]


def test_text_is_16_pt_fangsong_with_letters_and_digits_of_the_latin_face() -> None:
    sheets, _ = typeset((words("水位超过0.5米，“三断”（含GIS）——"),), BARE)

    found = {sign.text: (sign.face, sign.size) for sign in signs(sheets.pdf)}
    assert {found[sign] for sign in "水位，“”（）—"} == {("FandolFang-Regular", 16)}
    assert {found[sign] for sign in "0.5GIS"} == {("Tinos-Regular", 16)}


def test_title_and_headings_have_the_faces_of_their_levels() -> None:
    setting = Setting(
        Style.PLAN,
        "防汛预案",
        heading="安宁市防汛应急预案",
        numbering=Numbering.CHINESE,
        folio=Folio.NONE,
    )
    blocks = (
        heading(1, "总则", 1),
        heading(2, "目的", 1, 1),
        heading(3, "范围", 1, 1, 1),
        heading(4, "对象", 1, 1, 1, 1),
    )

    sheets, _ = typeset(blocks, setting)

    title, *lines = rows(signs(sheets.pdf))
    assert said(title) == "安宁市防汛应急预案"
    assert {(sign.face, sign.size) for sign in title} == {("FandolSong-Bold", 22)}
    centre = (title[0].x + title[-1].x + 22) / 2
    assert centre == pytest.approx((28 + 156 / 2) * MM, abs=0.5)
    assert [(said(line), line[0].face, line[0].size) for line in lines] == [
        ("一、总则", "NotoSansSC-Regular", 16),
        ("（一）目的", "LXGWWenKai-Regular", 16),
        ("1.范围", "Tinos-Regular", 16),
        ("（1）对象", "FandolFang-Regular", 16),
    ]
    indent = 2 * 156 * MM / 28
    assert {round(line[0].x - 28 * MM - indent) for line in lines} == {0}


def test_the_mark_of_an_annex_stands_above_its_title() -> None:
    setting = Setting(Style.ANNEX, "附件1 一览表", heading="附件1\n队伍一览表", folio=Folio.NONE)

    sheets, _ = typeset((words("正文"),), setting)

    mark, title, text = rows(signs(sheets.pdf))
    assert (said(mark), mark[0].face, mark[0].size) == ("附件1", "NotoSansSC-Regular", 16)
    assert mark[0].x == pytest.approx(28 * MM, abs=0.1)
    assert (said(title), title[0].size) == ("队伍一览表", 22)
    assert said(text) == "正文"


def test_no_line_begins_with_a_mark_that_closes() -> None:
    text = "（一）“启动”、《预案》；上报：领导小组！处置？完毕……——终止。" * 3
    blocks = tuple(words("汛" * start + text * 4) for start in range(28))

    sheets, _ = typeset(blocks, BARE)

    lines = [line for page in range(sheets.pages) for line in body(signs(sheets.pdf, page))]
    assert {line[0].text for line in lines} & set(NEVER_FIRST) == set()
    dashes = [said(line)[:2] for line in lines if line[0].text in "—…"]
    assert set(dashes) <= {"——", "……"}


def test_no_line_ends_with_a_mark_that_opens() -> None:
    blocks = tuple(words("汛" * start + "见《预案》（“启动”）" * 20) for start in range(28))

    sheets, _ = typeset(blocks, BARE)

    lasts = {
        line[-1].text for page in range(sheets.pages) for line in body(signs(sheets.pdf, page))
    }
    assert lasts & set("（《“〔【") == set()


@pytest.mark.parametrize("before", range(18, 23))
def test_no_heading_stands_last_on_a_page(before: int) -> None:
    blocks: tuple[Block, ...] = (
        *(words("汛期") for _ in range(before)),
        heading(1, "总则", 1),
        heading(2, "目的", 1, 1),
        words("正文" * 20),
    )

    sheets, _ = typeset(blocks, BARE)

    lasts = [said(body(signs(sheets.pdf, page))[-1]) for page in range(sheets.pages)]
    assert [line for line in lasts if "总则" in line or "目的" in line] == []


def test_no_gap_between_letters_and_characters_is_copied_as_a_space() -> None:
    sheets, _ = typeset((words("死亡3人以上10人以下的，启动Ⅰ级响应，由GIS标注。"),), BARE)

    assert texts(sheets.pdf) == ["死亡3人以上10人以下的，启动Ⅰ级响应，由GIS标注。"]


def wide_table(count: int, text: str = "承担抢险救援任务") -> Table:
    head = ((cell("序号"), cell("单位"), cell("职责")),)
    made = tuple((cell(str(n)), cell("市消防救援支队"), cell(text)) for n in range(1, count + 1))
    return Table((1, 3, 6), head, made, "成员单位职责")


def test_a_table_repeats_its_head_on_every_page() -> None:
    sheets, _ = typeset((wide_table(60),), BARE)

    pages = texts(sheets.pdf)
    assert sheets.pages > 1
    assert [page.count("职责") - page.count("单位职责") for page in pages] == [1] * sheets.pages
    assert [page.count("成员单位职责") for page in pages] == [1] + [0] * (sheets.pages - 1)


def test_a_short_row_is_not_torn_apart() -> None:
    sheets, _ = typeset((wide_table(60, "始" + "承担抢险救援任务" * 6 + "终"),), BARE)

    pages = texts(sheets.pdf)
    assert [page.count("始") for page in pages] == [page.count("终") for page in pages]
    assert sum(page.count("始") for page in pages) == 60


def test_a_table_of_3000_rows_is_printed_whole() -> None:
    sheets, problems = typeset((wide_table(3000),), BARE)

    assert sum(page.count("市消防救援支队") for page in texts(sheets.pdf)) == 3000
    assert problems == ()


def test_a_cell_longer_than_a_page_goes_on_on_the_next() -> None:
    text = "".join(chr(0x4E00 + n) for n in range(1200))

    sheets, _ = typeset((wide_table(1, text),), BARE)

    printed = [sign.text for page in range(sheets.pages) for sign in signs(sheets.pdf, page)]
    assert sheets.pages > 1
    assert [sign for sign in text if sign not in printed] == []


def test_a_cell_of_400_characters_stays_in_its_column() -> None:
    sheets, _ = typeset((wide_table(2, "险" * 400),), BARE)

    every = [sign for page in range(sheets.pages) for sign in signs(sheets.pdf, page)]
    found = [sign for sign in every if sign.text == "险"]
    assert len(found) == 800
    assert max(sign.right for sign in found) < (210 - 26) * MM
    assert min(sign.left for sign in found) > (26 + 156 * 0.3) * MM


def test_numbers_are_not_torn_apart_in_a_narrow_column() -> None:
    head = (tuple(cell(text) for text in ("物资库", "电话", "物资")),)
    row = (cell("中心库"), cell("0500-5550547"), cell("编织袋" * 60))

    sheets, _ = typeset((Table((30, 5, 65), head, (row,)),), BARE)

    (number,) = [line for line in rows(signs(sheets.pdf)) if "0500" in said(line)]
    digits = [sign for sign in number if sign.text.isascii()]
    assert said(digits) == "0500-5550547"
    others = [sign for sign in signs(sheets.pdf) if sign.text in "编织袋"]
    assert digits[-1].right < min(sign.left for sign in others)


def test_a_word_too_long_for_its_line_is_broken_and_copied_whole() -> None:
    address = "https://example.org/" + "abcdefghij" * 12

    sheets, _ = typeset((words("见" + address), wide_table(1, address)), BARE)

    found = signs(sheets.pdf)
    assert max(sign.right for sign in found) < (210 - 26) * MM + 1
    assert "".join(texts(sheets.pdf)).replace("\n", "").count(address) == 2


def test_marks_above_and_below_the_line_are_small_and_keep_the_lines_apart() -> None:
    runs = Run("汛" * 40 + "H"), Run("2", lowered=True), Run("O"), Run("3", raised=True)
    sheets, _ = typeset((Paragraph((*runs, Run("汛" * 40))),), BARE)

    found = signs(sheets.pdf)
    (line,) = {sign.y for sign in found if sign.text in "HO"}
    lower, upper = (next(s for s in found if s.text == mark) for mark in "23")
    assert lower.y - line == pytest.approx(0.16 * 16, abs=0.02)
    assert upper.y - line < -0.3 * 16
    assert (lower.size, upper.size) == pytest.approx((0.62 * 16, 0.6 * 16), abs=0.1)
    lines = sorted({sign.y for sign in found if sign.text == "汛"})
    steps = [below - above for above, below in pairwise(lines)]
    assert steps == pytest.approx([225 * MM / 22] * 2, abs=0.02)
    assert texts(sheets.pdf)[0].replace("\n", "") == "汛" * 40 + "H2O3" + "汛" * 40


def test_a_footnote_stands_on_the_page_of_its_mark_and_once() -> None:
    marked = Paragraph((Run("水位"), Run("1", raised=True, target="#note-1"), Run("以上")))
    blocks = (*(words("汛" * 26) for _ in range(30)), marked, marked)

    sheets, _ = typeset((*blocks, Footnote("1", (words("黄海高程。"),))), BARE)

    assert [page.count("黄海高程") for page in texts(sheets.pdf)] == [0, 1]


def test_a_footnote_is_printed_with_all_its_paragraphs() -> None:
    mark = Run("1", raised=True, target="#note-1")
    note = Footnote("1", (words("黄海高程。"), words("以站为准。"), numbered("转移")))

    sheets, _ = typeset((Paragraph((Run("水位"), mark)), note), BARE)

    assert texts(sheets.pdf) == ["水位1\n1 黄海高程。\n以站为准。\n转移"]
    assert sheets.problems == ()


def test_a_table_in_a_box_stays_in_the_box() -> None:
    sheets, _ = typeset((Box((wide_table(3, "险" * 90),), "note"),), BARE)

    assert max(sign.right for sign in signs(sheets.pdf)) < (210 - 26) * MM - 8


def test_numbered_items_are_indented_paragraphs_with_their_numbers() -> None:
    sheets, _ = typeset((numbered("转移" * 20, "预警"),), BARE)

    lines = rows(signs(sheets.pdf))
    assert [said(line)[:3] for line in lines] == ["（1）", "移转移", "（2）"]
    indent = 2 * 156 * MM / 28
    assert [round(line[0].x - 28 * MM) for line in lines] == [round(indent), 0, round(indent)]


def test_facts_and_boxes_say_what_they_hold() -> None:
    blocks = (Facts((("牵头部门", (words("市水务局"),)),)), Box((words("注意"),), "note"))

    sheets, _ = typeset(blocks, BARE)

    assert texts(sheets.pdf) == ["牵头部门 市水务局\n注意"]


@pytest.mark.parametrize("signs_of_title", [20, 29, 30, 31, 58, 60, 61, 62, 94])
def test_numbers_of_contents_stand_at_the_right_whatever_the_title(signs_of_title: int) -> None:
    setting = Setting(Style.CONTENTS, "目录", running=False, folio=Folio.NONE)
    lines = [Line("预" * signs_of_title, (("237", ""),))]
    found = rows(signs(typeset((), setting, lines=lines)[0].pdf))
    assert "".join(map(said, found)).replace("…", "") == "预" * signs_of_title + "237"
    assert said(found[-1]).startswith("预")
    assert found[-1][-1].right == pytest.approx((210 - 26) * MM, abs=1)


@pytest.mark.parametrize("before", range(16, 24))
def test_no_plan_stands_in_contents_without_what_it_holds(before: int) -> None:
    lines = [Line(f"第{n}章", (("3", ""),), 1) for n in range(before)]
    lines += [Line("印发通知", (("4", ""),)), Line("停电预案", (("5", ""),))]
    lines += [Line(f"后{n}章", (("6", ""),), 1) for n in range(9)]
    setting = Setting(Style.CONTENTS, "目录", heading="目录", running=False)
    pages = ["".join(page.split()) for page in texts(typeset((), setting, lines=lines)[0].pdf)]
    held = [[word in page for word in ("印发通知", "停电预案", "后0章")] for page in pages]
    assert sorted(held) == [[False] * 3, [True] * 3][-len(held) :]


def test_contents_lead_to_their_pages() -> None:
    lines = (
        Line("防汛预案", (("1", "planforge:plan/flood"),), 0, "planforge:plan/flood"),
        Line("1　总则", (("3", ""),), 1),
    )
    setting = Setting(Style.CONTENTS, "目录", heading="目录", running=False, folio=Folio.NONE)

    sheets, _ = typeset((), setting, lines=lines)

    title, first, second = rows(signs(sheets.pdf))
    assert said(title) == "目录"
    assert (said(first)[:4], said(first)[-1]) == ("防汛预案", "1")
    assert first[-1].right == pytest.approx((210 - 26) * MM, abs=1)
    assert (said(second)[:3], said(second)[-1]) == ("1总则", "3")
    with pikepdf.open(BytesIO(sheets.pdf)) as book:
        links = [str(mark.A.URI) for mark in book.pages[0].Annots]
    assert links == ["planforge:plan/flood"] * 2


@pytest.mark.parametrize("paper", Paper)
def test_every_paper_has_its_lines_and_characters(paper: Paper) -> None:
    setting = Setting(Style.PLAN, "预案", paper=paper, running=False, folio=Folio.NONE)

    sheets, _ = typeset((words("汛" * 4000),), setting)

    measures = {
        Paper.A3: (34, 43),
        Paper.A4: (22, 28),
        Paper.A5: (26, 31),
        Paper.A6: (23, 26),
    }
    lines = rows(signs(sheets.pdf, 1))
    assert (len(lines), len(lines[0])) == measures[paper]


@pytest.mark.parametrize("lines", [6, 12])
@pytest.mark.parametrize("before", range(12, 22, 3))
def test_short_rows_stay_whole_and_only_long_ones_go_on_overleaf(before: int, lines: int) -> None:
    """Rows of some lines, up to a third of a page: of a table, and of names with values."""
    long = words("甲" * 23 * lines)
    rows_ = tuple((cell(f"第{at}"), Cell((long,))) for at in range(3))
    for block in (
        Table((1, 9), (), rows_),
        Facts(tuple((f"第{at}", (long,)) for at in range(3))),
    ):
        sheets, _ = typeset((*[words("汛")] * before, block), BARE)
        assert {page.count("甲") % (23 * lines) for page in texts(sheets.pdf)} == {0}
    sheets, _ = typeset((Table((1, 9), (), ((cell("长"), cell("甲" * 2000)),)),), BARE)
    assert sheets.pages > 1


@pytest.mark.parametrize("before", range(2, 22, 2))
def test_a_long_row_begins_with_some_lines(before: int) -> None:
    table = Table((1, 9), (), ((cell("短"), cell("乙")), (cell("长"), cell("甲" * 1500))))
    sheets, _ = typeset((*[words("汛")] * before, table), BARE)
    found = [page.count("甲") for page in texts(sheets.pdf)]
    assert sum(found) == 1500
    first = next(count for count in found if count)
    assert first >= 3 * 28
    assert max(page.count("长") * page.count("甲") for page in texts(sheets.pdf)) > 0


def test_lists_six_deep_stand_in_by_little_more_than_a_character_each() -> None:
    texts = [f"第{n}层，" + "甲" * 40 for n in range(1, 7)]
    inner: tuple[Item, ...] = ()
    for text in reversed(texts):
        more = (Listing(inner),) if inner else ()
        inner = (Item("", (words(text), *more)),)
    sheets, _ = typeset((Listing(inner),))
    found = [row for row in rows(signs(sheets.pdf)) if "层" in said(row)]
    starts = [next(sign.x for sign in row if sign.text == "第") for row in found]
    steps = [(right - left) / (156 * MM / 28) for left, right in pairwise(starts)]
    assert len(steps) == 5
    assert all(0.7 < step < 1.6 for step in steps)
