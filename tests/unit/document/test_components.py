from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from docutils import nodes

from planforge.document.components import COMPONENTS, ROLES
from planforge.document.context import Context
from planforge.document.directives import Request
from tests.unit.document.small import FLOOD, POWER, context, with_contacts, with_lines

if TYPE_CHECKING:
    from collections.abc import Callable


DIRECTIVES = [
    "basis",
    "scope",
    "principles",
    "grades",
    "leadership",
    "plan-system",
    "listed-plans",
    "organisation-chart",
    "command",
    "office",
    "members",
    "groups",
    "scene-command",
    "experts",
    "local-commands",
    "monitoring",
    "warnings",
    "warning-measures",
    "warning-response",
    "reports",
    "response-levels",
    "level-ladder",
    "triggers",
    "actions",
    "response-flow",
    "adjustments",
    "transitions",
    "termination",
    "takeover",
    "public-information",
    "recovery",
    "guarantees",
    "teams",
    "depots",
    "shelters",
    "contacts",
    "links",
    "link-map",
    "management",
    "terms",
    "annexes",
    "edition",
]


def build(here: Context, name: str, argument: str = "", **options: str) -> str:
    """Return the tree of a directive as pseudo-XML."""
    return "".join(node.pformat() for node in COMPONENTS[name](here, Request(argument, options)))


def test_every_directive_and_role_is_there() -> None:
    assert sorted(COMPONENTS) == sorted(DIRECTIVES)
    assert sorted(ROLES) == ["level", "limit", "org", "phone", "plan", "post"]


@pytest.mark.parametrize(
    ("name", "argument", "options"),
    [
        ("triggers", "Ⅱ级", {}),
        ("response-levels", "", {}),
        ("members", "", {}),
        ("reports", "", {}),
        ("links", "", {}),
        ("takeover", "", {}),
    ],
)
def test_trees(
    golden: Callable[[str, str], None], name: str, argument: str, options: dict[str, str]
) -> None:
    golden(f"components/{name}.txt", build(context(), name, argument, **options))


def test_actions_of_a_level_say_what_is_new(golden: Callable[[str, str], None]) -> None:
    golden("components/actions-level-1.txt", build(context(), "actions", level="Ⅰ级"))


def test_all_actions_say_what_changes_from_level_to_level(
    golden: Callable[[str, str], None],
) -> None:
    golden("components/actions.txt", build(context(), "actions"))


def test_actions_of_one_phase_have_no_heading() -> None:
    built = COMPONENTS["actions"](context(), Request("", {"phase": "启动响应"}))
    assert [type(node) for node in built] == [nodes.enumerated_list]
    (listed,) = built
    assert [item.astext().split("。")[0] for item in listed.children] == ["会商"]


def test_a_directive_without_facts_builds_nothing() -> None:
    here = context()
    power = here.of(here.corpus.plans[1])
    empty = [name for name in DIRECTIVES if not COMPONENTS[name](power, Request())]
    assert sorted(set(DIRECTIVES) - set(empty)) == [
        "edition",
        "level-ladder",
        "link-map",
        "links",
        "plan-system",
        "response-levels",
        "scope",
        "terms",
        "triggers",
    ]


def test_an_unknown_level_has_no_triggers() -> None:
    assert COMPONENTS["triggers"](context(), Request("Ⅸ级")) == []


@pytest.mark.parametrize(
    ("role", "text", "shown"),
    [
        ("limit", "consult", "30分钟"),
        ("limit", "unknown", "unknown"),
        ("org", "市水务局", "市水务局"),
        ("post", "市防指总指挥", "市防指总指挥"),
        ("plan", "power", "小城市大面积停电应急预案"),
        ("plan", "nothing", "nothing"),
        ("level", "Ⅰ级", "Ⅰ级"),
        ("phone", "市防办", "0500-5550002"),
        ("phone", "市政府", "市政府"),
        ("phone", "市防指总指挥", "（号码不公开）"),
    ],
)
def test_roles_put_facts_in_sentences(role: str, text: str, shown: str) -> None:
    built = ROLES[role](context(), text)
    assert (built if isinstance(built, str) else built.astext()) == shown


