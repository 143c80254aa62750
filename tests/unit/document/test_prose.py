from __future__ import annotations

from docutils import nodes

from planforge.document import directives, html_tags, prose
from planforge.document.pages.headings import chapters
from planforge.document.prose import Problem
from planforge.publish.blocks.marks import mark_of
from planforge.rules.prose import markup
from tests.unit.document.small import FLOOD_PROSE, context


def test_chapters_are_numbered_as_in_print() -> None:
    read = prose.read(FLOOD_PROSE, context(), "plan.md")
    titles = [t.astext() for c in read.chapters for t in c.findall(nodes.title)]
    assert titles == ["1 总则", "1.1 编制目的", "1.2 编制依据", "2 应急响应"]
    assert [c["ids"] for c in read.chapters] == [["s1"], ["s2"]]
    assert read.problems == ()


def test_a_lone_heading_is_lifted_only_if_it_is_the_title_of_the_plan() -> None:
    titles = {
        first: [
            t.astext()
            for c in prose.read(f"# {first}\n\n## 目的\n\n## 依据\n", context(), "plan.md").chapters
            for t in c.findall(nodes.title)
        ]
        for first in ("小城市防汛应急预案", "防汛预案（试行）", "Flood plan", "总则")
    }
    lifted = ["1 目的", "2 依据"]
    assert titles == {
        "小城市防汛应急预案": lifted,
        "防汛预案（试行）": lifted,
        "Flood plan": lifted,
        "总则": ["1 总则", "1.1 目的", "1.2 依据"],
    }
    found = {t: [c.title for c in chapters(f"# {t}\n\n## 目的\n\n## 依据\n")] for t in titles}
    assert found["小城市防汛应急预案"] == ["目的", "依据"]
    assert found["总则"] == ["总则"]


def test_raw_html_never_reaches_a_tree() -> None:
    text = "# 总则\n\n<script>alert(1)</script>\n\n```{raw} html\n<b>x</b>\n```\n"
    read = prose.read(text, context(), "plan.md")
    assert [n for c in read.chapters for n in c.findall(nodes.raw)] == []
    assert "alert" not in read.chapters[0].astext()
    assert read.chapters[0].astext().endswith("x")
    assert [p.text for p in read.problems] == [
        "plan.md:3: (WARNING/2) Raw content disabled.",
        "plan.md:5: (WARNING/2) Raw content disabled.",
    ]


def test_no_file_is_read_into_a_tree() -> None:
    text = "# 总则\n\n```{include} /etc/hostname\n```\n"
    (problem,) = prose.read(text, context(), "plan.md").problems
    assert problem.line == 3


def test_an_image_from_elsewhere_leaves_its_words_and_a_problem() -> None:
    text = "# 总则\n\n图![示意图](http://elsewhere.example/x.png)见附件。\n"
    read = prose.read(text, context(), "plan.md")
    assert [node.astext() for node in read.chapters[0].children[1:]] == ["图示意图见附件。"]
    said = "图片“http://elsewhere.example/x.png”不在预案文件夹里，网站不引用外部图片"
    assert [problem.text for problem in read.problems] == [said]


def test_a_long_line_is_a_line_like_others() -> None:
    text = "应急" * 10_000
    read = prose.read(f"# 总则\n\n{text}\n\n末段\n", context(), "plan.md")
    assert [c.astext() for c in read.chapters] == [f"1 总则\n\n{text}\n\n末段"]
    assert read.problems == ()


NESTED = """# 总则

1. 市级
   1. 市水利局
      1. 水情科
      2. 工程科
         1. 值班员
            1. 第一班
               1. 甲岗
                  1. 前半夜

   2. 市应急局
2. 县级
   - 各县
     1. 县水利局
"""


