"""Limits that cannot be kept are named with the chain that contradicts itself."""

from __future__ import annotations

from planforge.drill.chance import Span
from planforge.drill.network import Infeasible, Step, infeasible
from planforge.drill.prepared import Prepared
from planforge.drill.work import Action, After, Deadline, Relation
from planforge.model.scales import Anchor
from tests.unit.drill.worlds import MINUTE, plan, world

SURVEY = Action("survey", Span(45 * MINUTE, 60 * MINUTE, 90 * MINUTE))


def judged(*actions: Action) -> Infeasible | None:
    return infeasible(Prepared(world(plan(*actions))), "flood", 1)


def report(minutes: int, relation: Relation = Relation.FINISH_START) -> Action:
    return Action(
        "report",
        Span(5 * MINUTE, 5 * MINUTE, 5 * MINUTE),
        after=(After("flood/survey", relation, 60),),
        deadlines=(Deadline(minutes * MINUTE),),
    )


def test_13_a_limit_shorter_than_what_must_come_first_is_explained() -> None:
    assert judged(SURVEY, report(30)) == Infeasible(
        "flood",
        1,
        (
            Step("limit", "report", 1800),
            Step("work", "report", 300),
            Step("after", "report", 60),
            Step("work", "survey", 2700),
            Step("begin", "survey", 0),
        ),
        1260,
    )


def test_13_the_last_second_can_be_kept() -> None:
    assert judged(SURVEY, report(51)) is None
    found = judged(SURVEY, report(50))
    assert found is not None
    assert found.missing == 60


def test_13_every_relation_counts() -> None:
    needed = {}
    for relation in Relation:
        needed[relation.value] = next(
            minutes for minutes in range(100) if judged(SURVEY, report(minutes, relation)) is None
        )
    assert needed == {"FS": 51, "SS": 6, "FF": 46, "SF": 5}


def test_13_a_ring_of_predecessors_needs_no_limit() -> None:
    first = Action("a", Span(60, 60, 60), after=(After("flood/b"),))
    second = Action("b", Span(30, 30, 30), after=(After("flood/a"),))
    found = judged(first, second)
    assert found is not None
    assert ([(s.why, s.action) for s in found.steps], found.missing) == (
        [("work", "a"), ("after", "a"), ("work", "b"), ("after", "b")],
        90,
    )


def test_13_limits_of_other_anchors_are_not_judged() -> None:
    told = Action("told", Span(60, 60, 60), deadlines=(Deadline(1, Anchor.RECEIPT),))
    assert judged(told) is None
