from __future__ import annotations

import pytest

from planforge.document.charts.measure import plain, width, wrap


@pytest.mark.parametrize(
    ("text", "em"),
    [
        ("应急预案", 4.0),
        ("Ⅰ级", 2.0),
        ("", 0.0),
        ("\U0001f525", 1.4),
        ("e\u0301", 0.65),
        ("i", 0.46),
    ],
)
def test_width_is_an_upper_bound_by_kind_of_character(text: str, em: float) -> None:
    assert width(text) == pytest.approx(em)


def test_bold_latin_is_wider_and_bold_chinese_is_not() -> None:
    assert width("预案", bold=True) == 2.0
    assert width("ab", bold=True) > width("ab")


def test_lines_are_few_and_about_equally_long() -> None:
    assert wrap("成立现场指挥部派出工作组和专家组", 9) == ("成立现场指挥部", "派出工作组和专家组")


def test_a_break_after_a_comma_is_preferred() -> None:
    assert wrap("同步启动响应，首报灾情", 9) == ("同步启动响应，", "首报灾情")


def test_closing_marks_never_begin_a_line_and_opening_marks_never_end_one() -> None:
    for em in range(4, 14):
        for line in wrap(
            "清江干流发生特大洪水（重现期50年），《防汛法》规定“立即”报告、处置。", em
        ):
            assert line[0] not in "，。、）》”"
            assert line[-1] not in "（《“"


def test_latin_words_and_numbers_with_their_unit_stay_whole() -> None:
    assert wrap("采用SCADA系统24小时内恢复", 6.5) == (
        "采用",
        "SCADA系统",
        "24小时内恢复",
    )


def test_words_of_the_field_are_not_torn() -> None:
    assert wrap("市城市管理综合行政执法局", 9) == ("市城市管理", "综合行政执法局")


def test_a_piece_longer_than_a_line_is_cut() -> None:
    lines = wrap("A" * 40, 8)
    assert "".join(lines) == "A" * 40
    assert all(width(line) <= 8 for line in lines)


def test_text_beyond_the_last_line_ends_in_an_ellipsis() -> None:
    assert wrap("甲乙丙丁戊己庚辛壬癸", 3, max_lines=2) == ("甲乙", "丙丁…")


def test_line_breaks_of_the_text_are_kept_and_blank_lines_dropped() -> None:
    assert wrap("甲\n\r\n乙\u2028丙", 5) == ("甲", "乙", "丙")


def test_empty_text_has_no_line() -> None:
    assert wrap(" \n\t", 5) == ()


def test_control_characters_and_lone_surrogates_do_not_reach_a_picture() -> None:
    assert plain("a\x00b\x1bc\ud800\u200b\u202ed\ufffe") == "a b c\ufffdd\ufffd"


def test_levels_are_not_torn() -> None:
    for em in range(4, 14):
        lines = wrap("Ⅰ级→Ⅱ级、Ⅱ级→Ⅲ级：市防指总指挥决定", em)
        assert [line for line in lines if line[0] == "级"] == []
