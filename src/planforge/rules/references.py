"""Names that lead nowhere, to several things, or to something that is called otherwise now."""

from __future__ import annotations

from dataclasses import dataclass
from difflib import get_close_matches
from functools import lru_cache
from typing import TYPE_CHECKING

from planforge.corpus.names import Ambiguous, Former, Unknown, fold, spellings
from planforge.corpus.registry import REGISTER_FIELDS
from planforge.findings import Place, Severity
from planforge.i18n import msg
from planforge.model.base import Kind, references
from planforge.model.scales import IncidentGrade
from planforge.model.trigger import Row
from planforge.rules.rule import Hit, asked_of_the_system, cite, plan_rule, system_rule
from planforge.rules.wording import choose, correct_or_register, full_names, kinds_in_words

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from planforge.corpus.names import Entity, Resolution
    from planforge.corpus.plan_view import PlanView
    from planforge.corpus.registry import Registry
    from planforge.corpus.system import System
    from planforge.findings import Pointer
    from planforge.i18n import Message
    from planforge.model.trigger import Table

REORGANISED = cite("突发事件应急预案管理办法", "第三十五条第二项")
CLEAR_DUTIES = cite("突发事件应急预案管理办法", "第二十四条第四项")


@dataclass(frozen=True, slots=True)
class Named:
    """A name in a file and what it means: where it stands, what may be meant, what was found."""

    place: Place
    name: str
    kinds: tuple[Kind, ...]
    result: Resolution


@lru_cache(maxsize=1)  # four rules ask it of one plan before they go on to the next
def names_in_plan(view: PlanView) -> tuple[Named, ...]:
    """Return every name in the plan's facts that the plan or the registers must answer."""
    return tuple(_names_in_plan(view))


def _names_in_plan(view: PlanView) -> Iterator[Named]:
    for reference, result in view.registry_references():
        yield Named(view.at(*reference.pointer), reference.name, reference.ref.kinds, result)
    for name, pointer in indicators_in_plan(view):
        result = view.registry.names.find(name, (Kind.INDICATOR,))
        yield Named(view.at(*pointer, on_key=True), name, (Kind.INDICATOR,), result)


def indicators_in_plan(view: PlanView) -> Iterator[tuple[str, Pointer]]:
    """Yield every indicator that a condition of the plan speaks of, with its place."""
    plan = view.plan
    for grade, rule in plan.grades.items():
        yield from _columns(rule.conditions, ("grades", grade, "conditions"))
    if plan.warnings:
        for colour, warning in plan.warnings.rules.items():
            yield from _columns(warning.conditions, ("warnings", "rules", colour.zh, "conditions"))
    for name, level in plan.levels.items():
        yield from _columns(level.triggers, ("levels", name, "triggers"))
        if level.termination:
            yield from _columns(level.termination.when, ("levels", name, "termination", "when"))
    for i, adjustment in enumerate(plan.adjustments):
        yield from _columns(adjustment.when, ("adjustments", i, "when"))
    for i, action in enumerate(plan.actions):
        yield from _columns(action.when, ("actions", i, "when"))
    for i, report in enumerate(plan.reports):
        yield from _columns(report.when, ("reports", i, "when"))
    for i, link in enumerate(plan.links):
        yield from _columns(link.when, ("links", i, "when"))


def _columns(items: Iterable[Row | Table], at: Pointer) -> Iterator[tuple[str, Pointer]]:
    for i, item in enumerate(items):
        if isinstance(item, Row):
            for name in item.cells:
                yield name, (*at, i, name)
            yield from _columns(item.any_of, (*at, i, "any_of"))
        else:
            yield from _columns(item.rows, (*at, i, "rows"))


