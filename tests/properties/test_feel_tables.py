"""The analyses of tables, compared with going through every point of a small space."""

from __future__ import annotations

from fractions import Fraction
from itertools import product
from typing import TypeAlias

from hypothesis import given
from hypothesis import strategies as st

from planforge.feel import (
    Box,
    Level,
    Numeric,
    Row,
    Table,
    Value,
    ValueSet,
    Witness,
    Worse,
    box,
    evaluate,
    falls,
    gaps,
    overlaps,
    uncovered,
    unreachable_rows,
    weaker_rows,
)
from planforge.feel.valueset import interval, union

Point: TypeAlias = dict[str, Value]

TOP = 4
DOMAINS = {
    "甲": Numeric(low=Fraction(0), high=Fraction(TOP), integer=True),
    "乙": Numeric(low=Fraction(0), high=Fraction(TOP), integer=True, worse=Worse.LOWER),
    "丙": Numeric(low=Fraction(0), high=Fraction(2), integer=True, worse=Worse.NEITHER),
}
POINTS: list[Point] = [
    dict(zip(DOMAINS, map(Fraction, numbers), strict=True))
    for numbers in product(range(TOP + 1), range(TOP + 1), range(3))
]


@st.composite
def boxes(draw: st.DrawFn) -> Box:
    sides = {}
    for name in draw(st.lists(st.sampled_from(sorted(DOMAINS)), unique=True, max_size=3)):
        domain = DOMAINS[name]
        parts = draw(
            st.lists(st.tuples(st.integers(0, TOP), st.integers(0, TOP)), min_size=1, max_size=2)
        )
        line = union(
            (interval(Fraction(min(part)), Fraction(max(part)), step=1) for part in parts),
            step=1,
        )
        sides[name] = ValueSet(domain, line & domain.line)
    return box({name: side for name, side in sides.items() if not side.is_empty})


tables = st.lists(st.lists(boxes(), max_size=3), max_size=3).map(
    lambda levels: Table(tuple(Level(str(n), tuple(rows)) for n, rows in enumerate(levels)))
)


def inside(each: Box, point: Point) -> bool:
    return each.contains(point) is True


def rows_of(table: Table) -> dict[Row, Box]:
    return {
        Row(number, place): row
        for number, level in enumerate(table.levels)
        for place, row in enumerate(level.rows)
    }


def related(table: Table, row: Row, axis: str) -> dict[Row, Box]:
    rows = rows_of(table)
    return {
        key: each
        for key, each in rows.items()
        if axis in each.dimensions or each.dimensions <= rows[row].dimensions
    }


def level_in(rows: dict[Row, Box], point: Point) -> int | None:
    return max((key.level for key, row in rows.items() if inside(row, point)), default=None)


def steps(table: Table, row: Row) -> list[tuple[str, Point, Point]]:
    """Return every pair of points of which the first is in *row* and the second is worse."""
    found = []
    each = rows_of(table)[row]
    for axis in sorted(each.dimensions):
        worse = DOMAINS[axis].worse
        if worse is Worse.NEITHER:
            continue
        for point in POINTS:
            for number in range(TOP + 1):
                value = point[axis]
                assert isinstance(value, Fraction)
                is_worse = number > value if worse is Worse.HIGHER else number < value
                if is_worse and inside(each, point):
                    found.append((axis, point, {**point, axis: Fraction(number)}))
    return found


def points_at(witness: Witness) -> list[Point]:
    fixed = dict(witness.values + witness.others)
    return [point for point in POINTS if all(point[name] == fixed[name] for name in fixed)]


@given(boxes(), st.lists(boxes(), max_size=5))
def test_a_point_outside_is_found_exactly_where_there_is_one(
    target: Box, others: list[Box]
) -> None:
    free = [
        point
        for point in POINTS
        if inside(target, point) and not any(inside(other, point) for other in others)
    ]
    found = uncovered(target, others)
    assert (found is None) is (not free)
    if found is not None:
        fixed = dict(found)
        agreeing = [p for p in POINTS if all(p[name] == fixed[name] for name in fixed)]
        assert agreeing
        assert all(point in free for point in agreeing)


