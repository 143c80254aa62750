from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from docutils import nodes

from planforge.corpus.load import load
from planforge.document import prose
from planforge.document.blocks import bullets, facts, numbered, paragraph, span, table
from planforge.document.pages.frame import Frame
from planforge.document.pages.plan_pages import PlanPages
from planforge.publish.blocks.lines import text_of
from planforge.publish.blocks.model import Footnote, Heading, Paragraph, Run
from planforge.publish.blocks.translate import translate
from tests.unit.document.small import context
from tests.unit.publish.blocks.written import written

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from planforge.publish.blocks.model import Blocks

ROOT = Path(__file__).parents[4]


@cache
def demo() -> PlanPages:
    corpus, _ = load(ROOT / "plans")
    frame = Frame(corpus, language="zh_CN", public=False, version="")
    (view,) = [view for view in frame.views if view.plan.id == "flood"]
    return PlanPages(frame, view)


def read(text: str) -> Sequence[nodes.Node]:
    return prose.read(text, context(), "plan.md").chapters


def of(text: str) -> str:
    return written(translate(read(text)))


def test_a_chapter_of_a_plan_as_blocks(golden: Callable[[str, str], None]) -> None:
    chapters = demo().read.chapters
    golden("books/flood-chapter-4.txt", written(translate(chapters[3:4])))


def test_every_word_of_a_plan_is_in_its_blocks() -> None:
    """Lists, tables and boxes lose no text; marks of remarks differ in print."""
    for chapter in demo().read.chapters:
        shown = chapter.deepcopy()
        for node in list(shown.findall(nodes.Element)):
            if "pf-number" in node["classes"] or node.__class__.__name__ == "chart":
                node.parent.remove(node)
        kept = written(translate([shown]))
        for text in shown.findall(nodes.Text):
            words = str(text).strip("〔〕").strip().rstrip("。；.;")
            assert "对方预案未" in words or words in kept


def test_sections_are_headings_with_their_numbers() -> None:
    assert of("# 总则\n\n## 编制目的\n\n正文\n\n### 其一\n\n# 响应\n") == (
        "heading 1 1 #s1 总则\nheading 2 1.1 #s1-1 编制目的\nparagraph 正文\n"
        "heading 3 1.1.1 #s1-1-1 其一\nheading 1 2 #s2 响应\n"
    )


def test_headings_may_begin_lower() -> None:
    made = nodes.section("", nodes.title("", "队伍"), ids=["teams"])
    assert translate([made], level=2) == (Heading(2, (Run("队伍"),), (), "teams"),)


def test_lists_bear_their_marks() -> None:
    text = "# 总则\n\n3. 甲\n4. 乙\n\n- 丙\n  - 丁\n"
    assert of(text).split("\n", 1)[1] == (
        "list\n  item 3.\n    paragraph 甲\n  item 4.\n    paragraph 乙\n"
        "list\n  item •\n    paragraph 丙\n    list\n      item •\n        paragraph 丁\n"
    )


@pytest.mark.parametrize(
    ("kind", "marks"),
    [
        ("arabic", ["（9）", "（10）"]),
        ("loweralpha", ["（i）", "（j）"]),
        ("upperalpha", ["（I）", "（J）"]),
        ("lowerroman", ["（ix）", "（x）"]),
        ("upperroman", ["（IX）", "（X）"]),
        ("unheard of", ["（9）", "（10）"]),
    ],
)
def test_marks_of_lists(kind: str, marks: list[str]) -> None:
    made = numbered(["甲", "乙"])
    made["enumtype"], made["start"] = kind, 9
    lines = written(translate([made])).splitlines()
    assert [line.split()[1] for line in lines if line.startswith("  item")] == marks


def test_tables_of_the_text_get_widths_from_their_words() -> None:
    text = "# 总则\n\n| 项目 | 内容 |\n|---|---|\n| 甲 | 一二三四五六七八九十 |\n"
    assert of(text).split("\n", 1)[1] == (
        "table 4:20\n  head\n    cell 项目\n    cell 内容\n"
        "  row\n    cell 甲\n    cell 一二三四五六七八九十\n"
    )


def test_cells_keep_their_spans_and_tables_their_captions() -> None:
    text = (
        "# 总则\n\n```{eval-rst}\n.. table:: 分工表\n\n"
        "   +------+------+\n   | a    | b    |\n   +======+======+\n   | c           |\n"
        "   +------+------+\n```\n"
    )
    assert of(text).split("\n", 1)[1] == (
        "table 4:4 #table-1 分工表\n  head\n    cell a\n    cell b\n  row\n    cell 2x1 c\n"
    )


