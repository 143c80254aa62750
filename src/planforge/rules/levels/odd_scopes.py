"""Rows that all levels limit alike, and one otherwise: 限定 that was mistyped or forgotten."""

from __future__ import annotations

from collections import Counter, defaultdict
from functools import lru_cache
from typing import TYPE_CHECKING, Final, NamedTuple

from planforge.corpus.steps import axes_of
from planforge.findings import Severity
from planforge.i18n import msg
from planforge.model.trigger import Table
from planforge.rules.articles import RESPONSE_LEVELS
from planforge.rules.rule import Hit, plan_rule

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from planforge.corpus.plan_view import PlanView
    from planforge.corpus.steps import Axis
    from planforge.corpus.tables import Rule
    from planforge.findings import Pointer

_FEWEST: Final = 3
"""Of two levels neither is the odd one."""


class Odd(NamedTuple):
    """A row that is limited otherwise than those of all other levels on the same indicators.

    Attributes:
        level: Its level.
        row: The row.
        usual: A row of another level.
        axes: What both speak of.
    """

    level: str
    row: Rule
    usual: Rule
    axes: frozenset[Axis]


@lru_cache(maxsize=1)
def odd_scopes(view: PlanView) -> tuple[Odd, ...]:
    """Return the rows limited otherwise than all others; asked where each level has one."""
    found: dict[tuple[str, frozenset[Axis]], list[tuple[str, Rule]]] = defaultdict(list)
    for level in view.levels:
        for rule in view.tables[level.name].rules:
            if rule.is_numeric and rule.pointer[0] == "levels":
                found[rule.table, axes_of(rule.conditions)].append((level.name, rule))
    return tuple(
        Odd(*odd, usual, axes)
        for (_, axes), rows in found.items()
        if len(rows) >= _FEWEST and len({level for level, _ in rows}) == len(rows)
        for odd, usual in _odd(rows)
    )


def is_limited_otherwise(view: PlanView, axis: Axis, ranks: Collection[int]) -> bool:
    """Whether a level of *ranks*, 1 for the lowest, has a row on *axis* that `odd_scopes` tells."""
    levels = {level.name: rank for rank, level in enumerate(reversed(view.levels), 1)}
    return any(axis in odd.axes and levels[odd.level] in ranks for odd in odd_scopes(view))


def _odd(rows: list[tuple[str, Rule]]) -> Iterator[tuple[tuple[str, Rule], Rule]]:
    counts = Counter(rule.scope for _, rule in rows)
    (scope, most), *others = counts.most_common()
    if len(others) == 1 and most == len(rows) - 1 and most > 1:
        usual = next(rule for _, rule in rows if rule.scope == scope)
        yield next(row for row in rows if row[1].scope != scope), usual


@plan_rule(
    "LVL051",
    "level.odd-scope",
    Severity.WARNING,
    title=msg("Row that is limited otherwise than in all other levels"),
    rationale=msg(
        "Where all levels ask for the same at the same place or time, the one that does not was as "
        "a rule mistyped: it starts elsewhere, or not at all."
    ),
    sources=(RESPONSE_LEVELS,),
    follows=("PRO021",),
)
def odd_scope(view: PlanView) -> Iterator[Hit]:
    """限定 of a row that differs from that of all other levels in rows on the same indicators."""
    for odd in odd_scopes(view):
        scope, usual = _own(odd.row, odd.usual), _own(odd.usual, odd.row)
        place = _place(view, odd.row, scope) if scope else odd.row.pointer
        yield Hit(
            view.at(*place),
            msg(
                "At {level} this holds for “{scope}”, at all other levels for “{usual}”",
                level=odd.level,
                scope="、".join(scope),
                usual="、".join(usual),
            )
            if scope and usual
            else msg(
                "At {level} this is not limited to “{usual}”, at all other levels it is",
                level=odd.level,
                usual="、".join(usual),
            )
            if usual
            else msg(
                "At {level} this is limited to “{scope}”, at no other level it is",
                level=odd.level,
                scope="、".join(scope),
            ),
            msg("If that is not meant, write the same 限定 at all levels"),
            ((view.at(*odd.usual.pointer), msg("the row of another level")),),
        )


def _place(view: PlanView, rule: Rule, scope: tuple[str, ...]) -> Pointer:
    """Return where *scope* stands: at the row, or at the table if that says it."""
    match rule.pointer:
        case ("levels", str(name), "triggers", int(i), "rows", *_):
            table = view.plan.levels[name].triggers[i]
            if isinstance(table, Table) and table.scope in scope:
                return (*rule.pointer[:4], "scope")
    return (*rule.pointer, "scope")


def _own(rule: Rule, other: Rule) -> tuple[str, ...]:
    return tuple(text for text in rule.scope if text not in other.scope)


__all__ = ["Odd", "is_limited_otherwise", "odd_scope", "odd_scopes"]
