from __future__ import annotations

from typing import Any

import pytest

from planforge.corpus.ladders import Ladder
from planforge.corpus.steps import Fault, FaultKind
from tests.unit.rules.city import levels, view


def ladder(*tables: object) -> Ladder:
    plan = view(响应级别=levels(*tables))
    return Ladder((level.name, plan.tables[level.name]) for level in reversed(plan.levels))


def told(fault: Fault) -> tuple[Any, ...]:
    """Return a fault as kind, cells of both steps with their levels, and its witness."""
    steps = [step for step in (fault.lower, fault.higher) if step is not None]
    if fault.axis is None:
        return fault.kind.value, *(step.level for step in steps)
    cells = [f"{step.level} {step.sides[fault.axis].values.text()}" for step in steps]
    return fault.kind.value, *cells, str(fault.witness)


def faults(*tables: object) -> list[tuple[Any, ...]]:
    return [told(fault) for fault in ladder(*tables).faults]


RAIN = ({"雨量": ">= 200"}, {"雨量": "[100..200)"}, {"雨量": "[50..100)"}, {"雨量": "[20..50)"})


def with_rain(level: int, cell: str) -> list[dict[str, str]]:
    return [{"雨量": cell} if i == level else row for i, row in enumerate(RAIN)]


def test_levels_that_touch_have_no_fault() -> None:
    assert faults(*RAIN) == []


@pytest.mark.parametrize(
    ("level", "cell", "expected"),
    [
        (3, "[20..40)", ("gap", "Ⅳ级 [20..40) mm", "Ⅲ级 [50..100) mm", "40")),
        (2, "[60..100)", ("gap", "Ⅳ级 [20..50) mm", "Ⅲ级 [60..100) mm", "50")),
        (0, "> 200", ("gap", "Ⅱ级 [100..200) mm", "Ⅰ级 > 200 mm", "200")),
        (0, "[200..300)", ("open_end", "Ⅰ级 [200..300) mm", "300")),
        (3, "[20..60)", ("overlap", "Ⅳ级 [20..60) mm", "Ⅲ级 [50..100) mm", "50")),
        (1, "[90..200)", ("overlap", "Ⅲ级 [50..100) mm", "Ⅱ级 [90..200) mm", "90")),
        (2, "[50..100]", ("overlap", "Ⅲ级 [50..100] mm", "Ⅱ级 [100..200) mm", "100")),
        (0, ">= 30", ("order", "Ⅱ级 [100..200) mm", "Ⅰ级 >= 30 mm", "30")),
        (2, "[10..100)", ("order", "Ⅳ级 [20..50) mm", "Ⅲ级 [10..100) mm", "10")),
        (2, "[20..100)", ("overlap", "Ⅳ级 [20..50) mm", "Ⅲ级 [20..100) mm", "20")),
    ],
)
def test_one_shifted_bound_is_one_fault(level: int, cell: str, expected: tuple[str, ...]) -> None:
    assert faults(*with_rain(level, cell)) == [expected]


@pytest.mark.parametrize("level", [0, 1, 2, 3])
@pytest.mark.parametrize("cell", ["[90..20)", "[50..100) 小时", "很大"])
def test_an_unread_cell_is_no_gap(level: int, cell: str) -> None:
    assert faults(*with_rain(level, cell)) == []


def test_an_unknown_indicator_is_no_gap() -> None:
    assert faults(RAIN[0], RAIN[1], {"雨两": "[50..100)"}, RAIN[3]) == []


def test_an_unread_cell_does_not_hide_the_faults_of_other_levels_and_indicators() -> None:
    rows = [[row] for row in with_rain(3, "[50..20)")]
    rows[0] = [{"雨量": "> 200"}]
    rows[2].append({"面积": "[10..20)"})
    rows[3].append({"面积": "[1..5)"})
    assert faults(*rows) == [
        ("gap", "Ⅳ级 [1..5) km2", "Ⅲ级 [10..20) km2", "5"),
        ("gap", "Ⅱ级 [100..200) mm", "Ⅰ级 > 200 mm", "200"),
        ("open_end", "Ⅲ级 [10..20) km2", "20"),
    ]


