"""Several syntax errors in one text: each at its place, and nothing that only follows from one."""

from __future__ import annotations

import textwrap

import pytest

from planforge.source import parser
from planforge.source.yaml_tree import MAX_NOTES, Parsed, parse


def said(parsed: Parsed) -> list[str]:
    return [
        f"{one.place.span.line}:{one.place.span.column} {one.rule} {one.message.render('en')}"
        for one in parsed.findings
        if one.place.span
    ]


def read(text: str) -> Parsed:
    return parse(textwrap.dedent(text), "f")


OPEN_LIST = "SRC010 The list that starts with “[” here is not closed with “]”."
OPEN_QUOTE = "SRC010 A quotation mark is opened here but never closed."
WIDE_COLON = "SRC011 A full-width colon “：” stands behind the key."


@pytest.mark.parametrize("kind", ["c", "python"])
def test_every_broken_block_is_found(kind: str, monkeypatch: pytest.MonkeyPatch) -> None:
    if kind == "python":
        monkeypatch.setattr(parser, "_parser", parser.PythonParser)
    parsed = read(
        """\
        a: [x, y
        b: z
        c: "q
        d: "w"
        e:
          - f: g
         h: i
        j: k
        """
    )
    assert said(parsed) == [
        f"1:4 {OPEN_LIST}",
        f"3:4 {OPEN_QUOTE}",
        "7:2 SRC010 This line does not fit the lines above.",
    ]
    assert not parsed.is_complete
    assert parsed.tree is None
    assert parsed.rest == {
        "a": ["x", "y"],
        "b": "z",
        "c": "q",
        "d": "w",
        "e": [{"f": "g"}],
        "h": "i",
        "j": "k",
    }
    assert parsed.mended == ((1, "a: [x, y"), (3, 'c: "q'), (7, " h: i"))
    assert parsed.lost == ()


def test_full_width_colons_behind_keys_are_all_found() -> None:
    parsed = read(
        """\
        预案：flood
        名称: x
        类别：专项
        时限:30分钟
        列表:
          - {a: b，c: d}
        末: ok
        """
    )
    assert said(parsed) == [
        f"1:3 {WIDE_COLON}",
        f"3:3 {WIDE_COLON}",
        "4:3 SRC010 There is no space behind the colon.",
        "6:10 SRC011 A full-width comma “，” separates the items.",
    ]
    assert parsed.lost == ()
    assert parsed.rest == {
        "预案": "flood",
        "名称": "x",
        "类别": "专项",
        "时限": "30分钟",
        "列表": [{"a": "b", "c": "d"}],
        "末": "ok",
    }


def test_a_full_width_comma_behind_a_list_in_braces_is_seen() -> None:
    parsed = read("a:\n- {责任: [甲, 乙], 频次: 每日，有雨时每小时，手段: 水尺}\n")
    assert said(parsed) == ["2:29 SRC011 A full-width comma “，” separates the items."]


@pytest.mark.parametrize(
    ("row", "place", "what"),
    [
        ('{雨量: ">= 100 mm"，面积: "> 3"}', "2:19", "comma “，” separates the items."),
        ('["较重"，"严重"]', "2:8", "comma “，” separates the items."),
        ('{"雨量"：">= 100 mm", 面积: "> 3"}', "2:8", "colon “：” stands behind the key."),
        ('{雨量：">= 100 mm", 面积: "> 3"}', "2:6", "colon “：” stands behind the key."),
    ],
)
def test_a_full_width_sign_beside_quotes_is_the_only_finding(
    row: str, place: str, what: str
) -> None:
    parsed = read(f"a:\n- {row}\n")
    assert said(parsed) == [f"{place} SRC011 A full-width {what}"]


def test_a_value_glued_to_its_key_loses_its_quotes() -> None:
    parsed = read('a:\n- {雨量：">= 100 mm", 面积: "> 3"}\n')
    assert parsed.tree == {"a": [{"雨量": ">= 100 mm", "面积": "> 3"}]}


def test_nothing_is_made_of_a_text_that_repeats_too_much() -> None:
    text = "x: y\na0: &a0 [x,x,x,x,x,x,x,x,x,x]\n" + "".join(
        f"a{i}: &a{i} [{','.join([f'*a{i - 1}'] * 10)}]\n" for i in range(1, 9)
    )
    parsed = parse(text, "f")
    assert [one.rule for one in parsed.findings] == ["SRC015"]
    assert (parsed.rest, parsed.lost) == ({}, ("",))


