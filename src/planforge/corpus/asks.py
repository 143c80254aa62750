"""Everything a plan asks of anybody: the raw material of pages, cards and rules about roles."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Final, NamedTuple

from planforge.corpus.defaults import complete

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

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


_ask: Final[Callable[[tuple[str, str, Pointer, str]], Ask]] = partial(tuple.__new__, Ask)
"""What `Ask` itself does, but for the names that it looks up each time."""


def asks_of(view: PlanView) -> list[Ask]:
    """Return what the plan asks of its actors, in file order."""
    found = [Ask(view.plan.lead, "lead_department", ("lead",))]
    for body, at in view.bodies:
        found += _body(body, at)
    found += _monitoring(view)
    found += _warnings(view)
    found += _levels(view)
    found += _changes_of_level(view)
    found += _actions(view)
    found += _reports_and_after(view)
    return found


def _each(
    names: tuple[str, ...], role: str, at: Pointer, field: str, text: str = ""
) -> Sequence[Ask]:
    """Return what is asked of *names*, which stand in *field* of what is at *at*."""
    if not names:
        return ()
    if len(names) == 1:  # most often
        return (_ask((names[0], role, (*at, field, 0), text)),)
    return [_ask((name, role, (*at, field, i), text)) for i, name in enumerate(names)]


def _body(body: CommandBody, at: Pointer) -> list[Ask]:
    found: list[Ask] = []
    found += _each(body.commander, "commander", at, "commander")
    found += _each(body.executive_deputies, "deputy", at, "executive_deputies")
    found += _each(body.deputies, "deputy", at, "deputies")
    if body.secretary:
        found.append(Ask(body.secretary, "secretary", (*at, "secretary")))
    found += _duties(body.name, body.duties, at)
    if body.office:
        found += _office(body.office, (*at, "office"))
    for i, member in enumerate(body.members):
        here = (*at, "members", i)
        found.append(Ask(member.unit, "member", (*here, "unit")))
        found += _duties(member.unit, member.duties, here)
    for i, group in enumerate(body.groups):
        found += _group(group, (*at, "groups", i))
    if body.scene:
        here = (*at, "scene")
        found += _each(body.scene.set_up_by, "sets_up_scene", here, "set_up_by")
        found += _each(body.scene.commander, "scene_commander", here, "commander")
        found += _each(body.scene.deputies, "scene_deputy", here, "deputies")
    if body.experts and body.experts.lead:
        found.append(Ask(body.experts.lead, "calls_experts", (*at, "experts", "lead")))
    return found


def _duties(actor: str, duties: tuple[str, ...], at: Pointer) -> Sequence[Ask]:
    if not duties:
        return ()
    return [_ask((actor, "duty", (*at, "duties", i), text)) for i, text in enumerate(duties)]


def _office(office: Office, at: Pointer) -> list[Ask]:
    found = [*_duties(office.name, office.duties, at)]
    if office.hosted_by:
        found.append(Ask(office.hosted_by, "hosts_office", (*at, "hosted_by")))
    if office.head:
        found.append(Ask(office.head, "office_head", (*at, "head")))
    found += _each(office.deputies, "office_deputy", at, "deputies")
    return found


def _group(group: Group, at: Pointer) -> list[Ask]:
    found: list[Ask] = []
    if group.lead:
        found.append(Ask(group.lead, "group_lead", (*at, "lead"), group.name))
    if group.leader:
        found.append(Ask(group.leader, "group_leader", (*at, "leader"), group.name))
    found += _each(group.members, "group_member", at, "members", group.name)
    found += _duties(group.name, group.duties, at)
    return found


def _monitoring(view: PlanView) -> Iterator[Ask]:
    for i, watch in enumerate(view.plan.monitoring):
        yield from _each(watch.unit, "monitors", ("monitoring", i), "unit", watch.item)


def _warnings(view: PlanView) -> list[Ask]:
    found: list[Ask] = []
    for colour, rule in view.plan.warnings.rules.items() if view.plan.warnings else ():
        here: Pointer = ("warnings", "rules", colour.zh)
        found += _each(rule.issued_by, "issues_warning", here, "issued_by", colour.zh)
        found += _each(rule.approved_by, "approves_warning", here, "approved_by", colour.zh)
        for j, measure in enumerate(rule.measures):
            at, text = (*here, "measures", j), measure.content
            found += _each(measure.responsible, "warning_measure", at, "responsible", text)
            found += _each(measure.supporting, "supporting", at, "supporting", text)
    return found


_OF_AUTHORITY: Final = (
    ("proposed_by", "proposes"),
    ("reviewed_by", "reviews"),
    ("decided_by", "decides"),
    ("announced_by", "announces"),
    ("commander", "commands_level"),
)
_OF_LEVEL: Final = (
    *_OF_AUTHORITY[:3],
    ("urgent_decision_by", "decides_urgently"),
    *_OF_AUTHORITY[3:],
)
"""Fields with those who decide on a level, and the part that they play."""


def _levels(view: PlanView) -> list[Ask]:
    found: list[Ask] = []
    for name, level in view.plan.levels.items():
        here: Pointer = ("levels", name)
        for field, role in _OF_LEVEL:
            found += _each(getattr(level, field), role, here, field, name)
        for i, authority in enumerate(level.authorities):
            there = (*here, "authorities", i)
            for field, role in _OF_AUTHORITY:
                found += _each(getattr(authority, field), role, there, field, name)
        end = complete(view.plan, level).termination
        if end:
            at = (*here, "termination") if level.termination else ("termination",)
            found += _each(end.proposed_by, "proposes_end", at, "proposed_by", name)
            found += _each(end.decided_by, "ends", at, "decided_by", name)
    return found


def _changes_of_level(view: PlanView) -> Iterator[Ask]:
    for i, clause in enumerate(view.plan.adjustments):
        here: Pointer = ("adjustments", i)
        text = clause.circumstances
        yield from _each(clause.decided_by, "adjusts_start", here, "decided_by", text)
    for i, step in enumerate(view.plan.transitions):
        at, text = ("transitions", i), f"{step.source} → {step.target}"
        yield from _each(step.proposed_by, "proposes_change", at, "proposed_by", text)
        yield from _each(step.decided_by, "decides_change", at, "decided_by", text)


def _actions(view: PlanView) -> list[Ask]:
    found: list[Ask] = []
    for i, action in enumerate(view.plan.actions):
        here: Pointer = ("actions", i)
        text = action.content
        found += _each(action.responsible, "responsible", here, "responsible", text)
        found += _each(action.supporting, "supporting", here, "supporting", text)
        for level, change in action.changes.items():
            at, own = (*here, "changes", level), change.content or text
            found += _each(change.responsible, "responsible", at, "responsible", own)
            found += _each(change.supporting, "supporting", at, "supporting", own)
        if action.needs:
            found += _each(action.needs.teams, "called", (*here, "needs"), "teams", text)
        for j, message in enumerate(action.messages):
            found += _each(message.to, "is_told", (*here, "messages", j), "to", message.content)
    return found


def _reports_and_after(view: PlanView) -> list[Ask]:
    found: list[Ask] = []
    for i, report in enumerate(view.plan.reports):
        at: Pointer = ("reports", i)
        found += _each(report.sender, "reports", at, "sender", report.applies)
        found += _each(report.recipient, "receives_report", at, "recipient", report.applies)
    info = view.plan.public_information
    if info:
        at, text = ("public_information",), info.content
        found += _each(info.responsible, "informs_public", at, "responsible", text)
        found += _each(info.spokesperson, "spokesperson", at, "spokesperson", text)
    for i, item in enumerate(view.plan.recovery):
        at, text = ("recovery", i), item.content
        found += _each(item.responsible, "recovers", at, "responsible", text)
        found += _each(item.supporting, "supporting", at, "supporting", text)
    for i, guarantee in enumerate(view.plan.guarantees):
        at, text = ("guarantees", i), guarantee.content
        found += _each(guarantee.responsible, "guarantees", at, "responsible", text)
        found += _each(guarantee.supporting, "supporting", at, "supporting", text)
        found += _each(guarantee.teams, "team_of_guarantee", at, "teams", guarantee.item)
    return found
