"""The calendar of drills: what is planned, what is open, when each plan is due, what was held."""

from __future__ import annotations

from enum import IntEnum
from typing import TYPE_CHECKING

from planforge.document.blocks import Content, paragraph, section, span, table
from planforge.document.nodes import address, link
from planforge.document.pages.cycle_page import WORDS
from planforge.document.pages.drill_tasks import PLACE, TITLE, open_tasks, task_table
from planforge.document.wording import day
from planforge.drill.disclosure import NAMELESS, is_undated
from planforge.model.drill_scales import DrillPurpose, Notice
from planforge.rules.cycles.schedule import Standing, schedule

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from docutils import nodes

    from planforge.corpus.drills import DrillView
    from planforge.document.pages.drill_pages import DrillDoc
    from planforge.document.pages.frame import Frame


class Told(IntEnum):
    """How much those read who take part, each step with all before it."""

    NOTHING = 0
    """Not even that the drill comes."""
    DAY = 1
    """When it is, and of what kind."""
    OUTLINE = 2
    """What they are told beforehand: day, place, plans, who takes part, the briefing."""
    COURSE = 3
    """How the scenario goes and who does what in it; not what was found of anybody."""
    ALL = 4


def told_of(view: DrillView, *, in_full: bool = False) -> Told:
    """Return how much of the drill players may read (exercises: who may see what).

    Once it was held, all of it. Before, what the notice allows; a demonstration is played by a
    script that everybody knows. *in_full* says that the site is for those who run drills.
    """
    kind = view.drill.kind
    if in_full or view.drill.held is not None:
        return Told.ALL
    if kind.notice is Notice.DOUBLE_BLIND:
        return Told.NOTHING
    if kind.notice is Notice.SINGLE_BLIND:
        return Told.DAY
    return Told.COURSE if kind.purpose is DrillPurpose.DEMONSTRATION else Told.OUTLINE


def calendar(frame: Frame, doc: DrillDoc, shown: Sequence[DrillView]) -> list[nodes.Node]:
    """Return what is planned, open, due and held, of the drills that the reader may see."""
    t = frame.context.t
    told = [view for view in shown if told_of(view, in_full=doc.in_full) is Told.ALL]
    parts = (
        (t("Planned drills"), "planned", _planned(frame, doc, shown)),
        (t("Open tasks of improvement"), "tasks", _open(frame, doc, told)),
        (t("When the plans are to be drilled"), "due", _due(frame, doc)),
        (t("Drills that were held"), "held", _held(frame, shown)),
    )
    return [section(title, ident, *body) for title, ident, body in parts if body]


def _open(frame: Frame, doc: DrillDoc, shown: Sequence[DrillView]) -> list[nodes.Node]:
    """Return the tasks that are open, and the way to the register of all; nothing for the public.

    The register is linked even while nothing is open.
    """
    if frame.context.public:
        return []
    t = frame.context.t
    found = open_tasks(shown)
    way = link(TITLE.render(frame.context.language), address("drill", PLACE))
    said = t("{count} open", count=len(found)) if found else t("No task is open.")
    return [
        paragraph([said, frame.context.marks.gap or " ", way]),
        *task_table(frame.context, found, doc.as_of),
    ]


def _when(frame: Frame, planned: date | None, as_of: date | None) -> Content:
    """Return the day of a drill that was not held yet, with a word if that has passed."""
    t = frame.context.t
    if planned is None:
        return t("open")
    shown = [paragraph(day(frame.context, planned))]
    if as_of is not None and planned < as_of:
        shown.append(paragraph([span(t("not held"), "pf-severity", "pf-severity-warning")]))
    return shown


def _told_day(view: DrillView, doc: DrillDoc) -> date | None:
    """Return the planned day of *view* as far as it is fixed and readers may know it."""
    is_told = told_of(view, in_full=doc.in_full) >= Told.OUTLINE
    return view.drill.date if is_told or not is_undated(view.drill) else None


def _planned(frame: Frame, doc: DrillDoc, shown: Sequence[DrillView]) -> list[nodes.Node]:
    context, t = frame.context, frame.context.t
    coming = [view for view in shown if view.drill.held is None]
    days = {view.drill.id: _told_day(view, doc) for view in coming}
    dated = sorted(
        coming, key=lambda x: (days[x.drill.id] is None, str(days[x.drill.id]), x.drill.id)
    )
    rows: list[tuple[Content, ...]] = []
    its = context.marks.item
    for view in dated:
        drill = view.drill
        kinds = (drill.kind.form, drill.kind.scope, drill.kind.purpose)
        kind = context.marks.listed(one.label(context.language) for one in kinds)
        told = days[drill.id]
        is_hidden = drill.date is not None and told is None
        when = t("not public") if is_hidden else _when(frame, told, doc.as_of)
        if told_of(view, in_full=doc.in_full) < Told.OUTLINE:
            blind = drill.kind.notice.label(context.language)
            rows.append((when, NAMELESS.render(context.language), f"{kind}{its}{blind}", "", ""))
            continue
        rows.append(
            (
                when,
                [link(drill.name, address("drill", drill.id))],
                kind,
                [*context.joined(plan_links(view))],
                str(len(drill.goals)),
            )
        )
    headings = (t("Date"), t("Drill"), t("Kind"), t("Plans"), t("Goals"))
    return [table(headings, rows, "pf-drills", widths=(14, 34, 18, 26, 8))] if rows else []


