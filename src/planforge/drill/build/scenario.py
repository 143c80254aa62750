"""The scenario of a drill as the engine plays it: facts, judgements, warnings, orders, outages."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from planforge.corpus.assess import Fact, scale
from planforge.corpus.drills import NO_LEVEL, OF
from planforge.corpus.names import fold
from planforge.drill.build.levels import practised
from planforge.drill.build.noticing import seers, witnesses
from planforge.drill.condition import base
from planforge.drill.entries import EntryKind
from planforge.drill.script import (
    FactAt,
    HappensAt,
    Lost,
    OrderAt,
    Outage,
    Script,
    ToldAt,
    WarningAt,
)
from planforge.i18n import msg
from planforge.model.base import Kind
from planforge.model.drill_scales import Confidence, Knowledge, OutageKind
from planforge.model.scales import PlanClass, WarningColour

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from planforge.corpus.plan_view import PlanView
    from planforge.drill.build.people import Cast
    from planforge.drill.build.work import Work
    from planforge.drill.means import Indicator
    from planforge.drill.world import World
    from planforge.model.drill import Outage as DrillOutage

COLOURS: Final = tuple(colour.zh for colour in reversed(list(WarningColour)))
"""Colours of warnings, the mildest first."""
_LASTS: Final = 86_400
NOTHING: Final = "false-alarm"
"""Stands among the indicators for what is found out of an alarm."""


def hazard(plan: str) -> str:
    """Return the hazard of which *plan* warns."""
    return f"warning.{plan}"


def nothing(plan: str) -> str:
    """Return the dimension in which it is told that nothing of *plan* has happened (误报)."""
    return f"{NOTHING}{OF}{plan}"


def facts(work: Work, cast: Cast) -> tuple[FactAt, ...]:
    """Return what the scenario says is so, from when, and who notices it.

    The level of a plan that is practised is what the run makes it, not what the scenario says.
    """
    drill = work.view.drill
    found: list[FactAt] = []
    for one in work.view.facts:
        fact = work.view.read(one)
        if not isinstance(fact, Fact) or practised(work, fact.indicator.element):
            continue
        step = drill.developments[one.step] if one.step >= 0 else None
        time = step.at.seconds if step else 0
        names = work.view.variants(fact.dimension, work.view.scope(one.step))
        is_seen = step.seen if step else True
        by = seers(work, cast, one.step, fact.indicator)
        found += [FactAt(time, name, fact.value, is_seen, by) for name in names]
    known = {fact.dimension for fact in found}
    for i, step in enumerate(drill.developments):
        for name in step.cleared:
            indicator = work.view.get(name, (Kind.INDICATOR,))
            if indicator and indicator.id in known:
                told = work.view.variants(indicator.id, work.view.scope(i))
                by = seers(work, cast, i, indicator)
                found += [FactAt(step.at.seconds, one, None, step.seen, by) for one in told]
        for name in step.false_alarms:
            plan = work.view.plan(name)
            if plan:
                found.append(FactAt(step.at.seconds, nothing(plan.plan.id), value=True))
    return tuple(found)


def script(
    work: Work, cast: Cast, world: World, known: tuple[FactAt, ...], words: tuple[ToldAt, ...]
) -> Script:
    """Return the scenario of the drill for *world*, in which *words* are judged."""
    drill = work.view.drill
    return Script(
        drill.horizon.seconds or _LASTS,
        known,
        tuple(_warnings(work)),
        words,
        tuple(_orders(work, cast)),
        tuple(_outages(work, cast, world)),
        start=drill.start.isoformat(sep=" ", timespec="minutes"),
        preempts=drill.lives_first,
        omniscient=work.knowledge is Knowledge.OMNISCIENT,
        seed=drill.seed,
        happenings=tuple(_happenings(work)),
    )


def _happenings(work: Work) -> Iterator[HappensAt]:
    """Yield when that happens which plans are for: the first development of their own at a place.

    What is told of several plans is not the event of the master plan, which coordinates them.
    """
    known: set[str] = set()
    for place, step in enumerate(work.view.drill.developments):
        own = sorted(work.view.scope(place) & set(work.plans)) if step.place else []
        special = [x for x in own if work.plans[x].plan.plan_class is not PlanClass.MASTER]
        for plan in special or own:
            if plan not in known:
                known.add(plan)
                yield HappensAt(step.at.seconds, plan, _brought(work, place))


def told(work: Work, cast: Cast, known: Iterable[Indicator]) -> tuple[ToldAt, ...]:
    """Return what people judge, in the words of the plans: a part of a text means all of it.

    Who notices what a development tells judges what it says is so; *known* says who observes its
    facts.
    """
    observers = {one.dimension: one.observers for one in known}
    said = {(text, time): ToldAt(time, text, so) for text, (time, so) in sorted(work.said.items())}
    for place, step in enumerate(work.view.drill.developments):
        with_it = _brought(work, place)
        own = (
            org for name in with_it for org in observers.get(name) or observers.get(base(name), ())
        )
        seen_by = witnesses(work, cast, step, own)
        for texts, so in ((step.ended, False), (step.holds, True)):
            for words in texts:
                for text in work.judged:
                    if fold(words) in fold(text):
                        one = ToldAt(step.at.seconds, text, so, seen_by, with_it)
                        said[text, step.at.seconds] = one
    return tuple(one for _, one in sorted(said.items()))


def _warnings(work: Work) -> Iterator[WarningAt]:
    """Yield the warnings that the plans themselves give, as soon as the facts ask for them."""
    times = [0, *(step.at.seconds for step in work.view.drill.developments)]
    for id_, view in work.plans.items():
        tables = _tables(view)
        before, states = 0, work.view.states_of(id_)
        for step, time in enumerate(times if tables else ()):
            values = {name: fact.value for name, fact in states[step].items()}
            holding = work.view.holding(step - 1)
            reached = scale(tables.items(), values, holding).reached  # type: ignore[arg-type]  # tables by name
            rank = COLOURS.index(reached.name) + 1 if reached else 0
            if rank != before:
                yield WarningAt(time, hazard(id_), rank)
            before = rank
        if tables:
            names = view.plan.short_names
            name = names[0] if names else view.plan.name
            work.enter(
                hazard(id_),
                EntryKind.WARNING,
                name,
                plan=id_,
                file=view.file,
                pointer=("warnings", "rules"),
            )


def _tables(view: PlanView) -> Mapping[str, object]:
    rules = view.plan.warnings.rules if view.plan.warnings else {}
    return {
        colour.zh: view.compiled(
            rules[colour].conditions, ("warnings", "rules", colour.zh, "conditions")
        )
        for colour in WarningColour
        if colour in rules and rules[colour].conditions
    }


def _orders(work: Work, cast: Cast) -> Iterator[OrderAt]:
    for step in work.view.drill.developments:
        for order in step.orders:
            outline = work.corpus.system.plan(order.plan)
            view = work.plans.get(outline.id) if outline else None
            taken_back = order.level in NO_LEVEL
            rank = 0 if taken_back else view.severity(order.level) if view else None
            if view is None or rank is None:
                continue
            unit = work.organisation(order.by)
            by = cast.desk(unit) if unit else order.by.replace(":", "：")
            yield OrderAt(step.at.seconds, view.plan.id, rank, by)


def _outages(work: Work, cast: Cast, world: World) -> Iterator[Outage]:
    for outage in work.view.drill.outages:
        found = list(_lost(work, cast, world, outage))
        for lost, id_ in found:
            end = outage.end.seconds if outage.end else None
            yield Outage(lost, id_, outage.start.seconds, end, outage.strikes)
        if not found:
            work.assume(
                "",
                msg("the outage of “{name}” changes nothing", name=outage.what),
                msg("nothing in the plans of the drill rests on it"),
                Confidence.MEDIUM,
            )


def _lost(work: Work, cast: Cast, world: World, outage: DrillOutage) -> Iterator[tuple[Lost, str]]:
    """Yield what *outage* takes away of what the world has."""
    pools = [pool.id for pool in world.pools]
    teams = [team.id for team in world.teams]
    match outage.kind:
        case OutageKind.POST:
            entity = work.view.get(outage.what, (Kind.POST,))
            held = cast.persons_on(entity)[:1] if entity else ()
            wanted = [(Lost.PERSON, id_) for id_ in held]
            known = [person.id for person in world.persons]
        case OutageKind.TEAM:
            wanted, known = _named(work, outage.what, Kind.TEAM, Lost.POOL, "team"), pools
        case OutageKind.SHELTER:
            wanted, known = _named(work, outage.what, Kind.SHELTER, Lost.TEAM, "shelter"), teams
        case OutageKind.ORGANISATION:
            wanted = _named(work, outage.what, Kind.ORGANISATION, Lost.ORG, "org")
            wanted += _named(work, outage.what, Kind.ORGANISATION, Lost.TEAM, "unit")
            known = [*teams, *(id_ for lost, id_ in wanted if lost is Lost.ORG)]
        case OutageKind.DEPOT | OutageKind.SUPPLY:
            wanted = [(Lost.POOL, pool) for pool in pools if _is_meant(work, outage, pool)]
            known = pools
        case OutageKind.ROAD:
            wanted = [(Lost.ROAD, outage.what)]
            known = [pool.road for pool in world.pools]
        case OutageKind.CHANNEL:
            wanted = [(Lost.CHANNEL, f"channel.{outage.what}")]
            known = [channel.id for channel in world.channels]
    yield from (one for one in wanted if one[1] in known)


def _named(work: Work, name: str, kind: Kind, lost: Lost, prefix: str) -> list[tuple[Lost, str]]:
    entity = work.view.get(name, (kind,))
    return [(lost, f"{prefix}.{entity.id}")] if entity else []


def _is_meant(work: Work, outage: DrillOutage, pool: str) -> bool:
    """Whether *pool* is of the depot, or holds the thing, that is not to be had."""
    depot, _, item = pool.partition("/")
    if outage.kind is OutageKind.SUPPLY:
        return fold(item) == fold(outage.what)
    entity = work.view.get(outage.what, (Kind.DEPOT,))
    return entity is not None and depot == f"depot.{entity.id}"


def _brought(work: Work, place: int) -> tuple[str, ...]:
    """Return the dimensions of which the development number *place* tells, sorted."""
    step, scope = work.view.drill.developments[place], work.view.scope(place)
    found = {
        name
        for one in work.view.facts
        if one.step == place and isinstance(fact := work.view.read(one), Fact)
        if not practised(work, fact.indicator.element)
        for name in work.view.variants(fact.dimension, scope)
    }
    for cleared in step.cleared:
        indicator = work.view.get(cleared, (Kind.INDICATOR,))
        found.update(work.view.variants(indicator.id, scope) if indicator else ())
    plans = (plan for name in step.false_alarms if (plan := work.view.plan(name)))
    return tuple(sorted(found.union(nothing(plan.plan.id) for plan in plans)))


__all__ = ["COLOURS", "NOTHING", "facts", "hazard", "nothing", "script", "told"]
