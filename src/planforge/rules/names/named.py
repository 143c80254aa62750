"""Every name in a plan, in the registers and between plans, with what it means."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from planforge.corpus.names import Found, Unknown
from planforge.corpus.written import tables_of
from planforge.findings import Place
from planforge.frozen import dataclass
from planforge.model.base import Kind
from planforge.model.registers import Indicator
from planforge.model.trigger import Row

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from planforge.corpus.names import Resolution
    from planforge.corpus.outline import NamedPlan, PlanOutline
    from planforge.corpus.plan_view import PlanView
    from planforge.corpus.registry import Registry
    from planforge.corpus.system import System
    from planforge.corpus.written import Written
    from planforge.findings import Pointer
    from planforge.model.trigger import Table


@dataclass(frozen=True, slots=True)
class Named:
    """A name in a file and what it means: where it stands, what may be meant, what was found."""

    place: Place
    name: str
    kinds: tuple[Kind, ...]
    result: Resolution


def names_in_plan(view: PlanView) -> Iterator[Named]:
    """Yield every name in the plan's facts that the plan or the registers must answer."""
    for reference, result in view.registry_references():
        yield Named(view.at(*reference.pointer), reference.name, reference.ref.kinds, result)
    kinds = (Kind.INDICATOR,)
    for name, pointer in indicators_in_plan(view):
        result = view.registry.names.find(name, kinds)
        yield Named(view.at(*pointer, on_key=True), name, kinds, result)


@lru_cache(maxsize=1)  # four rules ask it of one plan before they go on to the next
def unclear_names_in_plan(view: PlanView) -> tuple[Named, ...]:
    """Return those of `names_in_plan` that do not lead to one thing by a name of today."""
    return tuple(_unclear_names(view))


def _unclear_names(view: PlanView) -> Iterator[Named]:
    for reference, result in view.unclear_references:
        yield Named(view.at(*reference.pointer), reference.name, reference.ref.kinds, result)
    find, kinds = view.registry.names.find, (Kind.INDICATOR,)
    answers = {name: find(name, kinds) for name in _indicators(tables_of(view))}
    if all(isinstance(result, Found) for result in answers.values()):
        return
    for name, pointer in indicators_in_plan(view):
        if not isinstance(answers[name], Found):
            yield Named(view.at(*pointer, on_key=True), name, kinds, answers[name])


def _indicators(tables: Iterable[Written]) -> set[str]:
    """Return the indicators that the conditions in *tables* speak of."""
    return {name for table in tables for _, row in table.rows for name in row.cells}


def indicators_in_plan(view: PlanView) -> Iterator[tuple[str, Pointer]]:
    """Yield every indicator that a condition of the plan speaks of, with its place."""
    for table in tables_of(view):
        yield from _columns(table.items, table.pointer)


def _columns(items: Iterable[Row | Table], at: Pointer) -> Iterator[tuple[str, Pointer]]:
    for i, item in enumerate(items):
        if isinstance(item, Row):
            for name in item.cells:
                yield name, (*at, i, name)
            yield from _columns(item.any_of, (*at, i, "any_of"))
        else:
            yield from _columns(item.rows, (*at, i, "rows"))


@lru_cache(maxsize=1)  # six rules ask it of the one system there is
def names_in_system(system: System) -> tuple[Named, ...]:
    """Return every name in the registers, and every plan that plans name."""
    return tuple(_names_in_system(system))


def _names_in_system(system: System) -> Iterator[Named]:
    for file, walked in system.registry.walked.items():
        for reference in walked.references:
            kinds = reference.ref.kinds
            if Kind.PLAN in kinds:
                registered = Kind.REGULATION in kinds
                result = system.find_plan(reference.name, may_be_regulation=registered)
            else:
                result = system.registry.names.find(reference.name, kinds)
            yield Named(Place(file, reference.pointer), reference.name, kinds, result)
    yield from _indicators_in_criteria(system.registry)
    for outline, named, result in system.named_plans():
        kinds = (Kind.PLAN, Kind.REGULATION) if named.may_be_regulation else (Kind.PLAN,)
        yield Named(Place(outline.file, named.pointer), named.name, kinds, result)


def _indicators_in_criteria(registry: Registry) -> Iterator[Named]:
    for entity in registry.names.entities(Kind.INDICATOR):
        if not isinstance(entity.element, Indicator):
            continue
        for grade, rows in entity.element.criteria.items():
            for name, pointer in _columns(rows, (*entity.place.pointer, "criteria", grade)):
                place = Place(entity.place.file, pointer, on_key=True)
                result = registry.names.find(name, (Kind.INDICATOR,))
                yield Named(place, name, (Kind.INDICATOR,), result)


def may_be_unread(registry: Registry, kinds: tuple[Kind, ...]) -> bool:
    """Whether an unknown name may stand in a file that could not be read."""
    if Kind.REGION in kinds and registry.jurisdiction is None:
        return True
    return not registry.broken.isdisjoint(kinds)


def unknown_plans(system: System, field: str) -> Iterator[tuple[PlanOutline, NamedPlan]]:
    """Yield the unknown plans named in *field*; none while a plan cannot be read."""
    if system.unreadable:
        return
    for outline, named, result in system.named_plans():
        registers_missing = named.may_be_regulation and Kind.REGULATION in system.registry.broken
        if named.pointer[0] == field and isinstance(result, Unknown) and not registers_missing:
            yield outline, named
