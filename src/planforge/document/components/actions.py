"""Response actions in the language of plans: who does what, within what time, at which level."""

from __future__ import annotations

from typing import TYPE_CHECKING

from docutils import nodes

from planforge.document.blocks import inline, joined, paragraph, span
from planforge.document.conditions import condition_words
from planforge.document.directives import Request, component
from planforge.document.nodes import address, link
from planforge.document.selection import Step, all_steps, below_of, by_phase, phase_of, steps_at
from planforge.document.wording import (
    PLAN,
    action_title,
    ended,
    every,
    level_badge,
    limit_words,
    needs_lines,
    noted,
)

if TYPE_CHECKING:
    from planforge.corpus.plan_view import ActionAt, Level
    from planforge.document.context import Context


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
        item = nodes.list_item("", sentence(context, step))
        details = _details(context, step.at)
        if level is None:
            details += _by_level(context, step.at)
        item += [paragraph(line, "pf-detail") for line in details]
        listed += item
    return listed


def sentence(context: Context, step: Step) -> nodes.paragraph:
    """Return the action in one paragraph: mark, title, unit, text, limit, helpers."""
    at = step.at
    target = address("action", f"{context.plan_view.plan.id}/{at.action.id}")
    run: list[nodes.Node | str] = [*mark_badge(context, step.mark)]
    run += [nodes.strong("", "", link(action_title(at), target)), PLAN.stop]
    run += premise(context, at)
    if at.responsible:
        units = nodes.strong("", "", *inline(context.actors(at.responsible, PLAN.item)))
        units["classes"] = ["pf-unit"]
        run.append(units)
    run.append(ended(at.content))
    limit = limit_words(context, at.limit, at.anchor)
    if limit:
        run += noted(context, limit)
    return paragraph(run)


def premise(context: Context, at: ActionAt, besides: str = "") -> list[nodes.Node | str]:
    """Return when the action is done, if not always: *besides*, its words, what figures say."""
    said = (besides, at.action.condition or "", condition_words(context, at.action.when))
    words = context.marks.clauses(text.rstrip("。；") for text in said if text)
    return [context.t("(if: {condition}) ", condition=words)] if words else []


def mark_badge(context: Context, mark: str) -> list[nodes.Node | str]:
    """Return the badge 新增 or 加强, nothing for what is inherited unchanged."""
    if mark == "new":
        return [span(context.t("new"), "pf-badge", "pf-badge-new"), context.marks.gap]
    if mark == "stronger":
        return [span(context.t("stronger"), "pf-badge", "pf-badge-stronger"), context.marks.gap]
    return []


def _details(context: Context, at: ActionAt) -> list[list[nodes.Node | str]]:
    lines: list[list[nodes.Node | str]] = []
    if at.supporting:
        lines.append([context.t("Supported by: "), *context.actors(at.supporting)])
    repeat = every(context, at.action.repeat)
    if repeat:
        lines.append([context.t("Repeated {period}", period=repeat)])
    for label, names in needs_lines(context, at.needs):
        lines.append([context.marks.labelled(label), *names])
    for message in context.shown(at.action.messages):
        channel = context.marks.bracketed("", context.marks.listed(message.channel))
        told = [context.t("Tell "), *context.actors(message.to)]
        lines.append([*told, context.marks.labelled(channel, message.content)])
    return lines


def _by_level(context: Context, at: ActionAt) -> list[list[nodes.Node | str]]:
    """Return at which levels the action is done and what changes at the higher ones."""
    view, action = context.plan_view, at.action
    levels = [x for x in view.levels if view.applies(action, x.severity)]
    lines: list[list[nodes.Node | str]] = []
    if levels and len(levels) < len(view.levels):
        badges = context.joined(level_badge(context, view, x) for x in levels)
        lines.append([context.t("At: "), *badges])
    for level in reversed(levels):
        change = next((c for n, c in action.changes.items() if view.level(n) is level), None)
        if change is None or not context.may_show(change):
            continue
        now = view.action_at(at.index, action, level.severity)
        said: list[nodes.Node | str] = [level_badge(context, view, level), context.marks.colon]
        parts: list[list[nodes.Node | str]] = []
        if change.responsible:
            parts.append([nodes.strong("", "", *inline(context.actors(now.responsible)))])
        if change.content:
            parts.append([change.content.rstrip("。")])
        if change.deadline:
            parts.append([limit_words(context, now.limit, now.anchor)])
        if change.supporting:
            parts.append([context.t("Supported by: "), *context.actors(now.supporting)])
        if change.needs:
            needed = needs_lines(context, now.needs)
            parts += [[context.marks.labelled(label), *names] for label, names in needed]
        if parts:
            lines.append([*said, *joined(parts, context.marks.clause)])
    return lines
