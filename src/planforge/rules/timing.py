"""Deadlines that contradict each other, and actions in a circle."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING, Final

from planforge.findings import Place, Severity
from planforge.i18n import msg
from planforge.model.plan import Duration
from planforge.model.scales import Phase
from planforge.rules.rule import Hit, cite, plan_rule

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from planforge.corpus.plan_view import ActionAt, PlanView
    from planforge.findings import Pointer
    from planforge.i18n import Message
    from planforge.model.plan import Action
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


def _place(view: PlanView, at: ActionAt, severity: int) -> Place:
    return view.at(*deadline_pointer(view, at, severity))


def _seconds(limit: Limit | None) -> int | None:
    return None if limit is None else limit.seconds


def title(action: Action) -> str:
    """Return what people call *action*: its name, or the first clause of its text."""
    return action.title or re.split("[，。；：]", action.content)[0] or action.id


def _within(at: ActionAt) -> Message:
    """Return the deadline of *at* in words."""
    text = at.limit.text if at.limit else ""
    return msg("“{action}” ({limit})", action=title(at.action), limit=text)


@plan_rule(
    "TIM001",
    "timing.predecessor-later",
    Severity.ERROR,
    title=msg("Action due before the one it waits for"),
    rationale=msg("Nobody can keep a deadline that ends before the work may begin."),
    sources=(CLEAR_STEPS,),
)
def predecessor_later(view: PlanView) -> Iterator[Hit]:
    """Deadlines shorter than those of a predecessor, from the same moment, at some level."""
    seen: set[tuple[Pointer, str]] = set()
    for level in reversed(view.levels):
        active = {at.action.id: at for at in view.actions_at(level.name)}
        for at in active.values():
            due = _seconds(at.limit)
            for name in at.action.after:
                before = active.get(name)
                if due is None or before is None or before.anchor is not at.anchor:
                    continue
                earlier = _seconds(before.limit)
                place = deadline_pointer(view, at, level.severity)
                if earlier is None or earlier <= due or (place, name) in seen:
                    continue
                seen.add((place, name))
                yield Hit(
                    view.at(*place),
                    msg(
                        "At {level}, {action} is due before {before}, for which it waits",
                        level=level.name,
                        action=_within(at),
                        before=_within(before),
                    ),
                    msg("Lengthen this deadline, shorten the other, or take away 前置"),
                    ((_place(view, before, level.severity), msg("the deadline it waits for")),),
                )


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
    index = view.action_index
    after = {
        i: [index[name] for name in action.after if name in index]
        for i, action in enumerate(view.plan.actions)
        if index[action.id] == i
    }
    for ring in _circles(after):
        actions = [view.plan.actions[i] for i in ring]
        names = tuple(title(action) for action in (*actions, actions[0]))
        place = actions[0].after.index(actions[1 % len(actions)].id)
        yield Hit(
            view.at("actions", ring[0], "after", place),
            msg("These actions wait for each other: {circle}", circle=" → ".join(names)),
            msg("Decide which one comes first, and take its 前置 away"),
            tuple((view.at("actions", i), msg("also in the circle")) for i in ring[1:]),
        )


def _circles(after: Mapping[int, list[int]]) -> Iterator[list[int]]:
    """Yield a circle for each node that lies on one, each group of nodes once; smallest first."""
    done: set[int] = set()
    for start in sorted(after):
        if start in done:
            continue
        came_from: dict[int, int] = {}
        pending = [start]
        while pending and start not in came_from:
            node = pending.pop(0)
            for target in after.get(node, ()):
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


@plan_rule(
    "TIM003",
    "timing.higher-level-slower",
    Severity.WARNING,
    title=msg("Slower at a higher level"),
    rationale=msg("The worse the situation, the less time there is."),
    sources=(CLEAR_STEPS,),
)
def higher_level_slower(view: PlanView) -> Iterator[Hit]:
    """Deadlines, also of actions that replace others, and decisions that take longer higher up."""
    yield from _slower_decisions(view)
    seen: set[Pointer] = set()
    for lower, higher in pairwise(reversed(view.levels)):
        before = {at.action.id: at for at in view.actions_at(lower.name)}
        for at in view.actions_at(higher.name):
            for name in (at.action.id, *at.action.replaces):
                old = before.get(name)
                here, there = _seconds(at.limit), _seconds(old.limit if old else None)
                if old is None or here is None or there is None or old.anchor is not at.anchor:
                    continue
                place = deadline_pointer(view, at, higher.severity)
                if here > there and place not in seen:
                    seen.add(place)
                    yield Hit(
                        view.at(*place),
                        msg(
                            "{higher} allows more time than {lower}: {now} instead of {before}",
                            higher=higher.name,
                            lower=lower.name,
                            now=_within(at),
                            before=_within(old),
                        ),
                        msg("Allow at most the time of the lower level"),
                        ((_place(view, old, lower.severity), msg("at {level}", level=lower.name)),),
                    )


def _slower_decisions(view: PlanView) -> Iterator[Hit]:
    for lower, higher in pairwise(reversed(view.levels)):
        here, there = higher.facts.decision_limit, lower.facts.decision_limit
        if here is None or there is None or here.seconds is None or there.seconds is None:
            continue
        if here.seconds > there.seconds:
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


def least(action: Action) -> Limit | None:
    """Return the shortest time *action* takes by its 工期; the usual one if no other is given."""
    duration = action.duration
    if isinstance(duration, Duration):
        return duration.least or duration.likely
    return duration


@plan_rule(
    "TIM005",
    "timing.shorter-than-work",
    Severity.ERROR,
    title=msg("Deadline shorter than the work itself"),
    rationale=msg("The plan says itself that the work takes longer than it allows."),
    sources=(CLEAR_STEPS,),
)
def shorter_than_work(view: PlanView) -> Iterator[Hit]:
    """Deadlines at some level that are shorter than the action's own 工期."""
    seen: set[Pointer] = set()
    for level in reversed(view.levels):
        for at in view.actions_at(level.name):
            work, due = least(at.action), _seconds(at.limit)
            place = deadline_pointer(view, at, level.severity)
            if work is None or work.seconds is None or due is None or place in seen:
                continue
            if due < work.seconds:
                seen.add(place)
                yield Hit(
                    view.at(*place),
                    msg(
                        "{action} must be done in {limit}, but takes {work}",
                        action=title(at.action),
                        limit=at.limit.text if at.limit else "",
                        work=work.text,
                    ),
                    msg("Lengthen the deadline, or correct 工期"),
                    ((view.at("actions", at.index, "duration"), msg("how long it takes")),),
                )