def plan_links(view: DrillView) -> list[Content]:
    """Return the plans that a drill practises, by their short names, as links."""
    return [
        [link(_short(one.plan.short_names, one.plan.name), address("plan", one.plan.id))]
        for one in view.plans
    ]


def _short(short_names: Sequence[str], name: str) -> str:
    return short_names[0] if short_names else name


def _due(frame: Frame, doc: DrillDoc) -> list[nodes.Node]:
    """Return when each plan was drilled last and must be again (legal and own cycles)."""
    context, t = frame.context, frame.context.t
    outlines = {outline.file: outline for outline in frame.corpus.system.outlines}
    rows: list[tuple[Content, ...]] = []
    for view in frame.views:
        if view.file not in outlines or not context.may_show(view.plan.edition):
            continue
        due = schedule(outlines[view.file], frame.corpus.registry, doc.as_of).drill
        if due.standing is Standing.NOT_ASKED:
            continue
        held = {drill.held for drill in context.shown(view.plan.edition.drills)}
        last = t("not recorded") if due.last is None else day(context, due.last)
        if due.last is not None and due.last not in held:
            last = t("not public")
        word = WORDS.get(due.standing)
        planned = (
            () if context.public else [one for one in doc.views if _drills(doc, one, view.plan.id)]
        )
        rows.append(
            (
                [link(view.plan.name, address("plan", view.plan.id))],
                last,
                day(context, due.due) if due.due else "",
                word.render(context.language) if word else "",
                context.joined(
                    [link(one.drill.name, address("drill", one.drill.id))] for one in planned
                ),
            )
        )
    headings = [
        t("Plan"),
        t("Last drill"),
        t("Next drill by"),
        t("How it stands"),
        t("Drills planned for it"),
    ]
    widths = [26, 14, 14, 10, 36]
    if context.public:
        rows = [row[:-1] for row in rows]
        headings, widths = headings[:-1], [46, 20, 20, 14]
    return [table(headings, rows, "pf-drill-due", widths=widths)] if rows else []


def _drills(doc: DrillDoc, view: DrillView, plan: str) -> bool:
    """Whether *view* is a drill still to come that practises *plan*, and players may know it."""
    drill = view.drill
    is_told = told_of(view, in_full=doc.in_full) >= Told.OUTLINE
    if drill.date is None or drill.held is not None or not is_told:
        return False
    return plan in (one.plan.id for one in view.plans)


def _held(frame: Frame, shown: Sequence[DrillView]) -> list[nodes.Node]:
    """Return the drills in the records of plans, and those whose own files say that they were."""
    context, t = frame.context, frame.context.t
    pages = {
        (view.drill.held, plan.plan.id): view
        for view in shown
        if view.drill.held is not None
        for plan in view.plans
    }
    held = [
        (drill.held, view, drill)
        for view in frame.views
        if context.may_show(view.plan.edition)
        for drill in context.shown(view.plan.edition.drills)
    ]
    found: list[tuple[date, str, tuple[Content, ...]]] = [
        (
            when,
            view.plan.id,
            (
                day(context, when),
                _name(drill.name, pages.get((when, view.plan.id))),
                drill.form.label(context.language),
                [link(view.plan.name, address("plan", view.plan.id))],
            ),
        )
        for when, view, drill in held
    ]
    recorded = {(when, plan) for when, plan, _ in found}
    for view in shown:
        when = view.drill.held
        if when is None or any((when, plan.plan.id) in recorded for plan in view.plans):
            continue
        form = view.drill.kind.form.label(context.language)
        cells = (day(context, when), _name(view.drill.name, view), form)
        found.append((when, view.drill.id, (*cells, context.joined(plan_links(view)))))
    found.sort(key=lambda one: one[:2], reverse=True)
    rows = [row for _, _, row in found]
    headings = (t("Date"), t("Drill"), t("Form"), t("Plan"))
    return [table(headings, rows, "pf-drills-held", widths=(16, 44, 14, 26))] if rows else []


def _name(name: str, view: DrillView | None) -> Content:
    """Return the name of a drill, linked to its page if it has one."""
    return [link(name, address("drill", view.drill.id))] if view else name


__all__ = ["Told", "calendar", "plan_links", "told_of"]
