"""Working days of the Chinese calendar: no weekends, no public holidays, but days worked for them.

The holidays of a year are fixed by the General Office of the State Council shortly before it
begins; `chinesecalendar` carries them as data. Days of a year that it does not know yet are not
guessed.
"""

from __future__ import annotations

from datetime import timedelta
from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date


def workdays_between(start: date, end: date) -> int | None:
    """Return how many working days follow *start* up to and including *end*.

    The day itself does not count. 0 if *end* is not after *start*; None if
    the holidays of a year in between are not known.
    """
    count = 0
    for number in range((end - start).days):
        works = _is_workday(start + timedelta(days=number + 1))
        if works is None:
            return None
        count += works
    return count


@lru_cache(maxsize=4096)  # plans issued together share their limits
def workday_after(start: date, count: int) -> date | None:
    """Return the *count*-th working day after *start*; None if a year's holidays are not known.

    Args:
        start: The day before the first day that counts.
        count: 1 or more.
    """
    day = start
    while count:
        day += timedelta(days=1)
        works = _is_workday(day)
        if works is None:
            return None
        count -= works
    return day


def _is_workday(day: date) -> bool | None:
    """Return whether people work on *day*; None if the holidays of its year are not known."""
    from chinese_calendar import is_workday  # noqa: PLC0415 - only those who count days need it

    try:
        return bool(is_workday(day))  # type: ignore[no-untyped-call]  # ships no annotations
    except NotImplementedError:
        # How the calendar says that the State Council has not fixed the holidays of that year yet
        # (or that it is too long ago): they are announced each autumn and must not be guessed.
        return None
