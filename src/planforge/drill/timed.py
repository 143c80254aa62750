"""Real times of a drill held against planned ones.

Recorders and evaluators write clocks of the drill; the limits of plans run on the clock of the
scenario, which may be faster and may jump. So delays are seconds of the scenario that were played:
what a jump leaves out nobody could use, and nobody is blamed for it. Nothing is reckoned from
before the inject. What is to be done at once has to begin within its grace. A table only answers:
its time is the one to talk, by the clock on the wall.
"""

from __future__ import annotations

import re
from enum import StrEnum
from typing import TYPE_CHECKING, Final, NamedTuple

from planforge.drill.history import History
from planforge.drill.kit.table import talk
from planforge.drill.lateness import cause_words, late_words, rehearsed, split, split_beginning
from planforge.drill.prepared import Prepared
from planforge.frozen import dataclass
from planforge.i18n import Message, msg

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from planforge.drill.kit.clock import Timeline
    from planforge.drill.kit.values import Expected, Inject, Kit
    from planforge.drill.lateness import Cause

_CLOCK: Final = re.compile(r"(\d{1,2})[:：]([0-5]\d)(?::[0-5]\d)?(?:\+(\d))?")
_DAY: Final = 86_400
_HALF_DAY: Final = 43_200


@dataclass(frozen=True, slots=True)
class Seen:
    """What was written down of an expected action.

    Attributes:
        begun, ended: When it was seen, in seconds of the drill; None if no time was written.
        by: Who did it.
        remark: What else recorders wrote.
        is_missed: Whether they wrote that they did not see it, where they should have.
    """

    begun: int | None = None
    ended: int | None = None
    by: str = ""
    remark: str = ""
    is_missed: bool = False


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
    """The inject was given, and somebody wrote that the action was not done."""
    NOT_DUE = "not due"
    """Nobody saw it, but its limit passes only after the drill."""
    NOT_RECORDED = "not recorded"
    """Nobody wrote whether it was done: that counts for nothing."""
    NOT_GIVEN = "not given"
    """The inject was not given, so nothing was to be seen."""


_WORDS: Final[Mapping[Verdict, Message]] = {
    Verdict.IN_TIME: msg("in time"),
    Verdict.DONE: msg("done, no limit to hold it against"),
    Verdict.NOT_DONE: msg("not seen"),
    Verdict.NOT_DUE: msg("not seen; not due in the drill"),
    Verdict.NOT_RECORDED: msg("nothing written down"),
    Verdict.NOT_GIVEN: msg("the inject was not given"),
}
_ANSWERED: Final[Mapping[Verdict, Message]] = {
    **_WORDS,
    Verdict.IN_TIME: msg("answered in the time to talk"),
    Verdict.DONE: msg("answered"),
    Verdict.NOT_DONE: msg("not answered"),
}
_MINUTE: Final = 60


