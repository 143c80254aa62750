"""Bind typeset parts into one PDF that works as a whole.

Laying pages behind one another is the least of it. The outline, the links between parts, the
numbers that a viewer shows, the tags for readers that speak the page, and what the file says about
itself each belong to the document, not to a page, so each is made anew from what the parts bring.
The same parts give the same bytes.
"""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING, Final

import pikepdf

from planforge.frozen import dataclass
from planforge.publish.paper.metadata import Standard, claimed, describe, identity, shared
from planforge.publish.paper.outline import Bookmark, bookmarks, destinations, hang
from planforge.publish.paper.sharing import share
from planforge.publish.paper.tags import Trunk, make_unique, orphan

if TYPE_CHECKING:
    from collections.abc import Sequence

    from planforge.publish.paper.pieces import Imprint, Piece, Place, Resolve

_SCHEME: Final = "planforge:"


@dataclass(frozen=True, slots=True)
class _Jump:
    """A link inside a part that names no place: annotation *mark* of *page* leads to *target*."""

    page: int
    mark: int
    target: int
    view: tuple[pikepdf.Object, ...]


def bind(pieces: Sequence[Piece], imprint: Imprint, resolve: Resolve) -> bytes:
    """Return *pieces* as one PDF.

    Every piece keeps its pages, bookmarks, named places, links and tags. A link to an address that
    *resolve* knows no place for becomes plain text. PDF/A and PDF/UA are claimed only where all
    pieces claim them.

    Raises:
        ValueError: There are no pieces, or two have the same `ident`.
    """
    if not pieces:
        raise ValueError("a book needs a part")
    if len({piece.ident for piece in pieces}) < len(pieces):
        raise ValueError("two parts have the same identifier")
    binder = _Binder(imprint)
    for piece in pieces:
        binder.add(piece, resolve)
    return binder.finish(identity(imprint, pieces))


class _Binder:
    """A book while it is bound."""

    def __init__(self, imprint: Imprint) -> None:
        self._pdf = pikepdf.new()
        self._imprint = imprint
        self._trunk = Trunk(self._pdf)
        self._claims: list[Standard] = []
        self._places: dict[str, pikepdf.Array] = {}
        self._bookmarks: list[Bookmark] = []
        self._labels: list[int | None] = []
        self._intents: pikepdf.Object | None = None

    def add(self, piece: Piece, resolve: Resolve) -> None:
        """Put *piece* behind what is bound already."""
        book = self._pdf
        with pikepdf.open(BytesIO(piece.pdf)) as part:
            self._claims.append(_claim(part))
            numbers = {page.obj.objgen: index for index, page in enumerate(part.pages)}
            _resolve_links(part, piece.ident, resolve)
            jumps = _jumps(part, numbers)
            make_unique(part, self._trunk.next_key, f"{piece.ident}/".encode())
            self._add_blanks(piece, part)
            start = len(book.pages)
            for page in part.pages:
                book.pages.append(page)
            for jump in jumps:
                mark = book.pages[start + jump.page].obj.Annots[jump.mark]
                mark.Dest = self._view(start + jump.target, jump.view)
            self._places[piece.ident] = self._view(start, (pikepdf.Name.XYZ, *(_NULL,) * 3))
            for name, target in destinations(part):
                place = _seen(target)
                if place is not None and place[0].objgen in numbers:
                    page_number = start + numbers[place[0].objgen]
                    self._places[f"{piece.ident}/{name}"] = self._view(page_number, place[1:])
            self._trunk.add(part, piece.title)
            self._bookmarks += bookmarks(part, piece, start, numbers)
            if self._intents is None and "/OutputIntents" in part.Root:
                self._intents = book.copy_foreign(part.make_indirect(part.Root.OutputIntents))
            first = piece.first
            self._labels += [
                None if first is None else first + index for index in range(len(part.pages))
            ]

    def finish(self, name: str) -> bytes:
        """Return the bound book, whose identifier is *name*."""
        book = self._pdf
        self._trunk.finish()
        hang(book, self._bookmarks)
        if self._places:
            names = [
                item
                for key in sorted(self._places, key=str.encode)
                for item in (pikepdf.String(key), self._places[key])
            ]
            book.Root.Names = pikepdf.Dictionary(
                Dests=book.make_indirect(pikepdf.Dictionary(Names=pikepdf.Array(names)))
            )
        book.Root.PageLabels = pikepdf.Dictionary(Nums=pikepdf.Array(_labels(self._labels)))
        standard = shared(self._claims)
        if standard.archive and self._intents is not None:
            book.Root.OutputIntents = self._intents
        describe(book, self._imprint, standard, name)
        share(book)
        out = BytesIO()
        book.save(
            out,
            min_version="1.7",
            deterministic_id=True,
            object_stream_mode=pikepdf.ObjectStreamMode.generate,
            fix_metadata_version=False,
        )
        return out.getvalue()

    def _add_blanks(self, piece: Piece, part: pikepdf.Pdf) -> None:
        """Leave pages empty before *piece*; they count, but bear no number."""
        pages = self._pdf.pages
        like = pages[-1] if pages else part.pages[0]
        size = tuple(float(edge) for edge in like.mediabox)
        for index in range(piece.blanks):
            blank = pikepdf.Dictionary(
                Type=pikepdf.Name.Page, MediaBox=pikepdf.Array(size), Resources=pikepdf.Dictionary()
            )
            pages.append(pikepdf.Page(self._pdf.make_indirect(blank)))
            first = piece.first
            number = None if first is None else first - piece.blanks + index
            self._labels.append(number if number is not None and number > 0 else None)

    def _view(self, page: int, view: Sequence[pikepdf.Object]) -> pikepdf.Array:
        return pikepdf.Array([self._pdf.pages[page].obj, *view])


