"""Bind typeset parts into one PDF that works as a whole.

Laying pages behind one another is the least of it. The outline, the links between parts, the
numbers that a viewer shows, the tags for readers that speak the page, and what the file says about
itself each belong to the document, not to a page, so each is made anew from what the parts bring.
The same parts give the same bytes.
"""

from __future__ import annotations

import re
from dataclasses import replace
from io import BytesIO
from types import MappingProxyType
from typing import TYPE_CHECKING, Final

from planforge.publish.paper.folios import Folios, Label, label, labels
from planforge.publish.paper.grafting import Graft
from planforge.publish.paper.metadata import Standard, claimed, describe, identity, shared
from planforge.publish.paper.outline import Bookmark, bookmarks, destinations, hang
from planforge.publish.paper.pdf.reading import Source
from planforge.publish.paper.pdf.values import (
    STRING,
    Name,
    New,
    Ref,
    heard,
    parse,
    said,
    settled,
    write,
)
from planforge.publish.paper.pdf.writing import Target
from planforge.publish.paper.tags import Trunk, head_rows, orphan
from planforge.publish.paper.typeset import AT, HERE

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from planforge.publish.paper.pdf.values import Dict, Value
    from planforge.publish.paper.pieces import Imprint, Piece, Place, Resolve

_SCHEME: Final = b"planforge:"
_TEXT: Final = rb"(?:" + STRING + rb"|<[0-9A-Fa-f\s]*>)"
_ADDRESS: Final = re.compile(rb"/A\s*<<[^<>()]*/URI\s*(" + _TEXT + rb")[^<>()]*>>", re.DOTALL)
"""A link to an address."""
_DEST: Final = re.compile(rb"/Dest\b")
_CONTENTS: Final = re.compile(rb"/Contents\s*" + _TEXT, re.DOTALL)
"""What a link says to somebody who hears the page."""


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
    binder = _Binder(imprint, folios)
    for piece in pieces:
        binder.add(piece, resolve)
    return binder.finish(identity(imprint, pieces))


class _Binder:
    """A book while it is bound."""

    def __init__(self, imprint: Imprint, folios: Mapping[str, bytes]) -> None:
        self._out = BytesIO()
        self._book = Target(self._out)
        self._root = self._book.number()
        self._tree = New(self._book.number())
        self._kept: dict[bytes, int] = {}
        self._folios = {name: Folios(self._book, pdf, self._kept) for name, pdf in folios.items()}
        self._imprint = imprint
        self._trunk = Trunk(self._book)
        self._claims: list[Standard] = []
        self._places: dict[bytes, list[Value]] = {}
        self._bookmarks: list[Bookmark] = []
        self._labels: list[Label] = []
        self._pages: list[New] = []
        self._box: Value = None
        self._intents: New | None = None

    def add(self, piece: Piece, resolve: Resolve) -> None:
        """Put *piece* behind what is bound already."""
        part = Source(piece.pdf)
        trunk = self._trunk
        prefix = f"{piece.ident}/".encode()
        graft = Graft(part, self._book, self._kept, trunk.next_key, prefix)
        claim = _claim(part)
        # Whether headings begin with the first level is seen from the first slice of a part.
        self._claims.append(replace(claim, access=self._claims[-1].access) if piece.of else claim)
        pages = list(part.pages())
        lost = _resolve_links(part, graft, piece, pages, resolve)
        head_rows(part, graft)
        trunk.add(part, graft, "" if piece.of else piece.title, lost)
        self._add_blanks(piece, pages[0][1].get("MediaBox"))
        numbers = [number for number, _ in pages]
        heights = [_height(part, page) for _, page in pages]
        start = len(self._pages)
        news = [New(graft.number(number)) for number in numbers]
        self._pages += news
        self._name_places(part, piece, numbers, heights)
        for found in bookmarks(part, piece, numbers, heights):
            self._bookmarks.append(replace(found, page=start + found.page))
        for at, number in enumerate(numbers):
            page = graft.current(number)
            page["Parent"] = self._tree
            self._labels.append(label(piece, at))
            if piece.folio and piece.first is not None:
                self._folios[piece.folio].print(part, page, piece.first + at)
        if self._intents is None and "OutputIntents" in part.root:
            self._intents = New(self._book.number())
            intents = write(part.list(part.root["OutputIntents"]), graft.moved)
            self._book.put(self._intents.number, intents)
        graft.grow()
        self._box = pages[-1][1].get("MediaBox")

    def finish(self, name: str) -> bytes:
        """Return the bound book, whose identifier is *name*."""
        book = self._book
        root: Dict = {"Type": Name("Catalog"), "Pages": self._tree}
        root |= self._trunk.finish()
        outline = hang(book, self._bookmarks, self._pages)
        if outline is not None:
            root["Outlines"] = outline
        if self._places:
            names: list[Value] = [
                item for key in sorted(self._places) for item in (key, self._places[key])
            ]
            root["Names"] = {"Dests": book.add({"Names": names})}
        root["PageLabels"] = {"Nums": labels(self._labels)}
        standard = shared(self._claims)
        if standard.archive and self._intents is not None:
            root["OutputIntents"] = self._intents
        info = describe(book, root, self._imprint, standard, name)
        kids: list[Value] = [*self._pages]
        tree: Dict = {"Type": Name("Pages"), "Count": len(kids), "Kids": kids}
        book.put(self._tree.number, write(tree, settled))
        book.put(self._root, write(root, settled))
        book.finish(New(self._root), info, name.encode()[-16:])
        return self._out.getvalue()

    def _add_blanks(self, piece: Piece, box: Value) -> None:
        """Leave pages empty before *piece*; they count, but bear no number."""
        for index in range(piece.blanks):
            blank: Dict = {
                "Type": Name("Page"),
                "Parent": self._tree,
                "MediaBox": self._box or box,
                "Resources": {},
            }
            self._pages.append(self._book.add(blank))
            self._labels.append(label(piece, index - piece.blanks))

    def _name_places(
        self, part: Source, piece: Piece, numbers: Sequence[int], heights: Sequence[float]
    ) -> None:
        """Give names to the beginning of *piece*, just added, and to its places."""
        news = self._pages[-len(numbers) :]
        indexes = {number: at for at, number in enumerate(numbers)}
        if not piece.of:
            self._places[said(piece.ident)] = [news[0], Name("XYZ"), None, None, None]
        for name, target in destinations(part):
            if target and isinstance(target[0], Ref) and target[0].number in indexes:
                at = indexes[target[0].number]
                self._places[_name_in(piece, name)] = [news[at], *target[1:]]
        for found in piece.marks:
            if found.name:
                height = round(heights[found.page] - found.top, 2)
                view: list[Value] = [news[found.page], Name("XYZ"), 0, height, None]
                self._places[said(f"{piece.part}/{found.name}")] = view


