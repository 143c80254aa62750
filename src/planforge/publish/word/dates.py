"""Dates in cells: where their lines end, and room for them."""

from __future__ import annotations

import re
from dataclasses import replace
from math import ceil
from typing import TYPE_CHECKING, Final

from planforge.publish.blocks.model import Paragraph
from planforge.publish.word.blocks import width_of
from planforge.publish.word.look import POINT
from planforge.publish.word.looks import looks

if TYPE_CHECKING:
    from collections.abc import Sequence

    from planforge.publish.blocks.model import Block, Table

_DATE: Final = re.compile(r"(\d{4}年)(\d{1,2}月\d{1,2}日)")
_BESIDE: Final = 0.25
"""Room beside figures at either end, in characters. Some programs leave it unasked."""
_FIGURES: Final = re.compile(r"\d+(?=\D)")
_LOOKS: Final = looks(0)


def with_broken_date(block: Paragraph, style: str, scale: float, wide: int) -> Paragraph:
    """Return *block*, in a cell; a date that needs two lines ends the first behind the year.

    Word breaks lines between any two Chinese characters, so it would part a month from its name.

    Args:
        block: The paragraph; one that says more than a date is left alone.
        style: Id of its style.
        scale: How large text is, compared with 三号.
        wide: Width of the cell in twips.
    """
    size = _LOOKS[style].size * scale
    date = _date_of(block)
    if date is None:
        return block
    if _taken(date[0]) * size * POINT <= wide:
        return block
    return replace(block, runs=(replace(block.runs[0], text=f"{date[1]}\n{date[2]}"),))


def with_room_for_days(
    shown: Table, widths: Sequence[int], size: float, inset: int
) -> tuple[int, ...]:
    """Return *widths* of the columns of *shown* that have room for 12月24日, all together the same.

    What a column lacks the widest one gives, if it has that to spare.

    Args:
        shown: A table.
        widths: Of its columns, in twips.
        size: Of its text, in points.
        inset: Room at the left and right edge of a cell together, in twips.
    """
    found = list(widths)
    least = [0] * len(found)
    for row in shown.rows:
        for at, cell in enumerate(row[: len(found)] if len(row) == len(found) else ()):
            for date in filter(None, map(_date_of, cell.blocks)):
                least[at] = max(least[at], ceil(_taken(date[2]) * size * POINT) + inset)
    for at, asked in enumerate(least):
        widest = max(range(len(found)), key=found.__getitem__)
        more = asked - found[at]
        if 0 < more < found[widest] - max(found[at] + more, least[widest]):
            found[at] += more
            found[widest] -= more
    return tuple(found)


def _date_of(block: Block) -> re.Match[str] | None:
    """Return the date that *block* says and nothing else."""
    if not isinstance(block, Paragraph) or len(block.runs) != 1:
        return None
    return _DATE.fullmatch(block.runs[0].text)


def _taken(text: str) -> float:
    """Return how wide *text* is in characters, with room beside figures, but not at its ends."""
    ends = 2 * len(_FIGURES.findall(text)) - 1
    return width_of(text) / 2 + ends * _BESIDE
