"""The public part of a corpus: a copy that holds nothing marked 内部.

Publishers make public documents from this copy, so what is internal cannot reach them by any way:
it is not there.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from hashlib import sha256
from typing import TYPE_CHECKING, TypeVar

from planforge.corpus.corpus import Corpus
from planforge.corpus.neutral import PERSONS, neutral_of
from planforge.corpus.persons import IN_OFFICE, is_person
from planforge.corpus.plan_view import PlanView
from planforge.corpus.system import System
from planforge.model.base import Element, Visibility
from planforge.model.registers import Contacts, Post

if TYPE_CHECKING:
    from planforge.corpus.neutral import Neutral
    from planforge.corpus.registry import Registry

E = TypeVar("E", bound=Element)


def public_corpus(corpus: Corpus) -> Corpus:
    """Return *corpus* without internal plans, register entries and parts of plans.

    The telephone list is internal by nature and goes as a whole; so do the phones of persons
    elsewhere, while those of duty desks, teams, depots and shelters stay. Of a post the public
    reads the office, not who holds it or stands in: their numbers are all internal. Where public
    elements and prose name internal things, neutral words stand for the names; so they do for
    numbers that are not public, with or without area code and however their digits are grouped.
    """
    neutral = neutral_of(corpus)
    registry = public_registry(corpus.registry)
    if neutral is not None:
        registry = _neutral_registry(registry, neutral)
    digests = dict(corpus.digests)
    plans = []
    for view in corpus.plans:
        if _is_internal(view.plan):
            continue
        plan, prose = public_part(view.plan), view.prose
        if neutral is not None:
            words = neutral.inside(view.plan)
            plan = words.part(plan) if words.concerns(plan) else plan
            prose = None if prose is None else words.prose(prose)
            if prose != view.prose and plan.id in digests:
                digests[plan.id] += sha256(str(prose).encode()).hexdigest()
        images, active = view.images, view.active_images
        plans.append(PlanView(plan, registry, view.file, prose, images, active_images=active))
    kept = {view.file for view in plans}
    outlines = tuple(o for o in corpus.system.outlines if o.file in kept)
    system = System(registry, outlines, corpus.system.unreadable)
    return Corpus(registry, system, tuple(plans), digests)


def _neutral_registry(registry: Registry, neutral: Neutral) -> Registry:
    jurisdiction = registry.jurisdiction and neutral.part(registry.jurisdiction)
    registers = tuple(
        (file, neutral.part(register) if neutral.concerns(register) else register)
        for file, register in registry.registers
    )
    changed = [
        new.model_dump_json()
        for (_, new), (_, old) in zip(registers, registry.registers, strict=True)
        if new is not old
    ]
    digest = registry.digest
    if changed:
        digest += sha256("\n".join(changed).encode()).hexdigest()
    return replace(registry, jurisdiction=jurisdiction, registers=registers, digest=digest)


def public_registry(registry: Registry) -> Registry:
    """Return *registry* without internal entries and without the telephone list."""
    jurisdiction = registry.jurisdiction
    return replace(
        registry,
        jurisdiction=public_part(jurisdiction) if jurisdiction else None,
        registers=tuple(
            (file, public_part(register))
            for file, register in registry.registers
            if not isinstance(register, Contacts) and not _is_internal(register)
        ),
        known_holders=registry.holders,
    )


def public_part(element: E) -> E:
    """Return *element* without internal elements and without persons in office and their phones.

    It is itself if none of them are in it.

    An internal element in a place that must not be empty (scope, edition) stays: whoever shows
    such a place looks at its mark.
    """
    changed: dict[str, object] = {}
    if isinstance(element, PERSONS) and element.phone:
        changed["phone"] = ""
    if isinstance(element, IN_OFFICE):
        field = "holder" if isinstance(element, Post) else "name"
        if is_person(getattr(element, field)):
            changed[field] = ""
    for name, info in type(element).model_fields.items():
        value = getattr(element, name)
        if isinstance(value, Element) and _is_internal(value):
            if not info.is_required():
                changed[name] = None
            continue
        kept = _public(value)
        if kept is not value:
            changed[name] = kept
    return element.model_copy(update=changed) if changed else element


def _public(value: object) -> object:
    if isinstance(value, Element):
        return public_part(value)
    if isinstance(value, tuple):
        items = tuple(_public(item) for item in value if not _is_internal(item))
        is_same = len(items) == len(value) and all(
            new is old for new, old in zip(items, value, strict=True)
        )
        return value if is_same else items
    if isinstance(value, Mapping):
        entries = {name: _public(item) for name, item in value.items() if not _is_internal(item)}
        is_same = len(entries) == len(value) and all(entries[name] is value[name] for name in value)
        return value if is_same else entries
    return value


def _is_internal(value: object) -> bool:
    return isinstance(value, Element) and value.visibility is Visibility.INTERNAL
