"""What the plans say otherwise than an earlier edition of them.

What counts is what they say: a comment, another order of keys or a blank is no change. Facts are
told from wording: who, when, by when, from which level, with what (`planforge.corpus.substance`).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from planforge.corpus.substance import Substance
from planforge.frozen import dataclass

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from planforge.corpus.plan_view import PlanView
    from planforge.model.plan import Action


@dataclass(frozen=True, slots=True)
class Changes:
    """The parts of plans that are new or say something else.

    Attributes:
        plans: Ids of the plans of which facts are others.
        actions: Plan and id of the actions of which that is so: of their own, of an action that
            must be finished before, or of a level at which they are carried out.
        levels: Plan and name of the levels of which that is so.
        worded: Plan and id of the actions of which only the wording is another; with an empty id
            the plans of which only the wording, or the prose, is.
    """

    plans: frozenset[str] = frozenset()
    actions: frozenset[tuple[str, str]] = frozenset()
    levels: frozenset[tuple[str, str]] = frozenset()
    worded: frozenset[tuple[str, str]] = frozenset()

    def touch(self, plan: str, action: str = "", level: str = "") -> bool:
        """Whether facts of the *action* or *level* of *plan*, or without one the plan, changed."""
        if level:
            return (plan, level) in self.levels
        return (plan, action) in self.actions if action else plan in self.plans


def changes(before: Iterable[PlanView], now: Iterable[PlanView]) -> Changes:
    """Return what the plans say *now* and did not say *before*."""
    older = {view.plan.id: view for view in before}
    plans: set[str] = set()
    actions: set[tuple[str, str]] = set()
    levels: set[tuple[str, str]] = set()
    worded: set[tuple[str, str]] = set()
    for view in now:
        known, id_ = older.get(view.plan.id), view.plan.id
        if known is not None and (known.plan, known.prose) == (view.plan, view.prose):
            continue
        was, said = (Substance(known) if known is not None else None), Substance(view)
        if was is None or was.whole != said.whole:
            plans.add(id_)
        else:
            worded.add((id_, ""))
        before_it = was.levels if was is not None else {}
        changed = {name for name, one in said.levels.items() if before_it.get(name) != one}
        levels.update((id_, name) for name in changed)
        actions.update((id_, name) for name in _changed_actions(was, said, changed))
        had = {action.id: action for action in known.plan.actions} if known is not None else {}
        worded.update((id_, one.id) for one in view.plan.actions if had.get(one.id) != one)
    return Changes(
        frozenset(plans), frozenset(actions), frozenset(levels), frozenset(worded - actions)
    )


def _changed_actions(was: Substance | None, now: Substance, levels: Iterable[str]) -> Iterator[str]:
    """Yield the ids of the actions of which a fact is another, also by a change of *levels*."""
    view = now.view
    actions = {action.id: action for action in reversed(view.plan.actions)}
    known = was.actions if was is not None else {}
    own = {name for name in actions if name not in known or known[name] != now.actions[name]}
    at_levels = {done.action.id for level in levels for done in view.actions_at(level)}
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


__all__ = ["Changes", "changes"]
