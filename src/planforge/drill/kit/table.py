"""A drill at a table (桌面演练): what is put to it, and how long it may talk about each question.

A table shows what people decide, whom they tell and by which clause. It does not move people or
pump water, so nothing of it is held against a limit of work in the field: these limits are part of
the answer.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from planforge.model.drill_scales import QUESTIONS

if TYPE_CHECKING:
    from planforge.drill.kit.values import Inject, Kit


def questions(kit: Kit) -> tuple[Inject, ...]:
    """Return the injects that are put to the table, in order."""
    return tuple(
        one
        for one in kit.injects
        if one.type in QUESTIONS
        and one.at is not None
        and kit.timeline.drill_second(one.at) is not None
    )


def talk(kit: Kit, inject: Inject) -> tuple[int, int] | None:
    """Return from when until when, in seconds of the drill, the table may talk about *inject*.

    Until the next thing is brought in, the clock jumps or the drill ends; cards for whoever asks
    for what failed, and questions that go deeper, are part of the talk. None if no time is left, or
    if *inject* has no time of its own.
    """
    clock = kit.timeline.drill_second
    begin = None if inject.at is None else clock(inject.at)
    if inject.at is None or begin is None:
        return None
    ends = [
        second
        for other in kit.injects
        if other.at is not None and other.at > inject.at and _is_break(other)
        and (second := clock(other.at)) is not None
    ]  # fmt: skip
    end = min(ends, default=kit.timeline.length)
    return (begin, end) if end > begin else None


def _is_break(other: Inject) -> bool:
    """Whether *other* ends the talk about what was asked before."""
    return not (other.helps or (other.is_generated and other.type in QUESTIONS))


__all__ = ["questions", "talk"]
