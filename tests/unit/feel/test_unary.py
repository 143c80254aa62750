from __future__ import annotations

from fractions import Fraction

import pytest

from planforge.feel import Problem, ProblemKind, Problems, UnaryTest, format_unary, parse_unary
from planforge.feel.tokens import MAX_TEXT, TokenKind, tokenize
from planforge.feel.unary import Comparison, Interval, Number, Truth, Word
from planforge.feel.units import Unit, parse_unit
from planforge.i18n import msg


def unit(text: str) -> Unit:
    found = parse_unit(text)
    assert isinstance(found, Unit)
    return found


def parsed(text: str) -> UnaryTest:
    test = parse_unary(text)
    assert isinstance(test, UnaryTest), test
    return test


def refused(text: str) -> list[tuple[int, int, str, tuple[str, ...]]]:
    problems = parse_unary(text)
    assert isinstance(problems, Problems), problems
    return [(p.start, p.end, p.message.render("en"), p.fixes) for p in problems]


@pytest.mark.parametrize(
    ("text", "canonical"),
    [
        ("[3..10)", "[3..10)"),
        ("(3..10]", "(3..10]"),
        ("]3..10[", "(3..10)"),
        ("（3..10］", "(3..10]"),
        (" [ 3 .. 10 ) ", "[3..10)"),
        (">=30毫米", ">= 30 mm"),
        ("> 3", "> 3"),
        ("< -3 ℃", "< -3 ℃"),
        ("= 3", "3"),
        ("!= 3", "!= 3"),
        ("3 人", "3 人"),
        ("30万人", "30 万人"),
        ("2万 户", "20000 户"),
        ("0.2万", "2000"),
        ("100万千瓦", "100 万kW"),
        ("20 毫米/小时", "20 mm/h"),
        ("[2000..4000) km2", "[2000..4000) km2"),
        ("[10 mm..50 mm)", "[10..50) mm"),
        ("[10 mm..5 cm)", "[10 mm..5 cm)"),
        ("< 3, > 10", "< 3, > 10"),
        ("红色，橙色", "红色, 橙色"),
        ('“红色”, "橙色"', "红色, 橙色"),
        ('"two words", "not"', '"two words", "not"'),
        ('"a \\"b\\" \\\\"', '"a \\"b\\" \\\\"'),
        ('"县级以上"', '"县级以上"'),
        (">= 橙色", ">= 橙色"),
        ("[超警戒..超历史]", "[超警戒..超历史]"),
        ("Ⅲ级", "Ⅲ级"),
        ("PM2.5", "PM2.5"),
        ("not(红色, 3)", "not(红色, 3)"),
        ("not （ 3 ）", "not(3)"),
        ('< ")", "-"', '< ")", "-"'),
        ('"not"', '"not"'),
        ("-", "-"),
        ("是", "true"),
        ("false", "false"),
    ],
)
def test_canonical_text(text: str, canonical: str) -> None:
    assert format_unary(parsed(text)) == canonical
    assert parsed(canonical) == parsed(text)


def test_words_are_quoted_for_dmn() -> None:
    assert format_unary(parsed(">= 橙色, 红色"), quote_words=True) == '>= "橙色", "红色"'


def test_the_tree_has_every_place() -> None:
    test = parsed("[10..50) mm, >= 橙色")
    assert test == UnaryTest(
        (
            Interval(
                Number(Fraction(10), unit("mm")),
                Number(Fraction(50), unit("mm")),
                low_closed=True,
                high_closed=False,
            ),
            Comparison(">=", Word("橙色")),
        )
    )
    interval, comparison = test.tests
    assert isinstance(interval, Interval)
    assert isinstance(comparison, Comparison)
    nodes = (test, interval, interval.low, interval.high, comparison, comparison.value)
    assert [(node.start, node.end) for node in nodes] == [
        (0, 18), (0, 11), (1, 3), (5, 7), (13, 18), (16, 18),
    ]  # fmt: skip


