"""What the response rests on: supplies called on that a depot keeps, and someone who provides."""

from __future__ import annotations

from collections import Counter, defaultdict
from difflib import get_close_matches
from functools import lru_cache
from typing import TYPE_CHECKING

from planforge.corpus.names import fold
from planforge.findings import Place, Severity
from planforge.frozen import dataclass
from planforge.i18n import Message, msg
from planforge.model.base import Kind
from planforge.model.registers import Depot, Equipment, Team
from planforge.rules.articles import CLEAR_DUTIES
from planforge.rules.names.kinds import correct_or_register
from planforge.rules.resources.aid import aid_for, allowed, is_late
from planforge.rules.rule import Hit, cite, plan_rule

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from planforge.corpus.names import Entity, Names
    from planforge.corpus.plan_view import PlanView
    from planforge.findings import Pointer
    from planforge.model.plan import Needs
    from planforge.model.scalars import Limit
    from planforge.rules.resources.aid import Aid

RESERVES = cite("中华人民共和国突发事件应对法", "第四十六条")
_MOST_FIGURES = 6


@dataclass(frozen=True, slots=True)
class Kept:
    """A line of a depot's stock, or of a team's equipment: who keeps it, where it stands, what."""

    keeper: Entity
    place: Place
    thing: Equipment


def _lines(entity: Entity) -> Iterator[Kept]:
    element = entity.element
    if isinstance(element, Depot):
        field, things = "stock", element.stock
    elif isinstance(element, Team):
        field, things = "equipment", element.equipment
    else:
        return
    for i, thing in enumerate(things):
        yield Kept(entity, entity.place.below(field, i), thing)


@lru_cache(maxsize=4)  # one registry serves all plans of a run
def kept(names: Names, kind: Kind) -> Mapping[str, tuple[Kept, ...]]:
    """Return what the depots (or the teams) keep, by folded name, in the order of registration."""
    found: dict[str, list[Kept]] = {}
    for entity in names.entities(kind):
        for line in _lines(entity):
            found.setdefault(fold(line.thing.name), []).append(line)
    return {name: tuple(lines) for name, lines in found.items()}


@dataclass(frozen=True, slots=True)
class _Stock:
    """What all depots hold of a supply.

    Attributes:
        lines: Their entries.
        units: What they count it in, as written, each once; what most of them count it in first.
        held: How much each of them holds, by its key.
        odd: Entries in another unit than most, teams that have it as equipment included, each with
            the first one in the unit of most; of as many, those after the first.
    """

    lines: tuple[Kept, ...]
    units: tuple[str, ...]
    held: Mapping[tuple[str, str], int]
    odd: tuple[tuple[Kept, Kept], ...]

    @property
    def usual(self) -> Kept:
        """The first entry of a depot in the unit of most depots."""
        return next(line for line in self.lines if fold(line.thing.unit) == fold(self.units[0]))


@lru_cache(maxsize=4096)  # one index of names serves all plans of a run
def _stock(names: Names, supply: str) -> _Stock:
    lines = kept(names, Kind.DEPOT).get(fold(supply), ())
    count = Counter(fold(line.thing.unit) for line in lines)
    written = dict.fromkeys(line.thing.unit for line in lines)
    units = tuple(sorted(written, key=lambda unit: -count[fold(unit)]))
    held: dict[tuple[str, str], int] = defaultdict(int)
    for line in lines:
        held[line.keeper.key] += line.thing.quantity
    both = (*lines, *kept(names, Kind.TEAM).get(fold(supply), ())) if lines else ()
    count = Counter(fold(line.thing.unit) for line in both)
    usual = max(both, key=lambda line: count[fold(line.thing.unit)], default=None)
    odd = tuple(
        (line, usual) for line in both if usual and fold(line.thing.unit) != fold(usual.thing.unit)
    )
    return _Stock(lines, units, held, odd)


def _calls(view: PlanView) -> Iterator[tuple[Needs, Pointer]]:
    """Yield what each action calls on, at its first level and from higher ones on."""
    if Kind.DEPOT in view.registry.broken:
        return
    for i, action in enumerate(view.plan.actions):
        if action.needs is not None:
            yield action.needs, ("actions", i, "needs")
        for level, change in action.changes.items():
            if change.needs is not None:
                yield change.needs, ("actions", i, "changes", level, "needs")


