"""Expected actions: what the plan orders, at the level of that moment, with its clause."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Final, NamedTuple

from planforge.corpus.drills import NO_LEVEL
from planforge.drill.kit.clauses import action_basis
from planforge.drill.kit.rises import Rise
from planforge.drill.kit.values import Basis, Expected, is_at_once
from planforge.model.base import Kind
from planforge.model.scales import OrganisationCategory

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from planforge.corpus.drills import DrillView
    from planforge.corpus.plan_view import ActionAt, PlanView
    from planforge.drill.kit.course import Course
    from planforge.drill.kit.rises import Since
    from planforge.model import drill as model
    from planforge.model.scalars import Limit
    from planforge.model.scales import Phase

_SEVERAL: Final = frozenset({OrganisationCategory.COLLECTIVE})
"""Words for units that the scenario names: 事发地县（区）政府."""
_COUNTY: Final = "县（区）政府"
AT_ONCE_GRACE: Final = 300
"""Seconds within which begins what is done at once, if the inject has no grace of its own.

No law or standard says how long 立即 is: this is an assumption of the drill.
"""


class _Limited(NamedTuple):
    """A limit, from what it runs (None for the inject), and the second at which it passes."""

    limit: Limit | None
    anchor: Since | None
    due: int | None


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
        limits = self._limits_of(inject.expected, second)
        for one in inject.expected:
            yield self._expected(one, inject, limits[self._key(one)])

    def _key(self, one: model.Expected) -> tuple[str, str]:
        """Return plan and action that *one* is about, by their ids."""
        found = self.view.plan(one.plan)
        return found.plan.id if found else one.plan, one.action

    def _limits_of(
        self, expected: Iterable[model.Expected], second: int | None
    ) -> dict[tuple[str, str], _Limited]:
        """Return the limits of what an inject at *second* calls for.

        What waits for something else of it that runs from the inject does so, too.
        """
        keys = [self._key(one) for one in expected]
        found = {key: self._limit_of_inject(*key, second) for key in keys}
        if second is None:
            return found
        for _ in keys:
            for key in keys:
                again = self._again(*key, second) if self._is_before_firsts(key, found) else None
                if again and (again.due or 0) > (found[key].due or 0):
                    found[key] = again
        return found

    def _is_before_firsts(
        self, key: tuple[str, str], found: Mapping[tuple[str, str], _Limited]
    ) -> bool:
        """Whether what *key* names is due before something of *found* that it waits for."""
        plan, action = key
        view, due = self.view.plan(plan), found[key].due
        index = view.action_index.get(action) if view else None
        if view is None or index is None or due is None:
            return False
        firsts = [found.get((plan, one)) for one in view.plan.actions[index].after]
        return any(one and one.due is not None and one.due > due for one in firsts)

    def called_for(self, plan: str, action: str, second: int) -> Expected | None:
        """Return what the last inject until *second* expects of *action*; None if none does."""
        found = [one for at, one in self._called.get((plan, action), ()) if at <= second]
        return found[-1] if found else None

    @cached_property
    def _called(self) -> Mapping[tuple[str, str], list[tuple[int, Expected]]]:
        """What injects expect, by plan and action, each with the second of its inject, in order."""
        found: dict[tuple[str, str], list[tuple[int, Expected]]] = {}
        for inject in self.view.drill.injects:
            if inject.at is not None:
                for one in self.of_inject(inject):
                    found.setdefault((one.plan, one.action), []).append((inject.at.seconds, one))
        return {key: sorted(calls, key=lambda call: call[0]) for key, calls in found.items()}

    def _expected(self, one: model.Expected, inject: model.Inject, limited: _Limited) -> Expected:
        second = inject.at.seconds if inject.at else None
        at = self.action_at(one.plan, one.action, second)
        plan, _ = self._key(one)
        limit, anchor, due = limited
        asked = _less(one.within, limit)
        asked_due = _after(second, asked)
        grace = _grace(limit, inject.grace)
        return Expected(
            id=f"{inject.id}/{plan}/{one.action}",
            plan=plan,
            action=one.action if at else "",
            title=title_of(at) if at else one.action,
            content=at.content if at else "",
            actors=(one.by,) if one.by else self.actors(at, plan) if at else (),
            limit=limit,
            anchor=anchor,
            due=asked_due if due is None else due + grace,
            standard=one.standard,
            critical=one.critical,
            basis=self.basis(one.plan, one.action),
            asked=asked,
            asked_due=asked_due,
            grace=grace,
        )

    def _limit_of_inject(self, plan: str, action: str, second: int | None) -> _Limited:
        """Return the limit of what an inject at *second* calls for, and when it passes.

        It is the plan's. Where that had passed before the inject came, or the action was over or
        under way by then, or what it is about came after that had begun to run, it runs again, from
        the inject: nobody answers for the time before.
        """
        found = self._limit(plan, action, second)
        if second is None:
            return found
        task = self._course.task(plan, action, second)
        ahead = found.due if found.due is not None and found.due >= second else None
        is_to_come = task is None or task.begin.t >= second
        if ahead is not None and is_to_come and not self._is_new(plan, found, second):
            return self._kept(plan, action, second)
        again = self._again(plan, action, second)
        if again is None or again.due is None or (ahead is not None and ahead > again.due):
            return found._replace(due=ahead)
        return again

    def _is_new(self, plan: str, limited: _Limited, second: int) -> bool:
        """Whether what an inject at *second* tells of came after the limit had begun to run."""
        if limited.due is None or limited.limit is None or limited.limit.seconds is None:
            return False
        since = limited.due - limited.limit.seconds
        own = [
            one.at.seconds
            for one in self.view.drill.developments
            if any(self._is(name, plan) for name in one.plans)
        ]
        return any(since < at <= second for at in own)

    def _again(self, plan: str, action: str, second: int) -> _Limited | None:
        """Return the limit of *action* from *second* on; a level that rises until then cuts it."""
        at = self.action_at(plan, action, second)
        due = _after(second, at.limit if at else None)
        if at is None or due is None:
            return None
        found = _Limited(at.limit, at.anchor if due == second else None, due)
        return self._cut(plan, action, found, second)

    def _kept(self, plan: str, action: str, second: int | None) -> _Limited:
        """Return the limit of *action* as levels leave it that rise while it runs."""
        found = self._limit(plan, action, second)
        task = self._course.task(plan, action, second)
        return self._cut(plan, action, found, task.limited) if task else found

    def _cut(self, plan: str, action: str, found: _Limited, since: int) -> _Limited:
        """Return *found* as levels leave it that rise after *since*, before it passes.

        That the rehearsal was done with the action by then frees nobody who is not.
        """
        for raised in self._course.raised(plan, since, found.due or 0):
            higher = self.action_at(plan, action, raised)
            by = _after(raised, higher.limit if higher else None)
            if higher and by is not None and found.due is not None and by < found.due:
                found = _Limited(higher.limit, Rise(self._course.level(plan, raised)), by)
        return found

    def _limit(self, plan: str, action: str, second: int | None) -> _Limited:
        """Return the limit of *action*, from what it runs, and when it passes.

        It is that of the level at which the run had it, so that limit and moment fit together.
        """
        task = self._course.task(plan, action, second)
        at = self.action_at(plan, action, task.limited if task else second)
        if at is None:
            return _Limited(None, None, None)
        anchor = self._course.since(task.last, at.anchor) if task else at.anchor
        return _Limited(at.limit, anchor, task.due if task else None)

    def actors(self, at: ActionAt, plan: str) -> tuple[str, ...]:
        """Return who does an action of *plan*, the governments of the scenario by their names."""
        found: dict[str, None] = {}
        for name in at.responsible:
            entity = self.view.get(name)
            is_several = getattr(entity.element, "category", None) in _SEVERAL if entity else False
            meant = self._course.places(plan, at.action.id) if is_several else ()
            found |= dict.fromkeys(meant or (name,))
        return tuple(found)

    def named(self, names: Iterable[str], plan: str) -> tuple[str, ...]:
        """Return *names* of *plan*, 事发地县（区）政府 as the governments of its own places."""
        found: dict[str, None] = {}
        for name in names:
            entity = self.view.get(name)
            is_several = getattr(entity.element, "category", None) in _SEVERAL if entity else False
            meant = tuple(one.short_name for one in self.view.meant(name, plan))
            if is_several and _COUNTY in name:
                meant = meant or self._governments(plan)
            found |= dict.fromkeys(meant or (name,))
        return tuple(found)

    def _governments(self, plan: str) -> tuple[str, ...]:
        """Return the governments of the places where that happens what *plan* answers to."""
        drill, names = self.view.drill, self.view.registry.names
        own = (one.regions for one in drill.plan_places if self._is(one.plan, plan))
        regions = [names.get(one, (Kind.REGION,)) for one in next(own, drill.regions)]
        units = {
            region.id: entity.short_name
            for entity in self.view.registry.organisations()
            if getattr(entity.element, "category", None) is OrganisationCategory.GOVERNMENT
            and (region := names.get(getattr(entity.element, "region", "") or "", (Kind.REGION,)))
        }
        return tuple(units[one.id] for one in regions if one and one.id in units)

    def _is(self, name: str, plan: str) -> bool:
        view = self.view.plan(name)
        return view is not None and view.plan.id == plan

    def of_goal(self, goal: model.Goal, plan: str, action: str) -> Expected | None:
        """Return *action* of *plan* as something that *goal* is about; None if there is none."""
        at = self.action_at(plan, action, None)
        found = self.view.plan(plan)
        if at is None or found is None:
            return None
        happened = self._course.happened(found.plan.id)
        is_after = self._course.task(found.plan.id, action, happened) is not None
        limit, anchor, due = self._kept(found.plan.id, action, happened if is_after else None)
        return Expected(
            id=f"{goal.id}/{found.plan.id}/{action}",
            plan=found.plan.id,
            action=action,
            title=title_of(at),
            content=at.content,
            actors=self.actors(at, found.plan.id),
            limit=limit,
            anchor=anchor,
            due=None if due is None else due + _grace(limit, None),
            standard="",
            critical=False,
            basis=self.basis(plan, action),
            grace=_grace(limit, None),
        )


def _grace(limit: Limit | None, own: Limit | None) -> int:
    """Return within how many seconds begins what *limit* wants at once; 0 for other limits.

    Args:
        limit: What the plan allows.
        own: The grace of the inject; None if it has none of its own.
    """
    if not is_at_once(limit):
        return 0
    return AT_ONCE_GRACE if own is None or own.seconds is None else own.seconds


def _less(asked: Limit | None, allowed: Limit | None) -> Limit | None:
    """Return what organisers ask for if the plan, which allows *allowed*, does not ask for it.

    A plan that says 立即 says when it begins; by when it is done organisers may ask.
    """
    if asked is None or asked.seconds is None:
        return None
    least = allowed.seconds if allowed else None
    return asked if not least or asked.seconds < least else None


def _after(second: int | None, limit: Limit | None) -> int | None:
    """Return when *limit* passes that runs from *second*; None if that is not known."""
    if second is None or limit is None or limit.seconds is None:
        return None
    return second + limit.seconds


def title_of(at: ActionAt) -> str:
    """Return the name of an action: its title, else the first clause of its text."""
    if at.action.title:
        return at.action.title
    for mark in ("，", "；", "。"):
        head, found, _ = at.content.partition(mark)
        if found:
            return head
    return at.content


__all__ = ["AT_ONCE_GRACE", "Plans", "title_of"]
