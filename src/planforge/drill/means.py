"""Who and what there is to work with: persons on posts, teams, pools of supplies, ways to tell.

One person is one capacity, whatever posts and plans call; one stock is one pool, whatever plans
promise it.
"""

from __future__ import annotations

from typing import Final

from planforge.drill.chance import AT_ONCE, Span
from planforge.frozen import dataclass

QUARTERS: Final = 4
"""Quarters in the work of one person: giving an order may take one, directing a site takes four."""


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody.

    Attributes:
        id: Identifier.
        quarters: How much work at one time, in quarters.
        shifts: When on duty, as [from, to) in seconds since T0; always if there are none.
    """

    id: str
    quarters: int = QUARTERS
    shifts: tuple[tuple[int, int], ...] = ()


@dataclass(frozen=True, slots=True)
class Post:
    """A post and who fills it.

    Attributes:
        id: Identifier; no team has the same.
        org: Organisation it belongs to, whose knowledge its holder has.
        persons: Ids of the A role, the B role, and those who come next, in order.
        rank: Authority; a greater number is higher.
    """

    id: str
    org: str
    persons: tuple[str, ...]
    rank: int = 0


@dataclass(frozen=True, slots=True)
class Team:
    """A team that can do several things at one time.

    Attributes:
        id: Identifier; no post has the same.
        org: Organisation it belongs to.
        slots: How many full tasks at one time.
        travel: From the call to the site.
    """

    id: str
    org: str
    slots: int = 1
    travel: Span = AT_ONCE


@dataclass(frozen=True, slots=True)
class Agreement:
    """Who lends to a pool that runs short (互助协议); earlier ones are asked first.

    Attributes:
        lender: Id of the pool that lends.
        answer: From the request to the answer.
        travel: From the answer to the arrival.
        term: Seconds after which what is not used up is due back; 0 for when the plan ends.
        keeps: What the lender never gives away.
    """

    lender: str
    answer: Span = AT_ONCE
    travel: Span = AT_ONCE
    term: int = 0
    keeps: int = 0


@dataclass(frozen=True, slots=True)
class Restock:
    """How a stock is filled up (补充): one order at a time.

    Attributes:
        below: Ordered when less than this is free, or somebody lacks it.
        quantity: How much comes.
        after: From the order until it is there.
    """

    below: int
    quantity: int
    after: Span


@dataclass(frozen=True, slots=True)
class Pool:
    """A stock of one kind of thing.

    Attributes:
        id: Identifier.
        owner: Organisation whose it is.
        stock: How many there are, in the smallest unit that is given out.
        consumable: Whether what is given out is gone.
        prepare: From the request to the departure.
        travel: From there to the site.
        back: From the end of the work until it can be used again; travel and upkeep.
        road: Id of the road it needs; empty for none.
        agreements: Who lends, in order.
        restock: How it is filled up; None for never.
        is_shared: Whether all work of one plan shares it, as a team that is at the scene does: the
            first to draw it has it travel, the last to need it sends it back.
    """

    id: str
    owner: str
    stock: int
    consumable: bool = False
    prepare: Span = AT_ONCE
    travel: Span = AT_ONCE
    back: Span = AT_ONCE
    road: str = ""
    agreements: tuple[Agreement, ...] = ()
    is_shared: bool = False
    restock: Restock | None = None


@dataclass(frozen=True, slots=True)
class Channel:
    """A way to tell something.

    Attributes:
        id: Identifier.
        delay: From sending to arrival.
    """

    id: str
    delay: Span = AT_ONCE


@dataclass(frozen=True, slots=True)
class Hop:
    """A way that facts take by themselves: who learns something passes it on.

    Attributes:
        id: Identifier.
        sender: Organisation that learns.
        receiver: Organisation that is told.
        handling: From learning to sending.
        channels: Ids of channels, the first that works is taken; none for by word of mouth.
        dimensions: What is passed on; everything if empty.
    """

    id: str
    sender: str
    receiver: str
    handling: Span = AT_ONCE
    channels: tuple[str, ...] = ()
    dimensions: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Indicator:
    """Something that can be known.

    Attributes:
        dimension: Its key in conditions and facts.
        observers: Organisations that see it themselves; the first is asked to verify it.
        verify: How long it takes to find it out when asked.
        cumulative: Whether it never falls, such as the dead.
    """

    dimension: str
    observers: tuple[str, ...] = ()
    verify: Span = AT_ONCE
    cumulative: bool = False


__all__ = [
    "QUARTERS",
    "Agreement",
    "Channel",
    "Hop",
    "Indicator",
    "Person",
    "Pool",
    "Post",
    "Restock",
    "Team",
]
