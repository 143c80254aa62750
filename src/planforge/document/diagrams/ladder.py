"""The ladder of response levels: how each starts, rises, falls and ends."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from planforge.document.charts.graph import (
    Chart,
    ChartKind,
    Edge,
    EdgeStyle,
    Group,
    Node,
    NodeKind,
)
from planforge.document.conditions import row_words, trigger_words
from planforge.document.nodes import address
from planforge.document.selection import full, shown_levels
from planforge.document.wording import PLAN, level_rank

if TYPE_CHECKING:
    from collections.abc import Iterable

    from planforge.corpus.plan_view import Level
    from planforge.document.context import Context
    from planforge.model.trigger import Row

LONGEST: Final = 90
"""Characters of conditions at an arrow: as many whole ones as have room, one at least."""
TALLEST: Final = 240
"""A condition longer than this is told in the text only."""
_TOLD: Final = {
    EdgeStyle.START: ("triggers", "response-levels"),
    EdgeStyle.UP: ("transitions", "response-levels"),
    EdgeStyle.DOWN: ("transitions", "response-levels"),
    EdgeStyle.END: ("termination", "response-levels"),
}
"""Directives that show what a box of conditions names, the nearest first."""


class Conditions(NamedTuple):
    """What a change depends on: conditions in words, and in figures."""

    words: tuple[str, ...] = ()
    figures: tuple[str, ...] = ()


def level_ladder(context: Context) -> Chart | None:
    """Return the levels of the plan in hand as a ladder; None for a plan without levels."""
    levels = shown_levels(context)
    if not levels:
        return None
    nodes: list[Node] = []
    edges: list[Edge] = []
    for level in levels:
        nodes.append(_level(context, level))
        triggers = full(context, level).triggers
        start = trigger_words(context, triggers)
        if not start and level.facts.defined_elsewhere:
            start = (level.facts.defined_elsewhere,)
        if start:
            ident = f"start-{level.severity}"
            nodes.append(Node(ident, context.t("Start"), NodeKind.START))
            told = Conditions(figures=start)
            edges.append(_edge((ident, _id(level)), EdgeStyle.START, told, context))
        end = full(context, level).termination
        if end is not None and context.may_show(end):
            ident = f"end-{level.severity}"
            nodes.append(Node(ident, context.t("End"), NodeKind.END))
            who = context.t("Decided by {names}", names=end.decided_by)
            told = Conditions(end.conditions, _sentences(context, end.when))
            decided = who if end.decided_by else ""
            edges.append(_edge((_id(level), ident), EdgeStyle.END, told, context, decided))
    edges += _changes(context)
    plan = context.plan_view.plan
    return Chart(
        ChartKind.LADDER,
        context.t("Response levels of {plan}", plan=plan.name),
        tuple(nodes),
        tuple(edges),
        (
            Group("start", context.t("Starts when")),
            Group("levels", context.t("Level and who decides")),
            Group("end", context.t("Ends when")),
        ),
        context.t("{count} levels, the highest on top.", count=len(levels)),
        (
            (EdgeStyle.START, context.t("Start")),
            (EdgeStyle.UP, context.t("Raise")),
            (EdgeStyle.DOWN, context.t("Lower")),
            (EdgeStyle.END, context.t("End")),
        ),
        language=context.language,
    )


def _id(level: Level) -> str:
    return f"level-{level.severity}"


def _level(context: Context, level: Level) -> Node:
    view, it = context.plan_view, level.facts
    details = []
    if it.decided_by:
        details.append(context.t("Decided by {names}", names=it.decided_by))
    if it.commander:
        details.append(context.t("Commanded by {names}", names=it.commander))
    rank = level_rank(view, level)
    return Node(
        _id(level),
        f"{level.name} {it.title}".strip(),
        NodeKind.LEVEL,
        detail=context.marks.clauses(details),
        level=rank,
        target=address("level", f"{view.plan.id}/{rank}"),
    )


def _changes(context: Context) -> list[Edge]:
    view = context.plan_view
    edges = []
    for step in context.shown(view.plan.transitions):
        source, target = view.level(step.source), view.level(step.target)
        if source is None or target is None:
            continue
        style = EdgeStyle.UP if target.severity > source.severity else EdgeStyle.DOWN
        told = Conditions(step.conditions, _sentences(context, step.when))
        edges.append(_edge((_id(source), _id(target)), style, told, context))
    return edges


def _edge(
    ends: tuple[str, str], style: EdgeStyle, told: Conditions, context: Context, who: str = ""
) -> Edge:
    """Return an arrow with whole conditions; all of them are its tooltip if some are left out."""
    shown, whole = conditions_shown(context, told), _joined(context, told)
    label, every = (
        context.marks.bracketed(text, who) if who and text else text or who
        for text in (shown, whole)
    )
    told_at = context.told_at(*_TOLD[style])
    return Edge(*ends, label, style, tooltip=every if shown != whole else "", address=told_at)


def _sentences(context: Context, rows: Iterable[Row]) -> tuple[str, ...]:
    return tuple(row_words(context, row) for row in context.shown(rows))


def _joined(context: Context, told: Conditions) -> str:
    """Return conditions in words, which keep the plan's own marks, and in figures."""
    said, rows = PLAN.clauses(told.words), context.marks.clauses(told.figures)
    if not said or not rows:
        return said or rows
    return context.marks.clauses((said, context.t("Figures: {figures}", figures=rows)))


def conditions_shown(context: Context, told: Conditions) -> str:
    """Return as many whole conditions as have room, and how many more the text has.

    A condition is never cut: half a range of figures would be another condition. Words are left
    out before figures.
    """
    words, figures = told
    shown, length = 0, 0
    for condition in (*figures, *words):
        length += len(condition) + 1
        if length > (LONGEST if shown else TALLEST):
            break
        shown += 1
    left = len(figures) + len(words) - shown
    text = _joined(context, Conditions(words[: max(0, shown - len(figures))], figures[:shown]))
    if not left:
        return text
    if not shown:
        return context.t("{count} conditions, see the text", count=left)
    return context.t("{rows}; {count} more, see the text", rows=text, count=left)
