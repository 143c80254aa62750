"""What a scenario needs to reach something: facts, judgements, orders, an observer, people away."""

from __future__ import annotations

from itertools import islice, product, zip_longest
from typing import TYPE_CHECKING, Final, TypeAlias

from planforge.drill.condition import (
    AllOf,
    AnyOf,
    AtLeast,
    FactIs,
    GradeIs,
    Held,
    Judged,
    LevelIs,
    Row,
    Sure,
)
from planforge.drill.entries import Entry, EntryKind
from planforge.drill.generate import facts_of
from planforge.frozen import dataclass
from planforge.model.registers import Organisation

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from planforge.drill.condition import Condition
    from planforge.drill.rehearsal import Rehearsal
    from planforge.drill.work import Action
    from planforge.drill.world import Plan
    from planforge.feel import Value

_WAYS: Final = 6
"""Ways in which a condition is made to hold, at most."""


@dataclass(frozen=True, slots=True)
class Way:
    """How a condition comes to hold.

    Attributes:
        facts: Values by dimension.
        told: What people judge to be so.
        levels: Plans that have to run, and at which level.
    """

    facts: Mapping[str, Value]
    told: frozenset[str] = frozenset()
    levels: tuple[tuple[str, int], ...] = ()

    def joined(self, other: Way) -> Way | None:
        """Return both together; None if they want different values of one thing."""
        if any(other.facts.get(name, value) != value for name, value in self.facts.items()):
            return None
        return Way(
            {**self.facts, **other.facts}, self.told | other.told, (*self.levels, *other.levels)
        )


NOTHING: Final = Way({})


Grades: TypeAlias = "Mapping[str, tuple[tuple[int, Condition], ...]]"
"""By incident its grades, with when each is reached."""


def ways(condition: Condition | None, grades: Grades | None = None) -> tuple[Way, ...]:
    """Return ways in which *condition* comes to hold, those that ask for least first.

    What must not be so is left out, and so are warnings, which follow from facts.
    """
    if condition is None:
        return (NOTHING,)
    return tuple(islice(sorted(_ways(condition, grades or {}), key=_size), _WAYS))


def _size(way: Way) -> tuple[int, int]:
    return len(way.told) + len(way.levels), len(way.facts)


def _ways(condition: Condition, grades: Grades) -> Iterator[Way]:
    match condition:
        case AllOf(parts=parts):
            yield from _all(parts, grades)
        case AtLeast(parts=parts, count=count):
            yield from _all(parts[:count], grades)
        case AnyOf(parts=parts):
            for part in parts:
                yield from ways(part, grades)
        case Held(condition=part) | Sure(part=part):
            yield from ways(part, grades)
        case GradeIs(incident=incident, at_least=rank):
            for own, when in grades.get(incident, ()):
                yield from ways(when, grades) if own >= rank else ()
        case _:
            yield from _of_atom(condition)


def _of_atom(condition: Condition) -> Iterator[Way]:
    match condition:
        case Row(rule=rule):
            if rule.is_complete:
                facts, told = facts_of(rule)
                yield Way(facts, frozenset(told))
        case FactIs(dimension=name, values=values):
            if not values.is_empty:
                yield Way({name: values.sample()})
        case LevelIs(plan=plan, at_least=rank):
            yield Way({}, levels=((plan, rank),))
        case Judged(text=text):
            yield Way({}, frozenset({text}))
        case _:
            yield NOTHING


def _all(parts: tuple[Condition, ...], grades: Grades) -> Iterator[Way]:
    for chosen in islice(product(*(ways(part, grades) for part in parts)), _WAYS * _WAYS):
        found: Way | None = NOTHING
        for way in chosen:
            found = found.joined(way) if found else None
        if found:
            yield found


@dataclass(frozen=True, slots=True)
class Aim:
    """A scenario that may reach something.

    Attributes:
        plans: Plans that are practised.
        way: What is so.
        observer: Who notices it; empty for those who observe the indicators.
        region: Region that is hit; empty for any.
        away: Persons that are not there.
        ends: Whether all is over after some hours.
    """

    plans: tuple[str, ...]
    way: Way
    observer: str = ""
    region: str = ""
    away: tuple[str, ...] = ()
    ends: bool = False


