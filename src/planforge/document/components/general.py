"""Chapter one: basis, scope, principles, grades, who leads, the system of plans."""

from __future__ import annotations

from typing import TYPE_CHECKING

from planforge.document.blocks import facts, numbered, paragraph, table
from planforge.document.conditions import trigger_groups, trigger_list
from planforge.document.directives import Request, component
from planforge.document.nodes import address, link
from planforge.document.wording import capital, enumerated
from planforge.model.base import Kind
from planforge.model.registers import Regulation
from planforge.model.scales import PlanClass

if TYPE_CHECKING:
    from collections.abc import Sequence

    from docutils import nodes

    from planforge.document.context import Context
    from planforge.model.trigger import Row, Table


@component("basis")
def basis(context: Context, _request: Request) -> list[nodes.Node]:
    """List the laws and upper plans, with their document numbers."""
    items: list[list[nodes.Node | str]] = []
    for name in context.plan_view.plan.basis:
        cited, number = _cited(context, name)
        items.append(["《", cited, context.marks.bracketed("》", number)])
    return [numbered(enumerated(items), "pf-basis")] if items else []


def _cited(context: Context, name: str) -> tuple[nodes.Node | str, str]:
    """Return the title of a basis, a link where it has a page, and its document number."""
    entity = context.corpus.registry.names.get(name, (Kind.REGULATION,))
    if entity is not None and isinstance(entity.element, Regulation):
        return context.entity(entity, entity.name), entity.element.number
    view = context.corpus.plan(name)
    may_show = view is not None and context.may_show(view.plan)
    number = view.plan.edition.number if view is not None and may_show else ""
    return context.plan_link(name), number


@component("scope")
def scope(context: Context, _request: Request) -> list[nodes.Node]:
    """Say where the plan applies, to what, and what is left to other plans."""
    found = context.plan_view.plan.scope
    if not context.may_show(found):
        return []
    built: list[nodes.Node] = [
        paragraph(
            context.t("This plan applies to the following events in {area}:", area=found.area)
        ),
        numbered(enumerated(found.events)),
    ]
    excluded: list[list[nodes.Node | str]] = []
    for item in context.shown(found.excluded):
        line: list[nodes.Node | str] = [item.event.rstrip("。；")]
        if item.plan:
            line += [context.t(", see "), "《", context.plan_link(item.plan), "》"]
        excluded.append(line)
    if excluded:
        built.append(paragraph(context.t("This plan does not apply to:")))
        built.append(numbered(enumerated(excluded)))
    return built


@component("principles")
def principles(context: Context, _request: Request) -> list[nodes.Node]:
    """List the principles."""
    found = context.plan_view.plan.principles
    return [numbered(enumerated(found))] if found else []


def grade_conditions(context: Context, triggers: Sequence[Row | Table]) -> list[nodes.Node]:
    """Return a table of conditions: every named table under its title, rows numbered."""
    built: list[nodes.Node] = []
    for title, rows in trigger_groups(context, triggers):
        if title or built:
            built.append(paragraph(title or context.t("Other cases"), "pf-table-name"))
        built.append(trigger_list(context, rows))
    return built


@component("grades")
def grades(context: Context, _request: Request) -> list[nodes.Node]:
    """Show the incident grades: conditions and who leads."""
    rules = {
        name: rule for name, rule in context.plan_view.plan.grades.items() if context.may_show(rule)
    }
    if not rules:
        return []
    rows = [
        (name, grade_conditions(context, rule.conditions), rule.led_by)
        for name, rule in rules.items()
    ]
    headings = (context.t("Grade"), context.t("Conditions"), context.t("Government in charge"))
    return [table(headings, rows, "pf-grades", widths=(12, 62, 26))]


@component("leadership")
def leadership(context: Context, _request: Request) -> list[nodes.Node]:
    """Show who leads at which grade, and who does what until then."""
    rules = context.shown(context.plan_view.plan.leadership)
    rows = [
        (
            context.marks.listed(grade.label(context.language) for grade in rule.grades),
            rule.led_by,
            rule.first_response,
        )
        for rule in rules
    ]
    headings = (context.t("Grade"), context.t("Government in charge"), context.t("First response"))
    return [table(headings, rows, "pf-leadership", widths=(18, 37, 45))] if rows else []


@component("plan-system")
def plan_system(context: Context, _request: Request) -> list[nodes.Node]:
    """Show the tree of plans: master, special, department, town, village and unit plans."""
    built: list[nodes.Node] = []
    for plan_class in PlanClass:
        plans = [
            view.plan
            for view in context.corpus.plans
            if view.plan.plan_class is plan_class and context.may_show(view.plan)
        ]
        if plans:
            built.append(paragraph(capital(plan_class.label(context.language)), "pf-table-name"))
            built.append(numbered([link(plan.name, address("plan", plan.id))] for plan in plans))
    return built


@component("listed-plans")
def listed_plans(context: Context, _request: Request) -> list[nodes.Node]:
    """Show the master plan's list of special plans with lead department and command body."""
    rows = []
    for listed in context.shown(context.plan_view.plan.listed_plans):
        other = context.corpus.plan(listed.plan)
        if other and not context.may_show(other.plan):
            continue
        events = context.marks.listed(other.plan.event_types) if other else ""
        command = context.actor(listed.command) if listed.command else ""
        rows.append((context.plan_link(listed.plan), events, context.actor(listed.lead), command))
    headings = (
        context.t("Plan"),
        context.t("Event types"),
        context.t("Lead department"),
        context.t("Command body"),
    )
    return [table(headings, rows, "pf-listed-plans", widths=(40, 22, 18, 20))] if rows else []


def plan_facts(context: Context) -> nodes.field_list:
    """Return what identifies the plan in hand: class, events, lead, command body, upper plans."""
    plan = context.plan_view.plan
    return facts(
        [
            (context.t("Class"), plan.plan_class.label(context.language)),
            (context.t("Event types"), context.marks.listed(plan.event_types)),
            (context.t("Lead department"), [context.actor(plan.lead)]),
            (context.t("Command body"), [context.actor(plan.command.name)] if plan.command else ""),
            (
                context.t("Upper plans"),
                context.joined(context.plan_link(name) for name in plan.upper_plans),
            ),
        ],
        "pf-facts",
    )
