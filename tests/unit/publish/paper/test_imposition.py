"""Booklets on sheets: printed, cut, folded and stapled, the pages are in order."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

import pikepdf
import pypdfium2
import pytest
import typst

from planforge.publish.paper import imposition
from planforge.publish.paper.imposition import Side, impose, sides

FONTS = str(Path(imposition.__file__).parent / "fonts")


def folded(found: tuple[Side, ...], rows: int) -> list[int | None]:
    """Print on both sides, cut, stack, fold, staple, and leaf through."""
    sheets = list(zip(found[::2], found[1::2], strict=True))
    pile = [(front.rows[row], back.rows[row]) for row in range(rows) for front, back in sheets]
    first = [page for (_, right), (behind, _) in pile for page in (right, behind)]
    second = [page for (left, _), (_, behind) in reversed(pile) for page in (behind, left)]
    return first + second


@pytest.mark.parametrize("rows", [1, 2])
@pytest.mark.parametrize("pages", [1, 4, 5, 8, 9, 16, 23, 40])
def test_a_stapled_booklet_is_in_order(pages: int, rows: int) -> None:
    read = folded(sides(pages, rows), rows)
    assert read[:pages] == list(range(1, pages + 1))
    assert set(read[pages:]) <= {None}
    assert len(read) - pages < 4 * rows


def test_eight_small_pages_fit_one_sheet() -> None:
    assert sides(8, 2) == (Side(((8, 1), (6, 3))), Side(((2, 7), (4, 5))))


def test_pages_stand_where_the_sheet_says(tmp_path: Path) -> None:
    source = tmp_path / "booklet.typ"
    pages = "#pagebreak()\n".join(f"第{number}页\n" for number in range(1, 8))
    head = '#set page(paper: "a6", margin: 10mm)\n#set text(font: "FandolFang R")\n'
    source.write_text(head + pages, encoding="utf-8")
    booklet = typst.compile(str(source), font_paths=[FONTS], ignore_system_fonts=True, timestamp=0)
    made = impose(booklet)
    assert impose(booklet) == made
    pdf = pypdfium2.PdfDocument(made)
    wide, high = pdf[0].get_size()
    assert (round(wide * 25.4 / 72), round(high * 25.4 / 72), len(pdf)) == (210, 297, 2)
    quarters = [
        (0, high / 2, wide / 2, high),
        (wide / 2, high / 2, wide, high),
        (0, 0, wide / 2, high / 2),
        (wide / 2, 0, wide, high / 2),
    ]
    texts = [
        [
            page.get_textpage().get_text_bounded(*quarter).replace(" ", "").strip()
            for quarter in quarters
        ]
        for page in pdf
    ]
    pdf.close()
    assert texts == [["", "第1页", "第6页", "第3页"], ["第2页", "第7页", "第4页", "第5页"]]
    with pikepdf.open(BytesIO(made)) as opened:
        assert str(opened.Root.ViewerPreferences.Duplex) == "/DuplexFlipLongEdge"


def test_sheets_say_that_they_are_to_be_folded_and_not_read(tmp_path: Path) -> None:
    source = tmp_path / "booklet.typ"
    head = (
        '#set document(title: "口袋本")\n#set page(paper: "a6")\n'
        '#set text(font: "FandolFang R", lang: "zh")\n'
    )
    source.write_text(f"{head}甲\n", encoding="utf-8")
    booklet = typst.compile(
        str(source),
        font_paths=[FONTS],
        ignore_system_fonts=True,
        timestamp=0,
        pdf_standards=["ua-1", "a-2a"],
    )
    with pikepdf.open(BytesIO(impose(booklet))) as made, pikepdf.open(BytesIO(booklet)) as whole:
        assert str(made.docinfo["/Title"]) == "口袋本（拼版，供印制折叠）"
        assert "/StructTreeRoot" not in made.Root
        assert bool(made.Root.MarkInfo.Marked) is False
        with made.open_metadata() as metadata:
            assert (metadata.pdfa_status, metadata.get("pdfuaid:part")) == ("", None)
            assert metadata["dc:title"] == "口袋本（拼版，供印制折叠）"
            assert metadata["xmpMM:RenditionClass"] == "default:imposition"
        assert bytes(whole.trailer.ID[0]).hex() in bytes(made.Root.Metadata.read_bytes()).decode()
        drawn = made.pages[0].Contents.read_bytes()
        assert drawn.startswith(b"/Artifact BMC\n")
        assert drawn.endswith(b"\nEMC")
