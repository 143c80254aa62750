"""Who commands, who decides, who does what: gaps and contradictions in the organisation."""

from __future__ import annotations

from typing import TYPE_CHECKING

from planforge.findings import Severity
from planforge.i18n import msg
from planforge.model.base import Kind
from planforge.model.registers import Organisation, Post, Team
from planforge.model.scales import OrganisationCategory as Category
from planforge.rules.rule import Hit, cite, plan_rule

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from planforge.corpus.names import Entity
    from planforge.corpus.plan_view import Level, PlanView
    from planforge.findings import Pointer

CLEAR_DUTIES = cite("突发事件应急预案管理办法", "第二十四条第四项")
COMMAND_BODY = cite("中华人民共和国突发事件应对法", "第十九条")
WHO_STARTS_ENDS = cite("国家突发事件总体应急预案", "3.3.6")

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


@plan_rule(
    "ORG001",
    "organisation.not-one-responsible",
    Severity.WARNING,
    title=msg("Action without exactly one responsible unit"),
    rationale=msg(
        "What nobody is responsible for is not done; what two are responsible for waits."
    ),
    sources=(CLEAR_DUTIES,),
)
def not_one_responsible(view: PlanView) -> Iterator[Hit]:
    """Actions with no 责任 or with several; the others belong under 配合."""
    for i, action in enumerate(view.plan.actions):
        at: Pointer = ("actions", i)
        if not action.responsible:
            yield Hit(
                view.at(*at),
                msg("Action “{action}” has nobody responsible", action=action.title or action.id),
                msg("Name the one unit or post under 责任"),
            )
        named = [(action.responsible, at)]
        named += [
            (change.responsible, (*at, "changes", level))
            for level, change in action.changes.items()
        ]
        for names, place in named:
            if len(names) > 1:
                yield Hit(
                    view.at(*place, "responsible"),
                    msg(
                        "Action “{action}” has {count} responsible: {names}",
                        action=action.title or action.id,
                        count=len(names),
                        names=names,
                    ),
                    msg("Leave one under 责任 and put the others under 配合"),
                )


@plan_rule(
    "ORG002",
    "organisation.level-without-decider",
    Severity.ERROR,
    title=msg("Response level that nobody may start"),
    rationale=msg("When minutes count, the question of who may decide must be answered already."),
    sources=(CLEAR_DUTIES,),
)
def level_without_decider(view: PlanView) -> Iterator[Hit]:
    """Levels without 决定."""
    for level in view.levels:
        if not level.facts.decided_by:
            yield Hit(
                view.at(*level.pointer, on_key=True),
                msg("Nobody decides to start {level}", level=level.name),
                msg("Name the post that decides under 决定"),
            )


@plan_rule(
    "ORG003",
    "organisation.level-without-commander",
    Severity.ERROR,
    title=msg("Response level that nobody commands"),
    rationale=msg("Units that arrive at a scene without a commander work against each other."),
    sources=(CLEAR_DUTIES,),
)
def level_without_commander(view: PlanView) -> Iterator[Hit]:
    """Levels without 指挥."""
    for level in view.levels:
        if not level.facts.commander:
            yield Hit(
                view.at(*level.pointer, on_key=True),
                msg("Nobody commands at {level}", level=level.name),
                msg("Name the post that commands under 指挥"),
            )


@plan_rule(
    "ORG004",
    "organisation.level-without-end",
    Severity.ERROR,
    title=msg("Response level that nobody may end"),
    rationale=msg("A response that nobody may end keeps people and roads bound for days."),
    sources=(WHO_STARTS_ENDS,),
)
def level_without_end(view: PlanView) -> Iterator[Hit]:
    """Levels whose 终止 names nobody who decides."""
    for level in view.levels:
        ending = level.facts.termination
        if ending is None or not ending.decided_by:
            yield Hit(
                view.at(*level.pointer, on_key=ending is None)
                if ending is None
                else view.at(*level.pointer, "termination", on_key=True),
                msg("Nobody decides to end {level}", level=level.name),
                msg("Name who decides under 终止, 决定: the one who starts the level"),
            )


