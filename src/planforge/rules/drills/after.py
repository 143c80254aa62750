"""What stays to be done after a drill: tasks of improvement, and the records of plans."""

from __future__ import annotations

from typing import TYPE_CHECKING

from planforge.findings import Severity
from planforge.i18n import msg
from planforge.model.drill_scales import TaskState
from planforge.rules.rule import Hit, cite, drill_rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from planforge.corpus.drills import DrillView

_RULES = "突发事件应急预案管理办法"


@drill_rule(
    "DRL019",
    "drill.task-for-nobody",
    Severity.WARNING,
    title=msg("Improvement task without owner or date, or closed without proof"),
    rationale=msg(
        "What a drill found is mended only if somebody has to do it by a day; what was ticked off "
        "without proof is found again by the next drill, or by the incident."
    ),
    sources=(cite(_RULES, "第三十二条第一款"),),
)
def task_for_nobody(view: DrillView) -> Iterator[Hit]:
    """Tasks that are open need 责任 and 期限, closed ones 证明."""
    for i, task in enumerate(view.drill.tasks):
        if task.state is TaskState.CLOSED and not task.proof:
            yield Hit(
                view.at("tasks", i, "state"),
                msg("“{problem}” is closed without proof", problem=task.problem),
                msg("Write under 「证明」 the edition or the document, or open it again"),
            )
        elif not task.state.is_over and not (task.owner or task.person):
            yield Hit(
                view.at("tasks", i),
                msg("Nobody is to mend “{problem}”", problem=task.problem),
                msg("Write a unit or post under 「责任」"),
            )
        elif not task.state.is_over and task.due is None:
            yield Hit(
                view.at("tasks", i),
                msg("“{problem}” is to be mended by no day", problem=task.problem),
                msg("Write the day under 「期限」"),
            )


@drill_rule(
    "DRL020",
    "drill.task-overdue",
    Severity.WARNING,
    title=msg("Improvement task that is overdue, or was due before its drill"),
    rationale=msg("Until it is mended, the plan fails where the drill showed it to fail."),
    sources=(cite(_RULES, "第三十二条第一款"),),
)
def task_overdue(view: DrillView) -> Iterator[Hit]:
    """Open tasks whose day has passed, and tasks due before the drill that showed them."""
    today, held = view.system.as_of, view.drill.held
    for i, task in enumerate(view.drill.tasks):
        if held is not None and task.due is not None and task.due < held:
            yield Hit(
                view.at("tasks", i, "due"),
                msg(
                    "“{problem}” is to be mended by {day}, before the drill of {held} showed it",
                    problem=task.problem,
                    day=task.due.isoformat(),
                    held=held.isoformat(),
                ),
                msg("Correct one of the two dates"),
                ((view.at("held"), msg("The day of the drill stands here")),),
            )
            continue
        if today is None or task.due is None or task.due >= today or task.state.is_over:
            continue
        yield Hit(
            view.at("tasks", i, "due"),
            msg(
                "“{problem}” was to be mended by {day}",
                problem=task.problem,
                day=task.due.isoformat(),
            ),
            msg("Mend it and close it with its proof, or set another day under 「期限」"),
        )


@drill_rule(
    "DRL021",
    "drill.not-in-the-record",
    Severity.WARNING,
    title=msg("Drill that was held, but is not in the record of its plan"),
    rationale=msg(
        "When a plan is to be drilled next is counted from its own record; without this drill it "
        "seems due, or overdue."
    ),
    sources=(cite(_RULES, "第三十二条第二款"),),
)
def not_in_the_record(view: DrillView) -> Iterator[Hit]:
    """The day on which a drill was held against 演练记录 of the plans that it practised."""
    held = view.drill.held
    if held is None:
        return
    lacking = [
        plan
        for plan in view.plans
        if plan.plan.edition.issued <= held
        and held not in {one.held for one in plan.plan.edition.drills}
    ]
    if lacking:
        names = tuple(plan.plan.name for plan in lacking)
        yield Hit(
            view.at("held"),
            msg("No drill of {day} is in the record of {plans}", day=held.isoformat(), plans=names),
            msg("Add it to 「演练记录」 of the plan, or correct the day"),
            tuple((plan.at("edition"), msg("the edition of the plan")) for plan in lacking),
        )
