"""Who holds the posts: no person, no stand-in of their own, two persons for one office."""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import TYPE_CHECKING, Final

from planforge.corpus.names import fold
from planforge.findings import Place, Severity
from planforge.frozen import dataclass
from planforge.i18n import msg
from planforge.model.base import Kind
from planforge.model.registers import Contacts, Post
from planforge.patterns import late
from planforge.rules.articles import CLEAR_DUTIES, CONTACTS
from planforge.rules.organisation.units import around
from planforge.rules.rule import Hit, plan_rule, system_rule

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from planforge.corpus.names import Entity
    from planforge.corpus.plan_view import PlanView
    from planforge.corpus.registry import Registry
    from planforge.corpus.system import System
    from planforge.findings import Pointer


def _posts(registry: Registry) -> Iterator[tuple[Entity, Post]]:
    for entity in registry.names.entities(Kind.POST):
        if isinstance(entity.element, Post):
            yield entity, entity.element


@plan_rule(
    "ORG017",
    "organisation.post-without-person",
    Severity.WARNING,
    title=msg("Post that nobody holds"),
    rationale=msg(
        "Where most posts have their holder, a post without one is vacant: an order to it "
        "reaches nobody."
    ),
    sources=(CLEAR_DUTIES,),
)
def post_without_person(view: PlanView) -> Iterator[Hit]:
    """Posts without 姓名 that a plan asks anything of.

    Left alone while the register names the persons of no more than half of its posts. The finding
    stands in the register, once, however many plans use the post.
    """
    called = [view.get(name) for name in dict.fromkeys(ask[0] for ask in view.asks())]
    vacant = [entity for entity in called if entity is not None and _is_vacant(entity)]
    held = [bool(post.holder) for _, post in _posts(view.registry)] if vacant else []
    if 2 * sum(held) > len(held):
        for entity in vacant:
            yield Hit(
                entity.place,
                msg("Nobody is named for {post}", post=entity.name),
                msg("Write who holds it under 姓名"),
            )


def _is_vacant(entity: Entity) -> bool:
    return isinstance(entity.element, Post) and not entity.element.holder


@system_rule(
    "ORG018",
    "organisation.own-stand-in",
    Severity.ERROR,
    title=msg("Post whose holder is its own stand-in"),
    rationale=msg(
        "When the holder cannot be reached, the stand-in cannot be reached either: they are one."
    ),
    sources=(CLEAR_DUTIES,),
)
def own_stand_in(system: System) -> Iterator[Hit]:
    """Posts whose AB角 is the holder: the same name, or a post with the same holder."""
    for entity, post in _posts(system.registry):
        deputy = post.deputy
        if deputy is None:
            continue
        other = system.registry.names.get(deputy.post, (Kind.POST,)) if deputy.post else None
        behind = other.element.holder if other and isinstance(other.element, Post) else ""
        by_name = bool(post.holder) and fold(post.holder) == fold(deputy.name)
        by_post = other is not None and (
            other == entity or (bool(post.holder) and fold(post.holder) == fold(behind))
        )
        if by_name or by_post:
            yield Hit(
                entity.place.below("deputy", "name" if by_name else "post"),
                msg(
                    "{person} holds {post} and stands in for it too",
                    person=post.holder or entity.name,
                    post=entity.name,
                ),
                msg("Name another person under AB角"),
            )


@dataclass(frozen=True, slots=True)
class _Naming:
    """A place where a person is named with an office and a phone."""

    person: str
    office: str
    phones: tuple[str, ...]
    place: Place
    is_listed: bool = False
    """Whether it stands in the telephone list."""


def _namings(registry: Registry) -> Iterator[_Naming]:
    for entity, post in _posts(registry):
        if post.holder:
            yield _Naming(post.holder, post.title, (post.phone,), entity.place.below("holder"))
        if post.deputy and post.deputy.name:
            deputy = post.deputy
            place = entity.place.below("deputy", "name")
            yield _Naming(deputy.name, deputy.title, (deputy.phone,), place)
    for file, register in registry.registers:
        if isinstance(register, Contacts):
            for i, contact in enumerate(register.contacts):
                at: Pointer = ("contacts", i, "name")
                place = Place(file, at)
                yield _Naming(contact.name, contact.title, contact.phones, place, is_listed=True)


