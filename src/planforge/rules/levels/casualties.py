"""Figures on harm to people: what a death, a serious injury and an injury count."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from planforge.corpus.names import spellings
from planforge.findings import Severity
from planforge.i18n import msg
from planforge.model.base import Kind
from planforge.model.registers import Indicator
from planforge.model.scales import EventCategory, PlanClass
from planforge.patterns import late
from planforge.rules.law.grades import tables_for
from planforge.rules.law.table import SERIOUS
from planforge.rules.rule import Hit, cite, plan_rule, system_rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from planforge.corpus.names import Entity
    from planforge.corpus.plan_view import PlanView
    from planforge.corpus.system import System
    from planforge.corpus.tables import Condition

ACCIDENT_GRADES: Final = cite("生产安全事故报告和调查处理条例", "第三条")
_DEATHS: Final = late("死亡(?!率)")
_OF_A_DISEASE: Final = late("中毒|病|疫|动物|牲畜|家禽")
_MISSING: Final = late("失踪|失联|下落不明")
_SERIOUS: Final = late("重伤")
_POISONED: Final = late("中毒")
_HURT: Final = late("受伤|伤亡|死伤|伤病|负伤|轻伤")


def _indicators(system: System) -> Iterator[tuple[Entity, str, str]]:
    """Yield the registered indicators with their names, and with whatever says what they are."""
    for entity in system.registry.names.entities(Kind.INDICATOR):
        element = entity.element
        if isinstance(element, Indicator):
            names = "、".join((element.name, *element.short_names))
            yield entity, names, f"{names}、{element.counted}、{element.note}"


@system_rule(
    "RGS022",
    "register.deaths-and-the-missing",
    Severity.ADVICE,
    title=msg("Deaths of which nothing says whether the missing are counted"),
    rationale=msg(
        "After a flood most of the dead are missing at first: counted or not, the same incident "
        "has two grades."
    ),
    sources=(
        cite("生产安全事故报告和调查处理条例", "第十二条"),
        cite("国家地震应急预案", "3.1"),
    ),
)
def deaths_and_the_missing(system: System) -> Iterator[Hit]:
    """Indicators of deaths without a word on the missing in name, short names or remark."""
    for entity, names, told in _indicators(system):
        if _DEATHS.search(names) and not _OF_A_DISEASE.search(names) and not _MISSING.search(told):
            yield Hit(
                entity.place.below("name"),
                msg("Does {indicator} count the missing?", indicator=entity.name),
                msg("Say under 说明 whether people who are missing are counted in"),
            )


@system_rule(
    "RGS023",
    "register.serious-injury-and-poisoning",
    Severity.ADVICE,
    title=msg("Serious injuries of which nothing says whether acute poisoning is counted"),
    rationale=msg(
        "The regulation on accidents counts it in; left out, a leak of chlorine gets a lower grade."
    ),
    sources=(ACCIDENT_GRADES,),
)
def serious_injury_and_poisoning(system: System) -> Iterator[Hit]:
    """Indicators of serious injuries without a word on poisoning, where plans are on accidents."""
    accident, master = EventCategory.ACCIDENT.value, PlanClass.MASTER.value
    if not any(x.category == accident or x.plan_class == master for x in system.outlines):
        return
    for entity, names, told in _indicators(system):
        if _SERIOUS.search(names) and not _POISONED.search(told):
            yield Hit(
                entity.place.below("name"),
                msg("Does {indicator} count acute poisoning at work?", indicator=entity.name),
                msg("Say under 说明 that it does (包括急性工业中毒), or count it apart"),
            )


@plan_rule(
    "LVL038",
    "level.injured-for-seriously-injured",
    Severity.ADVICE,
    title=msg("Grade by all injured where the law counts the seriously injured"),
    rationale=msg("The figures look alike, but mean other numbers of people."),
    sources=(ACCIDENT_GRADES,),
)
def injured_for_seriously_injured(view: PlanView) -> Iterator[Hit]:
    """Figures of injured or casualties in grades of events that a law grades by 重伤."""
    tables = tables_for(SERIOUS, view.plan.event_types)
    seen: set[str] = set()
    for cell in _cells(view) if tables and tables[0].law.verified else ():
        names = "、".join(spellings(cell.indicator))
        if cell.indicator.id in seen or not _HURT.search(names) or _SERIOUS.search(names):
            continue
        seen.add(cell.indicator.id)
        yield Hit(
            view.at(*cell.pointer),
            msg(
                "The grades go by {indicator}, {law} by {figure}",
                indicator=cell.indicator.name,
                law=tables[0].law.title,
                figure=SERIOUS[0],
            ),
            msg("Grade by {figure}; keep the other figure for reports", figure=SERIOUS[0]),
        )


def _cells(view: PlanView) -> Iterator[Condition]:
    """Yield the cells of the incident grades."""
    for name, facts in view.plan.grades.items():
        for rule in view.compiled(facts.conditions, ("grades", name, "conditions")).rules:
            yield from rule.conditions


@plan_rule(
    "LVL039",
    "level.bound-in-the-milder-grade",
    Severity.ADVICE,
    title=msg("Bound that belongs to the milder of two grades"),
    rationale=msg(
        "Laws count the number in with 以上 and leave it out of 以下; at the bound itself this "
        "table gives a lower grade than readers expect."
    ),
    sources=(ACCIDENT_GRADES,),
)
def bound_in_the_milder_grade(view: PlanView) -> Iterator[Hit]:
    """Cells of grades that end with a number at which another grade begins without it.

    Where a law grades by the figure, its bounds are held against those of the plan anyway.
    """
    region = view.registry.jurisdiction
    if region is None or not region.at_least_inclusive or region.at_most_inclusive:
        return
    bounds = [(cell, low, high) for cell in _cells(view) for low, high in cell.bounds]
    begins = {(cell.dimension, low.number) for cell, low, _ in bounds if low and not low.is_closed}
    for cell, low, high in bounds:
        if high is None or low == high or not high.is_closed:
            continue
        by_law = tables_for(spellings(cell.indicator), view.plan.event_types)  # told already
        if (cell.dimension, high.number) in begins and not by_law:
            yield Hit(
                view.at(*cell.pointer),
                msg(
                    "{indicator}: {bound} itself belongs to this grade, not to the next higher one",
                    indicator=cell.indicator.name,
                    bound=cell.values.domain.show(high.number),
                ),
                msg("End it before the number, as laws do, and let the next one begin with it"),
            )
