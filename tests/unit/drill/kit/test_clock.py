"""The clock of a drill: one to one, compressed, with jumps."""

from __future__ import annotations

from datetime import datetime

import pytest

from planforge.drill.kit.clock import Piece, Timeline, offset, timeline
from tests.unit.drill.kit.small_drill import DRILL, view_of

START = datetime(2027, 7, 1, 8)  # noqa: DTZ001 - the clock on the wall
MORNING = datetime(2027, 4, 15, 9)  # noqa: DTZ001 - the clock on the wall
JUMPING = Timeline((Piece(0, 7200, 0, 1800), Piece(12_600, 21_600, 1800, 3600)), START, MORNING)


@pytest.mark.parametrize(
    ("second", "clock"),
    [(0, "09:00"), (3600, "09:15"), (7200, "09:30"), (12_600, "09:30"), (21_600, "10:00")],
)
def test_what_is_played_has_its_place_on_the_clock(second: int, clock: str) -> None:
    assert JUMPING.clock(second) == clock


def test_what_is_skipped_has_none() -> None:
    assert JUMPING.clock(9000) == ""
    assert JUMPING.drill_second(9000) is None
    assert JUMPING.jumps == ((7200, 12_600),)
    assert JUMPING.drill_moment(9000) is None


def test_what_is_skipped_comes_at_the_jump() -> None:
    found = [JUMPING.jump_after(second) for second in (0, 7200, 7201, 12_599, 12_600, 30_000)]
    assert found == [None, None, 12_600, 12_600, None, None]


@pytest.mark.parametrize(
    ("second", "words"),
    [
        (3600, "情景时间09:00（演练时间09:15）前落实并报告"),
        (9000, "情景时间10:30前落实（演练跳过这段时间，09:30跳跃后报告）"),
        (30_000, "情景时间16:20前落实并报告（在演练结束以后，不检验）"),
    ],
)
def test_a_limit_that_is_not_played_says_so(second: int, words: str) -> None:
    assert JUMPING.deadline(second).render("zh_CN") == words


def test_order_is_preserved() -> None:
    found = [JUMPING.drill_second(second) for second in range(0, 21_601, 60)]
    played = [second for second in found if second is not None]
    assert played == sorted(played)


def test_without_an_hour_the_clock_counts_from_the_start() -> None:
    line = Timeline((Piece(0, 7200, 0, 7200),), START)
    assert line.clock(4500) == "+01:15"
    assert line.drill_moment(4500) is None


def test_a_night_ends_on_the_next_day() -> None:
    late = datetime(2027, 4, 15, 23)  # noqa: DTZ001 - the clock on the wall
    assert Timeline((Piece(0, 7200, 0, 7200),), START, late).clock(7200) == "01:00+1"


def test_a_drill_without_a_map_is_played_one_to_one() -> None:
    text = DRILL[: DRILL.index("时间表")] + DRILL[DRILL.index("中止条件") :]
    line = timeline(view_of(text).drill, 28_800)
    assert line.pieces == (Piece(0, 28_800, 0, 28_800),)
    assert line.drill_start == MORNING


def test_offsets_are_written_as_in_scripts() -> None:
    assert [offset(0), offset(9300), offset(93_600)] == ["T+00:00", "T+02:35", "T+26:00"]
