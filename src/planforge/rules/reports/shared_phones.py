"""One phone number for desks and persons that are not the same."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from itertools import chain
from typing import TYPE_CHECKING, Final

from planforge.corpus.names import fold
from planforge.findings import Place, Severity
from planforge.frozen import dataclass
from planforge.i18n import msg
from planforge.model.base import Kind
from planforge.model.registers import (
    Contacts,
    Depot,
    Deputy,
    Organisation,
    Post,
    Shelter,
    Team,
)
from planforge.model.scales import OrganisationCategory
from planforge.patterns import late
from planforge.rules.articles import STAFFED
from planforge.rules.rule import Hit, system_rule

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from collections.abc import Set as AbstractSet

    from planforge.corpus.names import Entity
    from planforge.corpus.system import System
    from planforge.model.registers import Contact

_MOBILE: Final = late(r"(?:86)?1\d{10}")
"""A number that one person carries about."""
_SEVERAL: Final = late("[、,，;；/]", holds=tuple("、,，;；/"))
_FORCES: Final = (Kind.TEAM, Kind.DEPOT, Kind.SHELTER)
"""What somebody runs and others call."""
_AGREED: Final = 2
"""Posts of one person with the same number, so that another one is wrong without the list."""
_DUTY: Final = "值班"
"""What is in the names of duty desks."""


def _digits(phone: str) -> str:
    return re.sub(r"\D", "", phone)


def _heads(system: System) -> dict[str, str]:
    """Return the house of each organisation: offices belong to their body and their host."""
    heads: dict[str, str] = {entity.id: entity.id for entity in system.registry.organisations()}

    def head(one: str) -> str:
        while heads[one] != one:
            one = heads[one]
        return one

    names = system.registry.names
    for entity in system.registry.organisations():
        unit = entity.element
        if not isinstance(unit, Organisation):
            continue
        is_desk = unit.category is OrganisationCategory.OFFICE or "办公室" in unit.name
        for name in (unit.hosted_by, unit.superior if is_desk else None):
            other = names.get(name, (Kind.ORGANISATION,)) if name else None
            if other is not None:
                heads[head(entity.id)] = head(other.id)
    return {one: head(one) for one in heads}


@system_rule(
    "RPT026",
    "report.shared-duty-phone",
    Severity.WARNING,
    title=msg("One phone for several bodies"),
    rationale=msg(
        "Three desks that report to each other over one phone are one desk; in an emergency the "
        "line is engaged."
    ),
    sources=(STAFFED,),
)
def shared_duty_phone(system: System) -> Iterator[Hit]:
    """Duty phones of several registered organisations that are not one house.

    Likewise phones of the telephone list that stand with another name under another house, or are
    the duty phone of one; duty desks with that of a neighbour in their own house; and mobile phones
    of two persons wherever they work. Likewise phones of teams, depots and shelters that are those
    of one that another house runs, or the duty phone of a house that is not above theirs.
    """
    heads = _heads(system)
    first: dict[str, Entity] = {}
    told: set[str] = set()
    for entity in system.registry.organisations():
        unit = entity.element
        if not isinstance(unit, Organisation) or not unit.duty_phone:
            continue
        number = _digits(unit.duty_phone)
        other = first.setdefault(number, entity)
        if number and heads[other.id] != heads[entity.id]:
            told.add(number)
            yield Hit(
                entity.place.below("duty_phone"),
                msg(
                    "{phone} is the duty phone of {unit} and of {other}",
                    phone=unit.duty_phone,
                    unit=entity.name,
                    other=other.name,
                ),
                msg("Give each its own duty phone, or say under 设在 that they are one desk"),
                ((other.place.below("duty_phone"), msg("the other desk")),),
            )
    yield from _of_forces(system, heads, first, told)
    yield from _in_the_list(system, heads, first, told)


def _of_forces(
    system: System, heads: Mapping[str, str], desks: Mapping[str, Entity], told: AbstractSet[str]
) -> Iterator[Hit]:
    """Yield the phones of teams, depots and shelters that ring elsewhere; not those *told* of."""
    names = system.registry.names
    first: dict[str, tuple[Entity, Entity]] = {}
    for entity in chain.from_iterable(map(names.entities, _FORCES)):
        force = entity.element
        if not isinstance(force, Team | Depot | Shelter) or not force.phone:
            continue
        unit = names.get(force.organisation, (Kind.ORGANISATION,))
        if unit is None or not isinstance(unit.element, Organisation):
            continue
        superior = unit.element.superior
        above = names.get(superior, (Kind.ORGANISATION,)) if superior else None
        own = {heads[one.id] for one in (unit, above) if one is not None}
        for phone in _SEVERAL.split(force.phone):
            number = _digits(phone)
            if not number or number in told:
                continue
            desk = desks.get(number)
            other, runs = (desk, desk) if desk else first.setdefault(number, (entity, unit))
            if heads[runs.id] in own:
                continue
            yield Hit(
                entity.place.below("phone"),
                msg(
                    "{phone} is the phone of {unit} here, and of {other} elsewhere",
                    phone=phone,
                    unit=entity.name,
                    other=other.name,
                ),
                msg("Correct the one that is wrong; in need the wrong desk answers"),
                ((other.place.below("duty_phone" if desk else "phone"), msg("the other desk")),),
            )


@dataclass(frozen=True, slots=True)
class _Line:
    """A number of the telephone list.

    Attributes:
        name: The person or desk.
        unit: Id of its organisation; empty for one that is not registered.
        place: Where the number stands.
        phone: The number as written.
        duty_phone: That of its organisation; empty for none.
    """

    name: str
    unit: str
    place: Place
    phone: str
    duty_phone: str

    @property
    def is_desk(self) -> bool:
        """Whether it is the duty desk of its unit."""
        return _DUTY in self.name


def _lines(system: System) -> Iterator[_Line]:
    for file, register in system.registry.registers:
        for i, contact in enumerate(register.contacts if isinstance(register, Contacts) else ()):
            entity = system.registry.names.get(contact.organisation, (Kind.ORGANISATION,))
            unit = entity.element if entity else None
            for j, phone in enumerate(contact.phones):
                place = Place(file, ("contacts", i, "phones", j))
                yield _Line(
                    contact.name,
                    entity.id if entity else "",
                    place,
                    phone,
                    unit.duty_phone if isinstance(unit, Organisation) else "",
                )


def _in_the_list(
    system: System, heads: Mapping[str, str], desks: Mapping[str, Entity], told: AbstractSet[str]
) -> Iterator[Hit]:
    """Yield the numbers of the telephone list that are those of another desk or person.

    Left out are those *told* of already. Where one of two lines has the duty phone of its own
    house, the other one is at fault.
    """
    sharing: dict[str, list[_Line]] = {}
    for line in _lines(system):
        sharing.setdefault(_digits(line.phone), []).append(line)
    for number, lines in sharing.items():
        desk = desks.get(number)
        if not number or number in told or not (desk or len(lines) > 1):
            continue
        lines.sort(key=lambda line: desk is None or _is_elsewhere(line, desk, heads))
        right = lines[0]
        is_mobile = _MOBILE.fullmatch(number) is not None
        for line in lines:
            if desk is not None and line.unit and _is_elsewhere(line, desk, heads):
                other, place = desk.name, desk.place.below("duty_phone")
            elif _are_two(line, right, heads, is_mobile=is_mobile):
                other, place = right.name, right.place
            else:
                continue
            yield Hit(
                line.place,
                msg(
                    "{phone} is the phone of {unit} here, and of {other} elsewhere",
                    phone=line.phone,
                    unit=line.name,
                    other=other,
                ),
                msg("Correct the one that is wrong; in need the wrong desk answers"),
                ((place, msg("the other desk")),),
            )


def _is_elsewhere(line: _Line, desk: Entity, heads: Mapping[str, str]) -> bool:
    """Whether *line* stands for another house than *desk*, or for the duty desk of another unit."""
    if heads.get(line.unit) != heads[desk.id]:
        return True
    return line.is_desk and line.unit != desk.id and line.duty_phone not in {"", line.phone}


def _are_two(one: _Line, other: _Line, heads: Mapping[str, str], *, is_mobile: bool) -> bool:
    """Whether two lines with one number stand for two persons, or for desks of two houses."""
    if fold(one.name) == fold(other.name):
        return False
    is_elsewhere = bool(one.unit and other.unit) and heads[one.unit] != heads[other.unit]
    return is_elsewhere or is_mobile


@system_rule(
    "RPT044",
    "report.two-phones-for-one",
    Severity.WARNING,
    title=msg("Telephone list and registers give different numbers"),
    rationale=msg(
        "One of the two numbers is out of date; who finds it first loses minutes, or gets nobody."
    ),
    sources=(STAFFED,),
    follows=("RPT025", "RPT026"),
)
def two_phones_for_one(system: System) -> Iterator[Hit]:
    """Lines of the telephone list, and posts, that do not share a number for one desk or person.

    These are duty desks without the 值班电话 of their unit, and holders and deputies of posts; a
    person is known by name and title together. What most entries say is taken to be right; where
    two differ, the telephone list is told.
    """
    persons: dict[tuple[str, str], list[_Claim]] = defaultdict(list)
    listed: set[tuple[str, str]] = set()
    for entity in system.registry.names.entities(Kind.POST):
        post = entity.element
        if isinstance(post, Post):
            other = post.deputy or Deputy()
            for place, one in ((entity.place, post), (entity.place.below("deputy"), other)):
                name = one.holder if isinstance(one, Post) else one.name
                if name and one.phone:
                    claim = _Claim(name, tuple(_SEVERAL.split(one.phone)), place.below("phone"))
                    persons[fold(name), fold(one.title)].append(claim)
    for file, register in system.registry.registers:
        for i, contact in enumerate(register.contacts if isinstance(register, Contacts) else ()):
            line = _Claim(contact.name, contact.phones, Place(file, ("contacts", i, "phones")))
            key = fold(contact.name), fold(contact.title)
            desk = [] if key in persons else _of_desk(system, contact)
            if desk:
                yield from _at_odds([*desk, line], is_listed=True)
            elif key in persons:
                persons[key].append(line)
                listed.add(key)
    for key, claims in persons.items():
        yield from _at_odds(claims, is_listed=key in listed)


@dataclass(frozen=True, slots=True)
class _Claim:
    """What one entry says of the numbers of a desk or person.

    Attributes:
        name: The desk or person.
        phones: The numbers as written.
        place: Where they stand.
    """

    name: str
    phones: tuple[str, ...]
    place: Place

    @property
    def numbers(self) -> frozenset[str]:
        """The digits of the numbers."""
        return frozenset(map(_digits, self.phones)) - {""}


def _at_odds(claims: Sequence[_Claim], *, is_listed: bool) -> Iterator[Hit]:
    """Yield the entries without any number of those that agree most; of two the later one.

    Without a line of the telephone list, two posts of one person may have a desk each.
    """
    shared = Counter(number for claim in claims for number in claim.numbers)
    number, most = shared.most_common(1)[0] if shared else ("", 0)
    if most == len(claims) or (most < _AGREED and not is_listed):
        return
    agreed = frozenset().union(*(one.numbers for one in claims if number in one.numbers))
    right = next(claim for claim in claims if number in claim.numbers)
    phone = next(one for one in right.phones if _digits(one) == number)
    for claim in claims:
        if claim.numbers and agreed.isdisjoint(claim.numbers):
            yield Hit(
                claim.place,
                msg(
                    "{name} has {phones} here, but {phone} elsewhere",
                    name=claim.name,
                    phones=claim.phones,
                    phone=phone,
                ),
                msg("Dial both, and write the one that is answered at both places"),
                ((right.place, msg("the other entry")),),
            )


def _of_desk(system: System, contact: Contact) -> list[_Claim]:
    """Return the 值班电话 of the unit of a duty desk in the telephone list."""
    if _DUTY not in contact.name:
        return []
    entity = system.registry.names.get(contact.organisation, (Kind.ORGANISATION,))
    unit = entity.element if entity else None
    if entity is None or not isinstance(unit, Organisation) or not unit.duty_phone:
        return []
    return [_Claim(entity.name, (unit.duty_phone,), entity.place.below("duty_phone"))]


__all__ = ["shared_duty_phone", "two_phones_for_one"]
