"""What is collected while a book is written: relations, bookmarks, notes, pictures, problems."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from planforge.frozen import dataclass
from planforge.i18n import msg
from planforge.publish.paper.typeset import Problem
from planforge.publish.word.numbering import Numberings
from planforge.publish.word.runs import run
from planforge.publish.word.xml import FORBIDDEN, NOTHING, Xml, joined, node, val

if TYPE_CHECKING:
    from collections.abc import Sequence

    from planforge.publish.paper.pieces import Resolve

OUTSIDE: Final = ("http://", "https://", "mailto:", "tel:")
"""Beginnings of addresses outside that a link may lead to."""
_LINK: Final = re.compile(
    r'<w:hyperlink w:anchor="([^"]*)" w:history="1">(.*?)</w:hyperlink>', re.DOTALL
)
_BOOKMARK: Final = re.compile(
    r'<w:bookmarkStart w:id="\d+" w:name="([^"]*)"/><w:bookmarkEnd w:id="\d+"/>'
)
_OFFICE: Final = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"


@dataclass(frozen=True, slots=True)
class Relation:
    """A line of the relations of a part of the file: its kind, where it leads, whether outside."""

    kind: str
    target: str
    outside: bool = False


class Relations:
    """The relations of one part of the file; equal ones are one."""

    def __init__(self) -> None:
        self.listed: dict[Relation, str] = {}

    def to(self, kind: str, target: str, *, outside: bool = False) -> str:
        """Return the name of the relation of *kind* to *target*."""
        relation = Relation(_OFFICE + kind, target, outside)
        return self.listed.setdefault(relation, f"rId{len(self.listed) + 1}")


@dataclass(frozen=True, slots=True)
class Indexed:
    """What an index lists: its name, and its kind, a letter: Word reads no more than one."""

    name: str
    kind: str


class Writing:
    """A book while it is written.

    Attributes:
        resolve: Where an address inside of planforge leads.
        relations: Those of the main part.
        note_relations: Those of the part with the footnotes.
        shift: How many levels of headings are for titles of parts.
        numberings: Of headings and lists.
        media: File name → bytes of every picture.
        notes: The footnotes, in order.
        indexed: Address → what an index lists for it.
        problems: What does not stand in the file as it was meant.
    """

    def __init__(self, resolve: Resolve, shift: int = 0) -> None:
        """Begin; the *shift* outermost levels of headings are for titles of parts."""
        self.resolve = resolve
        self.relations = Relations()
        self.note_relations = Relations()
        self.shift = shift
        self.numberings = Numberings(shift)
        self.media: dict[str, bytes] = {}
        self.notes: list[Xml] = []
        self.indexed: dict[str, Indexed] = {}
        self.problems: list[Problem] = []
        self._asked: set[str] = set()
        self._names: dict[tuple[str, str], str] = {}
        self._placed: set[str] = set()
        self._told: set[tuple[str, str]] = set()
        self._drawings = 0

    def link_name(self, part: str, anchor: str) -> str:
        """Return the name of the bookmark at *anchor* of *part*, for something that leads there."""
        name = self._name(part, anchor)
        self._asked.add(name)
        return name

    def _name(self, part: str, anchor: str) -> str:
        """Return the name of the bookmark at *anchor* of *part*; that of the part itself if empty.

        Word takes 40 letters, digits and low lines, and shows no bookmark that begins with one.
        """
        return self._names.setdefault((part, anchor), f"_pf{len(self._names) + 1:06d}")

    def bookmark(self, part: str, anchor: str) -> Xml:
        """Return the bookmark at *anchor* of *part*, once."""
        name = self._name(part, anchor)
        if name in self._placed:
            return NOTHING
        self._placed.add(name)
        ident = int(name.removeprefix("_pf"))
        start = node("w:bookmarkStart", {"w:id": ident, "w:name": name})
        return Xml(start + node("w:bookmarkEnd", {"w:id": ident}))

    def settled(self, body: Xml) -> Xml:
        """Return *body* without links that lead nowhere, whose words stay, and idle bookmarks."""
        linked = _LINK.sub(lambda m: m[0] if m[1] in self._placed else m[2], body)
        return Xml(_BOOKMARK.sub(lambda m: m[0] if m[1] in self._asked else "", linked))

    def note(self, paragraphs: Sequence[Xml]) -> int:
        """Add the footnote of *paragraphs*; return its number in the file."""
        ident = len(self.notes) + 1
        style = node("w:rPr", {}, val("rStyle", "FootnoteReference"))
        mark = joined(node("w:r", {}, style, node("w:footnoteRef")), run(" "))
        first = Xml(paragraphs[0].replace("</w:pPr>", f"</w:pPr>{mark}", 1))
        self.notes.append(node("w:footnote", {"w:id": ident}, first, *paragraphs[1:]))
        return ident

    def next_drawing(self) -> int:
        """Return the number of a new picture."""
        self._drawings += 1
        return self._drawings

    def checked(self, text: str, place: tuple[str, ...]) -> str:
        """Return *text* without what XML forbids, which is named with its *place*."""
        for sign in dict.fromkeys(FORBIDDEN.findall(text)):
            code = f"U+{ord(sign):04X}"
            if (code, place[0] if place else "") not in self._told:
                self._told.add((code, place[0] if place else ""))
                self.problems.append(
                    Problem(
                        msg("The character {code} cannot stand in a Word file.", code=code), place
                    )
                )
        return FORBIDDEN.sub("", text)
