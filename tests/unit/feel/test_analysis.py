"""Tables as bureaus write them, and the mistakes that are found in them."""

from __future__ import annotations

from fractions import Fraction

import pytest

from planforge.feel import (
    Box,
    Choice,
    Domain,
    Fall,
    Flag,
    Gap,
    Level,
    Numeric,
    Ordered,
    Outcome,
    Overlap,
    Row,
    Table,
    UnaryTest,
    Unreachable,
    Value,
    ValueSet,
    Weaker,
    Witness,
    Worse,
    box,
    compile_test,
    evaluate,
    falls,
    gaps,
    judgement,
    overlaps,
    parse_unary,
    scope,
    uncovered,
    unreachable_rows,
    weaker_rows,
)
from planforge.feel.covering import Cover, cover
from planforge.feel.grid import grid_of

COUNT = Numeric(low=Fraction(0), integer=True)
AMOUNT = Numeric(low=Fraction(0))
DOMAINS: dict[str, Domain] = {
    "死亡": COUNT,
    "重伤": COUNT,
    "雨量": AMOUNT,
    "面积": AMOUNT,
    "能见度": Numeric(low=Fraction(0), worse=Worse.LOWER),
    "预警": Ordered(("蓝色", "黄色", "橙色", "红色")),
    "灾种": Choice(("台风", "暴雨")),
    "垮坝": Flag(),
}


def values(name: str, text: str) -> ValueSet:
    test = parse_unary(text)
    assert isinstance(test, UnaryTest), test
    found = compile_test(test, DOMAINS[name])
    assert isinstance(found, ValueSet), found
    return found


def row(*opaque: tuple[str, ValueSet], **cells: str) -> Box:
    return box({**{name: values(name, text) for name, text in cells.items()}, **dict(opaque)})


def table(*levels: tuple[Box, ...]) -> Table:
    names = ("Ⅳ级", "Ⅲ级", "Ⅱ级", "Ⅰ级")
    return Table(tuple(Level(name, rows) for name, rows in zip(names, levels, strict=False)))


def at(**point: int | str) -> Witness:
    found: list[tuple[str, Value]] = [
        (name, value if isinstance(value, str) else Fraction(value))
        for name, value in point.items()
    ]
    return Witness(tuple(sorted(found, key=lambda item: item[0])), ())


ACCIDENTS = table(
    (row(死亡="< 3"), row(重伤="< 10")),
    (row(死亡="[3..10)"), row(重伤="[10..50)")),
    (row(死亡="[10..30)"), row(重伤="[50..100)")),
    (row(死亡=">= 30"), row(重伤=">= 100")),
)


def found_in(each: Table) -> tuple[object, ...]:
    return (
        *overlaps(each),
        *gaps(each),
        *unreachable_rows(each),
        *falls(each),
        *weaker_rows(each),
    )


@pytest.mark.parametrize(
    "clean",
    [
        ACCIDENTS,
        table((row(雨量=">= 50"),), (row(雨量=">= 100"),), (row(雨量=">= 250"),)),
        table((row(能见度="[200..500)"),), (row(能见度="[50..200)"),), (row(能见度="< 50"),)),
        table((row(预警="蓝色"),), (row(预警="黄色"),), (row(预警="橙色"),), (row(预警="红色"),)),
        table(
            (row(雨量="[50..100)", 面积=">= 10"), row(scope("城区"), 雨量="[30..50)")),
            (row(雨量=">= 100", 面积=">= 10"), row(scope("城区"), 雨量=">= 50")),
        ),
        table((row(judgement("险情较大")),), (row(judgement("险情严重")),)),
        table((row(垮坝="true", 灾种="台风"),), (row(垮坝="true", 灾种="暴雨"),)),
        table(),
    ],
)
def test_a_sound_table_is_left_alone(clean: Table) -> None:
    assert found_in(clean) == ()


def test_a_value_left_out_between_two_levels_is_a_gap() -> None:
    each = table((row(死亡="< 3"),), (row(死亡="[3..10)"),), (row(死亡="> 10"),))
    assert found_in(each) == (Gap("死亡", Row(1, 0), values("死亡", "10"), at(死亡=10)),)


def test_rows_on_other_indicators_hide_no_gap() -> None:
    each = table(
        (row(死亡="< 3"), row(重伤="< 10")),
        (row(死亡="[3..10)"), row(重伤=">= 10")),
        (row(死亡="> 10"),),
    )
    assert found_in(each) == (Gap("死亡", Row(1, 0), values("死亡", "10"), at(死亡=10)),)


