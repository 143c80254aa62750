from __future__ import annotations

from planforge.document import components as _components  # noqa: F401 - enters the directives
from planforge.document.directives import COMPONENTS, ROLES
from planforge.findings import Span
from planforge.rules.prose.directives import DIRECTIVES, ROLE_KINDS
from planforge.rules.prose.text import Piece, Text, headings, parts


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
