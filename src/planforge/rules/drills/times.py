"""Times of a drill: order, horizon, spread over the drill, durations."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, Final

from planforge.corpus.drills import last_played
from planforge.findings import Severity
from planforge.i18n import msg
from planforge.rules.rule import Hit, drill_rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from planforge.corpus.drills import DrillView
    from planforge.findings import Pointer
    from planforge.model.drill import Drill, TimePiece
    from planforge.model.drill_scales import ScenarioTime
    from planforge.model.scalars import Limit


DAY: Final = 86_400
_LONGEST: Final = 100 * DAY
"""The longest scenario, in seconds: a drought; beyond that somebody slipped in a figure."""


@drill_rule(
    "DRL007",
    "drill.time-order",
    Severity.ERROR,
    title=msg("Times of a scenario out of order or beyond its end"),
    rationale=msg(
        "A scenario is told in order of time; what stands behind its end, or behind the end of the "
        "drill, is never played, and neither is an effect before its cause."
    ),
)
def time_order(view: DrillView) -> Iterator[Hit]:
    """Developments in order, everything before the end of both clocks, outages with a length."""
    drill = view.drill
    yield from _length(view, drill.horizon)
    for i, (before, step) in enumerate(pairwise(drill.developments), 1):
        if step.at < before.at:
            yield Hit(
                view.at("developments", i, "at"),
                msg(
                    "{time} stands behind {before}, and is earlier",
                    time=step.at.text,
                    before=before.at.text,
                ),
                msg("Put what happens in order of time"),
            )
    for i, outage in enumerate(drill.outages):
        if outage.end is not None and outage.end <= outage.start:
            yield Hit(
                view.at("outages", i, "end"),
                msg(
                    "The outage ends at {end}, and begins at {start}",
                    end=outage.end.text,
                    start=outage.start.text,
                ),
                msg("Let it end after it begins, or leave the end out"),
            )
    horizon = drill.horizon
    for at, time in _moments(drill):
        if horizon.seconds is not None and time.seconds > horizon.seconds:
            yield Hit(
                view.at(*at),
                msg(
                    "{time} is beyond the end of the scenario, which lasts {horizon}",
                    time=time.text,
                    horizon=horizon.text,
                ),
                msg("Let it happen earlier, or make 「情景时长」 longer"),
            )
        elif (end := last_played(drill)) is not None and time > end:
            yield Hit(
                view.at(*at),
                msg(
                    "{time} is after the end of the drill: the last span of 「时间表」 ends at "
                    "{end} of the scenario",
                    time=time.text,
                    end=end.text,
                ),
                msg("Let it happen earlier, or add to 「时间表」 the span in which it is played"),
            )


def _length(view: DrillView, horizon: Limit) -> Iterator[Hit]:
    """Yield a hit if *horizon* is no length that a scenario can have."""
    at, text = view.at("horizon"), horizon.text
    in_hours = msg("Write hours or days, such as “24小时”")
    if horizon.seconds is None:
        yield Hit(at, msg("“{text}” is no length of a scenario", text=text), in_hours)
    elif horizon.seconds <= 0:
        yield Hit(at, msg("A scenario of {text} is over before it begins", text=text), in_hours)
    elif horizon.seconds > _LONGEST:
        yield Hit(
            at,
            msg("A scenario of {text} is longer than {days} days", text=text, days=_LONGEST // DAY),
            msg("Play the days that matter, and jump in 「时间表」 over the others"),
        )


def _moments(drill: Drill) -> Iterator[tuple[Pointer, ScenarioTime]]:
    for i, step in enumerate(drill.developments):
        yield ("developments", i, "at"), step.at
    for i, outage in enumerate(drill.outages):
        yield ("outages", i, "start"), outage.start
    for i, inject in enumerate(drill.injects):
        if inject.at is not None:
            yield ("injects", i, "at"), inject.at


@drill_rule(
    "DRL012",
    "drill.time-map",
    Severity.ERROR,
    title=msg("Time map that does not keep the order of events"),
    rationale=msg(
        "What comes later in the scenario must come later in the drill; else players meet effects "
        "before their causes."
    ),
)
def time_map(view: DrillView) -> Iterator[Hit]:
    """Each piece runs forward, and each begins where the one before has ended, or later."""
    for i, piece in enumerate(view.drill.time_map):
        yield from _backwards(view, i, piece)
    for i, (before, piece) in enumerate(pairwise(view.drill.time_map), 1):
        for field, end, start in (
            ("scenario_start", before.scenario_end, piece.scenario_start),
            ("drill_start", before.drill_end, piece.drill_start),
        ):
            if start < end:
                yield Hit(
                    view.at("time_map", i, field),
                    msg(
                        "This piece begins at {start}, the one before ends at {end}",
                        start=start.text,
                        end=end.text,
                    ),
                    msg("Put the pieces in order of time, without overlap"),
                )


def _backwards(view: DrillView, index: int, piece: TimePiece) -> Iterator[Hit]:
    for field, start, end in (
        ("scenario_end", piece.scenario_start, piece.scenario_end),
        ("drill_end", piece.drill_start, piece.drill_end),
    ):
        if end <= start:
            yield Hit(
                view.at("time_map", index, field),
                msg(
                    "The piece ends at {end}, and begins at {start}", end=end.text, start=start.text
                ),
                msg("Let each piece run forward; a jump is what lies between two pieces"),
            )


@drill_rule(
    "DRL018",
    "drill.duration-order",
    Severity.ERROR,
    title=msg("Durations of an action out of order"),
    rationale=msg("The usual duration lies between the shortest and the longest."),
)
def duration_order(view: DrillView) -> Iterator[Hit]:
    """At least, usually, at most; each a length of time."""
    for i, one in enumerate(view.drill.durations):
        given = (("least", one.least), ("likely", one.likely), ("most", one.most))
        known = [(field, limit) for field, limit in given if limit is not None]
        for field, limit in known:
            if limit.seconds is None:
                yield Hit(
                    view.at("durations", i, field),
                    msg("“{text}” is no length of time", text=limit.text),
                    msg("Write minutes, hours or days, such as “30分钟”"),
                )
        for (_, less), (field, more) in pairwise(known):
            if less.seconds is not None and more.seconds is not None and more < less:
                yield Hit(
                    view.at("durations", i, field),
                    msg("“{more}” is shorter than “{less}”", more=more.text, less=less.text),
                    msg("Order them: 「最短」, 「一般」, 「最长」"),
                )
