"""Response levels: start, adjustment, raising and lowering, end, handing over."""

from __future__ import annotations

from typing import TYPE_CHECKING

from planforge.document.blocks import Content, bullets, facts, paragraph, table
from planforge.document.components.general import grade_conditions
from planforge.document.conditions import condition_words, marks_of, row_words, trigger_groups
from planforge.document.directives import Request, component
from planforge.document.selection import full, shown_levels
from planforge.document.wording import level_badge, level_named, limit_words

if TYPE_CHECKING:
    from docutils import nodes

    from planforge.corpus.plan_view import Level
    from planforge.document.context import Context
    from planforge.model.plan import Transition
    from planforge.model.trigger import Row


def _lines(pairs: list[tuple[str, Content]]) -> list[nodes.Node]:
    """Return label and value as paragraphs; pairs without a value are left out."""
    built: list[nodes.Node] = []
    for label, content in pairs:
        if not content:
            continue
        run = [content] if isinstance(content, str) else list(content)  # type: ignore[arg-type]  # never a bare node here
        built.append(paragraph([label, *run] if label else run))
    return built


def deciders(context: Context, level: Level) -> list[nodes.Node]:
    """Return who decides a level, and who reviews, may act at once, or may decide over it."""
    it = level.facts
    elsewhere: list[tuple[str, Content]] = []
    for authority in context.shown(it.authorities):
        run: list[nodes.Node | str] = [*context.actors(authority.decided_by)]
        if authority.commander:
            run += [context.t("; commanded by "), *context.actors(authority.commander)]
        elsewhere.append((context.marks.labelled(authority.circumstances), run))
    return _lines(
        [
            ("", context.actors(it.decided_by)),
            (context.t("reviewed by "), context.actors(it.reviewed_by)),
            (context.t("when time presses: "), context.actors(it.urgent_decision_by)),
            (context.t("may decide directly: "), context.actors(it.overruled_by)),
            (context.t("announced by "), context.actors(it.announced_by)),
            (context.t("decision: "), limit_words(context, it.decision_limit)),
            *elsewhere,
        ]
    )


def _start_line(context: Context, title: str, rows: tuple[Row, ...]) -> str:
    its = marks_of(context, rows)
    text = its.clauses(row_words(context, row) for row in rows) + its.stop
    return context.marks.labelled(title, text) if title else text


def start_summary(context: Context, level: Level) -> list[nodes.Node]:
    """Return the start conditions of a level, one line for each table."""
    groups = trigger_groups(context, full(context, level).triggers)
    lines = [_start_line(context, title, rows) for title, rows in groups if rows]
    if level.facts.defined_elsewhere:
        lines.append(level.facts.defined_elsewhere)
    return [bullets(lines, "pf-start")] if len(lines) > 1 else [paragraph(x) for x in lines]


@component("response-levels")
def response_levels(context: Context, _request: Request) -> list[nodes.Node]:
    """Show the level table: when each level starts, and who proposes, decides, commands, ends."""
    view = context.plan_view
    rows = []
    for level in shown_levels(context):
        it = full(context, level)
        name: list[nodes.Node] = [paragraph([level_badge(context, view, level)])]
        if it.title:
            name.append(paragraph(it.title, "pf-detail"))
        end = it.termination if context.may_show(it.termination) else None
        people = facts(
            [
                (context.t("Proposed by"), context.actors(it.proposed_by)),
                (context.t("Decided by"), deciders(context, level)),
                (context.t("Commanded by"), context.actors(it.commander)),
                (context.t("Ended by"), context.actors(end.decided_by) if end else ""),
            ],
            "pf-who",
        )
        rows.append((name, start_summary(context, level), [people] if people.children else ""))
    headings = (
        context.t("Level"),
        context.t("Start conditions"),
        context.t("Who decides and commands"),
    )
    return [table(headings, rows, "pf-levels", widths=(12, 54, 34))] if rows else []


@component("triggers")
def triggers(context: Context, request: Request) -> list[nodes.Node]:
    """Show the start conditions of one level, or of all."""
    view = context.plan_view
    built: list[nodes.Node] = []
    for level in shown_levels(context, request.argument or request.options.get("level", "")):
        built.append(
            paragraph(
                [
                    context.t("The response is started at "),
                    level_badge(context, view, level),
                    context.t(" when one of the following holds:"),
                ],
                "pf-lead-in",
            )
        )
        built += grade_conditions(context, full(context, level).triggers)
        if level.facts.defined_elsewhere:
            built.append(paragraph(level.facts.defined_elsewhere))
    return built


