"""The ladders of a plan, made once for all rules that ask for them, and where they are at fault."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from planforge.corpus.following import Following
from planforge.corpus.ladders import Ladder
from planforge.model.scales import IncidentGrade, WarningColour

if TYPE_CHECKING:
    from planforge.corpus.plan_view import PlanView
    from planforge.findings import Pointer


@lru_cache(maxsize=1)  # four rules ask it of one plan before they go on to the next
def level_ladder(view: PlanView) -> Ladder:
    """Return the response levels that *view* describes, the mildest first."""
    return Ladder((level.name, view.tables[level.name]) for level in reversed(view.levels))


@lru_cache(maxsize=1)
def following_ladder(view: PlanView) -> Following:
    """Return the rows of the response levels of *view* that follow other plans, by level."""
    return Following((level.name, view.tables[level.name]) for level in reversed(view.levels))


@lru_cache(maxsize=1)
def grade_ladder(view: PlanView) -> Ladder:
    """Return the incident grades of *view*, the mildest first."""
    return Ladder(
        (
            name,
            view.compiled(view.plan.grades[name].conditions, ("grades", name, "conditions")),
        )
        for name in grade_names(view)
    )


def grade_names(view: PlanView) -> list[str]:
    """Return the names of the incident grades of *view*, the mildest first."""
    known = {grade.zh: i for i, grade in enumerate(IncidentGrade)}
    names = list(view.plan.grades)
    if known.keys() >= set(names):
        names.sort(key=lambda name: known[name])
    return names[::-1]


@lru_cache(maxsize=1)
def warning_ladder(view: PlanView) -> Ladder:
    """Return the warning colours of *view*, the mildest first."""
    rules = view.plan.warnings.rules if view.plan.warnings else {}
    return Ladder(
        (
            colour.zh,
            view.compiled(rules[colour].conditions, ("warnings", "rules", colour.zh, "conditions")),
        )
        for colour in _colours(view)
    )


def _colours(view: PlanView) -> list[WarningColour]:
    rules = view.plan.warnings.rules if view.plan.warnings else {}
    return [colour for colour in reversed(WarningColour) if colour in rules]


def rank_of(view: PlanView, pointer: Pointer) -> int:
    """Return how high the level, grade or colour at *pointer* stands on its ladder, from 1."""
    field, *inner = pointer
    if field == "grades":
        names = grade_names(view)
    elif field == "warnings":
        names, inner = [colour.zh for colour in _colours(view)], inner[1:]
    else:
        names = [level.name for level in reversed(view.levels)]
    return names.index(str(inner[0])) + 1 if inner and inner[0] in names else 0


@lru_cache(maxsize=1)
def faulty_cells(view: PlanView) -> frozenset[Pointer]:
    """Return the cells between which something is wrong on a ladder: one mistake is told once."""
    return frozenset(
        step.sides[axis].pointer
        for ladder in ladders(view)
        for fault in ladder.faults
        for step in (fault.lower, fault.higher)
        for axis in (fault.axis, *fault.more)
        if axis is not None and step is not None and axis in step.sides
    )


def ladders(view: PlanView) -> tuple[Ladder, ...]:
    """Return all ladders of *view*."""
    return grade_ladder(view), warning_ladder(view), level_ladder(view), following_ladder(view)
