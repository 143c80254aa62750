"""The front page: the 1+X system at a glance, and the shortest way for the person on duty."""

from __future__ import annotations

from typing import TYPE_CHECKING

from docutils import nodes

from planforge.document.blocks import Content, bullets, facts, joined, paragraph, section, table
from planforge.document.diagrams import chart_node, system_map
from planforge.document.nodes import address, link
from planforge.document.selection import shown_levels
from planforge.document.wording import day, level_badge, phone_links
from planforge.model.base import Kind

if TYPE_CHECKING:
    from planforge.corpus.plan_view import PlanView
    from planforge.document.context import Context
    from planforge.document.page import Page
    from planforge.document.pages.frame import Frame


def front_page(frame: Frame) -> Page:
    """Return the front page."""
    own = frame.corpus.registry.jurisdiction
    title = frame.context.t("Contingency plans")
    if own is not None:
        title = frame.context.t("Contingency plans of {name}", name=own.name)
    return frame.register_page("index", title, "index", lambda: _build(frame))


def _build(frame: Frame) -> list[nodes.Node]:
    context, t = frame.context, frame.context.t
    drawn = system_map(context)
    built = [_hero(frame)]
    parts: list[tuple[str, str, list[nodes.Node]]] = [
        (t("What is happening now?"), "events", _events(frame)),
        (t("On duty: open the level"), "duty", _duty(frame)),
        (t("All plans"), "plans", _plans(frame)),
        (t("How the plans are linked"), "links", [chart_node(context, drawn)] if drawn else []),
        (t("Registers"), "registers", _counts(frame)),
    ]
    return [*built, *(section(title, ident, *body) for title, ident, body in parts if body)]


def _hero(frame: Frame) -> nodes.Node:
    t = frame.context.t
    own = frame.corpus.registry.jurisdiction
    lines: list[nodes.Node] = []
    if own is not None and own.duty_phone:
        lines.append(
            paragraph(
                [t("Duty phone, day and night: "), *phone_links(own.duty_phone)], "pf-hotline"
            )
        )
    specials = sum(1 for view in frame.views if view.plan.plan_class.value == "special")
    lines.append(paragraph(t("1 + {count} plans", count=specials), "pf-summary"))
    return nodes.container("", *lines, classes=["pf-hero"])


def _inside(frame: Frame, view: PlanView) -> Context:
    return frame.context.of(view)


def _events(frame: Frame) -> list[nodes.Node]:
    """Return event types as links to the plan that deals with them."""
    links = [
        [link(event, address("plan", view.plan.id))]
        for view in frame.views
        if view.plan.plan_class.value != "master"
        for event in view.plan.event_types
    ]
    return [bullets(links, "pf-events")] if links else []


def _duty(frame: Frame) -> list[nodes.Node]:
    """Return big links to the levels of each plan."""
    lines: list[list[nodes.Node]] = []
    for view in frame.views:
        context = _inside(frame, view)
        badges = [level_badge(context, view, level) for level in shown_levels(context)]
        if badges:
            name = view.plan.short_names[0] if view.plan.short_names else view.plan.name
            line = [link(name, address("plan", view.plan.id)), nodes.Text(" ")]
            lines.append([*line, *joined(badges, " ")])
    return [bullets(lines, "pf-duty-links")] if lines else []


def _plans(frame: Frame) -> list[nodes.Node]:
    t = frame.context.t
    rows: list[tuple[Content, ...]] = []
    for view in frame.views:
        context, plan = _inside(frame, view), view.plan
        command = [context.actor(plan.command.name)] if plan.command else ""
        rows.append(
            (
                [link(plan.name, address("plan", plan.id))],
                plan.plan_class.label(context.language),
                [context.actor(plan.lead)],
                command,
                f"{plan.edition.number}（{day(context, plan.edition.issued)}）",
            )
        )
    headings = (
        t("Plan"),
        t("Class"),
        t("Lead department"),
        t("Command body"),
        t("Edition"),
    )
    return [table(headings, rows, "pf-plans", widths=(36, 8, 16, 16, 24))] if rows else []


def _counts(frame: Frame) -> list[nodes.Node]:
    t = frame.context.t
    pairs: list[tuple[str, Content]] = []
    for kind, label in (
        (Kind.ORGANISATION, t("Organisations")),
        (Kind.POST, t("Posts")),
        (Kind.TEAM, t("Teams")),
        (Kind.DEPOT, t("Depots of supplies")),
        (Kind.SHELTER, t("Shelters")),
        (Kind.EXPERT, t("Experts")),
        (Kind.RISK, t("Risks")),
        (Kind.INDICATOR, t("Indicators")),
        (Kind.MECHANISM, t("Mechanisms and agreements")),
        (Kind.REGULATION, t("Laws and upper plans")),
        (Kind.REGION, t("Jurisdiction")),
    ):
        count = len(frame.shown(kind))
        if count:
            pairs.append((label, [link(str(count), address(kind.value, "index"))]))
    return [facts(pairs, "pf-counts")] if pairs else []
