"""Who may do an action of a plan in a drill, and who may send what players get.

A drill names doers and senders besides those that the plans name. A unit acts for another one if
it stands above or below it; words for many mean whom the drill says, or governments of their level.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from planforge.corpus.meant import governments_meant
from planforge.corpus.names import Unknown
from planforge.corpus.plan_view import ACTORS
from planforge.model.base import Kind
from planforge.model.plan import Group
from planforge.model.registers import Organisation, Region
from planforge.model.scales import OrganisationCategory

if TYPE_CHECKING:
    from collections.abc import Iterator

    from planforge.corpus.drills import DrillView
    from planforge.corpus.names import Entity
    from planforge.corpus.plan_view import PlanView
    from planforge.model.scales import GovernmentLevel

_ABOVE: Final = ("superior", "organisation", "hosted_by")
"""Fields of units, posts, teams and offices that name what stands above them."""
_SPEAKING: Final = re.compile(
    "(?:值班(?:室|员|人员|领导|长)|当班(?:人员|班长)|工作人员|联络员|调度员|观测员|巡查员|管理员"
    "|主要负责人|负责人|负责同志|发言人|主任|局长|处长|科长|队长|厂长|经理|书记|主席)$"
)
"""Who speaks for a unit, behind its name."""
_UNIT: Final = re.compile(
    "(?:委员会|管委会|指挥部|办公室|办事处|政府|[局厅署]|中心|公司|集团|支队|总队|大队|管理处"
    "|(?<=[市省县区乡镇村])委|(?<=.)(?<![备举经主承包])办)$"
)
"""How names of units end."""


def named_doers(plan: PlanView, index: int) -> tuple[str, ...]:
    """Return whom *plan* names for its action number *index*, at any of its levels."""
    action = plan.plan.actions[index]
    found: dict[str, None] = {}
    for severity in (level.severity for level in plan.levels):
        here = plan.action_at(index, action, severity)
        found.update(dict.fromkeys((*here.responsible, *here.supporting)))
    return tuple(found or dict.fromkeys((*action.responsible, *action.supporting)))


def may_do(view: DrillView, plan: PlanView, index: int, name: str) -> bool:
    """Whether *name* is one of those whom *plan* names for an action, or above or below one.

    Also so where that cannot be told: nobody is named, or what a name means is not clear.
    """
    entity, names = view.get(name), named_doers(plan, index)
    if entity is None or not names:
        return True
    mine = {one.key for one in _upwards(view, entity)}
    for one in names:
        named = plan.get(one)
        if named is None:
            return True
        for meant in _members(view, plan, named):
            if meant is None or meant.key in mine:
                return True
            if entity.key in {above.key for above in _upwards(view, meant)}:
                return True
        level = _level_meant(view, plan, named)
        if level is not None and _is_under_government(view, entity, level):
            return True
    return False


def _members(view: DrillView, plan: PlanView, named: Entity) -> Iterator[Entity | None]:
    """Yield the units that *named* stands for; None for a word that may mean anybody."""
    if named.kind is Kind.GROUP:
        group = named.of(Group)
        for one in (group.lead, group.leader, *group.members):
            if one:
                yield plan.get(one)
    elif _is_collective(named):
        known = view.meant(named.name, plan.plan.id)
        yield from known
        if not known and governments_meant(named.name) is None:
            yield None
    else:
        yield named


def _level_meant(view: DrillView, plan: PlanView, named: Entity) -> GovernmentLevel | None:
    """Return the level of the governments that a word for many means, if the drill says no more."""
    if not _is_collective(named) or view.meant(named.name, plan.plan.id):
        return None
    return governments_meant(named.name)


def _is_collective(entity: Entity) -> bool:
    element = entity.element
    return isinstance(element, Organisation) and element.category is OrganisationCategory.COLLECTIVE


def _is_under_government(view: DrillView, entity: Entity, level: GovernmentLevel) -> bool:
    """Whether *entity* is a government at *level*, or stands below one."""
    for one in _upwards(view, entity):
        unit = one.element
        if not isinstance(unit, Organisation) or not unit.region:
            continue
        region = view.get(unit.region, (Kind.REGION,))
        is_government = unit.category is OrganisationCategory.GOVERNMENT
        if is_government and region is not None and region.of(Region).level is level:
            return True
    return False


def _upwards(view: DrillView, entity: Entity) -> Iterator[Entity]:
    """Yield *entity* and all that stands above it, each once."""
    seen: dict[tuple[str, str], Entity] = {}
    waiting = [entity]
    while waiting:
        one = waiting.pop()
        if one.key in seen:
            continue
        seen[one.key] = one
        for field in _ABOVE:
            name = getattr(one.element, field, None)
            above = view.get(name, (Kind.ORGANISATION,)) if isinstance(name, str) and name else None
            if above is not None:
                waiting.append(above)
    yield from seen.values()


def unknown_unit(view: DrillView, name: str) -> bool:
    """Whether *name* is that of a unit, or of one who speaks for it, that nobody knows or plays.

    What is no name of a unit may be any person or thing: 专家组组长, 调度自动化告警.
    """
    if not name or view.is_played(name):
        return False
    unit = _SPEAKING.sub("", name)
    if not _UNIT.search(unit):
        return False
    return all(
        isinstance(view.find(one, ACTORS), Unknown) and not view.is_played(one)
        for one in {name, unit}
    )


__all__ = ["may_do", "named_doers", "unknown_unit"]
