"""How an edition came about, and whether it was revised when there was reason to."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Final

from planforge.corpus.names import Found
from planforge.findings import Place, Severity
from planforge.i18n import msg
from planforge.model.base import Kind
from planforge.model.registers import Depot, Risk, Shelter, Team
from planforge.model.scales import DrillTopic, PlanClass, RevisionMatter
from planforge.rules.cycles.editions import since_issue
from planforge.rules.rule import Hit, cite, plan_rule, system_rule

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from planforge.corpus.names import Names
    from planforge.corpus.plan_view import PlanView
    from planforge.corpus.system import System

RULES: Final = "突发事件应急预案管理办法"
CONSULTATION: Final = cite(RULES, "第二十二条")
APPROVAL: Final = cite(RULES, "第二十五条第二款")
_RESOURCES: Final = (Kind.TEAM, Kind.DEPOT, Kind.SHELTER)


@system_rule(
    "CYC015",
    "cycle.risk-changed-since",
    Severity.ADVICE,
    title=msg("Risk that changed greatly after the issue of its plan"),
    rationale=msg("The plan answers to the danger as it was: other people, other places."),
    sources=(cite(RULES, "第三十五条第三项"),),
)
def risk_changed_since(system: System) -> Iterator[Hit]:
    """Plans of risks whose 重大变化 is later than the issue and any revision of the plan."""
    for entity in system.registry.names.entities(Kind.RISK):
        risk = entity.element
        if not isinstance(risk, Risk) or risk.changed is None:
            continue
        for name in risk.plans:
            known = system.find_plan(name)
            outline = system.outline(known.entity.id) if isinstance(known, Found) else None
            if outline is None or max((outline.issued, *outline.edition.revised)) >= risk.changed:
                continue
            yield Hit(
                Place(outline.file, ("edition", "issued")),
                msg(
                    "{risk} changed greatly on {day}, after the last revision of the plan",
                    risk=entity.name,
                    day=risk.changed.isoformat(),
                ),
                msg("Revise the plan, and write it under 修订记录 or issue it anew"),
                ((entity.place.below("changed"), msg("It is registered here")),),
            )


@lru_cache(maxsize=4)
def _changed(names: Names) -> dict[tuple[str, str], date]:
    """Return the day of the great change of each team, depot and shelter that had one."""
    return {
        entity.key: entity.element.changed
        for kind in _RESOURCES
        for entity in names.entities(kind)
        if isinstance(entity.element, Team | Depot | Shelter) and entity.element.changed
    }


def _days(view: PlanView) -> tuple[date, ...]:
    """Return the day of the issue, and those of all changes since."""
    edition = view.plan.edition
    return (edition.issued, *(revision.revised for revision in edition.revisions))


@plan_rule(
    "CYC016",
    "cycle.resource-changed-since",
    Severity.ADVICE,
    title=msg("Team, store or shelter that changed greatly after the issue of the plan"),
    rationale=msg("What the plan counts on may no longer be there, or no longer be enough."),
    sources=(cite(RULES, "第三十五条第四项"),),
)
def resource_changed_since(view: PlanView) -> Iterator[Hit]:
    """What a plan calls on whose 重大变化 is later than the issue and any revision; each once."""
    changed = _changed(view.registry.names)
    if not changed:
        return
    last = max(_days(view))
    seen: set[tuple[str, str]] = set()
    for reference, known in view.registry_references():
        if not isinstance(known, Found) or known.entity.key in seen:
            continue
        day = changed.get(known.entity.key)
        if day is not None and day > last:
            seen.add(known.entity.key)
            yield Hit(
                view.at(*reference.pointer),
                msg(
                    "{name} changed greatly on {day}, after the last revision of the plan",
                    name=known.entity.name,
                    day=day.isoformat(),
                ),
                msg("See whether it is still enough; revise the plan if it is not"),
                ((known.entity.place.below("changed"), msg("It is registered here")),),
            )


@plan_rule(
    "CYC017",
    "cycle.problem-not-settled",
    Severity.WARNING,
    title=msg("Problem for which the plan was not revised"),
    rationale=msg("What failed in an incident or a drill fails again the next time."),
    sources=(cite(RULES, "第三十五条第五项"),),
)
def problem_not_settled(view: PlanView) -> Iterator[Hit]:
    """发现问题 that ask for a revision, without 整改日期, and with none since they were found."""
    last = max(_days(view))
    for i, problem in enumerate(view.plan.edition.problems):
        if problem.needs_revision and problem.settled is None and last < problem.found:
            yield Hit(
                view.at("edition", "problems", i),
                msg(
                    "{source} of {day} asks for a revision; the last one is of {last}",
                    source=problem.source,
                    day=problem.found.isoformat(),
                    last=last.isoformat(),
                ),
                msg("Revise the plan, then write 整改日期, or add it under 修订记录"),
                since_issue(view.file),
            )


@plan_rule(
    "CYC018",
    "cycle.revised-without-approval",
    Severity.WARNING,
    title=msg("Important change that was not approved anew"),
    rationale=msg(
        "A change of command, procedure, main measures or grades goes through drafting, approval, "
        "filing and publication like a new plan."
    ),
    sources=(cite(RULES, "第三十六条"),),
)
def revised_without_approval(view: PlanView) -> Iterator[Hit]:
    """修订记录 after the issue of the edition that touch one of the four important matters."""
    edition = view.plan.edition
    for i, revision in enumerate(edition.revisions):
        matters = tuple(x.zh for x in revision.matters if x is not RevisionMatter.OTHER)
        if matters and revision.revised > edition.issued:
            yield Hit(
                view.at("edition", "revisions", i),
                msg(
                    "The change of {day} touches {matters}, but the edition is still that of "
                    "{issued}",
                    day=revision.revised.isoformat(),
                    matters=matters,
                    issued=edition.issued.isoformat(),
                ),
                msg("Have it approved, issued, filed and published, and write the new days here"),
                since_issue(view.file),
            )


@plan_rule(
    "CYC019",
    "cycle.drill-half-evaluated",
    Severity.ADVICE,
    title=msg("Evaluation of a drill that leaves something out"),
    rationale=msg("A drill tells only what its evaluation looks at."),
    sources=(cite(RULES, "第三十三条"),),
)
def drill_half_evaluated(view: PlanView) -> Iterator[Hit]:
    """评估内容 without all six matters, and drills without any beside others that have them."""
    drills = view.plan.edition.drills
    if not any(drill.evaluated for drill in drills):
        return
    for i, drill in enumerate(drills):
        missing = tuple(topic.zh for topic in DrillTopic if topic not in drill.evaluated)
        if missing:
            yield Hit(
                view.at("edition", "drills", i, *(("evaluated",) if drill.evaluated else ())),
                msg(
                    "The evaluation of “{drill}” says nothing of {topics}",
                    drill=drill.name,
                    topics=missing,
                )
                if drill.evaluated
                else msg("No evaluation of “{drill}” is recorded", drill=drill.name),
                msg("Complete the evaluation, and write what it looked at under 评估内容"),
            )


@plan_rule(
    "CYC020",
    "cycle.step-left-out",
    Severity.ADVICE,
    title=msg("Step before the approval that is not recorded"),
    rationale=msg("Who approves the plan has to see that those concerned were asked."),
    sources=(CONSULTATION, APPROVAL),
)
def step_left_out(view: PlanView) -> Iterator[Hit]:
    """编制过程 of government plans without one of its steps; where it is missing, nothing is said.

    Only special plans need the opinion of the emergency management department on their links.
    """
    done = view.plan.edition.preparation
    if done is None or view.plan.plan_class not in _WITH_STEPS:
        return
    missing = [
        name
        for name, value in (
            ("征求意见", done.consulted),
            ("专家论证", done.experts),
            ("衔接意见", done.linkage or view.plan.plan_class is not PlanClass.SPECIAL),
            ("国防动员衔接", done.mobilisation),
        )
        if not value
    ]
    if missing:
        yield Hit(
            view.at("edition", "preparation", on_key=True),
            msg("Nothing is recorded under {steps}", steps=tuple(missing)),
            msg("Do what was left out, and record it before the plan is approved"),
        )


_WITH_STEPS: Final = frozenset({PlanClass.MASTER, PlanClass.SPECIAL, PlanClass.DEPARTMENT})


@plan_rule(
    "CYC021",
    "cycle.step-after-issue",
    Severity.WARNING,
    title=msg("Step before the approval that came after the issue"),
    rationale=msg("An opinion on a plan that is issued already changes nothing."),
    sources=(CONSULTATION, APPROVAL),
)
def step_after_issue(view: PlanView) -> Iterator[Hit]:
    """专家论证 and 衔接意见 of a day behind the issue."""
    done, issued = view.plan.edition.preparation, view.plan.edition.issued
    if done is None:
        return
    for name, day in (("experts", done.experts), ("linkage", done.linkage)):
        if day is not None and day > issued:
            yield Hit(
                view.at("edition", "preparation", name),
                msg(
                    "It is of {day}, but the plan was issued on {issued}",
                    day=day.isoformat(),
                    issued=issued.isoformat(),
                ),
                msg("Correct the day if it is wrong; else take the step before the next issue"),
                since_issue(view.file),
            )


@plan_rule(
    "CYC022",
    "cycle.unit-not-consulted",
    Severity.WARNING,
    title=msg("Unit with duties that was not asked in writing"),
    rationale=msg("A duty that a unit first reads of in the printed plan is not its own."),
    sources=(CONSULTATION,),
)
def unit_not_consulted(view: PlanView) -> Iterator[Hit]:
    """Member units with duties that are not under 征求意见; the lead department asks the others."""
    done = view.plan.edition.preparation
    if done is None or not done.consulted:
        return
    kinds = (Kind.ORGANISATION,)
    lead = view.get(view.plan.lead, kinds)
    if lead is None:
        return  # it asks the others, and may be one of those left
    asked = {lead, *(view.get(name, kinds) for name in done.consulted), None}
    left = [
        member.unit
        for member, _ in view.members
        if member.duties and view.get(member.unit, kinds) not in asked
    ]
    if left:
        yield Hit(
            view.at("edition", "preparation", "consulted"),
            msg("{units} have duties in the plan, but were not asked", units=tuple(left)),
            msg("Ask them in writing and add them, or correct the list"),
        )