def test_rows_that_split_the_worse_values_by_another_indicator_fill_the_gap() -> None:
    each = table(
        (row(雨量="[50..100)"),),
        (row(雨量=">= 100", 垮坝="false"),),
        (row(雨量=">= 100", 垮坝="true"),),
    )
    assert found_in(each) == ()


def test_values_above_the_highest_level_are_a_gap() -> None:
    each = table((row(死亡="[3..10)"),), (row(死亡="[10..30]"),))
    assert found_in(each) == (Gap("死亡", Row(1, 0), values("死亡", "> 30"), at(死亡=31)),)


def test_a_hole_within_a_level_is_a_gap() -> None:
    each = table((row(死亡="[1..3), [5..7)"),), (row(死亡=">= 7"),))
    assert found_in(each) == (Gap("死亡", Row(0, 0), values("死亡", "[3..5)"), at(死亡=3)),)


def test_where_less_is_worse_the_gap_lies_below() -> None:
    each = table((row(能见度="[200..500)"),), (row(能见度="< 100"),))
    assert found_in(each) == (
        Gap("能见度", Row(0, 0), values("能见度", "[100..200)"), at(能见度=100)),
    )


def test_a_gap_in_a_scale_of_words() -> None:
    each = table((row(预警="蓝色"),), (row(预警="黄色"), row(judgement("甲"))), (row(预警="红色"),))
    assert found_in(each) == (Gap("预警", Row(1, 0), values("预警", "橙色"), at(预警="橙色")),)


def test_a_gap_under_other_conditions() -> None:
    each = table((row(雨量=">= 100", 面积="[2000..4000)"),), (row(雨量=">= 150", 面积=">= 4000"),))
    assert found_in(each) == (
        Gap("面积", Row(0, 0), values("面积", ">= 4000"), at(雨量=100, 面积=4000)),
    )


def test_conditions_that_exclude_each_other_have_a_gap_each() -> None:
    each = table(
        (row(灾种="台风", 死亡="[1..3)"), row(灾种="暴雨", 死亡="[1..3)")), (row(死亡=">= 5"),)
    )
    gap = values("死亡", "[3..5)")
    assert found_in(each) == (
        Gap("死亡", Row(0, 0), gap, at(灾种="台风", 死亡=3)),
        Gap("死亡", Row(0, 1), gap, at(灾种="暴雨", 死亡=3)),
    )


def test_a_row_of_another_scope_does_not_fill_a_gap() -> None:
    each = table((row(死亡="[1..3)"),), (row(scope("城区"), 死亡=">= 3"),))
    witness = Witness((("死亡", Fraction(3)),), (("scope:城区", False),))
    assert found_in(each) == (Gap("死亡", Row(0, 0), values("死亡", ">= 3"), witness),)


def test_a_bound_in_two_levels_is_an_overlap() -> None:
    each = table((row(死亡="[3..10]"),), (row(死亡="[10..30]"),), (row(死亡=">= 30"),))
    assert found_in(each) == (
        Overlap(Row(0, 0), Row(1, 0), row(死亡="10"), at(死亡=10)),
        Overlap(Row(1, 0), Row(2, 0), row(死亡="30"), at(死亡=30)),
    )


def test_a_bound_in_two_levels_is_an_overlap_under_other_conditions_too() -> None:
    each = table((row(雨量=">= 100", 面积="[1..2]"),), (row(雨量=">= 150", 面积=">= 2"),))
    assert overlaps(each) == (
        Overlap(Row(0, 0), Row(1, 0), row(雨量=">= 150", 面积="2"), at(雨量=150, 面积=2)),
    )


def test_two_reasons_for_a_higher_level_are_no_overlap() -> None:
    each = table((row(雨量="[10..20)", 面积=">= 1"),), (row(雨量=">= 15", 面积=">= 3"),))
    assert overlaps(each) == ()
    assert overlaps(each, "unique") == (
        Overlap(Row(0, 0), Row(1, 0), row(雨量="[15..20)", 面积=">= 3"), at(雨量=15, 面积=3)),
    )


def test_an_open_row_below_a_higher_one_overlaps_only_where_one_level_may_hold() -> None:
    each = table((row(雨量=">= 50"),), (row(雨量=">= 100"),))
    assert overlaps(each) == ()
    assert overlaps(each, "unique") == (
        Overlap(Row(0, 0), Row(1, 0), row(雨量=">= 100"), at(雨量=100)),
    )


