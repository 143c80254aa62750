"""Rows of a table in the words of a plan, for messages: “24小时降雨量120毫米以上（限定：山区）”."""

from __future__ import annotations

from functools import reduce
from typing import TYPE_CHECKING

from planforge.corpus.tables import compile_cell, domain_of
from planforge.feel import Convention, Flag, Numeric, Problems, to_words
from planforge.i18n import Message, msg
from planforge.model.base import Kind

if TYPE_CHECKING:
    from collections.abc import Iterable

    from planforge.corpus.registry import Registry
    from planforge.model.trigger import Quantified, Row


def rows_in_words(rows: Iterable[Row], registry: Registry) -> Message:
    """Return *rows*, any of which suffices; a dash for none."""
    shown = [_row(row, registry) for row in rows]
    if not shown:
        return msg("—")
    return reduce(lambda first, rest: msg("{first}; or {rest}", first=first, rest=rest), shown)


def _row(row: Row, registry: Registry) -> Message:
    parts = [_cell(name, cell, registry) for name, cell in row.cells.items()]
    if row.any_of:
        parts.append(msg("one of ({rows})", rows=rows_in_words(row.any_of, registry)))
    if row.judgement:
        parts.append(msg("{text}", text=row.judgement))
    if not parts:
        return msg("limited to: {scope}", scope=row.scope or "")
    words = reduce(lambda first, rest: msg("{first}, and {rest}", first=first, rest=rest), parts)
    if not row.scope:
        return words
    return msg("{words} (limited to: {scope})", words=words, scope=row.scope)


def _cell(name: str, cell: str | Quantified, registry: Registry) -> Message:
    if not isinstance(cell, str):
        reach = _cell(name, cell.reach, registry)
        return msg("{reach} in {count} places", reach=reach, count=cell.count)
    entity = registry.names.get(name, (Kind.INDICATOR,))
    domain = domain_of(entity, registry) if entity else None
    if domain is None or isinstance(domain, Problems):
        return msg("{indicator} {value}", indicator=name, value=cell)
    values = compile_cell(cell, domain)
    if isinstance(values, Problems):
        return msg("{indicator} {value}", indicator=name, value=cell)
    if isinstance(domain, Flag):
        yes = values.contains(value=True)
        return msg("{text}", text=name) if yes else msg("not: {text}", text=name)
    region = registry.jurisdiction
    convention = Convention(region.at_least_inclusive, region.at_most_inclusive) if region else None
    words = to_words(values, None, convention or Convention())
    if isinstance(domain, Numeric):
        return msg("{indicator} {value}", indicator=name, value=words)
    return msg("{indicator}: {value}", indicator=name, value=words)
