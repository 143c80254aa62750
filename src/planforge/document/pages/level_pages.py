"""The night-duty page of a response level: when, who, whom to call, what to do first."""

from __future__ import annotations

from typing import TYPE_CHECKING

from docutils import nodes

from planforge.document.blocks import (
    Content,
    inline,
    joined,
    paragraph,
    section,
    span,
    strong,
    table,
)
from planforge.document.components.actions import legend, mark_badge, premise
from planforge.document.components.general import grade_conditions
from planforge.document.components.levels import end_of, takeover_of, transition_table
from planforge.document.components.reporting import reports
from planforge.document.diagrams import chart_node, response_flows
from planforge.document.directives import Request
from planforge.document.nodes import address, link
from planforge.document.page import Page, Target
from planforge.document.selection import full, shown_levels, steps_at, urgency
from planforge.document.wording import (
    PLAN,
    action_title,
    ended,
    every,
    holder_words,
    level_badge,
    level_rank,
    limit_words,
    phone_links,
    titled,
)
from planforge.model.registers import Organisation, Post

if TYPE_CHECKING:
    from planforge.corpus.plan_view import Level
    from planforge.document.context import Context
    from planforge.document.pages.plan_pages import PlanPages


def level_page(pages: PlanPages, level: Level) -> Page:
    """Return the page of *level*."""
    plan, view = pages.view.plan, pages.view
    rank = level_rank(view, level)
    steps = steps_at(pages.context, level.name)
    units = {name for step in steps for name in step.at.responsible}
    title = f"{level.name} {level.facts.title}".strip()
    return Page(
        f"plan/{plan.id}/level-{rank}",
        pages.context.marks.bracketed(title, plan.name),
        "level",
        pages.frame.facts_inputs(view),
        lambda: _build(pages, level),
        (Target("level", f"{plan.id}/{rank}", f"{plan.name} {level.name}"),),
        pages.navigation,
        (pages.frame.home, pages.entry),
        (*pages.facets, ("level", (level.name,)), ("unit", tuple(sorted(units)))),
        source=view.file,
    )


def _build(pages: PlanPages, level: Level) -> list[nodes.Node]:
    context, view, t = pages.context, pages.view, pages.context.t
    others = [_badge(context, other, level) for other in shown_levels(context)]
    buttons = paragraph(joined(others, " "), "pf-level-buttons")
    head = nodes.container("", buttons, classes=["pf-duty"])
    built: list[nodes.Node] = [head]
    if level.facts.summary:
        built.append(paragraph(level.facts.summary, "pf-summary"))
    start = grade_conditions(context, full(context, level).triggers)
    if level.facts.defined_elsewhere:
        start.append(paragraph(level.facts.defined_elsewhere))
    flows: list[nodes.Node] = [chart_node(context, c) for c in response_flows(context, level)]
    request = Request("", {"level": level.name})
    parts: list[tuple[str, str, list[nodes.Node]]] = [
        (t("Who decides, who commands, whom to call"), "people", people(context, level)),
        (t("What to do, by time limit"), "checklist", checklist(context, level)),
        (t("Starts when any of these holds"), "start", start),
        (t("Messages to send"), "messages", messages(context, level)),
        (t("Reports due"), "reports", reports(context, request)),
        (t("Raising and lowering"), "transitions", _transitions(context, level)),
        (t("End of the response"), "end", end_of(context, level)),
        (t("Handing over command"), "takeover", takeover_of(context, level)),
        (t("Response flow"), "flow", flows),
    ]
    built += [section(title, ident, *body) for title, ident, body in parts if body]
    own = address("level", f"{view.plan.id}/{level_rank(view, level)}")
    return pages.frame.linked(built, view, own=own)


def _badge(context: Context, level: Level, current: Level) -> nodes.Node:
    badge = level_badge(context, context.plan_view, level)
    return span([badge], "pf-current") if level is current else badge


def _transitions(context: Context, level: Level) -> list[nodes.Node]:
    view = context.plan_view
    steps = [
        step
        for step in context.shown(view.plan.transitions)
        if level in (view.level(step.source), view.level(step.target))
    ]
    return transition_table(context, steps)


