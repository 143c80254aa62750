"""What a score means for those who read the report: goals, units, plans, parts of the evaluation.

Nothing here is judged anew. A goal is reached if all that serves it was seen in time; the rest is
counting, so that a report names what it counts.
"""

from __future__ import annotations

from enum import StrEnum
from fractions import Fraction
from typing import TYPE_CHECKING

from planforge.corpus.deeds import title as title_of
from planforge.drill.lateness import Cause
from planforge.drill.timed import Verdict
from planforge.frozen import dataclass

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from planforge.drill.kit.values import Kit, Watched
    from planforge.drill.score import Score
    from planforge.drill.timed import Judgement, Records, Timed
    from planforge.model.drill import Goal


@dataclass(frozen=True, slots=True)
class Held:
    """A drill that was held.

    Attributes:
        records: What recorders and evaluators wrote.
        score: What it says.
    """

    records: Records
    score: Score

    @property
    def span(self) -> tuple[int, int] | None:
        """The first and the last second of the drill of which anything was written down."""
        moments = [*self.records.given.values()]
        for one in self.records.seen.values():
            moments += [at for at in (one.begun, one.ended) if at is not None]
        return (min(moments), max(moments)) if moments else None


class Reached(StrEnum):
    """Whether a goal was reached, as far as records tell."""

    YES = "yes"
    PARTLY = "partly"
    NO = "no"
    UNKNOWN = "unknown"
    """Nothing that serves it was to be seen, its injects were not given, or nobody wrote of it."""


@dataclass(frozen=True, slots=True)
class GoalOutcome:
    """How a goal fared.

    Attributes:
        goal: The goal.
        reached: Whether it was reached.
        counts: How many of the expected actions that serve it went how.
        ratings: Ratings that evaluators gave the goal itself.
    """

    goal: Goal
    reached: Reached
    counts: Mapping[Verdict, int]
    ratings: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class UnitOutcome:
    """How a unit or post fared: its expected actions by how they went.

    Attributes:
        name: Unit or post.
        counts: How many of its expected actions went how.
        late_min: Minutes of the scenario that it was late in all.
    """

    name: str
    counts: Mapping[Verdict, int]
    late_min: int


@dataclass(frozen=True, slots=True)
class PlanOutcome:
    """What of a plan was put into practice.

    Attributes:
        plan: Id of the plan.
        name: Its name.
        actions: How many actions it has.
        tried: How many of them were expected of players.
        seen: How many of these were seen.
        short_min: Minutes of delay that the rehearsal has as well.
        untried: Names of the actions that nobody was to show.
    """

    plan: str
    name: str
    actions: int
    tried: int
    seen: int
    short_min: int
    untried: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Judged:
    """An item of the evaluation with what evaluators wrote of it."""

    item: Watched
    judgement: Judgement


def counts_of(timed: Iterable[Timed]) -> dict[Verdict, int]:
    """Return how many of *timed* went how, in the order of the verdicts; those of none left out."""
    found = [one.verdict for one in timed]
    return {verdict: count for verdict in Verdict if (count := found.count(verdict))}


def goals(kit: Kit, score: Score, records: Records) -> tuple[GoalOutcome, ...]:
    """Return how each goal of the drill fared, in its order."""
    rated: dict[str, list[str]] = {}
    for one in records.judged:
        if one.rating and one.item.startswith("goal/"):
            rated.setdefault(one.item.removeprefix("goal/"), []).append(one.rating)
    worst = kit.pack.worst.id
    found = []
    for goal in kit.rehearsal.view.drill.goals:
        own = [one for one in score.timed if goal.id in one.inject.goals]
        ratings = tuple(rated.get(goal.id, ()))
        reached = _reached(own)
        if reached is Reached.YES and worst in ratings:
            reached = Reached.PARTLY
        found.append(GoalOutcome(goal, reached, counts_of(own), ratings))
    return tuple(found)


def _reached(own: list[Timed]) -> Reached:
    open_ = {Verdict.NOT_GIVEN, Verdict.NOT_DUE, Verdict.NOT_RECORDED}
    played = [one for one in own if one.verdict not in open_]
    if not played:
        return Reached.UNKNOWN
    missed = [one for one in played if one.verdict is Verdict.NOT_DONE]
    if len(missed) == len(played) or any(one.expected.critical for one in missed):
        return Reached.NO
    if missed or any(one.verdict is Verdict.LATE for one in played):
        return Reached.PARTLY
    is_known = all(one.verdict is not Verdict.NOT_RECORDED for one in own)
    return Reached.YES if is_known else Reached.UNKNOWN


def units(score: Score) -> tuple[UnitOutcome, ...]:
    """Return how each unit and post fared, those that were late or missing first."""
    own: dict[str, list[Timed]] = {}
    for one in score.timed:
        for name in one.expected.actors:
            own.setdefault(name, []).append(one)
    found = [UnitOutcome(name, counts_of(ones), sum(one.late_min for one in ones))
             for name, ones in own.items()]  # fmt: skip
    return tuple(sorted(found, key=lambda one: (-_bad(one), one.name)))


def _bad(one: UnitOutcome) -> int:
    return one.counts.get(Verdict.NOT_DONE, 0) + one.counts.get(Verdict.LATE, 0)


def plans(kit: Kit, score: Score) -> tuple[PlanOutcome, ...]:
    """Return what of each plan of the drill was put into practice, in their order."""
    found = []
    for view in kit.rehearsal.view.plans:
        own = [one for one in score.timed if one.expected.plan == view.plan.id]
        wanted = {one.expected.action for one in own if one.verdict is not Verdict.NOT_GIVEN}
        seen = {one.expected.action for one in own if _was_seen(one)}
        actions = {one.id: title_of(one) for one in view.plan.actions}
        short = [dict(one.parts_min).get(Cause.PLAN, 0) for one in own]
        found.append(
            PlanOutcome(
                view.plan.id,
                view.plan.name,
                len(actions),
                len(wanted & actions.keys()),
                len(seen & actions.keys()),
                sum(one for one in short if one > 0),
                tuple(name for id_, name in actions.items() if id_ not in wanted),
            )
        )
    return tuple(found)


def _was_seen(one: Timed) -> bool:
    return one.verdict in {Verdict.IN_TIME, Verdict.DONE, Verdict.LATE}


def judged(kit: Kit, records: Records) -> dict[str, list[Judged]]:
    """Return what evaluators wrote, by part of the evaluation, in order of the sheets."""
    wrote = {(one.sheet, one.item): one for one in records.judged}
    found: dict[str, list[Judged]] = {}
    for sheet in kit.sheets:
        for item in sheet.items:
            one = wrote.get((sheet.id, item.id))
            if one is not None:
                found.setdefault(item.dimension, []).append(Judged(item, one))
    return found


def mean_points(kit: Kit, counts: Mapping[str, int]) -> Fraction | None:
    """Return the mean of the points of ratings; None if none of them counts points.

    What was not observed has no points, so it is left out rather than counted as nothing.
    """
    points = {one.id: one.points for one in kit.pack.ratings}
    known = [(p, count) for code, count in counts.items() if (p := points.get(code)) is not None]
    total = sum(count for _, count in known)
    return Fraction(sum(p * count for p, count in known), total) if total else None


__all__ = [
    "GoalOutcome",
    "Held",
    "Judged",
    "PlanOutcome",
    "Reached",
    "UnitOutcome",
    "counts_of",
    "goals",
    "judged",
    "mean_points",
    "plans",
    "units",
]
