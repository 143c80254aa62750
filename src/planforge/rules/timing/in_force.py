"""Actions that are never done, and those that wait for them."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Final, TypeAlias

from planforge.corpus.deeds import title
from planforge.findings import Severity
from planforge.i18n import msg
from planforge.model.scales import Phase
from planforge.rules.rule import Hit, plan_rule
from planforge.rules.timing.deadlines import CLEAR_STEPS

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from planforge.corpus.plan_view import PlanView
    from planforge.model.plan import Action, ActionChange

_Wait: TypeAlias = tuple[int, int]
"""Numbers of an action, and of one that it waits for among its 前置."""
_SHOWN: Final = 3
"""How many of those that wait are shown."""


@plan_rule(
    "TIM007",
    "timing.never-in-force",
    Severity.WARNING,
    title=msg("Action that is never in force"),
    rationale=msg("The action stands in the plan, but at no level is anybody to do it."),
    sources=(CLEAR_STEPS,),
)
def never_in_force(view: PlanView) -> Iterator[Hit]:
    """Actions that belong to no described level, or that others replace at all of theirs."""
    if not view.levels:
        return
    done = {at.index for level in view.levels for at in view.actions_at(level.name)}
    for i, action in enumerate(view.plan.actions):
        named = (*action.only_levels, *((action.first_level,) if action.first_level else ()))
        if i in done or any(view.severity(name) is None for name in named):
            continue
        by = [other for other in view.plan.actions if action.id in other.replaces]
        yield Hit(
            view.at("actions", i, "only_levels" if action.only_levels else "first_level")
            if named
            else view.at("actions", i),
            msg("“{action}” is done at no level", action=title(action))
            if not by
            else msg(
                "“{action}” is done at no level: {by} replaces it",
                action=title(action),
                by=tuple(title(other) for other in by),
            ),
            msg("Correct its levels or 替代, or delete the action"),
        )


@plan_rule(
    "TIM008",
    "timing.waits-for-nothing",
    Severity.WARNING,
    title=msg("Action that waits for one that is not in force"),
    rationale=msg("At that level nobody does what it waits for, so nobody knows when to begin."),
    sources=(CLEAR_STEPS,),
    follows=("REF005", "TIM023"),
)
def waits_for_nothing(view: PlanView) -> Iterator[Hit]:
    """Predecessors that do not exist at a level of the action, or are replaced there.

    Where several actions wait for one that begins too high, that one is reported.
    """
    found: dict[tuple[int, int], list[str]] = defaultdict(list)
    replaced: dict[tuple[int, int], str] = {}
    told = _begin_too_high(view)
    for level in reversed(view.levels):
        active = {at.action.id: at for at in view.actions_at(level.name)}
        for at in active.values():
            for j, name in enumerate(at.action.after):
                target = view.action_index.get(name)
                if target is not None and target not in told and name not in active:
                    found[at.index, j].append(level.name)
                    for other in active.values():
                        if name in other.action.replaces:
                            replaced[at.index, j] = title(other.action)
    late = _late(view, found.keys() - replaced.keys())
    for first, waiting in late.items():
        yield _late_hit(view, first, waiting, tuple(found[waiting[0]]))
    told_there = {place for waiting in late.values() for place in waiting}
    for (i, j), levels in sorted(found.items()):
        if (i, j) in told_there:
            continue
        action = view.plan.actions[i]
        before = view.plan.actions[view.action_index[action.after[j]]]
        by = replaced.get((i, j))
        yield Hit(
            view.at("actions", i, "after", j),
            msg(
                "“{action}” waits for “{before}”, which is not done at {levels}",
                action=title(action),
                before=title(before),
                levels=tuple(levels),
            )
            if by is None
            else msg(
                "“{action}” waits for “{before}”, which “{by}” replaces at {levels}",
                action=title(action),
                before=title(before),
                by=by,
                levels=tuple(levels),
            ),
            msg("Let it wait for an action that is done at the same levels"),
            ((view.at("actions", view.action_index[before.id]), msg("what it waits for")),),
        )


def _late(view: PlanView, found: Iterable[_Wait]) -> Mapping[int, list[_Wait]]:
    """Return the actions for which several others wait in vain, with those."""
    waiting: dict[int, list[_Wait]] = defaultdict(list)
    for i, j in sorted(found):
        waiting[view.action_index[view.plan.actions[i].after[j]]].append((i, j))
    return {before: places for before, places in waiting.items() if len(places) > 1}


def _late_hit(view: PlanView, first: int, waiting: Sequence[_Wait], levels: tuple[str, ...]) -> Hit:
    action = view.plan.actions[first]
    return Hit(
        view.at("actions", first, "only_levels" if action.only_levels else "first_level"),
        msg(
            "“{action}” is not done at {levels}, where {count} actions wait for it",
            action=title(action),
            levels=levels,
            count=len(waiting),
        ),
        msg("Let it begin where the first of them does"),
        tuple(
            (view.at("actions", i, "after", j), msg("This waits for it"))
            for i, j in waiting[:_SHOWN]
        ),
    )


@plan_rule(
    "TIM012",
    "timing.level-without-phase",
    Severity.WARNING,
    title=msg("Level at which a phase is missing"),
    rationale=msg("Actions are inherited upwards only: what begins higher up is missing below."),
    sources=(CLEAR_STEPS,),
)
def level_without_phase(view: PlanView) -> Iterator[Hit]:
    """Levels without anything to do in a phase that an action begins above them."""
    for index, levels in _begin_too_high(view).items():
        action = view.plan.actions[index]
        yield Hit(
            view.at("actions", index, "only_levels" if action.only_levels else "first_level"),
            msg(
                "“{action}” is the first of {phase}, but not done at {levels}: nothing is there",
                action=title(action),
                phase=action.phase.zh,
                levels=levels,
            ),
            msg("Correct 起始级别 of the action, or add one of that phase for these levels"),
        )


def _begin_too_high(view: PlanView) -> dict[int, tuple[str, ...]]:
    """Return the actions that begin a phase above levels where other work is done; these levels."""
    found = {}
    for phase in (Phase.ACTIVATION, Phase.RESPONSE, Phase.TERMINATION):
        first = None
        missing = []
        for level in reversed(view.levels):
            actions = view.actions_at(level.name)
            of_phase = [at for at in actions if at.action.phase is phase]
            if first is None and of_phase:
                first = of_phase[0]
            if actions and not of_phase and not level.facts.is_for_watching:
                missing.append(level.name)
        if first is not None and missing:
            found[first.index] = tuple(missing)
    return found


@plan_rule(
    "TIM013",
    "timing.replaces-nothing",
    Severity.WARNING,
    title=msg("Action that replaces one that is not there"),
    rationale=msg("Where the replaced action is not done anyway, 替代 names the wrong one."),
    sources=(CLEAR_STEPS,),
)
def replaces_nothing(view: PlanView) -> Iterator[Hit]:
    """Actions under 替代 that are not done at the levels of the replacing one or just below."""
    for i, action in enumerate(view.plan.actions):
        here = [x.severity for x in view.levels if view.applies(action, x.severity)]
        for j, name in enumerate(action.replaces):
            index = view.action_index.get(name)
            if index is None or not here:
                continue
            target = view.plan.actions[index]
            reached = (min(here) - 1, *here)
            if index != i and any(view.applies(target, severity) for severity in reached):
                continue
            yield Hit(
                view.at("actions", i, "replaces", j),
                msg("“{action}” replaces itself", action=title(action))
                if index == i
                else msg(
                    "“{action}” replaces “{other}”, which is done at none of its levels",
                    action=title(action),
                    other=title(target),
                ),
                msg("Correct 替代 or the levels of one of the two"),
            )


@plan_rule(
    "TIM023",
    "timing.change-out-of-force",
    Severity.WARNING,
    title=msg("分级要求 for a level at which it changes nothing or all"),
    rationale=msg(
        "It is meant for higher levels: below the first one it holds everywhere, unseen, and what "
        "the action itself says holds nowhere."
    ),
    sources=(CLEAR_STEPS,),
)
def change_out_of_force(view: PlanView) -> Iterator[Hit]:
    """分级要求 of levels at which the action is not done, or at which it only begins.

    Where that holds of all of several, it is the levels of the action that are reported.
    """
    for i, action in enumerate(view.plan.actions):
        if not action.changes:
            continue
        done = [x.severity for x in view.levels if view.applies(action, x.severity)]
        wrong = _out_of_force(view, action, done)
        if len(wrong) > 1 and len(wrong) == len(action.changes):
            key = "only_levels" if action.only_levels else "first_level"
            yield Hit(
                view.at("actions", i, key),
                msg(
                    "“{action}” has 分级要求 for {levels}, but is not done below",
                    action=title(action),
                    levels=wrong,
                )
                if min(done) in map(view.severity, wrong)
                else msg(
                    "“{action}” is not done at {levels}, for which it says what changes",
                    action=title(action),
                    levels=wrong,
                ),
                msg("Correct 起始级别 or 仅限级别, or the levels under 分级要求"),
                tuple(
                    (view.at("actions", i, "changes", name, on_key=True), msg("what changes"))
                    for name in wrong
                ),
            )
            continue
        for name, change in action.changes.items():
            severity = view.severity(name)
            if severity is None or not done:
                continue
            if severity not in done and view.level(name) is not None:
                message = msg(
                    "“{action}” is not done at {level}, for which it says what changes",
                    action=title(action),
                    level=name,
                )
            elif severity == min(done) and (what := _overridden(action, change)):
                message = msg(
                    "“{action}” begins at {level}, so its own {what} holds nowhere",
                    action=title(action),
                    level=name,
                    what=what,
                )
            else:
                continue
            yield Hit(
                view.at("actions", i, "changes", name, on_key=True),
                message,
                msg("Correct the level under 分级要求, or 起始级别"),
            )


def _out_of_force(view: PlanView, action: Action, done: list[int]) -> tuple[str, ...]:
    """Return the levels of 分级要求 at which the action is not done, or only begins."""
    return tuple(
        name
        for name, change in action.changes.items()
        if done
        and view.level(name) is not None
        and (severity := view.severity(name)) is not None
        and (severity not in done or (severity == min(done) and _overridden(action, change)))
    )


def _overridden(action: Action, change: ActionChange) -> tuple[str, ...]:
    """Return the keys of *action* whose values *change* replaces."""
    pairs = {
        "内容": (action.content, change.content),
        "责任": (action.responsible, change.responsible),
        "时限": (action.deadline, change.deadline),
        "调用": (action.needs, change.needs),
    }
    return tuple(key for key, (own, new) in pairs.items() if own and new and own != new)
