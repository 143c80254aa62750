"""Tables of any shape: the values that prove a hole, assessed, are in no level as high."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from hypothesis import example, given, settings
from hypothesis import strategies as st

from planforge.corpus.assess import scale
from planforge.corpus.ladders import Ladder
from planforge.corpus.steps import Aspect, FaultKind
from tests.properties.test_level_drops import COLOURS, FEW, HOLES, STAGES, side_of, words
from tests.unit.rules.city import levels, view

if TYPE_CHECKING:
    from planforge.corpus.steps import Fault
    from planforge.feel import Value

NAMES: Final = (
    "雨量",
    "蓄水率",
    "死亡人数",
    "受伤人数",
    "暴雨预警",
    "水位",
    "风向",
    "决口",
)
COUNTS: Final = (">= 1", ">= 2", "[1..3)", "[2..4)", "3")


@st.composite
def numbers(draw: st.DrawFn) -> str:
    low = draw(st.integers(1, 3))
    high = draw(st.integers(low + 1, 5))
    ends = draw(st.sampled_from(["[)", "[]", "()", "(]"])) if high > low + 1 else "[)"
    sign = draw(st.sampled_from([">=", ">", "<=", "<"]))
    between = f"{ends[0]}{low}..{high}{ends[1]}"
    return draw(st.sampled_from([f"{sign} {low}", between, f"< {low}, > {high}", f"{low}, {high}"]))


@st.composite
def cells(draw: st.DrawFn, name: str) -> Any:  # noqa: ANN401 - as it stands in a file
    if name == "决口":
        return draw(st.sampled_from(["是", "否"]))
    if name in ("暴雨预警", "水位"):
        scale_ = COLOURS if name == "暴雨预警" else STAGES
        some = st.builds(lambda found: found[0], words(scale_))
        test = draw(st.one_of(st.sampled_from([f">= {word}" for word in scale_]), some))
        if name == "水位" and draw(st.booleans()):
            return {"个数": draw(st.sampled_from(COUNTS)), "达到": test}
        return test
    return draw(numbers())


@st.composite
def rows(draw: st.DrawFn, names: list[str], scope: str) -> dict[str, Any]:
    used = draw(
        st.one_of(st.just(names), st.lists(st.sampled_from(names), min_size=1, unique=True))
    )
    row: dict[str, Any] = {name: draw(cells(name)) for name in used}
    if draw(st.integers(0, 5)) == 0:
        names_ = draw(st.lists(st.sampled_from(names), min_size=2, max_size=2))
        row["任一"] = [{name: draw(cells(name))} for name in names_]
    if draw(st.integers(0, 7)) == 0:
        row["研判"] = "值班领导认为需要"
    if scope and draw(st.booleans()):
        row["限定"] = scope
    return row


@st.composite
def tables(draw: st.DrawFn) -> dict[str, Any]:
    """Two to four levels of one to three rows on up to four indicators, alternatives inside."""
    names = draw(st.lists(st.sampled_from(NAMES), min_size=1, max_size=4, unique=True))
    scope = draw(st.sampled_from(["", "", "山区"]))
    count = draw(st.integers(2, 4))
    lists = st.lists(rows(names, scope), min_size=1, max_size=3)
    found = [draw(lists) for _ in range(count)]
    return levels(*[None] * (4 - count), *found)


def facts(fault: Fault) -> dict[str, Value]:
    """Return what *fault* says of each indicator; of a count, how many places are how far."""
    found: dict[str, Value] = {}
    counts: dict[str, dict[Aspect, Value]] = {}
    for side, value in ((side_of(fault), fault.witness), *fault.others):
        if value is not None and side.aspect is Aspect.VALUE:
            found[side.indicator.id] = value
        elif value is not None:
            counts.setdefault(side.indicator.id, {})[side.aspect] = value
    for name, told in counts.items():
        if len(told) > 1:
            found[f"{name}#{told[Aspect.REACH]}"] = told[Aspect.COUNT]
        elif Aspect.REACH in told:
            found[name] = told[Aspect.REACH]
    return found


BESIDE: Final = levels(
    None,
    [{"蓄水率": "[3..4)"}, {"死亡人数": "[3..4)", "蓄水率": "[2..3)"}],
    [{"死亡人数": "< 2, > 3"}],
    [{"死亡人数": "[1..2]", "蓄水率": "(2..4)"}],
)
"""At a storage of 2 and four dead the third level holds, which asks for deaths alone."""
NEVER: Final = levels(
    [{"雨量": ">= 100", "死亡人数": ">= 3"}],
    [{"雨量": ">= 120", "死亡人数": "(1..30]", "任一": [{"雨量": "< 60"}, {"雨量": "> 130"}]}],
    None,
    None,
)
"""A row of which one alternative asks for more than 120 mm and for less than 60."""


@settings(FEW, max_examples=300)
@example(BESIDE)
@example(NEVER)
@given(tables())
def test_the_values_that_prove_a_hole_are_in_no_level_as_high(table: dict[str, Any]) -> None:
    plan = view(响应级别=table)
    ladder = Ladder((level.name, plan.tables[level.name]) for level in reversed(plan.levels))
    ranks = {name: rank for rank, (name, _) in enumerate(ladder.tables, 1)}
    for fault in (each for each in ladder.faults if each.kind in HOLES):
        said = scale(
            ((level.name, plan.tables[level.name]) for level in plan.levels),
            facts(fault),
            fault.lower.rule.scope,
        )
        reached = 0 if said.reached is None else ranks[said.reached.name]
        is_fall = fault.kind is FaultKind.FALL and fault.higher is not None
        assert reached < (fault.higher.rank if is_fall and fault.higher else 1), fault
