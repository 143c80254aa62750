"""How high those stand who decide: posts of a command body, governments by the grade of an event.

Rules judge by it who may start a level, and a rehearsal whose decisions have no authority.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Final

from planforge.corpus.leaders import grade_of, leader_in
from planforge.model.base import Kind
from planforge.model.registers import Organisation, Post, Region, Team
from planforge.model.scales import GovernmentLevel, IncidentGrade, OrganisationCategory, PlanClass

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from planforge.corpus.names import Entity, Names
    from planforge.corpus.plan_view import Level, PlanView

LEADS: Final[Mapping[IncidentGrade, GovernmentLevel]] = {
    IncidentGrade.EXTRAORDINARY: GovernmentLevel.PROVINCE,
    IncidentGrade.MAJOR: GovernmentLevel.PROVINCE,
    IncidentGrade.LARGE: GovernmentLevel.CITY,
    IncidentGrade.ORDINARY: GovernmentLevel.COUNTY,
}
"""Who organises the response in principle (国家突发事件总体应急预案 3.3.3)."""
_ORDER: Final = tuple(GovernmentLevel)
_OF_GOVERNMENTS: Final = frozenset({PlanClass.MASTER, PlanClass.SPECIAL, PlanClass.DEPARTMENT})
_UNDER_ITS_HEAD: Final = -1
"""How high a post of the office stands that does not lead it."""


def is_below(one: GovernmentLevel, other: GovernmentLevel) -> bool:
    """Whether the government *one* stands below *other*."""
    return _ORDER.index(one) > _ORDER.index(other)


def unit_of(view: PlanView, entity: Entity) -> Entity | None:
    """Return the organisation that *entity* is or belongs to; None for groups."""
    return unit_in(view.registry.names, entity)


def unit_in(names: Names, entity: Entity) -> Entity | None:
    """Return the same as `unit_of`, by the names of a register."""
    if isinstance(entity.element, Post | Team):
        return names.get(entity.element.organisation, (Kind.ORGANISATION,))
    return entity if entity.kind is Kind.ORGANISATION else None


def ranks(view: PlanView) -> dict[str, int]:
    """Return how high each post of the plan's first command body stands."""
    body = view.plan.command
    if body is None:
        return {}
    office = (body.office.head,) if body.office and body.office.head else ()
    steps: Iterable[tuple[str, ...]] = (
        office,
        body.deputies,
        body.executive_deputies,
        body.commander,
    )
    return {view.actor_key(name): rank for rank, names in enumerate(steps) for name in names}


def standing(view: PlanView, known: Mapping[str, int], name: str) -> int | None:
    """Return how high *name* stands by the ranks *known*; None if that is not clear.

    Other posts of the office of the body stand below its head.
    """
    rank = known.get(view.actor_key(name))
    body = view.plan.command
    if rank is not None or body is None or body.office is None:
        return rank
    entity, office = view.get(name, (Kind.POST,)), view.get(body.office.name)
    if entity is None or office is None or not body.office.head:
        return None
    return _UNDER_ITS_HEAD if unit_of(view, entity) == office else None


def is_ended_by_another(view: PlanView, level: Level) -> bool:
    """Whether none of those who decide the start of *level* is among those who decide its end."""
    end = level.facts.termination
    starters = {view.actor_key(name) for name in level.facts.decided_by}
    enders = {view.actor_key(name) for name in end.decided_by} if end else set()
    return bool(enders) and starters.isdisjoint(enders)


@lru_cache(maxsize=1)  # two rules ask it of one plan
def falls(view: PlanView) -> tuple[tuple[Level, Level], ...]:
    """Return the levels started by somebody below the starter of a lower one, with that one.

    A lower level whose end is decided by somebody else proves nothing: its start may be wrong.
    """
    known = ranks(view)
    found: list[tuple[Level, Level]] = []
    highest: tuple[int, Level] | None = None
    for level in reversed(view.levels):
        places = [standing(view, known, name) for name in level.facts.decided_by]
        rank = max((one for one in places if one is not None), default=None)
        if rank is None:
            continue
        if highest is not None and rank < highest[0]:
            found.append((level, highest[1]))
        elif not is_ended_by_another(view, level):
            highest = rank, level
    return tuple(found)


def government_short(
    view: PlanView, level: Level, names: tuple[str, ...]
) -> tuple[IncidentGrade, GovernmentLevel] | None:
    """Return the grade of *level* and the government it falls to, if all *names* are below that.

    The own government counts where the grade would fall to one above it. None if that is not so,
    or not clear.
    """
    own = view.registry.jurisdiction
    if own is None or view.plan.plan_class not in _OF_GOVERNMENTS:
        return None
    grade = next((g for name in level.facts.grades if (g := grade_of(name)) is not None), None)
    if grade is None:
        return None
    needed = max((own.level, LEADS[grade]), key=_ORDER.index)
    found = [government_level(view, name) for name in names]
    is_short = found and all(one is not None and is_below(one, needed) for one in found)
    return (grade, needed) if is_short else None


def government_level(view: PlanView, name: str) -> GovernmentLevel | None:
    """Return the level of government that the actor called *name* works for, if that is clear."""
    entity = view.get(name)
    unit = unit_of(view, entity) if entity else None
    if unit is None or not isinstance(unit.element, Organisation):
        return None
    if unit.element.category is OrganisationCategory.COLLECTIVE:
        return leader_in(unit.name)
    place = unit.element.region
    region = view.registry.names.get(place, (Kind.REGION,)) if place else None
    return region.element.level if region and isinstance(region.element, Region) else None


__all__ = [
    "LEADS",
    "falls",
    "government_level",
    "government_short",
    "is_below",
    "is_ended_by_another",
    "ranks",
    "standing",
    "unit_in",
    "unit_of",
]
