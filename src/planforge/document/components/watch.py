"""Chapter three: monitoring and warning."""

from __future__ import annotations

from typing import TYPE_CHECKING

from docutils import nodes

from planforge.document.blocks import facts, paragraph, span, table
from planforge.document.components.general import grade_conditions
from planforge.document.directives import Request, component
from planforge.document.told import warnings_told, with_told
from planforge.document.wording import level_named, limit_words
from planforge.model.scales import WarningColour

if TYPE_CHECKING:
    from planforge.document.context import Context
    from planforge.model.plan import WarningRule, Warnings


@component("monitoring")
def monitoring(context: Context, _request: Request) -> list[nodes.Node]:
    """Show who watches what, how often, by what means."""
    rows = [
        (watch.item, context.actors(watch.unit), watch.frequency, watch.means)
        for watch in context.shown(context.plan_view.plan.monitoring)
    ]
    headings = (
        context.t("What is watched"),
        context.t("By whom"),
        context.t("How often"),
        context.t("By what means"),
    )
    return [table(headings, rows, "pf-monitoring", widths=(32, 22, 22, 24))] if rows else []


def _rules(context: Context) -> list[tuple[WarningColour, WarningRule]]:
    """Return the warning levels that the reader may see, highest first."""
    warnings = _warnings(context)
    if warnings is None:
        return []
    return [
        (colour, warnings.rules[colour])
        for colour in WarningColour
        if context.may_show(warnings.rules.get(colour))
    ]


def _warnings(context: Context) -> Warnings | None:
    found = context.plan_view.plan.warnings
    return found if context.may_show(found) else None


def colour_badge(context: Context, colour: WarningColour) -> nodes.Node:
    """Return the name of a warning level in its colour."""
    return span(colour.label(context.language), "pf-warning", f"pf-warning-{colour.value}")


@component("warnings")
def warnings(context: Context, _request: Request) -> list[nodes.Node]:
    """Show the warning levels: conditions, who issues and approves; then how it is spread."""
    rows = [
        (
            [colour_badge(context, colour)],
            grade_conditions(context, rule.conditions),
            context.actors(rule.issued_by),
            context.actors(rule.approved_by),
        )
        for colour, rule in _rules(context)
    ]
    headings = (
        context.t("Warning level"),
        context.t("Conditions"),
        context.t("Warning issued by"),
        context.t("Approved by"),
    )
    built: list[nodes.Node] = []
    if rows:
        built.append(table(headings, rows, "pf-warnings", widths=(12, 54, 17, 17)))
    found = _warnings(context)
    if found:
        rest = facts(
            [
                (context.t("What a warning says"), context.marks.listed(found.contents)),
                (context.t("Channels"), context.marks.listed(found.channels)),
                (context.t("To be told in person"), context.marks.listed(found.special_groups)),
                (context.t("Changing a warning"), found.adjustment),
                (context.t("Lifting a warning"), found.lifting),
            ],
            "pf-facts",
        )
        built += [with_told(rest, warnings_told(context, found))] if rest.children else []
    return built


@component("warning-measures")
def warning_measures(context: Context, _request: Request) -> list[nodes.Node]:
    """Show what is done at each warning level, by whom, within what time."""
    built: list[nodes.Node] = []
    for colour, rule in _rules(context):
        rows = [
            (
                measure.content,
                context.actors(measure.responsible),
                context.actors(measure.supporting),
                limit_words(context, measure.limit),
            )
            for measure in context.shown(rule.measures)
        ]
        if rows:
            headings = (
                context.t("Measure"),
                context.t("Responsible"),
                context.t("Supporting"),
                context.t("Time limit"),
            )
            title = [colour_badge(context, colour), nodes.Text(context.t(" warning"))]
            built.append(paragraph(title, "pf-table-name"))
            built.append(table(headings, rows, "pf-measures", widths=(46, 18, 22, 14)))
    return built


@component("warning-response")
def warning_response(context: Context, _request: Request) -> list[nodes.Node]:
    """Show which response level follows each warning level."""
    view = context.plan_view
    rows = []
    for colour, rule in _rules(context):
        follows = [level_named(context, view, rule.response)] if rule.response else []
        why = rule.no_response and context.t("no response: {why}", why=rule.no_response)
        if follows or why:
            rows.append(([colour_badge(context, colour)], follows or why))
    headings = (context.t("Warning level"), context.t("Response that follows"))
    return [table(headings, rows, "pf-warning-response", widths=(25, 75))] if rows else []
