"""The page of filing, publication, drills and evaluation of every plan, and when each is due."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from planforge.document.blocks import Content, bullets, paragraph, span, table
from planforge.document.nodes import address, link
from planforge.document.page import Page
from planforge.document.pages.rule_pages import inputs
from planforge.document.wording import day
from planforge.i18n import Message, msg
from planforge.rules.cycles.schedule import Due, Standing, schedule

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import date

    from docutils import nodes

    from planforge.corpus.plan_view import PlanView
    from planforge.document.context import Context
    from planforge.document.pages.frame import Frame
    from planforge.rules.cycles.schedule import Schedule

WORDS: Final[Mapping[Standing, Message]] = {
    Standing.DONE_LATE: msg("too late"),
    Standing.SOON: msg("due soon"),
    Standing.OVERDUE: msg("overdue"),
}
"""How a plan stands, where that is worth a word."""
_TONE: Final[Mapping[Standing, str]] = {
    Standing.DONE_LATE: "warning",
    Standing.SOON: "advice",
    Standing.OVERDUE: "error",
}
TITLE: Final = msg("Editions and cycles of the plans")


def cycle_page(frame: Frame, as_of: date | None) -> Page:
    """Return the page; standings are judged on the day *as_of*, left open for None."""
    facts = [
        (view.file, view.plan.name, view.plan.edition, view.plan.management, view.plan.event_types)
        for view in frame.views
    ]
    made_from = inputs(frame, [*facts, frame.corpus.registry.digest, as_of])
    title = TITLE.render(frame.context.language)
    way = (frame.home,)
    return Page(
        "check/cycles", title, "check", made_from, lambda: _build(frame, as_of), breadcrumb=way
    )


def _build(frame: Frame, as_of: date | None) -> list[nodes.Node]:
    context, t = frame.context, frame.context.t
    outlines = {outline.file: outline for outline in frame.corpus.system.outlines}
    found = [
        (view, schedule(outlines[view.file], frame.corpus.registry, as_of))
        for view in frame.views
        if view.file in outlines and context.may_show(view.plan.edition)
    ]
    if as_of is None:
        said = t("No day was given: due days are shown, but not judged.")
    else:
        said = t("Judged on {day}.", day=day(context, as_of))
    built: list[nodes.Node] = [paragraph([said, context.marks.gap, *_total(context, found)])]
    notes = (
        t(
            "Filing and publication are due within working days of the Chinese calendar; where a"
            " year's holidays are not announced yet, no day is shown."
        ),
        t(
            "Drills are counted from the last one, else from the issue; evaluations from the last"
            " one or from the issue, whichever was later. What the plan itself or the jurisdiction"
            " asks for more often counts."
        ),
    )
    headings = (
        t("Plan"),
        t("Issued on"),
        t("Filed"),
        t("Published"),
        t("Last drill"),
        t("Last evaluation"),
    )
    rows = [_row(context, view, its) for view, its in found]
    if rows:
        built.append(table(headings, rows, "pf-cycles", widths=(24, 12, 20, 14, 15, 15)))
    return [*built, bullets(notes, "pf-detail")]


def _total(context: Context, found: Iterable[tuple[PlanView, Schedule]]) -> list[nodes.Node]:
    standings = [
        due.standing
        for _, its in found
        for due in (its.filing, its.publication, its.drill, its.evaluation)
    ]
    counted: list[Content] = [
        [_badge(context, standing), f" {standings.count(standing)}"]
        for standing in (Standing.OVERDUE, Standing.SOON, Standing.DONE_LATE)
        if standing in standings
    ]
    return context.joined(counted)


def _badge(context: Context, standing: Standing) -> nodes.Node:
    tone = f"pf-severity-{_TONE[standing]}"
    return span(WORDS[standing].render(context.language), "pf-severity", tone)


def _row(context: Context, view: PlanView, its: Schedule) -> tuple[Content, ...]:
    plan, filing = view.plan, view.plan.edition.filing
    public = plan.edition.publication
    known = {drill.held for drill in plan.edition.drills}
    known |= {filing.filed} if filing else set()
    known |= {public.published} if public else set()
    known |= {plan.edition.last_evaluation} if plan.edition.last_evaluation else set()

    def cell(due: Due, remark: str = "") -> Content:
        if due.last is not None and due.last not in known:  # recorded where this reader may not see
            return [paragraph(context.t("not public"), "pf-detail")]
        return _cell(context, due, remark)

    return (
        [link(plan.name, address("plan", plan.id))],
        day(context, plan.edition.issued),
        cell(its.filing, filing.recipient if filing else ""),
        cell(its.publication),
        cell(its.drill),
        cell(its.evaluation),
    )


def _cell(context: Context, due: Due, remark: str) -> Content:
    """Return when something was done, when it is due, and how the plan stands with it."""
    t = context.t
    if due.standing is Standing.NOT_ASKED:
        return [paragraph(t("not demanded"), "pf-detail")]
    lines = [paragraph(day(context, due.last) if due.last else t("not recorded"))]
    if remark:
        lines.append(paragraph(remark, "pf-detail"))
    if due.due is not None:
        until = day(context, due.due)
        words = t("next by {day}", day=until) if due.months else t("limit: {day}", day=until)
        lines.append(paragraph(words, "pf-detail"))
    if due.standing in WORDS:
        lines.append(paragraph([_badge(context, due.standing)]))
    return lines
