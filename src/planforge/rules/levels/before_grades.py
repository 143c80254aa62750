"""The lowest level, where it alone starts before its grade, and all others start with theirs."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, TypeAlias

from planforge.corpus.written import cell_text
from planforge.feel import Numeric
from planforge.findings import Severity
from planforge.i18n import msg
from planforge.rules.law.weaker import RANKS, graded
from planforge.rules.levels.claims import badness, ends
from planforge.rules.levels.one_to_one import grades_in_doubt
from planforge.rules.levels.plan_ladders import faulty_cells
from planforge.rules.rule import Hit, cite, plan_rule

if TYPE_CHECKING:
    from collections.abc import Iterator
    from fractions import Fraction

    from planforge.corpus.plan_view import PlanView
    from planforge.corpus.tables import Condition
    from planforge.model.scales import IncidentGrade

_Starts: TypeAlias = "dict[IncidentGrade, tuple[Fraction, Condition]]"
"""Where each grade, or the level that answers to it, begins by one indicator."""
INCIDENT_GRADES: Final = cite("中华人民共和国突发事件应对法", "第三条")
RESPONSE_LEVELS: Final = cite("中华人民共和国突发事件应对法", "第七十一条")
_FEWEST: Final = 2
"""Levels that start with their grade, so that the odd one stands out."""


@plan_rule(
    "LVL048",
    "level.earlier-than-any-grade",
    Severity.ADVICE,
    title=msg("Lowest level that starts before the lowest grade, unlike all others"),
    rationale=msg(
        "Where every other level starts exactly with its grade, a lowest one that does not was as "
        "a rule mistyped; no level below it shows the gap."
    ),
    sources=(INCIDENT_GRADES, RESPONSE_LEVELS),
    follows=(
        *("LVL005", "LVL006", "LVL007"),
        *("LVL009", "LVL010", "LVL018", "LVL026", "LVL043", "LVL044"),
    ),
)
def earlier_than_any_grade(view: PlanView) -> Iterator[Hit]:
    """First figures of the lowest level that are milder than those of the lowest grade.

    Asked of figures by which at least two other levels start, each where its grade does.
    """
    if not view.plan.grades or grades_in_doubt(view):
        return
    levels, grades = _starts(view, by_level=True), _starts(view, by_level=False)
    for name, own in levels.items():
        its = grades.get(name, {})
        common = sorted(own.keys() & its.keys(), key=RANKS.__getitem__)
        if len(common) <= _FEWEST or any(own[g][0] != its[g][0] for g in common[1:]):
            continue
        (start, cell), (begin, grade) = own[common[0]], its[common[0]]
        bad = badness(cell.values.domain)
        if (
            bad * start < bad * begin
            and RANKS[common[0]] == min(map(RANKS.__getitem__, own))
            and not {cell.pointer, grade.pointer} & faulty_cells(view)
        ):
            yield Hit(
                view.at(*cell.pointer),
                msg(
                    "By {indicator} the lowest level starts at “{cell}”, before {grade} (“{other}”)"
                    "; all other levels start with their grades",
                    indicator=cell.indicator.name,
                    cell=cell_text(view.plan, cell.pointer),
                    grade=common[0].zh,
                    other=cell_text(view.plan, grade.pointer),
                ),
                msg("If that is not meant, let it start with its grade too"),
                ((view.at(*grade.pointer), msg("the grade {grade}", grade=common[0].zh)),),
            )


def _starts(view: PlanView, *, by_level: bool) -> dict[str, _Starts]:
    """Return where levels or grades begin, by indicator; none that begin in two places."""
    found: dict[str, _Starts] = {}
    twice: set[str] = set()
    for row in graded(view, by_level=by_level):
        grade, cell = row.grade, row.cell
        start = ends(cell.values)[0] if isinstance(cell.values.domain, Numeric) else None
        if start is not None and start != 0:
            known = found.setdefault(cell.indicator.id, {})
            if grade in known:
                twice.add(cell.indicator.id)
            known[grade] = start, cell
    return {name: known for name, known in found.items() if name not in twice}


__all__ = ["earlier_than_any_grade"]
