"""How the time of the scenario lies in the drill: one to one, compressed, or with jumps."""

from __future__ import annotations

from datetime import datetime, timedelta
from fractions import Fraction
from math import ceil
from typing import TYPE_CHECKING

from planforge.frozen import dataclass
from planforge.i18n import Message, msg

if TYPE_CHECKING:
    from planforge.model.drill import Drill

_MINUTE = 60
_HOUR = 3_600


@dataclass(frozen=True, slots=True)
class Piece:
    """A span of the scenario and the span of the drill in which it is played, in seconds.

    Attributes:
        begin, end: In the scenario, the end included.
        drill_begin, drill_end: In the drill.
    """

    begin: int
    end: int
    drill_begin: int
    drill_end: int

    @property
    def speed(self) -> Fraction:
        """Seconds of the scenario in a second of the drill; 0 where the drill stands still."""
        length = self.drill_end - self.drill_begin
        return Fraction(self.end - self.begin, length) if length else Fraction(0)


@dataclass(frozen=True, slots=True)
class Timeline:
    """The clock of a drill.

    Attributes:
        pieces: The spans that are played, in order.
        start: What the clock of the scenario shows at its first second.
        drill_start: When the drill begins; None if the day or the hour is open.
    """

    pieces: tuple[Piece, ...]
    start: datetime
    drill_start: datetime | None = None

    @property
    def length(self) -> int:
        """Seconds that the drill takes."""
        return self.pieces[-1].drill_end

    def piece_at(self, second: int) -> Piece | None:
        """Return the span in which this second of the scenario is played, None if it is skipped."""
        return next((one for one in self.pieces if one.begin <= second <= one.end), None)

    def drill_second(self, second: int) -> int | None:
        """Return the second of the drill at which this second of the scenario is played.

        None if it is skipped, or lies behind the end of the drill.
        """
        piece = self.piece_at(second)
        if piece is None:
            return None
        length = piece.end - piece.begin
        if not length:
            return piece.drill_begin
        played = (second - piece.begin) * (piece.drill_end - piece.drill_begin)
        return piece.drill_begin + played // length

    def jump_after(self, second: int) -> int | None:
        """Return where the scenario goes on after the jump that skips this second.

        None if it is played, or lies behind the end of the drill.
        """
        if self.piece_at(second) is not None:
            return None
        return next((one.begin for one in self.pieces if one.begin > second), None)

    @property
    def jumps(self) -> tuple[tuple[int, int], ...]:
        """The spans of the scenario that are left out between two pieces."""
        found = zip(self.pieces, self.pieces[1:], strict=False)
        return tuple((one.end, other.begin) for one, other in found if one.end < other.begin)

    def played(self, second: int) -> int:
        """Return how much of the scenario is played before this second of it, in its seconds.

        What a jump leaves out is not counted: all of it is as much as the second at which the
        scenario goes on. Less than 0 before the first second that is played.
        """
        done = min(0, second - self.pieces[0].begin)
        for piece in self.pieces:
            done += min(max(second - piece.begin, 0), piece.end - piece.begin)
        return done + max(second - self.pieces[-1].end, 0)

    def played_by(self, drill_second: int) -> int:
        """Return how much of the scenario is played by this second of the drill, rounded up.

        A drill that goes on behind its end, or is under way before its beginning, keeps the pace
        of its last or first span.
        """
        first, last = self.pieces[0], self.pieces[-1]
        done = min(0, drill_second - first.drill_begin) * (first.speed or 1)
        for piece in self.pieces:
            length = piece.drill_end - piece.drill_begin
            done += min(max(drill_second - piece.drill_begin, 0), length) * piece.speed
        done += max(drill_second - last.drill_end, 0) * (last.speed or 1)
        return ceil(done)

    def played_at(self, recorded: int, planned: int | None) -> int:
        """Return how much of the scenario is played at the second *recorded* of the drill.

        Clocks show no seconds: what was written down as papers print it of *planned*, a second of
        the scenario, was done just then.
        """
        shown = None if planned is None else self.shown_by(planned)
        if planned is not None and shown is not None and shown - shown % _MINUTE == recorded:
            return self.played(planned)
        return self.played_by(recorded)

    def scenario_second(self, played: int) -> int:
        """Return the second of the scenario before which so much of it is *played*.

        At a jump it is the second at which the scenario goes on.
        """
        rest = played
        for piece in self.pieces[:-1]:
            length = piece.end - piece.begin
            if rest < length:
                return piece.begin + rest
            rest -= length
        return self.pieces[-1].begin + rest

    def shown_by(self, second: int) -> int | None:
        """Return the second of the drill at which this second of the scenario has passed.

        What is skipped has passed with the jump. None for what lies behind the end of the drill.
        """
        after = self.jump_after(second)
        return self.drill_second(second if after is None else after)

    @property
    def is_real(self) -> bool:
        """Whether the clock of the scenario runs as the one on the wall, without a jump."""
        return not self.jumps and all(one.speed == 1 for one in self.pieces)

    def moment(self, second: int) -> datetime:
        """Return what the clock of the scenario shows."""
        return self.start + timedelta(seconds=second)

    def drill_moment(self, second: int) -> datetime | None:
        """Return when this second of the scenario is played, None if that is not known."""
        played = self.drill_second(second)
        if played is None or self.drill_start is None:
            return None
        return self.drill_start + timedelta(seconds=played)

    def hour(self, second: int) -> str:
        """Return what the clock of the scenario shows: 17:30, on a later day 07-13 02:30."""
        when = self.moment(second)
        is_later = when.date() != self.start.date()
        return f"{when:%m-%d %H:%M}" if is_later else f"{when:%H:%M}"

    def both(self, second: int) -> Message:
        """Return a second of the scenario by both clocks, each named, for what is said aloud.

        Where both show the same it is said once.
        """
        scenario, drill = self.hour(second), self.clock(second)
        if not drill or self.drill_start is None or drill == scenario:
            return msg("{scenario} of the scenario", scenario=scenario)
        return msg(
            "{scenario} of the scenario ({drill} of the drill)", scenario=scenario, drill=drill
        )

    def deadline(self, second: int) -> Message:
        """Return until when something is to be done, for what is said aloud.

        Nobody can be seen to keep a limit that passes in what is skipped, or after the drill.
        """
        if self.drill_second(second) is not None:
            return msg("by {time}", time=self.both(second))
        after = self.jump_after(second)
        if after is None:
            return msg("by {time}, after the end of the drill", time=self.both(second))
        clock = self.clock(after)
        return msg("by {time}, which is skipped: at the jump at {clock}",
                   time=self.both(second), clock=clock)  # fmt: skip

    def clock(self, second: int) -> str:
        """Return the clock on the wall of the drill: 09:40, or +00:40 where its start is open.

        Empty for what is skipped.
        """
        played = self.drill_second(second)
        return "" if played is None else self.wall(played)

    def wall(self, drill_second: int) -> str:
        """Return what the clock on the wall shows at a second of the drill, as `clock` does."""
        if self.drill_start is None:
            return f"+{_hours(drill_second)}"
        when = self.drill_start + timedelta(seconds=drill_second)
        days = (when.date() - self.drill_start.date()).days
        return f"{when:%H:%M}" + (f"+{days}" if days else "")


def _hours(seconds: int) -> str:
    hours, rest = divmod(seconds, _HOUR)
    return f"{hours:02}:{rest // _MINUTE:02}"


def offset(seconds: int) -> str:
    """Return a second of the scenario as scripts write it: T+02:35."""
    return f"T+{_hours(seconds)}"


def timeline(drill: Drill, horizon: int) -> Timeline:
    """Return the clock of *drill*, whose scenario lasts *horizon* seconds."""
    pieces = tuple(
        Piece(
            one.scenario_start.seconds,
            one.scenario_end.seconds,
            one.drill_start.seconds,
            one.drill_end.seconds,
        )
        for one in drill.time_map
    )
    begins = None
    if drill.date is not None and drill.begins is not None:
        hour, minute = (int(part) for part in drill.begins.split(":"))
        begins = datetime(drill.date.year, drill.date.month, drill.date.day, hour, minute)  # noqa: DTZ001 - the clock on the wall
    return Timeline(pieces or (Piece(0, horizon, 0, horizon),), drill.start, begins)


__all__ = ["Piece", "Timeline", "offset", "timeline"]
