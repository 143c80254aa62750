"""How long a table may talk about each question that is put to it."""

from __future__ import annotations

from fractions import Fraction
from itertools import pairwise
from typing import TYPE_CHECKING

from planforge.findings import Severity
from planforge.i18n import msg
from planforge.model.drill_scales import LEAST_TALK_S, QUESTIONS
from planforge.model.scales import DrillForm
from planforge.rules.rule import Hit, drill_rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from planforge.corpus.drills import DrillView
    from planforge.i18n import Message
    from planforge.model.drill import Drill


@drill_rule(
    "DRL028",
    "drill.no-time-to-talk",
    Severity.ADVICE,
    title=msg("Question of a tabletop that leaves no time to talk"),
    rationale=msg(
        "A table shows what people decide. In less than five minutes nobody looks a clause up, "
        "hears the others and decides: the question only shows who speaks first."
    ),
)
def no_time_to_talk(view: DrillView) -> Iterator[Hit]:
    """Questions against what comes next on the clock of the drill: an event, a jump, the end."""
    drill = view.drill
    if drill.kind.form is not DrillForm.TABLETOP:
        return
    breaks = sorted(_breaks(drill), key=lambda one: one[:2])
    for i, inject in enumerate(drill.injects):
        if inject.type not in QUESTIONS or inject.at is None or inject.helps:
            continue
        begin = _shown(drill, inject.at.seconds)
        if begin is None:
            continue
        following = next(((at, what) for at, second, what in breaks
                          if at >= begin and second > inject.at.seconds), None)  # fmt: skip
        if following is None or following[0] - begin >= LEAST_TALK_S:
            continue
        yield Hit(
            view.at("injects", i, "at"),
            msg(
                "The table has {minutes} minutes to talk about “{inject}”: then {what}",
                minutes=int(following[0] - begin) // 60,
                inject=inject.id,
                what=following[1],
            ),
            msg("Play this span more slowly (「时间表」), or ask earlier"),
        )


def _breaks(drill: Drill) -> Iterator[tuple[Fraction, int, Message]]:
    """Yield what ends a talk: by the clock of the drill and of the scenario, and what it is."""
    for step in drill.developments:
        if (at := _shown(drill, step.at.seconds)) is not None:
            yield at, step.at.seconds, msg("“{title}” comes", title=step.title or step.at.text)
    for one in drill.injects:
        if one.at is not None and not one.helps:
            at = _shown(drill, one.at.seconds)
            if at is not None:
                yield at, one.at.seconds, msg("“{title}” comes", title=one.title or one.id)
    for piece, following in pairwise(drill.time_map):
        begin = following.scenario_start.seconds
        if begin > piece.scenario_end.seconds:
            yield Fraction(following.drill_start.seconds), begin, msg("the clock jumps")
    if drill.time_map:
        last = drill.time_map[-1]
        end = last.scenario_end.seconds
        yield Fraction(last.drill_end.seconds), end + 1, msg("the drill ends")
    elif drill.horizon.seconds is not None:
        yield Fraction(drill.horizon.seconds), drill.horizon.seconds + 1, msg("the drill ends")


def _shown(drill: Drill, second: int) -> Fraction | None:
    """Return the second of the drill that plays this one of the scenario; None if none does."""
    if not drill.time_map:
        return Fraction(second)
    for piece in drill.time_map:
        begin, end = piece.scenario_start.seconds, piece.scenario_end.seconds
        if begin <= second <= end and begin < end:
            length = piece.drill_end.seconds - piece.drill_start.seconds
            return piece.drill_start.seconds + Fraction((second - begin) * length, end - begin)
    return None
