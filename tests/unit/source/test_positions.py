"""Pointers lead to the characters that the editor wrote."""

from __future__ import annotations

import pytest

from planforge.findings import Place, Pointer, Span
from planforge.source.positions import SourceMap

TEXT = """# 注释
名称: "a\\"b\\u4e2dc"
级别:
  Ⅲ级:
    - {x: "[3..10)", y: 'it''s ok'}
    - p: plain
      q:
    - [a, b]
文: |
  第一行
  第二行
折: abc
  def
责任: 市防办
"""
NAMES = {"name": frozenset({"名称", "name"}), "lead": frozenset({"责任"})}


def shown(span: Span) -> str:
    lines = TEXT.split("\n")
    if span.line == span.end_line:
        return lines[span.line - 1][span.column - 1 : span.end_column - 1]
    return f"{span.line}:{span.column}-{span.end_line}:{span.end_column}"


@pytest.mark.parametrize(
    ("pointer", "on_key", "chars", "expected"),
    [
        (("名称",), False, None, '"a\\"b\\u4e2dc"'),
        (("name",), False, None, '"a\\"b\\u4e2dc"'),
        (("name",), True, None, "名称"),
        (("名称",), False, (1, 2), '\\"'),
        (("名称",), False, (3, 4), "\\u4e2d"),
        (("名称",), False, (4, 5), "c"),
        (("名称",), False, (0, 99), 'a\\"b\\u4e2dc'),
        (("级别", "Ⅲ级", 0, "x"), False, (1, 2), "3"),
        (("级别", "Ⅲ级", 0, "x"), False, (6, 7), ")"),
        (("级别", "Ⅲ级", 0, "x"), False, (7, 7), ""),
        (("级别", "Ⅲ级", 0, "y"), False, (2, 4), "''s"),
        (("级别", "Ⅲ级", 0, "z"), False, None, "x"),
        (("级别", "Ⅲ级", 1), True, None, "p"),
        (("级别", "Ⅲ级", 1), False, None, "6:7-7:9"),
        (("级别", "Ⅲ级", 1, "q"), False, None, "q"),
        (("级别", "Ⅲ级", 2, 1), False, None, "b"),
        (("级别", "Ⅲ级", 2, 1, "deeper", 7), False, None, "b"),
        (("级别",), True, None, "级别"),
        (("级别", "Ⅱ级"), False, None, "级别"),
        (("责任", 0), False, (1, 3), "防办"),
        (("lead", 0), True, None, "责任"),
        (("文",), False, (4, 6), "第二"),
        (("折",), False, (4, 6), "de"),
        ((), True, None, "名称"),
        (("没有",), False, None, "名称"),
    ],
)
def test_span(
    pointer: Pointer,
    on_key: bool,  # noqa: FBT001 - a column of the table
    chars: tuple[int, int] | None,
    expected: str,
) -> None:
    assert shown(SourceMap(TEXT, NAMES).span(pointer, on_key=on_key, chars=chars)) == expected


def test_names_may_be_compared_by_a_function() -> None:
    found = SourceMap("甲: 1\n", lambda one, other: {one, other} == {"a", "甲"})
    assert found.span(("a",)) == Span(1, 4, 1, 5)


def test_names_at_a_place_win_over_names_anywhere() -> None:
    text = "条件: 甲\n指标: 乙\n时机: 丙\n"
    names = {"when": frozenset({"条件", "指标", "时机"})}
    anywhere = SourceMap(text, names)
    assert anywhere.span(("when",)).line == 2
    assert SourceMap(text, names, lambda _: [{"when", "条件"}]).span(("when",)).line == 1
    assert SourceMap(text, names, lambda _: [{"when", "附则"}]).span(("when",)) == Span(1, 1, 1, 3)
    assert SourceMap(text, names, lambda _: [set()]).span(("when",)).line == 2


def test_span_of_a_place_wins_over_its_pointer() -> None:
    known = Span(9, 9, 9, 9)
    assert SourceMap(TEXT, {}).place(Place("f", ("名称",), span=known)) == known
    assert SourceMap(TEXT, {}).place(Place("f", ("名称",), on_key=True)) == Span(2, 1, 2, 3)


def test_windows_line_ends_do_not_shift_columns() -> None:
    assert SourceMap("a: 1\r\nb: 甲乙\r\n", {}).span(("b",), chars=(1, 2)) == Span(2, 5, 2, 6)


def test_aliases_lead_to_what_they_stand_for() -> None:
    found = SourceMap("a: &x {b: 1}\nc: *x\n", {})
    assert found.span(("c",)) == Span(2, 4, 2, 6)
    assert found.span(("c", "b")) == Span(1, 11, 1, 12)


def test_first_of_repeated_keys_is_shown() -> None:
    assert SourceMap("a: 1\na: 2\n", {}).span(("a",)) == Span(1, 4, 1, 5)


@pytest.mark.parametrize("text", ["", "# x\n", "[" * 10_000, "\0"])
def test_text_without_content_gives_its_start(text: str) -> None:
    assert SourceMap(text, {}).span(("a", 0)).line == 1


def test_broken_text_is_mapped_as_far_as_it_goes() -> None:
    assert SourceMap("a: 1\nb: [x, y\nc: 2\n", {}).span(("a",)) == Span(1, 4, 1, 5)


@pytest.mark.parametrize(
    ("pointer", "called"),
    [
        ((), ()),
        (("措施", 1, "责任"), ("措施", "dike", "责任")),
        (("措施", 2), ("措施", "防汛预案")),
        (("措施", 3, 0), ("措施", "-", "甲")),
        (("措施", 3, 7), ("措施", "-", "-")),
        (("措施", 0), ("措施", "-")),
        (("没有", 0), ("没有", "-")),
    ],
)
def test_items_are_called_by_their_names(pointer: Pointer, called: tuple[str, ...]) -> None:
    text = "措施:\n  - {内容: 甲}\n  - {名称: 乙, 编号: dike}\n  - {预案: 防汛预案}\n  - [甲, 乙]\n"
    assert SourceMap(text, {}).about(pointer) == called
    nothing = tuple("-" if isinstance(step, int) else step for step in pointer)
    assert SourceMap("", {}).about(pointer) == nothing
