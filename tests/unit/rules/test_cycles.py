"""Months are those of the calendar."""

from __future__ import annotations

from datetime import date

import pytest

from planforge.rules.months import months_after


@pytest.mark.parametrize(
    ("day", "months", "expected"),
    [
        (date(2025, 3, 15), 36, date(2028, 3, 15)),
        (date(2025, 12, 5), 1, date(2026, 1, 5)),
        (date(2025, 8, 31), 6, date(2026, 2, 28)),
        (date(2024, 2, 29), 48, date(2028, 2, 29)),
    ],
)
def test_the_same_day_months_later(day: date, months: int, expected: date) -> None:
    assert months_after(day, months) == expected
