from __future__ import annotations

from fractions import Fraction

import pytest

from planforge.feel import (
    CIVIL_CODE,
    Choice,
    Convention,
    Domain,
    Flag,
    Numeric,
    Ordered,
    Problems,
    UnaryTest,
    Unit,
    Value,
    ValueSet,
    Worse,
    compile_test,
    nothing,
    only,
    parse_unary,
    parse_unit,
    to_words,
    whole,
)
from planforge.feel.valueset import Line, interval, union
from planforge.feel.words import english_figure


def unit(text: str) -> Unit:
    found = parse_unit(text)
    assert isinstance(found, Unit)
    return found


ZERO = Fraction(0)
PEOPLE = Numeric(unit("人"), ZERO, integer=True)
HOMELESS = Numeric(unit("人"), ZERO)
CROWDS = Numeric(unit("万人"), ZERO)
RAIN = Numeric(unit("mm"), ZERO)
SHARE = Numeric(unit("%"), ZERO, Fraction(100))
LOSS = Numeric(unit("万元"), ZERO)
HEAT = Numeric(unit("℃"), Fraction(-30), Fraction(50))
INDEX = Numeric()
VISIBILITY = Numeric(unit("m"), ZERO, low_closed=False, worse=Worse.LOWER)
WARNING = Ordered(("蓝色", "黄色", "橙色", "红色"), (("橙", "橙色"), ("3级", "黄色")))
HAZARD = Choice(("台风", "暴雨", "县级以上"))


def compiled(text: str, domain: Domain) -> ValueSet:
    test = parse_unary(text)
    assert isinstance(test, UnaryTest), test
    values = compile_test(test, domain)
    assert isinstance(values, ValueSet), values
    return values


def refused(text: str, domain: Domain) -> list[tuple[str, int, int, str, str | None]]:
    test = parse_unary(text)
    assert isinstance(test, UnaryTest), test
    problems = compile_test(test, domain)
    assert isinstance(problems, Problems), problems
    return [
        (
            problem.kind.value,
            problem.start,
            problem.end,
            problem.message.render("en"),
            problem.hint.render("en") if problem.hint else None,
        )
        for problem in problems
    ]


