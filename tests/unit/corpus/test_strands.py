"""Which steps of a ladder follow each other without a flaw, and which have to be looked at."""

from __future__ import annotations

import pytest

from planforge.corpus.strands import Strands
from tests.unit.corpus.test_ladders import ladder


def strands(*cells: str, indicator: str = "雨量") -> Strands:
    """Return the strands of one row a level; *cells* are given from the worst level down."""
    return Strands(ladder(*({indicator: cell} for cell in cells)).steps)


@pytest.mark.parametrize(
    "cells",
    [
        (">= 200", "[100..200)", "[50..100)", "[20..50)"),
        (">= 200", ">= 100", ">= 50", ">= 20"),
        (">= 200", "[100..200)", ">= 50", ">= 20"),
        (">= 200", ">= 100", "[50..100)", "[20..50)"),
    ],
)
def test_levels_that_follow_each_other_are_a_chain(cells: tuple[str, ...]) -> None:
    found = strands(*cells)
    assert found.crooked == ()
    assert found.ended == ()


@pytest.mark.parametrize(
    ("cells", "ended"),
    [
        (
            (">= 200", "[100..200)", "[60..100)", "[20..50)"),
            ["[20..50)", "[60..100)", "[100..200)"],
        ),
        ((">= 200", "[90..200)", "[50..100)", "[20..50)"), ["[20..50)", "[50..100)", "[90..200)"]),
        (("[200..300)", ">= 100", ">= 50", ">= 20"), ["[200..300)"]),
        ((">= 50", ">= 100", ">= 60", ">= 20"), []),
        ((">= 200", ">= 100", "[50..60), >= 70", ">= 20"), ["[50..60) mm, >= 70"]),
    ],
)
def test_what_is_no_chain_is_looked_at(cells: tuple[str, ...], ended: list[str]) -> None:
    found = strands(*cells)
    ((_, steps),) = found.crooked
    assert [step.rank for step in steps] == [1, 2, 3, 4]
    left = [step.sides[axis].values.text().removesuffix(" mm") for step, axis in found.ended]
    assert sorted(left) == sorted(ended)


def test_two_rows_of_one_level_are_no_chain() -> None:
    lowest = [{"雨量": ">= 20"}, {"雨量": ">= 30"}]
    steps = ladder({"雨量": ">= 200"}, {"雨量": ">= 100"}, {"雨量": ">= 50"}, lowest).steps
    assert len(Strands(steps).crooked) == 1
