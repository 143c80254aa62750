"""Numbers of pages: printed over the pages of a bound book, and told to viewers.

A part is laid out without the numbers of its pages. So it need not be laid out again when a part
before it grows by a page, and parts can be laid out side by side before anybody knows where they
will stand. The engine that lays out the parts also makes the sheets with the numbers alone.
"""

from __future__ import annotations

import re
import zlib
from typing import TYPE_CHECKING, Final, NamedTuple

from planforge.publish.paper.grafting import Graft
from planforge.publish.paper.pdf.reading import Source
from planforge.publish.paper.pdf.values import STRING, Name, New, Ref, listed, said

if TYPE_CHECKING:
    from collections.abc import Sequence

    from planforge.publish.paper.pdf.values import Dict, Value
    from planforge.publish.paper.pdf.writing import Target
    from planforge.publish.paper.pieces import Piece

_ARTIFACT: Final = b"/Artifact <</Type/Pagination/Subtype/Footer/Attached[/Bottom]>>"
_MARK: Final = re.compile(
    STRING + rb"|(/[^\s/<>()\[\]]+\s*(?:<<(?:[^<>]|<<[^<>]*>>|<[^<>]*>)*>>|/[^\s/]+)?\s*B[DM]C\b"
    rb"|\bEMC\b)",
    re.DOTALL,
)
"""Where marked content begins and ends; not in strings."""


class Label(NamedTuple):
    """What a viewer calls a page: a prefix, then a number in a style (`D`, `R`), or none."""

    prefix: str = ""
    style: str = ""
    number: int = 1


def label(piece: Piece, index: int) -> Label:
    """Return what page *index* of *piece* is called; empty pages before it have negative ones."""
    if piece.first is not None and piece.first + index > 0:
        return Label("", "R" if piece.is_roman else "D", piece.first + index)
    if index < 0:
        return Label()
    return Label(f"{piece.title} ", "D", index + 1) if index else Label(piece.title)


def labels(pages: Sequence[Label]) -> list[Value]:
    """Return the number tree of the labels of *pages*."""
    tree: list[Value] = []
    expected: Label | None = None
    for index, one in enumerate(pages):
        if one != expected:
            told: Dict = {"P": said(one.prefix)} if one.prefix else {}
            if one.style:
                told |= {"S": Name(one.style), "St": one.number}
            tree += [index, told]
        expected = one._replace(number=one.number + 1) if one.style else one
    return tree


class Folios:
    """Printed numbers: of each page of the sheets what the engine marked as pagination."""

    def __init__(self, book: Target, pdf: bytes, kept: dict[bytes, int]) -> None:
        """Take the numbers from *pdf* for pages of *book*, which has *kept* already."""
        self._book = book
        self._sheets = Source(pdf)
        self._graft = Graft(self._sheets, book, kept, 0, b"")
        self._pages = list(self._sheets.pages())

    def print(self, part: Source, page: Dict, number: int) -> None:
        """Print *number* over *page* of *part*."""
        book = self._book
        _, sheet = self._pages[number - 1]
        about: Dict = {
            "Type": Name("XObject"),
            "Subtype": Name("Form"),
            "BBox": self._sheets.get(sheet.get("MediaBox")),
            "Resources": self._resources(sheet),
        }
        form = book.add_stream(about, _footer(self._content(sheet)))
        name = f"Folio{number}"
        call = b"%s BDC q /%s Do Q EMC" % (_ARTIFACT, name.encode())
        drawn = part.dict(page.get("Resources"))
        things = part.dict(drawn.get("XObject"))
        page["Resources"] = {**drawn, "XObject": {**things, name: form}}
        over = book.add_stream({}, call, packed=False)
        page["Contents"] = [*_contents(page), over]

    def _resources(self, sheet: Dict) -> Value:
        """Return what *sheet* draws with, moved into the book."""
        found = sheet.get("Resources")
        if not isinstance(found, Ref):
            return None
        moved = New(self._graft.number(found.number))
        self._graft.grow()
        return moved

    def _content(self, sheet: Dict) -> bytes:
        """Return what is drawn on *sheet*."""
        drawn: list[bytes] = []
        for one in _contents(sheet):
            packed = self._sheets.stream(one.number) if isinstance(one, Ref) else None
            if packed:
                is_plain = "Filter" not in self._sheets.dict(one)
                drawn.append(packed if is_plain else zlib.decompress(packed))
        return b"\n".join(drawn)


def _contents(page: Dict) -> list[Value]:
    return listed(page.get("Contents"))


def _footer(content: bytes) -> bytes:
    """Return what *content* marks as pagination, and nothing else of it, without the marks."""
    kept: list[bytes] = []
    depth = begun = 0
    for found in _MARK.finditer(content):
        if found[1] is None:
            continue
        is_end = found[1] == b"EMC"
        if depth:
            kept.append(content[begun : found.start()])
            begun = found.end()
            depth += -1 if is_end else 1
        elif not is_end and b"/Pagination" in found[1]:
            begun = found.end()
            depth = 1
    return b"".join(kept)
