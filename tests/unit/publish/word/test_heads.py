"""What runs above and below the first pages of parts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from planforge.document import blocks as b
from planforge.document.books.book import Opening, Style
from planforge.publish.paper.numbers import Numbers
from planforge.publish.word.book_docx import book_docx
from tests.unit.publish.word.made import (
    Gallery,
    Painter,
    book,
    contents,
    notice,
    opened,
    part,
    plan_text,
    resolve,
    written,
)

if TYPE_CHECKING:
    from planforge.document.books.book import Part


def firsts(printed: dict[str, str], *parts: Part) -> list[tuple[str, str, str] | None]:
    """Return of each part what its first page alone bears: head, number and its side."""
    made = book_docx(book(*parts), Gallery(), Painter(), resolve, Numbers(printed, {}, {}))
    found: list[tuple[str, str, str] | None] = []
    for one in opened(made).sections:
        foot = one.first_page_footer.paragraphs[0]
        found.append(
            (one.first_page_header.paragraphs[0].text, foot.text, str(foot.alignment))
            if one.different_first_page_header_footer
            else None
        )
    return found


def test_no_running_head_stands_above_the_title_of_a_plan_behind_its_notice() -> None:
    told = contents()
    text = part("p", Style.PLAN, b.paragraph("文"), heading="甲")
    annex = part("a", Style.ANNEX, b.paragraph("文"), heading="附件1\n乙")
    printed = {"notice": "1", "contents": "2", "p": "3", "a": "4"}
    right, left = ("", "— 1 —", "RIGHT (2)"), ("", "— 1 —", "LEFT (0)")
    assert firsts(printed, notice(), told, text, annex) == [None, left, right, None]
    assert firsts({}, notice(), told, text, annex) == [None] * 4


def test_pages_whose_side_may_change_are_as_all_others() -> None:
    """LibreOffice takes the second page of what begins on a right page for a first one too."""
    parts = [
        part(name, style, b.paragraph("文"), heading=name, opening=opening)
        for name, style, opening in (
            ("甲", Style.PLAN, Opening.RIGHT),
            ("乙", Style.PLAN, Opening.NEXT),
            ("附录", Style.ANNEX, Opening.LEFT),
        )
    ]
    assert firsts({"甲": "1", "乙": "5", "附录": "8"}, *parts) == [None] * 3


def test_the_second_page_of_an_edition_sheet_has_a_head_but_no_number() -> None:
    sheet = part("版本说明", Style.SHEET, b.paragraph("文"), opening=Opening.RIGHT)
    (first, _) = opened(written(book(sheet, plan_text()))).sections
    shown = [
        one.paragraphs[0].text
        for one in (first.header, first.even_page_header, first.footer, first.even_page_footer)
    ]
    assert shown == ["版本说明", "小城市防汛应急预案", "", ""]
