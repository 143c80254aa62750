"""The elements of a corpus, marked internal and filled with secrets."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from typing import TypeAlias, TypeVar, cast

from planforge.corpus.corpus import Corpus
from planforge.corpus.outline import outline
from planforge.corpus.plan_view import PlanView
from planforge.corpus.system import System
from planforge.model.base import Element, Visibility

E = TypeVar("E", bound=Element)
Planted: TypeAlias = tuple[dict[str, str], Corpus]
"""Secrets with the place of each, and the corpus that holds them."""
_Change: TypeAlias = Callable[[str, Element], Element]
_DEEPEST = 6
_REFERENCE = re.compile(r"\bRef[\](]")
"""How a field tells that it holds names of others."""


def planted(corpus: Corpus) -> Iterator[Planted]:
    """Yield *corpus* again and again until each of its elements was internal once.

    In plans all elements of one depth are at once, in registers, whose entries the others name,
    one after the other.
    """
    registers = corpus.registry.registers
    for at, (file, register) in enumerate(registers):
        places: list[str] = []
        for depth in range(_DEEPEST):
            _changed(register, depth, _noted(places))
        for place in places:
            secrets: dict[str, str] = {}
            change = _hiding(secrets, file, place)
            made = register
            for depth in range(_DEEPEST):
                made = _changed(made, depth, change)
            changed = (*registers[:at], (file, made), *registers[at + 1 :])
            yield secrets, _with(corpus, corpus.plans, changed)
    for depth in range(_DEEPEST):
        secrets = {}
        views = tuple(
            PlanView(
                _changed(view.plan, depth, _hiding(secrets, view.file)),
                corpus.registry,
                view.file,
                view.prose,
            )
            for view in corpus.plans
        )
        if secrets:
            yield secrets, _with(corpus, views, registers)


def _noted(places: list[str]) -> _Change:
    def note(place: str, element: Element) -> Element:
        places.append(place)
        return element

    return note


def _hiding(secrets: dict[str, str], file: str, only: str | None = None) -> _Change:
    """Return what makes elements internal, only the one at the place *only* if given."""

    def hide(place: str, element: Element) -> Element:
        if only is not None and place != only:
            return element
        secret = f"密语壬{len(secrets)}癸"
        secrets[secret] = f"{file}{place}"
        return _filled(element, secret)

    return hide


def _filled(element: Element, secret: str) -> Element:
    """Return *element* internal, with *secret* in all its words that are no names of others."""
    changed: dict[str, object] = {"visibility": Visibility.INTERNAL}
    for name, info in type(element).model_fields.items():
        value = getattr(element, name)
        if name == "id" or _REFERENCE.search(repr(info)):
            continue
        if type(value) is str:
            changed[name] = value + secret
        elif isinstance(value, tuple) and value and all(type(item) is str for item in value):
            changed[name] = (*value, secret)
    return element.model_copy(update=changed)


def _changed(element: E, depth: int, change: _Change) -> E:
    """Return *element* with every element so deep below it changed."""
    return cast("E", _below(element, depth, "", change))


def _below(value: object, depth: int, place: str, change: _Change) -> object:
    if isinstance(value, Element):
        if depth == 0:
            return change(place, value)
        update = {
            name: _below(getattr(value, name), depth - 1, f"{place}/{name}", change)
            for name in type(value).model_fields
        }
        return value.model_copy(update=update)
    if isinstance(value, tuple):
        return tuple(_below(x, depth, f"{place}/{n}", change) for n, x in enumerate(value))
    if isinstance(value, Mapping):
        return {key: _below(x, depth, f"{place}/{key}", change) for key, x in value.items()}
    return value


def _with(
    corpus: Corpus, plans: tuple[PlanView, ...], registers: tuple[tuple[str, Element], ...]
) -> Corpus:
    registry = replace(corpus.registry, registers=registers)
    views = tuple(PlanView(v.plan, registry, v.file, v.prose) for v in plans)
    outlines = tuple(outline(view.plan, view.file) for view in views)
    return Corpus(registry, System(registry, outlines), views, corpus.digests)
