"""Working days skip weekends and holidays, and count the days worked in exchange."""

from __future__ import annotations

from datetime import date, timedelta

import chinese_calendar
import pytest

from planforge.corpus.workdays import (
    surely_over,
    unknown_years,
    workday_after,
    workdays_between,
)


@pytest.mark.parametrize(
    ("start", "end", "expected"),
    [
        (date(2025, 3, 3), date(2025, 3, 3), 0),
        (date(2025, 3, 5), date(2025, 3, 3), 0),
        (date(2025, 3, 3), date(2025, 3, 4), 1),
        (date(2025, 3, 7), date(2025, 3, 10), 1),  # over a weekend
        (date(2025, 9, 26), date(2025, 10, 11), 6),  # Sunday 28 and Saturday 11 are worked
        (date(2025, 12, 31), date(2026, 1, 5), 2),  # over New Year; Sunday 4 January is worked
        (date(2031, 1, 1), date(2031, 1, 10), None),  # holidays not fixed yet
        (date(2003, 12, 1), date(2003, 12, 5), None),  # before the data begin
    ],
)
def test_working_days(start: date, end: date, expected: int | None) -> None:
    assert workdays_between(start, end) == expected


@pytest.mark.parametrize(
    ("start", "count", "expected"),
    [
        (date(2025, 3, 3), 1, date(2025, 3, 4)),
        (date(2025, 3, 7), 1, date(2025, 3, 10)),  # over a weekend
        (date(2025, 9, 26), 6, date(2025, 10, 11)),  # a Saturday that is worked
        (date(2026, 1, 12), 20, date(2026, 2, 9)),
        (date(2030, 12, 31), 1, None),
    ],
)
def test_the_last_day_of_a_limit(start: date, count: int, expected: date | None) -> None:
    assert workday_after(start, count) == expected
    if expected is not None:
        assert workdays_between(start, expected) == count


def test_each_day_is_what_the_calendar_says() -> None:
    days = [date(2004, 1, 1) + timedelta(days=number) for number in range(22 * 365)]
    assert {day: workdays_between(day - timedelta(days=1), day) for day in days} == {
        day: int(chinese_calendar.is_workday(day))  # type: ignore[no-untyped-call]  # ships none
        for day in days
    }


def test_a_limit_is_over_whatever_the_holidays() -> None:
    assert surely_over(date(2035, 1, 15), 20) == date(2035, 3, 12)
    starts = [date(2004, 1, 1) + timedelta(days=number) for number in range(21 * 365)]
    late = [
        (start, count)
        for start in starts
        for count in (1, 20)
        if (workday_after(start, count) or start) > surely_over(start, count)
    ]
    assert late == []


def test_years_without_holidays_are_those_after_the_last_known() -> None:
    last = max(chinese_calendar.holidays).year
    assert unknown_years(date(2024, 1, 1), date(last + 2, 1, 1)) == (last + 1, last + 2)
    assert unknown_years(date(2024, 1, 1), date(2025, 1, 1)) == ()
