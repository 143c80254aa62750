"""The structure trees of the parts of a book, made one.

What a reader for the blind walks is a tree of its own beside the pages: elements point at marked
pieces of pages, pages and annotations point back by numbers, cells at their heads by identifiers.
Each part brings such a tree. Numbers and identifiers are made unique in the part itself, before it
is copied; after that the trees only need a common trunk.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pikepdf

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_KEYS = ("/StructParents", "/StructParent")
_NOTHING = pikepdf.Dictionary()


class Trunk:
    """The structure tree of the bound book while it grows."""

    def __init__(self, pdf: pikepdf.Pdf) -> None:
        """Begin a tree in *pdf*."""
        self._pdf = pdf
        self._document = pdf.make_indirect(
            pikepdf.Dictionary(Type=pikepdf.Name.StructElem, S=pikepdf.Name.Document)
        )
        self._kids: list[pikepdf.Object] = []
        self._numbers: list[tuple[int, pikepdf.Object]] = []
        self._names: list[tuple[bytes, pikepdf.Object]] = []
        self._roles: dict[str, pikepdf.Object] = {}
        self._next = 0
        self._tagged = True

    @property
    def next_key(self) -> int:
        """The number that the next part's first key is to have."""
        return self._next

    def add(self, part: pikepdf.Pdf, title: str) -> None:
        """Add the tree of *part*, whose pages are in the book already and whose keys are shifted.

        A part without a tree leaves the book untagged: half a tree would hide pages.
        """
        if "/StructTreeRoot" not in part.Root:
            self._tagged = False
            return
        root = self._pdf.copy_foreign(part.Root.StructTreeRoot)
        for kid in _listed(root.get("/K")):
            kid.P = self._document
            if kid.get("/S") == "/Document":
                kid.S = pikepdf.Name.Part
                if title:
                    kid.T = pikepdf.String(title)
            self._kids.append(kid)
        for key, value in entries(root.get("/ParentTree"), "/Nums"):
            self._numbers.append((int(key), value))
            self._next = max(self._next, int(key) + 1)
        for key, value in entries(root.get("/IDTree"), "/Names"):
            self._names.append((bytes(key), value))
        for role, meaning in root.get("/RoleMap", pikepdf.Dictionary()).items():
            self._roles.setdefault(role, meaning)

    def finish(self) -> None:
        """Hang the tree into the book, unless a part had none."""
        if not self._tagged:
            return
        pdf = self._pdf
        root = pikepdf.Dictionary(
            Type=pikepdf.Name.StructTreeRoot,
            K=pikepdf.Array([self._document]),
            ParentTree=pdf.make_indirect(
                pikepdf.Dictionary(
                    Nums=pikepdf.Array(
                        [item for entry in sorted(self._numbers, key=_first) for item in entry]
                    )
                )
            ),
            ParentTreeNextKey=self._next,
        )
        if self._names:
            names = [
                item
                for key, value in sorted(self._names, key=_first)
                for item in (pikepdf.String(key), value)
            ]
            root.IDTree = pdf.make_indirect(pikepdf.Dictionary(Names=pikepdf.Array(names)))
        if self._roles:
            root.RoleMap = pikepdf.Dictionary(dict(sorted(self._roles.items())))
        root = pdf.make_indirect(root)
        self._document.K = pikepdf.Array(self._kids)
        self._document.P = root
        pdf.Root.StructTreeRoot = root
        pdf.Root.MarkInfo = pikepdf.Dictionary(Marked=True)


def make_unique(part: pikepdf.Pdf, offset: int, prefix: bytes) -> None:
    """Shift the keys of *part*'s structure by *offset* and put *prefix* before its identifiers."""
    root = part.Root.get("/StructTreeRoot")
    if root is None:
        return
    for carrier in _carriers(part):
        for key in _KEYS:
            number = carrier.get(key)
            if number is not None:
                carrier[key] = int(number) + offset
    tree = root.get("/ParentTree")
    if tree is not None:
        numbers = [
            item for key, value in entries(tree, "/Nums") for item in (int(key) + offset, value)
        ]
        root.ParentTree = part.make_indirect(pikepdf.Dictionary(Nums=pikepdf.Array(numbers)))
    if "/IDTree" in root:
        names = []
        for ident, element in entries(root.IDTree, "/Names"):
            name = pikepdf.String(prefix + bytes(ident))
            element.ID = name
            names += [name, element]
        root.IDTree = part.make_indirect(pikepdf.Dictionary(Names=pikepdf.Array(names)))
        for thing in part.objects:
            if isinstance(thing, pikepdf.Dictionary) and thing.get("/S") in {"/TD", "/TH"}:
                _prefix_heads(thing, prefix)


