"""Whether a card or a form stands on its page, as far as one can tell before Word lays it out."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from planforge.publish.blocks.model import Facts, Paragraph, Table
from planforge.publish.word.blocks import lines_of, width_of
from planforge.publish.word.look import POINT, SIZE_5

if TYPE_CHECKING:
    from planforge.publish.blocks.model import Blocks
    from planforge.publish.word.tables import Tables

CROWDED: Final = 99
"""A crowded card is set as a table of so many columns: as small as any."""
ROOMY: Final = 0.88
"""A card that is higher than that part of its page, as far as one can tell, is crowded."""
_CARD_LINE: Final = 500
"""What a line of a card between its tables takes, with the room around it, in twips."""
_FORM_LINE: Final = 340
"""The same of a form."""
_FORM_TITLE: Final = 900
"""What the title of a form takes, in twips."""
_TABLE_GAP: Final = 90
"""What stands between the tables of a form, in twips."""


def card_high(blocks: Blocks, tables: Tables, wide: int) -> int:
    """Return about how high the card of *blocks* is, in twips, *wide* twips wide."""
    found = [block for block in blocks if isinstance(block, (Table, Facts))]
    lines = sum(1 for block in blocks if isinstance(block, Paragraph))
    return sum(tables.high(one, wide) for one in found) + lines * _CARD_LINE


def form_high(blocks: Blocks, tables: Tables, wide: int) -> int:
    """Return about how high the form of *blocks* is with its title, in twips."""
    found = [block for block in blocks if isinstance(block, Table)]
    room = wide / (SIZE_5 * POINT / 2)
    lines = sum(
        -(-width_of(line) // room)
        for block in blocks
        if isinstance(block, Paragraph)
        for line in lines_of((block,))
    )
    high = sum(tables.high(one, wide) + _TABLE_GAP for one in found)
    return high + round(lines) * _FORM_LINE + _FORM_TITLE


__all__ = ["CROWDED", "ROOMY", "card_high", "form_high"]
