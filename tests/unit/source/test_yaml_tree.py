"""YAML becomes a tree of texts; whatever is wrong with it becomes findings."""

from __future__ import annotations

import pytest

from planforge.findings import Span
from planforge.source import parser
from planforge.source.parser import MAX_DEPTH
from planforge.source.yaml_tree import MAX_NOTES, parse


@pytest.fixture(params=["c", "python"], autouse=True)
def either_parser(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    if request.param == "python":
        monkeypatch.setattr(parser, "_parser", parser.PythonParser)


def problems(text: str) -> list[tuple[str, int, int]]:
    found = []
    for finding in parse(text, "f").findings:
        span = finding.place.span or Span(0, 0)
        found.append((finding.rule, span.line, span.column))
    return found


def test_plain_scalars_stay_as_written() -> None:
    written = [
        "12:30",
        "0571",
        "no",
        "1_000",
        "2026-03-01",
        "true",
        "3",
        "1e3",
        "0x1F",
        "=",
        ".inf",
    ]
    text = "".join(f"- {scalar}\n" for scalar in written)
    assert parse(text, "f").tree == written


def test_only_empty_tilde_and_null_are_none() -> None:
    parsed = parse("a:\nb: ~\nc: null\nd: ''\ne: \"null\"\nf: NULL\n", "f")
    assert parsed.tree == {"a": None, "b": None, "c": None, "d": "", "e": "null", "f": None}
    assert parsed.findings == ()
    assert parsed.is_complete


def test_nested_content_keeps_its_order() -> None:
    tree = parse("乙: {丙: [1, {丁: 2}]}\n甲:\n  - - x\n    - y\n", "f").tree
    assert tree == {"乙": {"丙": ["1", {"丁": "2"}]}, "甲": [["x", "y"]]}
    assert isinstance(tree, dict)
    assert list(tree) == ["乙", "甲"]


def test_block_scalars_and_line_ends() -> None:
    assert parse("a: |\r\n  x\r\n  y\r\nb: >\n  c\n  d\n", "f").tree == {
        "a": "x\ny\n",
        "b": "c d\n",
    }


def test_aliases_and_merge_keys() -> None:
    text = "x: &m {q: 1, r: 2}\ny: *m\nz: {<<: *m, q: 3}\nv: {'<<': w}\nu: &k t\n*k : s\n"
    assert parse(text, "f").tree == {
        "x": {"q": "1", "r": "2"},
        "y": {"q": "1", "r": "2"},
        "z": {"q": "3", "r": "2"},
        "v": {"<<": "w"},
        "u": "t",
        "t": "s",
    }


def test_repeated_key_names_both_places_and_keeps_the_first() -> None:
    parsed = parse("a: 1\nb: {c: 1, c: [2]}\na: 2\n", "f")
    assert parsed.tree == {"a": "1", "b": {"c": "1"}}
    assert parsed.is_complete
    assert [
        (f.rule, f.place.span, f.related[0][0].span, f.message.render("zh_CN"))
        for f in parsed.findings
    ] == [
        ("SRC013", Span(2, 11, 2, 12), Span(2, 5, 2, 6), "「c」写了两次。"),
        ("SRC013", Span(3, 1, 3, 2), Span(1, 1, 1, 2), "「a」写了两次。"),
    ]


def test_number_of_findings_about_one_file_is_bounded() -> None:
    assert len(parse("a: 1\n" * 1000, "f").findings) == MAX_NOTES


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("名称: x\n时限：30分钟\n类别: y\n", ("SRC011", 2, 3)),
        ("名称: x\n时限：30分钟\n", ("SRC011", 2, 3)),
        ("时限：30分钟\n名称: x\n", ("SRC011", 1, 3)),
        ("a:\n  时限：30分钟\n  b: x\n", ("SRC011", 2, 5)),
        ("a:\n- 编号: x\n  时限：30分钟\n  阶段: y\n", ("SRC011", 3, 5)),
        ("时限：30分钟\n", ("SRC011", 1, 3)),
        ("{队伍: a，物资: b}", ("SRC011", 1, 7)),
        ("a: ｛b: c, d: e｝\n", ("SRC011", 1, 4)),
        ("- {a: “[1..3)”}\n", ("SRC011", 1, 7)),
        ("名称:\u3000x\n类别: y\n", ("SRC011", 1, 3)),
        ("＃ 注释\n# x\n\na: 1\n", ("SRC011", 1, 1)),
        ("a:\n  b:\n    - {c: 重大，超出能力}\n      d: x\n", ("SRC010", 4, 7)),
        ("a:\n  - {c: 重大，超出能力\n  - {c: x}\n", ("SRC010", 2, 5)),
        ("a:\n  - {c: x}\n  {c: 重大，超出能力}\n  - {c: x}\n", ("SRC010", 3, 3)),
        ("a:\n  - {责任: [甲, 乙 #], 频次: 每日，有雨时}\n", ("SRC010", 2, 10)),
        ("a: 1\n\u3000b: 2\n", ("SRC011", 2, 1)),
        ("b: c\n时限:30分钟\n", ("SRC010", 2, 3)),
        ("时限:30分钟\nb: c\n", ("SRC010", 1, 3)),
        ("- a\n-b\n", ("SRC010", 2, 1)),
        ('a: "x\nb: "y"\n', ("SRC010", 1, 4)),
        ("a: 'x\nb: 1\n", ("SRC010", 1, 4)),
        ("a: [1, 2\nb: 3\n", ("SRC010", 1, 4)),
        ("a: {x: 1\nb: 3\n", ("SRC010", 1, 4)),
        ("a: 1\n  b: 2\n", ("SRC010", 2, 4)),
        ("a:\n  b: 1\n c: 2\n", ("SRC010", 3, 2)),
        ("a: x: y\n", ("SRC010", 1, 5)),
        ("a: >= 100 mm\n", ("SRC010", 1, 4)),
        ("a: [3..10)\nb: 1\n", ("SRC010", 1, 4)),
        ('a: "x", "y"\n', ("SRC010", 1, 4)),
        ('a: "x" y\n', ("SRC010", 1, 4)),
        ("a: @x\n", ("SRC010", 1, 4)),
        ("a: *x\n", ("SRC010", 1, 4)),
        ("a: }\n", ("SRC010", 1, 4)),
        ("a: - b\n", ("SRC010", 1, 4)),
        ("- a\nb: c\n", ("SRC010", 2, 1)),
        ("a: 1\n<<<<<<< HEAD\nb: 1\n=======\nb: 2\n>>>>>>> x\n", ("SRC010", 2, 1)),
        ("%FOO\n%YAML 1.1\n%YAML 1.1\n---\na: 1\n", None),
        ("\ta: 1\n", ("SRC012", 1, 1)),
        ("a:\n\tb: 1\n", ("SRC012", 2, 1)),
        ("a:\n  - x\n\t- y\n", ("SRC012", 3, 1)),
        ("? [a]\n: b\n", ("SRC014", 1, 3)),
        ("{[a]: b}\n", ("SRC014", 1, 2)),
        ('"": b\n', ("SRC014", 1, 1)),
        ("a: &x [1]\n*x : b\n", ("SRC014", 2, 1)),
        ("a: &l [*l]\n", ("SRC015", 1, 8)),
        ("a: !!python/object:os.system x\n", ("SRC017", 1, 4)),
        ("a: !x {b: c}\n", ("SRC017", 1, 4)),
        ("a: 1\n---\nb: 2\n", ("SRC018", 2, 1)),
        ("# only a comment\n", ("SRC004", 1, 1)),
    ],
)
def test_slip_is_named_where_it_is(text: str, expected: tuple[str, int, int] | None) -> None:
    parsed = parse(text, "f")
    assert parsed.tree is None
    assert not parsed.is_complete
    if expected is None:
        assert [rule for rule, _, _ in problems(text)] == ["SRC010"]
    else:
        assert problems(text) == [expected]


