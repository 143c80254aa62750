"""Many runs of one drill: exact shares and quantiles, the same for any number of processes."""

from __future__ import annotations

from fractions import Fraction
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planforge.drill.chance import Mode, Span, exactly
from planforge.drill.ensemble import (
    LevelOutcome,
    Range,
    ensemble,
    fragile,
    quantile,
    range_of,
)
from planforge.drill.script import FactAt, Script
from planforge.drill.work import Action, Deadline
from tests.unit.drill.rehearsed import rehearsed
from tests.unit.drill.worlds import HOUR, fact, level, plan, world

VALUES = st.lists(st.integers(-50, 50), min_size=1, max_size=40)
SHARES = st.fractions(min_value=0, max_value=1).filter(bool)
MOVE = Action("move", Span(600, 1_200, 3_600), deadlines=(Deadline(1_800),))
SURE = Action("tell", exactly(60), order=1, deadlines=(Deadline(60),))
NEVER = Action("skip", exactly(60), order=2, guard=fact("deaths", ">= 9"))
MADE = rehearsed(
    world(plan(MOVE, SURE, NEVER, levels=(level(1, fact("deaths", ">= 1"), Span(0, 0, 300)),))),
    Script(5 * HOUR, (FactAt(0, "deaths", Fraction(1)),), seed=3),
)


@given(VALUES, SHARES)
def test_a_quantile_is_the_smallest_value_that_the_share_does_not_exceed(
    values: list[int], share: Fraction
) -> None:
    ordered = sorted(values)
    found = quantile(ordered, share)
    assert found in values
    assert Fraction(sum(value <= found for value in values), len(values)) >= share
    assert Fraction(sum(value < found for value in values), len(values)) < share


@given(VALUES)
def test_a_range_is_in_order(values: list[int]) -> None:
    found = range_of(values)
    assert found is not None
    parts = (found.least, found.low, found.middle, found.high, found.most)
    assert all(one <= other for one, other in pairwise(parts))
    assert (found.least, found.most) == (min(values), max(values))
    assert range_of(reversed(values)) == found


def test_nothing_has_no_range() -> None:
    assert range_of(()) is None


def test_runs_are_counted_and_told_as_ranges() -> None:
    found = ensemble(MADE, 50)
    assert (found.runs, found.seed) == (50, 3)
    move, tell = found.actions  # what is skipped in every run is not among them
    assert (move.action, move.wanted, move.done, move.limited) == ("flood/move", 50, 50, 50)
    assert move.on_time == Fraction(move.kept, 50)
    assert 0 < move.kept < 50
    assert move.taken is not None
    assert 600 <= move.taken.least <= move.taken.middle <= move.taken.most <= 3_600
    assert tell.taken == Range(60, 60, 60, 60, 60)
    assert (tell.kept, tell.on_time) == (50, Fraction(1))
    [reached] = found.levels
    assert (reached.plan, reached.rank, reached.reached) == ("flood", 1, 50)
    late = {one.weakness.key: one.runs for one in found.weaknesses}
    assert late["E02", "flood/move"] == 50 - move.kept
    assert sorted(late.values(), reverse=True) == list(late.values())


def test_the_first_run_of_an_ensemble_is_the_run_of_its_seed() -> None:
    one, two = ensemble(MADE, 1), ensemble(MADE, 2)
    assert one.actions[0].end is not None
    assert two.actions[0].end is not None
    assert one.actions[0].end.least in (two.actions[0].end.least, two.actions[0].end.most)


def test_any_number_of_processes_comes_to_the_same() -> None:
    assert ensemble(MADE, 7, workers=2) == ensemble(MADE, 7)


def test_with_the_usual_times_every_run_is_the_same() -> None:
    found = ensemble(MADE, 3, mode=Mode.PLAN)
    assert found.levels == (LevelOutcome("flood", 1, 3, Range(0, 0, 0, 0, 0)),)


def test_a_limit_that_is_kept_as_a_rule_and_broken_often_is_fragile() -> None:
    found = ensemble(MADE, 50)
    [one] = fragile(MADE, found, ("flood/move", "flood/tell"))
    assert (one.id, [entry.id for entry in one.entries]) == ("E11", ["flood/move"])
    assert f"in time in {found.actions[0].kept} of 50 runs only" in one.message.render("en")
    assert fragile(MADE, found, ("flood/tell",)) == ()


@pytest.mark.parametrize("runs", [1, 4])
def test_the_same_ensemble_is_the_same(runs: int) -> None:
    assert ensemble(MADE, runs) == ensemble(MADE, runs)
