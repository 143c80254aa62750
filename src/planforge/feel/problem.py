"""What is wrong with the text of a cell, and where in it.

A cell is read by people who do not program, so a problem always says which characters it is about
and, where one can be guessed, which text would have been right.
"""

from __future__ import annotations

from difflib import get_close_matches
from enum import Enum
from typing import TYPE_CHECKING

from planforge.frozen import dataclass

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from planforge.i18n import Message


class ProblemKind(Enum):
    """What a problem is about, so that a rule can be chosen without reading the message."""

    SYNTAX = "syntax"
    NUMBER = "number"
    UNIT = "unit"
    WORD = "word"
    TYPE = "type"
    RANGE = "range"
    BEYOND = "beyond"
    """A bound lies outside the values of the indicator."""
    NEVER = "never"
    """The test is well formed, yet no value of the indicator satisfies it."""


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing wrong in the text of a cell.

    Attributes:
        kind: What it is about.
        message: What is wrong.
        start: First character it is about, counted from 0 in the text that was read.
        end: One past the last character; equal to *start* where something is missing.
        hint: What to do, None where nothing better than the message can be said.
        fixes: Whole texts that could replace the text that was read, best first.
    """

    kind: ProblemKind
    message: Message
    start: int
    end: int
    hint: Message | None = None
    fixes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Problems:
    """Why there is no result: at least one problem, in the order of the text."""

    items: tuple[Problem, ...]

    def __iter__(self) -> Iterator[Problem]:
        """Iterate over the problems in the order of the text."""
        return iter(self.items)


def nearest(word: str, known: Iterable[str], limit: int = 3) -> tuple[str, ...]:
    """Return at most *limit* of *known* that look like *word*, most alike first, ties in order.

    A known word that contains *word* or is contained in it counts as alike: names of grades differ
    by one character in two, which is too far for a ratio.
    """
    folded = word.casefold()
    pool = list(dict.fromkeys(known))
    same = [item for item in pool if item.casefold() == folded]
    part = [
        item for item in pool if folded and (folded in item.casefold() or _inside(item, folded))
    ]
    close = get_close_matches(folded, [item.casefold() for item in pool], limit, 0.5)
    alike = [item for match in close for item in pool if item.casefold() == match]
    return tuple(dict.fromkeys([*same, *alike, *part]))[:limit]


def _inside(item: str, folded: str) -> bool:
    return bool(item) and item.casefold() in folded