def test_notes_count_through_the_whole_part() -> None:
    text = "# 甲\n\n子[^a]。丑[^b]。\n\n[^a]: 一。\n[^b]: 二。\n\n# 乙\n\n寅[^c]。\n\n[^c]: 三。\n"
    blocks = translate(read(text))
    assert [text_of(b.runs) for b in blocks if isinstance(b, Paragraph)] == ["子1。丑2。", "寅3。"]
    assert [b.number for b in blocks if isinstance(b, Footnote)] == ["1", "2", "3"]
    (third,) = [run for b in blocks[-2:-1] for run in getattr(b, "runs", ()) if run.raised]
    assert (third.text, third.target) == ("3", "#note-3")


def test_remarks_stand_in_brackets_before_the_end_of_their_sentence() -> None:
    made = paragraph(["暴雨预警橙色以上。", span("可以启动", "pf-badge", "pf-badge-may")])
    assert written(translate([made])) == (
        "paragraph 暴雨预警橙色以上[（可以启动）](pf-badge-may)。\n"
    )
    made = paragraph(["巡堤。", span("〔2小时内〕", "pf-limit"), ""])
    assert written(translate([made])) == "paragraph 巡堤[（2小时内）](pf-limit)。\n"
    made = paragraph(["Patrol.", " ", span("[within 2 h]", "pf-limit")])
    assert written(translate([made], "en")) == "paragraph Patrol[ (within 2 h)](pf-limit).\n"
    made = paragraph([span("新增", "pf-badge", "pf-badge-new"), "巡堤"])
    assert written(translate([made])) == "paragraph [【新增】](pf-badge-new)巡堤\n"


def test_details_of_an_action_are_sentences_of_its_paragraph() -> None:
    details = [paragraph("配合：市水务局", "pf-detail"), paragraph("通知到位。", "pf-detail")]
    item = nodes.list_item("", paragraph(["巡堤。", span("〔2小时内〕", "pf-limit")]), *details)
    made = nodes.enumerated_list("", item, prefix="（", suffix="）", classes=["pf-actions"])
    assert written(translate([made])) == (
        "list actions\n  item （1）\n"
        "    paragraph 巡堤[（2小时内）](pf-limit)。配合：市水务局。通知到位。\n"
    )
    assert written(translate([made], "en")).endswith("市水务局. 通知到位。\n")
    bare = nodes.enumerated_list("", nodes.list_item(""), classes=["pf-actions"])
    assert written(translate([bare])) == "list actions\n  item 1.\n"


def test_what_helps_only_on_a_screen_is_left_out() -> None:
    duty = nodes.container("", paragraph("值班员请直接打开级别"), classes=["pf-duty"])
    gap = paragraph([span("对方预案未回应", "pf-missing")], "pf-detail")
    assert translate([duty, gap, paragraph("打开", "pf-level-buttons")]) == ()


def test_charts_carry_their_words() -> None:
    (figure,) = [
        line
        for line in written(translate(demo().read.chapters[1:2])).splitlines()
        if line.startswith("figure")
    ]
    assert figure == "figure organisation 市防指组织体系图"


def test_terms_are_numbered_sentences_that_the_index_lists() -> None:
    made = facts([("洪涝", "水多成灾。")], "pf-terms")
    assert written(translate([made])) == (
        "list terms\n  item （1）\n"
        "    paragraph [**洪涝**](planforge:term/洪涝 mention)：水多成灾。\n"
    )


def test_links_lead_where_the_text_says() -> None:
    text = "# 甲\n\n(here)=\n按[规定](https://example.org)和[本条](#here)办理。\n"
    assert of(text).split("\n", 1)[1] == (
        "paragraph #here 按[规定](https://example.org)和"
        "[本条](planforge:chapter/flood/1#here)办理。\n"
    )


def test_pieces_of_a_line_keep_what_they_are() -> None:
    text = "# 甲\n\n`原文`<sup>上</sup>H<sub>2</sub>O*强调***着重**\n"
    assert of(text).split("\n", 1)[1] == "paragraph `原文`^上^H~2~O[强调](pf-emphasis)**着重**\n"


def test_the_first_mention_in_a_paragraph_enters_the_index() -> None:
    lines = of(
        "# 甲\n\n{org}`市水务局`和{org}`市水务局`。\n\n## 节\n\n{org}`市水务局`。\n\n"
        "# 乙\n\n{org}`市水务局`。\n"
    )
    assert lines.count("organisation/water mention") == 3
    assert lines.count("organisation/water") == 4


