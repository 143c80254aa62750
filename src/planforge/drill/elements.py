"""Which parts of plans something seen at a drill is about: their actions and levels.

What is to be mended is closed only by a change of what it names, so every item names it as nearly
as anybody can tell: what evaluators wrote, what a goal is about, or the actions that show whether
an item of the evaluation is met.
"""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from planforge.corpus.deeds import title as title_of
from planforge.drill.entries import EntryKind
from planforge.drill.kit.clauses import action_basis, level_basis
from planforge.drill.kit.evaluation import judging
from planforge.frozen import dataclass
from planforge.model.drill import PlanPart
from planforge.model.drill_scales import TaskTarget

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    from planforge.corpus.drills import DrillView
    from planforge.corpus.plan_view import PlanView
    from planforge.drill.entries import Entry
    from planforge.drill.kit.values import Expected, Kit, Watched
    from planforge.model.drill import Task


@dataclass(frozen=True, slots=True)
class Named:
    """A part of a plan, or, without action and level, the plan.

    Attributes:
        plan: Id of the plan.
        name: Its name.
        action: Id of the action; empty for none.
        level: Name of the level; empty for none.
        clause: Where the plan says it; empty for the plan as a whole.
    """

    plan: str
    name: str
    action: str = ""
    level: str = ""
    clause: str = ""


class Elements:
    """The parts of the plans of a drill."""

    def __init__(self, kit: Kit) -> None:
        """Look parts up in the plans of *kit*."""
        self._kit = kit

    def of_expected(self, expected: Expected) -> tuple[Named, ...]:
        """Return the action that is *expected*; nothing if the plan does not have it."""
        view = self._kit.rehearsal.view.plan(expected.plan)
        found = view and _action(view, expected.action)
        return (found,) if found else ()

    def of_item(
        self, sheet: str, item: Watched, failed: Collection[str] = (), said: str = ""
    ) -> tuple[Named, ...]:
        """Return what an item of the evaluation is about; nothing if it is about no plan.

        Args:
            sheet: Id of the evaluator; empty for the common sheet.
            item: The item.
            failed: Ids of expected actions that were late or not seen: of the actions that show
                whether an item of the pack is met, only these count if there are any.
            said: What evaluators wrote of it: what they name goes before all.
        """
        named = self.said_in(said)
        if named:
            return named
        if item.expected is not None:
            return self.of_expected(item.expected)
        if item.goal is not None:
            serving = [
                one
                for inject in self._kit.injects
                if item.goal.id in inject.goals
                for one in inject.expected
            ]
            return parts_of(self._kit.rehearsal.view, item.goal.about) or self._all(serving)
        own = [
            one for x in self._kit.sheets if not sheet or x.id == sheet for one in x.items
        ]  # fmt: skip
        watched = [x.expected for x in own if x.expected and x.dimension == item.dimension]
        named = self._all([one for one in watched if one.id in failed] or watched)
        return named or self._carried_out(own, item.dimension) or self._wholes(own, item.dimension)

    def _wholes(self, items: Iterable[Watched], dimension: str) -> tuple[Named, ...]:
        """Return the plans of *items* whole; nothing for a part of the pack about other things.

        Reports and warnings are no actions: what is wrong with them is to be mended in the plan.
        """
        target = {one.id: one.target for one in self._kit.pack.dimensions}.get(dimension)
        if target not in {None, TaskTarget.PLAN}:
            return ()
        plans = self._plans(items)
        views = self._kit.rehearsal.view.plans
        return tuple(_whole(view) for view in views if view.plan.id in plans)

    def _plans(self, items: Iterable[Watched]) -> set[str]:
        items = tuple(items)
        parts = [part for one in items if one.goal for part in one.goal.about]
        plans = {one.expected.plan for one in items if one.expected}
        return plans | {one.plan for one in parts_of(self._kit.rehearsal.view, parts)}

    def _carried_out(self, items: Iterable[Watched], dimension: str) -> tuple[Named, ...]:
        """Return what the plans of *items* order and the rehearsal does in a part of the pack."""
        plans = self._plans(items)
        return tuple(
            found
            for view in self._kit.rehearsal.view.plans
            if view.plan.id in plans
            for one in view.plan.actions
            if f"{view.plan.id}/{one.id}" in self._done
            and (part := judging(self._kit.pack, title_of(one), one.phase))
            and part.id == dimension
            and (found := _action(view, one.id))
        )

    @cached_property
    def _done(self) -> frozenset[str]:
        """Plan and action of all that the rehearsal does."""
        return frozenset(
            one.entity.partition("#")[0].partition("@")[0]
            for one in self._kit.trace.records
            if one.type == "task_start"
        )

    def said_in(self, text: str) -> tuple[Named, ...]:
        """Return the plans that *text* names, or their clauses that stand in it too."""
        names = {
            name: view
            for view in self._kit.rehearsal.view.plans
            for name in (view.plan.name, *view.plan.short_names)
            if name in text
        }
        meant = {
            view.plan.id: view
            for name, view in names.items()
            if not any(name != other and name in other for other in names)
        }
        found: dict[Named, None] = {}
        for view in meant.values():
            own = [one for one in self._clauses[view.plan.id] if one.clause in text]
            longest = [one for one in own if not any(_is_more(x, one) for x in own)]
            found |= dict.fromkeys(longest or [_whole(view)])
        return tuple(found)

    @cached_property
    def _clauses(self) -> dict[str, tuple[Named, ...]]:
        return {
            view.plan.id: tuple(
                found
                for one in view.plan.actions
                if (found := _action(view, one.id)) and found.clause
            )
            for view in self._kit.rehearsal.view.plans
        }

    def _all(self, expected: Iterable[Expected]) -> tuple[Named, ...]:
        return tuple(dict.fromkeys(one for x in expected for one in self.of_expected(x)))


