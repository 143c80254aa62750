"""The outline of a bound book: its parts, and below each what that part brings."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from planforge.frozen import dataclass
from planforge.publish.paper.pdf.values import Name, New, Ref, heard, said, settled, write

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from planforge.publish.paper.pdf.reading import Source
    from planforge.publish.paper.pdf.values import Dict, Value
    from planforge.publish.paper.pdf.writing import Target
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


def destinations(part: Source) -> Iterator[tuple[bytes, list[Value]]]:
    """Yield name, page and view of every named destination of *part*."""
    for name, target in part.entries(part.dict(part.root.get("Names")).get("Dests"), "Names"):
        found = part.get(target)
        view = part.get(found.get("D")) if isinstance(found, dict) else found
        if isinstance(name, bytes) and isinstance(view, list):
            yield name, view


def headings(part: Source, indexes: Mapping[int, int]) -> list[Bookmark]:
    """Return the outline of *part*, whose pages have the *indexes* by object number."""
    named = dict(destinations(part))
    found: list[Bookmark] = []
    for level, item in _items(part, part.root.get("Outlines"), 0):
        target = part.get(item.get("Dest"))
        view = named.get(target) if isinstance(target, bytes) else target
        title = part.get(item.get("Title"))
        if not isinstance(view, list) or not view or not isinstance(title, bytes):
            continue
        page = view[0]
        if isinstance(page, Ref) and page.number in indexes:
            top = view[3] if len(view) > 3 and view[1] == "XYZ" else None  # noqa: PLR2004 - ISO 32000-1, table 151: [page /XYZ left top zoom]
            high = float(top) if isinstance(top, int | float) else None
            found.append(Bookmark(level, heard(title), indexes[page.number], high))
    return found


def bookmarks(
    part: Source, piece: Piece, numbers: Sequence[int], heights: Sequence[float]
) -> Iterator[Bookmark]:
    """Yield the bookmarks of *piece*, with pages counted from its first.

    Args:
        part: What was typeset of it.
        piece: What is bound.
        numbers: Objects that its pages are.
        heights: Heights of the pages in points.
    """
    if not piece.title:
        return
    if not piece.of:
        yield Bookmark(piece.level, piece.title, 0)
    if not piece.marks and not piece.of:
        for mark in headings(part, {number: at for at, number in enumerate(numbers)}):
            yield Bookmark(piece.level + 1 + mark.level, mark.title, mark.page, mark.top)
    for found in piece.marks:
        if found.title:
            top = round(heights[found.page] - found.top, 2)
            yield Bookmark(piece.level + found.level, found.title, found.page, top)


def hang(book: Target, marks: Sequence[Bookmark], pages: Sequence[New]) -> New | None:
    """Return the outline that *marks* are: the outermost are shown, those below wait folded."""
    if not marks:
        return None
    root = New(book.number())
    refs = [New(book.number()) for _ in marks]
    above: list[tuple[int, New]] = [(-1, root)]
    kids: dict[New, list[int]] = {root: []}
    items: list[Dict] = []
    for at, mark in enumerate(marks):
        while above[-1][0] >= mark.level:
            above.pop()
        parent = above[-1][1]
        kids[parent].append(at)
        kids[refs[at]] = []
        above.append((mark.level, refs[at]))
        left = None if mark.top is None else 0
        view: list[Value] = [pages[mark.page], Name("XYZ"), left, mark.top, None]
        items.append({"Title": said(mark.title), "Parent": parent, "Dest": view})
    outline: Dict = {"Type": Name("Outlines")}
    for ref, item in zip((root, *refs), (outline, *items), strict=True):
        below = kids[ref]
        if below:
            count = len(below) if ref is root else -len(below)
            item |= {"First": refs[below[0]], "Last": refs[below[-1]], "Count": count}
        for earlier, later in pairwise(below):
            items[earlier]["Next"], items[later]["Prev"] = refs[later], refs[earlier]
    for ref, item in zip((root, *refs), (outline, *items), strict=True):
        book.put(ref.number, write(item, settled))
    return root


def _items(part: Source, parent: Value, level: int) -> Iterator[tuple[int, Dict]]:
    item = part.dict(parent).get("First")
    while item is not None:
        found = part.dict(item)
        yield level, found
        yield from _items(part, item, level + 1)
        item = found.get("Next")
