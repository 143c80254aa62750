"""A corpus and a drill compiled: the parts put together."""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING

from planforge.drill.build.actions import Actions
from planforge.drill.build.command import incident, incident_id, office_of
from planforge.drill.build.indicators import hops, indicators
from planforge.drill.build.levels import Levels
from planforge.drill.build.links import links
from planforge.drill.build.means import Stores
from planforge.drill.build.people import Cast
from planforge.drill.build.reports import Channels, Reports
from planforge.drill.build.scenario import COLOURS, facts, hazard, nothing, script, told
from planforge.drill.build.work import Work
from planforge.drill.condition import FactIs
from planforge.drill.entries import EntryKind, Index
from planforge.drill.world import Plan, World
from planforge.feel import Flag, only
from planforge.frozen import dataclass
from planforge.model.scales import PlanClass

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from planforge.corpus.corpus import Corpus
    from planforge.corpus.drills import DrillView
    from planforge.corpus.plan_view import PlanView
    from planforge.drill.condition import Condition
    from planforge.drill.entries import Assumption
    from planforge.drill.means import Indicator
    from planforge.drill.script import Script
    from planforge.drill.world import Incident, Link
    from planforge.model.drill_scales import Knowledge


@dataclass(frozen=True, slots=True)
class Compiled:
    """What the compilation gives; see `Rehearsal`."""

    world: World
    script: Script
    index: Index
    assumed: tuple[Assumption, ...]


def compiled(corpus: Corpus, view: DrillView, knowledge: Knowledge | None) -> Compiled:
    """Return *view*, a drill of *corpus*, compiled."""
    work = Work(corpus, view, knowledge)
    cast = Cast(work)
    stores, channels = Stores(work, cast), Channels(work, cast)
    ladders = {id_: Levels(work, cast, plan) for id_, plan in work.plans.items()}
    graded = {id_: ladder.graded() for id_, ladder in ladders.items()}
    incidents = tuple(incident(work, cast, plan, graded[id_]) for id_, plan in work.plans.items())
    plans = tuple(
        _plan(
            work,
            cast,
            plan,
            ladders[id_],
            Actions(work, cast, stores, channels, plan),
        )
        for id_, plan in work.plans.items()
    )
    rules = tuple(
        rule
        for plan in plans
        for rule in Reports(work, cast, channels, work.plans[plan.id]).made(plan)
    )
    joined = links(work)
    known = facts(work, cast)
    seen = indicators(work, cast, known, _asked(incidents, plans, joined))
    plans = tuple(
        dataclasses.replace(plan, elsewhere=_elsewhere(work, cast, plan, seen)) for plan in plans
    )
    words = told(work, cast, seen)
    ways = hops(work, cast, channels, (plans, joined), seen, words, rules)
    pools = stores.pools()
    stores.agreements()
    posts = cast.posts()
    world = World(
        incidents,
        plans,
        joined,
        cast.persons(posts),
        posts,
        (*cast.teams(), *stores.shelters()),
        pools,
        channels.made(),
        ways,
        seen,
        rules,
    )
    play = script(work, cast, world, known, words)
    cast.enter_organisations()
    assumed = sorted(work.assumed, key=lambda one: (one.about, one.what.msgid, repr(one.what.args)))
    return Compiled(world, play, Index(work.entries), tuple(dict.fromkeys(assumed)))


def _plan(work: Work, cast: Cast, view: PlanView, ladder: Levels, actions: Actions) -> Plan:
    id_ = view.plan.id
    names = view.plan.short_names
    work.enter(id_, EntryKind.PLAN, names[0] if names else view.plan.name, plan=id_, file=view.file)
    warned = ((COLOURS.index(colour) + 1, rank) for colour, rank in ladder.warned().items())
    return Plan(
        id_,
        incident_id(id_),
        office_of(cast, work, view),
        0 if view.plan.plan_class is PlanClass.MASTER else 1,
        ladder.made(),
        actions.made(),
        tuple((hazard(id_), colour, rank) for colour, rank in warned),
        end=ladder.end(),
        covers=_covers(work, view),
        foreign=work.view.foreign(id_),
        untrue=_untrue(work, id_),
    )


def _untrue(work: Work, plan: str) -> Condition | None:
    """Return when it is known that nothing of *plan* has happened; None if nobody says so."""
    told = (name for step in work.view.drill.developments for name in step.false_alarms)
    if not any((view := work.view.plan(name)) and view.plan.id == plan for name in told):
        return None
    return FactIs(nothing(plan), only(Flag(), value=True))


def _elsewhere(work: Work, cast: Cast, plan: Plan, seen: Iterable[Indicator]) -> tuple[str, ...]:
    """Return who of those that see something is hit, but not by what *plan* answers to."""
    own = work.places(work.plans[plan.id])
    orgs = {org: cast.region_of(org) for one in seen for org in one.observers}
    return tuple(
        org
        for org, region in orgs.items()
        if work.is_hit(region) and not any(work.lies_in(region, place) for place in own)
    )


def _covers(work: Work, view: PlanView) -> tuple[str, ...]:
    """Return the plans to whose incidents *view* answers as well: for a master plan all others."""
    if view.plan.plan_class is not PlanClass.MASTER:
        return ()
    others = (id_ for id_, one in work.plans.items() if one is not view)
    return tuple(id_ for id_ in others if work.plans[id_].plan.plan_class is not PlanClass.MASTER)


def _asked(
    incidents: Iterable[Incident], plans: Iterable[Plan], joined: Iterable[Link]
) -> Iterator[Condition]:
    """Yield everything that the world asks for."""
    for one in incidents:
        yield from (when for _, when in one.grades)
        yield from (body.when for body in one.bodies if body.when)
    for plan in plans:
        yield from (level.when for level in plan.levels if level.when)
        yield from (
            part for action in plan.actions for part in (action.trigger, action.guard) if part
        )
        if plan.end:
            yield plan.end.when
    yield from (link.when for link in joined if link.when)


__all__ = ["Compiled", "compiled"]
