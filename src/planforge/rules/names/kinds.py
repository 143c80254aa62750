"""Words that several families of rules need: kinds of things, and what to do about a name."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from planforge.i18n import Message, msg
from planforge.model.base import Kind
from planforge.patterns import late

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from datetime import date

    from planforge.corpus.names import Entity
    from planforge.rules.names.named import Named

KINDS: Final = {
    Kind.ORGANISATION: msg("organisation"),
    Kind.POST: msg("post"),
    Kind.GROUP: msg("working group"),
    Kind.TEAM: msg("rescue team"),
    Kind.DEPOT: msg("depot"),
    Kind.SHELTER: msg("shelter"),
    Kind.EXPERT: msg("expert"),
    Kind.RISK: msg("risk point"),
    Kind.MECHANISM: msg("standing arrangement"),
    Kind.AGREEMENT: msg("agreement"),
    Kind.REGULATION: msg("law or upper plan"),
    Kind.INDICATOR: msg("indicator"),
    Kind.PLAN: msg("plan"),
    Kind.LEVEL: msg("response level"),
    Kind.ACTION: msg("action"),
    Kind.REGION: msg("part of the jurisdiction"),
    Kind.GRADE: msg("incident grade"),
}
"""What each kind is called."""

_FILES: Final = {
    Kind.ORGANISATION: "registry/organizations.yaml",
    Kind.POST: "registry/posts.yaml",
    Kind.TEAM: "registry/teams.yaml",
    Kind.DEPOT: "registry/depots.yaml",
    Kind.SHELTER: "registry/shelters.yaml",
    Kind.EXPERT: "registry/experts.yaml",
    Kind.RISK: "registry/risks.yaml",
    Kind.MECHANISM: "registry/mechanisms.yaml",
    Kind.AGREEMENT: "registry/mechanisms.yaml",
    Kind.REGULATION: "registry/regulations.yaml",
    Kind.INDICATOR: "registry/indicators.yaml",
    Kind.REGION: "jurisdiction.yaml",
}

_FULL_WIDTH: Final = late("[，、]")
"""Commas that part no items in YAML."""


def kinds_in_words(kinds: Iterable[Kind]) -> tuple[Message, ...]:
    """Return what *kinds* are called, each once."""
    return tuple(dict.fromkeys(KINDS[kind] for kind in kinds))


def correct_or_register(candidates: tuple[str, ...], kinds: Iterable[Kind]) -> Message:
    """Return what to do about an unknown name.

    Where all *candidates* of a plan are ids, an id was mistyped: nothing is to be registered.
    """
    kinds = tuple(kinds)
    if Kind.PLAN in kinds and candidates and all(name.isascii() for name in candidates):
        return msg("Did you mean {candidates}?", candidates=candidates)
    files = tuple(dict.fromkeys(_FILES[kind] for kind in kinds if kind in _FILES))
    if candidates and files:
        return msg(
            "Did you mean {candidates}? If it is new, register it in {files}",
            candidates=candidates,
            files=files,
        )
    return choose(candidates) if candidates else msg("Register it in {files}", files=files)


def split_or(named: Named, is_known: Callable[[str], bool], otherwise: Message) -> Message:
    """Return what to do about a name that is several names; else *otherwise*.

    Items parted by a full-width comma or 、 are one item to YAML.
    """
    parts = tuple(part for part in _FULL_WIDTH.split(named.name) if part)
    in_list = bool(named.place.pointer) and isinstance(named.place.pointer[-1], int)
    if len(parts) < 2 or not any(is_known(part) for part in parts):  # noqa: PLR2004 - a list of one
        return otherwise
    if not in_list:
        return msg("Only one may stand here: write one of {items}", items=parts)
    return msg("Part the items with the comma “,”: [{items}]", items=", ".join(parts))


def choose(candidates: Iterable[str]) -> Message:
    """Return what to do about a name that only a closed list of names may fill."""
    names = tuple(candidates)
    if not names:
        return msg("There is nothing to choose from yet: define it first, or delete the name")
    return msg("Write one of these: {candidates}", candidates=names)


def full_names(entities: Iterable[Entity]) -> tuple[Message, ...]:
    """Return the full names of *entities* with their ids."""
    return tuple(msg("{name} ({id})", name=e.name, id=e.id) for e in entities)


def no_longer(name: str, now: str, until: date | None) -> Message:
    """Return what is wrong with a former name: what it is called *now*, and since when if known."""
    if until is None:
        return msg("“{name}” is a former name; it is “{now}” now", name=name, now=now)
    return msg(
        "“{name}” is a former name; since {until} it is “{now}”",
        name=name,
        now=now,
        until=until.isoformat(),
    )


def alike(name: str, entity: Entity) -> str:
    """Return the full name for a long former name, the short one for a short one."""
    closer_to_full = abs(len(name) - len(entity.name)) <= abs(len(name) - len(entity.short_name))
    return entity.name if closer_to_full else entity.short_name