def head_rows(part: pikepdf.Pdf) -> None:
    """Make the first cell of each row the head of that row, in tables of *part* without any head.

    Names and values stand in such tables; a reader that speaks them must say what a value is of.
    """
    for thing in part.objects:
        if not isinstance(thing, pikepdf.Dictionary) or thing.get("/S") != "/Table":
            continue
        rows = [[cell for cell in row if "/S" in cell] for row in _rows(thing)]
        if any(cell.S == "/TH" for row in rows for cell in row):
            continue
        for row in rows:
            if len(row) > 1:
                scope = pikepdf.Dictionary(O=pikepdf.Name.Table, Scope=pikepdf.Name.Row)
                row[0].S = pikepdf.Name.TH
                row[0].A = pikepdf.Array([*_listed(row[0].get("/A")), scope])


def _rows(element: pikepdf.Object) -> Iterator[list[pikepdf.Object]]:
    for kid in _listed(element.get("/K")):
        if not isinstance(kid, pikepdf.Dictionary):
            continue
        if kid.get("/S") == "/TR":
            cells = _listed(kid.get("/K"))
            yield [cell for cell in cells if isinstance(cell, pikepdf.Dictionary)]
        elif kid.get("/S") in {"/TBody", "/THead", "/TFoot"}:
            yield from _rows(kid)


def orphan(part: pikepdf.Pdf, annotations: Sequence[pikepdf.Object]) -> None:
    """Take *annotations* out of *part*'s structure; the text they lay on becomes a plain span."""
    root = part.Root.get("/StructTreeRoot")
    keys = {int(mark.StructParent) for mark in annotations if "/StructParent" in mark}
    if root is None or not keys:
        return
    kept: list[pikepdf.Object | int] = []
    for number, element in entries(root.get("/ParentTree"), "/Nums"):
        if int(number) not in keys:
            kept += [int(number), element]
            continue
        element.S = pikepdf.Name.Span
        element.K = pikepdf.Array(
            [
                kid
                for kid in _listed(element.get("/K"))
                if not (isinstance(kid, pikepdf.Dictionary) and kid.get("/Type") == "/OBJR")
            ]
        )
    root.ParentTree = part.make_indirect(pikepdf.Dictionary(Nums=pikepdf.Array(kept)))


def entries(
    tree: pikepdf.Object | None, leaf: str
) -> Iterator[tuple[pikepdf.Object, pikepdf.Object]]:
    """Yield key and value of a name tree (*leaf* `/Names`) or a number tree (`/Nums`)."""
    if tree is None:
        return
    for kid in _listed(tree.get("/Kids")):
        yield from entries(kid, leaf)
    items = _listed(tree.get(leaf))
    yield from zip(items[::2], items[1::2], strict=True)


def _first(entry: tuple[int, object] | tuple[bytes, object]) -> int | bytes:
    return entry[0]


def _listed(kids: pikepdf.Object | None) -> list[pikepdf.Object]:
    if kids is None:
        return []
    return list(kids) if isinstance(kids, pikepdf.Array) else [kids]


def _prefix_heads(cell: pikepdf.Dictionary, prefix: bytes) -> None:
    for attributes in _listed(cell.get("/A")):
        if isinstance(attributes, pikepdf.Dictionary) and "/Headers" in attributes:
            attributes.Headers = pikepdf.Array(
                [pikepdf.String(prefix + bytes(head)) for head in attributes.Headers]
            )


def _carriers(part: pikepdf.Pdf) -> Iterator[pikepdf.Object]:
    """Yield everything in *part* that points into its structure by a number, each once."""
    seen: set[tuple[int, int]] = set()
    for page in part.pages:
        yield page.obj
        yield from _listed(page.obj.get("/Annots"))
        waiting: list[pikepdf.Object] = [page.obj]
        while waiting:
            drawn = waiting.pop().get("/Resources", _NOTHING).get("/XObject", _NOTHING)
            for thing in drawn.values():
                if thing.objgen not in seen:
                    seen.add(thing.objgen)
                    waiting.append(thing)
                    yield thing
