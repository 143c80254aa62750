"""Who stands in which lane of a response flow: each by itself where they are few, else by role.

A planner thinks in roles: who commands, whose office holds it together, who acts on the spot, who
helps. Where there are more actors than lanes, a lane is a role, and its boxes say whose they are.
"""

from __future__ import annotations

from collections import Counter
from enum import Enum
from typing import TYPE_CHECKING, Final

from planforge.corpus.report_chain import LEVELS, is_above, level_of
from planforge.corpus.standing import unit_of
from planforge.document.charts.graph import Group
from planforge.document.diagrams.organisation import target_of
from planforge.document.wording import level_of_region
from planforge.frozen import dataclass
from planforge.model.base import Kind
from planforge.model.registers import Organisation, Post
from planforge.model.scales import OrganisationCategory

if TYPE_CHECKING:
    from collections.abc import Iterator

    from planforge.document.context import Context
    from planforge.document.selection import Step
    from planforge.model.plan import CommandBody

MOST_ACTORS: Final = 6
"""If there are more actors than this, lanes are roles."""
MOST_LANES: Final = 4
"""Lanes of roles and single units beside a shared one; only roles may be more."""
BUSY: Final = 3
"""Actions of a unit that are worth a lane where not all have one."""
_SCENE: Final = "现场指挥部"
_MEMBERS: Final = "成员单位"


class _Role(Enum):
    """What an actor is to the plan, from the top down; the value is the id of the lane.

    A single unit has a lane by its own key.
    """

    COMMAND = "role/command"
    OFFICE = "role/office"
    GROUP = "role/group"
    LOCAL = "role/local"
    SINGLE = ""
    REST = "role/rest"


@dataclass(frozen=True, slots=True)
class Lanes:
    """The lanes of a flow.

    Attributes:
        groups: The lanes from left to right; none is empty.
        lane_of: Id of the lane of each action by the action's id.
        shared: Ids of the actions whose box has to say whose they are: the lane's title does not.
    """

    groups: tuple[Group, ...]
    lane_of: dict[str, str]
    shared: frozenset[str]


def lanes_of(context: Context, steps: list[Step]) -> Lanes:
    """Return the lanes of *steps*, which stand where whoever is named first as responsible does.

    Up to `MOST_ACTORS` actors have a lane each, in order of first use. If there are more, lanes are
    roles from the top down: the command body with its chiefs, its office with the lead department
    if that holds it, working groups, governments below the jurisdiction; then busy units, and one
    lane for the rest.
    """
    view = context.plan_view
    names: dict[str, str] = {}
    key_of: dict[str, str] = {}
    for step in steps:
        name = step.at.responsible[0] if step.at.responsible else ""
        key = view.actor_key(name) if name else ""
        names.setdefault(key, name)
        key_of[step.at.action.id] = key
    lane_of_actor = _lanes_of_actors(context, names, Counter(key_of.values()))
    members: dict[str, list[str]] = {}
    for key, lane in lane_of_actor.items():
        members.setdefault(lane, []).append(key)
    groups: list[Group] = []
    titular: dict[str, str] = {}
    for lane in sorted(members, key=_rank):
        own = [names[key] for key in members[lane]]
        name = _actor_of(context, lane, own)
        title = name or _words(context, lane, own, is_only=len(members) == 1)
        titular[lane] = view.actor_key(name)
        target = target_of(context, name) if name else ""
        groups.append(Group(lane, title, target, is_rest=lane == _Role.REST.value))
    return Lanes(
        tuple(groups),
        {action: lane_of_actor[key] for action, key in key_of.items()},
        frozenset(
            action for action, key in key_of.items() if key and key != titular[lane_of_actor[key]]
        ),
    )


def _rank(lane: str) -> int:
    """Return where *lane* stands: roles from the top down, single units before the rest."""
    order = [role.value for role in _Role]
    return order.index(lane if lane in order else _Role.SINGLE.value)


def _lanes_of_actors(
    context: Context, names: dict[str, str], count: Counter[str]
) -> dict[str, str]:
    """Return the lane of each actor by its key, in the order of *names*."""
    if len(names) <= MOST_ACTORS:
        return {key: key or _Role.REST.value for key in names}
    roles = _Roles(context)
    found = {key: role for key, name in names.items() if (role := roles.of(name)) is not None}
    single = [key for key in names if key and key not in found]
    taken = len(set(found.values()))
    if taken + len(single) + ("" in names) > MOST_ACTORS:
        busiest = sorted(single, key=lambda key: -count[key])
        room = max(MOST_LANES - taken, 0)
        single = [key for key in busiest if count[key] >= BUSY][:room]
    return {
        key: found[key].value if key in found else key if key in single else _Role.REST.value
        for key in names
    }


