"""Stocks that are promised more than once: by actions of a plan, and by plans that run together."""

from __future__ import annotations

from collections import defaultdict
from functools import lru_cache
from typing import TYPE_CHECKING, TypeAlias

from planforge.corpus.calls import at_one_time, calls_at, drawings, is_used_up
from planforge.corpus.coactive import origins
from planforge.corpus.names import fold
from planforge.findings import Place, Severity
from planforge.frozen import dataclass
from planforge.i18n import Message, msg
from planforge.model.base import Kind
from planforge.rules.resources import RESERVES, Kept, kept
from planforge.rules.rule import Hit, plan_rule, system_rule

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from planforge.corpus.calls import Call
    from planforge.corpus.coactive import Running
    from planforge.corpus.names import Names
    from planforge.corpus.outline import PlanOutline
    from planforge.corpus.plan_view import PlanView
    from planforge.corpus.system import System

Pool: TypeAlias = frozenset[str]
"""Ids of the depots that something may be drawn from."""
_Drawn: TypeAlias = "tuple[PlanOutline, str, list[Call]]"
"""A plan, its level, and what it calls on of one supply."""


@dataclass(frozen=True, slots=True)
class _Stock:
    """A supply that all depots count in one unit, and how much each of them holds."""

    lines: tuple[Kept, ...]
    unit: str
    held: Mapping[str, int]

    @property
    def everywhere(self) -> Pool:
        return frozenset(self.held)

    def within(self, pool: Pool) -> int:
        """Return how much the depots of *pool* hold."""
        return sum(self.held.get(depot, 0) for depot in pool)


@lru_cache(maxsize=1024)  # one index of names serves all plans of a run
def _stock(names: Names, supply: str) -> _Stock | None:
    """Return the stock of *supply*; None if there is none, or the depots count differently."""
    lines = kept(names, Kind.DEPOT).get(fold(supply), ())
    if len({fold(line.thing.unit) for line in lines}) != 1:
        return None
    held: dict[str, int] = defaultdict(int)
    for line in lines:
        held[line.keeper.id] += line.thing.quantity
    return _Stock(lines, lines[0].thing.unit, held)


def _pool(names: Names, call: Call, stock: _Stock) -> Pool | None:
    """Return where *call* draws from; None if it is judged by other rules: alone it is wrong."""
    depots = [names.get(name, (Kind.DEPOT,)) for name in call.depots]
    if None in depots or (call.unit and fold(call.unit) != fold(stock.unit)):
        return None
    pool = frozenset(depot.id for depot in depots if depot is not None) or stock.everywhere
    return pool if call.quantity <= stock.within(pool) else None


def _pools(pools: Iterable[Pool], stock: _Stock) -> list[Pool]:
    """Return the sets of depots to add up over, the smallest first."""
    return sorted({*pools, stock.everywhere}, key=lambda pool: (len(pool), sorted(pool)))


@plan_rule(
    "RES005",
    "resource.promised-twice",
    Severity.WARNING,
    title=msg("Actions that together call on more than there is"),
    rationale=msg(
        "Each call is small enough on its own; the depot finds out in the night that they come at "
        "one time."
    ),
    sources=(RESERVES,),
)
def promised_twice(view: PlanView) -> Iterator[Hit]:
    """Actions of one level, none waiting for another, that draw more of a supply than there is.

    Left out: actions with a condition of their own, and what is too much for one action alone.
    """
    if Kind.DEPOT in view.registry.broken:
        return
    actions = tuple(drawings(view.plan))
    ranks = {fold(level.name): level.severity for level in view.levels}
    told: set[str] = set()
    for level in reversed(view.levels):
        for supply, calls in calls_at(actions, level.severity, ranks).items():
            stock = _stock(view.registry.names, supply) if len(calls) > 1 else None
            if stock is None or supply in told:
                continue
            found = _too_much(view.registry.names, calls, stock)
            if found is not None:
                told.add(supply)
                yield _promised(view, level.name, stock, *found)


def _too_much(
    names: Names, calls: list[Call], stock: _Stock
) -> tuple[Pool, tuple[Call, ...]] | None:
    """Return depots that hold less than what is drawn from them at one time, and who draws."""
    pools = [(pool, call) for call in calls if (pool := _pool(names, call, stock)) is not None]
    for pool in _pools((pool for pool, _ in pools), stock):
        drawn = at_one_time([call for own, call in pools if own <= pool])
        if len(drawn) > 1 and sum(call.quantity for call in drawn) > stock.within(pool):
            return pool, drawn
    return None


