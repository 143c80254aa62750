"""Groups, offices, experts and lists of units: who is there when the plan counts on them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from planforge.corpus.names import fold
from planforge.corpus.standing import unit_of
from planforge.findings import Severity
from planforge.i18n import msg
from planforge.model.base import Kind
from planforge.model.plan import Group
from planforge.model.registers import Expert, Organisation
from planforge.model.scales import GovernmentLevel, PlanClass
from planforge.model.scales import OrganisationCategory as Category
from planforge.rules.articles import CLEAR_DUTIES
from planforge.rules.organisation.members import contradicts_register, keys_of
from planforge.rules.rule import Hit, cite, plan_rule, system_rule

if TYPE_CHECKING:
    from collections.abc import Iterator
    from collections.abc import Set as AbstractSet

    from planforge.corpus.names import Entity
    from planforge.corpus.plan_view import PlanView
    from planforge.corpus.system import System
    from planforge.findings import Pointer
    from planforge.model.plan import Action

SCENE: Final = cite("中华人民共和国突发事件应对法", "第七十二条")
WHO_BELONGS: Final = cite("中华人民共和国突发事件应对法", "第十九条")
EXPERTS: Final = cite("国家突发事件总体应急预案", "2.3")
_GENERAL: Final = (
    "专业、事故、保障、分析、城市、处置、安全、工程、应急、技术、控制、救援、灾害、监测、管理、系统、"
    "综合、评估、设备、调查、预报、防治"
)
"""Words that say nothing of what an expert knows."""


@plan_rule(
    "ORG031",
    "organisation.scene-without-commander",
    Severity.WARNING,
    title=msg("Command at the scene without a commander"),
    rationale=msg("All forces at the scene are under one command; somebody has to have it."),
    sources=(SCENE,),
)
def scene_without_commander(view: PlanView) -> Iterator[Hit]:
    """现场指挥部 without 总指挥."""
    for body, at in view.bodies:
        if body.scene is not None and not body.scene.commander:
            yield Hit(
                view.at(*at, "scene", on_key=True),
                msg("Nobody commands at the scene for {body}", body=body.name),
                msg("Name the post that commands there under 总指挥"),
            )


@plan_rule(
    "ORG032",
    "organisation.office-without-head",
    Severity.WARNING,
    title=msg("Office without a head"),
    rationale=msg("The office proposes, calls and writes down; somebody has to answer for it."),
    sources=(CLEAR_DUTIES,),
)
def office_without_head(view: PlanView) -> Iterator[Hit]:
    """办公室 without 主任."""
    for body, at in view.bodies:
        if body.office is not None and not body.office.head:
            yield Hit(
                view.at(*at, "office", "name"),
                msg("Nobody heads {office}", office=body.office.name),
                msg("Name the post under 主任"),
            )


@plan_rule(
    "ORG033",
    "organisation.group-not-set-up",
    Severity.ERROR,
    title=msg("Work for a group that is not set up at that level"),
    rationale=msg("At that level there is no such group: nobody does the work."),
    sources=(CLEAR_DUTIES,),
)
def group_not_set_up(view: PlanView) -> Iterator[Hit]:
    """Actions in force at a level that count on a group whose 启用级别 leaves that level out."""
    if not any(group.levels for group, _ in view.groups):
        return
    missing: dict[tuple[int, str], list[str]] = {}
    set_up: dict[str, frozenset[str]] = {}
    for level in view.levels:
        here = fold(level.name)
        for at in view.actions_at(level.name):
            for name in (*at.responsible, *at.supporting):
                known = set_up.get(name)
                if known is None:
                    group = _group(view, name)
                    known = set_up[name] = frozenset(map(fold, group.levels if group else ()))
                if known and here not in known:
                    missing.setdefault((at.index, name), []).append(level.name)
    for (index, name), levels in missing.items():
        action = view.plan.actions[index]
        group = _group(view, name)
        yield Hit(
            view.at("actions", index, *_where(action, name)),
            msg(
                "“{action}” counts on {group} at {levels}, but it is set up at {set_up} only",
                action=action.title or action.id,
                group=name,
                levels=tuple(levels),
                set_up=group.levels if group else (),
            ),
            msg("Add the levels under 启用级别, or give the work to a unit"),
        )


def _group(view: PlanView, name: str) -> Group | None:
    entity = view.get(name)
    return entity.element if entity is not None and isinstance(entity.element, Group) else None


def _where(action: Action, name: str) -> Pointer:
    """Return where *action* names *name*: in itself, else in one of its changes."""
    for field in ("responsible", "supporting"):
        if name in getattr(action, field):
            return field, getattr(action, field).index(name)
    for level, change in action.changes.items():
        for field in ("responsible", "supporting"):
            if name in getattr(change, field):
                return "changes", level, field, getattr(change, field).index(name)
    return ()


@plan_rule(
    "ORG036",
    "organisation.field-without-expert",
    Severity.ADVICE,
    title=msg("Field of the expert group without an expert"),
    rationale=msg("The question comes up on the day, and nobody in the group can answer it."),
    sources=(EXPERTS,),
)
def field_without_expert(view: PlanView) -> Iterator[Hit]:
    """领域 of an expert group that a registered expert stands for, but no member does.

    A member stands for a field that shares any word with one of its own; whoever is proposed
    shares a word that not every field has.
    """
    experts = view.registry.names.entities(Kind.EXPERT)
    for body, at in view.bodies:
        group = body.experts
        members = [view.get(name, (Kind.EXPERT,)) for name in group.members] if group else []
        if group is None or not members or None in members:
            continue
        known = [entity for entity in members if entity is not None]
        for i, field in enumerate(group.fields):
            words = {field[i : i + 2] for i in range(len(field) - 1)}
            if any(_knows(entity, field, words) for entity in known):
                continue
            words = {word for word in words if word not in _GENERAL}
            others = tuple(entity.name for entity in experts if _knows(entity, field, words))
            if not others:
                continue
            yield Hit(
                view.at(*at, "experts", "fields", i),
                msg("No member of the expert group stands for {field}", field=field),
                msg("Add one of {experts}, who are registered with it", experts=others[:3]),
            )


def _knows(entity: Entity, field: str, words: AbstractSet[str]) -> bool:
    """Whether a field of the expert is *field*, or has one of its *words*."""
    element = entity.element
    for other in element.fields if isinstance(element, Expert) else ():
        if field == other or any(word in other for word in words):
            return True
    return False


@plan_rule(
    "ORG037",
    "organisation.forces-not-in-body",
    Severity.WARNING,
    title=msg("Command body without the fire brigade or the garrison"),
    rationale=msg("The law names who sits in the command body; who is not there is not called."),
    sources=(WHO_BELONGS,),
)
def forces_not_in_body(view: PlanView) -> Iterator[Hit]:
    """Master plans that name no registered unit of 消防救援, or none of 军队武警.

    Left to other rules: such units that have work in the plan but are no members.
    """
    body = view.plan.command
    if view.plan.plan_class is not PlanClass.MASTER or body is None or not view.members:
        return
    actors = [view.get(ask.actor) for ask in view.asks()]
    inside = {_category(unit_of(view, actor)) for actor in actors if actor is not None}
    for category in (Category.RESCUE, Category.MILITARY):
        units = [e.short_name for e in view.registry.organisations() if _category(e) is category]
        if units and category not in inside:
            yield Hit(
                view.at("command", "members", on_key=True),
                msg(
                    "{body} has no member of the kind {kind}, such as {units}",
                    body=body.name,
                    kind=category.zh,
                    units=tuple(units[:3]),
                ),
                msg("Add it to 成员单位 with its duty"),
            )


def _category(entity: Entity | None) -> Category | None:
    element = entity.element if entity is not None else None
    return element.category if isinstance(element, Organisation) else None


@plan_rule(
    "ORG038",
    "organisation.office-elsewhere",
    Severity.ERROR,
    title=msg("Office at another unit than registered"),
    rationale=msg("Whoever looks in the other place calls a unit that knows nothing."),
    sources=(CLEAR_DUTIES,),
)
def office_elsewhere(view: PlanView) -> Iterator[Hit]:
    """设在 of an office that contradicts 设在 in the register of organisations."""
    for body, at in view.bodies:
        office = body.office
        here: Pointer = (*at, "office", "hosted_by")
        entity = view.get(office.name, (Kind.ORGANISATION,)) if office else None
        if office is None or entity is None or not isinstance(entity.element, Organisation):
            continue
        if contradicts_register(view, here):
            yield Hit(
                view.at(*here),
                msg(
                    "{office} is at {here} in this plan, at {there} in the register",
                    office=office.name,
                    here=office.hosted_by or "",
                    there=entity.element.hosted_by or "",
                ),
                msg("Correct the one that is out of date"),
                (
                    (
                        entity.place.below("hosted_by"),
                        msg("The register stands here"),
                    ),
                ),
            )


@plan_rule(
    "ORG039",
    "organisation.office-nowhere",
    Severity.WARNING,
    title=msg("Office that is located nowhere"),
    rationale=msg(
        "An office has no desks of its own: without a unit that runs it, nobody answers."
    ),
    sources=(CLEAR_DUTIES,),
)
def office_nowhere(view: PlanView) -> Iterator[Hit]:
    """Offices without 设在, in the plan and in the register."""
    for body, at in view.bodies:
        office = body.office
        entity = view.get(office.name, (Kind.ORGANISATION,)) if office else None
        if office is None or entity is None or not isinstance(entity.element, Organisation):
            continue
        if not office.hosted_by and not entity.element.hosted_by:
            yield Hit(
                view.at(*at, "office", "name"),
                msg("It is not said which unit {office} is at", office=office.name),
                msg("Name the unit under 设在"),
            )


@plan_rule(
    "ORG048",
    "organisation.body-of-nobody",
    Severity.WARNING,
    title=msg("Command body without members and groups"),
    rationale=msg("A commander without units commands nobody."),
    sources=(CLEAR_DUTIES,),
)
def body_of_nobody(view: PlanView) -> Iterator[Hit]:
    """Plans with actions whose bodies name neither 成员单位 nor 工作组.

    Left out: plans of the nation, whose commissions have their members from elsewhere.
    """
    own = view.registry.jurisdiction
    if own is not None and own.level is GovernmentLevel.NATION:
        return
    if view.plan.command is None or not view.plan.actions:
        return
    if not view.members and not view.groups:
        yield Hit(
            view.at("command", "name"),
            msg("{body} has neither members nor groups", body=view.plan.command.name),
            msg("Name under 成员单位 the units and what each of them does"),
        )


@plan_rule(
    "ORG040",
    "organisation.lead-without-part",
    Severity.WARNING,
    title=msg("Lead department without a part in its own plan"),
    rationale=msg(
        "The department that drafts and keeps the plan neither sits in the body nor does "
        "anything: the name is out of date, or its part was forgotten."
    ),
    sources=(CLEAR_DUTIES,),
)
def lead_without_part(view: PlanView) -> Iterator[Hit]:
    """牵头部门 that the plan names nowhere else, nor a unit of its own."""
    lead = view.get(view.plan.lead, (Kind.ORGANISATION,))
    if lead is None or not view.plan.actions:
        return
    key = "/".join(lead.key)
    if any(ask.role != "lead_department" for ask in view.asks_by_actor.get(key, ())):
        return  # nearly always
    actors = {actor for actor, role, _, _ in view.asks() if role != "lead_department"}
    if not any(key in keys_of(view, actor) for actor in actors):
        yield Hit(
            view.at("lead"),
            msg("{unit} leads this plan but has no part in it", unit=lead.short_name),
            msg("Give it its part in 成员单位 and 响应措施, or correct 牵头部门"),
        )


@system_rule(
    "ORG041",
    "organisation.superior-elsewhere",
    Severity.WARNING,
    title=msg("Unit under a superior of another place"),
    rationale=msg(
        "Reports and orders go along 上级; here they leave the jurisdiction of the unit."
    ),
    sources=(CLEAR_DUTIES,),
)
def superior_elsewhere(system: System) -> Iterator[Hit]:
    """Units whose 辖区 is not inside the 辖区 of their 上级."""
    for entity in system.registry.organisations():
        unit = entity.element
        above = _superior(system, entity)
        if above is None or not isinstance(unit, Organisation):
            continue
        own, other = _region(system, entity), _region(system, above)
        if own is None or other is None:
            continue
        if own.place.pointer[: len(other.place.pointer)] != other.place.pointer:
            yield Hit(
                entity.place.below("superior"),
                msg(
                    "{unit} is in {place}, but under {superior}, which is in {other}",
                    unit=entity.short_name,
                    place=own.name,
                    superior=above.short_name,
                    other=other.name,
                ),
                msg("Correct 上级 or 辖区"),
            )


def _superior(system: System, entity: Entity) -> Entity | None:
    above = entity.element.superior if isinstance(entity.element, Organisation) else None
    return system.registry.names.get(above, (Kind.ORGANISATION,)) if above else None


def _region(system: System, entity: Entity) -> Entity | None:
    place = entity.element.region if isinstance(entity.element, Organisation) else None
    return system.registry.names.get(place, (Kind.REGION,)) if place else None
