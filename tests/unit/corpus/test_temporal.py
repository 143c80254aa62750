"""Waits and limits that can or cannot be kept."""

from __future__ import annotations

import pytest

from planforge.corpus.temporal import Conflict, Span, conflicts, limit, wait

START, SURVEY, REPORT = range(3)


def test_a_limit_includes_its_last_second() -> None:
    waits = (wait(START, SURVEY, 45), wait(SURVEY, REPORT, 15))
    assert conflicts(3, waits, (limit(START, REPORT, 60),)) == ()


def test_a_broken_limit_comes_with_the_longest_chain() -> None:
    waits = (wait(START, REPORT, 10), wait(START, SURVEY, 45), wait(SURVEY, REPORT, 16))
    assert conflicts(3, waits, (limit(START, REPORT, 60),)) == (
        Conflict((Span(0, 1, 45), Span(1, 2, 16), Span(2, 0, -60)), 1),
    )


def test_two_limits_may_only_together_be_impossible() -> None:
    alarm, start, first, last = range(4)
    waits = (wait(alarm, first, 60), wait(start, last, 40))
    limits = (limit(start, first, 30), limit(alarm, last, 60))
    (found,) = conflicts(4, waits, limits)
    assert set(found.spans) == {*waits, *limits}
    assert found.excess == 10
    assert conflicts(4, waits, limits[:1]) == ()


def test_waits_in_a_circle_are_refused() -> None:
    with pytest.raises(ValueError, match="circle"):
        conflicts(2, (wait(0, 1, 1), wait(1, 0, 1)), ())


def test_without_limits_nothing_can_conflict() -> None:
    assert conflicts(2, (wait(0, 1, 10**9),), ()) == ()
