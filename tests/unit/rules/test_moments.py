"""From what moment deadlines run, and where actions are in force."""

from __future__ import annotations

from tests.unit.rules.city import found
from tests.unit.rules.test_timing import action, plan

REPORT = {"报告单位": "东县人民政府", "接收单位": "市防办"}


def test_a_warning_that_the_plan_does_not_know() -> None:
    given = plan(action("a", 时限={"时长": "1小时", "起算": "预警发布"}))
    assert found("TIM014", given) == [
        (
            "actions/0/deadline/anchor",
            "“a”的时限从预警发布起算，而这一时刻不会出现：预案没有写预警分级",
        )
    ]


def test_reports_that_run_from_nothing() -> None:
    reports = [
        {"类型": "首报", "时限": "1小时", "起算": "上次报告", **REPORT},
        {"类型": "续报", "时限": "1小时", "起算": "前置完成", **REPORT},
        {"类型": "续报", "频次": "1小时", "起算": "上次报告", **REPORT},
    ]
    assert [place for place, _ in found("TIM014", plan(信息报告=reports))] == [
        "reports/0/anchor",
        "reports/1/anchor",
    ]


def test_a_time_of_day_runs_from_no_moment() -> None:
    assert found("TIM015", plan(action("a", 阶段="预防", 时限="每日9时前"))) == []
    assert len(found("TIM015", plan(action("a", 阶段="预防", 时限="2小时")))) == 1


def test_a_moment_lost_at_a_higher_level_is_told_once() -> None:
    own = {"时长": "1小时", "起算": "事发"}
    first = action("a", 阶段="先期处置", 时限=own, 分级要求={"Ⅱ级": {"时限": "40分钟"}})
    second = action("b", 时限="10分钟", 前置="a")
    given = plan(first, second)
    assert found("TIM026", given) == [
        (
            "actions/0/changes/Ⅱ级/deadline",
            "在Ⅱ级，“a”的40分钟从响应启动起算，而较低级别从事发起算",
        )
    ]
    assert found("TIM015", given) == []
    assert found("TIM001", given) == []


def test_a_missing_phase_is_told_instead_of_all_that_wait_for_it() -> None:
    start = action("start", 阶段="启动响应", 起始级别="Ⅲ级")
    given = plan(start, action("a", 前置="start"), action("b", 前置="start"))
    assert found("TIM012", given) == [
        (
            "actions/0/first_level",
            "“start”是启动响应阶段级别最低的措施，但在Ⅳ级不做，这些级别没有启动响应措施",
        )
    ]
    assert found("TIM008", given) == []


def test_people_no_longer_protected() -> None:
    low = action("a", 名称="转移群众", 起始级别=None, 仅限级别=["Ⅳ级", "Ⅲ级"])
    assert found("TIM011", plan(low, action("b"))) == [
        (
            "actions/0/only_levels",
            "“转移群众”在Ⅲ级做，在Ⅱ级不做，Ⅱ级的措施也没有提到转移",
        )
    ]
    kept = action("c", 内容="疏散全域群众", 起始级别="Ⅱ级")
    assert found("TIM011", plan(low, kept)) == []


def test_the_only_row_that_holds_saves_the_condition() -> None:
    clash = {"雨量": ">= 100", "任一": [{"雨量": "< 50"}]}
    assert len(found("TIM019", plan(action("a", 条件=[clash])))) == 1
    assert found("TIM019", plan(action("a", 条件=[clash, {"雨量": ">= 200"}]))) == []


def test_a_change_for_an_undescribed_level_is_left_alone() -> None:
    levels = {name: {"启动条件": [{"研判": name}]} for name in ("Ⅱ级", "Ⅲ级")}
    given = plan(action("a", 起始级别="Ⅱ级", 分级要求={"Ⅰ级": {"时限": "1小时"}}), 响应级别=levels)
    assert found("TIM023", given) == []
