"""What the words of an action say about time and levels."""

from __future__ import annotations

import pytest

from planforge.corpus.said_limits import read_limit
from tests.unit.rules.city import found
from tests.unit.rules.test_timing import action, plan


def told(rule: str, content: str, **facts: object) -> list[str]:
    """Return the messages of *rule* on one action."""
    return [message for _, message in found(rule, plan(action("a", 内容=content, **facts)))]


@pytest.mark.parametrize(
    ("content", "limit"),
    [
        ("2小时内完成转移", "2小时"),
        ("两小时之内完成转移", "120分钟"),
        ("接到命令后，四十分钟内完成集结", {"时长": "40分钟", "起算": "接到指令"}),
        ("十五分钟以内到达现场", "1小时"),
        ("30分钟内赶赴现场，2小时内完成转移", "3小时"),
        ("24小时内降雨量超过100毫米时转移群众", "2小时"),
        ("研判未来6小时内发布的预报", "1小时"),
        ("开展搜救，24小时内举行发布会，此后24小时内完成报告", "2小时"),
        ("组织转移，安置点3小时内开放", "2小时"),
        ("20个工作日内提交评估报告", "20个工作日"),
        ("2小时内完成转移", "立即"),
        ("发布救援进展，24小时内举行新闻发布会", "2小时"),
        ("3小时内水位上涨1米的，加密巡查", "1小时"),
        ("2小时内仍不能控制险情时，提请支援", "1小时"),
        ("6小时内有暴雨的地方加强值守", "1小时"),
        ("12小时内的雨情逐时通报", "1小时"),
        ("预计在6小时内登陆，通知船只", "1小时"),
        ("督促企业2小时内关停装置", "2小时"),
        ("险情发生后2小时内选派专家", {"时长": "2小时", "起算": "事发"}),
    ],
)
def test_texts_that_agree_or_say_nothing_sure(content: str, limit: object) -> None:
    assert told("TIM016", content, 时限=limit) == []


@pytest.mark.parametrize(
    ("content", "limit", "message"),
    [
        ("3小时内转移群众", "2小时", "在Ⅳ级，“a”的内容写的是3小时，「时限」是2小时"),
        ("一小时内完成转移", "2小时", "在Ⅳ级，“a”的内容写的是一小时，「时限」是2小时"),
        ("接报后半小时内派出力量", "30分钟", "“a”的内容从接报起算半小时，「时限」却从响应启动起算"),
        ("3小时内选派专家", "2小时", "在Ⅳ级，“a”的内容写的是3小时，「时限」是2小时"),
        (
            "督促企业在3小时内关停装置",
            "2小时",
            "在Ⅳ级，“a”的内容写的是3小时，「时限」是2小时",
        ),
        ("3小时内受威胁群众全部转移", "2小时", "在Ⅳ级，“a”的内容写的是3小时，「时限」是2小时"),
        ("两天内评估损失", "1天", "在Ⅳ级，“a”的内容写的是两天，「时限」是1天"),
        (
            "收到险情报告后1小时内选派专家",
            "1小时",
            "“a”的内容从接报起算1小时，「时限」却从响应启动起算",
        ),
        ("十二小时内恢复供电", None, "“a”的内容写了十二小时内，但没有写「时限」"),
    ],
)
def test_texts_that_differ(content: str, limit: object, message: str) -> None:
    assert told("TIM016", content, 时限=limit) == [message]


def test_a_text_that_a_higher_level_forgot() -> None:
    change = {"Ⅱ级": {"时限": "1小时"}}
    given = plan(action("a", 内容="2小时内完成转移", 时限="2小时", 分级要求=change))
    assert found("TIM016", given) == [
        ("actions/0/content", "在Ⅱ级，“a”的内容写的是2小时，「时限」是1小时")
    ]
    change["Ⅱ级"]["内容"] = "1小时内完成转移"
    given = plan(action("a", 内容="2小时内完成转移", 时限="2小时", 分级要求=change))
    assert found("TIM016", given) == []


@pytest.mark.parametrize(
    ("content", "repeat", "messages"),
    [
        ("每2小时更新一次", "2小时", 0),
        ("每两小时报送一次", "2小时", 0),
        ("每小时报送", "30分钟", 1),
        ("每日至少会商一次", "12小时", 0),
        ("每日至少会商一次", "2天", 1),
        ("每2小时更新，每日报送一次", "6小时", 0),
        ("每班4小时轮换", "6小时", 0),
    ],
)
def test_how_often(content: str, repeat: str, messages: int) -> None:
    assert len(told("TIM022", content, 频次=repeat)) == messages


@pytest.mark.parametrize(
    ("content", "first", "messages"),
    [
        ("启动Ⅱ级以上响应时，进驻现场", "Ⅱ级", 0),
        ("启动Ⅱ级以上响应时，进驻现场", "Ⅲ级", 1),
        ("进驻现场，Ⅱ级以上响应期间增派一倍", "Ⅲ级", 0),
        ("进驻现场，Ⅳ级响应时由值班员前往", "Ⅲ级", 1),
        ("险情扩大时提出升级为Ⅰ级响应的建议", "Ⅳ级", 0),
        ("由Ⅲ级响应时的编组转入", "Ⅱ级", 0),
    ],
)
def test_levels(content: str, first: str, messages: int) -> None:
    assert len(told("TIM017", content, 起始级别=first)) == messages


def test_a_part_of_a_working_day_is_counted_in_hours() -> None:
    assert read_limit("1.5", "工作日").seconds == 36 * 3600
    assert read_limit("两", "工作日").workdays == 2
