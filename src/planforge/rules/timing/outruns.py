"""Actions due before those that they wait for."""

from __future__ import annotations

from collections import defaultdict
from functools import lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING, Final

from planforge.findings import Severity
from planforge.frozen import dataclass
from planforge.i18n import msg
from planforge.model.plan import Deadline
from planforge.model.scales import Anchor
from planforge.rules.rule import Hit, plan_rule
from planforge.rules.timing.deadlines import (
    CLEAR_STEPS,
    circles,
    deadline_pointer,
    is_forgotten,
    waits,
    within,
)
from planforge.rules.timing.limits import surely_longer

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from planforge.corpus.plan_view import ActionAt, Level, PlanView
    from planforge.findings import Pointer

_SHOWN: Final = 3
"""Deadlines of actions that wait which are shown."""
_HINT: Final = msg("Lengthen the limit of the first, shorten the other, or take away 前置")
_OUT_OF_LINE: Final = 4
"""How many times a limit is another than at the level beside, at least, to look like a slip."""
_TWICE: Final = 2


@dataclass(frozen=True, slots=True)
class Outrun:
    """A deadline that ends before that of a predecessor.

    Attributes:
        place: The deadline.
        level: The lowest level at which that is so.
        at: The action.
        before: The one that it waits for.
        waited: The deadline of that one.
    """

    place: Pointer
    level: Level
    at: ActionAt
    before: ActionAt
    waited: Pointer


@plan_rule(
    "TIM001",
    "timing.predecessor-later",
    Severity.ERROR,
    title=msg("Action due before the one it waits for"),
    rationale=msg("Nobody can keep a deadline that ends before the work may begin."),
    sources=(CLEAR_STEPS,),
    follows=("REF010", "TIM027"),
)
def predecessor_later(view: PlanView) -> Iterator[Hit]:
    """Deadlines shorter than those of a predecessor, from the same moment, at some level.

    Where several actions are due before one, or one before several, or the limit of the predecessor
    is the one that is out of line with those of the levels beside, that one is reported.
    """
    for is_early, ones in _by_slip(view):
        if is_early:
            yield _early(view, ones)
        elif len({one.at.index for one in ones}) > 1:
            yield _holds_up(view, ones)
        else:
            yield _late(view, ones[0])


def _by_slip(view: PlanView) -> Iterator[tuple[bool, list[Outrun]]]:
    """Yield what one limit makes wrong, with whether it is too early rather than too late."""
    left = list(due_before_predecessors(view))
    while left:
        others: dict[tuple[bool, Pointer], set[Pointer]] = defaultdict(set)
        for one in left:
            others[False, one.waited].add(one.place)
            others[True, one.place].add(one.waited)
        is_early, place = max(others, key=lambda limit: len(others[limit]))
        if len(others[is_early, place]) == 1:
            is_early = not _is_out_of_line(view, left[0])
            place = left[0].place if is_early else left[0].waited
        ones = [one for one in left if place == (one.place if is_early else one.waited)]
        yield is_early, ones
        left = [one for one in left if one not in ones]


def _early(view: PlanView, ones: Sequence[Outrun]) -> Hit:
    return Hit(
        view.at(*ones[0].place),
        msg(
            "At {level}, {action} is due before {before}, for which it waits",
            level=ones[0].level.name,
            action=within(ones[0].at),
            before=tuple(within(one.before) for one in ones),
        ),
        _HINT,
        tuple((view.at(*one.waited), msg("the deadline it waits for")) for one in ones),
    )


def _late(view: PlanView, one: Outrun) -> Hit:
    return Hit(
        view.at(*one.waited),
        msg(
            "At {level}, {action} is due before {before}, for which it waits",
            level=one.level.name,
            action=within(one.at),
            before=within(one.before),
        ),
        _HINT,
        ((view.at(*one.place), msg("the deadline of the action that waits")),),
    )


def _holds_up(view: PlanView, ones: Sequence[Outrun]) -> Hit:
    first = ones[0]
    return Hit(
        view.at(*first.waited),
        msg(
            "At {level}, {before} is due later than {count} actions that wait for it, such as "
            "{action}",
            level=first.level.name,
            before=within(first.before),
            count=len({one.at.index for one in ones}),
            action=within(first.at),
        ),
        msg("Shorten this limit, or lengthen those of the actions that wait"),
        tuple(
            (view.at(*one.place), msg("the deadline of an action that waits"))
            for one in ones[:_SHOWN]
        ),
    )


def _is_out_of_line(view: PlanView, one: Outrun) -> bool:
    """Whether the limit of the predecessor, rather than that of the action, looks like the slip."""
    here = _jump(view, one.at, one.place)
    there = _jump(view, one.before, one.waited)
    return there >= _OUT_OF_LINE and there > _TWICE * here


def _jump(view: PlanView, at: ActionAt, place: Pointer) -> float:
    """Return how many times the limit at *place* is another than that of the levels beside.

    Infinite where the action takes longer at a higher level.
    """
    limits: list[tuple[int, Pointer, int]] = [
        (0, ("actions", at.index, "deadline"), _seconds(at.action.deadline))
    ]
    for name, change in at.action.changes.items():
        severity = view.severity(name)
        if severity is not None and change.deadline is not None:
            where = ("actions", at.index, "changes", name, "deadline")
            limits.append((severity, where, _seconds(change.deadline)))
    jumps = [1.0]
    for (_, low, lower), (_, high, upper) in pairwise(sorted(limits, key=lambda x: x[0])):
        if place in (low, high) and lower and upper:
            jumps.append(float("inf") if upper > lower else lower / upper)
    return max(jumps)


def _seconds(deadline: object) -> int:
    limit = deadline.limit if isinstance(deadline, Deadline) else deadline
    return getattr(limit, "seconds", None) or 0


@lru_cache(maxsize=1)  # three rules ask it of one plan before they go on to the next
def due_before_predecessors(view: PlanView) -> tuple[Outrun, ...]:
    """Return the deadlines that end before that of a predecessor."""
    return tuple(_outruns(view))


def _outruns(view: PlanView) -> Iterator[Outrun]:
    seen: set[tuple[Pointer, str]] = set()
    rings: set[int] | None = None
    for level in reversed(view.levels):
        active = {at.action.id: at for at in view.actions_at(level.name)}
        for at in active.values():
            for name in at.action.after:
                before = active.get(name)
                if before is None or not surely_longer(before.limit, at.limit):
                    continue
                if rings is None:
                    rings = {at for ring in circles(waits(view)) for at in ring}
                if {at.index, before.index} <= rings or is_forgotten(view, before, level.severity):
                    continue
                if before.anchor is not at.anchor or at.anchor in _OWN_MOMENT:
                    continue
                place = deadline_pointer(view, at, level.severity)
                if (place, name) not in seen:
                    seen.add((place, name))
                    waited = deadline_pointer(view, before, level.severity)
                    yield Outrun(place, level, at, before, waited)


_OWN_MOMENT: Final = frozenset({Anchor.PREDECESSORS, Anchor.ORDER, Anchor.PREVIOUS_REPORT})
"""Moments that are another for each action."""


__all__ = ["Outrun", "due_before_predecessors", "predecessor_later"]
