"""Numbers of pages: printed over the pages of a bound book, and told to viewers.

A part is laid out without the numbers of its pages. So it need not be laid out again when a part
before it grows by a page, and parts can be laid out side by side before anybody knows where they
will stand. The engine that lays out the parts also makes the sheets with the numbers alone.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

import pikepdf

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from planforge.publish.paper.pieces import Piece

_PAGINATION: Final = "/Pagination"
_ARTIFACT: Final = b"/Artifact <</Type/Pagination/Subtype/Footer/Attached[/Bottom]>>"
_STEPS: Final = {"BDC": 1, "BMC": 1, "EMC": -1}
"""Operators that begin and end marked content."""


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


def labels(pages: Sequence[Label]) -> list[pikepdf.Object | int]:
    """Return the number tree of the labels of *pages*."""
    tree: list[pikepdf.Object | int] = []
    expected: Label | None = None
    for index, one in enumerate(pages):
        if one != expected:
            said = pikepdf.Dictionary()
            if one.prefix:
                said.P = pikepdf.String(one.prefix)
            if one.style:
                said.S = pikepdf.Name(f"/{one.style}")
                said.St = one.number
            tree += [index, said]
        expected = one._replace(number=one.number + 1) if one.style else one
    return tree


class Folios:
    """Printed numbers: of each page of *sheets* what the engine marked as pagination."""

    def __init__(self, book: pikepdf.Pdf, sheets: pikepdf.Pdf) -> None:
        """Take the numbers from *sheets* for pages of *book*."""
        self._book = book
        self._sheets = sheets

    def print(self, page: pikepdf.Page, number: int) -> None:
        """Print *number* over *page*."""
        sheet = self._sheets.pages[number - 1]
        form = pikepdf.Stream(self._book, _footer(sheet))
        form.Type = pikepdf.Name.XObject
        form.Subtype = pikepdf.Name.Form
        form.BBox = pikepdf.Array([float(edge) for edge in sheet.mediabox])
        resources = self._sheets.make_indirect(sheet.obj.Resources)
        form.Resources = self._book.copy_foreign(resources)
        name = pikepdf.Name(f"/Folio{number}")
        page.add_resource(form, pikepdf.Name.XObject, name)
        page.contents_add(b"%s BDC q %s Do Q EMC" % (_ARTIFACT, str(name).encode()))


def _footer(sheet: pikepdf.Page) -> bytes:
    """Return what *sheet* marks as pagination, and nothing else of it, without the marks."""
    kept: list[pikepdf.ContentStreamInstruction | pikepdf.ContentStreamInlineImage] = []
    depth = 0
    for instruction in pikepdf.parse_content_stream(sheet):
        step = _STEPS.get(str(instruction.operator), 0)
        if depth:
            depth += step
            if not step:
                kept.append(instruction)
        elif step > 0 and _is_pagination(instruction.operands):
            depth = 1
    return pikepdf.unparse_content_stream(kept)


def _is_pagination(operands: Iterable[pikepdf.Object]) -> bool:
    tag, *about = operands
    return (
        tag == "/Artifact"
        and bool(about)
        and isinstance(about[0], pikepdf.Dictionary)
        and about[0].get("/Type") == _PAGINATION
    )
