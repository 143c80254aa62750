"""A book as a file of Word.

Every part is a section of its own: its pages, running head and numbers are its own, and somebody
who takes a part out of the book in Word takes its look along.
"""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Final

from planforge.document.books.book import BookKind, Opening, Style
from planforge.frozen import dataclass
from planforge.i18n import msg
from planforge.publish.blocks.model import Figure, Heading, Paragraph, Table
from planforge.publish.blocks.translate import translate
from planforge.publish.paper.geometry import geometry
from planforge.publish.paper.turned import is_turned
from planforge.publish.paper.typeset import Flaw
from planforge.publish.paper.typst_memory import give_back
from planforge.publish.word import look
from planforge.publish.word.body import GAP, SMALL_GAP, Body, put_into_first
from planforge.publish.word.contents import Entry, contents, moved, numbered
from planforge.publish.word.crowding import poster_high
from planforge.publish.word.estimate import Ruler
from planforge.publish.word.filing import filed
from planforge.publish.word.index import index, index_groups, indexed
from planforge.publish.word.looks import DEEPEST
from planforge.publish.word.official import Official, title_of
from planforge.publish.word.paragraphs import closing_section, hidden_field, paragraph
from planforge.publish.word.pictures import Pictures
from planforge.publish.word.runs import run
from planforge.publish.word.sections import Section, Sections, section_properties
from planforge.publish.word.styles import style_sheet
from planforge.publish.word.writing import Writing
from planforge.publish.word.xml import Xml, joined, node

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence
    from typing import TypeGuard

    from planforge.document.books.book import Book, Part
    from planforge.publish.blocks.model import Block, Blocks
    from planforge.publish.paper.geometry import Geometry
    from planforge.publish.paper.numbers import Numbers
    from planforge.publish.paper.pictures import Gallery
    from planforge.publish.paper.pieces import Resolve
    from planforge.publish.word.pictures import Painter

_FULL: Final = frozenset({Style.CARD, Style.POSTER})
"""What fills its sheet as far as printers can print."""
_EDGE: Final = 12.0
"""毫米 around it."""
_NARROW_EDGE: Final = 8.0
"""The same on a sheet less than `_LARGE` 毫米 wide."""
_LARGE: Final = 200
_FORM_EDGES: Final = (20.0, 11.0)
"""毫米 around a form that hardly stands on its page, and around one that still does not."""
_SMALLEST: Final = 0.9
"""Text of a card is at least so large, compared with that of a book."""
_OFFICIAL: Final[Mapping[Style, Callable[[Official, Blocks], list[Xml]]]] = {
    Style.COVER: Official.cover,
    Style.NOTICE: Official.notice,
    Style.BACK: Official.back,
    Style.CARD: Official.card,
}
_SHORT_TITLE: Final = 2
"""A title of so many characters is spread: 目　录."""
_TITLE: Final = 1270
"""Room in twips of a title, and of a mark above it."""


@dataclass(frozen=True, slots=True)
class Docx:
    """A book as a file of Word.

    Attributes:
        content: The file.
        flaws: What does not stand in it as it was meant.
    """

    content: bytes
    flaws: tuple[Flaw, ...]


def book_docx(
    book: Book,
    gallery: Gallery,
    painter: Painter,
    resolve: Resolve = lambda _address: None,
    numbers: Numbers | None = None,
) -> Docx:
    """Return *book* as a file of Word (ISO/IEC 29500, transitional).

    Args:
        book: What is written.
        gallery: Draws charts and reads images.
        painter: Makes pictures of points of drawings.
        resolve: Where a `planforge:` address leads: a place in the book, an outside address, or
            nowhere.
        numbers: The numbers of its pages in print with every chart in its place; None to have them
            reckoned, and counted by Word when it opens the file.
    """
    return _Binder(book, gallery, painter, resolve, numbers).bound()


@dataclass(frozen=True, slots=True)
class _Leaf:
    """Pages of a part: their paragraphs, and what makes more when all other pages are known."""

    section: Section
    pieces: tuple[Xml, ...] = ()
    late: Callable[[], list[Xml]] | None = None


def has_lists(book: Book) -> bool:
    """Whether *book* has contents or an index, which name pages."""
    return any(part.style in {Style.CONTENTS, Style.INDEX} for part in book.parts)


