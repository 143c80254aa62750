"""The public registers as sheets, one for each register and for what is counted inside it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from planforge.document.components.registers import stock_line
from planforge.document.conditions import condition_words
from planforge.document.sheets.columns import column, columns, head, value, values
from planforge.document.sheets.regions import for_region, of_region
from planforge.document.sheets.sheet import Column, ColumnKind, Row, Sheet
from planforge.document.wording import day
from planforge.i18n import Message, msg
from planforge.model import registers as model
from planforge.model.base import Kind

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from planforge.corpus.names import Entity
    from planforge.document.context import Context
    from planforge.document.pages.frame import Frame
    from planforge.model.base import Element

_UNITS: Final = {
    "size": msg("persons"),
    "population": msg("persons"),
    "capacity": msg("persons"),
    "exposed": msg("persons"),
}
"""What the numbers of registers are counted in, by the name of the field."""

_FIELDS: Final[Mapping[Kind, tuple[type[model.Entry], Message, tuple[str, ...]]]] = {
    Kind.REGION: (
        model.Region,
        msg("Jurisdiction"),
        ("level", "population", "area_km2", "adjacent", "features"),
    ),
    Kind.ORGANISATION: (
        model.Organisation,
        msg("Organisations"),
        (
            "category",
            "superior",
            "hosted_by",
            "region",
            "duty_phone",
            "address",
            "fields",
            "duties",
        ),
    ),
    Kind.POST: (
        model.Post,
        msg("Posts"),
        ("organisation", "title", "holder", "phone", "duties"),
    ),
    Kind.TEAM: (
        model.Team,
        msg("Rescue teams"),
        (
            "category",
            "layer",
            "organisation",
            "region",
            "size",
            "leader",
            "phone",
            "muster",
            "skills",
            "insured",
            "last_training",
            "last_drill",
            "changed",
        ),
    ),
    Kind.DEPOT: (
        model.Depot,
        msg("Depots of supplies"),
        ("level", "organisation", "region", "address", "keeper", "phone", "counted", "changed"),
    ),
    Kind.SHELTER: (
        model.Shelter,
        msg("Shelters"),
        (
            "shelter_class",
            "region",
            "address",
            "capacity",
            "organisation",
            "phone",
            "facilities",
            "accessible",
            "unfit_for",
            "changed",
        ),
    ),
    Kind.EXPERT: (model.Expert, msg("Experts"), ("organisation", "fields", "phone")),
    Kind.RISK: (
        model.Risk,
        msg("Risks"),
        (
            "category",
            "region",
            "grade",
            "exposed",
            "organisation",
            "plans",
            "measures",
            "changed",
        ),
    ),
    Kind.MECHANISM: (
        model.Mechanism,
        msg("Standing arrangements"),
        ("lead", "members", "content", "frequency", "plans"),
    ),
    Kind.AGREEMENT: (
        model.Agreement,
        msg("Agreements"),
        ("parties", "signed", "expires", "content", "plans"),
    ),
    Kind.INDICATOR: (
        model.Indicator,
        msg("Indicators"),
        (
            "type",
            "unit",
            "window",
            "place",
            "bounds",
            "words",
            "nature",
            "worse",
            "cumulative",
            "counted",
            "plan",
            "observer",
        ),
    ),
    Kind.REGULATION: (
        model.Regulation,
        msg("Laws and upper plans"),
        ("category", "number", "issuer", "issued", "effective", "repealed", "successor"),
    ),
}
"""Kinds of entries, with their class, the title of the sheet and the fields in it."""
_ENTRY: Final = ("name", "short_names")
"""What stands first of every entry."""


def register_sheets(frame: Frame) -> tuple[Sheet, ...]:
    """Return every register of *frame* that has entries; the telephone list only for insiders."""
    found = [
        sheet
        for kind in _FIELDS
        for sheet in (_register(frame, kind), *(make(frame) for make in _INSIDE.get(kind, ())))
    ]
    found.append(_contacts(frame))
    return tuple(sheet.filled() for sheet in found if sheet.rows)


def _entries(frame: Frame, kind: Kind) -> tuple[Entity, ...]:
    return tuple(e for e in frame.shown(kind) if frame.context.may_show(e.element))


def _source(entities: Iterable[Entity]) -> str:
    files = {entity.place.file for entity in entities}
    return files.pop() if len(files) == 1 else ""


def _register(frame: Frame, kind: Kind) -> Sheet:
    context = frame.context
    of, title, names = _FIELDS[kind]
    units = {name: unit.render(context.language) for name, unit in _UNITS.items()}
    units |= {"area_km2": context.t("square kilometres")} if of is model.Region else {}
    extra = _EXTRA.get(kind)
    heads = [
        *columns(context, of, (*_ENTRY, *names), **units),
        *(extra[0](context) if extra else ()),
        column(context, of, "former_names"),
        column(context, of, "note"),
        column(context, of, "id"),
    ]
    entities = _entries(frame, kind)
    rows: list[Row] = []
    for entity in entities:
        entry = entity.element
        if isinstance(entry, of):
            more = tuple(extra[1](context, entry)) if extra else ()
            own = dict(
                zip((*_ENTRY, *names), values(context, entry, (*_ENTRY, *names)), strict=True)
            )
            own |= of_region(context, entry) if isinstance(entry, model.Region) else {}
            told = tuple(own.values())
            rows.append((*told, *more, _former(context, entry), entry.note or None, entry.id))
    if of is model.Region:
        heads = [for_region(context, one) for one in heads]
    return Sheet(
        kind.value, title.render(context.language), tuple(heads), tuple(rows), _source(entities)
    )


def _former(context: Context, entry: model.Entry) -> tuple[str, ...]:
    until = msg("until {day}").msgid
    return tuple(
        context.marks.bracketed(
            old.name, context.t(until, day=day(context, old.until)) if old.until else ""
        )
        for old in context.shown(entry.former_names)
    )


_DEPUTY: Final = ("name", "title", "post", "phone")


def _deputy_heads(context: Context) -> tuple[Column, ...]:
    inner = (head(context, model.Deputy, name) for name in _DEPUTY)
    deputy = head(context, model.Post, "deputy")
    return tuple(Column(context.marks.bracketed(deputy, name)) for name in inner)


def _deputy(context: Context, entry: Element) -> Row:
    found = entry.deputy if isinstance(entry, model.Post) else None
    if found is None or not context.may_show(found):
        return (None,) * len(_DEPUTY)
    return values(context, found, _DEPUTY)


def _equipment_head(context: Context) -> tuple[Column, ...]:
    return (column(context, model.Team, "equipment"),)


def _equipment(context: Context, entry: Element) -> Row:
    items = context.shown(entry.equipment) if isinstance(entry, model.Team) else ()
    return (tuple(stock_line(item) for item in items),)


def _criteria_head(context: Context) -> tuple[Column, ...]:
    return (Column(head(context, model.Indicator, "criteria"), ColumnKind.LIST),)


def _criteria(context: Context, entry: Element) -> Row:
    found = entry.criteria if isinstance(entry, model.Indicator) else {}
    return (
        tuple(
            context.marks.labelled(grade, condition_words(context, rows))
            for grade, rows in found.items()
        ),
    )


_EXTRA: Final[
    Mapping[Kind, tuple[Callable[[Context], tuple[Column, ...]], Callable[[Context, Element], Row]]]
] = {
    Kind.POST: (_deputy_heads, _deputy),
    Kind.TEAM: (_equipment_head, _equipment),
    Kind.INDICATOR: (_criteria_head, _criteria),
}
"""Columns for what a field holds that has parts of its own."""


_STOCK: Final = ("name", "model", "quantity", "unit", "minimum", "expires")


def _stock(frame: Frame) -> Sheet:
    """Return what is in store, one row for each item of each depot."""
    context = frame.context
    heads = (
        Column(context.t("Depot")),
        Column(context.t("Run by")),
        *columns(context, model.Equipment, _STOCK),
    )
    depots = _entries(frame, Kind.DEPOT)
    rows = [
        (depot.name, depot.organisation, *values(context, item, _STOCK))
        for entity in depots
        if isinstance(depot := entity.element, model.Depot)
        for item in context.shown(depot.stock)
    ]
    return Sheet("stock", context.t("Supplies in store"), heads, tuple(rows), _source(depots))


_ROUTE: Final = ("people", "way", "shelter", "guide", "phone")


def _routes(frame: Frame) -> Sheet:
    """Return by which ways people leave, one row for each way."""
    context = frame.context
    heads = (Column(context.t("Risk")), *columns(context, model.Route, _ROUTE))
    risks = _entries(frame, Kind.RISK)
    rows = [
        (risk.name, *values(context, route, _ROUTE))
        for entity in risks
        if isinstance(risk := entity.element, model.Risk)
        for route in context.shown(risk.routes)
    ]
    return Sheet("routes", context.t("Ways out"), heads, tuple(rows), _source(risks))


def _team_equipment(frame: Frame) -> Sheet:
    context = frame.context
    heads = (Column(context.t("Team")), *columns(context, model.Equipment, _STOCK[:4]))
    teams = _entries(frame, Kind.TEAM)
    rows = [
        (team.name, *values(context, item, _STOCK[:4]))
        for entity in teams
        if isinstance(team := entity.element, model.Team)
        for item in context.shown(team.equipment)
    ]
    return Sheet("equipment", context.t("Equipment of teams"), heads, tuple(rows), _source(teams))


def _stations(frame: Frame) -> Sheet:
    """Return the places of measurement, one row for each grade of each place."""
    context = frame.context
    heads = (
        Column(context.t("Indicator")),
        *columns(context, model.Station, ("name", "located")),
        Column(context.t("Grade")),
        column(context, model.Station, "grades"),
    )
    indicators = _entries(frame, Kind.INDICATOR)
    rows: list[Row] = [
        (it.name, station.name, value(context, station.located), grade, test)
        for entity in indicators
        if isinstance(it := entity.element, model.Indicator)
        for station in context.shown(it.stations)
        for grade, test in station.grades.items()
    ]
    title = context.t("Places of measurement")
    return Sheet("stations", title, heads, tuple(rows), _source(indicators))


_INSIDE: Final[Mapping[Kind, tuple[Callable[[Frame], Sheet], ...]]] = {
    Kind.TEAM: (_team_equipment,),
    Kind.DEPOT: (_stock,),
    Kind.RISK: (_routes,),
    Kind.INDICATOR: (_stations,),
}
"""What the entries of a register hold, counted one by one."""
_CONTACT: Final = ("name", "organisation", "title", "phones")


def _contacts(frame: Frame) -> Sheet:
    context = frame.context
    found = [] if context.public else list(_telephone_lists(frame))
    rows = [
        values(context, line, _CONTACT)
        for _, register in found
        for line in context.shown(register.contacts)
    ]
    files = [file for file, _ in found]
    heads = columns(context, model.Contact, _CONTACT)
    source = files[0] if len(files) == 1 else ""
    return Sheet("contacts", context.t("Telephone list"), heads, tuple(rows), source)


def _telephone_lists(frame: Frame) -> Iterator[tuple[str, model.Contacts]]:
    for file, register in frame.corpus.registry.registers:
        if isinstance(register, model.Contacts):
            yield file, register


__all__ = ["register_sheets"]
