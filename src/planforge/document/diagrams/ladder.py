"""The ladder of response levels: how each starts, rises, falls and ends."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from planforge.document.charts.graph import (
    Chart,
    ChartKind,
    Edge,
    EdgeStyle,
    Group,
    Node,
    NodeKind,
)
from planforge.document.conditions import condition_words, short_trigger
from planforge.document.nodes import address
from planforge.document.selection import full, shown_levels
from planforge.document.wording import PLAN, level_rank

if TYPE_CHECKING:
    from planforge.corpus.plan_view import Level
    from planforge.document.context import Context
    from planforge.model.trigger import Row

ROWS: Final = 3
"""Start conditions shown at each level; the level's page has them all."""
LONGEST: Final = 90
"""Characters of a condition; what is longer ends in an ellipsis and is whole on hover."""
_JOINTS: Final = "、，；。,; "
_LETTERS: Final = re.compile(r"[A-Za-z0-9.]+$")
SHORTEST: Final = 12
"""Characters of words worth writing before figures; with less room the figures stand alone."""


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
        start = short_trigger(context, triggers, ROWS) or level.facts.defined_elsewhere
        if start:
            ident = f"start-{level.severity}"
            nodes.append(Node(ident, context.t("Start"), NodeKind.START))
            edges.append(_edge(ident, _id(level), _cut(start), start, EdgeStyle.START))
        end = full(context, level).termination
        if end is not None and context.may_show(end):
            ident = f"end-{level.severity}"
            nodes.append(Node(ident, context.t("End"), NodeKind.END))
            who = context.t("Decided by {names}", names=end.decided_by)
            text, whole = _when(context, end.conditions[:2], end.when)
            label = context.marks.bracketed(text, who) if end.decided_by and text else text or who
            edges.append(_edge(_id(level), ident, label, whole, EdgeStyle.END))
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
        text, whole = _when(context, step.conditions, step.when)
        edges.append(_edge(_id(source), _id(target), text, whole, style))
    return edges


def _edge(source: str, target: str, label: str, whole: str, style: EdgeStyle) -> Edge:
    return Edge(source, target, label, style, tooltip=whole if "…" in label else "")


def _when(context: Context, words: tuple[str, ...], rows: tuple[Row, ...]) -> tuple[str, str]:
    """Return conditions in words and in figures in one line, the words the first to be cut.

    The second text is all of it.
    """
    figures, said = condition_words(context, rows), PLAN.clauses(words)
    if not figures or not said:
        return _cut(figures or said), figures or said
    shown = context.t("Figures: {figures}", figures=figures)
    whole = context.marks.clauses((said, shown))
    room = LONGEST - len(shown) - 1
    if room < SHORTEST:
        return _cut(shown), whole
    return context.marks.clauses((_cut(said, room), shown)), whole


def _cut(text: str, longest: int = LONGEST) -> str:
    """Return *text*, or as many of its clauses as *longest* characters hold, and an ellipsis."""
    if len(text) <= longest:
        return text
    head = text[: longest - 1]
    at = max(head.rfind(mark) for mark in _JOINTS)
    if at < longest // 2:  # one long clause: torn, but not in a number
        at = len(_LETTERS.sub("", head))
    return head[:at].rstrip(_JOINTS) + "…"
