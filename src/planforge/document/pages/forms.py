"""Standard texts (格式文本) with the facts of the plan filled in: report, start, end."""

from __future__ import annotations

from typing import TYPE_CHECKING

from docutils import nodes

from planforge.document.blocks import facts
from planforge.document.selection import shown_levels
from planforge.model.scales import ReportStage

if TYPE_CHECKING:
    from planforge.document.context import Context

_BLANK = "＿＿＿＿"


def forms(context: Context) -> list[nodes.Node]:
    """Return the forms: first report, start of the response, end of the response."""
    return [*_report(context), *_start(context), *_end(context)]


def _report(context: Context) -> list[nodes.Node]:
    reports = context.shown(context.plan_view.plan.reports)
    contents: dict[str, None] = {}
    for report in reports:
        if report.stage is ReportStage.FIRST:
            contents |= dict.fromkeys(report.contents)
    if not contents:
        return []
    rows = [(text, _BLANK) for text in contents]
    rows.append((context.t("Reported by, phone, time"), _BLANK))
    title = context.t("Form: first report")
    return [nodes.rubric("", title), facts(rows, "pf-form")]


def _start(context: Context) -> list[nodes.Node]:
    plan = context.plan_view.plan
    levels = tuple(level.name for level in shown_levels(context))
    if not levels:
        return []
    rows = [
        (context.t("Plan"), plan.name),
        (
            context.t("Level started"),
            context.t("{blank} (one of {levels})", blank=_BLANK, levels=levels),
        ),
        (context.t("Start condition met"), _BLANK),
        (context.t("Start time and area"), _BLANK),
        (context.t("Command body and commander"), plan.command.name if plan.command else _BLANK),
        (context.t("Decided by (signature)"), _BLANK),
    ]
    return [nodes.rubric("", context.t("Form: start of the response")), facts(rows, "pf-form")]


def _end(context: Context) -> list[nodes.Node]:
    plan = context.plan_view.plan
    if not shown_levels(context):
        return []
    rows = [
        (context.t("Plan"), plan.name),
        (context.t("Level ended"), _BLANK),
        (context.t("Reasons for the end"), _BLANK),
        (context.t("End time"), _BLANK),
        (context.t("Work to go on"), _BLANK),
        (context.t("Decided by (signature)"), _BLANK),
    ]
    return [nodes.rubric("", context.t("Form: end of the response")), facts(rows, "pf-form")]
