"""Forms of records: minutes of a consultation, transfer of supplies, the log of the duty desk."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from planforge.document.forms.filled import fact_lines, level_of, reasons
from planforge.document.forms.grid import (
    blank,
    boxes,
    field,
    grid,
    half,
    line,
    moment,
    register,
    remark,
)
from planforge.document.selection import bodies, shown_levels, shown_members
from planforge.document.wording import limit_words
from planforge.model.base import Kind
from planforge.model.registers import Depot

if TYPE_CHECKING:
    from collections.abc import Iterator

    from docutils import nodes

    from planforge.document.context import Context
    from planforge.document.forms.filled import Filled
    from planforge.model.plan import Needs

_MOST_UNITS: Final = 40
_EMPTY_ITEMS: Final = 8
_EMPTY_CALLS: Final = 10


def minutes(context: Context, it: Filled | None) -> list[nodes.Node]:
    """Return the minutes of a consultation on the situation (会商纪要)."""
    t, marks = context.t, context.marks
    units = list(dict.fromkeys(member.unit for member in shown_members(context)))
    listed = boxes(context, units) if len(units) <= _MOST_UNITS else ""
    facts = marks.clauses(fact_lines(context, it)) if it else ""
    level = level_of(context, it)
    why = marks.clauses(reasons(context, it)) if it and level else ""
    names = [one.name for one in reversed(shown_levels(context))]
    advice = boxes(context, (*names, t("no response")), level.name if level else "")
    office = next((body.office.name for body in bodies(context) if body.office), "")
    top = [
        half(t("Time"), moment(context)),
        half(t("Place of the meeting")),
        half(t("Chaired by")),
        half(t("Recorded by")),
        field(t("Units present"), listed, room=1),
        field(t("Situation"), facts, room=1 if facts else 3),
    ]
    rest = [
        field(t("Judgement: level"), advice),
        field(t("Start conditions met"), why, room=1 if why else 2),
    ]
    heads = (t("Unit"), t("Opinion"))
    done = (t("No."), t("What was agreed"), t("Unit"), t("Time limit"))
    rows = [(str(number), "", "", "") for number in range(1, 5)]
    convened = marks.labelled(t("Convened by"), office or blank(10))
    numbered = marks.labelled(t("Number"), blank(8))
    return [
        line(convened, numbered),
        grid(top),
        register(heads, (), (26, 74), empty=4),
        grid(rest),
        register(done, rows, (8, 52, 24, 16)),
        line(marks.labelled(t("Issued by (signature)"), blank(8)), moment(context)),
    ]


def supplies(context: Context, it: Filled | None) -> list[nodes.Node]:
    """Return the transfer of supplies from a depot (物资调拨单)."""
    t, marks = context.t, context.marks
    depot = it.depot if it else ""
    items = [item for item in _called(context, it) if item[3] == depot] if it else []
    rows = [
        (str(number), name, "", unit, str(count), "", "")
        for number, (name, unit, count, _) in enumerate(items, 1)
    ]
    more = max(2, _EMPTY_ITEMS - len(rows)) if rows else _EMPTY_ITEMS
    heads = (
        t("No."),
        t("Item"),
        t("Specification"),
        t("Unit of count"),
        t("Quantity asked"),
        t("Quantity given"),
        t("Remarks"),
    )
    top = [
        field(t("Transferred from (depot)"), _depots(context, depot)),
        half(t("Transferred to (unit)")),
        half(t("Place of use")),
        half(t("Contact")),
        half(t("Phone")),
        half(t("To arrive by"), moment(context)),
        half(t("Transport"), boxes(context, (t("fetched"), t("delivered")))),
        field(t("Reason"), _reason(context, it)),
    ]
    signed = (t("Part in it"), t("Unit and signature"), t("Time"), t("Remarks"))
    steps = [
        (t("Asked for by"), "", "", ""),
        (t("Approved by"), "", "", ""),
        (t("Handed out by"), "", "", ""),
        (t("Carried by"), "", "", ""),
        (t("Received by"), "", "", ""),
    ]
    return [
        line(
            marks.labelled(t("Number"), blank(8)),
            marks.labelled(t("Filled in at"), moment(context)),
        ),
        grid(top),
        register(heads, rows, (7, 21, 14, 11, 12, 12, 23), empty=more),
        register(signed, steps, (18, 36, 24, 22)),
        remark(t("In four copies: approval, depot, transport, recipient.")),
    ]


def _reason(context: Context, it: Filled | None) -> str:
    level = level_of(context, it)
    if level is None:
        return ""
    plan = context.plan_view.plan
    name = plan.short_names[0] if plan.short_names else plan.name
    return context.t("response at {level} under the {plan}", level=level.name, plan=name)


def _called(context: Context, it: Filled) -> Iterator[tuple[str, str, int, str]]:
    """Yield what the actions of the level call on: item, unit, quantity, depot.

    An item that several actions name from the same depots is counted once, at the most of them.
    """
    most: dict[tuple[str, str], tuple[str, int]] = {}
    for at in it.actions:
        if not context.may_show(at.action) or not context.may_show(at.needs):
            continue
        for name, unit, count, depot in _needed(context, at.needs):
            known = most.get((name, depot))
            if known is None or known[1] < count:
                most[name, depot] = (unit, count)
    for (name, depot), (unit, count) in most.items():
        yield name, unit, count, depot


def _needed(context: Context, needs: Needs | None) -> Iterator[tuple[str, str, int, str]]:
    if needs is None:
        return
    depots = context.marks.listed(needs.depots)
    for name, count in needs.supplies.items():
        yield name, count.unit or _unit_of(context, name), int(count), depots


def _unit_of(context: Context, item: str) -> str:
    for entity in context.corpus.registry.names.entities(Kind.DEPOT):
        stock = entity.element.stock if isinstance(entity.element, Depot) else ()
        for one in context.shown(stock):
            if one.name == item:
                return one.unit
    return ""


def _depots(context: Context, names: str) -> str:
    """Return the depots called *names*, with their phones where the reader may see them."""
    marks = context.marks
    found: dict[str, None] = {}
    for name in filter(None, names.split(marks.item)):
        entity = context.plan_view.get(name, (Kind.DEPOT,))
        depot = entity.element if entity else None
        if entity and isinstance(depot, Depot) and context.may_show(depot):
            found.setdefault(marks.bracketed(entity.name, depot.phone))
        else:
            found.setdefault(name)
    return marks.clauses(found)


def by_depot(context: Context, it: Filled) -> tuple[Filled, ...]:
    """Return *it* for each depot that its actions draw from; itself where they draw from none."""
    depots = dict.fromkeys(depot for *_, depot in _called(context, it))
    return tuple(replace(it, depot=depot) for depot in depots) or (it,)


def duty_log(context: Context, it: Filled | None) -> list[nodes.Node]:
    """Return the log of the duty desk (值班记录): one shift, from one hand-over to the next."""
    t, marks = context.t, context.marks
    heads = (
        t("No."),
        t("Time"),
        t("From: unit, person, phone"),
        t("By"),
        t("What was said"),
        t("Done: passed on to, at, what they said"),
        t("Handled by"),
    )
    facts = marks.clauses(fact_lines(context, it)) if it else ""
    rows = [("1", "", "", "", facts, _to_do(context, it), "")] if facts else []
    top = [
        field(t("Shift"), t("from {start} to {end}", start=moment(context), end=moment(context))),
        half(t("Leader on duty")),
        half(t("Officers on duty")),
        half(t("Stand-by")),
    ]
    last = [
        field(t("Handed over: what is not finished, what to watch"), room=1),
        half(t("Handed over by, at")),
        half(t("Taken over by, at")),
    ]
    return [
        grid(top),
        register(heads, rows, (6, 9, 18, 9, 26, 22, 10), empty=_EMPTY_CALLS - 3 * len(rows)),
        grid(last),
    ]


def _to_do(context: Context, it: Filled | None) -> str:
    """Return whom to tell first at the level that follows."""
    level = level_of(context, it)
    if level is None:
        return ""
    marks = context.marks
    facts = level.facts
    limit = limit_words(context, facts.decision_limit)
    said = [
        context.t("propose {level}: {who}", level=level.name, who=marks.listed(facts.proposed_by)),
        marks.bracketed(context.t("decides: {who}", who=marks.listed(facts.decided_by)), limit),
        context.t("to be told: {who}", who=marks.listed(facts.reported_to)),
    ]
    kept = zip(said, (facts.proposed_by, facts.decided_by, facts.reported_to), strict=True)
    return marks.clauses(text for text, names in kept if names)


__all__ = ["by_depot", "duty_log", "minutes", "supplies"]
