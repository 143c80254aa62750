"""What is said of names in sentences that no register has."""

from __future__ import annotations

from typing import TYPE_CHECKING

from planforge.i18n import msg
from planforge.model.base import Kind
from planforge.rules.rule import Hit
from planforge.rules.text.said import text_of

if TYPE_CHECKING:
    from planforge.corpus.plan_view import PlanView
    from planforge.i18n import Message


def unregistered(
    view: PlanView, name: str, at: tuple[int, int], kind: Kind, meant: tuple[str, ...] = ()
) -> Hit:
    """Return a hit on *name*, of which *at* says where it stands and *meant* what it stands for.

    What is not known to be meant is looked for among the names of the same kind.
    """
    near = meant or view.registry.names.nearest(name, (kind,))
    if kind is Kind.REGION:
        hint = msg("Did you mean {candidates}?", candidates=near)
    elif near:
        hint = msg("Did you mean {candidates}? If it is new, register it", candidates=near)
    else:
        hint = msg("Correct the name, or register it")
    return Hit(text_of(view).place(*at), _not_called(kind, name), hint)


def _not_called(kind: Kind, name: str) -> Message:
    match kind:
        case Kind.TEAM:
            return msg("No register has a team called “{name}”", name=name)
        case Kind.DEPOT:
            return msg("No register has a depot called “{name}”", name=name)
        case Kind.SHELTER:
            return msg("No register has a shelter called “{name}”", name=name)
        case Kind.REGION:
            return msg("No register has a place called “{name}”", name=name)
        case _:
            return msg("No register has a unit called “{name}”", name=name)


__all__ = ["unregistered"]
