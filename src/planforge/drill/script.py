"""What the scenario brings: facts, warnings, orders and outages, each at its second."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING

from planforge.drill.chance import Mode
from planforge.frozen import dataclass

if TYPE_CHECKING:
    from planforge.feel import Value


@dataclass(frozen=True, slots=True)
class FactAt:
    """From this second on, this is so.

    Attributes:
        time: Seconds since T0.
        dimension: Of what.
        value: The value, in the unit of the indicator; None for none any more, such as of a
            warning that was lifted.
        is_seen: Whether observers notice by themselves, rather than when they are asked.
        seers: Organisations that alone notice it; empty for all that observe the indicator.
    """

    time: int
    dimension: str
    value: Value | None
    is_seen: bool = True
    seers: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class WarningAt:
    """From this second on, a warning of this colour is in force; everybody hears of it.

    Attributes:
        time: Seconds since T0.
        hazard: Of what.
        rank: 1 for blue to 4 for red, 0 when it is lifted.
    """

    time: int
    hazard: str
    rank: int


@dataclass(frozen=True, slots=True)
class ToldAt:
    """At this second people judge (研判) whether something is so.

    Attributes:
        time: Seconds since T0.
        text: What is judged.
        so: Whether it is so.
        seers: Organisations that judge it by what they see, and tell others; None for everybody.
        dimensions: What came about with it: whoever is told of these facts is told of it too.
    """

    time: int
    text: str
    so: bool = True
    seers: tuple[str, ...] | None = None
    dimensions: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class HappensAt:
    """At this second that happens which a plan is for; it may have been started before.

    Attributes:
        time: Seconds since T0.
        plan: Id of the plan.
        dimensions: What came about with it: whoever knows of one of them knows of it; everybody
            does if it is empty.
    """

    time: int
    plan: str
    dimensions: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class OrderAt:
    """At this second a superior orders a plan to run at a level at least."""

    time: int
    plan: str
    rank: int
    by: str


class Lost(StrEnum):
    """What an outage takes away."""

    PERSON = "person"
    TEAM = "team"
    POOL = "pool"
    ROAD = "road"
    CHANNEL = "channel"
    ORG = "org"


@dataclass(frozen=True, slots=True)
class Outage:
    """From *begin* to before *end* something is not to be had.

    Attributes:
        lost: What sort of thing.
        id: Which one.
        begin: Seconds since T0.
        end: Seconds since T0; None for to the end of the run.
        strikes: Whether work that it is doing fails; else it is only not to be called.
    """

    lost: Lost
    id: str
    begin: int
    end: int | None = None
    strikes: bool = False


@dataclass(frozen=True, slots=True)
class Script:
    """A scenario.

    Attributes:
        horizon: Last second of the run.
        facts: What is so, and from when.
        warnings: Warnings.
        told: What people judge.
        orders: Orders from above.
        outages: What is not to be had.
        extra: Pools, and how much more than their stock they have, to see what that would change.
        start: Time of the clock at T0, for readers; nothing is reckoned with it.
        preempts: Whether work that saves lives takes people and supplies from other work.
        omniscient: Whether everybody knows everything at once, as in a demonstration.
        mode: How long things take.
        seed: What makes two samples differ.
        happenings: When that happens which plans are for, each plan once; none for what has
            happened as soon as its plan is called for.
    """

    horizon: int
    facts: tuple[FactAt, ...] = ()
    warnings: tuple[WarningAt, ...] = ()
    told: tuple[ToldAt, ...] = ()
    orders: tuple[OrderAt, ...] = ()
    outages: tuple[Outage, ...] = ()
    extra: tuple[tuple[str, int], ...] = ()
    start: str = ""
    preempts: bool = False
    omniscient: bool = False
    mode: Mode = Mode.PLAN
    seed: int = 0
    happenings: tuple[HappensAt, ...] = ()


__all__ = ["FactAt", "HappensAt", "Lost", "OrderAt", "Outage", "Script", "ToldAt", "WarningAt"]
