"""The public registers of a jurisdiction, indexed by name."""

from __future__ import annotations

from dataclasses import field, replace
from functools import cache, cached_property
from hashlib import sha256
from typing import TYPE_CHECKING, Final, TypeVar

from planforge.corpus.level_names import highest_first
from planforge.corpus.names import Entity, Names
from planforge.corpus.persons import private_persons
from planforge.findings import Place, Pointer
from planforge.frozen import dataclass
from planforge.model.base import Kind
from planforge.model.registers import Contacts, Depot, Indicator, Post
from planforge.model.walk import walk

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from planforge.corpus.persons import Person
    from planforge.corpus.tables import Column
    from planforge.feel import Domain, Problems
    from planforge.model import registers as model
    from planforge.model.base import Element
    from planforge.model.walk import Walked

    E = TypeVar("E", bound=Element)

REGISTER_FIELDS: Mapping[str, Kind] = {
    "organisations": Kind.ORGANISATION,
    "posts": Kind.POST,
    "teams": Kind.TEAM,
    "depots": Kind.DEPOT,
    "shelters": Kind.SHELTER,
    "experts": Kind.EXPERT,
    "risks": Kind.RISK,
    "mechanisms": Kind.MECHANISM,
    "agreements": Kind.AGREEMENT,
    "indicators": Kind.INDICATOR,
    "regulations": Kind.REGULATION,
}
"""Field of a register file → kind of its entries."""

ASIDES: Final = frozenset(
    {"address", "duties", "duty_phone", "holder", "keeper", "leader", "note", "phone"}
)
"""Fields of an entry that change often and that no plan is judged by, but for being filled.

The note of an indicator is none: it lays down levels such as 警戒水位38.5米, which plans repeat.
"""
_FILLED: Final = "…"


