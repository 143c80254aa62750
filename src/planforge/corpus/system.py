"""The 1+X system: what the plans know of each other, from their outlines."""

from __future__ import annotations

from functools import cached_property, lru_cache
from typing import TYPE_CHECKING, Final

from planforge.corpus.level_names import highest_first
from planforge.corpus.names import Entity, Names, Resolution, Unknown, fold
from planforge.corpus.outline import PlanOutline
from planforge.findings import Place
from planforge.frozen import dataclass
from planforge.model.base import Kind
from planforge.model.scales import LinkKind, PlanClass

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import date

    from planforge.corpus.outline import LinkOutline, NamedPlan
    from planforge.corpus.registry import Registry

_CALLED: Final = ("file", "id", "name", "short_names")
"""Fields of an outline that say how the plan is called."""


@lru_cache(maxsize=256)
def _ranks(names: tuple[str, ...]) -> Mapping[str, int]:
    return {fold(name): len(names) - i for i, name in enumerate(names)}


@dataclass(frozen=True, eq=False)
class System:
    """The registers and the outlines of all plans, sorted by file.

    Attributes:
        registry: The public registers.
        outlines: One outline for each plan that could be read.
        unreadable: Files of plans that could not be read; names that may be theirs stay unjudged.
        as_of: The day on which validity and cycles are judged; None to leave them unjudged.
    """

    registry: Registry
    outlines: tuple[PlanOutline, ...]
    unreadable: tuple[str, ...] = ()
    as_of: date | None = None

    @cached_property
    def for_drills(self) -> System:
        """What rules on drills may know: registers as plans know them, names of plans, the day.

        Nothing else is in its outlines. So drills need no judging again for a new phone number, nor
        for what changes in plans that they do not practise.
        """
        called = (
            PlanOutline.model_construct(**{name: getattr(one, name) for name in _CALLED})
            for one in self.outlines
        )
        return System(self.registry.for_plans, tuple(called), self.unreadable, self.as_of)

    @cached_property
    def plan_names(self) -> Names:
        """Plans of the corpus by title, short title and id."""
        return Names(
            Entity(
                Kind.PLAN,
                outline.id,
                outline.name,
                outline.short_names[0] if outline.short_names else outline.name,
                Place(outline.file),
                outline,
            )
            for outline in self.outlines
        )

    @cached_property
    def _by_id(self) -> dict[str, PlanOutline]:
        return {outline.id: outline for outline in reversed(self.outlines)}

    def outline(self, plan_id: str) -> PlanOutline | None:
        """Return the outline of the plan with this id; the first in file order if two have it."""
        return self._by_id.get(plan_id)

    def find_plan(self, name: str, *, may_be_regulation: bool = True) -> Resolution:
        """Say which plan of the corpus, or which registered upper plan or law, *name* means."""
        known = self.plan_names.known(name, (Kind.PLAN,))
        if known is None and may_be_regulation:
            known = self.registry.names.known(name, (Kind.REGULATION,))
        if known is not None:
            return known
        near = self.plan_names.nearest(name, (Kind.PLAN,))
        if may_be_regulation:
            near += self.registry.names.nearest(name, (Kind.REGULATION,))
        return Unknown(near[:3])

    def plan(self, name: str) -> PlanOutline | None:
        """Return the plan of the corpus that *name* means, if that is clear."""
        entity = self.plan_names.get(name, (Kind.PLAN,))
        if entity is None or not isinstance(entity.element, PlanOutline):
            return None
        return entity.element

    @cached_property
    def master(self) -> PlanOutline | None:
        """The master plan, if there is one."""
        return next((o for o in self.outlines if o.plan_class == PlanClass.MASTER.value), None)

    @cached_property
    def specials(self) -> tuple[PlanOutline, ...]:
        """The special plans."""
        return tuple(o for o in self.outlines if o.plan_class == PlanClass.SPECIAL.value)

    def links(self) -> Iterator[tuple[PlanOutline, LinkOutline, PlanOutline | None]]:
        """Yield every link with the plan it leads to, None if that is not in the corpus."""
        for outline in self.outlines:
            for link in outline.links:
                yield outline, link, self.plan(link.plan)

    def counterpart(self, source: PlanOutline, link: LinkOutline) -> LinkOutline | None:
        """Return the link by which the other plan answers *link*, if it does."""
        target = self.plan(link.plan)
        if target is None:
            return None
        if self.outline(source.id) is not source:
            return None
        wanted = LinkKind.read(link.kind).counterpart.value
        return self._links_between.get((target.id, wanted, source.id))

    @cached_property
    def _links_between(self) -> dict[tuple[str, str, str], LinkOutline]:
        """The first link of each kind by the ids of the plans it leads from and to."""
        found: dict[tuple[str, str, str], LinkOutline] = {}
        for source, link, target in self.links():
            if target is not None and self.outline(source.id) is source:
                found.setdefault((source.id, link.kind, target.id), link)
        return found

    def level_ranks(self, plan: PlanOutline | None) -> Mapping[str, int]:
        """Return the ranks of the levels of *plan* by folded name; 1 is the lowest.

        The levels of the jurisdiction for None, that is for a plan outside the corpus.
        """
        key = highest_first(plan.level_order) if plan is not None else ()
        names = key or self.registry.level_order
        if plan is not None and not names:
            names = tuple(level.name for level in plan.levels)
        return _ranks(names)

    @cached_property
    def links_to(self) -> dict[str, tuple[tuple[PlanOutline, LinkOutline], ...]]:
        """Links by the id of the plan they lead to."""
        found: dict[str, list[tuple[PlanOutline, LinkOutline]]] = {}
        for source, link, target in self.links():
            if target is not None:
                found.setdefault(target.id, []).append((source, link))
        return {plan_id: tuple(links) for plan_id, links in found.items()}

    def named_plans(self) -> tuple[tuple[PlanOutline, NamedPlan, Resolution], ...]:
        """Return every place where a plan is named, with what the name means."""
        return self._named_plans

    @cached_property
    def _named_plans(self) -> tuple[tuple[PlanOutline, NamedPlan, Resolution], ...]:
        return tuple(
            (
                outline,
                named,
                self.find_plan(named.name, may_be_regulation=named.may_be_regulation),
            )
            for outline in self.outlines
            for named in outline.named_plans
        )
