"""Trigger tables in official sentences: “24小时降雨量100毫米以上，且笼罩面积2000平方公里以上”.

Whether 以上 and 以下 include the number is what the jurisdiction says. A cell that cannot be read
is shown as it was written, so that nothing is lost in print; rules report it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from planforge.corpus.tables import compile_cell, domain_of
from planforge.document.blocks import numbered, span
from planforge.document.wording import PLAN
from planforge.feel import (
    Convention,
    Flag,
    Numeric,
    Ordered,
    Problems,
    UnaryTest,
    Unit,
    measured,
    parse_unary,
    parse_unit,
    to_words,
)
from planforge.feel.unary import Comparison, Number
from planforge.i18n import DEFAULT_LANGUAGE, msg
from planforge.model.base import Kind
from planforge.model.registers import Indicator
from planforge.model.trigger import Quantified, Row, Table

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from docutils import nodes

    from planforge.document.context import Context
    from planforge.feel import Domain, ValueSet
    from planforge.i18n import Marks


def convention(context: Context) -> Convention:
    """Return what 以上 and 以下 mean in this jurisdiction."""
    own = context.corpus.registry.jurisdiction
    if own is None:
        return Convention()
    return Convention(own.at_least_inclusive, own.at_most_inclusive)


def row_words(context: Context, row: Row) -> str:
    """Return *row* as one sentence without a full stop; its own wording wins.

    In another language than the plans' a row that only figures decide is made from them, so that
    one sentence does not state some limits as 毫米 and others as millimetres.
    """
    own = _own_words(context, row)
    if own:
        return own.rstrip("。；")
    parts = [cell_words(context, name, cell) for name, cell in row.cells.items()]
    options = [row_words(context, option) for option in context.shown(row.any_of)]
    if options:
        parts.append(context.t(" or else ").join(options))
    if row.judgement:
        parts.append(row.judgement.rstrip("。；"))
    sentence = context.t(", and ").join(parts)
    if row.scope:
        sentence = context.t("{scope}: {condition}", scope=row.scope, condition=sentence)
    return sentence


def _own_words(context: Context, row: Row) -> str:
    """Return how the plan words *row*; empty if it is to be made from its cells."""
    if context.language == DEFAULT_LANGUAGE or row.any_of or row.judgement:
        return row.text
    figures = [_is_figure(context, name, cell) for name, cell in row.cells.items()]
    return "" if figures and all(figures) else row.text


def _is_figure(context: Context, name: str, cell: str | Quantified) -> bool:
    """Whether *cell* is a readable test of an indicator that is a number."""
    entity = context.corpus.registry.names.get(name, (Kind.INDICATOR,))
    domain = domain_of(entity, context.corpus.registry) if entity else None
    if not isinstance(domain, Numeric) or isinstance(cell, Quantified):
        return False
    return not isinstance(compile_cell(cell, domain), Problems)


def cell_words(context: Context, name: str, cell: str | Quantified) -> str:
    """Return one cell in words: the indicator with what it must be."""
    entity = context.corpus.registry.names.get(name, (Kind.INDICATOR,))
    domain = domain_of(entity, context.corpus.registry) if entity else None
    indicator = entity.element if entity else None
    if domain is None or isinstance(domain, Problems) or not isinstance(indicator, Indicator):
        return _as_written(context, name, cell)
    if isinstance(cell, Quantified):
        reach = _test_words(context, name, cell.reach, domain)
        count = compile_cell(cell.count, _PLACES)
        if reach is None or isinstance(count, Problems):
            return _as_written(context, name, cell)
        places = to_words(count, None, convention(context)).render(context.language)
        if indicator.counted:
            return context.t(
                "{test} in {count} of: {places}",
                test=reach,
                count=places,
                places=indicator.counted,
            )
        return context.t("{test} in {count} places", test=reach, count=places)
    words = _test_words(context, name, cell, domain)
    return words if words is not None else _as_written(context, name, cell)


_PIECE: Final = parse_unit("个")
_PLACES: Final = Numeric(_PIECE if isinstance(_PIECE, Unit) else None, integer=True)


def _test_words(context: Context, name: str, text: str, domain: Domain) -> str | None:
    values = compile_cell(text, domain)
    if isinstance(values, Problems):
        return None
    if isinstance(domain, Flag):
        yes = values.contains(value=True)
        return name if yes else context.t("no “{name}”", name=name)
    if values.is_whole and isinstance(domain, Ordered) and domain.words:
        lowest = msg("{low} or higher", low=domain.words[0]).render(context.language)
        return context.t("{name} {test}", name=name, test=lowest)
    written = parse_unary(text)
    unit = _unit(written) if isinstance(written, UnaryTest) else None
    said = to_words(_from_nothing(values, text), unit, convention(context))
    words = said.render(context.language)
    if _names_values(values):
        return context.t("{name} is {value}", name=name, value=words)
    return context.t("{name} {test}", name=name, test=words)


def _from_nothing(values: ValueSet, text: str) -> ValueSet:
    """Return *values* without their lower bound, if that is nothing at all and there is an upper.

    “[0..10) 人” and “(0..10) 人” are “10人以下” as laws and plans put it.
    """
    written = compile_cell(text, measured(values.domain))
    if isinstance(written, Problems) or not isinstance(values.domain, Numeric):
        return values
    spans = written.open_spans()
    low, high = spans[0] if len(spans) == 1 else (None, None)
    if low is None or high is None or low.number or low == high:
        return values
    nothing = compile_cell("<= 0", values.domain)
    return values if isinstance(nothing, Problems) else values.union(nothing)


def _names_values(values: ValueSet) -> bool:
    """Whether the words list values (为橙色) rather than a range (100毫米以上)."""
    spans = values.open_spans()
    if isinstance(values.domain, Numeric):
        return all(low is not None and low == high for low, high in spans)
    low, high = spans[0] if len(spans) == 1 else (None, None)
    return not (low is not None and high is None)


def _unit(test: UnaryTest) -> Unit | None:
    """Return the unit that the author wrote, the first if there are several."""
    for item in test.tests:
        values = (item.value,) if isinstance(item, Comparison) else (item.low, item.high)
        for value in values:
            if isinstance(value, Number) and value.unit is not None:
                return value.unit
    return None


def _as_written(context: Context, name: str, cell: str | Quantified) -> str:
    if isinstance(cell, Quantified):
        test = context.t("{name} {test}", name=name, test=cell.reach)
        return context.t("{test} in {count} places", test=test, count=cell.count)
    return context.t("{name} {test}", name=name, test=cell)


def condition_words(context: Context, rows: Iterable[Row]) -> str:
    """Return *rows*, any of which suffices, in one line."""
    return context.marks.clauses(row_words(context, row) for row in context.shown(rows))


def table_title(context: Context, table: Table) -> str:
    """Return the name of *table* with when and where it holds: “险情（初判；人口密集地区）”."""
    remarks = [text for text in (table.timing, table.scope) if text]
    return context.marks.bracketed(table.name, context.marks.clauses(remarks))


def trigger_groups(
    context: Context, triggers: Sequence[Row | Table]
) -> list[tuple[str, tuple[Row, ...]]]:
    """Return the tables of *triggers* with their titles; loose rows stand under an empty title."""
    groups: list[tuple[str, tuple[Row, ...]]] = []
    for item in context.shown(triggers):
        if isinstance(item, Table):
            groups.append((table_title(context, item), context.shown(item.rows)))
        elif groups and not groups[-1][0]:
            groups[-1] = ("", (*groups[-1][1], item))
        else:
            groups.append(("", (item,)))
    return groups


def trigger_list(context: Context, rows: Sequence[Row]) -> nodes.enumerated_list:
    """Return *rows* numbered （1）（2）, each with its marks, as the sentences of a plan."""
    items: list[list[nodes.Node | str]] = []
    for i, row in enumerate(rows):
        item: list[nodes.Node | str] = [closed(context, row, is_last=i == len(rows) - 1)]
        item += _marks(context, row)
        items.append(item)
    return numbered(items, "pf-triggers")


def marks_of(context: Context, rows: Iterable[Row]) -> Marks:
    """Return the marks of a sentence of *rows*: the plan's own where all are in its own words."""
    is_built = any(
        not _own_words(context, row) and (row.cells or row.any_of or row.scope) for row in rows
    )
    return context.marks if is_built else PLAN


def closed(context: Context, row: Row, *, is_last: bool) -> str:
    """Return *row* with the mark that ends it; one wholly in the plan's own words keeps theirs."""
    its = marks_of(context, (row,))
    return row_words(context, row) + (its.stop if is_last else its.clause).rstrip()


def _marks(context: Context, row: Row) -> list[nodes.Node | str]:
    """Return the badges of *row* that its sentence does not say already."""
    said = row_words(context, row)
    badges = (
        (row.may, context.t("may start"), "pf-badge-may"),
        (row.linked, context.t("by linkage"), "pf-badge-linked"),
    )
    marks: list[nodes.Node | str] = []
    for is_so, label, kind in badges:
        if is_so and label not in said:
            marks += [context.marks.gap, span(label, "pf-badge", kind)]
    return marks


def trigger_words(context: Context, triggers: Sequence[Row | Table]) -> tuple[str, ...]:
    """Return the rows that figures decide, all rows if none are, each as one sentence."""
    rows = [row for _, group in trigger_groups(context, triggers) for row in group]
    firm = [row for row in rows if row.cells and not row.linked and not row.may] or rows
    return tuple(row_words(context, row) for row in firm)
