"""What the plans say otherwise than an earlier edition of them.

What counts is what they say: a comment, another order of keys or a blank is no change. Facts are
told from wording: who, when, by when, from which level, with what. Of sentences only the figures
and the registered names in them are facts; a word more or less changes none.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from planforge.frozen import dataclass
from planforge.model.base import Element
from planforge.model.plan import Plan

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from planforge.corpus.plan_view import PlanView
    from planforge.model.plan import Action

_SENTENCES: Final = frozenset(
    {"title", "content", "contents", "summary", "duties", "condition", "conditions", "principles"}
)
"""Fields that hold sentences; a table that one of them holds is all facts."""
_NO_FACTS: Final = frozenset(
    {"name", "short_names", "edition", "basis", "heading_numbers", "terms"}
)
"""Parts of a plan that nobody acts by."""
_FIGURE: Final = re.compile(
    r"\d+(?:\.\d+)?%?[a-z\u4e00-\u9fff]?|[一二三四五六七八九十百千万两]{2,}"
)


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
        names = _names(view)
        if known is None or _facts(known.plan, names) != _facts(view.plan, names):
            plans.add(id_)
        else:
            worded.add((id_, ""))
        changed = set(_changed_levels(known, view, names))
        levels.update((id_, name) for name in changed)
        actions.update((id_, name) for name in _changed_actions(known, view, changed, names))
        said = _by_id(known) if known is not None else {}
        worded.update((id_, name) for name, one in _by_id(view).items() if said.get(name) != one)
    return Changes(
        frozenset(plans), frozenset(actions), frozenset(levels), frozenset(worded - actions)
    )


def _changed_levels(
    before: PlanView | None, now: PlanView, names: tuple[str, ...]
) -> Iterator[str]:
    """Yield the names of the levels of which a fact is another."""
    for level, facts in now.plan.levels.items():
        known = before.plan.levels.get(level) if before is not None else None
        if known is None or _facts(known, names) != _facts(facts, names):
            yield level


def _changed_actions(
    before: PlanView | None, now: PlanView, levels: Iterable[str], names: tuple[str, ...]
) -> Iterator[str]:
    """Yield the ids of the actions of which a fact is another, also by a change of *levels*."""
    known = _by_id(before) if before is not None else {}
    actions = _by_id(now)
    own = {
        name
        for name, action in actions.items()
        if name not in known or _facts(known[name], names) != _facts(action, names)
    }
    at_levels = {done.action.id for level in levels for done in now.actions_at(level)}
    changed = own | at_levels
    yield from (n for n in actions if not changed.isdisjoint(_with_those_before(n, actions)))


def _names(view: PlanView) -> tuple[str, ...]:
    """Return the names of organisations as sentences may write them."""
    found = {
        name for one in view.registry.organisations() for name in (one.name, one.short_name) if name
    }
    return tuple(sorted(found))


def _facts(value: object, names: tuple[str, ...], *, is_sentence: bool = False) -> object:
    """Return what *value* says, of its sentences only figures and *names*, for a comparison."""
    if isinstance(value, Element):
        return tuple(
            (field, _facts(getattr(value, field), names, is_sentence=field in _SENTENCES))
            for field in type(value).model_fields
            if not (field in _NO_FACTS and isinstance(value, Plan))
        )
    if isinstance(value, dict):
        return tuple((key, _facts(one, names)) for key, one in value.items())
    if isinstance(value, (tuple, list)):
        parts = [_facts(one, names, is_sentence=is_sentence) for one in value]
        return tuple(filter(None, parts) if is_sentence else parts)
    if is_sentence and isinstance(value, str):
        return (*sorted(_FIGURE.findall(value)), *(name for name in names if name in value))
    return value


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
