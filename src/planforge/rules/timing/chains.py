"""Deadlines against how long the work takes: alone, and at the end of a chain of actions."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Final

from planforge.corpus.deeds import title
from planforge.corpus.temporal import Span, conflicts, limit, wait
from planforge.findings import Severity
from planforge.frozen import dataclass
from planforge.i18n import msg
from planforge.model.plan import Duration
from planforge.model.scales import Anchor, Phase
from planforge.rules.rule import Hit, plan_rule
from planforge.rules.timing.deadlines import (
    CLEAR_STEPS,
    circles,
    deadline_pointer,
    waits,
)
from planforge.rules.timing.outruns import due_before_predecessors

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from planforge.corpus.plan_view import ActionAt, Level, PlanView
    from planforge.findings import Pointer
    from planforge.i18n import Argument, Message
    from planforge.model.plan import Action
    from planforge.model.scalars import Limit


def least(action: Action) -> Limit | None:
    """Return the shortest time *action* takes by its 工期; the usual one if no other is given."""
    duration = action.duration
    if isinstance(duration, Duration):
        return duration.least or duration.likely
    return duration


def likely(action: Action) -> Limit | None:
    """Return the time *action* usually takes by its 工期."""
    duration = action.duration
    return duration.likely if isinstance(duration, Duration) else duration


@plan_rule(
    "TIM005",
    "timing.shorter-than-work",
    Severity.ERROR,
    title=msg("Deadline shorter than the work itself"),
    rationale=msg("The plan says itself that the work takes longer than it allows."),
    sources=(CLEAR_STEPS,),
    follows=("TIM027",),
)
def shorter_than_work(view: PlanView) -> Iterator[Hit]:
    """Deadlines at some level that are shorter than the action's own 工期."""
    seen: set[Pointer] = set()
    for level in reversed(view.levels):
        for at in view.actions_at(level.name):
            work, due = least(at.action), at.limit
            if work is None or not work.seconds or due is None or not due.seconds:
                continue
            place = deadline_pointer(view, at, level.severity)
            if due.seconds < work.seconds and place not in seen:
                seen.add(place)
                yield Hit(
                    view.at(*place),
                    msg(
                        "{action} must be done in {limit}, but takes {work}",
                        action=title(at.action),
                        limit=due.text,
                        work=work.text,
                    ),
                    msg("Lengthen the deadline, or correct 工期"),
                    ((view.at("actions", at.index, "duration"), msg("how long it takes")),),
                )


@plan_rule(
    "TIM006",
    "timing.chain-too-long",
    Severity.ERROR,
    title=msg("Deadline that the actions before cannot keep"),
    rationale=msg(
        "Done one after the other, the actions take longer than the last one is allowed."
    ),
    sources=(CLEAR_STEPS,),
    follows=("TIM027",),
)
def chain_too_long(view: PlanView) -> Iterator[Hit]:
    """Deadlines that cannot be kept at some level even if every action takes its least time."""
    if not _may_be_late(view):
        return
    done = {one.place for one in due_before_predecessors(view)}
    for level in reversed(view.levels):
        for late in _late(view, level, least):
            if late.places & done or (len(late.limited) == 1 and len(late.chain) == 1):
                continue
            done |= late.places
            if len(late.limited) > 1:
                yield _together(view, level, late)
                continue
            yield _hit(
                view,
                late,
                msg(
                    "At {level}, {action} is due in {limit}, but the chain {chain} takes at "
                    "least {minutes} minutes",
                    **_facts(level, late, least),
                ),
            )


@plan_rule(
    "TIM010",
    "timing.usually-late",
    Severity.ADVICE,
    title=msg("Deadline that is usually missed"),
    rationale=msg("At the usual pace the work is not done in time; only a lucky day keeps it."),
    sources=(CLEAR_STEPS,),
    follows=("TIM027",),
)
def usually_late(view: PlanView) -> Iterator[Hit]:
    """Deadlines that the least durations keep and the usual ones miss, at some level."""
    if not any(isinstance(action.duration, Duration) for action in view.plan.actions):
        return
    if not _may_be_late(view):
        return
    done = {one.place for one in due_before_predecessors(view)}
    for level in reversed(view.levels):
        for late in _late(view, level, least):
            done |= late.places
        for late in _late(view, level, likely):
            if late.places & done or len(late.limited) > 1:
                continue
            done |= late.places
            yield _hit(
                view,
                late,
                msg(
                    "At {level}, {action} is due in {limit}, but {chain} usually takes {minutes} "
                    "minutes",
                    **_facts(level, late, likely),
                )
                if len(late.chain) > 1
                else msg(
                    "At {level}, {action} is due in {limit}, but usually takes {minutes} minutes",
                    **_facts(level, late, likely),
                ),
            )


@plan_rule(
    "TIM021",
    "timing.repeat-shorter-than-work",
    Severity.WARNING,
    title=msg("Repeated more often than the work takes"),
    rationale=msg("The next round would begin before the last one is done."),
    sources=(CLEAR_STEPS,),
)
def repeat_shorter_than_work(view: PlanView) -> Iterator[Hit]:
    """频次 that is shorter than the least 工期."""
    for i, action in enumerate(view.plan.actions):
        work, repeat = least(action), action.repeat
        if work is None or repeat is None or not work.seconds or repeat.seconds is None:
            continue
        if repeat.seconds < work.seconds:
            yield Hit(
                view.at("actions", i, "repeat"),
                msg(
                    "“{action}” is repeated every {repeat}, but takes {work}",
                    action=title(action),
                    repeat=repeat.text,
                    work=work.text,
                ),
                msg("Repeat it less often, or correct 工期"),
                ((view.at("actions", i, "duration"), msg("how long it takes")),),
            )


