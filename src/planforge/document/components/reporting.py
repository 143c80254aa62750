"""Information reports, and what the public is told."""

from __future__ import annotations

from typing import TYPE_CHECKING

from planforge.document.blocks import Content, facts, paragraph, table
from planforge.document.conditions import condition_words
from planforge.document.directives import Request, component
from planforge.document.told import publicity_told, with_told
from planforge.document.wording import every, limit_words
from planforge.model.scales import Anchor

if TYPE_CHECKING:
    from docutils import nodes

    from planforge.document.context import Context
    from planforge.model.plan import ReportRule


def report_limit(context: Context, rule: ReportRule) -> list[str]:
    """Return the time limits of a report, one line each."""
    lines = [limit_words(context, rule.limit, rule.anchor)]
    if rule.written_limit:
        written = limit_words(context, rule.written_limit)
        lines.append(context.t("in writing {limit}", limit=written))
    lines.append(every(context, rule.repeat))
    return [line for line in lines if line]


def report_terms(context: Context, rule: ReportRule) -> list[str]:
    """Return for which incidents, grades and levels a report is, and from which threshold on."""
    terms = [rule.applies]
    if rule.grades:
        terms.append(context.t("for {grades} incidents", grades=rule.grades))
    if rule.levels:
        terms.append(context.t("at {levels}", levels=rule.levels))
    if rule.when:
        terms.append(condition_words(context, rule.when))
    return terms


def report_rows(context: Context) -> list[tuple[Content, ...]]:
    """Return the rows of the report table: stage, from, to, limit, contents with remarks."""
    rows: list[tuple[Content, ...]] = []
    for rule in context.shown(context.plan_view.plan.reports):
        remarks = report_terms(context, rule)
        if rule.basis:
            remarks.append(context.t("Basis: {basis}", basis=rule.basis))
        contents = context.marks.listed(rule.contents)
        last: list[nodes.Node] = [paragraph(contents)] if contents else []
        last += [paragraph(text, "pf-detail") for text in remarks if text]
        limits: list[nodes.Node] = [paragraph(line) for line in report_limit(context, rule)]
        if rule.channels:
            limits.append(paragraph(context.marks.listed(rule.channels), "pf-detail"))
        rows.append(
            (
                rule.stage.label(context.language),
                context.actors(rule.sender),
                context.actors(rule.recipient),
                limits,
                last,
            )
        )
    return rows


@component("reports")
def reports(context: Context, _request: Request) -> list[nodes.Node]:
    """Show who reports to whom, within what time, how, and what."""
    rows = report_rows(context)
    headings = (
        context.t("Report"),
        context.t("Sender"),
        context.t("Recipient"),
        context.t("Time limit"),
        context.t("Contents"),
    )
    return [table(headings, rows, "pf-reports", widths=(8, 18, 18, 22, 34))] if rows else []


@component("public-information")
def public_information(context: Context, _request: Request) -> list[nodes.Node]:
    """Show who tells the public what, within what time, where."""
    info = context.plan_view.plan.public_information
    if info is None or not context.may_show(info):
        return []
    return [
        with_told(
            facts(
                [
                    (context.t("Responsible"), context.actors(info.responsible)),
                    (context.t("Spokesperson"), context.actors(info.spokesperson)),
                    (
                        context.t("First release"),
                        limit_words(context, info.first_release, Anchor.OCCURRENCE),
                    ),
                    (
                        context.t("Press conference"),
                        limit_words(context, info.press_conference, Anchor.OCCURRENCE),
                    ),
                    (context.t("Channels"), context.marks.listed(info.channels)),
                    (context.t("Contents"), info.content),
                ],
                "pf-facts",
            ),
            publicity_told(context, info),
        )
    ]
