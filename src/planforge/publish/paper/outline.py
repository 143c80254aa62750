"""The outline of a bound book: its parts, and below each what that part brings."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

import pikepdf

from planforge.frozen import dataclass
from planforge.publish.paper.tags import entries

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from planforge.publish.paper.pieces import Piece


@dataclass(frozen=True, slots=True)
class Bookmark:
    """A line of the outline.

    Attributes:
        level: How deep it stands, 0 for the outermost.
        title: Its text.
        page: Index of the page it leads to.
        top: How high on the page, in points from its lower edge; None for its beginning.
    """

    level: int
    title: str
    page: int
    top: float | None = None


def destinations(part: pikepdf.Pdf) -> Iterator[tuple[pikepdf.Object, pikepdf.Object]]:
    """Yield name and target of every named destination of *part*."""
    names = part.Root.get("/Names")
    return entries(None if names is None else names.get("/Dests"), "/Names")


def headings(part: pikepdf.Pdf, numbers: Mapping[tuple[int, int], int]) -> list[Bookmark]:
    """Return the outline of *part*, whose pages have the indexes *numbers* by object number."""
    named = {bytes(name): target for name, target in destinations(part)}
    found: list[Bookmark] = []
    for level, item in _items(part.Root.get("/Outlines"), 0):
        target = item.get("/Dest")
        if isinstance(target, pikepdf.String):
            target = named.get(bytes(target))
        if isinstance(target, pikepdf.Array) and target[0].objgen in numbers:
            top = float(target[3]) if len(target) > 3 and target[1] == "/XYZ" else None  # noqa: PLR2004 - ISO 32000-1, table 151: [page /XYZ left top zoom]
            found.append(Bookmark(level, str(item.Title), numbers[target[0].objgen], top))
    return found


def bookmarks(
    part: pikepdf.Pdf, piece: Piece, start: int, numbers: Mapping[tuple[int, int], int]
) -> Iterator[Bookmark]:
    """Yield the bookmarks of *piece*, whose first page has the index *start* in the book."""
    if not piece.title:
        return
    yield Bookmark(piece.level, piece.title, start)
    if not piece.marks:
        for mark in headings(part, numbers):
            yield Bookmark(piece.level + 1 + mark.level, mark.title, start + mark.page, mark.top)
    for found in piece.marks:
        if found.title:
            top = float(part.pages[found.page].mediabox[3]) - found.top
            yield Bookmark(piece.level + found.level, found.title, start + found.page, top)


def hang(pdf: pikepdf.Pdf, marks: Sequence[Bookmark]) -> None:
    """Make *marks* the outline of *pdf*: the outermost are shown, those below wait folded."""
    if not marks:
        return
    root = pdf.make_indirect(pikepdf.Dictionary(Type=pikepdf.Name.Outlines))
    items = [pdf.make_indirect(pikepdf.Dictionary(Title=pikepdf.String(m.title))) for m in marks]
    above: list[tuple[int, pikepdf.Object]] = [(-1, root)]
    kids: dict[tuple[int, int], list[pikepdf.Object]] = {root.objgen: []}
    for mark, item in zip(marks, items, strict=True):
        while above[-1][0] >= mark.level:
            above.pop()
        item.Parent = above[-1][1]
        kids[item.Parent.objgen].append(item)
        kids[item.objgen] = []
        above.append((mark.level, item))
        view = pikepdf.Array([pdf.pages[mark.page].obj, pikepdf.Name.XYZ])
        for number in (0 if mark.top is not None else None, mark.top, None):
            view.append(number)
        item.Dest = view
    for item in (root, *items):
        below = kids[item.objgen]
        if below:
            item.First, item.Last = below[0], below[-1]
            item.Count = len(below) if item is root else -len(below)
        for earlier, later in pairwise(below):
            earlier.Next, later.Prev = later, earlier
    pdf.Root.Outlines = root


def _items(parent: pikepdf.Object | None, level: int) -> Iterator[tuple[int, pikepdf.Object]]:
    item = None if parent is None else parent.get("/First")
    while item is not None:
        yield level, item
        yield from _items(item, level + 1)
        item = item.get("/Next")
