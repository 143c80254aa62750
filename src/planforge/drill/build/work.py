"""What all parts of the compilation share: the drill, its plans, and what was noted on the way."""

from __future__ import annotations

from dataclasses import replace
from functools import cached_property
from typing import TYPE_CHECKING

from planforge.corpus.names import fold
from planforge.drill.condition import AllOf, AnyOf, Row
from planforge.drill.entries import Assumption, Entry
from planforge.model.base import Kind
from planforge.model.drill_scales import Confidence

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from planforge.corpus.corpus import Corpus
    from planforge.corpus.drills import DrillView
    from planforge.corpus.names import Entity
    from planforge.corpus.plan_view import PlanView
    from planforge.corpus.tables import Rule
    from planforge.drill.chance import Span
    from planforge.drill.condition import Condition
    from planforge.drill.entries import EntryKind
    from planforge.findings import Pointer
    from planforge.i18n import Message
    from planforge.model.drill_scales import Knowledge, OutageKind


class Work:
    """A corpus seen for one drill, and what its compilation has noted so far.

    Attributes:
        corpus: All plans and registers.
        view: The drill.
        plans: The plans that the drill practises, by id.
        knowledge: Who knows what.
    """

    def __init__(self, corpus: Corpus, view: DrillView, knowledge: Knowledge | None) -> None:
        self.corpus = corpus
        self.view = view
        self.registry = view.registry
        self.knowledge = knowledge or view.drill.knowledge
        self.plans: Mapping[str, PlanView] = {
            plan.plan.id: plan for plan in sorted(view.plans, key=_plan_id)
        }
        self.entries: list[Entry] = []
        self.assumed: list[Assumption] = []
        self.judged: dict[str, None] = {}
        """Every text on which people decide, in the world."""
        self.said: dict[str, tuple[int, bool]] = {}
        """What people judge beyond what the scenario says: from when, and whether it is so."""

    def enter(  # noqa: PLR0913 - the fields of an entry
        self,
        id_: str,
        kind: EntryKind,
        name: str,
        *,
        plan: str = "",
        clause: str = "",
        file: str = "",
        pointer: Pointer = (),
    ) -> None:
        """Note what *id_* stands for."""
        self.entries.append(Entry(id_, kind, name, plan, clause, file, pointer))

    def enter_entity(self, id_: str, kind: EntryKind, entity: Entity) -> None:
        """Note that *id_* stands for *entity* of a register."""
        place = entity.place
        self.enter(id_, kind, entity.short_name, file=place.file, pointer=place.pointer)

    def assume(
        self,
        about: str,
        what: Message,
        source: Message,
        confidence: Confidence = Confidence.LOW,
        span: Span | None = None,
    ) -> None:
        """Note a figure that no file states."""
        self.assumed.append(Assumption(about, what, source, confidence, span))

    def row(self, rule: Rule, plan: PlanView) -> Row:
        """Return *rule* of *plan* as a condition, and remember what people decide in it."""
        for text in (*rule.scope, rule.judgement):
            if text:
                self.judged[text] = None
        own = [self.view.own(cell.dimension, plan.plan.id) for cell in rule.conditions]
        if own == [cell.dimension for cell in rule.conditions]:
            return Row(rule)
        cells = zip(rule.conditions, own, strict=True)
        told = tuple(replace(cell, dimension=name) for cell, name in cells)
        return Row(replace(rule, conditions=told))

    def rows(self, rules: Iterable[Rule], plan: PlanView) -> tuple[Condition, ...]:
        """Return *rules* of *plan* as conditions, in order."""
        return tuple(self.row(rule, plan) for rule in rules)

    @cached_property
    def expected(self) -> Mapping[str, int]:
        """Actions (“plan/action”) that injects expect, and when the first of those comes."""
        found: dict[str, int] = {}
        for inject in self.view.drill.injects:
            at = inject.at.seconds if inject.at else 0
            for one in inject.expected:
                outline = self.corpus.system.plan(one.plan)
                key = f"{outline.id}/{one.action}" if outline else ""
                found[key] = min(at, found.get(key, at))
        return found

    def tell(self, text: str, time: int) -> None:
        """Let people judge from *time* on that *text* is so."""
        known = self.said.get(text)
        is_earlier = known is None or known[0] > time
        if is_earlier:
            self.said[text] = time, True

    def deny(self, text: str) -> None:
        """Let people judge from the start that *text* is not so."""
        self.said.setdefault(text, (0, False))

    @cached_property
    def told(self) -> tuple[str, ...]:
        """Every text that the scenario says is so, or is not so any more, at some time."""
        found: dict[str, None] = {}
        for step in self.view.drill.developments:
            found.update(dict.fromkeys((*step.holds, *step.ended)))
        return tuple(found)

    def is_told(self, text: str) -> bool:
        """Whether the scenario says anything of *text*."""
        return any(fold(told) in fold(text) for told in self.told)

    def organisation(self, name: str) -> Entity | None:
        """Return the organisation called *name*."""
        return self.registry.names.get(name, (Kind.ORGANISATION,))

    @cached_property
    def _regions(self) -> Mapping[Pointer, Entity]:
        return {e.place.pointer: e for e in self.registry.names.entities(Kind.REGION)}

    @cached_property
    def agreements(self) -> tuple[Entity, ...]:
        """Agreements (联动协议) that a plan of the drill relies on, in order of the register."""
        return tuple(
            entity
            for entity in self.registry.names.entities(Kind.AGREEMENT)
            if any(
                plan is not None and plan.id in self.plans
                for plan in map(self.corpus.system.plan, entity.element.plans)  # type: ignore[attr-defined]  # of an agreement
            )
        )

    def places(self, plan: PlanView | None) -> tuple[str, ...]:
        """Return where that happens what *plan* answers to; all places of the drill for None."""
        drill = self.view.drill
        for one in drill.plan_places if plan else ():
            outline = self.corpus.system.plan(one.plan)
            if plan and outline is not None and outline.id == plan.plan.id:
                return one.regions
        return drill.regions

    def is_hit(self, region: str | None) -> bool:
        """Whether *region* is one of the places of the drill, or lies in one."""
        return any(self.lies_in(region, name) for name in self.view.drill.regions)

    def lies_in(self, region: str | None, around: str | None) -> bool:
        """Whether *region* is *around*, or lies in it; not if either is unknown."""
        return self.registry.lies_in(region, around)

    def cut_off(self, region: str | None, kind: OutageKind) -> str:
        """Return the road or the network of *region* that the scenario cuts, empty for none.

        It bears the name of the region, or of one around it, without 镇, 县 and the like.
        """
        entity = self.registry.names.get(region, (Kind.REGION,)) if region else None
        if entity is None:
            return ""
        pointer = entity.place.pointer
        around = [pointer[:end] for end in range(len(pointer), 0, -2)]
        stems = [_stem(self._regions[one].short_name) for one in around if one in self._regions]
        cut = sorted(
            (one.start.seconds, one.what) for one in self.view.drill.outages if one.kind is kind
        )
        return next((what for stem in stems for _, what in cut if stem in what), "")


def _stem(region: str) -> str:
    for end in ("街道办事处", "街道", "镇", "乡", "县", "区"):
        if region.endswith(end) and len(region) > len(end) + 1:
            return region.removesuffix(end)
    return region


def _plan_id(plan: PlanView) -> str:
    return plan.plan.id


def any_of(parts: Iterable[Condition]) -> Condition | None:
    """Return that any of *parts* holds, None for no parts."""
    found = tuple(parts)
    if len(found) == 1:
        return found[0]
    return AnyOf(found) if found else None


def all_of(parts: Iterable[Condition | None]) -> Condition:
    """Return that all of *parts* hold, leaving out those that are None."""
    found = tuple(part for part in parts if part is not None)
    return found[0] if len(found) == 1 else AllOf(found)


def by_name(entities: Iterable[Entity]) -> Iterator[Entity]:
    """Yield *entities*, each once, in order of their keys."""
    yield from sorted({entity.key: entity for entity in entities}.values(), key=lambda e: e.key)


__all__ = ["Work", "all_of", "any_of", "by_name"]
