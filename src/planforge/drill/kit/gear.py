"""What a row of the script needs at hand: teams, supplies and shelters, those of the place hit.

A plan names teams and shelters of all its counties; in one county nobody opens those of another.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from planforge.model.base import Kind
from planforge.model.registers import Organisation, Shelter, Team

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from planforge.corpus.drills import DrillView
    from planforge.corpus.plan_view import PlanView
    from planforge.model.plan import Needs

_E = TypeVar("_E", Shelter, Team)


class Gear:
    """What actions of a drill need."""

    def __init__(self, view: DrillView) -> None:
        """Know the registers behind the drill *view*."""
        self._view = view

    def props(
        self, needs: Needs | None, plan: PlanView | None, regions: Sequence[str]
    ) -> tuple[str, ...]:
        """Return what *needs* of *plan* name, of teams and shelters those of *regions*."""
        if needs is None:
            return ()
        unit_of = self._view.registry.unit_of
        supplies = [f"{x}{int(n)}{n.unit or unit_of(x)}" for x, n in needs.supplies.items()]
        teams = self.teams(needs, regions)
        return (*teams, *supplies, *self.shelters(needs, plan, regions))

    def teams(self, needs: Needs, regions: Sequence[str]) -> tuple[str, ...]:
        """Return the teams without those that a county keeps which is not hit.

        All of them if no other is named: then the plan wants them to come from there.
        """
        found = tuple(name for name in needs.teams if not self._is_elsewhere(name, regions))
        return found or needs.teams

    def shelters(
        self, needs: Needs, plan: PlanView | None, regions: Sequence[str]
    ) -> tuple[str, ...]:
        """Return the shelters that stand in *regions*.

        If the plan names none there, they are as many as it names of those registered there which
        are fit for such an event.
        """
        if not regions or not needs.shelters:
            return needs.shelters
        known = ((name, self._get(name, Shelter)) for name in needs.shelters)
        named = tuple(name for name, one in known if one and self._lies(one, regions))
        events = frozenset(plan.plan.event_types) if plan else frozenset()
        others = (
            entity.short_name
            for entity in self._view.registry.names.entities(Kind.SHELTER)
            if isinstance(one := entity.element, Shelter)
            and self._lies(one, regions)
            and events.isdisjoint(one.unfit_for)
        )
        return named or tuple(others)[: len(needs.shelters)] or needs.shelters

    def _is_elsewhere(self, name: str, regions: Sequence[str]) -> bool:
        """Whether the team *name* is kept by a county, or by less, outside of *regions*."""
        team = self._get(name, Team)
        if team is None or team.region is None or not regions:
            return False
        unit = self._view.registry.names.get(team.organisation, (Kind.ORGANISATION,))
        it = unit.element if unit else None
        own = it.region if isinstance(it, Organisation) else None
        return own is not None and self._is_part(own) and not self._lies(team, regions)

    def _is_part(self, region: str) -> bool:
        entity = self._view.registry.names.get(region, (Kind.REGION,))
        return entity is not None and entity.place.pointer != ()

    def _lies(self, entry: Shelter | Team, regions: Iterable[str]) -> bool:
        return any(self._view.registry.lies_in(entry.region, one) for one in regions)

    def _get(self, name: str, kind: type[_E]) -> _E | None:
        kinds = (Kind.SHELTER,) if kind is Shelter else (Kind.TEAM,)
        entity = self._view.registry.names.get(name, kinds)
        element = entity.element if entity else None
        return element if isinstance(element, kind) else None


__all__ = ["Gear"]
