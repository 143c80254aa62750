from __future__ import annotations

import pytest
from docutils import nodes

from planforge.document import prose
from planforge.document.books.book import Numbering
from planforge.document.books.plans import plan_parts
from planforge.document.heading_numbers import chinese, label, numbered_title, numbering_of
from planforge.document.pages import site_pages
from planforge.document.pages.frame import Frame
from tests.unit.document.small import FLOOD, FLOOD_PROSE, context, corpus


@pytest.mark.parametrize(
    ("number", "written"),
    [((3,), "三、"), ((3, 12), "（十二）"), ((3, 1, 2), "2."), ((3, 1, 2, 4), "（4）")],
)
def test_chinese_numbers_are_those_of_official_documents(
    number: tuple[int, ...], written: str
) -> None:
    assert label(number, len(number), Numbering.CHINESE) == written


def test_a_fifth_level_is_circled_up_to_twenty() -> None:
    assert label((1, 1, 1, 1, 20), 5, Numbering.CHINESE) == "⑳"
    assert label((1, 1, 1, 1, 21), 5, Numbering.CHINESE) == "（21）"


def test_decimal_numbers_stand_a_character_before_the_text() -> None:
    assert label((1,), 1, Numbering.DECIMAL) == "1\u3000"
    assert label((3, 2, 10), 3, Numbering.DECIMAL) == "3.2.10\u3000"


def test_a_heading_without_number_or_in_an_unnumbered_part_has_no_label() -> None:
    assert label((), 1, Numbering.CHINESE) == ""
    assert label((2,), 1, Numbering.NONE) == ""


def test_numbers_are_written_as_people_say_them() -> None:
    assert [chinese(n) for n in (1, 9, 10, 11, 20, 99, 102)] == [
        "一",
        "九",
        "十",
        "十一",
        "二十",
        "九十九",
        "一〇二",
    ]


def test_a_title_with_its_number_is_one_line_of_a_page() -> None:
    numbers = [Numbering.DECIMAL, Numbering.CHINESE, Numbering.NONE]
    assert [numbered_title("总则", (1,), one) for one in numbers] == ["1 总则", "一、总则", "总则"]


@pytest.mark.parametrize(
    ("said", "numbering"),
    [
        ("类别: 总体", Numbering.DECIMAL),
        ("类别: 专项", Numbering.DECIMAL),
        ("类别: 部门", Numbering.CHINESE),
        ("类别: 乡镇", Numbering.CHINESE),
        ("类别: 村", Numbering.CHINESE),
        ("类别: 单位", Numbering.DECIMAL),
        ("类别: 部门\n标题编号: 数字", Numbering.DECIMAL),
        ("类别: 专项\n标题编号: 汉字", Numbering.CHINESE),
    ],
)
def test_the_class_decides_unless_the_plan_says_otherwise(said: str, numbering: Numbering) -> None:
    found = context(flood=FLOOD.replace("类别: 专项", said, 1))
    assert numbering_of(found.plan_view.plan) is numbering


TYPED = (
    FLOOD_PROSE.replace("# 总则", "# 一、总则")
    .replace("## 编制目的", "## （一）编制目的")
    .replace("## 编制依据", "## 1.2 编制依据")
    .replace("# 应急响应", "# 第二章 应急响应")
)
DEPARTMENT = FLOOD.replace("类别: 专项", "类别: 部门", 1)


def test_a_typed_number_stands_once_where_headings_are_counted() -> None:
    read = prose.read(TYPED, context(flood=DEPARTMENT, prose=TYPED), "plan.md")
    titles = [t.astext() for c in read.chapters for t in c.findall(nodes.title)]
    assert titles == ["一、总则", "（一）编制目的", "（二）编制依据", "二、应急响应"]


def test_site_and_books_number_alike() -> None:
    found = corpus(flood=DEPARTMENT, prose=TYPED)
    pages = {page.docname: page for page in site_pages(found, language="zh_CN", public=True)}
    chapters = [pages[f"plan/flood/chapter-{number}"].title for number in (1, 2)]
    assert chapters == ["一、总则", "二、应急响应"]
    frame = Frame(found, language="zh_CN", public=True, version="1")
    text = next(p for p in plan_parts(frame, found.plans[0]) if p.ident == "plan-flood")
    assert text.numbering is Numbering.CHINESE
