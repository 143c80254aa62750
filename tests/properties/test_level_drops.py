"""Tables on several indicators, written as a plan and checked, against going through every point.

The level must not fall while one indicator gets worse and the others stay. What counts beyond a row
are the rows that share an indicator with it; a row is asked only if another level shares one.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from itertools import product
from typing import TYPE_CHECKING, Any, Final, TypeAlias

import pytest
import yaml
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from planforge.corpus.assess import scale
from planforge.corpus.ladders import Ladder
from planforge.corpus.steps import FaultKind
from planforge.rules.cases import base
from tests.properties.test_rules_hold import City
from tests.unit.rules.city import INDICATORS, levels, view

if TYPE_CHECKING:
    from planforge.corpus.steps import Fault, Side

Value: TypeAlias = Fraction | str | bool
Test: TypeAlias = Callable[[Any], bool]

COLOURS: Final = ("蓝色", "黄色", "橙色", "红色")
STAGES: Final = ("超警戒", "超保证", "超历史")
HALVES: Final = tuple(Fraction(number, 2) for number in range(1, 9))
WHOLE: Final = tuple(Fraction(number) for number in range(6))
GRID: Final[dict[str, tuple[Value, ...]]] = {
    "雨量": HALVES,
    "蓄水率": HALVES[::-1],
    "死亡人数": WHOLE,
    "暴雨预警": COLOURS,
    "水位": STAGES,
    "水位 count": WHOLE,
    "水位 reach": STAGES,
    "风向": HALVES,
    "决口": (False, True),
}
"""Values of each axis, the mildest first, with one on each side of and between all bounds."""
AIMLESS: Final = "风向"
HOLES: Final = {
    FaultKind.GAP,
    FaultKind.NARROW,
    FaultKind.CORNER,
    FaultKind.OPEN_END,
    FaultKind.FALL,
}
OTHERWISE: Final = {FaultKind.ORDER, FaultKind.OVERLAP}


@dataclass(frozen=True)
class Cell:
    """A cell as written, and at which values of its axes it holds."""

    written: Any
    tests: dict[str, Test]


@dataclass
class Line:
    """A row: its level (1 is the mildest), what it says (nothing: people judge), and where."""

    level: int
    cells: dict[str, Cell] = field(default_factory=dict)
    scope: str = ""

    @property
    def tests(self) -> dict[str, Test]:
        return {axis: test for cell in self.cells.values() for axis, test in cell.tests.items()}

    @property
    def written(self) -> dict[str, Any]:
        cells = {name: cell.written for name, cell in self.cells.items()}
        rest = {"限定": self.scope} if self.scope else {}
        return (cells or {"研判": f"值班领导认为需要启动第{self.level}级"}) | rest


@st.composite
def numbers(draw: st.DrawFn, *, whole: bool, is_lower_worse: bool) -> tuple[str, Test]:
    low = draw(st.integers(1, 3))
    high = draw(st.one_of(st.none(), st.integers(low + 1, 4)))
    left, right = (True, False) if whole else (draw(st.booleans()), draw(st.booleans()))
    if high is None and is_lower_worse:
        return f"{'<=' if right else '<'} {low}", lambda v: v < low or (right and v == low)
    if high is None:
        return f"{'>=' if left else '>'} {low}", lambda v: v > low or (left and v == low)

    def between(value: Fraction) -> bool:
        return (value > low or (left and value == low)) and (
            value < high or (right and value == high)
        )

    return f"{'[' if left else '('}{low}..{high}{']' if right else ')'}", between


@st.composite
def words(draw: st.DrawFn, scale: tuple[str, ...]) -> tuple[str, Test]:
    chosen = draw(st.sets(st.sampled_from(scale), min_size=1, max_size=len(scale) - 1))
    return ", ".join(word for word in scale if word in chosen), lambda value: value in chosen


@st.composite
def cells(draw: st.DrawFn, name: str) -> Cell:
    if name == "水位 places":
        count, many = draw(numbers(whole=True, is_lower_worse=False))
        reach, far = draw(words(STAGES))
        return Cell({"个数": count, "达到": reach}, {"水位 count": many, "水位 reach": far})
    if name == "决口":
        wanted = draw(st.booleans())
        return Cell("是" if wanted else "否", {name: lambda value: value is wanted})
    if name in ("暴雨预警", "水位"):
        text, test = draw(words(COLOURS if name == "暴雨预警" else STAGES))
    else:
        text, test = draw(numbers(whole=name == "死亡人数", is_lower_worse=name == "蓄水率"))
    return Cell(text, {name: test})


NAMES: Final = ("雨量", "蓄水率", "死亡人数", "暴雨预警", "水位", "水位 places", "风向")


@st.composite
def tables(draw: st.DrawFn) -> list[Line]:
    """Two or three levels of one or two rows on up to three indicators, judgements beside.

    All hold in the same place, if any is named.
    """
    scope = draw(st.sampled_from(["", "", "山区"]))
    names = draw(st.lists(st.sampled_from(NAMES), min_size=1, max_size=3, unique=True))
    if {"水位", "水位 places"} <= set(names):
        names.remove("水位")  # one cell for each name in a row
    rows = []
    for level in range(1, draw(st.integers(2, 3)) + 1):
        for _ in range(draw(st.integers(1, 2))):
            used = draw(st.lists(st.sampled_from(names), min_size=1, unique=True))
            if draw(st.booleans()):
                used = names
            rows.append(Line(level, {name: draw(cells(name)) for name in used}, scope))
        if draw(st.integers(0, 4)) == 0:
            rows.append(Line(level, scope=scope))
    return rows


def facts(rows: list[Line]) -> dict[str, Any]:
    """Return the levels of a plan with *rows*."""
    by_level = [[_row(row) for row in rows if row.level == n] or None for n in (4, 3, 2, 1)]
    return levels(*by_level)


def _row(row: Line) -> dict[str, Any]:
    return {name.removesuffix(" places"): cell for name, cell in row.written.items()}


def ladder_of(rows: list[Line]) -> Ladder:
    plan = view(响应级别=facts(rows))
    return Ladder((level.name, plan.tables[level.name]) for level in reversed(plan.levels))


def holds(row: Line, point: Mapping[str, Value | None]) -> bool:
    return all(test(point[axis]) for axis, test in row.tests.items())


def worse(axis: str, test: Test) -> list[Value]:
    """Return the values of the grid worse than one for which *test* holds, where it does not."""
    mild = next((i for i, value in enumerate(GRID[axis]) if test(value)), len(GRID[axis]))
    return [value for value in GRID[axis][mild:] if not test(value)]


def keeping(rows: list[Line], row: Line) -> list[Line]:
    """Return what keeps the level of *row* up while one of its indicators gets worse."""
    return [
        other
        for other in rows
        if other.tests
        and other.level >= row.level
        and other is not row
        and other.tests.keys() & row.tests.keys()
    ]


def is_beside(other: Line, row: Line) -> bool:
    """Whether *other* holds the level of *row* up by indicators that *row* does not ask for."""
    return (
        bool(other.tests) and other.level >= row.level and other.tests.keys().isdisjoint(row.tests)
    )


def has_company(rows: list[Line], row: Line) -> bool:
    return any(
        other.level != row.level and other.tests.keys() & row.tests.keys() - {AIMLESS}
        for other in rows
    )


def drops(rows: list[Line]) -> Iterator[tuple[Line, str, dict[str, Value]]]:
    """Yield every row, axis and point worse along it at which no row as high holds."""
    axes = sorted({axis for row in rows for axis in row.tests})
    for row in rows:
        for axis in row.tests.keys() - {AIMLESS}:
            if not has_company(rows, row):
                continue
            others = keeping(rows, row)
            told = row.tests.keys() | {each for other in others for each in other.tests}
            others += [
                other for other in rows if other.tests.keys() <= told and is_beside(other, row)
            ]
            values = [
                worse(axis, row.tests[axis])
                if each == axis
                else [v for v in GRID[each] if each not in row.tests or row.tests[each](v)]
                for each in axes
            ]
            for numbers_ in product(*values):
                point = dict(zip(axes, numbers_, strict=True))
                if not any(holds(other, point) for other in others):
                    yield row, axis, point


def witness(fault: Fault) -> dict[str, Value | None]:
    """Return the point that *fault* names; None where no word of a scale is given."""
    assert fault.axis is not None
    assert fault.witness is not None
    step = fault.higher if fault.higher is not None else fault.lower
    side = next(s.sides[fault.axis] for s in (fault.lower, step) if fault.axis in s.sides)
    found: dict[str, Value | None] = {}
    for each, value in ((side, fault.witness), *fault.others):
        suffix = {"count": " count", "reach": " reach"}.get(each.aspect.value, "")
        found[each.indicator.name + suffix] = value
    return found


def badness(axis: str, value: Value) -> Fraction:
    """Return a number that grows as *axis* gets worse."""
    if isinstance(value, str | bool):
        return Fraction(GRID[axis].index(value))
    return -value if axis == "蓄水率" else value


def is_true(rows: list[Line], point: dict[str, Value | None], axis: str) -> bool:
    """Whether some row that holds at a milder value of *axis* has none as high at *point*.

    What the point leaves open may have any value; one at which it is true is enough.
    """
    at = point[axis]
    assert at is not None
    open_ = sorted({a for row in rows for a in row.tests} - point.keys())
    for values in product(*(GRID[each] for each in open_)):
        full = {**point, **dict(zip(open_, values, strict=True))}
        for row in rows:
            if axis not in row.tests or row.tests[axis](at):
                continue
            mild = [v for v in GRID[axis] if badness(axis, v) < badness(axis, at)]
            if (
                any(map(row.tests[axis], mild))
                and holds(Line(row.level, _without(row, axis)), full)
                and not any(holds(other, full) for other in keeping(rows, row))
            ):
                return True
    return False


def _without(row: Line, axis: str) -> dict[str, Cell]:
    return {
        name: Cell(None, {key: test for key, test in cell.tests.items() if key != axis})
        for name, cell in row.cells.items()
    }


def line(level: int, **written: tuple[str, Test]) -> Line:
    return Line(level, {name: Cell(text, {name: t}) for name, (text, t) in written.items()})


CROSSED: Final = [
    line(1, 雨量=(">= 1", lambda v: v >= 1), 死亡人数=("[2..4)", lambda v: 2 <= v < 4)),
    line(2, 雨量=(">= 2", lambda v: v >= 2), 死亡人数=(">= 4", lambda v: v >= 4)),
]
"""At 1 mm four dead are left without a level."""


FEW: Final = settings(
    max_examples=60,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)


@FEW
@example(CROSSED)
@given(tables())
def test_a_finding_stands_exactly_where_the_level_falls(rows: list[Line]) -> None:
    faults = [fault for fault in ladder_of(rows).faults if fault.kind in HOLES | OTHERWISE]
    fall = next(drops(rows), None)
    assert fall is None or faults, fall
    for fault in faults:
        if fault.kind in OTHERWISE:
            continue
        point = witness(fault)
        along = point if fault.kind is FaultKind.NARROW else [next(iter(point))]
        assert any(is_true(rows, point, axis) for axis in along), fault
    corners = [fault for fault in faults if fault.kind is FaultKind.CORNER]
    assert len({fault.lower.rule.pointer for fault in corners}) == len(corners)


BESIDE: Final = ("蓄水率", "死亡人数", "决口")


@st.composite
def split(draw: st.DrawFn) -> list[Line]:
    """Three levels along the rain, of which the middle one asks for something else in each row."""
    names = draw(st.lists(st.sampled_from(BESIDE), min_size=1, max_size=5))
    middle = line(2, 雨量=("[2..3)", lambda v: 2 <= v < 3)).cells
    return [
        line(1, 雨量=("[1..2)", lambda v: 1 <= v < 2)),
        *(Line(2, middle | {name: draw(sides(name))}) for name in names),
        line(3, 雨量=(">= 3", lambda v: v >= 3)),
    ]


@st.composite
def sides(draw: st.DrawFn, name: str) -> Cell:
    """A cell, or one with nothing but what that leaves out: two of them often cover everything."""
    if name == "决口":
        return draw(cells(name))
    bound = Fraction(draw(st.integers(1, 3)))
    tests: dict[str, Test] = {
        "<": lambda v: v < bound,
        "<=": lambda v: v <= bound,
        ">": lambda v: v > bound,
        ">=": lambda v: v >= bound,
    }
    sign = draw(st.sampled_from(sorted(tests)))
    return Cell(f"{sign} {bound}", {name: tests[sign]})


def pair(name: str, *written: tuple[str, Test]) -> list[Line]:
    rain = "[2..3)", lambda v: 2 <= v < 3
    return [line(2, 雨量=rain, **{name: cell}) for cell in written]


SPLIT: Final = [
    line(1, 雨量=("[1..2)", lambda v: 1 <= v < 2)),
    *pair("蓄水率", ("< 1", lambda v: v < 1), (">= 2", lambda v: v >= 2)),
    *pair("死亡人数", (">= 2", lambda v: v >= 2)),
    line(3, 雨量=(">= 3", lambda v: v >= 3)),
]
"""A hole for a storage of 1 and no dead, or one."""
CLOSED: Final = [*SPLIT, *pair("死亡人数", ("< 2", lambda v: v < 2))]
ANSWERED: Final = [*SPLIT, *pair("决口", ("是", lambda v: v), ("否", lambda v: not v))]


@FEW
@example(SPLIT)
@example(CLOSED)
@example(ANSWERED)
@given(split())
def test_rows_on_other_indicators_close_a_hole_together(rows: list[Line]) -> None:
    plan = view(响应级别=facts(rows))
    faults = [fault for fault in ladder_of(rows).faults if fault.kind in HOLES | OTHERWISE]
    axes = sorted({axis for row in rows for axis in row.tests} - {"雨量"})
    points = (
        {"雨量": Fraction(2), **dict(zip(axes, values, strict=True))}
        for values in product(*(GRID[axis] for axis in axes))
    )
    open_ = [point for point in points if not any(holds(row, point) for row in rows)]
    assert bool(faults) is bool(open_)
    for fault in faults:
        values = {
            side.indicator.id: value
            for side, value in (*fault.others, (side_of(fault), fault.witness))
            if value is not None
        }
        said = scale(((level.name, plan.tables[level.name]) for level in plan.levels), values)
        assert said.reached is None
        assert said.possible == ()
    named = [fault.point for fault in faults]
    assert len(set(named)) == len(named)


def side_of(fault: Fault) -> Side:
    assert fault.axis is not None
    steps = (fault.lower, fault.higher)
    return next(step.sides[fault.axis] for step in steps if step and fault.axis in step.sides)


@pytest.fixture(scope="module")
def city(tmp_path_factory: pytest.TempPathFactory) -> City:
    return City(tmp_path_factory.mktemp("city"))


PLAN: Final = "special/demo/plan.yaml"
REGISTER: Final = "registry/indicators.yaml"
FINDINGS: Final = {"LVL005", "LVL006", "LVL007"}


def files(rows: list[Line]) -> dict[str, str]:
    """Return the corpus of the cases with *rows* as the levels of its plan."""
    known = dict(base())
    register = yaml.safe_load(known[REGISTER])
    names = {entry["名称"] for entry in register["指标"]}
    register["指标"] += [
        {**entry, "观测": "市气象局"} for entry in INDICATORS if entry["名称"] not in names
    ]
    plan = {**yaml.safe_load(known[PLAN]), "响应级别": facts(rows)}
    return {
        **known,
        PLAN: yaml.safe_dump(plan, allow_unicode=True, sort_keys=False),
        REGISTER: yaml.safe_dump(register, allow_unicode=True, sort_keys=False),
    }


@settings(FEW, max_examples=12)
@example(CROSSED)
@given(tables())
def test_the_check_of_a_corpus_says_so(city: City, rows: list[Line]) -> None:
    found = [
        located
        for located in city.report(files(rows)).findings
        if located.file == PLAN and located.finding.rule in FINDINGS
    ]
    fall = next(drops(rows), None)
    rules = {located.finding.rule for located in found}
    assert rules if fall is not None else "LVL005" not in rules, fall
    assert all(located.finding.hint is not None for located in found)