@component("adjustments")
def adjustments(context: Context, _request: Request) -> list[nodes.Node]:
    """Show the clauses that adjust start conditions."""
    view = context.plan_view
    rows = []
    for clause in context.shown(view.plan.adjustments):
        when = condition_words(context, clause.when)
        circumstances = [paragraph(clause.circumstances)] + ([paragraph(when)] if when else [])
        if clause.regions:
            places = clause.regions
            circumstances.append(
                paragraph(context.t("Places: {places}", places=places), "pf-detail")
            )
        levels = context.joined(level_named(context, view, name) for name in clause.levels)
        rows.append(
            (
                clause.direction.label(context.language),
                circumstances,
                clause.steps,
                levels or context.t("all levels"),
                context.actors(clause.decided_by),
            )
        )
    headings = (
        context.t("Direction"),
        context.t("Circumstances"),
        context.t("By how much"),
        context.t("Levels"),
        context.t("Decided by"),
    )
    return [table(headings, rows, "pf-adjustments", widths=(8, 42, 18, 14, 18))] if rows else []


def _when(context: Context, words: tuple[str, ...], rows: tuple[Row, ...]) -> list[nodes.Node]:
    """Return conditions in words, and those that figures say below them."""
    built: list[nodes.Node] = []
    if words:
        built.append(bullets(words) if len(words) > 1 else paragraph(words[0]))
    figures = condition_words(context, rows)
    if figures:
        built.append(paragraph(context.t("Figures: {figures}", figures=figures), "pf-detail"))
    return built


def transition_rows(context: Context, transitions: list[Transition]) -> list[tuple[Content, ...]]:
    """Return rows of the table of raising and lowering."""
    view = context.plan_view
    return [
        (
            [
                level_named(context, view, step.source),
                " → ",
                level_named(context, view, step.target),
            ],
            _when(context, step.conditions, step.when),
            context.actors(step.proposed_by),
            context.actors(step.decided_by),
        )
        for step in transitions
    ]


def transition_table(context: Context, transitions: list[Transition]) -> list[nodes.Node]:
    """Return the table of *transitions*; nothing if there are none."""
    headings = (
        context.t("Change"),
        context.t("Conditions"),
        context.t("Proposed by"),
        context.t("Decided by"),
    )
    rows = transition_rows(context, transitions)
    return [table(headings, rows, "pf-transitions", widths=(18, 50, 16, 16))] if rows else []


@component("transitions")
def transitions(context: Context, _request: Request) -> list[nodes.Node]:
    """Show how a running response is raised or lowered."""
    return transition_table(context, list(context.shown(context.plan_view.plan.transitions)))


def end_of(context: Context, level: Level) -> list[nodes.Node]:
    """Return how *level* ends: conditions, figures, who proposes and decides."""
    end = full(context, level).termination
    if end is None or not context.may_show(end):
        return []
    lines = list(end.conditions)
    figures = condition_words(context, end.when)
    if figures:
        lines.append(context.t("Figures: {figures}", figures=figures))
    return [
        facts(
            [
                (context.t("Ends when"), [bullets(lines)] if lines else ""),
                (context.t("Proposed by"), context.actors(end.proposed_by)),
                (context.t("Decided by"), context.actors(end.decided_by)),
            ],
            "pf-facts",
        )
    ]


@component("termination")
def termination(context: Context, request: Request) -> list[nodes.Node]:
    """Show how each level ends."""
    view = context.plan_view
    rows = []
    for level in shown_levels(context, request.argument or request.options.get("level", "")):
        end = full(context, level).termination
        if end is None or not context.may_show(end):
            continue
        figures = condition_words(context, end.when)
        conditions: list[nodes.Node] = [bullets(end.conditions)] if end.conditions else []
        if figures:
            text = context.t("Figures: {figures}", figures=figures)
            conditions.append(paragraph(text, "pf-detail"))
        rows.append(
            (
                [level_badge(context, view, level)],
                conditions,
                context.actors(end.proposed_by),
                context.actors(end.decided_by),
            )
        )
    headings = (
        context.t("Level"),
        context.t("Ends when"),
        context.t("Proposed by"),
        context.t("Decided by"),
    )
    return [table(headings, rows, "pf-termination", widths=(10, 58, 16, 16))] if rows else []


def takeover_of(context: Context, level: Level) -> list[nodes.Node]:
    """Return who takes over command from *level*, and when."""
    found = level.facts.takeover
    if found is None or not context.may_show(found):
        return []
    return [
        facts(
            [
                (context.t("Handed over to"), context.actors(found.to)),
                (context.t("When"), found.when),
                (context.t("Afterwards"), found.afterwards),
            ],
            "pf-facts",
        )
    ]


@component("takeover")
def takeover(context: Context, _request: Request) -> list[nodes.Node]:
    """Show who takes over command from each level."""
    rows: list[tuple[Content, ...]] = []
    for level in shown_levels(context):
        found = level.facts.takeover
        if found is None or not context.may_show(found):
            continue
        badge: Content = [level_badge(context, context.plan_view, level)]
        rows.append((badge, context.actors(found.to), found.when, found.afterwards))
    headings = (
        context.t("Level"),
        context.t("Handed over to"),
        context.t("When"),
        context.t("Afterwards"),
    )
    return [table(headings, rows, "pf-takeover", widths=(10, 20, 32, 38))] if rows else []