def test_a_hidden_action_is_in_no_list() -> None:
    public = build(context(hide="patrol"), "actions")
    internal = build(context(hide="patrol", public=False), "actions")
    assert ("巡堤" in public, "巡堤" in internal) == (False, True)


def test_the_telephone_list_is_for_insiders() -> None:
    assert "孙某三" not in build(context(), "contacts")
    assert "孙某三" in build(context(public=False), "contacts")


def test_a_post_has_all_numbers_of_its_holder_and_nobody_stands_twice() -> None:
    made = with_contacts("赵某一", "郑某", prose="", unit="市防指")
    inside = Context(made, made.plans[0], "zh_CN", public=False)
    (listed,) = COMPONENTS["contacts"](inside, Request())
    assert [row.astext().split("\n\n") for row in listed.findall(nodes.row)][1:3] == [
        ["市防指总指挥", "赵某一（市长）", "100-0000-0001、1"],
        ["市防指", "郑某（科长）", "1"],
    ]


@pytest.mark.parametrize(
    ("name", "title", "shown"),
    [
        ("市水务局值班室", "值班席", "值班室"),
        ("市水文台水情席", "水情席", "市水文台水情席"),
        ("水库调度中心", "调度席", "水库调度中心（调度席）"),
    ],
)
def test_a_desk_with_the_number_of_the_duty_desk_stands_once(
    name: str, title: str, shown: str
) -> None:
    phones = ("0500 5550001", "0500-5550099")
    person = ("沈某七", "市水务局", "科长", phones[:1])
    made = with_lines((name, "市水务局", title, phones), person)
    inside = Context(made, made.plans[0], "zh_CN", public=False)
    (listed,) = COMPONENTS["contacts"](inside, Request())
    rows = [row.astext().split("\n\n") for row in listed.findall(nodes.row)]
    assert [row[1:] for row in rows if row[0] == "市水务局"] == [
        [shown, "0500-5550001、0500-5550099"],
        ["孙某三", "100-0000-0009"],
        ["沈某七（科长）", "0500 5550001"],
    ]


def test_the_public_reads_the_duty_phones_of_units_alone() -> None:
    (listed,) = COMPONENTS["contacts"](context(), Request())
    assert isinstance(listed, nodes.table)
    assert listed["classes"][0] == "pf-duty-phones"
    assert [row.astext().split("\n\n") for row in listed.findall(nodes.row)] == [
        ["单位", "值班电话"],
        ["市防办", "0500-5550002"],
        ["市水务局", "0500-5550001"],
    ]


def test_a_level_without_conditions_starts_by_those_of_its_grade() -> None:
    flood = FLOOD.replace(
        "响应级别:", "事件分级: {特别重大: {条件: [{死亡人数: '>= 30 人'}]}}\n响应级别:"
    ).replace("  Ⅱ级:\n    启动条件:", "  Ⅱ级:\n    对应分级: 特别重大\n    启动条件:")
    start = flood.index("      - 表: 雨情")
    end = flood.index("    建议: 市防办\n    决定: 市防办主任")
    flood = flood[:start].removesuffix("    启动条件:\n") + flood[end:]
    assert "死亡人数30人以上。" in build(context(flood=flood), "triggers", "Ⅱ级")


RAISED = "{由: Ⅱ级, 到: Ⅰ级, 条件: [险情加重], 决定: 市防指总指挥}"


def said(here: Context, name: str) -> str:
    """Return the text of a directive in one line."""
    return " ".join(" ".join(x.astext().split()) for x in COMPONENTS[name](here, Request()))


def test_a_change_of_level_shows_its_words_and_its_figures() -> None:
    both = FLOOD.replace(RAISED, RAISED.replace("条件:", "指标: {暴雨预警: 红色}, 条件:"))
    alone = FLOOD.replace(
        RAISED, RAISED.replace("条件: [险情加重]", '指标: [{24小时降雨量: ">= 200 mm"}]')
    )
    assert "Ⅱ级 → Ⅰ级 险情加重 指标：暴雨预警为红色 市防指" in said(
        context(flood=both), "transitions"
    )
    assert "Ⅱ级 → Ⅰ级 指标：24小时降雨量200毫米以上 市防指" in said(
        context(flood=alone), "transitions"
    )


