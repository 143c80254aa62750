"""The facts of a plan as sheets: edition, command, levels, warnings, actions, reports, links."""

from __future__ import annotations

from typing import TYPE_CHECKING

from planforge.document.conditions import condition_words
from planforge.document.selection import (
    bodies,
    shown_annexes,
    shown_groups,
    shown_links,
)
from planforge.document.sheets.actions import action_sheet
from planforge.document.sheets.columns import column, columns, head, value, values
from planforge.document.sheets.editions import cycle_sheet, drill_sheet, revision_sheet
from planforge.document.sheets.levels import (
    adjustment_sheet,
    condition_sheet,
    decision_sheet,
    grade_sheet,
    level_sheet,
    transition_sheet,
    warning_measure_sheet,
    warning_sheet,
)
from planforge.document.sheets.sheet import Column, ColumnKind, Row, Sheet
from planforge.model import plan as model

if TYPE_CHECKING:
    from collections.abc import Iterable

    from planforge.corpus.plan_view import PlanView
    from planforge.document.context import Context
    from planforge.document.pages.frame import Frame
    from planforge.model.plan import CommandBody


def plan_sheets(frame: Frame, view: PlanView) -> tuple[Sheet, ...]:
    """Return the facts of the plan of *view*, each table a sheet; empty ones are left out.

    *view* is one of `frame.views`, from which internal facts are gone if the frame is public.
    """
    context = frame.context.of(view)
    made = (
        cycle_sheet(frame, context),
        drill_sheet(context),
        revision_sheet(context),
        _basis(context),
        _command(context),
        _members(context),
        _groups(context),
        grade_sheet(context),
        warning_sheet(context),
        warning_measure_sheet(context),
        level_sheet(context),
        condition_sheet(context),
        decision_sheet(context),
        adjustment_sheet(context),
        transition_sheet(context),
        action_sheet(context),
        _reports(context),
        _recovery(context),
        _guarantees(context),
        _links(context),
        _terms(context),
        _annexes(context),
    )
    return tuple(sheet.filled() for sheet in made if sheet.rows)


def _sheet(
    context: Context, ident: str, title: str, heads: Iterable[Column], rows: Iterable[Row]
) -> Sheet:
    return Sheet(ident, title, tuple(heads), tuple(rows), context.plan_view.file)


def _basis(context: Context) -> Sheet:
    names = context.plan_view.plan.basis
    rows: list[Row] = [(i, name) for i, name in enumerate(names, 1)]
    heads = (_number(context), column(context, model.Plan, "basis"))
    return _sheet(context, "basis", context.t("Basis of the plan"), _as_text(heads), rows)


def _number(context: Context) -> Column:
    return Column(context.t("No."), ColumnKind.NUMBER)


def _as_text(heads: Iterable[Column]) -> Iterable[Column]:
    """Return *heads* with text where the field has a list, one item a row."""
    for one in heads:
        is_list = one.kind is ColumnKind.LIST
        yield Column(one.title) if is_list else one


_OFFICES = ("commander", "executive_deputies", "deputies")


def _command(context: Context) -> Sheet:
    """Return who commands, one row for each post of each body."""
    heads = (
        Column(context.t("Body of command")),
        Column(context.t("Role")),
        Column(context.t("Post or unit")),
        Column(context.t("Held by")),
    )
    rows: list[Row] = []
    for body in bodies(context):
        for role, names in _roles(context, body):
            rows += [(body.name, role, name, _holder(context, name)) for name in names]
    return _sheet(context, "command", context.t("Command bodies"), heads, rows)


def _roles(context: Context, body: CommandBody) -> Iterable[tuple[str, tuple[str, ...]]]:
    for name in _OFFICES:
        yield head(context, model.CommandBody, name), getattr(body, name)
    if body.secretary:
        yield head(context, model.CommandBody, "secretary"), (body.secretary,)
    if body.office and context.may_show(body.office):
        office = body.office
        title = head(context, model.CommandBody, "office")
        yield title, (office.name,)
        chief = (office.head,) if office.head else ()
        yield context.marks.parts((title, head(context, model.Office, "head"))), chief
        second = context.marks.parts((title, head(context, model.Office, "deputies")))
        yield second, office.deputies
    if body.scene and context.may_show(body.scene):
        title = head(context, model.CommandBody, "scene")
        for name in ("set_up_by", "commander", "deputies"):
            role = context.marks.parts((title, head(context, model.SceneCommand, name)))
            yield role, getattr(body.scene, name)


