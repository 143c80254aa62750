"""Scenarios that nobody wrote: bounds of triggers, single points of failure, orders of trouble."""

from __future__ import annotations

import dataclasses
from datetime import datetime
from fractions import Fraction
from itertools import combinations, permutations
from types import SimpleNamespace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planforge.corpus.tables import Condition, Rule, compile_cell
from planforge.drill.chance import exactly
from planforge.drill.condition import AnyOf, Row, atoms
from planforge.drill.drafts import drafts
from planforge.drill.edges import Edge, edges
from planforge.drill.entries import Entry, EntryKind
from planforge.drill.generate import (
    boundaries,
    covering_orders,
    failures,
    missing_levels,
    orders,
)
from planforge.drill.history import LEVELS
from planforge.drill.means import Channel, Hop, Indicator, Person, Pool, Post
from planforge.drill.rehearsal import Rehearsal, play
from planforge.drill.script import FactAt, Lost, OrderAt, Outage, Script
from planforge.drill.work import Action
from planforge.feel import Choice, Domain, Flag, Numeric, Ordered, Problems, Value, Worse
from tests.unit.drill.rehearsed import rehearsed
from tests.unit.drill.worlds import HOUR, level, plan, world

COUNT = Numeric(integer=True)
METRES = Numeric()
FALLING = Numeric(worse=Worse.LOWER)
GRADES = Ordered(("slight", "great", "worst"))
KINDS = Choice(("fire", "gas", "water"))


def rule(**cells: tuple[str, Domain]) -> Rule:
    conditions = []
    for name, (test, domain) in cells.items():
        values = compile_cell(test, domain)
        assert not isinstance(values, Problems), values
        conditions.append(Condition(name, None, values, ()))  # type: ignore[arg-type]  # not asked
    return Rule((), tuple(conditions))


@pytest.mark.parametrize(
    ("test", "domain", "below", "at", "above"),
    [
        (">= 3", COUNT, 2, 3, 4),
        ("> 3", COUNT, 3, 4, 5),
        ("[3..10)", COUNT, 2, 3, 4),
        (">= 0.5", METRES, Fraction(2, 5), Fraction(1, 2), Fraction(3, 5)),
        ("< 2", FALLING, 2, Fraction(19, 10), Fraction(9, 5)),
        ("<= 2", FALLING, Fraction(21, 10), 2, Fraction(19, 10)),
        ('"great", "worst"', GRADES, "slight", "great", "worst"),
        ('"worst"', GRADES, "great", "worst", None),
        ('"slight"', GRADES, None, "slight", "great"),
        ('"gas"', KINDS, "fire", "gas", None),
        ("true", Flag(), False, True, None),
        ("false", Flag(), True, False, None),
    ],
)
def test_values_around_a_bound(
    test: str, domain: Domain, below: Value | None, at: Value, above: Value | None
) -> None:
    assert edges(rule(x=(test, domain))) == (Edge("x", below, at, above),)


def test_a_cell_that_every_value_fits_has_no_bound() -> None:
    assert edges(rule(x=("-", COUNT))) == ()


def storm() -> Rehearsal:
    rows = AnyOf(
        (
            Row(rule(rain=(">= 100", COUNT), area=(">= 20", COUNT))),
            Row(rule(river=('"great", "worst"', GRADES))),
        )
    )
    of = world(
        plan(
            Action("a", exactly(60), ("chief",)),
            levels=(level(1, AnyOf((Row(rule(rain=(">= 50", COUNT))),))), level(2, rows)),
        ),
        posts=(Post("pair", "hq", ("wang", "li")), Post("idle", "hq", ("li",))),
        persons=(Person("li"),),
        indicators=(Indicator("rain"), Indicator("area"), Indicator("river")),
        channels=(Channel("phone"), Channel("radio")),
        hops=(
            Hop("up", "site", "hq", channels=("phone",)),
            Hop("b", "x", "hq", channels=("phone", "radio")),
        ),
        pools=(Pool("bus", "hq", 3, road="pass"),),
    )
    outages = (
        Outage(Lost.PERSON, "li", 600, 900),
        Outage(Lost.CHANNEL, "radio", 1_200),
    )
    return rehearsed(of, Script(HOUR, (FactAt(0, "rain", Fraction(60)),), outages=outages))


def test_bounds_are_tried_from_both_sides_and_the_plan_does_as_it_says() -> None:
    made = storm()
    found = boundaries(made, "flood", 2)
    assert [(one.id, one.expected) for one in found] == [
        ("edge-flood-2-0-rain-below", 1),
        ("edge-flood-2-0-rain-at", 2),
        ("edge-flood-2-0-rain-above", 2),
        ("edge-flood-2-0-area-below", 1),
        ("edge-flood-2-0-area-at", 2),
        ("edge-flood-2-0-area-above", 2),
        ("edge-flood-2-1-river-below", 0),
        ("edge-flood-2-1-river-at", 2),
        ("edge-flood-2-1-river-above", 2),
    ]
    assert found[0].what.render("en") == "just below the bound of rain: 99"
    for one in found:
        trace = play(dataclasses.replace(made, script=one.script))
        reached = [int(str(record.data["to"])) for record in trace.of(*LEVELS)]
        assert max(reached, default=0) == one.expected, one.id


