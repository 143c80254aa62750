from __future__ import annotations

from datetime import date

import pytest
from docutils import nodes

from planforge.document.page import Entry
from planforge.document.pages import CheckDoc, Elements, FindingDoc, RuleDoc, site_pages
from tests.unit.document.small import FLOOD, POWER, corpus

RULE = RuleDoc(
    "CYC001",
    "cycle.filed-late",
    "error",
    "备案晚了",
    "上级无从核对",
    ("《办法》第二十六条",),
    family="版本与周期",
    basis=("《办法》第二十六条",),
    is_verified=False,
    options=("备案期限：20",),
    setting="检查: {}\n",
)
ORG_FILE = "registry/organisations.yaml"


def built(docname: str, check: CheckDoc, *, public: bool = True) -> nodes.Element:
    """Return the tree of the page *docname* of the small city checked as *check* says."""
    pages = site_pages(
        check.whole, language="zh_CN", public=public, rules=(RULE,), check=check, version="1"
    )
    (page,) = [page for page in pages if page.docname == docname]
    return nodes.Element("", *page.build())


def cells(tree: nodes.Element, number: int = 0) -> list[list[str]]:
    """Return the texts of the table *number* of *tree*, row by row without its head."""
    body = list(tree.findall(nodes.tbody))[number]
    return [[cell.astext().strip() for cell in row.children] for row in body.children]


@pytest.mark.parametrize(
    ("file", "pointer", "entry"),
    [
        (
            "special/flood/plan.yaml",
            ("actions", 0, "deadline"),
            Entry("会商", "planforge:action/flood/consult"),
        ),
        (
            "special/flood/plan.yaml",
            ("响应措施", 0, "时限"),
            Entry("会商", "planforge:action/flood/consult"),
        ),
        (
            "special/flood/plan.yaml",
            ("levels", "Ⅱ级", "triggers", 0),
            Entry("Ⅱ级", "planforge:level/flood/2"),
        ),
        (
            "special/flood/plan.yaml",
            ("command", "groups", 0, "lead"),
            Entry("抢险组", "planforge:group/flood/rescue"),
        ),
        (
            "special/flood/plan.yaml",
            ("edition", "issued"),
            Entry("小城市防汛应急预案", "planforge:plan/flood"),
        ),
        ("special/flood/plan.md", (), Entry("2 应急响应", "planforge:chapter/flood/2")),
        ("registry/nothing.yaml", ("a",), None),
    ],
)
def test_the_page_of_what_a_place_belongs_to(
    file: str, pointer: tuple[str | int, ...], entry: Entry | None
) -> None:
    line = 12 if file.endswith(".md") else 1
    assert Elements(corpus(), public=True).at(file, pointer, line) == entry


def test_no_public_finding_leads_to_what_is_internal() -> None:
    found = corpus(hide="consult")
    file, pointer = "special/flood/plan.yaml", ("actions", 0)
    assert Elements(found, public=True).at(file, pointer, 1) is None
    assert Elements(found, public=False).at(file, pointer, 1) is not None
    hidden = Elements(corpus(power=f"可见: 内部{POWER}"), public=True)
    assert hidden.is_hidden("special/power/plan.yaml")
    assert not hidden.is_hidden(file)


def test_findings_by_plan_and_by_family() -> None:
    findings = (
        FindingDoc("CYC001", "error", "plans/special/flood/plan.yaml", 9, 1, "晚了", plan="flood"),
        FindingDoc("REF001", "advice", "plans/registry/teams.yaml", 2, 1, "没有"),
        FindingDoc("SRC010", "error", "plans/special/x/plan.yaml", 1, 1, "坏", plan="special/x/"),
    )
    tree = built("check", CheckDoc(findings, corpus(), None, hidden=2))
    assert cells(tree) == [
        ["小城市防汛应急预案", "1", "0", "0"],
        ["小城市大面积停电应急预案", "0", "0", "0"],
        ["未能读取：special/x/", "1", "0", "0"],
        ["公共底册和设置", "0", "0", "1"],
    ]
    assert cells(tree, 1) == [
        ["版本与周期", "1", "0", "0"],
        ["REF", "0", "0", "1"],
        ["SRC", "1", "0", "0"],
    ]
    anchors = [part["ids"] for part in tree.findall(nodes.section)]
    assert anchors == [["by-plan"], ["by-family"], ["in-flood"], ["in-special-x-"], ["elsewhere"]]
    assert "另有2项" in tree.astext()


def test_contents_of_a_plan_are_there_or_missing() -> None:
    tree = built("check/contents", CheckDoc((), corpus()))
    rows = {row[0].split("\n")[0]: row[1:] for row in cells(tree)}
    assert rows["组织指挥体系与职责"] == ["●", "○"]
    assert rows["处置程序"] == ["●", "○"]


def test_internal_plans_have_no_column() -> None:
    found = corpus(power=f"可见: 内部{POWER}")
    assert "停电" not in built("check/contents", CheckDoc((), found)).astext()
    assert "停电" in built("check/contents", CheckDoc((), found), public=False).astext()


def test_cycles_are_judged_on_a_day_only() -> None:
    unjudged = built("check/cycles", CheckDoc((), corpus()))
    assert cells(unjudged)[0][1:3] == ["2026年3月1日", "无记录\n\n期限2026年3月27日"]
    judged = built("check/cycles", CheckDoc((), corpus(), date(2026, 4, 1)))
    assert cells(judged)[0][2] == "无记录\n\n期限2026年3月27日\n\n已逾期"


def test_the_next_evaluation_is_counted_as_the_page_says() -> None:
    for evaluated, due in (("2025-11-20", "2029年3月1日"), ("2026-03-09", "2029年3月9日")):
        edition = f"印发日期: 2026-03-01, 上次评估: {evaluated}}}"
        found = corpus(flood=FLOOD.replace("印发日期: 2026-03-01}", edition))
        tree = built("check/cycles", CheckDoc((), found))
        assert cells(tree)[0][5].endswith(f"下次不迟于{due}")
        assert "评估周期从最近一次评估之日与印发之日中较晚的一天起算" in tree.astext()


def test_what_was_recorded_in_an_internal_passage_is_not_told() -> None:
    filed = "印发日期: 2026-03-01, 备案: {可见: 内部, 日期: 2026-03-09, 机关: 省水利厅}}"
    found = corpus(flood=FLOOD.replace("印发日期: 2026-03-01}", filed))
    assert cells(built("check/cycles", CheckDoc((), found)))[0][2] == "不公开"
    shown = cells(built("check/cycles", CheckDoc((), found), public=False))[0][2]
    assert shown == "2026年3月9日\n\n省水利厅\n\n期限2026年3月27日"


def test_rules_by_family_say_whether_their_basis_was_read() -> None:
    tree = built("rule/index", CheckDoc((), corpus()))
    assert tree.astext().startswith("共1条规则，分1类：错误 1、警告 0、建议 0")
    assert cells(tree) == [
        ["CYC001", "错误", "备案晚了\n\n备案期限：20", "《办法》第二十六条 条文待核"]
    ]
