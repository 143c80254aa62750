"""Limits of expected actions that pass in the time that a drill jumps over."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, Final

from planforge.corpus.drills import NO_LEVEL
from planforge.findings import Severity
from planforge.i18n import msg
from planforge.model.scales import Anchor
from planforge.rules.rule import Hit, drill_rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from planforge.corpus.drills import DrillView
    from planforge.corpus.plan_view import PlanView
    from planforge.model.drill import Expected, Inject
    from planforge.model.plan import Action

_TOLD: Final = 60
"""Seconds that pass at least before those who decide hear of what happens."""
_DECIDING: Final = 1_800
"""Seconds that a decision takes where a plan does not say it."""


@drill_rule(
    "DRL032",
    "drill.limit-in-skipped-time",
    Severity.ADVICE,
    title=msg("Expected action whose limit ends in time that the drill skips"),
    rationale=msg(
        "A limit that ends while the clock jumps is met by nobody: players have no moment at which "
        "to be ready, and evaluators none at which to look. What is learnt of it is a guess."
    ),
    follows=("DRL009", "DRL024", "DRL028"),
)
def limit_in_skipped_time(view: DrillView) -> Iterator[Hit]:
    """Limits by the levels the scenario means plans to have, against the jumps of 「时间表」."""
    jumps = [(a.scenario_end.seconds, b.scenario_start.seconds)
             for a, b in pairwise(view.drill.time_map)]  # fmt: skip
    gaps = [jump for jump in jumps if jump[0] < jump[1]]
    if any(begin > end for begin, end in jumps):
        return  # pieces out of order, which is DRL012
    for i, inject in enumerate(view.drill.injects if gaps else ()):
        for k, one in enumerate(inject.expected):
            due = _due(view, inject, one)
            gap = next(((a, b) for a, b in gaps if due is not None and a < due < b), None)
            if due is None or gap is None:
                continue
            plan = view.plan(one.plan)
            yield Hit(
                view.at("injects", i, "expected", k, "within" if one.within else "action"),
                msg(
                    "The limit of “{action}” ends at about {due}; what is between {begin} and "
                    "{end} is skipped",
                    action=_title(plan, one) if plan else one.action,
                    due=_clock(due),
                    begin=_clock(gap[0]),
                    end=_clock(gap[1]),
                ),
                msg("Play until then (「时间表」), or send the inject earlier"),
                ((view.at("injects", i, "at"), msg("asked for here")),),
            )


def _title(plan: PlanView, one: Expected) -> str:
    action = plan.plan.actions[plan.action_index[one.action]]
    return action.title or action.id


def _due(view: DrillView, inject: Inject, one: Expected) -> int | None:
    """Return about when the limit of an expected action ends; None if that is open."""
    plan = view.plan(one.plan)
    index = plan.action_index.get(one.action) if plan else None
    if plan is None or index is None or inject.at is None:
        return None
    asked = inject.at.seconds
    if one.within is not None:
        return asked + one.within.seconds if one.within.seconds else None
    found = _begun(view, plan, index, asked)
    if found is None:
        return None
    due, limit = found
    return due if due > asked else asked + limit  # it was over before anybody asked


def _begun(view: DrillView, plan: PlanView, index: int, asked: int) -> tuple[int, int] | None:
    """Return when the limit ends that the response has begun by then, and how long it is.

    The response begins when its level has been decided on, by the time the plan gives for it.
    """
    action, found, was = plan.plan.actions[index], None, 0
    for at, rank in _ranks(view, plan, asked):
        limit = _limit(plan, index, action, rank) if rank and plan.applies(action, rank) else None
        if limit is None:
            found = None
        elif found is None or (rank > was and limit < found[1]):
            due = at + _TOLD + _deciding(plan, rank) + limit
            found = (min(due, found[0]) if found else due), limit
        was = rank
    return found


def _deciding(plan: PlanView, rank: int) -> int:
    """Return the seconds in which the level is decided on."""
    facts = (level.facts for level in plan.levels if level.severity == rank)
    limits = (one.decision_limit.seconds for one in facts if one.decision_limit)
    return next(limits, None) or _DECIDING


def _ranks(view: DrillView, plan: PlanView, until: int) -> Iterator[tuple[int, int]]:
    """Yield the levels that the scenario means *plan* to have *until* then: when, and how severe.

    0 is no level.
    """
    for step in view.drill.developments:
        for name, level in step.levels.items():
            if step.at.seconds <= until and view.plan(name) is plan:
                rank = 0 if level in NO_LEVEL else plan.severity(level)
                yield step.at.seconds, rank or 0


def _limit(plan: PlanView, index: int, action: Action, rank: int) -> int | None:
    """Return the seconds from the start of the response that an action has, None if not so."""
    at = plan.action_at(index, action, rank)
    if at.limit is None or at.anchor is not Anchor.ACTIVATION:
        return None
    return at.limit.seconds or None  # 立即 says when it begins, not when it ends


def _clock(second: int) -> str:
    return f"T+{second // 3600:02}:{second // 60 % 60:02}"


__all__ = ["limit_in_skipped_time"]
