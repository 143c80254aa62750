"""Injects that come after what they should call for."""

from __future__ import annotations

from planforge.drill.early import TooLate, too_late
from tests.unit.drill.kit.small_drill import DRILL, kit_of

LATE = DRILL.replace("时间: T+00:35", "时间: T+03:45")
"""The inject that asks for the consultation comes hours after the rain that starts it."""


def found(text: str) -> tuple[TooLate, ...]:
    kit = kit_of(text)
    return tuple(too_late(kit.rehearsal, kit.trace))


def test_an_inject_before_what_it_calls_for_is_in_time() -> None:
    assert found(DRILL) == ()


def test_an_inject_after_what_it_calls_for_is_too_late() -> None:
    [one] = found(LATE)
    [done] = [
        record.t
        for record in kit_of(LATE).trace.records
        if record.type == "task_done" and record.entity.startswith("flood/consult#")
    ]
    at = ("injects", 0, "expected", 0, "action")
    assert one == TooLate(at, "a1", "会商", 13_500, done)
    assert done < 13_500