def test_glued_flow_entry_is_reported_and_read_as_meant() -> None:
    parsed = parse("{编织袋：20000, 艇:3, 12:30, http://x}", "f")
    assert parsed.tree == {"编织袋": "20000", "艇": "3", "12:30": None, "http://x": None}
    assert problems("{编织袋：20000, 艇:3}") == [("SRC011", 1, 5), ("SRC010", 1, 14)]


def test_str_tag_is_harmless() -> None:
    assert parse("a: !!str 1\n", "f").tree == {"a": "1"}


def test_escaped_control_character_is_removed_and_reported() -> None:
    parsed = parse('a: "x\\0y"\n', "f")
    assert parsed.tree == {"a": "xy"}
    assert problems('a: "x\\0y"\n') == [("SRC002", 1, 4)]


@pytest.mark.parametrize("opening", ["[", "- ", "{a: "])
def test_depth_is_limited_at_the_place(opening: str) -> None:
    text = opening * (MAX_DEPTH + 1)
    assert problems(text) == [("SRC016", 1, len(opening) * MAX_DEPTH + 1)]
    assert problems(opening * 100_000) == [("SRC016", 1, len(opening) * MAX_DEPTH + 1)]


def test_deepest_allowed_nesting_is_read() -> None:
    assert parse("[" * MAX_DEPTH + "]" * MAX_DEPTH, "f").is_complete


