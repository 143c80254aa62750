"""Which names are recognised in prose, and where each leads."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from planforge.document.mentions import Mentions
from planforge.document.nodes import address, entity_address
from planforge.model.base import Kind

if TYPE_CHECKING:
    from planforge.corpus.corpus import Corpus
    from planforge.corpus.names import Entity
    from planforge.corpus.plan_view import PlanView
    from planforge.document.context import Context

KINDS: Final = (
    Kind.ORGANISATION,
    Kind.POST,
    Kind.TEAM,
    Kind.DEPOT,
    Kind.SHELTER,
    Kind.MECHANISM,
    Kind.REGULATION,
)
"""Registered things whose names are recognised; the first kind wins where a name has two."""


def corpus_targets(context: Context) -> dict[str, str]:
    """Return the names of plans and registered things with their addresses.

    A name that two things of one kind share is left out, and so is every name of something that
    the reader must not see.
    """
    targets: dict[str, str] = {}
    _add_plans(context, targets)
    names = context.corpus.registry.names
    for kind in KINDS:
        for entity in names.entities(kind):
            if not context.may_show(entity.element):
                continue
            for name in _spoken(entity):
                if names.get(name, (kind,)) == entity:
                    targets.setdefault(name, entity_address(entity))
    return targets


def _add_plans(context: Context, targets: dict[str, str]) -> None:
    corpus: Corpus = context.corpus
    for view in corpus.plans:
        if not context.may_show(view.plan):
            continue
        for name in (view.plan.name, *view.plan.short_names):
            if corpus.system.plan(name) is corpus.system.outline(view.plan.id):
                targets.setdefault(name, address("plan", view.plan.id))


def _spoken(entity: Entity) -> tuple[str, ...]:
    short: tuple[str, ...] = getattr(entity.element, "short_names", ())
    return (entity.name, *short)


def mentions_of(context: Context, targets: dict[str, str], view: PlanView | None) -> Mentions:
    """Return the recogniser of *targets*, with the working groups of *view*."""
    if view is None:
        return Mentions(targets)
    groups = {
        group.name: address("group", f"{view.plan.id}/{group.id}")
        for group, _ in view.groups
        if context.may_show(group)
    }
    return Mentions(targets | groups)
