"""Injects that come after what they should call for."""

from __future__ import annotations

from dataclasses import replace

from planforge.drill.early import TooLate, too_late
from planforge.drill.trace import Trace
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


def test_what_is_done_again_later_is_not_over() -> None:
    [late] = found(LATE)
    kit = kit_of(LATE)
    again = replace(
        kit.trace.of("task_done", entity="flood/consult#1")[0], type="task_repeated", t=14_000
    )
    trace = Trace(kit.trace.header, [*kit.trace.records, again])
    assert late.given == 13_500
    assert tuple(too_late(kit.rehearsal, trace)) == ()
