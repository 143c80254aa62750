"""The public registers in themselves: indicators, superiors, phones, teams and stores."""

from __future__ import annotations

from typing import TYPE_CHECKING

from planforge.corpus.gradings import grading_of
from planforge.corpus.tables import domain_of
from planforge.corpus.written import cell_text
from planforge.feel import Numeric, Problem, Problems, parse_unit
from planforge.findings import Place, Severity
from planforge.i18n import msg
from planforge.model.base import Kind
from planforge.model.registers import Depot, Indicator, Organisation, Team
from planforge.model.scales import IndicatorType
from planforge.model.scales import OrganisationCategory as Category
from planforge.rules.articles import CLEAR_DUTIES, STAFFED
from planforge.rules.levels.cells import cell_hit, domain_at
from planforge.rules.rule import Hit, cite, plan_rule, system_rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from planforge.corpus.names import Entity
    from planforge.corpus.plan_view import PlanView
    from planforge.corpus.system import System

MONITORING = cite("中华人民共和国突发事件应对法", "第五十八条")
INSURANCE = cite("中华人民共和国突发事件应对法", "第四十条")
RESERVES = cite("中华人民共和国突发事件应对法", "第四十六条")


def _indicators(system: System) -> Iterator[tuple[Entity, Indicator]]:
    for entity in system.registry.names.entities(Kind.INDICATOR):
        if isinstance(entity.element, Indicator):
            yield entity, entity.element


@system_rule(
    "RGS001",
    "register.indicator-without-observer",
    Severity.WARNING,
    title=msg("Indicator that nobody observes"),
    rationale=msg("A condition on something that nobody watches is never reported as met."),
    sources=(MONITORING,),
)
def indicator_without_observer(system: System) -> Iterator[Hit]:
    """Indicators without 观测; the response level of a plan is known without."""
    for entity, indicator in _indicators(system):
        if not indicator.observer and indicator.plan is None:
            yield Hit(
                entity.place.below("name"),
                msg("Nobody observes {indicator}", indicator=entity.name),
                msg("Name the unit that observes and reports it under 观测"),
            )


@system_rule(
    "RGS002",
    "register.indicator-unreadable",
    Severity.ERROR,
    title=msg("Indicator with an unknown unit or bad bounds"),
    rationale=msg("Without unit and bounds no condition on the indicator can be checked."),
    sources=(CLEAR_DUTIES,),
)
def indicator_unreadable(system: System) -> Iterator[Hit]:
    """Indicators whose 单位 or 取值范围 cannot be understood."""
    for entity, indicator in _indicators(system):
        result = domain_of(entity, system.registry)
        if not isinstance(result, Problems):
            continue
        is_unit = bool(indicator.unit) and isinstance(parse_unit(indicator.unit), Problem)
        place = entity.place.below("unit" if is_unit else "bounds")
        for problem in result:
            yield Hit(
                Place(place.file, place.pointer, chars=(problem.start, problem.end)),
                problem.message,
                problem.hint,
            )


@system_rule(
    "RGS003",
    "register.grade-without-words",
    Severity.ERROR,
    title=msg("Graded indicator without its grades"),
    rationale=msg(
        "“At least grade two” means nothing while the grades are not laid down in order."
    ),
    sources=(CLEAR_DUTIES,),
)
def grade_without_words(system: System) -> Iterator[Hit]:
    """Indicators of 类型 等级 without 等级."""
    for entity, indicator in _indicators(system):
        if indicator.type is IndicatorType.GRADE and not indicator.words:
            yield Hit(
                entity.place.below("name"),
                msg("{indicator} is a grade, but its grades are not named", indicator=entity.name),
                msg("List them under 等级, mildest first"),
            )


@system_rule(
    "RGS009",
    "register.grade-unreadable",
    Severity.ERROR,
    title=msg("Grade whose figures cannot be read"),
    rationale=msg(
        "Triggers use the word of the grade; what it means in figures must be clear at every "
        "station."
    ),
    sources=(CLEAR_DUTIES,),
)
def grade_unreadable(system: System) -> Iterator[Hit]:
    """Tests under 分级标准 and 测点 that cannot be read, and keys there that are no grade."""
    for entity, indicator in _indicators(system):
        grading = grading_of(entity, system.registry)
        depth = len(entity.place.pointer)
        for found in grading.problems:
            text = cell_text(indicator, found.pointer[depth:])
            domain = domain_at(found.pointer, system.registry)
            if found.pointer[depth] == "stations":
                unit = parse_unit(indicator.unit) if indicator.unit else None
                domain = Numeric(None if isinstance(unit, Problem) else unit)
            yield cell_hit(entity.place.file, found, text, domain)
        for found in grading.words:
            yield Hit(
                Place(entity.place.file, found.pointer, on_key=True),
                msg(
                    "“{word}” is no grade of {indicator}",
                    word=str(found.pointer[-1]),
                    indicator=entity.name,
                ),
                msg("Write one of {words}, or add it under 等级", words=indicator.words)
                if indicator.words
                else msg("List the grades under 等级, mildest first"),
            )


