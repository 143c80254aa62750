"""Incident grades by law, as tables of cells in the language of the plans themselves.

以上 includes the number, 以下 does not, as the regulations say; 3人以下死亡 begins with the first
person. A table holds for plans on its events; where a plan gives several hazards a table each, for
the table of that name.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Final

from planforge.corpus.names import spellings
from planforge.corpus.tables import compile_cell
from planforge.feel import Problems
from planforge.model.scales import IncidentGrade
from planforge.rules.law import accidents, natural, society
from planforge.rules.law.accidents import SAFETY
from planforge.rules.law.table import GradeTable, Law

if TYPE_CHECKING:
    from collections.abc import Iterable
    from fractions import Fraction

    from planforge.corpus.names import Entity
    from planforge.feel import Domain

TABLES: Final = (*accidents.TABLES, *natural.TABLES, *society.TABLES)
"""Every table, hazard by hazard."""
_BY_INDICATOR: Final = {
    name: tuple(i for i, table in enumerate(TABLES) if name in table.indicators)
    for name in {name for table in TABLES for name in table.indicators}
}
"""Positions of the tables that grade by an indicator, by each of its names."""


def tables_for(indicator: Iterable[str], events: Iterable[str]) -> tuple[GradeTable, ...]:
    """Return the tables that grade *events* by an indicator, given by all its names.

    Of laws that say the same, the first one.
    """
    return _tables_for(tuple(indicator), tuple(events))


@lru_cache(maxsize=4096)  # the tables are the same for all plans, and so are most questions
def _tables_for(indicator: tuple[str, ...], events: tuple[str, ...]) -> tuple[GradeTable, ...]:
    found: list[GradeTable] = []
    for place in sorted({place for name in indicator for place in _BY_INDICATOR.get(name, ())}):
        table = TABLES[place]
        if any(map(table.is_for, events)) and all(table.cells != x.cells for x in found):
            found.append(table)
    return tuple(found)


NAMES: Final = {
    **{grade.zh: grade for grade in IncidentGrade},
    "特大型": IncidentGrade.EXTRAORDINARY,
    "大型": IncidentGrade.MAJOR,
    "中型": IncidentGrade.LARGE,
    "小型": IncidentGrade.ORDINARY,
}
"""The grades by the names that plans give them."""


def legal_start(
    grades: Iterable[str], indicator: Entity, events: Iterable[str], domain: Domain
) -> Fraction | None:
    """Return from what value of *indicator* on *events* are of the mildest of *grades* by law.

    None where no law says it, or where two laws differ.
    """
    named = [NAMES[name] for name in grades if name in NAMES]
    if not named:
        return None
    mildest = max(named, key=list(IncidentGrade).index)
    starts: set[Fraction | None] = set()
    for table in tables_for(spellings(indicator), events):
        values = compile_cell(table.cells.get(mildest, ""), domain)
        if not isinstance(values, Problems) and not values.is_empty:
            bound = values.open_spans()[0][0]
            starts.add(None if bound is None else bound.number)
    return starts.pop() if len(starts) == 1 else None


__all__ = ["NAMES", "SAFETY", "TABLES", "GradeTable", "Law", "legal_start", "tables_for"]
