"""Wall charts: organisation and response flow of a plan, each as large as a sheet of A3."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from planforge.document.blocks import paragraph
from planforge.document.books.book import Book, BookKind, Paper, Part, Style
from planforge.document.books.cards.foot import edition_lines, issuer_of, newest
from planforge.document.books.qr import web_address
from planforge.document.charts.graph import ChartKind, NodeKind
from planforge.document.diagrams import (
    action_flows,
    chart_node,
    organisation_chart,
    response_course,
)
from planforge.document.nodes import address, qr_code
from planforge.i18n import Message, msg

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from docutils import nodes

    from planforge.corpus.plan_view import PlanView
    from planforge.document.charts.graph import Chart
    from planforge.document.context import Context
    from planforge.document.pages.frame import Frame

_SIGNS: Final[Mapping[ChartKind, Mapping[NodeKind, Message]]] = {
    ChartKind.ORGANISATION: {
        NodeKind.BODY: msg("dark box: command body"),
        NodeKind.OFFICE: msg("tinted box: its office, where the work is done day by day"),
        NodeKind.GROUP: msg("box with a blue edge: working group, with who leads it"),
        NodeKind.UNIT: msg("box with a grey edge: member unit"),
        NodeKind.ADVISER: msg("grey box with a dotted line: experts, who advise"),
    },
    ChartKind.RESPONSE_COURSE: {
        NodeKind.DECISION: msg("diamond: a decision, yes or no"),
        NodeKind.NOTICE: msg("slanted box: a report or an action with messages to others"),
    },
    ChartKind.RESPONSE_FLOW: {
        NodeKind.ACTION: msg("box: an action, with its time limit and who takes part"),
        NodeKind.NOTICE: msg("slanted box: an action with messages to others"),
    },
}
"""What the boxes of a chart mean, in words that hold without colours too."""

_WIDE: Final = 24
"""An organisation of more boxes is higher than wide."""


def posters(frame: Frame, view: PlanView | None = None) -> Book:
    """Return the wall charts, A3: of each plan its organisation, response flow and actions.

    A chart that cannot be read from a distance on one sheet is drawn on several.

    Args:
        frame: The corpus as the reader may see it.
        view: The plan; None for all plans.
    """
    context, t = frame.context, frame.context.t
    views = (view,) if view else frame.views
    title = t("Wall charts: {plan}", plan=view.plan.name) if view else t("Wall charts")
    edition = view.plan.edition if view and context.may_show(view.plan.edition) else None
    return Book(
        ident=f"posters-{view.plan.id}" if view else "posters",
        title=title,
        kind=BookKind.POSTER,
        parts=tuple(part for one in views for part in _parts(frame, one)),
        issuer=issuer_of(context, views),
        subject=t("Organisation and response flow of each plan, to be pinned up"),
        edition=edition.number if edition else "",
        dated=newest(context, views),
        language=context.language,
        public=context.public,
        paper=Paper.A3,
        duplex=False,
    )


def _parts(frame: Frame, view: PlanView) -> Iterator[Part]:
    context = frame.context.of(view)
    plan = view.plan.id
    organisation = organisation_chart(context)
    if organisation is not None:
        yield _part(frame, context, organisation, f"{plan}-organisation")
    course = response_course(context)
    if course is not None:
        yield _part(frame, context, course, f"{plan}-course")
    for number, chart in enumerate(action_flows(context), 1):
        yield _part(frame, context, chart, f"{plan}-flow-{number}")


def _part(frame: Frame, context: Context, chart: Chart, ident: str) -> Part:
    view = context.plan_view
    return Part(
        ident=ident,
        title=chart.title,
        style=Style.POSTER,
        inputs=(*frame.facts_inputs(view), ident),
        build=lambda: _tree(context, chart),
        heading=chart.title,
        landscape=_is_wide(chart),
    )


def _is_wide(chart: Chart) -> bool:
    """Whether *chart* stands larger on a sheet on its side: an organisation of few units does."""
    return chart.kind is ChartKind.ORGANISATION and len(chart.nodes) <= _WIDE


def _tree(context: Context, chart: Chart) -> list[nodes.Node]:
    view = context.plan_view
    built: list[nodes.Node] = [chart_node(context, chart)]
    said = legend(context, chart)
    if said:
        built.append(paragraph(said, "pf-poster-legend"))
    kept = () if context.public else (context.t("Internal document, keep safe"),)
    built += [paragraph(x, "pf-poster-foot") for x in (*kept, *edition_lines(context, view))]
    is_flow = chart.kind in {ChartKind.RESPONSE_COURSE, ChartKind.RESPONSE_FLOW}
    plan = view.plan.id
    target = address("page", f"{plan}/actions") if is_flow else address("plan", plan)
    web = web_address(context, target)
    if web:
        built.append(qr_code("", text=web, caption=context.t("Scan for the full text")))
    return built


def legend(context: Context, chart: Chart) -> str:
    """Return what the boxes of *chart* mean, those that are in it."""
    kinds = {node.kind for node in chart.nodes}
    signs = _SIGNS.get(chart.kind, {})
    words = [sign.render(context.language) for kind, sign in signs.items() if kind in kinds]
    if chart.kind is ChartKind.RESPONSE_FLOW:
        words.append(
            context.t(
                "a column for each unit, or several alike (the boxes say who); downwards in time"
                if any(node.has_doer for node in chart.nodes)
                else "a column for each unit; downwards in order of time"
            )
        )
        if chart.gates:
            words.append(context.t("a bar across: where a phase begins"))
    if chart.kind is ChartKind.RESPONSE_COURSE:
        words.append(context.t("dashed line: back to an earlier stage"))
    its = context.marks
    return its.labelled(context.t("Legend"), its.clauses(words) + its.stop) if words else ""
