"""Worlds and scenarios made from one number: crowded, contradictory, and each the same for ever.

Drawing all their parts one by one by Hypothesis takes a hundred times as long as running them, so
it draws the number.
"""

from __future__ import annotations

import dataclasses
import random
from fractions import Fraction
from typing import Final

from planforge.drill.chance import Mode, Span
from planforge.drill.condition import (
    AllOf,
    AnyOf,
    AtLeast,
    Condition,
    GradeIs,
    Held,
    Judged,
    LevelIs,
    Not,
    WarningIs,
)
from planforge.drill.means import (
    Agreement,
    Channel,
    Hop,
    Indicator,
    Person,
    Pool,
    Post,
    Restock,
    Team,
)
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
from planforge.drill.work import (
    Action,
    After,
    Deadline,
    Effect,
    Need,
    Notice,
    Priority,
    Relation,
    ReportRule,
    Running,
)
from planforge.drill.world import Body, End, Incident, Level, Link, LinkKind, Plan, World
from planforge.model.scales import Anchor
from tests.unit.drill.worlds import fact

PLANS: Final = ("drought", "flood", "slide")
FACTS: Final = ("deaths", "rain", "trapped")
TESTS: Final = (">= 1", ">= 3", "< 2", "[1..4]")
DOERS: Final = ("p0", "p1", "p2", "t0")
STOCKS: Final = {"boat": 3, "bus": 4, "crew": 3, "gang": 3, "sand": 40}
LOST: Final = (
    (Lost.PERSON, "li"),
    (Lost.TEAM, "t0"),
    (Lost.CHANNEL, "phone"),
    (Lost.ROAD, "road"),
    (Lost.POOL, "crew"),
    (Lost.ORG, "city"),
    (Lost.POOL, "bus"),
)
ANCHORS: Final = tuple(anchor for anchor in Anchor if anchor is not Anchor.PREVIOUS_REPORT)
LAST: Final = 5_000


class Dice(random.Random):
    """Draws what worlds are made of."""

    def span(self) -> Span:
        return Span(*sorted(self.choices((0, 0, 60, 300, 600, self.randint(1, 900)), k=3)))

    def some(self, values: tuple[str, ...], most: int) -> tuple[str, ...]:
        return tuple(self.sample(values, self.randint(0, most)))

    def rarely(self) -> bool:
        return self.randint(0, 5) == 0

    def condition(self, depth: int = 2) -> Condition:
        kind = self.randint(0, 8) if depth else 0
        if kind < 5:
            return self.atom() if self.rarely() else fact(self.choice(FACTS), self.choice(TESTS))
        parts = tuple(self.condition(depth - 1) for _ in range(self.randint(1, 3)))
        joined: tuple[Condition, ...] = (
            AllOf(parts),
            AnyOf(parts),
            AtLeast(2, parts),
            Held(Not(parts[0]) if self.rarely() else parts[0], 300),
        )
        return joined[kind - 5]

    def atom(self) -> Condition:
        atoms: tuple[Condition, ...] = (
            WarningIs("rain", self.randint(1, 4)),
            LevelIs(PLANS[0], self.randint(1, 3)),
            GradeIs("event", self.randint(1, 2)),
            Judged("bad"),
        )
        return self.choice(atoms)

    def after(self, earlier: list[str]) -> After:
        relation = self.choice(tuple(Relation))
        return After(self.choice(earlier), relation, self.choice((0, 0, 60)), self.rarely())


def action(dice: Dice, plan: str, k: int) -> Action:
    earlier = [f"{plan}/a{n}" for n in range(k)]
    return Action(
        f"a{k}",
        dice.span(),
        dice.some(DOERS, 2),
        order=dice.randint(0, 2),
        priority=dice.choice(tuple(Priority)),
        first_rank=dice.randint(1, 3),
        last_rank=2 if dice.rarely() else 0,
        only=(1, 3) if dice.rarely() else (),
        replaces=(f"a{k - 1}",) if k and dice.rarely() else (),
        guard=dice.condition() if dice.rarely() else None,
        trigger=dice.condition() if dice.rarely() else None,
        after=tuple(dice.after(earlier) for _ in range(dice.randint(0, 2))) if k else (),
        after_any=tuple(dice.after(earlier) for _ in range(2)) if k and dice.rarely() else (),
        deadlines=tuple(
            Deadline(dice.randint(0, 2000), dice.choice(ANCHORS), rank)
            for rank in dice.sample((0, 1, 2), dice.randint(0, 2))
        ),
        quarters=dice.choice((1, 2, 4)),
        supporting=dice.some(DOERS, 1),
        needs=tuple(Need(pool, dice.randint(1, 3)) for pool in dice.some(tuple(STOCKS), 2)),
        effects=(Effect("trapped", Fraction(dice.randint(0, 3))),) if dice.rarely() else (),
        notices=(Notice("city", every=dice.choice((0, 500))),) if dice.rarely() else (),
        blocks_end=dice.rarely(),
        after_end=dice.rarely(),
        on_lower=dice.choice(tuple(Running)),
        on_replace=dice.choice(tuple(Running)),
    )


