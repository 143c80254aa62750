"""Bind typeset parts into one PDF that works as a whole.

Laying pages behind one another is the least of it. The outline, the links between parts, the
numbers that a viewer shows, the tags for readers that speak the page, and what the file says about
itself each belong to the document, not to a page, so each is made anew from what the parts bring.
The same parts give the same bytes.
"""

from __future__ import annotations

from contextlib import ExitStack
from io import BytesIO
from types import MappingProxyType
from typing import TYPE_CHECKING, Final

import pikepdf

from planforge.frozen import dataclass
from planforge.publish.paper.folios import Folios, Label, label, labels
from planforge.publish.paper.metadata import Standard, claimed, describe, identity, shared
from planforge.publish.paper.outline import Bookmark, bookmarks, destinations, hang
from planforge.publish.paper.sharing import share
from planforge.publish.paper.tags import Trunk, head_rows, make_unique, orphan

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from planforge.publish.paper.pieces import Imprint, Piece, Place, Resolve

_SCHEME: Final = "planforge:"


@dataclass(frozen=True, slots=True)
class _Jump:
    """A link inside a part that names no place: annotation *mark* of *page* leads to *target*."""

    page: int
    mark: int
    target: int
    view: tuple[pikepdf.Object, ...]


def bind(
    pieces: Sequence[Piece],
    imprint: Imprint,
    resolve: Resolve,
    folios: Mapping[str, bytes] = MappingProxyType({}),
) -> bytes:
    """Return *pieces* as one PDF.

    Every piece keeps its pages, bookmarks, named places, links and tags. A link to an address that
    *resolve* knows no place for becomes plain text. PDF/A and PDF/UA are claimed only where all
    pieces claim them.

    Args:
        pieces: What is bound, in order.
        imprint: What the book says about itself.
        resolve: Where `planforge:` addresses lead.
        folios: PDFs whose pages bear nothing but their own numbers, by the names pieces use.

    Raises:
        ValueError: There are no pieces, or two have the same `ident`.
    """
    if not pieces:
        raise ValueError("a book needs a part")
    if len({piece.ident for piece in pieces}) < len(pieces):
        raise ValueError("two parts have the same identifier")
    with ExitStack() as opened:
        sheets = {
            name: opened.enter_context(pikepdf.open(BytesIO(pdf))) for name, pdf in folios.items()
        }
        binder = _Binder(imprint, sheets)
        for piece in pieces:
            binder.add(piece, resolve)
        return binder.finish(identity(imprint, pieces))


class _Binder:
    """A book while it is bound."""

    def __init__(self, imprint: Imprint, folios: Mapping[str, pikepdf.Pdf]) -> None:
        self._pdf = pikepdf.new()
        self._folios = {name: Folios(self._pdf, pdf) for name, pdf in folios.items()}
        self._imprint = imprint
        self._trunk = Trunk(self._pdf)
        self._claims: list[Standard] = []
        self._places: dict[str, pikepdf.Array] = {}
        self._bookmarks: list[Bookmark] = []
        self._labels: list[Label] = []
        self._intents: pikepdf.Object | None = None

    def add(self, piece: Piece, resolve: Resolve) -> None:
        """Put *piece* behind what is bound already."""
        book = self._pdf
        with pikepdf.open(BytesIO(piece.pdf)) as part:
            self._claims.append(_claim(part))
            numbers = {page.obj.objgen: index for index, page in enumerate(part.pages)}
            _resolve_links(part, piece.ident, resolve)
            jumps = _jumps(part, numbers)
            head_rows(part)
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
            for found in piece.marks:
                if found.name:
                    view = (
                        pikepdf.Name.XYZ,
                        0,
                        self._height(start + found.page) - found.top,
                        _NULL,
                    )
                    self._places[f"{piece.ident}/{found.name}"] = self._view(
                        start + found.page, view
                    )
            self._trunk.add(part, piece.title)
            self._bookmarks += bookmarks(part, piece, start, numbers)
            if self._intents is None and "/OutputIntents" in part.Root:
                self._intents = book.copy_foreign(part.make_indirect(part.Root.OutputIntents))
            for index, page in enumerate(book.pages[start:]):
                self._labels.append(label(piece, index))
                if piece.folio and piece.first is not None:
                    self._folios[piece.folio].print(page, piece.first + index)

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
        book.Root.PageLabels = pikepdf.Dictionary(Nums=pikepdf.Array(labels(self._labels)))
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
            self._labels.append(label(piece, index - piece.blanks))

    def _height(self, page: int) -> float:
        return float(self._pdf.pages[page].mediabox[3])

    def _view(self, page: int, view: Sequence[pikepdf.Object | float]) -> pikepdf.Array:
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
