"""Who raises and lowers a level: nobody below the one who decides on it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from planforge.corpus.standing import is_ended_by_another, standing
from planforge.findings import Severity
from planforge.i18n import msg
from planforge.model.scales import Direction
from planforge.rules.articles import CLEAR_DUTIES
from planforge.rules.levels.step_ends import odd_steps
from planforge.rules.rule import Hit, cite, plan_rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from planforge.corpus.plan_view import Level, PlanView

WHO_STARTS_ENDS: Final = cite("国家突发事件总体应急预案", "3.3.6")


@plan_rule(
    "LVL045",
    "level.changed-by-a-lower-post",
    Severity.WARNING,
    title=msg("Level raised or lowered by a lower post than decides on it"),
    rationale=msg(
        "Who may not start the higher of the two levels may not bring it about, nor take it away, "
        "by a change either; at night two posts each think that the other has decided."
    ),
    sources=(WHO_STARTS_ENDS, CLEAR_DUTIES),
)
def changed_by_a_lower_post(view: PlanView) -> Iterator[Hit]:
    """Entries of 级别调整 decided below everybody who may start or end the higher level.

    Likewise those of 启动条件调整 decided by somebody who may not even start the lowest level that
    they bring about. Posts outside the command body are left out, for nobody can say how high they
    stand, and so are levels that are ended by another than starts them: their decider may be the
    wrong one.
    """
    if not (view.plan.transitions or view.plan.adjustments):
        return
    yield from _adjusted(view)
    levels = {level.severity: level for level in view.levels}
    for i, step in enumerate(view.plan.transitions):
        source, target = view.severity(step.source), view.severity(step.target)
        level = levels.get(max(source or 0, target or 0))
        if source is None or target is None or level is None or i in odd_steps(view):
            continue
        if is_ended_by_another(view, level):
            continue
        if _is_below(view, step.decided_by, tuple(_may(view, level))):
            yield Hit(
                view.at("transitions", i, "decided_by"),
                msg(
                    "{decider} decides on the change from {source} to {target}, but {level} is "
                    "decided by {other}",
                    decider=step.decided_by,
                    source=step.source,
                    target=step.target,
                    level=level.name,
                    other=level.facts.decided_by,
                ),
                msg("Let {other} decide it", other=level.facts.decided_by),
                ((view.at(*level.pointer, "decided_by"), msg("The start is decided here")),),
            )


def _adjusted(view: PlanView) -> Iterator[Hit]:
    by_severity = {level.severity: level for level in view.levels}
    for i, entry in enumerate(view.plan.adjustments):
        reached = [view.severity(name) for name in entry.levels] or list(by_severity)
        lowest = min((rank for rank in reached if rank is not None), default=None)
        if lowest is None or entry.direction not in {Direction.RAISE, Direction.LOWER}:
            continue
        level = by_severity.get(lowest + (entry.direction is Direction.RAISE))
        if level is None or is_ended_by_another(view, level):
            continue
        if _is_below(view, entry.decided_by, tuple(_may(view, level))):
            yield Hit(
                view.at("adjustments", i, "decided_by"),
                msg(
                    "{decider} decides on an adjustment that brings about {level}, which is "
                    "decided by {other}",
                    decider=entry.decided_by,
                    level=level.name,
                    other=level.facts.decided_by,
                ),
                msg("Let {other} decide it", other=level.facts.decided_by),
                ((view.at(*level.pointer, "decided_by"), msg("The start is decided here")),),
            )


def _is_below(view: PlanView, names: tuple[str, ...], others: tuple[str, ...]) -> bool:
    """Whether all of *names* stand below all of *others*, as far as it is known of every one."""
    own = [standing(view, name) for name in names]
    needed = [standing(view, name) for name in others]
    ranked = [rank for rank in own if rank is not None]
    wanted = [rank for rank in needed if rank is not None]
    if not ranked or not wanted or len(ranked) < len(own) or len(wanted) < len(needed):
        return False
    return max(ranked) < min(wanted)


def _may(view: PlanView, level: Level) -> Iterator[str]:
    """Yield who may start or end *level*."""
    facts = level.facts
    yield from (*facts.decided_by, *facts.urgent_decision_by, *facts.overruled_by)
    for authority in facts.authorities:
        yield from authority.decided_by
    end = facts.termination or view.plan.termination
    if end is not None:
        yield from end.decided_by


__all__ = ["changed_by_a_lower_post"]
