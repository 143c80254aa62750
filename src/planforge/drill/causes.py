"""What time goes into, and a delay split by it."""

from __future__ import annotations

from enum import StrEnum
from typing import Final

from planforge.frozen import dataclass


class Cause(StrEnum):
    """What a stretch of time went into."""

    BEFORE = "before"
    """Nothing called for it yet."""
    INFORMATION = "information"
    """It was so, and who had to know did not."""
    HANDLING = "handling"
    """Whoever knew it wrote it down and had it approved before telling it."""
    CHANNEL = "channel"
    """On its way from one organisation to another."""
    HOLD = "hold"
    """It had to last before anything followed, by the plan itself."""
    DECISION = "decision"
    """Whoever decides was deciding."""
    VACANCY = "vacancy"
    """Nobody of the post that decides was there."""
    PREDECESSOR = "predecessor"
    """Something had to be done before."""
    LAG = "lag"
    """The plan wants a pause after what comes before."""
    PERSON = "person"
    """Those who do it did something else."""
    TEAM = "team"
    """The teams that do it did something else."""
    SUPPLIES = "supplies"
    """Too little of what it needs was there."""
    AID = "aid"
    """What it needs had been asked for elsewhere, and was not there yet."""
    OUTAGE = "outage"
    """What it needs had failed."""
    SHIFT = "shift"
    """Those who do it were off duty."""
    TRAVEL = "travel"
    """On the way to the site."""
    WORK = "work"
    """The work itself."""
    OTHER = "other"


WAITING: Final = frozenset(Cause) - {Cause.BEFORE, Cause.TRAVEL, Cause.WORK}
"""What is neither work nor the way to it."""


@dataclass(frozen=True, slots=True)
class Part:
    """A stretch of time and what it went into.

    Attributes:
        cause: What.
        since: First second of it, since T0.
        until: The second behind it.
        of: Id of the task, plan or message that it happened to.
        what: Ids of what was waited for: items (“person:…”, “pool:…”, “channel:…”), tasks, posts.
        by: Ids of the tasks that held that meanwhile.
        record: Number of the record that says so.
    """

    cause: Cause
    since: int
    until: int
    of: str
    what: tuple[str, ...] = ()
    by: tuple[str, ...] = ()
    record: int = -1

    @property
    def seconds(self) -> int:
        """How long it is."""
        return self.until - self.since


@dataclass(frozen=True, slots=True)
class DelaySplit:
    """A delay and what it went into; its parts follow one another without gap or overlap.

    Attributes:
        of: Id of what came late.
        since: From when it is reckoned, in seconds since T0.
        until: When it was done, decided or told; the horizon if it never was.
        parts: In the order of time.
    """

    of: str
    since: int
    until: int
    parts: tuple[Part, ...]

    @property
    def seconds(self) -> int:
        """How long it is."""
        return self.until - self.since

    def by_cause(self) -> tuple[tuple[Cause, int], ...]:
        """Return the seconds of each cause, in the order of `Cause`; those with none are left out.

        What happened to another task, before this one could begin, is its predecessor's.
        """
        found = dict.fromkeys(Cause, 0)
        for part in self.parts:
            found[self.cause_of(part)] += part.seconds
        return tuple((cause, seconds) for cause, seconds in found.items() if seconds)

    def cause_of(self, part: Part) -> Cause:
        """Return what *part* is to what came late: `PREDECESSOR` for work on another task."""
        is_task, is_other = "#" in part.of, part.of != self.of
        return Cause.PREDECESSOR if is_task and is_other and "#" in self.of else part.cause


__all__ = ["WAITING", "Cause", "DelaySplit", "Part"]
