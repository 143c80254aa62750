"""Actions as official sentences: the same facts as the keys, in the words of plans."""

import pytest
from docutils import nodes

from planforge.document.components.actions import actions
from planforge.document.components.after import guarantees, recovery
from planforge.document.directives import Request
from tests.unit.document.small import FLOOD, JURISDICTION, context

LEVELS = """  Ⅲ级: {启动条件: [{研判: 其他}], 决定: 市防办, 指挥: 市防办主任}
"""
OLD = FLOOD[FLOOD.index("响应措施:") : FLOOD.index("信息报告:")]
MESSAGES = (
    "{给: [各县（区）政府, 市应急局], 内容: 到位, 方式: [电话, 短信]}",
    "{给: [大省防汛指挥部], 内容: 会商结论}",
    "{给: 市政府, 内容: 报告会商结论。, 方式: 电话}",
)
CHANGE = (
    "{责任: 市防指, 内容: 连续会商。, 时限: 10分钟, 配合: [市水务局], 调用: {队伍: [市水上救援队]}}"
)
RECEIVED = "时限: {时长: 1小时, 起算: 接报}"
NEEDS = "{队伍: [市水上救援队], 物资: {编织袋: 20}, 物资库: [市防汛物资库]}"


def lines(given: str, language: str = "zh_CN") -> list[str]:
    """Return the paragraphs of the one action whose keys are *given*."""
    action = f"响应措施:\n  - {{编号: one, 名称: 会商, {given}}}\n"
    plan = FLOOD.replace(OLD, action)
    built = actions(context(flood=plan, language=language), Request())
    return [node.astext() for node in built[1].findall(nodes.paragraph)]


@pytest.mark.parametrize(
    ("given", "shown"),
    [
        (
            "阶段: 应急处置, 责任: 市防办, 内容: 组织会商, 时限: 立即",
            ["会商。市防办立即组织会商。"],
        ),
        (
            "阶段: 应急处置, 责任: 市防办, 内容: 立即组织会商。, 时限: 立即",
            ["会商。市防办立即组织会商。"],
        ),
        (
            "阶段: 先期处置, 起始级别: Ⅰ级, 责任: [市防办, 市水务局], 内容: 会商, " + RECEIVED,
            ["会商。达到Ⅰ级响应条件的，接报后1小时内，市防办、市水务局会商。"],
        ),
        (
            "阶段: 应急处置, 仅限级别: [Ⅱ级], 责任: 市防办, 内容: 组织会商",
            ["会商。启动Ⅱ级响应的，市防办组织会商。"],
        ),
        (
            "阶段: 应急处置, 责任: 市防办, 内容: 每日至少会商一次, 频次: 1天",
            ["会商。市防办每日至少会商一次。"],
        ),
        (
            "阶段: 应急处置, 责任: 市防办, 内容: 会商, 频次: 每日9时前",
            ["会商。市防办会商。", "此项工作每日9时前进行。"],
        ),
        (
            "阶段: 应急处置, 内容: 会商, 配合: [市水务局, 市应急局], 调用: {物资库: 市防汛物资库}",
            ["会商。会商。", "市水务局、市应急局配合；动用市防汛物资库物资。"],
        ),
        (
            "阶段: 应急处置, 责任: 市防办, 内容: 会商, 调用: {物资: {编织袋: 20}}",
            ["会商。市防办会商。", "调运编织袋20条。"],
        ),
        (
            "阶段: 应急处置, 内容: 会商, 通知: [" + ", ".join(MESSAGES) + "]",
            [
                "会商。会商。",
                "以电话、短信方式通知各县（区）政府、市应急局：到位。",
                "向大省防汛指挥部报告：会商结论。",
                "以电话方式向市政府报告会商结论。",
            ],
        ),
        (
            "阶段: 应急处置, 责任: 市防办, 内容: 会商, 时限: 1小时, 分级要求: {Ⅰ级: "
            + CHANGE
            + "}",
            [
                "会商。响应启动后1小时内，市防办会商。",
                "启动Ⅰ级响应的，由市防指负责，响应启动后10分钟内，连续会商，市水务局配合，调用市水上救援队。",
            ],
        ),
    ],
)
def test_an_action_reads_as_a_plan_says_it(given: str, shown: list[str]) -> None:
    assert lines(given) == shown


def test_an_action_is_a_sentence_in_english_too() -> None:
    given = (
        "阶段: 应急处置, 起始级别: Ⅰ级, 责任: 市防办, 配合: [市水务局], 内容: 会商, 时限: 1小时,"
        f" 前提: 险, 调用: {NEEDS}, 频次: 2小时"
    )
    assert lines(given, "en") == [
        "会商。Where Ⅰ级 is started, if 险, within 1 h of the start of the response, 市防办会商。",
        "市水务局 give support; 市水上救援队 are called in; 市防汛物资库 deliver 编织袋 20条.",
        "This is repeated every 2 h.",
    ]


def test_a_change_that_a_higher_level_changes_again_is_of_its_level_alone(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    order = JURISDICTION.replace("[Ⅰ级, Ⅱ级]", "[Ⅰ级, Ⅱ级, Ⅲ级]")
    monkeypatch.setattr("tests.unit.document.small.JURISDICTION", order)
    three = FLOOD.replace("级别调整:", f"{LEVELS}级别调整:", 1).replace(
        OLD,
        "响应措施:\n  - {编号: one, 阶段: 应急处置, 责任: 市防办, 内容: 会商, 时限: 3小时,"
        " 分级要求: {Ⅱ级: {时限: 2小时}, Ⅰ级: {时限: 1小时}}}\n",
    )
    built = actions(context(flood=three), Request())
    shown = [node.astext() for node in built[1].findall(nodes.paragraph)]
    assert shown == [
        "会商。响应启动后3小时内，市防办会商。",
        "启动Ⅱ级响应的，时限为响应启动后2小时内。",
        "启动Ⅰ级响应的，时限为响应启动后1小时内。",
    ]


def test_what_comes_after_and_what_the_response_rests_on_are_sentences() -> None:
    plan = FLOOD + (
        "后期处置: [{事项: 评估, 责任: 市水务局, 配合: [市应急局], 内容: 评估损失, 时限: 30日}]\n"
        "应急保障: [{事项: 队伍, 责任: 市应急局, 内容: 组建队伍, 队伍: [市水上救援队],"
        " 物资库: [市防汛物资库]}]\n"
    )
    here = context(flood=plan)
    built = [*recovery(here, Request()), *guarantees(here, Request())]
    shown = [node.astext() for tree in built for node in tree.findall(nodes.paragraph)]
    assert shown == [
        "评估。响应终止后30日内，市水务局评估损失。",
        "市应急局配合。",
        "队伍。市应急局组建队伍。",
        "应急队伍包括市水上救援队，物资库包括市防汛物资库。",
    ]
