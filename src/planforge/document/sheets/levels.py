"""Grades, warnings and response levels of a plan as sheets, a row for each row of their tables."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from planforge.document.conditions import condition_words, row_words, trigger_groups
from planforge.document.selection import full, shown_levels
from planforge.document.sheets.columns import column, columns, head, value, values, yes_no
from planforge.document.sheets.sheet import Column, ColumnKind, Row, Sheet
from planforge.model import plan as model
from planforge.model import trigger
from planforge.model.base import Element, Kind
from planforge.model.scales import WarningColour

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from planforge.corpus.plan_view import Level
    from planforge.document.context import Context
    from planforge.model.plan import Transition

_PEOPLE: Final = (
    "proposed_by",
    "reviewed_by",
    "decided_by",
    "urgent_decision_by",
    "overruled_by",
    "announced_by",
    "commander",
    "reported_to",
    "decision_limit",
)
_END: Final = ("conditions", "proposed_by", "decided_by")
_TAKEOVER: Final = ("to", "when", "afterwards")


def level_sheet(context: Context) -> Sheet:
    """Return who decides and commands at each level and how it ends, one row for each level."""
    its, marks = model.ResponseLevel, context.marks
    end, handing = head(context, its, "termination"), head(context, its, "takeover")
    heads = (
        Column(context.t("Level")),
        *columns(context, its, ("title", "grades", *_PEOPLE)),
        *_below(context, end, model.Termination, _END),
        Column(marks.bracketed(end, head(context, model.Termination, "when"))),
        *_below(context, handing, model.Takeover, _TAKEOVER),
        *columns(context, its, ("summary", "defined_elsewhere")),
    )
    rows = tuple(_level(context, level) for level in shown_levels(context))
    return Sheet("levels", context.t("Response levels"), heads, rows, context.plan_view.file)


def _below(
    context: Context, title: str, of: type[Element], names: Iterable[str]
) -> Iterable[Column]:
    """Return columns for parts of a field: “终止（决定）”."""
    for name in names:
        one = column(context, of, name)
        yield Column(context.marks.bracketed(title, one.title), one.kind)


def _level(context: Context, level: Level) -> Row:
    it = full(context, level)
    end = it.termination if context.may_show(it.termination) else None
    after = it.takeover if context.may_show(it.takeover) else None
    return (
        level.name,
        *values(context, it, ("title", "grades", *_PEOPLE)),
        *(values(context, end, _END) if end else (None,) * len(_END)),
        (condition_words(context, end.when) or None) if end else None,
        *(values(context, after, _TAKEOVER) if after else (None,) * len(_TAKEOVER)),
        *values(context, it, ("summary", "defined_elsewhere")),
    )


def condition_sheet(context: Context) -> Sheet:
    """Return the start conditions of every level, one row for each row of their tables."""
    t = context.t
    heads = (
        Column(t("Level")),
        Column(t("Part of the table")),
        Column(t("No."), ColumnKind.NUMBER),
        Column(t("Start condition"), width=60),
        Column(t("Indicators"), ColumnKind.LIST),
        *columns(context, trigger.Row, ("judgement", "scope", "may", "linked")),
    )
    rows: list[Row] = []
    for level, title, number, row in _rows(context):
        names = tuple(dict.fromkeys(_indicators(row)))
        rest = (
            value(context, row.judgement),
            value(context, row.scope),
            yes_no(context, said=row.may),
            yes_no(context, said=row.linked),
        )
        words = row_words(context, row)
        rows.append((level.name, title or None, number, words, names, *rest))
    title = t("Start conditions")
    return Sheet("conditions", title, heads, tuple(rows), context.plan_view.file)


def decision_sheet(context: Context) -> Sheet:
    """Return the same as a decision table: a column for each indicator, cells as in the file."""
    t = context.t
    found = list(_rows(context))
    used = dict.fromkeys(name for *_, row in found for name in row.cells)
    titles = {name: _indicator_title(context, name) for name in used}
    spread = dict.fromkeys(titles.values())
    heads = (
        Column(t("Level")),
        Column(t("Part of the table")),
        Column(t("No."), ColumnKind.NUMBER),
        *(Column(title) for title in spread),
        Column(t("Further conditions")),
    )
    rows: list[Row] = []
    for level, title, number, row in found:
        cells = {titles[name]: _cell(context, cell) for name, cell in row.cells.items()}
        rest = _further(context, row)
        told = (cells.get(one) for one in spread)
        rows.append((level.name, title or None, number, *told, rest))
    kept = tuple(rows) if spread else ()
    return Sheet("decisions", t("Decision table"), heads, kept, context.plan_view.file)


def _rows(context: Context) -> Iterable[tuple[Level, str, int, trigger.Row]]:
    for level in shown_levels(context):
        number = 0
        for title, rows in trigger_groups(context, full(context, level).triggers):
            for row in rows:
                number += 1
                yield level, title, number, row


def _indicators(row: trigger.Row) -> Iterable[str]:
    yield from row.cells
    for option in row.any_of:
        yield from _indicators(option)


def _indicator_title(context: Context, name: str) -> str:
    entity = context.corpus.registry.names.get(name, (Kind.INDICATOR,))
    return entity.name if entity else name


def _cell(context: Context, cell: str | trigger.Quantified) -> str:
    if isinstance(cell, str):
        return cell
    return context.t("{count} places at {test}", test=cell.reach, count=cell.count)


def _further(context: Context, row: trigger.Row) -> str | None:
    options = [row_words(context, option) for option in context.shown(row.any_of)]
    either = context.t(" or else ").join(options)
    return context.marks.clauses((row.scope or "", either, row.judgement or "")) or None


def adjustment_sheet(context: Context) -> Sheet:
    """Return the clauses that adjust start conditions."""
    its = trigger.Adjustment
    names = ("direction", "circumstances", "steps", "levels", "decided_by", "regions")
    heads = (*columns(context, its, names), Column(head(context, its, "when")))
    rows = tuple(
        (*values(context, clause, names), condition_words(context, clause.when) or None)
        for clause in context.shown(context.plan_view.plan.adjustments)
    )
    title = context.t("Adjustment of start conditions")
    return Sheet("adjustments", title, heads, rows, context.plan_view.file)


_TRANSITION: Final = ("source", "target", "conditions", "proposed_by", "decided_by")


def transition_sheet(context: Context) -> Sheet:
    """Return how a running response is raised or lowered."""
    its = model.Transition
    heads = (*columns(context, its, _TRANSITION), Column(head(context, its, "when")))

    def row(step: Transition) -> Row:
        return (*values(context, step, _TRANSITION), condition_words(context, step.when) or None)

    rows = tuple(row(step) for step in context.shown(context.plan_view.plan.transitions))
    title = context.t("Raising and lowering of levels")
    return Sheet("transitions", title, heads, rows, context.plan_view.file)


def grade_sheet(context: Context) -> Sheet:
    """Return the conditions of every grade of the incident, one row for each condition."""
    heads = (
        Column(context.t("Grade"), choices=()),
        Column(context.t("Part of the table")),
        Column(context.t("No."), ColumnKind.NUMBER),
        Column(head(context, model.GradeRule, "conditions"), width=60),
        column(context, model.GradeRule, "led_by"),
    )
    rows: list[Row] = []
    for name, rule in context.plan_view.plan.grades.items():
        if context.may_show(rule):
            led_by = value(context, rule.led_by)
            lines = _numbered(context, rule.conditions)
            rows += [(name, title, number, text, led_by) for title, number, text in lines]
    title = context.t("Grades of incidents")
    return Sheet("grades", title, heads, tuple(rows), context.plan_view.file)


def _numbered(
    context: Context, triggers: Sequence[trigger.Row | trigger.Table]
) -> list[tuple[str | None, int | None, str | None]]:
    """Return title of the table, number and words of each row; one without any if there are none.

    Rows under different tables count on.
    """
    found: list[tuple[str | None, int | None, str | None]] = []
    for title, rows in trigger_groups(context, triggers):
        for row in rows:
            found.append((title or None, len(found) + 1, row_words(context, row)))
    return found or [(None, None, None)]


_WARNING: Final = ("issued_by", "approved_by", "response", "no_response")


def warning_sheet(context: Context) -> Sheet:
    """Return when each warning is issued and by whom, one row for each condition."""
    its = model.WarningRule
    heads = (
        _colour(context),
        Column(context.t("Part of the table")),
        Column(context.t("No."), ColumnKind.NUMBER),
        Column(head(context, its, "conditions"), width=60),
        *columns(context, its, _WARNING),
    )
    rows: list[Row] = []
    for colour, rule in _warnings(context):
        people = values(context, rule, _WARNING)
        label = colour.label(context.language)
        rows += [(label, *line, *people) for line in _numbered(context, rule.conditions)]
    return Sheet("warnings", context.t("Warnings"), heads, tuple(rows), context.plan_view.file)


_MEASURE: Final = ("content", "responsible", "supporting", "limit")


def warning_measure_sheet(context: Context) -> Sheet:
    """Return what is done at each warning, one row for each measure."""
    heads = (_colour(context), *columns(context, model.Measure, _MEASURE))
    rows = tuple(
        (colour.label(context.language), *values(context, measure, _MEASURE))
        for colour, rule in _warnings(context)
        for measure in context.shown(rule.measures)
    )
    title = context.t("Measures at warnings")
    return Sheet("warning-measures", title, heads, rows, context.plan_view.file)


def _colour(context: Context) -> Column:
    words = tuple(colour.label(context.language) for colour in WarningColour)
    return Column(context.t("Warning"), choices=words)


def _warnings(context: Context) -> list[tuple[WarningColour, model.WarningRule]]:
    its = context.plan_view.plan.warnings
    rules = its.rules if its is not None and context.may_show(its) else {}
    return [(c, rules[c]) for c in WarningColour if c in rules and context.may_show(rules[c])]


__all__ = [
    "adjustment_sheet",
    "condition_sheet",
    "decision_sheet",
    "grade_sheet",
    "level_sheet",
    "transition_sheet",
    "warning_measure_sheet",
    "warning_sheet",
]
