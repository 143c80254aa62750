"""Figures by which a plan grades incidents, each alone, as other plans may compare with them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pydantic import BaseModel, ConfigDict

from planforge.findings import Pointer
from planforge.model.scales import PlanClass
from planforge.model.trigger import Row

if TYPE_CHECKING:
    from collections.abc import Iterator

    from planforge.model.plan import Plan


class GradedFigure(BaseModel):
    """A cell that gives an incident its grade by itself.

    Attributes:
        pointer: Where it stands.
        grade: The grade, as written.
        table: Name of the table it stands in, empty for the only one.
        indicator: Name of the indicator, as written.
        cell: The unary test, as written.
    """

    model_config = ConfigDict(frozen=True, defer_build=True)

    pointer: Pointer
    grade: str
    table: str
    indicator: str
    cell: str


_COMPARED = frozenset({PlanClass.MASTER, PlanClass.SPECIAL, PlanClass.DEPARTMENT})


def graded_figures(plan: Plan) -> Iterator[GradedFigure]:
    """Yield the figures of the grades of *plan*, if it is one that is compared: no plan of a town.

    Only rows of one cell: what somebody judges, and counts of places, are left out.
    """
    if plan.plan_class not in _COMPARED:
        return
    for grade, rule in plan.grades.items():
        for i, item in enumerate(rule.conditions):
            at: Pointer = ("grades", grade, "conditions", i)
            if isinstance(item, Row):
                yield from _figure(grade, "", item, at)
                continue
            for j, row in enumerate(item.rows):
                yield from _figure(grade, item.name, row, (*at, "rows", j))


def _figure(grade: str, table: str, row: Row, at: Pointer) -> Iterator[GradedFigure]:
    if row.judgement or row.any_of or row.linked or len(row.cells) != 1:
        return
    ((name, cell),) = row.cells.items()
    if isinstance(cell, str):
        yield GradedFigure(pointer=(*at, name), grade=grade, table=table, indicator=name, cell=cell)


__all__ = ["GradedFigure", "graded_figures"]