def test_an_unread_row_under_a_scope_says_nothing_of_the_rows_without() -> None:
    rows = [[row] for row in with_rain(3, "[20..40)")]
    rows[3].append({"雨量": "[50..20)", "限定": "山区"})
    assert faults(*rows) == [("gap", "Ⅳ级 [20..40) mm", "Ⅲ级 [50..100) mm", "40")]


def test_open_ends_below_each_other_are_meant() -> None:
    assert faults(*({"雨量": f">= {low}"} for low in (200, 100, 50, 20))) == []


def test_the_lowest_level_may_start_above_zero() -> None:
    assert faults(*with_rain(3, "[40..50)")) == []


def test_lower_can_be_worse() -> None:
    low = ({"蓄水率": "< 10"}, {"蓄水率": "[10..20)"}, {"蓄水率": "[20..30)"})
    assert faults(*low, {"蓄水率": "[30..40)"}) == []
    assert faults(*low, {"蓄水率": "[35..40)"}) == [
        ("gap", "Ⅳ级 [35..40) %", "Ⅲ级 [20..30) %", "30")
    ]
    assert faults({"蓄水率": "[5..10)"}, *low[1:], None) == [("open_end", "Ⅰ级 [5..10) %", "0")]


def test_a_missing_level_between_two_leaves_a_gap() -> None:
    assert faults(RAIN[0], None, RAIN[2], None) == [
        ("gap", "Ⅲ级 [50..100) mm", "Ⅰ级 >= 200 mm", "100")
    ]


def test_a_second_indicator_must_be_the_same_or_worse() -> None:
    both = [{**row, "面积": ">= 100"} for row in RAIN]
    both[2]["面积"] = both[3]["面积"] = ">= 50"
    assert faults(*both) == [("corner", "Ⅲ级 [50..100) mm", "Ⅱ级 [100..200) mm", "100")]
    both[2]["雨量"] = ">= 50"
    assert faults(*both) == []
    both[3]["雨量"] = "[20..40)"
    (fault,) = ladder(*both).faults
    assert told(fault) == ("gap", "Ⅳ级 [20..40) mm", "Ⅲ级 >= 50 mm", "40")
    assert [(side.indicator.name, str(value)) for side, value in fault.others] == [("面积", "50")]


def test_a_gap_that_another_row_covers_is_none() -> None:
    tables = with_rain(3, "[20..40)")
    tables[3:] = [[{"雨量": "[20..40)"}, {"雨量": "[40..50)"}]]  # type: ignore[list-item]  # rows
    assert faults(*tables) == []


def test_rows_on_other_indicators_fill_no_gap() -> None:
    row = {"死亡人数": "[0..3)"}
    lowest = [{"雨量": "[20..40)"}, row]
    assert faults(*RAIN[:3], lowest) == [("gap", "Ⅳ级 [20..40) mm", "Ⅲ级 [50..100) mm", "40")]


def test_other_tables_and_scopes_are_no_neighbours() -> None:
    lowest = [
        {"雨量": "[20..50)"},
        {"雨量": "[10..15)", "限定": "山区"},
        {"表": "山洪", "情形": [{"雨量": "[12..18)", "限定": "汛期"}]},
    ]
    assert faults(*RAIN[:3], lowest) == []


def test_judgements_count_as_given_for_gaps_only() -> None:
    judged = [{**row, "研判": f"情形{i}"} for i, row in enumerate(RAIN)]
    assert faults(*judged) == []
    judged[3]["雨量"] = "[20..60)"
    assert faults(*judged) == []
    judged[3]["雨量"] = "[20..40)"
    assert faults(*judged) == [("gap", "Ⅳ级 [20..40) mm", "Ⅲ级 [50..100) mm", "40")]


