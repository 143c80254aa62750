"""What the plans ask of somebody, in words: the heart of every page about an actor."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Final

from docutils import nodes

from planforge.document.blocks import Content, bullets, facts, paragraph, section, table
from planforge.document.components.actions import premise
from planforge.document.components.command import duty_list
from planforge.document.nodes import address, link
from planforge.document.wording import (
    PLAN,
    action_title,
    ended,
    level_badge,
    level_named,
    limit_words,
    noted,
)
from planforge.i18n import Message, msg

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from planforge.corpus.asks import Ask
    from planforge.corpus.names import Entity
    from planforge.corpus.plan_view import PlanView
    from planforge.document.context import Context

STANDING: Final[Mapping[str, Message]] = {
    "lead_department": msg("lead department of the plan"),
    "commander": msg("commander"),
    "deputy": msg("deputy commander"),
    "secretary": msg("secretary-general"),
    "office_head": msg("head of the office"),
    "office_deputy": msg("deputy head of the office"),
    "hosts_office": msg("hosts the office"),
    "member": msg("member unit"),
    "scene_commander": msg("scene commander"),
    "scene_deputy": msg("deputy scene commander"),
    "sets_up_scene": msg("sets up the command at the scene"),
    "calls_experts": msg("calls the experts together"),
    "informs_public": msg("informs the public"),
    "spokesperson": msg("spokesperson"),
}
"""Roles that hold as such."""
AT_LEVELS: Final[Mapping[str, Message]] = {
    "proposes": msg("proposes the start"),
    "reviews": msg("reviews the proposal"),
    "decides": msg("decides the start"),
    "decides_urgently": msg("decides when time presses"),
    "announces": msg("announces the start"),
    "commands_level": msg("commands"),
    "proposes_change": msg("proposes raising or lowering"),
    "decides_change": msg("decides raising or lowering"),
    "proposes_end": msg("proposes the end"),
    "ends": msg("decides the end"),
}
"""Roles at a response level; the text of such an ask is the level's name, or names two levels."""
IN_WARNINGS: Final[Mapping[str, Message]] = {
    "issues_warning": msg("issues the warning"),
    "approves_warning": msg("approves the warning"),
}
IN_GROUPS: Final[Mapping[str, Message]] = {
    "group_lead": msg("leads"),
    "group_leader": msg("heads"),
    "group_member": msg("is in"),
}
WORK: Final[Mapping[str, Message]] = {
    "monitors": msg("monitoring"),
    "adjusts_start": msg("decides to adjust start conditions"),
    "warning_measure": msg("measure on a warning"),
    "recovers": msg("recovery"),
    "guarantees": msg("guarantee"),
    "team_of_guarantee": msg("guarantee"),
    "supporting": msg("helps with"),
    "is_told": msg("is told"),
    "called": msg("is called"),
}
"""Work whose text says what is done."""


def asks_by_plan(context: Context, entity: Entity) -> list[tuple[PlanView, list[Ask]]]:
    """Return what is asked of *entity*, plan by plan."""
    found: dict[str, tuple[PlanView, list[Ask]]] = {}
    for view, ask in context.corpus.asks_of(entity):
        found.setdefault(view.plan.id, (view, []))[1].append(ask)
    return list(found.values())


def asked_sections(context: Context, entity: Entity) -> list[nodes.Node]:
    """Return a section for each plan that asks something of *entity*."""
    built: list[nodes.Node] = []
    for view, asks in asks_by_plan(context, entity):
        inside = context.of(view)
        body = _of_plan(inside, entity, asks)
        title = link(view.plan.name, address("plan", view.plan.id))
        built.append(section([title], f"in-{view.plan.id}", *body))
    return built


def _of_plan(context: Context, entity: Entity, asks: Sequence[Ask]) -> list[nodes.Node]:
    t = context.t
    by_role: dict[str, list[Ask]] = defaultdict(list)
    for ask in asks:
        by_role[ask.role].append(ask)
    duties = list(dict.fromkeys(ask.text for ask in by_role["duty"]))
    pairs: list[tuple[str, Content]] = [
        (t("Standing"), context.marks.listed(_words(context, STANDING, by_role))),
        (t("Levels"), _at_levels(context, by_role)),
        (t("Warnings"), _in_warnings(context, by_role)),
        (t("Working groups"), _in_groups(context, by_role)),
        (t("Duties"), duty_list(duties)),
    ]
    built: list[nodes.Node] = [facts(pairs, "pf-asked")]
    built += action_table(context, entity, by_role["responsible"])
    built += _supported(context, by_role["supporting"])
    built += _reports(context, by_role)
    work = [
        context.marks.labelled(label.render(context.language), text)
        for role, label in WORK.items()
        for text in dict.fromkeys(ask.text for ask in by_role[role] if not _is_action(ask, role))
    ]
    if work:
        built += [nodes.rubric("", t("Other work")), bullets(work, "pf-work")]
    return built


def _is_action(ask: Ask, role: str) -> bool:
    return role == "supporting" and ask.pointer[0] == "actions"


