from __future__ import annotations

from typing import TYPE_CHECKING, Any

from planforge.findings import Place
from tests.unit.rules.city import LEVELS, found, hits, view

if TYPE_CHECKING:
    from planforge.corpus.plan_view import PlanView


def action(ident: str, **facts: Any) -> dict[str, Any]:  # noqa: ANN401 - any facts of an action
    base = {"编号": ident, "名称": ident, "阶段": "应急处置", "内容": "做事", "起始级别": "Ⅳ级"}
    return base | facts


def plan(*actions: dict[str, Any], **facts: Any) -> PlanView:  # noqa: ANN401 - any facts of a plan
    levels = {name: {"启动条件": [{"研判": name}]} for name in LEVELS}
    return view(**{"响应级别": levels, "响应措施": list(actions)} | facts)


def test_a_deadline_of_a_higher_level_is_shown_where_it_stands() -> None:
    first = action("a", 时限="2小时")
    second = action("b", 时限="2小时", 前置="a", 分级要求={"Ⅱ级": {"时限": "1小时"}})
    given = plan(first, second)
    (hit,) = hits("TIM001", given)
    assert hit.place == Place(given.file, ("actions", 1, "changes", "Ⅱ级", "deadline"))
    assert hit.message.render() == "在Ⅱ级，“b”（1小时）早于它所等待的“a”（2小时）到期"
    assert [place for place, _ in hit.related] == [Place(given.file, ("actions", 0, "deadline"))]


def test_a_shorter_deadline_of_both_is_kept() -> None:
    first = action("a", 时限="2小时", 分级要求={"Ⅱ级": {"时限": "1小时"}})
    second = action("b", 时限="2小时", 前置="a", 分级要求={"Ⅱ级": {"时限": "1小时"}})
    assert found("TIM001", plan(first, second)) == []


def test_days_of_work_last_a_day_at_least_and_times_of_day_are_not_compared() -> None:
    first = action("a", 时限="5个工作日")
    second = action("b", 时限="6天", 前置="a")
    third = action("c", 时限="每日9时前", 前置="b")
    assert found("TIM001", plan(first, second, third)) == []
    hasty = action("d", 时限="4天", 前置="a")
    assert found("TIM001", plan(first, hasty)) == [
        ("actions/1/deadline", "在Ⅳ级，“d”（4天）早于它所等待的“a”（5个工作日）到期")
    ]


def test_at_once_bears_a_quarter_of_an_hour() -> None:
    second = action("b", 时限="立即", 前置="a")
    assert found("TIM001", plan(action("a", 时限="15分钟"), second)) == []
    assert len(found("TIM001", plan(action("a", 时限="16分钟"), second))) == 1
    change = {"分级要求": {"Ⅱ级": {"时限": "15分钟"}}}
    assert found("TIM003", plan(action("a", 时限="立即", **change))) == []
    assert found("TIM005", plan(action("a", 时限="立即", 工期="2小时"))) == []


def test_one_limit_that_is_too_short_or_too_long_is_told_once() -> None:
    long, longer = action("a", 时限="2小时"), action("b", 时限="3小时")
    hasty = action("c", 时限="1小时", 前置=["a", "b"])
    assert found("TIM001", plan(long, longer, hasty)) == [
        ("actions/2/deadline", "在Ⅳ级，“c”（1小时）早于它所等待的“a”（2小时）、“b”（3小时）到期")
    ]
    two = [action(name, 时限="1小时", 前置="a") for name in "xy"]
    given = plan(long, *two, action("z", 时限="4小时", 前置="x"))
    assert found("TIM001", given) == [
        ("actions/0/deadline", "在Ⅳ级，“a”（2小时）比等它完成的2项措施都晚到期，例如“x”（1小时）")
    ]
    faster = action("y", 时限="1小时", 前置="a", 分级要求={"Ⅱ级": {"时限": "30分钟"}})
    assert found("TIM001", plan(long, faster)) == [
        ("actions/0/deadline", "在Ⅳ级，“y”（1小时）早于它所等待的“a”（2小时）到期")
    ]


def test_a_limit_from_the_predecessors_is_not_held_against_theirs() -> None:
    first = action("a", 时限={"时长": "2小时", "起算": "接到指令"})
    second = action("b", 时限={"时长": "1小时", "起算": "接到指令"}, 前置="a")
    assert found("TIM001", plan(first, second)) == []


def test_each_circle_is_told_once_in_its_own_order() -> None:
    given = plan(
        action("a", 前置="c"),
        action("b", 前置="a"),
        action("c", 前置="b"),
        action("d", 前置=["a", "e"]),
        action("e", 前置="d"),
        action("f", 前置="f"),
    )
    assert found("TIM002", given) == [
        ("actions/0/after/0", "这些措施互相等待：a → c → b → a"),
        ("actions/3/after/1", "这些措施互相等待：d → e → d"),
        ("actions/5/after/0", "这些措施互相等待：f → f"),
    ]


