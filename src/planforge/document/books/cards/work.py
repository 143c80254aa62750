"""All that a plan gives somebody to do, as the steps of an action card."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from planforge.document.books.cards.asked import (
    asks_here,
    by_role,
    home_unit,
    sources_of,
    unit_of,
)
from planforge.document.books.cards.card import FEWEST_STEPS, Step
from planforge.document.books.cards.steps import steps_of, supporting_steps, together
from planforge.document.wording import ended
from planforge.frozen import dataclass
from planforge.model.plan import Group
from planforge.model.registers import Organisation, Post
from planforge.model.scales import OrganisationCategory

if TYPE_CHECKING:
    from planforge.corpus.names import Entity
    from planforge.document.context import Context


@dataclass(frozen=True, slots=True)
class Work:
    """The steps of somebody.

    Attributes:
        steps: What is done.
        is_helping: Whether what others do and it helps with is among them.
        is_standing: Whether these are duties without a moment at which they are due.
    """

    steps: tuple[Step, ...]
    is_helping: bool = False
    is_standing: bool = False


def work_of(context: Context, entity: Entity) -> Work:
    """Return what *entity* does under the plan in hand.

    That is what the plan asks of itself; of a post of which it asks nothing, what it asks of the
    unit that the holder heads. Who has little of its own sees what it helps with; who has nothing
    of either, its duties.
    """
    whose = _doers(context, entity)
    steps = tuple(step for one in whose for step in _named(context, entity, one))
    is_helping = len(steps) < FEWEST_STEPS
    if is_helping:
        steps += tuple(step for one in whose for step in supporting_steps(context, one))
    if isinstance(entity.element, Group):
        duties = _duties(context, entity)
        return Work((*duties, *together(context, entity.element)), is_standing=True)
    if steps:
        return Work(steps, is_helping)
    return Work(_duties(context, entity), is_helping=True, is_standing=True)


def _doers(context: Context, entity: Entity) -> tuple[Entity, ...]:
    """Return whose work the reader does: its own, else that of the unit that it heads."""
    if steps_of(context, entity):
        return (entity,)
    for unit in (unit_of(context, entity), home_unit(context, entity)):
        if unit and sources_of(context, unit):
            return (entity, unit)
    return (entity,)


def _named(context: Context, entity: Entity, doer: Entity) -> tuple[Step, ...]:
    """Return the steps of *doer*, in its name where it is another than *entity*."""
    steps = steps_of(context, doer)
    if doer == entity:
        return steps
    return tuple(replace(step, whose=doer.short_name) for step in steps)


def _duties(context: Context, entity: Entity) -> tuple[Step, ...]:
    """Return the standing duties of *entity*: in the plan, then by the register."""
    said = [ask.text for ask in by_role(asks_here(context, entity))["duty"]]
    it = entity.element
    if isinstance(it, Post | Organisation):
        said += it.duties
    return tuple(Step("", ended(text), due=(0, i)) for i, text in enumerate(dict.fromkeys(said)))


def plainly_asked(context: Context, entity: Entity) -> bool:
    """Whether an unasked-for card of *entity* is of use: it can be handed to somebody.

    A word for many is nobody, unless the plan itself asks something to be done under it.
    """
    it = entity.element
    if isinstance(it, Organisation):
        if it.category is OrganisationCategory.OUTSIDE:
            return bool(steps_of(context, entity))
        if it.category is OrganisationCategory.COLLECTIVE:
            return any(step.is_first for step in steps_of(context, entity))
    return bool(work_of(context, entity).steps)