def _promised(
    view: PlanView, level: str, stock: _Stock, pool: Pool, calls: tuple[Call, ...]
) -> Hit:
    most = max(calls, key=lambda call: call.quantity)
    return Hit(
        view.at(*most.pointer),
        msg(
            "At {level} {total} {unit} of {supply} are called on at one time; there are {held} "
            "{unit}: {figures}",
            level=level,
            total=sum(call.quantity for call in calls),
            unit=stock.unit,
            supply=stock.lines[0].thing.name,
            held=stock.within(pool),
            figures=tuple(_figure(call, stock.unit) for call in calls),
        ),
        msg(
            "Call on less, name further depots, or let one action wait for the other "
            "if they can use the same things"
        ),
        (
            *(
                (view.at(*call.pointer), msg("It is also called on here"))
                for call in calls
                if call is not most
            ),
            *_standing(stock, pool),
        ),
    )


def _figure(call: Call, unit: str) -> Message:
    return msg("{action} {quantity} {unit}", action=call.title, quantity=call.quantity, unit=unit)


def _standing(stock: _Stock, pool: Pool) -> Iterator[tuple[Place, Message]]:
    for line in stock.lines:
        if line.keeper.id in pool:
            yield line.place, msg("The stock stands here")


@plan_rule(
    "RES015",
    "resource.used-up",
    Severity.ADVICE,
    title=msg("Actions that one after the other use up more than there is"),
    rationale=msg(
        "A pump can go on to the next place, a sandbag cannot: what the first action used is not "
        "there for the second."
    ),
    sources=(RESERVES,),
)
def used_up(view: PlanView) -> Iterator[Hit]:
    """Sandbags, food, medicine, fuel of which the actions of a level call on more than there is.

    Left to another rule: what is too much at one time already.
    """
    if Kind.DEPOT in view.registry.broken:
        return
    actions = tuple(drawings(view.plan))
    ranks = {fold(level.name): level.severity for level in view.levels}
    told: set[str] = set()
    for level in reversed(view.levels):
        for supply, calls in calls_at(actions, level.severity, ranks).items():
            stock = _stock(view.registry.names, supply) if len(calls) > 1 else None
            if stock is None or supply in told or not is_used_up(supply):
                continue
            if _too_much(view.registry.names, calls, stock) is not None:
                told.add(supply)
                continue
            pooled = [(pool, c) for c in calls if (pool := _pool(view.registry.names, c, stock))]
            for pool in _pools((pool for pool, _ in pooled), stock):
                drawn = tuple(call for own, call in pooled if own <= pool)
                if sum(call.quantity for call in drawn) > stock.within(pool):
                    told.add(supply)
                    yield _used_up(view, level.name, stock, pool, drawn)
                    break


def _used_up(view: PlanView, level: str, stock: _Stock, pool: Pool, calls: tuple[Call, ...]) -> Hit:
    later = max(calls, key=lambda call: (bool(call.after), call.quantity))
    return Hit(
        view.at(*later.pointer),
        msg(
            "At {level} the actions use up {total} {unit} of {supply} one after the other; there "
            "are {held} {unit}: {figures}",
            level=level,
            total=sum(call.quantity for call in calls),
            unit=stock.unit,
            supply=stock.lines[0].thing.name,
            held=stock.within(pool),
            figures=tuple(_figure(call, stock.unit) for call in calls),
        ),
        msg("Call on less, name further depots, or say where more comes from"),
        (
            *(
                (view.at(*call.pointer), msg("It is also called on here"))
                for call in calls
                if call is not later
            ),
            *_standing(stock, pool),
        ),
    )


@dataclass(frozen=True, slots=True)
class _Party:
    """A plan that runs at a level, and what it draws at one time."""

    plan: PlanOutline
    level: str
    calls: tuple[Call, ...]

    @property
    def quantity(self) -> int:
        return sum(call.quantity for call in self.calls)


@dataclass(frozen=True, slots=True)
class _Shortage:
    """Plans that run together and draw more from depots than those hold; the first sets it off."""

    origin: PlanOutline
    level: str
    stock: _Stock
    pool: Pool
    parties: tuple[_Party, ...]


