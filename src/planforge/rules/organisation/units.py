"""Which organisation an actor belongs to; several families of rules ask it."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from planforge.model.base import Kind
from planforge.model.registers import Organisation

if TYPE_CHECKING:
    from collections.abc import Iterator

    from planforge.corpus.names import Entity, Names
    from planforge.corpus.registry import Registry


def with_those_above(names: Names, unit: Entity) -> tuple[Entity, ...]:
    """Return *unit* and the organisations above it, the nearest first, each once."""
    known = _chains(names)
    chain = known.get(unit)
    if chain is None:
        chain = known[unit] = tuple(_chain(names, unit))
    return chain


@lru_cache(maxsize=4)
def _chains(_names: Names) -> dict[Entity, tuple[Entity, ...]]:
    """Return where the chains of a register are kept: all its plans ask for the same ones."""
    return {}


def _chain(names: Names, unit: Entity) -> Iterator[Entity]:
    seen: set[Entity] = set()
    current: Entity | None = unit
    while current is not None and current not in seen:
        seen.add(current)
        yield current
        element = current.element
        above = element.superior if isinstance(element, Organisation) else None
        current = names.get(above, (Kind.ORGANISATION,)) if above else None


def around(registry: Registry, unit: Entity) -> frozenset[Entity]:
    """Return *unit*, those above it and their hosts."""
    known = _surroundings(registry.names)
    found = known.get(unit)
    if found is None:
        found = known[unit] = frozenset(_around(registry.names, unit))
    return found


@lru_cache(maxsize=4)
def _surroundings(_names: Names) -> dict[Entity, frozenset[Entity]]:
    """Return where those around the units of a register are kept, as chains are."""
    return {}


def _around(names: Names, unit: Entity) -> set[Entity]:
    found: set[Entity] = set()
    pending: list[Entity | None] = [unit]
    while pending:
        current = pending.pop()
        if current is None or current in found or not isinstance(current.element, Organisation):
            continue
        found.add(current)
        pending += [
            names.get(name, (Kind.ORGANISATION,))
            for name in (current.element.superior, current.element.hosted_by)
            if name
        ]
    return found
