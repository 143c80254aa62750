"""Response actions in the language of plans: who does what, within what time, at which level."""

from __future__ import annotations

from typing import TYPE_CHECKING

from docutils import nodes

from planforge.document.blocks import joined, paragraph, span
from planforge.document.directives import Request, component
from planforge.document.nodes import address, link
from planforge.document.selection import Step, all_steps, below_of, by_phase, phase_of, steps_at
from planforge.document.sentences import (
    begun,
    called_on,
    case_words,
    changed,
    circumstances,
    closed,
    doing,
    levels_clause,
    repeated,
    supported,
    told,
)
from planforge.document.wording import PLAN, action_title, ended

if TYPE_CHECKING:
    from collections.abc import Sequence

    from planforge.corpus.plan_view import ActionAt, Level
    from planforge.document.context import Context
    from planforge.model.plan import ActionChange


@component("actions")
def actions(context: Context, request: Request) -> list[nodes.Node]:
    """Show the actions of one level, or of all with what changes from level to level."""
    level = context.plan_view.level(request.options.get("level", "") or request.argument)
    steps = steps_at(context, level.name) if level else all_steps(context)
    wanted = phase_of(context, request.options.get("phase", ""))
    built = legend(context, level)
    for phase, found in by_phase(steps):
        if wanted is not None and phase is not wanted:
            continue
        if wanted is None:
            built.append(nodes.rubric("", phase.label(context.language)))
        built.append(action_list(context, found, level))
    return built


def legend(context: Context, level: Level | None) -> list[nodes.Node]:
    """Return what the marks at *level* mean; nothing at the lowest level, which has none."""
    below = below_of(context, level) if level else None
    if below is None:
        return []
    text = context.t(
        "What is marked new or stronger is added to {level}; the rest is done as there.",
        level=below.name,
    )
    return [paragraph(text, "pf-legend")]


def action_list(context: Context, steps: list[Step], level: Level | None) -> nodes.enumerated_list:
    """Return *steps* as numbered official sentences."""
    listed = nodes.enumerated_list("", enumtype="arabic", prefix="（", suffix="）")
    listed["classes"] = ["pf-actions"]
    for step in steps:
        levels = _levels(context, step.at) if level is None else []
        item = nodes.list_item("", sentence(context, step, levels))
        details = _details(context, step.at)
        if level is None:
            details += _by_level(context, step.at)
        item += [paragraph(line, "pf-detail") for line in details]
        listed += item
    return listed


def sentence(context: Context, step: Step, levels: Sequence[Level] = ()) -> nodes.paragraph:
    """Return the action in one paragraph: mark, title, levels, case, limit, unit, text."""
    at = step.at
    target = address("action", f"{context.plan_view.plan.id}/{at.action.id}")
    run: list[nodes.Node | str] = [*mark_badge(context, step.mark)]
    run += [nodes.strong("", "", link(action_title(at), target)), PLAN.stop]
    clauses = circumstances(context, levels, at.action)
    units = context.actors(at.responsible, PLAN.item)
    run += doing(context, clauses, (at.limit, at.anchor), units, ended(at.content))
    return paragraph(run)


def premise(context: Context, at: ActionAt, besides: str = "") -> list[nodes.Node | str]:
    """Return when the action is done, if not always: *besides*, then its case, in brackets."""
    words = context.marks.clauses((besides.rstrip("。；"), case_words(context, at.action)))
    return [context.t("(if: {condition}) ", condition=words)] if words else []


def mark_badge(context: Context, mark: str) -> list[nodes.Node | str]:
    """Return the badge 新增 or 加强, nothing for what is inherited unchanged."""
    if mark == "new":
        return [span(context.t("new"), "pf-badge", "pf-badge-new"), context.marks.gap]
    if mark == "stronger":
        return [span(context.t("stronger"), "pf-badge", "pf-badge-stronger"), context.marks.gap]
    return []


def _details(context: Context, at: ActionAt) -> list[list[nodes.Node]]:
    """Return with whom and with what the action is done, how often, and whom it tells."""
    helped = (supported(context, at.supporting), *called_on(context, at.needs))
    lines = [joined(filter(None, helped), context.marks.clause)]
    lines.append(repeated(context, at.action.repeat, at.content))
    lines += [told(context, message) for message in context.shown(at.action.messages)]
    return [closed(context, line) for line in lines if line]


def _levels(context: Context, at: ActionAt) -> list[Level]:
    """Return the levels at which the action is done, highest first."""
    view = context.plan_view
    done = [x for x in view.levels if any(it.index == at.index for it in view.actions_at(x.name))]
    return done or [x for x in view.levels if view.applies(at.action, x.severity)]


def _by_level(context: Context, at: ActionAt) -> list[list[nodes.Node]]:
    """Return what changes at the higher levels, the lowest of them first."""
    view, action = context.plan_view, at.action
    levels = _levels(context, at)
    by_name = {
        level.name: change
        for name, change in action.changes.items()
        if (level := view.level(name)) is not None and context.may_show(change)
    }
    steps = [level for level in reversed(levels) if level.name in by_name]
    lines: list[list[nodes.Node]] = []
    for i, level in enumerate(steps):
        change = by_name[level.name]
        upward = levels[: levels.index(level) + 1]
        if i + 1 < len(steps) and _outdone(change, by_name[steps[i + 1].name]):
            upward = upward[levels.index(steps[i + 1]) + 1 :]
        said = changed(context, view.action_at(at.index, action, level.severity), change)
        if said:
            opening = begun(context, [levels_clause(context, upward, action.phase)])
            lines.append(closed(context, [*opening, *said]))
    return lines


def _outdone(change: ActionChange, by: ActionChange) -> bool:
    """Whether *by* changes all that *change* does."""
    return all(not value or getattr(by, name) for name, value in change)
