"""Deadlines that contradict each other, and actions in a circle."""

from __future__ import annotations

from collections import Counter, deque
from itertools import pairwise
from typing import TYPE_CHECKING, Final

from planforge.corpus.deeds import title
from planforge.findings import Place, Severity
from planforge.i18n import msg
from planforge.model.plan import Deadline, Duration
from planforge.model.scales import Anchor
from planforge.rules.articles import CLEAR_DUTIES
from planforge.rules.rule import Hit, cite, plan_rule
from planforge.rules.timing.limits import surely_longer
from planforge.rules.timing.warned import slower_when_worse

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from planforge.corpus.plan_view import ActionAt, PlanView
    from planforge.findings import Pointer
    from planforge.i18n import Message
    from planforge.model.plan import Action, DeadlineOrLimit
    from planforge.model.scalars import Limit

CLEAR_STEPS: Final = cite("突发事件应急预案管理办法", "第二十四条第四项")


def deadline_pointer(view: PlanView, at: ActionAt, severity: int) -> Pointer:
    """Return where the deadline of *at* at the level of *severity* is written."""
    here: Pointer = ("actions", at.index)
    changed = [
        (s, name)
        for name, change in at.action.changes.items()
        if change.deadline is not None and (s := view.severity(name)) is not None and s <= severity
    ]
    if not changed:
        return (*here, "deadline")
    return (*here, "changes", max(changed)[1], "deadline")


def place_of(view: PlanView, at: ActionAt, severity: int) -> Place:
    """Return the place of the deadline of *at* at the level of *severity*."""
    return view.at(*deadline_pointer(view, at, severity))


def is_forgotten(view: PlanView, at: ActionAt, severity: int) -> bool:
    """Whether the limit of *at* is that of a higher level and leaves out the 起算 of its own."""
    place = deadline_pointer(view, at, severity)
    own = at.action.deadline
    return "changes" in place and loses_moment(own, at.action.changes[str(place[3])].deadline)


def loses_moment(own: Limit | Deadline | None, changed: Limit | Deadline | None) -> bool:
    """Whether *changed*, unlike *own*, runs from the start of the response by saying nothing."""
    return (
        isinstance(own, Deadline)
        and own.anchor is not Anchor.ACTIVATION
        and changed is not None
        and not isinstance(changed, Deadline)
    )


def within(at: ActionAt) -> Message:
    """Return the deadline of *at* in words."""
    text = at.limit.text if at.limit else ""
    return msg("“{action}” ({limit})", action=title(at.action), limit=text)


@plan_rule(
    "TIM002",
    "timing.circle",
    Severity.ERROR,
    title=msg("Actions that wait for each other"),
    rationale=msg("None of the actions in the circle may ever begin."),
    sources=(CLEAR_STEPS,),
)
def circle(view: PlanView) -> Iterator[Hit]:
    """Circles of predecessors, each once, at the action that stands first in the file."""
    for ring in circles(waits(view)):
        actions = [view.plan.actions[i] for i in ring]
        names = tuple(title(action) for action in (*actions, actions[0]))
        place = actions[0].after.index(actions[1 % len(actions)].id)
        yield Hit(
            view.at("actions", ring[0], "after", place),
            msg("These actions wait for each other: {circle}", circle=" → ".join(names)),
            msg("Decide which one comes first, and take its 前置 away"),
            tuple((view.at("actions", i), msg("also in the circle")) for i in ring[1:]),
        )


def waits(view: PlanView) -> dict[int, list[int]]:
    """Return the positions of the actions that each waits for, by position; known ones only."""
    index = view.action_index
    return {
        i: [index[name] for name in action.after if name in index]
        for i, action in enumerate(view.plan.actions)
        if index[action.id] == i
    }


def circles(after: Mapping[int, list[int]]) -> Iterator[list[int]]:
    """Yield a circle for each node that lies on one, each group of nodes once; smallest first."""
    left = _entangled(after)
    done: set[int] = set()
    for start in sorted(left):
        if start in done:
            continue
        came_from: dict[int, int] = {}
        pending = deque([start])
        while pending and start not in came_from:
            node = pending.popleft()
            for target in left[node]:
                if target not in came_from:
                    came_from[target] = node
                    pending.append(target)
        if start in came_from:
            ring = [start]
            while came_from[ring[-1]] != start:
                ring.append(came_from[ring[-1]])
            ring = [ring[0], *ring[:0:-1]]
            done.update(ring)
            yield ring


def _entangled(after: Mapping[int, list[int]]) -> dict[int, list[int]]:
    """Return *after* without nodes that nobody waits for, peeled off again and again."""
    awaited = Counter(target for targets in after.values() for target in targets)
    free = deque(node for node in after if not awaited[node])
    left = dict(after)
    while free:
        for target in left.pop(free.popleft()):
            awaited[target] -= 1
            if not awaited[target]:
                free.append(target)
    return left