def test_boxes_notes_and_verbatim_text() -> None:
    text = (
        "# 甲\n\n> 引文\n\n:::{note}\n注意\n:::\n\n:::{admonition} 提示\n内容\n:::\n\n"
        "```\na\n  b\n```\n\n术语\n: 解释\n\n---\n\n一行  \n二行\n"
    )
    assert of(text).split("\n", 1)[1] == (
        "box quote\n  paragraph 引文\n"
        "box note\n  paragraph 注意\n"
        "box note\n  paragraph.box-title 提示\n  paragraph 内容\n"
        "literal\n  a\n    b\n"
        "facts\n  术语\n    paragraph 解释\n"
        "paragraph 一行⏎二行\n"
    )


def test_pictures_stand_between_the_pieces_of_their_paragraph() -> None:
    text = "# 甲\n\n前![图样](map.png)后\n\n```{figure} map.png\n:alt: 示意\n\n图题\n```\n"
    assert of(text).split("\n", 1)[1] == (
        "paragraph 前\npicture map.png 图样\nparagraph 后\npicture map.png 示意 图题\n"
    )


def test_of_unknown_nodes_the_text_stays() -> None:
    class stamp(nodes.General, nodes.Element):  # noqa: N801 - docutils names nodes so
        pass

    class seal(nodes.Inline, nodes.TextElement):  # noqa: N801 - docutils names nodes so
        pass

    blocks: Blocks = translate(
        [stamp("", paragraph("甲")), seal("", "乙"), paragraph([seal("", "丙")]), nodes.Text("丁")]
    )
    assert written(blocks) == "paragraph 甲\nparagraph 乙\nparagraph 丙\nparagraph 丁\n"


def test_what_classes_say_is_the_style_of_a_box() -> None:
    made: list[nodes.Node] = [
        nodes.container("", paragraph("甲"), classes=["pf-card"]),
        nodes.container("", paragraph("乙")),
        nodes.container("", classes=["pf-card"]),
        nodes.block_quote("", classes=["pf-hint"]),
    ]
    assert written(translate(made)) == "box card\n  paragraph 甲\nparagraph 乙\n"


def test_rubrics_are_headings_outside_the_contents() -> None:
    made = [nodes.rubric("", "启动响应", ids=["start"]), nodes.rubric()]
    assert written(translate(made)) == "paragraph.rubric #start 启动响应\n"


def test_lines_of_a_verse_and_parts_of_a_figure() -> None:
    text = (
        "# 甲\n\n```{eval-rst}\n| 一\n| 二\n\n.. figure:: map.png\n\n   图题\n\n   说明\n```\n\n"
        "H<sup>2</sup> ![示意](a.png)\n"
    )
    assert of(text).split("\n", 1)[1] == (
        "paragraph 一⏎二\n"
        "picture map.png 图题 图题\nparagraph 说明\n"
        "paragraph H^2^\npicture a.png 示意\n"
    )


def test_pictures_in_a_heading_leave_their_words() -> None:
    made = nodes.section("", nodes.title("", "", nodes.image(uri="a.png", alt="图"), ids=["x"]))
    assert written(translate([made])) == "heading 1 图\n"


def test_names_before_a_block_are_its_anchor() -> None:
    made = [nodes.target("", "", ids=["here"]), paragraph("甲"), paragraph("乙")]
    assert written(translate(made)) == "paragraph #here 甲\nparagraph 乙\n"


def test_what_is_no_text_is_left_out() -> None:
    made: list[nodes.Node] = [
        nodes.comment("", "注"),
        nodes.transition(),
        nodes.system_message("", paragraph("错")),
        nodes.raw("", "<br />", format="html"),
        paragraph([nodes.comment("", "注"), "甲"]),
        nodes.paragraph(),
        nodes.field_list(),
        nodes.line_block(),
    ]
    assert written(translate(made)) == "paragraph 甲\n"


def test_stock_of_a_depot_runs_on_in_its_cell() -> None:
    stock = bullets(["编织袋2000条", "照明灯10台"])
    (made,) = translate([table(["物资库", "物资"], [["甲库", [stock]]], "pf-depots")])
    assert written((made,)).splitlines()[-1] == "    cell 编织袋2000条、照明灯10台"
    numbers = table(["物资库", "物资"], [["甲库", [numbered(["袋", "灯"])]]], "pf-depots")
    assert "item （2）" in written(translate([numbers]))


def test_a_term_without_words_is_still_a_term() -> None:
    body = nodes.field_body("", nodes.literal_block("", "a"))
    made = nodes.field_list(
        "", nodes.field("", nodes.field_name("", "甲"), body), classes=["pf-terms"]
    )
    assert written(translate([made])) == (
        "list terms\n  item （1）\n"
        "    paragraph [**甲**](planforge:term/甲 mention)：\n    literal\n      a\n"
    )