def test_aliases_cannot_go_deeper_than_text() -> None:
    text = "a0: &a0 [x]\n" + "".join(f"a{i}: &a{i} [*a{i - 1}]\n" for i in range(1, 100))
    assert [rule for rule, _, _ in problems(text)] == ["SRC016"]


def test_alias_bomb_stops_at_the_alias() -> None:
    text = "a0: &a0 [x,x,x,x,x,x,x,x,x,x]\n" + "".join(
        f"a{i}: &a{i} [{','.join([f'*a{i - 1}'] * 10)}]\n" for i in range(1, 30)
    )
    assert problems(text) == [("SRC015", 5, 38)]


def test_merge_bomb_is_counted() -> None:
    text = "m: &m {" + ", ".join(f"k{i}: v" for i in range(1000)) + "}\n"
    text += "".join(f"n{i}: {{<<: *m}}\n" for i in range(200))
    assert [rule for rule, _, _ in problems(text)] == ["SRC015"]


def test_many_directives_do_not_hang() -> None:
    assert [rule for rule, _, _ in problems("%TAG !a! x\n" * 100_000)] == ["SRC010"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("职责:\n  -承担甲\n  - 负责乙\n  - 负责丙\nb: 1\n", [("SRC010", 2, 3)]),
        ("职责:\n  -承担甲\n  -负责乙\n", [("SRC010", 2, 3), ("SRC010", 3, 3)]),
        ("职责:\n  －承担甲\n", [("SRC010", 2, 3)]),
        ("职责:\n  - 甲\n   -乙\n", [("SRC010", 3, 4)]),
        ("职责:\n  - 甲\n    - 乙\n    - 丙\n", [("SRC010", 2, 3)]),
        ("职责:\n  - 甲\n  - 乙\n    - 丙\n", [("SRC010", 4, 5)]),
        ("职责:\n - 甲\n  - 乙\n配合:\n  - 丙\n", [("SRC010", 2, 2)]),
        ("职责:\n  - 甲\n   - 乙\n配合:\n  - 丙\n", [("SRC010", 3, 4)]),
        ("职责: 甲\n  - 乙\n", [("SRC010", 2, 3)]),
        ("低于:\n  -5\n", []),
        ("职责:\n  ——承担甲\n", []),
        ("职责: 甲 - 乙 -丙\n", []),
        ("职责: -甲\n", []),
        ("职责: |\n  - 甲\n  -乙\n", []),
        ('职责: "甲\n  - 乙"\n', []),
    ],
)
def test_item_that_yaml_takes_for_text(text: str, expected: list[tuple[str, int, int]]) -> None:
    assert problems(text) == expected


