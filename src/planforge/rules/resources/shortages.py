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
from planforge.rules.resources.stocks import pool_of, pools_of, stock_of
from planforge.rules.resources.supplies import RESERVES
from planforge.rules.rule import Hit, plan_rule, system_rule

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from planforge.corpus.calls import Call
    from planforge.corpus.coactive import Running
    from planforge.corpus.names import Names
    from planforge.corpus.outline import PlanOutline
    from planforge.corpus.plan_view import PlanView
    from planforge.corpus.system import System
    from planforge.i18n import Argument
    from planforge.rules.resources.stocks import Pool, Stock

_Drawn: TypeAlias = "tuple[PlanOutline, str, _Drawing]"
"""A plan, its level, and what it calls on of one supply."""


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
    told: set[str] = set()
    for level, supply, drawing in _scarce(view):
        if supply not in told:
            found = _too_much(drawing)
            if found is not None:
                told.add(supply)
                yield _promised(view, level, drawing.stock, *found)


@lru_cache(maxsize=1)  # two rules ask it of one plan before they go on to the next
def _scarce(view: PlanView) -> tuple[tuple[str, str, _Drawing], ...]:
    """Return level and supply wherever several actions may draw more of it than there is."""
    actions = () if Kind.DEPOT in view.registry.broken else tuple(drawings(view.plan))
    if not actions:
        return ()
    names = view.registry.names
    ranks = {fold(level.name): level.severity for level in view.levels}
    return tuple(
        (level.name, supply, drawing)
        for level in reversed(view.levels)
        for supply, calls in calls_at(actions, level.severity, ranks).items()
        if len(calls) > 1 and (stock := stock_of(names, supply)) is not None
        if (drawing := _drawing(names, calls, stock)).total > drawing.least
    )


def _too_much(drawing: _Drawing) -> tuple[Pool, tuple[Call, ...]] | None:
    """Return depots that hold less than what is drawn from them at one time, and who draws."""
    for pool in pools_of(drawing.drawn, drawing.stock):
        drawn = at_one_time([call for own, call in drawing.pooled if own <= pool])
        if len(drawn) > 1 and sum(call.quantity for call in drawn) > drawing.stock.within(pool):
            return pool, drawn
    return None


def _promised(view: PlanView, level: str, stock: Stock, pool: Pool, calls: tuple[Call, ...]) -> Hit:
    most = max(calls, key=lambda call: call.quantity)
    return Hit(
        view.at(*most.pointer),
        msg(
            "At {level} {total} {unit} of {supply} are called on at one time; there are {held} "
            "{unit}: {figures}",
            level=level,
            **_figures(stock, pool, calls),
        ),
        msg(
            "Call on less, name further depots, or let one action wait for the other "
            "if they can use the same things"
        ),
        _beside(view, most, calls, stock, pool),
    )


def _figures(stock: Stock, pool: Pool, calls: tuple[Call, ...]) -> dict[str, Argument]:
    """Return how much is drawn of what is held, together and by each action."""
    return {
        "total": sum(call.quantity for call in calls),
        "unit": stock.unit,
        "supply": stock.lines[0].thing.name,
        "held": stock.within(pool),
        "figures": tuple(_figure(call, stock.unit) for call in calls),
    }


def _beside(
    view: PlanView, own: Call, calls: tuple[Call, ...], stock: Stock, pool: Pool
) -> tuple[tuple[Place, Message], ...]:
    """Return where the calls other than *own* are made, and where the stock stands."""
    others = (
        (view.at(*call.pointer), msg("It is also called on here"))
        for call in calls
        if call is not own
    )
    return (*others, *_standing(stock, pool))


def _figure(call: Call, unit: str) -> Message:
    return msg("{action} {quantity} {unit}", action=call.title, quantity=call.quantity, unit=unit)


