"""What others have promised to send for a plan, and whether it comes in time."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from planforge.corpus.names import fold
from planforge.model.base import Kind
from planforge.model.plan import Deadline
from planforge.model.registers import Agreement

if TYPE_CHECKING:
    from collections.abc import Iterator

    from planforge.corpus.plan_view import PlanView
    from planforge.findings import Place, Pointer
    from planforge.model.scalars import Limit


class Aid(NamedTuple):
    """Some of a supply that a party of an agreement sends when it is asked.

    Attributes:
        party: Who sends it.
        quantity: How much, counted as in the depots.
        within: From the request until it is there.
        place: Where that is written.
    """

    party: str
    quantity: int
    within: Limit
    place: Place


def aid_for(view: PlanView, supply: str, unit: str) -> Iterator[Aid]:
    """Yield what agreements that name the plan of *view* promise of *supply*, counted in *unit*."""
    own = {fold(name) for name in (view.plan.id, view.plan.name, *view.plan.short_names)}
    for entity in view.registry.names.entities(Kind.AGREEMENT):
        agreement = entity.element
        if not isinstance(agreement, Agreement) or own.isdisjoint(map(fold, agreement.plans)):
            continue
        for i, one in enumerate(agreement.support):
            for name, amount in one.supplies.items():
                if fold(name) == fold(supply) and amount.unit in {"", unit}:
                    place = entity.place.below("support").below(i).below("within")
                    yield Aid(one.party, int(amount), one.within, place)


def allowed(view: PlanView, at: Pointer) -> Limit | None:
    """Return within what time the action with the 调用 *at* must be done; None if that is open."""
    action = view.plan.actions[int(at[1])]
    change = action.changes[str(at[3])] if at[2] == "changes" else None
    deadline = (change.deadline if change else None) or action.deadline
    return deadline.limit if isinstance(deadline, Deadline) else deadline


def is_late(aid: Aid, limit: Limit | None) -> bool:
    """Whether *aid* is there later than *limit*; aid or work without a length of time is not."""
    allowed_s = limit.seconds if limit is not None else None
    return allowed_s is not None and (aid.within.seconds or 0) > allowed_s


__all__ = ["Aid", "aid_for", "allowed", "is_late"]
