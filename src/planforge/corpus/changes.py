"""What the plans say otherwise than an earlier edition of them.

What counts is what they say: a comment, another order of keys or a blank is no change.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from planforge.frozen import dataclass

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from planforge.corpus.plan_view import PlanView
    from planforge.model.plan import Action


@dataclass(frozen=True, slots=True)
class Changes:
    """The parts of plans that are new or say something else.

    Attributes:
        plans: Ids of the plans.
        actions: Plan and id of the actions of which that is so: of their own words and figures, of
            an action that must be finished before, or of a level at which they are carried out.
    """

    plans: frozenset[str] = frozenset()
    actions: frozenset[tuple[str, str]] = frozenset()

    def touch(self, plan: str, action: str = "") -> bool:
        """Whether the *action* of *plan*, or without one the plan, is another."""
        return (plan, action) in self.actions if action else plan in self.plans


def changes(before: Iterable[PlanView], now: Iterable[PlanView]) -> Changes:
    """Return what the plans say *now* and did not say *before*."""
    older = {view.plan.id: view for view in before}
    plans: set[str] = set()
    actions: set[tuple[str, str]] = set()
    for view in now:
        known = older.get(view.plan.id)
        if known is not None and (known.plan, known.prose) == (view.plan, view.prose):
            continue
        plans.add(view.plan.id)
        actions.update((view.plan.id, name) for name in _changed_actions(known, view))
    return Changes(frozenset(plans), frozenset(actions))


def _changed_actions(before: PlanView | None, now: PlanView) -> Iterator[str]:
    """Yield the ids of the actions of which something is another."""
    known = _by_id(before) if before is not None else {}
    actions = _by_id(now)
    own = {name for name, action in actions.items() if known.get(name) != action}
    at_levels = {
        done.action.id
        for level, facts in now.plan.levels.items()
        if before is None or before.plan.levels.get(level) != facts
        for done in now.actions_at(level)
    }
    changed = own | at_levels
    yield from (n for n in actions if not changed.isdisjoint(_with_those_before(n, actions)))


def _with_those_before(name: str, known: Mapping[str, Action]) -> set[str]:
    """Return *name* with the ids of all actions that must be finished before, near or far."""
    found: set[str] = set()
    todo = [name]
    while todo:
        one = todo.pop()
        if one in known and one not in found:
            found.add(one)
            todo += known[one].after
    return found


def _by_id(view: PlanView) -> dict[str, Action]:
    return {action.id: action for action in reversed(view.plan.actions)}


__all__ = ["Changes", "changes"]
