"""Which characters a face covers, read from its table `cmap`.

fontTools reads the names of all glyphs on the way, half a second for the faces of a book.
"""

from __future__ import annotations

import struct
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_BEST: Final = ((3, 10), (0, 6), (0, 4), (3, 1), (0, 3), (0, 2), (0, 1), (0, 0))
"""Platform and encoding of subtables with code points of Unicode, the fuller first."""
_COLLECTION: Final = b"ttcf"
_BY_SEGMENT: Final = 4
_BY_GROUP: Final = 12


def code_points(path: Path, index: int) -> frozenset[int] | None:
    """Return the code points that face *index* of the file *path* has glyphs for.

    None if they are written down in a way that is not known here.
    """
    try:
        table = _table(path, index)
        if table is None:
            return None
        (count,) = struct.unpack_from(">2xH", table)
        subtables = {
            (platform, encoding): offset
            for platform, encoding, offset in struct.iter_unpack(">HHL", table[4 : 4 + 8 * count])
        }
        best = next((subtables[key] for key in _BEST if key in subtables), None)
        if best is None:
            return None
        (kind,) = struct.unpack_from(">H", table, best)
        if kind == _BY_GROUP:
            return frozenset(_by_group(table, best))
        return frozenset(_by_segment(table, best)) if kind == _BY_SEGMENT else None
    except struct.error:
        return None


def _table(path: Path, index: int) -> bytes | None:
    """Return the table `cmap`; None if there is none."""
    with path.open("rb") as file:
        start = 0
        if file.read(4) == _COLLECTION:
            file.seek(12 + 4 * index)
            (start,) = struct.unpack(">L", file.read(4))
        file.seek(start + 4)
        (count,) = struct.unpack(">H6x", file.read(8))
        for _ in range(count):
            tag, offset, length = struct.unpack(">4s4xLL", file.read(16))
            if tag == b"cmap":
                file.seek(offset)
                return file.read(length)
    return None


def _by_group(table: bytes, at: int) -> Iterator[int]:
    """Yield the code points of a subtable of format 12: groups of code points in a row."""
    (count,) = struct.unpack_from(">L", table, at + 12)
    groups = table[at + 16 : at + 16 + 12 * count]
    for first, last, glyph in struct.iter_unpack(">LLL", groups):
        yield from range(first if glyph else first + 1, last + 1)


def _by_segment(table: bytes, at: int) -> Iterator[int]:
    """Yield the code points of a subtable of format 4: segments, each with its own rule."""
    (double,) = struct.unpack_from(">H", table, at + 6)
    count = double // 2
    ends = struct.unpack_from(f">{count}H", table, at + 14)
    starts = struct.unpack_from(f">{count}H", table, at + 16 + double)
    deltas = struct.unpack_from(f">{count}H", table, at + 16 + 2 * double)
    begin = at + 16 + 3 * double
    offsets = struct.unpack_from(f">{count}H", table, begin)
    for segment, (first, last) in enumerate(zip(starts, ends, strict=True)):
        if first > last or first == 0xFFFF:  # noqa: PLR2004 - the last segment is no character
            continue
        delta, offset = deltas[segment], offsets[segment]
        if not offset:
            yield from (point for point in range(first, last + 1) if (point + delta) & 0xFFFF)
            continue
        glyphs = struct.unpack_from(f">{last - first + 1}H", table, begin + 2 * segment + offset)
        yield from (first + step for step, glyph in enumerate(glyphs) if glyph)
