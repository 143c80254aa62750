"""What is said of levels that follow each other, compared with going through every value."""

from __future__ import annotations

from fractions import Fraction
from itertools import pairwise, product
from typing import TYPE_CHECKING, TypeAlias

from hypothesis import example, given
from hypothesis import strategies as st

from planforge.corpus.ladders import FaultKind, Ladder
from planforge.corpus.names import Entity
from planforge.corpus.tables import Compiled, Condition, Rule
from planforge.feel import Numeric, ValueSet, uncovered
from planforge.feel.boxes import box
from planforge.feel.valueset import interval
from planforge.findings import Place
from planforge.model.base import Kind
from planforge.model.registers import Indicator
from planforge.rules.levels.endings import blocked

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from planforge.corpus.ladders import Fault

TOP = 9
VALUES = [Fraction(number) for number in range(TOP + 1)]
DOMAIN = Numeric(low=Fraction(0), integer=True)
Cell: TypeAlias = tuple[int, int | None]
"""From, and the value that is no longer meant; None for an open end."""


def entity(name: str) -> Entity:
    entry = Indicator.model_validate(
        {"编号": name, "名称": name, "类型": "计数", "只增不减": True, "观测": "某单位"}
    )
    return Entity(Kind.INDICATOR, name, name, name, Place("indicators.yaml"), entry)


NAMES = ("rain", "dead", "dams")
INDICATORS = {name: entity(name) for name in NAMES}


def values_of(cell: Cell) -> ValueSet:
    low, high = cell
    top = None if high is None else Fraction(high)
    line = interval(Fraction(low), top, high_closed=False, step=1)
    return ValueSet(DOMAIN, line & DOMAIN.line)


def rule(level: int, number: int, **cells: Cell) -> Rule:
    at = ("levels", str(level), "triggers", number)
    return Rule(
        at,
        tuple(
            Condition(name, INDICATORS[name], values_of(cell), (*at, name))
            for name, cell in cells.items()
        ),
    )


@st.composite
def cells(draw: st.DrawFn) -> Cell:
    low = draw(st.integers(1, TOP - 1))
    return low, draw(st.one_of(st.none(), st.integers(low + 1, TOP)))


ladders = st.lists(cells(), min_size=2, max_size=4)
"""One cell for each level, the mildest first, all on one indicator."""


def built(levels: list[Cell]) -> Ladder:
    return Ladder((str(n), Compiled((rule(n, 0, rain=cell),))) for n, cell in enumerate(levels, 1))


def holds(cell: Cell, value: Fraction) -> bool:
    return cell[0] <= value and (cell[1] is None or value < cell[1])


def level_at(levels: list[Cell], value: Fraction) -> int:
    """Return the highest level at *value*, 0 for none."""
    return max((n for n, cell in enumerate(levels, 1) if holds(cell, value)), default=0)


@given(ladders)
def test_levels_without_faults_only_rise_and_each_is_reached(levels: list[Cell]) -> None:
    if built(levels).faults:
        return
    reached = [level_at(levels, value) for value in VALUES]
    assert all(before <= after for before, after in pairwise(reached))
    assert set(range(1, len(levels) + 1)) <= set(reached)


@given(ladders)
def test_levels_that_fall_or_are_never_reached_have_faults(levels: list[Cell]) -> None:
    reached = [level_at(levels, value) for value in VALUES]
    falls = any(before > after for before, after in pairwise(reached))
    missed = set(range(1, len(levels) + 1)) - set(reached)
    assert bool(built(levels).faults) or not (falls or missed)


@given(ladders)
def test_the_value_that_proves_a_fault_proves_it(levels: list[Cell]) -> None:
    for fault in built(levels).faults:
        value, lower = fault.witness, levels[fault.lower.rank - 1]
        if fault.kind is FaultKind.UNREACHABLE:
            assert value is None
            continue
        assert isinstance(value, Fraction)
        higher = levels[fault.higher.rank - 1] if fault.higher is not None else None
        if fault.kind in (FaultKind.GAP, FaultKind.OPEN_END):
            assert level_at(levels, value) == 0
            assert any(level_at(levels, milder) for milder in VALUES if milder < value)
        elif fault.kind is FaultKind.OVERLAP:
            assert higher is not None
            assert holds(lower, value)
            assert holds(higher, value)
        elif fault.kind is FaultKind.FALL:
            assert fault.higher is not None
            assert level_at(levels, value) < fault.higher.rank
            assert any(level_at(levels, v) >= fault.higher.rank for v in VALUES if v < value)
        else:
            assert higher is not None
            assert holds(higher, value)
            assert not holds(lower, value)
            assert value < lower[0]


