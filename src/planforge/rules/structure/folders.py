"""Folders, ids, levels and dates of a plan, each against the others."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from planforge.corpus.names import fold
from planforge.findings import Place, Reorder, Rewrite, Severity
from planforge.i18n import msg
from planforge.model.scales import PlanClass, PlanPurpose, WarningColour
from planforge.rules.articles import COMPLETE, RESPONSE_LEVELS
from planforge.rules.rule import Hit, cite, plan_rule, system_rule

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from planforge.corpus.outline import PlanOutline
    from planforge.corpus.plan_view import PlanView
    from planforge.corpus.system import System
    from planforge.findings import Pointer
    from planforge.i18n import Message

_GROUPS: Final = {
    "master": PlanClass.MASTER,
    "special": PlanClass.SPECIAL,
    "department": PlanClass.DEPARTMENT,
    "town": PlanClass.TOWN,
    "village": PlanClass.VILLAGE,
    "unit": PlanClass.UNIT,
}
"""Folder at the top → class of the plans in it."""
_LATIN: Final = frozenset("IVXＩＶＸ")
"""Letters that stand for the signs Ⅰ to Ⅹ, which look the same to most."""


def is_in_its_group(view: PlanView) -> bool:
    """Whether the class of the plan is that of its folder; else nobody knows which one is meant."""
    return _GROUPS.get(view.file.split("/", maxsplit=1)[0]) in (None, view.plan.plan_class)


@plan_rule(
    "STR001",
    "structure.folder-is-not-id",
    Severity.ERROR,
    title=msg("Folder and id of a plan differ"),
    rationale=msg("Addresses of pages and papers follow the id, people look for the folder."),
)
def folder_is_not_id(view: PlanView) -> Iterator[Hit]:
    """Plans whose folder has another name than 预案."""
    folder = _folder(view.file)
    if folder != view.plan.id:
        yield Hit(
            view.at("id"),
            msg("The plan is “{id}”, its folder “{folder}”", id=view.plan.id, folder=folder),
            msg("Write “{folder}” here, or rename the folder", folder=folder),
        )


@plan_rule(
    "STR002",
    "structure.class-is-not-group",
    Severity.ERROR,
    title=msg("Class of a plan and folder group differ"),
    rationale=msg("The class decides who approves, files and drills the plan."),
    sources=(cite("突发事件应急预案管理办法", "第二十五条"),),
)
def class_is_not_group(view: PlanView) -> Iterator[Hit]:
    """Plans that lie in the folder of another class."""
    group = view.file.split("/", maxsplit=1)[0]
    meant = _GROUPS.get(group)
    if meant is not None and view.plan.plan_class is not meant:
        yield Hit(
            view.at("plan_class"),
            msg(
                "The class is {given}, but plans in “{group}” are {meant}",
                given=view.plan.plan_class.zh,
                group=group,
                meant=meant.zh,
            ),
            msg("Correct the class, or move the folder"),
        )


@system_rule(
    "STR003",
    "structure.id-used-twice",
    Severity.ERROR,
    title=msg("Two plans with one id"),
    rationale=msg("A link that names the id would lead to two plans."),
)
def id_used_twice(system: System) -> Iterator[Hit]:
    """Ids that more than one plan has; the plan whose folder has that name may keep it."""
    owners: dict[str, PlanOutline] = {}
    for outline in sorted(system.outlines, key=lambda one: _folder(one.file) != one.id):
        other = owners.setdefault(outline.id, outline)
        if other is not outline:
            folder = _folder(outline.file)
            is_own = folder == outline.id
            yield Hit(
                Place(outline.file, ("id",)),
                msg("“{id}” is already the id of {plan}", id=outline.id, plan=other.name),
                msg("Give the plan an id of its own and rename its folder")
                if is_own
                else msg("Write “{folder}” here, or rename the folder", folder=folder),
                ((Place(other.file, ("id",)), msg("The other plan stands here")),),
            )


def _folder(file: str) -> str:
    return file.split("/")[-2]


@system_rule(
    "STR004",
    "structure.no-master-plan",
    Severity.WARNING,
    title=msg("No master plan"),
    rationale=msg(
        "Special plans conform to a master plan; without it nothing holds them together."
    ),
    sources=(cite("突发事件应急预案管理办法", "第八条"),),
)
def no_master_plan(system: System) -> Iterator[Hit]:
    """Systems with special plans but no master plan."""
    is_written = any(one.file.startswith("master/") for one in system.outlines)
    if system.master is None and not is_written and not system.unreadable and system.specials:
        yield Hit(
            Place(system.registry.jurisdiction_file, ("name",)),
            msg("There is no master plan among the {count} plans", count=len(system.outlines)),
            msg("Write it in master/plan.yaml"),
        )


@plan_rule(
    "STR005",
    "structure.levels-differ",
    Severity.ERROR,
    title=msg("Declared and described response levels differ"),
    rationale=msg("A level that is declared must be described, or nobody knows what it means."),
    sources=(RESPONSE_LEVELS,),
)
def levels_differ(view: PlanView) -> Iterator[Hit]:
    """Levels described but not declared; if there are none, those declared but not described.

    Likewise I级 among Ⅱ级 and Ⅲ级: readers, and whoever searches, take it for another one.
    """
    undeclared = [name for name in view.plan.levels if view.severity(name) is None]
    for name in undeclared:
        yield Hit(
            view.at("levels", name, on_key=True),
            msg(
                "“{level}” is described, but the levels are {declared}",
                level=name,
                declared=view.level_names,
            ),
            msg("Correct the name, or declare it under 响应级别次序"),
        )
    described = {fold(name) for name in view.plan.levels}
    missing = tuple(name for name in view.level_names if fold(name) not in described)
    if missing and described and not undeclared:
        yield Hit(
            view.at("levels", on_key=True),
            msg("{levels} is declared but not described", levels=missing),
            msg("Describe it, or declare the plan's own levels under 响应级别次序"),
        )
    yield from _in_latin_letters(view)


def _in_latin_letters(view: PlanView) -> Iterator[Hit]:
    """Yield the levels written with Latin letters among others with the signs of numerals."""
    latin = [name for name in view.plan.levels if not _LATIN.isdisjoint(name)]
    if not latin or len(latin) == len(view.plan.levels):
        return
    declared = {fold(name): name for name in view.level_names}
    for name in latin:
        usual = declared.get(fold(name), name)
        if _LATIN.isdisjoint(usual):
            at = view.at("levels", name, on_key=True)
            yield Hit(
                at,
                msg("“{level}” has Latin letters, other levels have numerals", level=name),
                msg("Write “{name}”", name=usual),
                fix=(Rewrite(at, usual),),
            )


@plan_rule(
    "STR013",
    "structure.levels-not-highest-first",
    Severity.ADVICE,
    title=msg("Response levels or warnings that do not stand highest first"),
    rationale=msg(
        "Readers look for the highest level first; levels in another order than in all other plans "
        "are taken for one another."
    ),
    sources=(COMPLETE,),
)
def levels_not_highest_first(view: PlanView) -> Iterator[Hit]:
    """Levels, and colours of warnings, of which a milder one stands before a worse one.

    Those that all stand lowest first are let pass. Nothing else depends on the order of keys.
    """
    for names, ordered, at in _sequences(view):
        if names not in (ordered, ordered[::-1]):
            pairs = zip(names, ordered, strict=True)
            first = next(name for name, wanted in pairs if name != wanted)
            yield Hit(
                view.at(*at, first, on_key=True),
                msg("{level} stands before higher levels", level=first)
                if at == ("levels",)
                else msg("{colour} does not stand in its place", colour=first),
                msg("Let the levels stand in this order: {levels}", levels=ordered),
                fix=(Reorder(view.at(*at), ordered),),
            )


def _sequences(view: PlanView) -> Iterator[tuple[tuple[str, ...], tuple[str, ...], Pointer]]:
    """Yield the names of levels and of colours: as they stand, highest first, and where."""
    names = tuple(view.plan.levels)
    known = [severity for name in names if (severity := view.severity(name)) is not None]
    if len(set(known)) == len(names):
        rank = dict(zip(names, known, strict=True))
        yield names, tuple(sorted(names, key=lambda name: -rank[name])), ("levels",)
    if view.plan.warnings:
        given = list(view.plan.warnings.rules)
        ordered = sorted(given, key=list(WarningColour).index)
        yield (
            tuple(colour.zh for colour in given),
            tuple(colour.zh for colour in ordered),
            ("warnings", "rules"),
        )


@plan_rule(
    "STR006",
    "structure.impossible-dates",
    Severity.ERROR,
    title=msg("Dates of an edition in an impossible order"),
    rationale=msg("A plan cannot be filed or made public before it was issued."),
    sources=(
        cite("突发事件应急预案管理办法", "第二十六条"),
        cite("突发事件应急预案管理办法", "第二十八条"),
    ),
)
def impossible_dates(view: PlanView) -> Iterator[Hit]:
    """Editions filed, made public or in force before their issue, or following a later one.

    Likewise what was wrong with them and was settled before it was found.
    """
    edition = view.plan.edition
    filing, publication = edition.filing, edition.publication
    later: tuple[tuple[date | None, Pointer, Message], ...] = (
        (edition.effective, ("effective",), msg("in force")),
        (filing.filed if filing else None, ("filing", "filed"), msg("filed")),
        (
            publication.published if publication else None,
            ("publication", "published"),
            msg("made public"),
        ),
    )
    for day, at, what in later:
        if day is not None and day < edition.issued:
            yield Hit(
                view.at("edition", *at),
                msg(
                    "The plan was {what} on {day}, before its issue on {issued}",
                    what=what,
                    day=day.isoformat(),
                    issued=edition.issued.isoformat(),
                ),
                msg("Correct one of the two dates"),
                ((view.at("edition", "issued"), msg("The day of issue stands here")),),
            )
    for i, upper in enumerate(edition.aligned_with):
        if upper.issued > edition.issued:
            yield Hit(
                view.at("edition", "aligned_with", i, "issued"),
                msg(
                    "The edition of {plan} followed here is of {day}, after the issue on {issued}",
                    plan=upper.plan,
                    day=upper.issued.isoformat(),
                    issued=edition.issued.isoformat(),
                ),
                msg("Write the edition that the plan really follows"),
            )
    for i, problem in enumerate(edition.problems):
        if problem.settled is not None and problem.settled < problem.found:
            yield Hit(
                view.at("edition", "problems", i, "settled"),
                msg(
                    "It was settled on {day}, before it was found on {found}",
                    day=problem.settled.isoformat(),
                    found=problem.found.isoformat(),
                ),
                msg("Correct one of the two dates"),
                ((view.at("edition", "problems", i, "found"), msg("It was found on this day")),),
            )


@plan_rule(
    "STR008",
    "structure.no-document-number",
    Severity.ADVICE,
    title=msg("Edition without a document number"),
    rationale=msg(
        "Two editions of one plan have the same title; letters, filings and repeals name the "
        "document number."
    ),
    sources=(cite("党政机关公文处理工作条例", "第九条"),),
)
def no_document_number(view: PlanView) -> Iterator[Hit]:
    """Editions without 文号, but for plans of villages, which issue no numbered documents."""
    if not view.plan.edition.number and view.plan.plan_class is not PlanClass.VILLAGE:
        yield Hit(
            view.at("edition", on_key=True),
            msg("The edition has no document number"),
            msg("Write the number under which it was issued under 文号"),
        )


@plan_rule(
    "STR007",
    "structure.no-event-types",
    Severity.WARNING,
    title=msg("Special plan without event types"),
    rationale=msg("Without them nobody can tell which plan an event calls for."),
    sources=(cite("突发事件应急预案管理办法", "第九条"),),
)
def no_event_types(view: PlanView) -> Iterator[Hit]:
    """Special plans for the handling of events that say of which."""
    plan = view.plan
    is_for_events = plan.plan_class is PlanClass.SPECIAL and plan.purpose is PlanPurpose.EVENT
    if is_for_events and not plan.event_types:
        yield Hit(
            view.at("name"),
            msg("The plan does not say which events it is for"),
            msg("Name them under 事件类型"),
        )
