"""Figures in texts of injects, in whatever order and signs people write them."""

from __future__ import annotations

from fractions import Fraction

import pytest

from planforge.rules.drills.figures import Figure, figures

HALF = Fraction(1, 2)


@pytest.mark.parametrize(
    ("text", "stem", "unit", "figure"),
    [
        ("被困6人", "被困", "人", ("被困6人", 6, HALF)),
        ("有6人被困", "被困", "人", ("6人被困", 6, HALF)),
        ("还有6名工人被困", "被困", "人", ("6名工人被困", 6, HALF)),
        ("有二十个人没出来", "被困", "人", ("二十个人没出来", 20, HALF)),
        ("死了5个人，失踪8人", "死亡", "人", ("死了5个人", 5, HALF)),
        ("死了5个人，失踪8人", "失踪", "人", ("失踪8人", 8, HALF)),
        ("1人遇难，2人被埋", "死亡", "人", ("1人遇难", 1, HALF)),
        ("减供负荷80%", "减供负荷", "%", ("减供负荷80%", 80, HALF)),
        ("停电用户六成", "停电用户", "%", ("停电用户六成", 60, Fraction(5))),
        ("停电用户占四成半", "停电用户", "%", ("停电用户占四成半", 45, Fraction(5, 2))),
        ("停电用户占百分之四十一", "停电用户", "%", ("停电用户占百分之四十一", 41, HALF)),
        ("24小时降雨16.5毫米", "24小时降雨", "毫米", ("24小时降雨16.5毫米", 16.5, HALF / 10)),
    ],
)
def test_a_figure_is_read_in_any_order(
    text: str, stem: str, unit: str, figure: tuple[str, float, Fraction]
) -> None:
    words, value, off = figure
    assert figures(text, {stem}, unit) == (Figure(words, Fraction(value), off),)


@pytest.mark.parametrize(
    ("text", "stem", "unit"),
    [
        ("其中3人死亡", "死亡", "人"),
        ("又有2人被困", "被困", "人"),
        ("新增2人死亡", "死亡", "人"),
        ("近20人被困，也可能20多人被困", "被困", "人"),
        ("三五个人被困", "被困", "人"),
        ("没有一个人被困", "被困", "人"),
        ("死亡失踪3人", "死亡", "人"),
        ("17个失联乡镇", "失踪", "人"),
        ("停电用户超过六成", "停电用户", "%"),
        ("停电用户12万户", "停电用户", "%"),
        ("停电用户6", "停电用户", "%"),
    ],
)
def test_a_part_a_rough_figure_and_another_unit_are_none(text: str, stem: str, unit: str) -> None:
    assert figures(text, {stem}, unit) == ()


def test_a_figure_fits_what_rounds_to_it() -> None:
    (share,) = figures("停电用户四成", {"停电用户"}, "%")
    assert [share.fits(Fraction(value)) for value in (34, 35, 41, 45, 46)] == [
        False,
        True,
        True,
        True,
        False,
    ]
