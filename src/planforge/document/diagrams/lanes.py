"""Who gets a lane of a response flow: every actor if there are few, else the busiest and sorts."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from planforge.document.charts.graph import Group
from planforge.document.diagrams.organisation import target_of
from planforge.i18n import Message, msg
from planforge.model.base import Kind
from planforge.model.registers import Organisation
from planforge.model.scales import OrganisationCategory

if TYPE_CHECKING:
    from collections.abc import Mapping

    from planforge.document.context import Context
    from planforge.document.selection import Step

MOST_LANES: Final = 8
"""More actors than this share lanes by what sort of unit they are."""
OWN_LANES: Final = 3
"""Actors that keep a lane of their own even then, if they have enough to do."""
ENOUGH: Final = 3
"""Actions that are enough for a lane of one's own."""

_COMMAND: Final = msg("Command bodies and commanders")
_DEPARTMENTS: Final = msg("Departments")
_LOCAL: Final = msg("Local governments and units on the spot")
_RESCUE: Final = msg("Rescue forces")
_OTHERS: Final = msg("Enterprises and institutions")

_SORTS: Final[Mapping[OrganisationCategory, Message]] = {
    OrganisationCategory.COMMAND: _COMMAND,
    OrganisationCategory.OFFICE: _COMMAND,
    OrganisationCategory.PARTY: _DEPARTMENTS,
    OrganisationCategory.DEPARTMENT: _DEPARTMENTS,
    OrganisationCategory.GOVERNMENT: _LOCAL,
    OrganisationCategory.COLLECTIVE: _LOCAL,
    OrganisationCategory.MILITARY: _RESCUE,
    OrganisationCategory.RESCUE: _RESCUE,
}
"""Sort of unit by category; categories not listed are enterprises and institutions."""


@dataclass(frozen=True, slots=True)
class Lanes:
    """The lanes of a flow.

    Attributes:
        groups: The lanes in order of first use.
        of_action: Lane of each action, by the action's id.
        shared: Lanes of several actors; their boxes say who acts.
    """

    groups: tuple[Group, ...]
    of_action: Mapping[str, str]
    shared: frozenset[str]


def lanes_of(context: Context, steps: list[Step]) -> Lanes:
    """Return the lanes for *steps*."""
    view = context.plan_view
    first = {step.at.action.id: (step.at.responsible or ("",))[0] for step in steps}
    keys = {action: view.actor_key(name) for action, name in first.items()}
    names = {keys[action]: name for action, name in reversed(first.items())}
    own = set(names)
    if len(names) > MOST_LANES:
        busy = [key for key, count in Counter(keys.values()).most_common() if count >= ENOUGH]
        own = set(busy[:OWN_LANES])
    groups: dict[str, Group] = {}
    of_action: dict[str, str] = {}
    shared: set[str] = set()
    for action, key in keys.items():
        name = names[key]
        if name and key in own:
            lane = Group(key, name, target_of(context, name))
        else:
            sort = _sort(context, name)
            lane = Group(f"sort-{_IDS[sort.msgid]}", sort.render(context.language))
            shared.add(lane.id)
        groups.setdefault(lane.id, lane)
        of_action[action] = lane.id
    return Lanes(tuple(groups.values()), of_action, frozenset(shared))


_IDS: Final[Mapping[str, str]] = {
    _COMMAND.msgid: "command",
    _DEPARTMENTS.msgid: "departments",
    _LOCAL.msgid: "local",
    _RESCUE.msgid: "rescue",
    _OTHERS.msgid: "others",
}


def _sort(context: Context, name: str) -> Message:
    entity = context.plan_view.get(name) if name else None
    if entity is None:
        return _OTHERS
    if entity.kind is Kind.POST:
        return _COMMAND
    if entity.kind in {Kind.GROUP, Kind.TEAM}:
        return _RESCUE
    element = entity.element
    if isinstance(element, Organisation):
        return _SORTS.get(element.category, _OTHERS)
    return _OTHERS
