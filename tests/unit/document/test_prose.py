from __future__ import annotations

from docutils import nodes

from planforge.document import prose
from planforge.document.prose import Problem
from tests.unit.document.small import FLOOD_PROSE, context


def test_chapters_are_numbered_as_in_print() -> None:
    read = prose.read(FLOOD_PROSE, context(), "plan.md")
    titles = [t.astext() for c in read.chapters for t in c.findall(nodes.title)]
    assert titles == ["1 总则", "1.1 编制目的", "1.2 编制依据", "2 应急响应"]
    assert [c["ids"] for c in read.chapters] == [["s1"], ["s2"]]
    assert read.problems == ()


def test_raw_html_never_reaches_a_tree() -> None:
    text = "# 总则\n\n<script>alert(1)</script>\n\n```{raw} html\n<b>x</b>\n```\n"
    read = prose.read(text, context(), "plan.md")
    assert [n for c in read.chapters for n in c.findall(nodes.raw)] == []
    assert "alert" not in read.chapters[0].astext()
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
