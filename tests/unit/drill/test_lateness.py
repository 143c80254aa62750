"""What is to be done at once (立即) is held against when it begins, not against a second."""

from __future__ import annotations

from dataclasses import replace

import pytest

from planforge.drill.kit.expected import AT_ONCE_GRACE
from planforge.drill.lateness import Cause
from planforge.drill.score import score
from planforge.drill.timed import Records, Seen, Timed, Verdict
from tests.unit.drill.kit.small_drill import DRILL, demo_kit, kit_of

MINUTE = 60
ASKED = 3_600 + 1_800
"""When the night landslide's first inject comes: T+01:30, and as long into the drill."""


def found(begun: int | None, ended: int | None) -> Timed:
    """Return how 立即避险 went that began and ended so many minutes after its inject."""
    kit = demo_kit("night-landslide")
    inject = next(one for one in kit.injects if one.id == "n1")
    own = next(one for one in inject.expected if one.action == "evacuate-now")
    assert kit.timeline.drill_second(ASKED) == ASKED
    one = replace(kit, injects=(replace(inject, expected=(own,)),))
    begin, end = (None if x is None else ASKED + x * MINUTE for x in (begun, ended))
    (timed,) = score(one, Records({inject.id: ASKED}, {own.id: Seen(begin, end)})).timed
    return timed


def test_what_is_to_be_done_at_once_must_have_begun_within_the_grace_of_its_inject() -> None:
    (own,) = (x for x in demo_kit("night-landslide").injects if x.id == "n1")
    one = next(x for x in own.expected if x.action == "evacuate-now")
    assert (one.is_at_once, one.grace, one.due) == (True, 10 * MINUTE, ASKED + 10 * MINUTE)
    others = [x for x in own.expected if x is not one]
    assert [(x.is_at_once, x.grace) for x in others] == [(False, 0)] * len(others)


@pytest.mark.parametrize(
    ("begun", "ended", "verdict", "late"),
    [
        (1, 25, Verdict.IN_TIME, 0),
        (10, 300, Verdict.IN_TIME, 0),
        (10, None, Verdict.IN_TIME, 0),
        (None, 10, Verdict.IN_TIME, 0),
        (None, 25, Verdict.DONE, 0),
        (13, 25, Verdict.LATE, 3),
        (13, None, Verdict.LATE, 3),
    ],
)
def test_only_its_beginning_counts(
    begun: int | None, ended: int | None, verdict: Verdict, late: int
) -> None:
    timed = found(begun, ended)
    assert (timed.verdict, timed.late_min) == (verdict, late)
    assert timed.parts == (((Cause.BEGUN, late * MINUTE),) if late else ())


def test_a_late_beginning_says_so() -> None:
    assert found(13, 25).words.render("zh_CN") == "晚3分钟动手"


def test_without_a_grace_of_its_own_the_drill_assumes_one() -> None:
    (inject,) = (x for x in kit_of(DRILL).injects if x.id == "a2")
    (own,) = inject.expected
    assert (inject.grace, own.action, own.is_at_once) == (0, "evacuate", True)
    assert own.grace == AT_ONCE_GRACE == 5 * MINUTE
    assert (inject.at, own.due) == (4 * 3_600 + 300, 4 * 3_600 + 600)


def test_controllers_wait_for_the_grace_once() -> None:
    (card,) = (x for x in demo_kit("night-landslide").injects if x.id == "n1-evacuate-now")
    assert card.at == ASKED + 10 * MINUTE
