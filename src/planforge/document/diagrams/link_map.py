"""Maps of links: one plan with its neighbours, or the whole system."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from planforge.document.charts.graph import Chart, ChartKind, Edge, EdgeStyle, Node, NodeKind
from planforge.document.nodes import address
from planforge.document.selection import shown_links
from planforge.model.base import Kind
from planforge.model.scales import LinkKind, PlanClass

if TYPE_CHECKING:
    from collections.abc import Iterable

    from planforge.corpus.plan_view import PlanView
    from planforge.document.context import Context
    from planforge.model.plan import Link

_STYLES: Final = {
    LinkKind.CONFORMS_TO: EdgeStyle.CONFORMS,
    LinkKind.CASCADES_TO: EdgeStyle.CASCADES,
    LinkKind.REQUESTS_SUPPORT: EdgeStyle.SUPPORTS,
    LinkKind.HANDS_OVER_TO: EdgeStyle.HANDS_OVER,
    LinkKind.JOINT_ACTION: EdgeStyle.JOINT,
}
"""Line of each kind of link; the kinds not listed are their counterparts, drawn the other way."""


def link_map(context: Context) -> Chart | None:
    """Return the plan in hand with the plans it is linked to; None for a plan without links."""
    plan = context.plan_view.plan
    title = context.t("Links of {plan}", plan=plan.name)
    return _map(context, title, [context.plan_view])


def system_map(context: Context) -> Chart | None:
    """Return all plans of the corpus with the links between them."""
    views = [view for view in context.corpus.plans if context.may_show(view.plan)]
    return _map(context, context.t("Links between all plans"), views)


def _map(context: Context, title: str, views: list[PlanView]) -> Chart | None:
    nodes: dict[str, Node] = {}
    edges: dict[tuple[str, str, EdgeStyle], Edge] = {}
    for view in views:
        nodes.setdefault(view.plan.id, _plan_node(view, is_lead=len(views) == 1))
    for view in views:
        for item, other in shown_links(context.of(view)):
            node = _plan_node(other) if other else _outside(context, item)
            nodes.setdefault(node.id, node)
            edge = _edge(item, view.plan.id, node.id)
            key = (edge.source, edge.target, edge.style)
            if edge.style is EdgeStyle.JOINT:
                key = (min(key[:2]), max(key[:2]), edge.style)
            edges.setdefault(key, edge)
    if not edges and len(nodes) < 2:  # noqa: PLR2004 - one plan alone is no map
        return None
    return Chart(
        ChartKind.LINK_MAP,
        title,
        tuple(nodes.values()),
        tuple(edges.values()),
        description=context.t(
            "{plans} plans and {links} links.", plans=len(nodes), links=len(edges)
        ),
        legend=_legend(context, edges.values()),
        language=context.language,
    )


def _plan_node(view: PlanView, *, is_lead: bool = False) -> Node:
    plan = view.plan
    kind = NodeKind.MASTER if plan.plan_class is PlanClass.MASTER else NodeKind.PLAN
    text = plan.short_names[0] if plan.short_names else plan.name
    return Node(
        plan.id,
        text,
        kind,
        detail=plan.lead,
        is_lead=is_lead,
        target=address("plan", plan.id),
        tooltip=plan.name,
    )


def _outside(context: Context, item: Link) -> Node:
    entity = context.corpus.registry.names.get(item.plan, (Kind.REGULATION,))
    if entity is None or not context.may_show(entity.element):
        return Node(f"outside-{item.plan}", item.plan, NodeKind.OUTSIDE)
    target = address("regulation", entity.id)
    return Node(f"outside-{entity.id}", entity.short_name, NodeKind.OUTSIDE, target=target)


def _edge(item: Link, own: str, other: str) -> Edge:
    if item.kind in _STYLES:
        return Edge(own, other, style=_STYLES[item.kind])
    return Edge(other, own, style=_STYLES[item.kind.counterpart])


def _legend(context: Context, edges: Iterable[Edge]) -> tuple[tuple[EdgeStyle, str], ...]:
    used = {edge.style for edge in edges}
    return tuple(
        (style, kind.label(context.language)) for kind, style in _STYLES.items() if style in used
    )
