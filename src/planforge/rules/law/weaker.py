"""Grades and levels that take an incident more lightly than the law does."""

from __future__ import annotations

from fractions import Fraction
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from planforge.corpus.names import spellings
from planforge.corpus.tables import compile_cell
from planforge.corpus.written import cell_text
from planforge.feel import Problems, only
from planforge.findings import Severity
from planforge.frozen import dataclass
from planforge.i18n import msg
from planforge.model.scales import IncidentGrade
from planforge.rules.law.grades import NAMES, tables_for
from planforge.rules.levels.one_to_one import grades_in_doubt
from planforge.rules.levels.plan_ladders import faulty_cells
from planforge.rules.rule import Hit, cite, plan_rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from planforge.corpus.plan_view import PlanView
    from planforge.corpus.tables import Compiled, Condition, Rule
    from planforge.feel import ValueSet
    from planforge.findings import Citation
    from planforge.i18n import Message
    from planforge.rules.law.grades import GradeTable

LAWS: Final = (
    cite("中华人民共和国突发事件应对法", "第三条"),
    cite("生产安全事故报告和调查处理条例", "第三条"),
    cite("地质灾害防治条例", "第四条"),
    cite("电力安全事故应急处置和调查处理条例", "附表"),
    cite("森林草原防灭火条例", "第四十五条"),
    cite("国家突发环境事件应急预案", "附件1"),
    cite("国家地震应急预案", "3.1"),
    cite("特种设备安全监察条例", "第六十一条至第六十四条"),
    cite("铁路交通事故应急救援和调查处理条例", "第九条至第十三条"),
)
_PLANS: Final = (
    cite("国家突发地质灾害应急预案", "险情分级"),
    cite("国家城市轨道交通运营突发事件应急预案", "事件分级"),
    cite("国家食品安全事故应急预案", "事故分级"),
    cite("国家突发公共卫生事件应急预案", "事件分级"),
    cite("国家突发重大动物疫情应急预案", "疫情分级"),
    cite("网络安全事件分级指南", "事件分级"),
    cite("特别重大、重大突发公共事件分级标准（试行）", "分级标准"),
)
RANKS: Final = {grade: place for place, grade in enumerate(reversed(IncidentGrade))}
"""The grades, the mildest 0."""


@dataclass(frozen=True, slots=True)
class Graded:
    """A row of one cell, with the grade that the plan gives to what meets it."""

    grade: IncidentGrade
    rule: Rule
    cell: Condition


@lru_cache(maxsize=4)  # three rules ask both of one plan
def graded(view: PlanView, *, by_level: bool) -> tuple[Graded, ...]:
    """Return the rows of one cell, of the grades or of the levels that name their grades."""
    return tuple(_rows(view, by_level=by_level))


def _rows(view: PlanView, *, by_level: bool) -> Iterator[Graded]:
    for grade, table in _tables(view, by_level=by_level):
        for rule in table.rules:
            own = not by_level or rule.pointer[0] == "levels"
            if own and rule.is_numeric and not rule.linked and len(rule.conditions) == 1:
                (cell,) = rule.conditions
                if cell.reach is None:
                    yield Graded(grade, rule, cell)


def _tables(view: PlanView, *, by_level: bool) -> Iterator[tuple[IncidentGrade, Compiled]]:
    if by_level:
        for level in view.levels:
            grades = [NAMES[name] for name in level.facts.grades if name in NAMES]
            if grades:
                yield max(grades, key=RANKS.__getitem__), view.tables[level.name]
        return
    for name, fact in view.plan.grades.items():
        if name in NAMES:
            at = ("grades", name, "conditions")
            yield NAMES[name], view.compiled(fact.conditions, at)


@lru_cache(maxsize=4)
def by_one_law(view: PlanView, *, by_level: bool) -> tuple[tuple[Graded, GradeTable], ...]:
    """Return those of `graded` that a law grades, with its table.

    Where two laws grade one indicator, only a lawyer can say which one holds: those are left out.
    """
    known: dict[tuple[str, str], tuple[GradeTable, ...]] = {}
    found: list[tuple[Graded, GradeTable]] = []
    for row in graded(view, by_level=by_level):
        indicator = row.cell.indicator
        key = indicator.id, row.rule.table
        if key not in known:
            events = (*view.plan.event_types, row.rule.table)
            known[key] = tables_for(spellings(indicator), events)
        if len(known[key]) == 1:
            found.append((row, known[key][0]))
    return tuple(found)


def _weaker(view: PlanView, *, verified: bool) -> Iterator[Hit]:
    for by_level in (False, True):
        judged = [
            (row, table)
            for row, table in by_one_law(view, by_level=by_level)
            if table.law.verified is verified
        ]
        if by_level and judged and grades_in_doubt(view):
            continue  # then the grades are wrong, not the rows
        rows = graded(view, by_level=by_level)
        for row, table in judged:
            if by_level and row.cell.pointer in faulty_cells(view):
                continue  # one mistake is told once
            yield from _compared(view, table, row, rows)
            yield from _left_out(view, table, row, rows, by_level=by_level)


