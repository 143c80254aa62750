"""Ways through blocks: all of them, their lines of text, their numbers."""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING

from planforge.publish.blocks.model import (
    Box,
    Facts,
    Footnote,
    Heading,
    Listing,
    Literal,
    Paragraph,
    Table,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from planforge.publish.blocks.model import Block, Row


def all_blocks(blocks: Iterable[Block]) -> Iterator[Block]:
    """Yield *blocks* and all blocks in them."""
    for block in blocks:
        yield block
        match block:
            case Listing():
                for item in block.items:
                    yield from all_blocks(item.blocks)
            case Table():
                for row in (*block.head, *block.rows):
                    for cell in row:
                        yield from all_blocks(cell.blocks)
            case Facts():
                for _, value in block.pairs:
                    yield from all_blocks(value)
            case Box() | Footnote():
                yield from all_blocks(block.blocks)
            case _:
                pass


def follow_each_other(blocks: Iterable[Block]) -> bool:
    """Whether the numbers of the headings in *blocks* are those that Word would count."""
    count: list[int] = []
    for block in all_blocks(blocks):
        if isinstance(block, Heading) and block.number:
            del count[block.level :]
            count += [0] * (block.level - len(count))
            count[-1] += 1
            if tuple(count) != block.number:
                return False
    return True


def lines_of(blocks: Sequence[Block]) -> Iterator[str]:
    """Yield the text of *blocks*, what must stand on a line of its own apart."""
    for block in blocks:
        match block:
            case Paragraph():
                yield from "".join(run.text for run in block.runs).split("\n")
            case Listing():
                for item in block.items:
                    inner = list(lines_of(item.blocks)) or [""]
                    yield from (item.mark + inner[0], *inner[1:])
            case Box():
                yield from lines_of(block.blocks)
            case Facts():
                yield from (name + "".join(lines_of(value)) for name, value in block.pairs)
            case Literal():
                yield from block.text.split("\n")
            case Table():
                rows = (*block.head, *block.rows)
                yield from ("".join(_cells(row)) for row in rows)
            case _:
                pass


def _cells(row: Row) -> Iterator[str]:
    for cell in row:
        yield from lines_of(cell.blocks)


def width_of(text: str) -> int:
    """Return how wide *text* is, in halves of a Chinese character."""
    return sum(2 if unicodedata.east_asian_width(sign) in "WFA" else 1 for sign in text)
