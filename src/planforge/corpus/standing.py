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
_OF_ITS_HEAD: Final = 0
"""How high the head of the office stands, and so the office and the departments."""
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


@lru_cache(maxsize=1)  # many rules ask it of one plan
def ranks(view: PlanView) -> Mapping[str, int]:
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


def standing(view: PlanView, name: str) -> int | None:
    """Return how high *name* stands beside the posts of the plan's first command body.

    The body stands as high as its highest post, its office as its head, whose other posts stand
    below. A department of the own government stands no higher than the head of the office; only a
    post of it may, if the body has it. None if that is not clear.
    """
    known = ranks(view)
    key = view.actor_key(name)
    if (rank := known.get(key)) is not None or not known:
        return rank
    entity = view.get(name)
    unit = unit_of(view, entity) if entity is not None else None
    body = view.plan.command
    if unit is None or entity is None or body is None:
        return None
    if unit == view.get(body.name, (Kind.ORGANISATION,)):
        return max(known.values()) if entity is unit else None
    office = body.office
    if office is not None and office.name and unit == view.get(office.name, (Kind.ORGANISATION,)):
        if entity is unit:
            return _OF_ITS_HEAD
        return _UNDER_ITS_HEAD if office.head else None
    return _OF_ITS_HEAD if entity is unit and _is_own_department(view, unit) else None


def _is_own_department(view: PlanView, unit: Entity) -> bool:
    """Whether *unit* is a department of the government whose plan it is; not its general office."""
    element, own = unit.element, view.registry.jurisdiction
    if not isinstance(element, Organisation) or unit.name.endswith("政府办公室"):
        return False
    level = government_level(view, unit.name)
    is_own = own is None or level is None or level is own.level
    return is_own and element.category is OrganisationCategory.DEPARTMENT


def is_ended_by_another(view: PlanView, level: Level) -> bool:
    """Whether none of those who decide the start of *level* is among those who decide its end."""
    end = level.facts.termination
    starters = {view.actor_key(name) for name in level.facts.decided_by}
    enders = {view.actor_key(name) for name in end.decided_by} if end else set()
    return bool(enders) and starters.isdisjoint(enders)


def highest_post(view: PlanView, names: Iterable[str]) -> int | None:
    """Return how high the highest of *names* stands; None if none of them is known to stand so.

    The body as a whole is left out: which of its posts acts for it is not said.
    """
    body = view.actor_key(view.plan.command.name) if view.plan.command else ""
    places = [standing(view, name) for name in names if view.actor_key(name) != body]
    return max((one for one in places if one is not None), default=None)


@lru_cache(maxsize=1)  # two rules ask it of one plan
def falls(view: PlanView) -> tuple[tuple[Level, Level], ...]:
    """Return the levels started by somebody below the starter of a lower one, with that one.

    A lower level whose end is decided by somebody else proves nothing: its start may be wrong.
    """
    found: list[tuple[Level, Level]] = []
    highest: tuple[int, Level] | None = None
    for level in reversed(view.levels):
        rank = highest_post(view, level.facts.decided_by)
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
    "highest_post",
    "is_below",
    "is_ended_by_another",
    "ranks",
    "standing",
    "unit_in",
    "unit_of",
]
