"""Pages of the public registers: one page each, every entry with an anchor of its own."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Final

from docutils import nodes

from planforge.document.blocks import Content, bullets, facts, joined, section
from planforge.document.components.registers import stock_line
from planforge.document.conditions import condition_words
from planforge.document.nodes import address, link
from planforge.document.page import Page, Target
from planforge.document.pages.actor_pages import names_of
from planforge.document.pages.addresses import anchor_of, resolve
from planforge.document.selection import full
from planforge.document.wording import day, level_badge, level_of_region, phone_links
from planforge.i18n import Message, msg
from planforge.model import registers as model
from planforge.model.base import Kind
from planforge.model.trigger import Row, Table

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from planforge.corpus.names import Entity
    from planforge.corpus.plan_view import Level, PlanView
    from planforge.document.context import Context
    from planforge.document.pages.frame import Frame

Facts = list[tuple[str, Content]]

REGISTERS: Final[Mapping[tuple[Kind, ...], Message]] = {
    (Kind.DEPOT,): msg("Depots of supplies"),
    (Kind.SHELTER,): msg("Shelters"),
    (Kind.EXPERT,): msg("Experts"),
    (Kind.RISK,): msg("Risks"),
    (Kind.INDICATOR,): msg("Indicators"),
    (Kind.MECHANISM, Kind.AGREEMENT): msg("Mechanisms and agreements"),
    (Kind.REGULATION,): msg("Laws and upper plans"),
}
"""Kinds of entries that share a page, with its title."""


def register_pages(frame: Frame) -> list[Page]:
    """Return a page for every register that has entries, and that of the regions."""
    found = []
    for kinds, title in REGISTERS.items():
        entities = [entity for kind in kinds for entity in frame.shown(kind)]
        if entities:
            found.append(_page(frame, kinds, title.render(frame.context.language), entities))
    if frame.corpus.registry.jurisdiction is not None:
        found.append(_region_page(frame))
    return found


def _docname(kind: Kind) -> str:
    found = resolve(address(kind.value, "index"))
    if found is None:
        raise ValueError(f"no page lists entries of kind {kind.value}")
    return found[0]


def _page(frame: Frame, kinds: tuple[Kind, ...], title: str, entities: Sequence[Entity]) -> Page:
    def build() -> list[nodes.Node]:
        uses = _uses(frame, kinds)
        return [
            section(
                entity.name,
                anchor_of(entity.kind.value, entity.id),
                facts(_facts(frame, entity, uses.get(entity.key, [])), "pf-facts"),
            )
            for entity in entities
        ]

    targets = tuple(
        Target(e.kind.value, e.id, e.name, anchor_of(e.kind.value, e.id)) for e in entities
    )
    return frame.register_page(_docname(kinds[0]), title, "register", build, targets=targets)


_Uses = dict[tuple[str, str], list[nodes.Node]]


def _uses(frame: Frame, kinds: tuple[Kind, ...]) -> _Uses:
    """Return links to the places in plans that name entries of *kinds*."""
    if kinds == (Kind.INDICATOR,):
        return _indicator_uses(frame)
    found: dict[tuple[str, str], dict[str, nodes.Node]] = defaultdict(dict)
    for view in frame.views:
        context = frame.context.of(view)
        for reference in view.references:
            if not set(kinds) & set(reference.ref.kinds):
                continue
            entity = view.get(reference.name, kinds)
            if entity is None:
                continue
            target, text = _place(context, view, reference.pointer)
            found[entity.key].setdefault(target, link(text, target))
    return {key: list(links.values()) for key, links in found.items()}


def _place(context: Context, view: PlanView, pointer: tuple[str | int, ...]) -> tuple[str, str]:
    """Return address and text of the place that names an entry: an action, or the plan."""
    plan = view.plan
    title = plan.short_names[0] if plan.short_names else plan.name
    if pointer[0] == "actions" and isinstance(pointer[1], int):
        action = plan.actions[pointer[1]]
        text = context.t("{plan}: {part}", plan=title, part=action.title or action.content[:12])
        return address("action", f"{plan.id}/{action.id}"), text
    return address("plan", plan.id), title


def _indicator_uses(frame: Frame) -> _Uses:
    found: _Uses = defaultdict(list)
    names = frame.corpus.registry.names
    for view in frame.views:
        context = frame.context.of(view)
        levels: dict[tuple[str, str], list[Level]] = defaultdict(list)
        for level in view.levels:
            if not context.may_show(level.facts):
                continue
            used = {names.get(name, (Kind.INDICATOR,)) for name in _cells(context, level)}
            for entity in {e.key: e for e in used if e}.values():
                levels[entity.key].append(level)
        for key, using in sorted(levels.items()):
            found[key].append(_level_links(context, view, using))
    return found


def _level_links(context: Context, view: PlanView, levels: Iterable[Level]) -> nodes.Node:
    """Return the plan in hand with its *levels*."""
    title = view.plan.short_names[0] if view.plan.short_names else view.plan.name
    badges = joined((level_badge(context, view, level) for level in levels), " ")
    return nodes.inline("", "", nodes.Text(f"{title} "), *badges)


def _cells(context: Context, level: Level) -> Iterator[str]:
    def rows(items: Iterable[Row | Table]) -> Iterator[str]:
        for item in context.shown(items):
            if isinstance(item, Table):
                yield from rows(item.rows)
            else:
                yield from item.cells
                yield from rows(item.any_of)

    yield from rows(full(context, level).triggers)


def _facts(frame: Frame, entity: Entity, uses: list[nodes.Node]) -> Facts:
    context = frame.context
    element = entity.element
    found: Facts = []
    for model_class, build in _FACTS.items():
        if isinstance(element, model_class):
            found = build(frame, element)
    if isinstance(element, model.Entry):
        found += names_of(context, element)
    return [*found, (context.t("Used by"), context.joined(uses))]


def _depot(frame: Frame, it: model.Depot) -> Facts:
    context, t = frame.context, frame.context.t
    stock = [stock_line(item) for item in context.shown(it.stock)]
    return [
        (t("Level of government"), it.level.label(context.language)),
        (t("Run by"), [context.actor(it.organisation)]),
        (t("Address"), it.address),
        (t("Keeper"), it.keeper),
        (t("Phone"), phone_links(it.phone)),
        (t("Stock"), [bullets(stock)] if stock else ""),
        (t("Stock-taking"), day(context, it.counted)),
    ]


def _shelter(frame: Frame, it: model.Shelter) -> Facts:
    context, t = frame.context, frame.context.t
    return [
        (t("Class"), it.shelter_class.label(context.language)),
        (t("Holds persons"), str(it.capacity)),
        (t("Address"), it.address),
        (t("Run by"), [context.actor(it.organisation)]),
        (t("Phone"), phone_links(it.phone)),
        (t("Facilities"), context.marks.listed(it.facilities)),
        (t("Not for"), context.marks.listed(it.unfit_for)),
        (
            t("Wheelchair access"),
            "" if it.accessible is None else t("yes") if it.accessible else t("no"),
        ),
    ]


def _expert(frame: Frame, it: model.Expert) -> Facts:
    t = frame.context.t
    return [
        (t("Works at"), it.organisation),
        (t("Fields"), frame.context.marks.listed(it.fields)),
        (t("Phone"), phone_links(it.phone)),
    ]


def _risk(frame: Frame, it: model.Risk) -> Facts:
    context, t = frame.context, frame.context.t
    routes = [_route(frame, route) for route in context.shown(it.routes)]
    return [
        (t("Kind"), it.category),
        (t("Risk grade"), it.grade),
        (t("Region"), it.region or ""),
        (t("People at risk"), "" if it.exposed is None else str(it.exposed)),
        (t("Watched by"), [context.actor(it.organisation)]),
        (t("Measures"), context.marks.clauses(it.measures)),
        (t("Ways out"), [bullets(routes)] if routes else ""),
        (t("Plans"), context.joined(context.plan_link(name) for name in it.plans)),
    ]


def _route(frame: Frame, route: model.Route) -> str:
    its = frame.context.marks
    guide = its.bracketed(route.guide, route.phone) if route.guide else route.phone
    if guide:
        guide = frame.context.t("led by {guide}", guide=guide)
    way = its.labelled(route.people, route.way)
    return its.clauses((way, route.shelter or "", guide))


def _indicator(frame: Frame, it: model.Indicator) -> Facts:
    context, t = frame.context, frame.context.t
    return [
        (t("Kind"), it.type.label(context.language)),
        (t("Unit"), it.unit),
        (t("Time window"), it.window),
        (t("Place"), it.place),
        (t("Values"), it.bounds or context.marks.listed(it.words)),
        (t("Observed or forecast"), it.nature.label(context.language)),
        (t("Observed by"), context.actors(it.observer)),
        (t("Grades by figures"), _criteria(context, it)),
        (t("Places of measurement"), _stations(context, it)),
    ]


def _criteria(context: Context, it: model.Indicator) -> list[nodes.Node]:
    lines = [
        context.marks.labelled(grade, condition_words(context, rows))
        for grade, rows in it.criteria.items()
    ]
    return [bullets(lines)] if lines else []


def _stations(context: Context, it: model.Indicator) -> list[nodes.Node]:
    lines, marks = [], context.marks
    for station in context.shown(it.stations):
        grades = marks.parts(f"{grade} {test}" for grade, test in station.grades.items())
        place = marks.bracketed(station.name, station.located)
        lines.append(marks.labelled(place, grades))
    return [bullets(lines)] if lines else []


def _mechanism(frame: Frame, it: model.Mechanism) -> Facts:
    context, t = frame.context, frame.context.t
    return [
        (t("Led by"), [context.actor(it.lead)]),
        (t("Members"), context.actors(it.members)),
        (t("Contents"), it.content),
        (t("How often"), it.frequency),
        (t("Plans"), context.joined(context.plan_link(name) for name in it.plans)),
    ]


def _agreement(frame: Frame, it: model.Agreement) -> Facts:
    context, t = frame.context, frame.context.t
    return [
        (t("Parties"), context.marks.listed(it.parties)),
        (t("Signed"), day(context, it.signed)),
        (t("Valid until"), day(context, it.expires)),
        (t("Contents"), it.content),
        (t("Sends when asked"), _support(context, it)),
        (t("Plans"), context.joined(context.plan_link(name) for name in it.plans)),
    ]


def _support(context: Context, it: model.Agreement) -> list[nodes.Node]:
    marks = context.marks
    lines = []
    for one in context.shown(it.support):
        things = marks.listed(f"{name}{amount.spelling()}" for name, amount in one.supplies.items())
        lines.append(marks.labelled(one.party, marks.parts([things, one.within.text])))
    return [bullets(lines)] if lines else []


def _regulation(frame: Frame, it: model.Regulation) -> Facts:
    context, t = frame.context, frame.context.t
    return [
        (t("Kind"), it.category.label(context.language)),
        (t("Document number"), it.number),
        (t("Made by"), it.issuer),
        (t("Issued on"), day(context, it.issued)),
        (t("In force from"), day(context, it.effective)),
        (t("Repealed from"), day(context, it.repealed)),
        (t("Replaced by"), [context.plan_link(it.successor)] if it.successor else ""),
    ]


_FACTS: Final[dict[type[model.Entry], Callable[..., Facts]]] = {
    model.Depot: _depot,
    model.Shelter: _shelter,
    model.Expert: _expert,
    model.Risk: _risk,
    model.Indicator: _indicator,
    model.Mechanism: _mechanism,
    model.Agreement: _agreement,
    model.Regulation: _regulation,
}


def _region_page(frame: Frame) -> Page:
    regions = frame.shown(Kind.REGION)
    targets = tuple(Target("region", e.id, e.name, e.id) for e in regions)
    title = frame.context.t("Jurisdiction")

    def build() -> list[nodes.Node]:
        top = frame.corpus.registry.jurisdiction
        return [_region(frame, top)] if top and frame.context.may_show(top) else []

    return frame.register_page("region/index", title, "register", build, targets=targets)


def _region(frame: Frame, region: model.Region) -> nodes.section:
    context, t = frame.context, frame.context.t
    pairs: Facts = [
        (t("Level of government"), level_of_region(context, region.level)),
        (t("Population"), "" if region.population is None else str(region.population)),
        (t("Area"), region.area_km2 or ""),
        (t("Neighbours"), context.marks.listed(region.adjacent)),
        (t("Features"), [bullets(region.features)] if region.features else ""),
    ]
    inner = [_region(frame, part) for part in context.shown(region.parts)]
    return section(region.name, region.id, facts(pairs, "pf-facts"), *inner)
