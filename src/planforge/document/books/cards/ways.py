"""At which levels somebody does an action, how, and by when, in the few words of a card."""

from __future__ import annotations

from typing import TYPE_CHECKING

from planforge.document.books.cards.fit import LIMIT, width_of
from planforge.document.wording import ended, every, limit_words

if TYPE_CHECKING:
    from planforge.corpus.names import Entity
    from planforge.corpus.plan_view import ActionAt, PlanView
    from planforge.document.context import Context
    from planforge.model.plan import Action

Ways = list[tuple[str, "ActionAt"]]
"""An action at each level at which it is done, the lowest level first; no name for all levels."""


def ways_of(
    context: Context, entity: Entity, index: int, action: Action, field: str = "responsible"
) -> Ways:
    """Return *action* at each level at which *entity* does it, lowest level first.

    Levels at which another action takes its place are not among them.

    Args:
        context: The plan in hand.
        entity: Who does it.
        index: Position of the action in the plan.
        action: The action.
        field: `responsible`, or `supporting` for who helps with it.
    """
    view = context.plan_view
    done = [x for x in reversed(view.levels) if view.applies(action, x.severity)]
    if not done:
        return [("", view.action_at(index, action, 1))]
    by = [one for one in view.plan.actions if action.id in one.replaces]
    found = [
        (x.name, view.action_at(index, action, x.severity))
        for x in done
        if not any(view.applies(one, x.severity) for one in by)
    ]
    return [(n, at) for n, at in found if entity in [view.get(who) for who in getattr(at, field)]]


def only_at(view: PlanView, ways: Ways) -> tuple[str, ...]:
    """Return the levels of *ways*, if the action ends or pauses at a higher one; else nothing."""
    names = tuple(name for name, _ in ways if name)
    upward = [level.name for level in reversed(view.levels)]
    return () if names == tuple(upward[len(upward) - len(names) :]) else names


def step_limits(context: Context, ways: Ways) -> tuple[str, ...]:
    """Return at which levels an action is done by when, a line each, and how often."""
    view, t = context.plan_view, context.t
    only = only_at(view, ways)
    lowest = view.levels[-1].name if view.levels else ""
    lines = [t("only at {levels}", levels=only)] if only else []
    last = None
    for name, at in ways:
        anchor = None if last and last[1] is at.anchor else at.anchor
        words = limit_words(context, at.limit, anchor)
        is_first, is_new, last = last is None, (at.limit, at.anchor) != last, (at.limit, at.anchor)
        if is_first and not words and not only and name not in ("", lowest):
            lines.append(t("{level} and above", level=name))
        if not is_new or not words:
            continue
        if is_first and (only or name in ("", lowest)):
            lines.append(words)
        else:
            lines += _at_level(context, name, words, ends=bool(only))
    repeat = every(context, ways[0][1].action.repeat)
    return (*lines, *((repeat,) if repeat else ()))


def _at_level(context: Context, name: str, words: str, *, ends: bool) -> list[str]:
    """Return *words* for the level called *name* and, unless the action *ends*, for all above."""
    t = context.t
    if ends:
        return [context.marks.labelled(name, words)]
    whole = t("from {level} {limit}", level=name, limit=words)
    if width_of(whole) <= LIMIT:
        return [whole]
    return [t("from {level} on", level=name), words]


def said_of(context: Context, ways: Ways) -> str:
    """Return the text of an action, and from which level on it is another."""
    texts = {at.content: name for name, at in reversed(ways)}
    first, *others = reversed(texts.items())
    ends = bool(only_at(context.plan_view, ways))
    said = [ended(first[0])]
    for text, name in others:
        own = context.marks.labelled(name, text)
        said.append(
            ended(own if ends else context.t("from {level} {limit}", level=name, limit=text))
        )
    return context.marks.gap.join(said)
