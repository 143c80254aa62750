"""Which work is done outside, and how near to the damage, going by what plans say of it.

A unit works outside if it goes there with a team, or belongs to a group of the command at the
scene: 工作组 of 现场指挥部. What it decides, hands out, pays or publishes it does at home.
"""

from __future__ import annotations

from enum import Enum
from typing import TYPE_CHECKING, Final

from planforge.drill.build.durations import afterwards, estimate
from planforge.drill.kit.expected import title_of
from planforge.model.base import Kind
from planforge.model.plan import Group
from planforge.model.registers import Organisation
from planforge.model.scales import OrganisationCategory, Phase
from planforge.patterns import late

if TYPE_CHECKING:
    from collections.abc import Iterable

    from planforge.corpus.drills import DrillView
    from planforge.corpus.names import Entity
    from planforge.corpus.plan_view import ActionAt, PlanView
    from planforge.model.plan import CommandBody


class Spot(Enum):
    """How near to the damage something is done."""

    HOME = "home"
    AROUND = "around"
    """In the districts that are hit."""
    SITE = "site"
    """Where it happened."""


_AT_SITE: Final = late(
    "现场|搜救|抢|排险|堵|侦检|警戒|封控|疏导|巡|救护|救治|救援|医疗|监测|检测|排查|勘|调查|洗消|清场"
    "|供水|断料|灭火"
)
"""Titles of work at the damage itself."""
DAMAGE: Final = late("搜救|抢修|抢险|抢护|抢通|排险|堵漏|灭火")
"""Titles of work on the damage, where the event as a whole has many places."""
_SCENE: Final = "现场"
_COMMAND_POST: Final = late("设立现场指挥部|现场指挥部.*设立|开设现场指挥部")
_FIELD: Final = frozenset(
    {
        "evacuation and shelter",
        "rescue and medical care",
        "closing off",
    }
)
_FIELD_AFTERWARDS: Final = frozenset({"checks after the response", "clearing up"})
_DURING: Final = frozenset({Phase.FIRST_RESPONSE, Phase.RESPONSE})
_AFTERWARDS: Final = frozenset({Phase.TERMINATION, Phase.RECOVERY})
OUTSIDE: Final = _DURING | _AFTERWARDS
"""Phases in which work is done outside; what starts a response is done at desks."""
_FORCES: Final = frozenset({OrganisationCategory.RESCUE, OrganisationCategory.MILITARY})


def spot(drill: DrillView, view: PlanView | None, unit: Entity | None, at: ActionAt) -> Spot:
    """Return how near to the damage *unit* does what *at* says, of the plan *view*."""
    title, phase = title_of(at), at.action.phase
    it = unit.element if unit else None
    category = it.category if isinstance(it, Organisation) else None
    if phase not in OUTSIDE or category is OrganisationCategory.PARTY:
        return Spot.HOME
    is_force = category in _FORCES
    has_team = bool(at.needs and at.needs.teams)
    if phase in _AFTERWARDS:
        is_field = afterwards(title).name.msgid in _FIELD_AFTERWARDS
        is_its = is_force or has_team or _is_at_scene(drill, view, unit)
        return Spot.SITE if is_field and is_its else Spot.HOME
    is_first = phase is Phase.FIRST_RESPONSE
    is_near = _AT_SITE.search(title) is not None
    if is_force or (has_team and (is_first or is_near or _SCENE in at.content)):
        return Spot.SITE
    if has_team:
        return Spot.AROUND
    is_field = is_near or estimate(title, "").name.msgid in _FIELD
    if is_first or not is_field or not _is_at_scene(drill, view, unit):
        return Spot.HOME
    return Spot.SITE if is_near else Spot.AROUND


def sets_up_command(at: ActionAt) -> bool:
    """Whether *at* sets up the command at the scene."""
    return _COMMAND_POST.search(title_of(at)) is not None


def _is_at_scene(drill: DrillView, view: PlanView | None, unit: Entity | None) -> bool:
    """Whether *unit* belongs to a group that *view* sends to the command at the scene."""
    if view is None or unit is None or view.plan.command is None:
        return False
    for name in _groups(view.plan.command):
        entity = view.get(name, (Kind.GROUP,))
        group = entity.element if entity else None
        if isinstance(group, Group):
            named = (drill.get(one) for one in _of(group))
            if any(one is not None and one.key == unit.key for one in named):
                return True
    return False


def _groups(body: CommandBody) -> Iterable[str]:
    yield from body.scene.groups if body.scene else ()
    for part in body.parts:
        yield from _groups(part)


def _of(group: Group) -> Iterable[str]:
    return filter(None, (group.lead, *group.members))


__all__ = ["DAMAGE", "OUTSIDE", "Spot", "sets_up_command", "spot"]
