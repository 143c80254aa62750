"""Links between plans, at both ends, and the master plan's list."""

from __future__ import annotations

from typing import TYPE_CHECKING

from planforge.corpus.names import Ambiguous, Former, Found, Unknown, fold
from planforge.findings import Place, Severity
from planforge.i18n import msg
from planforge.model.base import Kind
from planforge.model.registers import Regulation
from planforge.model.scales import LinkKind
from planforge.rules.rule import Hit, cite, plan_rule, system_rule
from planforge.rules.wording import choose, correct_or_register, kinds_in_words

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from planforge.corpus.outline import LinkOutline, NamedPlan, PlanOutline
    from planforge.corpus.plan_view import PlanView
    from planforge.corpus.system import System
    from planforge.findings import Pointer

FITTING = cite("突发事件应急预案管理办法", "第二十四条第二项")
PLAN_SYSTEM = cite("突发事件应急预案管理办法", "第八条")
UPPER_CHANGED = cite("突发事件应急预案管理办法", "第三十五条第一项")


@system_rule(
    "LNK001",
    "link.dangling",
    Severity.ERROR,
    title=msg("Link to a plan that does not exist"),
    rationale=msg("In a chain of events the next plan must be there when the first one calls it."),
    sources=(FITTING,),
)
def dangling(system: System) -> Iterator[Hit]:
    """Links whose 预案 is neither a plan nor a registered upper plan."""
    for outline, named in _unknown_plans(system, "links"):
        candidates = system.plan_names.nearest(named.name, (Kind.PLAN,))
        kinds = (Kind.PLAN, Kind.REGULATION)
        yield Hit(
            Place(outline.file, named.pointer),
            msg("No {kinds} is called “{name}”", kinds=kinds_in_words(kinds), name=named.name),
            correct_or_register(candidates, kinds),
        )


def _unknown_plans(system: System, field: str) -> Iterator[tuple[PlanOutline, NamedPlan]]:
    """Yield the unknown plans named in *field*; none while a plan cannot be read."""
    if system.unreadable:
        return
    for outline, named, result in system.named_plans():
        registers_missing = named.may_be_regulation and Kind.REGULATION in system.registry.broken
        if named.pointer[0] == field and isinstance(result, Unknown) and not registers_missing:
            yield outline, named


def _owners(system: System) -> dict[str, PlanOutline]:
    """Return the plans whose id is their own, by id."""
    ids = [outline.id for outline in system.outlines]
    return {o.id: o for o in system.outlines if ids.count(o.id) == 1}


Pairs = list[tuple["PlanOutline", "LinkOutline", "PlanOutline", "LinkOutline | None"]]


def _pairs(system: System) -> Pairs:
    """Return every link between two plans with the link that answers it, None for none.

    Links of one kind between the same plans are paired by equal condition first, then in order.
    A pair is listed once, from the plan that comes first.
    """
    owners = _owners(system)
    order = {outline.id: number for number, outline in enumerate(system.outlines)}
    groups: dict[tuple[str, str, str], list[LinkOutline]] = {}
    for source, link, target in system.links():
        known = target is not None and source.id in owners and target.id in owners
        if known and target is not None and target is not source:
            groups.setdefault((source.id, target.id, link.kind), []).append(link)
    found: Pairs = []
    for (source_id, target_id, kind), links in groups.items():
        source, target = owners[source_id], owners[target_id]
        answers = groups.get((target_id, source_id, LinkKind.read(kind).counterpart.value), [])
        paired = _paired(links, answers)
        first = order[source_id] < order[target_id]
        for link in links:
            answer = paired.get(link.index)
            if answer is None or first:
                found.append((source, link, target, answer))
    return found


def _paired(links: list[LinkOutline], answers: list[LinkOutline]) -> dict[int, LinkOutline]:
    free = list(answers)
    paired: dict[int, LinkOutline] = {}
    for link in links:
        same = next((answer for answer in free if answer.condition == link.condition), None)
        if same is not None:
            paired[link.index] = same
            free.remove(same)
    for link in links:
        if link.index not in paired and free:
            paired[link.index] = free.pop(0)
    return paired


def _place(outline: PlanOutline, link: LinkOutline, *further: str | int) -> Place:
    return Place(outline.file, ("links", link.index, *further))


