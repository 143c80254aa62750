"""Every text in the facts, walked through once."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Any, Final, TypeAlias

from pydantic import BaseModel

from planforge.model.base import Term

if TYPE_CHECKING:
    from collections.abc import Callable

    from planforge.corpus.plan_view import PlanView
    from planforge.findings import Pointer

_Walker: TypeAlias = "Callable[[Any, Pointer, list[tuple[Pointer, str]]], None]"
_NONE_OF_MANY: Final = ()


@lru_cache(maxsize=2)  # many rules ask it of one plan before they go on to the next
def texts_of_plan(view: PlanView) -> tuple[tuple[Pointer, str], ...]:
    """Return every text in the facts of a plan with its place."""
    return tuple(texts(view.plan))


@lru_cache(maxsize=2)
def all_text(view: PlanView) -> str:
    """Return every text in the facts of a plan, one below the other."""
    return "\n".join(text for _, text in texts_of_plan(view))


def texts(value: object, at: Pointer = ()) -> list[tuple[Pointer, str]]:
    """Return every text inside *value* with its place, in the order of the fields."""
    found: list[tuple[Pointer, str]] = []
    _WALKERS[type(value)](value, at, found)
    return found


def _text(value: Any, at: Pointer, found: list[tuple[Pointer, str]]) -> None:  # noqa: ANN401 - a walker gets what its type is for
    found.append((at, value))


def _element(value: Any, at: Pointer, found: list[tuple[Pointer, str]]) -> None:  # noqa: ANN401 - the same
    known = value.__dict__
    for name in _fields(type(value)):  # type: ignore[arg-type]  # a class can be hashed
        item = known[name]
        if type(item) is str:  # most are
            found.append(((*at, name), item))
        elif item is not None and item is not _NONE_OF_MANY:
            _WALKERS[type(item)](item, (*at, name), found)


def _list(value: Any, at: Pointer, found: list[tuple[Pointer, str]]) -> None:  # noqa: ANN401 - the same
    for i, item in enumerate(value):
        if type(item) is str:
            found.append(((*at, i), item))
        else:
            _WALKERS[type(item)](item, (*at, i), found)


def _mapping(value: Any, at: Pointer, found: list[tuple[Pointer, str]]) -> None:  # noqa: ANN401 - the same
    for key, item in value.items():
        _WALKERS[type(item)](item, (*at, key_of(key)), found)


def _nothing(_value: Any, _at: Pointer, _found: list[tuple[Pointer, str]]) -> None:  # noqa: ANN401 - the same
    pass


class _Walkers(dict[type, "_Walker"]):
    """What walks values of a type; asking each value costs more than the walk itself."""

    def __missing__(self, kind: type) -> _Walker:
        self[kind] = found = next((w for base, w in _BY_BASE if issubclass(kind, base)), _nothing)
        return found


_BY_BASE: Final[tuple[tuple[type, _Walker], ...]] = (
    (str, _text),
    (BaseModel, _element),
    (tuple, _list),
    (Mapping, _mapping),
)
_WALKERS: Final = _Walkers()


@cache
def _fields(model: type[BaseModel]) -> tuple[str, ...]:
    return tuple(model.model_fields)  # asking the class each time costs more than the walk


def key_of(key: object) -> str:
    """Return the key of a mapping as it stands in pointers."""
    return key.zh if isinstance(key, Term) else str(key)


__all__ = ["all_text", "key_of", "texts", "texts_of_plan"]
