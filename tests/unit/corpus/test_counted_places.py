"""Tables that ask for a grade in some rows and count the places of it in others.

What is told of them is held against small worlds: up to four places, each at one grade or none.
"""

from __future__ import annotations

from fractions import Fraction
from itertools import combinations, combinations_with_replacement, product
from random import Random
from typing import TYPE_CHECKING, Any, Final, TypeAlias

import pytest

from planforge.corpus.steps import Aspect, FaultKind
from tests.unit.corpus.test_ladders import faults, ladder, told

if TYPE_CHECKING:
    from planforge.corpus.steps import Fault, Step

World: TypeAlias = tuple[str, ...]
"""The grades of the places that have one."""
GRADES: Final = ("超警戒", "超保证", "超历史")
WORLDS: Final = tuple(
    world for size in range(5) for world in combinations_with_replacement(GRADES, size)
)
PLAIN: Final = (*GRADES, ">= 超保证", ">= 超警戒", "超警戒, 超历史")
COUNTS: Final = ("1", "2", ">= 1", ">= 2", ">= 3", "[1..3)", "[2..4)")
HOLES: Final = {
    FaultKind.GAP,
    FaultKind.NARROW,
    FaultKind.CORNER,
    FaultKind.OPEN_END,
    FaultKind.FALL,
}
OFTEN: Final = {FaultKind.FALL, FaultKind.ORDER, FaultKind.OVERLAP, FaultKind.UNREACHABLE}


def plain(cell: str) -> dict[str, Any]:
    return {"水位": cell}


def places(count: str, reach: str) -> dict[str, Any]:
    return {"水位": {"个数": count, "达到": reach}}


def holds(step: Step, world: World) -> bool:
    """Whether the cells of *step*, as they are written, hold in *world*."""
    for cell in step.rule.conditions:
        if cell.reach is None:
            if not any(cell.values.contains(grade) for grade in world):
                return False
        elif not cell.values.contains(Fraction(sum(map(cell.reach.contains, world)))):
            return False
    return True


def told_worlds(fault: Fault) -> list[World]:
    """Return the worlds of places at one grade that *fault* may speak of."""
    assert fault.axis is not None
    assert fault.witness is not None
    said = {side.aspect: value for side, value in fault.others} | {fault.axis[1]: fault.witness}
    assert Aspect.VALUE not in said
    return [
        world
        for world in WORLDS
        if world
        and set(world) == {said.get(Aspect.REACH, world[0])}
        and len(world) == said.get(Aspect.COUNT, len(world))
    ]


def is_true(fault: Fault, steps: tuple[Step, ...]) -> bool:
    """Whether some world bears out what *fault* says."""
    if fault.kind is FaultKind.UNREACHABLE:
        others = [step for step in steps if step.rank >= fault.lower.rank and step != fault.lower]
        return all(
            any(holds(step, world) for step in others)
            for world in WORLDS
            if holds(fault.lower, world)
        )
    worlds = told_worlds(fault)
    if fault.kind in HOLES:
        least = fault.higher.rank if fault.kind is FaultKind.FALL and fault.higher else 0
        return any(
            not any(holds(step, world) for step in steps if step.rank >= least) for world in worlds
        )
    assert fault.higher is not None
    is_overlap = fault.kind is FaultKind.OVERLAP
    return any(
        holds(fault.higher, world) and holds(fault.lower, world) is is_overlap for world in worlds
    )


def tables(seed: int, share: float) -> list[list[dict[str, Any]]]:
    """Return a table of four levels; *share* of its rows ask for the grade, the others count it."""
    random = Random(seed)  # noqa: S311 - tables, no secrets

    def row() -> dict[str, Any]:
        if random.random() < share:
            return plain(random.choice(PLAIN))
        return places(random.choice(COUNTS), random.choice(PLAIN[:5]))

    rows = [[row() for _ in range(random.choice((1, 1, 2)))] for _ in range(4)]
    rows[random.randrange(4)][0] = places(random.choice(COUNTS), random.choice(GRADES))
    return rows


@pytest.mark.parametrize("share", [0, 0.5, 0.8])
def test_what_is_told_of_a_grade_and_its_counts_is_true_of_some_places(share: float) -> None:
    said: set[FaultKind] = set()
    for seed in range(60):
        rows = tables(seed, share)
        made = ladder(*rows)
        wrong = [told(fault) for fault in made.faults if not is_true(fault, made.steps)]
        assert wrong == [], rows
        said |= {fault.kind for fault in made.faults}
    assert said >= OFTEN


def table(*cells: str | tuple[str, str]) -> list[dict[str, Any]]:
    """Return one row a level, from the highest down: a grade, or a count and what is reached."""
    return [plain(cell) if isinstance(cell, str) else places(*cell) for cell in cells]


@pytest.mark.parametrize(
    "cells",
    [
        ("超历史", (">= 2", "超保证"), (">= 1", "超保证"), "超警戒"),
        ("超历史", (">= 2", ">= 超保证"), (">= 1", ">= 超保证"), ">= 超警戒"),
        ("超历史", "超保证", (">= 2", "超警戒"), ("1", "超警戒")),
        ("超历史", "超保证", (">= 2", "超警戒"), "超警戒"),
        ((">= 2", "超历史"), "超历史", "超保证", "超警戒"),
    ],
)
def test_a_grade_in_one_place_stands_between_its_counts(
    cells: tuple[str | tuple[str, str], ...],
) -> None:
    assert faults(*table(*cells)) == []


def test_the_worst_grade_in_one_place_goes_on_beside_a_count() -> None:
    rows: list[Any] = table(*[(count, ">= 超保证") for count in (">= 3", "2", "1")], "超警戒")
    rows[0] = [rows[0], plain("超历史")]
    assert faults(*rows) == []


@pytest.mark.parametrize(
    ("cells", "expected"),
    [
        (
            ("超历史", None, (">= 2", "超保证"), "超警戒"),
            [("narrow", "Ⅳ级 >= 1", "Ⅲ级 >= 2", "1")],
        ),
        (
            ((">= 3", ">= 超保证"), ("1", ">= 超保证"), "超警戒", None),
            [("gap", "Ⅱ级 1", "Ⅰ级 >= 3", "2")],
        ),
        (
            ((">= 2", "超历史"), (">= 1", "超保证"), None, "超警戒"),
            [("corner", "Ⅱ级 超保证", "Ⅰ级 超历史", "超历史")],
        ),
    ],
)
def test_places_that_no_row_answers_are_a_gap(
    cells: tuple[str | tuple[str, str] | None, ...], expected: list[tuple[str, ...]]
) -> None:
    rows = [None if cell is None else table(cell)[0] for cell in cells]
    assert faults(*rows) == expected


def test_a_row_without_effect_is_one_whose_worlds_are_all_in_the_other_row() -> None:
    cells = [
        *(plain(cell) for cell in PLAIN),
        *(places(count, reach) for count, reach in product(COUNTS, PLAIN[:5])),
    ]
    said: dict[tuple[str, str], list[int]] = {}
    true: dict[tuple[str, str], list[int]] = {}
    for pair in combinations(cells, 2):
        made = ladder(None, None, None, list(pair))
        key = str(pair[0]["水位"]), str(pair[1]["水位"])
        idle = [fault.lower for fault in made.faults if fault.kind is FaultKind.UNREACHABLE]
        first, second = ({w for w in WORLDS if holds(step, w)} for step in made.steps)
        said[key] = [i for i, step in enumerate(made.steps) if step in idle]
        true[key] = [1] if second <= first else [0] if first <= second else []
    assert said == true
