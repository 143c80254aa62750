"""Sections: the pages of a part, what runs above and below them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from planforge.document.books.book import Opening, Style
from planforge.frozen import dataclass
from planforge.publish.paper.headings import RUNNING_PT, running_title
from planforge.publish.paper.lists import roman
from planforge.publish.word.look import ONE, SIZE_3, SIZE_4, share, twips
from planforge.publish.word.paragraphs import field, paragraph
from planforge.publish.word.runs import run
from planforge.publish.word.xml import NOTHING, Xml, document, node, val

if TYPE_CHECKING:
    from planforge.document.books.book import Book, Part
    from planforge.publish.paper.geometry import Geometry
    from planforge.publish.word.writing import Relations

_FRONT: Final = frozenset({Style.COVER, Style.SHEET, Style.CONTENTS})
"""What stands before the text, numbered by itself."""
_UNNUMBERED: Final = frozenset({Style.COVER, Style.BACK, Style.CARD, Style.POSTER, Style.FORM})
_STARTS: Final = {
    Opening.NEXT: "nextPage",
    Opening.RIGHT: "oddPage",
    Opening.LEFT: "evenPage",
}
_BELOW: Final = 7.0
"""毫米 from the type area to the number of the page, GB/T 9704-2012, 7.5."""
_ABOVE: Final = 9.0
"""毫米 from the running head to the type area."""
_MM_PER_POINT: Final = 25.4 / 72
_MANY: Final = 10_000
"""More pages than any book has."""


@dataclass(frozen=True, slots=True)
class Section:
    """The pages of a part.

    Attributes:
        page: Their measures.
        opening: On which page it begins.
        landscape: Whether they lie on their side.
        first: Number of the first of them; 0 to go on.
        roman: Whether the numbers are Roman.
        columns: Columns of text.
        continuous: Whether it begins where the one before ends, on the same page.
        heads: Names of the relations to the running heads: of right pages, of left pages.
        feet: The same for the feet.
        firsts: Names of the relations to what runs above and below its first page, if that bears
            no running head; empty if it is as the others.
        has_notes: Whether footnotes in it count from 1.
    """

    page: Geometry
    opening: Opening = Opening.NEXT
    landscape: bool = False
    first: int = 0
    roman: bool = False
    columns: int = 1
    continuous: bool = False
    heads: tuple[str, str] = ("", "")
    feet: tuple[str, str] = ("", "")
    firsts: tuple[str, str] = ("", "")
    has_notes: bool = False


class Sections:
    """The sections of a book in order; pages before the text are numbered by themselves.

    Attributes:
        is_front: Whether no part of the text has come yet.
        files: Running heads and feet, each once: content → name.
    """

    def __init__(self, book: Book, relations: Relations) -> None:
        """Begin *book*; *relations* are those of its main part."""
        self.is_front = True
        self.files: dict[bytes, str] = {}
        self._book = book
        self._relations = relations
        self._is_begun = False
        self._is_near = False

    def section(
        self, part: Part, page: Geometry, *, numbered: bool = False, printed: str = ""
    ) -> Section:
        """Return the section of *part*, the next one; *numbered* even if it is a back cover.

        As in print, there is no running head above the title of a plan, and of contents, that
        follow their notice. That page is told apart with its number, which Word then sets on one
        side for good: on which, the number *printed* on it says, and the notice begins on a right
        page whatever comes before. Other first pages may come to lie on the other side as soon as
        somebody writes on. Where a section begins on a right page by itself, LibreOffice 7.4 takes
        its second page for a first one too.
        """
        first = 0 if self._is_begun else 1
        opening = part.opening
        if self.is_front and part.style not in _FRONT:
            self.is_front, first, opening = False, 1, Opening.RIGHT
        elif self.is_front and part.style is Style.CONTENTS:
            first = 1
        has_head = part.style not in _UNNUMBERED and part.style is not Style.NOTICE
        is_front_sheet = self.is_front and part.style is Style.SHEET
        numbered = numbered or (part.style not in _UNNUMBERED and not is_front_sheet)
        in_line = int(page.area_width / _MM_PER_POINT / RUNNING_PT)
        titles = (part.title, self._book.title) if has_head else ("", "")
        heads = [running_title(title, in_line) for title in titles]
        opening = opening if self._book.duplex else Opening.NEXT
        firsts = ("", "")
        is_right = _is_right(printed) if self._book.duplex else True
        if has_head and self._is_near and is_right is not None and opening is not Opening.RIGHT:
            firsts = (
                self._kept("header", running_head("", is_right=is_right)),
                self._kept("footer", page_number(is_right=is_right, is_shown=numbered)),
            )
        self._is_begun = True
        is_near = self._is_near and part.style is Style.CONTENTS
        self._is_near = is_near or part.style is Style.NOTICE
        return Section(
            page,
            opening,
            landscape=part.landscape,
            first=first,
            roman=self.is_front,
            heads=(
                self._kept("header", running_head(heads[0], is_right=True)),
                self._kept("header", running_head(heads[1], is_right=False)),
            ),
            feet=(
                self._kept("footer", page_number(is_right=True, is_shown=numbered)),
                self._kept("footer", page_number(is_right=False, is_shown=numbered)),
            ),
            firsts=firsts,
        )

    def _kept(self, kind: str, data: bytes) -> str:
        """Return the name of the relation to a running head or foot, which the file has once."""
        count = sum(1 for name in self.files.values() if name.startswith(kind))
        name = self.files.setdefault(data, f"{kind}{count + 1}.xml")
        return self._relations.to(kind, name)


def _is_right(printed: str) -> bool | None:
    """Return whether a page with the number *printed* is a right one; None if that is unknown."""
    numbers = (n for n in range(1, _MANY) if printed in {str(n), roman(n)})
    number = next(numbers, None)
    return None if number is None else bool(number % 2)


def section_properties(section: Section) -> Xml:
    """Return the properties of a section."""
    page = section.page
    size: dict[str, str | int] = {"w:w": twips(page.width), "w:h": twips(page.height)}
    if section.landscape:
        size["w:orient"] = "landscape"
    kind = _STARTS[section.opening]
    restart = node("w:footnotePr", {}, val("numRestart", "eachSect"))
    columns: dict[str, str | int] = {"w:space": ONE}
    if section.columns > 1:
        columns = {"w:num": section.columns, "w:space": 440}
    first, last = ("", "") if section.continuous else section.firsts
    return node(
        "w:sectPr",
        {},
        *_references("header", section.heads, first),
        *_references("footer", section.feet, last),
        restart if section.has_notes else NOTHING,
        val("type", "continuous" if section.continuous else kind),
        node("w:pgSz", size),
        node("w:pgMar", _edges(page)),
        _counted(section),
        node("w:cols", columns),
        node("w:titlePg", {}) if first else NOTHING,
    )


def _counted(section: Section) -> Xml:
    """Return how pages are counted; a section does not take that from the one before."""
    counted: dict[str, str | int] = {"w:fmt": "upperRoman"} if section.roman else {}
    if section.first:
        counted["w:start"] = section.first
    return node("w:pgNumType", counted) if counted else NOTHING


def _edges(page: Geometry) -> dict[str, str | int]:
    """Return the edges of a page; those at the binding and opposite are mirrored by a setting."""
    foot = page.bottom - _BELOW * share(page) - SIZE_4 * share(page) * _MM_PER_POINT * 0.75
    head = page.top - _ABOVE * share(page) - SIZE_3 * share(page) * _MM_PER_POINT * 0.5
    return {
        "w:top": twips(page.top),
        "w:right": twips(page.outer),
        "w:bottom": twips(page.bottom),
        "w:left": twips(page.inner),
        "w:header": twips(max(head, 3)),
        "w:footer": twips(max(foot, 3)),
        "w:gutter": 0,
    }


def _references(kind: str, names: tuple[str, str], first: str) -> list[Xml]:
    sides = zip(("default", "even", "first"), (*names, first), strict=True)
    return [
        node(f"w:{kind}Reference", {"w:type": side, "r:id": name}) for side, name in sides if name
    ]


def running_head(title: str, *, is_right: bool) -> bytes:
    """Return the running head *title*, outside as seen from the binding; nothing if empty."""
    if not title:
        inner = paragraph("Header", pBdr=node("w:pBdr", {}, val("bottom", "nil")))
    else:
        inner = paragraph("Header", run(title), jc=val("jc", "right" if is_right else "left"))
    return document("w:hdr", "w r", None, inner)


def page_number(*, is_right: bool, is_shown: bool) -> bytes:
    """Return the foot of right or left pages: `— 1 —`, one character from the outer edge."""
    if not is_shown:
        return document("w:ftr", "w r", None, paragraph("Footer"))
    indent: dict[str, str | int] = {"w:left": 0, "w:right": 0}
    indent["w:right" if is_right else "w:left"] = round(SIZE_4 * 20)
    inner = paragraph(
        "Footer",
        run("— "),
        field("PAGE", run("1")),
        run(" —"),
        ind=node("w:ind", {**indent, "w:firstLineChars": 0, "w:firstLine": 0}),
        jc=val("jc", "right" if is_right else "left"),
    )
    return document("w:ftr", "w r", None, inner)
