"""Grades that take an incident more seriously than the law or the master plan does."""

from __future__ import annotations

from fractions import Fraction
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from planforge.corpus.names import Found, spellings
from planforge.corpus.tables import compile_cell, domain_of
from planforge.feel import Problems, nothing, only
from planforge.findings import Place, Severity
from planforge.frozen import dataclass
from planforge.i18n import msg
from planforge.model.base import Kind
from planforge.rules.articles import FITTING
from planforge.rules.law.grades import NAMES, TABLES, tables_for
from planforge.rules.law.weaker import LAWS, RANKS, basis, by_one_law, graded_otherwise
from planforge.rules.levels.plan_ladders import faulty_cells
from planforge.rules.rule import Hit, plan_rule, system_rule

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from planforge.corpus.graded import GradedFigure
    from planforge.corpus.names import Entity
    from planforge.corpus.outline import PlanOutline
    from planforge.corpus.plan_view import PlanView
    from planforge.corpus.system import System
    from planforge.feel import ValueSet
    from planforge.i18n import Argument
    from planforge.rules.law.grades import GradeTable
    from planforge.rules.law.weaker import Graded


@plan_rule(
    "LVL043",
    "level.stricter-than-law",
    Severity.ADVICE,
    title=msg("Grade stricter than the law"),
    rationale=msg(
        "The grades are fixed by law and are no minimum: they say who reports to whom, who leads "
        "and who inquires. Whoever wants to act earlier lets a response level start earlier."
    ),
    sources=LAWS,
    follows=("LVL044",),
)
def stricter_than_law(view: PlanView) -> Iterator[Hit]:
    """Values that the law gives a milder grade than the plan's grades do.

    Only grades are asked: levels may start before the grade they answer to.
    """
    for row, table in by_one_law(view, by_level=False):
        if table.law.verified:
            yield from _against_law(view, table, row)


def _against_law(view: PlanView, table: GradeTable, row: Graded) -> Iterator[Hit]:
    values = row.cell.values
    for grade, text in table.cells.items():
        if RANKS[grade] >= RANKS[row.grade]:
            continue
        law = compile_cell(text, values.domain)
        if isinstance(law, Problems) or not values.meets(law):
            continue
        serious = values.intersect(law).difference(_nothing_happened(values))
        if serious.is_empty or row.cell.pointer in faulty_cells(view):
            continue
        yield Hit(
            view.at(*row.cell.pointer),
            graded_otherwise(view, table, row, grade, serious),
            msg(
                "{law} says “{cell}” for {grade}: begin this cell behind it; to act earlier, let a "
                "response level start earlier",
                law=table.law.of(grade),
                cell=text,
                grade=grade.zh,
            ),
            basis=basis(table),
        )
        return


@dataclass(frozen=True, slots=True)
class _Figure:
    """A figure of the grades, made exact."""

    fact: GradedFigure
    indicator: Entity
    values: ValueSet


@system_rule(
    "LVL044",
    "level.graded-unlike-master-plan",
    Severity.WARNING,
    title=msg("Incident graded otherwise than in the master plan"),
    rationale=msg(
        "One incident has one grade: by two tables the county reports one grade, and the command "
        "answers to another."
    ),
    sources=(FITTING,),
    follows=("LVL009", "LVL010", "LVL019"),
)
def unlike_master(system: System) -> Iterator[Hit]:
    """Values to which a special plan gives another grade than the master plan's table of its kind.

    Likewise a plan of a department. The table is of the plan's kind if its name says so, or if one
    law grades both. Where the law agrees with the other plan, the master plan is at fault.
    """
    master = system.master
    if master is None or not master.graded:
        return
    known: dict[str, list[_Figure]] = {}
    for theirs in _figures(system, master):
        known.setdefault(theirs.indicator.id, []).append(theirs)
    for plan in system.outlines if known else ():
        if plan is master:
            continue
        for own in _figures(system, plan):
            for theirs in known.get(own.indicator.id, ()):
                if own.fact.grade == theirs.fact.grade:
                    continue
                kinds = (own.fact.table, *plan.event_types)
                if not _is_of_kind((theirs.fact.table, *master.event_types), kinds):
                    continue
                shared = own.values.intersect(theirs.values)
                shared = shared.difference(_nothing_happened(own.values))
                tables = tables_for(spellings(own.indicator), kinds)
                law = tables[0] if len(tables) == 1 else None
                shared = shared.difference(_by_law(own, law, own.fact.grade))
                if not shared.is_empty:
                    yield _unlike((master, theirs), (plan, own), shared, law)
                    break