@system_rule(
    "RES006",
    "resource.promised-by-two-plans",
    Severity.WARNING,
    title=msg("Plans that run together call on more than there is"),
    rationale=msg(
        "One store is promised to several plans; the flood that cuts the power needs the same "
        "generators twice."
    ),
    sources=(RESERVES,),
)
def promised_by_two_plans(system: System) -> Iterator[Hit]:
    """Supplies of which plans that links bring into action together draw more than there is.

    A plan brings others into action by 引发, 请求支持 and 联动, at the level that 级别对应 names
    or at their lowest one. Of what is used up (sandbags, food, fuel) every call counts, of other
    things what is called on at one time. Left out: what is too much for one plan alone.
    """
    if Kind.DEPOT in system.registry.broken:
        return
    found: dict[tuple[str, Pool], _Shortage] = {}
    told: set[tuple[str, str, Pool]] = set()
    calls = _CallsOfPlans(system)
    for running in origins(system):
        for shortage in _shortages(system, running, calls):
            key = (fold(shortage.stock.lines[0].thing.name), shortage.pool)
            known = found.get(key)
            is_new = (shortage.origin.file, *key) not in told
            told.add((shortage.origin.file, *key))
            if known is None or (is_new and len(shortage.parties) < len(known.parties)):
                found[key] = shortage
    for shortage in found.values():
        yield _shared(shortage)


class _CallsOfPlans:
    """What each plan draws at each level: asked for every plan that brings it into action."""

    def __init__(self, system: System) -> None:
        self._system = system
        self._known: dict[tuple[str, int], dict[str, list[Call]]] = {}

    def at(self, plan: PlanOutline, rank: int) -> dict[str, list[Call]]:
        known = self._known.get((plan.file, rank))
        if known is None:
            known = calls_at(plan.drawings, rank, self._system.level_ranks(plan))
            self._known[plan.file, rank] = known
        return known


def _shortages(
    system: System, running: tuple[Running, ...], calls_of: _CallsOfPlans
) -> Iterator[_Shortage]:
    """Yield what is short when all these plans run; the first of them sets it off."""
    drawn: dict[str, list[_Drawn]] = defaultdict(list)
    for one in running:
        for supply, calls in calls_of.at(one.plan, one.rank).items():
            drawn[supply].append((one.plan, one.level, calls))
    for supply, parties in drawn.items():
        stock = _stock(system.registry.names, supply) if len(parties) > 1 else None
        if stock is None:
            continue
        for pool, short in _between(system.registry.names, parties, stock):
            yield _Shortage(running[0].plan, running[0].level, stock, pool, short)


def _between(
    names: Names, drawn: list[_Drawn], stock: _Stock
) -> Iterator[tuple[Pool, tuple[_Party, ...]]]:
    pooled = [
        (plan, level, [(pool, c) for c in calls if (pool := _pool(names, c, stock)) is not None])
        for plan, level, calls in drawn
    ]
    for pool in _pools((own for _, _, calls in pooled for own, _ in calls), stock):
        parties = tuple(
            party
            for plan, level, calls in pooled
            if (
                party := _Party(plan, level, _together([c for own, c in calls if own <= pool]))
            ).quantity
        )
        held = stock.within(pool)
        if sum(p.quantity for p in parties) > held >= max((p.quantity for p in parties), default=0):
            yield pool, parties
            return


def _together(calls: list[Call]) -> tuple[Call, ...]:
    """Return the calls of one plan on a supply that have to be met without any coming back."""
    return tuple(calls) if calls and is_used_up(calls[0].supply) else at_one_time(calls)


def _shared(shortage: _Shortage) -> Hit:
    stock, parties = shortage.stock, shortage.parties
    first = max(parties, key=lambda party: party.quantity)
    return Hit(
        Place(first.plan.file, max(first.calls, key=lambda call: call.quantity).pointer),
        msg(
            "When {plan} is at {level}, plans that run with it call on {total} {unit} of {supply}; "
            "there are {held} {unit}: {figures}",
            plan=shortage.origin.name,
            level=shortage.level,
            total=sum(party.quantity for party in parties),
            unit=stock.unit,
            supply=stock.lines[0].thing.name,
            held=stock.within(shortage.pool),
            figures=tuple(
                msg(
                    "{plan} ({level}) {quantity} {unit}: {actions}",
                    plan=party.plan.short_names[0] if party.plan.short_names else party.plan.name,
                    level=party.level,
                    quantity=party.quantity,
                    unit=stock.unit,
                    actions=tuple(call.title for call in party.calls),
                )
                for party in parties
            ),
        ),
        msg("Agree on who gets it first, call on less, or fill up the stock"),
        (
            *(
                (Place(party.plan.file, call.pointer), msg("It is also called on here"))
                for party in parties
                if party is not first
                for call in party.calls
            ),
            *_standing(stock, shortage.pool),
        ),
    )
