"""The response flow of a plan: who does what, in what order, within what time."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from planforge.document.charts.graph import Chart, ChartKind, Edge, Group, Node, NodeKind
from planforge.document.charts.split import split
from planforge.document.diagrams.organisation import target_of
from planforge.document.nodes import address
from planforge.document.selection import Step, all_steps, by_phase, steps_at
from planforge.document.wording import action_title, level_rank, limit_words
from planforge.model.scales import Phase

if TYPE_CHECKING:
    from planforge.corpus.plan_view import Level
    from planforge.document.context import Context

MOST_STEPS: Final = 40
"""A flow of more actions is drawn in several charts, cut where the phase changes."""
MOST_LANES: Final = 8
"""Actors beyond these, those with the fewest actions, share the last lane."""
_REST: Final = "rest"


def response_flows(context: Context, level: Level | None = None) -> list[Chart]:
    """Return the flow of *level*, or of all actions: several charts if it is long."""
    steps = steps_at(context, level.name) if level else all_steps(context)
    phased = by_phase(steps)
    ordered = [step for _, found in phased for step in found]
    if not ordered:
        return []
    plan = context.plan_view.plan
    title = context.t("Response flow of {plan}", plan=plan.name)
    if level:
        title = context.t("{title}, {level}", title=title, level=level.name)
    whole = _chart(context, title, ordered, level)
    return list(split(whole, most=MOST_STEPS, language=context.language))


def _chart(context: Context, title: str, steps: list[Step], level: Level | None) -> Chart:
    lanes, lane_of = _lanes(context, steps)
    ids = {step.at.action.id for step in steps}
    edges = [
        Edge(before, step.at.action.id)
        for step in steps
        for before in step.at.action.after
        if before in ids
    ]
    rows = _first_rows(steps, edges)
    nodes = [_node(context, step, lane_of[step.at.action.id], rows, level) for step in steps]
    description = context.t(
        "{count} actions of {units} actors from top to bottom in order of time.",
        count=len(steps),
        units=len(lanes),
    )
    return Chart(
        ChartKind.RESPONSE_FLOW, title, tuple(nodes), tuple(edges), tuple(lanes), description
    )


def _lanes(context: Context, steps: list[Step]) -> tuple[list[Group], dict[str, str]]:
    """Return the lanes in order of first use and the lane of each action."""
    view = context.plan_view
    names: dict[str, str] = {}
    count: dict[str, int] = {}
    key_of: dict[str, str] = {}
    for step in steps:
        name = step.at.responsible[0] if step.at.responsible else ""
        key = view.actor_key(name) if name else _REST
        names.setdefault(key, name)
        count[key] = count.get(key, 0) + 1
        key_of[step.at.action.id] = key
    kept = set(names)
    if len(names) > MOST_LANES:
        order = list(names)
        busiest = sorted(names, key=lambda key: (-count[key], order.index(key)))
        kept = set(busiest[: MOST_LANES - 1])
    lanes = [
        Group(key, name, target_of(context, name))
        for key, name in names.items()
        if key in kept and name
    ]
    if len(lanes) < len(names):
        lanes.append(Group(_REST, context.t("Other units")))
    return lanes, {
        action: key if key in kept and names[key] else _REST for action, key in key_of.items()
    }


def _first_rows(steps: list[Step], edges: list[Edge]) -> dict[str, int]:
    """Return a lower bound of each action's row: no phase begins before the one above it ends."""
    before: dict[str, list[str]] = {}
    for edge in edges:
        before.setdefault(edge.target, []).append(edge.source)
    rows: dict[str, int] = {}
    floor, top, phase = 0, -1, None
    for step in steps:
        action = step.at.action
        if action.phase is not phase:
            floor, phase = top + 1, action.phase
        known = [rows[name] + 1 for name in before.get(action.id, []) if name in rows]
        rows[action.id] = max([floor, *known])
        top = max(top, rows[action.id])
    return rows


def _node(
    context: Context, step: Step, lane: str, rows: dict[str, int], level: Level | None
) -> Node:
    at = step.at
    view = context.plan_view
    others = list(at.responsible[1:])
    if lane == _REST:
        others = list(at.responsible)
    return Node(
        at.action.id,
        action_title(at),
        _kind(step),
        lane,
        rows[at.action.id],
        at.action.phase.label(context.language),
        detail="、".join(others),
        limit=limit_words(context, at.limit),
        level=level_rank(view, level) if level and step.mark else 0,
        target=address("action", f"{view.plan.id}/{at.action.id}"),
        tooltip=at.content,
    )


def _kind(step: Step) -> NodeKind:
    action = step.at.action
    if action.phase is Phase.TERMINATION:
        return NodeKind.ACTION
    if action.messages:
        return NodeKind.NOTICE
    return NodeKind.ACTION
