"""Widths of columns, and which of them are centred."""

import pytest

from planforge.publish.blocks.model import Cell, Facts, Item, Listing, Literal, Table
from planforge.publish.paper.balance import balanced
from planforge.publish.paper.tables import INSET_PT, centred_of, most_lines_whole, widths_of
from tests.unit.publish.paper.pages import MM, cell, signs, typeset, words


def table(widths: tuple[int, ...], *rows: tuple[str, ...], style: str = "") -> Table:
    made = tuple(tuple(cell(text) for text in row) for row in rows)
    return Table(widths, (), made, style=style)


def test_columns_share_the_page_as_asked() -> None:
    assert widths_of(table((1, 3), ("甲", "乙")), 400, 10) == [100, 300]


def test_a_number_is_not_torn_apart() -> None:
    narrow, wide = widths_of(table((1, 99), ("0500-5550547", "乙")), 400, 10)

    assert narrow == pytest.approx(12 * 0.52 * 10 + 11)
    assert narrow + wide == pytest.approx(400)


@pytest.mark.parametrize("word", ["@SUM(A1)", "ABCDEFGHIJKLMNOP", "GB/T9704-2012", "MMWW%%&&"])
def test_a_word_of_wide_letters_does_not_cross_the_rule_of_its_cell(word: str) -> None:
    made = table((1, 30, 30), (word, "说明很长" * 40, "理由很长" * 40))
    sheets, _ = typeset((made,))
    found = [sign for sign in signs(sheets.pdf) if sign.y < 200 * MM]  # not the number of the page
    right = max(sign.right for sign in found if sign.text.isascii() and sign.text in word)
    next_column = min(sign.left for sign in found if sign.text in "说明很长")
    assert right <= next_column - INSET_PT + 1


def test_a_date_stays_in_one_line_where_there_is_room_for_that() -> None:
    roomy = widths_of(table((1, 20), ("2026年12月24日", "乙")), 400, 10)
    crowded = widths_of(table((1, 1, 1, 1), *[("2026年12月24日",) * 4]), 240, 10)

    assert roomy[0] > 7 * 10 + 10
    assert crowded == [60, 60, 60, 60]


def test_columns_that_cannot_all_be_wide_enough_share_what_there_is() -> None:
    widths = widths_of(table((1, 1), ("A" * 60, "B" * 30)), 200, 10)

    assert sum(widths) == pytest.approx(200)
    assert widths[0] > widths[1]


def test_room_goes_to_the_column_that_makes_the_rows_long() -> None:
    long = "编织袋土工布块石" * 12
    rows = [("中心库", "江北区城北街道", long)] * 3

    freed = widths_of(table((1, 1, 1), *rows), 390, 10)
    formed = widths_of(table((1, 1, 1), *rows, style="form-rows"), 390, 10)

    assert formed == [130, 130, 130]
    assert freed[2] > 200
    assert min(freed) >= 5 * 10 + 10
    assert sum(freed) == pytest.approx(390)


def test_widths_stay_where_rows_are_short() -> None:
    assert balanced([100, 100], [20, 20], [[[3.0], [9.0]]] * 5, 10, 10) == [100, 100]


def test_a_column_of_a_few_signs_is_centred_and_one_of_text_is_not() -> None:
    made = table((1, 1, 1), ("1", "市消防救援支队负责", ""), ("12", "短", "有"))

    assert centred_of(made, [60, 200, 60], 10) == [True, False, True]


def test_a_table_without_rows_centres_nothing() -> None:
    assert centred_of(Table((1,), (), ()), [100], 10) == [False]


def test_what_a_cell_holds_counts_with_all_its_lines() -> None:
    held = (
        Listing((Item("", (words("甲" * 30),)),)),
        Facts((("牵头", (words("乙" * 30),)), ("配合", ()))),
        Literal("丙\n丁"),
    )
    made = Table((1, 1), (), ((Cell(held), cell("短")),))

    widths = widths_of(made, 300, 10)

    assert widths[0] >= 180
    assert centred_of(made, widths, 10) == [False, True]


def test_names_of_six_characters_and_limits_stay_in_one_line() -> None:
    made = table((1, 9, 9), ("危化品预案", "30分钟内", "甲" * 60), ("突发事件总体", "2小时", ""))
    first, second, _ = widths_of(made, 400, 10)
    assert first >= 6 * 10 + 10
    assert second >= 5 * 10
    crowded = table((1,) * 9, *[("突发事件总体",) * 9])
    assert widths_of(crowded, 440, 10) == pytest.approx([440 / 9] * 9)


def test_a_row_that_takes_less_than_a_fifth_of_the_page_stays_whole() -> None:
    assert [most_lines_whole(638, size) for size in (9, 10.5, 12)] == [16, 13, 12]
    assert most_lines_whole(200, 12) == 6