def test_yes_and_no_are_no_words() -> None:
    assert parsed("是, no") == UnaryTest(
        (Comparison("=", Truth(value=True)), Comparison("=", Word("no")))
    )


def test_a_number_remembers_its_text_for_grades() -> None:
    value = parsed("3 级").tests[0]
    assert isinstance(value, Comparison)
    assert isinstance(value.value, Number)
    assert value.value.text == "3级"


@pytest.mark.parametrize(
    ("text", "fixes"),
    [
        ("≥ 30", (">= 30",)),
        ("≤30毫米", ("<= 30 毫米",)),
        ("=> 30 mm", (">= 30 mm",)),
        ("=<30", ("<= 30",)),
        ("＞3", ("> 3",)),
        ("≠ 3", ("!= 3",)),
        ("30以上", (">= 30",)),
        ("30以下", ("< 30",)),
        ("30及以下", ("<= 30",)),
        ("2小时以内", ("<= 2 小时",)),
        ("30毫米以上50毫米以下", ("[30..50) 毫米",)),
        ("3人以上、10人以下", ("[3..10) 人",)),
        ("2000km2以上4000km2以下", ("[2000..4000) km2",)),
        ("3人（含）以上10人以下", ("[3..10) 人",)),
        ("大于30", ("> 30",)),
        ("不少于3小时", (">= 3 小时",)),
        ("超过100毫米", ("> 100 毫米",)),
        ("大于3且不超过10", ("(3..10]",)),
        ("≥30且<50", ("[30..50)",)),
        ("3-10", ("[3..10)", "[3..10]")),
        ("3~10", ("[3..10)", "[3..10]")),
        ("3～10人", ("[3..10) 人", "[3..10] 人")),
        ("3—10", ("[3..10)", "[3..10]")),
        ("10%-20%", ("[10..20) %", "[10..20] %")),
        ("3至10", ("[3..10)", "[3..10]")),
        ("3..10", ("[3..10)", "[3..10]")),
        ("[3,10)", ("[3..10)",)),
        ("[3...10)", ("[3..10)",)),
        ("（3，10］mm", ("(3..10] mm",)),
        ("3０", ("30",)),
        ("红色、橙色", ("红色, 橙色",)),
        ("红色或橙色", ("红色, 橙色",)),
        ("橙色以上", (">= 橙色",)),
        ("橙色以下", ("< 橙色", "<= 橙色")),
        ("橙色-红色", ("[橙色..红色]",)),
        ("至少橙色", (">= 橙色",)),
        ("5, 30以上", ("5, >= 30",)),
        ("not(30以上)", ("not(>= 30)",)),
    ],
)
def test_a_phrase_of_a_plan_gets_the_test_it_stands_for(text: str, fixes: tuple[str, ...]) -> None:
    problems = parse_unary(text)
    assert isinstance(problems, Problems)
    assert [problem.fixes for problem in problems] == [fixes]
    assert [isinstance(parse_unary(fix), UnaryTest) for fix in fixes] == [True] * len(fixes)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("", [(0, 0, "The test is empty")]),
        ("  ", [(0, 2, "The test is empty")]),
        ("30 毫", [(3, 4, "“毫” is not a known unit")]),
        ("100mm/24h", [(3, 9, "“mm/24h” is not a known unit")]),
        ("< 3 > 10", [(4, 5, "“>” was not expected here")]),
        ("[3..10", [(6, 6, "The bracket that closes the interval is missing")]),
        ("[3 10]", [(3, 5, "Two dots (..) are missing between the bounds of the interval")]),
        ("[10..50 mm)", [(1, 10, "Only one bound of the interval has a unit")]),
        ("[1 cm..5 cm) mm", [(13, 15, "The interval has a unit at a bound and another behind it")]),
        ("1,000", [(0, 5, "“1,000” could be one number or several")]),
        ('"abc', [(0, 4, "The quotation mark is never closed")]),
        ('""', [(0, 2, "There is no word between the quotation marks")]),
        (
            "(0,",
            [
                (2, 3, "Two dots (..) are missing between the bounds of the interval"),
                (3, 3, "A number or a word is missing here"),
            ],
        ),
        ('"not" (3)', [(6, 7, "“(” was not expected here")]),
        ("not(3", [(5, 5, "The bracket of “not(” is never closed")]),
        ("not(3) 4", [(7, 8, "Nothing may follow “not(…)”, but here stands “4”")]),
        ("not()", [(4, 5, "A number or a word is missing here")]),
        ("3,,4", [(2, 3, "A number or a word is missing here")]),
        ("> > 3", [(2, 3, "A number or a word is missing here")]),
        (">=", [(2, 2, "A number or a word is missing here")]),
        ("..", [(0, 2, "A number or a word is missing here")]),
        ("-, 3", [(0, 1, "A number or a word is missing here")]),
        (
            "3 毫, [1..2, 5 斗",
            [
                (2, 3, "“毫” is not a known unit"),
                (10, 11, "The bracket that closes the interval is missing"),
                (14, 15, "“斗” is not a known unit"),
            ],
        ),
    ],
)
def test_every_problem_has_its_place(text: str, found: list[tuple[int, int, str]]) -> None:
    assert [problem[:3] for problem in refused(text)] == found


