"""Plans of enterprises and other units: how they fit those of the government around them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from planforge.corpus.names import Former, Found
from planforge.corpus.outline import PlanOutline
from planforge.corpus.workdays import surely_over, workday_after
from planforge.findings import Place, Severity
from planforge.i18n import msg
from planforge.model.scales import EventCategory, PlanClass
from planforge.rules.cycles.days import about_of, is_high_risk
from planforge.rules.rule import Hit, cite, plan_rule, system_rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from planforge.corpus.plan_view import PlanView
    from planforge.corpus.system import System

_UNIT: Final = PlanClass.UNIT.value
_FILED_WITHIN: Final = 20
"""Working days from the publication of a unit's plan to its filing."""


@system_rule(
    "LNK026",
    "link.unit-stands-alone",
    Severity.WARNING,
    title=msg("Plan of a unit that fits no plan of the government"),
    rationale=msg(
        "When an accident grows beyond the fence, both sides have to know who calls whom, and who "
        "takes over."
    ),
    sources=(
        cite("安全生产法", "第八十一条"),
        cite("生产安全事故应急预案管理办法", "第十八条"),
    ),
)
def unit_stands_alone(system: System) -> Iterator[Hit]:
    """Plans of units on accidents without a government plan under 上位预案 or 衔接."""
    accident = EventCategory.ACCIDENT.value
    for outline in system.outlines:
        if outline.plan_class != _UNIT or outline.category != accident:
            continue
        named = (*outline.upper_plans, *(link.plan for link in outline.links))
        if not any(_is_of_government(system, name) for name in named):
            yield Hit(
                Place(outline.file, ("name",)),
                msg("{plan} names no plan of the government", plan=outline.name),
                msg("Name the one on these accidents under 上位预案, or link to it under 衔接"),
            )


def _is_of_government(system: System, name: str) -> bool:
    known = system.find_plan(name)
    if not isinstance(known, Found | Former):
        return True  # told as a name that nobody knows
    plan = known.entity.element
    return not isinstance(plan, PlanOutline) or plan.plan_class != _UNIT


@plan_rule(
    "CYC023",
    "cycle.unit-filed-late",
    Severity.WARNING,
    title=msg("Plan of a unit of high risk that was filed too late"),
    rationale=msg("Those who would come to help do not know of the danger until then."),
    sources=(cite("生产安全事故应急预案管理办法", "第二十六条"),),
)
def unit_filed_late(view: PlanView) -> Iterator[Hit]:
    """Plans of units of high risk filed later than 20 working days after their publication."""
    plan, edition = view.plan, view.plan.edition
    is_meant = (
        plan.plan_class is PlanClass.UNIT
        and plan.category is EventCategory.ACCIDENT
        and is_high_risk(about_of(plan.name, plan.event_types))
    )
    if not is_meant or edition.filing is None or edition.publication is None:
        return
    public = edition.publication.published
    last = workday_after(public, _FILED_WITHIN)
    over = last or surely_over(public, _FILED_WITHIN)
    if edition.filing.filed > over:
        yield Hit(
            view.at("edition", "filing", "filed"),
            msg(
                "It was made public on {public}; it was to be filed until {last}",
                public=public.isoformat(),
                last=over.isoformat(),
            )
            if last is not None
            else msg(
                "It was made public on {public}; it was to be filed until {day} at the latest, "
                "whatever the holidays",
                public=public.isoformat(),
                day=over.isoformat(),
            ),
            msg("Correct the day if it is wrong; else note the reason and file in time"),
        )