def names_in_system(system: System) -> Iterator[Named]:
    """Yield every name in the registers, and every plan that plans name."""
    for file, register in system.registry.registers:
        for reference in references(register):
            kinds = reference.ref.kinds
            if Kind.PLAN in kinds:
                registered = Kind.REGULATION in kinds
                result = system.find_plan(reference.name, may_be_regulation=registered)
            else:
                result = system.registry.names.find(reference.name, kinds)
            yield Named(Place(file, reference.pointer), reference.name, kinds, result)
    for outline, named, result in system.named_plans():
        kinds = (Kind.PLAN, Kind.REGULATION) if named.may_be_regulation else (Kind.PLAN,)
        yield Named(Place(outline.file, named.pointer), named.name, kinds, result)


def may_be_unread(registry: Registry, kinds: tuple[Kind, ...]) -> bool:
    """Whether an unknown name may stand in a file that could not be read."""
    if Kind.REGION in kinds and registry.jurisdiction is None:
        return True
    return not registry.broken.isdisjoint(kinds)


def _unknown(found: Iterable[Named], registry: Registry) -> Iterator[Hit]:
    for named in found:
        if isinstance(named.result, Unknown) and not may_be_unread(registry, named.kinds):
            yield Hit(
                named.place,
                msg(
                    "No {kinds} is called “{name}”",
                    kinds=kinds_in_words(named.kinds),
                    name=named.name,
                ),
                correct_or_register(named.result.candidates, named.kinds),
            )


@plan_rule(
    "REF001",
    "reference.unknown-name",
    Severity.ERROR,
    title=msg("Name that nothing carries"),
    rationale=msg(
        "Whoever reads the plan in an emergency looks for a unit, post or team that nobody can "
        "find; the duty stays undone."
    ),
    sources=(CLEAR_DUTIES,),
)
def unknown_name(view: PlanView) -> Iterator[Hit]:
    """Names in a plan that no register and no group of the plan carries."""
    found = (n for n in names_in_plan(view) if n.kinds != (Kind.INDICATOR,))
    return _unknown(found, view.registry)


@asked_of_the_system("REF001")
def unknown_name_in_register(system: System) -> Iterator[Hit]:
    """Names in the registers that no register carries."""
    found = (n for n in names_in_system(system) if Kind.PLAN not in n.kinds)
    return _unknown(found, system.registry)


def _ambiguous(found: Iterable[Named]) -> Iterator[Hit]:
    for named in found:
        if isinstance(named.result, Ambiguous) and not _one_id(named.result.entities):
            yield Hit(
                named.place,
                msg(
                    "“{name}” may be {meanings}",
                    name=named.name,
                    meanings=full_names(named.result.entities),
                ),
                msg("Write the full name or the id"),
                tuple(
                    (e.place, msg("“{name}” stands here", name=e.name))
                    for e in named.result.entities
                ),
            )


def _one_id(entities: tuple[Entity, ...]) -> bool:
    """Whether an id was given twice: then that is the mistake, not the name that leads to it."""
    return len({entity.id for entity in entities}) == 1


@plan_rule(
    "REF002",
    "reference.ambiguous-name",
    Severity.ERROR,
    title=msg("Name that several things carry"),
    rationale=msg("Two units that both believe the other is meant do nothing."),
    sources=(CLEAR_DUTIES,),
)
def ambiguous_name(view: PlanView) -> Iterator[Hit]:
    """Names in a plan that more than one thing carries."""
    return _ambiguous(names_in_plan(view))


@asked_of_the_system("REF002")
def ambiguous_name_in_system(system: System) -> Iterator[Hit]:
    """Names in registers, and names of plans, that more than one thing carries."""
    return _ambiguous(names_in_system(system))


def _former(found: Iterable[Named]) -> Iterator[Hit]:
    for named in found:
        match named.result:
            case Former(entity, former):
                now = _spelling_like(named.name, entity)
                yield Hit(
                    named.place,
                    _no_longer(named.name, now, former.until.isoformat() if former.until else None),
                    msg("Write “{name}”", name=now),
                    ((entity.place, msg("“{name}” is registered here", name=entity.name)),),
                )


def _no_longer(name: str, now: str, until: str | None) -> Message:
    if until is None:
        return msg("“{name}” is a former name; it is “{now}” now", name=name, now=now)
    return msg(
        "“{name}” is a former name; since {until} it is “{now}”", name=name, now=now, until=until
    )


