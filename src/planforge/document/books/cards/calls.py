"""Whom to call, and the numbers: public duty phones for all, other numbers for insiders."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from planforge.document.books.cards.card import Call
from planforge.document.wording import titled
from planforge.model.base import Kind
from planforge.model.plan import Group
from planforge.model.registers import Organisation, Post, Team

if TYPE_CHECKING:
    from collections.abc import Iterable

    from planforge.corpus.names import Entity
    from planforge.document.context import Context

MOST_CALLS: Final = 8
EMERGENCY: Final = ("119", "120")
"""Fire and rescue, ambulance: the same everywhere in the country."""


def calls_of(
    context: Context, names: Iterable[str], *, most: int = MOST_CALLS, own: Entity | None = None
) -> tuple[Call, ...]:
    """Return the numbers of *names* in their order, each number once.

    Args:
        context: What the reader may see.
        names: Units, posts, groups, teams; those without a number are left out.
        most: How many lines at most.
        own: Who holds the card, and need not call.
    """
    found: dict[str, Call] = {}
    for name in names:
        entity = context.view.get(name) if context.view else context.corpus.actor(name)
        if entity is None or entity == own:
            continue
        call = _call(context, entity)
        if call is not None and call.number not in found:
            found[call.number] = call
        if len(found) == most:
            break
    return tuple(found.values())


def _call(context: Context, entity: Entity) -> Call | None:
    it = entity.element
    if not context.may_show(it):
        return None
    match it:
        case Organisation():
            return _of_unit(context, entity, it)
        case Group():
            return _of_name(context, it.lead or it.leader or "")
        case Post():
            own = "" if context.public else it.phone
            named = titled(context, entity.short_name, it.holder)
        case Team():
            own = "" if context.public else it.phone
            named = entity.short_name
        case _:
            return None
    return Call(named, own) if own else _of_name(context, it.organisation)


def _of_unit(context: Context, entity: Entity, it: Organisation) -> Call | None:
    if it.duty_phone:
        return Call(entity.short_name, it.duty_phone)
    return _of_name(context, it.hosted_by or "")


def _of_name(context: Context, name: str) -> Call | None:
    """Return the duty phone of the unit called *name*, in the name of the unit."""
    entity = context.corpus.registry.names.get(name, (Kind.ORGANISATION,)) if name else None
    if entity is None or not isinstance(entity.element, Organisation):
        return None
    if not context.may_show(entity.element) or not entity.element.duty_phone:
        return None
    return Call(entity.short_name, entity.element.duty_phone)


def lines_for(context: Context) -> tuple[Call, ...]:
    """Return the numbers that everybody may dial: fire and rescue, ambulance."""
    names = (context.t("Fire and rescue"), context.t("Ambulance"))
    return tuple(Call(name, number) for name, number in zip(names, EMERGENCY, strict=True))
