"""Which of two time limits is the longer one."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from planforge.model.scalars import Limit

AT_ONCE: Final = 900
"""Seconds that 立即 is taken to allow beside a limit in figures: a quarter of an hour."""

_DAY: Final = 86_400


def surely_longer(one: Limit | None, other: Limit | None) -> bool:
    """Whether *one* allows more time than *other* whatever the calendar.

    A working day lasts a day at least; a time of day compares with nothing; 立即 as `AT_ONCE`.
    """
    if one is None or other is None:
        return False
    if one.workdays is not None and other.workdays is not None:
        return one.workdays > other.workdays
    least = one.seconds if one.workdays is None else one.workdays * _DAY
    if least is None or other.seconds is None:
        return False
    return least > (other.seconds or AT_ONCE)


__all__ = ["AT_ONCE", "surely_longer"]
