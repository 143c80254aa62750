"""Command changes hands by one clock: the action of the plan is over when the other commands."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

import pytest

from planforge.corpus.drills import DrillView
from planforge.drill.chance import Mode, Span
from planforge.drill.rehearsal import play, rehearsal
from planforge.model.drill import WorkingTime
from tests.unit.drill.build.demo import corpus, drills

if TYPE_CHECKING:
    from planforge.drill.rehearsal import Rehearsal

MINUTE = 60


@cache
def made(minutes: int = 0) -> Rehearsal:
    """Return the takeover by the province, its handover with a length of its own (工期)."""
    view = drills()["province-takeover"]
    if not minutes:
        return rehearsal(corpus(), view)
    own = WorkingTime.model_validate(
        {"预案": "master", "措施": "handover", "一般": f"{minutes}分钟", "来源": "以往演练"}
    )
    drill = view.drill.model_copy(update={"durations": (*view.drill.durations, own)})
    return rehearsal(corpus(), DrillView(drill, view.file, view.system, view.plans))


def times(world: Rehearsal, mode: Mode, seed: int) -> tuple[list[int], list[int], list[int]]:
    """Return when the handover begins, when command passes, and when the action is over."""
    trace = play(world, mode=mode, seed=seed)
    begun, passed = (
        [r.t for r in trace.of(kind) if r.entity == "event.master"]
        for kind in ("handover_begun", "handover_done")
    )
    done = [r.t for r in trace.of("task_done") if r.entity.startswith("master/handover#")]
    return begun, passed, done


@pytest.mark.parametrize(
    ("mode", "seed"),
    [(Mode.PLAN, 1), (Mode.BEST, 1), (Mode.WORST, 1), *((Mode.SAMPLE, n) for n in (1, 2, 3))],
)
@pytest.mark.parametrize("minutes", [0, 20])
def test_the_action_is_over_when_command_has_changed_hands(
    mode: Mode, seed: int, minutes: int
) -> None:
    begun, passed, done = times(made(minutes), mode, seed)
    assert len(begun) == len(passed) == len(done) == 1
    assert begun[0] < passed[0] == done[0]


def test_the_drill_says_how_long_it_takes() -> None:
    begun, passed, done = times(made(), Mode.PLAN, 1)
    assert passed[0] - begun[0] == done[0] - begun[0] == 30 * MINUTE
    begun, passed, done = times(made(20), Mode.PLAN, 1)
    assert passed[0] - begun[0] == done[0] - begun[0] == 20 * MINUTE


def test_an_action_of_that_name_is_a_handover() -> None:
    found = {
        f"{plan.id}/{action.id}": action.duration
        for plan in made().world.plans
        for action in plan.actions
        if action.hands_over
    }
    assert found == {"master/handover": Span(15 * MINUTE, 30 * MINUTE, 60 * MINUTE)}


def test_nothing_is_assumed_of_what_the_drill_says() -> None:
    said = [
        sorted(str(one.what.render("en")) for one in made(n).assumed if "hand" in one.what.msgid)
        for n in (0, 20)
    ]
    assert said == [
        [
            "handing over command to 省危化指",
            "handing over command to 省应急委",
        ],
        ["handing over command to 省危化指"],
    ]
