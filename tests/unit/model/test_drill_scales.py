"""Times of drills: read strictly, compared by what they mean, written as they stood."""

from __future__ import annotations

from datetime import datetime

import pytest
from pydantic import TypeAdapter, ValidationError

from planforge.model.drill_scales import Moment, ScenarioTime


@pytest.mark.parametrize(
    ("text", "seconds"),
    [("T+00:00", 0), ("T+02:30", 9_000), ("T+26:00", 93_600), ("T+00:05:30", 330)],
)
def test_a_scenario_time_counts_from_the_start(text: str, seconds: int) -> None:
    time = ScenarioTime.read(text)
    assert (time.seconds, time.spelling(), ScenarioTime.read(time)) == (seconds, text, time)


def test_scenario_times_sort_by_what_they_mean() -> None:
    assert (
        ScenarioTime.read("T+09:59") < ScenarioTime.read("T+10:00") < ScenarioTime.read("T+100:00")
    )


@pytest.mark.parametrize("text", ["02:30", "T+2:30", "T+02:60", "T-01:00", "T+02：30", "", 5])
def test_other_texts_are_no_scenario_times(text: object) -> None:
    with pytest.raises(ValidationError, match="since the start of the scenario"):
        TypeAdapter(ScenarioTime).validate_python(text)


@pytest.mark.parametrize("text", ["2026-07-14 16:00", "2026年7月14日16:00"])
def test_a_moment_is_a_day_with_a_time(text: str) -> None:
    assert TypeAdapter(Moment).validate_python(text) == datetime(2026, 7, 14, 16)  # noqa: DTZ001 - the clock on the wall


@pytest.mark.parametrize("text", ["2026-07-14", "2026-07-14 24:00", "2026-02-30 10:00", "明天"])
def test_other_texts_are_no_moments(text: str) -> None:
    with pytest.raises(ValidationError, match="a date with a time of day"):
        TypeAdapter(Moment).validate_python(text)
