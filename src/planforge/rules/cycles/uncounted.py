"""Limits in working days that were not counted since nobody knows the holidays yet."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from planforge.corpus.workdays import surely_over, unknown_years, workday_after
from planforge.findings import Place, Severity
from planforge.i18n import msg
from planforge.model.scales import PlanClass
from planforge.rules.cycles.editions import FILED_WITHIN, PUBLIC_WITHIN
from planforge.rules.rule import Hit, system_rule

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from planforge.corpus.outline import PlanOutline
    from planforge.corpus.system import System

_SHOWN: Final = 5
"""Further days that are shown beside the first one."""


@system_rule(
    "CYC025",
    "cycle.holidays-not-known",
    Severity.ADVICE,
    title=msg("Working days that could not be counted"),
    rationale=msg(
        "The State Council fixes the holidays of a year shortly before it begins; until then, or "
        "until they are in the calendar of planforge, somebody has to count by hand."
    ),
)
def holidays_not_known(system: System) -> Iterator[Hit]:
    """Days of filing and publication that may be in time or late; told once for all plans."""
    found = [
        (outline, place, done)
        for outline in system.outlines
        for place, done in _uncounted(outline, system)
    ]
    if not found:
        return
    years = {year for outline, _, done in found for year in unknown_years(outline.issued, done)}
    (_, first, _), *others = found
    yield Hit(
        first,
        msg(
            "The holidays of {years} are not known yet: whether this was within the working days "
            "was not judged",
            years=tuple(map(str, sorted(years))),
        ),
        msg(
            "Count the working days by hand, or update the package chinesecalendar once it has "
            "these holidays"
        ),
        tuple((place, msg("nor was this")) for _, place, _ in others[:_SHOWN]),
    )


def _uncounted(outline: PlanOutline, system: System) -> Iterator[tuple[Place, date]]:
    """Yield where a day of *outline* stands that may be in time or late, and the day."""
    edition = outline.edition
    steps = [("publication", "published", edition.published, PUBLIC_WITHIN)]
    if outline.plan_class != PlanClass.UNIT.value:
        steps.insert(0, ("filing", "filed", edition.filed, FILED_WITHIN))
    for step, day, done, within in steps:
        limit = within.of(system.registry)
        if done is None or (done - outline.issued).days <= limit:
            continue
        is_known = workday_after(outline.issued, limit) is not None
        if not is_known and done <= surely_over(outline.issued, limit):
            yield Place(outline.file, ("edition", step, day)), done
