"""Who commands: the command body of each plan, and those above that take over (移交)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from planforge.corpus.tables import Rule
from planforge.drill.build import durations
from planforge.drill.build.levels import clause
from planforge.drill.build.times import handover
from planforge.drill.build.work import all_of, any_of
from planforge.drill.condition import LevelIs
from planforge.drill.entries import EntryKind
from planforge.drill.world import Body, Incident
from planforge.i18n import msg
from planforge.model.base import Kind
from planforge.model.registers import Organisation
from planforge.model.scales import LinkKind, OrganisationCategory, PlanClass

if TYPE_CHECKING:
    from collections.abc import Iterator

    from planforge.corpus.names import Entity
    from planforge.corpus.plan_view import PlanView
    from planforge.drill.build.people import Cast
    from planforge.drill.build.work import Work
    from planforge.drill.condition import Condition


def incident_id(plan: str) -> str:
    """Return the id of the incident that *plan* answers to."""
    return f"event.{plan}"


def office_of(cast: Cast, work: Work, plan: PlanView) -> str:
    """Return the organisation by whose knowledge *plan* is started: its office, if it has one."""
    command = plan.plan.command
    names = [command.office.name] if command and command.office else []
    names += [command.name] if command else []
    entities = (work.organisation(name) for name in (*names, plan.plan.lead))
    entity = next((one for one in entities if one), None)
    return cast.org(entity) if entity else ""


def incident(
    work: Work, cast: Cast, plan: PlanView, grades: tuple[tuple[int, Condition], ...]
) -> Incident:
    """Return the incident that *plan* answers to."""
    id_ = incident_id(plan.plan.id)
    types = plan.plan.event_types if plan.plan.plan_class is PlanClass.SPECIAL else ()
    event = next(iter((*types, *plan.plan.short_names)), plan.plan.name)
    work.enter(id_, EntryKind.INCIDENT, event, plan=plan.plan.id, file=plan.file)
    return Incident(id_, office_of(cast, work, plan), grades, tuple(_bodies(work, cast, plan)))


def _bodies(work: Work, cast: Cast, plan: PlanView) -> Iterator[Body]:
    command = plan.plan.command
    entity = work.organisation(command.name) if command else None
    if entity is None or command is None:
        return
    first = next((one for name in command.commander if (one := plan.get(name, (Kind.POST,)))), None)
    commander = cast.post(first) if first else cast.desk(entity)
    deputies = [plan.get(name, (Kind.POST,)) for name in command.executive_deputies]
    cast.succeed(commander, [cast.post(one) for one in deputies if one])
    yield Body(
        _entered(work, entity),
        commander,
        plan.plan.id,
        levels=tuple(_commanders(cast, plan)),
        clause=clause(("command",), ""),
        above=_above(work, entity),
    )
    above: dict[str, tuple[Entity, list[Condition]]] = {}
    span = handover(work, plan)
    for one, when in (*_handed_over(work, plan), *_linked(work, plan)):
        if one != entity:
            above.setdefault(one.id, (one, []))[1].append(when)
    for one, parts in above.values():
        id_ = _entered(work, one)
        if span is None:
            work.assume(
                id_,
                msg("handing over command to {body}", body=one.short_name),
                durations.SOURCE,
                span=durations.HANDOVER,
            )
        yield Body(
            id_,
            cast.desk(one),
            when=any_of(parts),
            handover=span or durations.HANDOVER,
            clause=clause(("levels",), ""),
            above=_above(work, one),
        )


def _above(work: Work, entity: Entity) -> tuple[str, ...]:
    """Return the ids of the bodies above *entity*, one above the other (上级)."""
    found: dict[str, None] = {}
    element = entity.element
    while isinstance(element, Organisation) and element.superior:
        above = work.organisation(element.superior)
        if above is None or f"body.{above.id}" in found:
            break
        found[f"body.{above.id}"] = None
        element = above.element
    return tuple(found)


def _entered(work: Work, entity: Entity) -> str:
    id_ = f"body.{entity.id}"
    work.enter_entity(id_, EntryKind.BODY, entity)
    return id_


def _commanders(cast: Cast, plan: PlanView) -> Iterator[tuple[int, str]]:
    """Yield who commands from which level on (指挥)."""
    for level in plan.levels:
        named = (plan.get(name, (Kind.POST,)) for name in level.facts.commander)
        post = next((one for one in named if one), None)
        if post:
            yield level.severity, cast.post(post)


def _handed_over(work: Work, plan: PlanView) -> Iterator[tuple[Entity, Condition]]:
    """Yield the bodies that take over at a level, and when: people say that the moment has come."""
    for level in plan.levels:
        takeover = level.facts.takeover
        for name in takeover.to if takeover else ():
            entity = work.organisation(name)
            if entity is None or takeover is None or plan.get(name, (Kind.POST,)):
                continue
            text = Rule((*level.pointer, "takeover", "when"), (), takeover.when)
            yield entity, all_of([LevelIs(plan.plan.id, level.severity), work.row(text, plan)])


def _linked(work: Work, plan: PlanView) -> Iterator[tuple[Entity, Condition]]:
    """Yield the bodies that take over by a link to a plan of the level above (移交).

    It says which plan follows, and the levels say which body: the one that they all hand over to.
    """
    bodies = list({one.id: one for one, _ in _handed_over(work, plan)}.values())
    outside = [one for one in bodies if _is_outside(one)]
    for place, link in enumerate(plan.plan.links):
        if link.kind is not LinkKind.HANDS_OVER_TO or len(outside) != 1:
            continue
        here = ("links", place)
        rules = list(plan.compiled(link.when, (*here, "when")).rules)
        if link.circumstances and not rules:
            rules.append(Rule((*here, "circumstances"), (), link.circumstances))
        when = any_of(work.rows(rules, plan))
        if when:
            yield outside[0], when


def _is_outside(entity: Entity) -> bool:
    return getattr(entity.element, "category", None) is OrganisationCategory.OUTSIDE


__all__ = ["incident", "incident_id", "office_of"]
