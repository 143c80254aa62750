"""Phone numbers in sentences, against those of the registers."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Final

from planforge.findings import Place, Severity
from planforge.frozen import dataclass
from planforge.i18n import msg
from planforge.model.base import Kind
from planforge.model.registers import Contacts, Depot, Expert, Organisation, Post, Shelter, Team
from planforge.rules.articles import STAFFED
from planforge.rules.prose.text import on_line
from planforge.rules.rule import Hit, system_rule
from planforge.rules.text.said import named_in

if TYPE_CHECKING:
    from collections.abc import Iterator

    from planforge.corpus.names import Entity
    from planforge.corpus.outline import PlanOutline, Quoted
    from planforge.corpus.registry import Registry
    from planforge.corpus.system import System

_LEAST: Final = 7
"""Digits from which on two numbers are one without and with its area code."""
_KINDS: Final = (
    Kind.ORGANISATION,
    Kind.POST,
    Kind.TEAM,
    Kind.DEPOT,
    Kind.SHELTER,
    Kind.EXPERT,
)


@dataclass(frozen=True, slots=True)
class _Phones:
    """Whose each number is, and what numbers reach each unit or post, as written."""

    owners: dict[str, Entity | None]
    reach: dict[tuple[str, str], tuple[str, ...]]
    own: dict[tuple[str, str], tuple[str, ...]]

    def of(self, digits: str) -> tuple[bool, Entity | None]:
        """Return whether a number is registered, and whose it is if that is something named."""
        for known, entity in self.owners.items():
            if _is_one(known, digits):
                return True, entity
        return False, None


def _is_one(one: str, other: str) -> bool:
    short, long = sorted((one, other), key=len)
    return len(short) >= _LEAST and long.endswith(short)


def _digits(text: str) -> str:
    return "".join(filter(str.isdigit, text))


def _phones(registry: Registry) -> _Phones:
    owners: dict[str, Entity | None] = {}
    own: dict[tuple[str, str], list[str]] = defaultdict(list)
    reach: dict[tuple[str, str], list[str]] = defaultdict(list)
    for entity, unit, phone in _registered(registry):
        digits = _digits(phone)
        owners[digits] = owners.get(digits) or entity
        if entity is not None:
            own[entity.key].append(phone)
        for one in filter(None, (entity, unit)):
            reach[one.key].append(phone)
    return _Phones(
        owners,
        {key: tuple(phones) for key, phones in reach.items()},
        {key: tuple(phones) for key, phones in own.items()},
    )


def _registered(registry: Registry) -> Iterator[tuple[Entity | None, Entity | None, str]]:
    """Yield every phone with the entry that has it, if that has a name, and with its unit."""
    if registry.jurisdiction is not None and registry.jurisdiction.duty_phone:
        yield None, None, registry.jurisdiction.duty_phone
    for kind in _KINDS:
        for entity in registry.names.entities(kind):
            unit = _unit(registry, getattr(entity.element, "organisation", ""))
            for phone in _numbers(entity):
                yield entity, unit, phone
    for _, register in registry.registers:
        for contact in register.contacts if isinstance(register, Contacts) else ():
            for phone in contact.phones:
                yield None, _unit(registry, contact.organisation), phone


def _unit(registry: Registry, name: str) -> Entity | None:
    return registry.names.get(name, (Kind.ORGANISATION,)) if name else None


def _numbers(entity: Entity) -> Iterator[str]:
    thing = entity.element
    if isinstance(thing, Organisation) and thing.duty_phone:
        yield thing.duty_phone
    if isinstance(thing, Post | Team | Depot | Shelter | Expert) and thing.phone:
        yield thing.phone
    if isinstance(thing, Post) and thing.deputy and thing.deputy.phone:
        yield thing.deputy.phone


def place_of(outline: PlanOutline, quoted: Quoted) -> Place:
    """Return where something quoted stands."""
    if quoted.line:
        file = f"{outline.file.rpartition('/')[0]}/plan.md"
        return Place(file, span=on_line(quoted.line, quoted.start, quoted.end))
    return Place(outline.file, quoted.pointer, chars=(quoted.start, quoted.end))


def _said(system: System) -> Iterator[tuple[PlanOutline, Quoted, tuple[Entity, ...]]]:
    """Yield each phone in a sentence with the units and posts named before it, else behind it."""
    for outline in system.outlines:
        for quoted in outline.quoted:
            if quoted.is_phone:
                named = tuple(one.entity for one in named_in(system.registry, quoted.before))
                if not named:
                    named = tuple(one.entity for one in named_in(system.registry, quoted.after))[:1]
                yield outline, quoted, named


@system_rule(
    "PRO015",
    "prose.other-phone",
    Severity.WARNING,
    title=msg("Phone number in the text that is not that of the unit named"),
    rationale=msg("At three in the morning the number in the sentence is the one that is dialled."),
    sources=(STAFFED,),
)
def other_phone(system: System) -> Iterator[Hit]:
    """Phones in sentences that name a unit or post with another number in the registers."""
    phones = _phones(system.registry)
    for outline, quoted, named in _said(system):
        digits = _digits(quoted.text)
        known = [one for one in named if phones.own.get(one.key)]
        reached = [phone for one in known for phone in phones.reach[one.key]]
        if not known or any(_is_one(_digits(phone), digits) for phone in reached):
            continue
        unit, owner = known[-1], phones.of(digits)[1]
        message = msg(
            "“{number}” stands here for {unit}, registered is {registered}",
            number=quoted.text,
            unit=unit.name,
            registered=phones.own[unit.key],
        )
        if owner is not None:
            message = msg(
                "“{number}” is the phone of {owner}, not of {unit}",
                number=quoted.text,
                owner=owner.name,
                unit=unit.name,
            )
        role = f"{{phone}}`{unit.short_name}`"
        yield Hit(
            place_of(outline, quoted),
            message,
            msg("Correct it; in plan.md {role} prints what is registered", role=role),
            ((unit.place, msg("“{name}” is registered here", name=unit.name)),),
        )


@system_rule(
    "PRO016",
    "prose.unregistered-phone",
    Severity.ADVICE,
    title=msg("Phone number in the text that no register has"),
    rationale=msg("A number that stands only in a sentence is forgotten when it changes."),
    sources=(STAFFED,),
)
def unregistered_phone(system: System) -> Iterator[Hit]:
    """Phones that no register has, in sentences that name nobody whose number is registered."""
    phones = _phones(system.registry)
    for outline, quoted, named in _said(system):
        is_known, _ = phones.of(_digits(quoted.text))
        if not is_known and not any(phones.own.get(one.key) for one in named):
            yield Hit(
                place_of(outline, quoted),
                msg("No register has the phone “{number}”", number=quoted.text),
                msg(
                    "Register it with the unit that answers it; in plan.md write {role}",
                    role="{phone}`…`",
                ),
            )