@plan_rule(
    "TIM003",
    "timing.higher-level-slower",
    Severity.WARNING,
    title=msg("Slower at a higher level"),
    rationale=msg("The worse the situation, the less time there is."),
    sources=(CLEAR_STEPS,),
    follows=("REF010", "TIM001", "TIM027"),
)
def higher_level_slower(view: PlanView) -> Iterator[Hit]:
    """Deadlines, also of actions that replace others, and decisions that take longer higher up.

    Likewise measures of a warning that take longer than the same at the colour below.
    """
    yield from _slower_decisions(view)
    yield from slower_when_worse(view)
    seen: set[Pointer] = set()
    for lower, higher in pairwise(reversed(view.levels)):
        before = {at.action.id: at for at in view.actions_at(lower.name)}
        for at in view.actions_at(higher.name):
            for name in (at.action.id, *at.action.replaces):
                old = before.get(name)
                if old is None or old is at or old.anchor is not at.anchor:
                    continue
                if not surely_longer(at.limit, old.limit):
                    continue
                place = deadline_pointer(view, at, higher.severity)
                if place not in seen:
                    seen.add(place)
                    yield Hit(
                        view.at(*place),
                        msg(
                            "{higher} allows more time than {lower}: {now} instead of {before}",
                            higher=higher.name,
                            lower=lower.name,
                            now=within(at),
                            before=within(old),
                        ),
                        msg("Allow at most the time of the lower level"),
                        (
                            (
                                place_of(view, old, lower.severity),
                                msg("at {level}", level=lower.name),
                            ),
                        ),
                    )


def _slower_decisions(view: PlanView) -> Iterator[Hit]:
    for lower, higher in pairwise(reversed(view.levels)):
        here, there = higher.facts.decision_limit, lower.facts.decision_limit
        if here is not None and there is not None and surely_longer(here, there):
            yield Hit(
                view.at(*higher.pointer, "decision_limit"),
                msg(
                    "{higher} may be decided in {now}, the lower {lower} in {before}",
                    higher=higher.name,
                    now=here.text,
                    lower=lower.name,
                    before=there.text,
                ),
                msg("Allow at most the time of the lower level"),
                (
                    (
                        view.at(*lower.pointer, "decision_limit"),
                        msg("at {level}", level=lower.name),
                    ),
                ),
            )


@plan_rule(
    "TIM009",
    "timing.durations-out-of-order",
    Severity.ERROR,
    title=msg("Least, usual and longest duration out of order"),
    rationale=msg("A rehearsal of the plan needs to know which is the shortest time."),
    sources=(CLEAR_DUTIES,),
)
def durations_out_of_order(view: PlanView) -> Iterator[Hit]:
    """工期 whose 最短 is longer than 一般, or 一般 longer than 最长."""
    for i, action in enumerate(view.plan.actions):
        duration = action.duration
        if not isinstance(duration, Duration):
            continue
        steps = [
            (name, limit)
            for name in ("least", "likely", "most")
            if (limit := getattr(duration, name)) is not None and limit.seconds is not None
        ]
        for (_, short), (name, long) in pairwise(steps):
            if short.seconds > long.seconds:
                yield Hit(
                    view.at("actions", i, "duration", name),
                    msg("{long} is shorter than {short}", long=long.text, short=short.text),
                    msg("Write 最短, 一般 and 最长 from the shortest to the longest"),
                )


@plan_rule(
    "TIM027",
    "timing.no-length-of-time",
    Severity.ERROR,
    title=msg("Duration or interval that is no length of time"),
    rationale=msg("立即 and a time of day say by when, not how long or how often."),
    sources=(CLEAR_DUTIES,),
)
def no_length_of_time(view: PlanView) -> Iterator[Hit]:
    """工期, 频次 and 决定时限 that nobody could measure, and limits such as 0分钟 for 立即."""
    for place, key, limit, is_clock_wrong in (*_lengths(view), *_zeros(view)):
        if limit.seconds == 0 or (is_clock_wrong and limit.clock is not None):
            yield Hit(
                view.at(*place),
                msg("“{given}” says no length of time for {key}", given=limit.text, key=key),
                msg("Write a time span such as 30分钟"),
            )


def _lengths(view: PlanView) -> Iterator[tuple[Pointer, str, Limit, bool]]:
    """Yield what must be a length of time: where, its key, whether a time of day is wrong too."""
    for i, action in enumerate(view.plan.actions):
        for part, limit in _durations(action):
            yield ("actions", i, "duration", *part), "工期", limit, True
        if action.repeat is not None:
            yield ("actions", i, "repeat"), "频次", action.repeat, False
    for i, report in enumerate(view.plan.reports):
        if report.repeat is not None:
            yield ("reports", i, "repeat"), "频次", report.repeat, False
    for name, level in view.plan.levels.items():
        if level.decision_limit is not None and level.decision_limit.clock is not None:
            yield ("levels", name, "decision_limit"), "决定时限", level.decision_limit, True


def _zeros(view: PlanView) -> Iterator[tuple[Pointer, str, Limit, bool]]:
    """Yield time limits such as 0分钟, which may be a slip for 10分钟 or for 立即."""
    limits: list[tuple[Pointer, DeadlineOrLimit | None]] = []
    for i, action in enumerate(view.plan.actions):
        limits.append((("actions", i, "deadline"), action.deadline))
        limits += [
            (("actions", i, "changes", name, "deadline"), change.deadline)
            for name, change in action.changes.items()
        ]
    limits += [(("reports", i, "limit"), rule.limit) for i, rule in enumerate(view.plan.reports)]
    for place, given in limits:
        is_whole = isinstance(given, Deadline)
        limit = given.limit if isinstance(given, Deadline) else given
        if limit is not None and limit.seconds == 0 and limit.text[:1].isdigit():
            yield (*place, "limit") if is_whole else place, "时限", limit, False


def _durations(action: Action) -> Iterator[tuple[tuple[str, ...], Limit]]:
    """Yield the lengths that 工期 of *action* names, each with its key if it has one."""
    duration = action.duration
    if not isinstance(duration, Duration):
        if duration is not None:
            yield (), duration
        return
    for name in ("least", "likely", "most"):
        limit = getattr(duration, name)
        if limit is not None:
            yield (name,), limit