def test_a_block_that_swallows_the_next_ones_makes_no_noise() -> None:
    parsed = read('a: "x\n\nb: "y"\nc: z\nd: 1\n')
    assert said(parsed) == [f"1:4 {OPEN_QUOTE}"]
    assert parsed.rest == {"a": "x", "b": "y", "c": "z", "d": "1"}


def test_names_of_references_hold_in_the_whole_file() -> None:
    parsed = read("a: &x {k: v}\nb: [1\nc: *x\nd:\n  <<: *x\n  e: f\n")
    assert said(parsed) == [f"2:4 {OPEN_LIST}"]


def test_text_at_the_margin_is_part_of_what_it_continues() -> None:
    parsed = read('a: "line\nb: c"\nd: [\ne: f\n')
    assert said(parsed) == [f"3:4 {OPEN_LIST}"]
    assert parsed.rest == {"a": "line b: c", "d": [], "e": "f"}


def test_a_line_without_colon_is_shown_itself() -> None:
    parsed = read("a: b\nfoo bar\nc: d\ne: !x f\n")
    assert said(parsed) == [
        "2:1 SRC010 This line has no “key: value” form.",
        "4:4 SRC017 Text that starts with “!” is a YAML tag, which plans must not use.",
    ]


def test_findings_of_readable_blocks_stay() -> None:
    parsed = read("a: {b: 1, b: 2}\nc: {编织袋：20000}\nd: [\n")
    assert said(parsed) == [
        "1:11 SRC013 The key “b” is given twice.",
        f"2:8 {WIDE_COLON}",
        f"3:4 {OPEN_LIST}",
    ]


def test_related_places_are_moved_too() -> None:
    parsed = read("a: [\nc: d\nb: {x: 1, x: 2}\n")
    assert [place.span and place.span.line for place, _ in parsed.findings[1].related] == [3]


def test_a_second_document_is_one_finding_beside_others() -> None:
    parsed = read("a: b\n---\nc: d\ne: [\n")
    assert said(parsed) == [
        "2:1 SRC018 A second document starts here (“---”).",
        f"4:4 {OPEN_LIST}",
    ]


def test_a_second_document_that_is_another_one_is_not_read() -> None:
    one = "2:1 SRC018 A second document starts here (“---”)."
    parsed = read("名称: b\n---\nc: d\n")
    assert said(parsed) == [one]
    assert (parsed.rest, parsed.lost) == ({"名称": "b"}, ("",))
    again = read("名称: b\n---\n名称: d\n类别: e\n")
    assert (said(again), again.rest) == ([one], {"名称": "d", "类别": "e"})
    parted = read("名称: b\n---\n类别: d\n")
    assert (said(parted), parted.rest) == ([one], {"名称": "b", "类别": "d"})
    assert parted.lost == ()


def test_each_merge_conflict_is_one_finding() -> None:
    one = "<<<<<<< HEAD\na: 1\n=======\na: 2\n>>>>>>> other: branch\n"
    assert [line.split()[0] for line in said(read(f"{one}b: c\n{one}d: [\n"))] == ["1:1", "7:1"]


@pytest.mark.parametrize("text", ["{a: b, c: [}\n", "- a\n- [b\n- c\n", "\ta\n", "  a: [\n  b: 1"])
def test_a_text_without_blocks_gives_one_finding(text: str) -> None:
    parsed = parse(text, "f")
    assert len(parsed.findings) == 1
    assert parsed.rest == {}
    assert parsed.lost == ("",)


@pytest.mark.parametrize("end", ["\r\n", "\r"])
def test_lines_may_end_as_they_like(end: str) -> None:
    parsed = parse(end.join(["a: [", "b: 1", "c: [", ""]), "f")
    assert said(parsed) == [f"1:4 {OPEN_LIST}", f"3:4 {OPEN_LIST}"]


