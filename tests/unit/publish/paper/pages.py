"""Pages as an independent reader sees them: signs with their places, faces and sizes."""

from __future__ import annotations

import ctypes
from functools import cache
from itertools import groupby
from typing import TYPE_CHECKING

import pypdfium2
import pypdfium2.raw as pdfium

from planforge.document.books.book import Style
from planforge.document.charts import find_program
from planforge.frozen import dataclass
from planforge.publish.blocks.model import Cell, Item, Listing, Paragraph, Run
from planforge.publish.paper.encode import Line, Setting, job
from planforge.publish.paper.fonts import Typecase
from planforge.publish.paper.pictures import CorpusGallery
from planforge.publish.paper.typst_engine import TypstEngine

if TYPE_CHECKING:
    from collections.abc import Sequence

    from planforge.publish.blocks.model import Blocks
    from planforge.publish.paper.typeset import Problem, Sheets

MM = 72 / 25.4
ENGINE = TypstEngine()


@dataclass(frozen=True, slots=True)
class Sign:
    """A character: its text, its origin from the upper left corner in points, face and size."""

    text: str
    x: float
    y: float
    face: str
    size: float
    left: float
    right: float
    top: float
    bottom: float


@cache
def typecase() -> Typecase:
    return Typecase()


def words(text: str, **about: object) -> Paragraph:
    return Paragraph((Run(text, **about),))  # type: ignore[arg-type]  # fields of a run


def cell(text: str) -> Cell:
    return Cell((words(text),))


def numbered(*texts: str) -> Listing:
    return Listing(tuple(Item(f"（{n}）", (words(text),)) for n, text in enumerate(texts, 1)))


def typeset(
    blocks: Blocks,
    setting: Setting | None = None,
    *,
    case: Typecase | None = None,
    gallery: CorpusGallery | None = None,
    lines: Sequence[Line] = (),
) -> tuple[Sheets, tuple[Problem, ...]]:
    """Return *blocks* laid out, and what was wrong with them."""
    made, problems = job(
        blocks,
        setting or Setting(Style.PLAN, "防汛预案", running=False),
        case or typecase(),
        gallery or CorpusGallery(find_program()),
        lines=lines,
    )
    return ENGINE.typeset(made), problems


def texts(pdf: bytes) -> list[str]:
    """Return the text of each page."""
    with pypdfium2.PdfDocument(pdf) as book:
        return [
            page.get_textpage().get_text_range().replace("\r\n", "\n").replace("\ufffe", "")
            for page in book
        ]


def signs(pdf: bytes, page: int = 0) -> list[Sign]:
    """Return the characters of a page that leave a mark, in reading order."""
    found: list[Sign] = []
    with pypdfium2.PdfDocument(pdf) as book:
        sheet = book[page]
        height = sheet.get_height()
        text = sheet.get_textpage()
        for at in range(text.count_chars()):
            said = chr(pdfium.FPDFText_GetUnicode(text, at))
            if said.isspace() or pdfium.FPDFText_IsGenerated(text, at):
                continue
            x, y = ctypes.c_double(), ctypes.c_double()
            pdfium.FPDFText_GetCharOrigin(text, at, x, y)
            left, bottom, right, top = text.get_charbox(at)
            size = pdfium.FPDFText_GetFontSize(text, at)
            face = _face(text, at)
            where = (height - top, height - bottom)
            found.append(
                Sign(said, x.value, height - y.value, face, size, left, right, *where),
            )
    return found


def sizes(pdf: bytes, page: int = 0) -> list[tuple[float, float]]:
    """Return height above the lower edge in 毫米 and size in points of the characters of a page.

    The size is the one on the paper: pictures are scaled, so their fonts alone say nothing.
    """
    found: list[tuple[float, float]] = []
    with pypdfium2.PdfDocument(pdf) as book:
        text = book[page].get_textpage()
        for at in range(text.count_chars()):
            matrix, scale = pdfium.FS_MATRIX(), 1.0
            if pdfium.FPDFText_GetMatrix(text, at, matrix):
                scale = abs(matrix.a * matrix.d - matrix.b * matrix.c) ** 0.5
            if not chr(pdfium.FPDFText_GetUnicode(text, at)).isspace():
                bottom = text.get_charbox(at)[1]
                found.append((bottom / MM, pdfium.FPDFText_GetFontSize(text, at) * scale))
    return found


def _face(text: pypdfium2.PdfTextPage, at: int) -> str:
    name, flags = ctypes.create_string_buffer(128), ctypes.c_int()
    pdfium.FPDFText_GetFontInfo(text, at, name, 128, flags)
    return name.value.decode().partition("+")[2]


def rows(found: list[Sign]) -> list[list[Sign]]:
    """Return *found* as lines, from the top."""
    ordered = sorted(found, key=lambda sign: (round(sign.y), sign.x))
    return [list(row) for _, row in groupby(ordered, key=lambda sign: round(sign.y))]


def said(row: Sequence[Sign]) -> str:
    return "".join(sign.text for sign in row)
