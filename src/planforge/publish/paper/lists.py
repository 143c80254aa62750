"""Lines of contents and index, made from what stands on which page of the parts laid out."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING, Final

from docutils import nodes

from planforge.document.books.book import BookKind, Style
from planforge.document.nodes import SCHEME
from planforge.frozen import dataclass
from planforge.publish.paper.encode import Folio, Line
from planforge.publish.paper.typeset import AT, PlaceKind

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from planforge.document.books.book import Book, Part
    from planforge.publish.paper.pagination import Stand
    from planforge.publish.paper.typeset import Sheets

_DEPTH: Final = {BookKind.COMPILATION: 1, BookKind.PLAN: 2}
"""Kind of book → the deepest level of headings that its contents list."""
_LISTED_IN: Final = "contacts"
"""The part in which organisations stand with the lines of their own, under their ids."""
_ORGANISATION: Final = f"{SCHEME}organisation/"
_RUN: Final = 3
"""This many pages in a row are written as from – to."""


@dataclass(frozen=True, slots=True)
class Standing:
    """A part laid out and where it stands."""

    part: Part
    sheets: Sheets
    stand: Stand

    def number(self, page: int) -> str:
        """Return the number printed on page *page*, from 1; empty if it bears none."""
        if self.stand.folio is Folio.NONE:
            return ""
        number = self.stand.first + page - 1
        return roman(number) if self.stand.folio is Folio.ROMAN else str(number)

    def anchor(self, at: int) -> str:
        """Return the name of the place with index *at*: its own or, if it has none, a made one."""
        place = self.sheets.places[at]
        is_named = place.kind is not PlaceKind.MENTION and place.name
        return place.name if is_named else f"p{at}"

    def address(self, at: int | None = None) -> str:
        """Return the address of the place with index *at*; that of the part for None."""
        return f"{AT}{self.part.ident}/" + ("" if at is None else self.anchor(at))


def contents(book: Book, standings: Sequence[Standing]) -> tuple[Line, ...]:
    """Return the lines of the table of contents: what stands behind it.

    In the document of a single plan the contents are its chapters, in a book of several plans the
    plans with their chapters, and before each the notice by which it was issued.
    """
    behind = False
    lines: list[Line] = []
    for one in standings:
        part = one.part
        if part.style is Style.CONTENTS:
            behind = True
        if not behind or not part.listed or part.style is Style.CONTENTS:
            continue
        is_the_plan = book.kind is BookKind.PLAN and part.style is Style.PLAN
        inner = 0 if is_the_plan else 1
        if not is_the_plan:
            is_below = book.kind is not BookKind.PLAN and is_of_plan(part)
            lines.append(_line(one, part.line, None, 1, 1 if is_below else 0))
        if part.style is not Style.PLAN:
            continue
        lines += [
            _line(one, place.title, at, place.page, place.level - 1 + inner)
            for at, place in enumerate(one.sheets.places)
            if place.kind is PlaceKind.HEADING and 1 <= place.level <= _DEPTH.get(book.kind, 1)
        ]
    return tuple(lines)


def is_of_plan(part: Part) -> bool:
    """Whether *part* is an annex of the plan before it, not one that all plans share."""
    return part.style is Style.ANNEX and part.ident.startswith("annex-")


def _line(one: Standing, title: str, at: int | None, page: int, level: int) -> Line:
    target = one.address(at)
    return Line(title, ((one.number(page), target),), level, target)


def index(tree: Iterable[nodes.Node], standings: Sequence[Standing]) -> tuple[Line, ...]:
    """Return the lines of the index.

    *tree* says what it may list: sections of links to what parts mention, below the letters they
    begin with. What is mentioned nowhere is left out, and a section or a letter of which nothing is
    left too. Lines of titles, letters and remarks lead to no page; their levels are 0, 1 and 2.
    """
    mentions = mentions_of(standings)
    lines: list[Line] = []
    for branch in tree:
        if isinstance(branch, nodes.paragraph):
            lines.append(Line(branch.astext(), (), 2))
            continue
        found = list(_below_letters(branch, mentions))
        title = next(iter(branch.findall(nodes.title)), None)
        if found and title is not None:
            lines.append(Line(title.astext(), ()))
        lines += found
    return tuple(lines) if any(line.pages for line in lines) else ()


def _below_letters(
    section: nodes.Node, mentions: Mapping[str, list[tuple[int, str]]]
) -> Iterator[Line]:
    """Yield the lines of *section*, before the first of each letter the letter."""
    letter = ""
    for node in section.findall(nodes.TextElement):
        if "pf-index-letter" in node["classes"]:
            letter = node.astext()
        elif isinstance(node, nodes.reference) and node.get("refuri") in mentions:
            if letter:
                yield Line(letter, (), 1)
                letter = ""
            yield Line(node.astext(), _pages(mentions[node["refuri"]]), 1)


def mentions_of(standings: Iterable[Standing]) -> Mapping[str, list[tuple[int, str]]]:
    """Return number and address of every page that mentions a thing, by the thing's address."""
    found: dict[str, dict[int, str]] = {}
    for one in standings:
        if one.stand.folio is not Folio.ARABIC:
            continue
        for at, place in enumerate(one.sheets.places):
            name = place.name
            if place.kind is PlaceKind.ANCHOR and one.part.ident == _LISTED_IN and name:
                name = f"{_ORGANISATION}{name}"
            elif place.kind is not PlaceKind.MENTION:
                continue
            pages = found.setdefault(name, {})
            pages.setdefault(one.stand.first + place.page - 1, one.address(at))
    return {name: sorted(pages.items()) for name, pages in found.items()}


def _pages(found: Sequence[tuple[int, str]]) -> tuple[tuple[str, str], ...]:
    """Return *found* as printed, three pages in a row and more as from – to."""
    return tuple(_printed(found))


def _printed(found: Sequence[tuple[int, str]]) -> Iterator[tuple[str, str]]:
    for _, group in groupby(enumerate(found), key=lambda item: item[1][0] - item[0]):
        run = [item for _, item in group]
        if len(run) >= _RUN:
            yield f"{run[0][0]}–{run[-1][0]}", run[0][1]
        else:
            yield from ((str(number), address) for number, address in run)


def title_of(title: str) -> str:
    """Return *title* as a bookmark: one space where print has a wide gap or a new line."""
    return " ".join(title.split())


_ROMAN: Final = (
    (1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"),
    (50, "L"), (40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"),
)  # fmt: skip


def roman(number: int) -> str:
    """Return *number*, 1 or more, in Roman digits."""
    text = ""
    for value, digits in _ROMAN:
        count, number = divmod(number, value)
        text += digits * count
    return text
