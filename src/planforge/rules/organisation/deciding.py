"""Who decides: the body, its office, a government or who leads, and no member unit."""

from __future__ import annotations

from typing import TYPE_CHECKING

from planforge.corpus.standing import is_ended_by_another, unit_of
from planforge.findings import Severity
from planforge.i18n import msg
from planforge.model.registers import Organisation
from planforge.rules.articles import CLEAR_DUTIES
from planforge.rules.organisation.starters import OF_BODIES, SPEAKING_UNITS
from planforge.rules.rule import Hit, plan_rule

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from planforge.corpus.plan_view import PlanView
    from planforge.findings import Pointer
    from planforge.i18n import Message


@plan_rule(
    "ORG059",
    "organisation.decision-without-authority",
    Severity.WARNING,
    title=msg("Decision by a unit without authority"),
    rationale=msg(
        "A member unit does its part; it cannot call the others out, dismiss them, or change what "
        "binds them. What it decides is obeyed by nobody."
    ),
    sources=(CLEAR_DUTIES,),
    follows=("ORG005", "ORG040", "ORG051"),
)
def decision_without_authority(view: PlanView) -> Iterator[Hit]:
    """决定, 批准 of warnings, 设立 and 总指挥 at the scene that name member units alone.

    Bodies, offices, governments and units from outside may decide, and so may the lead department
    and the host of an office. Who issues a warning may approve it. Who decides on a level may
    decide on its changes: the level itself is told. Levels that somebody else ends are left out.
    """
    if view.plan.plan_class not in OF_BODIES or not view.bodies:
        return
    leading = _leading(view)
    on_levels: set[object] = set()
    for level in view.levels:
        names = level.facts.decided_by
        if not is_ended_by_another(view, level) and _lacks(view, names, leading):
            on_levels |= _ids(view, names)
            yield _hit(
                view,
                (*level.pointer, "decided_by"),
                msg("{names} decides on {level}", names=names, level=level.name),
            )
    entitled = leading | on_levels
    for at, deciders, text in _others(view):
        if _lacks(view, deciders, entitled):
            yield _hit(view, at, text)
    rules = view.plan.warnings.rules if view.plan.warnings else {}
    for colour, rule in rules.items():
        if _lacks(view, rule.approved_by, entitled | _ids(view, rule.issued_by)):
            yield _hit(
                view,
                ("warnings", "rules", colour.zh, "approved_by"),
                msg(
                    "{names} approves the warning in {colour}",
                    names=rule.approved_by,
                    colour=colour.zh,
                ),
            )


def _others(view: PlanView) -> Iterator[tuple[Pointer, tuple[str, ...], Message]]:
    """Yield where else something is decided, by whom, and how that is said."""
    plan = view.plan
    if plan.termination is not None:
        names = plan.termination.decided_by
        yield (
            ("termination", "decided_by"),
            names,
            msg("{names} decides on the end of the response", names=names),
        )
    for i, step in enumerate(plan.transitions):
        yield (
            ("transitions", i, "decided_by"),
            step.decided_by,
            msg(
                "{names} decides on the change from {source} to {target}",
                names=step.decided_by,
                source=step.source,
                target=step.target,
            ),
        )
    for i, clause in enumerate(plan.adjustments):
        yield (
            ("adjustments", i, "decided_by"),
            clause.decided_by,
            msg("{names} decides on changed triggers", names=clause.decided_by),
        )
    for body, at in view.bodies:
        if body.scene is None:
            continue
        yield (
            (*at, "scene", "set_up_by"),
            body.scene.set_up_by,
            msg("{names} sets up the command at the scene", names=body.scene.set_up_by),
        )
        yield (
            (*at, "scene", "commander"),
            body.scene.commander,
            msg("{names} commands at the scene", names=body.scene.commander),
        )


def _hit(view: PlanView, at: Pointer, text: Message) -> Hit:
    return Hit(
        view.at(*at),
        msg("{what}, but neither commands nor leads here", what=text),
        msg("Name the command body, its office, or a post in them"),
    )


def _leading(view: PlanView) -> set[object]:
    """Return the ids of the lead department and of the units that host an office."""
    offices = [body.office for body, _ in view.bodies if body.office]
    hosts = [office.hosted_by for office in offices if office.hosted_by]
    return _ids(view, (view.plan.lead, *hosts))


def _ids(view: PlanView, names: Sequence[str]) -> set[object]:
    found = (view.get(name) for name in names)
    units = (unit_of(view, entity) for entity in found if entity is not None)
    return {unit.id for unit in units if unit is not None}


def _lacks(view: PlanView, names: Sequence[str], entitled: set[object]) -> bool:
    """Whether *names* are known, and none of them may speak for the whole response."""
    for name in names:
        entity = view.get(name)
        unit = unit_of(view, entity) if entity else None
        if (
            unit is None
            or not isinstance(unit.element, Organisation)
            or unit.element.category in SPEAKING_UNITS
            or unit.id in entitled
            or unit.name.endswith("政府办公室")
        ):
            return False
    return bool(names)


__all__ = ["decision_without_authority"]
