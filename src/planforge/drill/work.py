"""What is to be done: actions with their order, limits and means, and reports."""

from __future__ import annotations

import dataclasses
from enum import IntEnum, StrEnum
from typing import TYPE_CHECKING

from planforge.drill.chance import AT_ONCE, Span
from planforge.drill.means import QUARTERS
from planforge.frozen import dataclass
from planforge.model.scales import Anchor

if TYPE_CHECKING:
    from planforge.drill.condition import Condition
    from planforge.feel import Value


class Priority(IntEnum):
    """Who comes first when two want the same; the smallest first."""

    LIFE = 1
    REPORT = 2
    COMMAND = 3
    CONTROL = 4
    PROTECT = 5
    PUBLIC = 6
    RECOVERY = 7


class Relation(StrEnum):
    """What of the predecessor what of the successor waits for."""

    FINISH_START = "FS"
    START_START = "SS"
    FINISH_FINISH = "FF"
    START_FINISH = "SF"

    @property
    def is_from_finish(self) -> bool:
        """Whether it counts from the end of the predecessor."""
        return self in (Relation.FINISH_START, Relation.FINISH_FINISH)

    @property
    def is_to_start(self) -> bool:
        """Whether it holds the start of the successor, rather than its end."""
        return self in (Relation.FINISH_START, Relation.START_START)


class Running(StrEnum):
    """What becomes of work that has begun when its reason is gone."""

    FINISH = "finish"
    STOP = "stop"


class When(StrEnum):
    """At which end of an action something comes about."""

    START = "start"
    END = "end"


@dataclass(frozen=True, slots=True)
class After:
    """What an action waits for.

    Attributes:
        action: Key “plan/action” of the predecessor.
        relation: What waits for what.
        lag: Seconds between.
        tolerant: Whether a predecessor that was cancelled or failed will do.
    """

    action: str
    relation: Relation = Relation.FINISH_START
    lag: int = 0
    tolerant: bool = False


@dataclass(frozen=True, slots=True)
class Deadline:
    """A limit: the anchor and at most so many seconds, the last one included (以内含本数).

    Attributes:
        seconds: The offset.
        anchor: From what moment. `PREDECESSORS` is when the action becomes ready, `ORDER` when it
            becomes due to be done; `PREVIOUS_REPORT` has no meaning for an action.
        from_rank: The level from which on this limit holds.
    """

    seconds: int
    anchor: Anchor = Anchor.ACTIVATION
    from_rank: int = 0


@dataclass(frozen=True, slots=True)
class Need:
    """What an action draws from a pool."""

    pool: str
    quantity: int


@dataclass(frozen=True, slots=True)
class Effect:
    """A fact that an action makes true."""

    dimension: str
    value: Value
    when: When = When.END


@dataclass(frozen=True, slots=True)
class Notice:
    """Whom an action tells.

    Attributes:
        to: Organisation.
        dimensions: What is told of what the doer knows; everything if empty.
        every: Seconds between progress reports while it is done; 0 for only at the end.
        channels: Ids of channels, the first that works is taken.
    """

    to: str
    dimensions: tuple[str, ...] = ()
    every: int = 0
    channels: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Variant:
    """How an action is done from a higher level on (分级要求), if it has not begun before.

    Attributes:
        from_rank: That level.
        doers: Who does it there, tried in order; as below if empty.
        supporting: Who helps.
        needs: What it draws from pools.
    """

    from_rank: int
    doers: tuple[str, ...] = ()
    supporting: tuple[str, ...] = ()
    needs: tuple[Need, ...] = ()


