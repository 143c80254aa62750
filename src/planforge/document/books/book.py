"""A book as a value: what is printed, in which order, on what paper; how it looks is for a writer.

Every part is a docutils tree, made by the same components as the pages of the site, so what stands
in a book is decided where what stands on the site is decided.
"""

from __future__ import annotations

from dataclasses import field
from enum import Enum
from typing import TYPE_CHECKING

from planforge.frozen import dataclass
from planforge.i18n import msg

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date

    from docutils import nodes


class BookKind(Enum):
    """What sort of book it is."""

    COMPILATION = "compilation"
    """预案汇编: every plan of the jurisdiction in one volume."""
    PLAN = "plan"
    """One plan as its own document, with the notice of issue and its annexes."""
    CARDS = "cards"
    """岗位职责卡, 应急处置卡, 基层明白卡: one page for one reader."""
    BOOKLET = "booklet"
    """A pocket booklet."""
    POSTER = "poster"
    """A chart for the wall."""
    FORMS = "forms"
    """Forms to fill in."""


class Paper(Enum):
    """Sizes of paper, ISO 216; the value is width and height in 毫米, upright."""

    A3 = (297, 420)
    A4 = (210, 297)
    A5 = (148, 210)
    A6 = (105, 148)


class Opening(Enum):
    """On which page a part begins."""

    NEXT = "next"
    """The next page."""
    RIGHT = "right"
    """The next right page, the one before it left blank if need be."""
    LEFT = "left"
    """The next left page, the one before it left blank if need be."""


class Style(Enum):
    """What a part is, from which a writer takes how it looks."""

    COVER = "cover"
    SHEET = "sheet"
    """A page of facts with a title: the edition sheet, the change record."""
    CONTENTS = "contents"
    """The table of contents; it has no tree, the writer makes it from the parts behind it."""
    NOTICE = "notice"
    """印发通知 in the layout of GB/T 9704-2012."""
    PLAN = "plan"
    """The text of a plan, with chapters."""
    ANNEX = "annex"
    INDEX = "index"
    """The index: its tree is sections of links, each to something that the parts before it may
    mention; the writer puts pages behind them and leaves out what is mentioned nowhere."""
    BACK = "back"
    CARD = "card"
    FORM = "form"
    POSTER = "poster"
    POCKET = "pocket"
    """A chapter of a pocket booklet."""


class Numbering(Enum):
    """How headings are numbered."""

    DECIMAL = "decimal"
    """1, 1.1, 1.1.1: long plans."""
    CHINESE = "chinese"
    """一、 （一） 1. （1）: GB/T 9704-2012, 7.3.3."""
    NONE = "none"


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a book.

    Attributes:
        ident: Identifier, unique in the book: letters, digits, hyphens.
        title: Plain text title: running head, bookmark.
        style: What it is.
        inputs: Digests of everything the part may depend on; equal inputs give an equal tree.
        build: Makes the tree: sections and blocks, without a section for the part itself.
        opening: On which page it begins.
        numbering: How its headings are numbered.
        heading: Plain text shown large at its beginning; empty for none. A line feed ends the mark
            above it, e.g. 附件1.
        landscape: Whether its pages lie on their side.
        listed: Whether the contents list it.
        longest: Words of the plans, the best first, under which an editor finds what takes most
            room in a part that should stand on one sheet; nothing for other parts.
        sides: How many pages a card may take.
        entry: How the contents list it; empty for its title.
    """

    ident: str
    title: str
    style: Style
    inputs: tuple[str, ...]
    build: Callable[[], list[nodes.Node]] = field(compare=False)
    opening: Opening = Opening.NEXT
    numbering: Numbering = Numbering.DECIMAL
    heading: str = ""
    landscape: bool = False
    listed: bool = True
    longest: Callable[[], tuple[str, ...]] = field(default=tuple, compare=False)
    sides: int = 1
    entry: str = ""

    @property
    def line(self) -> str:
        """What the contents say of it."""
        return self.entry or self.title


@dataclass(frozen=True, slots=True)
class Book:
    """A book.

    Attributes:
        ident: What the stem of its file name begins with: letters, digits, hyphens.
        title: Title, as on the cover.
        kind: What sort of book it is.
        parts: Its parts in order.
        issuer: Who issues it; its author in the metadata.
        subject: One line on what it holds, for the metadata.
        edition: Number of the document or version, e.g. 安政办发〔2026〕3号; empty for none.
        dated: Its date: of issue, or of the newest edition in it; None if there is none.
        language: Language of headings and labels.
        public: Whether internal elements are left out.
        paper: Size of its pages.
        duplex: Whether it is printed on both sides: margins mirrored, page numbers outside.
    """

    ident: str
    title: str
    kind: BookKind
    parts: tuple[Part, ...]
    issuer: str = ""
    subject: str = ""
    edition: str = ""
    dated: date | None = None
    language: str = "zh_CN"
    public: bool = True
    paper: Paper = Paper.A4
    duplex: bool = True

    @property
    def stem(self) -> str:
        """Stem of the names of its files, which tells an internal edition from a public one."""
        return stem(self.ident, public=self.public)

    @property
    def told(self) -> str:
        """Its title in the metadata, where an internal edition says so."""
        return told(self.title, self.language, public=self.public)

    @property
    def keywords(self) -> tuple[str, ...]:
        """Words to find it by."""
        kept = "" if self.public else msg("Internal document").render(self.language)
        return tuple(word for word in (self.edition, kept) if word)


def stem(ident: str, *, public: bool) -> str:
    """Return the stem of the name of the file *ident*, which says if it is not *public*."""
    return ident if public else f"{ident}-internal"


def told(title: str, language: str, *, public: bool) -> str:
    """Return *title* as files tell it of themselves, which say if they are not *public*."""
    return title if public else msg("{title} (internal document)", title=title).render(language)