@pytest.mark.parametrize(
    ("domain", "text", "canonical", "words", "sample"),
    [
        (PEOPLE, "[3..10)", "[3..10) 人", "3人以上10人以下", Fraction(3)),
        (PEOPLE, "(2..9]", "[3..10) 人", "3人以上10人以下", Fraction(3)),
        (PEOPLE, ">= 30", ">= 30 人", "30人以上", Fraction(30)),
        (PEOPLE, "< 3", "< 3 人", "3人以下", ZERO),
        (PEOPLE, "> 2, < 2", "< 2 人, >= 3 人", "2人以下或3人以上", ZERO),
        (PEOPLE, "[1..2], 3", "[1..4) 人", "1人以上4人以下", Fraction(1)),
        (PEOPLE, "<= 2000", "<= 2000 人", "不超过2000人", ZERO),
        (HOMELESS, "[10..29]", "[10..30) 人", "10人以上30人以下", Fraction(10)),
        (HOMELESS, "> 29", ">= 30 人", "30人以上", Fraction(30)),
        (HOMELESS, "(2..4)", "3 人", "3人", Fraction(3)),
        (HOMELESS, "[1..2], [3..9]", "[1..10) 人", "1人以上10人以下", Fraction(1)),
        (CROWDS, "[1..2]", "[1..2] 万人", "不少于1万人且不超过2万人", Fraction(1)),
        (CROWDS, "[1..1.9999]", "[1..2) 万人", "1万人以上2万人以下", Fraction(1)),
        (CROWDS, "> 2", ">= 2.0001 万人", "2.0001万人以上", Fraction(20_001, 10_000)),
        (PEOPLE, "0.5万人", "5000 人", "5000人", Fraction(5000)),
        (PEOPLE, ">= 30万", ">= 300000 人", "30万人以上", Fraction(300_000)),
        (RAIN, ">= 3 cm", ">= 30 mm", "30毫米以上", Fraction(30)),
        (RAIN, "(30..50)", "(30..50) mm", "大于30毫米且小于50毫米", Fraction(40)),
        (RAIN, "(30..50]", "(30..50] mm", "大于30毫米且不超过50毫米", Fraction(50)),
        (RAIN, "> 30", "> 30 mm", "大于30毫米", Fraction(40)),
        (RAIN, "<= 30", "<= 30 mm", "不超过30毫米", ZERO),
        (RAIN, "not([30..50))", "< 30 mm, >= 50 mm", "30毫米以下或50毫米以上", ZERO),
        (RAIN, "!= 30", "< 30 mm, > 30 mm", "30毫米以下或大于30毫米", ZERO),
        (RAIN, "-", "-", "不限", ZERO),
        (SHARE, ">= 60", ">= 60 %", "60%以上", Fraction(60)),
        (SHARE, "[60..100]", ">= 60 %", "60%以上", Fraction(60)),
        (LOSS, ">= 1 亿元", ">= 10000 万元", "1亿元以上", Fraction(10_000)),
        (LOSS, "[1000..5000) 元", "[0.1..0.5) 万元", "0.1万元以上0.5万元以下", Fraction(1, 10)),
        (INDEX, "> -0.5", "> -0.5", "大于-0.5", ZERO),
        (INDEX, "< -12", "< -12", "-12以下", Fraction(-20)),
        (INDEX, "(0.1..0.2)", "(0.1..0.2)", "大于0.1且小于0.2", Fraction(11, 100)),
        (VISIBILITY, "< 500", "< 500 m", "500米以下", Fraction(1)),
        (HEAT, "< 37", "< 37 ℃", "37℃以下", Fraction(36)),
        (HEAT, "<= 37", "<= 37 ℃", "不超过37℃", Fraction(37)),
        (HEAT, "> 0", "> 0 ℃", "大于0℃", Fraction(1)),
        (HEAT, "< -29.5", "< -29.5 ℃", "-29.5℃以下", Fraction(-30)),
        (HEAT, "-", "-", "不限", ZERO),
        (WARNING, "橙", "橙色", "橙色", "橙色"),
        (WARNING, "3级", "黄色", "黄色", "黄色"),
        (WARNING, ">= 橙色", ">= 橙色", "橙色以上", "橙色"),
        (WARNING, "< 黄色", "蓝色", "蓝色", "蓝色"),
        (WARNING, "[黄色..橙色]", "[黄色..橙色]", "黄色或橙色", "黄色"),
        (WARNING, "蓝色, 红色", "蓝色, 红色", "蓝色或红色", "蓝色"),
        (HAZARD, '台风, "县级以上"', '台风, "县级以上"', "台风或县级以上", "台风"),
        (HAZARD, "not(台风)", '暴雨, "县级以上"', "暴雨或县级以上", "暴雨"),
        (Flag(), "是", "true", "是", True),
        (Flag(), "not(true)", "false", "否", False),
    ],
)
def test_a_cell_becomes_an_exact_set(
    domain: Domain, text: str, canonical: str, words: str, sample: Value
) -> None:
    values = compiled(text, domain)
    assert (values.text(), to_words(values).render("zh_CN"), values.sample()) == (
        canonical,
        words,
        sample,
    )
    assert compiled(canonical, domain) == values


NO_ORDER = "The values of this indicator have no order"
NOTHING_BETWEEN = "No value lies between the bounds of the interval"
NEVER = "No value of this indicator satisfies the test"
COLOURS = "The words are: 蓝色, 黄色, 橙色, 红色"
YES_OR_NO = "Write true or false"


