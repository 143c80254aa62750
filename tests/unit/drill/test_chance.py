"""Draws depend on their names only, and durations are exact."""

from __future__ import annotations

from fractions import Fraction

import pytest

from planforge.drill.chance import (
    AT_ONCE,
    Chance,
    Mode,
    Span,
    Stream,
    exactly,
    rounded_root,
    triangular,
)

SPAN = Span(60, 120, 360)


def test_a_draw_is_the_same_for_ever() -> None:
    draw = Chance(7, Mode.SAMPLE).share(Stream.DURATION, "flood/evacuate", 1)
    assert draw == Fraction(4632894403618444479, 1 << 64)


def test_seed_stream_entity_and_number_all_count() -> None:
    draws = [
        Chance(seed, Mode.SAMPLE).share(stream, entity, n)
        for seed in (1, 2)
        for stream in (Stream.DURATION, Stream.DELAY)
        for entity in ("a", "b")
        for n in (0, 1)
    ]
    assert len(set(draws)) == len(draws)
    assert all(0 <= draw < 1 for draw in draws)


@pytest.mark.parametrize(
    ("mode", "seconds"), [(Mode.PLAN, 120), (Mode.BEST, 60), (Mode.WORST, 360)]
)
def test_modes_without_chance(mode: Mode, seconds: int) -> None:
    assert Chance(1, mode).seconds(SPAN, Stream.DURATION, "a", 0) == seconds


def test_a_sample_lies_within_the_span_and_a_fixed_one_is_fixed() -> None:
    chance = Chance(1, Mode.SAMPLE)
    drawn = [chance.seconds(SPAN, Stream.DURATION, "a", n) for n in range(200)]
    assert all(60 <= seconds <= 360 for seconds in drawn)
    assert len(set(drawn)) > 100
    assert chance.seconds(exactly(5), Stream.DURATION, "a", 0) == 5


@pytest.mark.parametrize(
    ("share", "seconds"),
    [
        (Fraction(0), 60),
        (Fraction(1, 5), 120),
        (Fraction(1, 20), 90),
        (Fraction(4, 5), 240),
        (Fraction(1), 360),
    ],
)
def test_the_triangle_is_inverted_exactly(share: Fraction, seconds: int) -> None:
    assert triangular(SPAN, share) == seconds


def test_a_triangle_without_width_is_a_point() -> None:
    assert triangular(AT_ONCE, Fraction(1, 2)) == 0


@pytest.mark.parametrize(
    ("square", "root"),
    [
        (Fraction(0), 0),
        (Fraction(1, 4), 1),
        (Fraction(24, 100), 0),
        (Fraction(9, 4), 2),
        (Fraction(10**30 + 1), 10**15),
    ],
)
def test_roots_are_rounded_without_floats(square: Fraction, root: int) -> None:
    assert rounded_root(square.numerator, square.denominator) == root


@pytest.mark.parametrize("span", [(-1, 0, 0), (2, 1, 3), (1, 3, 2)])
def test_a_span_out_of_order_is_refused(span: tuple[int, int, int]) -> None:
    with pytest.raises(ValueError, match="not in order"):
        Span(*span)