@system_rule(
    "LNK002",
    "link.one-sided",
    Severity.ERROR,
    title=msg("Link that the other plan does not answer"),
    rationale=msg(
        "A hand-over that only one side knows of fails at the moment it is needed: nobody at the "
        "other end expects the call."
    ),
    sources=(FITTING, cite("中华人民共和国突发事件应对法", "第二十七条")),
)
def one_sided(system: System) -> Iterator[Hit]:
    """Links without a link of the counterpart kind in the other plan."""
    for source, link, target, answer in _pairs(system):
        kind = LinkKind.read(link.kind)
        if answer is None and not _may_be_misspelt(system, target, kind.counterpart):
            yield Hit(
                _place(source, link, "plan"),
                msg(
                    "{plan} has no link “{counterpart}” that answers “{kind}” here",
                    plan=target.name,
                    counterpart=kind.counterpart.zh,
                    kind=kind.zh,
                ),
                msg(
                    "Add to 衔接 in {file}: 预案: {id}, 关系: {counterpart}",
                    file=target.file,
                    id=source.id,
                    counterpart=kind.counterpart.zh,
                ),
                ((Place(target.file, ("links",), on_key=True), msg("The answer belongs here")),),
            )


def _may_be_misspelt(system: System, target: PlanOutline, kind: LinkKind) -> bool:
    """Whether *target* has a link of *kind* to a plan that nobody knows: it may be the answer."""
    return any(
        link.kind == kind.value and isinstance(system.find_plan(link.plan), Unknown)
        for link in target.links
    )


@system_rule(
    "LNK003",
    "link.conditions-differ",
    Severity.ERROR,
    title=msg("The two ends of a link have different conditions"),
    rationale=msg("One side calls and the other does not move, because it waits for more."),
    sources=(FITTING,),
)
def conditions_differ(system: System) -> Iterator[Hit]:
    """Pairs of links whose 条件 are not the same table."""
    for source, link, target, answer in _pairs(system):
        if answer is not None and answer.condition != link.condition:
            own, other = ("when" if part.condition else "plan" for part in (link, answer))
            yield Hit(
                _place(source, link, own),
                msg(
                    "The condition here is not that of the link in {plan}: {own} / {other}",
                    plan=target.name,
                    own=link.condition or "—",
                    other=answer.condition or "—",
                ),
                msg("Agree on one condition and write it in both plans"),
                ((_place(target, answer, other), msg("The other end stands here")),),
            )


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
    for outline, named in _unknown_plans(system, "listed_plans"):
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
    "LNK008",
    "link.unknown-level",
    Severity.ERROR,
    title=msg("Link to a response level that a plan does not have"),
    rationale=msg("A level that follows from another must exist in the plan that takes over."),
    sources=(FITTING,),
)
def unknown_linked_level(system: System) -> Iterator[Hit]:
    """Levels in 级别对应 that this plan (left) or the other one (right) does not describe."""
    for source, link, target in system.links():
        for own, other in link.levels:
            at = ("levels", own)
            if not _has_level(source, own):
                yield Hit(
                    Place(source.file, ("links", link.index, *at), on_key=True),
                    msg("{plan} has no response level “{level}”", plan=source.name, level=own),
                    choose(level.name for level in source.levels),
                )
            if target is not None and not _has_level(target, other):
                yield Hit(
                    _place(source, link, *at),
                    msg("{plan} has no response level “{level}”", plan=target.name, level=other),
                    choose(level.name for level in target.levels),
                )


def _has_level(outline: PlanOutline, name: str) -> bool:
    return any(fold(level.name) == fold(name) for level in outline.levels)


@system_rule(
    "LNK009",
    "link.to-itself",
    Severity.ERROR,
    title=msg("Plan that links to itself"),
    rationale=msg("Such a link says nothing; most likely another plan was meant."),
)
def link_to_itself(system: System) -> Iterator[Hit]:
    """Links whose 预案 is the plan they stand in."""
    for source, link, target in system.links():
        if target is source:
            yield Hit(
                _place(source, link, "plan"),
                msg("The link leads from {plan} to itself", plan=source.name),
                msg("Name the plan that was meant, or delete the link"),
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