def test_rows_that_follow_other_authorities_stand_apart() -> None:
    lowest = [{"雨量": "[20..50)"}, {"雨量": "[60..70)", "联动启动": "是"}]
    assert faults(*RAIN[:3], lowest) == []


def test_a_count_of_places_has_two_axes() -> None:
    def rivers(count: str, reach: str) -> dict[str, dict[str, str]]:
        return {"水位": {"个数": count, "达到": reach}}

    chain = [rivers(">= 2", ">= 超历史"), rivers(">= 2", ">= 超保证"), rivers(">= 2", ">= 超警戒")]
    assert faults(*chain, rivers("1", ">= 超警戒")) == []
    chain[2] = rivers(">= 3", ">= 超警戒")
    assert faults(*chain, rivers("1", ">= 超警戒")) == [("gap", "Ⅳ级 1", "Ⅲ级 >= 3", "2")]


def test_a_step_that_asks_for_more_places_is_named_by_them() -> None:
    def rain(count: str, reach: str) -> dict[str, dict[str, str]]:
        return {"雨量": {"个数": count, "达到": reach}}

    chain = [rain(">= 3", ">= 200"), rain(">= 3", "[100..200)"), rain(">= 5", "[50..100)")]
    assert faults(*chain, rain(">= 1", "[20..50)")) == [("narrow", "Ⅱ级 >= 3", "Ⅲ级 >= 5", "3")]


def test_each_alternative_inside_the_next_level_is_an_overlap_only() -> None:
    def either(cell: str) -> dict[str, object]:
        return {"雨量": cell, "任一": [{"死亡人数": ">= 4"}, {"面积": ">= 20"}]}

    assert faults(either(">= 100"), either("[100..200)"), None, None) == [
        ("overlap", "Ⅱ级 [100..200) mm", "Ⅰ级 >= 100 mm", "100")
    ]


def small(cell: str) -> dict[str, str]:
    return {"雨量": cell, "面积": "< 100"}


def large(cell: str) -> dict[str, str]:
    return {"雨量": cell, "面积": ">= 100"}


def test_a_row_that_ends_behind_where_a_wider_one_begins_overlaps() -> None:
    third = [{"雨量": "[50..100)"}, large("[20..50)")]
    assert faults(*RAIN[:2], third, small("[20..50)")) == []
    third[0] = {"雨量": "[40..100)"}
    (fault,) = ladder(*RAIN[:2], third, small("[20..50)")).faults
    assert told(fault) == ("overlap", "Ⅳ级 [20..50) mm", "Ⅲ级 [40..100) mm", "40")
    assert [(side.indicator.name, str(value)) for side, value in fault.others] == [("面积", "0")]


@pytest.mark.parametrize(
    ("third", "lowest"),
    [
        ({"雨量": "[40..100)", "死亡人数": ">= 1"}, small("[20..50)")),
        ({"雨量": "[40..100)", "研判": "情况紧急"}, small("[20..50)")),
        ({"雨量": "[40..100)", "可以启动": "是"}, small("[20..50)")),
        ({"雨量": "[40..100)"}, small(">= 20")),
        (large("[40..100)"), small("[20..50)")),
        ({"表": "山洪", "情形": [{"雨量": "[40..100)"}]}, small("[20..50)")),
    ],
)
def test_a_row_overlaps_with_none_that_is_not_wider(
    third: dict[str, str], lowest: dict[str, str]
) -> None:
    found = faults(*RAIN[:2], [third], [lowest])
    assert [fault for fault in found if fault[0] == FaultKind.OVERLAP.value] == []


def test_words_have_an_order() -> None:
    colours = [{"暴雨预警": word} for word in ("红色", "橙色", "黄色", "蓝色")]
    assert faults(*colours) == []
    assert faults(colours[0], colours[2], colours[1], colours[3])[0][0] == FaultKind.ORDER.value


def test_any_warning_at_all_covers_no_row_on_other_things() -> None:
    lowest = [{"雨量": "[20..40)"}, {"暴雨预警": ">= 蓝色"}]
    assert faults(*RAIN[:3], lowest) == [("gap", "Ⅳ级 [20..40) mm", "Ⅲ级 [50..100) mm", "40")]