def people(context: Context, level: Level) -> list[nodes.Node]:
    """Return who proposes, decides, commands and ends, with phones, and the limit of deciding."""
    it, t = full(context, level), context.t
    plan = context.plan_view.plan
    office = plan.command.office if plan.command and context.may_show(plan.command) else None
    end = it.termination if context.may_show(it.termination) else None
    parts: dict[str, list[str]] = {}
    for label, names in (
        (t("Duty desk"), (office.name,) if office and context.may_show(office) else ()),
        (t("Proposes"), it.proposed_by),
        (t("Reviews"), it.reviewed_by),
        (t("Decides"), it.decided_by),
        (t("Decides when time presses"), it.urgent_decision_by),
        (t("May decide directly"), it.overruled_by),
        (t("Announces"), it.announced_by),
        (t("Commands the response"), it.commander),
        (t("Is told"), it.reported_to),
        (t("Ends"), end.decided_by if end else ()),
    ):
        for name in names:
            parts.setdefault(name, []).append(label)
    rows = [
        (_sentence_case(context.marks.listed(labels)), *_person(context, name))
        for name, labels in parts.items()
    ]
    headings = (t("Part"), t("Post or unit"), t("Holder"), t("Phone"), t("Stand-in (B role)"))
    listed = [table(headings, rows, "pf-people", widths=(14, 24, 22, 18, 22))] if rows else []
    limit = limit_words(context, it.decision_limit)
    if not limit:
        return [*listed]
    said: list[nodes.Node | str] = [t("Decision, from the proposal: "), span(limit, "pf-limit")]
    return [paragraph(said, "pf-decision-limit"), *listed]


def _sentence_case(text: str) -> str:
    """Return *text* with a capital letter at its beginning only."""
    return text[:1] + text[1:].lower()


def _person(context: Context, name: str) -> tuple[Content, Content, Content, Content]:
    shown = [context.actor(name)]
    entity = context.plan_view.get(name)
    if entity is None or not context.may_show(entity.element):
        return shown, "", "", ""
    element = entity.element
    if isinstance(element, Organisation):
        return (
            shown,
            context.t("duty desk") if element.duty_phone else "",
            phone_links(element.duty_phone),
            "",
        )
    if not isinstance(element, Post):
        return shown, "", "", ""
    holder = holder_words(context, element)
    return shown, holder, phone_links(element.phone), _stand_in(context, element)


def _stand_in(context: Context, post: Post) -> list[nodes.Node]:
    deputy = post.deputy
    if deputy is None or not context.may_show(deputy):
        return []
    run: list[nodes.Node] = []
    if deputy.post:
        run += inline([context.actor(deputy.post)])
    if words := titled(context, deputy.name, deputy.title):
        run.append(nodes.Text(words))
    if deputy.phone:
        run += [nodes.Text(" "), *phone_links(deputy.phone)]
    return run


def checklist(context: Context, level: Level) -> list[nodes.Node]:
    """Return the actions of *level* as a list to tick off, the most urgent first."""
    t = context.t
    rows: list[tuple[Content, ...]] = []
    for step in sorted(steps_at(context, level.name), key=lambda step: urgency(step.at)):
        at = step.at
        target = address("action", f"{context.plan_view.plan.id}/{at.action.id}")
        what: list[nodes.Node | str] = [*mark_badge(context, step.mark)]
        what += [nodes.strong("", "", link(action_title(at), target)), PLAN.stop]
        what += premise(context, at)
        what.append(ended(at.content))
        cell: list[nodes.Node] = [paragraph(what)]
        if at.supporting:
            cell.append(
                paragraph([t("Supported by: "), *context.actors(at.supporting)], "pf-detail")
            )
        when: list[nodes.Node | str] = [span(limit_words(context, at.limit, at.anchor), "pf-limit")]
        repeat = every(context, at.action.repeat)
        if repeat:
            when.append(f"{context.marks.clause if at.limit else ''}{repeat}")
        who: list[nodes.Node] = [nodes.strong("", "", *inline(context.actors(at.responsible)))]
        rows.append(([span("☐", "pf-tick")], when, who, cell))
    headings = (t("Done"), t("Time limit"), t("Responsible"), t("Action"))
    if not rows:
        return []
    listed = table(headings, rows, "pf-checklist", widths=(5, 18, 17, 60))
    return [*legend(context, level), listed]


def messages(context: Context, level: Level) -> list[nodes.Node]:
    """Return the messages that the actions of *level* send."""
    t = context.t
    rows: list[tuple[Content, ...]] = []
    for step in steps_at(context, level.name):
        rows += [
            (
                context.actors(step.at.responsible),
                context.actors(message.to),
                context.marks.listed(message.channel),
                [strong(action_title(step.at)), context.marks.colon, message.content],
            )
            for message in context.shown(step.at.action.messages)
        ]
    headings = (t("Sent by"), t("Sent to"), t("By what means"), t("What it says"))
    return [table(headings, rows, "pf-messages", widths=(15, 25, 12, 48))] if rows else []
