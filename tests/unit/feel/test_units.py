from __future__ import annotations

from fractions import Fraction

import pytest

from planforge.feel import Problem, ProblemKind, Unit, convert, parse_unit, units_of
from planforge.i18n import msg


def unit(text: str) -> Unit:
    found = parse_unit(text)
    assert isinstance(found, Unit)
    return found


@pytest.mark.parametrize(
    ("spellings", "symbol"),
    [
        (("毫米", "mm", " mm ", "㎜"), "mm"),
        (("平方公里", "平方千米", "km2", "km²"), "km2"),
        (("立方米每秒", "m3/s"), "m3/s"),
        (("万方", "万立方米"), "万m3"),
        (("万千瓦",), "万kW"),
        (("人", "名"), "人"),
        (("万人", "万名"), "万人"),
        (("%", "％", "百分比"), "%"),
        (("℃", "度"), "℃"),
        (("毫克/升", "mg/L"), "mg/L"),
    ],
)
def test_every_spelling_is_one_unit(spellings: tuple[str, ...], symbol: str) -> None:
    assert {unit(text).symbol for text in spellings} == {symbol}


@pytest.mark.parametrize(
    ("value", "source", "target", "result"),
    [
        ("1", "亿元", "万元", "10000"),
        ("1", "平方公里", "公顷", "100"),
        ("15", "亩", "公顷", "1"),
        ("30", "mm", "m", "3/100"),
        ("36", "km/h", "m/s", "10"),
        ("0.2", "万人", "人", "2000"),
        ("1", "小时", "天", "1/24"),
        ("2", "年", "个月", "24"),
        ("10", "兆瓦", "万千瓦", "1"),
        ("250", "μg/m3", "mg/m3", "1/4"),
    ],
)
def test_conversion_is_exact(value: str, source: str, target: str, result: str) -> None:
    assert convert(Fraction(value), unit(source), unit(target)) == Fraction(result)


@pytest.mark.parametrize(
    ("source", "target"), [("人", "户"), ("月", "天"), ("mm", "km2"), ("级", "℃")]
)
def test_what_is_measured_otherwise_does_not_convert(source: str, target: str) -> None:
    assert isinstance(convert(Fraction(1), unit(source), unit(target)), Problem)


def test_a_failed_conversion_names_the_units_that_fit() -> None:
    assert convert(Fraction(1), unit("km2"), unit("mm")) == Problem(
        ProblemKind.UNIT,
        msg(
            "“{source}” cannot be converted to “{target}”",
            source=msg("square kilometres"),
            target=msg("millimetres"),
        ),
        0,
        0,
        msg("Use one of these units: {units}", units=("mm", "cm", "m", "km")),
    )


def test_an_unknown_unit_names_the_nearest() -> None:
    assert parse_unit(" 毫 ", 7) == Problem(
        ProblemKind.UNIT,
        msg("“{unit}” is not a known unit", unit="毫"),
        8,
        9,
        msg("Did you mean {candidates}?", candidates=("毫米", "毫米每小时", "毫米/小时")),
    )


def test_an_exponent_is_no_unit_but_a_number_to_be_written_in_full() -> None:
    assert parse_unit("e9", 1) == Problem(
        ProblemKind.UNIT,
        msg("“{unit}” is not a known unit", unit="e9"),
        1,
        3,
        msg("Write the whole number, or with 万 or 亿: 1000000, 100万"),
    )


def test_the_case_of_letters_matters_but_is_suggested() -> None:
    problem = parse_unit("MM")
    assert isinstance(problem, Problem)
    assert problem.hint is not None
    assert problem.hint.render("en").startswith("Did you mean mm")


def test_only_counted_things_are_whole() -> None:
    assert [unit(text).is_whole for text in ("人", "万户", "mm", "级")] == [
        True,
        True,
        False,
        False,
    ]


def test_units_of_an_unknown_dimension_are_none() -> None:
    assert units_of("happiness") == ()
