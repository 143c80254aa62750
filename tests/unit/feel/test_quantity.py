from __future__ import annotations

from fractions import Fraction

import pytest

from planforge.feel import Problem, ProblemKind, format_number, parse_number
from planforge.i18n import Message, msg

SEVERAL = "“{text}” could be one number or several"
ONE_OR_LIST = "Write {number} for the number, or put a blank behind each comma of a list"
POINT = msg("Write digits before and behind one decimal point, such as 0.5")


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("3", Fraction(3)),
        ("1.5", Fraction(3, 2)),
        ("-2", Fraction(-2)),
        ("0.1", Fraction(1, 10)),
        ("30万", Fraction(300_000)),
        ("0.2万", Fraction(2000)),
        ("1.2 亿", Fraction(120_000_000)),
        (" 007 ", Fraction(7)),
    ],
)
def test_numbers_are_exact(text: str, value: Fraction) -> None:
    assert parse_number(text) == value


@pytest.mark.parametrize(
    ("text", "start", "end", "message", "hint"),
    [
        ("1,000", 0, 5, msg(SEVERAL, text="1,000"), msg(ONE_OR_LIST, number="1000")),
        ("1，000", 0, 5, msg(SEVERAL, text="1，000"), msg(ONE_OR_LIST, number="1000")),
        ("1_000", 0, 5, msg(SEVERAL, text="1_000"), msg(ONE_OR_LIST, number="1000")),
        (
            " ３０",
            1,
            3,
            msg("“{text}” is written with full-width digits", text="３０"),
            msg("Write “{text}”", text="30"),
        ),
        (".5", 0, 2, msg("“{text}” is not a number", text=".5"), POINT),
        ("1.2.3", 0, 5, msg("“{text}” is not a number", text="1.2.3"), POINT),
        ("-", 1, 1, msg("“{text}” is not a number", text=""), POINT),
        ("3百", 0, 2, msg("“{text}” is not a number", text="3百"), None),
        ("1" * 31, 0, 31, msg("A number may have at most {limit} digits", limit=30), None),
    ],
)
def test_what_could_be_misread_is_refused(
    text: str, start: int, end: int, message: Message, hint: Message | None
) -> None:
    assert parse_number(text) == Problem(ProblemKind.NUMBER, message, start, end, hint)


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (Fraction(0), "0"),
        (Fraction(-3), "-3"),
        (Fraction(1, 10), "0.1"),
        (Fraction(-5, 4), "-1.25"),
        (Fraction(1, 3), "1/3"),
        (Fraction(300_000), "300000"),
        (Fraction(1, 1024), "0.0009765625"),
    ],
)
def test_numbers_are_written_without_exponent(value: Fraction, text: str) -> None:
    assert format_number(value) == text
