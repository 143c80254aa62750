"""The order of plans: upper plans, the master plan's list, editions and basis."""

from __future__ import annotations

from typing import TYPE_CHECKING

from planforge.corpus.names import Ambiguous, Former, Found, Unknown, fold
from planforge.findings import Place, Severity
from planforge.i18n import msg
from planforge.model.base import Kind
from planforge.model.registers import Regulation
from planforge.rules.articles import FITTING
from planforge.rules.named import unknown_plans
from planforge.rules.rule import Hit, cite, plan_rule, system_rule

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from planforge.corpus.plan_view import PlanView
    from planforge.corpus.system import System
    from planforge.findings import Pointer

PLAN_SYSTEM = cite("突发事件应急预案管理办法", "第八条")
UPPER_CHANGED = cite("突发事件应急预案管理办法", "第三十五条第一项")


@system_rule(
    "LNK004",
    "link.master-not-named",
    Severity.WARNING,
    title=msg("Special plan that does not name the master plan"),
    rationale=msg("A special plan carries out the master plan and has to be kept in step with it."),
    sources=(FITTING,),
)
def master_not_named(system: System) -> Iterator[Hit]:
    """Special plans whose 上位预案 lacks the master plan, or any plan if there is no master."""
    master = system.master
    for outline in system.specials:
        results = [system.find_plan(name) for name in outline.upper_plans]
        is_clear = not any(isinstance(result, Unknown | Ambiguous) for result in results)
        uppers = [system.plan(name) for name in outline.upper_plans]
        is_named = master in uppers if master is not None else bool(uppers)
        if is_clear and not is_named and not system.unreadable:
            yield Hit(
                Place(outline.file, ("upper_plans",)),
                msg("{plan} is not among the upper plans", plan=master.name)
                if master
                else msg("No upper plan is named"),
                msg("Name it under 上位预案"),
            )


def _meant_in_list(system: System) -> tuple[set[str], set[str]]:
    """Return the ids of listed plans, and the names that unknown entries may have meant."""
    ids: set[str] = set()
    meant: set[str] = set()
    for entry in system.master.listed if system.master else ():
        match system.plan_names.find(entry.plan, (Kind.PLAN,)):
            case Found(entity) | Former(entity, _):
                ids.add(entity.id)
            case Ambiguous(entities):
                ids |= {entity.id for entity in entities}
            case Unknown(candidates):
                meant |= {fold(name) for name in candidates}
    return ids, meant


@system_rule(
    "LNK005",
    "link.special-not-listed",
    Severity.WARNING,
    title=msg("Special plan that the master plan does not list"),
    rationale=msg("Whoever starts from the master plan never learns that this plan exists."),
    sources=(PLAN_SYSTEM,),
)
def special_not_listed(system: System) -> Iterator[Hit]:
    """Special plans missing in 专项预案目录; those an unknown entry may mean are left out."""
    master = system.master
    if master is None:
        return
    ids, meant = _meant_in_list(system)
    for outline in system.specials:
        names = {fold(name) for name in (outline.name, *outline.short_names)}
        if outline.id not in ids and names.isdisjoint(meant):
            yield Hit(
                Place(master.file, ("listed_plans",) if master.listed else ("name",), on_key=True),
                msg("{plan} is missing in the list of special plans", plan=outline.name),
                msg("Add it to 专项预案目录 with its lead department"),
                ((Place(outline.file, ("name",)), msg("The plan stands here")),),
            )


@system_rule(
    "LNK006",
    "link.listed-plan-missing",
    Severity.ERROR,
    title=msg("Listed special plan that does not exist"),
    rationale=msg("The master plan promises a plan that nobody can open."),
    sources=(PLAN_SYSTEM,),
)
def listed_plan_missing(system: System) -> Iterator[Hit]:
    """Entries of 专项预案目录 that are no plan."""
    for outline, named in unknown_plans(system, "listed_plans"):
        near = system.plan_names.nearest(named.name, (Kind.PLAN,))
        yield Hit(
            Place(outline.file, named.pointer),
            msg("There is no plan “{name}”", name=named.name),
            msg("Did you mean {candidates}?", candidates=near)
            if near
            else msg("Write the plan, or take it off the list"),
        )