@pytest.mark.parametrize("end", ["\r\n", "\r"])
@pytest.mark.parametrize(
    "lines",
    [
        ["a: [x, y", "b: z", "c: 'q", "d:", "  - e: f", "   g: h", "i: j"],
        ["a:", "  - b: 1", "c: 2", "    d: 3", "e: 4"],
        ["a:", "  b: 1", "  c 2", "d：3", "e: [1，2"],
        ["a: 1", "", "", "b: ["],
    ],
)
def test_slips_are_read_alike_however_lines_end(lines: list[str], end: str) -> None:
    usual = parse("\n".join([*lines, ""]), "f")
    parsed = parse(end.join([*lines, ""]), "f")
    assert said(parsed) == said(usual)
    assert (parsed.rest, parsed.lost, parsed.mended) == (usual.rest, usual.lost, usual.mended)
    shown = parsed.text.replace("\r\n", "\n").splitlines()
    assert shown == usual.text.splitlines()


def test_the_number_of_findings_is_bounded() -> None:
    assert len(parse("a: [\n" * 5_000, "f").findings) == MAX_NOTES


def test_deep_nesting_is_not_followed() -> None:
    parsed = parse("a: [\nb: " + "[" * 200_000 + "\nc: [\n", "f")
    assert [line.split()[:2] for line in said(parsed)] == [
        ["1:4", "SRC010"],
        ["2:67", "SRC016"],
        ["3:4", "SRC010"],
    ]


def test_slips_in_one_block_are_all_found() -> None:
    parsed = read(
        """\
        措施:
          - 编号: a
            责任：甲
            地点: 丁
            内容: @会商
          - 编号: b
        \t时限: 30分钟
            配合: [甲, 乙
            内容: 会商
          – 编号: c
        末: ok
        """
    )
    assert said(parsed) == [
        f"3:7 {WIDE_COLON}",
        "5:9 SRC010 A value must not start with “@”, “`” or “%” unless it is in quotes.",
        "7:1 SRC012 The line is indented with a tab.",
        f"8:9 {OPEN_LIST}",
        "10:3 SRC010 A list item must start with “-” and a space.",
    ]
    assert parsed.rest == {
        "措施": [
            {"编号": "a", "责任": "甲", "地点": "丁", "内容": "@会商"},
            {"编号": "b", "时限": "30分钟", "配合": ["甲", "乙"], "内容": "会商"},
            {"编号": "c"},
        ],
        "末": "ok",
    }
    assert [number for number, _ in parsed.mended] == [3, 5, 7, 8, 10]


def test_a_key_without_its_colon_is_found_on_its_own_line() -> None:
    parsed = read("名称: x\n措施:\n  - 编号: a\n    责任 甲\n    时限: 1小时\n附件\n末: ok\n")
    no_colon = "SRC010 This line has no “key: value” form."
    assert said(parsed) == [f"4:5 {no_colon}", f"6:1 {no_colon}"]
    assert parsed.rest["措施"] == [{"编号": "a", "责任": "甲", "时限": "1小时"}]


def test_lines_indented_with_tabs_one_below_the_other_are_one_finding() -> None:
    parsed = read("a:\n  b: c\n\td: e\n\tf: g\n\th: i\nj: k\n")
    assert said(parsed) == ["3:1 SRC012 The line is indented with a tab."]


def test_lines_that_merely_follow_a_misplaced_one_are_not_reported() -> None:
    parsed = read(
        """\
        a:
            - b: 1
              c: 2
           - b: 3
             c: 4
            - b: 5
              c: 6
            - b: 7
              d：8
        e: f
        """
    )
    assert [line.split(" ", 1)[0] for line in said(parsed)] == ["4:4", "9:8"]


FAR_LEFT = "SRC010 This line stands too far left: the lines around it are indented deeper."


@pytest.mark.parametrize("dedented", [(3,), (4,), (3, 4), (6,)])
def test_a_line_that_lost_its_indentation_is_found_itself(dedented: tuple[int, ...]) -> None:
    lines = [
        "预案: flood",
        "版本:",
        "  印发机关: 甲",
        "  批准机关: 乙",
        "  印发日期: 丙",
        "  演练记录:",
        "    - {日期: 丁}",
        "  废止: 戊",
        "类别: 专项",
    ]
    whole = parse("\n".join(lines), "f").tree
    for number in dedented:
        lines[number - 1] = lines[number - 1].lstrip()
    parsed = parse("\n".join(lines), "f")
    assert said(parsed) == [f"{number}:1 {FAR_LEFT}" for number in dedented]
    assert parsed.rest == whole
    assert (parsed.lost, parsed.mended) == ((), ())


