from __future__ import annotations

import pytest

from planforge.publish.word.numbering import Mark, chinese, marks_of


@pytest.mark.parametrize(
    ("marks", "expected"),
    [
        (["（1）", "（2）"], Mark("decimal", "（", "）", 1)),
        (["3.", "4.", "5."], Mark("decimal", "", ".", 3)),
        (["一、", "二、"], Mark("chineseCountingThousand", "", "、", 1)),
        (["（九）", "（十）", "（十一）"], Mark("chineseCountingThousand", "（", "）", 9)),
        (["①", "②"], Mark("decimalEnclosedCircleChinese", "", "", 1)),
        (["a)", "b)"], Mark("lowerLetter", "", ")", 1)),
        (["C.", "D."], Mark("upperLetter", "", ".", 3)),
        (["（1）", "（3）"], None),
        (["（1）", "2."], None),
        (["01."], None),
        (["（十十）"], None),
        (["第一"], None),
        (["", ""], None),
        ([], None),
    ],
)
def test_marks_that_follow_each_other_are_counted(marks: list[str], expected: Mark | None) -> None:
    assert marks_of(marks) == expected


def test_numbers_in_chinese() -> None:
    assert [chinese(n) for n in (1, 10, 11, 20, 21, 99)] == [
        "一",
        "十",
        "十一",
        "二十",
        "二十一",
        "九十九",
    ]