_NULL: Final = pikepdf.Object.parse(b"null")


def _claim(part: pikepdf.Pdf) -> Standard:
    metadata = part.Root.get("/Metadata")
    return Standard() if metadata is None else claimed(metadata.read_bytes().decode())


def _seen(target: pikepdf.Object) -> list[pikepdf.Object] | None:
    """Return page and view of a destination, which may be wrapped in a dictionary."""
    array = target.get("/D") if isinstance(target, pikepdf.Dictionary) else target
    return list(array) if isinstance(array, pikepdf.Array) else None


def _jumps(part: pikepdf.Pdf, numbers: dict[tuple[int, int], int]) -> list[_Jump]:
    jumps: list[_Jump] = []
    for number, page in enumerate(part.pages):
        for index, mark in enumerate(page.obj.get("/Annots", ())):
            target = mark.get("/Dest")
            if isinstance(target, pikepdf.Array) and target[0].objgen in numbers:
                place = list(target)
                jumps.append(_Jump(number, index, numbers[place[0].objgen], tuple(place[1:])))
                del mark["/Dest"]
    return jumps


def _resolve_links(part: pikepdf.Pdf, ident: str, resolve: Resolve) -> None:
    """Let every link of *part* that names a place name it as the whole book does."""
    lost: list[pikepdf.Object] = []
    for page in part.pages:
        kept: list[pikepdf.Object] = []
        for mark in page.obj.get("/Annots", ()):
            (kept if _resolved(mark, ident, resolve) else lost).append(mark)
        if kept or "/Annots" in page.obj:
            page.obj.Annots = pikepdf.Array(kept)
    orphan(part, lost)


def _resolved(mark: pikepdf.Object, ident: str, resolve: Resolve) -> bool:
    """Tell whether *mark* leads somewhere, after making it lead there."""
    target = mark.get("/Dest")
    if isinstance(target, pikepdf.String | pikepdf.Name):
        mark.Dest = pikepdf.String(f"{ident}/{str(target).removeprefix('/')}")
        return True
    address = str(mark.get("/A", pikepdf.Dictionary()).get("/URI", ""))
    if not address.startswith(_SCHEME):
        return True
    place = resolve(address)
    if place is None:
        return False
    if isinstance(place, str):
        mark.A.URI = pikepdf.String(place)
        mark.Contents = pikepdf.String(place)
        return True
    del mark["/A"]
    mark.Dest = pikepdf.String(_name(place))
    if place.said:
        mark.Contents = pikepdf.String(place.said)
    return True


def _name(place: Place) -> str:
    return f"{place.ident}/{place.anchor}" if place.anchor else place.ident


def _labels(numbers: Sequence[int | None]) -> list[pikepdf.Object | int]:
    """Return the number tree of page labels: printed numbers, small Roman ones for the others."""
    tree: list[pikepdf.Object | int] = []
    previous: int | None = -1
    for index, number in enumerate(numbers):
        if number is None:
            if index == 0 or previous is not None:
                label = pikepdf.Dictionary(S=pikepdf.Name.r, St=index + 1)
                tree += [index, label]
        elif previous is None or number != previous + 1 or index == 0:
            tree += [index, pikepdf.Dictionary(S=pikepdf.Name.D, St=number)]
        previous = number
    return tree
