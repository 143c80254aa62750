"""Where a plan's tables stand, and what their cells say in the plan's own characters."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from typing import TYPE_CHECKING

from planforge.frozen import dataclass
from planforge.model.base import Element
from planforge.model.trigger import Row, Table

if TYPE_CHECKING:
    from collections.abc import Iterator

    from planforge.corpus.plan_view import PlanView
    from planforge.findings import Pointer
    from planforge.model.plan import Plan


@dataclass(frozen=True, slots=True)
class Written:
    """A table of a plan.

    Attributes:
        pointer: Where it stands.
        items: Its rows and named tables.
        rows: Its rows, those of named tables too, with their places; alternatives inside a row
            follow it.
    """

    pointer: Pointer
    items: tuple[Row | Table, ...]
    rows: tuple[tuple[Pointer, Row], ...]


@lru_cache(maxsize=2)  # many rules ask it of one plan before they go on to the next
def tables_of(view: PlanView) -> tuple[Written, ...]:
    """Return every table of the plan that has rows, in the order of its chapters."""
    return tuple(
        Written(pointer, items, tuple(_rows(items, pointer)))
        for pointer, items in _tables(view.plan)
        if items
    )


def _tables(plan: Plan) -> Iterator[tuple[Pointer, tuple[Row | Table, ...]]]:
    for grade, fact in plan.grades.items():
        yield ("grades", grade, "conditions"), fact.conditions
    for colour, warning in plan.warnings.rules.items() if plan.warnings else ():
        yield ("warnings", "rules", colour.zh, "conditions"), warning.conditions
    for name, level in plan.levels.items():
        yield ("levels", name, "triggers"), level.triggers
        if level.termination:
            yield ("levels", name, "termination", "when"), level.termination.when
    if plan.termination:
        yield ("termination", "when"), plan.termination.when
    for field in ("adjustments", "transitions", "actions", "reports", "links"):
        for i, item in enumerate(getattr(plan, field)):
            yield (field, i, "when"), item.when


def _rows(items: tuple[Row | Table, ...], pointer: Pointer) -> Iterator[tuple[Pointer, Row]]:
    for i, item in enumerate(items):
        at = (*pointer, i)
        if isinstance(item, Row):
            yield from _row(item, at)
        else:
            for j, row in enumerate(item.rows):
                yield from _row(row, (*at, "rows", j))


def _row(row: Row, at: Pointer) -> Iterator[tuple[Pointer, Row]]:
    yield at, row
    for i, option in enumerate(row.any_of):
        yield from _row(option, (*at, "any_of", i))


def cell_text(element: Element, pointer: Pointer) -> str:
    """Return the text of the cell at *pointer* as it stands in *element*, such as a plan."""
    found: object = element
    for part in pointer:
        found = _part(found, part)
    return found if isinstance(found, str) else ""


def _part(value: object, part: str | int) -> object:
    if isinstance(part, int):
        return value[part]  # type: ignore[index]  # pointers lead through tuples by number
    if isinstance(value, Row) and part in value.cells:
        return value.cells[part]
    if isinstance(value, Mapping):
        return next(item for key, item in value.items() if part in {key, getattr(key, "zh", key)})
    fields = type(value).model_fields if isinstance(value, Element) else {}
    return getattr(value, next((n for n, info in fields.items() if info.alias == part), part))


__all__ = ["Written", "cell_text", "tables_of"]
