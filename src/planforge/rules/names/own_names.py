"""Names that only the plan itself can answer: its levels, grades, actions and groups."""

from __future__ import annotations

from difflib import get_close_matches
from typing import TYPE_CHECKING

from planforge.corpus.names import fold
from planforge.findings import Severity
from planforge.i18n import msg
from planforge.model.base import Kind
from planforge.model.scales import IncidentGrade
from planforge.rules.articles import CLEAR_DUTIES, RESPONSE_LEVELS
from planforge.rules.names.kinds import choose, kinds_in_words
from planforge.rules.rule import Hit, cite, plan_rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from planforge.corpus.plan_view import PlanView
    from planforge.findings import Pointer


@plan_rule(
    "REF005",
    "reference.unknown-level",
    Severity.ERROR,
    title=msg("Response level that the plan does not have"),
    rationale=msg("What is tied to a level that never starts is never done."),
    sources=(RESPONSE_LEVELS,),
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
    for reference in view.references_to[Kind.LEVEL]:
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
    sources=(CLEAR_DUTIES,),
)
def unknown_action(view: PlanView) -> Iterator[Hit]:
    """Ids in 前置 and 替代."""
    for reference in view.references_to[Kind.ACTION]:
        if reference.name not in view.action_index:
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
    for reference in view.references_to[Kind.GRADE]:
        if fold(reference.name) not in known:
            yield Hit(
                view.at(*reference.pointer),
                msg("The plan has no incident grade “{name}”", name=reference.name),
                choose(grades),
            )


@plan_rule(
    "REF010",
    "reference.repeated-id",
    Severity.ERROR,
    title=msg("Two actions or working groups with one id"),
    rationale=msg("Sequences, links and papers follow ids; two things with one id get mixed up."),
    sources=(CLEAR_DUTIES,),
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
