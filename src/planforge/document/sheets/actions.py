"""The response actions of a plan as a sheet: who does what, at which levels, within what time."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from planforge.document.conditions import condition_words
from planforge.document.selection import all_steps, by_phase, shown_levels, steps_at
from planforge.document.sheets.columns import column, columns, head, value
from planforge.document.sheets.sheet import Column, ColumnKind, Row, Sheet
from planforge.document.wording import action_title
from planforge.model import plan as model
from planforge.model.plan import Deadline, Duration

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from planforge.corpus.plan_view import ActionAt
    from planforge.document.context import Context
    from planforge.document.selection import Step
    from planforge.model.scalars import Limit

_NEEDS: Final = ("teams", "supplies", "depots", "shelters", "experts")


def action_sheet(context: Context) -> Sheet:
    """Return the actions in order of phases.

    An action has one row for the levels at which it is done in the same way, and one more for
    each level from which it changes.
    """
    its = model.Action
    heads = (
        column(context, its, "title"),
        column(context, its, "phase"),
        Column(context.t("Levels"), ColumnKind.LIST),
        *columns(context, its, ("responsible", "supporting", "content")),
        Column(head(context, its, "deadline"), ColumnKind.DURATION),
        column(context, Deadline, "anchor"),
        column(context, its, "repeat"),
        Column(head(context, its, "duration"), ColumnKind.DURATION),
        Column(head(context, its, "after"), ColumnKind.LIST),
        column(context, its, "condition"),
        Column(head(context, its, "when")),
        *(Column(head(context, model.Needs, name), ColumnKind.LIST) for name in _NEEDS),
        Column(head(context, its, "messages"), ColumnKind.LIST),
        column(context, its, "id"),
    )
    done = [
        (level.name, {step.at.index: step.at for step in steps_at(context, level.name)})
        for level in reversed(shown_levels(context))
    ]
    rows = [
        _action(context, at, levels)
        for _, steps in by_phase(all_steps(context))
        for step in steps
        for at, levels in _stages(step, done)
    ]
    title = context.t("Response actions")
    return Sheet("actions", title, heads, tuple(rows), context.plan_view.file)


def _stages(
    step: Step, done: Iterable[tuple[str, Mapping[int, ActionAt]]]
) -> list[tuple[ActionAt, tuple[str, ...]]]:
    """Return the ways in which an action is done, each with its levels, the lowest first."""
    found: list[tuple[ActionAt, list[str]]] = []
    for level, actions in done:
        at = actions.get(step.at.index)
        if at is None:
            continue
        if found and found[-1][0] == at:
            found[-1][1].append(level)
        else:
            found.append((at, [level]))
    return [(at, tuple(levels)) for at, levels in found] or [(step.at, ())]


def _action(context: Context, at: ActionAt, levels: tuple[str, ...]) -> Row:
    action = at.action
    needs = at.needs if context.may_show(at.needs) else None
    return (
        action_title(at),
        action.phase.label(context.language),
        levels,
        at.responsible,
        at.supporting,
        at.content,
        at.limit,
        at.anchor.label(context.language) if at.limit else None,
        action.repeat,
        _likely(action.duration),
        tuple(_title(context, ident) for ident in action.after),
        value(context, action.condition),
        condition_words(context, action.when) or None,
        *((value(context, _listed(needs, name)) if needs else None) for name in _NEEDS),
        _messages(context, at),
        action.id,
    )


def _likely(found: Limit | Duration | None) -> Limit | None:
    return found.likely if isinstance(found, Duration) else found


def _title(context: Context, ident: str) -> str:
    view = context.plan_view
    index = view.action_index.get(ident)
    action = None if index is None else view.plan.actions[index]
    if index is None or action is None or not context.may_show(action):
        return ident
    return action_title(view.action_at(index, action, 1))


def _listed(needs: model.Needs, name: str) -> tuple[str, ...]:
    if name == "supplies":
        return tuple(f"{what} {int(n)}{n.unit}" for what, n in needs.supplies.items())
    found: tuple[str, ...] = getattr(needs, name)
    return found


def _messages(context: Context, at: ActionAt) -> tuple[str, ...]:
    return tuple(
        context.marks.labelled(context.marks.listed(message.to), message.content)
        for message in context.shown(at.action.messages)
    )


__all__ = ["action_sheet"]
