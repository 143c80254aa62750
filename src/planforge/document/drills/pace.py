"""When each row of a script can be spoken: one voice at a place, several places at a time.

What the rehearsal has at one second people say one after another. A row begins when the one before
it at its place is said; rows at other places and those without words go on beside it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from planforge.frozen import dataclass

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from planforge.document.drills.desk import Desk
    from planforge.drill.kit.values import ScriptRow

PACE: Final = 240
"""Characters that are spoken in a minute."""
NOTABLE: Final = 30
"""Seconds by which a row is spoken behind its moment that are told."""
_MINUTE: Final = 60


@dataclass(frozen=True, slots=True)
class Slot:
    """When a row is spoken.

    Attributes:
        row: The row.
        played: When it happens, in seconds of the drill.
        begins: When whoever speaks there can begin, likewise.
        length: Seconds that dialogue and narration take; 0 for a row without words.
        is_beside: Whether it goes on while another one of its moment does.
    """

    row: ScriptRow
    played: int
    begins: int
    length: int
    is_beside: bool

    @property
    def waits(self) -> int:
        """Seconds that it is spoken behind its moment."""
        return self.begins - self.played


@dataclass(frozen=True, slots=True)
class Crowd:
    """A stretch in which a place has more to say than there is time for.

    Attributes:
        place: Where; who acts if no file says it.
        slots: Rows of that stretch, in order.
    """

    place: str
    slots: tuple[Slot, ...]

    @property
    def longest(self) -> int:
        """Seconds that the last of its rows waits at most."""
        return max(slot.waits for slot in self.slots)


def slots(desk: Desk, rows: Iterable[ScriptRow]) -> tuple[Slot, ...]:
    """Return when each of *rows* is spoken, in their order."""
    free: dict[str, int] = {}
    found: list[Slot] = []
    for row in rows:
        played, length = desk.kit.timeline.drill_second(row.at) or 0, _length(desk, row)
        voice = row.place or row.actor
        begins = max(played, free.get(voice, 0)) if length else played
        before = found[-1] if found and found[-1].played == played else None
        is_beside = before is not None and (not length or before.begins >= begins)
        found.append(Slot(row, played, begins, length, is_beside))
        if length:
            free[voice] = begins + length
    return tuple(found)


def crowds(found: Iterable[Slot]) -> Iterator[Crowd]:
    """Yield the stretches in which rows wait for a minute or more."""
    places: dict[str, list[Slot]] = {}
    for slot in found:
        if not slot.length:
            continue
        own = places.setdefault(slot.row.place or slot.row.actor, [])
        if own and not slot.waits:
            yield from _crowd(own)
            own.clear()
        own.append(slot)
    for own in places.values():
        yield from _crowd(own)


def _crowd(own: list[Slot]) -> Iterator[Crowd]:
    if any(slot.waits >= _MINUTE for slot in own):
        yield Crowd(own[0].row.place or own[0].row.actor, tuple(own))


def _length(desk: Desk, row: ScriptRow) -> int:
    spoken = sum(len(words) for _, words in desk.spoken(row.dialogue))
    spoken += len(desk.words(row.narration))
    return -(-spoken * _MINUTE // PACE)


__all__ = ["NOTABLE", "PACE", "Crowd", "Slot", "crowds", "slots"]
