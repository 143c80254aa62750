"""One walk through an element: every text in it, and every name that refers to something.

A plan has a thousand texts, and every check asks for them; so what is known of a class is worked
out once, and the walk itself only fills lists.
"""

from __future__ import annotations

import types
from collections.abc import Callable, Iterable, Mapping
from functools import cache, partial
from typing import (
    TYPE_CHECKING,
    Annotated,
    Any,
    Final,
    NamedTuple,
    TypeAlias,
    Union,
    get_args,
    get_origin,
)

from pydantic import BaseModel

from planforge.model.base import Kind, Ref, Term

if TYPE_CHECKING:
    from planforge.findings import Pointer


class Reference(NamedTuple):  # there are hundreds in a plan, and a tuple is made fastest
    """A name in a file that refers to something.

    Attributes:
        pointer: Where it stands in its file.
        ref: What may be meant.
        name: The text.
    """

    pointer: Pointer
    ref: Ref
    name: str


_reference: Final[Callable[[tuple[Pointer, Ref, str]], Reference]] = partial(
    tuple.__new__, Reference
)
"""What `Reference` itself does, but for the name that it looks up each time."""


class Walked(NamedTuple):
    """What stands in an element, each list in the order of the fields; to be read only.

    Attributes:
        texts: Every text; keys are none.
        places: Where each of them stands.
        plain: The texts that name nothing.
        plain_places: Where each of those stands.
        references: The texts, and the keys, that name something.
    """

    texts: list[str]
    places: list[Pointer]
    plain: list[str]
    plain_places: list[Pointer]
    references: list[Reference]


class _Meant(NamedTuple):
    """What the texts of a field name.

    Attributes:
        ref: What a text in the field, alone or in a list, names; None if it names nothing.
        keys: What the keys name, if it is a mapping.
        values: What the texts of its values name, if it is a mapping.
    """

    ref: Ref | None = None
    keys: Ref | None = None
    values: _Meant | None = None


_Walker: TypeAlias = "Callable[[Any, Pointer, _Meant, Walked], None]"
_NOTHING_MEANT: Final = _Meant()
_NONE_OF_MANY: Final = ()
"""Most fields are left out: comparing with what they then hold would ask pydantic."""


def walk(value: object, at: Pointer = ()) -> Walked:
    """Return the texts and references inside *value*, which stands at *at*."""
    found = Walked([], [], [], [], [])
    walker = _WALKERS[type(value)]
    if walker is not None:
        walker(value, at, _NOTHING_MEANT, found)
    return found


def walk_fields(element: BaseModel) -> dict[str, Walked]:
    """Return the texts and references inside *element* by the field that they stand in."""
    known = element.__dict__
    by_field: dict[str, Walked] = {}
    for name, _, meant in _fields(type(element)):
        item = known[name]
        walker = _WALKERS[type(item)]
        if walker is not None:
            found = by_field[name] = Walked([], [], [], [], [])
            walker(item, (name,), meant, found)
    return by_field


def together(parts: Iterable[Walked]) -> Walked:
    """Return what stands in several parts of an element as one."""
    found = Walked([], [], [], [], [])
    for part in parts:
        found.texts.extend(part.texts)
        found.places.extend(part.places)
        found.plain.extend(part.plain)
        found.plain_places.extend(part.plain_places)
        found.references.extend(part.references)
    return found


def references(element: BaseModel, at: Pointer = ()) -> list[Reference]:
    """Return every reference inside *element*, in file order of the fields."""
    return walk(element, at).references


def by_kind(found: Iterable[Reference]) -> dict[Kind, list[Reference]]:
    """Return the references that may name something of a kind, by kind, in the same order."""
    named: dict[Kind, list[Reference]] = {kind: [] for kind in Kind}
    for reference in found:
        for kind in reference[1].kinds:
            named[kind].append(reference)
    return named


def key_of(key: object) -> str:
    """Return the key of a mapping as it stands in pointers."""
    return key.zh if isinstance(key, Term) else str(key)


def _text(value: Any, at: Pointer, meant: _Meant, found: Walked) -> None:  # noqa: ANN401 - a walker gets what its type is for
    found.texts.append(value)
    found.places.append(at)
    if meant.ref is None:
        found.plain.append(value)
        found.plain_places.append(at)
    else:
        found.references.append(Reference(at, meant.ref, value))