def parts_of(view: DrillView, parts: Iterable[PlanPart]) -> tuple[Named, ...]:
    """Return *parts* as they stand in the file of the drill *view*, each action and level alone."""
    found: dict[Named, None] = {}
    for part in parts:
        plan = view.plan(part.plan)
        if plan is None:
            continue
        levels = (_level(plan, one) for one in part.levels)
        own = [one for one in (*levels, *(_action(plan, x) for x in part.actions)) if one]
        found |= dict.fromkeys(own or [_whole(plan)])
    return tuple(found)


def keeper(view: DrillView, about: tuple[Named, ...]) -> str:
    """Return the department that leads the first plan of *about*: it keeps that plan.

    Empty for none.
    """
    plan = view.plan(about[0].plan) if about else None
    return plan.plan.lead or "" if plan else ""


def task_parts(task: Task) -> tuple[PlanPart, ...]:
    """Return all parts of plans that a *task* in the file of a drill names."""
    if task.plan is None:
        return task.about
    own = PlanPart(plan=task.plan, actions=(task.action,) if task.action else ())
    return (own, *task.about)


def concerns(entries: tuple[Entry, ...], part: Named) -> bool:
    """Whether a weakness about *entries* is to be mended at *part*, or, without one, in the plan.

    Of persons, teams and supplies that are wanted twice, every action that wants them is at fault.
    """
    if not entries:
        return False
    first, *others = entries
    if part.level:
        return first.kind is EntryKind.LEVEL and (first.plan, first.name) == (part.plan, part.level)
    if not part.action:
        return part.plan in {first.plan, first.id}
    action = f"{part.plan}/{part.action}"
    if first.kind is EntryKind.ACTION:
        return _of_all_places(first) == action
    return action in map(_of_all_places, others)


def _of_all_places(entry: Entry) -> str:
    """Return the id of an action, without the place of one of several that do it."""
    return entry.id.partition("@")[0]


def ids_of(about: Iterable[Named]) -> tuple[str, ...]:
    """Return the ids by which files name the parts: flood/evacuate, flood/Ⅱ级, flood."""
    return tuple("/".join(filter(None, (x.plan, x.level or x.action))) for x in about)


def entry_id(entries: Iterable[Entry]) -> str:
    """Return the id by which files name the first of *entries* that stands in a plan; or none."""
    for one in entries:
        if one.kind is EntryKind.LEVEL:
            return f"{one.plan}/{one.name}"
        if one.plan or one.kind is EntryKind.PLAN:
            return one.id.partition("@")[0]
    return ""


def by_plan(about: Iterable[Named]) -> dict[str, tuple[str, ...]]:
    """Return for the name of each plan the clauses and levels of it, for a table."""
    found: dict[str, list[str]] = {}
    for one in about:
        spots = found.setdefault(one.name, [])
        if one.clause or one.level:
            spots.append(f"{one.clause}{one.level}")
    return {name: tuple(dict.fromkeys(spots)) for name, spots in found.items()}


def _action(view: PlanView, action: str) -> Named | None:
    index = view.action_index.get(action)
    if index is None:
        return None
    return Named(view.plan.id, view.plan.name, action, clause=action_basis(view, index).clause)


def _level(view: PlanView, name: str) -> Named | None:
    level = view.level(name)
    if level is None:
        return None
    clause = level_basis(view, level.name).clause
    return Named(view.plan.id, view.plan.name, level=level.name, clause=clause)


def _whole(view: PlanView) -> Named:
    return Named(view.plan.id, view.plan.name)


def _is_more(one: Named, other: Named) -> bool:
    """Whether the clause of *one* is that of *other* and more: 4.2（11） of 4.2（1, or 14.2."""
    return one.clause != other.clause and other.clause in one.clause


__all__ = [
    "Elements",
    "Named",
    "by_plan",
    "concerns",
    "entry_id",
    "ids_of",
    "keeper",
    "parts_of",
    "task_parts",
]
