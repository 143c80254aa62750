from __future__ import annotations

from docutils import nodes

from planforge.document import prose
from planforge.document.blocks import bullets, facts, paragraph, section, table
from planforge.document.books.fact_lines import tell_facts
from tests.unit.document.small import context

COMMAND = "# 组织体系\n\n```{command}\n```\n\n```{office}\n```\n"


def lines(tree: nodes.Element) -> list[str]:
    """Return the paragraphs right below the title of *tree*."""
    return [node.astext() for node in tree.children if isinstance(node, nodes.paragraph)]


def test_names_and_values_are_sentences_of_the_text() -> None:
    found = context(prose=COMMAND)
    (chapter,) = prose.read(COMMAND, found, "plan.md").chapters
    tell_facts(found, [chapter])
    assert lines(chapter) == [
        "总指挥：市长。",
        "市防指的主要职责：",
        "统一指挥防汛工作。",
        "市防办是市防指的办事机构，设在市水务局，主任由市水务局局长担任。",
        "承担日常工作。",
    ]
    assert list(chapter.findall(nodes.field_list)) == []


def test_a_list_follows_the_line_that_names_it_and_places_stay() -> None:
    pairs = facts([("时机", [bullets(["雨停", "险情消除"])]), ("决定", "已经决定。")], "pf-facts")
    pairs["ids"] = ["end"]
    chapter = section("响应终止", "s1", pairs)
    tell_facts(context(), [chapter])
    kinds = [type(node).__name__ for node in chapter.children[1:]]
    assert kinds == ["paragraph", "bullet_list", "paragraph"]
    assert lines(chapter) == ["时机：", "决定：已经决定。"]
    assert next(node["ids"] for node in chapter.findall(nodes.paragraph)) == ["end"]


def test_facts_in_cells_and_definitions_stay_as_they_are() -> None:
    inside = facts([("决定", "市防指")], "pf-facts")
    terms = facts([("洪水", "大水")], "pf-terms")
    chapter = section("附则", "s1", paragraph("正文"), table(["级别"], [[[inside]]]), terms)
    before = chapter.pformat()
    tell_facts(context(), [chapter])
    assert chapter.pformat() == before