@plan_rule(
    "ORG005",
    "organisation.starter-does-not-end",
    Severity.ERROR,
    title=msg("A level is ended by another than the one who starts it"),
    rationale=msg("Who starts a response ends it; else two heads give contrary orders."),
    sources=(WHO_STARTS_ENDS,),
)
def starter_does_not_end(view: PlanView) -> Iterator[Hit]:
    """Levels whose 终止 is decided by an actor that may not start them.

    A body and a post in it count as one. Names that are not clear are left to other rules.
    """
    for level in view.levels:
        ending = level.facts.termination
        starters = _clear(view, level.facts.decided_by)
        enders = _clear(view, ending.decided_by if ending else ())
        if starters is None or enders is None:
            continue
        for i, ender in enumerate(enders):
            if not any(_are_one(view, ender, starter) for starter in starters):
                yield Hit(
                    view.at(*level.pointer, "termination", "decided_by", i),
                    msg(
                        "{level} is started by {starter} but ended by {ender}",
                        level=level.name,
                        starter=level.facts.decided_by,
                        ender=ender.short_name,
                    ),
                    msg("Let the one who decides the start decide the end"),
                    ((view.at(*level.pointer, "decided_by"), msg("The start is decided here")),),
                )


def _clear(view: PlanView, names: tuple[str, ...]) -> list[Entity] | None:
    """Return what *names* mean; None if there are none or one of them is not clear."""
    found = [view.get(name) for name in names]
    known = [entity for entity in found if entity is not None]
    return known if known and len(known) == len(found) else None


def _are_one(view: PlanView, one: Entity, other: Entity) -> bool:
    if one == other:
        return True
    kinds = {one.kind, other.kind}
    return kinds == {Kind.POST, Kind.ORGANISATION} and unit_of(view, one) == unit_of(view, other)


def unit_of(view: PlanView, entity: Entity) -> Entity | None:
    """Return the organisation that *entity* is or belongs to; None for groups."""
    if isinstance(entity.element, Post | Team):
        return view.registry.names.get(entity.element.organisation, (Kind.ORGANISATION,))
    return entity if entity.kind is Kind.ORGANISATION else None


@plan_rule(
    "ORG006",
    "organisation.body-without-commander",
    Severity.ERROR,
    title=msg("Command body without a commander"),
    rationale=msg("A body without a head cannot order anything."),
    sources=(COMMAND_BODY, CLEAR_DUTIES),
)
def body_without_commander(view: PlanView) -> Iterator[Hit]:
    """Command bodies without 总指挥."""
    for body, at in view.bodies:
        if not body.commander:
            yield Hit(
                view.at(*at, "name"),
                msg("Nobody commands {body}", body=body.name),
                msg("Name the post under 总指挥"),
            )


_MUST_ANSWER = frozenset({"commander", "commands_level", "decides", "office_head", "spokesperson"})


@plan_rule(
    "ORG007",
    "organisation.no-stand-in",
    Severity.WARNING,
    title=msg("Key post without a stand-in"),
    rationale=msg(
        "Commanders, deciders and spokespersons cannot always be reached; without a stand-in "
        "(AB角) the response waits for one telephone."
    ),
)
def no_stand_in(view: PlanView) -> Iterator[Hit]:
    """Registered posts that command, decide, head an office or speak, without AB角.

    The finding stands in the register, once, however many plans use the post.
    """
    for ask in view.asks():
        if ask.role not in _MUST_ANSWER:
            continue
        entity = view.get(ask.actor)
        if entity is not None and isinstance(entity.element, Post) and not entity.element.deputy:
            yield Hit(
                entity.place,
                msg("Nobody stands in for {post}", post=entity.name),
                msg("Add AB角 with the person or post that acts in its place"),
            )


@plan_rule(
    "ORG008",
    "organisation.member-without-duty",
    Severity.WARNING,
    title=msg("Member unit without a duty"),
    rationale=msg("A unit that does not know its part stays away, or does what others do already."),
    sources=(CLEAR_DUTIES,),
)
def member_without_duty(view: PlanView) -> Iterator[Hit]:
    """Member units without 职责 in any body of the plan."""
    with_duty = {view.actor_key(member.unit) for member, _ in view.members if member.duties}
    for member, at in view.members:
        if view.actor_key(member.unit) not in with_duty:
            yield Hit(
                view.at(*at, "unit"),
                msg("{unit} is a member but has no duty", unit=member.unit),
                msg("Write what it does under 职责"),
            )


def member_units(view: PlanView) -> frozenset[str]:
    """Return the keys of all member units."""
    return frozenset(view.actor_key(member.unit) for member, _ in view.members)


