"""The objects of a PDF file as they stand in it."""

from __future__ import annotations

import re
from bisect import bisect
from io import BytesIO
from itertools import pairwise
from typing import TYPE_CHECKING, Final

from planforge.publish.paper.pdf.values import Dict, Ref, Value, listed, parse

if TYPE_CHECKING:
    from collections.abc import Iterator

_LAST: Final = re.compile(rb"startxref\s+(\d+)\s+%%EOF\s*$")
_TABLE: Final = re.compile(rb"xref\s+0 (\d+)\s*\n")
_ENTRY: Final = 20
_IN_USE: Final = 110  # n
_BEGIN: Final = b" 0 obj"
_END: Final = b"endobj"
_STREAM_ENDS: Final = (b"endstream\n", b"endstream\r\n", b"endstream")
_STREAM: Final = re.compile(rb">>\s*stream\r?\n")
_HEAD: Final = 4096
_INHERITED: Final = ("Resources", "MediaBox", "CropBox", "Rotate")
_BOXES: Final = ("MediaBox", "CropBox")
_DEEPEST: Final = 50


class Source:
    """A PDF file whose objects are looked at one by one."""

    def __init__(self, pdf: bytes) -> None:
        """Read *pdf*; one that packs its objects is unpacked first.

        Raises:
            ValueError: It is no PDF.
        """
        self._values: dict[int, Value] = {}
        found = _offsets(pdf)
        if found is None:
            pdf = _unpacked(pdf)
            found = _offsets(pdf)
        if found is None:
            raise ValueError("not a PDF whose objects can be read")
        self._pdf = pdf
        self._spans, self.trailer = found
        self.root = self.dict(self.trailer.get("Root"))

    def text(self, number: int) -> bytes:
        """Return object *number* as it is written; of a stream the dictionary only."""
        return self.whole(number)[0]

    def stream(self, number: int) -> bytes | None:
        """Return what stands in the stream *number*, packed as it is; None if it is none."""
        return self.whole(number)[1]

    def begins(self, number: int, pattern: re.Pattern[bytes]) -> bool:
        """Whether the text of object *number* begins with *pattern*."""
        span = self._spans.get(number)
        return span is not None and pattern.match(self._pdf, *span) is not None

    def whole(self, number: int) -> tuple[bytes, bytes | None]:
        """Return the text of object *number* and what stands in it if it is a stream."""
        span = self._spans.get(number)
        if span is None:
            return b"null", None
        begin, end = span
        if self._pdf.endswith(_STREAM_ENDS, begin, end):
            found = _STREAM.search(self._pdf, begin, end)
            if found is not None:
                text = self._pdf[begin : found.start() + 2]
                about = parse(text)
                length = self.get(about.get("Length")) if isinstance(about, dict) else None
                size = length if isinstance(length, int) else 0
                return text, self._pdf[found.end() : found.end() + size]
        return self._pdf[begin:end], None

    def get(self, value: Value) -> Value:
        """Return *value*, or what it refers to; equal references give the same object."""
        if not isinstance(value, Ref):
            return value
        number = value.number
        if number not in self._values:
            self._values[number] = parse(self.text(number))
        return self._values[number]

    def dict(self, value: Value) -> Dict:
        """Return the dictionary that *value* is or refers to; an empty one if it is none."""
        found = self.get(value)
        return found if isinstance(found, dict) else {}

    def list(self, value: Value) -> list[Value]:
        """Return the array that *value* is or refers to, or one of it; empty for null."""
        return listed(self.get(value))

    def matching(self, pattern: re.Pattern[bytes]) -> Iterator[int]:
        """Yield the numbers of objects, streams left out, that *pattern* is found in."""
        order = sorted((begin, end, number) for number, (begin, end) in self._spans.items())
        last = 0
        for found in pattern.finditer(self._pdf):
            at = bisect(order, (found.start(), len(self._pdf), 0)) - 1
            begin, end, number = order[at] if at >= 0 else (0, 0, 0)
            is_in = begin <= found.start() and found.end() <= end and number != last
            if is_in and not self._pdf.endswith(_STREAM_ENDS, begin, end):
                last = number
                yield number

    def pages(self) -> Iterator[tuple[int, Dict]]:
        """Yield number and dictionary of each page, with what it inherits."""
        yield from self._pages(self.root.get("Pages"), {}, _DEEPEST)

    def _pages(self, node: Value, above: Dict, deep: int) -> Iterator[tuple[int, Dict]]:
        found = self.dict(node)
        handed = above | {key: found[key] for key in _INHERITED if key in found}
        handed |= {key: self.get(handed[key]) for key in _BOXES if key in handed}
        if "Kids" not in found:
            if isinstance(node, Ref):
                yield node.number, found | handed
            return
        for kid in self.list(found["Kids"]) if deep else ():
            yield from self._pages(kid, handed, deep - 1)

    def entries(self, tree: Value, leaf: str) -> Iterator[tuple[Value, Value]]:
        """Yield key and value of a name tree (*leaf* `Names`) or a number tree (`Nums`)."""
        node = self.dict(tree)
        for kid in self.list(node.get("Kids")):
            yield from self.entries(kid, leaf)
        items = self.list(node.get(leaf))
        yield from zip(items[::2], items[1::2], strict=True)


def _offsets(pdf: bytes) -> tuple[dict[int, tuple[int, int]], Dict] | None:
    """Return from where to where each object stands, and the trailer; None if they are packed."""
    last = _LAST.search(pdf, max(0, len(pdf) - _HEAD))
    table = _TABLE.match(pdf, int(last[1])) if last else None
    if table is None or last is None:
        return None
    count = int(table[1])
    end = table.end() + count * _ENTRY
    trailer = parse(pdf[end : last.start()].partition(b"trailer")[2])
    if not isinstance(trailer, dict) or {"Prev", "Encrypt", "XRefStm"} & set(trailer):
        return None
    starts: dict[int, int] = {}
    for number in range(1, count):
        entry = pdf[table.end() + number * _ENTRY : table.end() + (number + 1) * _ENTRY]
        if entry[17] == _IN_USE:
            starts[number] = int(entry[:10])
    ends = dict(pairwise(sorted((*starts.values(), int(last[1])))))
    spans = {number: _inner(pdf, start, ends[start]) for number, start in starts.items()}
    return spans, trailer


def _inner(pdf: bytes, start: int, end: int) -> tuple[int, int]:
    """Return from where to where the object stands that is all between *start* and *end*."""
    return pdf.index(_BEGIN, start, end) + len(_BEGIN), pdf.rindex(_END, start, end)


def _unpacked(pdf: bytes) -> bytes:
    """Return *pdf* with every object by itself."""
    import pikepdf  # noqa: PLC0415 - only for files of other engines

    out = BytesIO()
    with pikepdf.open(BytesIO(pdf)) as book:
        book.save(
            out,
            object_stream_mode=pikepdf.ObjectStreamMode.disable,
            deterministic_id=True,
            fix_metadata_version=False,
        )
    return out.getvalue()
