"""Levels that start later than the incident grade that they answer to."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from planforge.corpus.names import spellings
from planforge.corpus.written import cell_text
from planforge.feel import Numeric
from planforge.findings import Severity
from planforge.i18n import msg
from planforge.rules.law.grades import tables_for
from planforge.rules.levels.declared import grades_out_of_order
from planforge.rules.levels.ladders import faulty_cells
from planforge.rules.rule import Hit, cite, plan_rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from planforge.corpus.plan_view import Level, PlanView
    from planforge.corpus.tables import Compiled, Condition
    from planforge.feel import ValueSet

INCIDENT_GRADES: Final = cite("中华人民共和国突发事件应对法", "第三条")
RESPONSE_LEVELS: Final = cite("中华人民共和国突发事件应对法", "第七十一条")


@plan_rule(
    "LVL035",
    "level.later-than-its-grade",
    Severity.WARNING,
    title=msg("Response level that starts later than the grade it answers to"),
    rationale=msg(
        "The plan itself calls the incident by that grade; as long as no level starts, nobody "
        "answers to it."
    ),
    sources=(INCIDENT_GRADES, RESPONSE_LEVELS),
)
def later_than_its_grade(view: PlanView) -> Iterator[Hit]:
    """Values of a figure that are of a grade, while the level of that grade starts beyond them.

    Only where the level and the grade both hold by that figure alone, the grade says from what
    value on, and no level holds there.
    """
    levels = [level for level in view.levels if level.facts.grades and level.facts.triggers]
    if not view.plan.grades or not levels or any(grades_out_of_order(view)):
        return
    reached: dict[str, ValueSet] = {}
    for level in levels:
        for name, cell in _single(view.tables[level.name]).items():
            values = cell.values.union(cell.values.worse())
            reached[name] = values.union(reached[name]) if name in reached else values
    for level in levels:
        starts = _single(view.tables[level.name])
        for grade, cell in _graded(view, level):
            own = starts.get(cell.dimension)
            if own is None or own.values.domain != cell.values.domain:
                continue
            left = cell.values.difference(reached[cell.dimension])
            if left.is_empty or own.pointer in faulty_cells(view) or _is_graded_by_law(view, cell):
                continue
            yield Hit(
                view.at(*own.pointer),
                msg(
                    "{indicator} {value} is {grade} by “{cell}”, but {level} starts at “{own}”",
                    indicator=cell.indicator.name,
                    value=left.domain.show(left.sample()),
                    grade=grade,
                    cell=cell_text(view.plan, cell.pointer),
                    level=level.name,
                    own=cell_text(view.plan, own.pointer),
                ),
                msg("Let the level start where its grade does, or correct the grade"),
                ((view.at(*cell.pointer), msg("the grade {grade}", grade=grade)),),
            )


def _is_graded_by_law(view: PlanView, cell: Condition) -> bool:
    """Whether a law grades by the figure of *cell*: then level and grade are held against it."""
    return len(tables_for(spellings(cell.indicator), view.plan.event_types)) == 1


def _graded(view: PlanView, level: Level) -> Iterator[tuple[str, Condition]]:
    """Yield the cells of single figures of the grades that *level* answers to."""
    for grade in level.facts.grades:
        fact = view.plan.grades.get(grade)
        if fact is not None:
            table = view.compiled(fact.conditions, ("grades", grade, "conditions"))
            yield from ((grade, cell) for cell in _single(table).values() if _has_start(cell))


def _has_start(cell: Condition) -> bool:
    """Whether the grade says from what value on; 3人以下 leaves open what is too little."""
    spans = cell.values.open_spans()
    start = spans[0][0] if spans else None
    return start is not None and start.number != 0


def _single(table: Compiled) -> dict[str, Condition]:
    """Return the cells of rows that hold by one figure alone, by indicator; judged ones too.

    The first of each: a judged row starts at its figure as well, when people find it so.
    """
    found: dict[str, Condition] = {}
    for rule in table.rules:
        if rule.is_complete and not rule.linked and len(rule.conditions) == 1:
            (cell,) = rule.conditions
            if isinstance(cell.values.domain, Numeric) and cell.reach is None:
                found.setdefault(cell.dimension, cell)
    return found


__all__ = ["later_than_its_grade"]
