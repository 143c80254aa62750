"""Names that lead nowhere, to several things, or to something that is called otherwise now."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from planforge.corpus.names import (
    Ambiguous,
    Former,
    Unknown,
    fold,
    is_short_for,
    spellings,
)
from planforge.corpus.registry import REGISTER_FIELDS
from planforge.findings import Place, Rewrite, Severity
from planforge.i18n import msg
from planforge.model.base import Kind
from planforge.rules.articles import CLEAR_DUTIES, FITTING, REORGANISED
from planforge.rules.names.kinds import (
    alike,
    correct_or_register,
    full_names,
    kinds_in_words,
    no_longer,
    split_or,
)
from planforge.rules.names.named import (
    Named,
    may_be_unread,
    names_in_system,
    unclear_names_in_plan,
)
from planforge.rules.rule import (
    Hit,
    asked_of_a_drill,
    asked_of_the_system,
    plan_rule,
    system_rule,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from planforge.corpus.drills import DrillView
    from planforge.corpus.names import Entity, Resolution
    from planforge.corpus.plan_view import PlanView
    from planforge.corpus.registry import Registry
    from planforge.corpus.system import System

    _Find = Callable[[str, tuple[Kind, ...]], Resolution]


def _is_known(find: _Find, kinds: tuple[Kind, ...], name: str) -> bool:
    return not isinstance(find(name, kinds), Unknown)


def _unknown(found: Iterable[Named], registry: Registry, find: _Find) -> Iterator[Hit]:
    for named in found:
        if isinstance(named.result, Unknown) and not may_be_unread(registry, named.kinds):
            yield Hit(
                named.place,
                msg(
                    "No {kinds} is called “{name}”",
                    kinds=kinds_in_words(named.kinds),
                    name=named.name,
                ),
                split_or(
                    named,
                    partial(_is_known, find, named.kinds),
                    correct_or_register(named.result.candidates, named.kinds),
                ),
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
    found = (n for n in unclear_names_in_plan(view) if n.kinds != (Kind.INDICATOR,))
    return _unknown(found, view.registry, view.find)


@asked_of_the_system("REF001")
def unknown_name_in_register(system: System) -> Iterator[Hit]:
    """Names in the registers that no register carries."""
    others = (Kind.PLAN, Kind.INDICATOR)
    found = (n for n in names_in_system(system) if not any(kind in n.kinds for kind in others))
    return _unknown(found, system.registry, system.registry.names.find)


def _names_in_drill(view: DrillView) -> Iterator[Named]:
    for one in view.names:
        yield Named(view.at(*one.pointer, on_key=one.on_key), one.name, one.kinds, one.result)


@asked_of_a_drill("REF001")
def unknown_name_in_drill(view: DrillView) -> Iterator[Hit]:
    """Names in a drill that no register and no group of its plans carries."""
    others = (Kind.PLAN, Kind.INDICATOR)
    found = (n for n in _names_in_drill(view) if not any(kind in n.kinds for kind in others))
    return _unknown(found, view.registry, view.find)


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
    """Names in a plan that more than one thing carries; REF009 tells those of one register."""
    return _ambiguous(unclear_names_in_plan(view))


@asked_of_the_system("REF002")
def ambiguous_name_in_system(system: System) -> Iterator[Hit]:
    """Names in registers, and names of plans, that more than one thing carries."""
    return _ambiguous(names_in_system(system))


@asked_of_a_drill("REF002")
def ambiguous_name_in_drill(view: DrillView) -> Iterator[Hit]:
    """Names in a drill that more than one thing carries."""
    return _ambiguous(_names_in_drill(view))


def _former(found: Iterable[Named]) -> Iterator[Hit]:
    for named in found:
        match named.result:
            case Former(entity, former):
                now = alike(named.name, entity)
                yield Hit(
                    named.place,
                    no_longer(named.name, now, former.until),
                    msg("Write “{name}”", name=now),
                    ((entity.place, msg("“{name}” is registered here", name=entity.name)),),
                    (Rewrite(named.place, now),),
                )


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
    follows=("ORG038",),
)
def former_name(view: PlanView) -> Iterator[Hit]:
    """Former names in a plan."""
    return _former(unclear_names_in_plan(view))


@asked_of_the_system("REF003")
def former_name_in_system(system: System) -> Iterator[Hit]:
    """Former names in the registers and of laws and upper plans."""
    return _former(names_in_system(system))


@asked_of_a_drill("REF003")
def former_name_in_drill(view: DrillView) -> Iterator[Hit]:
    """Former names in a drill."""
    return _former(_names_in_drill(view))


@system_rule(
    "REF004",
    "reference.unknown-plan",
    Severity.ERROR,
    title=msg("Plan or law that does not exist"),
    rationale=msg(
        "Where a plan sends its reader to another one, that one must be there when it is needed."
    ),
    sources=(FITTING,),
)
def unknown_plan(system: System) -> Iterator[Hit]:
    """Plans named outside links and lists that are neither plans nor registered."""
    return _unknown_plan(names_in_system(system), system)


@asked_of_a_drill("REF004")
def unknown_plan_in_drill(view: DrillView) -> Iterator[Hit]:
    """Plans named in a drill that are none."""
    return _unknown_plan(_names_in_drill(view), view.system)


def _unknown_plan(found: Iterable[Named], system: System) -> Iterator[Hit]:
    for named in found:
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
                split_or(
                    named,
                    lambda part: not isinstance(system.find_plan(part), Unknown),
                    correct_or_register(named.result.candidates, named.kinds)
                    if named.result.candidates or Kind.REGULATION in named.kinds
                    else msg("Write the plan first, or correct the name"),
                ),
            )


@plan_rule(
    "REF008",
    "reference.unknown-indicator",
    Severity.ERROR,
    title=msg("Indicator that is not registered"),
    rationale=msg(
        "Nobody observes and reports what is registered nowhere; the condition can never be met."
    ),
    sources=(CLEAR_DUTIES,),
)
def unknown_indicator(view: PlanView) -> Iterator[Hit]:
    """Columns of conditions that the register of indicators does not hold."""
    found = (n for n in unclear_names_in_plan(view) if n.kinds == (Kind.INDICATOR,))
    return _unknown(found, view.registry, view.find)


@asked_of_the_system("REF008")
def unknown_indicator_in_register(system: System) -> Iterator[Hit]:
    """Columns of the tables that say what a grade means."""
    found = (n for n in names_in_system(system) if n.kinds == (Kind.INDICATOR,))
    return _unknown(found, system.registry, system.registry.names.find)


@asked_of_a_drill("REF008")
def unknown_indicator_in_drill(view: DrillView) -> Iterator[Hit]:
    """Indicators of a scenario that the register does not hold."""
    found = (n for n in _names_in_drill(view) if n.kinds == (Kind.INDICATOR,))
    return _unknown(found, view.registry, view.find)


@system_rule(
    "REF009",
    "reference.registered-twice",
    Severity.ERROR,
    title=msg("Two register entries with one name or id"),
    rationale=msg("A name must lead to one thing, or a plan that uses it has two meanings."),
    sources=(CLEAR_DUTIES,),
)
def registered_twice(system: System) -> Iterator[Hit]:
    """Entries of one register that share an id, a full name or a short name."""
    for kind in (*REGISTER_FIELDS.values(), Kind.REGION):
        first: dict[str, Entity] = {}
        for entity in system.registry.names.entities(kind):
            clash = next((n for n in spellings(entity) if fold(n) in first), None)
            if clash is not None:
                wrong, other = entity, first[fold(clash)]
                if _is_likelier_wrong(other, entity, clash):
                    wrong, other = other, wrong
                yield Hit(
                    _place_of_name(wrong, clash),
                    msg("“{name}” already stands for {other}", name=clash, other=other.name)
                    if wrong.name in {clash, other.name}
                    else msg(
                        "“{name}” stands for {entry} here, but already for {other}",
                        name=clash,
                        entry=wrong.name,
                        other=other.name,
                    ),
                    msg("Give each entry names of its own, or delete one of the two"),
                    ((other.place, msg("“{name}” is registered here", name=other.name)),),
                )
            for name in spellings(entity):
                first.setdefault(fold(name), entity)


def _is_likelier_wrong(one: Entity, other: Entity, name: str) -> bool:
    """Whether *name*, which both have, is less the own one of *one* than of *other*."""
    fits, fits_other = _fits(one, name), _fits(other, name)
    if fits is not fits_other:
        return fits_other
    return _is_further(one, name) and not _is_further(other, name)


def _fits(entity: Entity, name: str) -> bool:
    """Whether *name* may be short for another name of *entity*, or that for it; ids fit any."""
    ident = entity.id.rpartition("/")[2]
    others = set(spellings(entity)) - {name, ident}
    return (
        name == ident
        or not others
        or any(is_short_for(name, one) or is_short_for(one, name) for one in others)
    )


def _is_further(entity: Entity, name: str) -> bool:
    """Whether *name* is a short name of *entity* behind its first: less its own than the others."""
    short: tuple[str, ...] = getattr(entity.element, "short_names", ())
    return fold(name) in map(fold, short[1:])


def _place_of_name(entity: Entity, name: str) -> Place:
    at = entity.place.pointer
    if name == entity.name:
        return Place(entity.place.file, (*at, "name"))
    short: tuple[str, ...] = getattr(entity.element, "short_names", ())
    if name in short:
        return Place(entity.place.file, (*at, "short_names", short.index(name)))
    return Place(entity.place.file, (*at, "id"))
