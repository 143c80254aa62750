"""The response flow of a plan: who does what, in what order, within what time."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from planforge.document.charts.graph import Chart, ChartKind, Edge, Node, NodeKind
from planforge.document.charts.split import split
from planforge.document.diagrams.course import response_course
from planforge.document.diagrams.gates import gates_of
from planforge.document.diagrams.lanes import lanes_of
from planforge.document.nodes import address
from planforge.document.selection import Step, all_steps, by_phase, steps_at, urgency
from planforge.document.wording import action_title, level_rank, limit_words
from planforge.model.scales import Phase

if TYPE_CHECKING:
    from planforge.corpus.plan_view import Level
    from planforge.document.context import Context
    from planforge.document.diagrams.lanes import Lanes

MOST_STEPS: Final = 60
"""A flow of more actions is drawn in several charts, cut where the phase changes."""


def response_flows(context: Context, level: Level | None = None) -> list[Chart]:
    """Return the course of a response and the order of its actions, or of those of *level* only.

    The actions come in several charts if they are very many.
    """
    course = response_course(context) if level is None else None
    return [*([course] if course else []), *action_flows(context, level)]


def action_flows(context: Context, level: Level | None = None) -> list[Chart]:
    """Return who does what in which order at *level*, or in all."""
    steps = steps_at(context, level.name) if level else all_steps(context)
    ordered = [step for _, found in by_phase(steps) for step in _in_order(found)]
    if not ordered:
        return []
    plan = context.plan_view.plan
    title = context.t("Order of actions of {plan}", plan=plan.name)
    if level:
        title = context.t("{title}, {level}", title=title, level=level.name)
    whole = _chart(context, title, ordered, level)
    return list(split(whole, most=MOST_STEPS, language=context.language))


def _in_order(steps: list[Step]) -> list[Step]:
    """Return *steps* of one phase by time limit, each after all it follows."""
    waiting = sorted(steps, key=lambda step: urgency(step.at))
    known = {step.at.action.id for step in steps}
    done: set[str] = set()
    ordered: list[Step] = []
    while waiting:
        ready = (
            step
            for step in waiting
            if not any(name in known and name not in done for name in step.at.action.after)
        )
        step = next(ready, waiting[0])
        waiting.remove(step)
        ordered.append(step)
        done.add(step.at.action.id)
    return ordered


def _chart(context: Context, title: str, steps: list[Step], level: Level | None) -> Chart:
    lanes = lanes_of(context, steps)
    ids = {step.at.action.id for step in steps}
    edges = [
        Edge(before, step.at.action.id)
        for step in steps
        for before in dict.fromkeys(step.at.action.after)
        if before in ids
    ]
    gates, notes = gates_of(context, steps, edges)
    nodes = [_node(context, step, lanes, notes.get(step.at.action.id, ""), level) for step in steps]
    description = context.t(
        "{count} actions of {units} actors from top to bottom in order of time.",
        count=len(steps),
        units=len({step.at.responsible[:1] for step in steps}),
    )
    return Chart(
        ChartKind.RESPONSE_FLOW,
        title,
        tuple(nodes),
        tuple(edges),
        lanes.groups,
        description,
        gates=tuple(gates),
        language=context.language,
    )


def _node(context: Context, step: Step, lanes: Lanes, after: str, level: Level | None) -> Node:
    at = step.at
    view = context.plan_view
    has_doer = at.action.id in lanes.shared
    return Node(
        at.action.id,
        action_title(at),
        _kind(step),
        lanes.lane_of[at.action.id],
        phase=at.action.phase.label(context.language),
        detail=context.marks.listed(at.responsible if has_doer else at.responsible[1:]),
        has_doer=has_doer,
        limit=limit_words(context, at.limit),
        after=after,
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
