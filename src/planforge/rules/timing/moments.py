"""From what moment a deadline runs: one that comes, and that fits the phase of the action."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from planforge.corpus.deeds import title
from planforge.findings import Severity
from planforge.i18n import msg
from planforge.model.plan import Deadline
from planforge.model.scales import Anchor, Phase, ReportStage
from planforge.patterns import late
from planforge.rules.rule import Hit, plan_rule
from planforge.rules.text.vague import SOON
from planforge.rules.timing.deadlines import (
    CLEAR_STEPS,
    deadline_pointer,
    loses_moment,
    within,
)
from planforge.rules.timing.limits import surely_longer

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from planforge.corpus.plan_view import PlanView
    from planforge.findings import Pointer
    from planforge.i18n import Message
    from planforge.model.plan import Action
    from planforge.model.scalars import Limit


def _deadlines(action: Action, index: int) -> Iterator[tuple[Pointer, Limit | Deadline]]:
    """Yield the deadlines written for *action*, its own first, with their places."""
    if action.deadline is not None:
        yield ("actions", index, "deadline"), action.deadline
    for name, change in action.changes.items():
        if change.deadline is not None:
            yield ("actions", index, "changes", name, "deadline"), change.deadline


@plan_rule(
    "TIM014",
    "timing.moment-that-never-comes",
    Severity.ERROR,
    title=msg("Deadline from a moment that never comes"),
    rationale=msg("A limit that runs from nothing never ends; nobody can be late."),
    sources=(CLEAR_STEPS,),
)
def moment_that_never_comes(view: PlanView) -> Iterator[Hit]:
    """起算 of actions and reports that this plan never reaches."""
    missing = _missing_moments(view)
    for i, action in enumerate(view.plan.actions):
        for place, deadline in _deadlines(action, i):
            if not isinstance(deadline, Deadline):
                continue
            reason = missing.get(deadline.anchor)
            if deadline.anchor is Anchor.PREDECESSORS and not action.after:
                reason = msg("the action has no 前置")
            if reason is not None:
                yield _never(view, (*place, "anchor"), title(action), deadline.anchor, reason)
    for i, report in enumerate(view.plan.reports):
        reason = missing.get(report.anchor)
        if report.anchor is Anchor.PREDECESSORS:
            reason = msg("reports have no 前置")
        if report.anchor is Anchor.PREVIOUS_REPORT and report.stage is ReportStage.FIRST:
            reason = msg("there is no report before the first one")
        if reason is not None and (report.limit or report.written_limit):
            yield _never(view, ("reports", i, "anchor"), report.stage.zh, report.anchor, reason)


def _missing_moments(view: PlanView) -> dict[Anchor, Message]:
    missing = {}
    if view.plan.warnings is None or not view.plan.warnings.rules:
        missing[Anchor.WARNING] = msg("the plan has no warning levels")
    if not view.plan.reports:
        missing[Anchor.PREVIOUS_REPORT] = msg("the plan has no reports")
    return missing


def _never(view: PlanView, place: Pointer, name: str, anchor: Anchor, reason: Message) -> Hit:
    return Hit(
        view.at(*place),
        msg(
            "The limit of “{action}” runs from {moment}, which never comes: {reason}",
            action=name,
            moment=anchor.zh,
            reason=reason,
        ),
        msg("Choose the moment that is meant, or write what is missing"),
    )


_OTHER_PHASE: Final[Mapping[Phase, tuple[frozenset[Anchor], str]]] = {
    Phase.PREVENTION: (frozenset({Anchor.ACTIVATION, Anchor.TERMINATION}), Anchor.WARNING.zh),
    Phase.WARNING: (frozenset({Anchor.ACTIVATION, Anchor.TERMINATION}), Anchor.WARNING.zh),
    Phase.FIRST_RESPONSE: (
        frozenset({Anchor.ACTIVATION, Anchor.TERMINATION}),
        f"{Anchor.OCCURRENCE.zh}、{Anchor.RECEIPT.zh}",
    ),
    Phase.ACTIVATION: (frozenset({Anchor.TERMINATION}), Anchor.ACTIVATION.zh),
    Phase.RESPONSE: (frozenset({Anchor.TERMINATION}), Anchor.ACTIVATION.zh),
    Phase.TERMINATION: (
        frozenset({Anchor.ACTIVATION, Anchor.WARNING, Anchor.OCCURRENCE, Anchor.RECEIPT}),
        Anchor.TERMINATION.zh,
    ),
    Phase.RECOVERY: (frozenset({Anchor.ACTIVATION, Anchor.WARNING}), Anchor.TERMINATION.zh),
}
"""Moments that fall outside a phase, and the one that is meant instead."""


@plan_rule(
    "TIM015",
    "timing.moment-of-another-phase",
    Severity.WARNING,
    title=msg("Deadline from a moment of another phase"),
    rationale=msg(
        "Left out, 起算 means the start of the response: too early for what follows its end, too "
        "late for what comes before."
    ),
    sources=(CLEAR_STEPS,),
)
def moment_of_another_phase(view: PlanView) -> Iterator[Hit]:
    """Deadlines of actions that run from before or after the phase of the action.

    Where an action of an earlier phase waits for it too, or it stands among those of an earlier
    phase, it is the phase that is reported.
    """
    waited = _waited_for_early(view)
    for i, action in enumerate(view.plan.actions):
        wrong, meant = _OTHER_PHASE[action.phase]
        for place, deadline in _deadlines(action, i):
            limit, anchor = _read(deadline)
            if (
                anchor not in wrong
                or limit.clock is not None
                or loses_moment(action.deadline, deadline)
            ):
                continue
            yield Hit(
                view.at("actions", i, "phase") if i in waited else view.at(*place),
                msg(
                    "“{action}” belongs to {phase}, but its limit of {limit} runs from {moment}",
                    action=title(action),
                    phase=action.phase.zh,
                    limit=limit.text,
                    moment=anchor.zh,
                ),
                msg("Write the moment under 起算, such as {moment}, or correct 阶段", moment=meant),
            )
            break


def _waited_for_early(view: PlanView) -> set[int]:
    """Return the actions for which one of an earlier phase waits, or that stand among such."""
    order = [_ORDER[action.phase] for action in view.plan.actions]
    among = {i for i in range(1, len(order) - 1) if order[i - 1] <= order[i + 1] < order[i]}
    return among | {
        at
        for action in view.plan.actions
        for name in action.after
        if (at := view.action_index.get(name)) is not None
        and _ORDER[view.plan.actions[at].phase] > _ORDER[action.phase]
    }


def _read(deadline: Limit | Deadline) -> tuple[Limit, Anchor]:
    if isinstance(deadline, Deadline):
        return deadline.limit, deadline.anchor
    return deadline, Anchor.ACTIVATION


@plan_rule(
    "TIM026",
    "timing.moment-lost-higher-up",
    Severity.WARNING,
    title=msg("Deadline of a higher level that runs from another moment"),
    rationale=msg("A limit without 起算 runs from the start of the response, also in 分级要求."),
    sources=(CLEAR_STEPS,),
)
def moment_lost_higher_up(view: PlanView) -> Iterator[Hit]:
    """Bare limits under 分级要求 of an action whose own limit says from when it runs."""
    for i, action in enumerate(view.plan.actions):
        own = action.deadline
        for name, change in action.changes.items():
            if change.deadline is None or not loses_moment(own, change.deadline):
                continue
            limit, anchor = _read(change.deadline)
            if limit.clock is None and isinstance(own, Deadline):
                yield Hit(
                    view.at("actions", i, "changes", name, "deadline"),
                    msg(
                        "At {level}, the {limit} of “{action}” run from {moment}, below that from "
                        "{before}",
                        level=name,
                        limit=limit.text,
                        action=title(action),
                        moment=anchor.zh,
                        before=own.anchor.zh,
                    ),
                    msg(
                        "Write {{时长: {limit}, 起算: {moment}}}",
                        limit=limit.text,
                        moment=own.anchor.zh,
                    ),
                    ((view.at("actions", i, "deadline"), msg("at the lower levels")),),
                )


_ORDER: Final[Mapping[Phase, int]] = {phase: n for n, phase in enumerate(Phase)}


@plan_rule(
    "TIM018",
    "timing.phases-backwards",
    Severity.WARNING,
    title=msg("Action that waits for one of a later phase"),
    rationale=msg("What belongs to an earlier phase would begin only when that phase is over."),
    sources=(CLEAR_STEPS,),
    follows=("TIM008", "TIM015"),
)
def phases_backwards(view: PlanView) -> Iterator[Hit]:
    """Predecessors that belong to a later phase than the action."""
    for i, action in enumerate(view.plan.actions):
        for j, name in enumerate(action.after):
            at = view.action_index.get(name)
            if at is None or at == i:
                continue
            before = view.plan.actions[at]
            if _ORDER[before.phase] > _ORDER[action.phase]:
                yield Hit(
                    view.at("actions", i, "after", j),
                    msg(
                        "“{action}” ({phase}) waits for “{before}” ({later})",
                        action=title(action),
                        phase=action.phase.zh,
                        before=title(before),
                        later=before.phase.zh,
                    ),
                    msg("Correct the phase of one of the two, or take away 前置"),
                    ((view.at("actions", at, "phase"), msg("the later phase")),),
                )


@plan_rule(
    "TIM024",
    "timing.due-before-the-decision",
    Severity.WARNING,
    title=msg("Action due before the start need be decided"),
    rationale=msg("What belongs to the response cannot be done before somebody decides it."),
    sources=(CLEAR_STEPS,),
)
def due_before_the_decision(view: PlanView) -> Iterator[Hit]:
    """Response actions, counted from the incident or its report, that outrun 决定时限."""
    seen: set[Pointer] = set()
    for level in reversed(view.levels):
        decision = level.facts.decision_limit
        if decision is None:
            continue
        for at in view.actions_at(level.name):
            if at.action.phase is not Phase.RESPONSE:
                continue
            if at.anchor not in {Anchor.OCCURRENCE, Anchor.RECEIPT}:
                continue
            place = deadline_pointer(view, at, level.severity)
            if at.limit is None or not at.limit.seconds or place in seen:
                continue
            if surely_longer(decision, at.limit):
                seen.add(place)
                yield Hit(
                    view.at(*place),
                    msg(
                        "{action} is due that long after {moment}, but {level} need be decided "
                        "only in {decision}",
                        action=within(at),
                        moment=at.anchor.zh,
                        level=level.name,
                        decision=decision.text,
                    ),
                    msg("Count it from 响应启动, move it to 先期处置, or decide faster"),
                    (
                        (
                            view.at(*level.pointer, "decision_limit"),
                            msg("time allowed for the decision"),
                        ),
                    ),
                )


_TIMED: Final = late("分钟|小时|[日天]内|立即|即时|每[日天时周]")
_FEWEST: Final = 4
"""Actions of a phase from which on one without a limit stands out."""
_FEWEST_IN_ALL: Final = 10
"""Actions of a plan likewise, where the phase has fewer."""


@plan_rule(
    "TIM029",
    "timing.only-one-without-limit",
    Severity.ADVICE,
    title=msg("The only action without a time limit"),
    rationale=msg("Where all others say by when, a limit that is missing looks forgotten."),
    sources=(CLEAR_STEPS,),
)
def only_one_without_limit(view: PlanView) -> Iterator[Hit]:
    """Actions without 时限 and 频次, of which their phase, or else the plan, has only that one.

    One with a time in its text, or with a limit of its own for its first level, has a limit; of one
    that has 尽快 in its place WRD019 speaks.
    """
    actions = view.plan.actions
    without = [i for i, one in enumerate(actions) if not _has_limit(one)]
    for i in without:
        beside = [j for j, one in enumerate(actions) if one.phase is actions[i].phase]
        least = _FEWEST
        if len(beside) < _FEWEST:
            beside, least = list(range(len(actions))), _FEWEST_IN_ALL
        if any(word in actions[i].content for word in SOON):
            continue
        if len(beside) >= least and not set(without) & (set(beside) - {i}):
            yield Hit(
                view.at("actions", i),
                msg(
                    "“{action}” has no time limit, all other {count} actions beside it have one",
                    action=title(actions[i]),
                    count=len(beside) - 1,
                ),
                msg("Write 时限, or 频次 if it goes on and on"),
            )


def _has_limit(action: Action) -> bool:
    first = action.changes.get(action.first_level or "")
    return (
        action.deadline is not None
        or action.repeat is not None
        or (first is not None and first.deadline is not None)
        or _TIMED.search(action.content) is not None
    )