@dataclass(frozen=True, slots=True)
class Timed:
    """An expected action with its planned and its real times.

    Attributes:
        inject: The inject that it answers.
        expected: The action.
        given: When the inject was really given, in seconds of the drill; None if it was not.
        due: By when it had to be done, or to have begun if it is done at once, likewise: with the
            jump if that skips it. None for no limit, and for one that passes behind the end of the
            drill.
        seen: What was seen.
        planned: When it begins and ends in the rehearsal, likewise; None if it is not played.
        verdict: How it went.
        late: Seconds of the scenario behind its limit, at a table seconds on the wall behind the
            time to talk; 0 if it was kept or is not known.
        parts: Where those seconds went; their sum is `late`, what was gained is negative. Empty if
            the rehearsal does not do the action, and at a table.
        is_answer: Whether it is an answer at a table, where `planned` and `due` are the time to
            talk.
        on_wall: Seconds on the wall behind `due`; None where they are as many as `late`.
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
    is_answer: bool = False
    on_wall: int | None = None

    @property
    def late_min(self) -> int:
        """The delay in whole minutes; what has begun counts."""
        return -(-self.late // _MINUTE)

    @property
    def parts_min(self) -> tuple[tuple[Cause, int], ...]:
        """The parts of the delay in whole minutes that add up to `late_min`.

        Those that lose most by being cut to whole minutes get what is left over.
        """
        whole = [seconds // _MINUTE for _, seconds in self.parts]
        left = self.late_min - sum(whole)
        order = sorted(range(len(whole)), key=lambda i: -(self.parts[i][1] % _MINUTE))
        for i in order[: left if whole else 0]:
            whole[i] += 1
        return tuple(
            (cause, minutes)
            for (cause, _), minutes in zip(self.parts, whole, strict=True)
            if minutes
        )

    @property
    def words(self) -> Message:
        """How it went, in words."""
        if self.is_answer:
            late = msg("answered {minutes} minutes late", minutes=self.late_min)
            return late if self.verdict is Verdict.LATE else _ANSWERED[self.verdict]
        if self.verdict is Verdict.LATE:
            return late_words(self.late_min, self.on_wall, is_begun=self.expected.is_at_once)
        is_untimed = self.seen.begun is None and self.seen.ended is None
        if self.verdict is Verdict.DONE and is_untimed and self.expected.limit is not None:
            return msg("done, no time written down")
        if self.verdict is Verdict.IN_TIME and self.is_before:
            return msg("in time; by what was written it was over before the inject was given: "
                       "check both times")  # fmt: skip
        return _WORDS[self.verdict]

    @property
    def is_before(self) -> bool:
        """Whether it was over before the inject was given that calls for it."""
        given, ended = self.given, self.seen.ended
        return given is not None and ended is not None and ended < given

    @property
    def split(self) -> tuple[Message, ...]:
        """Where the minutes behind its limit went, in words."""
        return tuple(
            msg("{cause} {minutes} min", cause=cause_words(cause, part), minutes=f"{part:+d}")
            for cause, part in self.parts_min
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
    ratings = ratings_of(kit, records)
    for inject in kit.injects:
        for expected in inject.expected:
            own = ratings.get(expected.id, frozenset())
            if kit.is_table:
                yield _answer(kit, records, (inject, expected), own)
            else:
                yield _one(kit, history, records, (inject, expected), own)


def ratings_of(kit: Kit, records: Records) -> Mapping[str, frozenset[str]]:
    """Return by item the codes of the ratings that evaluators gave it; 未观察 is none."""
    counted = {one.id for one in kit.pack.ratings if one.points is not None}
    found: dict[str, set[str]] = {}
    for one in records.judged:
        found.setdefault(one.item, set()).update({one.rating} & counted)
    return {item: frozenset(codes) for item, codes in found.items()}


class _Asked(NamedTuple):
    """When players were asked, in seconds of the scenario; None if nobody knows.

    Attributes:
        planned: When they were to be asked.
        since: When they really were; as planned if that was not written down.
        shift: By how much of what is played the one lies behind the other.
    """

    planned: int | None
    since: int | None
    shift: int = 0


def _asked(line: Timeline, at: int | None, given: int | None) -> _Asked:
    if given is None:
        return _Asked(at, at)
    shown = line.played_at(given, at)
    if at is None:  # by hand or on a condition: it is asked when it is asked
        second = line.scenario_second(shown)
        return _Asked(second, second)
    shift = shown - line.played(at)
    return _Asked(at, line.scenario_second(shown) if shift else at, shift)


def _one(
    kit: Kit,
    history: History,
    records: Records,
    wanted: tuple[Inject, Expected],
    ratings: frozenset[str],
) -> Timed:
    (inject, expected), line = wanted, kit.timeline
    seen = records.seen.get(expected.id, Seen())
    given = records.given.get(inject.id)
    asked = _asked(line, inject.at, given)
    limit, moves = _limit(inject, expected, asked)
    due = None if limit is None else line.shown_by(limit)
    span = rehearsed(history, expected, asked.planned)
    planned = _shown(line, span)
    if seen.begun is None and seen.ended is None:
        is_given = given is not None or not records.given
        verdict = _without_times(seen, ratings, kit.pack.worst.id, is_given=is_given)
        is_open = verdict is Verdict.NOT_RECORDED or (seen.is_missed and not ratings)
        if is_open and is_given and expected.limit is not None and due is None:
            verdict = Verdict.NOT_DUE
        return Timed(inject, expected, given, due, seen, planned, verdict)
    counts = _counts(expected, seen, due)
    if limit is None or counts is None:
        return Timed(inject, expected, given, due, seen, planned, Verdict.DONE)
    late = line.played_by(counts) - line.played(limit)
    if late <= 0:
        return Timed(inject, expected, given, due, seen, planned, Verdict.IN_TIME)
    told = 0 if moves else asked.shift
    if expected.is_at_once:
        parts = split_beginning(late, told)
    else:
        late = max(late, line.played_at(counts, span and span[1]) - line.played(limit))
        times = seen.begun, counts
        parts = split(line, times, span, late, (told, asked.shift)) if span else ()
    behind = None if due is None or counts - due == late else counts - due
    return Timed(
        inject, expected, given, due, seen, planned, Verdict.LATE, late, parts, on_wall=behind
    )


def _answer(
    kit: Kit, records: Records, wanted: tuple[Inject, Expected], ratings: frozenset[str]
) -> Timed:
    """Return whether a table said in its time to talk who does something and by when."""
    inject, expected = wanted
    seen, given = records.seen.get(expected.id, Seen()), records.given.get(inject.id)
    span = talk(kit, inject)
    due = span and (span[1] if given is None else span[1] + given - span[0])
    said = seen.begun if seen.ended is None else seen.ended
    late = 0 if said is None or due is None else max(0, said - due)
    if said is None:
        is_given = given is not None or not records.given
        verdict = _without_times(seen, ratings, kit.pack.worst.id, is_given=is_given)
    elif due is None:
        verdict = Verdict.DONE
    else:
        verdict = Verdict.LATE if late else Verdict.IN_TIME
    return Timed(inject, expected, given, due, seen, span, verdict, late, is_answer=True)


def _counts(expected: Expected, seen: Seen, due: int | None) -> int | None:
    """Return the second of the drill that is held against the limit; None if it is not known.

    What is done at once has to begin: if only its end is known, it had begun by then.
    """
    if not expected.is_at_once or seen.begun is not None:
        return seen.begun if expected.is_at_once else seen.ended
    return seen.ended if seen.ended is not None and due is not None and seen.ended <= due else None


def _without_times(seen: Seen, ratings: frozenset[str], worst: str, *, is_given: bool) -> Verdict:
    """Return how an action went of which no times were written: what else was written decides."""
    if ratings - {worst}:
        return Verdict.DONE
    if not is_given:
        return Verdict.NOT_GIVEN
    if ratings or seen.is_missed:
        return Verdict.NOT_DONE
    return Verdict.DONE if seen.by else Verdict.NOT_RECORDED


def _limit(inject: Inject, expected: Expected, asked: _Asked) -> tuple[int | None, bool]:
    """Return the second of the scenario by which it had to be done, and if that moves with it."""
    seconds = expected.allowed
    if inject.at is None and asked.since is not None and seconds is not None:
        return asked.since + seconds, True
    moves = expected.anchor is None
    if expected.due is None or not moves or asked.planned is None or asked.since is None:
        return expected.due, moves
    return expected.due + asked.since - asked.planned, True


def _shown(line: Timeline, span: tuple[int, int] | None) -> tuple[int, int] | None:
    """Return *span* on the clock of the drill; None if its beginning or its end is not played."""
    if span is None:
        return None
    begin, end = (line.drill_second(second) for second in span)
    return (begin, end) if begin is not None and end is not None else None


__all__ = [
    "Judgement",
    "Records",
    "Seen",
    "Timed",
    "Verdict",
    "drill_second",
    "ratings_of",
    "timed_actions",
]