def _compared(
    view: PlanView, table: GradeTable, row: Graded, rows: tuple[Graded, ...]
) -> Iterator[Hit]:
    for grade, text in table.cells.items():
        if RANKS[grade] <= RANKS[row.grade]:
            continue
        law = compile_cell(text, row.cell.values.domain)
        if isinstance(law, Problems):
            continue
        if not row.cell.values.meets(law):
            continue
        light = row.cell.values.intersect(law)
        higher = [
            other
            for other in rows
            if other.cell.dimension == row.cell.dimension and RANKS[other.grade] >= RANKS[grade]
        ]
        for other in higher:
            light = light.difference(other.cell.values)
        if light.is_empty or not higher:  # a plan need not grade what it leaves to others
            continue
        yield Hit(
            view.at(*row.cell.pointer),
            graded_otherwise(view, table, row, grade, light),
            msg(
                "{law} says “{cell}” for {grade}: end this cell before it",
                law=table.law.of(grade),
                cell=text,
                grade=grade.zh,
            ),
            tuple(
                (view.at(*other.cell.pointer), msg("the plan's cell for {grade}", grade=grade.zh))
                for other in higher
                if other.grade is grade
            ),
            basis=basis(table),
        )
        return


def _left_out(
    view: PlanView, table: GradeTable, row: Graded, rows: tuple[Graded, ...], *, by_level: bool
) -> Iterator[Hit]:
    """Yield what the law grades like the mildest row, but the plan leaves below it.

    A level may start later than its grade where the law does not say from what value on it grades.
    """
    along: list[Graded] = []
    for other in rows:
        if other.cell.dimension == row.cell.dimension and other.rule.table == row.rule.table:
            if RANKS[other.grade] < RANKS[row.grade]:
                return
            along.append(other)
    text = table.cells.get(row.grade, "")
    law = compile_cell(text, row.cell.values.domain)
    if isinstance(law, Problems) or (by_level and law.open_spans()[0][0] is None):
        return
    left = law.difference(row.cell.values.onwards())
    for other in along:
        left = left.difference(other.cell.values)
    nothing = only(left.domain, Fraction(0))  # nobody hurt and nothing lost is no incident
    left = left.difference(nothing)
    if left.is_empty:
        return
    yield Hit(
        view.at(*row.cell.pointer),
        msg(
            "{indicator} {value} is {grade} by {law}, but the plan begins with “{cell}”",
            indicator=row.cell.indicator.name,
            value=left.domain.show(left.sample()),
            grade=row.grade.zh,
            law=table.law.of(row.grade),
            cell=cell_text(view.plan, row.cell.pointer),
        ),
        msg(
            "{law} says “{cell}” for {grade}: let this cell begin no later",
            law=table.law.of(row.grade),
            cell=text,
            grade=row.grade.zh,
        ),
        basis=basis(table),
    )


def graded_otherwise(
    view: PlanView, table: GradeTable, row: Graded, grade: IncidentGrade, values: ValueSet
) -> Message:
    """Return the sentence that *values*, which *table* gives *grade*, have that of *row* here."""
    return msg(
        "{indicator} {value} is {grade} by {law}, but “{cell}” makes it {own}",
        indicator=row.cell.indicator.name,
        value=values.domain.show(values.sample()),
        grade=grade.zh,
        law=table.law.of(grade),
        cell=cell_text(view.plan, row.cell.pointer),
        own=row.grade.zh,
    )


def basis(table: GradeTable) -> tuple[Citation, ...] | None:
    """Return the sources that *table* stands in; None for all, if it stands in none of them."""
    title = table.law.title
    return tuple(s for s in (*LAWS, *_PLANS) if f"《{s.document}》" in title) or None


@plan_rule(
    "LVL009",
    "level.weaker-than-law",
    Severity.ERROR,
    title=msg("Grade weaker than the law"),
    rationale=msg(
        "The grades of accidents are fixed by law; a plan that asks for more before it calls an "
        "accident 较大 reports and responds too late."
    ),
    sources=LAWS,
)
def weaker_than_law(view: PlanView) -> Iterator[Hit]:
    """Values that the law gives a worse grade than the plan's grades, or levels for grades, do.

    Values below the mildest grade count too: the law gives them a grade, the plan none.
    """
    return _weaker(view, verified=True)


@plan_rule(
    "LVL018",
    "level.weaker-than-national-plan",
    Severity.ADVICE,
    title=msg("Grade weaker than the national plan"),
    rationale=msg(
        "National plans grade incidents in more detail than the laws; a milder grade of one's own "
        "needs a reason."
    ),
    sources=_PLANS,
    follows=("LVL044",),
)
def weaker_than_national_plan(view: PlanView) -> Iterator[Hit]:
    """The same, for grades of national plans that planforge does not quote from the text itself."""
    return _weaker(view, verified=False)
