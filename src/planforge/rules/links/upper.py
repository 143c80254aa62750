"""The order of plans: upper plans, the master plan's list, editions and basis."""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING, Final

from planforge.corpus.names import Ambiguous, Former, Found, Unknown, fold
from planforge.findings import Place, Severity
from planforge.i18n import msg
from planforge.model.base import Kind
from planforge.model.registers import Regulation
from planforge.model.scales import LinkKind, RegulationClass
from planforge.patterns import late
from planforge.rules.articles import FITTING
from planforge.rules.cycles.editions import since_issue
from planforge.rules.links.circles import components, shortest
from planforge.rules.names.named import unknown_plans
from planforge.rules.rule import Hit, cite, system_rule

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from planforge.corpus.names import Entity
    from planforge.corpus.outline import PlanOutline
    from planforge.corpus.system import System
    from planforge.findings import Pointer

_UPWARD: Final = frozenset({LinkKind.CONFORMS_TO.value, LinkKind.HANDS_OVER_TO.value})
_PLACE: Final = late("^[^省市区县州盟旗]{1,8}?(?:省|自治区|自治州|市|地区|州|盟|县|区|旗)")
PLAN_SYSTEM = cite("突发事件应急预案管理办法", "第八条")
UPPER_CHANGED = cite("突发事件应急预案管理办法", "第三十五条第一项")


@system_rule(
    "LNK004",
    "link.master-not-named",
    Severity.WARNING,
    title=msg("Plan that leaves out the master plan or another upper plan"),
    rationale=msg("A special plan carries out the master plan and has to be kept in step with it."),
    sources=(FITTING,),
)
def master_not_named(system: System) -> Iterator[Hit]:
    """Special plans whose 上位预案 lacks the master plan, or any plan if there is no master.

    Likewise plans whose 上位预案 lacks one of those under 对应上位版本; and those that name no plan
    of the level above though they hand over to one, conform to one, or rest on one of their own
    name.
    """
    master = system.master
    specials = {outline.file for outline in system.specials}
    for outline in system.outlines:
        results = [system.find_plan(name) for name in outline.upper_plans]
        if system.unreadable or any(isinstance(one, Unknown | Ambiguous) for one in results):
            continue
        missing = list(_only_followed(system, outline) or _only_above(system, outline))
        is_special = outline.file in specials
        uppers = [system.plan(name) for name in outline.upper_plans]
        if is_special and master is not None and master not in uppers:
            others = [name for name in missing if system.plan(name) != master]
            missing = [master.name, *others]
        if missing or (is_special and not uppers):
            yield Hit(
                Place(outline.file, ("upper_plans",)),
                msg("{plan} is not among the upper plans", plan=tuple(missing))
                if missing
                else msg("No upper plan is named"),
                msg("Name it under 上位预案"),
            )


def _only_followed(system: System, outline: PlanOutline) -> list[str]:
    """Return what 对应上位版本 names and 上位预案 does not, as far as it is clear what is meant."""
    if not outline.aligned_with:
        return []
    named = {_key(system, name) for name in outline.upper_plans}
    keys = ((followed.plan, _key(system, followed.plan)) for followed in outline.aligned_with)
    return [name for name, key in keys if key is not None and key not in named]


def _only_above(system: System, outline: PlanOutline) -> list[str]:
    """Return the plan of the level above that links or 编制依据 name, if 上位预案 names none."""
    if not outline.upper_plans or any(_from_above(system, x) for x in outline.upper_plans):
        return []
    linked = (link.plan for link in outline.links if link.kind in _UPWARD)
    subject = _subject(outline.name)
    based = (
        name
        for name in outline.basis
        if (entity := _from_above(system, name)) and subject and _subject(entity.name) == subject
    )
    found = (_from_above(system, name) for name in chain(linked, based))
    return next(([entity.name] for entity in found if entity is not None), [])


def _from_above(system: System, name: str) -> Entity | None:
    """Return the registered upper plan *name*; None for plans of the corpus and other texts."""
    match system.find_plan(name):
        case Found(entity) | Former(entity, _):
            text = entity.element
            is_upper = isinstance(text, Regulation) and text.category is RegulationClass.UPPER_PLAN
            return entity if is_upper else None
        case _:
            return None


def _subject(name: str) -> str:
    """Return *name* of a plan without the place it is made for; empty if it names none."""
    return _PLACE.sub("", name, count=1) if _PLACE.match(name) else ""


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


