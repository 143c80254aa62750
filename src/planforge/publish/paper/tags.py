"""The structure trees of the parts of a book, made one.

What a reader for the blind walks is a tree of its own beside the pages: elements point at marked
pieces of pages, pages and annotations point back by numbers, cells at their heads by identifiers.
Each part brings such a tree. Numbers and identifiers are made unique while its objects move into
the book; besides that the trees only need a common trunk.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from planforge.publish.paper.pdf.values import Name, New, Ref, said, settled, write

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from planforge.publish.paper.grafting import Graft
    from planforge.publish.paper.pdf.reading import Source
    from planforge.publish.paper.pdf.values import Dict, Value
    from planforge.publish.paper.pdf.writing import Target

_TREE: Final = "StructTreeRoot"
_SECTIONS: Final = frozenset({"TBody", "THead", "TFoot"})
_TABLE: Final = re.compile(rb"/S\s*/Table\b")


class Trunk:
    """The structure tree of the bound book while it grows."""

    def __init__(self, book: Target) -> None:
        """Begin a tree in *book*."""
        self._book = book
        self._document = New(book.number())
        self._root = New(book.number())
        self._kids: list[Value] = []
        self._numbers: list[bytes] = []
        self._names: list[tuple[bytes, New]] = []
        self._roles: Dict = {}
        self._tagged = True
        self.next_key = 0
        """The number that the next part's first key is to have."""

    def add(self, part: Source, graft: Graft, title: str, lost: frozenset[int]) -> None:
        """Add the tree of *part* except for the keys *lost*.

        A part without a tree leaves the book untagged: half a tree would hide pages.
        """
        root = part.dict(part.root.get(_TREE))
        if not root:
            self._tagged = False
            return
        for kid in part.list(root.get("K")):
            if isinstance(kid, Ref):
                top = graft.current(kid.number)
                top["P"] = self._document
                if top.get("S") == "Document":
                    top["S"] = Name("Part")
                    top |= {"T": said(title)} if title else {}
                self._kids.append(New(graft.number(kid.number)))
        for key, value in part.entries(root.get("ParentTree"), "Nums"):
            if isinstance(key, int) and key not in lost:
                number = key + graft.first_key
                self._numbers.append(b"%d %s" % (number, write(value, graft.moved)))
                self.next_key = max(self.next_key, number + 1)
        for name, element in part.entries(root.get("IDTree"), "Names"):
            if isinstance(name, bytes) and isinstance(element, Ref):
                self._names.append((graft.prefix + name, New(graft.number(element.number))))
        for role, meaning in part.dict(root.get("RoleMap")).items():
            self._roles.setdefault(role, meaning)

    def finish(self) -> Dict:
        """Return what the root of the book says of its tree; nothing if a part had none."""
        book = self._book
        document: Dict = {"Type": Name("StructElem"), "S": Name("Document")}
        document |= {"P": self._root, "K": self._kids}
        book.put(self._document.number, write(document, settled))
        numbers = book.number()
        book.put(numbers, b"<</Nums[%s]>>" % b" ".join(self._numbers))
        root: Dict = {"Type": Name(_TREE), "K": [self._document]}
        root |= {"ParentTree": New(numbers), "ParentTreeNextKey": self.next_key}
        if self._names:
            names: list[Value] = [item for entry in sorted(self._names) for item in entry]
            root["IDTree"] = book.add({"Names": names})
        if self._roles:
            root["RoleMap"] = dict(sorted(self._roles.items()))
        book.put(self._root.number, write(root, settled))
        return {_TREE: self._root, "MarkInfo": {"Marked": True}} if self._tagged else {}


def head_rows(part: Source, graft: Graft) -> None:
    """Make the first cell of each row the head of that row, in tables of *part* without any head.

    Names and values stand in such tables; a reader that speaks them must say what a value is of.
    """
    for number in part.matching(_TABLE):
        table = part.dict(Ref(number))
        if any(part.dict(kid).get("S") == "THead" for kid in part.list(table.get("K"))):
            continue
        rows = list(_rows(part, table))
        if any(part.dict(cell).get("S") == "TH" for row in rows for cell in row):
            continue
        for row in rows:
            if len(row) > 1:
                cell = graft.current(row[0].number)
                cell["S"] = Name("TH")
                scope: Dict = {"O": Name("Table"), "Scope": Name("Row")}
                cell["A"] = [*part.list(cell.get("A")), scope]


def _rows(part: Source, element: Dict) -> Iterator[list[Ref]]:
    for kid in part.list(element.get("K")):
        inner = part.dict(kid)
        if inner.get("S") == "TR":
            cells = part.list(inner.get("K"))
            yield [cell for cell in cells if isinstance(cell, Ref) and "S" in part.dict(cell)]
        elif inner.get("S") in _SECTIONS:
            yield from _rows(part, inner)


def orphan(part: Source, graft: Graft, annotations: Iterable[Dict]) -> frozenset[int]:
    """Take *annotations* out of *part*'s structure; the text they lay on becomes a plain span.

    Returns:
        The keys by which they were found.
    """
    keys = frozenset(
        key for mark in annotations if isinstance(key := mark.get("StructParent"), int)
    )
    if not keys:
        return keys
    tree = part.dict(part.root.get(_TREE)).get("ParentTree")
    for number, owner in part.entries(tree, "Nums"):
        if number in keys and isinstance(owner, Ref):
            element = graft.current(owner.number)
            element["S"] = Name("Span")
            element["K"] = [
                kid
                for kid in part.list(element.get("K"))
                if not (isinstance(kid, dict) and kid.get("Type") == "OBJR")
            ]
    return keys