def _holder(context: Context, name: str) -> str | None:
    entity = context.plan_view.get(name)
    if entity is None or not context.may_show(entity.element):
        return None
    return getattr(entity.element, "title", None) or None


def _members(context: Context) -> Sheet:
    """Return the member units of every body, one row for each duty."""
    heads = (
        Column(context.t("Body of command")),
        column(context, model.Member, "unit"),
        _number(context),
        *_as_text((column(context, model.Member, "duties"),)),
    )
    rows: list[Row] = []
    for body in bodies(context):
        for member in context.shown(body.members):
            duties = enumerate(member.duties, 1)
            rows += [(body.name, member.unit, i, duty) for i, duty in duties]
            if not member.duties:
                rows.append((body.name, member.unit, None, None))
    return _sheet(context, "members", context.t("Member units and duties"), heads, rows)


_GROUP = ("name", "lead", "leader", "members", "duties", "levels")


def _groups(context: Context) -> Sheet:
    heads = columns(context, model.Group, _GROUP)
    rows = [values(context, group, _GROUP) for group in shown_groups(context)]
    return _sheet(context, "groups", context.t("Working groups"), heads, rows)


_REPORT = (
    "stage",
    "sender",
    "recipient",
    "limit",
    "anchor",
    "written_limit",
    "repeat",
    "channels",
    "contents",
    "applies",
    "grades",
    "levels",
)


def _reports(context: Context) -> Sheet:
    its = model.ReportRule
    heads = (
        *columns(context, its, _REPORT),
        Column(head(context, its, "when")),
        column(context, its, "basis"),
    )
    rows = [
        (
            *values(context, rule, _REPORT),
            condition_words(context, rule.when) or None,
            value(context, rule.basis),
        )
        for rule in context.shown(context.plan_view.plan.reports)
    ]
    return _sheet(context, "reports", context.t("Information reports"), heads, rows)


_RECOVERY = ("item", "responsible", "supporting", "limit", "content")
_GUARANTEE = (
    "item",
    "responsible",
    "supporting",
    "content",
    "teams",
    "depots",
    "shelters",
    "mechanisms",
    "agreements",
)


def _recovery(context: Context) -> Sheet:
    items = context.shown(context.plan_view.plan.recovery)
    heads = columns(context, model.RecoveryItem, _RECOVERY)
    rows = [values(context, item, _RECOVERY) for item in items]
    return _sheet(context, "recovery", context.t("After the event"), heads, rows)


def _guarantees(context: Context) -> Sheet:
    items = context.shown(context.plan_view.plan.guarantees)
    heads = columns(context, model.Guarantee, _GUARANTEE)
    rows = [values(context, item, _GUARANTEE) for item in items]
    return _sheet(context, "guarantees", context.t("What the response rests on"), heads, rows)


_LINK = ("circumstances", "request", "handover", "contact")


def _links(context: Context) -> Sheet:
    its = model.Link
    heads = (
        *columns(context, its, ("plan", "kind")),
        Column(head(context, its, "when")),
        Column(head(context, its, "levels"), ColumnKind.LIST),
        *columns(context, its, _LINK),
    )
    rows: list[Row] = []
    for link, other in shown_links(context):
        name = other.plan.name if other else link.plan
        levels = tuple(f"{own} → {theirs}" for own, theirs in link.levels.items())
        when = condition_words(context, link.when) or None
        kind = link.kind.label(context.language)
        rows.append((name, kind, when, levels, *values(context, link, _LINK)))
    return _sheet(context, "links", context.t("Links to other plans"), heads, rows)


def _terms(context: Context) -> Sheet:
    names = ("term", "meaning")
    heads = columns(context, model.TermDefinition, names)
    rows = [values(context, x, names) for x in context.shown(context.plan_view.plan.terms)]
    return _sheet(context, "terms", context.t("Terms"), heads, rows)


def _annexes(context: Context) -> Sheet:
    heads = (_number(context), *columns(context, model.Annex, ("title", "content")))
    rows: list[Row] = [
        (number, annex.title, value(context, annex.content))
        for number, annex in shown_annexes(context)
    ]
    return _sheet(context, "annexes", context.t("Annexes"), heads, rows)


__all__ = ["plan_sheets"]
