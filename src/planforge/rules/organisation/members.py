"""Member units and working groups of a command body: who is one, and what it is there for."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Final

from planforge.corpus.standing import unit_of
from planforge.findings import Severity
from planforge.i18n import msg
from planforge.model.base import Kind
from planforge.model.registers import Organisation
from planforge.model.scales import OrganisationCategory as Category
from planforge.patterns import late
from planforge.rules.articles import CLEAR_DUTIES
from planforge.rules.organisation.leads import odd_lead
from planforge.rules.organisation.units import with_those_above
from planforge.rules.rule import Hit, cite, plan_rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from planforge.corpus.names import Entity
    from planforge.corpus.plan_view import PlanView
    from planforge.findings import Pointer

NEVER_MEMBERS = frozenset(
    {
        Category.COLLECTIVE,
        Category.OUTSIDE,
        Category.GOVERNMENT,
        Category.COMMAND,
        Category.OFFICE,
    }
)
"""What is no member unit of a command body: local governments, bodies, their offices, outsiders."""
_COMMITTEE: Final = late("[^委]+委(?:员会)?")
"""Names of the party committee itself; those of its departments go on, as 市委宣传部 does."""


@plan_rule(
    "ORG008",
    "organisation.member-without-duty",
    Severity.WARNING,
    title=msg("Member unit without a duty"),
    rationale=msg("A unit that does not know its part stays away, or does what others do already."),
    sources=(CLEAR_DUTIES,),
)
def member_without_duty(view: PlanView) -> Iterator[Hit]:
    """Member units without 职责 in any body of the plan.

    A plan may give every duty to its groups instead of its members: then a unit has those of the
    groups it leads or sits in.
    """
    with_duty = {view.actor_key(member.unit) for member, _ in view.members if member.duties}
    if not with_duty:
        groups = [group for group, _ in view.groups if group.duties]
        leads = {view.actor_key(group.lead) for group in groups if group.lead}
        with_duty = leads | {view.actor_key(unit) for group in groups for unit in group.members}
    for member, at in view.members:
        if view.actor_key(member.unit) not in with_duty:
            yield Hit(
                view.at(*at, "unit"),
                msg("{unit} is a member but has no duty", unit=member.unit),
                msg("Write what it does under 职责"),
            )


@lru_cache(maxsize=2)  # many rules ask it of one plan before they go on to the next
def member_units(view: PlanView) -> frozenset[str]:
    """Return the keys of all member units."""
    return frozenset(view.actor_key(member.unit) for member, _ in view.members)


def _is_committee(unit: Organisation) -> bool:
    """Whether *unit* is the party committee, which leads command bodies and is no member."""
    return unit.category is Category.PARTY and _COMMITTEE.fullmatch(unit.name) is not None


def belongs(view: PlanView, unit: Entity, members: frozenset[str]) -> bool:
    """Whether *unit* is a member, stands below one, or is of a sort that need not be one."""
    for current in with_those_above(view.registry.names, unit):
        element = current.element
        if not isinstance(element, Organisation):
            return True
        if "/".join(current.key) in members:
            return True
        if element.category in NEVER_MEMBERS or _is_committee(element):
            return current == unit
    return False


_WORK = frozenset({"responsible", "warning_measure", "guarantees", "recovers", "informs_public"})


@plan_rule(
    "ORG009",
    "organisation.outsider-with-work",
    Severity.WARNING,
    title=msg("Unit with work that is no member"),
    rationale=msg(
        "Units outside the list of members are not called to the command body and were not asked "
        "when the plan was drafted."
    ),
    sources=(cite("突发事件应急预案管理办法", "第二十二条"),),
)
def outsider_with_work(view: PlanView) -> Iterator[Hit]:
    """Units responsible for something that are neither members nor below one.

    Left to other rules: units that lead a group, sit in one or host an office.
    """
    members = member_units(view)
    if not members:
        return
    told = {unit for unit, _ in _outside_leads(view)} | {unit for unit, _ in _outside_hosts(view)}
    told |= {unit for unit, _ in _outside_group_members(view)}
    first: dict[str, Pointer] = {}
    for ask in [ask for ask in view.asks() if ask[1] in _WORK]:
        first.setdefault(ask.actor, ask.pointer)
    for actor, pointer in first.items():
        entity = view.get(actor)
        unit = unit_of(view, entity) if entity else None
        if unit is None or unit in told or belongs(view, unit, members):
            continue
        told.add(unit)
        yield Hit(
            view.at(*pointer),
            msg("{unit} is responsible here but is no member unit", unit=unit.short_name),
            msg("Add it to 成员单位 with its duty, or give the work to a member"),
        )


_AS_LISTED: Final = frozenset({"member", "duty"})
"""What is asked of a member in the list itself."""


@plan_rule(
    "ORG010",
    "organisation.idle-member",
    Severity.ADVICE,
    title=msg("Member unit that the plan never calls"),
    rationale=msg("A duty that no action, group, report or measure takes up stays on paper."),
    sources=(CLEAR_DUTIES,),
)
def idle_member(view: PlanView) -> Iterator[Hit]:
    """Members that appear nowhere but in the list of members."""
    calling = {
        key: asks[0].actor
        for key, asks in view.asks_by_actor.items()
        if any(ask[1] not in _AS_LISTED for ask in asks)
    }
    called = {key for key in calling if key.startswith(f"{Kind.ORGANISATION.value}/")}
    left = [one for one in view.members if view.actor_key(one[0].unit) not in called]
    busy = {key for actor in calling.values() for key in keys_of(view, actor)} if left else set()
    for member, at in left:
        entity = view.get(member.unit)
        if entity is not None and "/".join(entity.key) not in busy:
            yield Hit(
                view.at(*at, "unit"),
                msg("{unit} is a member but no action, group or report names it", unit=member.unit),
                msg("Give it a part in an action or a group, or take it off the list"),
            )


def keys_of(view: PlanView, actor: str) -> list[str]:
    """Return the keys of the organisation of an actor and of those above it."""
    entity = view.get(actor)
    unit = unit_of(view, entity) if entity else None
    units = with_those_above(view.registry.names, unit) if unit else ()
    return ["/".join(one.key) for one in units]


@plan_rule(
    "ORG011",
    "organisation.group-without-lead",
    Severity.WARNING,
    title=msg("Working group without a lead"),
    rationale=msg("A group that nobody leads never meets."),
    sources=(CLEAR_DUTIES,),
)
def group_without_lead(view: PlanView) -> Iterator[Hit]:
    """Groups with neither 牵头 nor 组长."""
    for group, at in view.groups:
        if not group.lead and not group.leader:
            yield Hit(
                view.at(*at, "name"),
                msg("Nobody leads {group}", group=group.name),
                msg("Name the unit under 牵头"),
            )


@lru_cache(maxsize=2)
def _outside_leads(view: PlanView) -> tuple[tuple[Entity, Pointer], ...]:
    """Return the leads of groups that are no members, each with the place of its group."""
    members = member_units(view)
    return tuple(
        (lead, at)
        for group, at in view.groups
        if members and group.lead and (lead := view.get(group.lead, (Kind.ORGANISATION,)))
        if not belongs(view, lead, members)
    )


@plan_rule(
    "ORG012",
    "organisation.lead-no-member",
    Severity.WARNING,
    title=msg("Working group led by a unit that is no member"),
    rationale=msg("A unit that does not sit in the command body cannot lead its members."),
    sources=(CLEAR_DUTIES,),
)
def lead_no_member(view: PlanView) -> Iterator[Hit]:
    """Units under 牵头 of a group that are not among the members."""
    for lead, at in _outside_leads(view):
        yield Hit(
            view.at(*at, "lead"),
            msg("{unit} leads a working group but is no member unit", unit=lead.short_name),
            msg("Add it to 成员单位 with its duty, or let a member lead"),
        )


@lru_cache(maxsize=2)
def _outside_group_members(view: PlanView) -> tuple[tuple[Entity, Pointer], ...]:
    """Return the units in groups that are no members and lead none, each with its place."""
    members = member_units(view)
    told = {unit for unit, _ in _outside_leads(view)}
    outside = {
        name: unit
        for name in {name for group, _ in view.groups for name in group.members if members}
        if (entity := view.get(name))
        and (unit := unit_of(view, entity))
        and unit not in told
        and not belongs(view, unit, members)
    }
    return tuple(
        (outside[name], (*at, "members", i))
        for group, at in view.groups
        for i, name in enumerate(group.members)
        if name in outside
    )


@plan_rule(
    "ORG016",
    "organisation.group-member-outside",
    Severity.WARNING,
    title=msg("Working group with a unit that is no member"),
    rationale=msg(
        "A group is made up of members of the command body; a unit outside it is not called when "
        "the body meets, and its seat in the group stays empty."
    ),
    sources=(CLEAR_DUTIES,),
)
def group_member_outside(view: PlanView) -> Iterator[Hit]:
    """Units under 成员 of a group that are neither members of a body of the plan nor below one.

    Each unit is reported once, with all its groups.
    """
    seats: dict[Entity, list[Pointer]] = {}
    for unit, at in _outside_group_members(view):
        seats.setdefault(unit, []).append(at)
    for unit, places in seats.items():
        yield Hit(
            view.at(*places[0]),
            msg(
                "{unit} sits in {group} but is no member unit",
                unit=unit.short_name,
                group=tuple(dict.fromkeys(_group_at(view, at) for at in places)),
            ),
            msg("Add it to 成员单位 with its duty, or take it out of the group"),
            tuple((view.at(*at), msg("it sits here too")) for at in places[1:]),
        )


def _group_at(view: PlanView, at: Pointer) -> str:
    return next(group.name for group, place in view.groups if at[: len(place)] == place)


def _outside_hosts(view: PlanView) -> Iterator[tuple[Entity, Pointer]]:
    members = member_units(view)
    for body, at in view.bodies:
        name = body.office.hosted_by if body.office else None
        host = view.get(name, (Kind.ORGANISATION,)) if name else None
        if members and host is not None and not belongs(view, host, members):
            yield host, (*at, "office", "hosted_by")


def contradicts_register(view: PlanView, at: Pointer) -> bool:
    """Whether the office whose 设在 stands at *at* is registered at another unit."""
    office = next(
        (body.office for body, place in view.bodies if (*place, "office") == at[:-1]), None
    )
    entity = view.get(office.name, (Kind.ORGANISATION,)) if office else None
    element = entity.element if entity is not None else None
    name = element.hosted_by if isinstance(element, Organisation) else None
    registered = view.get(name, (Kind.ORGANISATION,)) if name else None
    said = view.get(office.hosted_by, (Kind.ORGANISATION,)) if office and office.hosted_by else None
    return registered is not None and said is not None and said != registered


@plan_rule(
    "ORG014",
    "organisation.host-no-member",
    Severity.WARNING,
    title=msg("Office at a unit that is no member"),
    rationale=msg("The unit that runs the office has the most duties of all."),
    sources=(CLEAR_DUTIES,),
)
def host_no_member(view: PlanView) -> Iterator[Hit]:
    """Units under 设在 of an office that are not among the members.

    Left to another rule: offices that the register places elsewhere.
    """
    for host, at in _outside_hosts(view):
        if contradicts_register(view, at):
            continue
        yield Hit(
            view.at(*at),
            msg("The office is at {unit}, which is no member unit", unit=host.short_name),
            msg("Add it to 成员单位 with its duty"),
        )


@plan_rule(
    "ORG015",
    "organisation.group-without-duty",
    Severity.WARNING,
    title=msg("Working group without a duty"),
    rationale=msg("Members of a group must know what it is there for before they are called."),
    sources=(CLEAR_DUTIES,),
)
def group_without_duty(view: PlanView) -> Iterator[Hit]:
    """Groups without 职责."""
    for group, at in view.groups:
        if not group.duties:
            yield Hit(
                view.at(*at, "name"),
                msg("{group} has no duty", group=group.name),
                msg("Write what it does under 职责"),
            )


@plan_rule(
    "ORG034",
    "organisation.listed-twice",
    Severity.WARNING,
    title=msg("Unit listed twice"),
    rationale=msg("Of two entries one is forgotten when its duties change."),
    sources=(CLEAR_DUTIES,),
)
def listed_twice(view: PlanView) -> Iterator[Hit]:
    """Units that stand twice among the members of one body, or of one group; leads: `odd_lead`."""
    for body, at in view.bodies:
        units = [
            (member.unit, (*at, "members", i, "unit")) for i, member in enumerate(body.members)
        ]
        yield from _repeated(view, body.name, units)
    for group, at in view.groups:
        members = [(name, (*at, "members", i)) for i, name in enumerate(group.members)]
        yield from _repeated(view, group.name, [*odd_lead(view, group, at), *members])


def _repeated(view: PlanView, where: str, names: list[tuple[str, Pointer]]) -> Iterator[Hit]:
    first: dict[str, Pointer] = {}
    for name, at in names:
        known = first.setdefault(view.actor_key(name), at)
        if known is not at:
            yield Hit(
                view.at(*at),
                msg("{unit} is listed twice in {where}", unit=name, where=where),
                msg("Keep one of the entries, with all its duties"),
                ((view.at(*known), msg("The first one stands here")),),
            )
