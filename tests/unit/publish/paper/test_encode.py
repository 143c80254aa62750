"""What is decided before a page is laid out."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any, NoReturn, cast

from planforge.document.books.book import Book, BookKind, Numbering, Opening, Paper, Part, Style
from planforge.document.books.captions import NOWHERE
from planforge.document.charts import Chart, ChartKind, Edge, LayoutProblem, Node, NodeKind
from planforge.document.charts.layout import Program, find_program
from planforge.i18n import msg
from planforge.publish.blocks.model import (
    Break,
    Cell,
    Code,
    Figure,
    Footnote,
    Heading,
    Item,
    Listing,
    Literal,
    Paragraph,
    Picture,
    Run,
    Table,
)
from planforge.publish.blocks.references import nowhere
from planforge.publish.paper.encode import Folio, Line, Setting, job, setting_of
from planforge.publish.paper.pictures import CorpusGallery
from planforge.publish.paper.typeset import Problem
from tests.unit.publish.paper.pages import cell, typecase, words
from tests.unit.publish.pictures import png

if TYPE_CHECKING:
    from planforge.document.charts import Drawable
    from planforge.publish.blocks.model import Block
    from planforge.publish.paper.typeset import Job

SETTING = Setting(Style.PLAN, "防汛预案", book="预案汇编")


class Broken(CorpusGallery):
    """Cannot draw."""

    def drawing(self, chart: Drawable, prefix: str) -> NoReturn:
        raise LayoutProblem(msg("{what} is missing", what=f"{prefix} of {chart.title}"))


def data(
    *blocks: Block, setting: Setting = SETTING, gallery: CorpusGallery | None = None
) -> tuple[Job, tuple[Problem, ...]]:
    return job(blocks, setting, typecase(), gallery or CorpusGallery(find_program()))


def told(made: Job) -> list[dict[str, Any]]:
    return cast("list[dict[str, Any]]", made.data["blocks"])


def encoded(*blocks: Block, setting: Setting = SETTING) -> list[dict[str, Any]]:
    return told(data(*blocks, setting=setting)[0])


def test_plain_text_stays_text_and_other_runs_say_what_they_are() -> None:
    runs = (
        Run("由"),
        Run("市防办", target="planforge:organisation/fb", mention=True),
        Run("启动", strong=True),
        Run("Ⅱ级", role="pf-level-2"),
        Run("\n见"),
        Run("网页", target="https://example.org/"),
    )

    assert encoded(Paragraph(runs, "remark")) == [
        {
            "k": "p",
            "s": "remark",
            "r": [
                "由",
                {
                    "t": "市防办",
                    "m": "planforge:organisation/fb",
                    "to": "planforge:organisation/fb",
                },
                {"t": "启动", "b": 1},
                {"t": "Ⅱ级", "s": "level-2"},
                {"br": 1},
                "见",
                {"t": "网页", "to": "https://example.org/"},
            ],
        }
    ]


def test_markup_in_a_plan_is_text() -> None:
    text = '#import "x": *; *$1$* <a> @b \\ // /* `c` ~ = 标题'

    assert encoded(words(text)) == [{"k": "p", "s": "", "r": [text]}]


def test_a_link_to_an_anchor_that_is_not_there_leads_nowhere() -> None:
    blocks = (
        Paragraph((Run("见", target="#here"), Run("无", target="#nowhere")), anchor="here"),
        Paragraph((Run("再"),), anchor="here"),
    )

    assert encoded(*blocks) == [
        {"k": "p", "s": "", "r": [{"t": "见", "to": "#here"}, "无"], "a": "here"},
        {"k": "p", "s": "", "r": ["再"]},
    ]


def test_headings_have_their_number_and_no_level_is_left_out() -> None:
    setting = Setting(Style.PLAN, "预案", heading="预案", numbering=Numbering.CHINESE)
    blocks = (
        Heading(1, (Run("总则"),), (1,), "s1"),
        Heading(3, (Run("范围"),), (1, 1, 2)),
        Heading(2, (Run("依据"),), (1, 2)),
    )

    found = encoded(*blocks, setting=setting)

    assert found == [
        {"k": "h", "l": 1, "d": 2, "n": "一、", "t": "总则", "r": ["总则"], "a": "s1"},
        {"k": "h", "l": 3, "d": 3, "n": "2.", "t": "范围", "r": ["范围"]},
        {"k": "h", "l": 2, "d": 3, "n": "（二）", "t": "依据", "r": ["依据"]},
    ]


def test_a_footnote_stands_at_its_first_mark_and_later_marks_repeat_its_number() -> None:
    mark = Run("1", raised=True, target="#note-1")

    found = encoded(Paragraph((Run("甲"), mark, mark)), Footnote("1", (words("注"),)))

    assert found == [
        {
            "k": "p",
            "s": "",
            "r": ["甲", {"note": [["注"]], "t": "1"}, {"t": "1", "u": 1}],
        }
    ]


def test_a_raised_digit_is_no_mark_of_a_footnote() -> None:
    square = (Run("1米"), Run("1", raised=True))

    (found,) = encoded(Paragraph(square), Footnote("1", (words("注"),)))

    assert found["r"] == ["1米", {"t": "1", "u": 1}]


def test_lists_breaks_and_literal_text_are_told_as_they_are() -> None:
    blocks = (
        Listing((Item("（1）", (words("甲"),), "a"), Item("", (words("乙"),))), "actions"),
        Literal("甲\n  乙"),
        Break(),
    )

    assert encoded(*blocks) == [
        {
            "k": "l",
            "s": "actions",
            "items": [
                {"m": "（1）", "b": [{"k": "p", "s": "", "r": ["甲"]}], "a": "a"},
                {"m": "", "b": [{"k": "p", "s": "", "r": ["乙"]}]},
            ],
        },
        {"k": "x", "t": "甲\n  乙"},
        {"k": "y"},
    ]


def test_the_head_of_a_table_leads_nowhere_because_it_is_repeated() -> None:
    linked = Paragraph((Run("队伍", target="planforge:team/index", mention=True),))
    head = ((Cell((linked,)),),)

    (found,) = encoded(Table((1,), head, ((cell("2026年3月5日"),),)))

    assert found["head"][0][0]["b"] == [{"k": "p", "s": "", "r": ["队伍"]}]
    assert found["rows"][0][0]["b"][0]["r"] == ["2026年", {"t": "3月5日", "w": 1}]


def test_a_character_that_no_face_has_is_marked_and_named_with_its_place() -> None:
    made, problems = data(
        Heading(1, (Run("处置"),), (4,)), Heading(2, (Run("救援"),), (4, 1)), words("出动🚒救援")
    )

    assert told(made)[-1]["r"] == ["出动〓救援"]
    assert problems == (
        Problem(
            msg(
                "no typeface has the character “{sign}” (U+{code}) in “{text}”",
                sign="🚒",
                code="1F692",
                text="出动🚒救援",
            ),
            ("防汛预案", "4\u3000处置", "4.1\u3000救援"),
        ),
    )
    assert problems[0].message.render() == "“出动🚒救援”中的字符“🚒”（U+1F692）没有字体可用"


def test_a_reference_to_no_table_is_named_with_its_place() -> None:
    lost = Run("表9", role=NOWHERE)
    heading = Heading(1, (Run("总则"),), (1,))
    _, problems = data(heading, Paragraph((Run("见"), lost)))
    assert problems == (Problem(nowhere("表9"), ("防汛预案", "1\u3000总则")),)


def test_captions_stand_behind_their_number() -> None:
    (table,) = encoded(Table((1,), (), ((cell("甲"),),), title="工作组", label="表3"))
    assert table["title"] == "表3\u3000工作组"


def chart(count: int) -> Chart:
    kinds = [NodeKind.START, *[NodeKind.ACTION] * (count - 2), NodeKind.END]
    made = [
        Node(f"n{at}", f"步骤{at}", kind, phase=f"阶段{at // 6}") for at, kind in enumerate(kinds)
    ]
    edges = tuple(Edge(f"n{at}", f"n{at + 1}") for at in range(count - 1))
    return Chart(ChartKind.RESPONSE_FLOW, "流程图", tuple(made), edges)


def test_a_chart_is_a_picture_with_its_words() -> None:
    made, problems = data(Figure(chart(3), "流程图", "启动、处置、终止", "c"))

    (found,) = told(made)
    assert {key: found[key] for key in ("k", "file", "turned", "alt", "title", "a")} == {
        "k": "i",
        "file": "chart-0.svg",
        "turned": False,
        "alt": "启动、处置、终止",
        "title": "流程图",
        "a": "c",
    }
    assert list(made.files) == ["chart-0.svg"]
    assert problems == ()


def test_a_character_of_a_chart_that_no_face_has_is_marked_and_named() -> None:
    drawn = chart(3)
    step = replace(drawn.nodes[1], text="A&B🚒䶮")
    shown = replace(drawn, nodes=(drawn.nodes[0], step, drawn.nodes[2]))

    made, problems = data(Figure(shown, "流程图", "文字"))

    assert b"A&amp;B\xe3\x80\x93\xe4\xb6\xae</tspan>" in made.files["chart-0.svg"]
    assert [dict(one.message.args)["sign"] for one in problems] == ["🚒"]


def test_a_flow_too_long_to_be_read_on_a_page_becomes_several_pictures() -> None:
    made, _ = data(Figure(chart(40), "流程图", "许多步骤", "c"))

    (found,) = told(made)
    assert found["k"] == "s"
    assert [one.get("a", "") for one in found["b"]] == ["c"] + [""] * (len(found["b"]) - 1)
    many = len(found["b"])
    assert [one["title"] for one in found["b"]] == [
        f"流程图（{at}/{many}）" for at in range(1, many + 1)
    ]
    assert sorted(made.files) == [f"chart-{at}.svg" for at in range(many)]


def test_a_chart_that_cannot_be_drawn_is_told_in_words_and_named_with_its_place() -> None:
    made, problems = data(
        Figure(chart(3), "流程图", "启动、处置、终止"), gallery=Broken(find_program())
    )

    assert told(made) == [{"k": "x", "t": "启动、处置、终止"}]
    assert [(one.message.render(), one.place) for one in problems] == [
        ("图“流程图”画不出来：chart-1 of 流程图 is missing", ("防汛预案",))
    ]


def test_a_picture_is_read_from_the_corpus_and_a_missing_one_is_named() -> None:
    gallery = CorpusGallery(Program(find_program().path), read={"flood/map.png": png()}.get)

    made, problems = data(
        Picture("flood/map.png", "地图", "江北区"), Picture("gone.png", "照片"), gallery=gallery
    )

    assert told(made) == [
        {
            "k": "i",
            "nth": 0,
            "file": "picture-0.png",
            "w": 3,
            "fits": True,
            "turned": False,
            "alt": "地图",
            "title": "江北区",
        },
        {"k": "x", "t": "照片"},
    ]
    assert made.files == {"picture-0.png": png()}
    assert [one.message.render("en") for one in problems] == ["there is no picture gone.png"]


def test_a_code_is_a_picture_that_says_its_address() -> None:
    made, _ = data(Code("https://example.org/flood", "网页版"))

    assert told(made) == [
        {"k": "q", "file": "code-0.svg", "alt": "https://example.org/flood", "title": "网页版"}
    ]
    assert made.files["code-0.svg"].startswith(b"<svg ")


def test_lines_of_contents_are_handed_over() -> None:
    made, _ = job(
        (),
        Setting(Style.CONTENTS, "目录", heading="目录"),
        typecase(),
        CorpusGallery(find_program()),
        lines=(Line("总则", (("3", "#a"), ("5", "")), 1, "#a"),),
    )

    assert made.data["entries"] == [
        {"t": "总则", "l": 1, "to": "#a", "p": [{"t": "3", "to": "#a"}, {"t": "5", "to": ""}]}
    ]


def test_the_title_of_a_poster_has_lines_that_end_with_words() -> None:
    title = "安澜市民用运输机场（货运枢纽）突发事件应急预案响应措施流程图"
    setting = Setting(Style.POSTER, title, heading=title, paper=Paper.A3, running=False)
    made, _ = job((), setting, typecase(), CorpusGallery(find_program()))
    assert made.data["heading"] == [
        "安澜市民用运输机场（货运枢纽）",
        "突发事件应急预案响应措施流程图",
    ]


def part(style: Style, opening: Opening = Opening.NEXT) -> Part:
    return Part("p", "标题", style, (), list, opening)


def test_covers_and_cards_have_no_numbers_and_notices_no_running_head() -> None:
    book = Book("b", "汇编", BookKind.COMPILATION, ())

    found = {style: setting_of(book, part(style)) for style in Style}

    plain = {Style.COVER, Style.CARD, Style.POSTER, Style.BACK}
    assert {style for style in Style if found[style].folio is Folio.NONE} == plain
    assert {style for style in Style if not found[style].running} == plain | {Style.NOTICE}


def test_a_part_that_opens_on_the_right_never_begins_on_the_left() -> None:
    book = Book("b", "汇编", BookKind.COMPILATION, ())

    assert setting_of(book, part(Style.PLAN), begins_left=True).begins_left
    right = part(Style.PLAN, Opening.RIGHT)
    assert not setting_of(book, right, begins_left=True).begins_left
