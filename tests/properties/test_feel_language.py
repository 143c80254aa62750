"""The language of cells: what is written reads back, and no text breaks the reader."""

from __future__ import annotations

from fractions import Fraction
from typing import get_args

from hypothesis import given
from hypothesis import strategies as st

from planforge.feel import (
    Choice,
    Domain,
    Flag,
    Numeric,
    Ordered,
    Problems,
    UnaryTest,
    Unit,
    ValueSet,
    compile_test,
    format_number,
    format_unary,
    parse_number,
    parse_unary,
    parse_unit,
    to_words,
    whole,
)
from planforge.feel.tokens import tokenize
from planforge.feel.unary import Comparison, Interval, Number, Operator, Truth, Word


def unit(text: str) -> Unit:
    found = parse_unit(text)
    assert isinstance(found, Unit)
    return found


UNITS = [
    unit(symbol) for symbol in ("mm", "m", "人", "万人", "km2", "m3/s", "%", "℃", "万kW", "级")
]
decimals = st.decimals(-10_000, 10_000, allow_nan=False, places=3).map(Fraction)
numbers = st.builds(Number, decimals, st.none() | st.sampled_from(UNITS))
words = st.text(
    st.characters(codec="utf-8", exclude_categories=("Cs", "Cc")), min_size=1, max_size=8
)
values = (
    numbers
    | st.builds(Word, words.filter(lambda word: bool(word.strip())))
    | st.builds(Word, st.sampled_from(["橙色", "超警戒", "Ⅲ级", "县级以上", "not", "3级"]))
    | st.builds(Truth, st.booleans())
)
operators: st.SearchStrategy[Operator] = st.sampled_from(get_args(Operator))


@st.composite
def intervals(draw: st.DrawFn) -> Interval:
    low, high = draw(values), draw(values)
    if (
        isinstance(low, Number)
        and isinstance(high, Number)
        and (low.unit is None) != (high.unit is None)
    ):
        high = Number(high.value, low.unit)
    return Interval(low, high, draw(st.booleans()), draw(st.booleans()))


tests = st.just(UnaryTest()) | st.builds(
    UnaryTest,
    st.lists(st.builds(Comparison, operators, values) | intervals(), min_size=1, max_size=4).map(
        tuple
    ),
    st.booleans(),
)
TYPED = st.text(
    "0123456789０３.．-,，、[]()（）<>=!≥≤~～—…“”\"\\' \t"
    "人万毫米mk2/s%橙色以上下至大于不超过且或not是否_"
)


@given(tests)
def test_what_is_written_reads_back(test: UnaryTest) -> None:
    assert parse_unary(format_unary(test)) == test
    assert parse_unary(format_unary(test, quote_words=True)) == test


@given(decimals)
def test_numbers_read_back(value: Fraction) -> None:
    assert parse_number(format_number(value)) == value


@given(TYPED | st.text())
def test_whatever_is_typed_is_read_or_refused_with_a_place(text: str) -> None:
    result = parse_unary(text)
    if isinstance(result, UnaryTest):
        assert parse_unary(format_unary(result)) == result
        return
    assert result.items
    for problem in result:
        assert 0 <= problem.start <= problem.end <= len(text)
        assert problem.message.render("zh_CN") != problem.message.msgid
        assert text not in problem.fixes


@given(TYPED)
def test_every_character_lies_in_one_token(text: str) -> None:
    tokens, _ = tokenize(text)
    places = [place for token in tokens for place in range(token.start, token.end)]
    assert places == sorted(set(places))
    assert not "".join(char for place, char in enumerate(text) if place not in set(places)).strip()


DOMAINS: list[Domain] = [
    Numeric(unit("人"), Fraction(0), Fraction(20), integer=True),
    Numeric(unit("mm"), Fraction(0), high=Fraction(20), high_closed=False),
    Numeric(),
    Ordered(("蓝色", "黄色", "橙色", "红色")),
    Choice(("蓝色", "黄色", "红色")),
    Flag(),
]
small = st.integers(-2, 22).map(Fraction)
small_values = (
    st.builds(Number, small)
    | st.builds(Word, st.sampled_from(["蓝色", "黄色", "橙色", "红色"]))
    | st.builds(Truth, st.booleans())
)
small_tests = st.builds(
    UnaryTest,
    st.lists(
        st.builds(Comparison, operators, small_values)
        | st.builds(Interval, small_values, small_values, st.booleans(), st.booleans()),
        max_size=3,
    ).map(tuple),
).flatmap(lambda test: st.sampled_from([test, UnaryTest(test.tests, bool(test.tests))]))


def holds(test: UnaryTest, rank: Fraction, domain: Domain) -> bool:
    """Whether *test* holds at *rank*, told one comparison at a time."""

    def place(value: Number | Word | Truth) -> Fraction:
        found = domain.rank(value.text if isinstance(value, Word) else value.value)
        assert found is not None
        return found

    def one(item: Comparison | Interval) -> bool:
        if isinstance(item, Interval):
            low, high = place(item.low), place(item.high)
            return (low < rank or (low == rank and item.low_closed)) and (
                rank < high or (rank == high and item.high_closed)
            )
        value = place(item.value)
        return {
            "<": rank < value,
            "<=": rank <= value,
            ">": rank > value,
            ">=": rank >= value,
            "=": rank == value,
            "!=": rank != value,
        }[item.operator]

    return test.is_any or any(map(one, test.tests)) is not test.negated


@given(small_tests, st.sampled_from(DOMAINS))
def test_the_set_of_a_cell_has_the_values_at_which_it_holds(
    test: UnaryTest, domain: Domain
) -> None:
    found = compile_test(test, domain)
    if isinstance(found, Problems):
        return
    assert not found.is_empty
    assert found.contains(found.sample())
    assert to_words(found).render("zh_CN")
    halves = (Fraction(half, 2) for half in range(-6, 48))
    ranks = [rank for rank in halves if rank in domain.line]
    assert [rank in found.line for rank in ranks] == [holds(test, rank, domain) for rank in ranks]
    again = parse_unary(found.text())
    assert isinstance(again, UnaryTest)
    assert compile_test(again, domain) == found


@st.composite
def sets(draw: st.DrawFn, domain: Domain) -> ValueSet:
    result = whole(domain)
    for _ in range(draw(st.integers(0, 3))):
        found = compile_test(draw(small_tests), domain)
        if isinstance(found, ValueSet):
            operation = draw(st.sampled_from(["union", "intersect", "difference"]))
            result = getattr(result, operation)(found)
    return result


@given(st.data(), st.sampled_from(DOMAINS))
def test_sets_form_an_algebra(data: st.DataObject, domain: Domain) -> None:
    first, second = data.draw(sets(domain)), data.draw(sets(domain))
    ranks = [Fraction(half, 2) for half in range(-6, 48)]
    ranks = [rank for rank in ranks if rank in domain.line]

    def members(values: ValueSet) -> set[Fraction]:
        return {rank for rank in ranks if rank in values.line}

    assert members(first.union(second)) == members(first) | members(second)
    assert members(first.intersect(second)) == members(first) & members(second)
    assert members(first.difference(second)) == members(first) - members(second)
    assert members(first.complement()) == set(ranks) - members(first)
    assert first.complement().complement() == first
    assert first.is_subset(second) is first.difference(second).is_empty
    assert first.union(second) == second.union(first)
    assert first.intersect(second).union(first.difference(second)) == first