def _words(
    context: Context, labels: Mapping[str, Message], by_role: Mapping[str, list[Ask]]
) -> list[str]:
    return [label.render(context.language) for role, label in labels.items() if by_role[role]]


def _at_levels(context: Context, by_role: Mapping[str, list[Ask]]) -> list[nodes.Node]:
    view = context.plan_view
    lines: list[list[nodes.Node | str]] = []
    for role, label in AT_LEVELS.items():
        names = dict.fromkeys(ask.text for ask in by_role[role])
        if names:
            badges = context.joined(level_named(context, view, name) for name in names)
            lines.append([context.marks.labelled(label.render(context.language)), *badges])
    return [bullets(lines)] if lines else []


def _in_warnings(context: Context, by_role: Mapping[str, list[Ask]]) -> str:
    parts = []
    for role, label in IN_WARNINGS.items():
        colours = context.marks.listed(dict.fromkeys(ask.text for ask in by_role[role]))
        if colours:
            parts.append(context.marks.labelled(label.render(context.language), colours))
    return context.marks.clauses(parts)


def _in_groups(context: Context, by_role: Mapping[str, list[Ask]]) -> list[nodes.Node]:
    lines: list[list[nodes.Node | str]] = []
    for role, label in IN_GROUPS.items():
        names = tuple(dict.fromkeys(ask.text for ask in by_role[role]))
        if names:
            words = context.marks.labelled(label.render(context.language))
            lines.append([words, *context.actors(names)])
    return [bullets(lines)] if lines else []


def _indexes(asks: Iterable[Ask]) -> list[int]:
    found = (ask.pointer[1] for ask in asks if ask.pointer[0] == "actions")
    return sorted({index for index in found if isinstance(index, int)})


def action_table(context: Context, entity: Entity, asks: Iterable[Ask]) -> list[nodes.Node]:
    """Return the actions that *entity* is responsible for, with levels and time limits."""
    t, view = context.t, context.plan_view
    rows: list[tuple[Content, ...]] = []
    for index in _indexes(asks):
        action = view.plan.actions[index]
        levels = [x for x in reversed(view.levels) if view.applies(action, x.severity)]
        limits: list[nodes.Node] = []
        last = ""
        for level in levels:
            at = view.action_at(index, action, level.severity)
            if entity not in [view.get(name) for name in at.responsible]:
                continue
            words = limit_words(context, at.limit, at.anchor) or t("no limit")
            if words != last:
                limits.append(paragraph([level_badge(context, view, level), " ", words]))
            last = words
        at = view.action_at(index, action, levels[0].severity if levels else 1)
        target = address("action", f"{view.plan.id}/{action.id}")
        title = nodes.strong("", "", link(action_title(at), target))
        text: Content = [title, PLAN.stop, *premise(context, at), ended(at.content)]
        rows.append((text, limits or limit_words(context, at.limit, at.anchor)))
    if not rows:
        return []
    headings = (t("Action"), t("From level, time limit"))
    return [
        nodes.rubric("", t("Responsible for these actions")),
        table(headings, rows, "pf-my-actions", widths=(65, 35)),
    ]


def _supported(context: Context, asks: Iterable[Ask]) -> list[nodes.Node]:
    view, marks = context.plan_view, context.marks
    lines: list[list[nodes.Node | str]] = []
    for index in _indexes(asks):
        action = view.plan.actions[index]
        at = view.action_at(index, action, 1)
        target = address("action", f"{view.plan.id}/{action.id}")
        who = context.actors(at.responsible)
        lines.append([link(action_title(at), target), marks.opening, *who, marks.closing])
    if not lines:
        return []
    return [
        nodes.rubric("", context.t("Supports these actions")),
        paragraph([node for line in _sentence(context, lines) for node in line]),
    ]


def _sentence(
    context: Context, lines: list[list[nodes.Node | str]]
) -> list[list[nodes.Node | str]]:
    """Return *lines*, each with the mark that ends it as a clause or the sentence."""
    marks, last = context.marks, len(lines) - 1
    return [[*line, marks.clause if i < last else marks.stop] for i, line in enumerate(lines)]


def _reports(context: Context, by_role: Mapping[str, list[Ask]]) -> list[nodes.Node]:
    plan = context.plan_view.plan
    lines: list[list[nodes.Node | str]] = []
    for role, label in (
        ("reports", msg("sends the {stage} report to ")),
        ("receives_report", msg("gets the {stage} report from ")),
    ):
        for ask in by_role[role]:
            index = ask.pointer[1]
            rule = plan.reports[index] if isinstance(index, int) else None
            if rule is None:
                continue
            others = rule.recipient if role == "reports" else rule.sender
            limit = limit_words(context, rule.limit, rule.anchor)
            run = context.t(label.msgid, stage=rule.stage.label(context.language))
            lines.append([run, *context.actors(others), *noted(context, limit)])
    if not lines:
        return []
    return [nodes.rubric("", context.t("Information reports")), bullets(lines)]