def _standing(stock: Stock, pool: Pool) -> Iterator[tuple[Place, Message]]:
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
    told: set[str] = set()
    for level, supply, drawing in _scarce(view):
        if supply in told or not is_used_up(supply):
            continue
        if _too_much(drawing) is not None:
            told.add(supply)
            continue
        for pool in pools_of(drawing.drawn, drawing.stock):
            drawn = tuple(call for own, call in drawing.pooled if own <= pool)
            if sum(call.quantity for call in drawn) > drawing.stock.within(pool):
                told.add(supply)
                yield _used_up(view, level, drawing.stock, pool, drawn)
                break


def _used_up(view: PlanView, level: str, stock: Stock, pool: Pool, calls: tuple[Call, ...]) -> Hit:
    later = max(calls, key=lambda call: (bool(call.after), call.quantity))
    return Hit(
        view.at(*later.pointer),
        msg(
            "At {level} the actions use up {total} {unit} of {supply} one after the other; there "
            "are {held} {unit}: {figures}",
            level=level,
            **_figures(stock, pool, calls),
        ),
        msg("Call on less, name further depots, or say where more comes from"),
        _beside(view, later, calls, stock, pool),
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
    stock: Stock
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
        for shortage in _shortages(running, calls):
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
        self._known: dict[tuple[str, int], dict[str, _Drawing]] = {}

    def at(self, plan: PlanOutline, rank: int) -> dict[str, _Drawing]:
        """Return what *plan* draws at the level of this rank, by supply: what the depots keep."""
        known = self._known.get((plan.file, rank))
        if known is None:
            names = self._system.registry.names
            calls = calls_at(plan.drawings, rank, self._system.level_ranks(plan))
            known = self._known[plan.file, rank] = {
                supply: _drawing(names, drawn, stock)
                for supply, drawn in calls.items()
                if (stock := stock_of(names, supply)) is not None
            }
        return known


@dataclass(frozen=True, slots=True)
class _Drawing:
    """What a plan calls on of one supply.

    Attributes:
        stock: What there is of it.
        pooled: Each call with where it draws from.
        drawn: What all calls draw from there: at least what they draw at one time.
        total: The sum of it.
        least: What the smallest of these depots hold; everything where nothing is drawn.
    """

    stock: Stock
    pooled: tuple[tuple[Pool, Call], ...]
    drawn: Mapping[Pool, int]
    total: int
    least: int


def _drawing(names: Names, calls: Iterable[Call], stock: Stock) -> _Drawing:
    pooled = tuple((pool, c) for c in calls if (pool := pool_of(names, c, stock)) is not None)
    drawn: dict[Pool, int] = {}
    for pool, call in pooled:
        drawn[pool] = drawn.get(pool, 0) + call.quantity
    least = min(map(stock.within, drawn), default=stock.total)
    return _Drawing(stock, pooled, drawn, sum(drawn.values()), least)


def _shortages(running: tuple[Running, ...], calls_of: _CallsOfPlans) -> Iterator[_Shortage]:
    """Yield what is short when all these plans run; the first of them sets it off."""
    drawn: dict[str, list[_Drawn]] = defaultdict(list)
    for one in running:
        for supply, drawing in calls_of.at(one.plan, one.rank).items():
            drawn[supply].append((one.plan, one.level, drawing))
    for parties in drawn.values():
        if len(parties) == 1:
            continue
        drawings_ = [drawing for _, _, drawing in parties]
        if sum(each.total for each in drawings_) > min(each.least for each in drawings_):
            for pool, short in _between(parties):
                stock = drawings_[0].stock
                yield _Shortage(running[0].plan, running[0].level, stock, pool, short)


def _between(drawn: list[_Drawn]) -> Iterator[tuple[Pool, tuple[_Party, ...]]]:
    stock = drawn[0][2].stock
    for pool in pools_of((own for _, _, each in drawn for own in each.drawn), stock):
        held = stock.within(pool)
        if sum(n for _, _, each in drawn for own, n in each.drawn.items() if own <= pool) <= held:
            continue
        parties = tuple(
            party
            for plan, level, each in drawn
            if (
                party := _Party(
                    plan, level, _together([c for own, c in each.pooled if own <= pool])
                )
            ).quantity
        )
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
