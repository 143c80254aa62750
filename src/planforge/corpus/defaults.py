"""What a level takes from the rest of its plan: the end said once, the table of its grade."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from planforge.corpus.names import fold
from planforge.model.base import Visibility

if TYPE_CHECKING:
    from collections.abc import Iterator

    from planforge.model.plan import GradeRule, Plan, ResponseLevel, Termination
    from planforge.model.trigger import Row, Table


def complete(plan: Plan, level: ResponseLevel) -> ResponseLevel:
    """Return *level* with its trigger table and its end filled in from *plan* where it is silent.

    A level without 启动条件 and 条件另定 starts by the conditions of the grades it answers to. A
    level without 终止 ends as the plan's 响应终止 says; where 谁启动谁终止 holds and nobody is
    named, those who decide its start decide its end.
    """
    changes: dict[str, Any] = {}
    rows = tuple(row for _, rule in by_grade(plan, level) for row in _rows(rule))
    if rows:
        changes["triggers"] = rows
    end = _end(plan, level)
    if end is not level.termination:
        changes["termination"] = end
    return level.model_copy(update=changes) if changes else level


def by_grade(plan: Plan, level: ResponseLevel) -> tuple[tuple[str, GradeRule], ...]:
    """Return the grades whose conditions start *level*; none if it has conditions of its own."""
    if level.triggers or level.defined_elsewhere or not level.grades:
        return ()
    wanted = {fold(name) for name in level.grades}
    return tuple((name, rule) for name, rule in plan.grades.items() if fold(name) in wanted)


def _rows(rule: GradeRule) -> Iterator[Row | Table]:
    hidden = {"visibility": Visibility.INTERNAL}
    is_internal = rule.visibility is Visibility.INTERNAL
    for item in rule.conditions:
        yield item.model_copy(update=hidden) if is_internal else item


def _end(plan: Plan, level: ResponseLevel) -> Termination | None:
    end = level.termination or plan.termination
    if end is None or end.decided_by or not end.by_starter:
        return end
    return end.model_copy(update={"decided_by": level.decided_by})
