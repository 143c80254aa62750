"""What the engine gives back, judged by another reader of the file."""

from __future__ import annotations

import re
from dataclasses import replace
from io import BytesIO
from typing import TYPE_CHECKING

import pikepdf
import pypdfium2
import pypdfium2.raw as pdfium
import pytest

from planforge.document.books.book import Numbering, Style
from planforge.document.charts import find_program
from planforge.i18n import msg
from planforge.publish.blocks.model import (
    Box,
    Cell,
    Heading,
    Item,
    Listing,
    Paragraph,
    Picture,
    Run,
    Table,
)
from planforge.publish.paper.encode import Setting, job
from planforge.publish.paper.fonts import Role
from planforge.publish.paper.pictures import CorpusGallery
from planforge.publish.paper.typeset import (
    EngineProblem,
    Job,
    Place,
    PlaceKind,
    Problem,
    Sheets,
)
from planforge.publish.paper.typst_engine import TEMPLATES, TypstEngine
from tests.unit.publish.paper.pages import ENGINE, MM, cell, signs, typecase, typeset, words
from tests.unit.publish.pictures import GIF, JPEG, SVG, WEBP, png

if TYPE_CHECKING:
    from planforge.publish.blocks.model import Block

SETTING = Setting(
    Style.PLAN,
    "防汛预案",
    issuer="安宁市人民政府",
    heading="安宁市防汛应急预案",
    numbering=Numbering.CHINESE,
)
BLOCKS: tuple[Block, ...] = (
    Heading(1, (Run("总则"),), (1,), "s1"),
    Paragraph(
        (
            Run("市防办", target="planforge:organisation/fb", mention=True),
            Run("见"),
            Run("总则", target="#s1"),
        )
    ),
    *(words("汛" * 20) for _ in range(25)),
    Listing((Item("（1）", (words("转移"),), "action-1"),)),
)


def test_places_tell_what_stands_on_which_page() -> None:
    sheets, problems = typeset(BLOCKS, SETTING)

    pitch = 225 * MM / 22
    assert sheets.pages == 2
    assert problems == sheets.problems == ()
    found = [(place, round((place.top - 37 * MM) / pitch, 1)) for place in sheets.places]
    assert [(replace(place, top=0), line) for place, line in found] == [
        (Place(PlaceKind.HEADING, 1, 0, "", "安宁市防汛应急预案", 0), -0.6),
        (Place(PlaceKind.HEADING, 1, 0, "s1", "一、总则", 1), 1.9),
        (Place(PlaceKind.MENTION, 1, 0, "planforge:organisation/fb", "市防办", 0), 2.9),
        (Place(PlaceKind.ANCHOR, 2, 0, "action-1"), 6.4),
    ]


def test_links_out_of_the_part_keep_their_address() -> None:
    sheets, _ = typeset(BLOCKS, SETTING)

    with pikepdf.open(BytesIO(sheets.pdf)) as book:
        pages = {page.obj.objgen: number for number, page in enumerate(book.pages, 1)}
        marks = [mark for page in book.pages for mark in page.obj.get("/Annots", [])]
        outside = [str(mark.A.URI) for mark in marks if "/A" in mark]
        inside = [pages[mark.Dest[0].objgen] for mark in marks if "/Dest" in mark]
        assert (outside, inside) == (["planforge:organisation/fb"], [1])


def test_the_file_is_tagged_speaks_chinese_and_says_what_it_is() -> None:
    sheets, _ = typeset(BLOCKS, SETTING)

    with pikepdf.open(BytesIO(sheets.pdf)) as book:
        assert str(book.Root.Lang) == "zh-CN"
        assert bool(book.Root.MarkInfo.Marked)
        assert "/StructTreeRoot" in book.Root
        with book.open_metadata() as about:
            assert about["dc:title"] == "防汛预案"
            assert about["dc:creator"] == ["安宁市人民政府"]
            assert (about["pdfaid:part"], about["pdfaid:conformance"]) == ("2", "A")
            assert about["pdfuaid:part"] == "1"
        with book.open_outline() as outline:
            (top,) = outline.root
            assert (top.title, [kid.title for kid in top.children]) == (
                "安宁市防汛应急预案",
                ["一、总则"],
            )


def test_all_faces_are_embedded_and_cut_to_what_is_used() -> None:
    sheets, _ = typeset(BLOCKS, SETTING)

    with pikepdf.open(BytesIO(sheets.pdf)) as book:
        fonts = [obj for obj in book.objects if _is(obj, "/FontDescriptor")]
        assert fonts
        assert all("/FontFile2" in font or "/FontFile3" in font for font in fonts)
        assert all(str(font.FontName)[7] == "+" for font in fonts)
    assert len(sheets.pdf) < 120_000


def _is(obj: pikepdf.Object, kind: str) -> bool:
    return isinstance(obj, pikepdf.Dictionary) and obj.get("/Type") == kind


def test_equal_jobs_give_equal_bytes() -> None:
    first, second = (typeset(BLOCKS, SETTING)[0] for _ in range(2))

    assert first == second


def test_the_date_of_the_job_is_the_date_of_the_file() -> None:
    made, _ = job(BLOCKS, SETTING, typecase(), CorpusGallery(find_program()))

    sheets = ENGINE.typeset(replace(made, timestamp=1_767_225_600))

    with pikepdf.open(BytesIO(sheets.pdf)) as book:
        assert str(book.docinfo.get("/CreationDate", "D:20260101000000Z"))[:10] == "D:20260101"
        with book.open_metadata() as about:
            assert about["xmp:CreateDate"].startswith("2026-01-01T00:00:00")


