"""What all plans share, at the end of a book: telephones, teams, depots, shelters, experts."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Final

from docutils import nodes

from planforge.document.blocks import Content, paragraph, table
from planforge.document.books.book import Numbering, Opening, Part, Style
from planforge.document.components.registers import (
    contact_lines,
    depot_table,
    desk_of,
    numbers_of,
    phone,
    said_table,
    shelter_table,
    team_table,
)
from planforge.document.wording import titled
from planforge.i18n import Message, msg
from planforge.model.base import Kind
from planforge.model.registers import Expert, Organisation, Post

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from planforge.corpus.names import Entity
    from planforge.document.context import Context
    from planforge.document.pages.frame import Frame
    from planforge.model.registers import Contact


def register_parts(frame: Frame) -> list[Part]:
    """Return a part for every register that all plans draw from, those without entries left out."""
    parts: list[Part] = []
    for ident, (title, build) in _REGISTERS.items():
        if not _holds(frame, ident):
            continue
        name = title.render(frame.context.language)
        mark = frame.context.t("Appendix {number}", number=len(parts) + 1)
        parts.append(
            Part(
                ident,
                f"{mark} {name}",
                Style.ANNEX,
                frame.register_inputs(),
                partial(build, frame),
                Opening.NEXT if parts else Opening.RIGHT,
                Numbering.NONE,
                f"{mark}\n{name}",
            )
        )
    return parts


def _holds(frame: Frame, ident: str) -> bool:
    """Whether the register *ident* has entries."""
    kinds = {"teams": Kind.TEAM, "depots": Kind.DEPOT, "shelters": Kind.SHELTER}
    if ident == "contacts":
        return bool(listed(frame, Kind.ORGANISATION))
    return bool(frame.shown(kinds.get(ident, Kind.EXPERT)))


def listed(frame: Frame, kind: Kind) -> frozenset[str]:
    """Return the ids of the organisations or posts that the telephone list has a line for."""
    posts = _posts_of(frame)
    if kind is Kind.POST:
        return frozenset(post.id for found in posts.values() for post in found)
    lines = _lines_of(frame)
    return frozenset(
        e.id
        for e in frame.shown(kind)
        if getattr(e.element, "duty_phone", "") or e.key in lines or e.key in posts
    )


def _contacts(frame: Frame) -> list[nodes.Node]:
    """Return the duty desks; for insiders with posts and the telephone list, unit by unit."""
    context, t = frame.context, frame.context.t
    if context.public:
        return _desks(frame)
    lines = _lines_of(frame)
    posts = _posts_of(frame)
    rows: list[tuple[Content, ...]] = []
    for entity in frame.shown(Kind.ORGANISATION):
        unit = entity.element
        if not isinstance(unit, Organisation):
            continue
        people = list(lines.get(entity.key, ()))
        own: list[tuple[nodes.paragraph, Content]] = []
        if unit.duty_phone:
            desk, numbers = desk_of(context, unit, people)
            own.append((paragraph(desk), context.joined(map(phone, numbers))))
        own += [_post_line(context, post, people) for post in posts.get(entity.key, ())]
        own += [_person_line(context, line) for line in people]
        for at, (who, said) in enumerate(own):
            name: Content = _named(entity.name, [entity.id]) if at == 0 else ""
            rows.append((name, who, said))
    if not rows:
        return []
    headings = (t("Unit"), t("Post or person"), t("Phone"))
    return [_merged(table(headings, rows, "pf-contacts", widths=(36, 36, 28)))]


def _desks(frame: Frame) -> list[nodes.Node]:
    """Return the duty phones of the units."""
    t = frame.context.t
    rows = [
        (_named(entity.name, [entity.id]), phone(unit.duty_phone))
        for entity in frame.shown(Kind.ORGANISATION)
        if isinstance(unit := entity.element, Organisation) and unit.duty_phone
    ]
    headings = (t("Unit"), t("Duty phone"))
    return [table(headings, rows, "pf-duty-phones", widths=(64, 36))] if rows else []


def _merged(made: nodes.table) -> nodes.table:
    """Let the first cells of *made* reach over the empty ones below them."""
    for body in made.findall(nodes.tbody):
        first = nodes.entry()
        for row in body.children:
            if isinstance(row, nodes.row) and isinstance(row.children[0], nodes.entry):
                if row.children[0].children:
                    first = row.children[0]
                else:
                    row.remove(row.children[0])
                    first["morerows"] = first.get("morerows", 0) + 1
    return made


def _post_line(
    context: Context, entity: Entity, people: list[Contact]
) -> tuple[nodes.paragraph, Content]:
    """Return a post with its holder and their numbers, which are taken out of *people*."""
    post = entity.element
    if not isinstance(post, Post):
        raise TypeError(entity.name)
    title = "" if post.title == entity.name else post.title
    who = context.marks.parts((entity.name, titled(context, post.holder, title)))
    listed = context.joined(map(phone, numbers_of(post, people)))
    return _named(who, [f"post-{entity.id}"]), listed


def _person_line(context: Context, line: Contact) -> tuple[nodes.paragraph, Content]:
    numbers = context.joined(phone(number) for number in line.phones)
    return paragraph(titled(context, line.name, line.title)), numbers


def _named(text: str, ids: list[str]) -> nodes.paragraph:
    found = paragraph(text)
    found["ids"] = ids
    return found


def _lines_of(frame: Frame) -> dict[tuple[str, str], list[Contact]]:
    """Return the lines of the telephone list by organisation; none for the public."""
    return {} if frame.context.public else contact_lines(frame.corpus.registry)


def _posts_of(frame: Frame) -> dict[tuple[str, str], list[Entity]]:
    """Return the posts that have a telephone, by organisation."""
    return {
        key: posts
        for key, found in frame.run_by.items()
        if (posts := [e for e in found if isinstance(e.element, Post) and e.element.phone])
    }


def _experts(frame: Frame) -> list[nodes.Node]:
    context, t = frame.context, frame.context.t
    rows: list[tuple[Content, ...]] = []
    for entity in frame.shown(Kind.EXPERT):
        it = entity.element
        if isinstance(it, Expert):
            who = _named(entity.name, [entity.id])
            rows.append((who, it.organisation, context.marks.listed(it.fields), phone(it.phone)))
    headings = (t("Expert"), t("Works at"), t("Fields"), t("Phone"))
    return said_table(headings, rows, "pf-experts", widths=(16, 32, 32, 20))


def _rows_named(built: Iterable[nodes.Node], entities: Iterable[Entity]) -> list[nodes.Node]:
    """Give the rows of the table *built* the names of *entities*, so that links find them."""
    found = list(built)
    for body in (x for node in found for x in node.findall(nodes.tbody)):
        for row, entity in zip(body.children, entities, strict=True):
            first = next(iter(row.findall(nodes.paragraph)))
            first["ids"] = [entity.id]
            first.children = []
            first += nodes.Text(entity.name)
    return found


def _teams(frame: Frame) -> list[nodes.Node]:
    entities = frame.shown(Kind.TEAM)
    return _rows_named(team_table(frame.context, entities), entities)


def _depots(frame: Frame) -> list[nodes.Node]:
    entities = frame.shown(Kind.DEPOT)
    return _rows_named(depot_table(frame.context, entities), entities)


def _shelters(frame: Frame) -> list[nodes.Node]:
    entities = frame.shown(Kind.SHELTER)
    return _rows_named(shelter_table(frame.context, entities), entities)


_REGISTERS: Final[Mapping[str, tuple[Message, Callable[[Frame], list[nodes.Node]]]]] = {
    "contacts": (msg("Telephone list of all plans"), _contacts),
    "teams": (msg("Register of teams"), _teams),
    "depots": (msg("Register of depots"), _depots),
    "shelters": (msg("Register of shelters"), _shelters),
    "experts": (msg("Register of experts"), _experts),
}
"""Identifier of the part → its title and what makes it."""