@dataclass(frozen=True, slots=True)
class Action:
    """Something done in a response.

    Attributes:
        id: Identifier, unique in the plan.
        duration: How long the work takes.
        doers: Posts and teams any of which does it, tried in order; nobody is needed if empty.
        order: Place in the plan.
        priority: Class in the queue for people and supplies.
        first_rank: Lowest level at which it is done; it stays in force at higher ones.
        last_rank: Highest level at which it is done, 0 for no bound.
        only: The only levels at which it is done, if any.
        replaces: Ids of actions of the plan that are not done where this one is.
        trigger: What else must hold before it is to be done at all.
        guard: What is asked when it could start; if it does not hold, the action is skipped.
        after: What it waits for, all of it.
        after_any: What it waits for, any of it.
        deadlines: Its limits; of those that hold at a level, the one with the highest `from_rank`.
        quarters: How much of the doer it takes.
        supporting: Posts and teams that help if they are free when it starts.
        needs: What it draws from pools, all of it or it does not start.
        effects: What it makes true.
        notices: Whom it tells.
        blocks_end: Whether the response cannot end before it is over.
        after_end: Whether it belongs to the work after the response (后期处置).
        hands_over: Whether it is the handing over of command: once that has begun, it is over when
            command changes hands.
        is_early: Whether it begins when the start of the response is proposed, not decided
            (先期处置).
        stands: Whether it is done though it turned out that nothing has happened (误报).
        on_replace: What becomes of it under way when another action replaces it.
        on_lower: What becomes of it under way when the level falls below it.
        clause: Where the plan says so.
    """

    id: str
    duration: Span
    doers: tuple[str, ...] = ()
    order: int = 0
    priority: Priority = Priority.CONTROL
    first_rank: int = 1
    last_rank: int = 0
    only: tuple[int, ...] = ()
    replaces: tuple[str, ...] = ()
    trigger: Condition | None = None
    guard: Condition | None = None
    after: tuple[After, ...] = ()
    after_any: tuple[After, ...] = ()
    deadlines: tuple[Deadline, ...] = ()
    quarters: int = QUARTERS
    supporting: tuple[str, ...] = ()
    needs: tuple[Need, ...] = ()
    effects: tuple[Effect, ...] = ()
    notices: tuple[Notice, ...] = ()
    blocks_end: bool = False
    after_end: bool = False
    on_replace: Running = Running.FINISH
    on_lower: Running = Running.FINISH
    clause: str = ""
    is_early: bool = False
    hands_over: bool = False
    variants: tuple[Variant, ...] = ()
    every: int = 0
    stands: bool = False

    def is_for(self, rank: int) -> bool:
        """Whether it is done at the level *rank*, unless another action replaces it."""
        if self.after_end or rank < self.first_rank:
            return False
        return rank in self.only if self.only else not self.last_rank or rank <= self.last_rank

    def at(self, rank: int) -> Action:
        """Return the action as it is done at the level *rank*."""
        found = self
        for one in self.variants:
            if one.from_rank <= rank:
                doers = one.doers or found.doers
                found = dataclasses.replace(
                    found, doers=doers, supporting=one.supporting, needs=one.needs
                )
        return found


class Stage(StrEnum):
    """What a report is in the course of an event (首报, 续报, 终报, 日报)."""

    FIRST = "first"
    FOLLOW_UP = "follow-up"
    FINAL = "final"
    DAILY = "daily"


@dataclass(frozen=True, slots=True)
class ReportRule:
    """Who reports to whom, how soon and how often (信息报告).

    Attributes:
        id: Identifier.
        plan: Plan that orders it.
        sender: Organisation that reports.
        receiver: Organisation that is told.
        within: Seconds until it must have arrived, the last one included.
        on: When it is due, by what the sender knows; of a last report what must hold at the end.
        upon: Id of the report whose arrival makes this one due, instead.
        handling: From being due to being sent.
        every: Seconds from one to the next, 0 for once; until the plan ends.
        final: Seconds after the end of the plan until the last one must have arrived, 0 for none.
        dimensions: What it says of what the sender knows; everything if empty.
        channels: Ids of channels, the first that works is taken.
        acknowledge: Seconds until the receiver must have acknowledged, 0 for never.
        clause: Where the plan or the law says so.
        stage: What it is. The first report is due anew when that happens which the plan is for. A
            follow-up that stands for itself goes on while `on` holds. A last one follows the end.
        is_for_all: Whether it is due for whatever the plan is for, of whatever grade.
    """

    id: str
    plan: str
    sender: str
    receiver: str
    within: int
    on: Condition | None = None
    upon: str = ""
    handling: Span = AT_ONCE
    every: int = 0
    final: int = 0
    dimensions: tuple[str, ...] = ()
    channels: tuple[str, ...] = ()
    acknowledge: int = 0
    clause: str = ""
    stage: Stage = Stage.FIRST
    is_for_all: bool = False


__all__ = [
    "Action",
    "After",
    "Deadline",
    "Effect",
    "Need",
    "Notice",
    "Priority",
    "Relation",
    "ReportRule",
    "Running",
    "Stage",
    "Variant",
    "When",
]
