"""What each part of the jurisdiction has of its own: stores, teams, shelters, plans for risks."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Final

from planforge.findings import Severity
from planforge.i18n import msg
from planforge.model.base import Kind
from planforge.model.registers import Depot, Region, Risk, Shelter, Team
from planforge.model.scales import GovernmentLevel
from planforge.rules.registers.reserves import RESERVES, SHELTERS, TEAMS
from planforge.rules.rule import Hit, Option, cite, system_rule

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from planforge.corpus.names import Entity
    from planforge.corpus.registry import Registry
    from planforge.corpus.system import System

KNOWN_RISKS: Final = cite("中华人民共和国突发事件应对法", "第三十三条")
SHARE: Final = Option(
    "RGS020",
    ("安置比例", "share"),
    10,
    1,
    100,
    msg("Of a hundred people whom one risk threatens, how many the shelters must be able to take"),
)


def _regions(registry: Registry, level: GovernmentLevel) -> list[Entity]:
    """Return the regions of this level, in the order of the jurisdiction."""
    return [
        entity
        for entity in registry.names.entities(Kind.REGION)
        if isinstance(entity.element, Region) and entity.element.level is level
    ]


def _home(registry: Registry, name: str | None) -> Entity | None:
    return registry.names.get(name, (Kind.REGION,)) if name else None


def _ways_up(registry: Registry) -> Mapping[Entity, tuple[Entity, ...]]:
    """Return each region with itself and those around it, the innermost first."""
    by_pointer = {entity.place.pointer: entity for entity in registry.names.entities(Kind.REGION)}
    return {
        entity: tuple(
            by_pointer[pointer[:n]]
            for n in range(len(pointer), -1, -2)
            if pointer[:n] in by_pointer
        )
        for pointer, entity in by_pointer.items()
    }


def _inside(registry: Registry, kind: Kind) -> dict[Entity, list[Entity]]:
    """Return the entries of *kind* in each region, those in its parts included."""
    ways = _ways_up(registry)
    found: dict[Entity, list[Entity]] = defaultdict(list)
    for entity in registry.names.entities(kind):
        entry = entity.element
        if isinstance(entry, Team | Depot | Shelter | Risk):
            home = _home(registry, entry.region)
            for region in ways[home] if home is not None else ():
                found[region].append(entity)
    return found


def _risks(system: System) -> Iterator[tuple[Entity, Risk]]:
    for entity in system.registry.names.entities(Kind.RISK):
        if isinstance(entity.element, Risk):
            yield entity, entity.element


@system_rule(
    "RGS016",
    "register.risk-without-plan",
    Severity.WARNING,
    title=msg("Known risk that no plan deals with"),
    rationale=msg(
        "The danger is on the list, and when it comes nobody knows by which plan to act."
    ),
    sources=(KNOWN_RISKS,),
)
def risk_without_plan(system: System) -> Iterator[Hit]:
    """Risks without 预案."""
    for entity, risk in _risks(system):
        if not risk.plans:
            yield Hit(
                entity.place.below("name"),
                msg("No plan deals with {risk}", risk=entity.name),
                msg("Name the plan under 预案; if there is none, make one"),
            )


@system_rule(
    "RGS017",
    "register.risk-without-measures",
    Severity.ADVICE,
    title=msg("Known risk about which nothing is done"),
    rationale=msg("The law wants dangers watched and safeguarded, not only listed."),
    sources=(KNOWN_RISKS,),
)
def risk_without_measures(system: System) -> Iterator[Hit]:
    """Risks without 措施."""
    for entity, risk in _risks(system):
        if not risk.measures:
            yield Hit(
                entity.place.below("name"),
                msg("Nothing is said of what is done about {risk}", risk=entity.name),
                msg("Write under 措施 how it is watched and kept in check"),
            )


@system_rule(
    "RGS018",
    "register.county-without-reserve",
    Severity.ADVICE,
    title=msg("County without a store or a rescue team of its own"),
    rationale=msg("The county acts first; until the city's lorry arrives it has nothing."),
    sources=(RESERVES, TEAMS),
)
def county_without_reserve(system: System) -> Iterator[Hit]:
    """Counties and districts in which no depot stands, or no team is stationed."""
    registry = system.registry
    if {Kind.DEPOT, Kind.TEAM} & registry.broken:
        return
    stores, teams = _inside(registry, Kind.DEPOT), _inside(registry, Kind.TEAM)
    for region in _regions(registry, GovernmentLevel.COUNTY):
        if not stores[region] and not teams[region]:
            message = msg(
                "{region} has neither a store nor a rescue team of its own", region=region.name
            )
        elif not stores[region]:
            message = msg("No store of supplies stands in {region}", region=region.name)
        elif not teams[region]:
            message = msg("No rescue team is stationed in {region}", region=region.name)
        else:
            continue
        yield Hit(
            region.place.below("name"),
            message,
            msg("Register what there is with its region under 辖区 or 驻地, or set one up"),
        )


@system_rule(
    "RGS019",
    "register.town-without-store",
    Severity.ADVICE,
    title=msg("Town with a known risk but no supplies on the spot"),
    rationale=msg("When the road is cut, the town lives on what stands there."),
    sources=(RESERVES,),
)
def town_without_store(system: System) -> Iterator[Hit]:
    """Towns and streets with a risk that threatens people (受威胁人数) but without any depot."""
    registry = system.registry
    if {Kind.DEPOT, Kind.RISK} & registry.broken:
        return
    stores, risks = _inside(registry, Kind.DEPOT), _inside(registry, Kind.RISK)
    for region in _regions(registry, GovernmentLevel.TOWN):
        threats = [
            entity
            for entity in risks[region]
            if isinstance(entity.element, Risk) and entity.element.exposed
        ]
        if threats and not stores[region]:
            yield Hit(
                region.place.below("name"),
                msg(
                    "No supplies stand in {region}, where people are threatened by {risks}",
                    region=region.name,
                    risks=tuple(entity.name for entity in threats),
                ),
                msg("Set up a store of the town, or register the one there is"),
                tuple((entity.place.below("name"), msg("The risk is here")) for entity in threats),
            )


@system_rule(
    "RGS028",
    "register.town-without-team-and-store",
    Severity.ADVICE,
    title=msg("Town with neither a team nor a store of its own"),
    rationale=msg(
        "Reserves stand in the city, the county and the town; without the third the town waits."
    ),
    sources=(RESERVES, TEAMS),
    follows=("RGS018",),
)
def town_without_team_and_store(system: System) -> Iterator[Hit]:
    """Towns and streets in which, with their villages, neither a team nor a depot stands.

    Told once a county. Left to other rules: towns with a known risk, counties with neither.
    """
    registry = system.registry
    if {Kind.DEPOT, Kind.TEAM, Kind.RISK} & registry.broken:
        return
    stores, teams = _inside(registry, Kind.DEPOT), _inside(registry, Kind.TEAM)
    ways = _ways_up(registry)
    bare: dict[Entity, list[Entity]] = defaultdict(list)
    for town in _regions(registry, GovernmentLevel.TOWN):
        if not stores[town] and not teams[town]:
            bare[ways[town][1] if len(ways[town]) > 1 else town].append(town)
    if not bare:
        return
    threatened = _threatened(registry)
    for county, towns in bare.items():
        left = [town for town in towns if town not in threatened]
        if left and (county in towns or stores[county] or teams[county]):
            yield Hit(
                left[0].place.below("name"),
                msg(
                    "{towns} have neither a rescue team nor a store of their own",
                    towns=tuple(town.name for town in left),
                ),
                msg("Register what there is with its region under 辖区 or 驻地, or set one up"),
                tuple((town.place.below("name"), msg("nor has this one")) for town in left[1:]),
            )


def _threatened(registry: Registry) -> set[Entity]:
    """Return the regions with a risk that threatens people (受威胁人数)."""
    return {
        region
        for region, risks in _inside(registry, Kind.RISK).items()
        if any(isinstance(risk.element, Risk) and risk.element.exposed for risk in risks)
    }


@system_rule(
    "RGS020",
    "register.too-few-shelters",
    Severity.ADVICE,
    title=msg("County whose shelters are too small for the greatest risk"),
    rationale=msg("People are led out of danger and then stand in the street."),
    sources=(SHELTERS,),
    options=(SHARE,),
)
def too_few_shelters(system: System) -> Iterator[Hit]:
    """Counties whose shelters hold less than a share of those whom one risk there threatens.

    The share (安置比例) allows for those who stay with relatives; risks are not added up.
    """
    registry = system.registry
    if {Kind.SHELTER, Kind.RISK} & registry.broken:
        return
    share = SHARE.of(registry)
    shelters, risks = _inside(registry, Kind.SHELTER), _inside(registry, Kind.RISK)
    for region in _regions(registry, GovernmentLevel.COUNTY):
        threats = [
            (entity.element.exposed, entity)
            for entity in risks[region]
            if isinstance(entity.element, Risk) and entity.element.exposed
        ]
        if not threats:
            continue
        exposed, risk = max(threats, key=lambda threat: threat[0])
        room = sum(
            entity.element.capacity
            for entity in shelters[region]
            if isinstance(entity.element, Shelter)
        )
        if room * 100 < exposed * share:
            yield Hit(
                risk.place.below("exposed"),
                msg(
                    "{risk} threatens {exposed} people; all shelters in {region} hold {room}, less "
                    "than {share} of a hundred",
                    risk=risk.name,
                    exposed=exposed,
                    region=region.name,
                    room=room,
                    share=share,
                ),
                msg("Provide for further shelters, in the county or with its neighbours"),
            )