@plan_rule(
    "RES001",
    "resource.unknown-supply",
    Severity.ERROR,
    title=msg("Supply that no depot keeps"),
    rationale=msg("What is called for in the night must be on a shelf that somebody can name."),
    sources=(RESERVES,),
)
def unknown_supply(view: PlanView) -> Iterator[Hit]:
    """Names under 调用, 物资 that are in the stock of no depot."""
    stocks = kept(view.registry.names, Kind.DEPOT)
    for needs, at in _calls(view):
        for supply in needs.supplies:
            if fold(supply) in stocks:
                continue
            known = {key: lines[0].thing.name for key, lines in stocks.items()}
            near = get_close_matches(fold(supply), sorted(known), 3, 0.5)
            yield Hit(
                view.at(*at, "supplies", supply, on_key=True),
                msg("No depot keeps “{supply}”", supply=supply),
                correct_or_register(tuple(known[key] for key in near), (Kind.DEPOT,)),
                tuple(
                    (line.place, msg("{team} has it as equipment", team=line.keeper.name))
                    for line in kept(view.registry.names, Kind.TEAM).get(fold(supply), ())
                ),
            )


@plan_rule(
    "RES002",
    "resource.more-than-in-stock",
    Severity.WARNING,
    title=msg("More supplies called on than the depots hold"),
    rationale=msg("The last lorry would find an empty store; whoever waits for it has no plan B."),
    sources=(RESERVES,),
    follows=("RGS007",),
)
def more_than_in_stock(view: PlanView) -> Iterator[Hit]:
    """Quantities above the stock of all depots that the action names, or of all that there are.

    What an agreement of the plan promises counts if it is there (到达时限) within the 时限 of the
    action. Left to other rules: unknown supplies and depots, and amounts in different units.
    """
    for needs, at in _calls(view):
        depots = [view.get(name, (Kind.DEPOT,)) for name in needs.depots]
        if None in depots:
            continue
        for supply, wanted in needs.supplies.items():
            stock = _stock(view.registry.names, supply)
            keepers = {depot.key for depot in depots if depot is not None} or stock.held.keys()
            total = sum(stock.held.get(keeper, 0) for keeper in keepers)
            if not stock.lines or stock.odd or wanted <= total:
                continue
            lines, unit = stock.lines, stock.units[0]
            if wanted.unit and fold(wanted.unit) != fold(unit):
                continue
            aid, limit = tuple(aid_for(view, supply, unit)), allowed(view, at)
            late = [one for one in aid if is_late(one, limit)]
            if wanted <= total + sum(one.quantity for one in aid if one not in late):
                continue
            within = [line for line in lines if line.keeper.key in keepers]
            empty = [entity for entity in depots if entity is not None] if not within else []
            yield Hit(
                view.at(*at, "supplies", supply),
                msg(
                    "Calls on {wanted} {unit} of {supply}; there are {total} {unit}: {figures}",
                    wanted=int(wanted),
                    unit=unit,
                    supply=supply,
                    total=total,
                    figures=(*_figures(within), *(_figure(e, 0, unit) for e in empty)),
                ),
                _late(late, limit) or _more(line for line in lines if line not in within),
                (
                    *((line.place, msg("The stock stands here")) for line in within),
                    *(
                        (one.place, msg("So long the help of {party} takes", party=one.party))
                        for one in late
                    ),
                ),
            )


def _figures(lines: Iterable[Kept]) -> tuple[Message, ...]:
    """Return how much each depot holds, the fullest first; what the rest holds as one sum."""
    held: dict[Entity, int] = {}
    unit = ""
    for line in lines:
        held[line.keeper] = held.get(line.keeper, 0) + line.thing.quantity
        unit = line.thing.unit
    order = sorted(held, key=lambda entity: -held[entity])
    shown, rest = order[:_MOST_FIGURES], order[_MOST_FIGURES:]
    figures = tuple(_figure(entity, held[entity], unit) for entity in shown)
    if not rest:
        return figures
    others = msg(
        "{count} others {quantity} {unit}",
        count=len(rest),
        quantity=sum(held[entity] for entity in rest),
        unit=unit,
    )
    return (*figures, others)


