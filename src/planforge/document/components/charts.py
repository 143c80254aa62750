"""The charts of a plan as directives: each a `chart` node with its text equivalent."""

from __future__ import annotations

from typing import TYPE_CHECKING

from planforge.document.diagrams import (
    chart_node,
    level_ladder,
    link_map,
    organisation_chart,
    response_flows,
)
from planforge.document.directives import Request, component

if TYPE_CHECKING:
    from docutils import nodes

    from planforge.document.context import Context


@component("organisation-chart")
def organisation(context: Context, _request: Request) -> list[nodes.Node]:
    """Draw the command body with its office, groups and members."""
    chart = organisation_chart(context)
    return [chart_node(context, chart)] if chart else []


@component("response-flow")
def flow(context: Context, request: Request) -> list[nodes.Node]:
    """Draw the actions of a level, or all, in the lanes of those who do them."""
    level = context.plan_view.level(request.options.get("level", "") or request.argument)
    return [chart_node(context, chart) for chart in response_flows(context, level)]


@component("level-ladder")
def ladder(context: Context, _request: Request) -> list[nodes.Node]:
    """Draw the levels with how they start, change and end."""
    chart = level_ladder(context)
    return [chart_node(context, chart)] if chart else []


@component("link-map")
def links(context: Context, _request: Request) -> list[nodes.Node]:
    """Draw the plan in hand with the plans it is linked to."""
    chart = link_map(context)
    return [chart_node(context, chart)] if chart else []
