"""Which organisation an actor belongs to; several families of rules ask it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from planforge.model.base import Kind
from planforge.model.registers import Post, Team

if TYPE_CHECKING:
    from planforge.corpus.names import Entity
    from planforge.corpus.plan_view import PlanView


def unit_of(view: PlanView, entity: Entity) -> Entity | None:
    """Return the organisation that *entity* is or belongs to; None for groups."""
    if isinstance(entity.element, Post | Team):
        return view.registry.names.get(entity.element.organisation, (Kind.ORGANISATION,))
    return entity if entity.kind is Kind.ORGANISATION else None