def test_values_that_get_neither_better_nor_worse_have_no_gap() -> None:
    assert faults({"风向": "[180..200)"}, None, {"风向": "[10..20)"}, None) == []


def test_a_row_that_can_never_hold_is_told_of_and_passed_over_otherwise() -> None:
    never = {"雨量": ">= 60", "任一": [{"雨量": "< 20"}]}
    assert faults(*RAIN[:3], [RAIN[3], never]) == [("unreachable", "Ⅳ级")]
    assert faults(RAIN[0], never, None, None) == [("unreachable", "Ⅱ级")]


def test_a_row_on_fewer_indicators_covers_a_gap_as_well() -> None:
    both = [{**row, "面积": ">= 100"} for row in RAIN]
    both[3]["雨量"] = "[20..40)"
    assert faults(*both[:3], [both[3], {"面积": ">= 100"}]) == [("unreachable", "Ⅳ级", "Ⅳ级")]


def test_yes_and_no_have_none() -> None:
    assert faults({"决口": "true"}, None, {"决口": "false"}, None) == []


def test_cells_that_cannot_be_read_leave_their_row_out() -> None:
    assert faults(*with_rain(3, "不大")) == []


def test_a_row_that_two_others_cover_together() -> None:
    lowest = [{"雨量": "[20..50)"}, {"雨量": "[30..70)"}]
    assert ("unreachable", "Ⅳ级", "Ⅳ级") in faults(*RAIN[:2], RAIN[2], lowest)


def united(*rows: dict[str, str]) -> list[tuple[Any, ...]]:
    """Return the faults of level Ⅲ rows, the last of *rows*, below level Ⅱ rows, all others."""
    return faults(None, list(rows[:-1]), rows[-1], None)


HEAVY = {"雨量": ">= 100"}
STRONG = {"雨量": "[100..200)"}
GONE = [("unreachable", "Ⅲ级", "Ⅱ级")]


@pytest.mark.parametrize(
    ("name", "one", "two"),
    [
        ("面积", ">= 1000", "[0..1000)"),
        ("决口", "true", "false"),
        ("死亡人数", "0", ">= 1"),
    ],
)
def test_rows_that_share_out_what_always_has_a_value_cover_a_row(
    name: str, one: str, two: str
) -> None:
    assert GONE[0] in united(HEAVY | {name: one}, HEAVY | {name: two}, STRONG)
    alone = faults(None, [STRONG | {name: one}, STRONG | {name: two}, STRONG, HEAVY], None, None)
    assert alone == [("unreachable", "Ⅱ级", "Ⅱ级")] * 3


def test_a_part_that_nobody_shares_out_covers_no_row() -> None:
    assert GONE[0] not in united(HEAVY | {"面积": ">= 1000"}, HEAVY | {"面积": "[0..999)"}, STRONG)
    assert GONE[0] not in united(
        HEAVY | {"决口": "true"}, HEAVY | {"决口": "false", "限定": "山区"}, STRONG
    )


def test_warnings_that_are_shared_out_cover_rows_that_ask_for_one() -> None:
    worse, milder = HEAVY | {"暴雨预警": "橙色, 红色"}, HEAVY | {"暴雨预警": "蓝色, 黄色"}
    assert GONE[0] in united(worse, milder, STRONG | {"暴雨预警": ">= 蓝色"})
    assert GONE[0] in united(
        {"暴雨预警": "橙色, 红色"}, {"暴雨预警": "蓝色, 黄色"}, {"暴雨预警": ">= 蓝色"}
    )
    assert GONE[0] not in united(worse, milder, STRONG)


def test_every_number_of_something_else_covers_no_row() -> None:
    dead = [{"死亡人数": ">= 30"}, {"死亡人数": "[10..30)"}, {"死亡人数": "[3..10)"}]
    assert faults(*dead, [{"死亡人数": "< 3"}, {"需搬迁转移人数": "< 10"}]) == []
