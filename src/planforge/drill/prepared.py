"""A world made ready to run: in one order, whatever order it came in, and indexed.

Making a world ready is worth doing once for many runs.
"""

from __future__ import annotations

import dataclasses
from enum import Enum
from fractions import Fraction
from hashlib import sha256
from operator import attrgetter
from typing import TYPE_CHECKING, NamedTuple, TypeVar

from planforge.drill.condition import (
    AllOf,
    AnyOf,
    AtLeast,
    Condition,
    Row,
    atoms,
    depends,
    dimensions,
    is_steady,
)
from planforge.drill.describing import described
from planforge.drill.fitting import check
from planforge.drill.queue import Kind, Subject
from planforge.drill.trace import canonical
from planforge.drill.world import World

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from planforge.drill.means import Person, Pool, Post, Team
    from planforge.drill.trace import Json
    from planforge.drill.work import Action, ReportRule
    from planforge.drill.world import Body, Incident, Link, Plan

_Part = TypeVar("_Part")


class Asker(NamedTuple):
    """Who has to look again when something changes.

    Attributes:
        kind: The event that makes it look.
        subject: Who.
        org: By whose knowledge.
    """

    kind: Kind
    subject: Subject
    org: str


class Prepared:
    """A world in its one order, with what runs look up.

    Attributes:
        world: The world, sorted.
        hash: SHA-256 of it: equal for equal worlds, in whatever order they were written.
        actions: Actions by “plan/action”.
        subjects: What events about actions are about, likewise.
        askers: Who has to look again when a fact, level, warning, grade or judgement changes.
        asked: For each plan, what its levels ask for: rank and dimensions.
        grounds: For each plan, what else its levels ask for: warnings, other levels, judgements.
        steady: Conditions (`id`) whose answers can be kept, and
        answers_of: those of them to be answered anew when something changes, by its name.
        reasons: For each report that is due by what its sender knows a number, the same for the
            same reason; -1 for a reason that time alone may change.

    Raises:
        ValueError: An id is given twice, has a colon, or is used and not given; or a
            plan has no level.
    """

    def __init__(self, world: World) -> None:
        self.world = world = _sorted(world)
        texts: dict[int, Json] = {}
        self.hash = sha256(canonical(plain(world, texts)).encode()).hexdigest()
        self.incidents: dict[str, Incident] = _by_id(world.incidents)
        self.plans: dict[str, Plan] = _by_id(world.plans)
        self.links: dict[str, Link] = _by_id(world.links)
        self.persons: dict[str, Person] = _by_id(world.persons)
        self.posts: dict[str, Post] = _by_id(world.posts)
        self.teams: dict[str, Team] = _by_id(world.teams)
        self.pools: dict[str, Pool] = _by_id(world.pools)
        self.channels = _by_id(world.channels)
        self.reports: dict[str, ReportRule] = _by_id(world.reports)
        self.indicators = {entry.dimension: entry for entry in world.indicators}
        self.actions: dict[str, Action] = {}
        self.subjects: dict[str, Subject] = {}
        for plan in world.plans:
            for action in plan.actions:
                key = f"{plan.id}/{action.id}"
                if key in self.actions:
                    raise ValueError(f"twice: {key}")
                self.actions[key] = action
                self.subjects[key] = Subject(plan.precedence, plan.id, action.order, action.id)
        check(self)
        self.early = {
            p.id: self._early(p) for p in world.plans if any(a.is_early for a in p.actions)
        }
        self.askers = _askers(self)
        self.asked = {plan.id: _asked(plan) for plan in world.plans}
        self.grounds = {plan.id: _grounds(plan) for plan in world.plans}
        self.answers_of = _answers_of(self)
        self.steady = frozenset(key for keys in self.answers_of.values() for key in keys)
        self.reasons = _reasons(world.reports, texts)
        self.links_of = _grouped(world.links, "source")
        self.hops_of = _grouped(world.hops, "sender")
        self.upon = _grouped(world.reports, "upon")
        self.upon.pop("", None)
        self.reports_of = _grouped(world.reports, "plan")
        self.triggered = {
            plan.id
            for plan in world.plans
            if plan.untrue or any(action.trigger or action.guard for action in plan.actions)
        }
        self._sets: dict[tuple[str, int], tuple[Action, ...]] = {}
        self._variants: dict[tuple[str, int], Action] = {}
        self._ids: dict[tuple[str, int], frozenset[str]] = {}

    def _early(self, plan: Plan) -> tuple[str, ...]:
        """Return who does the first measures of *plan*: organisations, sorted; empty for nobody."""
        early = [action for action in plan.actions if action.is_early]
        return tuple(sorted({self.org_of(doer, plan.office) for a in early for doer in a.doers}))

    def org_of(self, role: str, otherwise: str) -> str:
        """Return the organisation whose knowledge the post or team *role* has."""
        if role in self.posts:
            return self.posts[role].org
        return self.teams[role].org if role in self.teams else otherwise

    def subject(self, plan: str, entity: str = "") -> Subject:
        """Return what an event about *entity* of *plan* is about."""
        known = self.plans.get(plan)
        return Subject(known.precedence if known else -1, plan, 0, entity)

    def actions_at(self, plan: str, rank: int) -> tuple[Action, ...]:
        """Return what *plan* does at the level *rank*: what it includes less what is replaced."""
        found = self._sets.get((plan, rank))
        if found is None:
            included = [a for a in self.plans[plan].actions if rank and a.is_for(rank)]
            replaced = {other for action in included for other in action.replaces}
            found = tuple(action for action in included if action.id not in replaced)
            self._sets[plan, rank] = found
        return found

    def action_at(self, key: str, rank: int) -> Action:
        """Return the action *key* (“plan/action”) as it is done at the level *rank*."""
        action = self.actions[key]
        if not action.variants:
            return action
        if (key, rank) not in self._variants:
            self._variants[key, rank] = action.at(rank)
        return self._variants[key, rank]

    def ids_at(self, plan: str, rank: int) -> frozenset[str]:
        """Return the ids of what *plan* does at the level *rank*."""
        found = self._ids.get((plan, rank))
        if found is None:
            found = frozenset(action.id for action in self.actions_at(plan, rank))
            self._ids[plan, rank] = found
        return found


