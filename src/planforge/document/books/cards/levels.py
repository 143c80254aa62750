"""When each level starts, in short: the first conditions of its table and how many there are."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from planforge.document.books.cards.card import Part
from planforge.document.books.cards.fit import width_of
from planforge.document.books.cards.steps import names_short
from planforge.document.conditions import row_words, trigger_groups
from planforge.document.selection import full, shown_levels

if TYPE_CHECKING:
    from planforge.corpus.plan_view import Level
    from planforge.document.context import Context

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
    queues = [
        [
            (f"{title}：" if title and len(groups) > 1 else "") + row_words(context, row)
            for row in rows
        ]
        for title, rows in groups
    ]
    total = sum(len(queue) for queue in queues)
    if not total:
        return level.facts.defined_elsewhere
    shown: list[str] = []
    for text in _in_turn(queues):
        if shown and sum(map(width_of, shown)) + width_of(text) > most:
            break
        shown.append(text)
    words = context.marks.clauses(shown)
    if len(shown) == total:
        return words
    return context.t("{conditions}; one of {count} conditions", conditions=words, count=total)


def _in_turn(queues: list[list[str]]) -> list[str]:
    """Return the texts of *queues*: the first of each, then the second of each, and so on."""
    longest = max(map(len, queues), default=0)
    return [queue[i] for i in range(longest) for queue in queues if i < len(queue)]
