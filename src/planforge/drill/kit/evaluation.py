"""Evaluation: for each evaluator the items of a sheet, from expected actions, goals and a pack."""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING

from planforge.drill.kit.values import EvaluationSheet, Watched

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from planforge.drill.kit.expected import Plans
    from planforge.drill.kit.values import Expected, Inject
    from planforge.model.drill import Drill, Goal
    from planforge.model.evaluation import Dimension, Pack
    from planforge.model.scales import Phase


def sheets(
    drill: Drill, pack: Pack, plans: Plans, injects: Iterable[Inject]
) -> tuple[EvaluationSheet, ...]:
    """Return the sheet of each evaluator of *drill*, and behind them the common one.

    An evaluator judges the expected actions of the goals in hand, these goals, and what everybody
    judges; the rest of the pack is judged together. What no evaluator has is judged together too.
    """
    injects = tuple(injects)
    found = []
    taken: set[str] = set()
    for staff in drill.organisers.evaluators:
        goals = [goal for goal in drill.goals if goal.id in staff.goals]
        items = [*_of_goals(goals, pack, plans, injects), *_of_pack(drill, pack, everybody=True)]
        taken |= {goal.id for goal in goals}
        found.append(EvaluationSheet(staff.id, staff, tuple(items)))
    left = [goal for goal in drill.goals if goal.id not in taken]
    common = [*_of_goals(left, pack, plans, injects), *_of_pack(drill, pack, everybody=False)]
    if not found:
        common += _of_pack(drill, pack, everybody=True)
    if common:
        found.append(EvaluationSheet("", None, tuple(common)))
    return tuple(found)


def _of_goals(
    goals: Iterable[Goal], pack: Pack, plans: Plans, injects: tuple[Inject, ...]
) -> Iterator[Watched]:
    done: set[str] = set()
    for goal in goals:
        watched: set[tuple[str, str]] = set()
        for inject in injects:
            if goal.id not in inject.goals:
                continue
            for action in inject.expected:
                watched.add((action.plan, action.action))
                if action.id not in done:
                    done.add(action.id)
                    yield _action(action, pack, plans, inject.id)
        for part in goal.about:
            for name in part.actions:
                action_of_goal = plans.of_goal(goal, part.plan, name)
                if action_of_goal is None or action_of_goal.id in done:
                    continue
                if (action_of_goal.plan, name) not in watched:
                    done.add(action_of_goal.id)
                    yield _action(action_of_goal, pack, plans, "")
        yield Watched(f"goal/{goal.id}", "goal", goal.text, goal=goal)


def _action(action: Expected, pack: Pack, plans: Plans, inject: str) -> Watched:
    dimension = dimension_of(action, pack, plans)
    return Watched(
        id=action.id,
        dimension=dimension.id,
        content=action.content or action.title,
        critical=action.critical,
        expected=action,
        inject=inject,
    )


def dimension_of(action: Expected, pack: Pack, plans: Plans) -> Dimension:
    """Return the part of *pack* that judges *action*: by a word in its name, else by its phase."""
    found = judging(pack, action.title, plans.phase(action.plan, action.action))
    if found is not None:
        return found
    return next((one for one in pack.dimensions if one.phases), pack.dimensions[0])


def judging(pack: Pack, title: str, phase: Phase | None) -> Dimension | None:
    """Return the part of *pack* for an action of this *title* and *phase*; None for none."""
    named = (one for one in pack.dimensions if any(word in title for word in one.words))
    phased = (one for one in pack.dimensions if phase in one.phases)
    return next(chain(named, phased), None)


def _of_pack(drill: Drill, pack: Pack, *, everybody: bool) -> Iterator[Watched]:
    for one in pack.dimensions:
        if one.everybody is everybody and (not one.forms or drill.kind.form in one.forms):
            for item in one.items:
                yield Watched(item.id, one.id, item.text, item=item)


def watching(found: Iterable[EvaluationSheet], plan: str, action: str) -> tuple[Watched, ...]:
    """Return the items that watch *action* of *plan*, each once."""
    items = {
        item.id: item
        for sheet in found
        for item in sheet.items
        if item.expected and (item.expected.plan, item.expected.action) == (plan, action)
    }
    return tuple(items.values())


__all__ = ["dimension_of", "judging", "sheets", "watching"]