def _by_id(parts: Iterable[_Part]) -> dict[str, _Part]:
    found: dict[str, _Part] = {}
    for part in parts:
        name: str = part.id  # type: ignore[attr-defined]  # every part of a world but indicators has one
        if ":" in name:
            raise ValueError(f"a colon in an id: {name}")
        if name in found:
            raise ValueError(f"twice: {name}")
        found[name] = part
    return found


def _grouped(parts: Iterable[_Part], by: str) -> dict[str, tuple[_Part, ...]]:
    found: dict[str, tuple[_Part, ...]] = {}
    for part in parts:
        name: str = getattr(part, by)
        found[name] = (*found.get(name, ()), part)
    return found


_id = attrgetter("id")


def _sorted(world: World) -> World:
    """Return *world* with every list in order whose order means nothing."""
    return World(
        incidents=tuple(_sorted_incident(one) for one in sorted(world.incidents, key=_id)),
        plans=tuple(_sorted_plan(plan) for plan in sorted(world.plans, key=_id)),
        links=_inside(sorted(world.links, key=attrgetter("source", "target", "id")), "levels"),
        persons=_inside(sorted(world.persons, key=_id), "shifts"),
        posts=tuple(sorted(world.posts, key=_id)),
        teams=tuple(sorted(world.teams, key=_id)),
        pools=tuple(sorted(world.pools, key=_id)),
        channels=tuple(sorted(world.channels, key=_id)),
        hops=_inside(sorted(world.hops, key=_id), "dimensions"),
        indicators=tuple(sorted(world.indicators, key=attrgetter("dimension"))),
        reports=_inside(sorted(world.reports, key=_id), "dimensions"),
    )