def _figure(depot: Entity, quantity: int, unit: str) -> Message:
    return msg("{depot} {quantity} {unit}", depot=depot.short_name, quantity=quantity, unit=unit)


def _late(aid: Sequence[Aid], limit: Limit | None) -> Message | None:
    """Return what to do where help is promised but comes too late; None if none does."""
    if not aid or limit is None:
        return None
    return msg(
        "The help of {parties} comes too late for “{limit}”: allow more time, ask for it earlier, "
        "or call on less",
        parties=tuple(
            msg("{party} (within {within})", party=one.party, within=one.within.text) for one in aid
        ),
        limit=limit.text,
    )


def _more(elsewhere: Iterable[Kept]) -> Message:
    """Return what to do about a stock that is too small."""
    figures = _figures(elsewhere)
    if not figures:
        return msg("Call on less, or fill up the stock and correct the register")
    return msg(
        "Call on less, or name further depots under 物资库 that hold it: {figures}",
        figures=figures,
    )


@plan_rule(
    "RES003",
    "resource.units-differ",
    Severity.WARNING,
    title=msg("Supply that depots and teams count in different units"),
    rationale=msg(
        "A plan calls for a bare number; two stores that count otherwise send otherwise."
    ),
    sources=(RESERVES,),
)
def units_differ(view: PlanView) -> Iterator[Hit]:
    """Supplies that the plan calls on whose 单位 is another than in most depots and teams.

    Where as many count it one way as the other, depots are taken to be right, and of those the one
    registered first.
    The finding stands in the register, once, however many plans call on the supply.
    """
    told: set[str] = set()
    for needs, _ in _calls(view):
        for supply in needs.supplies:
            stock = _stock(view.registry.names, supply)
            if fold(supply) not in told:
                told.add(fold(supply))
                for line, usual in stock.odd:
                    yield _units(line, usual)


def _units(line: Kept, usual: Kept) -> Hit:
    return Hit(
        line.place.below("unit"),
        msg(
            "{depot} counts {supply} in “{unit}”, {other} in “{usual}”",
            depot=line.keeper.name,
            supply=line.thing.name,
            unit=line.thing.unit,
            other=usual.keeper.name,
            usual=usual.thing.unit,
        ),
        msg("Count it in one unit everywhere, or give the two things names of their own"),
        ((usual.place, msg("The other unit stands here")),),
    )


@plan_rule(
    "RES004",
    "resource.unit-of-the-call",
    Severity.WARNING,
    title=msg("Supply called on in another unit than the depots count"),
    rationale=msg("Three hundred pieces and three hundred bales are not the same lorry."),
    sources=(RESERVES,),
)
def unit_of_the_call(view: PlanView) -> Iterator[Hit]:
    """Quantities with a unit in which no depot counts the supply."""
    for needs, at in _calls(view):
        for supply, wanted in needs.supplies.items():
            stock = _stock(view.registry.names, supply)
            units = stock.units
            if not units or not wanted.unit or fold(wanted.unit) in map(fold, units):
                continue
            yield Hit(
                view.at(*at, "supplies", supply),
                msg(
                    "{supply} is called on in “{unit}”; the depots count it in “{usual}”",
                    supply=supply,
                    unit=wanted.unit,
                    usual=units[0],
                ),
                msg(
                    "Write how many “{usual}” are needed; the unit may be left out", usual=units[0]
                ),
                ((stock.usual.place, msg("The stock stands here")),),
            )


@plan_rule(
    "RES013",
    "resource.guarantee-by-nobody",
    Severity.ADVICE,
    title=msg("Guarantee that nobody gives"),
    rationale=msg("What everybody is to provide, nobody has bought when it is needed."),
    sources=(CLEAR_DUTIES,),
)
def guarantee_by_nobody(view: PlanView) -> Iterator[Hit]:
    """Entries of 应急保障 without 责任."""
    for i, item in enumerate(view.plan.guarantees):
        if not item.responsible:
            yield Hit(
                view.at("guarantees", i),
                msg("Nobody is responsible for “{item}”", item=item.item),
                msg("Name who does it under 责任"),
            )
