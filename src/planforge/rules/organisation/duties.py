"""What each actor of a plan is there for: by the register, as a member, in groups, and above it."""

from __future__ import annotations

from collections import defaultdict
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from planforge.model.base import Kind
from planforge.model.registers import Organisation, Team
from planforge.model.scales import OrganisationCategory as Category

if TYPE_CHECKING:
    from collections.abc import Iterator

    from planforge.corpus.names import Entity
    from planforge.corpus.plan_view import PlanView
    from planforge.findings import Pointer

DOES_ALL: Final = frozenset(
    {Category.GOVERNMENT, Category.COMMAND, Category.OFFICE, Category.COLLECTIVE, Category.OUTSIDE}
)
"""Whoever may do all, by what it is, or of whom no duties are known."""

_FOR_ANY_WORK: Final = "应急管理"
"""In the names of bureaus that bring others together, for any work."""


class Duties:
    """The duties of the actors of one plan, each asked for once."""

    def __init__(self, view: PlanView) -> None:
        """See what *view* gives to whom."""
        self._view = view
        self._known: dict[tuple[str, Pointer, bool], str | None] = {}
        self._written: dict[str, str] = {}
        self._co_ordinates: dict[str, bool] = {}
        self._as_member: dict[str, list[str]] = defaultdict(list)
        self._in_groups: dict[str, list[tuple[Pointer, str, str]]] = defaultdict(list)
        for member, _ in view.members:
            self._as_member[view.actor_key(member.unit)] += member.duties
        self._left_out = {key for key, duties in self._as_member.items() if not duties}
        for group, at in view.groups:
            text = "；".join((group.name, *group.duties))
            for name in (group.lead, *group.members):
                if name:
                    own = text if name == group.lead else group.name
                    self._in_groups[view.actor_key(name)].append((at, text, own))

    def is_left_out(self, actor: str) -> bool:
        """Whether an actor is a member of which the plan says no duty: another rule says so."""
        return bool(self._left_out) and self._view.actor_key(actor) in self._left_out

    def written(self, actor: str) -> str:
        """Return the duties of a unit as a member and in the register, as one text."""
        key = self._view.actor_key(actor)
        text = self._written.get(key)
        if text is None:
            unit = self._view.get(actor)
            element = unit.element if unit else None
            more = element.duties if isinstance(element, Organisation) else ()
            text = self._written[key] = "；".join((*self._as_member.get(key, ()), *more))
        return text

    def co_ordinates(self, actor: str) -> bool:
        """Whether a unit has others do any work, or is unknown.

        That is the lead department, the host of an office, and 应急管理局.
        """
        found = self._co_ordinates.get(actor)
        if found is None:
            unit = self._view.get(actor)
            found = unit is None or _FOR_ANY_WORK in unit.name or self._hosts(actor)
            self._co_ordinates[actor] = found
        return found

    def _hosts(self, actor: str) -> bool:
        view = self._view
        hosts = (body.office.hosted_by for body, _ in view.bodies if body.office)
        return any(view.same(actor, one) for one in (view.plan.lead, *hosts) if one)

    def of(self, actor: str, but: Pointer = (), *, is_own: bool = False) -> str | None:
        """Return all that an actor is there for, as one text, but for the group at *but*.

        That of a working group is also what its units have to do. None if it may do all, or if
        nothing is known of it. *is_own* leaves out what groups have to do that others lead.
        """
        key = self._view.actor_key(actor), but, is_own
        if key not in self._known:
            self._known[key] = self._of(actor, but, is_own=is_own)
        return self._known[key]

    def _of(self, actor: str, but: Pointer, *, is_own: bool) -> str | None:
        entity = self._view.get(actor)
        if entity is None:
            return None
        if entity.kind is Kind.GROUP:
            return self._of_group(actor)
        parts: list[str] = []
        for one in self._chain(entity):
            element = one.element
            if isinstance(element, Team):
                parts += (one.name, element.category, *element.skills)
            elif isinstance(element, Organisation) and element.category not in DOES_ALL:
                key = "/".join(one.key)
                groups = (one for one in self._in_groups.get(key, ()) if one[0] != but)
                own = [*self._as_member.get(key, ()), *(one[2 if is_own else 1] for one in groups)]
                if not own and not element.duties:
                    return None
                parts += (one.name, *element.fields, *element.duties, *own)
            else:
                return None
        return "；".join(parts)

    def _of_group(self, name: str) -> str | None:
        group = next((x for x, _ in self._view.groups if self._view.same(x.name, name)), None)
        if group is None or not group.duties:
            return None
        parts = [group.name, *group.duties]
        units = (unit for unit in (group.lead, *group.members) if unit)
        parts += (self.of(unit) or "" for unit in units)
        return "；".join(parts)

    def _chain(self, entity: Entity) -> Iterator[Entity]:
        """Yield a team, its unit and the units above it, below those that may do all."""
        seen: set[Entity] = set()
        current: Entity | None = entity
        while current is not None and current not in seen:
            seen.add(current)
            yield current
            element = current.element
            if isinstance(element, Team):
                above: str | None = element.organisation
            else:
                above = element.superior if isinstance(element, Organisation) else None
            names = self._view.registry.names
            current = names.get(above, (Kind.ORGANISATION,)) if above else None
            upper = current.element if current else None
            if isinstance(upper, Organisation) and upper.category in DOES_ALL:
                return


@lru_cache(maxsize=1)  # two rules ask it of one plan
def duties_of(view: PlanView) -> Duties:
    """Return the duties of the actors of *view*."""
    return Duties(view)