def _inside(parts: list[_Part], name: str) -> tuple[_Part, ...]:
    """Return *parts* with the list *name* of each in order."""
    return tuple(
        dataclasses.replace(part, **{name: tuple(sorted(getattr(part, name)))})  # type: ignore[type-var]  # parts of a world
        for part in parts
    )


def _sorted_incident(incident: Incident) -> Incident:
    return dataclasses.replace(
        incident,
        grades=tuple(sorted(incident.grades, key=_first)),
        bodies=_inside(
            list(_inside(list(_inside(list(incident.bodies), "floors")), "levels")), "above"
        ),
    )


def _first(pair: tuple[int, Condition]) -> tuple[int, str]:
    return pair[0], canonical(described(pair[1]))


def _sorted_plan(plan: Plan) -> Plan:
    return dataclasses.replace(
        plan,
        levels=tuple(sorted(plan.levels, key=attrgetter("rank", "name"))),
        actions=tuple(
            _sorted_action(a) for a in sorted(plan.actions, key=attrgetter("order", "id"))
        ),
        warnings=tuple(sorted(plan.warnings)),
        grades=tuple(sorted(plan.grades)),
        covers=tuple(sorted(plan.covers)),
        elsewhere=tuple(sorted(plan.elsewhere)),
        foreign=tuple(sorted(plan.foreign)),
    )


_UNORDERED = {
    "only": None,
    "replaces": None,
    "after": attrgetter("action", "relation", "lag", "tolerant"),
    "after_any": attrgetter("action", "relation", "lag", "tolerant"),
    "deadlines": attrgetter("from_rank", "seconds", "anchor.value"),
    "supporting": None,
    "needs": attrgetter("pool", "quantity"),
    "effects": attrgetter("dimension", "when"),
    "notices": attrgetter("to", "every", "channels", "dimensions"),
    "variants": attrgetter("from_rank"),
}
"""Lists of an action whose order means nothing, and by what they are put in order."""


def _sorted_action(action: Action) -> Action:
    if any(len(notice.dimensions) > 1 for notice in action.notices):
        notices = _inside(list(action.notices), "dimensions")
        action = dataclasses.replace(action, notices=notices)
    if action.variants:
        variants = tuple(
            dataclasses.replace(
                one,
                supporting=tuple(sorted(one.supporting)),
                needs=tuple(sorted(one.needs, key=attrgetter("pool", "quantity"))),
            )
            for one in action.variants
        )
        action = dataclasses.replace(action, variants=variants)
    lists = [(name, by) for name, by in _UNORDERED.items() if len(getattr(action, name)) > 1]
    for name, by in lists:
        ordered = tuple(sorted(getattr(action, name), key=by))
        action = dataclasses.replace(action, **{name: ordered})  # type: ignore[arg-type]  # fields of one type each
    return action


def plain(value: object, known: dict[int, Json] | None = None) -> Json:
    """Return *value*, made of frozen classes, as JSON: equal for equal values.

    *known* remembers conditions that have been described, by `id`.
    """
    if value is None or (isinstance(value, bool | int | str) and not isinstance(value, Enum)):
        return value
    if isinstance(value, tuple):
        return [plain(item, known) for item in value]
    if isinstance(value, Enum):
        return str(value.value)
    if isinstance(value, Fraction):
        return ["n", str(value)]
    if isinstance(value, Condition):
        return described(value, known)
    if not dataclasses.is_dataclass(value) or isinstance(value, type):
        raise TypeError(f"no value: {value!r}")
    return [plain(getattr(value, field.name), known) for field in dataclasses.fields(value)]