class _Binder:
    """Writes one book."""

    def __init__(
        self,
        book: Book,
        gallery: Gallery,
        painter: Painter,
        resolve: Resolve,
        numbers: Numbers | None,
    ) -> None:
        self.book = book
        self.numbers = numbers
        self.shift = 1 if book.kind is BookKind.COMPILATION else 0
        self.writing = Writing(resolve, self.shift)
        self.pictures = Pictures(self.writing, gallery, painter)
        self.ruler = Ruler(self.pictures.natural)
        self.entries: list[Entry] = []
        self.sections = Sections(book, self.writing.relations)
        self.upright = geometry(book.paper)
        self.scale = look.share(self.upright)
        if book.kind is BookKind.CARDS:
            self.scale = max(self.scale, _SMALLEST)
        self.below_plan = False

    def bound(self) -> Docx:
        """Return the file."""
        early = {
            part.ident: self._translated(part)
            for part in self.book.parts
            if part.style is Style.INDEX
        }
        for blocks in early.values():
            self.writing.indexed |= indexed(blocks)
        leaves: list[_Leaf] = []
        flaws: list[Flaw] = []
        for part in self.book.parts:
            blocks = early.get(part.ident) or self._translated(part)
            if leaves and self._is_below_text(part):
                leaves[-1] = self._with_imprint(leaves[-1], part, blocks)
            else:
                leaves += self._leaves(part, blocks)
            flaws += (Flaw(part.ident, problem) for problem in self.writing.problems)
            self.writing.problems.clear()
        give_back()
        body = self._body([leaf for leaf in leaves if leaf.pieces or leaf.late])
        listed = self.writing.numberings.of_styles
        styles = style_sheet(self.upright, self.scale, listed, self.shift)
        counts = self.numbers is None and has_lists(self.book)
        made = filed(self.book, body, styles, self.writing, self.sections, counts=counts)
        return Docx(made, tuple(dict.fromkeys(flaws)))

    def _translated(self, part: Part) -> Blocks:
        return translate(part.build(), self.book.language)

    def _leaves(self, part: Part, blocks: Blocks) -> Iterator[_Leaf]:
        """Yield the pages of *part*."""
        if not blocks and part.style not in {Style.CONTENTS, Style.INDEX} and not part.heading:
            return
        page = geometry(self.book.paper, landscape=part.landscape)
        if part.style in _FULL:
            edge = _EDGE if page.width >= _LARGE else _NARROW_EDGE
            page = replace(page, top=edge, bottom=edge, inner=edge, outer=edge)
        elif part.style is Style.FORM:
            page = self._form_page(part, page, blocks)
        is_imprint = part.style is Style.BACK and self.book.kind is BookKind.PLAN
        numbered = is_imprint and bool(self.numbers and self.numbers.parts.get(part.ident))
        printed = self.numbers.parts.get(part.ident, "") if self.numbers else ""
        section = self.sections.section(part, page, numbered=numbered, printed=printed)
        self.ruler.begin(page, section.opening)
        if section.first:
            self.ruler.restart(section.first)
        body = Body(self.writing, self.pictures, part, page, self.scale)
        body.begin(blocks)
        head = self._head(part, page)
        if part.style is Style.CONTENTS:
            yield _Leaf(section, tuple(head), self._contents)
        elif part.style is Style.INDEX:
            yield from self._index(section, head, blocks, body)
        elif part.style in _OFFICIAL:
            if self._is_listed_notice(part):
                self._list(part, 1, part.line, "")
            made = _OFFICIAL[part.style](Official(page, body.runs, body.several), blocks)
            self._measure(part, body, blocks)
            yield _Leaf(section, tuple(self._named(part, [*head, *made])))
        else:
            yield from self._flowing(part, section, body, head, blocks)
        self.below_plan = part.style is Style.PLAN or self._is_below(part)

    def _is_below_text(self, part: Part) -> bool:
        """Whether *part* is an imprint that stands below the text before it in print."""
        is_imprint = part.style is Style.BACK and self.book.kind is BookKind.PLAN
        return is_imprint and self.numbers is not None and part.ident not in self.numbers.parts

    def _with_imprint(self, leaf: _Leaf, part: Part, blocks: Blocks) -> _Leaf:
        """Return *leaf* with the imprint of *blocks* at the foot of its last page."""
        body = Body(self.writing, self.pictures, part, leaf.section.page, self.scale)
        made = Official(leaf.section.page, body.runs, body.several).below(blocks)
        return replace(leaf, pieces=(*leaf.pieces, *made))

    def _form_page(self, part: Part, page: Geometry, blocks: Blocks) -> Geometry:
        """Return *page* with edges as narrow as it takes to have the form of *blocks* on it."""
        pages = [page, *(replace(page, top=x, bottom=x, inner=x, outer=x) for x in _FORM_EDGES)]
        bodies = [Body(self.writing, self.pictures, part, one, self.scale) for one in pages]
        for one, body in zip(pages[:2], bodies, strict=False):
            if not body.is_crowded(blocks):
                return one
        for one, body in zip(pages[1:], bodies[1:], strict=True):
            if not body.is_crowded(blocks, even_small=True):
                return one
        return pages[-1]

    def _head(self, part: Part, page: Geometry) -> list[Xml]:
        """Return what stands large at the beginning of *part*."""
        *marks, heading = part.heading.split("\n")
        if not heading:
            return []
        found = [paragraph("PfAnnexMark", run(mark)) for mark in marks]
        place = (part.title,)
        anchor = self.writing.bookmark(part.ident, "")
        text = self.writing.checked(heading, place)
        if part.style is Style.CONTENTS:
            spread = "　".join(text) if len(text) == _SHORT_TITLE else text
            return [*found, title_of(spread, "TOCHeading", page, anchor)]
        level = 1
        if self._is_below(part):
            style, level = "PfAnnexTitle", 1 + self.shift
        elif self.shift:
            style = "Heading1"
        else:
            style = "Title" if part.style is Style.PLAN else "PfAnnexTitle"
        if not part.listed:
            style = "Title"
        elif style != "Title":
            self._list(part, level, part.title, "")
        mark = self.writing.checked(" ".join(marks), place)
        if mark and style != "Title":
            found = [paragraph("PfAnnexMark", run(mark))]
        if style == "PfAnnexTitle":
            anchor = joined(anchor, hidden_field("TC", part.title, rf"\l {level}"))
        self.ruler.take(2.2 + 2 * len(marks))
        if part.style is Style.FORM:
            room = node("w:spacing", {"w:before": 0, "w:after": 120})
            return [*found, title_of(text, style, page, anchor, spacing=room)]
        return [*found, title_of(text, style, page, anchor)]

    def _is_listed_notice(self, part: Part) -> bool:
        """Whether *part* is a notice that contents list; a single plan has it before them."""
        is_several = self.book.kind is BookKind.COMPILATION
        return part.listed and part.style is Style.NOTICE and is_several

    def _is_below(self, part: Part) -> bool:
        """Whether *part* is an annex of the plan before it."""
        is_annex = part.style is Style.ANNEX and part.opening is Opening.NEXT
        return is_annex and self.below_plan

    def _list(self, part: Part, level: int, text: str, anchor: str) -> None:
        page = 0 if self.sections.is_front else self.ruler.page
        self.entries.append(Entry(level, text, part.ident, anchor, page))

    def _named(self, part: Part, pieces: list[Xml]) -> list[Xml]:
        """Return *pieces* with the bookmark of *part* in the first paragraph, if it has none.

        Where no title tells contents of the part, a hidden field does.
        """
        anchor = self.writing.bookmark(part.ident, "")
        if not anchor or not pieces:
            return pieces
        is_told = part.style is not Style.NOTICE or self._is_listed_notice(part)
        if part.listed and is_told and not part.heading:
            anchor = joined(anchor, hidden_field("TC", part.line, r"\l 1"))
        return [put_into_first(pieces[0], anchor), *pieces[1:]]

    def _measure(self, part: Part, body: Body, blocks: Sequence[Block]) -> None:
        """Go through *blocks* page by page; list their headings with the page of each."""
        for block in blocks:
            self.ruler.block(block)
            for one in body.newly_listed():
                if one.level <= DEEPEST and part.listed:
                    self._list(part, one.level, one.text, one.name)

    def _flowing(
        self, part: Part, section: Section, body: Body, head: list[Xml], blocks: Blocks
    ) -> Iterator[_Leaf]:
        """Yield the pages of running text; charts and tables too wide for it lie on their side."""
        if part.listed and not part.heading:
            self._list(part, 1, part.title, "")
        pieces, heads = list(head), 0
        for at, block in enumerate(blocks):
            if not part.landscape and self._is_wide(block):
                # Headings stand on the page of what they are about.
                above, pieces = pieces[: len(pieces) - heads], pieces[len(pieces) - heads :]
                if above:
                    yield _Leaf(section, tuple(self._named(part, above)))
                    section = replace(section, opening=Opening.NEXT, first=0, firsts=("", ""))
                lying = geometry(self.book.paper, landscape=True)
                self.ruler.next_page()
                pieces += body.turned(block, lying)
                turned = replace(section, page=lying, landscape=True)
                yield _Leaf(turned, tuple(self._named(part, pieces)))
                section = replace(section, opening=Opening.NEXT, first=0, firsts=("", ""))
                pieces, heads = [], 0
                self.ruler.next_page()
                continue
            taken = _TITLE * len(head) if at == 0 else 0
            if part.style is Style.POSTER:
                taken += poster_high(blocks, self.upright.characters, self.scale)
            made = body.several((block,), taken)
            pieces += made
            heads = heads + len(made) if isinstance(block, Heading) else 0
            self._measure(part, body, (block,))
        section = replace(section, has_notes=body.has_notes)
        yield _Leaf(section, tuple(self._named(part, pieces)))

    def _is_wide(self, block: Block) -> TypeGuard[Figure | Table]:
        """Whether *block* stands on a page on its side."""
        if isinstance(block, Table):
            return is_turned(block, self.upright)
        return isinstance(block, Figure) and self.pictures.is_wide(block, self.book.paper)

    def _contents(self) -> list[Xml]:
        if self.numbers is not None:
            return self._written(numbered(self.entries, self.numbers), is_reckoned=False)
        before = [at for at, p in enumerate(self.book.parts) if p.style is Style.CONTENTS]
        later = {part.ident for part in self.book.parts[before[0] + 1 :]}
        # Contents of a compilation have pages of their own.
        high = 0 if self.shift else look.twips(self.upright.area_height)
        return self._written(moved(self.entries, later, high), is_reckoned=True)

    def _written(self, entries: Sequence[Entry], *, is_reckoned: bool) -> list[Xml]:
        empty = msg("There is nothing to list.").render(self.book.language)
        made = contents(self.writing, entries, empty, is_reckoned=is_reckoned)
        # A section must not end within the field: some programs take its foot for a part of it.
        return [*made, paragraph("PfSection")]

    def _index(
        self, section: Section, head: list[Xml], blocks: Blocks, body: Body
    ) -> Iterator[_Leaf]:
        r"""Yield the index: below its title and what is said of it, in two columns.

        LibreOffice 7.4 shows one: of each field it makes a section of its own, which does not take
        the columns around it. Told to have two itself (`INDEX \c 2`) it sets them without a gap,
        tears entries between them and leaves half pages blank.
        """
        notes = (x for x in blocks if isinstance(x, Paragraph) and x.style == "index-note")
        yield _Leaf(section, (*head, *body.several(notes)))
        on = replace(section, opening=Opening.NEXT, first=0, continuous=True, columns=2)
        yield _Leaf(on, late=partial(self._index_entries, body, blocks))

    def _index_entries(self, body: Body, blocks: Blocks) -> list[Xml]:
        found: list[Xml] = []
        pages = self.numbers.mentions if self.numbers else self.ruler.mentions
        for group in index_groups(blocks):
            made = index(group, pages, is_reckoned=self.numbers is None)
            if made and group.title:
                found += body.several((Paragraph(group.title, "rubric"),))
            found += made
        return [*found, paragraph("PfSection")]

    def _body(self, leaves: Sequence[_Leaf]) -> list[Xml]:
        """Return the body of the document: every leaf a section, the last one its own.

        It stays in pieces: as one text it would be there several times over while it is filed.
        """
        found: list[Xml] = []
        for at, leaf in enumerate(leaves):
            pieces = [*leaf.pieces, *(leaf.late() if leaf.late else [])]
            properties = section_properties(leaf.section)
            if at == len(leaves) - 1:
                found += [*pieces, properties]
                break
            if pieces[-1] in (GAP, SMALL_GAP):
                pieces.pop()
            if not pieces[-1].endswith("</w:p>"):
                pieces.append(paragraph("PfSection"))
            found += [*pieces[:-1], closing_section(pieces[-1], properties)]
        return [self.writing.settled(piece) for piece in found]
