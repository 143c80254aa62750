"""Sentences against the facts: what is compared, and what is none of the rules' business."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from planforge.corpus.plan_view import PlanView
from planforge.findings import Place, Span
from planforge.rules.prose.quoted import quoted
from planforge.rules.text.said import (
    mention_at,
    mention_before,
    mentions,
    named_in,
    text_of,
)
from tests.unit.rules.city import hits, levels, view

if TYPE_CHECKING:
    from planforge.rules.rule import Hit

FACTS: dict[str, Any] = {
    "指挥机构": {
        "名称": "市防指",
        "办公室": {"名称": "市防办", "设在": "市水务局"},
        "成员单位": [
            {"单位": "市水务局", "职责": "巡查堤防并调度水库"},
            {"单位": "东县人民政府", "职责": "组织群众转移"},
        ],
        "工作组": [{"编号": "rescue", "名称": "抢险组", "牵头": "市水务局", "成员": "市防办"}],
    },
    "响应级别": {
        name: {**facts, "决定": "市防办", "决定时限": "30分钟"}
        for name, facts in levels(
            {"雨量": ">= 100 毫米"}, {"雨量": "[50..100) 毫米"}, None, None
        ).items()
    },
    "信息报告": [
        {"类型": "首报", "报告单位": "事发单位", "接收单位": "市防办", "时限": "1小时"},
        {"类型": "续报", "报告单位": "市防办", "接收单位": "省防指", "频次": "2小时"},
    ],
    "信息发布": {"首次发布": "5小时"},
}


def said(prose: str, **facts: Any) -> PlanView:  # noqa: ANN401 - any facts of a plan
    plan = view(**FACTS, **facts)
    return PlanView(plan.plan, plan.registry, plan.file, prose)


def words(found: list[Hit], prose: str) -> list[str]:
    """Return the words of *prose* that findings stand at."""
    lines = prose.splitlines()
    spans = [hit.place.span for hit in found if hit.place.span is not None]
    return [lines[span.line - 1][span.column - 1 : span.end_column - 1] for span in spans]


@pytest.mark.parametrize(
    ("rule", "prose", "at"),
    [
        ("PRO014", "事发单位应当在30分钟内向市防办报告。", ["30分钟内"]),
        ("PRO014", "事发单位应当在一小时以内向市防办报告。", []),
        ("PRO014", "接报后半小时内向市防办书面报告。", ["半小时内"]),
        ("PRO010", "市防指由9999个成员单位组成，一百二十个成员单位到会。", []),
        ("PRO014", "企业在10分钟内向市防办报告。", []),
        ("PRO014", "市防办在3小时内向省防指续报。", ["3小时内"]),
        ("PRO014", "市防办在2小时内向省防指续报。", []),
        ("PRO014", "初报在2小时内报出。", []),
        ("PRO014", "在24小时内发布首次权威信息。", ["24小时内"]),
        ("PRO014", "在24小时内发布预警信息。", []),
        ("PRO014", "30分钟内作出决定；1小时内作出启动Ⅰ级响应的决定。", ["1小时内"]),
        ("PRO014", "未来24小时内有大雨，每3天内巡查，5日内到岗。", []),
        ("PRO017", "市防办设在东县人民政府。", ["东县人民政府"]),
        ("PRO017", "市防办设于**大石门水库公司**。", ["大石门水库公司"]),
        ("PRO017", "市防办日常工作由市值守中心承担。", ["市值守中心"]),
        ("PRO017", "市防办设在市水务局，仓库设在东县人民政府。", []),
        ("PRO018", "Ⅰ级响应由市水务局决定。", ["市水务局"]),
        ("PRO018", "由市值守中心启动Ⅰ级、Ⅱ级应急响应。", ["市值守中心"]),
        ("PRO018", "市防办决定启动Ⅱ级响应，市水务局随即到岗。", []),
        ("PRO019", "抢险组由市值守中心牵头。", ["市值守中心"]),
        ("PRO019", "抢险组由市水务局牵头，转移由东县人民政府牵头。", []),
        ("PRO021", "险情报告小城市水利局，由市防汛指挥部指挥。", ["小城市水利局", "市防汛指挥部"]),
        ("PRO021", "市级有关部门、市民中心、城市管理局和《市河道局规定》不在其列。", []),
        ("PRO021", "由市汛指下达，市防力牵头，省抗指和市应急力量待命。", []),
        ("PRO021", "东县大石头水库公司值守，大石头水库泄洪。", ["大石头水库", "大石头水库"]),
        ("PRO021", "由市里指定，市防指指挥，市级指导，市委指派；大石门水库泄洪。", []),
        ("PRO022", "见图2。\n\n图1 水系", ["图2"]),
        ("PRO022", "见图2-1、表一。\n\n图2-1 水系\n\n表1 水位", []),
        ("PRO023", "# 东县人民政府\n\n巡查堤防并调度水库；值守。", ["巡查堤防并调度水库"]),
        ("PRO023", "1. 市水务局：东县人民政府负责转移。", ["东县人民政府"]),
        ("PRO023", "市水务局：巡查堤防并调度水库。", []),
        ("PRO024", "启动Ⅱ级响应，情况严重的启动Ⅲ级响应。", ["Ⅲ级"]),
        ("PRO024", "启动Ⅴ级响应，省防指启动Ⅴ级响应。", ["Ⅴ级"]),
        ("PRO009", "# 一\n\n## 二\n\n见1.1、见1.2，按照附件3执行。", ["见1.2", "按照附件3"]),
        ("PRO009", "见4.2米标尺，《防洪法》第九章，水位按4.5控制。", []),
        ("PRO012", "一是甲；二是乙。\n\n（1）甲\n\n（3）乙", ["（3）"]),
        ("PRO012", "图1 甲\n\n图1 乙\n\n附件1 丙\n\n附件2 丁", ["1"]),
        ("WRD016", "长3公里，距4km，另5 km，高5 米。", ["km"]),
        ("WRD016", "4.1 天气\n\n5d，3名队员，5人。", []),
    ],
)
def test_words_that_differ_from_the_facts(rule: str, prose: str, at: list[str]) -> None:
    assert words(hits(rule, said(prose)), prose) == at


def test_members_in_a_sentence_of_the_facts() -> None:
    text = "成员单位包括市水务局、市值守中心、大石门水库公司"
    (hit,) = hits("PRO019", said("", 应急保障=[{"事项": "队伍", "内容": text}]))
    assert hit.place.pointer == ("guarantees", 0, "content")
    assert hit.message.render() == (
        "市防指：正文写了市值守中心、大石门水库公司，数据没有；正文漏了东县人民政府"
    )


def test_places_in_text_with_roles_and_titles() -> None:
    prose = "依照《市防办规定》，{org}`市水务局`和**市防办**值守。"
    text = text_of(plan := said(prose))
    named = [text.place(one.start, one.end) for one in mentions(plan, 0, len(text.whole))]
    in_prose = [place for place in named if place.span is not None]
    file = "special/flood/plan.md"
    assert in_prose == [
        Place(file, span=Span(1, 17, 1, 21)),
        Place(file, span=Span(1, 25, 1, 28)),
    ]


def test_a_name_inside_a_longer_name_is_not_mentioned() -> None:
    prose = (
        "由新大石门水库公司抢修，望川市水务局支援，市水务局执法支队和市值守中心指挥部到场，"
        "大石门水库公司江北分公司待命；报市水务局主任、市防办。"
    )
    whole = text_of(plan := said(prose)).whole
    start = whole.index(prose)
    named = [whole[one.start : one.end] for one in mentions(plan, start, len(whole))]
    assert named == ["市水务局", "市防办"]
    assert [prose[one.start : one.end] for one in named_in(plan.registry, prose)] == named
    at = (whole.index(word) for word in ("大石门水库公司抢", "市水务局执", "市水务局主任"))
    assert [mention_at(plan, one) is not None for one in at] == [False, False, True]
    ends = (whole.index("执法支队"), whole.index("主任、市防办"))
    assert [mention_before(plan, one) is not None for one in ends] == [False, True]


def test_phones_and_plans_are_quoted() -> None:
    found = quoted(said("市防办电话0500-5550002，按照《大坝应急预案》和本预案执行。"))
    assert [(one.text, one.before, one.line, one.start) for one in found] == [
        ("0500-5550002", "市防办电话", 1, 5),
        ("大坝应急预案", "", 1, 21),
    ]


def test_the_other_side_of_a_limit_is_the_one_the_sentence_is_nearest_to() -> None:
    reports = [
        {"类型": "终报", "报告单位": "市防办", "接收单位": "省防指", "时限": "7天"},
        {"类型": "首报", "报告单位": "市防办", "接收单位": "省防指", "时限": "1小时"},
    ]
    steps = [
        {
            "编号": "gate",
            "名称": "提起溢洪闸门",
            "阶段": "应急处置",
            "责任": "市水务局",
            "内容": "提起溢洪闸门并通知下游",
            "时限": "20分钟",
        }
    ]
    prose = "市防办在2小时内向省防指报告。\n\n市水务局在40分钟内提起溢洪闸门并通知下游。"
    plan = view(**{**FACTS, "信息报告": reports, "响应措施": steps})
    found = hits("PRO014", PlanView(plan.plan, plan.registry, plan.file, prose))
    assert [(hit.message.render("en"), hit.related[0][0].pointer) for hit in found] == [
        ("“2小时内” in the text, 1小时 under 首报", ("reports", 1)),
        (
            "“40分钟内” in the text, 20分钟 under 时限 of “提起溢洪闸门”",
            ("actions", 0, "deadline"),
        ),
    ]
