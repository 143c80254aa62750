"""Limits of quite another order than those beside them: minutes for days, days for hours."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, Final

from planforge.corpus.deeds import title
from planforge.findings import Severity
from planforge.i18n import msg
from planforge.model.plan import Deadline
from planforge.model.scales import Anchor, Phase
from planforge.rules.rule import Hit, plan_rule
from planforge.rules.timing.deadlines import CLEAR_STEPS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from planforge.corpus.plan_view import PlanView
    from planforge.findings import Pointer
    from planforge.model.scalars import Limit

_APART: Final = 24
"""How many times a limit is that of the next level from which on a unit was mistaken."""
_DAY: Final = 86_400
_PEERS: Final = 3
_LATE_S: Final = 7_200
"""Seconds after which nothing is a first response any more."""


@plan_rule(
    "TIM032",
    "timing.limit-of-another-order",
    Severity.ADVICE,
    title=msg("Limit of quite another order than those beside it"),
    rationale=msg("A unit was mistaken: minutes for days, or days for hours."),
    sources=(CLEAR_STEPS,),
    follows=("TIM001", "TIM003", "TIM016"),
)
def limit_of_another_order(view: PlanView) -> Iterator[Hit]:
    """Limits of one action at two levels that are 24 times apart.

    Likewise work after the end (后期处置) due within the day where all else there has days, and
    first responses that may take hours.
    """
    yield from _between_levels(view)
    yield from _after_the_end(view)
    yield from _late_first_response(view)


def _between_levels(view: PlanView) -> Iterator[Hit]:
    for i, action in enumerate(view.plan.actions):
        if not action.changes:
            continue
        steps: list[tuple[int, Pointer, Limit | None]] = [
            (0, ("actions", i, "deadline"), _limit(action.deadline))
        ]
        for name, change in action.changes.items():
            severity = view.severity(name)
            if severity is not None and change.deadline is not None:
                at = ("actions", i, "changes", name, "deadline")
                steps.append((severity, at, _limit(change.deadline)))
        for (_, low, lower), (_, high, upper) in pairwise(sorted(steps, key=lambda x: x[0])):
            if not lower or not upper or not lower.seconds or not upper.seconds:
                continue
            if lower.seconds < _APART * upper.seconds:
                continue
            yield Hit(
                view.at(*low),
                msg(
                    "“{action}” has {limit} here, at the level above {other}",
                    action=title(action),
                    limit=lower.text,
                    other=upper.text,
                ),
                msg("Look at the units of both"),
                ((view.at(*high), msg("the limit at the level above")),),
            )


def _after_the_end(view: PlanView) -> Iterator[Hit]:
    items = [
        (i, entry, entry.limit.seconds)
        for i, entry in enumerate(view.plan.recovery)
        if entry.limit is not None and entry.limit.seconds
    ]
    long = [entry for _, entry, seconds in items if seconds >= _PEERS * _DAY]
    if len(long) < _PEERS:
        return
    for i, entry, seconds in items:
        if seconds < _DAY / 2 and entry.limit is not None:
            yield Hit(
                view.at("recovery", i, "limit"),
                msg(
                    "“{action}” has {limit}, other work of 后期处置 has days, such as {other}",
                    action=entry.item,
                    limit=entry.limit.text,
                    other=long[0].limit.text if long[0].limit else "",
                ),
                msg("Look at the unit"),
            )


def _late_first_response(view: PlanView) -> Iterator[Hit]:
    for i, action in enumerate(view.plan.actions):
        if action.phase is not Phase.FIRST_RESPONSE or not isinstance(action.deadline, Deadline):
            continue
        limit = action.deadline.limit
        if action.deadline.anchor not in {Anchor.OCCURRENCE, Anchor.RECEIPT}:
            continue
        if limit.seconds is not None and limit.seconds > _LATE_S:
            yield Hit(
                view.at("actions", i, "deadline"),
                msg(
                    "“{action}” is a first response, but may take {limit}",
                    action=title(action),
                    limit=limit.text,
                ),
                msg("Write the minutes in which it must begin, or correct 阶段"),
            )


def _limit(deadline: Limit | Deadline | None) -> Limit | None:
    return deadline.limit if isinstance(deadline, Deadline) else deadline


__all__ = ["limit_of_another_order"]
