"""When each level starts, in short: the first conditions of its table and how many there are."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from planforge.document.books.cards.card import Part
from planforge.document.books.cards.fit import width_of
from planforge.document.books.cards.steps import names_short
from planforge.document.conditions import row_words, trigger_groups
from planforge.document.selection import full, shown_levels

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from planforge.corpus.plan_view import Level
    from planforge.document.context import Context
    from planforge.model.trigger import Row

_WIDTHS: Final = (7, 77, 16)


def level_part(context: Context, title: str, *, most: int) -> tuple[Part, ...]:
    """Return the levels of the plan in hand as a part of a card; nothing if it has none.

    Args:
        context: The plan in hand.
        title: Heading of the part.
        most: Full-width characters of conditions in a row, if more than one condition is shown.
    """
    rows = [
        (
            level.name,
            start_in_short(context, level, most),
            context.marks.listed(names_short(context, level.facts.decided_by)),
        )
        for level in shown_levels(context)
    ]
    if not rows:
        return ()
    headings = (context.t("Level"), context.t("Starts when"), context.t("Decided by"))
    return (Part(title, "levels", headings, tuple(rows), _WIDTHS),)


def start_in_short(context: Context, level: Level, most: int) -> str:
    """Return the first start conditions of *level*, as many as fit into *most* characters.

    The first always stands there; of a level with several tables each gives its first in turn.
    """
    groups = trigger_groups(context, full(context, level).triggers)
    total = sum(len(rows) for _, rows in groups)
    if not total:
        return level.facts.defined_elsewhere
    shown: list[str] = []
    for title, row in _in_turn(groups):
        words = row_words(context, row)
        if title and len(groups) > 1:
            words = context.marks.labelled(title, words)
        if shown and sum(map(width_of, shown)) + width_of(words) > most:
            break
        shown.append(words)
    said = context.marks.clauses(shown)
    if len(shown) == total:
        return said
    return context.t("{conditions}; one of {count} conditions", conditions=said, count=total)


def _in_turn(groups: Sequence[tuple[str, tuple[Row, ...]]]) -> Iterator[tuple[str, Row]]:
    """Yield the rows of *groups*: the first of each, then the second of each, and so on."""
    for i in range(max((len(rows) for _, rows in groups), default=0)):
        yield from ((title, rows[i]) for title, rows in groups if i < len(rows))
