"""Dates in cells: where their lines end."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from planforge.publish.word.blocks import width_of
from planforge.publish.word.look import POINT
from planforge.publish.word.looks import looks

if TYPE_CHECKING:
    from planforge.publish.blocks.model import Paragraph

_DATE: Final = re.compile(r"(\d{4}年)(\d{1,2}月\d{1,2}日)")
_BESIDE: Final = 1.5
"""Room beside the figures of a date, in characters: a quarter of one at each end of three. Some
programs leave it unasked.
"""
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
    date = _DATE.fullmatch("".join(one.text for one in block.runs))
    if date is None or len(block.runs) != 1:
        return block
    if (width_of(date[0]) / 2 + _BESIDE) * size * POINT <= wide:
        return block
    return replace(block, runs=(replace(block.runs[0], text=f"{date[1]}\n{date[2]}"),))
