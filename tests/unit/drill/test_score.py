"""A drill is scored: real times against planned ones, ratings, what is to be mended."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from planforge.drill.kit.build import kit
from planforge.drill.kit.values import text_of
from planforge.drill.score import score, task_id
from planforge.drill.timed import (
    Judgement,
    Records,
    Seen,
    Verdict,
    drill_second,
)
from tests.unit.drill.build.demo import played, rehearsed

if TYPE_CHECKING:
    from planforge.drill.kit.values import Expected, Inject, Kit

NAME = "flood-season"


@cache
def papers() -> Kit:
    return kit(rehearsed(NAME), played(NAME))


def expected() -> list[tuple[Inject, Expected]]:
    return [(inject, one) for inject in papers().injects for one in inject.expected]


def given_in_time() -> dict[str, int]:
    """Return every inject given at its minute."""
    clock = papers().timeline.drill_second
    return {
        one.id: second
        for one in papers().injects
        if one.at is not None and (second := clock(one.at)) is not None
    }


@pytest.mark.parametrize(
    ("text", "second"),
    [("09:00", 0), ("9:05", 300), ("09：05", 300), ("08:50", -600), ("00:10+1", 54_600)],
)
def test_clocks_are_seconds_of_the_drill(text: str, second: int) -> None:
    begins = papers().timeline.drill_start
    assert begins is not None
    assert (begins.hour, begins.minute) == (9, 0)
    assert drill_second(text, papers().timeline) == second


@pytest.mark.parametrize("text", ["", "上午", "9点", "09:5", "09:61", "25:00"])
def test_what_is_no_clock_is_none(text: str) -> None:
    assert drill_second(text, papers().timeline) is None


def test_what_nobody_saw_is_not_done_and_what_was_not_given_was_not_to_be_seen() -> None:
    all_given = score(papers(), Records(given_in_time(), {}))
    assert {one.verdict for one in all_given.timed} == {Verdict.NOT_DONE}
    assert all_given.failed == tuple(one.id for _, one in expected() if one.critical)
    assert all_given.cap == papers().pack.capped
    one_given = score(papers(), Records({"s1": 0}, {}))
    assert [one.verdict for one in one_given.timed] == [
        Verdict.NOT_DONE if inject.id == "s1" else Verdict.NOT_GIVEN for inject, _ in expected()
    ]


def test_what_ends_at_its_limit_is_in_time_and_a_second_later_late() -> None:
    limits = {
        one.id: due
        for _, one in expected()
        if one.due is not None and (due := papers().timeline.drill_second(one.due)) is not None
    }
    assert limits
    for offset, verdict in ((0, Verdict.IN_TIME), (1, Verdict.LATE)):
        seen = {name: Seen(due - 60, due + offset) for name, due in limits.items()}
        found = score(papers(), Records(given_in_time(), seen))
        for one in found.timed:
            if one.expected.id in limits:
                assert (one.verdict, one.late) == (verdict, offset)
    assert all(one.problem for one in found.improvements)


def test_a_limit_that_runs_from_the_inject_moves_with_it() -> None:
    inject, one = next(
        (inject, one) for inject, one in expected() if one.anchor is None and one.due is not None
    )
    assert one.due is not None
    due = papers().timeline.drill_second(one.due)
    assert due is not None
    given = given_in_time()
    late = Records({**given, inject.id: given[inject.id] + 600}, {one.id: Seen(None, due + 600)})
    (found,) = (x for x in score(papers(), late).timed if x.expected.id == one.id)
    assert (found.due, found.verdict) == (due + 600, Verdict.IN_TIME)


@settings(max_examples=20)  # each looks the whole run up
@given(st.integers(0, 40_000), st.integers(0, 20_000), st.integers(-1_800, 7_200))
def test_the_parts_of_a_delay_are_the_delay(begun: int, length: int, shift: int) -> None:
    seen = {one.id: Seen(begun, begun + length) for _, one in expected()}
    given = {name: max(0, at + shift) for name, at in given_in_time().items()}
    for one in score(papers(), Records(given, seen)).timed:
        if one.parts:
            assert sum(seconds for _, seconds in one.parts) == one.late > 0
        if one.verdict is Verdict.LATE and one.planned is not None:
            assert one.main_cause is not None


def test_ratings_are_counted_and_advice_becomes_a_task() -> None:
    sheet = next(one for one in papers().sheets if any(not x.expected for x in one.items))
    item = next(one for one in sheet.items if not one.expected)
    best, *_, unseen = papers().pack.ratings
    worst = papers().pack.worst
    assert (worst.id, unseen.id) == ("差", "未观察")
    judged = (Judgement(sheet.id, item.id, best.id, advice="备一部卫星电话", cause="山里没有信号"),)
    found = score(papers(), Records({}, {}, judged))
    assert found.ratings == {item.dimension: {best.id: 1}}
    (task,) = (one for one in found.improvements if one.advice)
    assert (task.cause, task.advice) == ("山里没有信号", "备一部卫星电话")
    assert task.id == task_id(NAME, sheet.id, item.id)
    critical = [(s.id, x.id) for s in papers().sheets for x in s.items if x.critical]
    failed = tuple(Judgement(s, x, worst.id) for s, x in critical)
    assert set(score(papers(), Records({"s1": 0}, {}, failed)).failed) == {x for _, x in critical}
    not_seen = tuple(Judgement(s, x, unseen.id) for s, x in critical)
    assert score(papers(), Records({"s1": 0}, {}, not_seen)).failed == tuple(
        one.id for inject, one in expected() if inject.id == "s1" and one.critical
    )


def test_what_evaluators_write_of_an_action_goes_with_it() -> None:
    sheet, item = next(
        (sheet, item)
        for sheet in papers().sheets
        for item in sheet.items
        if item.expected and item.inject and item.expected.due is not None
    )
    assert item.expected is not None
    due = papers().timeline.drill_second(item.expected.due or 0) or 0
    said = (Judgement(sheet.id, item.id, "良", cause="名单不全", advice="补齐名单"),)
    ident = f"{NAME}-{item.id.replace('/', '-')}"
    for ended, problem in ((due, "in time"), (due + 600, "late")):
        records = Records(given_in_time(), {item.id: Seen(due - 60, ended, remark="一句")}, said)
        (task,) = (one for one in score(papers(), records).improvements if one.id == ident)
        assert (task.advice, task.plan_id, task.action) == (
            "补齐名单",
            item.expected.plan,
            item.expected.action,
        ), problem
        assert "名单不全" in text_of(task.cause, "zh_CN")


def test_the_worst_rating_is_a_task_without_further_words() -> None:
    sheet = next(one for one in papers().sheets if any(x.goal for x in one.items))
    goal = next(one for one in sheet.items if one.goal)
    judged = (Judgement(sheet.id, goal.id, papers().pack.worst.id),)
    (task,) = (
        one
        for one in score(papers(), Records(given_in_time(), {}, judged)).improvements
        if one.id.endswith(goal.id.replace("/", "-"))
    )
    assert task.problem == goal.content
