"""Whether a card or a form stands on its page, as far as one can tell before Word lays it out."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from planforge.publish.blocks.model import Code, Facts, Paragraph, Table
from planforge.publish.word.blocks import lines_of, width_of
from planforge.publish.word.look import PITCH, POINT, SIZE_5

if TYPE_CHECKING:
    from collections.abc import Sequence

    from planforge.publish.blocks.model import Blocks
    from planforge.publish.word.tables import Tables

CROWDED: Final = 99
"""A crowded card is set as a table of so many columns: as small as any."""
ROOMY: Final = 0.88
"""A card that is higher than that part of its page, as far as one can tell, is crowded."""
_CARD_LINE: Final = 500
"""What a line of a card between its tables takes, with the room around it, in twips."""
_CARD_MORE: Final = 300
"""What each further line of the same text takes."""
_FORM_LINE: Final = 340
"""The same of a form."""
_FORM_TITLE: Final = 900
"""What the title of a form takes, in twips."""
_TABLE_GAP: Final = 90
"""What stands between the tables of a form, in twips."""
_CODE: Final = 2200
"""Room in twips of a QR code with its words."""


def card_high(blocks: Blocks, tables: Tables, wide: int) -> int:
    """Return about how high the card of *blocks* is, in twips, *wide* twips wide."""
    found = [block for block in blocks if isinstance(block, (Table, Facts))]
    texts = [block for block in blocks if isinstance(block, Paragraph)]
    more = _lines_of(texts, wide) - len(texts)
    high = sum(tables.high(one, wide) for one in found)
    return high + len(texts) * _CARD_LINE + more * _CARD_MORE


def form_high(blocks: Blocks, tables: Tables, wide: int) -> int:
    """Return about how high the form of *blocks* is with its title, in twips."""
    found = [block for block in blocks if isinstance(block, Table)]
    lines = _lines_of([block for block in blocks if isinstance(block, Paragraph)], wide)
    high = sum(tables.high(one, wide) + _TABLE_GAP for one in found)
    return high + lines * _FORM_LINE + _FORM_TITLE


def poster_high(blocks: Blocks, characters: int, scale: float) -> int:
    """Return about how high *blocks* are on a poster, in twips; charts take what is left."""
    found = 0.0
    for block in blocks:
        lines = sum(width_of(line) // (2 * characters) + 1 for line in lines_of((block,)))
        found += _CODE if isinstance(block, Code) else PITCH * lines * scale
    return round(found)


def _lines_of(texts: Sequence[Paragraph], wide: int) -> int:
    """Return about how many lines *texts* take, *wide* twips wide."""
    room = wide / (SIZE_5 * POINT / 2)
    return sum(max(round(-(-width_of(line) // room)), 1) for line in lines_of(texts))


__all__ = ["CROWDED", "ROOMY", "card_high", "form_high", "poster_high"]