def _figures(system: System, plan: PlanOutline) -> Iterator[_Figure]:
    for fact in plan.graded:
        found = system.registry.names.known(fact.indicator, (Kind.INDICATOR,))
        if not isinstance(found, Found):
            continue
        domain = domain_of(found.entity, system.registry)
        values = None if isinstance(domain, Problems) else compile_cell(fact.cell, domain)
        if values is not None and not isinstance(values, Problems):
            yield _Figure(fact, found.entity, values)


@lru_cache(maxsize=256)
def _is_of_kind(table: Sequence[str], kinds: Sequence[str]) -> bool:
    """Whether the master plan's *table*, its name and the master plan's events, is for *kinds*.

    The events count only for a table without a name.
    """
    names = table[:1] if table[0] else table[1:]
    return any(
        kind in name or name in kind or _one_law(name, kind)
        for name in names
        for kind in kinds
        if name not in _ANY_KIND and kind not in _ANY_KIND
    )


_ANY_KIND: Final = frozenset({"", "事故", "灾害", "事件", "突发事件", "其他突发事件"})


@lru_cache(maxsize=1024)
def _one_law(name: str, kind: str) -> bool:
    return any(table.is_for(name) and table.is_for(kind) for table in TABLES)


def _by_law(own: _Figure, table: GradeTable | None, grade: str) -> ValueSet:
    """Return the values of the figure to which the law of *table* gives *grade*."""
    text = table.cells.get(NAMES[grade], "") if table and grade in NAMES else ""
    law = compile_cell(text, own.values.domain)
    return nothing(own.values.domain) if isinstance(law, Problems) else law


def _unlike(
    one: tuple[PlanOutline, _Figure],
    other: tuple[PlanOutline, _Figure],
    shared: ValueSet,
    law: GradeTable | None,
) -> Hit:
    (master, theirs), (plan, own) = one, other
    grade, value = theirs.fact.grade, shared.sample()
    said: dict[str, Argument] = {
        "indicator": own.indicator.name,
        "value": shared.domain.show(value),
        "grade": grade,
        "theirs": theirs.fact.cell,
        "master": master.name,
        "cell": own.fact.cell,
        "own": own.fact.grade,
    }
    agrees = law and law.law.verified and _by_law(own, law, grade).contains(value)
    return Hit(
        Place(plan.file, own.fact.pointer),
        msg(
            "{indicator} {value} is {grade} by “{theirs}” of {master} and by {law}, but “{cell}” "
            "makes it {own}",
            law=law.law.of(NAMES[grade]),
            **said,
        )
        if law and agrees
        else msg(
            "{indicator} {value} is {grade} by “{theirs}” of {master}, but “{cell}” makes it {own}",
            **said,
        ),
        msg(
            "Grade as {master} does, or change it there first; to act earlier, let a response "
            "level start earlier",
            master=master.name,
        )
        if not agrees
        else msg(
            "Grade as {master} does; to act earlier, let a response level start earlier",
            master=master.name,
        ),
        ((Place(master.file, theirs.fact.pointer), msg("the grade of the master plan")),),
    )


def _nothing_happened(values: ValueSet) -> ValueSet:
    return only(values.domain, Fraction(0))


__all__ = ["stricter_than_law", "unlike_master"]
