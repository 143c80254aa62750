"""Actions that are never done, and those that wait for them."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from planforge.findings import Severity
from planforge.i18n import msg
from planforge.rules.rule import Hit, plan_rule
from planforge.rules.timing import CLEAR_STEPS, title

if TYPE_CHECKING:
    from collections.abc import Iterator

    from planforge.corpus.plan_view import PlanView


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
)
def waits_for_nothing(view: PlanView) -> Iterator[Hit]:
    """Predecessors that do not exist at a level of the action, or are replaced there."""
    found: dict[tuple[int, int], list[str]] = defaultdict(list)
    replaced: dict[tuple[int, int], str] = {}
    for level in reversed(view.levels):
        active = {at.action.id: at for at in view.actions_at(level.name)}
        for at in active.values():
            for j, name in enumerate(at.action.after):
                if name in view.action_index and name not in active:
                    found[at.index, j].append(level.name)
                    for other in active.values():
                        if name in other.action.replaces:
                            replaced[at.index, j] = title(other.action)
    for (i, j), levels in sorted(found.items()):
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
