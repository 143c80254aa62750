"""Chains of work against deadlines: what is proved, and what is left open."""

from __future__ import annotations

from tests.unit.rules.city import found, hits
from tests.unit.rules.test_timing import action, plan

WARNINGS = {"分级": {"红色": {"条件": [{"暴雨预警": "红色"}], "对应响应": "Ⅰ级"}}}


def dated(limit: str, moment: str) -> dict[str, str]:
    return {"时长": limit, "起算": moment}


def test_what_follows_from_a_broken_deadline_is_not_told_again() -> None:
    given = plan(
        action("a", 工期="40分钟"),
        action("b", 工期="30分钟", 时限="1小时", 前置="a"),
        action("c", 工期="10分钟", 时限="70分钟", 前置="b"),
    )
    assert [place for place, _ in found("TIM006", given)] == ["actions/1/deadline"]


def test_a_contradiction_of_deadlines_is_told_once() -> None:
    given = plan(
        action("a", 工期="90分钟", 时限="2小时"),
        action("b", 工期="10分钟", 时限="1小时", 前置="a"),
    )
    assert len(found("TIM001", given)) == 1
    assert found("TIM006", given) == []


def test_circles_are_left_to_their_own_rule() -> None:
    given = plan(
        action("a", 工期="2小时", 时限="1小时", 前置="b"),
        action("b", 工期="2小时", 前置="a"),
    )
    assert found("TIM006", given) == []
    assert found("TIM010", given) == []


def test_two_actions_with_one_id_are_left_to_their_own_rule() -> None:
    given = plan(
        action("a", 工期="2小时", 时限="1小时"),
        action("a", 工期="2小时", 前置="a"),
    )
    assert found("TIM006", given) == []
    assert found("TIM010", given) == []


def test_a_chain_may_begin_at_an_earlier_moment() -> None:
    early = action("a", 阶段="先期处置", 工期="40分钟", 时限=dated("1小时", "事发"))
    late = action("b", 工期="30分钟", 时限=dated("1小时", "事发"), 前置="a")
    assert found("TIM006", plan(early, late)) == [
        (
            "actions/1/deadline",
            "在Ⅳ级，b的时限是1小时，但前后相接（a 40分钟 → b 30分钟）至少需要70分钟",
        )
    ]


def test_deadlines_from_two_moments_may_fail_together() -> None:
    reported = action("a", 工期="1小时", 时限="30分钟")
    first = action("x", 阶段="先期处置", 工期="1小时", 时限=dated("70分钟", "接报"))
    second = action("y", 工期="20分钟", 时限="30分钟", 前置="x")
    third = action("z", 工期="40分钟", 前置="go")
    start = action("go", 工期="20分钟")
    last = action("end", 工期="1分钟", 时限=dated("80分钟", "接报"), 前置="z")
    given = plan(first, second, third, start, last)
    (hit,) = hits("TIM006", given)
    assert hit.message.render() == (
        "在Ⅳ级，这些时限不可能同时做到：“y”自响应启动起30分钟内、“end”自接报起80分钟内；"
        "至少需要：x 1小时、y 20分钟、go 20分钟、z 40分钟、end 1分钟"
    )
    assert [place.pointer for place, _ in hit.related] == [("actions", 4, "deadline")]
    assert found("TIM006", plan(reported)) == []


def test_the_report_need_not_come_before_a_response_to_a_warning() -> None:
    moved = action("a", 工期="1小时")
    report = action("b", 工期="10分钟", 时限=dated("1小时", "接报"), 前置="a")
    assert len(found("TIM006", plan(moved, report))) == 1
    assert found("TIM006", plan(moved, report, 预警=WARNINGS)) == []


def test_work_that_is_late_by_itself_is_named_once() -> None:
    usual = {"工期": {"最短": "20分钟", "一般": "40分钟"}}
    assert found("TIM010", plan(action("a", 时限="30分钟", **usual))) == [
        ("actions/0/deadline", "在Ⅳ级，a的时限是30分钟，但一般需要40分钟")
    ]


def test_usual_times_are_asked_where_the_least_ones_fit() -> None:
    usual = {"工期": {"最短": "20分钟", "一般": "40分钟"}}
    given = plan(
        action("a", **usual),
        action("b", 时限="1小时", 前置="a", **usual),
        action("c", 时限="30分钟", 前置="a", **usual),
    )
    assert [place for place, _ in found("TIM006", given)] == ["actions/2/deadline"]
    assert found("TIM010", given) == [
        (
            "actions/1/deadline",
            "在Ⅳ级，b的时限是1小时，但a 40分钟 → b 40分钟一般需要80分钟",
        )
    ]
