"""Real times of a drill held against planned ones, and where delays come from.

Recorders and evaluators write clocks of the drill; everything here is in its seconds. A delay is
split without a rest: the message came late, work began late, work took long, and what the plan
itself leaves too little time for.
"""

from __future__ import annotations

import re
from enum import StrEnum
from typing import TYPE_CHECKING, Final

from planforge.drill.history import History
from planforge.drill.prepared import Prepared
from planforge.frozen import dataclass
from planforge.i18n import Message, msg

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from planforge.drill.kit.clock import Timeline
    from planforge.drill.kit.values import Expected, Inject, Kit

_CLOCK: Final = re.compile(r"(\d{1,2})[:：]([0-5]\d)(?::[0-5]\d)?(?:\+(\d))?")
_DAY: Final = 86_400
_HALF_DAY: Final = 43_200


@dataclass(frozen=True, slots=True)
class Seen:
    """What was really seen of an expected action, in seconds of the drill; None for nothing."""

    begun: int | None = None
    ended: int | None = None
    by: str = ""
    remark: str = ""


@dataclass(frozen=True, slots=True)
class Judgement:
    """A line of an evaluator's sheet.

    Attributes:
        sheet: Id of the evaluator; empty for the common sheet.
        item: Id of the item.
        rating: Code of the rating; empty for none.
        seen: What was seen.
        cause: Why, in the evaluator's words.
        advice: What to do, in the evaluator's words.
        measured: What was measured, in the unit of the item.
    """

    sheet: str
    item: str
    rating: str = ""
    seen: str = ""
    cause: str = ""
    advice: str = ""
    measured: str = ""


@dataclass(frozen=True, slots=True)
class Records:
    """What recorders and evaluators wrote.

    Attributes:
        given: When each inject was really given, by its id.
        seen: What was seen of each expected action, by its id.
        judged: Lines of evaluators.
    """

    given: Mapping[str, int]
    seen: Mapping[str, Seen]
    judged: tuple[Judgement, ...] = ()


class Verdict(StrEnum):
    """How an expected action went."""

    IN_TIME = "in time"
    DONE = "done"
    """Done; it has no limit, or its end was not written down."""
    LATE = "late"
    NOT_DONE = "not done"
    """The inject was given, and nobody saw the action."""
    NOT_GIVEN = "not given"
    """The inject was not given, so nothing was to be seen."""


class Cause(StrEnum):
    """Where the time of a delay went."""

    TOLD = "told"
    BEGUN = "begun"
    WORK = "work"
    PLAN = "plan"


CAUSES: Final[Mapping[Cause, Message]] = {
    Cause.TOLD: msg("the message came late"),
    Cause.BEGUN: msg("work began late"),
    Cause.WORK: msg("work took long"),
    Cause.PLAN: msg("the plan leaves too little time"),
}


_WORDS: Final[Mapping[Verdict, Message]] = {
    Verdict.IN_TIME: msg("in time"),
    Verdict.DONE: msg("done, no limit to hold it against"),
    Verdict.NOT_DONE: msg("not seen"),
    Verdict.NOT_GIVEN: msg("the inject was not given"),
}
_MINUTE: Final = 60


