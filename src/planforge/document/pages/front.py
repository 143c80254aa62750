"""The front page: the 1+X system at a glance, and the shortest way for the person on duty."""

from __future__ import annotations

from typing import TYPE_CHECKING

from docutils import nodes

from planforge.document.blocks import Content, bullets, joined, paragraph, section, span, table
from planforge.document.diagrams import chart_node, system_map
from planforge.document.nodes import address, link
from planforge.document.pages.register_pages import REGISTERS
from planforge.document.selection import shown_levels
from planforge.document.wording import day, level_badge, phone_links
from planforge.model.base import Kind
from planforge.model.scales import PlanClass

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
    specials = sum(1 for view in frame.views if view.plan.plan_class is PlanClass.SPECIAL)
    lines.append(paragraph(t("1 + {count} plans", count=specials), "pf-summary"))
    return nodes.container("", *lines, classes=["pf-hero"])


def _inside(frame: Frame, view: PlanView) -> Context:
    return frame.context.of(view)


def _events(frame: Frame) -> list[nodes.Node]:
    """Return a card for each plan: the events it is for, and its levels to open at once.

    The master plan comes last: it is for what no other plan is for.
    """
    is_master = {view.plan.id: view.plan.plan_class is PlanClass.MASTER for view in frame.views}
    ordered = sorted(frame.views, key=lambda view: is_master[view.plan.id])
    cards = [_card(frame, view, is_master=is_master[view.plan.id]) for view in ordered]
    return [nodes.container("", *cards, classes=["pf-cards", "pf-event-cards"])] if cards else []


def _card(frame: Frame, view: PlanView, *, is_master: bool) -> nodes.Node:
    context, plan = _inside(frame, view), view.plan
    home = address("plan", plan.id)
    name = plan.short_names[0] if plan.short_names else plan.name
    lines: list[nodes.Node] = []
    if is_master:
        lines.append(paragraph(context.t("Any other incident"), "pf-card-events"))
    elif plan.event_types:
        lines.append(bullets([[link(event, home)] for event in plan.event_types], "pf-chips"))
    lines.append(paragraph([link(name, home)], "pf-card-title"))
    badges = [level_badge(context, view, level) for level in shown_levels(context)]
    if badges:
        label = span(context.t("Open the level:"), "pf-level-label")
        run: list[nodes.Node | str] = [label, context.marks.gap]
        lines.append(paragraph([*run, *joined(badges, " ")], "pf-level-buttons"))
    return nodes.container("", *lines, classes=["pf-card"])


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
                context.marks.bracketed(plan.edition.number, day(context, plan.edition.issued)),
            )
        )
    headings = (
        t("Plan"),
        t("Class"),
        t("Lead department"),
        t("Command body"),
        t("Edition"),
    )
    return [table(headings, rows, "pf-plans", widths=(34, 8, 14, 14, 30))] if rows else []


def _counts(frame: Frame) -> list[nodes.Node]:
    t = frame.context.t
    cards: list[Content] = []
    registers = {
        (Kind.ORGANISATION,): t("Organisations"),
        (Kind.POST,): t("Posts"),
        (Kind.TEAM,): t("Teams"),
        **{kinds: title.render(frame.context.language) for kinds, title in REGISTERS.items()},
        (Kind.REGION,): t("Jurisdiction"),
    }
    for kinds, label in registers.items():
        count = sum(len(frame.shown(kind)) for kind in kinds)
        if count:
            register = link(label, address(kinds[0].value, "index"))
            cards.append([span(str(count), "pf-count"), nodes.Text(" "), register])
    return [bullets(cards, "pf-cards", "pf-counts")] if cards else []