def test_a_problem_is_a_whole_value() -> None:
    assert parse_unary("≥ 30") == Problems(
        (
            Problem(
                ProblemKind.SYNTAX,
                msg("“{sign}” is not a sign of a test", sign="≥"),
                0,
                1,
                msg("Write “{text}”", text=">= 30"),
                (">= 30",),
            ),
        )
    )


def test_a_text_without_end_is_refused_at_once() -> None:
    text = "1, " * MAX_TEXT
    assert refused(text) == [(0, len(text), "The text is longer than 2000 characters", ())]


def test_tokens_lie_where_they_stand() -> None:
    tokens, problems = tokenize(" [3..“红”) >=x")
    assert problems == ()
    assert [(token.kind, token.text, token.start, token.end) for token in tokens] == [
        (TokenKind.OPEN_SQUARE, "[", 1, 2),
        (TokenKind.NUMBER, "3", 2, 3),
        (TokenKind.RANGE, "..", 3, 5),
        (TokenKind.STRING, "红", 5, 8),
        (TokenKind.CLOSE_ROUND, ")", 8, 9),
        (TokenKind.OPERATOR, ">=", 10, 12),
        (TokenKind.WORD, "x", 12, 13),
        (TokenKind.END, "", 13, 13),
    ]


@pytest.mark.parametrize(
    ("phrase", "fixes"),
    [
        ("五十毫米以上", (">= 50 毫米",)),
        ("五十至一百毫米", ("[50..100) 毫米", "[50..100] 毫米")),
        ("十万元以上", (">= 10 万元",)),
        ("两千零五人以上", (">= 2005 人",)),
        ("三级以上", (">= 3 级", ">= 三级")),
        ("一般以上", (">= 一般",)),
        ("百年一遇以上", (">= 百年一遇",)),
        ("一二人以上", (">= 一二人",)),
    ],
)
def test_numbers_in_words_before_a_unit_are_offered_in_digits(
    phrase: str, fixes: tuple[str, ...]
) -> None:
    ((*_, offered),) = refused(phrase)
    assert offered == fixes


@pytest.mark.parametrize("unit", ["", "人", "万元", "个", "m/s", "万人", "℃", "毫米/小时"])
@pytest.mark.parametrize(
    "form", [">= 3{u}", "< 30{u}", "> 0.5 {u}", "12 {u}", "007{u}", "[3..10) {u}", "(0.5..3]{u}"]
)
def test_the_usual_cells_are_read_as_by_the_parser(form: str, unit: str) -> None:
    text = form.format(u=unit)
    assert repr(parse_unary(text)) == repr(parse_unary(f"{text}  "))  # blanks at the end: parsed