def _spelling_like(name: str, entity: Entity) -> str:
    """Return the full name for a long former name, the short one for a short one."""
    closer_to_full = abs(len(name) - len(entity.name)) <= abs(len(name) - len(entity.short_name))
    return entity.name if closer_to_full else entity.short_name


@plan_rule(
    "REF003",
    "reference.former-name",
    Severity.WARNING,
    title=msg("Name that is no longer used"),
    rationale=msg(
        "After a reform the duty lies with a unit of another name; a plan that keeps the old one "
        "has to be revised."
    ),
    sources=(REORGANISED,),
)
def former_name(view: PlanView) -> Iterator[Hit]:
    """Former names in a plan."""
    return _former(names_in_plan(view))


@asked_of_the_system("REF003")
def former_name_in_system(system: System) -> Iterator[Hit]:
    """Former names in the registers and of laws and upper plans."""
    return _former(names_in_system(system))


@system_rule(
    "REF004",
    "reference.unknown-plan",
    Severity.ERROR,
    title=msg("Plan or law that does not exist"),
    rationale=msg(
        "Where a plan sends its reader to another one, that one must be there when it is needed."
    ),
    sources=(cite("突发事件应急预案管理办法", "第二十四条第二项"),),
)
def unknown_plan(system: System) -> Iterator[Hit]:
    """Plans named outside links and lists that are neither plans nor registered."""
    for named in names_in_system(system):
        pointer = named.place.pointer
        judged_elsewhere = pointer[:1] == ("links",) or pointer[:1] == ("listed_plans",)
        if (
            Kind.PLAN in named.kinds
            and not judged_elsewhere
            and isinstance(named.result, Unknown)
            and not system.unreadable
            and not may_be_unread(system.registry, named.kinds)
        ):
            yield Hit(
                named.place,
                msg(
                    "No {kinds} is called “{name}”",
                    kinds=kinds_in_words(named.kinds),
                    name=named.name,
                ),
                correct_or_register(named.result.candidates, named.kinds)
                if named.result.candidates or Kind.REGULATION in named.kinds
                else msg("Write the plan first, or correct the name"),
            )


@plan_rule(
    "REF005",
    "reference.unknown-level",
    Severity.ERROR,
    title=msg("Response level that the plan does not have"),
    rationale=msg("What is tied to a level that never starts is never done."),
    sources=(cite("中华人民共和国突发事件应对法", "第七十一条"),),
)
def unknown_level(view: PlanView) -> Iterator[Hit]:
    """Levels named in actions, warnings, groups, transitions and adjustments."""
    described = {fold(name) for name in view.plan.levels}
    for name, pointer, on_key in _levels_named(view):
        if view.severity(name) is None and fold(name) not in described:
            yield Hit(
                view.at(*pointer, on_key=on_key),
                msg("The plan has no response level “{name}”", name=name),
                choose(view.level_names),
            )


def _levels_named(view: PlanView) -> Iterator[tuple[str, Pointer, bool]]:
    for reference in view.references:
        if Kind.LEVEL in reference.ref.kinds:
            yield reference.name, reference.pointer, "changes" in reference.pointer
    for i, adjustment in enumerate(view.plan.adjustments):
        for j, name in enumerate(adjustment.levels):
            yield name, ("adjustments", i, "levels", j), False


@plan_rule(
    "REF006",
    "reference.unknown-action",
    Severity.ERROR,
    title=msg("Action that the plan does not have"),
    rationale=msg("An action that waits for one that does not exist never starts."),
)
def unknown_action(view: PlanView) -> Iterator[Hit]:
    """Ids in 前置 and 替代."""
    for reference in view.references:
        if Kind.ACTION in reference.ref.kinds and reference.name not in view.action_index:
            near = get_close_matches(reference.name, sorted(view.action_index), 3, 0.5)
            yield Hit(
                view.at(*reference.pointer),
                msg("No action has the id “{id}”", id=reference.name),
                msg("Did you mean {candidates}?", candidates=tuple(near))
                if near
                else msg("Add the action, or take its id out here"),
            )


