"""Expected actions: what the plan orders, at the level of that moment, with its clause."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from planforge.corpus.drills import NO_LEVEL
from planforge.drill.kit.clauses import action_basis
from planforge.drill.kit.values import Basis, Expected
from planforge.model.scales import OrganisationCategory

if TYPE_CHECKING:
    from collections.abc import Iterator

    from planforge.corpus.drills import DrillView
    from planforge.corpus.plan_view import ActionAt, PlanView
    from planforge.drill.kit.course import Course
    from planforge.model import drill as model
    from planforge.model.scalars import Limit
    from planforge.model.scales import Anchor, Phase

_SEVERAL: Final = frozenset({OrganisationCategory.COLLECTIVE})
"""Words for units that the scenario names: 事发地县（区）政府."""


class Plans:
    """The plans of a drill, asked for what they order at a moment of its scenario."""

    def __init__(self, view: DrillView, course: Course) -> None:
        """Ask the plans of *view* about the *course* of events."""
        self.view = view
        self._course = course

    def action_at(self, plan: str, action: str, second: int | None) -> ActionAt | None:
        """Return the action of *plan* as it is carried out at this second of the scenario."""
        found = self.view.plan(plan)
        index = found.action_index.get(action) if found else None
        if found is None or index is None:
            return None
        return found.action_at(index, found.plan.actions[index], self._severity(found, second))

    def basis(self, plan: str, action: str) -> Basis:
        """Return where *plan* orders *action*."""
        found = self.view.plan(plan)
        index = found.action_index.get(action) if found else None
        if found is None or index is None:
            return Basis(plan, found.plan.name if found else plan)
        return action_basis(found, index)

    def phase(self, plan: str, action: str) -> Phase | None:
        """Return the phase of an action; None if there is no such action."""
        at = self.action_at(plan, action, None)
        return at.action.phase if at else None

    def _severity(self, view: PlanView, second: int | None) -> int:
        level = self._course.level(view.plan.id, second)
        known = None if level in NO_LEVEL else view.severity(level)
        return known or 1

    def of_inject(self, inject: model.Inject) -> Iterator[Expected]:
        """Yield what is expected on *inject*."""
        second = inject.at.seconds if inject.at else None
        for one in inject.expected:
            yield self._expected(one, inject.id, second)

    def _expected(self, one: model.Expected, inject: str, second: int | None) -> Expected:
        at = self.action_at(one.plan, one.action, second)
        found = self.view.plan(one.plan)
        plan = found.plan.id if found else one.plan
        limit, anchor, due = self._limit(plan, one.action, second)
        if one.within is not None:
            limit, anchor = one.within, None
            if second is not None and one.within.seconds is not None:
                due = second + one.within.seconds
        if due is None and limit is not None and limit.seconds == 0:
            due = second
        return Expected(
            id=f"{inject}/{plan}/{one.action}",
            plan=plan,
            action=one.action if at else "",
            title=title_of(at) if at else one.action,
            content=at.content if at else "",
            actors=(one.by,) if one.by else self.actors(at, plan) if at else (),
            limit=limit,
            anchor=anchor,
            due=due,
            standard=one.standard,
            critical=one.critical,
            basis=self.basis(one.plan, one.action),
        )

    def _limit(
        self, plan: str, action: str, second: int | None
    ) -> tuple[Limit | None, Anchor | None, int | None]:
        """Return the limit of *action*, from what it runs, and when it passes.

        It is that of the level at which the run had it, so that limit and moment fit together.
        """
        task = self._course.task(plan, action, second)
        at = self.action_at(plan, action, task.limited if task else second)
        if at is None:
            return None, None, None
        return at.limit, at.anchor, task.due if task else None

    def actors(self, at: ActionAt, plan: str) -> tuple[str, ...]:
        """Return who does an action of *plan*, the governments of the scenario by their names."""
        found: dict[str, None] = {}
        for name in at.responsible:
            entity = self.view.get(name)
            is_several = getattr(entity.element, "category", None) in _SEVERAL if entity else False
            meant = self._course.places(plan, at.action.id) if is_several else ()
            found |= dict.fromkeys(meant or (name,))
        return tuple(found)

    def of_goal(self, goal: model.Goal, plan: str, action: str) -> Expected | None:
        """Return *action* of *plan* as something that *goal* is about; None if there is none."""
        at = self.action_at(plan, action, None)
        found = self.view.plan(plan)
        if at is None or found is None:
            return None
        limit, anchor, due = self._limit(found.plan.id, action, None)
        return Expected(
            id=f"{goal.id}/{found.plan.id}/{action}",
            plan=found.plan.id,
            action=action,
            title=title_of(at),
            content=at.content,
            actors=self.actors(at, found.plan.id),
            limit=limit,
            anchor=anchor,
            due=due,
            standard="",
            critical=False,
            basis=self.basis(plan, action),
        )


def title_of(at: ActionAt) -> str:
    """Return the name of an action: its title, else the first clause of its text."""
    if at.action.title:
        return at.action.title
    for mark in ("，", "；", "。"):
        head, found, _ = at.content.partition(mark)
        if found:
            return head
    return at.content


__all__ = ["Plans", "title_of"]
