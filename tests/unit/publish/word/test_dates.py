"""Where dates in cells end their lines: Word breaks between any two Chinese characters."""

from __future__ import annotations

import pytest

from planforge.document import blocks as b
from planforge.document.books.book import Style
from planforge.publish.blocks.model import Cell, Paragraph, Run, Table
from planforge.publish.word.dates import with_room_for_days
from tests.unit.publish.word.made import book, opened, part, written


def test_a_date_that_a_column_is_too_narrow_for_is_broken_behind_the_year() -> None:
    def cells(*widths: int) -> list[str]:
        row = ("2025年12月24日", "2026年1月", "至2025年12月24日")
        table = b.table(("备案", "公布", "废止"), [row], widths=widths)
        made = opened(written(book(part("p", Style.ANNEX, table))))
        return [cell.text for cell in made.tables[0].rows[1].cells]

    assert cells(1, 1, 1) == ["2025年12月24日", "2026年1月", "至2025年12月24日"]
    assert cells(17, 17, 66) == ["2025年\n12月24日", "2026年1月", "至2025年12月24日"]


@pytest.mark.parametrize(
    ("widths", "asked"),
    [
        ((800, 8044), (1310, 7534)),
        ((3000, 5844), (3000, 5844)),
        ((800, 900), (800, 900)),
    ],
    ids=["narrow", "wide", "nothing to spare"],
)
def test_a_column_of_dates_has_room_for_month_and_day(
    widths: tuple[int, ...], asked: tuple[int, ...]
) -> None:
    row = tuple(Cell((Paragraph((Run(text),)),)) for text in ("2025年12月24日", "组织会商"))
    assert with_room_for_days(Table((1, 1), (), (row,)), widths, 12.0, 170) == asked


def test_a_date_below_a_name_counts_and_one_in_a_sentence_does_not() -> None:
    def widths(*texts: str) -> tuple[int, ...]:
        cell = Cell(tuple(Paragraph((Run(text),)) for text in texts))
        table = Table((1, 1), (), ((cell, Cell(())),))
        return with_room_for_days(table, (800, 8044), 12.0, 170)

    assert widths("安澜市政府", "2025年1月2日") == (1070, 7774)
    assert widths("自2025年1月2日起") == (800, 8044)
