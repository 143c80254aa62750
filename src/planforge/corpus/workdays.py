"""Working days of the Chinese calendar: no weekends, no public holidays, but days worked for them.

The holidays of a year are fixed by the General Office of the State Council shortly before it
begins; `chinesecalendar` carries them as data. Days of a year that it does not know yet are not
guessed; but a limit of working days is over some day whatever the holidays will be.
"""

from __future__ import annotations

from datetime import timedelta
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from datetime import date

_SATURDAY: Final = 5
"""As days of the week are counted, from Monday, which is 0."""
_GIVEN_OFF: Final = 20
"""More days from Monday to Friday than holidays can take from a limit of some weeks.

The law gives 13 days in a whole year; those given off for weekends worked come on top. From 2004 on
no limit of up to thirty working days lost more than six.
"""


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


def surely_over(start: date, count: int) -> date:
    """Return a day by which *count* working days after *start* are over, whatever the holidays."""
    day, left = start, count + _GIVEN_OFF
    while left:
        day += timedelta(days=1)
        left -= day.weekday() < _SATURDAY
    return day


def unknown_years(start: date, end: date) -> tuple[int, ...]:
    """Return the years from *start* to *end* whose holidays are not fixed yet."""
    _, last = _known_years()
    return tuple(range(max(start.year, last + 1), end.year + 1))


def _is_workday(day: date) -> bool | None:
    """Return whether people work on *day*; None if the holidays of its year are not known."""
    from chinese_calendar import holidays, workdays  # noqa: PLC0415 - only those who count days need it

    first, last = _known_years()
    if not first <= day.year <= last:
        # The State Council has not fixed the holidays of that year yet (or it is too long ago):
        # they are announced each autumn and must not be guessed.
        return None
    return day in workdays or (day.weekday() < _SATURDAY and day not in holidays)


@cache
def _known_years() -> tuple[int, int]:
    """Return the first and the last year of which the holidays are known."""
    from chinese_calendar import holidays  # noqa: PLC0415 - the same

    return min(holidays).year, max(holidays).year
