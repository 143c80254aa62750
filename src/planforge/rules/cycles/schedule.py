"""When filing, publication, drills and evaluation of a plan are due, and how they stand.

The rules on editions and cycles report what is late; this says of each plan how it stands with
everything, by the same reckoning.
"""

from __future__ import annotations

from datetime import timedelta
from enum import Enum
from typing import TYPE_CHECKING

from planforge.corpus.workdays import surely_over, workday_after
from planforge.frozen import dataclass
from planforge.rules.cycles.days import NOTICE, drill_cycle, evaluation_cycle
from planforge.rules.cycles.editions import FILED, FILED_WITHIN, PUBLIC, PUBLIC_WITHIN

if TYPE_CHECKING:
    from datetime import date

    from planforge.corpus.outline import PlanOutline
    from planforge.corpus.registry import Registry
    from planforge.rules.cycles.days import Cycle


class Standing(Enum):
    """How a plan stands with something it needs."""

    NOT_ASKED = "not-asked"
    """No law asks it of such a plan."""
    DONE = "done"
    """Done, once for all, in time as far as is known."""
    DONE_LATE = "done-late"
    """Done, but after the day it was due."""
    IN_TIME = "in-time"
    """Not yet due on the day of the check."""
    SOON = "soon"
    """Due within the days of notice."""
    OVERDUE = "overdue"
    """Not done, and due before the day of the check."""
    UNJUDGED = "unjudged"
    """Not done, and not judged: no day was given, or a year's holidays are not known."""


@dataclass(frozen=True, slots=True)
class Due:
    """Something a plan needs.

    Attributes:
        last: When it was done, last if it is done again and again; None if that is not recorded.
        due: The last day on which it is (or was) in time; None if none is asked for or known.
        standing: How the plan stands with it.
        months: After how many months it is due again; None for what is done once.
    """

    last: date | None
    due: date | None
    standing: Standing
    months: int | None = None


@dataclass(frozen=True, slots=True)
class Schedule:
    """What an edition needs after its issue."""

    filing: Due
    publication: Due
    drill: Due
    evaluation: Due


def schedule(outline: PlanOutline, registry: Registry, as_of: date | None) -> Schedule:
    """Return how the plan of *outline* stands on the day *as_of*; None leaves it unjudged.

    Days of filing and publication are working days of the Chinese calendar.
    """
    edition, kind = outline.edition, outline.plan_class
    is_public = kind in PUBLIC and not outline.internal
    return Schedule(
        _once(outline, edition.filed, FILED_WITHIN.of(registry) if kind in FILED else None, as_of),
        _once(
            outline,
            edition.published,
            PUBLIC_WITHIN.of(registry) if is_public else None,
            as_of,
        ),
        _again(drill_cycle(outline, registry, as_of), as_of, notice=0),
        _again(evaluation_cycle(outline, registry, as_of), as_of, notice=NOTICE.of(registry)),
    )


def _once(outline: PlanOutline, done: date | None, limit: int | None, as_of: date | None) -> Due:
    if limit is None:
        return Due(done, None, Standing.NOT_ASKED if done is None else Standing.DONE)
    due = workday_after(outline.issued, limit)
    if done is not None:
        is_late = done > (due or surely_over(outline.issued, limit))
        return Due(done, due, Standing.DONE_LATE if is_late else Standing.DONE)
    return Due(None, due, _standing(due, as_of, notice=0))


def _again(cycle: Cycle | None, as_of: date | None, *, notice: int) -> Due:
    if cycle is None:
        return Due(None, None, Standing.NOT_ASKED)
    return Due(cycle.last, cycle.due, _standing(cycle.due, as_of, notice=notice), cycle.months)


def _standing(due: date | None, as_of: date | None, *, notice: int) -> Standing:
    if due is None or as_of is None:
        return Standing.UNJUDGED
    if due < as_of:
        return Standing.OVERDUE
    return Standing.SOON if due < as_of + timedelta(days=notice) else Standing.IN_TIME