def test_rows_of_different_indicators_do_not_overlap() -> None:
    assert overlaps(ACCIDENTS, "unique") == ()


def test_a_lower_level_that_asks_for_more_never_wins() -> None:
    each = table((row(雨量=">= 180"),), (row(雨量=">= 150"),))
    witness = at(雨量=180)
    assert found_in(each) == (
        Unreachable(Row(0, 0), (Row(1, 0),), witness),
        Weaker(Row(0, 0), Row(1, 0), witness),
    )


def test_several_rows_together_may_cover_another() -> None:
    each = table((row(死亡="[3..20)"),), (row(死亡="[1..10)"), row(雨量=">= 5"), row(死亡=">= 10")))
    assert unreachable_rows(each) == (Unreachable(Row(0, 0), (Row(1, 0), Row(1, 2)), at(死亡=3)),)


def test_of_two_equal_rows_the_later_one_is_superfluous() -> None:
    each = table((row(死亡=">= 3"), row(死亡=">= 3"), row(死亡=">= 5")))
    assert unreachable_rows(each) == (
        Unreachable(Row(0, 1), (Row(0, 0),), at(死亡=3)),
        Unreachable(Row(0, 2), (Row(0, 0),), at(死亡=5)),
    )


def test_levels_in_the_wrong_order_fall() -> None:
    each = table((row(死亡="[10..30)"),), (row(死亡="[3..10)"),), (row(死亡=">= 30"),))
    assert found_in(each) == (Fall("死亡", Row(1, 0), Row(0, 0), Fraction(3), at(死亡=10)),)


def test_only_the_row_next_to_a_fall_is_named() -> None:
    each = table((row(死亡=">= 1"),), (row(死亡="[3..10)"),), (row(死亡="[10..30)"),))
    assert falls(each) == (Fall("死亡", Row(2, 0), Row(0, 0), Fraction(10), at(死亡=30)),)


def test_a_fall_where_less_is_worse() -> None:
    each = table((row(能见度="< 500"),), (row(能见度="[50..200)"),))
    assert falls(each) == (Fall("能见度", Row(1, 0), Row(0, 0), Fraction(50), at(能见度=0)),)


def test_unknown_values_leave_levels_possible() -> None:
    three = {"死亡": Fraction(3)}
    assert evaluate(ACCIDENTS, three) == Outcome(1, 3)
    assert evaluate(ACCIDENTS, {**three, "重伤": Fraction(0)}) == Outcome(1, 1)
    assert evaluate(ACCIDENTS, {}) == Outcome(None, 3)
    pair = table((row(雨量=">= 50", 面积=">= 10"),))
    assert evaluate(pair, {"雨量": Fraction(49)}) == Outcome(None, None)
    assert evaluate(pair, {"雨量": Fraction(50)}) == Outcome(None, 0)


def test_boxes() -> None:
    wide, narrow = row(雨量=">= 50"), row(雨量=">= 100", 面积=">= 10")
    assert wide.intersect(narrow) == narrow
    assert wide.difference(narrow) == (
        row(雨量="[50..100)"),
        row(雨量=">= 100", 面积="< 10"),
    )
    assert narrow.difference(wide) == ()
    assert row(雨量="[1..2)").intersect(row(雨量=">= 2")).is_empty
    assert (wide.side("雨量"), wide.side("面积")) == (values("雨量", ">= 50"), None)
    assert wide.dimensions == frozenset({"雨量"})
    assert row(雨量="-") == Box()


def test_a_point_outside_is_found_or_none_is_there() -> None:
    wide = row(雨量=">= 50")
    assert uncovered(wide, [row(雨量="[50..60)"), row(雨量="> 60")]) == (("雨量", Fraction(60)),)
    assert uncovered(wide, [row(雨量="[50..60)"), row(雨量=">= 60")]) is None
    assert uncovered(row(), [row(垮坝="true"), row(垮坝="false")]) is None


def test_one_indicator_has_one_domain() -> None:
    with pytest.raises(ValueError, match="雨量 has two domains"):
        grid_of((row(雨量=">= 50"), box({"雨量": values("死亡", ">= 3")})))


def test_a_search_that_takes_too_long_is_undecided() -> None:
    rows = [row(雨量="< 5"), row(雨量=">= 5")]
    grid = grid_of(rows)
    packed = [grid.pack(grid.sides(each)) for each in rows]
    assert cover(grid, grid.all, packed, 0).state is Cover.UNDECIDED
