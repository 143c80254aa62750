"""Bounds that lie outside of what an indicator can have."""

from __future__ import annotations

from fractions import Fraction

import pytest

from planforge.feel import Numeric, Problems, Unit, ValueSet, compile_test, parse_unary, parse_unit


def _unit(text: str) -> Unit:
    found = parse_unit(text)
    assert isinstance(found, Unit)
    return found


SHARE = Numeric(_unit("%"), Fraction(0), Fraction(100))
RAIN = Numeric(_unit("mm"), Fraction(0))


def result(text: str, domain: Numeric) -> ValueSet | Problems:
    test = parse_unary(text)
    assert not isinstance(test, Problems), test
    return compile_test(test, domain)


@pytest.mark.parametrize(
    ("domain", "text", "places"),
    [
        (SHARE, "[60..800) %", [(5, 8)]),
        (SHARE, "[-20..800) %", [(1, 4), (6, 9)]),
        (SHARE, "< 110", [(2, 5)]),
        (SHARE, ">= -1", [(3, 5)]),
        (RAIN, "[-1..5)", [(1, 3)]),
    ],
)
def test_a_bound_beyond_the_domain_is_a_digit_too_many(
    domain: Numeric, text: str, places: list[tuple[int, int]]
) -> None:
    found = result(text, domain)
    assert isinstance(found, Problems)
    assert [(problem.start, problem.end) for problem in found] == places


@pytest.mark.parametrize("text", ["[0..100]", "[80..100)", "<= 100", "> 0", "100"])
def test_the_ends_of_the_domain_are_no_bounds_beyond_it(text: str) -> None:
    assert isinstance(result(text, SHARE), ValueSet)


def test_a_bound_beyond_the_domain_is_said_with_its_extent() -> None:
    found = result("[60..800) %", SHARE)
    assert isinstance(found, Problems)
    (problem,) = found
    assert problem.message.render("zh_CN") == "800%超出了该指标的取值范围"
    assert problem.hint is not None
    assert problem.hint.render("zh_CN") == "该指标的取值范围：[0..100] %"