@given(st.lists(st.lists(st.tuples(cells(), cells()), max_size=3), min_size=1, max_size=3))
def test_rows_without_effect_are_those_that_other_rows_cover(
    levels: list[list[tuple[Cell, Cell]]],
) -> None:
    rows = [
        (n, rule(n, i, rain=rain, dead=dead))
        for n, level in enumerate(levels, 1)
        for i, (rain, dead) in enumerate(level)
    ]
    ladder = Ladder(
        (str(n), Compiled(tuple(row for rank, row in rows if rank == n)))
        for n in range(1, len(levels) + 1)
    )
    boxes = {
        row.pointer: box({cell.dimension: cell.values for cell in row.conditions})
        for _, row in rows
    }
    for fault in ladder.faults:
        if fault.kind is FaultKind.UNREACHABLE:
            row = fault.lower
            others = [
                boxes[other.pointer]
                for rank, other in rows
                if rank >= row.rank and other.pointer != row.rule.pointer
            ]
            assert uncovered(boxes[row.rule.pointer], others) is None


@given(cells(), cells())
def test_an_end_is_blocked_where_a_number_that_only_grows_has_passed_it(
    start: Cell, end: Cell
) -> None:
    far = [Fraction(number) for number in range(2 * TOP)]
    can_end = any(
        holds(start, began) and holds(end, later)
        for began in far
        for later in far
        if later >= began
    )
    found = blocked(rule(1, 0, dead=end), rule(1, 0, dead=start))
    assert (found is None) is can_end


@st.composite
def tables(draw: st.DrawFn) -> list[tuple[int, dict[str, Cell]]]:
    """Rows with their levels, on up to three indicators; at least one cell each."""
    names = draw(st.sampled_from([NAMES[:2], NAMES]))
    row = st.dictionaries(st.sampled_from(names), cells(), min_size=1)
    rows = draw(st.lists(st.tuples(st.integers(1, 3), row), min_size=2, max_size=6))
    return sorted(rows, key=lambda row: row[0])


def row_holds(row: dict[str, Cell], point: dict[str, Fraction]) -> bool:
    return all(holds(cell, point[name]) for name, cell in row.items())


def points_of(fault: Fault, names: Iterable[str]) -> Iterator[dict[str, Fraction]]:
    """Yield the points at which *fault* is said to be, what it does not tell of at any value."""
    told = {side.indicator.id: value for side, value in fault.others if isinstance(value, Fraction)}
    assert fault.axis is not None
    assert isinstance(fault.witness, Fraction)
    told[fault.axis[0]] = fault.witness
    open_ = [name for name in names if name not in told]
    for values in product(VALUES, repeat=len(open_)):
        yield {**told, **dict(zip(open_, values, strict=True))}


def is_true(
    fault: Fault, rows: list[tuple[int, dict[str, Cell], Rule]], point: dict[str, Fraction]
) -> bool:
    """Whether nothing (as high) holds at *point*, although something does at a milder value."""
    assert fault.axis is not None
    axis, mine = fault.axis[0], {key for key, _ in fault.lower.sides}
    lower = next(cells for _, cells, row in rows if row.pointer == fault.lower.rule.pointer)
    milder = [{**point, axis: value} for value in VALUES if value < point[axis]]
    if fault.kind is FaultKind.FALL:
        assert fault.higher is not None
        mine |= {key for key, _ in fault.higher.sides}
        high = [cells for level, cells, _ in rows if level >= fault.higher.rank]
        before, after = [c for c in high if c.keys() <= mine], high
        if not row_holds(lower, point):
            return False
    else:
        before = [lower]
        after = [cells for _, cells, _ in rows if axis in cells or cells.keys() <= mine]
    return any(row_holds(cells, at) for at in milder for cells in before) and not any(
        row_holds(cells, point) for cells in after
    )


@given(tables())
@example([(1, {"rain": (1, None)}), (3, {"rain": (1, None), "dead": (1, 2)})])
@example(
    [
        (1, {"rain": (4, None), "dead": (6, None)}),
        (2, {"rain": (5, 8), "dead": (6, None)}),
        (2, {"rain": (1, None), "dead": (2, None)}),
    ]
)
def test_a_gap_or_fall_in_several_dimensions_is_true(
    rows: list[tuple[int, dict[str, Cell]]],
) -> None:
    built = [(level, cells, rule(level, n, **cells)) for n, (level, cells) in enumerate(rows)]
    ladder = Ladder(
        (str(n), Compiled(tuple(row for level, _, row in built if level == n))) for n in (1, 2, 3)
    )
    for fault in ladder.faults:
        if fault.kind not in (
            FaultKind.GAP,
            FaultKind.CORNER,
            FaultKind.OPEN_END,
            FaultKind.FALL,
        ):
            continue
        assert any(is_true(fault, built, point) for point in points_of(fault, NAMES)), fault
