"""Levels that start later than the incident grade that they answer to."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from planforge.corpus.names import spellings
from planforge.corpus.tables import compile_cell
from planforge.corpus.written import cell_text
from planforge.feel import Numeric, Ordered, Problems, nothing
from planforge.findings import Severity
from planforge.frozen import dataclass
from planforge.i18n import msg
from planforge.model.scales import IncidentGrade
from planforge.rules.law.grades import NAMES, legal_start, tables_for
from planforge.rules.levels.declared import grade_order
from planforge.rules.levels.one_to_one import grades_in_doubt
from planforge.rules.levels.plan_ladders import faulty_cells
from planforge.rules.rule import Hit, cite, plan_rule
from planforge.rules.text.figures import number_roundness

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from planforge.corpus.plan_view import Level, PlanView
    from planforge.corpus.tables import Compiled, Condition
    from planforge.feel import Value, ValueSet
    from planforge.findings import Pointer
    from planforge.i18n import Argument

INCIDENT_GRADES: Final = cite("中华人民共和国突发事件应对法", "第三条")
RESPONSE_LEVELS: Final = cite("中华人民共和国突发事件应对法", "第七十一条")


@plan_rule(
    "LVL035",
    "level.later-than-its-grade",
    Severity.WARNING,
    title=msg("Response level that starts later than the grade it answers to"),
    rationale=msg(
        "The plan itself calls the incident by that grade; as long as its level does not start, "
        "nobody answers to it, or only those who answer to a milder one."
    ),
    sources=(INCIDENT_GRADES, RESPONSE_LEVELS),
    follows=("LVL010", "LVL026", "LVL044"),
)
def later_than_its_grade(view: PlanView) -> Iterator[Hit]:
    """Values of a figure that are of a grade, while no level that answers to it starts there.

    A level for a worse grade will do, one for a milder grade will not. Only where the level and the
    grade both hold by that figure alone, the grade says from what value on, and no row of the level
    is met by the grade as such. What a law gives that grade is held against the law instead. The
    finding stands at the cell of the grade where the law, or else the rounder number, is for the
    level.
    """
    levels = [level for level in view.levels if level.facts.grades and level.facts.triggers]
    if not view.plan.grades or not levels or grades_in_doubt(view):
        return
    starts = {level.name: _Starts.of(view.tables[level.name]) for level in levels}
    order = grade_order(view)
    answering_to = {
        grade: [starts[level.name] for level in levels if _answers(level, grade, order)]
        for grade in order
    }
    for level in levels:
        told: set[Pointer] = set()
        for grade, cell in _graded(view, level):
            own = starts[level.name].cells.get(cell.dimension)
            if own is None or own.values.domain != cell.values.domain or own.pointer in told:
                continue
            answering = answering_to[grade]
            left = _not_reached(cell, answering)
            if left.is_empty or {own.pointer, cell.pointer} & faulty_cells(view):
                continue
            left = left.difference(_by_law(view, grade, cell))
            if left.is_empty or any(each.follows(grade) for each in answering):
                continue
            told.add(own.pointer)
            late = left.intersect(_not_reached(cell, starts.values()))
            left = left if late.is_empty else late
            yield _later(view, level, (grade, cell), own, left=left, starts=starts)


@dataclass(frozen=True, slots=True)
class _Starts:
    """What starts a level by one figure alone, or by a grade.

    Attributes:
        cells: The first cell of each figure; judged ones too, which start at their figure as well
            when people find it so.
        reached: The values at which such a row holds, and all worse ones.
        grades: Cells of grades of the incident.
        judged: What people judge without figures.
    """

    cells: Mapping[str, Condition]
    reached: Mapping[str, ValueSet]
    grades: tuple[ValueSet, ...]
    judged: str

    @classmethod
    def of(cls, table: Compiled) -> _Starts:
        """Return what the rows of *table* say."""
        reached: dict[str, ValueSet] = {}
        cells: dict[str, Condition] = {}
        grades: list[ValueSet] = []
        for cell in _single(table):
            if isinstance(cell.values.domain, Numeric):
                cells.setdefault(cell.dimension, cell)
                values = cell.values.onwards()
                known = reached.get(cell.dimension)
                reached[cell.dimension] = values if known is None else known.union(values)
            elif isinstance(cell.values.domain, Ordered):
                grades.append(cell.values)
        judged = "\n".join(rule.judgement for rule in table.rules if not rule.conditions)
        return cls(cells, reached, tuple(grades), judged)

    def follows(self, grade: str) -> bool:
        """Whether a row is met by the grade itself, such as 事件分级（初判）, or 发生重大事件."""
        return any(
            values.domain.rank(grade) is not None and values.contains(grade)
            for values in self.grades
        ) or bool(re.search(f"(?<!特别){re.escape(grade)}", self.judged))


def _answers(level: Level, grade: str, order: Mapping[str, int]) -> bool:
    """Whether *level* answers to *grade* or to a worse one."""
    return any(name in order and order[name] <= order[grade] for name in level.facts.grades)


def _not_reached(cell: Condition, starts: Iterable[_Starts]) -> ValueSet:
    left = cell.values
    for each in starts:
        reached = each.reached.get(cell.dimension)
        if reached is not None and reached.domain == left.domain:
            left = left.difference(reached)
            if left.is_empty:
                break
    return left


def _later(  # noqa: PLR0913 - the two cells and what holds between them
    view: PlanView,
    level: Level,
    graded: tuple[str, Condition],
    own: Condition,
    *,
    left: ValueSet,
    starts: Mapping[str, _Starts],
) -> Hit:
    grade, cell = graded
    value = left.sample()
    milder = next(
        (name for name, each in starts.items() if _holds(each, cell.dimension, value)), None
    )
    said: dict[str, Argument] = {
        "indicator": cell.indicator.name,
        "value": left.domain.show(value),
        "grade": grade,
        "cell": cell_text(view.plan, cell.pointer),
        "level": level.name,
        "own": cell_text(view.plan, own.pointer),
    }
    here = view.at(*own.pointer), msg("the row of {level}", level=level.name)
    there = view.at(*cell.pointer), msg("the grade {grade}", grade=grade)
    if _backing(view, grade, own) > _backing(view, grade, cell):
        here, there = there, here
    return Hit(
        here[0],
        msg("{indicator} {value} is {grade} by “{cell}”, but {level} starts at “{own}”", **said)
        if milder is None
        else msg(
            "{indicator} {value} is {grade} by “{cell}”, but {level} starts at “{own}”; only "
            "{milder} holds there",
            milder=milder,
            **said,
        ),
        msg("Let the level start where its grade does, or correct the grade"),
        (there,),
    )


def _backing(view: PlanView, grade: str, cell: Condition) -> tuple[float, ...]:
    """Return what speaks for *grade* beginning where *cell* does: the law, then a round number."""
    spans, domain = cell.values.open_spans(), cell.values.domain
    start = spans[0][0] if spans else None
    if start is None or not isinstance(domain, Numeric):
        return (0, 0)
    by_law = legal_start((grade,), cell.indicator, view.plan.event_types, domain)
    return (by_law == start.number, number_roundness(start.number, domain))


def _holds(starts: _Starts, dimension: str, value: Value) -> bool:
    reached = starts.reached.get(dimension)
    return reached is not None and reached.contains(value)


def _by_law(view: PlanView, grade: str, cell: Condition) -> ValueSet:
    """Return what a law gives *grade* or a worse one: there LVL009 and LVL018 compare with it."""
    found = nothing(cell.values.domain)
    tables = tables_for(spellings(cell.indicator), view.plan.event_types)
    if len(tables) == 1 and grade in NAMES:
        worst_first = tuple(IncidentGrade)
        for one in worst_first[: worst_first.index(NAMES[grade]) + 1]:
            law = compile_cell(tables[0].cells.get(one, ""), cell.values.domain)
            found = found if isinstance(law, Problems) else found.union(law)
    return found


def _graded(view: PlanView, level: Level) -> Iterator[tuple[str, Condition]]:
    """Yield the first cells of single figures of the grades that *level* answers to."""
    for grade in level.facts.grades:
        fact = view.plan.grades.get(grade)
        if fact is not None:
            table = view.compiled(fact.conditions, ("grades", grade, "conditions"))
            cells = _Starts.of(table).cells.values()
            yield from ((grade, cell) for cell in cells if _has_start(cell))


def _has_start(cell: Condition) -> bool:
    """Whether the grade says from what value on; 3人以下 leaves open what is too little."""
    spans = cell.bounds
    start = spans[0][0] if spans else None
    return start is not None and start.number != 0


def _single(table: Compiled) -> Iterator[Condition]:
    """Yield the cells of rows that hold by one cell alone; judged ones too."""
    for rule in table.rules:
        if rule.is_complete and not rule.linked and len(rule.conditions) == 1:
            (cell,) = rule.conditions
            if cell.reach is None:
                yield cell


__all__ = ["later_than_its_grade"]