@system_rule(
    "LNK011",
    "link.repealed-basis",
    Severity.ERROR,
    title=msg("Plan that rests on a repealed regulation"),
    rationale=msg("Duties and articles may have changed; the plan has to be revised."),
    sources=(UPPER_CHANGED,),
)
def repealed_basis(system: System) -> Iterator[Hit]:
    """Laws, regulations and upper plans that no longer hold on the day of the check.

    Without a day, everything counts as repealed for which the register says when.
    """
    for outline in system.outlines:
        for name, at in _regulations(outline):
            entity = system.registry.names.get(name, (Kind.REGULATION,))
            if entity is None or not isinstance(entity.element, Regulation):
                continue
            repealed, successor = entity.element.repealed, entity.element.successor
            if repealed is not None and (system.as_of is None or repealed <= system.as_of):
                yield Hit(
                    Place(outline.file, at),
                    msg("{name} was repealed on {day}", name=entity.name, day=repealed.isoformat()),
                    msg("Use {successor} instead", successor=successor)
                    if successor
                    else msg("Take it out, or name what replaced it"),
                    ((entity.place, msg("It is registered here")),),
                )


def _regulations(outline: PlanOutline) -> Iterator[tuple[str, Pointer]]:
    for i, name in enumerate(outline.basis):
        yield name, ("basis", i)
    for named in outline.named_plans:
        if named.may_be_regulation:
            yield named.name, named.pointer


@system_rule(
    "LNK022",
    "link.upper-plan-is-newer",
    Severity.WARNING,
    title=msg("Plan that is older than its upper plan"),
    rationale=msg("It was written before the text that it has to conform to."),
    sources=(UPPER_CHANGED,),
)
def upper_plan_is_newer(system: System) -> Iterator[Hit]:
    """Upper plans issued after the plan; where 对应上位版本 names them, that is judged instead."""
    for outline in system.outlines:
        for i, name, now in _not_aligned(system, outline):
            if now is not None and now > outline.issued:
                yield Hit(
                    Place(outline.file, ("upper_plans", i)),
                    msg(
                        "{plan} was issued on {now}, after this plan ({issued})",
                        plan=name,
                        now=now.isoformat(),
                        issued=outline.issued.isoformat(),
                    ),
                    msg("Compare this plan with it and revise it where they differ"),
                    since_issue(outline.file),
                )


@system_rule(
    "LNK023",
    "link.edition-not-named",
    Severity.ADVICE,
    title=msg("Upper plan without the edition that is followed"),
    rationale=msg("Without it nobody notices that the upper plan was issued anew."),
    sources=(FITTING,),
    follows=("LNK004",),
)
def edition_not_named(system: System) -> Iterator[Hit]:
    """Upper plans that 对应上位版本 does not name, one finding for each plan."""
    for outline in system.outlines:
        missing = tuple(
            name
            for _, name, now in _not_aligned(system, outline)
            if now is not None and now <= outline.issued
        )
        if missing:
            yield Hit(
                Place(outline.file, ("upper_plans",), on_key=True),
                msg("Nothing says which edition of {plans} is followed", plans=missing),
                msg("Write its day of issue under 对应上位版本"),
            )


def _not_aligned(system: System, outline: PlanOutline) -> Iterator[tuple[int, str, date | None]]:
    """Yield upper plans that are known but missing under 对应上位版本, with their day of issue."""
    followed = {_key(system, one.plan) for one in outline.aligned_with}
    for i, name in enumerate(outline.upper_plans):
        key = _key(system, name)
        if key is not None and key not in followed:
            yield i, name, _issued(system, name)


def _key(system: System, name: str) -> tuple[str, str] | None:
    match system.find_plan(name):
        case Found(entity) | Former(entity, _):
            return entity.key
        case _:
            return None


@system_rule(
    "LNK024",
    "link.upper-plans-in-a-circle",
    Severity.ERROR,
    title=msg("Plans that are each other's upper plan"),
    rationale=msg("None of them can be written first, and each has to give way to the other."),
    sources=(FITTING,),
)
def uppers_in_circle(system: System) -> Iterator[Hit]:
    """Circles of 上位预案, each once; a plan that names itself is one."""
    by_file = {outline.file: outline for outline in system.outlines}
    edges: dict[str, dict[str, int]] = {}
    for outline in system.outlines:
        ways = edges.setdefault(outline.file, {})
        for i, name in enumerate(outline.upper_plans):
            upper = system.plan(name)
            if upper is not None:
                ways.setdefault(upper.file, i)
    for part in components(edges):
        first = min(part)
        way = shortest(edges, first, first)
        if way:
            yield Hit(
                Place(first, ("upper_plans", edges[way[0]][way[1]])),
                msg(
                    "The upper plans lead in a circle: {plans}",
                    plans=" → ".join(by_file[file].name for file in way),
                ),
                msg("Name only plans of the level above, or the master plan"),
            )
