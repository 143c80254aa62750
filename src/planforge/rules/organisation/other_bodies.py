"""Command bodies of other plans, and posts in them, that are named as if they commanded here."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Final

from planforge.corpus.standing import unit_in
from planforge.findings import Severity
from planforge.i18n import msg
from planforge.model.base import Kind
from planforge.model.registers import Organisation, Post
from planforge.model.scales import OrganisationCategory as Category
from planforge.patterns import late
from planforge.rules.articles import CLEAR_DUTIES
from planforge.rules.organisation.named_bodies import in_texts
from planforge.rules.organisation.roles_by_name import other_role
from planforge.rules.organisation.units import around
from planforge.rules.rule import Hit, plan_rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from planforge.corpus.names import Entity, Names
    from planforge.corpus.plan_view import PlanView
    from planforge.findings import Place, Pointer

_BODIES: Final = frozenset({Category.COMMAND, Category.OFFICE})
_AS_BODY: Final = frozenset({"reviews", "proposes", "proposes_change", "proposes_end", "announces"})
"""Parts that a body or its office plays itself; elsewhere only its posts do."""
_RULING: Final = _AS_BODY | {
    "commander",
    "commands_level",
    "decides",
    "decides_change",
    "decides_urgently",
    "deputy",
    "ends",
    "office_deputy",
    "office_head",
    "scene_commander",
    "spokesperson",
}
_ACTING: Final = frozenset(
    {
        "adjusts_start",
        "approves_warning",
        "calls_experts",
        "guarantees",
        "informs_public",
        "issues_warning",
        "recovers",
        "reports",
        "responsible",
        "scene_deputy",
        "sets_up_scene",
        "warning_measure",
    }
)
"""What the bodies of this plan do; the office of a body above them may do it for them."""
_NO_COMMAND: Final = late("专家|工作组|顾问")
"""In the names of bodies that command nothing and serve several."""


@plan_rule(
    "ORG022",
    "organisation.post-of-another-body",
    Severity.WARNING,
    title=msg("Post or body of another plan's command"),
    rationale=msg(
        "Copied from another plan, the post or the office of a foreign body would act here: it "
        "knows nothing of it."
    ),
    sources=(CLEAR_DUTIES,),
    follows=("ORG049",),
)
def post_of_another_body(view: PlanView) -> Iterator[Hit]:
    """Posts that command, propose or decide here, of a body the plan neither has nor is under.

    Likewise such bodies and offices themselves where they propose, announce, approve, report, set
    up, act or take over, make the call to other plans or are the only ones told; and in sentences
    on the command, on levels and in `plan.md` that say so. Of its own posts, heads that stand under
    the key of deputies, and the other way round.
    """
    yield from other_role(view)
    bodies = _bodies(view)
    if not bodies:
        return
    others = Others(view, bodies)
    told: set[Entity] = set()
    for entity, unit, at in (*_asked(view, others), *_named(view, others)):
        if entity not in told:
            told.add(entity)
            yield _hit(view, entity, unit, at)


def _hit(view: PlanView, entity: Entity, unit: Entity, at: Place) -> Hit:
    body = view.plan.command.name if view.plan.command else ""
    if isinstance(entity.element, Post):
        return Hit(
            at,
            msg(
                "{post} belongs to {unit}, not to {body}",
                post=entity.name,
                unit=unit.short_name,
                body=body,
            ),
            msg("Name a post of the body of this plan, or of one above it"),
        )
    return Hit(
        at,
        msg("{unit} does not command here, but {body} does", unit=unit.short_name, body=body),
        msg("Name {body}, its office, or one above it", body=body),
    )


class Others:
    """Which bodies have no part in a plan: neither its own, nor above or below them.

    Attributes:
        own_bodies: The bodies of the plan and their offices.
    """

    def __init__(self, view: PlanView, bodies: set[Entity]) -> None:
        """See the plan with its *bodies* and their offices."""
        self._view = view
        self.own_bodies = frozenset(bodies)
        self._own = {above for body in bodies for above in around(view.registry, body)}
        self._units = _units(view.registry.names)
        self._others: dict[str, Entity | None] = {}
        self._acting: dict[str, Entity | None] = {}

    def of(self, entity: Entity) -> Entity | None:
        """Return the body that *entity* is or belongs to, if it has no part in the plan."""
        unit = self._units.get(entity.key)
        if unit is None:
            return None
        if unit.id not in self._others:
            self._others[unit.id] = unit if self._is_other(unit) else None
        return self._others[unit.id]

    def _is_other(self, unit: Entity) -> bool:
        around_it = around(self._view.registry, unit)
        return unit not in self._own and self.own_bodies.isdisjoint(around_it)

    def acting(self, entity: Entity) -> Entity | None:
        """Return the same, but for offices of bodies above, and experts."""
        unit = self.of(entity)
        if unit is None:
            return None
        if unit.id not in self._acting:
            is_above = _NO_COMMAND.search(unit.name) or self.body_of(unit) in self._own
            self._acting[unit.id] = None if is_above else unit
        return self._acting[unit.id]

    def body_of(self, unit: Entity) -> Entity:
        """Return the body whose office *unit* is; *unit* if it is none."""
        element = unit.element
        if isinstance(element, Organisation) and element.superior:
            above = self._view.registry.names.get(element.superior, (Kind.ORGANISATION,))
            if element.category is Category.OFFICE and above is not None:
                return above
        return unit


@lru_cache(maxsize=4)  # one register serves all plans of a run
def _units(names: Names) -> dict[tuple[str, str], Entity]:
    """Return the bodies and offices to which those who have a part in one belong, by their keys."""
    belonging = (
        (entity.key, unit_in(names, entity))
        for kind in (Kind.ORGANISATION, Kind.POST, Kind.TEAM)
        for entity in names.entities(kind)
    )
    return {
        key: unit
        for key, unit in belonging
        if unit and isinstance(unit.element, Organisation) and unit.element.category in _BODIES
    }


_Found = tuple["Entity", "Entity", "Place"]
"""Who is named, the body it is or belongs to, and where."""


def _asked(view: PlanView, others: Others) -> Iterator[_Found]:
    """Yield those of other bodies of whom the plan asks what only its own may do."""
    settled: set[str] = set()  # most names mean nobody of another body, and stand often
    for ask in view.asks():
        if ask.actor in settled:
            continue
        entity = view.get(ask.actor)
        if entity is None or others.of(entity) is None:
            settled.add(ask.actor)
            continue
        is_ruling = ask.role in _RULING
        if not is_ruling and ask.role not in _ACTING:
            continue
        if not isinstance(entity.element, Post) and is_ruling and ask.role not in _AS_BODY:
            continue
        unit = others.of(entity) if is_ruling else others.acting(entity)
        if unit is not None:
            yield entity, unit, view.at(*ask.pointer)


def _named(view: PlanView, others: Others) -> Iterator[_Found]:
    """Yield those of other bodies under keys that ask nothing, and in sentences."""
    for name, at in _told(view):
        entity = view.get(name)
        unit = others.acting(entity) if entity else None
        if entity is not None and unit is not None:
            yield entity, unit, view.at(*at)
    yield from _only_told(view, others)
    yield from in_texts(view, others)


def _told(view: PlanView) -> Iterator[tuple[str, Pointer]]:
    """Yield who takes over, decides over others or hears of a level, and calls other plans."""
    for level, facts in view.plan.levels.items():
        for i, name in enumerate(facts.overruled_by):
            yield name, ("levels", level, "overruled_by", i)
        if facts.takeover:
            for i, name in enumerate(facts.takeover.to):
                yield name, ("levels", level, "takeover", "to", i)
        for i, name in enumerate(facts.reported_to):
            entity = view.get(name)
            if entity is not None and isinstance(entity.element, Post):
                yield name, ("levels", level, "reported_to", i)
    for i, link in enumerate(view.plan.links):
        for j, name in enumerate(link.contact):
            yield name, ("links", i, "contact", j)


def _only_told(view: PlanView, others: Others) -> Iterator[_Found]:
    """Yield other bodies to which reports go that reach no body or office of this plan."""
    for i, report in enumerate(view.plan.reports):
        known = [entity for name in report.recipient if (entity := view.get(name)) is not None]
        if len(known) < len(report.recipient) or not others.own_bodies.isdisjoint(known):
            continue
        for j, entity in enumerate(known):
            unit = others.acting(entity)
            if unit is not None:
                yield entity, unit, view.at("reports", i, "recipient", j)


def _bodies(view: PlanView) -> set[Entity]:
    """Return the bodies of the plan and their offices; none if one of them is not known."""
    found: set[Entity] = set()
    for body, _ in view.bodies:
        for name in (body.name, body.office.name) if body.office else (body.name,):
            unit = view.get(name, (Kind.ORGANISATION,))
            if unit is None:
                return set()
            found.add(unit)
    return found
