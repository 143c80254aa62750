"""How times, causes and splits of delays are told."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from planforge.drill.delays import Cause
from planforge.i18n import msg
from planforge.model.scales import Anchor

if TYPE_CHECKING:
    from planforge.drill.chance import Span
    from planforge.drill.delays import DelaySplit
    from planforge.drill.history import TaskStory
    from planforge.drill.weakness.scene import Scene
    from planforge.i18n import Message

_MINUTE: Final = 60
_HOUR: Final = 60
_DAY: Final = 86_400
CAUSES: Final = {
    Cause.BEFORE: msg("nothing called for it yet"),
    Cause.INFORMATION: msg("waiting for information"),
    Cause.HANDLING: msg("messages being prepared"),
    Cause.CHANNEL: msg("messages on their way"),
    Cause.HOLD: msg("time it had to last"),
    Cause.DECISION: msg("decision"),
    Cause.VACANCY: msg("nobody there to decide"),
    Cause.PREDECESSOR: msg("what has to be done before"),
    Cause.LAG: msg("pause laid down by the plan"),
    Cause.PERSON: msg("waiting for people"),
    Cause.TEAM: msg("waiting for teams"),
    Cause.SUPPLIES: msg("waiting for supplies"),
    Cause.AID: msg("waiting for mutual aid"),
    Cause.OUTAGE: msg("outage"),
    Cause.SHIFT: msg("off duty"),
    Cause.TRAVEL: msg("travel"),
    Cause.WORK: msg("the work itself"),
    Cause.OTHER: msg("other"),
}

NAME_DEPUTY: Final = msg("Name who decides when this post is empty (AB roles, urgent decision).")


def span(seconds: int) -> Message:
    """Return a length of time in words, in minutes from one minute on."""
    if seconds < _MINUTE:
        return msg("{seconds} s", seconds=seconds)
    hours, minutes = divmod((seconds + _MINUTE // 2) // _MINUTE, _HOUR)
    if not hours:
        return msg("{minutes} min", minutes=minutes)
    if not minutes:
        return msg("{hours} h", hours=hours)
    return msg("{hours} h {minutes} min", hours=hours, minutes=minutes)


def ranged(of: Span) -> Message:
    """Return the least, the likely and the most of *of*, in days if it is long: “10–20–60 min”."""
    unit = _DAY if of.least >= _DAY else _MINUTE
    parts = dict.fromkeys((of.least // unit, of.likely // unit, of.most // unit))
    values = "–".join(str(part) for part in parts)
    if unit == _DAY:
        return msg("{values} d", values=values)
    return msg("{values} min", values=values)


def clock(seconds: int) -> str:
    """Return a moment of the scenario: “T+02:30”."""
    hours, minutes = divmod(seconds // _MINUTE, _HOUR)
    return f"T+{hours:02}:{minutes:02}"


def allowed_words(scene: Scene, task: TaskStory, allowed: int) -> Message:
    """Return the time that *task* has, with the level whose rise it runs from, if it does."""
    rank = scene.history.rose(task.plan, task.since) if task.since is not None else 0
    limits = [x for x in scene.history.action(task.id).deadlines if x.from_rank <= rank]
    is_by_level = task.tightened or (limits and limits[-1].anchor is Anchor.ACTIVATION)
    if not rank or not is_by_level:
        return span(allowed)
    level = scene.level(task.plan, rank).name
    return msg("{time} of the rise to {level}", time=span(allowed), level=level)


def told(scene: Scene, split: DelaySplit) -> tuple[Message, ...]:
    """Return what *split* says, the longest cause first, with who and what was waited for."""
    found = sorted(split.by_cause(), key=lambda pair: -pair[1])
    return tuple(_told(scene, split, cause, seconds) for cause, seconds in found)


def _told(scene: Scene, split: DelaySplit, cause: Cause, seconds: int) -> Message:
    parts = [part for part in split.parts if split.cause_of(part) is cause]
    if cause is Cause.PREDECESSOR:
        own = [name for part in parts if part.of == split.of for name in part.what]
        whom = [part.of for part in parts if part.of != split.of] + own
    else:
        whom = [name for part in parts for name in part.what]
    holders = scene.names(dict.fromkeys(name for part in parts for name in part.by), 2)
    names = scene.names(dict.fromkeys(name for name in whom if name), 2)
    if names and holders:
        return msg(
            "{cause} {time} ({names}, busy with {holders})",
            cause=CAUSES[cause],
            time=span(seconds),
            names=names,
            holders=holders,
        )
    if names:
        return msg("{cause} {time} ({names})", cause=CAUSES[cause], time=span(seconds), names=names)
    return msg("{cause} {time}", cause=CAUSES[cause], time=span(seconds))


__all__ = ["CAUSES", "NAME_DEPUTY", "allowed_words", "clock", "ranged", "span", "told"]
