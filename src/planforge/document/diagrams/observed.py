"""A drill as it was held, as pictures: planned beside real times, causes of delays, ratings."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from planforge.document.charts.timed import (
    Bar,
    Bars,
    Gantt,
    Lane,
    Sort,
    Span,
    Standing,
    Tone,
)
from planforge.drill.lateness import CAUSES, Cause
from planforge.drill.timed import Verdict
from planforge.i18n import marks, msg

if TYPE_CHECKING:
    from collections.abc import Iterator

    from planforge.drill.kit.values import Kit
    from planforge.drill.score import Score
    from planforge.drill.timed import Timed
    from planforge.i18n import Message

_TONES: Final = {
    Cause.TOLD: Tone.OTHER,
    Cause.BEGUN: Tone.POOR,
    Cause.WORK: Tone.FAIR,
    Cause.PLAN: Tone.BAD,
}
_SCALE: Final = (Tone.GOOD, Tone.FAIR, Tone.POOR, Tone.BAD)
_HOUR: Final = 3_600
_MINUTE: Final = 60


class Observed:
    """The pictures of a drill that was held; each is None if it would show nothing."""

    def __init__(self, kit: Kit, score: Score, language: str) -> None:
        """Draw *score* of the drill of *kit* with words in *language*."""
        self.kit = kit
        self.score = score
        self.language = language

    def times(self) -> Gantt | None:
        """Return each expected action as rehearsed and as it was seen, on the clock of the drill.

        What nobody saw is marked at the moment it was due.
        """
        lanes: list[Lane] = []
        spans: list[Span] = []
        for one in self.score.timed:
            own = tuple(self._spans(one))
            if own:
                actors = marks(self.language).listed(one.expected.actors)
                detail = marks(self.language).clauses((one.inject.id, actors))
                lanes.append(Lane(one.expected.id, one.expected.title, detail))
                spans += own
        if not lanes:
            return None
        start = self.kit.timeline.drill_start
        said = msg("Dashed: as rehearsed; filled: as it was seen. What lies behind the limit is "
                   "hatched.")  # fmt: skip
        if self.kit.is_table:
            said = msg("Dashed: the time to talk; filled: from the question to the answer. What "
                       "lies behind the time to talk is hatched.")  # fmt: skip
        elif not self.kit.timeline.is_real:
            said = msg("On the clock of the drill; where time jumps or runs faster, delays are "
                       "shorter on it than in the scenario. Dashed: as rehearsed; filled: as it "
                       "was seen. What lies behind the limit is hatched.")  # fmt: skip
        return Gantt(
            self._say(msg("Planned and real times")),
            tuple(lanes),
            tuple(spans),
            description=self._say(said),
            language=self.language,
            clock_s=_HOUR * start.hour + _MINUTE * start.minute if start else None,
        )

    def _spans(self, one: Timed) -> Iterator[Span]:
        ident, seen = one.expected.id, one.seen
        if one.planned is not None:
            planned = msg("time to talk") if one.is_answer else msg("as rehearsed")
            yield Span(ident, *one.planned, self._say(planned), is_planned=True)
        real = self._say(msg("real"))
        if one.is_answer and seen.ended is not None:
            asked = one.given if one.given is not None else seen.begun
            begin = min(seen.ended if asked is None else asked, seen.ended)
            yield Span(ident, begin, seen.ended, real, one.due)
        elif seen.begun is not None or seen.ended is not None:
            begun = seen.begun if seen.begun is not None else seen.ended
            ended = seen.ended if seen.ended is not None else seen.begun
            if begun is not None and ended is not None:
                yield Span(ident, begun, ended, real, one.due)
        elif one.verdict is Verdict.NOT_DONE:
            at = one.due if one.due is not None else one.given
            if at is not None:
                yield Span(ident, at, at, real, one.due, Standing.MISSED)

    def delays(self) -> Bars | None:
        """Return the delay of each late action, split by cause."""
        late = [one for one in self.score.timed if one.parts]
        if not late:
            return None
        bars = tuple(
            Bar(
                one.expected.title,
                tuple(_MINUTE * dict(one.parts_min).get(cause, 0) for cause in Cause),
                marks(self.language).clauses(
                    (one.inject.id, marks(self.language).listed(one.expected.actors))
                ),
            )
            for one in late
        )
        said = msg("What was gained lies left of the line; the parts of a bar add up to the delay.")
        if not self.kit.timeline.is_real:
            said = msg("Minutes of the scenario, not of the drill. What was gained lies left of "
                       "the line; the parts of a bar add up to the delay.")  # fmt: skip
        return Bars(
            self._say(msg("Where delays come from")),
            tuple(Sort(self._say(CAUSES[cause]), _TONES[cause]) for cause in Cause),
            bars,
            is_time=True,
            description=self._say(said),
            language=self.language,
        )

    def ratings(self) -> Bars | None:
        """Return how often each rating was given in each part of the evaluation."""
        if not self.score.ratings:
            return None
        counted = [one for one in self.kit.pack.ratings if one.points is not None]
        last = len(counted) - 1
        tones = {
            one.id: _SCALE[-1] if i == last else _SCALE[min(i, len(_SCALE) - 2)]
            for i, one in enumerate(counted)
        }
        codes = [one.id for one in self.kit.pack.ratings]
        given = dict.fromkeys(code for counts in self.score.ratings.values() for code in counts)
        codes += [code for code in given if code not in codes]
        names = {one.id: one.name for one in self.kit.pack.dimensions}
        names["goal"] = self._say(msg("Goals"))
        return Bars(
            self._say(msg("Ratings part by part")),
            tuple(Sort(code, tones.get(code, Tone.BLANK)) for code in codes),
            tuple(
                Bar(name, tuple(self.score.ratings[ident].get(code, 0) for code in codes))
                for ident, name in names.items()
                if ident in self.score.ratings
            ),
            description=self._say(msg("How often each rating was given.")),
            language=self.language,
        )

    def _say(self, message: Message) -> str:
        return message.render(self.language)


__all__ = ["Observed"]
