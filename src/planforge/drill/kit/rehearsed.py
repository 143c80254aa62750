"""A run seen through the names of people: who acts, for which plan, by which clause."""

from __future__ import annotations

from enum import Enum
from functools import cached_property
from typing import TYPE_CHECKING, Final, NamedTuple

from planforge.drill.condition import base, dimensions
from planforge.drill.kit.clauses import basis_of, report_basis, section
from planforge.drill.kit.course import Course
from planforge.drill.kit.expected import Plans, title_of
from planforge.drill.kit.facts import fact_words
from planforge.drill.kit.grounds import grounds
from planforge.drill.kit.speech import Efforts
from planforge.model.base import Kind
from planforge.model.scales import DrillForm, OrganisationCategory

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from planforge.corpus.names import Entity
    from planforge.corpus.plan_view import ActionAt
    from planforge.drill.condition import Condition
    from planforge.drill.kit.rises import Since
    from planforge.drill.kit.values import Basis, Words
    from planforge.drill.rehearsal import Rehearsal
    from planforge.drill.trace import Json, Record, Trace
    from planforge.drill.work import Action
    from planforge.drill.world import Plan
    from planforge.model.plan import Termination
    from planforge.model.scalars import Limit


MOST_SAID: Final = 3
"""So many measures are named in one turn."""


class Stance(Enum):
    """How an office speaks to somebody who acts."""

    OWN = "own"
    """Not at all: it is the office itself, or somebody above it."""
    ASK = "ask"
    ORDER = "order"


_ASKED: Final = frozenset(
    {OrganisationCategory.MILITARY, OrganisationCategory.PARTY, OrganisationCategory.OUTSIDE}
)
"""Whom no government orders."""


class Ending(NamedTuple):
    """Who proposes the end of a response to whoever decides it, on what grounds; who tells it."""

    proposers: tuple[str, ...]
    grounds: tuple[Words, ...]
    announcers: tuple[str, ...]


