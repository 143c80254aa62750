"""How those are reached whom a plan tells something: duty phones, numbers, channels."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final
from unicodedata import normalize

from planforge.findings import Place, Severity
from planforge.i18n import msg
from planforge.model.base import Kind
from planforge.model.registers import Contacts, Depot, Expert, Organisation, Post, Shelter, Team
from planforge.model.scales import OrganisationCategory
from planforge.patterns import late
from planforge.rules.articles import STAFFED
from planforge.rules.reports.hops import UPWARD, first_reports
from planforge.rules.rule import Hit, plan_rule, system_rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from planforge.corpus.names import Entity
    from planforge.corpus.plan_view import PlanView
    from planforge.corpus.system import System
    from planforge.findings import Pointer


@plan_rule(
    "RPT005",
    "report.desk-without-phone",
    Severity.WARNING,
    title=msg("Desk that receives first reports without a duty phone"),
    rationale=msg("At three in the morning a first report needs a number that is answered."),
    sources=(STAFFED, UPWARD),
)
def desk_without_phone(view: PlanView) -> Iterator[Hit]:
    """Registered units of the jurisdiction that receive first reports and have no 值班电话."""
    seen: set[str] = set()
    for report, at in first_reports(view):
        for i, name in enumerate(report.recipient):
            entity = view.get(name)
            unit = entity.element if entity else None
            if entity is None or not isinstance(unit, Organisation) or entity.id in seen:
                continue
            if unit.duty_phone or unit.category in _ELSEWHERE:
                continue
            seen.add(entity.id)
            yield Hit(
                view.at(*at, "recipient", i),
                msg("{unit} receives first reports, but has no duty phone", unit=name),
                msg("Write the phone that is answered day and night under 值班电话"),
                ((entity.place, msg("“{name}” is registered here", name=entity.name)),),
            )


_ELSEWHERE: Final = frozenset({OrganisationCategory.COLLECTIVE, OrganisationCategory.OUTSIDE})


_DIALLED: Final = late(
    r"(?:(?:(?:\+?86[- ]?)?1\d{2}[- ]?\d{4}[- ]?\d{4}"
    r"|(?:(?:\+?86[- ]?)?0?\d{2,3}[- ]|\(0\d{2,3}\)|（0\d{2,3}）|0\d{2,3})?[2-9]\d{6,7}"
    r"|[48]00[- ]?\d{3,4}[- ]?\d{3,4})(?:(?:转|[-—/ ])\d{1,6})?)"
    r"|(?:1\d{2}|1[02]\d{3}|9[56]\d{3,4}|[2-9]\d{3,5})(?:转\d{1,6})?"
)
"""A number that can be dialled: mobile, area code and 7 or 8 digits, service, short, extension."""
_BETWEEN: Final = late(r"[、,，;；/]|\s{2,}|\s*或\s*")


def _is_dialled(text: str) -> bool:
    bare = re.sub(r"(?<=\d) (?=\d)", "", text.strip())
    return all(_DIALLED.fullmatch(part.strip()) for part in _BETWEEN.split(bare) if part.strip())


def _phones(system: System) -> Iterator[tuple[Place, str]]:
    """Yield every phone number of the jurisdiction and the registers with its place."""
    registry = system.registry
    if registry.jurisdiction is not None and registry.jurisdiction.duty_phone:
        place = Place(registry.jurisdiction_file, ("duty_phone",))
        yield place, registry.jurisdiction.duty_phone
    for kind in _WITH_PHONES:
        for entity in registry.names.entities(kind):
            yield from _phones_of(entity)
    for file, register in registry.registers:
        for i, contact in enumerate(register.contacts if isinstance(register, Contacts) else ()):
            for j, phone in enumerate(contact.phones):
                yield Place(file, ("contacts", i, "phones", j)), phone


def _phones_of(entity: Entity) -> Iterator[tuple[Place, str]]:
    unit = entity.element
    if isinstance(unit, Organisation) and unit.duty_phone:
        yield entity.place.below("duty_phone"), unit.duty_phone
    if isinstance(unit, Post | Team | Depot | Shelter | Expert) and unit.phone:
        yield entity.place.below("phone"), unit.phone
    if isinstance(unit, Post) and unit.deputy and unit.deputy.phone:
        yield entity.place.below("deputy", "phone"), unit.deputy.phone


_WITH_PHONES: Final = (
    Kind.ORGANISATION,
    Kind.POST,
    Kind.TEAM,
    Kind.DEPOT,
    Kind.SHELTER,
    Kind.EXPERT,
)


@system_rule(
    "RPT025",
    "report.phone-not-dialled",
    Severity.WARNING,
    title=msg("Phone number that cannot be dialled"),
    rationale=msg("A digit too few is noticed when it is dialled, in the middle of the night."),
    sources=(STAFFED,),
)
def phone_not_dialled(system: System) -> Iterator[Hit]:
    """Phones that are no mobile, no area code with 7 or 8 digits, and no short number."""
    for place, phone in _phones(system):
        if not _is_dialled(phone):
            yield Hit(
                place,
                msg("“{phone}” is no phone number", phone=phone),
                msg("Write its digits half-width: “{phone}”", phone=normalize("NFKC", phone))
                if _is_dialled(normalize("NFKC", phone))
                else msg(
                    "A mobile has 11 digits, other numbers have an area code and 7 or 8 digits; "
                    "for several numbers write them with 、"
                ),
            )


@plan_rule(
    "RPT027",
    "report.message-without-phone",
    Severity.ADVICE,
    title=msg("Message to somebody without a phone number"),
    rationale=msg("Who is told at the start of a response must have a number in the register."),
    sources=(STAFFED, UPWARD),
)
def message_without_phone(view: PlanView) -> Iterator[Hit]:
    """Units and posts told by 通知 or by later reports that are registered without a phone."""
    told = {
        view.actor_key(name)
        for report, _ in first_reports(view)
        for name in (*report.recipient, *report.sender)
    } | {view.actor_key(name) for report in view.plan.reports for name in report.sender}
    told |= {view.actor_key(ask.actor) for ask in view.asks() if ask[1] == "hosts_office"}
    for name, at in _told(view):
        entity = view.get(name)
        key = view.actor_key(name)
        if entity is None or key in told:
            continue
        unit = entity.element
        if isinstance(unit, Organisation):
            is_missing = not unit.duty_phone and unit.category not in _ELSEWHERE
        else:
            is_missing = isinstance(unit, Post) and not unit.phone
        if is_missing:
            told.add(key)
            yield Hit(
                view.at(*at),
                msg("{unit} is told here, but has no phone in the register", unit=name),
                msg("Write it there under 值班电话 or 电话"),
                ((entity.place, msg("“{name}” is registered here", name=entity.name)),),
            )


def _told(view: PlanView) -> Iterator[tuple[str, Pointer]]:
    for i, action in enumerate(view.plan.actions):
        for j, message in enumerate(action.messages):
            for k, name in enumerate(message.to):
                yield name, ("actions", i, "messages", j, "to", k)
    for i, report in enumerate(view.plan.reports):
        for k, name in enumerate(report.recipient):
            yield name, ("reports", i, "recipient", k)


@system_rule(
    "RPT028",
    "report.no-duty-phone-of-the-jurisdiction",
    Severity.WARNING,
    title=msg("Jurisdiction without a duty phone"),
    rationale=msg("Whoever sees something must find one number of the government that answers."),
    sources=(STAFFED,),
)
def no_duty_phone_of_the_jurisdiction(system: System) -> Iterator[Hit]:
    """`jurisdiction.yaml` without 值班电话."""
    own = system.registry.jurisdiction
    if own is not None and not own.duty_phone:
        yield Hit(
            Place(system.registry.jurisdiction_file, ("name",)),
            msg("{jurisdiction} has no duty phone", jurisdiction=own.name),
            msg("Write the phone of the government that is answered day and night under 值班电话"),
        )