@pytest.mark.parametrize("image", [png(400, 300), JPEG, GIF, WEBP, SVG])
def test_pictures_of_every_kind_stand_on_the_page(image: bytes) -> None:
    gallery = CorpusGallery(find_program(), read={"map.png": image}.get)
    blocks = (Picture("map.png", "地图"), Box((words("汛"), Picture("map.png", "小图"))))

    first, second = (ENGINE.typeset(job(blocks, SETTING, typecase(), gallery)[0]) for _ in range(2))

    assert first == second
    assert (first.pages, first.problems) == (1, ())
    page = pypdfium2.PdfDocument(first.pdf)[0]
    assert bool(list(page.get_objects([pdfium.FPDF_PAGEOBJ_IMAGE]))) == (image != SVG)


def test_a_picture_is_never_larger_than_the_page_or_its_cell() -> None:
    gallery = CorpusGallery(find_program(), read={"map.png": png(300, 3000)}.get)
    tall = Picture("map.png", "地图")
    table = Table((1, 1), (), ((Cell((tall,)), cell("汛")),))

    sheets = ENGINE.typeset(job((tall, table), SETTING, typecase(), gallery)[0])

    assert sheets.pages == 2
    for page in pypdfium2.PdfDocument(sheets.pdf):
        (image,) = page.get_objects([pdfium.FPDF_PAGEOBJ_IMAGE])
        left, bottom, right, top = image.get_bounds()
        assert 20 * MM < left < right < 190 * MM
        assert 30 * MM < bottom < top < 265 * MM


def test_a_part_that_cannot_be_laid_out_is_named() -> None:
    made, _ = job(BLOCKS, SETTING, typecase(), CorpusGallery(find_program()))
    picture = {"k": "i", "file": "a.png", "w": 3, "turned": False, "alt": "图", "title": ""}
    broken = replace(made, data={**made.data, "blocks": [picture]}, files={"a.png": b"no picture"})

    with pytest.raises(EngineProblem, match="Typst cannot lay out “防汛预案”: "):
        ENGINE.typeset(broken)


def test_the_caption_of_a_picture_on_its_side_is_turned_with_it() -> None:
    made, _ = job((), SETTING, typecase(), CorpusGallery(find_program()))
    picture = {
        "k": "i", "nth": 0, "file": "a.png", "w": 400, "fits": False, "turned": True,
        "alt": "图", "title": "图1　转移路线",
    }  # fmt: skip
    data = {**made.data, "blocks": [picture]}
    sheets = ENGINE.typeset(replace(made, data=data, files={"a.png": png(400, 300)}))
    caption = [sign for sign in signs(sheets.pdf) if sign.text in "转移路线"]
    assert "".join(sign.text for sign in caption) == "转移路线"
    assert max(sign.x for sign in caption) - min(sign.x for sign in caption) < 1
    assert [sign.y for sign in caption] == sorted((sign.y for sign in caption), reverse=True)


def test_no_part_sees_what_another_one_left() -> None:
    def lay(image: bytes) -> Sheets:
        gallery = CorpusGallery(find_program(), read={"map.png": image}.get)
        return ENGINE.typeset(job((Picture("map.png", "地图"),), SETTING, typecase(), gallery)[0])

    wide = lay(png(400, 300))
    high = lay(png(300, 400))
    made, _ = job(BLOCKS, SETTING, typecase(), CorpusGallery(find_program()))
    name = "picture-0.png"
    picture = {"k": "i", "file": name, "w": 3, "turned": False, "alt": "图", "title": ""}
    lost = replace(made, data={**made.data, "blocks": [picture]})

    assert wide != high
    assert lay(png(400, 300)) == wide
    with pytest.raises(EngineProblem, match="file not found"):
        ENGINE.typeset(lost)
    assert lay(png(300, 400)) == high


def test_a_face_that_the_engine_cannot_use_is_named() -> None:
    made, _ = job(BLOCKS, SETTING, typecase(), CorpusGallery(find_program()))
    face = made.stacks[Role.FANG][0]
    strange = {Role.FANG: (replace(face, index=7),)}

    with pytest.raises(EngineProblem, match=r"FandolFang-Regular\.otf is not a typeface"):
        ENGINE.typeset(replace(made, stacks={**made.stacks, **strange}))


def test_the_engine_says_which_version_it_is() -> None:
    assert ENGINE.version.startswith("typst 0.")


def test_templates_fetch_nothing_and_read_nothing_but_their_data() -> None:
    text = "".join(file.read_text(encoding="utf-8") for file in sorted(TEMPLATES.glob("*.typ")))

    assert "@preview" not in text
    assert "eval(" not in text
    assert re.findall(r"json\(([^)]*)\)", text) == ['"known.json"', '"data.json"']


def test_pages_that_do_not_come_to_rest_say_nothing_again_overleaf(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    asked: list[Job] = []

    def laid(_engine: TypstEngine, job: Job) -> Sheets:
        asked.append(job)
        problems = () if "again" not in str(job.data) else (Problem(msg("broken"), ()),)
        return Sheets(b"", 1, (), problems)

    monkeypatch.setattr(TypstEngine, "_typeset", laid)
    made, _ = job(BLOCKS, SETTING, typecase(), CorpusGallery(find_program()))
    cells = {"rows": [{"b": ["甲"], "id": 1, "again": "甲"}, {"b": ["乙"], "of": 1}]}

    sheets = ENGINE.typeset(replace(made, data=cells))

    assert sheets.problems == ()
    assert asked[-1].data == {"rows": [{"b": ["甲"], "id": 1}, {"b": ["乙"]}]}
    assert len(asked) == 2
