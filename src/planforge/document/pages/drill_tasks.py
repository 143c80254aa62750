"""What drills left to be mended: the register of tasks, and the tasks of one drill (整改台账).

Tasks stand in the files of drills, problems in the editions of plans. Both are for those who look
after plans: only the internal site shows them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from planforge.document.blocks import Content, paragraph, section, span, table
from planforge.document.nodes import address, link
from planforge.document.page import Entry, Page
from planforge.document.pages.rule_pages import inputs
from planforge.document.wording import day
from planforge.drill.elements import task_parts
from planforge.i18n import msg

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from datetime import date

    from docutils import nodes

    from planforge.corpus.drills import DrillView
    from planforge.document.context import Context
    from planforge.document.pages.frame import Frame
    from planforge.model.drill import PlanPart, Task

TITLE: Final = msg("Register of improvement tasks")
PLACE: Final = "all_tasks"
"""Name of the register among the pages of drills; no drill has it, as ids have no underscore."""


def task_inputs(frame: Frame, views: Iterable[DrillView]) -> list[object]:
    """Return what the register is made from: tasks of drills, problems of plans."""
    tasks = [(view.drill.id, view.drill.name, view.drill.tasks) for view in views]
    problems = [(view.file, view.plan.name, view.plan.edition.problems) for view in frame.views]
    return [*tasks, *problems]


def register_page(frame: Frame, views: Sequence[DrillView], as_of: date | None, above: str) -> Page:
    """Return the register of all tasks; it is there even while nothing is open."""
    made_from = inputs(frame, [*task_inputs(frame, views), frame.corpus.registry.digest, as_of])
    return Page(
        f"drill/{PLACE}",
        TITLE.render(frame.context.language),
        "drill",
        made_from,
        lambda: _register(frame, views, as_of),
        breadcrumb=(frame.home, Entry(above, address("drill", "index"))),
    )


def _register(frame: Frame, views: Sequence[DrillView], as_of: date | None) -> list[nodes.Node]:
    t = frame.context.t
    opened = open_tasks(views)
    over = [(view, task) for view in views for task in view.drill.tasks if task.state.is_over]
    parts = (
        (t("Open tasks"), "open", task_table(frame.context, opened, as_of)),
        (t("Tasks that are over"), "over", task_table(frame.context, over, as_of)),
        (t("Problems recorded in plans"), "problems", _problems(frame)),
    )
    built: list[nodes.Node] = []
    if not opened:
        built.append(paragraph(t("No task is open.")))
    return [*built, *(section(title, ident, *body) for title, ident, body in parts if body)]


def open_tasks(views: Iterable[DrillView]) -> list[tuple[DrillView, Task]]:
    """Return the tasks of *views* that are not over, by the day on which they are due."""
    found = ((view, one) for view in views for one in view.drill.tasks if not one.state.is_over)
    return sorted(
        found, key=lambda one: (one[1].due is None, str(one[1].due), one[0].drill.id, one[1].id)
    )


def task_table(
    context: Context,
    found: Sequence[tuple[DrillView, Task]],
    as_of: date | None,
    *,
    has_drill: bool = True,
) -> list[nodes.Node]:
    """Return *found* as a table; nothing if there are none.

    Args:
        context: Language and reader.
        found: Tasks with the drill that each belongs to.
        as_of: The day on which they are judged overdue; None if they are not.
        has_drill: Whether the drill is named.
    """
    t = context.t
    rows: list[tuple[Content, ...]] = []
    for view, task in found:
        words = (task.problem, task.cause, task.work)
        drill: Content = [link(view.drill.name, address("drill", view.drill.id))]
        rows.append(
            (
                *((drill,) if has_drill else ()),
                [
                    paragraph(text, *(("pf-detail",) if i else ()))
                    for i, text in enumerate(words)
                    if text
                ],
                _about(context, view, task),
                context.marks.listed(filter(None, (task.owner, task.person))),
                day(context, task.due) if task.due else "",
                _state(context, task, as_of),
            )
        )
    headings = (
        *((t("Drill"),) if has_drill else ()),
        t("Problem, cause, what is done"),
        t("Plan and action"),
        t("Unit responsible"),
        t("Due on"),
        t("Status"),
    )
    widths = (16, 34, 18, 12, 10, 10) if has_drill else (44, 20, 14, 11, 11)
    return [table(headings, rows, "pf-drill-tasks", widths=widths)] if rows else []


def _about(context: Context, view: DrillView, task: Task) -> Content:
    """Return what is to be changed: the plan and its action, linked, or the sort of thing."""
    parts = task_parts(task)
    if not parts:
        return task.target.label(context.language) if task.target else ""
    return [node for part in parts for node in _part(view, part)]


def _part(view: DrillView, part: PlanPart) -> Iterator[nodes.Node]:
    """Yield a plan with its levels and actions, each linked if there is such a thing."""
    plan = view.plan(part.plan)
    if plan is None:
        yield from (paragraph(text) for text in (part.plan, *part.levels, *part.actions))
        return
    name = plan.plan.short_names[0] if plan.plan.short_names else plan.plan.name
    yield paragraph([link(name, address("plan", plan.plan.id))])
    yield from (paragraph(level) for level in part.levels)
    for ident in part.actions:
        index = plan.action_index.get(ident)
        if index is None:
            yield paragraph(ident)
        else:
            action = plan.plan.actions[index]
            place = address("action", f"{plan.plan.id}/{action.id}")
            yield paragraph([link(action.title or action.id, place)])


def _state(context: Context, task: Task, as_of: date | None) -> Content:
    shown = [paragraph(task.state.label(context.language))]
    if as_of and task.due and task.due < as_of and not task.state.is_over:
        badge = span(context.t("overdue"), "pf-severity", "pf-severity-error")
        shown.append(paragraph([badge]))
    if task.proof:
        shown.append(paragraph(task.proof, "pf-detail"))
    return shown


def _problems(frame: Frame) -> list[nodes.Node]:
    """Return what incidents, drills and evaluations showed to be wrong with plans, open first."""
    context, t = frame.context, frame.context.t
    found = sorted(
        (
            (problem, view)
            for view in frame.views
            if context.may_show(view.plan.edition)
            for problem in context.shown(view.plan.edition.problems)
        ),
        key=lambda one: (one[0].settled is not None, one[0].found, one[1].plan.id),
    )
    rows: list[tuple[Content, ...]] = [
        (
            day(context, problem.found),
            [paragraph(problem.content), paragraph(problem.source, "pf-detail")],
            [link(view.plan.name, address("plan", view.plan.id))],
            t("yes") if problem.needs_revision else t("no"),
            day(context, problem.settled) if problem.settled else t("still open"),
        )
        for problem, view in found
    ]
    headings = (t("Found on"), t("Problem and where it was seen"), t("Plan"),
                t("Revision needed"), t("Settled on"))  # fmt: skip
    widths = (12, 46, 22, 8, 12)
    return [table(headings, rows, "pf-plan-problems", widths=widths)] if rows else []


__all__ = ["PLACE", "TITLE", "open_tasks", "register_page", "task_inputs", "task_table"]
