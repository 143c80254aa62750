"""The last chapters: management, terms, annexes, edition."""

from __future__ import annotations

from typing import TYPE_CHECKING

from planforge.document.blocks import bullets, facts, numbered, paragraph, table
from planforge.document.directives import Request, component
from planforge.document.nodes import address, link
from planforge.document.selection import annex_mark, shown_annexes
from planforge.document.told import edition_told, management_told, with_told
from planforge.document.wording import cycle_words, day, enumerated

if TYPE_CHECKING:
    from docutils import nodes

    from planforge.document.context import Context
    from planforge.model.plan import Edition


@component("management")
def management(context: Context, _request: Request) -> list[nodes.Node]:
    """Show how the plan is kept: drills, evaluation, training, revision."""
    found = context.plan_view.plan.management
    if found is None or not context.may_show(found):
        return []
    explained = "负责解释" in (context.plan_view.prose or "")
    return [
        with_told(
            facts(
                [
                    (context.t("Drills"), cycle_words(context, found.drill_cycle)),
                    (context.t("Evaluation"), cycle_words(context, found.evaluation_cycle)),
                    (context.t("Training"), found.training),
                    (
                        context.t("Explained by"),
                        [context.actor(found.interpreter)] if found.interpreter else "",
                    ),
                    (
                        context.t("Revised when"),
                        [numbered(enumerated(found.revision))] if found.revision else "",
                    ),
                ],
                "pf-facts",
            ),
            management_told(context, found, explained=explained),
        )
    ]


@component("terms")
def terms(context: Context, _request: Request) -> list[nodes.Node]:
    """Show the terms, with what 以上 and 以下 mean."""
    found = context.shown(context.plan_view.plan.terms)
    built: list[nodes.Node] = []
    if found:
        built.append(facts(((term.term, term.meaning) for term in found), "pf-terms"))
    own = context.corpus.registry.jurisdiction
    if own is not None:
        above = context.t("includes") if own.at_least_inclusive else context.t("does not include")
        below = context.t("includes") if own.at_most_inclusive else context.t("does not include")
        text = context.t(
            "In this plan “以上” {above} the number itself, “以下” {below} it.",
            above=above,
            below=below,
        )
        built.append(paragraph(text))
    return built


@component("annexes")
def annexes(context: Context, _request: Request) -> list[nodes.Node]:
    """List the annexes."""
    plan = context.plan_view.plan
    lines: list[list[nodes.Node | str]] = [
        [
            annex_mark(context, number),
            " ",
            link(annex.title, address("annex", f"{plan.id}/{number}")),
        ]
        for number, annex in shown_annexes(context)
    ]
    return [bullets(lines, "pf-annexes")] if lines else []


@component("edition")
def edition(context: Context, _request: Request) -> list[nodes.Node]:
    """Show which edition this is: number, issue, filing, publication, drills, changes."""
    found = context.plan_view.plan.edition
    if not context.may_show(found):
        return []
    marks = context.marks
    filing = found.filing if context.may_show(found.filing) else None
    public = found.publication if context.may_show(found.publication) else None
    aligned = [
        [context.plan_link(a.plan), context.marks.bracketed("", day(context, a.issued))]
        for a in context.shown(found.aligned_with)
    ]
    built: list[nodes.Node] = [
        with_told(
            facts(
                [
                    (context.t("Document number"), found.number),
                    (context.t("Issued by"), found.issuer),
                    (context.t("Approved by"), found.approved_by),
                    (context.t("Issued on"), day(context, found.issued)),
                    (context.t("In force from"), day(context, found.effective)),
                    (
                        context.t("Filed"),
                        marks.parts((day(context, filing.filed), filing.recipient))
                        if filing
                        else "",
                    ),
                    (
                        context.t("Published"),
                        marks.parts((day(context, public.published), public.channel))
                        if public
                        else "",
                    ),
                    (context.t("Last evaluation"), day(context, found.last_evaluation)),
                    (context.t("Follows"), context.joined(aligned)),
                    (context.t("Replaces"), marks.listed(found.replaces)),
                ],
                "pf-facts",
            ),
            edition_told(context, found, aligned),
        )
    ]
    return [*built, *_held_and_revised(context, found)]


def _held_and_revised(context: Context, found: Edition) -> list[nodes.Node]:
    """Return the drills held on the edition and the changes made to it, a table each."""
    built: list[nodes.Node] = []
    marks = context.marks
    drills = [
        (day(context, d.held), d.form.label(context.language), d.name)
        for d in context.shown(found.drills)
    ]
    if drills:
        headings = (context.t("Date"), context.t("Form"), context.t("Drill"))
        built.append(table(headings, drills, "pf-drills", widths=(20, 20, 60)))
    revisions = [
        (
            day(context, one.revised),
            marks.listed(matter.label(context.language) for matter in one.matters),
            one.content,
        )
        for one in context.shown(found.revisions)
    ]
    if revisions:
        headings = (context.t("Date"), context.t("Touches"), context.t("Change"))
        built.append(table(headings, revisions, "pf-revisions", widths=(20, 30, 50)))
    return built
