"""Units that both take part in a drill and send people who run it."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from planforge.document.drills.desk import Desk, Tree


def doubled(desk: Desk) -> Tree:
    """Return which units do both, and what keeps the two apart; nothing if none does."""
    found = tuple(_doubled(desk))
    if not found:
        return []
    said = desk.t(
        "Takes part and sends people who run the drill: {units}. Name other persons for the two; "
        "who runs the drill takes no part in the work of the own unit, and shows it no card, no "
        "list of events and no sheet.",
        units=desk.context.marks.listed(found),
    )
    return desk.text(said)


def _doubled(desk: Desk) -> Iterator[str]:
    """Yield each such unit with the ids of those it sends."""
    view, who = desk.view, desk.drill.organisers
    players = {entity.key: name for name in desk.drill.players if (entity := view.get(name))}
    sent: dict[str, list[str]] = {}
    for one in (*who.controllers, *who.simulators, *who.evaluators):
        entity = view.get(one.unit) if one.unit else None
        name = players.get(entity.key) if entity else None
        if name:
            sent.setdefault(name, []).append(one.id)
    for name in desk.drill.players:
        if name in sent:
            yield desk.context.marks.bracketed(name, desk.context.marks.listed(sent[name]))


__all__ = ["doubled"]
