"""The body of a part: blocks as paragraphs, tables and pictures."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from planforge.document.books.book import Numbering, Style
from planforge.document.heading_numbers import label
from planforge.frozen import dataclass
from planforge.publish.blocks.model import (
    Box,
    Break,
    Code,
    Facts,
    Figure,
    Footnote,
    Heading,
    Listing,
    Literal,
    Paragraph,
    Picture,
    Table,
    part_title,
)
from planforge.publish.paper.images import Size
from planforge.publish.word.blocks import all_blocks, follow_each_other
from planforge.publish.word.crowding import CROWDED, ROOMY, card_high, form_high
from planforge.publish.word.dates import with_broken_date
from planforge.publish.word.lines import Lines
from planforge.publish.word.long_words import around_long_words
from planforge.publish.word.look import TWO, twips
from planforge.publish.word.looks import INNER
from planforge.publish.word.numbering import LEVELS, marks_of, number_properties
from planforge.publish.word.official import STYLES, form_line
from planforge.publish.word.paragraphs import field, paragraph
from planforge.publish.word.pictures import CAPTION
from planforge.publish.word.runs import run
from planforge.publish.word.tables import FORM_COLUMNS, Tables
from planforge.publish.word.xml import NOTHING, Xml, joined, node, val

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from planforge.document.books.book import Part
    from planforge.publish.blocks.model import Block, Blocks
    from planforge.publish.paper.geometry import Geometry
    from planforge.publish.word.pictures import Pictures
    from planforge.publish.word.writing import Writing

_NUMBERED: Final = re.compile(r"(?P<kind>[^\W\d]+)(?P<gap> ?)(?P<number>\d+)")
"""The label of a caption, e.g. 表3."""
_BOX: Final = "PfBox"
_TABLE_NAME: Final = "table-name"
"""What names the table or the list below it."""
_BREAKABLE: Final = re.compile(r"(<w:pStyle [^>]*/>(?:<w:keepNext/>)?(?:<w:keepLines/>)?)")
"""Properties of a paragraph that stand before the one that begins a page."""
_LEFT: Final = frozenset({"PfTable", "PfTableSmall", "PfTableTiny"})
"""Styles of cells whose text stands at the left."""
GAP: Final = paragraph("PfGap")
"""The room behind a table, which also keeps it apart from the next."""
SMALL_GAP: Final = paragraph("PfGapSmall")
"""The same where all must stand on one page."""
_TIGHT: Final = frozenset({Style.CARD, Style.FORM})
"""Styles of parts that must stand on one page."""


@dataclass(frozen=True, slots=True)
class Spot:
    """Where blocks stand: style of text, width in twips, depth of lists, whether in a cell."""

    style: str
    wide: int
    depth: int = 0
    in_cell: bool = False


@dataclass(frozen=True, slots=True)
class Listed:
    """A heading that contents may list: name of its bookmark, level in the outline, text."""

    name: str
    level: int
    text: str


class Body:
    """Writes the blocks of one part of a book.

    Attributes:
        has_notes: Whether the part has footnotes.
        native: Whether Word counts its headings.
    """

    def __init__(
        self, writing: Writing, pictures: Pictures, part: Part, page: Geometry, scale: float
    ) -> None:
        """Write *part* on pages like *page*, text *scale* times as large as 三号."""
        self.has_notes = False
        self.native = False
        self.wide = twips(page.area_width)
        self._high = twips(page.area_height)
        self._writing = writing
        self._pictures = pictures
        self._part = part
        self._place = [part.title]
        self._scale = scale
        self._tables = Tables(self._cell, scale)
        self._lines = Lines(writing, part.ident, self._place, self._note)
        self._numbering = 0
        self._listed: list[Listed] = []
        self._headings = 0
        self._notes: dict[str, Footnote] = {}
        self._cited: set[str] = set()
        self._counted: set[str] = set()
        self._begins_page = False
        self._taken = 0

    def begin(self, blocks: Blocks) -> None:
        """Learn what all *blocks* of the part are: its footnotes, how its headings count."""
        for block in all_blocks(blocks):
            if isinstance(block, Footnote):
                self._notes.setdefault(block.number, block)
        is_numbered = self._part.numbering is not Numbering.NONE
        self.native = is_numbered and follow_each_other(blocks)
        if self._part.style in _TIGHT:
            self._tables.least = CROWDED if self.is_crowded(blocks) else FORM_COLUMNS

    def is_crowded(self, blocks: Blocks, *, even_small: bool = False) -> bool:
        """Whether the card or form of *blocks* hardly stands on its page, *even_small* or not."""
        self._tables.least = CROWDED if even_small else FORM_COLUMNS
        high = card_high if self._part.style is Style.CARD else form_high
        return high(blocks, self._tables, self.wide) > self._high * ROOMY

    def several(self, blocks: Iterable[Block], taken: int = 0) -> list[Xml]:
        """Return *blocks* one by one; a picture leaves *taken* twips of its page to those above."""
        self._taken = taken
        small = "Small" if self._tables.least == CROWDED else ""
        style = f"PfCardText{small}" if self._part.style is Style.CARD else "Normal"
        found = list(self._several(blocks, Spot(style, self.wide)))
        self._taken = 0
        return found

    def turned(self, block: Figure | Table, page: Geometry) -> list[Xml]:
        """Return *block* for a *page* on its side."""
        upright, self._high = self._high, twips(page.area_height)
        found = list(self._block(block, Spot("Normal", twips(page.area_width))))
        self._high = upright
        return found

    def newly_listed(self) -> list[Listed]:
        """Return the headings that were written since this was asked last."""
        found, self._listed = self._listed, []
        return found

    def runs(self, paragraph: Paragraph, *, in_cell: bool = False) -> Xml:
        """Return what stands in *paragraph*, its anchor included; levels stand out *in_cell*s."""
        runs = paragraph.runs
        if in_cell and paragraph.style == _TABLE_NAME:
            runs = tuple(replace(one, strong=True) for one in runs)
        marks_levels = in_cell or self._part.style in _TIGHT
        text = self._lines.text(runs, marks_levels=marks_levels)
        return joined(self._anchor(paragraph.anchor), text)

    def _several(self, blocks: Iterable[Block], spot: Spot) -> Iterator[Xml]:
        for block in blocks:
            if isinstance(block, Break):
                self._begins_page = not spot.in_cell
                continue
            for piece in self._block(block, spot):
                if self._begins_page:
                    self._begins_page = False
                    yield Xml(_BREAKABLE.sub(r"\1<w:pageBreakBefore/>", piece, count=1))
                else:
                    yield piece

    def _block(self, block: Block, spot: Spot) -> Iterator[Xml]:
        match block:
            case Heading():
                yield self._heading(block)
            case Paragraph():
                yield self._paragraph(block, spot)
            case Listing():
                yield from self._listing(block, spot)
            case Table():
                yield from self._table(block, spot)
            case Facts():
                yield from self._facts(block, spot)
            case Figure() | Picture() | Code():
                yield from self._picture(block, spot)
            case Box():
                yield from self._several(
                    block.blocks, spot if spot.in_cell else Spot(_BOX, spot.wide, in_cell=True)
                )
            case Literal():
                style = spot.style if spot.in_cell else "PfLiteral"
                yield paragraph(style, run(self._checked(block.text)))
            case Footnote() if block.number not in self._cited:
                yield from self._left_over(block, spot)
            case _:
                pass

    def _paragraph(self, block: Paragraph, spot: Spot) -> Xml:
        if block.style == "form-line":
            return form_line(self._checked("".join(one.text for one in block.runs)), spot.wide)
        style = _style_of(block, spot)
        if spot.in_cell:
            block = with_broken_date(block, style, self._scale, spot.wide)
        return paragraph(style, self.runs(block, in_cell=spot.in_cell), **around_long_words(block))

    def _checked(self, text: str) -> str:
        return self._writing.checked(text, tuple(self._place))

    def _anchor(self, name: str) -> Xml:
        return self._writing.bookmark(self._part.ident, name) if name else NOTHING

    def _heading(self, block: Heading) -> Xml:
        del self._place[block.level :]
        is_inner = self._part.style is not Style.PLAN
        level = min(block.level + (0 if is_inner else self._writing.shift), LEVELS)
        style = f"PfInner{min(level, INNER)}" if is_inner else f"Heading{level}"
        number = label(block.number, block.level, self._part.numbering)
        text = number + self._checked("".join(one.text for one in block.runs))
        self._place.append(text)
        self._headings += 1
        name = f" heading {self._headings}"
        if not is_inner:
            self._listed.append(Listed(name, level, text))
        if number and self.native and not is_inner:
            if not self._numbering:
                self._numbering = self._writing.numberings.headings(self._part.numbering)
            given = {"numPr": number_properties(self._numbering, level - 1)}
            number = ""
        else:
            indent = node("w:ind", {"w:left": 0, "w:firstLineChars": 200, "w:firstLine": TWO})
            given = {"ind": indent} if is_inner else {"numPr": number_properties(0), "ind": indent}
        return paragraph(
            style,
            self._anchor(name),
            self._anchor(block.anchor),
            run(number),
            self._lines.text(block.runs),
            **given,
        )

    def _listing(self, block: Listing, spot: Spot) -> Iterator[Xml]:
        marks = [item.mark for item in block.items]
        mark = marks_of(marks)
        counted = (mark is not None or not any(marks)) and not self._writing.numberings.are_full
        numbering = 0
        if counted:
            numbering = self._writing.numberings.listing(mark, spot.depth, in_cell=spot.in_cell)
        base = "ListParagraph" if spot.style == "Normal" else spot.style
        inner = Spot(base, spot.wide, spot.depth + 1, spot.in_cell)
        for item in block.items:
            first, rest = item.blocks[:1], item.blocks[1:]
            head = first[0] if first and isinstance(first[0], Paragraph) else None
            given = {"numPr": number_properties(numbering)} if counted else {}
            yield paragraph(
                base,
                self._anchor(item.anchor),
                NOTHING if counted else run(self._checked(item.mark or "·")),
                self.runs(head, in_cell=spot.in_cell) if head else NOTHING,
                **given,
            )
            yield from self._several(rest if head else item.blocks, inner)

    def _table(self, block: Table, spot: Spot) -> Iterator[Xml]:
        anchor = self._anchor(block.anchor)
        if block.title:
            yield self._caption(block, block.title, anchor, keepNext=node("w:keepNext"))
            yield self._tables.table(block, spot.wide)
        else:
            yield from self._room_before(spot)
            made = self._tables.table(block, spot.wide)
            yield put_into_first(made, anchor) if anchor else made
        yield from self._room_behind(spot)

    def _room_before(self, spot: Spot) -> Iterator[Xml]:
        if not spot.in_cell and self._part.style not in _TIGHT:
            yield paragraph("PfBefore")

    def _room_behind(self, spot: Spot) -> Iterator[Xml]:
        if not spot.in_cell:
            yield SMALL_GAP if self._part.style in _TIGHT else GAP

    def _facts(self, block: Facts, spot: Spot) -> Iterator[Xml]:
        if spot.in_cell:
            for name, value in block.pairs:
                head, rest = value[:1], value[1:]
                inner = head[0] if head and isinstance(head[0], Paragraph) else None
                yield paragraph(
                    spot.style,
                    run(self._checked(f"{name}："), val("rStyle", "Strong")),
                    self.runs(inner, in_cell=spot.in_cell) if inner else NOTHING,
                )
                yield from self._several(rest if inner else value, spot)
            return
        yield from self._room_before(spot)
        yield self._tables.facts(block, spot.wide)
        yield from self._room_behind(spot)

    def _picture(self, block: Figure | Picture | Code, spot: Spot) -> Iterator[Xml]:
        page = Size(spot.wide, self._high - CAPTION)
        room = Size(page.wide, page.high - self._taken)
        anchor = NOTHING
        drawn: Sequence[Xml]
        if isinstance(block, Figure):
            drawn = self._pictures.figure(block, page, self._place, self._taken)
            title, words, anchor = block.title, block.alternative, self._anchor(block.anchor)
        elif isinstance(block, Picture):
            drawn = [self._pictures.picture(block, room, self._place)]
            title, words, anchor = block.title, block.alternative, self._anchor(block.anchor)
        else:
            drawn = [self._pictures.code(block, room)]
            title, words = block.caption, block.text
        if not any(drawn):
            for line in words.split("\n"):
                yield paragraph(spot.style, anchor, run(self._checked(line)))
                anchor = NOTHING
            return
        many = len(drawn)
        shown = {} if title or many > 1 else {"keepNext": val("keepNext", 0)}
        if self._part.style in _TIGHT:
            shown["spacing"] = node("w:spacing", {"w:before": 0})
        for at, one in enumerate(drawn, 1):
            yield paragraph("PfFigure", anchor, one, **shown)
            anchor = NOTHING
            said = part_title(block, at, many) if isinstance(block, Figure) else title
            if not isinstance(block, Code) and self._part.style not in _TIGHT and said:
                yield self._caption(block, said, again=at > 1)
            elif title:
                yield paragraph("PfTableCentreTiny", run(self._checked(title)))

    def _caption(
        self,
        block: Table | Figure | Picture,
        title: str,
        *inner: Xml,
        again: bool = False,
        **given: Xml,
    ) -> Xml:
        """Return the caption *title* of *block*; its number counts itself, or stands *again*."""
        text = list(inner)
        found = _NUMBERED.fullmatch(block.label)
        if found is not None:
            first = "" if found["kind"] in self._counted else r" \r 1"
            first = r" \c" if again else first
            self._counted.add(found["kind"])
            asked = rf"SEQ {found['kind']} \* ARABIC{first}"
            text += [run(found["kind"] + found["gap"]), field(asked, run(found["number"]))]
            text.append(run("\u3000"))
        return paragraph("Caption", *text, run(self._checked(title)), **given)

    def _note(self, number: str) -> int:
        """Write the footnote with the mark *number* at the first place that cites it."""
        block = self._notes.get(number)
        if block is None or number in self._cited:
            return 0
        self._cited.add(number)
        self.has_notes = True
        own, self._lines.relations = self._lines.relations, self._writing.note_relations
        text = list(self._several(block.blocks, Spot("FootnoteText", self.wide, in_cell=True)))
        self._lines.relations = own
        return self._writing.note(text or [paragraph("FootnoteText")])

    def _left_over(self, block: Footnote, spot: Spot) -> Iterator[Xml]:
        """Return a footnote that no mark leads to, in the text."""
        head, rest = block.blocks[:1], block.blocks[1:]
        inner = head[0] if head and isinstance(head[0], Paragraph) else None
        mark = run(self._checked(f"[{block.number}] "))
        yield paragraph(
            spot.style, mark, self.runs(inner, in_cell=spot.in_cell) if inner else NOTHING
        )
        yield from self._several(rest if inner else block.blocks, spot)

    def _cell(self, blocks: Blocks, wide: int, style: str) -> Xml:
        pieces = list(self._several(blocks, Spot(style, wide, in_cell=True)))
        if not pieces or pieces[-1].endswith("</w:tbl>"):
            pieces.append(paragraph(style))
        return joined(*pieces)


def put_into_first(piece: Xml, anchor: Xml) -> Xml:
    """Return *piece*, a paragraph or a table, with *anchor* at the start of the first paragraph."""
    return Xml(piece.replace("</w:pPr>", f"</w:pPr>{anchor}", 1))


def _style_of(block: Paragraph, spot: Spot) -> str:
    """Return the style of a paragraph; labels in forms stand in the middle of their cells."""
    if block.style == _TABLE_NAME and not spot.in_cell:
        return STYLES["rubric"]
    style = STYLES.get(block.style, spot.style)
    if block.style == "form-label" and style in _LEFT:
        return style.replace("PfTable", "PfTableCentre")
    return style
