"""What is only named and has no entry of its own: persons, supplies, numbers, terms."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from typing import TYPE_CHECKING, Final, get_args

from pydantic import BaseModel

from planforge.findings import Place
from planforge.frozen import dataclass
from planforge.i18n import Message, msg
from planforge.model import plan as plans
from planforge.model import registers
from planforge.model.base import Term

if TYPE_CHECKING:
    from planforge.corpus.corpus import Corpus
    from planforge.corpus.plan_view import PlanView
    from planforge.findings import Pointer

PERSON: Final = "person"
MERE_KINDS: Final[Mapping[str, Message]] = {
    PERSON: msg("person"),
    "phone": msg("phone number"),
    "supply": msg("supply"),
    "station": msg("measuring point"),
    "event_type": msg("event type"),
    "term": msg("term"),
    "annex": msg("annex"),
}
"""What each kind is called."""

_FIELDS: Final[Mapping[tuple[type[BaseModel], str], str]] = {
    (registers.Contact, "name"): PERSON,
    (registers.Post, "holder"): PERSON,
    (registers.Deputy, "name"): PERSON,
    (registers.Team, "leader"): PERSON,
    (registers.Depot, "keeper"): PERSON,
    (registers.Contact, "phones"): "phone",
    (registers.Post, "phone"): "phone",
    (registers.Deputy, "phone"): "phone",
    (registers.Team, "phone"): "phone",
    (registers.Depot, "phone"): "phone",
    (registers.Shelter, "phone"): "phone",
    (registers.Expert, "phone"): "phone",
    (registers.Organisation, "duty_phone"): "phone",
    (registers.Jurisdiction, "duty_phone"): "phone",
    (registers.Equipment, "name"): "supply",
    (plans.Needs, "supplies"): "supply",
    (registers.Station, "name"): "station",
    (plans.Plan, "event_types"): "event_type",
    (registers.Organisation, "fields"): "event_type",
    (registers.Shelter, "unfit_for"): "event_type",
    (plans.TermDefinition, "term"): "term",
    (plans.Annex, "title"): "annex",
}
"""Field of a class → kind of what it names."""


@dataclass(frozen=True, slots=True)
class Naming:
    """A field that names something.

    Attributes:
        kind: What it names.
        name: As written.
        place: Where.
        owner: What the field belongs to.
        view: The plan in which it stands; None for the registers.
    """

    kind: str
    name: str
    place: Place
    owner: BaseModel
    view: PlanView | None


def namings(corpus: Corpus) -> Iterator[Naming]:
    """Yield every field that names something without an entry: registers first, then plans."""
    registry = corpus.registry
    files: list[tuple[str, BaseModel, PlanView | None]] = []
    if registry.jurisdiction is not None:
        files.append((registry.jurisdiction_file, registry.jurisdiction, None))
    files += [(file, register, None) for file, register in registry.registers]
    files += [(view.file, view.plan, view) for view in corpus.plans]
    for file, content, view in files:
        for kind, name, pointer, owner in _in(content, ()):
            is_key = (type(owner), pointer[-2:-1]) == (plans.Needs, ("supplies",))
            yield Naming(kind, name, Place(file, pointer, on_key=is_key), owner, view)


def _in(element: BaseModel, at: Pointer) -> Iterator[tuple[str, str, Pointer, BaseModel]]:
    for name in _telling(type(element)):
        value, kind = getattr(element, name), _FIELDS.get((type(element), name), "")
        yield from _value(value, (*at, name), kind, element)


def _value(
    value: object, at: Pointer, kind: str, owner: BaseModel
) -> Iterator[tuple[str, str, Pointer, BaseModel]]:
    if isinstance(value, BaseModel):
        yield from _in(value, at)
    elif isinstance(value, str):
        if kind and value:
            yield kind, value, at, owner
    elif isinstance(value, tuple):
        for i, item in enumerate(value):
            yield from _value(item, (*at, i), kind, owner)
    elif isinstance(value, Mapping):
        for key, item in value.items():
            step = key.zh if isinstance(key, Term) else str(key)
            yield from _value(step if kind else item, (*at, step), kind, owner)


@cache
def _telling(model: type[BaseModel]) -> tuple[str, ...]:
    """Return the fields of *model* that name something, or hold what does."""
    return tuple(
        name
        for name, info in model.model_fields.items()
        if (model, name) in _FIELDS
        or any(_tells(inner, frozenset({model})) for inner in _models(info.annotation))
    )


def _tells(model: type[BaseModel], above: frozenset[type[BaseModel]]) -> bool:
    return any(
        (model, name) in _FIELDS
        or any(_tells(x, above | {model}) for x in _models(info.annotation) if x not in above)
        for name, info in model.model_fields.items()
    )


def _models(annotation: object) -> Iterator[type[BaseModel]]:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        yield annotation
    for part in get_args(annotation):
        yield from _models(part)


def told(naming: Naming) -> str:
    """Return what the owner of *naming* says beside it: how many, which office; may be empty."""
    match naming.owner:
        case registers.Contact(organisation=unit, title=title):
            return f"{unit}{title}"
        case registers.Equipment(quantity=quantity, unit=unit):
            return f"{quantity}{unit}"
        case plans.Needs(supplies=supplies):
            amount = supplies[naming.name]
            return f"{int(amount)}{amount.unit}"
        case registers.Deputy(title=text) | plans.TermDefinition(meaning=text):
            return text
        case registers.Station(located=text):
            return text
        case _:
            return ""


__all__ = ["MERE_KINDS", "PERSON", "Naming", "namings", "told"]