def _claim(part: Source) -> Standard:
    metadata = part.root.get("Metadata")
    content = part.stream(metadata.number) if isinstance(metadata, Ref) else None
    return Standard() if content is None else claimed(content.decode())


def _height(part: Source, page: Dict) -> float:
    box = part.list(page.get("MediaBox"))
    return float(box[3]) if len(box) > 3 and isinstance(box[3], int | float) else 0.0  # noqa: PLR2004 - left, bottom, right, top


def _resolve_links(
    part: Source,
    graft: Graft,
    piece: Piece,
    pages: Iterable[tuple[int, Dict]],
    resolve: Resolve,
) -> frozenset[int]:
    """Let every link of *part* that names a place name it as the whole book does.

    Returns:
        The keys in the tree of tags of links that lead nowhere, which are taken away.
    """
    lost: list[Dict] = []
    for number, found in pages:
        page = graft.current(number)
        page |= found
        _count_from(graft.first_key, page, "StructParents")
        kept: list[Value] = []
        for one in part.list(page.get("Annots")):
            if not isinstance(one, Ref) or _resolved(part, graft, one.number, piece, resolve):
                kept.append(one)
            else:
                lost.append(graft.current(one.number))
        if "Annots" in page:
            page["Annots"] = kept
    return orphan(part, graft, lost)


def _count_from(first: int, thing: Dict, key: str) -> None:
    """Let the number of *thing* in the tree of tags count from *first*."""
    number = thing.get(key)
    if isinstance(number, int):
        thing[key] = number + first


def _name_in(piece: Piece, name: bytes) -> bytes:
    """Return what the place *name* of *piece* is called in the book."""
    return said(f"{piece.part}/{heard(name)}")


def _resolved(part: Source, graft: Graft, number: int, piece: Piece, resolve: Resolve) -> bool:
    """Tell whether link *number* of *part* leads somewhere, after making it lead there."""
    text = part.text(number)
    found = _ADDRESS.search(text)
    if found is None:
        if _DEST.search(text):
            mark = graft.current(number)
            _count_from(graft.first_key, mark, "StructParent")
            target = part.get(mark.get("Dest"))
            mark["Dest"] = _name_in(piece, target) if isinstance(target, bytes) else target
        return True
    address = parse(found[1])
    if not isinstance(address, bytes) or not address.startswith(_SCHEME):
        return True
    named = address.decode()
    if named.startswith(HERE):
        named = f"{AT}{piece.part}/{named.removeprefix(HERE)}"
    place = resolve(named)
    if place is None:
        return False
    if isinstance(place, str):
        lead = b"/A<</Type/Action/S/URI/URI %s>>" % write(place.encode(), settled)
        told = said(place)
    else:
        lead = b"/Dest %s" % write(said(_name(place)), settled)
        told = said(place.said)
    text = text[: found.start()] + lead + text[found.end() :]
    if told:
        text = _CONTENTS.sub(lambda _: b"/Contents %s" % write(told, settled), text)
    graft.replace(number, text)
    return True


def _name(place: Place) -> str:
    return f"{place.ident}/{place.anchor}" if place.anchor else place.ident
