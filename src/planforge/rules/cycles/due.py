"""What a plan needs again and again: drills, evaluation, and a look when its ground shifts.

Everything here is judged on the day of the check and says nothing without one, but for what two
recorded days settle between them.
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, Final

from planforge.findings import Place, Severity
from planforge.i18n import msg
from planforge.model.base import Kind
from planforge.model.registers import Organisation, Regulation
from planforge.model.scales import RegulationClass
from planforge.rules.articles import PRACTICE, REORGANISED
from planforge.rules.cycles.days import (
    DRILL_CYCLE,
    DRILLS,
    EVALUATED,
    EVALUATION,
    EVALUATION_CYCLE,
    HIGH_RISK_DRILL_CYCLE,
    HIGH_RISK_DRILLS,
    NOTICE,
    SAFETY_DRILL_CYCLE,
    SAFETY_DRILLS,
    UNIT_DRILL_CYCLE,
    UNIT_DRILLS,
    about_of,
    asked_by,
    drill_cycle,
    drill_cycles,
    drill_law,
    drill_months,
    evaluation_cycle,
)
from planforge.rules.rule import Hit, cite, plan_rule, system_rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from planforge.corpus.outline import PlanOutline
    from planforge.corpus.plan_view import PlanView
    from planforge.corpus.system import System

LAWS_CHANGED: Final = cite("突发事件应急预案管理办法", "第三十五条第一项")


@system_rule(
    "CYC003",
    "cycle.drill-overdue",
    Severity.WARNING,
    title=msg("Plan that was not practised in time"),
    rationale=msg("What nobody has tried fails when it is needed, and nobody knows where."),
    sources=(PRACTICE, DRILLS, SAFETY_DRILLS, UNIT_DRILLS, HIGH_RISK_DRILLS),
    options=(DRILL_CYCLE, SAFETY_DRILL_CYCLE, UNIT_DRILL_CYCLE, HIGH_RISK_DRILL_CYCLE),
)
def drill_overdue(system: System) -> Iterator[Hit]:
    """Special and department plans without a drill in 3 years, 2 for accidents at work.

    Plans of units on accidents at work need one a year, those of high risk one each half-year.

    The time runs from the last drill, or from the issue of a plan that was never practised. What
    the plan itself or the jurisdiction asks for more often counts instead; the law is cited for its
    cycle only where that is over too.
    """
    for outline in system.outlines if system.as_of else ():
        cycle = drill_cycle(outline, system.registry, system.as_of)
        if cycle is not None and system.as_of is not None and cycle.due < system.as_of:
            whose, basis = asked_by(outline, cycle, system.as_of)
            last, due, months = cycle.last, cycle.due, cycle.months
            yield Hit(
                Place(outline.file, ("edition", "drills"), on_key=True)
                if outline.edition.drills
                else Place(outline.file, ("edition",), on_key=True),
                msg(
                    "The last drill was on {last}; the next was due on {due}, after {months} "
                    "months {whose}",
                    last=last.isoformat(),
                    due=due.isoformat(),
                    months=months,
                    whose=whose,
                )
                if last is not None
                else msg(
                    "No drill is recorded since the issue on {issued}; one was due on {due}, "
                    "after {months} months {whose}",
                    issued=outline.issued.isoformat(),
                    due=due.isoformat(),
                    months=months,
                    whose=whose,
                ),
                msg("Hold a drill and record it under 演练记录"),
                basis=basis,
            )


@system_rule(
    "CYC004",
    "cycle.evaluation-overdue",
    Severity.WARNING,
    title=msg("Plan that was not evaluated in time"),
    rationale=msg("Units, phones and dangers change; after some years a plan describes the past."),
    sources=(EVALUATION,),
    options=(EVALUATION_CYCLE,),
)
def evaluation_overdue(system: System) -> Iterator[Hit]:
    """Plans of governments and departments whose last evaluation, or issue, is 3 years ago."""
    for outline, last, due in _evaluations(system):
        if system.as_of is not None and due < system.as_of:
            yield Hit(
                _evaluation_place(outline),
                msg(
                    "The last evaluation or issue was on {last}; the next was due on {due}",
                    last=last.isoformat(),
                    due=due.isoformat(),
                ),
                msg("Evaluate the plan and write the day under 上次评估"),
            )


@system_rule(
    "CYC008",
    "cycle.evaluation-due-soon",
    Severity.ADVICE,
    title=msg("Plan that will have to be evaluated soon"),
    rationale=msg("An evaluation takes weeks: experts are invited, units asked, drills read."),
    sources=(EVALUATION,),
    options=(NOTICE,),
)
def evaluation_due_soon(system: System) -> Iterator[Hit]:
    """Plans whose evaluation is due within 90 days of the day of the check."""
    notice = timedelta(days=NOTICE.of(system.registry))
    for outline, last, due in _evaluations(system):
        if system.as_of is not None and system.as_of <= due < system.as_of + notice:
            yield Hit(
                _evaluation_place(outline),
                msg(
                    "The next evaluation is due on {due}, after that of {last}",
                    last=last.isoformat(),
                    due=due.isoformat(),
                ),
                msg("Plan the evaluation now"),
            )


def _evaluations(system: System) -> Iterator[tuple[PlanOutline, date, date]]:
    """Yield the plans that are evaluated, with the day time runs from and the day it is over."""
    if system.as_of is None:
        return
    for outline in system.outlines:
        cycle = evaluation_cycle(outline, system.registry, system.as_of)
        if cycle is not None:
            yield outline, max(outline.issued, cycle.last or outline.issued), cycle.due


def _evaluation_place(outline: PlanOutline) -> Place:
    if outline.edition.evaluated is None:
        return Place(outline.file, ("edition",), on_key=True)
    return Place(outline.file, ("edition", "last_evaluation"))


@plan_rule(
    "CYC009",
    "cycle.longer-than-law",
    Severity.ERROR,
    title=msg("Cycle of drills or evaluations that is longer than the law allows"),
    rationale=msg("Whoever keeps to the plan breaks the law."),
    sources=(DRILLS, SAFETY_DRILLS, UNIT_DRILLS, HIGH_RISK_DRILLS, EVALUATION),
)
def longer_than_law(view: PlanView) -> Iterator[Hit]:
    """演练周期 and 评估周期 longer than law or jurisdiction allow for such a plan."""
    plan = view.plan
    if plan.management is None:
        return
    category = plan.category.value if plan.category else ""
    kind = plan.plan_class.value, category, about_of(plan.name, plan.event_types)
    drills = drill_months(view.registry, *kind)
    evaluations = EVALUATION_CYCLE.of(view.registry) if plan.plan_class in EVALUATED else None
    article = drill_law(drill_cycles(*kind))
    its = plan.management
    for key, own, law, what, basis in (
        ("drill_cycle", its.drill_cycle, drills, msg("Drills"), article),
        ("evaluation_cycle", its.evaluation_cycle, evaluations, msg("Evaluations"), EVALUATION),
    ):
        if own is not None and law is not None and own.months > law:
            yield Hit(
                view.at("management", key),
                msg(
                    "{what} every {own} months, but at least every {law} months are asked for",
                    what=what,
                    own=own.months,
                    law=law,
                ),
                msg("Write {law} months or less", law=law),
                basis=(basis,),
            )


@system_rule(
    "CYC011",
    "cycle.unit-changed-since",
    Severity.ADVICE,
    title=msg("Lead or command that was reorganised after the issue of the plan"),
    rationale=msg(
        "Duties went elsewhere with the reform; the printed plan still has the old ones."
    ),
    sources=(REORGANISED,),
)
def unit_changed_since(system: System) -> Iterator[Hit]:
    """Lead departments and command bodies with a former name that ended after 印发日期."""
    for outline in system.outlines if system.as_of else ():
        for key, name in ((("lead",), outline.lead), (("command", "name"), outline.command)):
            entity = system.registry.names.get(name, (Kind.ORGANISATION,)) if name else None
            if entity is None or not isinstance(entity.element, Organisation):
                continue
            changed = [
                (former.until, former.name)
                for former in entity.element.former_names
                if former.until and system.as_of and outline.issued < former.until <= system.as_of
            ]
            if changed and name not in {former for _, former in changed}:
                until, former = min(changed)
                yield Hit(
                    Place(outline.file, key),
                    msg(
                        "{former} became {name} on {until}, after the issue on {issued}",
                        former=former,
                        name=entity.name,
                        until=until.isoformat(),
                        issued=outline.issued.isoformat(),
                    ),
                    msg("Look through its duties and revise the plan where they changed"),
                    ((entity.place, msg("It is registered here")),),
                )


@plan_rule(
    "CYC012",
    "cycle.basis-changed-since",
    Severity.ADVICE,
    title=msg("Basis that was revised after the issue of the plan"),
    rationale=msg("Its articles may have other numbers now, and other limits."),
    sources=(LAWS_CHANGED,),
)
def basis_changed_since(view: PlanView) -> Iterator[Hit]:
    """Regulations under 编制依据 whose edition was issued after the plan; upper plans are LNK's."""
    issued = view.plan.edition.issued
    for i, name in enumerate(view.plan.basis):
        entity = view.registry.names.get(name, (Kind.REGULATION,))
        text = entity.element if entity is not None else None
        if entity is None or not isinstance(text, Regulation) or text.issued is None:
            continue
        if text.category is RegulationClass.UPPER_PLAN or text.repealed is not None:
            continue
        if text.issued > issued:
            yield Hit(
                view.at("basis", i),
                msg(
                    "{name} was issued anew on {day}, after this plan ({issued})",
                    name=entity.name,
                    day=text.issued.isoformat(),
                    issued=issued.isoformat(),
                ),
                msg("Compare the plan with the new text; revise it if duties or limits changed"),
                ((entity.place, msg("It is registered here")),),
            )
