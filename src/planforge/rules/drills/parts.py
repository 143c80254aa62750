"""What a drill says of plans: actions, levels, who does them."""

from __future__ import annotations

from dataclasses import replace
from difflib import get_close_matches
from typing import TYPE_CHECKING

from planforge.corpus.drills import NO_LEVEL
from planforge.findings import Severity
from planforge.frozen import dataclass
from planforge.i18n import msg
from planforge.rules.articles import PRACTICE
from planforge.rules.names.kinds import choose
from planforge.rules.rule import Hit, drill_rule

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from planforge.corpus.drills import DrillView
    from planforge.corpus.plan_view import PlanView
    from planforge.findings import Place, Pointer
    from planforge.i18n import Message
    from planforge.model.drill import Drill, PlanPart


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a plan that a drill names.

    Attributes:
        at: Where the plan is named; on the key if *on_key*.
        plan: The plan, as named.
        levels: Levels of it, with their places.
        actions: Ids of its actions, with their places.
        on_key: Whether the name of the plan is a key.
        is_played: Whether the drill has to practise the plan for it.
    """

    at: Pointer
    plan: str
    levels: tuple[tuple[Pointer, str], ...] = ()
    actions: tuple[tuple[Pointer, str], ...] = ()
    on_key: bool = False
    is_played: bool = True


def _where(drill: Drill) -> Iterator[Part]:
    """Yield the plans of which *drill* says where they apply, and whom their words mean."""
    for i, one in enumerate(drill.plan_places):
        yield Part(("plan_places", i, "plan"), one.plan)
    for i, meant in enumerate(drill.meant):
        for k, name in enumerate(meant.plans):
            yield Part(("meant", i, "plans", k), name)


def parts_of(drill: Drill) -> Iterator[Part]:
    """Yield every part of a plan that *drill* names."""
    yield from _where(drill)
    for i, goal in enumerate(drill.goals):
        yield from _about(goal.about, ("goals", i, "about"))
    for i, step in enumerate(drill.developments):
        at: Pointer = ("developments", i)
        for k, order in enumerate(step.orders):
            here = (*at, "orders", k)
            named = () if order.level in NO_LEVEL else (((*here, "level"), order.level),)
            yield Part((*here, "plan"), order.plan, named)
        for plan, level in step.levels.items():
            here = (*at, "levels", plan)
            own = () if level in NO_LEVEL else ((here, level),)
            yield Part(here, plan, own, on_key=True)
    for i, time in enumerate(drill.durations):
        at = ("durations", i)
        yield Part((*at, "plan"), time.plan, (), (((*at, "action"), time.action),))
    for i, inject in enumerate(drill.injects):
        at = ("injects", i)
        if after := inject.after:
            here = (*at, "after")
            levels = (((*here, "level"), after.level),) if after.level else ()
            actions = (((*here, "action"), after.action),) if after.action else ()
            yield Part((*here, "plan"), after.plan, levels, actions)
        for k, expected in enumerate(inject.expected):
            here = (*at, "expected", k)
            yield Part((*here, "plan"), expected.plan, (), (((*here, "action"), expected.action),))

    yield from _of_tasks(drill)


def _of_tasks(drill: Drill) -> Iterator[Part]:
    for i, task in enumerate(drill.tasks):
        if task.state.is_over:
            continue
        at: Pointer = ("tasks", i)
        for part in _about(task.about, (*at, "about")):
            yield replace(part, is_played=False)
        if task.plan:
            actions = (((*at, "action"), task.action),) if task.action else ()
            yield Part((*at, "plan"), task.plan, (), actions, is_played=False)


def _about(parts: Iterable[PlanPart], at: Pointer) -> Iterator[Part]:
    for i, part in enumerate(parts):
        here = (*at, i)
        levels = tuple(((*here, "levels", k), name) for k, name in enumerate(part.levels))
        actions = tuple(((*here, "actions", k), name) for k, name in enumerate(part.actions))
        yield Part((*here, "plan"), part.plan, levels, actions)


@drill_rule(
    "DRL003",
    "drill.part-of-a-plan",
    Severity.ERROR,
    title=msg("Action or level that the plan does not have"),
    rationale=msg(
        "A drill practises what the plans say. An action that no plan has cannot be expected of "
        "anybody, and a clause that was renumbered is not practised any more."
    ),
    sources=(PRACTICE,),
    follows=("STR005",),
)
def part_of_a_plan(view: DrillView) -> Iterator[Hit]:
    """Actions and levels in goals, orders, injects, durations and open tasks of improvement."""
    for part in parts_of(view.drill):
        plan = view.plan(part.plan)
        if plan is None:
            continue
        for at, level in part.levels:
            if plan.level(level) is None:
                yield Hit(
                    view.at(*at),
                    msg("{plan} has no level “{level}”", plan=plan.plan.name, level=level),
                    choose(one.name for one in plan.levels),
                    ((tables_of(plan), msg("the levels of the plan")),),
                )
        for at, action in part.actions:
            if action not in plan.action_index:
                yield Hit(
                    view.at(*at),
                    msg("{plan} has no action “{action}”", plan=plan.plan.name, action=action),
                    _nearest(action, plan),
                )


@drill_rule(
    "DRL022",
    "drill.plan-without-levels",
    Severity.ERROR,
    title=msg("Drill on a plan that has no response levels"),
    rationale=msg(
        "A rehearsal follows the levels of a plan: which one the facts give, who decides, and what "
        "is then done. A plan without levels has nothing that could start."
    ),
    sources=(PRACTICE,),
)
def plan_without_levels(view: DrillView) -> Iterator[Hit]:
    """Plans of the drill that have no level; not of those that cannot be read."""
    for i, name in enumerate(view.drill.plans):
        plan = view.plan(name)
        if plan is not None and not plan.levels:
            yield Hit(
                view.at("plans", i),
                msg("{plan} has no response levels to rehearse", plan=plan.plan.name),
                msg("Practise the plan whose levels apply there, or give this one 「响应级别」"),
                ((plan.at("name"), msg("the plan without levels")),),
            )


def tables_of(plan: PlanView) -> Place:
    """Return where the levels of *plan* stand."""
    return plan.at("levels")


def _nearest(action: str, plan: PlanView) -> Message:
    close = get_close_matches(action, sorted(plan.action_index), n=3)
    return (
        choose(close) if close else msg("Look in {file} for its id, or delete it", file=plan.file)
    )


@drill_rule(
    "DRL004",
    "drill.plan-not-practised",
    Severity.WARNING,
    title=msg("Part of a plan that the drill does not practise"),
    rationale=msg(
        "Only the plans that the drill lists are run and evaluated; what is expected by another "
        "one is not seen by anybody."
    ),
    sources=(PRACTICE,),
)
def plan_not_practised(view: DrillView) -> Iterator[Hit]:
    """Plans in any part of a drill, such as goals or injects, that are not among its own."""
    practised = {one.id for name in view.drill.plans if (one := view.system.plan(name))}
    for part in parts_of(view.drill):
        outline = view.system.plan(part.plan)
        if part.is_played and outline is not None and outline.id not in practised:
            yield Hit(
                view.at(*part.at, on_key=part.on_key),
                msg("The drill does not practise {plan}", plan=outline.name),
                msg("Add “{plan}” to 「预案」 of the drill, or delete it here", plan=outline.id),
            )


@drill_rule(
    "DRL009",
    "drill.doer-not-there",
    Severity.WARNING,
    title=msg("Expected action of somebody who does not take part"),
    rationale=msg(
        "Nobody will do it, and evaluators note as a fault of the players what the drill left out."
    ),
    sources=(PRACTICE,),
)
def doer_not_there(view: DrillView) -> Iterator[Hit]:
    """Who does expected actions, against those who take part or are played."""
    for i, inject in enumerate(view.drill.injects):
        for k, expected in enumerate(inject.expected):
            at = ("injects", i, "expected", k)
            if expected.by:
                doers: tuple[str, ...] = (expected.by,)
                place = view.at(*at, "by")
            else:
                plan = view.plan(expected.plan)
                index = plan.action_index.get(expected.action) if plan else None
                if plan is None or index is None:
                    continue
                doers = plan.plan.actions[index].responsible
                place = view.at(*at, "action")
            if doers and not any(view.takes_part(name) or view.is_played(name) for name in doers):
                yield Hit(
                    place,
                    msg(
                        "“{action}” is done by {doers}, who neither take part nor are played",
                        action=expected.action,
                        doers=doers,
                    ),
                    msg("Add them to 「参演」 or 「模拟」, or expect something else"),
                )


@drill_rule(
    "DRL014",
    "drill.plan-without-players",
    Severity.WARNING,
    title=msg("Plan that is practised without those who lead by it"),
    rationale=msg("Without its command or its lead department nobody starts or ends a response."),
    sources=(PRACTICE,),
)
def plan_without_players(view: DrillView) -> Iterator[Hit]:
    """Plans of the drill of which neither lead department nor command takes part."""
    for i, name in enumerate(view.drill.plans):
        plan = view.plan(name)
        if plan is not None and not any(map(view.takes_part, _leaders(plan))):
            yield Hit(
                view.at("plans", i),
                msg("Nobody who leads by {plan} takes part", plan=plan.plan.name),
                msg("Add its command or lead department to 「参演」, or take the plan out"),
            )


def _leaders(plan: PlanView) -> Iterator[str]:
    """Yield the department that keeps *plan*, its command bodies with their posts and offices."""
    yield plan.plan.lead
    for body, _ in plan.bodies:
        yield body.name
        yield from (*body.commander, *body.executive_deputies, *body.deputies)
        if body.office:
            yield body.office.name
