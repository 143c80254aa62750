"""基层明白卡: for a town or village where risks are, whom to call, where to go."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from planforge.document.books.book import Book, BookKind, Paper, Style
from planforge.document.books.book import Part as BookPart
from planforge.document.books.cards.advice import advice_for
from planforge.document.books.cards.calls import calls_of, lines_for
from planforge.document.books.cards.card import Call, Card, Part, Step, card_tree, shows_all
from planforge.document.books.cards.fit import WALL
from planforge.document.books.cards.foot import editions_line, issuer_of, newest
from planforge.document.books.cards.longest import longest
from planforge.document.books.cards.places import (
    government_of,
    is_fit,
    plans_of,
    risks_of,
    shelters_of,
    spots,
)
from planforge.document.books.cards.steps import REPORT
from planforge.document.books.cards.warnings import warning_parts
from planforge.document.books.qr import web_address
from planforge.document.nodes import address
from planforge.model.base import Kind
from planforge.model.registers import Region, Risk, Shelter

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from planforge.corpus.names import Entity
    from planforge.corpus.plan_view import PlanView
    from planforge.document.books.cards.places import Spot
    from planforge.document.context import Context
    from planforge.document.pages.frame import Frame
    from planforge.model.routes import Route

SHEET: Final = WALL
_MOST_SHELTERS: Final = 3
_MOST_FAR: Final = 2
"""Shelters named where none is in the town."""
_MOST_ROUTES: Final = 4
_SHELTERS: Final = (28, 44, 12, 16)
_ROUTES: Final = (25, 53, 22)
_PEOPLE: Final = (17, 15, 18, 17, 15, 18)


def village_cards(frame: Frame) -> Book:
    """Return the 基层明白卡, A4, one page for each town and village with registered risks.

    What no register knows, such as who looks after a household, is left blank to be filled in by
    hand; so is the way there, where no risk says it.
    """
    context, t = frame.context, frame.context.t
    parts = [_part(frame, spot) for spot in spots(context) if risks_of(context, spot)]
    return Book(
        ident="village-cards",
        title=t("Cards for towns and villages"),
        kind=BookKind.CARDS,
        parts=tuple(parts),
        issuer=issuer_of(context, frame.views),
        subject=t("Risks, warnings, ways out, shelters and whom to call, one page each"),
        dated=newest(context, frame.views),
        language=context.language,
        public=context.public,
        paper=Paper.A4,
        duplex=False,
    )


def _part(frame: Frame, spot: Spot) -> BookPart:
    ident = f"region-{spot.region.id}"
    return BookPart(
        ident=ident,
        title=spot.region.name,
        style=Style.CARD,
        inputs=(*frame.register_inputs(), ident),
        build=lambda: card_tree(frame.context, village_card(frame.context, spot), SHEET),
        longest=lambda: longest(village_card(frame.context, spot), SHEET),
    )


def village_card(context: Context, spot: Spot) -> Card:
    """Return the card of *spot*, with the warnings of as many plans as there is room for."""
    for plans in (3, 2, 1):
        card = _card(context, spot, plans)
        if shows_all(card, SHEET):
            break
    return card


def _card(context: Context, spot: Spot, plans: int) -> Card:
    t = context.t
    risks = risks_of(context, spot)
    views = plans_of(context, risks)
    population = spot.region.population
    facts = ((t("Residents"), t("{count} persons", count=population)),) if population else ()
    return Card(
        ident=spot.region.id,
        sort=t("What everybody here should know"),
        subject=spot.region.name,
        remark="".join(region.name for region in spot.above),
        facts=facts,
        above=(_risk_part(context, risks), *warning_parts(context, views, most=plans)),
        steps=tuple(_steps(context, spot, risks, _goal(context, spot, risks, views))),
        calls=tuple(_calls(context, spot)),
        below=_ways(context, spot, risks, views),
        foot=editions_line(context, views),
        web=web_address(context, address("region", spot.region.id)),
        steps_title=t("In danger: do this in order"),
        is_whole=True,
    )


def _risk_part(context: Context, risks: list[Entity]) -> Part:
    t = context.t
    rows = []
    for entity in risks:
        it = entity.element
        if not isinstance(it, Risk):
            continue
        exposed = "" if it.exposed is None else t("{count} persons", count=it.exposed)
        watched = calls_of(context, (it.organisation,), most=1)
        number = watched[0].number if watched else ""
        kind = context.marks.bracketed(it.category, it.grade)
        rows.append((entity.name, kind, exposed, it.organisation, number))
    headings = (t("Risk"), t("Kind"), t("Persons at risk"), t("Watched by"), t("Phone"))
    return Part(t("Risks here"), "risks", headings, tuple(rows), (31, 25, 10, 20, 14))


def _steps(context: Context, spot: Spot, risks: list[Entity], goal: str) -> Iterator[Step]:
    """Yield what people do, in the order of things: report, save lives, move out to the *goal*."""
    t = context.t
    town = government_of(context, spot.town)
    call = calls_of(context, (town.name,), most=1) if town else ()
    whom = "".join(f"{one.whom} {one.number}" for one in call) or t("the village or town")
    steps = [
        (
            t("Report what you see"),
            t("Call {whom}; in an accident or fire 119, for the injured 120.", whom=whom),
        ),
        (
            t("Tell your neighbours"),
            t(
                "Shout, beat gongs, knock at doors; wake who sleeps. Old people, children, the "
                "sick and pregnant women first."
            ),
        ),
        (
            t("Leave at once"),
            t("When the signal sounds or you see danger, leave; do not pack, do not wait."),
        ),
        *advice_for(context, risks),
        (
            t("Go to the shelter"),
            goal,
        ),
        (
            t("Do not go back"),
            t("Nobody returns before the danger is declared over, not even for a moment."),
        ),
    ]
    its = context.marks
    for i, (what, text) in enumerate(steps):
        yield Step(its.labelled(what), text, (), REPORT, (i, 0))


def _goal(context: Context, spot: Spot, risks: list[Entity], views: list[PlanView]) -> str:
    """Return how people get to safety: by the ways of the card, else to which shelters."""
    t = context.t
    rows = [] if _routes(context, risks) else _shelter_rows(context, spot, risks, views)
    if not rows:
        return t(
            "Take the way named below, let yourself be registered and counted, follow the staff."
        )
    (first, *_), *others = rows
    said = t("Follow those who lead to {shelter}, be registered and counted.", shelter=first)
    return said + (t("If the way is cut go to {shelter}.", shelter=others[0][0]) if others else "")


def _ways(
    context: Context, spot: Spot, risks: list[Entity], views: list[PlanView]
) -> tuple[Part, ...]:
    """Return shelters, ways there, and the people in charge, who are filled in by hand.

    The shelters at the end of the ways come first.
    """
    t = context.t
    ends = _ends(context, risks)
    rows = _shelter_rows(context, spot, risks, views)
    _, is_far = shelters_of(context, spot)
    title = t("Shelters and ways there")
    if is_far and rows and not ends:
        title = t("Shelters and ways there (none registered in the town: those of the county)")
    headings = (t("Shelter"), t("Address"), t("Holds"), t("Phone"))
    most = max(_MOST_FAR if is_far else _MOST_SHELTERS, len(set(ends)))
    shelters = Part(title, "shelters", headings, tuple(rows[:most]), _SHELTERS)
    named = (t("In charge (fill in)"), t("Name of the person"), t("Phone"))
    people = (
        (t("Head"), "", "", t("Looks after this house"), "", ""),
        (t("Gives the alarm"), "", "", t("Leads the rescue"), "", ""),
    )
    filled = Part("", "people", (*named, *named), people, _PEOPLE, is_filled_in=True)
    route = _route_part(context, risks, [name for name, *_ in rows])
    return (*((shelters,) if rows else ()), route, filled)


def _ends(context: Context, risks: list[Entity]) -> list[Entity]:
    return [end for _, end in _routes(context, risks) if end is not None]


def _shelter_rows(
    context: Context, spot: Spot, risks: list[Entity], views: list[PlanView]
) -> list[tuple[str, ...]]:
    """Return the shelters for *spot* that are fit: name, address, capacity, number."""
    ends = _ends(context, risks)
    others, _ = shelters_of(context, spot)
    rows: list[tuple[str, ...]] = []
    for entity in dict.fromkeys([*ends, *others]):
        it = entity.element
        if isinstance(it, Shelter) and (entity in ends or is_fit(it, risks, views)):
            own = calls_of(context, (it.organisation,), most=1)
            phone = it.phone or (own[0].number if own else "")
            holds = context.t("{count} persons", count=it.capacity)
            rows.append((entity.short_name, it.address, holds, phone))
    return rows


def _route_part(context: Context, risks: list[Entity], shelters: Sequence[str]) -> Part:
    """Return by which ways people leave; where no risk says it, a line for each of two shelters."""
    t = context.t
    rows = tuple(
        (route.people, _way(context, route, end), f"{route.guide} {route.phone}".strip())
        for route, end in _routes(context, risks)
    )
    if not rows:
        room = tuple(
            (t("Way to {shelter} (fill in)", shelter=shelter), "") for shelter in shelters[:2]
        )
        return Part(
            "", "way", (), room or ((t("Way there (fill in)"), ""),), (34, 66), is_filled_in=True
        )
    headings = (t("Who leaves"), t("Way"), t("Leads the people out"))
    return Part(t("Ways out"), "routes", headings, rows, _ROUTES)


def _routes(context: Context, risks: list[Entity]) -> list[tuple[Route, Entity | None]]:
    """Return the ways that the card shows, with the shelter at the end of each."""
    names = context.corpus.registry.names
    found: list[tuple[Route, Entity | None]] = []
    for entity in risks:
        it = entity.element
        for route in context.shown(it.routes) if isinstance(it, Risk) else ():
            end = names.get(route.shelter or "", (Kind.SHELTER,))
            found.append((route, end if end and context.may_show(end.element) else None))
    return found[:_MOST_ROUTES]


def _way(context: Context, route: Route, end: Entity | None) -> str:
    if end is None:
        return route.way
    return context.t("{way}, to {shelter}", way=route.way, shelter=end.short_name)


def _calls(context: Context, spot: Spot) -> Iterator[Call]:
    names = [e.name for e in (government_of(context, r) for r in _upwards(spot)) if e]
    yield from calls_of(context, names)
    yield from lines_for(context)


def _upwards(spot: Spot) -> tuple[Region, ...]:
    return (spot.town, *spot.above[:1])