def test_a_line_inside_that_lost_its_indentation_is_found_itself() -> None:
    parsed = read(
        """\
        a:
          b:
            c: d
          e: f
            g: h
            i: j
          k: l
        m: [n
        o: p
        """
    )
    assert said(parsed) == [f"4:3 {FAR_LEFT}", f"8:4 {OPEN_LIST}"]
    assert parsed.findings[0].hint is not None
    hint = "Put 2 blanks more before it, so that it lines up with “g” below."
    assert parsed.findings[0].hint.render("en") == hint
    assert parsed.rest["a"] == {"b": {"c": "d", "e": "f", "g": "h", "i": "j"}, "k": "l"}


LEVELS = """\
级别:
  甲:
    建议: a
    决定: b
    终止:
      条件:
        - 水退
      建议: c
      决定: d
  乙:
    建议: e
    决定: f
    终止:
      条件:
        - 雨停
      建议: g
      决定: h
"""


@pytest.mark.parametrize(("number", "depth"), [(8, 4), (16, 4), (3, 2), (11, 0), (8, 0)])
def test_a_line_with_one_line_behind_it_is_found_itself(number: int, depth: int) -> None:
    lines = LEVELS.split("\n")
    lines[number - 1] = " " * depth + lines[number - 1].lstrip()
    parsed = parse("\n".join(lines), "f")
    assert said(parsed) == [f"{number}:{depth + 1} {FAR_LEFT}"]
    assert parsed.rest == parse(LEVELS, "f").tree


ITEMS = """\
队伍:
  - 编号: a
    名称: 甲队
    装备:
      - {名称: 泵, 数量: 1}
      - {名称: 船, 数量: 2}
    说明: x
  - 编号: b
    名称: 乙队
    装备:
      - {名称: 泵, 数量: 1}
      - {名称: 船, 数量: 2}
    电话: 0500-1
    负责: {姓名: 甲, 电话: 2}
    说明: y
"""


@pytest.mark.parametrize(
    ("number", "depth"), [(3, 0), (5, 4), (5, 5), (7, 0), (13, 0), (2, 0), (2, 1)]
)
def test_a_line_of_an_item_that_lost_its_indentation_is_found_itself(
    number: int, depth: int
) -> None:
    lines = ITEMS.split("\n")
    lines[number - 1] = " " * depth + lines[number - 1].lstrip()
    parsed = parse("\n".join(lines), "f")
    assert said(parsed) == [f"{number}:{depth + 1} {FAR_LEFT}"]
    assert parsed.rest == parse(ITEMS, "f").tree


def test_a_line_that_stands_too_far_right_is_still_found_itself() -> None:
    parsed = read(
        """\
        a:
          b: c
          d: e
            f: g
          h: i
        """
    )
    assert [text.split(" ")[0] for text in said(parsed)] == ["4:6"]


@pytest.mark.parametrize(
    ("line", "column", "before", "key"),
    [
        ("{a: b c: d}", 8, "b", "c"),
        ("{a: [b, c] d: e, f: g}", 13, "[b, c]", "d"),
        ('{a: "b" c: d}', 10, '"b"', "c"),
        ("{a: 治安保障 责任: d, e: [f]}", 11, "治安保障", "责任"),
        ("[{a: b} {c: d}]", 10, "{a: b}", "{"),
        ('["a" "b"]', 7, '"a"', '"b"'),
    ],
)
def test_a_comma_that_is_missing_is_named(line: str, column: int, before: str, key: str) -> None:
    parsed = read(f"x: y\nz:\n  {line}\nw: v\n")
    fault = f"SRC010 There is no comma between “{before}” and “{key}”."
    assert said(parsed) == [f"3:{column} {fault}"]
    assert parsed.rest["w"] == "v"
    assert parsed.rest["z"] is not None
    assert parsed.lost == ()


def test_a_quotation_mark_that_is_missing_is_named_however_far_below_the_next_one_stands() -> None:
    lines = ["a:", '  - {b: ">= 30}', *["  - {b: c}"] * 30, '  - {b: "d"}', "e: [f", "g: h"]
    parsed = parse("\n".join(lines), "f")
    assert said(parsed) == [f"2:9 {OPEN_QUOTE}", f"34:4 {OPEN_LIST}"]
    assert parsed.rest["a"] == [{"b": ">= 30"}, *[{"b": "c"}] * 30, {"b": "d"}]
