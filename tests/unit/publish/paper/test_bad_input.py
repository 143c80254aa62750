"""Text that no office would write, but somebody will: it prints, or it is named."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from planforge.document.books.book import Style
from planforge.document.charts import find_program
from planforge.publish.blocks.model import (
    Box,
    Cell,
    Facts,
    Heading,
    Item,
    Listing,
    Picture,
    Run,
    Table,
)
from planforge.publish.paper.encode import Setting, job
from planforge.publish.paper.pictures import CorpusGallery
from tests.unit.publish.paper.pages import ENGINE, MM, cell, signs, texts, typecase, typeset, words

if TYPE_CHECKING:
    from planforge.publish.paper.typeset import Problem


def flat(pdf: bytes) -> str:
    return "".join("".join(page.split()) for page in texts(pdf))


def stays_inside(pdf: bytes) -> bool:
    """Whether every character stands between the edges of its page."""
    found = [sign for page in range(len(texts(pdf))) for sign in signs(pdf, page)]
    return all(min(x.left, x.right) >= 26 * MM - 1 for x in found) and all(
        max(x.left, x.right) <= (210 - 26) * MM + 8 for x in found
    )


def printed(*blocks: object) -> tuple[bytes, tuple[Problem, ...]]:
    sheets, problems = typeset(blocks)  # type: ignore[arg-type]  # any block
    return sheets.pdf, (*problems, *sheets.problems)


@pytest.mark.parametrize("sign", "䶮㵘𬒗堃㙟𠮷")
def test_a_rare_character_prints_or_is_named(sign: str) -> None:
    pdf, problems = printed(words(f"联系人{sign}某"), Heading(1, (Run(f"{sign}江"),), (1,)))
    is_named = [dict(problem.message.args).get("sign") for problem in problems] == [sign, sign]
    assert is_named or (problems == () and flat(pdf).count(sign) == 2)


@pytest.mark.parametrize("written", ["🚒", "&#128658;", "&#x1F692;"])
def test_a_character_in_a_drawing_that_no_face_has_is_named_with_the_file(written: str) -> None:
    head = '<svg xmlns="http://www.w3.org/2000/svg" width="90" height="40">'
    svg = f'{head}<text y="20">甲{written}</text></svg>'
    made, problems = job(
        (Picture("special/flood/a.svg", "溃口"),),
        Setting(Style.PLAN, "防汛预案"),
        typecase(),
        CorpusGallery(find_program(), read=lambda _file: svg.encode()),
    )
    (problem,) = problems
    assert problem.message.render("zh_CN") == (
        "图片 special/flood/a.svg 中的字符“🚒”（U+1F692）没有字体可用"
    )
    assert ENGINE.typeset(made).problems == ()
    (drawn,) = made.files.values()
    assert "甲〓<" in drawn.decode()


def test_an_emoji_is_named_wherever_it_stands() -> None:
    table = Table((1, 1), ((cell("🚒车辆"), cell("数量")),), ((cell("🚑"), cell("3")),), "🚁")
    facts = Facts((("电话☎🚨", (words("119"),)),))
    pdf, problems = printed(words("出动🚒"), table, facts, Box((words("🚓"),)))
    assert {dict(problem.message.args)["sign"] for problem in problems} >= set("🚒🚑🚁🚨🚓")
    assert "出动〓" in flat(pdf)


def test_each_missing_character_is_told_in_the_words_as_they_are_written() -> None:
    pdf, problems = printed(words("出动🚒和🚑。"))
    assert [problem.message.render("zh_CN") for problem in problems] == [
        "“出动🚒和🚑。”中的字符“🚒”（U+1F692）没有字体可用",
        "“出动🚒和🚑。”中的字符“🚑”（U+1F691）没有字体可用",
    ]
    assert "出动〓和〓。" in flat(pdf)


@pytest.mark.parametrize("level", [1, 2, 3])
def test_a_very_long_heading_goes_on_in_the_next_lines(level: int) -> None:
    text = "关于进一步加强和改进全市防汛抗旱应急预案编制评审备案修订和演练工作" * 6
    pdf, problems = printed(Heading(level, (Run(text),), (1,)), words("正文。"))
    assert problems == ()
    assert text in flat(pdf)
    assert stays_inside(pdf)


def test_a_list_five_deep_prints_with_all_its_marks() -> None:
    inner = Listing((Item("e.", (words("第五层" * 30),)),))
    for mark in ("（a）", "①", "1）", "（1）"):
        inner = Listing((Item(mark, (words(f"{mark}层"), inner)),))
    pdf, problems = printed(inner)
    assert problems == ()
    assert [mark in flat(pdf) for mark in ("（1）", "1）", "①", "（a）", "e.")] == [True] * 5
    assert stays_inside(pdf)
    table = Table((1, 5), (), ((cell("项目"), Cell((inner,))),))
    assert stays_inside(printed(table)[0])


@pytest.mark.parametrize(
    "table",
    [
        Table((), (), ()),
        Table((1, 1), (), ()),
        Table((1, 1), ((cell("名称"), cell("数量")),), ()),
        Table((1,), (), ((Cell(()),),), "空表"),
        Table((0, 0), (), ((cell("甲"), cell("乙")),)),
        Table((1, 1), (), ((Cell((words("甲"),), 2, 2),), (), (cell("乙"), cell("丙")))),
    ],
)
def test_an_empty_table_does_no_harm(table: Table) -> None:
    pdf, problems = printed(words("前文。"), table, words("后文。"))
    assert problems == ()
    assert flat(pdf).startswith("前文。")
    assert "后文。" in flat(pdf)


@pytest.mark.parametrize("text", ["汛" * 400, "A" * 400, "1" * 400, "——" * 200, "（" * 200])
def test_400_characters_without_a_break_stay_in_their_cell(text: str) -> None:
    table = Table((1, 1, 1), (), ((cell("甲"), cell(text), cell("丙")),))
    pdf, problems = printed(table, words(text))
    assert problems == ()
    assert stays_inside(pdf)


def test_empty_parts_of_lists_and_facts_print() -> None:
    pdf, problems = printed(
        Listing((Item("（1）", ()), Item("", ()))), Facts((("", ()), ("电话", ()))), Box(())
    )
    assert problems == ()
    assert "（1）" in flat(pdf)