class Rehearsed:
    """A rehearsal with its trace."""

    def __init__(self, rehearsal: Rehearsal, trace: Trace) -> None:
        """See *trace*, of *rehearsal*."""
        self.rehearsal = rehearsal
        self.trace = trace
        self.view = rehearsal.view
        self.course = Course(rehearsal, trace)
        self.plans = Plans(rehearsal.view, self.course)
        self._asked: dict[str, frozenset[str]] = {}

    @property
    def is_table(self) -> bool:
        """Whether the drill is played at a table."""
        return self.view.drill.kind.form is DrillForm.TABLETOP

    def name(self, ident: str) -> str:
        """Return what people call *ident*; empty for none."""
        return self.rehearsal.index.name(ident) if ident else ""

    def lacked(self, item: str) -> str:
        """Return what people call a team or goods that were not to be had, without the depot."""
        return item.rpartition("/")[2] if "/" in item else self.name(item)

    @cached_property
    def _worlds(self) -> Mapping[str, Plan]:
        return {plan.id: plan for plan in self.rehearsal.world.plans}

    def office_id(self, plan: str) -> str:
        """Return the id of the organisation by whose knowledge *plan* runs; empty for none."""
        return self._worlds[plan].office if plan in self._worlds else ""

    def office(self, plan: str) -> str:
        """Return the name of that organisation."""
        return self.name(self.office_id(plan))

    @cached_property
    def _orgs(self) -> Mapping[str, str]:
        world = self.rehearsal.world
        posts = {one.id: one.org for one in world.posts}
        return posts | {one.id: one.org for one in world.teams}

    def stance(self, record: Record, actor: str) -> Stance:
        """Return how the office of the plan speaks to *actor*, who acts in *record*.

        Nobody orders a superior: the body that the office serves, and what stands above it, act by
        themselves. The army, the party and outsiders are asked.
        """
        office = self.office(record.plan)
        if actor == office or self._orgs.get(record.role) == self.office_id(record.plan):
            return Stance.OWN
        unit = self._unit(actor)
        above = self._unit(office)
        seen: set[str] = set()
        while above is not None and above.id not in seen:
            seen.add(above.id)
            if unit is not None and unit.key == above.key:
                return Stance.OWN
            superior = getattr(above.element, "superior", None)
            above = self._unit(superior) if isinstance(superior, str) and superior else None
        category = getattr(unit.element, "category", None) if unit else None
        return Stance.ASK if category in _ASKED else Stance.ORDER

    def _unit(self, name: str) -> Entity | None:
        """Return the organisation called *name*, or that of the post or team."""
        entity = self.view.get(name)
        if entity is None or entity.kind is Kind.ORGANISATION:
            return entity
        own = getattr(entity.element, "organisation", "")
        return self.view.get(own, (Kind.ORGANISATION,)) if own else None

    def action_at(self, record: Record) -> ActionAt | None:
        """Return the action that *record* is about, as it is carried out at that moment."""
        return self.plans.action_at(record.plan, self.course.action_of(record), record.t)

    def limit_of(self, record: Record) -> tuple[Limit | None, Since | None]:
        """Return the time that *record* has by then, and from what it runs; None for no limit."""
        second, action = self.course.limited(record), self.course.action_of(record)
        at = self.plans.action_at(record.plan, action, second)
        if at is None or at.limit is None:
            return None, None
        return at.limit, self.course.since(record, at.anchor)

    def actor(self, record: Record, at: ActionAt) -> str:
        """Return who does it: the post or team of the record, else whom the plan names."""
        if record.role:
            return self.name(record.role)
        return at.responsible[0] if at.responsible else ""

    def told(self, record: Record) -> tuple[str, ...]:
        """Return whom the action of *record* tells, those of the scenario by their names."""
        action = self._actions.get(record.entity.partition("#")[0])
        told = (self.name(notice.to) for notice in action.notices) if action else ()
        return tuple(dict.fromkeys(told))

    @cached_property
    def _actions(self) -> Mapping[str, Action]:
        return {
            f"{plan.id}/{action.id}": action
            for plan in self.rehearsal.world.plans
            for action in plan.actions
        }

    def efforts(self, record: Record) -> Efforts:
        """Return what the unit that reports in *record* has done for its plan, does, and lacks."""
        sender, done, doing, lacking = record.role, [], [], []
        for story in self.course.history.tasks.values():
            begun = story.start
            asked = next((one for one in reversed(story.waits) if one.i < record.i), None)
            if story.plan != record.plan:
                continue
            title = self.name(story.key.partition("@")[0])
            if begun is None or begun.i > record.i:
                if asked is not None and self._doer(story.key) == sender:
                    lacking += [self.lacked(item) for item in _lacks(asked)]
            elif self._orgs.get(begun.role, begun.role) != sender:
                continue
            elif story.closed is not None and story.closed.i < record.i:
                done.append(title)
            else:
                doing.append(title)
        over = _latest(title for title in done if title not in doing)
        return Efforts(over, _latest(doing), _each(lacking))

    def _doer(self, action: str) -> str:
        """Return the organisation of those who do *action* first."""
        doers = self._actions[action].doers
        return self._orgs.get(doers[0], doers[0]) if doers else ""

    def deeds(self) -> Iterator[tuple[str, str]]:
        """Yield who did what, by name, in order of time."""
        for record in self.trace.of("task_start"):
            at = self.action_at(record)
            if at is None:
                continue
            yield self.actor(record, at), title_of(at)
            for team in at.needs.teams if at.needs else ():
                yield team, title_of(at)

    def entry_basis(self, ident: str, plan: str) -> Basis | None:
        """Return where a plan says what *ident* stands for; None if no plan does."""
        entry = self.rehearsal.index.get(ident)
        view = self.view.plan(entry.plan if entry and entry.plan else plan)
        if view is None or entry is None:
            return None
        if entry.pointer[:1] == ("reports",) and isinstance(entry.pointer[1], int):
            return report_basis(view, entry.pointer[1])
        named = {"links": "links", "levels": "takeover"}.get(str((*entry.pointer, "")[0]), "")
        return basis_of(view, section(view, named) if named else None, entry.pointer)

    def running(self, second: int) -> Iterator[tuple[str, str]]:
        """Yield the name and the level of each plan whose response runs at *second*."""
        for view in self.view.plans:
            if self.course.runs(view.plan.id, second):
                yield view.plan.name, self.course.level(view.plan.id, second)

    def stand_in(self, record: Record) -> str:
        """Return who acts in *record* for the one who holds its post; empty if that one does."""
        first = self._holders.get(record.role, record.person)
        return self.name(record.person) if record.person != first else ""

    @cached_property
    def _holders(self) -> Mapping[str, str]:
        return {one.id: one.persons[0] for one in self.rehearsal.world.posts if one.persons}

    def asked_by(self, plan: str) -> frozenset[str]:
        """Return the ids of all indicators by which *plan* decides, acts or reports."""
        if plan not in self._asked:
            own = self._worlds[plan]
            asked: list[Condition | None] = [one.when for one in own.levels]
            incidents = [x for x in self.rehearsal.world.incidents if x.id == own.incident]
            asked += [when for one in incidents for _, when in one.grades]
            asked += [own.end.when] if own.end else []
            asked += [one for action in own.actions for one in (action.trigger, action.guard)]
            asked += [one.on for one in self.rehearsal.world.reports if one.plan == plan]
            found = (name for one in asked if one is not None for name in dimensions(one))
            self._asked[plan] = frozenset(map(base, found))
        return self._asked[plan]

    def proposers(self, plan: str, level: str) -> tuple[str, ...]:
        """Return who proposes *level* of *plan*; its office where the plan names nobody."""
        view = self.view.plan(plan)
        found = view.level(level) if view else None
        return self.plans.named(found.facts.proposed_by, plan) if found else (self.office(plan),)

    def announcers(self, plan: str, level: str) -> tuple[str, ...]:
        """Return who announces *level* of *plan*; nobody where the plan names nobody."""
        view = self.view.plan(plan)
        found = view.level(level) if view else None
        return self.plans.named(found.facts.announced_by, plan) if found else ()

    def leader(self, body: str, second: int) -> str:
        """Return who leads *body* once it commands, from *second* on; empty if nobody does."""
        under = (x for x in self.trace.of("command_under") if x.t >= second)
        found = next((x for x in under if x.data["body"] == body), None)
        return self.name(str(found.data["leader"])) if found else ""

    def grounds(self, record: Record) -> Mapping[str, Json]:
        """Return which facts make the level that *record* decides, as the office knows them."""
        plan, rank = self._worlds.get(record.plan), record.data.get("to")
        return grounds(plan, rank, record, self.trace) if plan and isinstance(rank, int) else {}

    def ends(self, record: Record) -> Ending:
        """Return who has a say in the end of the response that *record* decides, and why it ends.

        It is as the plan has it at the level that ends; where it names nobody who proposes, that
        is the office by whose knowledge it runs.
        """
        view, office = self.view.plan(record.plan), self.office(record.plan)
        name = self.course.level(record.plan, record.t - 1)
        level = view.level(name) if view else None
        end = level.facts.termination if level else None
        named = self.plans.named(end.proposed_by, record.plan) if end else ()
        proposers = tuple(one for one in named or (office,) if one != self.name(record.role))
        return Ending(proposers, self._grounds(record, end), self.announcers(record.plan, name))

    def _grounds(self, record: Record, end: Termination | None) -> tuple[Words, ...]:
        """Return what *end* asks for and is so in *record*: figures, else the words of the plan."""
        if end is None:
            return ()
        if not end.when:
            return end.conditions
        view = self.view.plan(record.plan)
        rules = view.compiled(end.when, ("termination", "when")).rules if view else ()
        asked = {base(cell.dimension) for rule in rules for cell in rule.conditions}
        known = record.know.get(self.office_id(record.plan))
        facts = known if isinstance(known, dict) else {}
        return tuple(
            fact_words(self.view.registry, name, value)
            for name, value in sorted(facts.items())
            if base(name) in asked
        )

    def reports_basis(self, plan: str) -> Basis | None:
        """Return where *plan* says who reports to whom."""
        view = self.view.plan(plan)
        return basis_of(view, section(view, "reports"), ("reports",)) if view else None

    def termination_basis(self, plan: str) -> Basis | None:
        """Return where *plan* says how its response ends."""
        view = self.view.plan(plan)
        return basis_of(view, section(view, "termination"), ("levels",)) if view else None

    def takeover_basis(self, plan: str) -> Basis | None:
        """Return where *plan* says to whom command is handed over."""
        view = self.view.plan(plan)
        return basis_of(view, section(view, "takeover"), ("levels",)) if view else None


def _lacks(waits: Record) -> Iterator[str]:
    """Yield the ids of teams and supplies that an action waits for."""
    lacks = waits.data.get("lacks")
    for pair in lacks if isinstance(lacks, list) else ():
        kind, _, item = str(pair[0]).partition(":") if isinstance(pair, list) else ("", "", "")
        if kind == "pool":
            yield item


def _latest(titles: Iterable[str]) -> tuple[str, ...]:
    """Return the last of *titles* that are said in one turn, each once, in their order."""
    return tuple(reversed(_each(reversed(tuple(titles)))[:MOST_SAID]))


def _each(names: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(names))


__all__ = ["Rehearsed", "Stance"]
