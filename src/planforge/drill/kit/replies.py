"""What those who are played hear in a drill, and what they answer: for the cards of role players.

Players report to bodies that take no part, ask them for help and hand over to them. Whoever plays
such a body has to know when that comes, and what to say.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from planforge.drill.kit.marking import as_call
from planforge.drill.kit.speech import RECEIVED
from planforge.drill.kit.values import Reply, Turn
from planforge.i18n import msg

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from planforge.corpus.drills import DrillView
    from planforge.drill.kit.values import ScriptRow
    from planforge.model.drill import Drill


def unplayed(drill: Drill) -> tuple[str, ...]:
    """Return who is to be played in *drill* and is given to no role player."""
    given = {name for one in drill.organisers.simulators for name in one.plays}
    return tuple(name for name in drill.simulated if name not in given)


def replies(view: DrillView, rows: Iterable[ScriptRow]) -> tuple[Reply, ...]:
    """Return what every body of `模拟` hears or says in *rows*, in order of time."""
    played = view.drill.simulated
    keys = {entity.key: name for name in played if (entity := view.get(name)) is not None}
    found = (one for row in rows if row.records for one in _of_row(view, row, keys))
    return tuple(found)


def _of_row(view: DrillView, row: ScriptRow, keys: dict[tuple[str, str], str]) -> Iterator[Reply]:
    named = (row.actor, *row.to, *(turn.speaker for turn in row.dialogue))
    seen: set[str] = set()
    for name in named:
        entity = view.get(name) if isinstance(name, str) and name else None
        who = keys.get(entity.key, "") if entity else ""
        if not who or who in seen:
            continue
        seen.add(who)
        own = tuple(turn for turn in row.dialogue if turn.speaker == name)
        is_told = name in row.to and row.id.startswith(("report/", "call/", "start/"))
        if not own and is_told:
            own = (Turn(who, RECEIVED),)
        if own:
            caller = "" if row.actor == name else row.actor
            about = row.action
            if caller and row.items:  # what is expected of players is no role player's to know
                own, about = (Turn(who, RECEIVED),), _THEIR_PART
            said = as_call(view.drill.phrase, own)
            yield Reply(who, row.at, caller, about, tuple(one.words for one in said), row.id)


_THEIR_PART: Final = msg("Players ask you for your part")


__all__ = ["replies", "unplayed"]
