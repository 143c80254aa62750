"""Time as it is written and as it lies on an axis: whole seconds in, whole px out."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from planforge.frozen import dataclass
from planforge.i18n import marks, msg

if TYPE_CHECKING:
    from collections.abc import Iterable

_MINUTE: Final = 60
_HOUR: Final = 60 * _MINUTE
_DAY: Final = 24 * _HOUR
_STEPS: Final = (
    *(1, 2, 5, 10, 15, 30),
    *(_MINUTE * count for count in (1, 2, 5, 10, 15, 30)),
    *(_HOUR * count for count in (1, 2, 3, 6, 12)),
    *(_DAY * count for count in (1, 2, 5, 10, 20, 50, 100, 200, 500, 1000)),
)
"""Seconds between two ticks of an axis."""


def clock_text(at_s: int, *, has_seconds: bool = False) -> str:
    """Return a moment as hours and minutes since T0: `T+02:05`, with seconds `T+00:00:30`.

    Seconds are shown whenever there are any.
    """
    sign, at = ("−", -at_s) if at_s < 0 else ("+", at_s)
    text = f"T{sign}{at // _HOUR:02}:{at % _HOUR // _MINUTE:02}"
    return f"{text}:{at % _MINUTE:02}" if has_seconds or at % _MINUTE else text


def wall_text(at_s: int, clock_s: int | None) -> str:
    """Return a moment as the clock on the wall shows it, 09:35, or as `clock_text` without one.

    Args:
        at_s: Seconds since T0.
        clock_s: What the clock shows at T0, in seconds since midnight; None for no clock.
    """
    if clock_s is None:
        return clock_text(at_s)
    days, at = divmod(clock_s + at_s, _DAY)
    text = f"{at // _HOUR:02}:{at % _HOUR // _MINUTE:02}"
    text += f":{at % _MINUTE:02}" if at % _MINUTE else ""
    return f"{text}{days:+d}" if days else text


def length_words(length_s: int, language: str) -> str:
    """Return a length of time in words, its two largest units at most: 1小时5分钟."""
    days, rest = divmod(length_s, _DAY)
    hours, rest = divmod(rest, _HOUR)
    minutes, seconds = divmod(rest, _MINUTE)
    parts = [
        words.render(language)
        for count, words in (
            (days, msg("{count} days", count=days)),
            (hours, msg("{count} h", count=hours)),
            (minutes, msg("{count} min", count=minutes)),
            (seconds, msg("{count} s", count=seconds)),
        )
        if count
    ]
    return marks(language).gap.join(parts[:2]) or msg("{count} s", count=0).render(language)


@dataclass(frozen=True, slots=True)
class Axis:
    """Seconds on a line of px.

    Attributes:
        start_s: Second at *left*.
        end_s: Second at *right*, after *start_s*.
        left: Px of the first second.
        right: Px of the last.
    """

    start_s: int
    end_s: int
    left: int
    right: int

    def at(self, at_s: int) -> int:
        """Return the px of a second; one outside the axis lies at its nearer end."""
        inside = min(max(at_s, self.start_s), self.end_s)
        wide, length = self.right - self.left, self.end_s - self.start_s
        return self.left + (2 * (inside - self.start_s) * wide + length) // (2 * length)

    def ticks(self, apart_px: int) -> tuple[int, ...]:
        """Return round seconds from first to last, at least about *apart_px* from each other."""
        length = self.end_s - self.start_s
        fitting = max(1, (self.right - self.left) // max(1, apart_px))
        step = next((step for step in _STEPS if length // step <= fitting), _STEPS[-1])
        first = -(-self.start_s // step) * step
        return tuple(range(first, self.end_s + 1, step))


def window_of(given: tuple[int, int] | None, moments: Iterable[int]) -> tuple[int, int]:
    """Return the first and last second to show; at least a minute."""
    known = [*(given if given is not None else moments)] or [0]
    first, last = min(known), max(known)
    return first, max(last, first + _MINUTE)
