"""What is expected of players, against the limits of the plans."""

from __future__ import annotations

from typing import TYPE_CHECKING

from planforge.corpus.drills import NO_LEVEL
from planforge.findings import Severity
from planforge.i18n import msg
from planforge.rules.rule import Hit, drill_rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from planforge.corpus.drills import DrillView
    from planforge.corpus.plan_view import PlanView
    from planforge.model.drill import Inject
    from planforge.model.scalars import Limit


@drill_rule(
    "DRL024",
    "drill.more-time-than-the-plan",
    Severity.WARNING,
    title=msg("Expected action that has more time than its plan allows"),
    rationale=msg(
        "Players are practised, and judged, by the plan. Organisers may ask for less time than it "
        "allows; with more, what the plan calls late is written down as kept."
    ),
)
def more_time_than_the_plan(view: DrillView) -> Iterator[Hit]:
    """「时限」 of expected actions against the plan, at the level that the scenario has then."""
    for i, inject in enumerate(view.drill.injects):
        for k, one in enumerate(inject.expected):
            plan = view.plan(one.plan) if one.within and one.within.seconds else None
            index = plan.action_index.get(one.action) if plan else None
            if one.within is None or plan is None or index is None:
                continue
            allowed = _allowed(view, plan, index, inject)
            if allowed is None or not allowed.seconds:  # 立即 says when it begins, not when it ends
                continue
            if allowed.seconds >= (one.within.seconds or 0):
                continue
            action = plan.plan.actions[index]
            yield Hit(
                view.at("injects", i, "expected", k, "within"),
                msg(
                    "“{action}” is given {given}, and {plan} allows {allowed}",
                    action=action.title or action.id,
                    given=one.within.text,
                    plan=plan.plan.name,
                    allowed=allowed.text,
                ),
                msg("Delete 「时限」, and the limit of the plan holds; or ask for less time"),
                ((plan.at("actions", index, "deadline"), msg("the limit of the plan")),),
            )


def _allowed(view: DrillView, plan: PlanView, index: int, inject: Inject) -> Limit | None:
    """Return the limit of an action when *inject* comes; the longest where its level is open."""
    action = plan.plan.actions[index]
    level = _level(view, plan, inject) if action.changes else None
    ranks = [level] if level else [one.severity for one in plan.levels] or [1]
    limits = [plan.action_at(index, action, rank).limit for rank in ranks]
    known = [limit for limit in limits if limit is not None and limit.seconds is not None]
    if len(known) < len(limits):
        return None
    return max(known, key=lambda limit: limit.seconds or 0)


def _level(view: DrillView, plan: PlanView, inject: Inject) -> int | None:
    """Return the level that the scenario means *plan* to have when *inject* comes."""
    if inject.at is None:
        return None
    found: str | None = None
    for step in view.drill.developments:
        for name, level in step.levels.items():
            if step.at <= inject.at and view.plan(name) is plan:
                found = level
    return None if found is None or found in NO_LEVEL else plan.severity(found)
