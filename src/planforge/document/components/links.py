"""Links between plans, seen from the plan in hand, with what the other end says."""

from __future__ import annotations

from typing import TYPE_CHECKING

from planforge.document.blocks import Content, paragraph, span, table
from planforge.document.conditions import condition_words
from planforge.document.directives import Request, component
from planforge.document.selection import counterpart, shown_links
from planforge.document.wording import PLAN, level_named

if TYPE_CHECKING:
    from docutils import nodes

    from planforge.corpus.plan_view import PlanView
    from planforge.document.context import Context
    from planforge.model.plan import Link


@component("links")
def links(context: Context, _request: Request) -> list[nodes.Node]:
    """Show the links: kind, other plan, when, what is asked and handed over, both ends."""
    rows: list[tuple[Content, ...]] = []
    for item, other in shown_links(context):
        rows.append(
            (
                item.kind.label(context.language),
                [context.plan_link(item.plan)],
                link_conditions(context, item, other),
                exchange(context, item, counterpart(context, item, other), other),
            )
        )
    headings = (
        context.t("Relation"),
        context.t("Plan"),
        context.t("When"),
        context.t("What is asked and handed over"),
    )
    return [table(headings, rows, "pf-links", widths=(10, 22, 34, 34))] if rows else []


def link_conditions(context: Context, item: Link, other: PlanView | None) -> list[nodes.Node]:
    """Return when *item*, a link of the plan in hand to *other*, takes effect."""
    texts = (item.circumstances, condition_words(context, item.when))
    built: list[nodes.Node] = [paragraph(text) for text in texts if text]
    for own, its in item.levels.items():
        mine = level_named(context, context.plan_view, own)
        theirs = level_named(context.of(other), other, its) if other else its
        run = [mine, context.t(" here → "), theirs, context.t(" there")]
        built.append(paragraph(run, "pf-detail"))
    return built


def exchange(
    context: Context, item: Link, back: Link | None, other: PlanView | None
) -> list[nodes.Node]:
    """Return what is asked and handed over by *item*, and what *back*, its answer, says."""
    texts = (item.request, item.handover)
    built: list[nodes.Node] = [paragraph(text) for text in texts if text]
    if item.contact:
        built.append(paragraph([context.t("Call: "), *context.actors(item.contact)], "pf-detail"))
    if back is not None and other is not None:
        # What both ends say in the same words is not said twice.
        own = {text.rstrip("。") for text in texts}
        whole = [text.rstrip("。") for text in (back.request, back.handover) if text]
        said = [text for text in whole if text not in own]
        told = PLAN.clauses(said) or (context.t("as above") if whole else back.circumstances)
        label = context.t("Other end ({kind}): ", kind=back.kind.label(context.language))
        run: list[nodes.Node | str] = [label, told]
        if back.contact:
            run += [context.marks.clause, context.t("Call: ")]
            run += context.of(other).actors(back.contact)
        built.append(paragraph(run, "pf-detail", "pf-other-end"))
    elif other is not None:
        built.append(
            paragraph(
                [span(context.t("The other plan does not answer"), "pf-missing")], "pf-detail"
            )
        )
    return built