def test_internal_figures_of_a_change_are_for_insiders() -> None:
    flood = FLOOD.replace(
        RAISED, RAISED.replace("条件:", "指标: {暴雨预警: 红色, 可见: 内部}, 条件:")
    )
    assert "暴雨预警为红色" not in said(context(flood=flood), "transitions")
    assert "暴雨预警为红色" in said(context(flood=flood, public=False), "transitions")


@pytest.mark.parametrize(
    ("given", "shown"),
    [
        ("前提: 堤防可能溃决", "堤防可能溃决的"),
        ("前提: 堤防可能溃决时", "堤防可能溃决时"),
        ('条件: [{24小时降雨量: ">= 150 mm"}]', "24小时降雨量150毫米以上的"),
        (
            '前提: 24小时内降雨达到150毫米, 条件: [{24小时降雨量: ">= 150 mm"}]',
            "24小时内降雨达到150毫米的",
        ),
        ("前提: 全市大面积停电, 条件: [{全市停电: 是}]", "全市大面积停电的"),
        (
            "前提: 堤防可能溃决。, 条件: [{暴雨预警: 红色}, {全市停电: 是}]",
            "堤防可能溃决；暴雨预警为红色；全市停电的",
        ),
    ],
)
def test_an_action_says_when_it_is_done(given: str, shown: str) -> None:
    here = context(flood=FLOOD.replace("前提: 堤防可能溃决", given))
    assert f"转移群众。启动Ⅰ级响应，且{shown}，市应急局立即转移群众" in said(here, "actions")


def test_a_plan_is_cited_like_any_other_basis() -> None:
    flood = FLOOD.replace("编制依据: [防洪法]", "编制依据: [防洪法, power, 临江省防汛条例]")
    assert said(context(flood=flood), "basis") == (
        "《中华人民共和国防洪法》（主席令第88号）； "
        "《小城市大面积停电应急预案》（小政办〔2026〕2号）； 《临江省防汛条例》。"
    )


def test_a_plan_without_a_number_is_cited_by_its_title() -> None:
    flood = FLOOD.replace("编制依据: [防洪法]", "编制依据: [power]")
    power = POWER.replace("文号: 小政办〔2026〕2号, ", "")
    assert said(context(flood=flood, power=power), "basis") == "《小城市大面积停电应急预案》。"


def test_the_number_of_an_internal_plan_is_for_insiders() -> None:
    flood = FLOOD.replace("编制依据: [防洪法]", "编制依据: [power]")
    power = f"可见: 内部{POWER}"
    assert said(context(flood=flood, power=power), "basis") == "《power》。"
    assert "2号" in said(context(flood=flood, power=power, public=False), "basis")


def test_what_a_plan_leaves_to_others_ends_as_sentences_do() -> None:
    excluded = "除外: [{事件: 停电, 预案: power}, {事件: 城市火灾。}]"
    here = context(flood=FLOOD.replace("除外: [{事件: 城市火灾}]", excluded))
    *_, listed = COMPONENTS["scope"](here, Request())
    assert [item.astext() for item in listed.children] == [
        "停电，适用《小城市大面积停电应急预案》；",
        "城市火灾。",
    ]


def test_what_both_ends_of_a_link_say_is_said_once() -> None:
    handover = "交接: 市防办通报市应急局。"
    flood = FLOOD.replace("请求: 保障泵站供电,", f"请求: 保障泵站供电, {handover},")
    both = POWER.replace("请求: 通报水情,", f"请求: 通报水情, {handover},")
    alone = POWER.replace("请求: 通报水情,", f"{handover},")
    assert "市防办通报市应急局。 联络：市防办 对方（被引发）：通报水情；联络：市应急局" in said(
        context(flood=flood, power=both), "links"
    )
    assert "市防办通报市应急局。 联络：市防办 对方（被引发）：同上；联络：市应急局" in said(
        context(flood=flood, power=alone), "links"
    )
