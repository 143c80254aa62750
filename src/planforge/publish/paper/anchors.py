"""Names for places in a typeset part, so that links from other parts find them."""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING

from planforge.publish.paper.typeset import PlaceKind

if TYPE_CHECKING:
    from collections.abc import Iterable

    from planforge.publish.paper.typeset import Place


def with_names(pdf: bytes, places: Iterable[Place]) -> bytes:
    """Return *pdf* with a named destination for every anchor in *places*.

    Typst gives names to headings only; tables, list items and paragraphs are led to as well.
    """
    named: dict[str, Place] = {}
    for place in places:
        if place.name and place.kind is not PlaceKind.MENTION:
            named.setdefault(place.name, place)
    if not named:
        return pdf
    import pikepdf  # noqa: PLC0415 - an extra

    with pikepdf.open(BytesIO(pdf)) as book:
        tree: list[pikepdf.Object] = []
        for name in sorted(named, key=str.encode):
            place = named[name]
            page = book.pages[place.page - 1]
            top = float(page.mediabox[3]) - place.top
            view = [page.obj, pikepdf.Name.XYZ, 0, round(top, 2), pikepdf.Object.parse(b"null")]
            tree += [pikepdf.String(name), pikepdf.Array(view)]
        dests = book.make_indirect(pikepdf.Dictionary(Names=pikepdf.Array(tree)))
        book.Root.Names = pikepdf.Dictionary(Dests=dests)
        out = BytesIO()
        book.save(
            out,
            deterministic_id=True,
            object_stream_mode=pikepdf.ObjectStreamMode.generate,
            fix_metadata_version=False,
        )
        return out.getvalue()
