"""Columns made from the fields of the model: their heads are the keys that editors know."""

from __future__ import annotations

from datetime import date
from functools import cache
from types import UnionType
from typing import TYPE_CHECKING, Annotated, Final, Union, get_args, get_origin

from planforge.document.sheets.sheet import Column, ColumnKind, Value
from planforge.i18n import DEFAULT_LANGUAGE
from planforge.model.base import Element, Term
from planforge.model.scalars import Limit

if TYPE_CHECKING:
    from collections.abc import Iterable

    from planforge.document.context import Context

_MOST_CHOICES: Final = 12
"""How many words a list to choose from may have."""


def head(context: Context, model: type[Element], name: str) -> str:
    """Return how files call the field *name* of *model*, in the reader's language."""
    alias = model.model_fields[name].alias
    if context.language == DEFAULT_LANGUAGE and alias:
        return alias
    return name.replace("_", " ").capitalize()


def column(context: Context, model: type[Element], name: str, unit: str = "") -> Column:
    """Return a column for the field *name* of *model*; numbers in it are counted in *unit*."""
    kind, terms = _kind(model, name)
    choices: tuple[str, ...] = ()
    if terms is bool:
        choices = (yes_no(context, said=True), yes_no(context, said=False))
    elif terms is not None and issubclass(terms, Term) and len(terms) <= _MOST_CHOICES:
        choices = tuple(term.label(context.language) for term in terms)
    if kind is ColumnKind.LIST:
        choices = ()
    return Column(head(context, model, name), kind, unit, choices=choices)


def columns(
    context: Context, model: type[Element], names: Iterable[str], **units: str
) -> tuple[Column, ...]:
    """Return the columns for the fields *names*; *units* by the name of the field."""
    return tuple(column(context, model, name, units.get(name, "")) for name in names)


def values(context: Context, element: Element, names: Iterable[str]) -> tuple[Value, ...]:
    """Return what stands in the fields *names* of *element*."""
    return tuple(value(context, getattr(element, name)) for name in names)


def value(context: Context, found: object) -> Value:
    """Return *found*, the content of a field, as a cell holds it.

    Raises:
        TypeError: It has parts of its own.
    """
    if found is None or found == "":
        return None
    if isinstance(found, bool):
        return yes_no(context, said=found)
    if isinstance(found, Term):
        return found.label(context.language)
    if isinstance(found, str | int | date | Limit):
        return found
    if isinstance(found, tuple):
        return tuple(_text(context, item) for item in found)
    raise TypeError(f"no cell can hold a {type(found).__name__}")


def _text(context: Context, item: object) -> str:
    if isinstance(item, Term):
        return item.label(context.language)
    if isinstance(item, str):
        return item
    raise TypeError(f"no list in a cell can hold a {type(item).__name__}")


def yes_no(context: Context, *, said: bool) -> str:
    """Return 是 or 否."""
    return context.t("yes") if said else context.t("no")


@cache
def _kind(model: type[Element], name: str) -> tuple[ColumnKind, type | None]:
    """Return what a field holds, and the type that says which words it may hold."""
    found = list(_types(model.model_fields[name].annotation))
    if tuple in found:
        return ColumnKind.LIST, None
    for one, kind in (
        (Limit, ColumnKind.DURATION),
        (date, ColumnKind.DATE),
        (bool, ColumnKind.TEXT),
        (int, ColumnKind.NUMBER),
    ):
        if one in found:
            return kind, one if one is bool else None
    terms = next((one for one in found if issubclass(one, Term)), None)
    return ColumnKind.TEXT, terms


def _types(annotation: object) -> Iterable[type]:
    origin = get_origin(annotation)
    if origin is Annotated:
        yield from _types(get_args(annotation)[0])
    elif origin in {Union, UnionType}:
        for part in get_args(annotation):
            yield from _types(part)
    elif isinstance(origin, type):
        yield origin
    elif isinstance(annotation, type):
        yield annotation


__all__ = ["column", "columns", "head", "value", "values", "yes_no"]