_PARTS: Final = late(r"[、，,；;（）()]")
_HEADS: Final = (
    "局长",
    "主任",
    "书记",
    "市长",
    "县长",
    "区长",
    "部长",
    "秘书长",
    "支队长",
    "司令员",
    "总经理",
    "董事长",
    "台长",
    "总工程师",
)
_ALONE: Final = frozenset({"市长", "市委书记", "常务副市长"})
_FIRST_DEPUTY: Final = "常务副"
_USUAL: Final = 3
"""So many places under one name say that the one place under another name was forgotten."""


def single_offices(title: str) -> tuple[str, ...]:
    """Return the offices in *title* that only one person can hold.

    市水务局局长 and 市水务局常务副局长, not 副市长.
    """
    parts = (fold(part) for part in _PARTS.split(title))
    return tuple(part for part in parts if part in _ALONE or _is_of_one(part))


def _is_of_one(office: str) -> bool:
    if office.find(_FIRST_DEPUTY) > 0:
        return True
    is_head = any(office.endswith(head) and len(office) > len(head) + 1 for head in _HEADS)
    return is_head and not any(word in office for word in ("副", "常务", "分管"))


@system_rule(
    "ORG019",
    "organisation.office-with-two-persons",
    Severity.WARNING,
    title=msg("One office, two persons"),
    rationale=msg(
        "After a change of personnel one of the places was forgotten; whoever looks there calls "
        "somebody who has left."
    ),
    sources=(CONTACTS,),
    follows=("ORG018",),
)
def office_with_two_persons(system: System) -> Iterator[Hit]:
    """Offices only one person can hold that posts, stand-ins and contacts give to several.

    Reported where the fewer places say so, the later ones if there are as many. Of an office that
    several can hold, the one place of a post that gives it to somebody who has it nowhere else,
    where at least three others with the same phone agree.
    """
    namings = tuple(_namings(system.registry))
    told: set[Place] = set()
    for naming, office, usual in (*_of_one_office(namings), *_of_one_phone(namings)):
        if naming.place in told:
            continue
        told.add(naming.place)
        yield Hit(
            naming.place,
            msg(
                "{person} is named here as {office}, elsewhere it is {other}",
                person=naming.person,
                office=office,
                other=usual.person,
            ),
            msg("Write the one who holds the office now at all places"),
            ((usual.place, msg("{other} stands here", other=usual.person)),),
        )


_Odd = tuple[_Naming, str, _Naming]
"""A place with a person, the office, and a place with the usual person."""


def _of_one_office(namings: Iterable[_Naming]) -> Iterator[_Odd]:
    known: dict[str, dict[str, list[_Naming]]] = defaultdict(lambda: defaultdict(list))
    for naming in namings:
        for office in single_offices(naming.office):
            known[office][fold(naming.person)].append(naming)
    for office, persons in known.items():
        groups = list(persons.values())
        usual = max(groups, key=len)
        for group in groups:
            for naming in group if group is not usual else ():
                yield naming, office, usual[0]


def _of_one_phone(namings: Iterable[_Naming]) -> Iterator[_Odd]:
    known: dict[tuple[str, str], dict[str, list[_Naming]]] = defaultdict(lambda: defaultdict(list))
    times = Counter((fold(naming.office), fold(naming.person)) for naming in namings)
    for naming in namings:
        for phone in naming.phones if naming.office else ():
            known[fold(naming.office), phone][fold(naming.person)].append(naming)
    for (office, phone), persons in known.items():
        if not phone or len(persons) == 1:
            continue
        usual = max(persons.values(), key=len)
        for person, (naming, *more) in persons.items():
            is_odd = not more and times[office, person] == 1 and not naming.is_listed
            if is_odd and len(usual) >= _USUAL:
                yield naming, naming.office, usual[0]


