from __future__ import annotations

from time import process_time
from typing import Final

import pytest

from planforge.corpus.comments import uncommented
from planforge.corpus.persons import without_remark
from planforge.document import components as _components  # noqa: F401 - enters the directives
from planforge.document.directives import COMPONENTS, ROLES
from planforge.findings import Span
from planforge.rules.cycles.editions import without_copies
from planforge.rules.prose.directives import DIRECTIVES, ROLE_KINDS
from planforge.rules.prose.text import Piece, Text, headings, parts, text_lines

SOON_S: Final = 1.0
"""Processor seconds that a line of 120,000 characters may take; with squared cost it takes 50."""


def test_the_rules_know_every_directive_of_the_documents() -> None:
    assert set(COMPONENTS) == DIRECTIVES


def test_the_rules_know_every_role_of_the_documents() -> None:
    assert set(ROLES) == {*ROLE_KINDS, "level", "limit", "plan"}


def test_directives_with_argument_and_options() -> None:
    prose = "```{triggers} Ⅰ级\n:plan: demo\n\n:level: 不是选项\n```\n正文\n"
    assert parts(prose) == (
        (
            Piece("triggers", "", "triggers", Span(1, 5, 1, 13)),
            Piece("triggers", "argument", "Ⅰ级", Span(1, 15, 1, 17)),
            Piece("triggers", "plan", "demo", Span(2, 8, 2, 12)),
        ),
        (Text(6, "正文"),),
    )


def test_a_longer_fence_hides_what_stands_inside() -> None:
    prose = "````\n```{scope}\n```\n````\n后文\n"
    assert parts(prose) == ((), (Text(5, "后文"),))


def test_colon_fences_are_directives_and_their_text_is_left_out() -> None:
    prose = ":::{note}\n说明\n:::\n"
    assert parts(prose) == ((Piece("note", "", "note", Span(1, 5, 1, 9)),), ())


def test_code_is_blanked_and_roles_are_kept() -> None:
    _, (text,) = parts("由{org}`市应急局`写`代码`和``{org}`假的` ``结束\n")
    assert text.line == "由{org}`市应急局`写" + " " * 4 + "和" + " " * 14 + "结束"


def test_headings_with_line_and_column() -> None:
    assert list(headings("# 总则\n正文\n##  依据 ##\n")) == [(1, 3, "总则"), (3, 5, "依据")]


def test_comments_are_blanked_and_directives_inside_are_none() -> None:
    prose = (
        "# 总则 <!-- 旧 -->\n甲<!-- 乙 -->丙\n<!--\n# 旧章\n\n```{scope}\n-->丁\n"
        "  % 旧句\n```{basis}\n```\n"
    )
    lines = (
        Text(1, "# 总则" + " " * 11),
        Text(2, "甲" + " " * 10 + "丙"),
        *(Text(3 + i, " " * length) for i, length in enumerate((4, 4, 0, 10))),
        Text(7, "   丁"),
        Text(8, " " * 6),
    )
    assert parts(prose) == ((Piece("basis", "", "basis", Span(9, 5, 9, 10)),), lines)
    assert text_lines(prose) == lines
    assert headings(prose) == ((1, 3, "总则"),)


def test_what_only_looks_like_a_comment_stays() -> None:
    lines = (
        "`<!--` 甲 `-->`",
        "```",
        "<!--",
        "```",
        "乙 -->",
        "丙 <!-- 丁",
        "",
        "戊 -->",
        "占 5% 己",
    )
    texts = text_lines("\n".join(lines))
    assert [text.line.strip() for text in texts] == [
        "甲",
        "乙 -->",
        "丙 <!-- 丁",
        "",
        "戊 -->",
        "占 5% 己",
    ]


def test_comments_in_a_note_are_none_of_its_text() -> None:
    texts = text_lines("```{note}\n甲 <!-- 乙 -->\n% 丙\n```\n")
    assert [text.line.strip() for text in texts] == ["甲", ""]


def test_a_fence_in_a_list_ends_where_it_ends() -> None:
    basis = Piece("basis", "", "basis", Span(1, 7, 1, 12))
    assert parts("- ```{basis}\n  ```\n正文\n") == ((basis,), (Text(3, "正文"),))


def test_a_comment_without_end_costs_no_more_than_its_length() -> None:
    for text in ("甲 <!-- 乙\n\n" * 20_000, "甲 <!-- 乙\n" * 20_000, "<!-- 乙\n\n" * 20_000):
        assert uncommented(text) == text


@pytest.mark.parametrize(
    ("line", "value"),
    [
        ("```{actions}{gap}Ⅱ级{gap}甲 \t", "Ⅱ级{gap}甲"),
        ("```{actions}\n:level:{gap}Ⅱ级{gap}甲{gap}", "Ⅱ级{gap}甲"),
        ("#{gap}应急{gap}# 响应 #{gap}##", "应急{gap}# 响应"),
    ],
)
def test_gaps_in_a_line_cost_what_they_are_long(line: str, value: str) -> None:
    for gap in ("  ", " " * 60_000):
        began = process_time()
        prose = line.replace("{gap}", gap)
        said = [piece.value for piece in parts(prose)[0] if piece.key]
        assert [*said, *(title for _, _, title in headings(prose))] == [value.replace("{gap}", gap)]
        assert process_time() - began < SOON_S


@pytest.mark.parametrize(
    ("name", "bare"),
    [
        ("王五 （兼） ", "王五"),
        ("王（一）  （二）五", "王五"),
        (" （（兼）", " （"),
        (" " * 90_000, " " * 90_000),
        ("王" + " " * 90_000 + "五（兼）", "王" + " " * 90_000 + "五"),
        ("王五" + "（" * 90_000, "王五" + "（" * 90_000),
    ],
)
def test_a_remark_is_left_out_of_a_name_in_linear_time(name: str, bare: str) -> None:
    began = process_time()
    assert without_remark(name) == bare
    assert process_time() - began < SOON_S


@pytest.mark.parametrize(
    ("recipient", "bare"),
    [
        ("省政府（抄送省应急厅）", "省政府"),
        ("省政府（抄送（一）甲)办公厅(乙）", "省政府甲)办公厅"),
        ("省政府（抄送", "省政府（抄送"),
        ("省政府" + "（" * 90_000, "省政府" + "（" * 90_000),
        ("（" * 90_000 + "）省政府（", "省政府（"),
    ],
)
def test_copies_are_left_out_of_a_recipient_in_linear_time(recipient: str, bare: str) -> None:
    began = process_time()
    assert without_copies(recipient) == bare
    assert process_time() - began < SOON_S