@pytest.mark.parametrize(
    ("text", "lost"),
    [
        ("a: 关闭 #2 罐\n", [(1, 7, "#2 罐")]),
        ("a:\n  - 关闭 #罐\n  - #3罐堵漏\nb: x\n", [(2, 8, "#罐"), (3, 5, "#3罐堵漏")]),
        ("a: #3罐堵漏\n", [(1, 4, "#3罐堵漏")]),
        ("a: 甲 #1 #2\n", [(1, 6, "#1 #2")]),
        ("a: 甲\n  乙 #1", [(2, 5, "#1")]),
        ("a: 关闭（见附件 # 2）\nb: x\n", [(1, 11, "# 2）")]),
        ("a:\n  - 启用“二号  #泵站”，排涝\n", [(2, 12, "#泵站”，排涝")]),
        ("a: 甲\n  （乙  # 丙）\n", [(2, 7, "# 丙）")]),
        ("a: （甲） # 乙（丙）\nb: （丁 # 戊\nc: '（己' # 庚）\n", []),
        ("a: （甲 # 乙（丙）\nb: 甲 # 丁）\n# （\nc: 戊 # ）\n", []),
        ("a: 关闭 # 2 罐\n", []),
        ("a: 关闭  #2罐\n", []),
        ("a: '关闭 #2 罐'\nb: \"关 #2\"\n", []),
        ("a: '关闭罐' #2\nb: [1, 2] #3\n", []),
        ("a: |\n  关闭 #2 罐\nb: >\n  关闭 #2\n", []),
        ("# 见 #2\na: x  # 又见 #3\n  # 再见 #4\n", []),
    ],
)
def test_comment_that_may_be_meant_as_text(text: str, lost: list[tuple[int, int, str]]) -> None:
    parsed = parse(text, "f")
    assert parsed.is_complete
    assert [
        (one.rule, one.place.span.line, one.place.span.column, dict(one.message.args)["lost"])
        for one in parsed.findings
        if one.place.span
    ] == [("SRC034", *where) for where in lost]


def test_an_item_without_its_dash_is_one_finding() -> None:
    text = (
        "a:\n  - 编号: x\n    名称: 甲\n    名称: 乙\n    类别: 丙\n    编号: y\nb: 1\nb: 2\nb: 3\n"
    )
    found = parse(text, "f").findings
    assert [(one.rule, one.place.span.line) for one in found if one.place.span] == [
        ("SRC013", 4),
        ("SRC013", 8),
        ("SRC013", 9),
    ]
    assert found[0].message.render("zh_CN") == "这一项里有几个键写了两次：名称、编号。"


def test_a_list_in_full_width_brackets_is_read_and_reported() -> None:
    parsed = parse("a: ［甲，乙, 丙］\nb:\n  - ［丁］\nc: ［注］见附件\nd: '［戊］'\n", "f")
    assert parsed.tree == {
        "a": ["甲", "乙", "丙"],
        "b": [["丁"]],
        "c": "［注］见附件",
        "d": "［戊］",
    }
    assert [(one.rule, one.place.span) for one in parsed.findings] == [
        ("SRC011", Span(1, 4, 1, 12)),
        ("SRC011", Span(3, 5, 3, 8)),
    ]


def test_a_reference_name_without_a_value_is_reported() -> None:
    parsed = parse("a: &2026-01-15\nb: &x 甲\nc: *x\n", "f")
    assert [(one.rule, one.place.span.line) for one in parsed.findings if one.place.span] == [
        ("SRC010", 1)
    ]
