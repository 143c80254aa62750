"""Runs of a line: emphasis, links, marks of notes, entries of the index."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from planforge.document.books.captions import NOWHERE
from planforge.publish.blocks.references import nowhere
from planforge.publish.paper.pieces import Place
from planforge.publish.paper.typeset import Problem
from planforge.publish.word.look import HEI, KAI, LATIN
from planforge.publish.word.paragraphs import hidden_field
from planforge.publish.word.runs import run
from planforge.publish.word.writing import OUTSIDE
from planforge.publish.word.xml import NOTHING, Xml, joined, node, val

if TYPE_CHECKING:
    from collections.abc import Callable

    from planforge.publish.blocks.model import Run, Runs
    from planforge.publish.word.writing import Relations, Writing

_EMPHASIS: Final = "pf-emphasis"
_LEVELS: Final = frozenset({"pf-level-1", "pf-level-2", "pf-level-3", "pf-level-4"})
"""Roles of levels: told by their words, in columns in 黑体 so that they are found quickly."""
_SCHEME: Final = "planforge:"


class Lines:
    """Writes the runs of one part of a book.

    Attributes:
        relations: Of the part of the file in which the runs stand.
    """

    def __init__(
        self, writing: Writing, part: str, place: list[str], note: Callable[[str], int]
    ) -> None:
        """Write for *part*, its ident.

        Args:
            writing: The book.
            part: Ident of the part.
            place: The headings above, kept up to date by the caller.
            note: Gives the number in the file of the footnote with a mark; 0 if there is none, or
                if it was cited before.
        """
        self.relations: Relations = writing.relations
        self._writing = writing
        self._part = part
        self._place = place
        self._number_of = note

    def text(self, runs: Runs, *, marks_levels: bool = False) -> Xml:
        """Return *runs*, in which names of levels stand out if it *marks_levels*."""
        return joined(*(self._one(one, marks_levels=marks_levels) for one in runs))

    def _one(self, one: Run, *, marks_levels: bool) -> Xml:
        text = self._writing.checked(one.text, tuple(self._place))
        if one.role == NOWHERE:
            self._writing.problems.append(Problem(nowhere(one.text), tuple(self._place)))
        if one.note:
            note = self._note(one.note)
            if note:
                return note
        shape = _shape(one, is_marked=marks_levels and one.role in _LEVELS)
        address = self._address(one.target)
        if address is None:
            return joined(self._entry(one), run(text, *shape))
        link = node("w:hyperlink", address, run(text, val("rStyle", "Hyperlink"), *shape))
        return joined(self._entry(one), link)

    def _entry(self, one: Run) -> Xml:
        """Return the hidden field that lets Word list the run in its index."""
        entry = self._writing.indexed.get(one.target) if one.mention else None
        if entry is None or self.relations is not self._writing.relations:
            return NOTHING
        return hidden_field("XE", entry.name, rf'\f "{entry.kind}"')

    def _note(self, number: str) -> Xml:
        """Return the mark of a footnote at the first place that has it."""
        if self.relations is not self._writing.relations:
            return NOTHING
        ident = self._number_of(number)
        if not ident:
            return NOTHING
        style = node("w:rPr", {}, val("rStyle", "FootnoteReference"))
        return node("w:r", {}, style, node("w:footnoteReference", {"w:id": ident}))

    def _address(self, target: str) -> dict[str, str | int] | None:
        """Return the attributes of a link to *target*; None if there is nothing to lead to."""
        place: Place | str | None = target or None
        if target.startswith("#"):
            place = Place(self._part, target[1:])
        elif target.startswith(_SCHEME):
            place = self._writing.resolve(target)
        if isinstance(place, Place):
            name = self._writing.link_name(place.ident, place.anchor)
            return {"w:anchor": name, "w:history": 1}
        if place is None or not place.lower().startswith(OUTSIDE):
            return None
        clean = "".join(sign for sign in place if sign.isprintable() and not sign.isspace())
        name = self.relations.to("hyperlink", clean, outside=True)
        return {"r:id": name, "w:history": 1}


def _shape(one: Run, *, is_marked: bool) -> tuple[Xml, ...]:
    """Return the look of a run, as the schema orders it, 黑体 if it *is_marked*."""
    found: list[Xml] = []
    if one.code:
        faces = {"w:ascii": "Courier New", "w:hAnsi": "Courier New", "w:cs": "Courier New"}
        found.append(node("w:rFonts", faces))
    elif one.strong or one.role == _EMPHASIS or is_marked:
        east = KAI if one.role == _EMPHASIS and not one.strong else HEI
        faces = {"w:ascii": LATIN, "w:eastAsia": east, "w:hAnsi": LATIN, "w:cs": LATIN}
        found.append(node("w:rFonts", faces))
    if one.raised or one.lowered:
        found.append(val("vertAlign", "superscript" if one.raised else "subscript"))
    return tuple(found)
