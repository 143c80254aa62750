"""About how high things stand on a page, so that contents have numbers before Word counts them.

A file of Word knows no pages; Word counts them when it opens one. Until then, and in programs that
never count, the contents show what is reckoned here from lines and characters.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Final

from planforge.document.books.book import Opening
from planforge.publish.blocks.model import (
    Box,
    Break,
    Code,
    Facts,
    Figure,
    Footnote,
    Heading,
    Literal,
    Paragraph,
    Picture,
    Table,
)
from planforge.publish.word.blocks import all_blocks, lines_of, width_of
from planforge.publish.word.look import PITCH
from planforge.publish.word.tables import ROOM, columns_of, row_high, setting_of

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from planforge.publish.blocks.model import Block
    from planforge.publish.paper.geometry import Geometry
    from planforge.publish.paper.images import Size

_GAP: Final = 0.75
"""Lines before and behind a table together."""
_PICTURE: Final = 8.0
"""Lines of an image whose size nobody asked for."""


class Ruler:
    """Goes through a book page by page."""

    def __init__(self, natural: Callable[[Figure], Size | None]) -> None:
        """Begin on the first page; *natural* gives the size of a chart in twips."""
        self._natural = natural
        self.page = 0
        self.mentions: dict[str, list[int]] = {}
        self._left = 0.0
        self._lines = 1.0
        self._characters = 1.0
        self._wide = 1.0
        self._high = 1.0

    def begin(self, geometry: Geometry, opening: Opening, *, on: bool = False) -> None:
        """Begin a part: on the next page, right or left if so; still on this one if *on*."""
        self._characters = float(geometry.characters)
        self._wide = geometry.area_width / 25.4 * 1440
        self._high = geometry.area_height / 25.4 * 1440
        self._lines = float(geometry.lines)
        if on:
            return
        self.page += 1
        if opening is (Opening.LEFT if self.page % 2 else Opening.RIGHT):
            self.page += 1
        self._left = self._lines

    def restart(self, first: int) -> None:
        """Let the page have the number *first*."""
        self.page = first

    def next_page(self) -> None:
        """Go to the next page."""
        self.page += 1
        self._left = self._lines

    def take(self, lines: float, *, whole: bool = False, keep: float = 0.0) -> None:
        """Let *lines* stand; all on one page if *whole*, with *keep* lines behind them there."""
        if (whole and lines > self._left) or (keep and lines + keep > self._left):
            self.next_page()
        while lines > self._left + 1e-6:
            lines -= math.floor(self._left) or self._left
            self.next_page()
        self._left -= lines

    def block(self, block: Block) -> None:
        """Let *block* stand, and remember what it mentions."""
        before = self.page
        self._place(block)
        found = mentions(block)
        for at, target in enumerate(found):
            page = before + round((self.page - before) * at / len(found))
            pages = self.mentions.setdefault(target, [])
            if page not in pages:
                pages.append(page)

    def _place(self, block: Block) -> None:
        match block:
            case Heading():
                text = "".join(run.text for run in block.runs)
                self.take(self._wrapped(text, 4.0), whole=True, keep=1.0)
            case Table():
                self._table(block)
            case Facts():
                self._facts(block)
            case Figure():
                self._figure(block)
            case Picture() | Code():
                self.take(_PICTURE, whole=True)
            case Break():
                self.next_page()
            case _:
                self._text(block)

    def _text(self, block: Block) -> None:
        """Let the lines of *block* stand, smaller than 三号 in boxes and notes."""
        if isinstance(block, Footnote):
            lines, indent, share = lines_of(block.blocks), 0.0, 0.5
        elif isinstance(block, (Box, Literal)):
            lines, indent, share = lines_of((block,)), 0.0, 0.8
        else:
            lines, indent, share = lines_of((block,)), 2.0, 1.0
        for line in lines:
            self.take(self._wrapped(line, indent) * share)

    def _wrapped(self, text: str, indent: float) -> float:
        return float(max(1, math.ceil((width_of(text) / 2 + indent) / self._characters - 1e-6)))

    def _table(self, table: Table) -> None:
        if not table.widths:
            return
        size = setting_of(len(table.widths), round(self._wide), 1.0).size
        widths = columns_of(table, round(self._wide), size)
        if table.title:
            self.take(1.0, keep=2.0)
        head = sum(self._row([cell.blocks for cell in row], widths, size) for row in table.head)
        self.take(head, whole=True, keep=1.0)
        for row in table.rows:
            before = self.page
            self.take(self._row([cell.blocks for cell in row], widths, size), whole=True)
            if self.page != before:
                self._left -= head
        self.take(_GAP)

    def _facts(self, facts: Facts) -> None:
        widths = (round(self._wide * 0.22), round(self._wide * 0.78))
        for _, blocks in facts.pairs:
            self.take(self._row([(), blocks], widths, 12.0), whole=True)
        self.take(_GAP)

    def _row(self, cells: Sequence[tuple[Block, ...]], widths: Sequence[int], size: float) -> float:
        most = 1.0
        for blocks, wide in zip(cells, widths, strict=False):
            room = max((wide - ROOM) / (size * 20), 1.0)
            found = sum(max(1, math.ceil(width_of(x) / 2 / room - 1e-6)) for x in lines_of(blocks))
            most = max(most, float(found))
        return row_high(most, size) / PITCH

    def _figure(self, figure: Figure) -> None:
        size = self._natural(figure)
        if size is not None:
            high = size.within(self._wide, self._high - 1158).high
            self.take(high / PITCH + 1.5, whole=True)


def mentions(block: Block) -> list[str]:
    """Return the addresses of what *block* mentions, in order."""
    return [
        one.target
        for inner in all_blocks((block,))
        if isinstance(inner, (Heading, Paragraph))
        for one in inner.runs
        if one.mention
    ]