@dataclass(frozen=True, slots=True)
class Timed:
    """An expected action with its planned and its real times, in seconds of the drill.

    Attributes:
        inject: The inject that it answers.
        expected: The action.
        given: When the inject was really given; None if it was not.
        due: By when it had to be done; None for no limit.
        seen: What was seen.
        planned: When it begins and ends in the rehearsal; None if it is not played.
        verdict: How it went.
        late: Seconds behind its limit; 0 if it was kept or is not known.
        parts: Where those seconds went; their sum is `late`, what was gained is negative. None if
            the rehearsal does not play the action after the inject.
    """

    inject: Inject
    expected: Expected
    given: int | None
    due: int | None
    seen: Seen
    planned: tuple[int, int] | None
    verdict: Verdict
    late: int = 0
    parts: tuple[tuple[Cause, int], ...] = ()

    @property
    def words(self) -> Message:
        """How it went, in words."""
        if self.verdict is Verdict.LATE:
            return msg("{minutes} minutes late", minutes=-(-self.late // _MINUTE))
        return _WORDS[self.verdict]

    @property
    def split(self) -> tuple[Message, ...]:
        """Where the seconds behind its limit went, in words."""
        return tuple(
            msg("{cause} {minutes} min", cause=CAUSES[cause], minutes=f"{round(part / _MINUTE):+d}")
            for cause, part in self.parts
        )

    @property
    def main_cause(self) -> Cause | None:
        """Where most of the delay went; None without a delay."""
        return max(self.parts, key=lambda part: part[1])[0] if self.parts else None


def drill_second(text: str, timeline: Timeline) -> int | None:
    """Return the second of the drill at which a clock on the wall shows *text*, None for no clock.

    A clock more than half a day before the beginning is one of the next day.
    """
    found = _CLOCK.fullmatch(text.strip())
    if found is None:
        return None
    seconds = 3_600 * int(found[1]) + 60 * int(found[2])
    if timeline.drill_start is not None:
        start = timeline.drill_start
        if seconds >= _DAY:
            return None
        seconds -= 3_600 * start.hour + 60 * start.minute
    if found[3]:
        return seconds + _DAY * int(found[3])
    return seconds + _DAY if seconds < -_HALF_DAY else seconds


def timed_actions(kit: Kit, records: Records) -> Iterator[Timed]:
    """Yield the expected actions of *kit* with what *records* say of them, in order of injects."""
    history = History(Prepared(kit.rehearsal.world), kit.trace)
    for inject in kit.injects:
        for expected in inject.expected:
            yield _one(kit, history, records, inject, expected)


def _one(kit: Kit, history: History, records: Records, inject: Inject, expected: Expected) -> Timed:
    seen = records.seen.get(expected.id, Seen())
    given = records.given.get(inject.id)
    planned_given = None if inject.at is None else kit.timeline.drill_second(inject.at)
    due = None if expected.due is None else kit.timeline.drill_second(expected.due)
    moves = expected.anchor is None
    if due is not None and moves and given is not None and planned_given is not None:
        due += given - planned_given
    planned = _planned(kit, history, inject, expected)
    began = seen.begun is not None or seen.ended is not None
    if not began:
        verdict = Verdict.NOT_GIVEN if given is None and records.given else Verdict.NOT_DONE
        return Timed(inject, expected, given, due, seen, planned, verdict)
    if due is None or seen.ended is None:
        return Timed(inject, expected, given, due, seen, planned, Verdict.DONE)
    late = seen.ended - due
    if late <= 0:
        return Timed(inject, expected, given, due, seen, planned, Verdict.IN_TIME)
    told = 0 if moves or given is None or planned_given is None else given - planned_given
    parts = _split(seen, planned, late, told, given if given is not None else planned_given)
    return Timed(inject, expected, given, due, seen, planned, Verdict.LATE, late, parts)


def _split(
    seen: Seen, planned: tuple[int, int] | None, late: int, told: int, given: int | None
) -> tuple[tuple[Cause, int], ...]:
    """Return where the *late* seconds went; nothing if the rehearsal has no times to compare."""
    if planned is None or seen.ended is None:
        return ()
    begin, end = planned
    if seen.begun is None or given is None:
        begun, work = 0, seen.ended - end - told
    else:
        begun = seen.begun - begin - told
        work = (seen.ended - seen.begun) - (end - begin)
    rest = late - told - begun - work
    parts = (
        (Cause.TOLD, told),
        (Cause.BEGUN, begun),
        (Cause.WORK, work),
        (Cause.PLAN, rest),
    )
    return tuple(part for part in parts if part[1])


def _planned(
    kit: Kit, history: History, inject: Inject, expected: Expected
) -> tuple[int, int] | None:
    """Return when the action begins and ends in the rehearsal, on the clock of the drill.

    If the rehearsal did it before the inject, it is taken to begin with the inject and to take as
    long as it did then.
    """
    since, clock = inject.at or 0, kit.timeline.drill_second
    length: int | None = None
    for story in history.of_action.get(f"{expected.plan}/{expected.action}", ()):
        if story.start is None or story.closed is None:
            continue
        if story.closed.t < since:
            length = story.closed.t - story.start.t
            continue
        begin, end = clock(story.start.t), clock(story.closed.t)
        if begin is not None and end is not None:
            return begin, end
    if length is None:
        return None
    begin, end = clock(since), clock(since + length)
    return (begin, end) if begin is not None and end is not None else None


__all__ = [
    "CAUSES",
    "Cause",
    "Judgement",
    "Records",
    "Seen",
    "Timed",
    "Verdict",
    "drill_second",
    "timed_actions",
]
