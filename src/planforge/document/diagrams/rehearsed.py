"""A drill before it is held, as pictures: when what is expected, and where time goes.

All of it is read from the rehearsal that the papers were made from.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from planforge.document.charts.timed import Bar, Bars, Gantt, Lane, Sort, Span, Tone
from planforge.drill.causes import Cause
from planforge.drill.timed import Records, timed_actions
from planforge.i18n import marks, msg

if TYPE_CHECKING:
    from planforge.drill.causes import DelaySplit
    from planforge.drill.kit.values import Kit
    from planforge.i18n import Message

MOST_DELAYS: Final = 12
"""Bars in a chart of delays: the longest."""
_HOUR: Final = 3_600
_MINUTE: Final = 60
_GROUPS: Final = (
    (msg("information and messages"), Tone.OTHER,
     (Cause.INFORMATION, Cause.HANDLING, Cause.CHANNEL)),
    (msg("decision"), Tone.FAIR, (Cause.DECISION, Cause.VACANCY, Cause.HOLD)),
    (msg("people and teams"), Tone.POOR, (Cause.PERSON, Cause.TEAM, Cause.SHIFT)),
    (msg("goods, aid and outages"), Tone.BAD, (Cause.SUPPLIES, Cause.AID, Cause.OUTAGE)),
    (msg("what has to be done before"), Tone.BLANK, (Cause.PREDECESSOR, Cause.LAG)),
    (msg("way and work"), Tone.GOOD, (Cause.TRAVEL, Cause.WORK, Cause.OTHER, Cause.BEFORE)),
)  # fmt: skip
"""What delays are split into: the word, its look, the causes."""


def expected_times(kit: Kit, language: str) -> Gantt | None:
    """Return when each expected action is done in the rehearsal, on the clock of the drill.

    None if the rehearsal has no times of any.
    """
    lanes: list[Lane] = []
    spans: list[Span] = []
    said = _say(msg("as rehearsed"), language)
    for one in timed_actions(kit, Records({}, {})):
        if one.planned is None:
            continue
        actors = marks(language).listed(one.expected.actors)
        detail = marks(language).clauses((one.inject.id, actors))
        lanes.append(Lane(one.expected.id, one.expected.title, detail))
        spans.append(Span(one.expected.id, *one.planned, said, one.due))
    if not lanes:
        return None
    start = kit.timeline.drill_start
    return Gantt(
        _say(msg("Expected actions as rehearsed"), language),
        tuple(lanes),
        tuple(spans),
        description=_say(msg("What lies behind its time limit is hatched."), language),
        language=language,
        clock_s=_HOUR * start.hour + _MINUTE * start.minute if start else None,
    )


def delays(kit: Kit, language: str) -> Bars | None:
    """Return where the time of late actions goes in the rehearsal; None if none is late."""
    late = [(one, one.delay) for one in kit.points if one.delay is not None and one.about]
    late.sort(key=lambda pair: -pair[1].seconds)
    bars = tuple(
        Bar(one.about, _amounts(delay), one.basis.plan_name) for one, delay in late[:MOST_DELAYS]
    )
    if not bars:
        return None
    return Bars(
        _say(msg("Where the time of late actions goes in the rehearsal"), language),
        tuple(Sort(_say(word, language), tone) for word, tone, _ in _GROUPS),
        bars,
        is_time=True,
        description=_say(msg("From when the limit runs until the work is done."), language),
        language=language,
    )


def _amounts(delay: DelaySplit) -> tuple[int, ...]:
    spent = dict(delay.by_cause())
    return tuple(sum(spent.get(cause, 0) for cause in causes) for _, _, causes in _GROUPS)


def _say(message: Message, language: str) -> str:
    return message.render(language)


__all__ = ["MOST_DELAYS", "delays", "expected_times"]
