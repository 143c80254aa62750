"""Turns of a script are short enough to be said and repeated."""

from __future__ import annotations

from planforge.drill.kit.breaths import MOST, breaths, fits, listed, packed, sentences
from planforge.drill.kit.values import Words, text_of
from planforge.i18n import msg


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


def test_items_fill_turns_and_texts_that_are_too_long_are_cut() -> None:
    def called(some: tuple[Words, ...]) -> Words:
        return msg("{post}: {facts}.", post="市防指总指挥", facts=some)

    long = "事态得到控制" * 4 + "，" + "抢险基本完成" * 4
    said = packed(("甲" * 20, long, "乙" * 40), listed, called)
    assert [text_of(one, "zh_CN") for one in said] == [
        f"市防指总指挥，{'甲' * 20}、{'事态得到控制' * 4}。",
        f"{'抢险基本完成' * 4}。",
        f"{'乙' * 40}。",
    ]


def test_sentences_follow_one_another_as_long_as_they_fit() -> None:
    said = packed(("甲。", "乙" * 30 + "。", "丙" * 40 + "。"), sentences)
    assert [text_of(one, "zh_CN") for one in said] == [f"甲。{'乙' * 30}。", f"{'丙' * 40}。"]


def test_what_fits_is_told_by_the_chinese_words() -> None:
    assert fits("甲" * MOST)
    assert not fits("甲" * (MOST + 1))
    assert fits(msg("Received. Go on reporting."))
