from __future__ import annotations

from typing import TYPE_CHECKING

from docutils import nodes

from planforge.document.books.captions import LABEL, NOWHERE, TITLE
from planforge.document.books.single import single_plan
from planforge.document.nodes import chart
from tests.unit.document.books.made import demo, frame_of, part, tree
from tests.unit.document.small import corpus

if TYPE_CHECKING:
    from collections.abc import Callable

PROSE = """# 总则

事件分级见表1，响应流程见图1（详见表9）。水位按照《清河市防御洪水方案》表3执行，奖励见表彰2次以上。

# 应急响应

```{response-levels}
```

```{level-ladder}
```

| 站点 | 水位 |
| --- | --- |
| 甲站 | 3米 |
"""


def text_of_plan(prose: str, *, language: str = "zh_CN") -> nodes.Element:
    frame = frame_of(corpus(prose=prose), language=language)
    return tree(part(single_plan(frame, frame.views[0]), "plan-flood"))


def captions(found: nodes.Element) -> list[tuple[str, str]]:
    said = []
    for node in found.findall(lambda n: isinstance(n, (nodes.table, chart))):
        if isinstance(node, chart):
            said.append((node.get(LABEL, ""), node.get(TITLE, node.graph.title)))
        elif isinstance(node, nodes.table) and not isinstance(node.parent, chart):
            titles = [n.astext() for n in node.children if isinstance(n, nodes.title)]
            said.append((node.get(LABEL, ""), "".join(titles)))
    return said


def test_tables_and_figures_are_counted_through_the_plan() -> None:
    assert captions(text_of_plan(PROSE)) == [
        ("表1", "应急响应分级"),
        ("图1", "响应级别图"),
        ("表2", "应急响应"),
    ]


def test_tables_named_after_the_same_heading_are_told_apart() -> None:
    rows = "| 序号 | 单位 |\n| --- | --- |\n| 1 | 甲 |\n"
    prose = (
        f"# 总则\n\n## 两表\n\n先看。\n\n{rows}\n再看。\n\n{rows}\n"
        f"## 一表\n\n{rows}\n## 两表\n\n{rows}\n"
    )
    assert captions(text_of_plan(prose)) == [
        ("表1", "两表（1）"),
        ("表2", "两表（2）"),
        ("表3", "一表"),
        ("表4", "两表"),
    ]


def test_captions_of_a_real_plan_as_before(golden: Callable[[str, str], None]) -> None:
    frame = demo()
    view = next(view for view in frame.views if view.plan.id == "flood")
    said = captions(tree(part(single_plan(frame, view), "plan-flood")))
    golden("books/flood-captions.txt", "".join(f"{label}　{title}\n" for label, title in said))


def test_captions_speak_the_language_of_the_reader() -> None:
    assert captions(text_of_plan(PROSE, language="en"))[:2] == [
        ("Table 1", "Levels of response"),
        ("Figure 1", "Response levels of 小城市防汛应急预案"),
    ]


def test_references_lead_to_what_they_name_or_are_marked() -> None:
    found = text_of_plan(PROSE)
    led = {n["refid"]: n.astext() for n in found.findall(nodes.reference) if "refid" in n}
    names = {i for node in found.findall(nodes.Element) for i in node["ids"]}
    assert list(led.values()) == ["表1", "图1"]
    assert led.keys() <= names
    lost = [n.astext() for n in found.findall(nodes.inline) if NOWHERE in n["classes"]]
    assert lost == ["表9"]


def test_a_sentence_leads_to_a_chart_right_below_its_heading() -> None:
    prose = "# 总则\n\n正文。\n\n# 应急响应\n\n```{level-ladder}\n```\n\n# 附则\n\n文。\n"
    second = text_of_plan(prose).children[1]
    assert isinstance(second, nodes.section)
    assert [type(node).__name__ for node in second.children] == ["title", "paragraph", "chart"]
    assert second.children[1].astext() == "响应级别图见图1。"
    (led,) = second.children[1].findall(nodes.reference)
    drawn = second.children[2]
    assert isinstance(drawn, chart)
    assert led["refid"] == drawn["ids"][0]


def test_the_title_of_a_chart_says_chart_once() -> None:
    prose = "# 应急响应\n\n文。\n\n```{response-flow} Ⅱ级\n```\n\n```{level-ladder}\n```\n"
    assert captions(text_of_plan(prose)) == [
        ("图1", "响应措施流程图（Ⅱ级）"),
        ("图2", "响应级别图"),
    ]


def test_a_chart_with_words_above_it_or_a_number_by_hand_needs_no_sentence() -> None:
    for prose in (
        PROSE,
        "# 总则\n\n图1 级别图\n\n# 应急响应\n\n```{level-ladder}\n```\n",
    ):
        assert "响应级别图见" not in text_of_plan(prose).astext()


def test_what_is_numbered_by_hand_stays_as_it_is() -> None:
    prose = PROSE.replace("| 站点", "表1 各站水位\n\n| 站点")
    found = text_of_plan(prose)
    assert captions(found) == [
        ("", ""),
        ("图1", "响应级别图"),
        ("", ""),
    ]
    assert [n for n in found.findall(nodes.inline) if NOWHERE in n["classes"]] == []


def test_the_only_chart_of_an_annex_is_named_by_the_annex() -> None:
    frame = frame_of(corpus())
    found = tree(part(single_plan(frame, frame.views[0]), "annex-flood-1"))
    assert [(node.get(LABEL), node.get(TITLE)) for node in found.findall(chart)] == [(None, "")]


def test_every_table_of_a_real_plan_has_a_caption() -> None:
    unseen = {"pf-chart-text", "pf-who", "pf-terms"}  # words of charts, parts of cells, a list
    frame = demo()
    bare = []
    for view in frame.views:
        found = tree(part(single_plan(frame, view), f"plan-{view.plan.id}"))
        tables = [*found.findall(nodes.table), *found.findall(nodes.field_list)]
        bare += [
            (view.plan.id, node.astext())
            for node in tables
            if not node.get(LABEL) and not unseen & set(node["classes"])
        ]
    assert bare == []
