"""Books as files of Word: what stands in them, read with another program than wrote them."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from docutils import nodes
from docx.oxml.ns import qn

from planforge.document import blocks as b
from planforge.document.books.book import BookKind, Numbering, Opening, Style
from planforge.document.books.captions import LABEL, NOWHERE, TITLE
from planforge.document.nodes import chart as chart_node
from planforge.document.nodes import link
from planforge.publish.blocks.references import nowhere
from tests.unit.document.charts.timed_samples import gantt
from tests.unit.publish.word.made import (
    Gallery,
    book,
    chapter,
    compilation,
    contents,
    drawn,
    files,
    note,
    opened,
    part,
    shown,
    whole,
    written,
)

if TYPE_CHECKING:
    from collections.abc import Callable


def test_a_plan_reads_as_before(golden: Callable[[str, str], None]) -> None:
    made = written(whole())
    assert made.flaws == ()
    golden("word/plan.txt", shown(made))


def test_a_compilation_reads_as_before(golden: Callable[[str, str], None]) -> None:
    made = written(compilation())
    assert made.flaws == ()
    golden("word/compilation.txt", shown(made))


def test_the_same_book_gives_the_same_bytes() -> None:
    assert written(whole()).content == written(whole()).content


def test_the_file_says_what_it_is() -> None:
    about = opened(written(whole())).core_properties
    assert (about.title, about.author, about.subject, about.language, about.version) == (
        "小城市防汛应急预案",
        "小城市人民政府",
        "洪水、干旱",
        "zh-CN",
        "小政发〔2026〕1号",
    )
    assert about.created == about.modified
    assert about.created is not None
    assert about.created.isoformat() == "2026-03-01T00:00:00+00:00"


def test_a_book_without_a_date_has_none() -> None:
    core = files(written(book(part("a", Style.PLAN, b.paragraph("文")))))["docProps/core.xml"]
    assert b"created" not in core


def test_styles_are_those_of_word_itself() -> None:
    styles = opened(written(whole())).styles
    names = {style.name for style in styles}
    assert {f"Heading {level}" for level in (1, 2, 3, 4)} <= names
    assert {"Normal", "Title", "Caption", "toc 1", "toc 2", "Header", "Footer"} <= names
    assert {"Table Grid", "footnote text", "表格文字", "表头"} <= names


def test_letters_and_characters_have_their_faces() -> None:
    sheet = files(written(whole()))["word/styles.xml"].decode()
    faces = dict(re.findall(r'w:styleId="(\w+)".*?w:eastAsia="([^"]*)"', sheet))
    assert {name: faces[name] for name in ("Normal", "Heading1", "Heading2", "Heading3")} == {
        "Normal": "仿宋_GB2312",
        "Heading1": "黑体",
        "Heading2": "楷体_GB2312",
        "Heading3": "仿宋_GB2312",
    }
    assert faces["Title"] == "方正小标宋简体"
    letters = dict(re.findall(r'w:styleId="(\w+)".*?w:ascii="([^"]*)"', sheet))
    assert letters.pop("Footer") == "宋体"  # GB/T 9704-2012, 7.5: numbers of pages
    assert set(letters.values()) == {"Times New Roman"}
    assert "Theme" not in sheet


def test_text_is_22_lines_of_28_characters() -> None:
    sheet = files(written(whole()))["word/styles.xml"].decode()
    normal = sheet[sheet.index('w:styleId="Normal"') :]
    line = re.search(r'w:line="(\d+)" w:lineRule="exact"', normal)
    closer = re.search(r'<w:spacing w:val="(-?\d+)"/>', normal)
    assert line is not None
    assert closer is not None
    section = opened(written(whole())).sections[0]
    edges = (section.top_margin, section.bottom_margin, section.left_margin, section.right_margin)
    assert [round((edge or 0).mm) for edge in edges] == [37, 35, 28, 26]  # type: ignore[union-attr]  # no edge is 0
    high = (297 - 37 - 35) / 25.4 * 1440
    wide = (210 - 28 - 26) / 25.4 * 1440
    assert int(high // int(line[1])) == 22
    assert int(wide // (16 * 20 + int(closer[1]))) == 28


def test_each_plan_counts_its_headings_anew() -> None:
    text = files(written(compilation()))
    body = text["word/document.xml"].decode()
    used = re.findall(
        r'w:val="Heading2"/><w:numPr><w:ilvl w:val="(\d)"/><w:numId w:val="(\d+)"/>', body
    )
    assert [level for level, _ in used] == ["1", "1", "1"]
    assert used[0] == used[1] != used[2]
    numbering = text["word/numbering.xml"].decode()
    last = numbering[numbering.index(f'<w:num w:numId="{used[2][1]}"') :]
    assert '<w:lvlOverride w:ilvl="1"><w:startOverride w:val="1"/>' in last[:200]


@pytest.mark.parametrize(("lines", "together"), [(2, 0), (3, 0), (4, 1)])
def test_text_stands_with_a_signature_and_on_the_first_page(lines: int, together: int) -> None:
    told = "汛" * (28 * lines - 2)
    tree = (b.paragraph(told), b.paragraph("市政府", "pf-notice-signature"))
    body = files(written(book(part("n", Style.NOTICE, *tree))))["word/document.xml"].decode()
    kept = f'<w:keepNext/><w:widowControl w:val="{together}"/></w:pPr><w:r>'
    assert f'{kept}<w:t xml:space="preserve">{told}' in body


def test_headings_of_short_plans_are_numbered_as_in_notices() -> None:
    text = chapter("总则", "s1", "1", chapter("目的", "s11", "1.1", b.paragraph("文")))
    made = written(book(part("p", Style.PLAN, text, numbering=Numbering.CHINESE)))
    levels = re.findall(
        r'<w:numFmt w:val="(\w+)"/>(?:<w:pStyle[^>]*/>)?<w:suff w:val="nothing"/>'
        r'<w:lvlText w:val="([^"]*)"/>',
        files(made)["word/numbering.xml"].decode(),
    )
    assert levels[:5] == [
        ("chineseCountingThousand", "%1、"),
        ("chineseCountingThousand", "（%2）"),
        ("decimal", "%3."),
        ("decimal", "（%4）"),
        ("decimalEnclosedCircleChinese", "%5"),
    ]


def test_numbers_that_do_not_follow_each_other_are_text() -> None:
    tree = (chapter("甲", "a", "1"), chapter("丙", "c", "3", b.paragraph("文")))
    made = written(book(part("p", Style.PLAN, *tree)))
    texts = [p.text for p in opened(made).paragraphs]
    assert texts == ["1　甲", "3　丙", "文"]


def test_footnotes_are_those_of_word() -> None:
    made = files(written(whole()))
    notes = made["word/footnotes.xml"].decode()
    assert "见防洪法。" in notes
    assert made["word/document.xml"].decode().count("<w:footnoteReference") == 1
    assert "见防洪法" not in made["word/document.xml"].decode()


def test_a_footnote_that_nothing_cites_stands_in_the_text() -> None:
    note = nodes.footnote("", nodes.label("", "1"), b.paragraph("孤注。"))
    made = written(book(part("p", Style.PLAN, b.paragraph("文"), note)))
    assert [p.text for p in opened(made).paragraphs] == ["文", "[1] 孤注。"]


def test_links_lead_to_places_in_the_book_or_outside_and_nowhere_else() -> None:
    tree = b.paragraph(
        [
            link("里", "planforge:organisation/water"),
            link("外", "planforge:plan/power"),
            link("无", "planforge:plan/none"),
            link("恶", "javascript:alert(1)"),
            link("文件", "file:///etc/passwd"),
            link("断", "#nowhere"),
        ]
    )
    cell = b.paragraph("队")
    cell["ids"] = ["water"]
    made = written(book(part("p", Style.PLAN, tree), part("teams", Style.ANNEX, cell)))
    body = files(made)["word/document.xml"].decode()
    links = re.findall(r"<w:hyperlink ([^>]*)>.*?<w:t[^>]*>(.*?)</w:t>", body)
    (inner, outer) = links
    assert (inner[1], outer[1]) == ("里", "外")
    name = re.search(r'w:anchor="([^"]*)"', inner[0])
    assert name is not None
    assert f'w:name="{name[1]}"' in body
    relations = files(made)["word/_rels/document.xml.rels"].decode()
    assert re.findall(r'Target="([^"]*)" TargetMode="External"', relations) == [
        "https://example.org/power"
    ]
    assert [p.text for p in opened(made).paragraphs] == ["里外无恶文件断", "队"]


def test_what_xml_forbids_is_left_out_and_named() -> None:
    made = written(book(part("p", Style.PLAN, b.paragraph("甲\x00乙\x0b丙\ud800丁\ufffe"))))
    assert opened(made).paragraphs[0].text == "甲乙丙丁"
    said = [(flaw.part, flaw.problem.message.render("zh_CN")) for flaw in made.flaws]
    assert said == [
        ("p", "字符 U+0000 不能写入 Word 文件，已略去。"),
        ("p", "字符 U+000B 不能写入 Word 文件，已略去。"),
        ("p", "字符 U+D800 不能写入 Word 文件，已略去。"),
        ("p", "字符 U+FFFE 不能写入 Word 文件，已略去。"),
    ]


def test_text_of_a_plan_makes_no_field_and_no_markup() -> None:
    evil = '</w:t>{ DDEAUTO c:\\\\cmd.exe "/k calc" }<w:p/>&amp; INCLUDETEXT "x" \\f'
    name = link(evil, "planforge:organisation/water", mention=True)
    index = b.section("机构", "i", b.bullets([[link(evil, "planforge:organisation/water")]]))
    made = written(
        book(
            part("p", Style.PLAN, b.paragraph([evil, name]), title=evil),
            part("i", Style.INDEX, index, heading=evil, title=evil),
        )
    )
    body = files(made)["word/document.xml"].decode()
    assert opened(made).paragraphs[0].text == evil + evil
    instructions = re.findall(r"<w:instrText[^>]*>(.*?)</w:instrText>", body)
    assert {text.split()[0] for text in instructions} == {"XE", "INDEX", "TC"}
    entry = next(text for text in instructions if "XE" in text)
    inside = (
        entry.removeprefix(" XE &quot;").removesuffix(" \\f &quot;a&quot; ").removesuffix("&quot;")
    )
    assert not re.search(r'["\\\\:{}]|&quot;', inside)


def test_contents_have_their_lines_before_word_counts_them() -> None:
    lines = [p for p in opened(written(whole())).paragraphs if p.style is not None]
    listed = [p.text for p in lines if p.style is not None and p.style.name.startswith("toc")]
    assert listed == [
        "1　总则\t3",
        "1.1　目的\t3",
        "2　响应\t3",
        "2.1　级别\t3",
        "2.2　图\t3",
        "附件1 队伍\t5",
    ]
    assert '<w:updateFields w:val="true"/>' in files(written(whole()))["word/settings.xml"].decode()


def test_a_book_without_contents_asks_nobody_to_count_fields() -> None:
    made = files(written(book(part("p", Style.PLAN, b.paragraph("文")))))
    assert b"updateFields" not in made["word/settings.xml"]


def test_contents_of_nothing_say_so() -> None:
    made = written(book(contents(), part("p", Style.NOTICE, b.paragraph("文"))))
    assert "没有可列的内容。" in [p.text for p in opened(made).paragraphs]


def test_every_part_has_its_running_head_and_numbers_outside() -> None:
    sections = opened(written(compilation())).sections
    heads = [s.header.paragraphs[0].text for s in sections]
    assert heads == [
        "",
        "contents",
        "",
        "小城市防汛应急预案",
        "附件1 队伍",
        "停电预案",
        "索引",
        "索引",
    ]
    assert sections[3].even_page_header.paragraphs[0].text == "小城市防汛应急预案"
    assert [s.footer.paragraphs[0].text for s in sections[:4]] == ["", *["— 1 —"] * 3]
    right, left = sections[3].footer.paragraphs[0], sections[3].even_page_footer.paragraphs[0]
    assert (str(right.alignment), str(left.alignment)) == ("RIGHT (2)", "LEFT (0)")
    assert [str(s.start_type) for s in sections] == [
        "ODD_PAGE (4)",
        "NEW_PAGE (2)",
        "ODD_PAGE (4)",
        "NEW_PAGE (2)",
        "NEW_PAGE (2)",
        "NEW_PAGE (2)",
        "NEW_PAGE (2)",
        "CONTINUOUS (0)",
    ]


def test_rows_are_as_high_as_in_print() -> None:
    """A line of 12 pt takes 17.4 pt, a row of one 21.6 pt with the line below it."""
    made = files(written(book(part("p", Style.ANNEX, b.table(("甲", "乙"), [("丙", "丁")])))))
    body, sheet = made["word/document.xml"].decode(), made["word/styles.xml"].decode()
    room = re.findall(r'<w:(?:top|bottom) w:w="(\d+)" w:type="dxa"/>', body)
    assert room == ["37", "37"]
    lines = {
        ending: re.search(rf'w:styleId="PfTable{ending}".*?w:line="(\d+)"', sheet)
        for ending in ("", "Small", "Tiny")
    }
    assert {ending: found and int(found[1]) for ending, found in lines.items()} == {
        "": 348,
        "Small": 304,
        "Tiny": 261,
    }


@pytest.mark.parametrize(("columns", "style"), [(5, "PfTableHead"), (6, "PfTableHeadSmall")])
def test_text_of_a_table_is_no_larger_on_a_page_on_its_side(columns: int, style: str) -> None:
    table = b.table(["甲"] * columns, [["乙"] * columns])
    for landscape in (False, True):
        body = written(book(part("p", Style.ANNEX, table, landscape=landscape)))
        (head,) = set(re.findall(r'"(PfTableHead\w*)"', files(body)["word/document.xml"].decode()))
        assert head == style


def test_the_list_of_attachments_stands_on_one_page() -> None:
    """Nothing stands behind it in its section, so its last line may be kept with the next too."""
    sheet = files(written(whole()))["word/styles.xml"].decode()
    for ident in ("PfAttachment", "PfAttachments"):
        style = sheet[sheet.index(f'w:styleId="{ident}"') :]
        assert "<w:keepNext/><w:keepLines/>" in style[: style.index("</w:style>")]


def test_marks_above_and_below_the_line_stand_there() -> None:
    formula: list[nodes.Node | str] = ["H", nodes.subscript("", "2"), "O，10"]
    formula += [nodes.superscript("", "1"), "。"]
    noted = nodes.footnote_reference("", "1", refid="n1")
    tree = chapter("总则", "s1", "1", b.paragraph([*formula, noted]), note("1", "注"))
    made = opened(written(book(part("p", Style.PLAN, tree))))
    (line,) = [p for p in made.paragraphs if "H2O" in p.text]
    shown = [(run.text, run.font.subscript, run.font.superscript) for run in line.runs]
    assert shown == [
        ("H", None, None),
        ("2", True, False),
        ("O，10", None, None),
        ("1", False, True),
        ("。", None, None),
        ("", None, None),
    ]


def test_names_of_levels_are_boxed_nowhere() -> None:
    level = nodes.inline("", "Ⅱ级", classes=["pf-level-2"])
    made = written(book(part("p", Style.PLAN, b.paragraph(["启动", level, "响应。"]))))
    body = files(made)["word/document.xml"].decode()
    assert "Ⅱ级" in body
    assert "w:bdr" not in body


@pytest.mark.parametrize(("count", "kept"), [(1, []), (4, [0, 1, 2]), (60, [0, 58])])
def test_no_low_row_stands_alone_at_the_end_of_a_page(count: int, kept: list[int]) -> None:
    table = b.table(("单位", "电话"), [("市水务局", "1")] * count, "pf-teams")
    body = opened(written(book(part("p", Style.PLAN, table)))).element.body
    rows = list(body.iter(qn("w:tr")))[1:]
    assert [at for at, row in enumerate(rows) if "<w:keepNext/>" in row.xml] == kept


def test_names_of_levels_and_tables_stand_out_in_columns_alone() -> None:
    def tree() -> list[nodes.Node]:
        level = nodes.inline("", "Ⅱ级", classes=["pf-level-2"])
        return [b.paragraph("洪涝", "pf-table-name"), b.paragraph(["启动", level, "响应。"])]

    made = written(book(part("p", Style.PLAN, *tree(), b.table(("条件",), [(tree(),)]))))
    body = opened(made).element.body
    said = [
        (one.getparent().pPr.pStyle.val, one.text, 'w:eastAsia="黑体"' in one.xml)
        for one in body.iter(qn("w:r"))
        if one.text
    ]
    assert said == [
        ("PfRubric", "洪涝", False),
        ("Normal", "启动", False),
        ("Normal", "Ⅱ级", False),
        ("Normal", "响应。", False),
        ("PfTableHead", "条件", False),
        ("PfTable", "洪涝", True),
        ("PfTable", "启动", False),
        ("PfTable", "Ⅱ级", True),
        ("PfTable", "响应。", False),
    ]


def test_a_new_count_of_the_contents_keeps_the_numbers_of_annexes() -> None:
    annex = part("a", Style.ANNEX, b.paragraph("文"), title="附件1　队伍", heading="附件1\n队伍")
    body = files(written(book(contents(), annex)))["word/document.xml"].decode()
    assert " TC &quot;附件1　队伍&quot; \\l 1 " in body
    assert "\\u" not in body.partition("TOC ")[2].partition("<")[0]


def test_a_part_without_anything_is_no_page() -> None:
    made = written(book(part("p", Style.PLAN, b.paragraph("文")), part("back", Style.BACK)))
    assert len(opened(made).sections) == 1


def test_a_wide_chart_stands_on_a_page_on_its_side() -> None:
    tree = (b.paragraph("前"), drawn("大图"), b.paragraph("后"))
    made = written(book(part("p", Style.PLAN, *tree)), Gallery(2000, 900))
    sections = opened(made).sections
    assert [str(s.orientation) for s in sections] == [
        "PORTRAIT (0)",
        "LANDSCAPE (1)",
        "PORTRAIT (0)",
    ]


def test_a_landscape_part_lies() -> None:
    made = written(book(part("p", Style.ANNEX, b.paragraph("文"), landscape=True)))
    (section,) = opened(made).sections
    assert [round((x or 0).mm) for x in (section.page_width, section.page_height)] == [297, 210]  # type: ignore[union-attr]  # no side is 0


def test_charts_are_pictures_with_words_and_lines_that_can_be_enlarged() -> None:
    made = written(whole())
    body = files(made)["word/document.xml"].decode()
    assert '<wp:docPr id="1" name="Picture 1" descr="先报告，后处置。" title="流程图"/>' in body
    assert '<wp:docPr id="2" name="Picture 2" descr="防汛地图"/>' in body
    media = sorted(name for name in files(made) if "media" in name)
    assert sorted(name.rpartition(".")[2] for name in media) == ["png", "svg"]
    assert "svgBlip" in body


@pytest.mark.parametrize("title", ["", "安澜市时间轴"])
def test_every_part_of_a_chart_says_its_name_and_which_it_is(title: str) -> None:
    chart = gantt()
    chart = replace(chart, spans=chart.spans[:-1] * 8)
    node = chart_node("", b.paragraph("先报告，后处置。"), chart=chart, **{TITLE: title})
    made = written(book(part("p", Style.ANNEX, node)))
    styles = [(p.style.style_id if p.style else "", p.text) for p in opened(made).paragraphs]
    name = title or chart.title
    many = [style for style, _ in styles].count("PfFigure")
    assert many > 1
    captions = [("Caption", f"{name}（{at}/{many}）") for at in range(1, many + 1)]
    assert styles == [line for one in captions for line in (("PfFigure", ""), one)]


def test_a_picture_that_is_missing_or_broken_is_named_and_its_words_stand() -> None:
    image = nodes.image("", uri="special/flood/none.png", alt="没有的图")
    made = written(book(part("p", Style.PLAN, image, drawn("broken"), title="预案")))
    assert [flaw.problem.message.render("en") for flaw in made.flaws] == [
        "there is no picture special/flood/none.png",
        "the chart “broken” cannot be drawn: no room",
    ]
    assert {flaw.problem.place for flaw in made.flaws} == {("预案",)}
    assert [p.text for p in opened(made).paragraphs] == ["没有的图", "先报告，后处置。"]


def test_what_is_listed_without_a_title_has_a_hidden_entry() -> None:
    made = written(book(contents(), part("p", Style.ANNEX, b.paragraph("文"), title='图"一"')))
    body = files(made)["word/document.xml"].decode()
    assert " TC &quot;图”一”&quot; \\l 1 " in body
    assert "TOC \\o &quot;1-2&quot; \\f " in body


def test_a_book_for_one_side_of_the_sheet_has_one_kind_of_page() -> None:
    made = book(part("p", Style.PLAN, b.paragraph("文"), opening=Opening.RIGHT))
    single = type(made)(made.ident, made.title, BookKind.PLAN, made.parts, duplex=False)
    settings = files(written(single))["word/settings.xml"].decode()
    assert "mirrorMargins" not in settings
    assert "evenAndOddHeaders" not in settings
    assert str(opened(written(single)).sections[0].start_type) == "NEW_PAGE (2)"


def test_a_long_row_may_break_over_pages_and_begins_at_its_top() -> None:
    rows = [("短", "一行"), ("长", "组织会商研判，提出响应建议。" * 40)]
    made = written(book(part("p", Style.ANNEX, b.table(("名", "文"), rows, widths=(1, 1)))))
    (table,) = opened(made).tables
    looks = [
        ("cantSplit" in row._tr.xml, row._tr.xml.count('w:vAlign w:val="top"'))
        for row in table.rows
    ]
    assert looks == [(True, 0), (True, 0), (False, 2)]


def test_captions_count_themselves_and_begin_anew_in_each_part() -> None:
    def numbered(label: str, title: str) -> nodes.table:
        found = b.table(("级别",), [("Ⅰ级",)], title=title)
        found[LABEL] = label
        return found

    tables = (numbered("表1", "分级"), numbered("表2", "工作组"), drawn("流程"))
    tables[2][LABEL] = "图1"
    made = opened(written(book(part("plan-a", Style.PLAN, chapter("总则", "s1", "1", *tables)))))
    found = [
        one for one in made.paragraphs if one.style is not None and one.style.name == "Caption"
    ]
    assert [one.text for one in found] == ["表1\u3000分级", "表2\u3000工作组", "图1\u3000流程"]
    fields = [node.text for one in found for node in one._p.iter(qn("w:instrText"))]
    assert fields == [r" SEQ 表 \* ARABIC \r 1 ", r" SEQ 表 \* ARABIC ", r" SEQ 图 \* ARABIC \r 1 "]


def test_a_reference_to_no_table_is_named_with_its_place() -> None:
    lost = nodes.inline("", "表9", classes=[NOWHERE])
    told = chapter("总则", "s1", "1", b.paragraph(["见", lost, "。"]))
    made = written(book(part("plan-a", Style.PLAN, told)))
    assert [(str(x.problem.message), x.problem.place) for x in made.flaws] == [
        (str(nowhere("表9")), ("plan-a", "1\u3000总则"))
    ]


def edges(rows: int) -> int:
    """Return the edge above a form with so many rows, in 毫米."""
    grid = b.table(("事项", "内容"), [("事项", "内容")] * rows, "pf-form")
    made = opened(written(book(part("form", Style.FORM, grid), kind=BookKind.FORMS)))
    top = made.sections[0].top_margin
    assert top is not None
    return round(float(top.mm))


def test_a_form_gets_as_much_of_its_page_as_it_takes() -> None:
    assert [edges(rows) for rows in (5, 36, 60)] == [37, 20, 11]


def test_rows_of_forms_are_high_enough_to_be_written_in() -> None:
    lines = [b.paragraph("\u3000", "pf-form-text") for _ in range(3)]
    rows: list[tuple[str, b.Content]] = [
        ("名称", "\u3000"),
        ("经过", lines),
        ("级别", "□Ⅳ级"),
        ("指挥", "总指挥"),
    ]
    grid = b.table(("事项", "内容"), rows, "pf-form")
    made = opened(written(book(part("form", Style.FORM, grid), kind=BookKind.FORMS)))
    (table,) = made.tables
    assert [(row.height and round(row.height.mm, 1)) for row in table.rows] == [
        None,
        8.1,
        20.4,
        8.1,
        None,
    ]
    plain = opened(written(book(part("p", Style.ANNEX, b.table(("名", "文"), [("甲", "□")])))))
    assert [row.height for row in plain.tables[0].rows] == [None, None]


def test_labels_of_forms_stand_in_the_middle_and_wide_cells_at_the_left() -> None:
    label = b.paragraph("终止的级别", "pf-form-label")
    grid = b.table(("甲", "乙", "丙"), [(label, "□Ⅳ级", "一"), ("丁", "二", "三")], "pf-form")
    entries = list(grid.findall(nodes.entry))
    entries[4]["morecols"] = 1
    entries[4].parent.remove(entries[5])
    made = opened(written(book(part("form", Style.FORM, grid), kind=BookKind.FORMS)))
    cells = made.tables[0].rows[1].cells
    names = [cell.paragraphs[0].style.name for cell in cells[:2] if cell.paragraphs[0].style]
    assert names == ["表格文字（小，居中）", "表格文字（小）"]


def test_a_table_of_many_columns_stands_on_a_page_on_its_side_with_its_heading() -> None:
    heads = tuple(f"栏目{n}" for n in range(14))
    rows = [("园区专职消防队和企业专职应急救援队",) * 14] * 3
    table = b.table(heads, rows, widths=(1,) * 14)
    before = chapter("总则", "s1", "1", b.paragraph("前文。"))
    told = chapter("保障", "s2", "2", table, b.paragraph("后文。"))
    made = opened(written(book(part("p", Style.ANNEX, before, told))))
    wide = [round(section.page_width.mm) for section in made.sections if section.page_width]
    assert wide[-3:] == [210, 297, 210]
    pages: list[list[str]] = [[]]
    for one in made.element.body:
        pages[-1].append("".join(node.text or "" for node in one.iter(qn("w:t"))))
        if one.find(f".//{qn('w:sectPr')}") is not None:
            pages.append([])
    (turned,) = [page for page in pages if "栏目13" in "".join(page)]
    assert "保障" in turned[0]
    assert "前文" not in "".join(turned)
    assert "后文" not in "".join(turned)