def plan(dice: Dice, name: str, precedence: int) -> Plan:
    return Plan(
        name,
        "event",
        "hq",
        precedence,
        tuple(
            Level(rank, str(rank), dice.condition(), dice.choice(("p0", "p1")), 0, dice.span())
            for rank in (1, 2, 3)
        ),
        tuple(action(dice, name, k) for k in range(dice.randint(1, 8))),
        warnings=(("rain", 2, 1), ("rain", 4, 2)) if dice.rarely() else (),
        grades=((2, 2),) if dice.rarely() else (),
        hold=dice.choice((60, 1200)),
        end=None if dice.rarely() else End(dice.condition(), 120, "p0", dice.span()),
        is_local=dice.rarely(),
    )


def bodies(dice: Dice, names: tuple[str, ...]) -> tuple[Body, ...]:
    upper = Body(
        "city",
        "p2",
        names[-1],
        1,
        dice.condition(),
        600,
        dice.span(),
        dice.span(),
        ((names[0], 1),),
    )
    return Body("county", "p0"), upper


def world(seed: int) -> World:
    """Return the world of *seed*: up to three plans that want the same three persons."""
    dice = Dice(seed)
    names = PLANS[: dice.randint(1, 3)]
    pairs = [(one, other) for one in names for other in names if one != other]
    chosen = dice.sample(pairs, min(len(pairs), dice.randint(0, 3)))
    lends = Agreement("boat", dice.span(), dice.span(), dice.choice((0, 900)), dice.randint(0, 1))
    grades = ((1, fact("deaths", ">= 1")), (2, fact("deaths", ">= 3")))
    report = ReportRule(
        "r0",
        names[0],
        "hq",
        "city",
        dice.randint(60, 1200),
        fact("deaths", ">= 1"),
        handling=dice.span(),
        every=1800,
        final=600,
        channels=("phone",),
        acknowledge=300,
    )
    return World(
        incidents=(Incident("event", "hq", grades, bodies(dice, names)),),
        plans=tuple(plan(dice, name, k) for k, name in enumerate(names)),
        links=tuple(
            Link(f"l{n}", one, other, dice.choice(tuple(LinkKind)), ((1, 1), (2, 3)))
            for n, (one, other) in enumerate(chosen)
        ),
        persons=(Person("li"), Person("wang", 2), Person("zhao", shifts=((0, 1500), (3000, 9000)))),
        posts=(
            Post("p0", "hq", ("li", "wang"), 3),
            Post("p1", "hq", ("wang", "zhao"), 2),
            Post("p2", "city", ("zhao", "li"), 4),
        ),
        teams=(Team("t0", "hq", 2, dice.span()),),
        pools=(
            Pool("boat", "city", STOCKS["boat"], back=dice.span()),
            Pool("bus", "hq", STOCKS["bus"], travel=dice.span(), agreements=(lends,)),
            Pool(
                "sand",
                "hq",
                STOCKS["sand"],
                consumable=True,
                road="road",
                restock=Restock(38, 5, dice.span()) if dice.rarely() else None,
            ),
            Pool("crew", "hq", STOCKS["crew"], back=dice.span(), is_shared=True),
            Pool("gang", "hq", STOCKS["gang"], travel=dice.span(), is_shared=True),
        ),
        channels=(Channel("phone", dice.span()),),
        hops=(Hop("up", "site", "hq", dice.span(), ("phone",)),),
        indicators=(
            Indicator("deaths", ("site",), dice.span()),
            Indicator("rain", ("hq",)),
            Indicator("trapped", ("hq",)),
        ),
        reports=(report,),
    )


def _judged(own: Dice, dice: Dice) -> ToldAt:
    """Return a judgement, drawn by *dice*; *own* draws who sees it and with which facts."""
    told = ToldAt(dice.randint(0, LAST), "bad", dice.rarely())
    seers = own.choice((None, None, (), ("site",), ("hq", "site")))
    return dataclasses.replace(told, seers=seers, dimensions=own.choice(((), ("deaths",))))


def _happenings(own: Dice) -> tuple[HappensAt, ...]:
    """Return when that happens which a plan is for; for most plans nothing is said."""
    if not own.rarely():
        return ()
    known = own.choice(((), ("deaths",), ("deaths", "rain")))
    return (HappensAt(own.randint(0, LAST), "drought", known),)


def script(seed: int) -> Script:
    """Return the scenario of *seed*: facts up and down, warnings, orders, outages."""
    dice = Dice(-seed - 1)
    begins = [dice.randint(0, LAST) for _ in range(dice.randint(0, 2))]
    return Script(
        8_000,
        tuple(
            FactAt(
                dice.choice((0, 600, dice.randint(0, LAST))),
                dice.choice(FACTS),
                Fraction(dice.randint(0, 4)),
                not dice.rarely(),
            )
            for _ in range(dice.randint(1, 9))
        ),
        tuple(WarningAt(dice.randint(0, LAST), "rain", dice.randint(0, 4)) for _ in range(2)),
        told=tuple(_judged(Dice(-2 * seed - n), dice) for n in range(2)),
        orders=(OrderAt(900, "drought", dice.randint(0, 3), "p2"),) if dice.rarely() else (),
        outages=tuple(
            Outage(*dice.choice(LOST), begin, dice.choice((None, begin + 700)), dice.rarely())
            for begin in begins
        ),
        preempts=dice.randint(0, 1) == 1,
        omniscient=dice.rarely(),
        mode=dice.choice(tuple(Mode)),
        seed=dice.randint(0, 3),
        happenings=_happenings(Dice(-5 * seed - 3)),
    )
