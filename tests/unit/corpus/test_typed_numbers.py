from __future__ import annotations

import pytest

from planforge.corpus.typed_numbers import typed_number, without_number


@pytest.mark.parametrize(
    ("title", "place", "left"),
    [
        ("一、总则", 1, "总则"),
        ("（二）编制依据", 2, "编制依据"),
        ("（3）适用范围", 3, "适用范围"),
        ("第二章 组织体系", 2, "组织体系"),
        ("3.2 预警", 2, "预警"),
        ("3.2.1监测", 1, "监测"),
        ("1．总则", 1, "总则"),
        ("4 应急响应", 4, "应急响应"),
        ("一、总则", 5, "总则"),
        ("12 小时值守", 3, "12 小时值守"),
        ("1.5米以上积水的处置", 2, "1.5米以上积水的处置"),
        ("24小时值守", 24, "24小时值守"),
        ("2026年度风险形势", 1, "2026年度风险形势"),
        ("一、二级响应", 1, "一、二级响应"),
        ("第一响应人", 1, "第一响应人"),
        ("1.", 1, "1."),
    ],
)
def test_what_only_counts_a_heading_is_no_word_of_it(title: str, place: int, left: str) -> None:
    assert without_number(title, place) == left


def test_a_typed_number_is_told_with_the_gap_behind_it() -> None:
    assert [typed_number(title) for title in ("第二章　组织体系", "（一）总则", "总则")] == [
        "第二章　",
        "（一）",
        "",
    ]
