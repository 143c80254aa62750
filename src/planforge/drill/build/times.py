"""How long an action takes where somebody says it: the drill (工期), else its plan."""

from __future__ import annotations

from typing import TYPE_CHECKING

from planforge.corpus.deeds import title
from planforge.drill.chance import Span
from planforge.model.plan import Duration

if TYPE_CHECKING:
    from planforge.corpus.plan_view import PlanView
    from planforge.drill.build.work import Work
    from planforge.model.plan import Action
    from planforge.model.scalars import Limit

_COMMAND = "指挥权"
_HANDING = ("移交", "交接")


def stated(work: Work, plan: PlanView, action: Action) -> Span | None:
    """Return how long *action* of *plan* takes by the drill, else by the plan; None if neither."""
    for time in work.view.drill.durations:
        outline = work.corpus.system.plan(time.plan)
        if outline is not None and outline.id == plan.plan.id and time.action == action.id:
            return _span(time.least, time.likely, time.most)
    own = action.duration
    if isinstance(own, Duration):
        return _span(own.least, own.likely, own.most)
    return None if own is None else _span(None, own, None)


def _span(least: Limit | None, likely: Limit, most: Limit | None) -> Span:
    usual = likely.seconds or 0
    shortest = least.seconds if least and least.seconds is not None else usual
    longest = most.seconds if most and most.seconds is not None else usual
    return Span(min(shortest, usual), usual, max(longest, usual))


def hands_over(action: Action) -> bool:
    """Whether *action* is the handing over of command: by its name 移交指挥权, 指挥权交接."""
    name = title(action)
    return _COMMAND in name and any(word in name for word in _HANDING)


def handover(work: Work, plan: PlanView) -> Span | None:
    """Return how long drill or plan say that the command of *plan* takes to be handed over.

    A handover has one length, whether it is looked at as an action or as a change of command. None
    if neither says it.
    """
    times = (stated(work, plan, one) for one in plan.plan.actions if hands_over(one))
    return next((one for one in times if one), None)


__all__ = ["handover", "hands_over", "stated"]