def _element(value: Any, at: Pointer, _meant: _Meant, found: Walked) -> None:  # noqa: ANN401 - the same
    known = value.__dict__
    texts, places, plain, plain_places, references = found
    for name, ref, meant in _fields(type(value)):  # type: ignore[arg-type]  # a class can be hashed
        item = known[name]
        if item is None or item is _NONE_OF_MANY:
            continue
        kind = type(item)
        if kind is str:  # many are, and a call costs as much as the rest
            here = (*at, name)
            texts.append(item)
            places.append(here)
            if ref is None:
                plain.append(item)
                plain_places.append(here)
            else:
                references.append(_reference((here, ref, item)))
        elif (walker := _WALKERS[kind]) is not None:
            walker(item, (*at, name), meant, found)


def _list(value: Any, at: Pointer, meant: _Meant, found: Walked) -> None:  # noqa: ANN401 - the same
    ref = meant.ref
    texts, places, plain, plain_places, references = found
    for i, item in enumerate(value):
        kind = type(item)
        if kind is str:
            here = (*at, i)
            texts.append(item)
            places.append(here)
            if ref is None:
                plain.append(item)
                plain_places.append(here)
            else:
                references.append(_reference((here, ref, item)))
        elif (walker := _WALKERS[kind]) is not None:
            walker(item, (*at, i), meant, found)


def _mapping(value: Any, at: Pointer, meant: _Meant, found: Walked) -> None:  # noqa: ANN401 - the same
    for key, item in value.items():
        here = (*at, key_of(key))
        if meant.keys is not None:
            found.references.append(Reference(here, meant.keys, key))
        walker = _WALKERS[type(item)]
        if walker is not None:
            walker(item, here, meant.values or _NOTHING_MEANT, found)


class _Walkers(dict[type, "_Walker | None"]):
    """What walks values of a type; asking each value costs more than the walk itself."""

    def __missing__(self, kind: type) -> _Walker | None:
        self[kind] = found = next((w for base, w in _BY_BASE if issubclass(kind, base)), None)
        return found


_BY_BASE: Final[tuple[tuple[type, _Walker], ...]] = (
    (str, _text),
    (BaseModel, _element),
    (tuple, _list),
    (Mapping, _mapping),
)
_WALKERS: Final = _Walkers()


@cache
def _fields(model: type[BaseModel]) -> tuple[tuple[str, Ref | None, _Meant], ...]:
    """Return the fields of *model* that may hold texts, with what a text, or anything, names."""
    return tuple(
        (name, meant.ref, meant)
        for name, info in model.model_fields.items()
        if _may_hold_text(info.annotation)
        for meant in (_meant((*info.metadata, info.annotation)),)
    )


def _may_hold_text(annotation: Any) -> bool:  # noqa: ANN401 - a type expression
    origin = get_origin(annotation)
    if origin is Annotated:
        return _may_hold_text(get_args(annotation)[0])
    if origin in {Union, types.UnionType}:
        return any(map(_may_hold_text, get_args(annotation)))
    if not isinstance(annotation, type) or origin is not None:
        return True
    return _WALKERS[annotation] is not None


def _meant(parts: tuple[Any, ...]) -> _Meant:
    """Return what texts are names of where one of *parts*, marks and types, says so."""
    ref = keys = values = None
    for part in parts:
        origin, inside = get_origin(part), get_args(part)
        if isinstance(part, Ref):
            own = _Meant(part)
        elif origin is Annotated:
            own = _meant((*part.__metadata__, inside[0]))
        elif isinstance(origin, type) and issubclass(origin, Mapping):
            own = _Meant(None, _meant(inside[:1]).ref, _meant(inside[1:]))
        else:
            own = _meant(inside) if origin is not None else _NOTHING_MEANT
        ref, keys, values = ref or own.ref, keys or own.keys, values or own.values
    return _Meant(ref, keys, values)


__all__ = [
    "Reference",
    "Walked",
    "by_kind",
    "key_of",
    "references",
    "together",
    "walk",
    "walk_fields",
]