def test_what_is_single_fails_for_once() -> None:
    found = failures(storm())
    assert [one.id for one in found] == [
        "without-channel-phone",
        "without-person-wang",
        "without-road-pass",
    ]
    assert found[0].script.outages[-1] == Outage(Lost.CHANNEL, "phone", 0, strikes=True)
    assert len(found[0].script.outages) == 3


def test_complications_change_places() -> None:
    [one] = orders(storm())
    assert (one.id, one.what.render("en")) == (
        "order-2-1",
        "complications in the order radio, li",
    )
    assert one.script.outages == (
        Outage(Lost.CHANNEL, "radio", 600),
        Outage(Lost.PERSON, "li", 1_200, 1_500),
    )


def test_orders_from_above_are_complications_too() -> None:
    made = storm()
    script = dataclasses.replace(
        made.script, outages=made.script.outages[:1], orders=(OrderAt(60, "flood", 1, "chief"),)
    )
    [one] = orders(dataclasses.replace(made, script=script))
    assert one.script.orders == (OrderAt(600, "flood", 1, "chief"),)
    assert one.script.outages == (Outage(Lost.PERSON, "li", 60, 360),)


def test_one_complication_has_no_order() -> None:
    made = storm()
    script = dataclasses.replace(made.script, outages=())
    assert orders(dataclasses.replace(made, script=script)) == ()


@given(st.integers(1, 5), st.integers(1, 3))
def test_orders_cover_every_order_of_so_many(count: int, strength: int) -> None:
    size = min(count, strength)
    found = covering_orders(count, strength)
    assert found[0] == tuple(range(count))
    covered = {few for order in found for few in combinations(order, size)}
    assert covered == {p for few in combinations(range(count), size) for p in permutations(few)}


def test_few_orders_are_enough() -> None:
    assert [len(covering_orders(n)) for n in (2, 3, 4, 5, 6)] == [2, 6, 6, 8, 10]


def test_levels_are_picked_from_what_no_drill_reaches() -> None:
    missing = (
        Entry("flood#2", EntryKind.LEVEL, "II", "flood"),
        Entry("flood/a", EntryKind.ACTION, "a", "flood"),
    )
    assert missing_levels(missing) == (("flood", 2),)


def test_a_draft_holds_what_the_table_says_and_nothing_else() -> None:
    made = storm()
    named = tuple(
        dataclasses.replace(
            one.rule,
            conditions=tuple(
                dataclasses.replace(cell, indicator=SimpleNamespace(name=f"指标{cell.dimension}"))  # type: ignore[arg-type]  # all that is asked
                for cell in one.rule.conditions
            ),
            scope=("初判",),
        )
        for one in atoms(made.world.plans[0].levels[1].when)  # type: ignore[arg-type]  # it has one
        if isinstance(one, Row)
    )
    levels = (
        made.world.plans[0].levels[0],
        dataclasses.replace(
            made.world.plans[0].levels[1], when=AnyOf(tuple(Row(one) for one in named))
        ),
    )
    of = dataclasses.replace(
        made.world, plans=(dataclasses.replace(made.world.plans[0], levels=levels),)
    )
    start = SimpleNamespace(drill=SimpleNamespace(start=datetime(2027, 6, 1, 8, 0)))  # noqa: DTZ001 - the clock of a scenario
    made = dataclasses.replace(made, world=of, view=start)  # type: ignore[arg-type]  # all that is asked
    [draft] = drafts(made, [("flood", 2), ("flood", 9), ("slide", 1)])
    assert draft.id == "flood-2-edge"
    assert draft.text.splitlines()[1:] == [
        "演练: flood-2-edge",
        '名称: "FloodⅢ界限推演（草稿）"',
        "预案: flood",
        '参演: ["hq", "chief"]',
        "情景起始: 2027-06-01 08:00",
        "情景时长: 6小时",
        '初始事实: {"指标area": "20", "指标rain": "99"}',
        "事态:",
        "  - 时间: T+01:00",
        "    标题: 正好在界限上",
        '    事实: {"指标rain": "100"}',
        '    属实: ["初判"]',
        "    应达级别: {flood: Ⅲ}",
        "  - 时间: T+03:00",
        "    标题: 刚好超过界限",
        '    事实: {"指标rain": "101"}',
        "    应达级别: {flood: Ⅲ}",
    ]
