"""What a drill showed: real times held against planned ones, ratings counted, what is to be mended.

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
    from planforge.drill.kit.values import Expected, Inject, Kit, Watched

_CLOCK: Final = re.compile(r"(\d{1,2})[:：](\d{2})(?::\d{2})?(?:\+(\d))?")
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
    """

    sheet: str
    item: str
    rating: str = ""
    seen: str = ""
    cause: str = ""
    advice: str = ""


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
    def main_cause(self) -> Cause | None:
        """Where most of the delay went; None without a delay."""
        return max(self.parts, key=lambda part: part[1])[0] if self.parts else None


@dataclass(frozen=True, slots=True)
class Improvement:
    """Something to be mended.

    Attributes:
        id: Number that stays: of the drill and the expected action or item.
        problem: What was seen.
        cause: Why; empty if nobody said.
        plan: Name of the plan; empty if none is concerned.
        clause: Its clause.
        advice: What evaluators advise.
        is_critical: Whether the drill fails without it.
    """

    id: str
    problem: Message | str
    cause: Message | str = ""
    plan: str = ""
    clause: str = ""
    advice: str = ""
    is_critical: bool = False


@dataclass(frozen=True, slots=True)
class Score:
    """What a drill showed.

    Attributes:
        timed: Its expected actions, in order of the injects.
        ratings: For each part of the evaluation, how often each rating was given.
        failed: Critical items that failed: ids of items.
        cap: The best grade that the pack still allows; empty for any.
        improvements: What is to be mended.
    """

    timed: tuple[Timed, ...]
    ratings: Mapping[str, Mapping[str, int]]
    failed: tuple[str, ...]
    cap: str
    improvements: tuple[Improvement, ...]

    def count(self, verdict: Verdict) -> int:
        """Return how many expected actions went so."""
        return sum(one.verdict is verdict for one in self.timed)


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
        seconds -= 3_600 * start.hour + 60 * start.minute
    if found[3]:
        return seconds + _DAY * int(found[3])
    return seconds + _DAY if seconds < -_HALF_DAY else seconds


def score(kit: Kit, records: Records) -> Score:
    """Return what *records* of a drill say of it.

    Args:
        kit: What its papers say.
        records: What was written down.
    """
    history = History(Prepared(kit.rehearsal.world), kit.trace)
    timed = tuple(_timed(kit, history, records))
    items = {(sheet.id, item.id): item for sheet in kit.sheets for item in sheet.items}
    failed = tuple(dict.fromkeys((*_failed(timed), *_failed_items(kit, items, records))))
    return Score(
        timed,
        _ratings(items, records),
        failed,
        kit.pack.capped if failed else "",
        (*_improvements(kit, timed), *_advised(kit, items, records)),
    )


def _timed(kit: Kit, history: History, records: Records) -> Iterator[Timed]:
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
    """Return when the action begins and ends in the rehearsal, on the clock of the drill."""
    since = inject.at or 0
    for story in history.of_action.get(f"{expected.plan}/{expected.action}", ()):
        if story.start is None or story.closed is None or story.closed.t < since:
            continue
        begin = kit.timeline.drill_second(story.start.t)
        end = kit.timeline.drill_second(story.closed.t)
        if begin is not None and end is not None:
            return begin, end
    return None


def _failed(timed: tuple[Timed, ...]) -> Iterator[str]:
    for one in timed:
        if one.expected.critical and one.verdict is Verdict.NOT_DONE:
            yield one.expected.id


def _failed_items(
    kit: Kit, items: Mapping[tuple[str, str], Watched], records: Records
) -> Iterator[str]:
    worst = kit.pack.ratings[-1].id
    for one in records.judged:
        item = items.get((one.sheet, one.item))
        if item is not None and item.critical and one.rating == worst:
            yield one.item


def _ratings(
    items: Mapping[tuple[str, str], Watched], records: Records
) -> dict[str, dict[str, int]]:
    found: dict[str, dict[str, int]] = {}
    for one in records.judged:
        item = items.get((one.sheet, one.item))
        if item is not None and one.rating:
            counted = found.setdefault(item.dimension, {})
            counted[one.rating] = counted.get(one.rating, 0) + 1
    return {name: dict(sorted(found[name].items())) for name in sorted(found)}


def _improvements(kit: Kit, timed: tuple[Timed, ...]) -> Iterator[Improvement]:
    for one in timed:
        if one.verdict is Verdict.NOT_DONE:
            problem = msg(
                "{who}: “{what}” was not seen", who=one.expected.actors, what=one.expected.title
            )
        elif one.verdict is Verdict.LATE:
            problem = msg(
                "{who}: “{what}” was done {minutes} minutes late",
                who=one.expected.actors,
                what=one.expected.title,
                minutes=-(-one.late // 60),
            )
        else:
            continue
        cause = CAUSES[one.main_cause] if one.main_cause else ""
        yield Improvement(
            f"{kit.rehearsal.view.drill.id}-{one.expected.id.replace('/', '-')}",
            problem,
            cause,
            one.expected.basis.plan_name,
            one.expected.basis.clause,
            one.seen.remark,
            one.expected.critical,
        )


def _advised(
    kit: Kit, items: Mapping[tuple[str, str], Watched], records: Records
) -> Iterator[Improvement]:
    """Yield what evaluators advise, but for actions of which the times tell already."""
    for one in records.judged:
        item = items.get((one.sheet, one.item))
        if item is None or not (one.advice or one.cause) or item.expected is not None:
            continue
        content = item.content
        yield Improvement(
            "-".join(filter(None, (kit.rehearsal.view.drill.id, one.sheet, one.item))),
            one.seen or content,
            one.cause,
            advice=one.advice,
            is_critical=item.critical,
        )


__all__ = [
    "CAUSES",
    "Cause",
    "Improvement",
    "Judgement",
    "Records",
    "Score",
    "Seen",
    "Timed",
    "Verdict",
    "drill_second",
    "score",
]