@system_rule(
    "LNK007",
    "link.list-contradicts-plan",
    Severity.ERROR,
    title=msg("The list of special plans contradicts a plan"),
    rationale=msg("Two departments lead, or none, depending on which paper is at hand."),
    sources=(PLAN_SYSTEM, cite("突发事件应急预案管理办法", "第十九条")),
)
def list_contradicts_plan(system: System) -> Iterator[Hit]:
    """Entries whose 牵头 or 指挥机构 is another than the plan says itself."""
    master = system.master
    for i, entry in enumerate(master.listed if master else ()):
        plan = system.plan(entry.plan)
        if master is None or plan is None:
            continue
        for key, at, listed, own in (
            ("lead", ("lead",), entry.lead, plan.lead),
            ("command", ("command", "name"), entry.command, plan.command),
        ):
            one = system.registry.names.get(listed, (Kind.ORGANISATION,))
            other = system.registry.names.get(own, (Kind.ORGANISATION,))
            if one is not None and other is not None and one != other:
                yield Hit(
                    Place(master.file, ("listed_plans", i, key)),
                    msg(
                        "The list says {listed}, {plan} says {own}",
                        listed=listed,
                        plan=plan.name,
                        own=own,
                    ),
                    msg("Agree on one and correct the other"),
                    ((Place(plan.file, at), msg("The plan's own words stand here")),),
                )


@system_rule(
    "LNK010",
    "link.older-edition-followed",
    Severity.WARNING,
    title=msg("Plan that follows an older edition of its upper plan"),
    rationale=msg("When the upper plan changes, those below it have to be revised."),
    sources=(UPPER_CHANGED,),
)
def older_edition_followed(system: System) -> Iterator[Hit]:
    """Editions under 对应上位版本 other than the one that holds now."""
    for outline in system.outlines:
        for i, followed in enumerate(outline.aligned_with):
            now = _issued(system, followed.plan)
            if now is not None and now != followed.issued:
                yield Hit(
                    Place(outline.file, ("edition", "aligned_with", i, "issued")),
                    msg(
                        "The plan follows the edition of {plan} of {followed}; "
                        "the one that holds is of {now}",
                        plan=followed.plan,
                        followed=followed.issued.isoformat(),
                        now=now.isoformat(),
                    ),
                    msg("Compare the plan with that edition, then write its date here"),
                )


def _issued(system: System, name: str) -> date | None:
    match system.find_plan(name):
        case Found(entity) | Former(entity, _):
            if isinstance(entity.element, Regulation):
                return entity.element.issued
            plan = system.outline(entity.id)
            return plan.issued if plan else None
        case _:
            return None


@plan_rule(
    "LNK011",
    "link.repealed-basis",
    Severity.ERROR,
    title=msg("Plan that rests on a repealed regulation"),
    rationale=msg("Duties and articles may have changed; the plan has to be revised."),
    sources=(UPPER_CHANGED,),
)
def repealed_basis(view: PlanView) -> Iterator[Hit]:
    """Laws, regulations and upper plans that no longer hold."""
    for name, at in _regulations(view):
        entity = view.registry.names.get(name, (Kind.REGULATION,))
        if entity is None or not isinstance(entity.element, Regulation):
            continue
        repealed, successor = entity.element.repealed, entity.element.successor
        if repealed is not None:
            yield Hit(
                view.at(*at),
                msg("{name} was repealed on {day}", name=entity.name, day=repealed.isoformat()),
                msg("Use {successor} instead", successor=successor)
                if successor
                else msg("Take it out, or name what replaced it"),
                ((entity.place, msg("It is registered here")),),
            )


def _regulations(view: PlanView) -> Iterator[tuple[str, Pointer]]:
    for reference in view.references:
        if Kind.REGULATION in reference.ref.kinds:
            yield reference.name, reference.pointer
