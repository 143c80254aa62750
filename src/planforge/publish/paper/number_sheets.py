"""Sheets with page numbers and nothing else, which the binder prints over the pages of a book.

How many are wanted is nearly known before contents and index are laid out; so they are begun with
them, and made to the next hundred: then a book may grow without making them anew.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from planforge.document.books.book import Part, Style
from planforge.frozen import dataclass
from planforge.publish.blocks.model import Break, Paragraph, Run
from planforge.publish.paper.assembly import folio_name, number_setting
from planforge.publish.paper.encode import job

if TYPE_CHECKING:
    from collections.abc import Iterable
    from concurrent.futures import Executor, Future

    from planforge.document.books.book import Book
    from planforge.publish.paper.cache import Cache
    from planforge.publish.paper.encode import Setting
    from planforge.publish.paper.fonts import Typecase
    from planforge.publish.paper.lists import Standing
    from planforge.publish.paper.pictures import Gallery
    from planforge.publish.paper.typeset import Engine, Job, Sheets

_AT_ONCE: Final = 100


@dataclass(frozen=True, slots=True)
class _Wanted:
    """Sheets that pieces call *name*: how they are set, and how many at least."""

    name: str
    setting: Setting
    count: int


class NumberSheets:
    """The sheets of one book."""

    def __init__(
        self, book: Book, engine: Engine, typecase: Typecase, gallery: Gallery, cache: Cache
    ) -> None:
        """Make sheets for *book* unless they are in *cache*."""
        self._book = book
        self._engine = engine
        self._typecase = typecase
        self._gallery = gallery
        self._cache = cache
        self._begun: dict[_Wanted, Future[Sheets]] = {}

    def begin(self, pool: Executor, standings: Iterable[Standing]) -> None:
        """Let *pool* lay out what parts that stand so will need."""
        for wanted in self._wanted(standings):
            if wanted not in self._begun and self._cache.get(self._key(wanted)) is None:
                self._begun[wanted] = pool.submit(self._engine.typeset, self._job(wanted))

    def of(self, standings: Iterable[Standing]) -> dict[str, bytes]:
        """Return the sheets for *standings*, by the names that pieces use."""
        return {wanted.name: self._made(wanted).pdf for wanted in self._wanted(standings)}

    def _made(self, wanted: _Wanted) -> Sheets:
        key = self._key(wanted)
        kept = self._cache.get(key)
        if kept is not None:
            return kept
        begun = self._begun.get(wanted)
        made = begun.result() if begun else self._engine.typeset(self._job(wanted))
        self._cache.put(key, made, ())
        return made

    def _wanted(self, standings: Iterable[Standing]) -> list[_Wanted]:
        last: dict[str, tuple[Setting, int]] = {}
        for one in standings:
            if name := folio_name(one):
                setting = number_setting(self._book, one)
                number = one.stand.first + max(one.sheets.pages, 1) - 1
                last[name] = setting, max(number, last.get(name, (setting, 0))[1])
        return [
            _Wanted(name, setting, -(-number // _AT_ONCE) * _AT_ONCE)
            for name, (setting, number) in sorted(last.items())
        ]

    def _key(self, wanted: _Wanted) -> str:
        part = Part(wanted.name, "", Style.SHEET, (str(wanted.count),), list)
        return self._cache.key(part, wanted.setting)

    def _job(self, wanted: _Wanted) -> Job:
        blank = (Paragraph((Run("\u00a0"),)), Break())
        return job(blank * wanted.count, wanted.setting, self._typecase, self._gallery)[0]
