"""Teams, depots, shelters and telephone numbers that the plan in hand calls on."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from planforge.corpus.numbers import digits_of
from planforge.corpus.persons import is_person
from planforge.document.blocks import Content, bullets, table
from planforge.document.directives import Request, component
from planforge.document.selection import bodies, shown_members
from planforge.document.wording import holder_words, limit_words, phone_links, titled
from planforge.model.base import Kind
from planforge.model.registers import Contact, Contacts, Depot, Organisation, Post, Shelter, Team

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from docutils import nodes

    from planforge.corpus.names import Entity
    from planforge.corpus.registry import Registry
    from planforge.document.context import Context
    from planforge.model.registers import Equipment


def called_on(context: Context, kind: Kind) -> list[Entity]:
    """Return the registered resources of *kind* that the plan in hand names, each once."""
    view = context.plan_view
    found: dict[tuple[str, str], Entity] = {}
    for name in _names(context, kind):
        entity = view.registry.names.get(name, (kind,))
        if entity is not None and context.may_show(entity.element):
            found.setdefault(entity.key, entity)
    return list(found.values())


def _names(context: Context, kind: Kind) -> Iterable[str]:
    plan = context.plan_view.plan
    field = {Kind.TEAM: "teams", Kind.DEPOT: "depots", Kind.SHELTER: "shelters"}[kind]
    for guarantee in context.shown(plan.guarantees):
        yield from getattr(guarantee, field)
    for action in context.shown(plan.actions):
        for needs in (action.needs, *(change.needs for change in action.changes.values())):
            if needs is not None and context.may_show(needs):
                yield from getattr(needs, field)


def phone(number: str) -> Content:
    """Return a telephone number as the medium likes to show it; nothing for none."""
    return phone_links(number)


def stock_line(item: Equipment) -> str:
    """Return “编织袋（防滑型）20000条”."""
    model = f"（{item.model}）" if item.model else ""
    return f"{item.name}{model}{item.quantity}{item.unit}"


def team_table(context: Context, entities: Iterable[Entity]) -> list[nodes.Node]:
    """Return the table of *entities*, which are teams; nothing if there are none."""
    rows: list[tuple[Content, ...]] = []
    for entity in entities:
        team = entity.element
        if not isinstance(team, Team):
            continue
        rows.append(
            (
                [context.entity(entity, entity.name)],
                context.marks.bracketed(team.category, team.layer.label(context.language)),
                [context.actor(team.organisation)],
                str(team.size),
                limit_words(context, team.muster),
                _person(context, team.leader, team.phone),
                context.marks.listed(team.skills),
            )
        )
    headings = (
        context.t("Team"),
        context.t("Kind"),
        context.t("Run by"),
        context.t("Persons"),
        context.t("Ready"),
        context.t("Leader and phone"),
        context.t("Skills"),
    )
    return [table(headings, rows, "pf-teams", widths=(20, 14, 14, 7, 9, 16, 20))] if rows else []


def _person(context: Context, name: str, number: str) -> list[nodes.Node]:
    """Return name and phone in one line, whatever there is of them."""
    return context.joined([*([name] if name else []), *phone_links(number)])


def depot_table(context: Context, entities: Iterable[Entity]) -> list[nodes.Node]:
    """Return the table of *entities*, which are depots; nothing if there are none."""
    rows: list[tuple[Content, ...]] = []
    for entity in entities:
        depot = entity.element
        if not isinstance(depot, Depot):
            continue
        stock = [stock_line(item) for item in context.shown(depot.stock)]
        rows.append(
            (
                [context.entity(entity, entity.name)],
                [context.actor(depot.organisation)],
                depot.address,
                _person(context, depot.keeper, depot.phone),
                [bullets(stock)] if stock else "",
            )
        )
    headings = (
        context.t("Depot"),
        context.t("Run by"),
        context.t("Address"),
        context.t("Keeper and phone"),
        context.t("Stock"),
    )
    return [table(headings, rows, "pf-depots", widths=(20, 16, 18, 16, 30))] if rows else []


def shelter_table(context: Context, entities: Iterable[Entity]) -> list[nodes.Node]:
    """Return the table of *entities*, which are shelters; nothing if there are none."""
    rows: list[tuple[Content, ...]] = []
    for entity in entities:
        shelter = entity.element
        if not isinstance(shelter, Shelter):
            continue
        rows.append(
            (
                [context.entity(entity, entity.name)],
                shelter.shelter_class.label(context.language),
                str(shelter.capacity),
                shelter.address,
                [context.actor(shelter.organisation)],
                phone(shelter.phone),
                context.marks.listed(shelter.unfit_for),
            )
        )
    headings = (
        context.t("Shelter"),
        context.t("Class"),
        context.t("Holds persons"),
        context.t("Address"),
        context.t("Run by"),
        context.t("Phone"),
        context.t("Not for"),
    )
    return said_table(headings, rows, "pf-shelters", widths=(22, 8, 10, 20, 16, 14, 10))


def said_table(
    headings: Sequence[Content],
    rows: Sequence[Sequence[Content]],
    name: str,
    *,
    widths: Sequence[int],
) -> list[nodes.Node]:
    """Return a table of class *name* without its last column if no row says anything in it.

    Nothing if there are no rows.
    """
    count = len(widths) if any(row[-1] for row in rows) else len(widths) - 1
    shown = [row[:count] for row in rows]
    return [table(headings[:count], shown, name, widths=widths[:count])] if rows else []


@component("teams")
def teams(context: Context, _request: Request) -> list[nodes.Node]:
    """Show the teams that the plan calls on."""
    return team_table(context, called_on(context, Kind.TEAM))


@component("depots")
def depots(context: Context, _request: Request) -> list[nodes.Node]:
    """Show the depots that the plan draws from, with their stock."""
    return depot_table(context, called_on(context, Kind.DEPOT))


@component("shelters")
def shelters(context: Context, _request: Request) -> list[nodes.Node]:
    """Show the shelters that the plan opens."""
    return shelter_table(context, called_on(context, Kind.SHELTER))


@component("contacts")
def contacts(context: Context, _request: Request) -> list[nodes.Node]:
    """Show the duty phones of the units in the plan; posts and persons only to insiders."""
    if context.public:
        duty = [
            ([context.entity(entity)], phone(unit.duty_phone))
            for entity in units_of(context)
            if isinstance(unit := entity.element, Organisation) and unit.duty_phone
        ]
        heads = (context.t("Unit"), context.t("Duty phone"))
        return [table(heads, duty, "pf-duty-phones", widths=(64, 36))] if duty else []
    rows = _phone_rows(context)
    headings = (context.t("Unit"), context.t("Post or person"), context.t("Phone"))
    return [table(headings, rows, "pf-contacts", widths=(34, 33, 33))] if rows else []


def _phone_rows(context: Context) -> list[tuple[Content, ...]]:
    """Return the posts that command, then the duty phone and the persons of each unit."""
    lines = contact_lines(context.corpus.registry)
    rows = _post_rows(context, lines)
    for entity in units_of(context):
        unit = entity.element
        if isinstance(unit, Organisation) and unit.duty_phone:
            desk, numbers = desk_of(context, unit, lines.get(entity.key, []))
            rows.append(([context.entity(entity)], desk, context.joined(map(phone, numbers))))
        for line in lines.get(entity.key, ()):
            person = titled(context, line.name, line.title)
            listed = context.joined(map(phone, line.phones))
            rows.append(([context.entity(entity)], person, listed))
    return rows


def units_of(context: Context) -> list[Entity]:
    """Return the office, its host and the member units of the plan in hand, each once."""
    names: list[str] = []
    for body in bodies(context):
        names.append(body.name)
        if body.office:
            names.append(body.office.name)
            names += [body.office.hosted_by] if body.office.hosted_by else []
    names += [member.unit for member in shown_members(context)]
    found: dict[tuple[str, str], Entity] = {}
    for name in names:
        entity = context.plan_view.get(name, (Kind.ORGANISATION,))
        if entity is not None and context.may_show(entity.element):
            found.setdefault(entity.key, entity)
    return list(found.values())


def _post_rows(
    context: Context, lines: Mapping[tuple[str, str], list[Contact]]
) -> list[tuple[Content, ...]]:
    """Return the posts that command with all numbers of their holders, who go from *lines*."""
    names: dict[str, None] = {}
    for body in bodies(context):
        offices = (body.office.head, *body.office.deputies) if body.office else ()
        everybody = (*body.commander, *body.executive_deputies, *body.deputies, *offices)
        names |= dict.fromkeys(name for name in everybody if name)
    rows: list[tuple[Content, ...]] = []
    for name in names:
        entity = context.plan_view.get(name, (Kind.POST,))
        if entity is None or not context.may_show(entity.element):
            continue
        post = entity.element
        if not isinstance(post, Post):
            continue
        unit = context.plan_view.get(post.organisation, (Kind.ORGANISATION,))
        numbers = numbers_of(post, lines.get(unit.key, []) if unit else [])
        if numbers:
            holder = holder_words(context, post)
            rows.append(([context.entity(entity)], holder, context.joined(map(phone, numbers))))
    return rows


def numbers_of(post: Post, people: list[Contact]) -> tuple[str, ...]:
    """Return all numbers of the holder of *post*, whose line is taken out of *people*."""
    same = next((line for line in people if post.holder and line.name == post.holder), None)
    if same is not None:
        people.remove(same)
    numbers = dict.fromkeys((post.phone, *(same.phones if same else ())))
    return tuple(number for number in numbers if number)


def desk_of(
    context: Context, unit: Organisation, people: list[Contact]
) -> tuple[str, tuple[str, ...]]:
    """Return the name and all numbers of the duty desk of *unit*.

    A line of *people* that is a desk with the number of the duty desk is that desk under another
    name, and is taken out of them. What is called 值班室 or the like is the duty desk by any name.
    """
    own = digits_of(unit.duty_phone)
    same = [
        line
        for line in people
        if own in map(digits_of, line.phones) and not is_person(line.name, line.organisation)
    ]
    for line in same:
        people.remove(line)
    named = [
        line.name if line.name.endswith(line.title) else titled(context, line.name, line.title)
        for line in same
        if _WATCH not in line.name
    ]
    desk = context.marks.parts(named) if named else context.t("duty desk")
    listed = {own: unit.duty_phone}
    for number in (number for line in same for number in line.phones):
        listed.setdefault(digits_of(number), number)
    return desk, tuple(listed.values())


_WATCH: Final = "值班"
"""What the name of a desk says that keeps watch."""


def contact_lines(registry: Registry) -> dict[tuple[str, str], list[Contact]]:
    """Return the lines of the telephone list by organisation, in lists of the caller's own."""
    found: dict[tuple[str, str], list[Contact]] = {}
    for _, register in registry.registers:
        for line in register.contacts if isinstance(register, Contacts) else ():
            owner = registry.names.get(line.organisation, (Kind.ORGANISATION,))
            if owner is not None:
                found.setdefault(owner.key, []).append(line)
    return found