_WITHIN_RESPONSE: Final = frozenset({Phase.ACTIVATION, Phase.RESPONSE})


@plan_rule(
    "TIM006",
    "timing.chain-too-long",
    Severity.ERROR,
    title=msg("Deadline that the actions before cannot keep"),
    rationale=msg(
        "Done one after the other, the actions take longer than the last one is allowed."
    ),
    sources=(CLEAR_STEPS,),
)
def chain_too_long(view: PlanView) -> Iterator[Hit]:
    """Deadlines shorter than the least durations of a chain of predecessors, at some level."""
    seen: set[Pointer] = set()
    for level in reversed(view.levels):
        active = {at.action.id: at for at in view.actions_at(level.name)}
        longest = _Longest(active)
        for at in active.values():
            due, work = _seconds(at.limit), least(at.action)
            place = deadline_pointer(view, at, level.severity)
            if due is None or place in seen or (work and (work.seconds or 0) > due):
                continue
            total, chain = longest.until(at)
            if total > due and len(chain) > 1:
                seen.add(place)
                yield Hit(
                    view.at(*place),
                    msg(
                        "At {level}, {action} is due in {limit}, but the chain {chain} takes at "
                        "least {minutes} minutes",
                        level=level.name,
                        action=title(at.action),
                        limit=at.limit.text if at.limit else "",
                        chain=" → ".join(title(one.action) for one in chain),
                        minutes=-(-total // 60),
                    ),
                    msg("Lengthen the deadline, or let actions run side by side"),
                    tuple(
                        (view.at("actions", one.index, "duration"), msg("how long it takes"))
                        for one in chain
                        if one is not at and least(one.action)
                    ),
                )


class _Longest:
    """The chains of predecessors that take longest, among the actions in force at a level."""

    def __init__(self, active: Mapping[str, ActionAt]) -> None:
        self._active = active
        self._known: dict[str, tuple[int, tuple[ActionAt, ...]]] = {}

    def until(self, at: ActionAt) -> tuple[int, tuple[ActionAt, ...]]:
        """Return the seconds that the longest chain up to the end of *at* takes, and the chain."""
        name = at.action.id
        if name not in self._known:
            self._known[name] = (0, ())
            chains = [
                self.until(before)
                for wanted in at.action.after
                if (before := self._active.get(wanted)) is not None and _begins_with(before, at)
            ]
            work = least(at.action)
            total, chain = max(chains, key=lambda item: item[0], default=(0, ()))
            self._known[name] = total + ((work.seconds or 0) if work else 0), (*chain, at)
        return self._known[name]


def _begins_with(before: ActionAt, at: ActionAt) -> bool:
    """Whether *before* begins no earlier than the moment from which the deadline of *at* runs."""
    if before.limit is not None:
        return before.anchor is at.anchor
    return before.action.phase in _WITHIN_RESPONSE


@plan_rule(
    "TIM009",
    "timing.durations-out-of-order",
    Severity.ERROR,
    title=msg("Least, usual and longest duration out of order"),
    rationale=msg("A rehearsal of the plan needs to know which is the shortest time."),
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
