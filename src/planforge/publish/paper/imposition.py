"""Pages of a booklet laid on sheets so that printed, cut, folded and stapled they are in order.

The sheets are printed on both sides. Of a small booklet two rows stand on a sheet: the pile is cut
through the middle, the upper half laid on the lower one, folded once and stapled in the fold.
"""

from __future__ import annotations

from html import escape
from io import BytesIO
from typing import TYPE_CHECKING, Final

import pikepdf

from planforge.frozen import dataclass
from planforge.i18n import marks, msg

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_PER_LEAF: Final = 4
"""Pages of a folded leaf: two on each side."""
_CUT_MARK_PT: Final = 14.0
_A4_PT: Final = (595.276, 841.89)
_XMP: Final = """<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/"
 xmlns:xmpMM="http://ns.adobe.com/xap/1.0/mm/" xmlns:stRef="http://ns.adobe.com/xap/1.0/sType/ResourceRef#">
<dc:format>application/pdf</dc:format>
<dc:title><rdf:Alt><rdf:li xml:lang="x-default">{title}</rdf:li></rdf:Alt></dc:title>
<dc:language><rdf:Bag><rdf:li>{language}</rdf:li></rdf:Bag></dc:language>
<xmpMM:RenditionClass>default:imposition</xmpMM:RenditionClass>
<xmpMM:RenditionOf rdf:parseType="Resource">
<stRef:documentID>{original}</stRef:documentID></xmpMM:RenditionOf>
</rdf:Description></rdf:RDF></x:xmpmeta>
<?xpacket end="r"?>"""
"""Metadata of sheets: a rendition (imposition) of the booklet, which claims no standard."""


@dataclass(frozen=True, slots=True)
class Side:
    """One side of a sheet: rows from the top, of each the left and the right page, from 1.

    None stands for a page that stays empty.
    """

    rows: tuple[tuple[int | None, int | None], ...]


def sides(pages: int, rows: int) -> tuple[Side, ...]:
    """Return the sides of the sheets for a booklet, fronts and backs in turn.

    Args:
        pages: How many pages the booklet has, 1 or more.
        rows: How many rows of pages stand on a sheet, 1 or more.
    """
    leaves = -(-pages // _PER_LEAF)
    sheets = -(-leaves // rows)
    last = sheets * rows * _PER_LEAF
    found: list[Side] = []
    for sheet in range(sheets):
        # The leaf in each row of this sheet, 0 for the outermost: all upper rows before all lower.
        stacked = [sheet + row * sheets for row in range(rows)]
        fronts = [(last - 2 * leaf, 2 * leaf + 1) for leaf in stacked]
        backs = [(2 * leaf + 2, last - 2 * leaf - 1) for leaf in stacked]
        found += [Side(tuple(_there(pair, pages) for pair in side)) for side in (fronts, backs)]
    return tuple(found)


def _there(pair: tuple[int, int], pages: int) -> tuple[int | None, int | None]:
    left, right = (number if number <= pages else None for number in pair)
    return left, right


def impose(booklet: bytes, rows: int = 2) -> bytes:
    """Return the PDF *booklet*, whose pages are of one size, laid on sheets of A4.

    Four pages of A6 stand on an upright sheet with *rows* 2, two of A5 on a lying one with 1. It is
    for the printer only: links and tags stay in the booklet, which is to be read. So all on a sheet
    is marked as an artefact, for nothing on it is in reading order, and the file says what it is:
    in its title, as a rendition of the booklet, and by claiming neither PDF/UA nor PDF/A. Equal
    input gives equal bytes.
    """
    with pikepdf.open(BytesIO(booklet)) as source:
        target = pikepdf.new()
        width, height = (float(edge) for edge in source.pages[0].mediabox[2:])
        forms = [target.copy_foreign(page.as_form_xobject()) for page in source.pages]
        for side in sides(len(forms), rows):
            target.pages.append(_sheet(target, forms, side, (width, height)))
        # Rows stand above one another on an upright sheet, which turns over its long edge.
        flip = "/DuplexFlipLongEdge" if rows > 1 else "/DuplexFlipShortEdge"
        target.Root.ViewerPreferences = pikepdf.Dictionary(
            Duplex=pikepdf.Name(flip), PrintScaling=pikepdf.Name("/None")
        )
        _describe(source, target)
        out = BytesIO()
        target.save(out, deterministic_id=True, fix_metadata_version=False)
        return out.getvalue()


def _describe(source: pikepdf.Pdf, target: pikepdf.Pdf) -> None:
    """Let *target* say what it is: the sheets of *source* to be folded, not to be read."""
    if "/Info" in source.trailer:
        target.trailer.Info = target.copy_foreign(source.trailer.Info)
    language = str(source.Root.get("/Lang", "zh-CN"))
    said = msg("sheets to print and fold").render("zh_CN" if language.startswith("zh") else "en")
    title = str(target.docinfo.get("/Title", ""))
    told = marks("zh_CN" if language.startswith("zh") else "en").bracketed(title, said)
    target.docinfo["/Title"] = told
    target.Root.Lang = pikepdf.String(language)
    target.Root.ViewerPreferences.DisplayDocTitle = True
    # Not tagged, and said so: programs that read aloud take the booklet.
    target.Root.MarkInfo = pikepdf.Dictionary(Marked=False)
    described = _XMP.format(
        title=escape(told), language=language, original=escape(str(_identity(source)))
    )
    metadata = target.make_stream(described.encode(), Type=pikepdf.Name.Metadata)
    metadata.Subtype = pikepdf.Name.XML
    target.Root.Metadata = metadata


def _identity(source: pikepdf.Pdf) -> str:
    """Return what *source* is known by: the first half of its identifier."""
    found = source.trailer.get("/ID")
    return bytes(found[0]).hex() if found is not None else ""


def _sheet(
    target: pikepdf.Pdf, forms: Sequence[pikepdf.Object], side: Side, size: tuple[float, float]
) -> pikepdf.Page:
    """Return the page of *target* that is *side*, for pages of *size* in points."""
    width, height = size
    rows = len(side.rows)
    wide, high = _A4_PT if rows > 1 else _A4_PT[::-1]
    left, low = (wide - 2 * width) / 2, (high - rows * height) / 2
    drawn = pikepdf.Dictionary()
    content: list[str] = []
    for row, pair in enumerate(side.rows):
        for column, number in enumerate(pair):
            if number is not None:
                drawn[f"/Page{number}"] = forms[number - 1]
                x, y = left + column * width, low + (rows - 1 - row) * height
                content.append(f"q 1 0 0 1 {x:.3f} {y:.3f} cm /Page{number} Do Q")
    content = ["/Artifact BMC", *content]
    content += [*_cut_marks(wide, [low + row * height for row in range(1, rows)]), "EMC"]
    sheet = pikepdf.Dictionary(
        Type=pikepdf.Name.Page,
        MediaBox=pikepdf.Array([0, 0, wide, high]),
        Resources=pikepdf.Dictionary(XObject=drawn),
        Contents=target.make_stream("\n".join(content).encode()),
    )
    return pikepdf.Page(target.make_indirect(sheet))


def _cut_marks(width: float, heights: Sequence[float]) -> Iterator[str]:
    """Yield short lines at both edges where the pile is cut."""
    for y in heights:
        for start, end in ((0, _CUT_MARK_PT), (width - _CUT_MARK_PT, width)):
            yield f"q 0.25 w 0.5 G {start:.3f} {y:.3f} m {end:.3f} {y:.3f} l S Q"


__all__ = ["Side", "impose", "sides"]