def _actor_of(context: Context, lane: str, names: list[str]) -> str:
    """Return the actor who gives *lane* its title; empty if those called *names* share it as such.

    The command body does in any case, even if only its chiefs act.
    """
    if lane == _Role.COMMAND.value:
        return next(_short(context, body.name) for body in _bodies(context))
    if len(names) == 1:
        return names[0]
    if lane == _Role.OFFICE.value:
        return next(
            _short(context, body.office.name)
            for body in _bodies(context)
            if body.office and context.may_show(body.office)
        )
    return ""


def _words(context: Context, lane: str, names: list[str], *, is_only: bool) -> str:
    """Return what those called *names*, who share *lane*, perhaps the only one, are together."""
    if lane == _Role.GROUP.value:
        return context.t("Working groups")
    if lane == _Role.LOCAL.value:
        return _levels(context, names)
    members = _members(context)
    if all(name and context.plan_view.actor_key(name) in members for name in names):
        return context.t("Member units")
    return context.t("Unit responsible") if is_only else context.t("Other units")


def _short(context: Context, name: str) -> str:
    entity = context.plan_view.get(name)
    return entity.short_name if entity else name


def _levels(context: Context, names: list[str]) -> str:
    """Return the levels of government of those called *names*, highest first."""
    view = context.plan_view
    present = {level_of(view.registry, name, view.get(name)) for name in names}
    words = (level_of_region(context, level) for level in LEVELS if level in present)
    title = context.marks.listed(words)
    return title[:1].upper() + title[1:]


def _members(context: Context) -> frozenset[str]:
    """Return the keys of the member units of the plan's command bodies, and of all as a whole."""
    units = [member.unit for body in _bodies(context) for member in context.shown(body.members)]
    return frozenset(map(context.plan_view.actor_key, [*units, _MEMBERS] if units else []))


def _bodies(context: Context) -> Iterator[CommandBody]:
    """Yield the command body and all under it that the reader may see, from the top down."""
    waiting = [context.plan_view.plan.command]
    for body in waiting:
        if body is not None and context.may_show(body):
            yield body
            waiting += body.parts


class _Roles:
    """What actors are to one plan."""

    def __init__(self, context: Context) -> None:
        self.context = context
        self.view = context.plan_view
        self.known: dict[str, _Role] = {}
        for body in _bodies(context):
            self._add(_Role.COMMAND, body.name, *_chiefs(context, body))
            self._add_office(body)
            self._add(_Role.GROUP, *(group.name for group in context.shown(body.groups)))

    def of(self, name: str) -> _Role | None:
        """Return the role of the actor called *name*; None for a single unit, and for nobody."""
        if not name:
            return None
        own = self.known.get(self.view.actor_key(name)) or self._at_scene(name)
        return own or self._by_unit(name) or (_Role.LOCAL if self._is_local(name) else None)

    def _add(self, role: _Role, *names: str | None) -> None:
        for name in filter(None, names):
            self.known.setdefault(self.view.actor_key(name), role)

    def _add_office(self, body: CommandBody) -> None:
        office = body.office
        if office is None or not self.context.may_show(office):
            return
        self._add(_Role.OFFICE, office.name, office.head, *office.deputies)
        lead = self.view.plan.lead
        if office.hosted_by and self.view.same(office.hosted_by, lead):
            self._add(_Role.OFFICE, lead)

    def _at_scene(self, name: str) -> _Role | None:
        """Return the command for 现场指挥部, alone or behind the name of the command body."""
        whose = name.removesuffix(_SCENE)
        if whose == name or _Role.COMMAND not in self.known.values():
            return None
        own = self.known.get(self.view.actor_key(whose)) if whose else _Role.COMMAND
        return own if own is _Role.COMMAND else None

    def _by_unit(self, name: str) -> _Role | None:
        """Return the role of the unit to which the post *name* belongs."""
        entity = self.view.get(name)
        post = entity.element if entity else None
        if not isinstance(post, Post) or not self.context.may_show(post):
            return None
        return self.known.get(self.view.actor_key(post.organisation))

    def _is_local(self, name: str) -> bool:
        """Whether *name* is a government, or part of one, below the plan's jurisdiction."""
        registry, entity = self.view.registry, self.view.get(name)
        own = registry.jurisdiction.level if registry.jurisdiction else None
        unit = unit_of(self.view, entity) if entity else None
        it = unit.element if unit else None
        if isinstance(it, Organisation) and it.category is OrganisationCategory.OUTSIDE:
            return False
        level = level_of(registry, name, entity)
        return own is not None and level is not None and is_above(own, level)


def _chiefs(context: Context, body: CommandBody) -> Iterator[str | None]:
    """Yield who commands *body*, and at the scene those who do by their post."""
    yield from (*body.commander, *body.executive_deputies, *body.deputies, body.secretary)
    scene = body.scene
    if scene is not None and context.may_show(scene):
        for name in (*scene.commander, *scene.deputies):
            entity = context.plan_view.get(name)
            if entity is not None and entity.kind is Kind.POST:
                yield name
