"""How much falls on whom: messages in ten minutes, idle stretches, two places at one time.

Whoever is flooded cannot be judged, whoever has nothing to do learns nothing, and a controller
cannot hand over two things in two places at one time. All of it is reckoned on the clock of the
drill.
"""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, Final

from planforge.drill.kit.controllers import is_near
from planforge.drill.kit.people import belongs
from planforge.frozen import dataclass
from planforge.model.drill_scales import Delivery, InjectType

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from planforge.drill.kit.values import Inject, Kit, Words

WINDOW: Final = 600
"""Seconds in which messages are counted."""
MANY: Final = 8
"""More messages than that in a window are a flood."""
_AT_ONCE: Final = 300
"""Seconds between two injects that cannot be brought to two places."""
_BY_HAND: Final = frozenset({Delivery.IN_PERSON, Delivery.DISPLAY})
_UNSEEN: Final = frozenset({InjectType.EXPECTED, InjectType.CONTINGENCY, InjectType.REAL_EVENT})


@dataclass(frozen=True, slots=True)
class Strain:
    """How a participant fares.

    Attributes:
        name: Unit or post.
        messages: Most messages and orders that it gets within ten minutes.
        busy_at: Second of the drill at which these begin; None if it gets none.
        idle: The longest stretch with nothing to do, in seconds of the drill.
        length: Seconds that the drill takes.
    """

    name: str
    messages: int
    busy_at: int | None
    idle: tuple[int, int]
    length: int

    @property
    def is_flooded(self) -> bool:
        """Whether it gets too much at once."""
        return self.messages > MANY

    @property
    def is_idle(self) -> bool:
        """Whether it has nothing to do for more than half of the drill."""
        return 2 * (self.idle[1] - self.idle[0]) > self.length


@dataclass(frozen=True, slots=True)
class Torn:
    """Two injects, or one for two, that a controller has to bring to two places at one time.

    Attributes:
        controller: Id of the controller.
        one, other: The injects, the earlier first; the same for one that has to be at both.
        place, other_place: Where they are handed over.
    """

    controller: str
    one: Inject
    other: Inject
    place: str
    other_place: str


def strains(kit: Kit) -> tuple[Strain, ...]:
    """Return how each participant of *kit* fares, in the order of the file.

    Nothing for a drill without a script: what players do is not known beforehand.
    """
    if not kit.script:
        return ()
    return tuple(_strain(kit, one.name) for one in kit.participants)


def torn(kit: Kit) -> tuple[Torn, ...]:
    """Return what one controller would have to do in two places at once.

    Where no place is written, something is handed over where the controller stands.
    """
    found = []
    staff = kit.rehearsal.view.drill.organisers.controllers
    stands = {one.id: one.position for one in staff}
    own: dict[str, list[tuple[int, str, Inject]]] = {}
    for one in kit.injects:
        at = None if one.at is None else kit.timeline.drill_second(one.at)
        place = one.place or stands.get(one.controller, "")
        if at is not None and place and one.delivery in _BY_HAND and one.controller:
            own.setdefault(one.controller, []).append((at, place, one))
    for controller, injects in own.items():
        for (at, place, one), (later, elsewhere, other) in pairwise(injects):
            is_one = is_near(place, elsewhere) or _same_receivers(one, other)
            if later - at <= _AT_ONCE and not is_one:
                found.append(Torn(controller, one, other, place, elsewhere))
        found += [
            Torn(controller, one, one, place, elsewhere)
            for _, place, one in injects
            if not one.place and (elsewhere := _elsewhere(kit, one, place))
        ]
    return tuple(found)


def _elsewhere(kit: Kit, one: Inject, place: str) -> str:
    """Return where a receiver of *one* stands, handed over at *place*, that is not there.

    Each stands with the controller who looks after it; empty if all are at hand or nobody knows.
    """
    view = kit.rehearsal.view
    if kit.is_table or one.delivery is not Delivery.IN_PERSON:
        return ""
    for staff in view.drill.organisers.controllers:
        own = any(
            isinstance(to, str) and any(belongs(view, x, to) for x in staff.actors) for to in one.to
        )
        if own and staff.position and not is_near(place, staff.position):
            return staff.position
    return ""


def _same_receivers(one: Inject, other: Inject) -> bool:
    """Whether, for want of a place, both go to the same people."""
    return not (one.place and other.place) and not set(one.to).isdisjoint(other.to)


def _strain(kit: Kit, name: str) -> Strain:
    got = sorted(_got(kit, name))
    busy = sorted({*got, *_done(kit, name)})
    counts = [(sum(at <= x < at + WINDOW for x in got), -at) for at in got]
    most, at = max(counts, default=(0, 0))
    stretches = pairwise((0, *busy, kit.timeline.length))
    idle = max(stretches, key=lambda pair: pair[1] - pair[0])
    return Strain(name, most, -at if most else None, idle, kit.timeline.length)


def _got(kit: Kit, name: str) -> Iterator[int]:
    """Yield when *name* is told something: by an inject, a report, an order."""
    for one in kit.injects:
        if one.at is not None and one.type not in _UNSEEN:
            yield from _at(kit, one.at, name, one.to)
    for row in kit.script:
        if row.id.startswith(("report/", "link/", "done/", "order/")):
            yield from _at(kit, row.at, name, row.to)
        elif row.id.startswith("start/") and len(row.dialogue) > 1:
            yield from _at(kit, row.at, name, (row.actor,))


def _done(kit: Kit, name: str) -> Iterator[int]:
    """Yield when *name* begins, ends or says something."""
    for row in kit.script:
        if row.records and row.actor:
            yield from _at(kit, row.at, name, (row.actor,))


def _at(kit: Kit, second: int, name: str, names: Iterable[Words]) -> Iterator[int]:
    at, view = kit.timeline.drill_second(second), kit.rehearsal.view
    if at is not None and any(isinstance(x, str) and belongs(view, name, x) for x in names):
        yield at


__all__ = ["MANY", "WINDOW", "Strain", "Torn", "strains", "torn"]
