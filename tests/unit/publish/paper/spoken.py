"""What a reader for the blind walks: the structure of a PDF, read with another program."""

from __future__ import annotations

from collections import defaultdict
from io import BytesIO
from typing import TYPE_CHECKING

import pikepdf

if TYPE_CHECKING:
    from collections.abc import Iterator


def faults(content: bytes) -> list[str]:
    """Return what keeps the PDF *content* from being read aloud as it is meant, with its place."""
    with pikepdf.open(BytesIO(content)) as pdf:
        return [*_of_document(pdf), *_of_pages(pdf), *_of_structure(pdf)]


def _of_document(pdf: pikepdf.Pdf) -> Iterator[str]:
    root = pdf.Root
    if not str(root.get("/Lang", "")):
        yield "no language"
    if "/MarkInfo" not in root or not root.MarkInfo.get("/Marked"):
        yield "not marked"
    if "/ViewerPreferences" not in root or not root.ViewerPreferences.get("/DisplayDocTitle"):
        yield "title not shown"
    with pdf.open_metadata() as about:
        for key in ("dc:title", "pdfuaid:part", "pdfaid:part"):
            if not about.get(key):
                yield f"no {key}"


def _of_pages(pdf: pikepdf.Pdf) -> Iterator[str]:
    keys = {int(key) for key in _numbers(pdf.Root.StructTreeRoot.ParentTree)}
    for number, page in enumerate(pdf.pages, 1):
        is_blank = not pikepdf.parse_content_stream(page)
        own = page.obj.get("/StructParents")
        if not is_blank and (own is None or int(own) not in keys):
            yield f"page {number} is not in the structure"
        if not is_blank and page.obj.get("/Tabs") != "/S":
            yield f"page {number} has no order of tabs"
        for mark in page.obj.get("/Annots", []):
            if not str(mark.get("/Contents", "")):
                yield f"page {number} has a link that says nothing"
            if int(mark.get("/StructParent", -1)) not in keys:
                yield f"page {number} has a link outside of the structure"


def _of_structure(pdf: pikepdf.Pdf) -> Iterator[str]:
    levels: dict[str, int] = defaultdict(int)
    for part, element in _elements(pdf.Root.StructTreeRoot, ""):
        kind = str(element.S)
        if kind == "/Table":
            yield from (f"{part}: {fault}" for fault in _of_table(element))
        elif kind == "/Figure" and not str(element.get("/Alt", "")):
            yield f"{part}: a figure without words"
        elif kind[:2] == "/H" and kind[2:].isdigit():
            level = int(kind[2:])
            if level > levels[part] + 1:
                yield f"{part}: heading {level} below {levels[part]}"
            levels[part] = level


def _of_table(table: pikepdf.Object) -> Iterator[str]:
    rows = list(_rows(table))
    heads = [cell for row in rows for cell in row if cell.S == "/TH"]
    if not heads:
        yield "a table without heads"
    if any(_attribute(head, "/Scope") is None for head in heads):
        yield "a head without scope"
    waiting: dict[int, int] = {}
    wides = set()
    for row in rows:
        at, below = 0, dict[int, int]()
        for cell in row:
            while waiting.get(at):
                below[at] = waiting[at] - 1
                at += 1
            for _ in range(int(_attribute(cell, "/ColSpan") or 1)):
                below[at] = int(_attribute(cell, "/RowSpan") or 1) - 1
                at += 1
        while waiting.get(at):
            below[at] = waiting[at] - 1
            at += 1
        waiting = below
        wides.add(at)
    if len(wides) > 1:
        yield f"a table with rows of {sorted(wides)} columns"


def _rows(element: pikepdf.Object) -> Iterator[list[pikepdf.Object]]:
    for kid in _kids(element):
        if kid.S == "/TR":
            yield list(_kids(kid))
        elif str(kid.S) in {"/THead", "/TBody", "/TFoot"}:
            yield from _rows(kid)


def _elements(root: pikepdf.Object, part: str) -> Iterator[tuple[str, pikepdf.Object]]:
    """Yield all elements below *root*, each with the title of the part of the book it is in."""
    waiting = [(part, kid) for kid in reversed(list(_kids(root)))]
    while waiting:
        part, element = waiting.pop()
        if element.S == "/Part":
            part = str(element.get("/T", ""))
        yield part, element
        waiting += [(part, kid) for kid in reversed(list(_kids(element)))]


def _kids(element: pikepdf.Object) -> Iterator[pikepdf.Object]:
    found: pikepdf.Object | list[pikepdf.Object] = element.get("/K", [])
    for kid in found if isinstance(found, pikepdf.Array) else [found]:
        if isinstance(kid, pikepdf.Dictionary) and "/S" in kid:
            yield kid


def _attribute(element: pikepdf.Object, name: str) -> pikepdf.Object | None:
    given: pikepdf.Object | list[pikepdf.Object] = element.get("/A", [])
    for one in given if isinstance(given, pikepdf.Array) else [given]:
        if isinstance(one, pikepdf.Dictionary) and name in one:
            return one[name]
    return None


def _numbers(tree: pikepdf.Object) -> Iterator[pikepdf.Object]:
    yield from list(tree.get("/Nums", []))[::2]
    for kid in tree.get("/Kids", []):
        yield from _numbers(kid)
