"""What actions draw on: teams, supplies of depots, shelters; who lends when they run short.

A team is called as a whole, and works for all actions of the plan that called it. Supplies come
from the depots that the action names, the first that holds the thing; the others it names, then
those of city, county and town that hold it (三级储备), lend in that order, of one level first those
where it happens; the latter never lend what they must keep (最低储备).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from planforge.corpus.names import fold
from planforge.drill.build import durations
from planforge.drill.chance import Span, exactly
from planforge.drill.entries import EntryKind
from planforge.drill.means import Agreement, Pool, Restock, Team
from planforge.drill.work import Need
from planforge.i18n import msg
from planforge.model.base import Kind
from planforge.model.drill_scales import Confidence, OutageKind
from planforge.model.registers import Agreement as AgreementEntry
from planforge.model.registers import Depot, Shelter
from planforge.model.registers import Team as TeamEntry
from planforge.model.scales import GovernmentLevel

if TYPE_CHECKING:
    from collections.abc import Iterator

    from planforge.corpus.names import Entity
    from planforge.corpus.plan_view import PlanView
    from planforge.drill.build.people import Cast
    from planforge.drill.build.work import Work
    from planforge.model.plan import Needs
    from planforge.model.registers import Equipment, PromisedAid

_USED_UP: Final = frozenset(
    {"条", "份", "瓶", "床", "件", "吨", "公斤", "千克", "只", "米", "平方米", "立方米", "升", "盒"}
    | {"盘", "块", "根", "袋", "包", "箱", "片", "支", "双", "副", "面", "个"}
)
"""Units in which what is given out does not come back during a response."""
_RANKS: Final = (GovernmentLevel.CITY, GovernmentLevel.COUNTY, GovernmentLevel.TOWN)
_MANY: Final = 1_000_000
"""Slots of a shelter: how many actions count on it is no limit, its beds are not in the plans."""


class Stores:
    """Everything that actions draw on; those things are kept that somebody asked for."""

    def __init__(self, work: Work, cast: Cast) -> None:
        self._work = work
        self._cast = cast
        self._teams: dict[str, Entity] = {}
        self._wanted: dict[str, tuple[Entity, int]] = {}
        self._lenders: dict[str, dict[str, bool]] = {}
        self._shelters: dict[str, Entity] = {}
        self._missing: dict[str, None] = {}

    def needs(self, plan: PlanView, action: str, needs: Needs | None) -> tuple[Need, ...]:
        """Return what the action with the id *action* (“plan/action”) draws from pools."""
        if needs is None:
            return ()
        found: dict[str, int] = {}
        for name in needs.teams:
            entity = plan.get(name, (Kind.TEAM,))
            if entity:
                self._teams[f"team.{entity.id}"] = entity
                found[f"team.{entity.id}"] = 1
        depots = [entity for name in needs.depots if (entity := plan.get(name, (Kind.DEPOT,)))]
        for name, amount in needs.supplies.items():
            pool = self._pool(name, depots)
            if pool:
                found[pool] = found.get(pool, 0) + int(amount)
            else:
                self._left_out(action, name)
        return tuple(Need(pool, quantity) for pool, quantity in found.items() if quantity)

    def supporting(self, plan: PlanView, needs: Needs | None) -> tuple[str, ...]:
        """Return the shelters and experts that an action calls on."""
        if needs is None:
            return ()
        found: list[str] = []
        for name in needs.shelters:
            entity = plan.get(name, (Kind.SHELTER,))
            if entity:
                self._shelters[f"shelter.{entity.id}"] = entity
                found.append(f"shelter.{entity.id}")
        for name in needs.experts:
            entity = plan.get(name, (Kind.EXPERT,))
            if entity:
                found.append(self._cast.expert(entity))
        return tuple(found)

    def _left_out(self, action: str, name: str) -> None:
        self._work.assume(
            action,
            msg("“{supply}” is not drawn from anywhere", supply=name),
            msg("no depot in the register holds it"),
            Confidence.HIGH,
        )

    def _pool(self, name: str, depots: list[Entity]) -> str:
        """Return the pool that *name* is drawn from, empty if no depot holds it."""
        named = [depot for depot in depots if _item(depot, name)]
        others = [
            depot
            for depot in self._work.registry.names.entities(Kind.DEPOT)
            if depot not in named and _item(depot, name)
        ]
        others.sort(key=self._nearness)
        if not named and not others:
            return ""
        first, *rest = [*named, *others]
        pool = self._add(first, name)
        lenders = self._lenders.setdefault(pool, {})
        for depot in rest:
            lender = self._add(depot, name)
            lenders[lender] = lenders.get(lender, False) or depot in named
        return pool

    def _promised(self, name: str) -> Iterator[tuple[str, PromisedAid, int, Entity]]:
        """Yield what parties of agreements in force send of *name* when they are asked.

        That is the id of its pool, the promise, how much of it, and the agreement.
        """
        day = self._work.view.drill.start.date()
        for entity in self._work.agreements:
            agreement = entity.of(AgreementEntry)
            if agreement.expires and agreement.expires < day:
                continue
            for place, one in enumerate(agreement.support, 1):
                for thing, amount in one.supplies.items():
                    if fold(thing) == fold(name):
                        id_ = f"agreement.{entity.id}/{place}/{name}".replace(":", "：")
                        yield id_, one, int(amount), entity

    def _add(self, depot: Entity, name: str) -> str:
        item = _item(depot, name)
        assert item is not None  # noqa: S101 - only depots that hold it are asked
        id_ = f"depot.{depot.id}/{item.name}".replace(":", "：")
        quantity = sum(one.quantity for one in _depot(depot).stock if fold(one.name) == fold(name))
        self._wanted[id_] = (depot, quantity)
        return id_

    def pools(self) -> tuple[Pool, ...]:
        """Return the pools that were asked for."""
        return (*self._team_pools(), *self._supplies(), *self._sent())

    def _team_pools(self) -> Iterator[Pool]:
        for id_, entity in sorted(self._teams.items()):
            team = entity.of(TeamEntry)
            self._work.enter_entity(id_, EntryKind.TEAM, entity)
            muster = team.muster.seconds if team.muster else None
            if muster is None:
                self._work.assume(
                    id_,
                    msg("mustering of {team}", team=entity.short_name),
                    durations.SOURCE,
                    span=durations.MUSTER,
                )
            yield Pool(
                id_,
                self._cast.org_called(team.organisation),
                1,
                prepare=durations.MUSTER if muster is None else exactly(muster),
                travel=durations.TRAVEL,
                back=durations.BACK,
                road=self._work.cut_off(team.region, OutageKind.ROAD),
                is_shared=True,
            )
        if self._teams or self._wanted:
            self._travel()

    def agreements(self) -> None:
        """Say which agreements of the plans bring nothing, as they state no figures."""
        for entity in self._work.agreements:
            if not entity.of(AgreementEntry).support:
                self._work.assume(
                    "",
                    msg("no help comes by “{unit}”", unit=entity.short_name),
                    msg("agreements state no quantities and no times"),
                    Confidence.HIGH,
                )

    def _travel(self) -> None:
        for what, span in (
            (msg("way of teams and supplies to the site"), durations.TRAVEL),
            (msg("loading of supplies in the depot"), durations.LOADING),
            (msg("return and upkeep of teams and equipment"), durations.BACK),
            (msg("answer of a depot that is asked to lend"), durations.ANSWER),
        ):
            self._work.assume("", what, durations.SOURCE, span=span)

    def _supplies(self) -> Iterator[Pool]:
        for id_, (depot, quantity) in sorted(self._wanted.items()):
            entry = _depot(depot)
            item = _item(depot, id_.partition("/")[2])
            name = item.name if item else ""
            self._work.enter(
                id_,
                EntryKind.POOL,
                f"{depot.short_name}：{name}",
                file=depot.place.file,
                pointer=depot.place.pointer,
            )
            yield Pool(
                id_,
                self._cast.org_called(entry.organisation),
                quantity,
                consumable=item is not None and item.unit in _USED_UP,
                prepare=durations.LOADING,
                travel=durations.TRAVEL,
                back=durations.BACK,
                road=self._work.cut_off(entry.region, OutageKind.ROAD),
                agreements=tuple(self._agreements(id_)),
                restock=_restock(item),
            )

    def _sent(self) -> Iterator[Pool]:
        """Yield what parties of agreements send, each thing that a pool may borrow once."""
        found: dict[str, Pool] = {}
        for pool in sorted(self._lenders):
            item = _item(self._wanted[pool][0], _thing(pool))
            for id_, promise, amount, entity in self._promised(_thing(pool)):
                name, place = f"{promise.party}：{_thing(pool)}", entity.place
                if id_ not in found:
                    file, pointer = place.file, place.pointer
                    self._work.enter(id_, EntryKind.POOL, name, file=file, pointer=pointer)
                is_used_up = item is not None and item.unit in _USED_UP
                found[id_] = Pool(id_, self._cast.org_called(promise.party), amount, is_used_up)
        yield from found.values()

    def _agreements(self, pool: str) -> Iterator[Agreement]:
        """Yield who lends to *pool*: depots that an action names, then others, nearest first.

        Parties of agreements are asked last, those first that have promised to come soonest.
        """
        known = self._lenders.get(pool)
        if known is None:
            return
        lenders = [(named, lender, self._wanted[lender][0]) for lender, named in known.items()]
        lenders.sort(key=lambda one: (not one[0], self._nearness(one[2])))
        for is_named, lender, depot in lenders:
            item = _item(depot, lender.partition("/")[2])
            keeps = 0 if is_named or item is None else item.minimum or 0
            yield Agreement(lender, durations.ANSWER, _both(), 0, keeps)
        aid = [(one.within.seconds or 0, id_) for id_, one, *_ in self._promised(_thing(pool))]
        for within, id_ in sorted(aid):
            yield Agreement(id_, travel=exactly(within))

    def _nearness(self, depot: Entity) -> tuple[int, bool, str]:
        """Return in which turn *depot* is asked: by level, of one level those where it happens."""
        return _level(depot), not self._work.is_hit(_depot(depot).region), depot.id

    def shelters(self) -> tuple[Team, ...]:
        """Return the shelters that were asked for: they help if they can be used."""
        found = []
        for id_, entity in sorted(self._shelters.items()):
            self._work.enter_entity(id_, EntryKind.TEAM, entity)
            unit = self._work.organisation(entity.of(Shelter).organisation)
            found.append(Team(id_, self._cast.org(unit) if unit else "", _MANY))
        return tuple(found)


def _both() -> Span:
    """Return how long a loan is on its way: loading and travel."""
    load, way = durations.LOADING, durations.TRAVEL
    return Span(load.least + way.least, load.likely + way.likely, load.most + way.most)


def _thing(pool: str) -> str:
    """Return the name of what the pool with the id *pool* holds."""
    return pool.partition("/")[2]


def _restock(item: Equipment | None) -> Restock | None:
    order = item.resupply if item else None
    if item is None or order is None:
        return None
    return Restock(item.minimum or 0, order.quantity, exactly(order.within.seconds or 0))


def _depot(entity: Entity) -> Depot:
    return entity.of(Depot)


def _level(entity: Entity) -> int:
    level = _depot(entity).level
    return _RANKS.index(level) if level in _RANKS else len(_RANKS)


def _item(depot: Entity, name: str) -> Equipment | None:
    """Return what *depot* has in store under *name*, None for nothing."""
    return next((one for one in _depot(depot).stock if fold(one.name) == fold(name)), None)


__all__ = ["Stores"]
