"""Widths of columns and heights of rows, so that a printed page can be read and shows all text."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from planforge.publish.sheets.text import line_width, width

if TYPE_CHECKING:
    from collections.abc import Sequence

NARROW: Final = 6
"""The least width of a column, in half-width characters."""
_FILTER: Final = 3
"""What the button of a filter takes."""
_HEAD: Final = 13
"""How wide the head of a column may make it; a longer one wraps."""
PAGE: Final = 230
"""How much width a page takes, in half-width characters, before its print is too small."""
_LEAST: Final = 9
"""How far a column of text may shrink."""
_LINE, _MARGIN, _TALLEST = 13.5, 4.0, 409.0
"""Heights in points: of a line, beside the lines of a row, most of any row."""


def natural_width(title: str, shown: Sequence[str], most: int, *, wraps: bool) -> int:
    """Return the width that suits a column: its widest line, but *most* for text that wraps."""
    widest = max((width(text) for text in shown), default=0) + 2
    head = width(title) + _FILTER
    if wraps:
        return max(NARROW, min(head, _HEAD), min(widest, most))
    return max(NARROW, min(head, _HEAD), widest)


def amount(shown: Sequence[str]) -> int:
    """Return how much text is in a column, 1 or more; few long cells count as if there were more.

    One long cell in a narrow column makes its row tall.
    """
    lengths = [width(text) for text in shown if text]
    if not lengths:
        return 1
    return 1 + sum(lengths) * max(len(lengths), len(shown) // 3) // len(lengths)


def shared(widths: Sequence[int], amounts: Sequence[int]) -> list[int]:
    """Return *widths* with columns of text narrowed so that the page takes them all.

    The room goes to columns by the square root of how much text is in them, which keeps the table
    as a whole short. What is too wide all the same takes more pages than one.

    Args:
        widths: What suits each column, in half-width characters.
        amounts: How much text is in each; 0 for a column that cannot be narrowed.
    """
    if sum(widths) <= PAGE:
        return list(widths)
    found = [min(w, _LEAST) if amount else w for w, amount in zip(widths, amounts, strict=True)]
    room = PAGE - sum(found)
    while room > 0:
        wanting = [i for i, w in enumerate(widths) if found[i] < w]
        if not wanting:
            break
        next_one = max(wanting, key=lambda i: amounts[i] / found[i] ** 2)
        found[next_one] += 1
        room -= 1
    return found


def pages_wide(widths: Sequence[int]) -> int:
    """Return how many pages stand side by side."""
    return max(1, -(-sum(widths) // PAGE))


def row_height(texts: Sequence[str], widths: Sequence[int]) -> float:
    """Return the height in points that shows all of *texts* in columns of *widths*."""
    lines = max((_lines(text, w) for text, w in zip(texts, widths, strict=True)), default=1)
    return min(_TALLEST, _LINE * lines + _MARGIN)


def _lines(text: str, columns: int) -> int:
    room = max(1, columns - 1)
    return sum(max(1, -(-line_width(line) // room)) for line in text.split("\n"))


__all__ = ["NARROW", "PAGE", "amount", "natural_width", "pages_wide", "row_height", "shared"]