def test_a_circle_has_no_sum() -> None:
    given = plan(action("a", 前置="b", 工期="1小时"), action("b", 前置="a", 时限="90分钟"))
    assert found("TIM006", given) == []


def test_a_decision_may_not_take_longer_at_a_higher_level() -> None:
    levels = {
        "Ⅰ级": {"启动条件": [{"研判": "甲"}], "决定时限": "1小时"},
        "Ⅱ级": {"启动条件": [{"研判": "乙"}], "决定时限": "30分钟"},
    }
    assert found("TIM003", view(响应级别=levels)) == [
        ("levels/Ⅰ级/decision_limit", "Ⅰ级的决定时限是1小时，而较低的Ⅱ级是30分钟")
    ]


def test_an_action_without_a_name_is_called_by_its_first_clause() -> None:
    given = plan(action("a", 名称="", 内容="调集舟艇，赶赴现场。", 工期="2小时", 时限="1小时"))
    assert found("TIM005", given) == [
        ("actions/0/deadline", "调集舟艇须在1小时内完成，但所需工期为2小时")
    ]


def test_the_longest_chain_counts() -> None:
    given = plan(
        action("short", 工期="10分钟"),
        action("long", 工期={"最短": "40分钟", "一般": "1小时"}),
        action("end", 工期="30分钟", 时限="1小时", 前置=["short", "long"]),
    )
    assert found("TIM006", given) == [
        (
            "actions/2/deadline",
            "在Ⅳ级，end的时限是1小时，但前后相接（long 40分钟 → end 30分钟）至少需要70分钟",
        )
    ]


def test_work_before_the_moment_that_counts_is_left_out() -> None:
    early = {"阶段": "先期处置", "工期": "2小时"}
    dated = {"工期": "2小时", "时限": {"时长": "3小时", "起算": "接报"}}
    given = plan(
        action("early", **early),
        action("dated", **dated),
        action("end", 工期="30分钟", 时限="1小时", 前置=["early", "dated"]),
    )
    assert found("TIM006", given) == []


def test_levels_that_no_plan_declares_are_left_to_the_rule_on_names() -> None:
    assert found("TIM007", plan(action("a", 起始级别="Ⅴ级"))) == []
    assert found("TIM007", view(响应措施=[action("a")])) == []


def test_a_declared_level_that_is_not_described() -> None:
    levels = {name: {"启动条件": [{"研判": name}]} for name in LEVELS[1:]}
    given = plan(action("a", 起始级别=None, 仅限级别="Ⅰ级"), 响应级别=levels)
    assert found("TIM007", given) == [("actions/0/only_levels", "“a”在任何级别都不做")]


def test_all_levels_without_the_predecessor_are_named() -> None:
    given = plan(action("a", 起始级别="Ⅱ级"), action("b", 前置=["a", "nobody"]))
    assert found("TIM008", given) == [("actions/1/after/0", "“b”等待“a”，而后者在Ⅳ级、Ⅲ级不做")]


def test_durations_in_order() -> None:
    given = plan(action("a", 工期={"最短": "1小时", "一般": "2小时", "最长": "90分钟"}))
    assert found("TIM009", given) == [("actions/0/duration/most", "90分钟短于2小时")]


def test_opposite_actions_are_told_with_their_conditions() -> None:
    close = action("close", 名称="封闭滨江路", 前提="道路积水")
    table = action("open", 名称="开放滨江路", 条件={"雨量": ">= 120 mm"})
    always = action("open", 名称="开放滨江路")
    assert found("TIM020", plan(close, table)) == []
    assert [said for _, said in found("TIM020", plan(close, always))] == [
        "在Ⅳ级，“开放滨江路”（没有写前提）与“封闭滨江路”（道路积水）相反，两种情况可能同时存在"
    ]
    assert [said for _, said in found("TIM020", plan(always, close | {"前提": "受台风影响"}))] == [
        "在Ⅳ级，“封闭滨江路”（受台风影响）与“开放滨江路”（没有写前提）相反，两种情况可能同时存在"
    ]
    assert [
        said for _, said in found("TIM020", plan(action("close", 名称="封闭滨江路"), table))
    ] == [
        "在Ⅳ级，“开放滨江路”（雨量120毫米以上）与“封闭滨江路”（没有写前提）相反，两种情况可能同时存在"
    ]


def test_a_clause_that_alone_says_what_is_done_is_quoted() -> None:
    close = action("close", 名称="滨江路管控", 内容="封闭滨江路，引导车辆绕行")
    opened = action("open", 名称="开放滨江路")
    assert [said for _, said in found("TIM020", plan(close, opened))] == [
        "在Ⅳ级，“开放滨江路”与“滨江路管控（封闭滨江路）”相反"
    ]
