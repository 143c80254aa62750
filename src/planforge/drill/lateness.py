"""Where a delay comes from.

It is split without a rest: the message came late, work began late, work took long, and what the
rehearsal is late itself, for want of time, people or means. What was gained is less than nothing.
"""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, Final

from planforge.i18n import Message, msg

if TYPE_CHECKING:
    from collections.abc import Mapping

    from planforge.drill.history import History
    from planforge.drill.kit.clock import Timeline
    from planforge.drill.kit.values import Expected


class Cause(StrEnum):
    """Where the time of a delay went."""

    TOLD = "told"
    BEGUN = "begun"
    WORK = "work"
    PLAN = "plan"


CAUSES: Final[Mapping[Cause, Message]] = {
    Cause.TOLD: msg("the message came late"),
    Cause.BEGUN: msg("work began late"),
    Cause.WORK: msg("work took long"),
    Cause.PLAN: msg("late in the rehearsal as well"),
}
GAINS: Final[Mapping[Cause, Message]] = {
    Cause.TOLD: msg("the message came early"),
    Cause.BEGUN: msg("work began early"),
    Cause.WORK: msg("work was quick"),
    Cause.PLAN: msg("time to spare in the rehearsal"),
}
"""What a part of less than nothing says: time that was gained."""


def cause_words(cause: Cause, part: int) -> Message:
    """Return what a *part* of a delay says, or of less than nothing what was gained."""
    return (GAINS if part < 0 else CAUSES)[cause]


def late_words(minutes: int, on_wall: int | None, *, is_begun: bool) -> Message:
    """Return that something was so many *minutes* late, on both clocks if they do not run alike.

    Args:
        minutes: The delay on the clock of the scenario.
        on_wall: The delay in seconds of the drill; None where both clocks show the same.
        is_begun: Whether it is the beginning that was late.
    """
    if on_wall is None:
        if is_begun:
            return msg("begun {minutes} minutes late", minutes=minutes)
        return msg("{minutes} minutes late", minutes=minutes)
    wall = max(0, -(-on_wall // _MINUTE))
    if is_begun:
        return msg("begun {minutes} minutes late in the scenario, {wall} on the clock of the drill",
                   minutes=minutes, wall=wall)  # fmt: skip
    return msg("{minutes} minutes late in the scenario, {wall} on the clock of the drill",
               minutes=minutes, wall=wall)  # fmt: skip


def split(
    line: Timeline,
    times: tuple[int | None, int],
    span: tuple[int, int],
    late: int,
    behind: tuple[int, int],
) -> tuple[tuple[Cause, int], ...]:
    """Return where the *late* seconds of the scenario went; what is nought is left out.

    Args:
        line: The clock of the drill.
        times: When it began, if that is known, and ended, in seconds of the drill.
        span: When it is done in the rehearsal, in seconds of the scenario.
        late: The delay.
        behind: How much of it the message takes up, and by how much the message came late: its
            limit may run from it.
    """
    told, shift = behind
    begin, end = (line.played(second) for second in span)
    ended = line.played_at(times[1], span[1])
    begun, work = 0, ended - end - shift
    if times[0] is not None:
        real = line.played_at(times[0], span[0])
        begun, work = real - begin - shift, ended - real - (end - begin)
    parts = (
        (Cause.TOLD, told),
        (Cause.BEGUN, begun),
        (Cause.WORK, work),
        (Cause.PLAN, late - told - begun - work),
    )
    return tuple(part for part in parts if part[1])


def split_beginning(late: int, told: int) -> tuple[tuple[Cause, int], ...]:
    """Return where the *late* seconds went of what had to begin at once.

    Args:
        late: The delay of its beginning.
        told: By how much the message came late, if the limit does not run from it.
    """
    parts = ((Cause.TOLD, told), (Cause.BEGUN, late - told))
    return tuple(part for part in parts if part[1])


_MINUTE: Final = 60
_RECALLED: Final = "task_recalled"
"""Record of work that was called off: how long it takes to its end nobody knows."""


def rehearsed(history: History, expected: Expected, since: int | None) -> tuple[int, int] | None:
    """Return when *expected* begins and ends in the rehearsal, in seconds of the scenario.

    If the rehearsal began it before the inject, it is taken to begin with the inject and to take
    as long as it did then: before, nobody was asked. None if it is not done.

    Args:
        history: The rehearsal.
        expected: The expected action.
        since: When the inject comes; None if nobody knows.
    """
    since = since or 0
    length: int | None = None
    for story in history.of_action.get(f"{expected.plan}/{expected.action}", ()):
        if story.start is None or story.closed is None or story.closed.type == _RECALLED:
            continue
        if story.start.t >= since:
            return story.start.t, story.closed.t
        length = story.closed.t - story.start.t
        if story.closed.t >= since:
            break
    return None if length is None else (since, since + length)


__all__ = [
    "CAUSES",
    "GAINS",
    "Cause",
    "cause_words",
    "late_words",
    "rehearsed",
    "split",
    "split_beginning",
]
