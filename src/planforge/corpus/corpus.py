"""Everything at once: registers, system and full plans, for pages and papers."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from planforge.corpus.meant import shares
from planforge.corpus.names import Entity, Found
from planforge.corpus.plan_view import ACTORS
from planforge.frozen import dataclass
from planforge.model.base import Kind

if TYPE_CHECKING:
    from collections.abc import Mapping

    from planforge.corpus.asks import Ask
    from planforge.corpus.meant import Share
    from planforge.corpus.plan_view import PlanView
    from planforge.corpus.registry import Registry
    from planforge.corpus.system import System


@dataclass(frozen=True)
class Corpus:
    """All plans of a jurisdiction.

    Attributes:
        registry: The public registers.
        system: What the plans know of each other.
        plans: Every plan that could be read, sorted by file: the master plan first.
        digests: Hash of the content (facts and prose) of each plan, by id.
    """

    registry: Registry
    system: System
    plans: tuple[PlanView, ...]
    digests: Mapping[str, str]

    @cached_property
    def _by_id(self) -> dict[str, PlanView]:
        return {view.plan.id: view for view in reversed(self.plans)}

    def plan(self, name: str) -> PlanView | None:
        """Return the plan called *name* (title, short title or id)."""
        if name in self._by_id:
            return self._by_id[name]
        outline = self.system.plan(name)
        return self._by_id.get(outline.id) if outline else None

    @cached_property
    def asks(self) -> Mapping[tuple[str, str], tuple[tuple[PlanView, Ask], ...]]:
        """What is asked of each actor by any plan: entity key → asks in order of plans."""
        found: dict[tuple[str, str], list[tuple[PlanView, Ask]]] = {}
        for view in self.plans:
            for ask in view.asks():
                entity = view.get(ask.actor)
                if entity is not None:
                    found.setdefault(entity.key, []).append((view, ask))
        return {key: tuple(asks) for key, asks in found.items()}

    def asks_of(self, entity: Entity) -> tuple[tuple[PlanView, Ask], ...]:
        """Return what the plans ask of *entity*."""
        return self.asks.get(entity.key, ())

    @cached_property
    def _shares(self) -> Mapping[str, tuple[Share, ...]]:
        return shares(self.registry)

    def shares_of(self, entity: Entity) -> tuple[Share, ...]:
        """Return the words for many under which *entity* is meant, e.g. 各县（区）政府."""
        return self._shares.get(entity.id, ()) if entity.kind is Kind.ORGANISATION else ()

    def groups(self) -> tuple[tuple[PlanView, Entity], ...]:
        """Return the working groups of all plans."""
        return tuple(
            (view, entity)
            for view in self.plans
            for entity in view.local_names.entities(Kind.GROUP)
        )

    def actor(self, name: str) -> Entity | None:
        """Return the registered actor called *name*, if that is clear."""
        match self.registry.names.find(name, ACTORS):
            case Found(entity):
                return entity
            case _:
                return None