@given(boxes(), boxes())
def test_boxes_form_an_algebra(first: Box, second: Box) -> None:
    both = first.intersect(second)
    parts = first.difference(second)
    for point in POINTS:
        assert inside(both, point) is (inside(first, point) and inside(second, point))
        holding = [part for part in parts if inside(part, point)]
        assert len(holding) == (inside(first, point) and not inside(second, point))


@given(tables)
def test_gaps(table: Table) -> None:
    expected = {
        axis
        for row in rows_of(table)
        for axis, _, worse in steps(table, row)
        if level_in(related(table, row, axis), worse) is None
    }
    found = gaps(table)
    assert {gap.axis for gap in found} == expected
    for gap in found:
        points = points_at(gap.witness)
        assert points
        rows = related(table, gap.milder, gap.axis)
        assert all(level_in(rows, point) is None for point in points)
        assert all(gap.values.contains(point[gap.axis]) for point in points)


@given(tables)
def test_falls(table: Table) -> None:
    expected = set()
    for row in rows_of(table):
        for axis, _, worse in steps(table, row):
            level = level_in(related(table, row, axis), worse)
            if level is not None and level < row.level:
                expected.add((axis, level))
    found = falls(table)
    assert {(fall.axis, fall.worse.level) for fall in found} == expected
    for fall in found:
        points = points_at(fall.witness)
        rows = related(table, fall.milder, fall.axis)
        assert points
        for point in points:
            assert level_in(rows, point) == fall.worse.level
            assert inside(rows_of(table)[fall.worse], point)
            assert inside(rows_of(table)[fall.milder], {**point, fall.axis: fall.before})


@given(tables)
def test_rows_that_never_win_can_be_left_out_and_no_other_can(table: Table) -> None:
    rows = rows_of(table)
    found = unreachable_rows(table)
    kept = {row: each for row, each in rows.items() if row not in {item.row for item in found}}
    for point in POINTS:
        assert level_in(kept, point) == level_in(rows, point)
    for item in found:
        covering = [rows[row] for row in item.by]
        assert uncovered(rows[item.row], covering) is None
        for left_out in item.by:
            rest = [rows[row] for row in item.by if row != left_out]
            assert uncovered(rows[item.row], rest) is not None
    for row, each in kept.items():
        others = [
            other
            for key, other in kept.items()
            if key != row and key.level >= row.level and other.dimensions <= each.dimensions
        ]
        assert uncovered(each, others) is not None


@given(tables)
def test_overlaps_and_weaker_rows(table: Table) -> None:
    rows = rows_of(table)
    pairs = [
        (lower, higher)
        for lower in rows
        for higher in rows
        if lower.level < higher.level and rows[lower].dimensions == rows[higher].dimensions
    ]
    shared = [
        pair for pair in pairs if any(all(inside(rows[row], p) for row in pair) for p in POINTS)
    ]
    unique = overlaps(table, "unique")
    assert sorted((item.lower, item.higher) for item in unique) == sorted(shared)
    assert set(overlaps(table)) <= set(unique)
    for item in unique:
        for point in points_at(item.witness):
            assert inside(item.shared, point)
            assert inside(rows[item.lower], point)
            assert inside(rows[item.higher], point)
    weaker = [
        pair
        for pair in pairs
        if all(inside(rows[pair[1]], p) for p in POINTS if inside(rows[pair[0]], p))
    ]
    assert sorted((item.lower, item.higher) for item in weaker_rows(table)) == sorted(weaker)


@given(tables, st.sampled_from(POINTS), st.sets(st.sampled_from(sorted(DOMAINS))))
def test_what_is_unknown_is_neither_true_nor_false(
    table: Table, point: Point, unknown: set[str]
) -> None:
    known = {name: value for name, value in point.items() if name not in unknown}
    outcome = evaluate(table, known)
    actual = level_in(rows_of(table), point)
    lowest = -1 if outcome.determined is None else outcome.determined
    highest = -1 if outcome.possible is None else outcome.possible
    assert lowest <= (-1 if actual is None else actual) <= highest
    if not unknown:
        assert outcome.determined == outcome.possible == actual