@dataclass(frozen=True, slots=True)
class _Late:
    """Deadlines that cannot be kept at a level.

    Attributes:
        limited: The actions whose deadlines they are; one, or several that only together fail.
        chain: The actions that are done one after the other, the last of *limited* last.
        places: Where the deadlines stand.
        seconds: How long the chain takes.
    """

    limited: tuple[ActionAt, ...]
    chain: tuple[ActionAt, ...]
    places: frozenset[Pointer]
    seconds: int


_MOMENTS: Final = (
    Anchor.OCCURRENCE,
    Anchor.RECEIPT,
    Anchor.WARNING,
    Anchor.ACTIVATION,
    Anchor.TERMINATION,
)
"""Moments that are the same for all actions; before those of the actions in the network."""


def _may_be_late(view: PlanView) -> bool:
    """Whether durations are known, and the order of the actions is clear and without a circle."""
    actions = view.plan.actions
    if len(view.action_index) < len(actions) or not any(one.duration for one in actions):
        return False
    return next(circles(waits(view)), None) is None


def _late(view: PlanView, level: Level, work: Callable[[Action], Limit | None]) -> Iterator[_Late]:
    """Yield what cannot be kept at *level*, without what follows from another of them."""
    ats = view.actions_at(level.name)
    position = {at.action.id: len(_MOMENTS) + n for n, at in enumerate(ats)}
    found = conflicts(len(_MOMENTS) + len(ats), *_network(view, ats, position, work))
    broken = {conflict.spans[-1].source for conflict in found}
    for conflict in found:
        points = [span.target for span in conflict.spans if span.target >= len(_MOMENTS)]
        ends = [span.source for span in conflict.spans if span.least < 0]
        if len(ends) == 1 and broken & set(points[:-1]):
            continue
        limited = tuple(ats[point - len(_MOMENTS)] for point in ends)
        yield _Late(
            limited,
            tuple(ats[point - len(_MOMENTS)] for point in points),
            frozenset(deadline_pointer(view, at, level.severity) for at in limited),
            sum(span.least for span in conflict.spans if span.least > 0),
        )


def _network(
    view: PlanView,
    ats: tuple[ActionAt, ...],
    position: dict[str, int],
    work: Callable[[Action], Limit | None],
) -> tuple[list[Span], list[Span]]:
    """Return the waits and the limits among the moments and the ends of the actions."""
    moment = {anchor: n for n, anchor in enumerate(_MOMENTS)}
    earlier = [wait(moment[a], moment[b], 0) for a, b in _order(view)]
    limits = []
    for n, at in enumerate(ats, len(_MOMENTS)):
        seconds = _seconds(work(at.action))
        earlier += [wait(position[x], n, seconds) for x in at.action.after if x in position]
        begins = _begins(at)
        if begins is not None:
            earlier.append(wait(moment[begins], n, seconds))
        if at.anchor in moment and at.limit is not None and at.limit.seconds:
            limits.append(limit(moment[at.anchor], n, at.limit.seconds))
    return earlier, limits


def _order(view: PlanView) -> Iterator[tuple[Anchor, Anchor]]:
    """Yield moments of which the first surely comes no later than the second."""
    yield Anchor.OCCURRENCE, Anchor.RECEIPT
    yield Anchor.ACTIVATION, Anchor.TERMINATION
    warned = view.plan.warnings.rules.values() if view.plan.warnings else ()
    if not any(rule.response for rule in warned):
        yield Anchor.RECEIPT, Anchor.ACTIVATION


def _begins(at: ActionAt) -> Anchor | None:
    """Return the moment before which *at* cannot begin; None if no one is sure."""
    if at.limit is not None:
        return at.anchor if at.anchor in _MOMENTS else None
    return Anchor.ACTIVATION if at.action.phase is Phase.RESPONSE else None


def _seconds(work: Limit | None) -> int:
    return (work.seconds or 0) if work else 0


def _facts(
    level: Level, late: _Late, work: Callable[[Action], Limit | None]
) -> dict[str, Argument]:
    at = late.limited[0]
    parts = [(title(one.action), work(one.action)) for one in late.chain]
    return {
        "level": level.name,
        "action": title(at.action),
        "limit": at.limit.text if at.limit else "",
        "chain": " → ".join(f"{name} {time.text}" if time else name for name, time in parts),
        "minutes": -(-late.seconds // 60),
    }


def _hit(view: PlanView, late: _Late, message: Message) -> Hit:
    (place,) = late.places
    return Hit(
        view.at(*place),
        message,
        msg("Lengthen the deadline, or let actions run side by side")
        if len(late.chain) > 1
        else msg("Lengthen the deadline, or correct 工期"),
        tuple(
            (view.at("actions", one.index, "duration"), msg("how long it takes"))
            for one in late.chain
            if one.action.duration and (len(late.chain) == 1 or one is not late.chain[-1])
        ),
    )


def _together(view: PlanView, level: Level, late: _Late) -> Hit:
    first, *rest = sorted(late.places, key=str)
    work: dict[int, str] = defaultdict(str)
    for at in late.chain:
        time = least(at.action)
        if time:
            work[at.index] = time.text
    return Hit(
        view.at(*first),
        msg(
            "At {level}, these deadlines cannot all be kept: {limits}; at least needed: {work}",
            level=level.name,
            limits=tuple(
                msg(
                    "“{action}” within {limit} of {moment}",
                    action=title(at.action),
                    limit=at.limit.text if at.limit else "",
                    moment=at.anchor.zh,
                )
                for at in late.limited
            ),
            work=tuple(
                f"{title(at.action)} {work[at.index]}" for at in late.chain if work[at.index]
            ),
        ),
        msg("Lengthen one of the deadlines, or count them from the same moment"),
        tuple((view.at(*place), msg("one of these deadlines")) for place in rest),
    )
