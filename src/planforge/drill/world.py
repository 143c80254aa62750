"""What can happen: plans, means and rules of one jurisdiction, resolved and frozen.

A world holds ids and no names to look up, and knows nothing of files. Ranks count upwards: a
greater number is a worse level, colour or grade, 0 is none.
"""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, Final

from planforge.drill.chance import AT_ONCE, Span
from planforge.frozen import dataclass

if TYPE_CHECKING:
    from planforge.drill.condition import Condition
    from planforge.drill.means import Channel, Hop, Indicator, Person, Pool, Post, Team
    from planforge.drill.work import Action, ReportRule

HOLD: Final = 7_200
"""Seconds that a milder level must have held before the response is lowered."""


class LinkKind(StrEnum):
    """What a link does to the other plan."""

    ACTIVATE = "activate"
    NOTIFY = "notify"
    SUPPORT = "support"
    SUPERSEDE = "supersede"


@dataclass(frozen=True, slots=True)
class Level:
    """A response level.

    Attributes:
        rank: 1 for the mildest.
        name: As the plan says it.
        when: When it is reached.
        authority: Post that decides.
        required: Authority that the decision needs, by the master plan or the law.
        delay: From the facts to the decision.
        clause: Where the plan says so.
    """

    rank: int
    name: str
    when: Condition | None = None
    authority: str = ""
    required: int = 0
    delay: Span = AT_ONCE
    clause: str = ""


@dataclass(frozen=True, slots=True)
class End:
    """How a response ends.

    Attributes:
        when: What must hold.
        held: For how many seconds.
        authority: Post that decides; empty for the one that decided the highest level.
        delay: From then to the decision.
        clause: Where the plan says so.
    """

    when: Condition
    held: int = 0
    authority: str = ""
    delay: Span = AT_ONCE
    clause: str = ""


@dataclass(frozen=True, slots=True)
class Plan:
    """A plan.

    Attributes:
        id: Identifier.
        incident: Id of the incident it answers to.
        office: Organisation by whose knowledge it is started.
        precedence: Place among plans that want the same, the smallest first.
        levels: Its levels.
        actions: What it orders.
        warnings: Hazard, rank of the colour, and the level that follows at least (预警响应).
        grades: Rank of the grade of the incident, and the level that follows at least.
        hold: Seconds that a milder level must have held before the response is lowered.
        end: How it ends; None for never by itself.
        is_local: Whether its decisions stay with its own posts when the level above takes over.
        covers: Ids of plans to whose incidents it answers as well (总体预案).
        elsewhere: Organisations in places that it does not concern; others are asked first.
        foreign: Dimensions of what other incidents brought; its reports do not carry them.
        untrue: When it is known that nothing has happened (误报); None if that never comes.
    """

    id: str
    incident: str
    office: str
    precedence: int = 0
    levels: tuple[Level, ...] = ()
    actions: tuple[Action, ...] = ()
    warnings: tuple[tuple[str, int, int], ...] = ()
    grades: tuple[tuple[int, int], ...] = ()
    hold: int = HOLD
    end: End | None = None
    is_local: bool = False
    covers: tuple[str, ...] = ()
    elsewhere: tuple[str, ...] = ()
    foreign: tuple[str, ...] = ()
    untrue: Condition | None = None


@dataclass(frozen=True, slots=True)
class Link:
    """A link from one plan to another.

    Attributes:
        id: Identifier.
        source: Plan that calls.
        target: Plan that is called.
        kind: What the call does.
        levels: Level of the source, and the level of the target that follows at least.
        when: What else must hold, by what the source knows.
        clause: Where the plan says so.
    """

    id: str
    source: str
    target: str
    kind: LinkKind = LinkKind.ACTIVATE
    levels: tuple[tuple[int, int], ...] = ()
    when: Condition | None = None
    clause: str = ""


@dataclass(frozen=True, slots=True)
class Body:
    """A body that can command an incident.

    Attributes:
        id: Identifier.
        commander: Post that commands.
        plan: Plan that starts when it takes over, and of the first body the one whose level says
            who commands; empty for none.
        rank: Level at which that plan starts.
        when: When it takes over, by what the lead of the incident knows; None for the first body.
        shortage: Seconds that work may wait for supplies before it takes over, 0 for any time.
        delay: From the reason to the decision to take over.
        handover: From then, with both at hand, until it commands.
        floors: Lower plans, and the level that they keep as long as it commands.
        clause: Where the plan or the law says so.
        levels: Level of its plan, and the post that commands from that level on instead.
        above: Ids of the bodies above it, by the register.
    """

    id: str
    commander: str
    plan: str = ""
    rank: int = 0
    when: Condition | None = None
    shortage: int = 0
    delay: Span = AT_ONCE
    handover: Span = AT_ONCE
    floors: tuple[tuple[str, int], ...] = ()
    clause: str = ""
    levels: tuple[tuple[int, str], ...] = ()
    above: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Incident:
    """What plans answer to.

    Attributes:
        id: Identifier.
        lead: Organisation by whose knowledge it is graded.
        grades: Rank of each grade and when it is reached.
        bodies: Who can command it, the lowest first, which does so from T0 on.
    """

    id: str
    lead: str
    grades: tuple[tuple[int, Condition], ...] = ()
    bodies: tuple[Body, ...] = ()


@dataclass(frozen=True, slots=True)
class World:
    """Everything that a run may meet; the order of its parts means nothing, but that of bodies."""

    incidents: tuple[Incident, ...]
    plans: tuple[Plan, ...]
    links: tuple[Link, ...] = ()
    persons: tuple[Person, ...] = ()
    posts: tuple[Post, ...] = ()
    teams: tuple[Team, ...] = ()
    pools: tuple[Pool, ...] = ()
    channels: tuple[Channel, ...] = ()
    hops: tuple[Hop, ...] = ()
    indicators: tuple[Indicator, ...] = ()
    reports: tuple[ReportRule, ...] = ()


__all__ = ["HOLD", "Body", "End", "Incident", "Level", "Link", "LinkKind", "Plan", "World"]