def _askers(ready: Prepared) -> dict[str, tuple[Asker, ...]]:
    found: dict[str, set[Asker]] = {}
    names: dict[int, dict[str, None]] = {}
    for asker, conditions in _conditions(ready):
        for condition in conditions:
            if id(condition) not in names:
                names[id(condition)] = dict.fromkeys(depends(condition))
            for name in names[id(condition)]:
                found.setdefault(name, set()).add(asker)
    for plan in ready.world.plans:
        asker = Asker(Kind.ASSESS, ready.subject(plan.id), plan.office)
        for hazard, _, _ in plan.warnings:
            found.setdefault(f"warning:{hazard}", set()).add(asker)
        if plan.grades:
            found.setdefault(f"grade:{plan.incident}", set()).add(asker)
    return {name: tuple(sorted(askers)) for name, askers in found.items()}


def _conditions(ready: Prepared) -> Iterator[tuple[Asker, list[Condition]]]:
    calls: dict[str, list[Condition]] = {}
    for link in ready.world.links:
        if link.when:
            calls.setdefault(link.source, []).append(link.when)
    for plan in ready.world.plans:
        asked = [level.when for level in plan.levels] + [plan.end.when if plan.end else None]
        asked.append(plan.untrue)
        for action in plan.actions:
            asked += (action.trigger, action.guard)
        asker = Asker(Kind.ASSESS, ready.subject(plan.id), plan.office)
        yield asker, [one for one in asked if one] + calls.get(plan.id, [])
        levels = [level.when for level in plan.levels if level.when]
        firsts = [(a.trigger, a.guard) for a in plan.actions if a.is_early]
        seen = [*levels, *(one for pair in firsts for one in pair if one)]
        yield from ((asker._replace(org=org), seen) for org in ready.early.get(plan.id, ()))
    for incident in ready.world.incidents:
        graded = [when for _, when in incident.grades]
        taken = [body.when for body in incident.bodies if body.when]
        asker = Asker(Kind.GRADE, Subject(entity=incident.id), incident.lead)
        yield asker, graded + taken
    for rule in ready.world.reports:
        if rule.on:
            yield Asker(Kind.OBLIGE, ready.subject(rule.plan, rule.id), rule.sender), [rule.on]


def _asked(plan: Plan) -> tuple[tuple[int, tuple[str, ...]], ...]:
    return tuple((level.rank, dimensions(level.when)) for level in plan.levels if level.when)


def _grounds(plan: Plan) -> tuple[str, ...]:
    found = {name for level in plan.levels if level.when for name in depends(level.when)}
    found |= {f"warning:{hazard}" for hazard, _, _ in plan.warnings}
    found |= {f"grade:{plan.incident}"} if plan.grades else set()
    own = f"level:{plan.id}"
    return tuple(sorted(name for name in found if not name.startswith("fact:") and name != own))


def _answers_of(ready: Prepared) -> dict[str, tuple[int, ...]]:
    found: dict[str, dict[int, None]] = {}
    asked = {id(one): one for _, conditions in _conditions(ready) for one in conditions}
    parts = {id(part): part for one in asked.values() for part in atoms(one)}
    for key, part in parts.items():
        if isinstance(part, Row | AllOf | AnyOf | AtLeast) and is_steady(part):
            for name in depends(part):
                found.setdefault(name, {})[key] = None
    return {name: tuple(keys) for name, keys in found.items()}


def _reasons(rules: Iterable[ReportRule], texts: dict[int, Json]) -> dict[str, int]:
    numbers: dict[str, int] = {}
    found = {}
    for rule in rules:
        if rule.on is not None:
            text = canonical(described(rule.on, texts))
            is_kept = is_steady(rule.on)
            found[rule.id] = numbers.setdefault(text, len(numbers)) if is_kept else -1
    return found


def body_of(incident: Incident, name: str) -> Body:
    """Return the body *name* that can command *incident*."""
    return next(body for body in incident.bodies if body.id == name)


__all__ = ["Asker", "Prepared", "body_of", "plain"]
