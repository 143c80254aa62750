"""From laid out parts to the bound book: pieces, links, and what the book says of itself."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING

from planforge.document.books.book import Style
from planforge.i18n import DEFAULT_LANGUAGE, msg
from planforge.publish.paper.binding import bind
from planforge.publish.paper.encode import Folio, Setting
from planforge.publish.paper.lists import is_of_plan, title_of
from planforge.publish.paper.pieces import Imprint, Mark, Piece, Place
from planforge.publish.paper.typeset import AT, PlaceKind

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from planforge.document.books.book import Book
    from planforge.publish.paper.lists import Standing
    from planforge.publish.paper.pieces import Resolve


def assemble(
    book: Book,
    standings: Sequence[Standing],
    folios: Mapping[str, bytes],
    resolve: Resolve,
    producer: str,
) -> bytes:
    """Return *book* bound, from its parts where they stand.

    Args:
        book: The book.
        standings: Its parts.
        folios: Sheets with page numbers, by `folio_name`.
        resolve: Where addresses lead that are not made here.
        producer: The program, for the metadata.
    """
    imprint = Imprint(
        book.told,
        book.issuer,
        book.subject,
        book.keywords,
        "zh-CN" if book.language == DEFAULT_LANGUAGE else book.language,
        book.dated,
        producer,
    )
    return bind(_pieces(standings), imprint, _resolver(book, standings, resolve), folios)


def folio_name(one: Standing) -> str:
    """Return the name of the sheets whose numbers the pages of *one* bear; empty for none."""
    if one.stand.folio is Folio.NONE:
        return ""
    return f"{one.stand.folio.value}-{'lying' if one.part.landscape else 'upright'}"


def number_setting(book: Book, one: Standing) -> Setting:
    """Return how the sheets with the numbers of *one* are set."""
    return Setting(
        style=Style.SHEET,
        title=book.title,
        paper=book.paper,
        landscape=one.part.landscape,
        duplex=book.duplex,
        folio=one.stand.folio,
        running=False,
        language=book.language,
        standards=(),
    )


def _pieces(standings: Sequence[Standing]) -> list[Piece]:
    has_plans = Counter(one.part.style for one in standings)[Style.PLAN] > 1
    pieces: list[Piece] = []
    for one in standings:
        is_numbered = one.stand.folio is not Folio.NONE
        first, *more = one.sheets.slices
        whole = Piece(
            one.part.ident,
            title_of(one.part.title),
            first[0],
            one.stand.first if is_numbered else None,
            is_roman=one.stand.folio is Folio.ROMAN,
            folio=folio_name(one),
            blanks=one.stand.blanks,
            level=1 if has_plans and is_of_plan(one.part) else 0,
            marks=_marks(one),
        )
        pieces += _sliced(whole, first[1], more)
    return pieces


def _sliced(whole: Piece, pages: int, more: Sequence[tuple[bytes, int]]) -> Iterator[Piece]:
    """Yield *whole*, whose own file has *pages* pages, and the slices of its part behind it."""
    if not more:
        yield whole
        return
    yield replace(whole, marks=tuple(mark for mark in whole.marks if mark.page < pages))
    for at, (pdf, count) in enumerate(more, 2):
        yield replace(
            whole,
            ident=f"{whole.ident}~{at}",
            of=whole.ident,
            pdf=pdf,
            first=None if whole.first is None else whole.first + pages,
            blanks=0,
            marks=tuple(
                replace(mark, page=mark.page - pages)
                for mark in whole.marks
                if pages <= mark.page < pages + count
            ),
        )
        pages += count


def _marks(one: Standing) -> tuple[Mark, ...]:
    """Return every place of *one*; headings are bookmarks."""
    marks: list[Mark] = []
    mentioned: set[tuple[str, int]] = set()
    deepest = 0
    for at, place in enumerate(one.sheets.places):
        if place.kind is PlaceKind.MENTION:
            if (place.name, place.page) in mentioned:
                continue
            mentioned.add((place.name, place.page))
        mark = Mark(place.page - 1, place.top, one.anchor(at))
        if place.kind is PlaceKind.HEADING and place.level:
            deepest = min(place.level, deepest + 1)
            mark = replace(mark, title=title_of(place.title), level=deepest)
        marks.append(mark)
    return tuple(marks)


def _resolver(book: Book, standings: Sequence[Standing], outer: Resolve) -> Resolve:
    """Return what finds places in the book: those made here and, by *outer*, all others."""
    known = {one.part.ident: one for one in standings}
    places = {
        one.part.ident: {one.anchor(at): at for at in reversed(range(len(one.sheets.places)))}
        for one in standings
    }

    @cache
    def resolve(address: str) -> Place | str | None:
        if address.startswith(AT):
            ident, _, anchor = address.removeprefix(AT).partition("/")
            found: Place | str | None = Place(ident, anchor)
        else:
            found = outer(address)
        if not isinstance(found, Place):
            return found
        one = known.get(found.ident)
        if one is None:
            return None
        at = places[found.ident].get(found.anchor)
        page = 1 if at is None else one.sheets.places[at].page
        number = one.number(page)
        said = msg("{title}, page {page}", title=one.part.title, page=number)
        told = said.render(book.language) if number else one.part.title
        return Place(found.ident, "" if at is None else found.anchor, found.said or told)

    return resolve
