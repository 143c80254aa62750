"""Drills: their files read, and each seen against the registers and the plans it practises."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Final

from planforge.corpus.assess import Fact, read_fact
from planforge.corpus.drill_files import files_of_plans, iter_drills
from planforge.corpus.plan_view import ACTORS
from planforge.findings import Place
from planforge.frozen import dataclass
from planforge.model.base import Kind
from planforge.model.plan import Group
from planforge.model.scales import OrganisationCategory
from planforge.model.walk import Walked, walk
from planforge.source.layout import survey

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from pathlib import Path

    from planforge.corpus.corpus import Corpus
    from planforge.corpus.names import Entity, Resolution
    from planforge.corpus.pack_files import LoadedPack
    from planforge.corpus.plan_view import PlanView
    from planforge.corpus.system import System
    from planforge.feel import Problem
    from planforge.findings import Finding, Pointer
    from planforge.model.drill import Drill
    from planforge.model.drill_scales import ScenarioTime
    from planforge.source.cache import Store

_UNSAID: Final = (OrganisationCategory.COLLECTIVE,)
OF: Final = "~"
"""Between an indicator and whose it is, where plans have different values of it."""
NO_LEVEL: Final = frozenset({"无", "none"})
"""What stands for no response level among the levels a scenario is meant to reach."""


@dataclass(frozen=True, slots=True)
class NamedInDrill:
    """A name in a drill with what it means.

    Attributes:
        pointer: Where it stands.
        name: The name.
        kinds: What may be meant.
        result: What is meant.
        on_key: Whether it is a key there.
    """

    pointer: Pointer
    name: str
    kinds: tuple[Kind, ...]
    result: Resolution
    on_key: bool = False


@dataclass(frozen=True, slots=True)
class FactText:
    """A value that the scenario gives an indicator.

    Attributes:
        pointer: Where it stands.
        step: Number of the development, from 0; -1 for the start of the scenario.
        name: Name of the indicator, with `@` and a test for a count of places.
        text: The value.
    """

    pointer: Pointer
    step: int
    name: str
    text: str


class DrillView:
    """A drill with its names resolved. Immutable; answers are kept."""

    def __init__(
        self,
        drill: Drill,
        file: str,
        system: System,
        plans: tuple[PlanView, ...],
        *,
        packs: Mapping[str, LoadedPack | None] | None = None,
    ) -> None:
        """See *drill*, read from *file*, against *system* and the *plans* that it practises.

        *packs* are the evaluation packs there are, by identifier, with the file of a bureau's own;
        nothing is said of packs without them.
        """
        self.packs = packs or {}
        self.drill = drill
        self.file = file
        self.system = system
        self.registry = system.registry
        self.plans = plans
        self._read: dict[tuple[str, str], Fact | Problem | Resolution] = {}
        self._states_by_plan: dict[str, tuple[Mapping[str, Fact], ...]] = {}

    @property
    def folder(self) -> str:
        """Name of the folder that the drill stands in."""
        return self.file.split("/")[-2]

    def at(self, *pointer: str | int, on_key: bool = False) -> Place:
        """Return the place of *pointer* in the file of the drill."""
        return Place(self.file, pointer, on_key=on_key)

    @cached_property
    def _by_id(self) -> Mapping[str, PlanView]:
        return {view.plan.id: view for view in reversed(self.plans)}

    def plan(self, name: str) -> PlanView | None:
        """Return the plan called *name*, if the drill practises it."""
        outline = self.system.plan(name)
        return self._by_id.get(outline.id) if outline else None

    def find(self, name: str, kinds: tuple[Kind, ...]) -> Resolution:
        """Say what *name* means: plans, groups of the plans that are practised, the registers."""
        if Kind.PLAN in kinds:
            return self.system.find_plan(name, may_be_regulation=Kind.REGULATION in kinds)
        if Kind.GROUP in kinds:
            for view in self.plans:
                local = view.local_names.known(name, (Kind.GROUP,))
                if local is not None:
                    return local
        return self.registry.names.find(name, kinds)

    def get(self, name: str, kinds: tuple[Kind, ...] = ACTORS) -> Entity | None:
        """Return the group, or the entry of a register, that *name* means, if that is clear."""
        if Kind.GROUP in kinds:
            for view in self.plans:
                local = view.local_names.get(name, (Kind.GROUP,))
                if local is not None:
                    return local
        return self.registry.names.get(name, kinds)

    @cached_property
    def walked(self) -> Walked:
        """Every text in the drill, and every name in one of its fields."""
        return walk(self.drill)

    @cached_property
    def names(self) -> tuple[NamedInDrill, ...]:
        """Every name in the drill that a register or a plan must answer, in file order."""
        return tuple(self._names())

    def _names(self) -> Iterator[NamedInDrill]:
        for one in self.walked.references:
            result = self.find(one.name, one.ref.kinds)
            yield NamedInDrill(one.pointer, one.name, one.ref.kinds, result)
        for i, step in enumerate(self.drill.developments):
            for name in step.levels:
                result = self.find(name, (Kind.PLAN,))
                place: Pointer = ("developments", i, "levels", name)
                yield NamedInDrill(place, name, (Kind.PLAN,), result, on_key=True)
        kinds = (Kind.INDICATOR,)
        for fact in self.facts:
            name = fact.name.partition("@")[0]
            yield NamedInDrill(fact.pointer, name, kinds, self.find(name, kinds), on_key=True)
        for i, inject in enumerate(self.drill.injects):
            for k, row in enumerate(inject.when):
                for name in row.cells:
                    place = ("injects", i, "when", k, name)
                    yield NamedInDrill(place, name, kinds, self.find(name, kinds), on_key=True)

    @cached_property
    def facts(self) -> tuple[FactText, ...]:
        """Every value that the scenario gives, in order of the file."""
        start = (
            FactText(("initial", name), -1, name, text) for name, text in self.drill.initial.items()
        )
        later = (
            FactText(("developments", i, "facts", name), i, name, text)
            for i, step in enumerate(self.drill.developments)
            for name, text in step.facts.items()
        )
        return (*start, *later)

    @cached_property
    def states(self) -> tuple[Mapping[str, Fact], ...]:
        """What is known at the start and from each development on, by dimension.

        Values that cannot be read are left out.
        """
        return self._states(self.facts)

    def states_of(self, plan: str) -> tuple[Mapping[str, Fact], ...]:
        """Return `states` as far as they bear on the plan with the id *plan*."""
        if not any(self.scopes):
            return self.states
        known = self._states_by_plan.get(plan)
        if known is None:
            own = [one for one in self.facts if plan in (self.scope(one.step) or (plan,))]
            known = self._states_by_plan[plan] = self._states(own)
        return known

    @cached_property
    def scopes(self) -> tuple[frozenset[str], ...]:
        """For each development the ids of the plans whose facts it tells; empty for all."""
        found = (map(self.plan, step.plans) for step in self.drill.developments)
        return tuple(frozenset(one.plan.id for one in plans if one) for plans in found)

    def scope(self, step: int) -> frozenset[str]:
        """Return the plans whose facts the development *step* tells; empty for all of them."""
        return self.scopes[step] if step >= 0 else frozenset()

    @cached_property
    def _divided(self) -> Mapping[str, frozenset[frozenset[str]]]:
        """By dimension the scopes in which it is told, of those that are not told to all alike."""
        found: dict[str, set[frozenset[str]]] = {}
        for one in self.facts if any(self.scopes) else ():
            fact = self.read(one)
            if isinstance(fact, Fact) and "#" not in fact.dimension and self.scope(one.step):
                found.setdefault(fact.dimension, set()).add(self.scope(one.step))
        return {dimension: frozenset(scopes) for dimension, scopes in found.items()}

    def own(self, dimension: str, plan: str) -> str:
        """Return the name of *dimension* as the plan with the id *plan* sees it.

        One indicator may have several values at once: one dead in a landslide is no dead of a leak.
        Plans that are always told the same share a name, that of the first of them.
        """
        scopes = self._divided.get(dimension, frozenset())
        mine = {scope for scope in scopes if plan in scope}
        if not mine:
            return dimension
        alike = (x for scope in mine for x in scope if {s for s in scopes if x in s} == mine)
        return f"{dimension}{OF}{min(alike)}"

    def variants(self, dimension: str, plans: Iterable[str]) -> tuple[str, ...]:
        """Return every name of *dimension* that one of *plans* has for it, all of them for none."""
        asked = tuple(plans)
        known = asked or tuple(self._by_id)
        found = dict.fromkeys(self.own(dimension, plan) for plan in known)
        return tuple(found if asked else {dimension: None, **found})

    def foreign(self, plan: str) -> tuple[str, ...]:
        """Return the names of dimensions that are told of other incidents than that of *plan*."""
        found: dict[str, None] = {}
        for dimension, scopes in self._divided.items():
            near = {x for scope in scopes if plan in scope for x in scope} | {plan}
            mine = {self.own(dimension, x) for x in near}
            found |= dict.fromkeys(x for x in self.variants(dimension, ()) if x not in mine)
        return tuple(sorted(found))

    def _states(self, known: Iterable[FactText]) -> tuple[Mapping[str, Fact], ...]:
        facts: dict[str, Fact] = {}
        found: list[Mapping[str, Fact]] = []
        given: dict[int, list[FactText]] = {}
        for one in known:
            given.setdefault(one.step, []).append(one)
        for step in range(-1, len(self.drill.developments)):
            for name in self.drill.developments[step].cleared if step >= 0 else ():
                indicator = self.get(name, (Kind.INDICATOR,))
                if indicator is not None:
                    facts = {d: f for d, f in facts.items() if f.indicator != indicator}
            read = (self.read(one) for one in given.get(step, ()))
            facts = facts | {fact.dimension: fact for fact in read if isinstance(fact, Fact)}
            found.append(facts)
        return tuple(found)

    def read(self, fact: FactText) -> Fact | Problem | Resolution:
        """Return the value *fact*, or why it cannot be read."""
        key = fact.name, fact.text
        known = self._read.get(key)
        if known is None:
            known = self._read[key] = read_fact(*key, self.registry)
        return known

    def holding(self, step: int) -> tuple[str, ...]:
        """Return the texts of 研判, 限定 and 时机 that are so from development *step* on."""
        found: dict[str, None] = {}
        for one in self.drill.developments[: step + 1]:
            for text in one.ended:
                found.pop(text, None)
            found.update(dict.fromkeys(one.holds))
        return tuple(found)

    @cached_property
    def participants(self) -> frozenset[tuple[str, str]]:
        """Keys of those who take part or are played, with the units of posts and teams."""
        found: set[tuple[str, str]] = set()
        for name in (*self.drill.players, *self.drill.simulated):
            entity = self.get(name)
            if entity is not None:
                found.add(entity.key)
                found.update(unit.key for unit in self._around(entity, "organisation"))
        return frozenset(found)

    def meant(self, name: str, plan: str) -> tuple[Entity, ...]:
        """Return the units that the drill says *name* means in the plan with the id *plan*.

        Empty if it says nothing. The plan may be empty for what no plan says: the units of all.
        """
        kinds = (Kind.ORGANISATION,)
        entity = self.get(name, kinds)
        found: dict[tuple[str, str], Entity] = {}
        for one in self.drill.meant if entity else ():
            plans = {view.plan.id for x in one.plans if (view := self.plan(x))}
            if self.get(one.word, kinds) == entity and (plan in plans or not one.plans or not plan):
                units = [unit for x in one.units if (unit := self.get(x, kinds))]
                if plan:
                    return tuple(units)
                found.update((unit.key, unit) for unit in units)
        return tuple(found.values())

    def takes_part(self, name: str) -> bool:
        """Whether *name*, its unit or, of a group, a member takes part.

        Also so for unclear names, and for words such as 事发地县（区）政府 that may mean many.
        """
        entity = self.get(name)
        if entity is None or getattr(entity.element, "category", None) in _UNSAID:
            return True
        near = {entity.key, *(unit.key for unit in self._around(entity, "organisation"))}
        near.update(unit.key for unit in self._around(entity, "hosted_by"))
        if entity.kind is Kind.GROUP:
            group = entity.of(Group)
            members = (group.lead, group.leader, *group.members)
            near.update(
                member.key for one in members if one and (member := self.get(one)) is not None
            )
        return not near.isdisjoint(self.participants)

    def _around(self, entity: Entity, field: str) -> Iterator[Entity]:
        """Yield the unit that *field* of *entity* names."""
        name = getattr(entity.element, field, None)
        unit = self.get(name, (Kind.ORGANISATION,)) if isinstance(name, str) and name else None
        if unit is not None:
            yield unit

    def is_played(self, name: str) -> bool:
        """Whether *name* is played by simulators, by this very name."""
        return name in self.drill.simulated or any(
            name in staff.plays for staff in self.drill.organisers.simulators
        )


def last_played(drill: Drill) -> ScenarioTime | None:
    """Return the last moment of the scenario that *drill* plays by its 时间表; None without one."""
    return max((piece.scenario_end for piece in drill.time_map), default=None)


def load_drills(
    root: Path, corpus: Corpus, *, store: Store | None = None
) -> tuple[tuple[DrillView, ...], tuple[Finding, ...]]:
    """Return the drills at *root* that can be read, and what is wrong in the files of all.

    Args:
        root: The folder that *corpus* was read from.
        corpus: The plans and registers that the drills name.
        store: Where results are kept between runs.

    Raises:
        NotADirectoryError: *root* is no folder.
    """
    views: list[DrillView] = []
    findings: list[Finding] = []
    plans = {view.file: view for view in corpus.plans}
    for loaded in iter_drills(survey(root), store):
        findings += loaded.findings
        if loaded.drill is not None:
            files = files_of_plans(loaded.drill.plans, corpus.system)
            own = tuple(plans[file] for file in files if file in plans)
            views.append(DrillView(loaded.drill, loaded.file, corpus.system, own))
    return tuple(views), tuple(findings)


__all__ = [
    "NO_LEVEL",
    "DrillView",
    "FactText",
    "NamedInDrill",
    "last_played",
    "load_drills",
]