def test_numbered_lists_in_lists_count_as_official_texts_do() -> None:
    chapter = prose.read(NESTED, context(), "plan.md").chapters[0]
    assert [
        (mark_of(listed, at), item.children[0].astext())
        for listed in chapter.findall(nodes.enumerated_list)
        for at, item in enumerate(listed.children)
    ] == [
        ("1.", "市级"),
        ("2.", "县级"),
        ("（1）", "市水利局"),
        ("（2）", "市应急局"),
        ("①", "水情科"),
        ("②", "工程科"),
        ("a)", "值班员"),
        ("1)", "第一班"),
        ("A)", "甲岗"),
        ("A)", "前半夜"),
        ("（1）", "县水利局"),
    ]
    looks = [listed["classes"] for listed in chapter.findall(nodes.enumerated_list)]
    numbered, circled, lettered = ["pf-numbered"], ["pf-circled"], ["pf-lettered"]
    deeper = [["pf-counted"], ["pf-capitals"], ["pf-capitals"]]
    assert looks == [[], numbered, circled, lettered, *deeper, numbered]


def test_front_matter_switches_nothing_on() -> None:
    text = (
        "---\nmyst:\n  enable_extensions: [substitution]\n  substitutions: {a: b}\n---\n"
        "# 总则\n\n{{ a }} {{ 1 + 1 }}\n"
    )
    read = prose.read(text, context(), "plan.md")
    assert [c.astext() for c in read.chapters] == ["1 总则\n\n{{ a }} {{ 1 + 1 }}"]


def test_a_directive_that_does_not_exist_is_a_problem_at_its_line() -> None:
    read = prose.read("# 总则\n\n正文\n\n```{nothing}\n```\n", context(), "plan.md")
    assert [problem.line for problem in read.problems] == [5]
    assert isinstance(read.problems[0], Problem)


def test_a_plan_named_in_a_directive_must_exist() -> None:
    read = prose.read("# 总则\n\n```{links}\n:plan: nowhere\n```\n", context(), "plan.md")
    assert ["nowhere" in problem.text for problem in read.problems] == [True]


def test_a_directive_may_show_another_plan() -> None:
    read = prose.read("# 总则\n\n```{scope}\n:plan: power\n```\n", context(), "plan.md")
    assert "停电" in read.chapters[0].astext()


def test_a_role_outside_our_documents_is_mere_text() -> None:
    document = prose.parse("{limit}`consult`", context(), "plan.md")
    assert document.astext() == "30分钟"


def words(text: str) -> str:
    read = prose.read(f"# 总则\n\n{text}\n", context(), "plan.md")
    return " ".join(read.chapters[0].astext().split()).removeprefix("1 总则").strip()


def test_unknown_roles_directives_and_tags_leave_their_words() -> None:
    for text, left in (
        ("由{orgs}`市水务局`和{kbd}`F1`", "由市水务局和F1"),
        ("{abbr}`防指 (防汛指挥部)`", "防指 (防汛指挥部)"),
        ("```{nothing} 参数\n:class: a\n\n里面的**字**\n```", "参数 里面的字"),
        (":::{nothing}\n里面的字\n:::", "里面的字"),
        ("<div>\n块里的<u>字</u>\n</div>", "块里的字"),
        ('行内<u>字</u><img alt="图" src="x.png">', "行内字图"),
    ):
        assert words(text) == left
        problems = prose.read(f"# 总则\n\n{text}\n", context(), "plan.md").problems
        assert {problem.line for problem in problems} <= {3, 4}
        assert problems


def test_simple_tags_mean_what_markdown_does() -> None:
    text = "# 总则\n\nCO<sub>2</sub>，m<sup>3</sup>，<b>粗</b>，甲<br>乙\\\n丙<!-- 注 -->\n"
    read = prose.read(text, context(), "plan.md")
    assert read.problems == ()
    line = read.chapters[0].children[1]
    kinds = [type(node).__name__ for node in line.findall() if not isinstance(node, nodes.Text)]
    assert kinds == ["paragraph", "subscript", "superscript", "strong", "raw", "raw"]
    assert line.astext() == "CO2，m3，粗，甲<br />乙<br />丙"


def test_the_rules_know_the_markup_that_the_site_knows() -> None:
    assert frozenset(directives.ROLES) == markup.ROLES
    assert frozenset({*html_tags.STYLES, "br"}) == markup.TAGS
