"""What makes a card long: the words under which an editor finds it in the plan."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from planforge.document.books.cards.card import choose
from planforge.document.books.cards.fit import lines_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from planforge.document.books.cards.card import Card, Part, Step
    from planforge.document.books.cards.fit import Sheet

_BEGINNINGS: Final = (40, 16, 8)
"""A text that a file breaks into lines, or says a little otherwise, is found by its beginning."""
_CLAUSE: Final = re.compile(r"[；;]")


def longest(card: Card, sheet: Sheet) -> tuple[str, ...]:
    """Return words of the step, level, duty or row of *card* that takes most lines on *sheet*.

    They are to be looked for one after the other: the first that a file of the plan holds shows
    where the card can be made shorter.
    """
    found = max(_candidates(card, sheet), key=lambda one: one[0], default=(0, ()))
    return found[1]


def _candidates(card: Card, sheet: Sheet) -> Iterator[tuple[int, tuple[str, ...]]]:
    """Yield what stands on *card*: its lines, and the words to look for."""
    width = sheet.step(has_limits=any(step.when for step in card.steps))
    for step in choose(card, sheet).steps:
        yield lines_of(step.premise + step.text, width), _words_of(step)
    for name, value in card.facts:
        clauses = [part for part in _CLAUSE.split(value) if part]
        most = max(clauses, key=len, default="")
        yield lines_of(f"{name}：{value}", sheet.columns - 1), _beginnings(most)
    for part in (*card.above, *card.below):
        yield from _rows(part, sheet)


def _rows(part: Part, sheet: Sheet) -> Iterator[tuple[int, tuple[str, ...]]]:
    for row in part.rows:
        lines = [lines_of(text, sheet.part(part.widths, at)) for at, text in enumerate(row)]
        key = row[0].split("\n", maxsplit=1)[0]
        # A level is a key of the plan; what is said of it is put together from its table.
        yield max(lines, default=0), (f"{key}:", f"{key}：", *_beginnings(key))


def _words_of(step: Step) -> tuple[str, ...]:
    said = step.text.rstrip("。；;.")
    return (*_beginnings(said), *_beginnings(step.what))


def _beginnings(text: str) -> tuple[str, ...]:
    kept = (text, *(text[:most] for most in _BEGINNINGS))
    return tuple(dict.fromkeys(one for one in kept if one))
