from __future__ import annotations

import pytest
from docutils import nodes

from planforge.document.lines import join_lines


def _paragraph(*children: nodes.Node | str) -> nodes.paragraph:
    inline = [nodes.Text(child) if isinstance(child, str) else child for child in children]
    return nodes.paragraph("", "", *inline)


@pytest.mark.parametrize(
    ("text", "joined"),
    [
        ("市水务局\n负责", "市水务局负责"),
        ("立即报告，\n并启动", "立即报告，并启动"),
        ("启动“四不两直”\n（暗访）", "启动“四不两直”（暗访）"),
        ("three\nwords", "three\nwords"),
        ("启动 APP\n上报", "启动 APP\n上报"),
        ("上报\n12小时", "上报\n12小时"),
        ("行末有空格 \n 下一行", "行末有空格下一行"),
        ("一行", "一行"),
        ("\n", "\n"),
    ],
)
def test_a_line_end_between_chinese_characters_is_nothing(text: str, joined: str) -> None:
    tree = _paragraph(text)
    join_lines(tree)
    assert tree.astext() == joined


def test_texts_side_by_side_become_one() -> None:
    tree = _paragraph("市防汛抗旱", "\n", "指挥部")
    join_lines(tree)
    assert [str(child) for child in tree.children] == ["市防汛抗旱指挥部"]


def test_lines_are_joined_across_emphasis() -> None:
    tree = _paragraph("先\n", nodes.strong("", "报告\n"), "再处置\n", nodes.emphasis("", "end"))
    join_lines(tree)
    assert tree.astext() == "先报告再处置\nend"


def test_what_stands_as_written_keeps_its_lines() -> None:
    mixed = _paragraph("市\n县")
    mixed += nodes.literal("", "甲\n乙")
    tree = nodes.section("", nodes.literal_block("", "市\n县"), mixed)
    join_lines(tree)
    assert (tree[0].astext(), tree[1].astext()) == ("市\n县", "市县甲\n乙")


def test_lines_of_two_paragraphs_stay_apart() -> None:
    tree = nodes.section("", _paragraph("甲\n"), _paragraph("乙"))
    join_lines(tree)
    assert [child.astext() for child in tree.children] == ["甲\n", "乙"]
