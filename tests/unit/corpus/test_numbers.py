from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planforge.corpus.neutral import neutral_of
from planforge.corpus.numbers import Numbers
from planforge.corpus.public import public_corpus
from tests.unit.document.small import FLOOD, FLOOD_PROSE, corpus

HIDDEN = ("13800001234", "0500-5550009", "010-55500012", "0500-5550033 / 0500-5550034")
SHOWN = ("0500-5550000", "0512-5550077")
NUMBERS = Numbers.of(HIDDEN[:3], SHOWN)


@pytest.mark.parametrize(
    ("text", "masked"),
    [
        ("电话：13800001234。", "电话：X。"),
        ("电话138 0000 1234，", "电话X，"),
        ("电话138-0000-1234转8012", "电话X"),
        ("电话+86 138 0000 1234", "电话+X"),
        ("电话8613800001234", "电话X"),
        ("电话１３８００００１２３４", "电话X"),
        ("（0500）5550009、0500—5550009", "X、X"),
        ("(0500) 555-0009", "X"),
        ("市内拨5550009，市外拨05005550009", "市内拨X，市外拨X"),
        ("55500012", "X"),
        ("13800001234 05005550009", "X X"),
        ("0500-5550000、0512-5550009、1380000123、138000012345", None),
        ("2026-01-12 至 2026-03-01", None),
        ("119、12345、5550000", None),
        ("", None),
    ],
)
def test_a_number_is_masked_however_it_is_written(text: str, masked: str | None) -> None:
    assert NUMBERS.masked(text, "X") == (text if masked is None else masked)
    assert NUMBERS.is_in(text) is (masked is not None)


@pytest.mark.parametrize(
    ("text", "masked"),
    [
        ("张某（138 0000 1234）、李某", "张某（不公开）、李某"),
        ("（市长 138-0000-1234转8012）", "（市长 不公开）"),
        ("（13800001234，张某）", "（不公开，张某）"),
        ("((0500)5550009)", "(不公开)"),
        ("市长13800001234，", "市长（不公开），"),
        ("（0500）5550009。", "（不公开）。"),
        ("13800001234", "（不公开）"),
    ],
)
def test_brackets_of_the_word_are_left_out_within_others(text: str, masked: str) -> None:
    assert NUMBERS.masked(text, "（不公开）") == masked


def test_what_somebody_public_has_too_is_public() -> None:
    numbers = Numbers.of(("0500-5550009", "0500-5550077"), ("（0500）5550009", "0512-5550077"))
    assert numbers.masked("05005550009、5550077、0500-5550077", "X") == "05005550009、5550077、X"


@given(
    st.text("138000012340559 -（）.转、。电话", max_size=60),
    st.sampled_from(["13800001234", "138 0000 1234", "0500-5550009"]),
    st.text("、。电话打：", min_size=1, max_size=5),
)
def test_no_number_survives_between_words(around: str, number: str, apart: str) -> None:
    assert number not in NUMBERS.masked(f"{around}{apart}{number}{apart}{around}", "X")


def test_numbers_of_persons_go_from_prose_and_facts_for_the_public() -> None:
    prose = f"{FLOOD_PROSE}\n市长电话 100 0000 0001，副市长（100）00000002，孙某三10000000009。\n"
    flood = FLOOD.replace("内容: 组织会商研判", "内容: 组织会商研判（市长 100-0000-0001）")
    public = public_corpus(corpus(flood=flood, prose=prose))
    said = (public.plans[0].prose or "")[len(FLOOD_PROSE) :]
    word = "（号码不公开）"
    assert said == f"\n市长电话 {word}，副市长{word}，有关人员{word}。\n"
    assert public.plans[0].plan.actions[0].content == "组织会商研判（市长 号码不公开）"
    neutral = neutral_of(corpus())
    assert neutral is not None
    assert neutral.text("防办0500-5550002，水上救援队100-0000-0003") == (
        "防办0500-5550002，水上救援队100-0000-0003"
    )
