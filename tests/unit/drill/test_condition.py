"""Conditions have three answers, and parts that are not known leave them open."""

from __future__ import annotations

from fractions import Fraction
from itertools import product
from typing import TYPE_CHECKING

import pytest

from planforge.corpus.assess import Answer
from planforge.corpus.names import Entity
from planforge.corpus.tables import Condition as Cell
from planforge.corpus.tables import Rule
from planforge.drill.condition import (
    AllOf,
    AnyOf,
    AtLeast,
    Condition,
    GradeIs,
    Held,
    Judged,
    LevelIs,
    Not,
    Row,
    Sure,
    WarningIs,
    dimensions,
    evaluate,
    missing,
)
from planforge.drill.describing import described
from planforge.findings import Place
from planforge.model.base import Element, Kind
from tests.unit.drill.worlds import fact

if TYPE_CHECKING:
    from collections.abc import Mapping

    from planforge.feel import Value

TRUE, OPEN, FALSE = Answer.HOLDS, Answer.OPEN, Answer.FAILS


class Told:
    """A view of some facts and judgements, in which everything has rank 2."""

    def __init__(self, facts: Mapping[str, Value], told: Mapping[str, bool]) -> None:
        self.facts = facts
        self.told = told
        self.answers = None
        self.asked: list[tuple[Held, bool]] = []

    def colour(self, hazard: str) -> int:
        return len(hazard[:2])

    def level(self, plan: str) -> int:
        return len(plan[:2])

    def grade(self, incident: str) -> int:
        return len(incident[:2])

    def held(self, condition: Held, *, holds: bool) -> int:
        self.asked.append((condition, holds))
        return 60


VIEW = Told({"a": Fraction(1), "b": Fraction(0)}, {"so": True, "not so": False})
PARTS = {TRUE: fact("a", "= 1"), FALSE: fact("b", "= 1"), OPEN: fact("c", "= 1")}


@pytest.mark.parametrize(("first", "second"), list(product(PARTS, PARTS)))
def test_parts_are_joined_like_kleenes(first: Answer, second: Answer) -> None:
    order = (FALSE, OPEN, TRUE)
    parts = (PARTS[first], PARTS[second])
    least, most = sorted((first, second), key=order.index)
    assert evaluate(AllOf(parts), VIEW) is least
    assert evaluate(AnyOf(parts), VIEW) is most
    assert evaluate(Not(PARTS[first]), VIEW) is order[2 - order.index(first)]


@pytest.mark.parametrize(
    ("count", "answers", "expected"),
    [
        (2, (TRUE, TRUE, FALSE), TRUE),
        (2, (TRUE, OPEN, FALSE), OPEN),
        (2, (TRUE, FALSE, FALSE), FALSE),
        (3, (TRUE, OPEN, FALSE), FALSE),
        (0, (), TRUE),
    ],
)
def test_so_many_of_them(count: int, answers: tuple[Answer, ...], expected: Answer) -> None:
    parts = tuple(PARTS[answer] for answer in answers)
    assert evaluate(AtLeast(count, parts), VIEW) is expected


@pytest.mark.parametrize(
    ("condition", "expected"),
    [
        (WarningIs("rain", 2), TRUE),
        (WarningIs("rain", 3), FALSE),
        (LevelIs("flood", 2), TRUE),
        (GradeIs("storm", 3), FALSE),
        (Judged("so"), TRUE),
        (Judged("not so"), FALSE),
        (Judged("perhaps"), OPEN),
        (Held(PARTS[TRUE], 60), TRUE),
        (Held(PARTS[TRUE], 61), FALSE),
        (Held(PARTS[FALSE], 0), FALSE),
        (Held(PARTS[OPEN], 0), OPEN),
        (Sure(PARTS[TRUE]), TRUE),
        (Sure(PARTS[OPEN]), FALSE),
        (Not(Sure(PARTS[OPEN])), TRUE),
        (AllOf(()), TRUE),
        (AnyOf(()), FALSE),
    ],
)
def test_other_conditions(condition: Condition, expected: Answer) -> None:
    assert evaluate(condition, VIEW) is expected


def row(test: str, **said: object) -> Row:
    indicator = Entity(Kind.INDICATOR, "a", "a", "a", Place("p"), Element())
    cell = Cell("a", indicator, fact("a", test).values, ())
    return Row(Rule((), (cell,), **said))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("condition", "expected"),
    [
        (row(">= 1"), TRUE),
        (row(">= 2"), FALSE),
        (row(">= 1", judgement="so"), TRUE),
        (row(">= 1", judgement="not so"), FALSE),
        (row(">= 1", judgement="perhaps"), OPEN),
        (row(">= 1", scope=("not so",)), FALSE),
    ],
)
def test_rows_of_tables_are_answered_like_those_of_plans(condition: Row, expected: Answer) -> None:
    assert evaluate(condition, VIEW) is expected


def test_every_part_that_must_hold_for_a_time_is_heard_of() -> None:
    view = Told({"a": Fraction(1)}, {})
    first, second = Held(PARTS[TRUE], 5), Held(PARTS[OPEN], 5)
    assert evaluate(AnyOf((first, second)), view) is TRUE
    assert view.asked == [(first, True), (second, False)]


def test_what_is_asked_for_and_not_known() -> None:
    condition = AllOf((Not(PARTS[TRUE]), Held(PARTS[OPEN], 5), row(">= 1"), LevelIs("flood", 1)))
    assert dimensions(condition) == ("a", "c")
    assert missing(condition, VIEW) == ("c",)


def test_equal_conditions_are_described_alike() -> None:
    first = AnyOf((PARTS[TRUE], PARTS[FALSE]))
    second = AnyOf((PARTS[FALSE], PARTS[TRUE]))
    assert described(first) == described(second)
    conditions: list[Condition | None] = [
        None,
        first,
        AllOf((PARTS[TRUE], PARTS[FALSE])),
        AtLeast(3, (PARTS[TRUE],)),
        Not(PARTS[TRUE]),
        Held(PARTS[TRUE], 5),
        Judged("so"),
        LevelIs("x", 1),
        WarningIs("x", 1),
        GradeIs("x", 1),
        row(">= 1"),
        row(">= 1", judgement="so"),
    ]
    assert len({str(described(one)) for one in conditions}) == len(conditions)
