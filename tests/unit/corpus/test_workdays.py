"""Working days skip weekends and holidays, and count the days worked in exchange."""

from __future__ import annotations

from datetime import date

import pytest

from planforge.corpus.workdays import workdays_between


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
