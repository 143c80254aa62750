"""How long work takes that no file times: by its sort, before and after the end of a response."""

from __future__ import annotations

import pytest

from planforge.drill.build import durations
from planforge.drill.build.durations import afterwards
from planforge.drill.chance import Span
from tests.unit.drill.build.demo import NAMES, played, rehearsed

HOUR = 3600
DAY = 24 * HOUR


@pytest.mark.parametrize(
    ("title", "likely"),
    [
        ("终止响应", 600),
        ("现场移交", 600),
        ("值守防范", 1800),
        ("复电检查", 6 * HOUR),
        ("返回确认", 6 * HOUR),
        ("隐患复核与有序返回", 6 * HOUR),
        ("洗消清场", 12 * HOUR),
        ("清淤消毒与隐患复查", 12 * HOUR),
        ("队伍撤收", 12 * HOUR),
        ("调查评估通报", 5 * DAY),
        ("善后处置", 5 * DAY),
        ("农业恢复生产", 5 * DAY),
    ],
)
def test_work_after_the_end_takes_the_time_of_its_sort(title: str, likely: int) -> None:
    assert afterwards(title).span.likely == likely


def test_work_of_which_only_the_limit_is_known_fits_into_it() -> None:
    known = afterwards("损失评估", 28 * DAY)
    assert (known.span, known.priority) == (
        Span(7 * DAY, 14 * DAY, 28 * DAY),
        durations.AFTERWARDS.priority,
    )
    assert durations.source(known) == durations.BY_LIMIT
    assert durations.source(afterwards("损失评估")) == durations.SOURCE
    assert afterwards("终止响应", 28 * DAY) == afterwards("终止响应")


@pytest.mark.parametrize("name", NAMES)
def test_no_work_after_the_end_is_late_by_an_estimate_alone(name: str) -> None:
    after = {
        f"{plan.id}/{one.id}"
        for plan in rehearsed(name).world.plans
        for one in plan.actions
        if one.after_end
    }
    missed = {record.entity.partition("#")[0] for record in played(name).of("deadline_missed")}
    assert after
    assert not after & missed


def test_what_waits_for_work_after_the_end_is_done_within_the_drill() -> None:
    done = {record.entity for record in played("cascade").of("task_done")}
    assert {
        "flood/end#1",
        "geology/end#1",
        "master/terminate#1",
        "hazchem/decontaminate#1",
        "hazchem/return-check#1",
    } <= done
