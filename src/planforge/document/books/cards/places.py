"""Where people live, seen from a card: the regions above and below, their risks and shelters."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from planforge.frozen import dataclass
from planforge.model.base import Kind
from planforge.model.registers import Organisation, Region, Risk, Shelter
from planforge.model.scales import GovernmentLevel, OrganisationCategory, PlanClass

if TYPE_CHECKING:
    from collections.abc import Iterator

    from planforge.corpus.names import Entity
    from planforge.corpus.plan_view import PlanView
    from planforge.document.context import Context

BASIC: Final = frozenset({GovernmentLevel.TOWN, GovernmentLevel.VILLAGE})


@dataclass(frozen=True, slots=True)
class Spot:
    """A town, street, village or community.

    Attributes:
        region: It.
        above: The regions it lies in, from the county down.
    """

    region: Region
    above: tuple[Region, ...]

    @property
    def is_village(self) -> bool:
        """Whether it is a village or community."""
        return self.region.level is GovernmentLevel.VILLAGE

    @property
    def town(self) -> Region:
        """The town or street: itself, or what a village lies in."""
        towns = [one for one in self.above if one.level is GovernmentLevel.TOWN]
        return towns[-1] if self.is_village and towns else self.region


def spots(context: Context) -> tuple[Spot, ...]:
    """Return the towns and villages of the jurisdiction in the order of its file."""
    top = context.corpus.registry.jurisdiction
    if top is None or not context.may_show(top):
        return ()

    def below(region: Region, above: tuple[Region, ...]) -> Iterator[Spot]:
        for part in context.shown(region.parts):
            if part.level in BASIC:
                yield Spot(part, above)
            yield from below(part, (*above, part))

    return tuple(below(top, ()))


def risks_of(context: Context, spot: Spot) -> list[Entity]:
    """Return the risks in *spot*: those in it and below, or of the town that a village lies in."""
    near = _ids(spot.region) | ({spot.town.id} if spot.is_village else set())
    found = [e for e in _registered(context, Kind.RISK) if _lies_in(context, e, near)]
    if not spot.is_village:
        return found
    siblings = {part.name for part in spot.town.parts} - {spot.region.name}
    return [e for e in found if not any(name in e.name for name in siblings)]


def shelters_of(context: Context, spot: Spot) -> tuple[list[Entity], bool]:
    """Return the shelters of the town of *spot*, and whether they are only those of the county."""
    found = [e for e in _registered(context, Kind.SHELTER) if _lies_in(context, e, _ids(spot.town))]
    if found or not spot.above:
        return found, False
    county = _ids(spot.above[0])
    return [e for e in _registered(context, Kind.SHELTER) if _lies_in(context, e, county)], True


def plans_of(context: Context, risks: list[Entity]) -> list[PlanView]:
    """Return the plans that deal with *risks*, that of most risks first."""
    found: dict[str, PlanView] = {}
    counts: dict[str, int] = {}
    for entity in risks:
        if isinstance(entity.element, Risk):
            for name in entity.element.plans:
                view = context.corpus.plan(name)
                if view is not None and context.may_show(view.plan):
                    found.setdefault(view.plan.id, view)
                    counts[view.plan.id] = counts.get(view.plan.id, 0) + 1
    return sorted(found.values(), key=lambda view: -counts[view.plan.id])


def government_of(context: Context, region: Region) -> Entity | None:
    """Return the government, office or committee registered for *region*."""
    names = context.corpus.registry.names
    for entity in _registered(context, Kind.ORGANISATION):
        it = entity.element
        if not isinstance(it, Organisation) or not it.region:
            continue
        served = names.get(it.region, (Kind.REGION,))
        is_its = served is not None and served.id == region.id
        if is_its and it.category is OrganisationCategory.GOVERNMENT:
            return entity
    return None


def is_fit(shelter: Shelter, risks: list[Entity], views: list[PlanView]) -> bool:
    """Whether *shelter* may be used in the dangers of *risks*, as far as it says.

    A danger has the name of its kind, or of an event type of the special plans for it.
    """
    events = {
        e for v in views if v.plan.plan_class is PlanClass.SPECIAL for e in v.plan.event_types
    }
    kinds = " ".join([*events, *(e.element.category for e in risks if isinstance(e.element, Risk))])
    return not any(word in kinds for word in shelter.unfit_for)


def _registered(context: Context, kind: Kind) -> list[Entity]:
    return [e for e in context.corpus.registry.names.entities(kind) if context.may_show(e.element)]


def _ids(region: Region) -> set[str]:
    return {region.id}.union(*(_ids(part) for part in region.parts))


def _lies_in(context: Context, entity: Entity, regions: set[str]) -> bool:
    name = getattr(entity.element, "region", None)
    region = context.corpus.registry.names.get(name, (Kind.REGION,)) if name else None
    return region is not None and region.id in regions