@pytest.mark.parametrize(
    ("domain", "text", "found"),
    [
        (
            RAIN,
            ">= 3 km2",
            (
                "unit",
                3,
                8,
                (
                    "“square kilometres” does not measure this indicator, "
                    "which is given in “millimetres”"
                ),
                "Use one of these units: mm, cm, m, km",
            ),
        ),
        (
            INDEX,
            "3 mm",
            (
                "unit",
                0,
                4,
                "This indicator has no unit, but “millimetres” is given",
                "Leave the unit out",
            ),
        ),
        (RAIN, "橙色", ("type", 0, 2, "This indicator is a number, “橙色” is not", None)),
        (
            RAIN,
            "三十",
            (
                "type",
                0,
                2,
                "This indicator is a number, “三十” is not",
                "Write the number with the digits 0 to 9",
            ),
        ),
        (RAIN, "true", ("type", 0, 4, "This indicator is a number, “true” is not", None)),
        (
            RAIN,
            "[50..30)",
            (
                "range",
                0,
                8,
                "The lower bound of the interval is above the upper one",
                "Write the smaller value first",
            ),
        ),
        (RAIN, "(3..3]", ("range", 0, 6, NOTHING_BETWEEN, None)),
        (PEOPLE, "(3..4)", ("range", 0, 6, NOTHING_BETWEEN, None)),
        (
            PEOPLE,
            "3.5",
            (
                "number",
                0,
                3,
                "3.5 is not a whole number",
                "This indicator is counted in whole numbers",
            ),
        ),
        (
            HOMELESS,
            ">= 0.00015 万人",
            (
                "number",
                3,
                13,
                "1.5 is not a whole number",
                "“人” is counted in whole numbers",
            ),
        ),
        (
            SHARE,
            "> 120",
            ("never", 0, 5, NEVER, "Its values are: [0..100] %"),
        ),
        (
            WARNING,
            "not(<= 红色)",
            (
                "never",
                0,
                10,
                NEVER,
                "Its values are: 蓝色, 黄色, 橙色, 红色",
            ),
        ),
        (
            Flag(),
            "not(true, false)",
            ("never", 0, 16, NEVER, "Its values are: true, false"),
        ),
        (
            WARNING,
            "橙黄",
            ("word", 0, 2, "“橙黄” is not a word of this scale", COLOURS),
        ),
        (
            WARNING,
            "xyz",
            ("word", 0, 3, "“xyz” is not a word of this scale", COLOURS),
        ),
        (WARNING, "7", ("word", 0, 1, "“7” is not a word of this scale", COLOURS)),
        (WARNING, "是", ("word", 0, 1, "“true” is not a word of this scale", COLOURS)),
        (HAZARD, ">= 台风", ("type", 0, 5, NO_ORDER, "List the words")),
        (HAZARD, "[台风..暴雨]", ("type", 0, 8, NO_ORDER, "List the words")),
        (Flag(), "> true", ("type", 0, 6, NO_ORDER, YES_OR_NO)),
        (Flag(), "3", ("type", 0, 1, "This indicator is answered by yes or no", YES_OR_NO)),
    ],
)
def test_what_does_not_fit_the_indicator_is_refused(
    domain: Domain, text: str, found: tuple[str, int, int, str, str | None]
) -> None:
    assert refused(text, domain) == [found]


def test_both_bounds_of_an_interval_are_judged() -> None:
    assert [problem[1:3] for problem in refused("[三..四)", RAIN)] == [(1, 2), (4, 5)]


def test_the_extent_of_an_unbounded_indicator_is_said_too() -> None:
    assert refused("not(< 3, >= 3)", INDEX) == [
        (
            "never", 0, 14,
            NEVER,
            "Its values are: all numbers",
        )
    ]  # fmt: skip


def test_operations_stay_within_the_domain() -> None:
    some = compiled("[3..10)", PEOPLE)
    assert some.complement() == compiled("< 3, >= 10", PEOPLE)
    assert some.union(some.complement()) == whole(PEOPLE)
    assert some.intersect(some.complement()) == nothing(PEOPLE)
    assert some.difference(compiled("5", PEOPLE)) == compiled("3, 4, [6..10)", PEOPLE)
    assert some.is_subset(compiled(">= 3", PEOPLE))
    assert not some.is_subset(compiled("> 3", PEOPLE))
    assert (nothing(PEOPLE).text(), to_words(nothing(PEOPLE)).render("en")) == (
        "not(-)",
        "no value",
    )


@pytest.mark.parametrize(
    ("one", "other", "shared"),
    [
        ("[3..10)", "[9..12)", "9"),
        ("[3..10)", ">= 10", None),
        ("[3..10]", ">= 10", "10"),
        ("< 3", ">= 10", None),
        ("< 3, >= 10", "[3..10)", None),
        ("< 3, >= 10", "[2..10)", "2"),
    ],
)
def test_sets_meet_where_they_have_a_value_in_common(
    one: str, other: str, shared: str | None
) -> None:
    first, second = compiled(one, PEOPLE), compiled(other, PEOPLE)
    expected = nothing(PEOPLE) if shared is None else compiled(shared, PEOPLE)
    assert first.intersect(second) == expected
    assert first.meets(second) is second.meets(first) is (shared is not None)
    assert not first.meets(nothing(PEOPLE))


def test_onwards_are_the_values_and_all_worse_ones() -> None:
    assert compiled("[3..10)", PEOPLE).onwards() == compiled(">= 3", PEOPLE)
    assert compiled("1, 5", PEOPLE).onwards() == compiled(">= 1", PEOPLE)
    assert compiled("[200..500]", VISIBILITY).onwards() == compiled("<= 500", VISIBILITY)


