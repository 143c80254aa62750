"""Who and what actions call on (调用): teams that come in time, shelters that are fit for it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from planforge.corpus.burdens import seconds_of_work
from planforge.corpus.names import fold
from planforge.findings import Severity
from planforge.i18n import msg
from planforge.model.base import Kind
from planforge.model.registers import Shelter, Team
from planforge.model.scales import Anchor
from planforge.rules.articles import CLEAR_DUTIES
from planforge.rules.rule import Hit, cite, plan_rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from planforge.corpus.names import Entity
    from planforge.corpus.plan_view import ActionAt, PlanView
    from planforge.findings import Pointer
    from planforge.model.scalars import Limit

SHELTERS: Final = cite("中华人民共和国突发事件应对法", "第三十一条")
_FROM_THE_CALL: Final = frozenset(
    {Anchor.OCCURRENCE, Anchor.RECEIPT, Anchor.WARNING, Anchor.ACTIVATION, Anchor.ORDER}
)
"""Moments before which no team can have been called for the action."""


@plan_rule(
    "RES007",
    "resource.muster-after-deadline",
    Severity.WARNING,
    title=msg("Team that is not even ready when its action must be done"),
    rationale=msg("The plan promises what the team, by its own figures, cannot keep."),
    sources=(CLEAR_DUTIES,),
    follows=("TIM001",),
)
def muster_after_deadline(view: PlanView) -> Iterator[Hit]:
    """Teams under 调用 whose 集结时限 is longer than the 时限 of the action.

    Left out: what is to be done at once, and limits that run from the end of other actions. The
    way to the scene is not counted: no register says how long it takes.
    """
    told: set[tuple[int, str]] = set()
    for level in reversed(view.levels):
        for at in view.actions_at(level.name):
            limit = at.limit.seconds if at.limit is not None else None
            if at.needs is None or not limit or at.anchor not in _FROM_THE_CALL:
                continue
            for name in at.needs.teams:
                entity = view.get(name, (Kind.TEAM,))
                team = entity.element if entity is not None else None
                if entity is None or not isinstance(team, Team) or team.muster is None:
                    continue
                if (team.muster.seconds or 0) <= limit or (at.index, entity.id) in told:
                    continue
                told.add((at.index, entity.id))
                yield Hit(
                    view.at(*_deadline(view, at, level.severity)),
                    msg(
                        "{team} needs {muster} to be ready to leave, but this must be done within "
                        "{limit}",
                        team=entity.name,
                        muster=team.muster.text,
                        limit=at.limit.text if at.limit is not None else "",
                    ),
                    msg("Call on a team that is nearer to hand, allow more time, or train for it"),
                    (
                        (
                            entity.place.below("muster"),
                            msg("So long the team needs"),
                        ),
                    ),
                )


def _deadline(view: PlanView, at: ActionAt, severity: int) -> Pointer:
    """Return where the limit stands that holds at the level of this severity."""
    steps = [
        (step, name)
        for name, change in at.action.changes.items()
        if change.deadline is not None
        and (step := view.severity(name)) is not None
        and step <= severity
    ]
    change = ("changes", max(steps)[1]) if steps else ()
    return ("actions", at.index, *change, "deadline")


@plan_rule(
    "RES017",
    "resource.no-time-left-for-work",
    Severity.WARNING,
    title=msg("Action that no team can finish in time once it is ready"),
    rationale=msg("The deadline holds the work, but not the time until the team can leave."),
    sources=(CLEAR_DUTIES,),
)
def no_time_left(view: PlanView) -> Iterator[Hit]:
    """集结时限 of the quickest team under 调用 and least 工期 that add up to more than the 时限.

    Left to other rules: where one of the two alone is longer. The way is not counted.
    """
    told: set[int] = set()
    for level in reversed(view.levels):
        for at in view.actions_at(level.name):
            limit = at.limit.seconds if at.limit is not None else None
            work = seconds_of_work(at, usual=False)
            if not limit or not work or at.anchor not in _FROM_THE_CALL or at.index in told:
                continue
            quickest = _quickest(view, at)
            if quickest is None:
                continue
            entity, muster = quickest
            seconds = muster.seconds or 0
            if max(work, seconds) <= limit < work + seconds:
                told.add(at.index)
                yield Hit(
                    view.at(*_deadline(view, at, level.severity)),
                    msg(
                        "{team} needs {muster} to be ready to leave and {work} min for the work; "
                        "{limit} is allowed",
                        team=entity.name,
                        muster=muster.text,
                        work=work // 60,
                        limit=at.limit.text if at.limit is not None else "",
                    ),
                    msg("Allow more time, or call on a team that is nearer to hand"),
                    ((entity.place.below("muster"), msg("So long the team needs")),),
                )


def _quickest(view: PlanView, at: ActionAt) -> tuple[Entity, Limit] | None:
    """Return the team that is ready first, None if there is none or one does not say when."""
    known: list[tuple[int, Entity, Limit]] = []
    for name in at.needs.teams if at.needs is not None else ():
        entity = view.get(name, (Kind.TEAM,))
        team = entity.element if entity is not None else None
        if entity is None or not isinstance(team, Team) or team.muster is None:
            return None
        known.append((team.muster.seconds or 0, entity, team.muster))
    found = min(known, key=lambda one: one[0], default=None)
    return found[1:] if found is not None else None


@plan_rule(
    "RES008",
    "resource.unfit-shelter",
    Severity.WARNING,
    title=msg("Shelter that must not be used in such an event"),
    rationale=msg("People would be led from one danger into the next."),
    sources=(SHELTERS,),
)
def unfit_shelter(view: PlanView) -> Iterator[Hit]:
    """Shelters of the plan whose 不适用 names one of its 事件类型."""
    types = {fold(name): name for name in view.plan.event_types}
    for reference in view.references_to[Kind.SHELTER]:
        entity = view.get(reference.name, (Kind.SHELTER,))
        shelter = entity.element if entity is not None else None
        if entity is None or not isinstance(shelter, Shelter):
            continue
        unfit = tuple(types[fold(name)] for name in shelter.unfit_for if fold(name) in types)
        if unfit:
            yield Hit(
                view.at(*reference.pointer),
                msg("{shelter} is unfit for {events}", shelter=entity.name, events=unfit),
                msg("Choose a shelter that is safe in such an event"),
                (
                    (
                        entity.place.below("unfit_for"),
                        msg("The register says so here"),
                    ),
                ),
            )
