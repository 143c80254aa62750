"""Whom a word for many means: the real bodies behind 各县（区）政府 and 事发地县（区）政府.

A plan asks something of all, of those where the event is, or of those concerned. Whoever makes a
paper for one real body must find what it is asked under such a word, and on what condition.
"""

from __future__ import annotations

import re
from enum import Enum
from typing import TYPE_CHECKING, Final, NamedTuple

from planforge.model.base import Kind
from planforge.model.registers import Organisation, Region
from planforge.model.scales import GovernmentLevel, OrganisationCategory

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from planforge.corpus.names import Entity, Names
    from planforge.corpus.plan_view import PlanView
    from planforge.corpus.registry import Registry


class Spread(Enum):
    """Which of those who are meant by a word for many have to act."""

    EVERY = "every"
    HERE = "here"
    CONCERNED = "concerned"


class Share(NamedTuple):
    """A name under which a body is asked something besides its own.

    Attributes:
        name: The word for many, or the government that a command body acts for.
        spread: Which of the bodies meant have to act.
        level: The level of government of those meant.
    """

    name: Entity
    spread: Spread
    level: GovernmentLevel


_GOVERNMENTS: Final = re.compile(r"(政府|办事处|委员会)[）)]?$")
_COMMANDS: Final = re.compile(r"(指挥机构|指挥部)$")
_HERE: Final = re.compile(r"^(事发|事故|事件|灾害)(发生)?地|^属地|^所在地|^受灾")
_CONCERNED: Final = re.compile(r"^(相关|有关|涉及|受影响|受威胁)")
_LEVELS: Final = (
    (re.compile(r"县"), GovernmentLevel.COUNTY),
    (re.compile(r"乡|镇|街道"), GovernmentLevel.TOWN),
    (re.compile(r"村|社区|居民委员会"), GovernmentLevel.VILLAGE),
)


def governments_meant(name: str) -> GovernmentLevel | None:
    """Return the level of the governments that a word for many such as 各县（区）政府 means."""
    return _level_in(name) if _GOVERNMENTS.search(name) else None


def _level_in(name: str) -> GovernmentLevel | None:
    return next((level for words, level in _LEVELS if words.search(name)), None)


def spread_of(name: str) -> Spread:
    """Return which of those whom the word for many *name* means have to act."""
    if _HERE.search(name):
        return Spread.HERE
    return Spread.CONCERNED if _CONCERNED.search(name) else Spread.EVERY


def shares(registry: Registry) -> Mapping[str, tuple[Share, ...]]:
    """Return the words for many under which each registered body is meant, by its id."""
    units = list(registry.names.entities(Kind.ORGANISATION))
    words = [e for e in units if e.of(Organisation).category is OrganisationCategory.COLLECTIVE]
    found: dict[str, list[Share]] = {}
    for word in words:
        level = _level_in(word.name)
        category = _category_meant(word.name)
        if level is None or category is None:
            continue
        for unit in units:
            it = unit.of(Organisation)
            if it.category is category and _level_of(registry.names, it) is level:
                share = Share(word, spread_of(word.name), level)
                found.setdefault(unit.id, []).append(share)
    return {ident: tuple(its) for ident, its in found.items()}


def _category_meant(name: str) -> OrganisationCategory | None:
    if _GOVERNMENTS.search(name):
        return OrganisationCategory.GOVERNMENT
    return OrganisationCategory.COMMAND if _COMMANDS.search(name) else None


def _level_of(names: Names, unit: Organisation) -> GovernmentLevel | None:
    region = _region(names, unit)
    return region.level if region else None


def _region(names: Names, unit: Organisation) -> Region | None:
    entity = names.get(unit.region, (Kind.REGION,)) if unit.region else None
    return entity.of(Region) if entity else None


def acts_for(registry: Registry, body: Entity, view: PlanView) -> Entity | None:
    """Return the government whose work under the plan of *view* the lower command *body* directs.

    That is the government above a body which is called as the command body of the plan is, but for
    the place: 江北区防汛抗旱指挥部 under a plan of 安澜市防汛抗旱指挥部. None for any other.
    """
    it, command = body.element, view.plan.command
    if not isinstance(it, Organisation) or it.category is not OrganisationCategory.COMMAND:
        return None
    upper = view.get(command.name, (Kind.ORGANISATION,)) if command else None
    above = registry.names.get(it.superior, (Kind.ORGANISATION,)) if it.superior else None
    if upper is None or upper == body or above is None:
        return None
    if above.of(Organisation).category is not OrganisationCategory.GOVERNMENT:
        return None
    same = set(_without_place(registry, body)) & set(_without_place(registry, upper))
    return above if same else None


def _without_place(registry: Registry, body: Entity) -> Iterator[str]:
    """Yield the name of *body* without the place in front of it."""
    region = _region(registry.names, body.of(Organisation))
    top = registry.jurisdiction
    for place in (region.name if region else "", top.name if top else ""):
        if place and body.name.startswith(place) and body.name != place:
            yield body.name.removeprefix(place)
