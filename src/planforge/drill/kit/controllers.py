"""Which controller brings a message to whom, and whether they stand in one place."""

from __future__ import annotations

from itertools import product
from typing import TYPE_CHECKING, Final, NamedTuple

from planforge.model.base import Kind

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from planforge.corpus.drills import DrillView
    from planforge.corpus.names import Entity
    from planforge.model.drill import Staff

_SHARED: Final = 3
"""So many characters in a row that two names of places have in common are one place."""
_HIGHEST: Final = 3
"""How many superiors up a unit is looked for."""


class Bringing(NamedTuple):
    """Who brings a message.

    Attributes:
        controller: Id of the controller; empty if the drill has none.
        is_there: Whether the controller stands where the message is to be given.
    """

    controller: str = ""
    is_there: bool = False


class Controllers:
    """The controllers of one drill."""

    def __init__(self, view: DrillView) -> None:
        """Know the controllers of *view*."""
        self._view = view
        self._staff = view.drill.organisers.controllers

    def bringing(self, names: Iterable[str], place: str = "") -> Bringing:
        """Return who brings a message to *names* at *place*.

        That is, first, who looks after the first of them, is from it, or looks after what is above
        it; then who does so of the others; then who stands at the place; else the first. Whoever
        stands elsewhere by the file is not at the place, whomever they look after.
        """
        units = [entity for name in names if name and (entity := self._view.get(name))]
        ways = (self._looked_after, self._own, self._above)
        for some, way in product((units[:1], units[1:]), ways):
            found = next((one for one in self._staff if way(one, some)), None)
            if found is not None:
                own = all(self._looked_after(found, [x]) or self._own(found, [x]) for x in units)
                if place and found.position and not _is_at(found, place):
                    return Bringing(found.id)
                return Bringing(found.id, own or (len(units) == 1 and _is_at(found, place)))
        near = next((one for one in self._staff if _is_at(one, place)), None)
        if near is not None:
            return Bringing(near.id, len(units) <= 1)
        return Bringing(self._staff[0].id if self._staff else "")

    def of_player(self, name: str) -> tuple[str, ...]:
        """Return the ids of those who look after a player; nobody if the file names none."""
        entity = self._view.get(name)
        units = [entity] if entity else []
        return tuple(one.id for one in self._staff if self._looked_after(one, units))

    def _looked_after(self, staff: Staff, units: Sequence[Entity]) -> bool:
        return not self._keys(staff.actors).isdisjoint(one.key for one in units)

    def _own(self, staff: Staff, units: Sequence[Entity]) -> bool:
        own = self._keys((staff.unit,) if staff.unit else ())
        return not own.isdisjoint(one.key for one in units)

    def _above(self, staff: Staff, units: Sequence[Entity]) -> bool:
        above = {one.key for unit in units for one in self._superiors(unit)}
        return not self._keys(staff.actors).isdisjoint(above)

    def _superiors(self, unit: Entity) -> Iterator[Entity]:
        """Yield what stands above *unit*, or what a post or team belongs to, the nearest first."""
        known: Entity | None = unit
        for _ in range(_HIGHEST):
            element = known and known.element
            name = getattr(element, "superior", None) or getattr(element, "organisation", None)
            known = self._view.get(name, (Kind.ORGANISATION,)) if name else None
            if known is not None:
                yield known

    def _keys(self, names: Iterable[str]) -> set[tuple[str, str]]:
        return {entity.key for name in names if (entity := self._view.get(name))}


def _is_at(staff: Staff, place: str) -> bool:
    """Whether *staff* stands at *place*, going by the names of both."""
    return any(is_near(place, one) for one in (staff.position, staff.unit or "") if one)


def is_near(one: str, other: str) -> bool:
    """Whether two names of places mean one place, as 高岭乡村口 and 高岭乡政府 do."""
    parts = (one[i : i + _SHARED] for i in range(len(one) - _SHARED + 1))
    return bool(one) and (one == other or any(part in other for part in parts))


__all__ = ["Bringing", "Controllers", "is_near"]
