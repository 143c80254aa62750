"""Agreements (联动协议) and standing arrangements (工作机制) that plans rely on."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Final

from planforge.corpus.names import fold
from planforge.findings import Place, Severity
from planforge.i18n import msg
from planforge.model.base import Kind
from planforge.model.registers import Agreement, Mechanism, Organisation, Team
from planforge.model.scales import OrganisationCategory as Category
from planforge.rules.articles import FITTING
from planforge.rules.rule import Hit, cite, plan_rule, system_rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from planforge.corpus.names import Entity, Names
    from planforge.corpus.outline import PlanOutline, ReliedOn
    from planforge.corpus.plan_view import PlanView
    from planforge.corpus.system import System
    from planforge.findings import Pointer
    from planforge.model.plan import Plan

AGREED: Final = cite("突发事件应急预案管理办法", "第十条第一款")
FORCES: Final = cite("国家突发事件总体应急预案", "4.1")
_TASKS: Final = frozenset({"responsible", "supporting"})
_ARMED: Final = ("军分区", "警备区", "武警", "人民武装", "解放军", "部队")
"""Words by which a party that is not registered is known to belong to the forces."""


def _names_of(plan: Plan) -> frozenset[str]:
    return frozenset(fold(name) for name in (plan.id, plan.name, *plan.short_names))


def _agreements(names: Names) -> Iterator[tuple[Entity, Agreement]]:
    for entity in names.entities(Kind.AGREEMENT):
        if isinstance(entity.element, Agreement):
            yield entity, entity.element


def _cited(system: System, outline: PlanOutline) -> list[tuple[ReliedOn, Entity | None]]:
    """Return the mechanisms and agreements under 应急保障 with what their names mean, if clear."""
    names = system.registry.names
    return [
        (one, names.get(one.name, (Kind.AGREEMENT if one.is_agreement else Kind.MECHANISM,)))
        for one in outline.relied_on
    ]


def _forces(view: PlanView) -> tuple[tuple[Entity, Pointer], ...]:
    """Return the units of the forces that have a task in an action, each at its first one."""
    waiting = {key for key in _armed(view.registry.names) if key in view.asks_by_actor}
    found: list[tuple[Entity, Pointer]] = []
    for actor, role, at, _text in view.asks() if waiting else ():
        if role in _TASKS and (key := view.actor_key(actor)) in waiting:
            waiting.remove(key)
            if entity := view.get(actor):
                found.append((entity, at))
    return tuple(found)


@lru_cache(maxsize=4)
def _armed(names: Names) -> frozenset[str]:
    """Return the keys of the units and teams of the forces, as of `PlanView.actor_key`."""
    kinds = (Kind.ORGANISATION, Kind.TEAM)
    armed = (one for kind in kinds for one in names.entities(kind) if _is_armed(names, one))
    return frozenset("/".join(entity.key) for entity in armed)


def _is_armed(names: Names, entity: Entity) -> bool:
    element = entity.element
    if isinstance(element, Team):
        unit = names.get(element.organisation, (Kind.ORGANISATION,))
        return unit is not None and _is_armed(names, unit)
    return isinstance(element, Organisation) and element.category is Category.MILITARY


def _with_forces(names: Names, agreement: Agreement) -> bool:
    for party in agreement.parties:
        unit = names.get(party, (Kind.ORGANISATION,))
        if _is_armed(names, unit) if unit is not None else any(x in party for x in _ARMED):
            return True
    return False


@plan_rule(
    "RES009",
    "resource.forces-without-agreement",
    Severity.ADVICE,
    title=msg("Task for the forces without an agreement"),
    rationale=msg(
        "The army and the armed police come by their own orders; who asks whom, by what way and "
        "with what is agreed beforehand."
    ),
    sources=(AGREED, FORCES),
)
def forces_without_agreement(view: PlanView) -> Iterator[Hit]:
    """Plans with actions of units of 类别 军队武警, but without an agreement that has such a party.

    An agreement is one of the plan if it names the plan (预案) or the plan names it (应急保障).
    """
    names = view.registry.names
    if Kind.AGREEMENT in view.registry.broken:
        return
    units = _forces(view)
    if not units:
        return
    own = _names_of(view.plan)
    cited = {
        names.get(name, (Kind.AGREEMENT,))
        for guarantee in view.plan.guarantees
        for name in guarantee.agreements
    }
    for entity, agreement in _agreements(names):
        named = entity in cited or not own.isdisjoint(map(fold, agreement.plans))
        if named and _with_forces(names, agreement):
            return
    yield Hit(
        view.at(*units[0][1]),
        msg(
            "{units} are called on, but no agreement with the forces names this plan",
            units=tuple(entity.short_name for entity, _ in units),
        ),
        msg("Agree on it and name the plan under 预案 of the agreement"),
    )


@system_rule(
    "RES010",
    "resource.agreement-knows-nothing-of-it",
    Severity.WARNING,
    title=msg("Plan relies on an agreement that does not name it"),
    rationale=msg("What the partners did not sign for, they need not do."),
    sources=(FITTING, AGREED),
)
def agreement_knows_nothing(system: System) -> Iterator[Hit]:
    """Agreements and mechanisms under 应急保障 whose 预案 do not name the plan.

    A mechanism that names no plan at all is taken to serve all of them. Left to other rules:
    entries that name a plan which does not exist.
    """
    for outline in system.outlines:
        for one, entity in _cited(system, outline):
            element = entity.element if entity is not None else None
            if entity is None or not isinstance(element, Agreement | Mechanism):
                continue
            plans = [system.plan(name) for name in element.plans]
            if None in plans or outline in plans or not (plans or one.is_agreement):
                continue
            further = ("plans",) if plans else ("name",)
            yield Hit(
                Place(outline.file, one.pointer),
                msg("{agreement} does not name {plan}", agreement=entity.name, plan=outline.name),
                msg("Agree on it with the partners, then add the plan under 预案 there"),
                (
                    (
                        entity.place.below(*further),
                        msg("The plans it serves stand here"),
                    ),
                ),
            )


@system_rule(
    "RES011",
    "resource.agreement-not-used",
    Severity.ADVICE,
    title=msg("Agreement for a plan that does not mention it"),
    rationale=msg("Whoever works by the plan does not know what help was agreed on for it."),
    sources=(FITTING,),
)
def agreement_not_used(system: System) -> Iterator[Hit]:
    """Agreements whose 预案 name a plan that does not name them under 应急保障.

    Left to other rules: plans that name an agreement which does not exist.
    """
    cited = {
        outline.file: {entity for one, entity in _cited(system, outline) if one.is_agreement}
        for outline in system.outlines
    }
    for entity, agreement in _agreements(system.registry.names):
        place = entity.place
        for k, name in enumerate(agreement.plans):
            plan = system.plan(name)
            if plan is None or not {entity, None}.isdisjoint(cited[plan.file]):
                continue
            yield Hit(
                place.below("plans", k),
                msg("{plan} does not mention {agreement}", plan=plan.name, agreement=entity.name),
                msg("Name the agreement under 应急保障 of the plan, or take the plan out here"),
                ((Place(plan.file, ("guarantees",), on_key=True), msg("It belongs here")),),
            )


@system_rule(
    "RES012",
    "resource.agreement-expired",
    Severity.WARNING,
    title=msg("Agreement that has expired, or ended before it was signed"),
    rationale=msg("On the day it is needed nobody is bound by it any more."),
    sources=(AGREED,),
    follows=("CYC010",),
)
def agreement_expired(system: System) -> Iterator[Hit]:
    """Agreements whose 有效期至 lies before 签订日期, or before a given day of the check."""
    for entity, agreement in _agreements(system.registry.names):
        if agreement.expires is not None and agreement.expires < agreement.signed:
            yield Hit(
                entity.place.below("expires"),
                msg(
                    "{agreement} holds until {day}, but was signed on {signed}",
                    agreement=entity.name,
                    day=agreement.expires.isoformat(),
                    signed=agreement.signed.isoformat(),
                ),
                msg("Correct one of the two dates"),
                ((entity.place.below("signed"), msg("The day of signing stands here")),),
            )
        elif agreement.expires is not None and system.as_of and agreement.expires < system.as_of:
            place = entity.place.below("expires")
            message = msg(
                "{agreement} expired on {day}",
                agreement=entity.name,
                day=agreement.expires.isoformat(),
            )
            if agreement.plans:
                message = msg(
                    "{agreement} expired on {day}; it is relied on by {plans}",
                    agreement=entity.name,
                    day=agreement.expires.isoformat(),
                    plans=agreement.plans,
                )
            yield Hit(place, message, msg("Renew the agreement, then correct 有效期至"))


@system_rule(
    "RES016",
    "resource.agreement-of-one-party",
    Severity.WARNING,
    title=msg("Agreement that only one party signed"),
    rationale=msg("What one side wrote down alone binds nobody on the other."),
    sources=(AGREED,),
)
def agreement_of_one(system: System) -> Iterator[Hit]:
    """Agreements under 各方 of which stands one party, or one under two names."""
    names = system.registry.names
    for entity, agreement in _agreements(names):
        parties = {
            "/".join(unit.key) if (unit := names.get(party, (Kind.ORGANISATION,))) else fold(party)
            for party in agreement.parties
        }
        if len(parties) == 1:
            yield Hit(
                entity.place.below("parties"),
                msg(
                    "{agreement} has one party only: {party}",
                    agreement=entity.name,
                    party=agreement.parties[0],
                ),
                msg("Name under 各方 who signed on the other side, or conclude the agreement"),
            )