@dataclass(frozen=True)
class Registry:
    """The jurisdiction and every register entry.

    Attributes:
        jurisdiction: Whose plans these are; None if its file is missing or broken.
        jurisdiction_file: The file it was read from.
        registers: The register files as read, by file name shown to the user.
        digest: Hash of everything the registry was made from; equal registries have equal digests.
    """

    jurisdiction: model.Jurisdiction | None
    jurisdiction_file: str
    registers: tuple[tuple[str, Element], ...]
    digest: str = ""
    broken: frozenset[Kind] = field(default=frozenset())
    """Kinds whose register could not be read: unknown names of these kinds are not reported."""
    known_persons: tuple[Person, ...] | None = None
    """The persons whom no public entry names, where they stand in no register here."""
    known_holders: Mapping[str, int] | None = None
    """Which posts one person holds, where no register here says who."""
    domains: dict[int, tuple[Element, Domain | Problems]] = field(
        default_factory=dict, init=False, repr=False, compare=False
    )
    """What values its indicators can have, by the identity of the entry; kept as they are asked."""
    columns: dict[str, Column] = field(default_factory=dict, init=False, repr=False, compare=False)
    """What tables may ask for, by the name as written; kept as they ask, with the cells read."""

    @cached_property
    def names(self) -> Names:
        """The index of everything registered."""
        return Names(self._entities())

    def lies_in(self, region: str | None, around: str | None) -> bool:
        """Whether *region* is *around*, or lies in it; not if either is unknown."""
        one, other = (
            self.names.get(name, (Kind.REGION,)) if name else None for name in (region, around)
        )
        if one is None or other is None:
            return False
        place = other.place.pointer
        return place == one.place.pointer[: len(place)]

    @cached_property
    def walked(self) -> Mapping[str, Walked]:
        """The texts and references in each register, by its file."""
        return {file: walk(register) for file, register in self.registers}

    @cached_property
    def _units(self) -> Mapping[str, str]:
        found: dict[str, str] = {}
        for entity in self.names.entities(Kind.DEPOT):
            for item in entity.element.stock if isinstance(entity.element, Depot) else ():
                found.setdefault(item.name, item.unit)
        return found

    def unit_of(self, supply: str) -> str:
        """Return the unit in which the depots count *supply*; empty if none has it."""
        return self._units.get(supply, "")

    @cached_property
    def private_persons(self) -> tuple[Person, ...]:
        """The persons whom no public entry names, each once."""
        known = self.known_persons
        return tuple(private_persons(self)) if known is None else known

    @cached_property
    def holders(self) -> Mapping[str, int]:
        """Which posts one person holds by virtue of one office: id of each → number of the person.

        It is known where nobody may read who that is.
        """
        if self.known_holders is not None:
            return self.known_holders
        numbers: dict[tuple[str, str], int] = {}
        found = {}
        for entity in self.names.entities(Kind.POST):
            if isinstance(post := entity.element, Post):
                at = (post.title, post.holder)
                found[entity.id] = numbers.setdefault(at, len(numbers))
        return found

    @cached_property
    def for_plans(self) -> Registry:
        """What rules on plans may know: whether an aside is filled but not with what, no contacts.

        Of persons it knows the names that the public must not read. Its digest is that of its
        content, so plans need no judging again for a new phone number.
        """
        jurisdiction = self.jurisdiction and _without_asides(self.jurisdiction)
        registers = tuple(
            (file, _with_bare_entries(register))
            for file, register in self.registers
            if not isinstance(register, Contacts)
        )
        seen = sha256(repr(sorted(kind.value for kind in self.broken)).encode())
        parts = [(self.jurisdiction_file, jurisdiction)] if jurisdiction else []
        for file, part in (*parts, *registers):
            # What is laid down and what is merely the default are two things to rules.
            text = part.model_dump_json(exclude_unset=part is jurisdiction)
            seen.update(f"\n{file}={text}".encode())
        persons = self.private_persons
        seen.update("".join(f"\n{one.name} {one.place}" for one in persons).encode())
        return replace(
            self,
            jurisdiction=jurisdiction,
            registers=registers,
            digest=seen.hexdigest(),
            known_persons=persons,
        )

    def _entities(self) -> Iterator[Entity]:
        if self.jurisdiction is not None:
            yield from self._regions(self.jurisdiction, ())
        for file, register in self.registers:
            for name, kind in REGISTER_FIELDS.items():
                for i, entry in enumerate(getattr(register, name, ())):
                    yield self._entity(kind, entry, Place(file, (name, i)))

    def _regions(self, region: model.Region, pointer: Pointer) -> Iterator[Entity]:
        yield self._entity(Kind.REGION, region, Place(self.jurisdiction_file, pointer))
        for i, part in enumerate(region.parts):
            yield from self._regions(part, (*pointer, "parts", i))

    @staticmethod
    def _entity(kind: Kind, entry: model.Entry, place: Place) -> Entity:
        short = entry.short_names[0] if entry.short_names else entry.name
        return Entity(kind, entry.id, entry.name, short, place, entry)

    @property
    def level_order(self) -> tuple[str, ...]:
        """Names of the response levels, highest first."""
        return highest_first(self.jurisdiction.response_levels) if self.jurisdiction else ()

    @property
    def rule_settings(self) -> Mapping[str, model.RuleSetting]:
        """What the jurisdiction settles about rules of the check, by rule id."""
        checks = self.jurisdiction.checks if self.jurisdiction else None
        return checks.rules if checks else {}

    def organisations(self) -> tuple[Entity, ...]:
        """Return every organisation in the order of registration."""
        return self.names.entities(Kind.ORGANISATION)


def _with_bare_entries(register: Element) -> Element:
    changed = {
        name: tuple(_without_asides(entry) for entry in getattr(register, name))
        for name in REGISTER_FIELDS
        if name in type(register).model_fields
    }
    return register.model_copy(update=changed)


def _without_asides(entry: E) -> E:
    changed = {
        name: (_FILLED,) if isinstance(value, tuple) else _FILLED
        for name in _asides_of(type(entry))
        if (value := getattr(entry, name))
    }
    return entry.model_copy(update=changed) if changed else entry


@cache
def _asides_of(model: type[Element]) -> tuple[str, ...]:
    kept = {"note"} if issubclass(model, Indicator) else set()
    return tuple(sorted(ASIDES & model.model_fields.keys() - kept))