class Aims:
    """Finds scenarios for what no drill reaches, in the world of all plans."""

    def __init__(self, whole: Rehearsal) -> None:
        """Look for them in the world of *whole*, which practises all plans."""
        self._whole = whole
        self._plans = {plan.id: plan for plan in whole.world.plans}
        self._posts = {post.id: post for post in whole.world.posts}
        self._grades = {one.id: one.grades for one in whole.world.incidents}

    def of(self, entry: Entry) -> Iterator[Aim]:
        """Yield scenarios that may reach *entry*, the simplest first."""
        match entry.kind:
            case EntryKind.PLAN:
                yield from self._levels(entry.id)
            case EntryKind.LEVEL:
                plan, _, rank = entry.id.rpartition("#")
                yield from self._reach(plan, int(rank))
            case EntryKind.ACTION:
                yield from self._action(entry.id)
            case EntryKind.LINK:
                yield from self._link(entry.id)
            case EntryKind.REPORT:
                yield from self._report(entry.id)
            case _:
                yield from self._somebody(entry.id)

    def _levels(self, name: str) -> Iterator[Aim]:
        plan = self._plans.get(name)
        for level in plan.levels if plan else ():
            yield from self._reach(name, level.rank)

    def _reach(self, name: str, rank: int, more: Way = NOTHING) -> Iterator[Aim]:
        """Yield scenarios in which a plan runs at a level and *more* is so.

        First by its table, then by an order from above, which asks for no facts.
        """
        plan = self._plans.get(name)
        level = next((x for x in plan.levels if x.rank == rank), None) if plan else None
        if level is None:
            return
        found = [way.joined(more) for way in ways(level.when)] if level.when else []
        ordered = Way({}, levels=((name, rank),)).joined(more)
        for way in (*found, ordered):
            if way is not None:
                yield Aim(self._practised((name,), way), way)

    @staticmethod
    def _practised(names: tuple[str, ...], way: Way) -> tuple[str, ...]:
        return tuple(dict.fromkeys((*names, *(plan for plan, _ in way.levels))))

    def _action(self, key: str) -> Iterator[Aim]:
        for plan, action in self._actions():
            if f"{plan.id}/{action.id}".partition("@")[0] == key:
                yield from self._doing(plan, action)

    def _actions(self) -> Iterator[tuple[Plan, Action]]:
        for plan in self._whole.world.plans:
            for action in plan.actions:
                yield plan, action

    def _doing(self, plan: Plan, action: Action, away: tuple[str, ...] = ()) -> Iterator[Aim]:
        """Yield scenarios in which *action* is done, without those who are *away*."""
        ranks = [
            level.rank for level in plan.levels if action.after_end or action.is_for(level.rank)
        ]
        for rank in sorted(ranks):
            for trigger, guard in product(ways(action.trigger), ways(action.guard)):
                more = trigger.joined(guard)
                if more is None:
                    continue
                for aim in self._reach(plan.id, rank, more):
                    yield Aim(aim.plans, aim.way, away=away, ends=action.after_end)

    def _link(self, name: str) -> Iterator[Aim]:
        link = next((one for one in self._whole.world.links if one.id == name), None)
        source = self._plans.get(link.source) if link else None
        if link is None or source is None:
            return
        ranks = sorted(own for own, _ in link.levels) or [level.rank for level in source.levels]
        for rank in ranks:
            for way in ways(link.when):
                for aim in self._reach(source.id, rank, way):
                    plans = dict.fromkeys((*aim.plans, link.source, link.target))
                    yield Aim(tuple(plans), aim.way)

    def _report(self, name: str) -> Iterator[Aim]:
        rule = next((one for one in self._whole.world.reports if one.id == name), None)
        if rule is None:
            return
        if rule.upon:
            yield from self._report(rule.upon)
            return
        region = self._county(rule.receiver) or self._county(rule.sender)
        sender = self._whole.index.name(rule.sender)
        lowest = min((level.rank for level in self._plans[rule.plan].levels), default=0)
        for way in ways(rule.on, self._grades):
            for aim in self._reach(rule.plan, lowest, way):
                if aim.way.facts:
                    yield Aim(aim.plans, aim.way, sender, region)
        for aim in self._levels(rule.plan):
            if aim.way.facts:
                yield Aim(aim.plans, aim.way, sender, region)

    def _county(self, org: str) -> str:
        """Return the region of the drill that an organisation serves; empty for none of them."""
        for entity in self._whole.view.registry.organisations():
            if f"org.{entity.id}" == org:
                region = entity.of(Organisation).region or ""
                return region if region in self._whole.view.drill.regions else ""
        return ""

    def _somebody(self, id_: str) -> Iterator[Aim]:
        """Yield scenarios in which somebody has something to do, one of each occasion in turn."""
        for turn in zip_longest(*self._occasions(id_)):
            yield from (aim for aim in turn if aim is not None)

    def _occasions(self, id_: str) -> Iterator[Iterator[Aim]]:
        for plan in self._whole.world.plans:
            for level in plan.levels:
                if level.authority == id_:
                    yield self._reach(plan.id, level.rank)
        for incident in self._whole.world.incidents:
            for body in incident.bodies:
                if body.commander == id_ and body.when is not None:
                    plan_id = incident.id.removeprefix("event.")
                    found = ways(body.when, self._grades)
                    yield (Aim(self._practised((plan_id,), way), way) for way in found)
        for plan, action in self._actions():
            doers = action.doers
            if id_ in action.supporting or any(need.pool == id_ for need in action.needs):
                yield self._doing(plan, action)
            elif id_ in doers:
                before = [self._posts[x] for x in doers[: doers.index(id_)] if x in self._posts]
                own = self._posts[id_].persons[:1] if id_ in self._posts else ()
                away = [x.persons for x in before]
                gone = tuple(p for some in away for p in some if p not in own)
                yield self._doing(plan, action, tuple(dict.fromkeys(gone)))


__all__ = ["NOTHING", "Aim", "Aims", "Way", "ways"]
