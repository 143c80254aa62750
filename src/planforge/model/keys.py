"""Every key in both languages, for messages and for finding the place of a key in a file."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import TYPE_CHECKING, Final, get_args, get_origin

from planforge.i18n import class_title
from planforge.model import registers, trigger
from planforge.model.base import Element, Term
from planforge.model.drill import Drill
from planforge.model.plan import Plan

if TYPE_CHECKING:
    from collections.abc import Iterator

    from planforge.findings import Pointer

FILE_MODELS: Final[dict[str, type[Element]]] = {
    "plan": Plan,
    "jurisdiction": registers.Jurisdiction,
    "organizations": registers.Organisations,
    "posts": registers.Posts,
    "teams": registers.Teams,
    "depots": registers.Depots,
    "shelters": registers.Shelters,
    "experts": registers.Experts,
    "risks": registers.Risks,
    "mechanisms": registers.Mechanisms,
    "indicators": registers.Indicators,
    "regulations": registers.Regulations,
    "contacts": registers.Contacts,
    "drill": Drill,
}
"""File kind → model of the file."""


def elements() -> Iterator[type[Element]]:
    """Yield every class of the model, base classes first."""
    pending: list[type[Element]] = [Element]
    while pending:
        model = pending.pop(0)
        yield model
        pending += model.__subclasses__()


@cache
def twins() -> dict[str, frozenset[str]]:
    """Return for every key and every listed word all its spellings, itself included."""
    found: dict[str, set[str]] = {}

    def together(*words: str) -> None:
        for word in words:
            found.setdefault(word, set()).update(words)

    for model in elements():
        for name, info in model.model_fields.items():
            together(name, info.alias or name)
    for terms in Term.__subclasses__():
        for member in terms:
            together(str(member.value), member.zh, *member.others)
    return {word: frozenset(words) for word, words in found.items()}


def title(model: type[Element]) -> str:
    """Return the name of *model* in words, a msgid."""
    return class_title(model.__name__)


def summary(model: type[Element]) -> str:
    """Return what *model* is for in one sentence, a msgid."""
    return (model.__doc__ or "").partition("\n")[0]


def same_key(one: str, other: str) -> bool:
    """Whether two spellings can be the same key, wherever it stands."""
    return one == other or other in twins().get(one, frozenset())


def spellings_at(model: type[Element], pointer: Pointer) -> tuple[frozenset[str], ...]:
    """Return for each step of *pointer* into *model* the names its key may have there.

    Where the model does not say, as for a name in a mapping, an index or a column of a table, there
    are none. Unlike `same_key`, `when` is 指标 in the end of a level and 条件 in a link.
    """
    return tuple(_spellings_at(model, pointer))


def _spellings_at(model: type[Element], pointer: Pointer) -> Iterator[frozenset[str]]:
    current: list[object] = [model]
    for step in pointer:
        following: list[object] = []
        names: set[str] = set()
        for shape in current:
            if isinstance(step, int):
                following.append(shape)
            elif isinstance(shape, type) and issubclass(shape, Element):
                for name, info in shape.model_fields.items():
                    if step in {name, info.alias}:
                        names |= {name, info.alias or name}
                        following += _shapes(info.annotation)
            else:
                following += _shapes(get_args(shape)[1])
        if not following and trigger.Row in current:
            following = [trigger.Quantified]
        yield frozenset(names)
        current = following


def _shapes(annotation: object) -> list[object]:
    """Return the models and mappings that a value may be, or hold in a list."""
    if isinstance(annotation, type) and issubclass(annotation, Element):
        return [annotation]
    if get_origin(annotation) is Mapping:
        return [annotation]
    return [shape for part in get_args(annotation) for shape in _shapes(part)]


def label(model: type[Element], loc: tuple[str | int, ...]) -> tuple[str, str]:
    """Return the Chinese and English key at the end of an error path inside *model*.

    Branch names in ‹› and list indexes are passed over; a key that is a name stands for itself.
    """
    current: set[type[Element]] = {model}
    found = ("", "")
    for part in loc:
        if isinstance(part, int) or part.startswith("‹"):
            continue
        following: set[type[Element]] = set()
        found = (part, part)
        for candidate in current:
            for name, info in candidate.model_fields.items():
                if part in {name, info.alias}:
                    found = (info.alias or name, name)
                    following |= _models_in(info.annotation)
        if not following and trigger.Row in current:
            following = current | {trigger.Quantified}
        current = following or current
    return found


def _models_in(annotation: object) -> set[type[Element]]:
    if isinstance(annotation, type) and issubclass(annotation, Element):
        return {annotation}
    return {m for part in get_args(annotation) for m in _models_in(part)}


__all__ = [
    "FILE_MODELS",
    "elements",
    "label",
    "same_key",
    "spellings_at",
    "summary",
    "title",
    "twins",
]