@system_rule(
    "ORG020",
    "organisation.one-phone-two-persons",
    Severity.ADVICE,
    title=msg("Contact and post share a phone but not the person"),
    rationale=msg(
        "The same office phone under two names is mostly a holder who has left and still stands "
        "in one of the lists."
    ),
    sources=(CONTACTS,),
)
def one_phone_two_persons(system: System) -> Iterator[Hit]:
    """Contacts with the phone of the holder of a post, the same title, and another name.

    Titles that only one person can hold are left to the rule on offices with two persons. Where
    several share the phone and the title, as holders or stand-ins, the contact may be any of them.
    """
    holders: dict[tuple[str, str], dict[str, Entity]] = defaultdict(dict)
    stand_ins: set[tuple[str, str, str]] = set()
    for entity, post in _posts(system.registry):
        if post.deputy:
            deputy = post.deputy
            stand_ins.add((deputy.phone, fold(deputy.title), fold(deputy.name)))
        if post.holder and post.phone and not single_offices(post.title):
            holders[post.phone, fold(post.title)].setdefault(fold(post.holder), entity)
    for file, register in system.registry.registers:
        if not isinstance(register, Contacts):
            continue
        for i, contact in enumerate(register.contacts):
            for phone in contact.phones:
                title, name = fold(contact.title), fold(contact.name)
                known = holders.get((phone, title))
                if known and name not in known and (phone, title, name) not in stand_ins:
                    entity = known[min(known)]
                    person = entity.element.holder if isinstance(entity.element, Post) else ""
                    yield Hit(
                        Place(file, ("contacts", i, "name")),
                        msg(
                            "{phone} is the phone of {title} {name} here, of {person} in the post "
                            "{post}",
                            phone=phone,
                            title=contact.title,
                            name=contact.name,
                            person=person,
                            post=entity.name,
                        ),
                        msg("Write the one who holds the office now at both places"),
                        ((entity.place.below("holder"), msg("{other} stands here", other=person)),),
                    )
                    break


@system_rule(
    "ORG021",
    "organisation.contact-of-another-unit",
    Severity.WARNING,
    title=msg("Holder of a post who stands in the telephone list under another unit"),
    rationale=msg(
        "Whoever looks for the unit does not find its head, and calls the wrong unit for another."
    ),
    sources=(CONTACTS,),
)
def contact_of_another_unit(system: System) -> Iterator[Hit]:
    """Contacts with name and title of a holder, under a unit that has nothing to do with them.

    A contact may stand under any unit of the person's posts, one above or below it, its host, or
    a unit that the title itself names. The same name with the same phone is the same person.
    """
    units: dict[tuple[str, str], set[Entity]] = defaultdict(set)
    for _, post in _posts(system.registry):
        unit = system.registry.names.get(post.organisation, (Kind.ORGANISATION,))
        if post.holder and unit is not None:
            units[fold(post.holder), fold(post.title)].add(unit)
            if post.phone:
                units[fold(post.holder), post.phone].add(unit)
    for file, register in system.registry.registers:
        if not isinstance(register, Contacts):
            continue
        for i, contact in enumerate(register.contacts):
            own = units.get((fold(contact.name), fold(contact.title)))
            unit = system.registry.names.get(contact.organisation, (Kind.ORGANISATION,))
            if not own or unit is None or _named_in(unit, contact.title):
                continue
            same = (units.get((fold(contact.name), phone), set()) for phone in contact.phones)
            if not any(_related(system.registry, unit, other) for other in own.union(*same)):
                yield Hit(
                    Place(file, ("contacts", i, "organisation")),
                    msg(
                        "{person} stands under {unit} here, but holds a post of {other}",
                        person=contact.name,
                        unit=unit.short_name,
                        other=tuple(sorted(entity.short_name for entity in own)),
                    ),
                    msg("Correct 单位 of the contact, or 机构 of the post"),
                )


def _named_in(unit: Entity, title: str) -> bool:
    return unit.name in title or unit.short_name in title


def _related(registry: Registry, one: Entity, other: Entity) -> bool:
    return one in around(registry, other) or other in around(registry, one)
