"""Everything a plan asks of anybody: the raw material of pages, cards and rules about roles."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from planforge.corpus.defaults import complete

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from planforge.corpus.plan_view import PlanView
    from planforge.findings import Pointer
    from planforge.model.plan import CommandBody, Group, Office


class Ask(NamedTuple):  # there are hundreds in a plan, and a tuple is made fastest
    """Something a plan asks of somebody.

    Attributes:
        actor: Name as written.
        role: Part played: `responsible`, `supporting`, `duty`, `lead`, `member`, `decides`, …
        pointer: Where it is asked.
        text: What is asked, in the plan's words; empty if the role says it all.
    """

    actor: str
    role: str
    pointer: Pointer
    text: str = ""


def asks_of(view: PlanView) -> Iterator[Ask]:
    """Yield what the plan asks of its actors, in file order."""
    yield Ask(view.plan.lead, "lead_department", ("lead",))
    for body, at in view.bodies:
        yield from _body(body, at)
    yield from _monitoring_and_warnings(view)
    yield from _levels(view)
    yield from _changes_of_level(view)
    yield from _actions(view)
    yield from _reports_and_after(view)


def _each(names: tuple[str, ...], role: str, at: Pointer, text: str = "") -> Iterable[Ask]:
    if not names:  # most often
        return ()
    return [Ask(name, role, (*at, i), text) for i, name in enumerate(names)]


def _body(body: CommandBody, at: Pointer) -> Iterator[Ask]:
    yield from _each(body.commander, "commander", (*at, "commander"))
    yield from _each(body.executive_deputies, "deputy", (*at, "executive_deputies"))
    yield from _each(body.deputies, "deputy", (*at, "deputies"))
    if body.secretary:
        yield Ask(body.secretary, "secretary", (*at, "secretary"))
    yield from _duties(body.name, body.duties, at)
    if body.office:
        yield from _office(body.office, (*at, "office"))
    for i, member in enumerate(body.members):
        here = (*at, "members", i)
        yield Ask(member.unit, "member", (*here, "unit"))
        yield from _duties(member.unit, member.duties, here)
    for i, group in enumerate(body.groups):
        yield from _group(group, (*at, "groups", i))
    if body.scene:
        here = (*at, "scene")
        yield from _each(body.scene.set_up_by, "sets_up_scene", (*here, "set_up_by"))
        yield from _each(body.scene.commander, "scene_commander", (*here, "commander"))
        yield from _each(body.scene.deputies, "scene_deputy", (*here, "deputies"))
    if body.experts and body.experts.lead:
        yield Ask(body.experts.lead, "calls_experts", (*at, "experts", "lead"))


def _duties(actor: str, duties: tuple[str, ...], at: Pointer) -> Iterable[Ask]:
    return [Ask(actor, "duty", (*at, "duties", i), text) for i, text in enumerate(duties)]


def _office(office: Office, at: Pointer) -> Iterator[Ask]:
    yield from _duties(office.name, office.duties, at)
    if office.hosted_by:
        yield Ask(office.hosted_by, "hosts_office", (*at, "hosted_by"))
    if office.head:
        yield Ask(office.head, "office_head", (*at, "head"))
    yield from _each(office.deputies, "office_deputy", (*at, "deputies"))


def _group(group: Group, at: Pointer) -> Iterator[Ask]:
    if group.lead:
        yield Ask(group.lead, "group_lead", (*at, "lead"), group.name)
    if group.leader:
        yield Ask(group.leader, "group_leader", (*at, "leader"), group.name)
    yield from _each(group.members, "group_member", (*at, "members"), group.name)
    yield from _duties(group.name, group.duties, at)


def _monitoring_and_warnings(view: PlanView) -> Iterator[Ask]:
    for i, watch in enumerate(view.plan.monitoring):
        yield from _each(watch.unit, "monitors", ("monitoring", i, "unit"), watch.item)
    if not view.plan.warnings:
        return
    for colour, rule in view.plan.warnings.rules.items():
        here: Pointer = ("warnings", "rules", colour.zh)
        yield from _each(rule.issued_by, "issues_warning", (*here, "issued_by"), colour.zh)
        yield from _each(rule.approved_by, "approves_warning", (*here, "approved_by"), colour.zh)
        for j, measure in enumerate(rule.measures):
            at = (*here, "measures", j)
            yield from _each(
                measure.responsible, "warning_measure", (*at, "responsible"), measure.content
            )
            yield from _each(measure.supporting, "supporting", (*at, "supporting"), measure.content)


def _levels(view: PlanView) -> Iterator[Ask]:
    for name, level in view.plan.levels.items():
        here: Pointer = ("levels", name)
        for field, role in (
            ("proposed_by", "proposes"),
            ("reviewed_by", "reviews"),
            ("decided_by", "decides"),
            ("urgent_decision_by", "decides_urgently"),
            ("announced_by", "announces"),
            ("commander", "commands_level"),
        ):
            yield from _each(getattr(level, field), role, (*here, field), name)
        for i, authority in enumerate(level.authorities):
            there = (*here, "authorities", i)
            for field, role in (
                ("proposed_by", "proposes"),
                ("reviewed_by", "reviews"),
                ("decided_by", "decides"),
                ("announced_by", "announces"),
                ("commander", "commands_level"),
            ):
                yield from _each(getattr(authority, field), role, (*there, field), name)
        end = complete(view.plan, level).termination
        if end:
            at = (*here, "termination") if level.termination else ("termination",)
            yield from _each(end.proposed_by, "proposes_end", (*at, "proposed_by"), name)
            yield from _each(end.decided_by, "ends", (*at, "decided_by"), name)


def _changes_of_level(view: PlanView) -> Iterator[Ask]:
    for i, clause in enumerate(view.plan.adjustments):
        here: Pointer = ("adjustments", i, "decided_by")
        yield from _each(clause.decided_by, "adjusts_start", here, clause.circumstances)
    for i, step in enumerate(view.plan.transitions):
        at, text = ("transitions", i), f"{step.source} → {step.target}"
        yield from _each(step.proposed_by, "proposes_change", (*at, "proposed_by"), text)
        yield from _each(step.decided_by, "decides_change", (*at, "decided_by"), text)


def _actions(view: PlanView) -> Iterator[Ask]:
    for i, action in enumerate(view.plan.actions):
        here: Pointer = ("actions", i)
        yield from _each(action.responsible, "responsible", (*here, "responsible"), action.content)
        yield from _each(action.supporting, "supporting", (*here, "supporting"), action.content)
        for level, change in action.changes.items():
            at = (*here, "changes", level)
            text = change.content or action.content
            yield from _each(change.responsible, "responsible", (*at, "responsible"), text)
            yield from _each(change.supporting, "supporting", (*at, "supporting"), text)
        if action.needs:
            yield from _each(
                action.needs.teams, "called", (*here, "needs", "teams"), action.content
            )
        for j, message in enumerate(action.messages):
            yield from _each(message.to, "is_told", (*here, "messages", j, "to"), message.content)


def _reports_and_after(view: PlanView) -> Iterator[Ask]:
    for i, report in enumerate(view.plan.reports):
        at: Pointer = ("reports", i)
        yield from _each(report.sender, "reports", (*at, "sender"), report.applies)
        yield from _each(report.recipient, "receives_report", (*at, "recipient"), report.applies)
    info = view.plan.public_information
    if info:
        yield from _each(
            info.responsible, "informs_public", ("public_information", "responsible"), info.content
        )
        yield from _each(
            info.spokesperson, "spokesperson", ("public_information", "spokesperson"), info.content
        )
    for i, item in enumerate(view.plan.recovery):
        at = ("recovery", i)
        yield from _each(item.responsible, "recovers", (*at, "responsible"), item.content)
        yield from _each(item.supporting, "supporting", (*at, "supporting"), item.content)
    for i, guarantee in enumerate(view.plan.guarantees):
        at = ("guarantees", i)
        yield from _each(
            guarantee.responsible, "guarantees", (*at, "responsible"), guarantee.content
        )
        yield from _each(guarantee.supporting, "supporting", (*at, "supporting"), guarantee.content)
        yield from _each(guarantee.teams, "team_of_guarantee", (*at, "teams"), guarantee.item)
