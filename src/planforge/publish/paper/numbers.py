"""The numbers that pages of a book bear in print, for those who write the same book otherwise.

They cannot let text go on before a chart, so they give the layout of `book_pdf.lay_out`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from planforge.frozen import dataclass
from planforge.publish.paper.lists import mentions_of
from planforge.publish.paper.typeset import PlaceKind

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from planforge.publish.paper.lists import Standing


@dataclass(frozen=True, slots=True)
class Numbers:
    """Where in print what stands.

    Attributes:
        parts: Ident of a part → number of its first page; empty if it bears none.
        headings: Ident of a part → its headings in order, without white space, with the number of
            the page of each.
        mentions: Address of what an index lists → numbers of the pages that speak of it, in order.
    """

    parts: Mapping[str, str]
    headings: Mapping[str, tuple[tuple[str, str], ...]]
    mentions: Mapping[str, tuple[int, ...]]

    def of(self, part: str, titles: Sequence[str]) -> list[str]:
        """Return the number of each of the headings *titles* of *part*; the part has none: empty.

        They come in order; one that print does not have is taken to stand where the one before it
        stands.
        """
        printed = self.headings.get(part, ())
        found: list[str] = []
        number, at = self.parts.get(part, ""), 0
        for title in titles:
            bare = "".join(title.split())
            here = next((i for i in range(at, len(printed)) if printed[i][0] == bare), None)
            if here is not None:
                number, at = printed[here][1], here + 1
            found.append(number)
        return found


def numbers_of(standings: Sequence[Standing]) -> Numbers:
    """Return the numbers of a book whose parts stand where *standings* say."""
    parts = {one.part.ident: one.number(1) for one in standings}
    headings = {
        one.part.ident: tuple(
            ("".join(place.title.split()), one.number(place.page))
            for place in one.sheets.places
            if place.kind is PlaceKind.HEADING and place.level
        )
        for one in standings
    }
    mentions = {
        name: tuple(number for number, _ in pages) for name, pages in mentions_of(standings).items()
    }
    return Numbers(parts, headings, mentions)