@system_rule(
    "RGS004",
    "register.superiors-in-circle",
    Severity.ERROR,
    title=msg("Organisations above each other in a circle"),
    rationale=msg("Reports that go from each unit to its superior would never arrive."),
    sources=(CLEAR_DUTIES,),
)
def superiors_in_circle(system: System) -> Iterator[Hit]:
    """Chains of 上级 that come back; each circle is reported once, at its first entry."""
    told: set[tuple[str, str]] = set()
    for entity in system.registry.organisations():
        chain = [entity]
        while (above := _superior(system, chain[-1])) is not None and above not in chain:
            chain.append(above)
        if above == entity and told.isdisjoint(e.key for e in chain):
            told |= {e.key for e in chain}
            yield Hit(
                entity.place.below("superior"),
                msg(
                    "The superiors lead in a circle: {units}",
                    units=tuple(e.short_name for e in (*chain, entity)),
                ),
                msg("Correct 上级 of one of them"),
            )


def _superior(system: System, entity: Entity) -> Entity | None:
    above = entity.element.superior if isinstance(entity.element, Organisation) else None
    return system.registry.names.get(above, (Kind.ORGANISATION,)) if above else None


_REACHED = frozenset({"reports", "hosts_office"})


@plan_rule(
    "RGS005",
    "register.no-duty-phone",
    Severity.ADVICE,
    title=msg("Unit on duty without a duty phone"),
    rationale=msg("Who must report, or runs an office, must be reached at any hour."),
    sources=(STAFFED, cite("中华人民共和国突发事件应对法", "第六十一条")),
)
def no_duty_phone(view: PlanView) -> Iterator[Hit]:
    """Registered units that report or host an office, without 值班电话.

    The finding stands in the register, once, however many plans call on the unit.
    """
    for ask in view.asks():
        entity = view.get(ask.actor) if ask.role in _REACHED else None
        unit = entity.element if entity else None
        if (
            entity is not None
            and isinstance(unit, Organisation)
            and unit.category not in {Category.COLLECTIVE, Category.OUTSIDE}
            and not unit.duty_phone
        ):
            yield Hit(
                entity.place.below("name"),
                msg("{unit} has no duty phone", unit=entity.name),
                msg("Write the phone that is answered day and night under 值班电话"),
            )


@system_rule(
    "RGS006",
    "register.team-not-insured",
    Severity.ERROR,
    title=msg("Rescue team without insurance"),
    rationale=msg("The law demands accident insurance for those who are sent into danger."),
    sources=(INSURANCE,),
)
def team_not_insured(system: System) -> Iterator[Hit]:
    """Teams with 保险: 否."""
    for entity in system.registry.names.entities(Kind.TEAM):
        if isinstance(entity.element, Team) and entity.element.insured is False:
            yield Hit(
                entity.place.below("insured"),
                msg("The members of {team} are not insured", team=entity.name),
                msg("Take out accident insurance for them, then correct the entry"),
            )


@system_rule(
    "RGS007",
    "register.stock-below-minimum",
    Severity.WARNING,
    title=msg("Stock below its minimum"),
    rationale=msg("Plans count on the minimum being there."),
    sources=(RESERVES,),
)
def stock_below_minimum(system: System) -> Iterator[Hit]:
    """Supplies of depots and equipment of teams with less than 最低储备."""
    for kind in (Kind.DEPOT, Kind.TEAM):
        for entity in system.registry.names.entities(kind):
            element = entity.element
            if isinstance(element, Depot):
                field, things = "stock", element.stock
            elif isinstance(element, Team):
                field, things = "equipment", element.equipment
            else:
                continue
            for i, thing in enumerate(things):
                if thing.minimum is not None and thing.quantity < thing.minimum:
                    yield Hit(
                        entity.place.below(field, i, "quantity"),
                        msg(
                            "{keeper} holds {quantity} {unit} of {supply}; "
                            "at least {minimum} must be there",
                            keeper=entity.name,
                            quantity=thing.quantity,
                            unit=thing.unit,
                            supply=thing.name,
                            minimum=thing.minimum,
                        ),
                        msg("Fill up the stock, or correct the number"),
                    )


@system_rule(
    "RGS008",
    "register.insurance-not-stated",
    Severity.ADVICE,
    title=msg("Rescue team that does not say whether it is insured"),
    rationale=msg("Whoever sends a team into danger has to know that it is insured."),
    sources=(INSURANCE,),
)
def insurance_not_stated(system: System) -> Iterator[Hit]:
    """Teams without 保险."""
    for entity in system.registry.names.entities(Kind.TEAM):
        if isinstance(entity.element, Team) and entity.element.insured is None:
            yield Hit(
                entity.place.below("name"),
                msg("It is not stated whether {team} is insured", team=entity.name),
                msg("Write 保险: 是 once the insurance is taken out"),
            )