@plan_rule(
    "REF007",
    "reference.unknown-grade",
    Severity.ERROR,
    title=msg("Incident grade that the plan does not have"),
    rationale=msg(
        "Grades decide which government leads; a grade that is laid down nowhere decides nothing."
    ),
    sources=(cite("中华人民共和国突发事件应对法", "第三条"),),
)
def unknown_grade(view: PlanView) -> Iterator[Hit]:
    """Grades in 对应分级 and 适用分级 that the plan's own table does not hold."""
    grades = tuple(view.plan.grades) or tuple(grade.zh for grade in IncidentGrade)
    known = {fold(grade) for grade in grades}
    for reference in view.references:
        if Kind.GRADE in reference.ref.kinds and fold(reference.name) not in known:
            yield Hit(
                view.at(*reference.pointer),
                msg("The plan has no incident grade “{name}”", name=reference.name),
                choose(grades),
            )


@plan_rule(
    "REF008",
    "reference.unknown-indicator",
    Severity.ERROR,
    title=msg("Indicator that is not registered"),
    rationale=msg(
        "Nobody observes and reports what is registered nowhere; the condition can never be met."
    ),
)
def unknown_indicator(view: PlanView) -> Iterator[Hit]:
    """Columns of conditions that the register of indicators does not hold."""
    found = (n for n in names_in_plan(view) if n.kinds == (Kind.INDICATOR,))
    return _unknown(found, view.registry)


@system_rule(
    "REF009",
    "reference.registered-twice",
    Severity.ERROR,
    title=msg("Two register entries with one name or id"),
    rationale=msg("A name must lead to one thing, or a plan that uses it has two meanings."),
)
def registered_twice(system: System) -> Iterator[Hit]:
    """Entries of one register that share an id, a full name or a short name."""
    for kind in (*REGISTER_FIELDS.values(), Kind.REGION):
        first: dict[str, Entity] = {}
        for entity in system.registry.names.entities(kind):
            clash = next((n for n in spellings(entity) if fold(n) in first), None)
            if clash is not None:
                other = first[fold(clash)]
                yield Hit(
                    _place_of_name(entity, clash),
                    msg("“{name}” already stands for {other}", name=clash, other=other.name),
                    msg("Give each entry names of its own, or delete one of the two"),
                    ((other.place, msg("“{name}” is registered here", name=other.name)),),
                )
            for name in spellings(entity):
                first.setdefault(fold(name), entity)


def _place_of_name(entity: Entity, name: str) -> Place:
    at = entity.place.pointer
    if name == entity.name:
        return Place(entity.place.file, (*at, "name"))
    short: tuple[str, ...] = getattr(entity.element, "short_names", ())
    if name in short:
        return Place(entity.place.file, (*at, "short_names", short.index(name)))
    return Place(entity.place.file, (*at, "id"))


@plan_rule(
    "REF010",
    "reference.repeated-id",
    Severity.ERROR,
    title=msg("Two actions or working groups with one id"),
    rationale=msg("Sequences, links and papers follow ids; two things with one id get mixed up."),
)
def repeated_id(view: PlanView) -> Iterator[Hit]:
    """Ids that occur twice among the actions, or twice among the working groups."""
    actions = [(action.id, ("actions", i)) for i, action in enumerate(view.plan.actions)]
    groups = [(group.id, at) for group, at in view.groups]
    for things, kind in ((actions, Kind.ACTION), (groups, Kind.GROUP)):
        first: dict[str, Pointer] = {}
        for name, at in things:
            if name in first:
                yield Hit(
                    view.at(*at, "id"),
                    msg("The id “{id}” is given twice", id=name),
                    msg("Give each {kind} an id of its own", kind=kinds_in_words((kind,))),
                    ((view.at(*first[name], "id"), msg("It was first given here")),),
                )
            first.setdefault(name, at)