def test_membership_is_exact() -> None:
    third = compiled("[1..2)", INDEX)
    inside = [Fraction(1), Fraction(4, 3), Fraction(2), Fraction(999, 1000)]
    assert [third.contains(value) for value in inside] == [True, True, False, False]
    assert not compiled(">= 3", PEOPLE).contains(Fraction(7, 2))
    assert compiled(">= 橙色", WARNING).contains("红色")
    assert not compiled(">= 橙色", WARNING).contains("紫色")
    assert not compiled("-", PEOPLE).contains("3")
    assert not compiled("-", Flag()).contains(Fraction(1))


def test_one_value_alone() -> None:
    assert only(WARNING, "橙") == compiled("橙色", WARNING)
    assert only(WARNING, "紫色") == nothing(WARNING)
    assert only(SHARE, Fraction(101)) == nothing(SHARE)


@pytest.mark.parametrize(
    ("domain", "text", "worse"),
    [
        (PEOPLE, "[3..10)", ">= 10 人"),
        (PEOPLE, ">= 3", "not(-)"),
        (RAIN, "[1..3), [5..7)", "[3..5) mm, >= 7 mm"),
        (VISIBILITY, "[50..200)", "< 50 m"),
        (WARNING, "黄色", ">= 橙色"),
        (HAZARD, "台风", "not(-)"),
        (Flag(), "true", "not(-)"),
    ],
)
def test_worse_values(domain: Domain, text: str, worse: str) -> None:
    assert compiled(text, domain).worse().text() == worse


@pytest.mark.parametrize(
    ("text", "convention", "words"),
    [
        ("[3..10]", CIVIL_CODE, "3毫米以上10毫米以下"),
        ("[3..10)", CIVIL_CODE, "不少于3毫米且小于10毫米"),
        ("< 10", CIVIL_CODE, "小于10毫米"),
        ("(3..10)", Convention(above_includes=False), "3毫米以上10毫米以下"),
        (">= 3", Convention(above_includes=False), "不少于3毫米"),
    ],
)
def test_words_follow_the_convention_of_the_plan(
    text: str, convention: Convention, words: str
) -> None:
    assert to_words(compiled(text, RAIN), convention=convention).render("zh_CN") == words


def test_words_can_use_another_unit() -> None:
    loss = compiled("[1000..5000)", LOSS)
    assert to_words(loss, unit("元")).render("zh_CN") == "1000万元以上5000万元以下"
    assert to_words(loss, unit("mm")).render("zh_CN") == "1000万元以上5000万元以下"
    assert to_words(loss).render("en") == ("10 million yuan or more, below 50 million yuan")


@pytest.mark.parametrize(
    ("number", "unit_name", "words"),
    [
        ("1", "人", "1 person"),
        ("1", "℃", "1 degree Celsius"),
        ("1", "m3/s", "1 cubic metre per second"),
        ("3", "个", "3"),
        ("30000", "人", "30,000 people"),
        ("3", "万人", "30,000 people"),
        ("1.5", "亿元", "150 million yuan"),
        ("12", "亿元", "1.2 billion yuan"),
        ("1234567", "人", "1,234,567 people"),
        ("0.5", "mm", "0.5 millimetres"),
    ],
)
def test_english_counts_in_thousands_and_millions(number: str, unit_name: str, words: str) -> None:
    assert english_figure(Fraction(number), unit(unit_name)).render("en") == words


def test_values_are_shown_with_their_unit() -> None:
    shown = [PEOPLE.show(Fraction(3)), INDEX.show(Fraction(1, 2)), WARNING.show("橙色")]
    shown += [Flag().show(value=True), Flag().show(value=False)]
    assert [message.render("zh_CN") for message in shown] == ["3人", "0.5", "橙色", "是", "否"]


def test_sets_of_different_domains_do_not_mix() -> None:
    with pytest.raises(ValueError, match="different domains"):
        whole(RAIN).union(whole(SHARE))
    with pytest.raises(ValueError, match="do not mix"):
        interval(ZERO, None, step=1) | interval(ZERO, None)


def test_lines() -> None:
    low, high = interval(None, ZERO, high_closed=False), interval(ZERO, None, low_closed=False)
    assert union((low, high)).spans == (*low.spans, *high.spans)
    assert union(()) == Line()
    assert interval(None, None).sample() == 0
    assert interval(None, ZERO, high_closed=False).sample() == -1
    assert (
        interval(Fraction(-30), Fraction(-10), low_closed=False, high_closed=False).sample() == -20
    )
    assert interval(Fraction(25), None, low_closed=False).sample() == 30
    assert interval(Fraction(1, 2), Fraction(7, 2), step=1).spans[0].low == 1