def belongs(view: PlanView, unit: Entity, members: frozenset[str]) -> bool:
    """Whether *unit* is a member, stands below one, or is of a sort that need not be one."""
    seen: set[Entity] = set()
    current: Entity | None = unit
    while current is not None and current not in seen:
        seen.add(current)
        element = current.element
        if not isinstance(element, Organisation):
            return True
        if "/".join(current.key) in members:
            return True
        if element.category in NEVER_MEMBERS:
            return current == unit
        above = element.superior
        current = view.registry.names.get(above, (Kind.ORGANISATION,)) if above else None
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
    """Units responsible for something that are neither members nor below one."""
    members = member_units(view)
    if not members:
        return
    told = {unit for unit, _ in _outside_leads(view)} | {unit for unit, _ in _outside_hosts(view)}
    for ask in view.asks():
        if ask.role not in _WORK:
            continue
        entity = view.get(ask.actor)
        unit = unit_of(view, entity) if entity else None
        if unit is None or unit in told or belongs(view, unit, members):
            continue
        told.add(unit)
        yield Hit(
            view.at(*ask.pointer),
            msg("{unit} is responsible here but is no member unit", unit=unit.short_name),
            msg("Add it to 成员单位 with its duty, or give the work to a member"),
        )


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
    actors = {ask.actor for ask in view.asks() if ask.role not in {"member", "duty"}}
    busy = {key for actor in actors for key in _keys_of(view, actor)}
    for member, at in view.members:
        entity = view.get(member.unit)
        if entity is not None and "/".join(entity.key) not in busy:
            yield Hit(
                view.at(*at, "unit"),
                msg("{unit} is a member but no action, group or report names it", unit=member.unit),
                msg("Give it a part in an action or a group, or take it off the list"),
            )


def _keys_of(view: PlanView, actor: str) -> Iterator[str]:
    """Yield the key of an actor, of its organisation, and of those above it."""
    entity = view.get(actor)
    unit = unit_of(view, entity) if entity else None
    seen: set[Entity] = set()
    while unit is not None and unit not in seen:
        seen.add(unit)
        yield "/".join(unit.key)
        element = unit.element
        above = element.superior if isinstance(element, Organisation) else None
        unit = view.registry.names.get(above, (Kind.ORGANISATION,)) if above else None


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


def _outside_leads(view: PlanView) -> Iterator[tuple[Entity, Pointer]]:
    members = member_units(view)
    for group, at in view.groups:
        lead = view.get(group.lead, (Kind.ORGANISATION,)) if group.lead else None
        if members and lead is not None and not belongs(view, lead, members):
            yield lead, at


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


@plan_rule(
    "ORG013",
    "organisation.authority-falls",
    Severity.WARNING,
    title=msg("A higher level has a lower commander"),
    rationale=msg(
        "The graver the event, the higher the one who commands; not the other way round."
    ),
    sources=(CLEAR_DUTIES,),
)
def authority_falls(view: PlanView) -> Iterator[Hit]:
    """Levels commanded by somebody below the commander of a lower level.

    The order is office head, deputy, first deputy, commander of the body.
    """
    ranks = _ranks(view)
    highest: tuple[int, Level] | None = None
    for level in reversed(view.levels):
        known = [ranks.get(view.actor_key(name)) for name in level.facts.commander]
        found = [rank for rank in known if rank is not None]
        if not found:
            continue
        rank = max(found)
        if highest is not None and rank < highest[0]:
            below = highest[1]
            yield Hit(
                view.at(*level.pointer, "commander"),
                msg(
                    "{level} is commanded by {commander}, the lower {below} by {other}",
                    level=level.name,
                    commander=level.facts.commander,
                    below=below.name,
                    other=below.facts.commander,
                ),
                msg("Let the same or a higher post command the higher level"),
                ((view.at(*below.pointer, "commander"), msg("The lower level stands here")),),
            )
        elif highest is None or rank > highest[0]:
            highest = rank, level


def _ranks(view: PlanView) -> dict[str, int]:
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


def _outside_hosts(view: PlanView) -> Iterator[tuple[Entity, Pointer]]:
    members = member_units(view)
    for body, at in view.bodies:
        name = body.office.hosted_by if body.office else None
        host = view.get(name, (Kind.ORGANISATION,)) if name else None
        if members and host is not None and not belongs(view, host, members):
            yield host, (*at, "office", "hosted_by")


@plan_rule(
    "ORG014",
    "organisation.host-no-member",
    Severity.WARNING,
    title=msg("Office at a unit that is no member"),
    rationale=msg("The unit that runs the office has the most duties of all."),
    sources=(CLEAR_DUTIES,),
)
def host_no_member(view: PlanView) -> Iterator[Hit]:
    """Units under 设在 of an office that are not among the members."""
    for host, at in _outside_hosts(view):
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
