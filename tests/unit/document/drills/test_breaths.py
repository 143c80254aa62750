"""Turns of a script are short enough to be said and repeated."""

from __future__ import annotations

from planforge.document.drills.breaths import MOST, breaths


def test_a_short_text_is_one_turn() -> None:
    assert breaths("收到，继续跟进。", "zh_CN") == ("收到，继续跟进。",)


def test_a_long_text_is_cut_behind_sentences_first() -> None:
    one, other = "甲" * 40 + "。", "乙" * 30 + "。"
    assert breaths(one + other, "zh_CN") == (one, other)
    assert breaths(f"{other}收到。{one}", "zh_CN") == (f"{other}收到。", one)


def test_a_long_sentence_is_cut_behind_clauses_and_items() -> None:
    clause, item = "甲" * 50 + "，", "乙" * 35 + "、"
    assert breaths(f"{clause}{item}{item}丙。", "zh_CN") == (clause, item, f"{item}丙。")
    assert "".join(breaths(f"{clause}{item}{item}丙。", "zh_CN")) == f"{clause}{item}{item}丙。"


def test_a_sentence_of_several_parts_is_cut_between_these() -> None:
    part, other = "甲" * 20 + "，" + "乙" * 20 + "；", "丙" * 20 + "，" + "丁" * 20 + "。"
    assert breaths(f"{part}{other}", "zh_CN") == (part, other)


def test_what_cannot_be_cut_stays_whole_and_so_do_other_languages() -> None:
    assert breaths("甲" * 70, "zh_CN") == ("甲" * 70,)
    assert breaths("Go on. " * 20, "en") == ("Go on. " * 20,)
    assert MOST == 60
