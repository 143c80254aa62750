"""What happened to the edition of a plan: the part of its outline that cycles are judged on."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from pydantic import BaseModel, ConfigDict

if TYPE_CHECKING:
    from planforge.model.plan import Plan


class EditionOutline(BaseModel):
    """What happened to an edition, and how long it may stand.

    Attributes:
        effective: First day it holds; None if not said.
        filed: Day of filing; None if not recorded.
        published: Day of publication; None if not recorded.
        evaluated: Day of the last evaluation; None if not recorded.
        drills: Days of the drills, in file order.
        drill_months: How often the plan itself wants a drill; None if it does not say.
        evaluation_months: How often the plan itself wants an evaluation.
        revised: Days of changes made to it, in file order.
        settled: Days on which what was wrong with it was settled, in file order; None until then.
        number: Its document number (文号), empty if it has none.
    """

    model_config = ConfigDict(frozen=True, defer_build=True)

    effective: date | None
    filed: date | None
    published: date | None
    evaluated: date | None
    drills: tuple[date, ...]
    drill_months: int | None
    evaluation_months: int | None
    revised: tuple[date, ...] = ()
    settled: tuple[date | None, ...] = ()
    number: str = ""


def edition_outline(plan: Plan) -> EditionOutline:
    """Return what happened to the edition of *plan*, and how often it is to be looked at."""
    edition, management = plan.edition, plan.management
    drill = management.drill_cycle if management else None
    evaluation = management.evaluation_cycle if management else None
    return EditionOutline(
        effective=edition.effective,
        filed=edition.filing.filed if edition.filing else None,
        published=edition.publication.published if edition.publication else None,
        evaluated=edition.last_evaluation,
        drills=tuple(drill.held for drill in edition.drills),
        revised=tuple(revision.revised for revision in edition.revisions),
        settled=tuple(problem.settled for problem in edition.problems),
        drill_months=drill.months if drill else None,
        evaluation_months=evaluation.months if evaluation else None,
        number=edition.number,
    )


__all__ = ["EditionOutline", "edition_outline"]
