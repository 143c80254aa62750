"""A book as one PDF: its parts laid out, two at a time, and bound.

A part is laid out without the numbers of its pages, so only one thing about the parts before it
matters: whether it begins on a left or a right page. Parts from one right page to the next form a
chain, in which that is known as it goes along; chains are laid out side by side: first what keeps
the engine busy while more is prepared, then the longest, so that none is left at the end by itself.
Contents and index are made last, from where everything stands, and with them sheets that bear the
numbers of pages.
"""

from __future__ import annotations

from dataclasses import field, replace
from typing import TYPE_CHECKING, Final

from planforge.document.books.book import Opening, Part, Style
from planforge.fingerprint import VERSION
from planforge.frozen import dataclass
from planforge.publish.blocks.translate import translate
from planforge.publish.paper import lists
from planforge.publish.paper.assembly import assemble
from planforge.publish.paper.cache import Cache
from planforge.publish.paper.encode import Folio, job, setting_of
from planforge.publish.paper.in_place import in_place
from planforge.publish.paper.lists import Standing
from planforge.publish.paper.number_sheets import NumberSheets
from planforge.publish.paper.one_page import too_long
from planforge.publish.paper.pagination import stands
from planforge.publish.paper.side_by_side import threads, work_through
from planforge.publish.paper.slices import in_slices
from planforge.publish.paper.typeset import Flaw, Sheets

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
    from concurrent.futures import Executor

    from planforge.document.books.book import Book
    from planforge.document.charts import Drawable
    from planforge.document.charts import Picture as Drawing
    from planforge.publish.blocks.model import Blocks
    from planforge.publish.paper.cache import Store
    from planforge.publish.paper.encode import Line, Setting
    from planforge.publish.paper.fonts import Typecase
    from planforge.publish.paper.pictures import Gallery
    from planforge.publish.paper.pieces import Resolve
    from planforge.publish.paper.typeset import Engine

_MADE: Final = frozenset({Style.CONTENTS, Style.INDEX})
"""Styles of parts that are made from the others."""
_TEXT: Final = frozenset({Style.PLAN, Style.ANNEX, Style.SHEET})
"""Styles of parts that are running text."""
_IN_PLACE: Final = "in-place"
"""Tells a part whose charts stay in place from the same one in print."""
_IMPRINT: Final = "pf-imprint"
"""Name of the place where an imprint stands below the text."""
_ROUNDS: Final = 6
"""After so many rounds the lengths of contents and index have long settled."""


@dataclass(frozen=True, slots=True)
class Pdf:
    """A book laid out and bound.

    Attributes:
        content: The file.
        pages: How many pages it has.
        flaws: What is not as it was meant; it is not fit to be issued if one is an error.
        made: How many parts were laid out, those taken from the cache left out.
    """

    content: bytes
    pages: int
    flaws: tuple[Flaw, ...]
    made: int


@dataclass(frozen=True, slots=True)
class Press:
    """What books are printed with.

    Attributes:
        engine: Lays out parts.
        typecase: Faces.
        gallery: Draws charts and reads pictures.
        store: Keeps parts between runs.
        tell: Called with the title of each part when it is ready, how many are, and of how many.
        rest: Called when all parts are laid out and the engine has nothing to do for a while.
    """

    engine: Engine
    typecase: Typecase
    gallery: Gallery
    store: Store
    tell: Callable[[str, int, int], None] = field(default=lambda _title, _done, _of: None)
    rest: Callable[[], None] = field(default=lambda: None)


def book_pdf(book: Book, press: Press, resolve: Resolve) -> Pdf:
    """Return *book* as a PDF.

    Args:
        book: What is printed; it has a part with something in it.
        press: What it is printed with.
        resolve: Where `planforge:` addresses lead: to a place in this book by part and anchor, to
            an outside address, or nowhere.

    Raises:
        EngineProblem: The engine cannot lay out a part at all.
    """
    printing = _Printing(book, press)
    standings = printing.run()
    numbers = printing.folios(standings)
    press.rest()
    content = assemble(book, standings, numbers, resolve, f"planforge {VERSION}")
    pages = sum(one.stand.blanks + one.sheets.pages for one in standings)
    flaws = tuple(
        dict.fromkeys(
            Flaw(one.part.ident, problem)
            for one in standings
            for problem in (*one.sheets.problems, *too_long(one.part, one.sheets.pages))
        )
    )
    return Pdf(content, pages, flaws, printing.made)


def lay_out(book: Book, press: Press) -> list[Standing]:
    """Return the parts of *book* laid out, where they stand, each chart where the text has it.

    So its pages are those of other writers, who cannot let text go on before a chart. A part in
    which print lets none is the one of print, from the cache if it is there.

    Raises:
        EngineProblem: The engine cannot lay out a part at all.
    """
    standings = _Printing(book, press, in_place=True).run()
    press.rest()
    return standings


@dataclass(frozen=True, slots=True)
class _Laid:
    """A part laid out, and whether for a left page."""

    sheets: Sheets
    begins_left: bool


@dataclass(frozen=True, slots=True)
class _Asked:
    """A part that is to be laid out: what stands in it, how it is set, what it is kept under.

    That with more parts `behind` it, which wait for where it ends, is the more urgent.
    """

    part: Part
    blocks: Blocks
    lines: tuple[Line, ...]
    setting: Setting
    key: str
    own_key: str
    left: bool
    behind: int = 0

    def __lt__(self, other: _Asked) -> bool:
        """Tell whether this one is more urgent than *other*."""
        return self.behind > other.behind


@dataclass(frozen=True, slots=True)
class _Made:
    """What was made of a part: under which key it is kept, and which pictures it shows."""

    asked: _Asked
    key: str
    sheets: Sheets
    pictures: tuple[str, ...]


class _Recorder:
    """A gallery that remembers which pictures were asked for."""

    def __init__(self, gallery: Gallery) -> None:
        self._gallery = gallery
        self.asked: dict[str, None] = {}

    def drawing(self, chart: Drawable, prefix: str) -> Drawing:
        """Return the picture of *chart*."""
        return self._gallery.drawing(chart, prefix)

    def read(self, file: str) -> bytes | None:
        """Return the image *file*, and remember it."""
        self.asked[file] = None
        return self._gallery.read(file)


class _Printing:
    """One book while it is printed. From blocks on, parts are made in threads of their own."""

    def __init__(self, book: Book, press: Press, *, in_place: bool = False) -> None:
        self.made = 0
        self._in_place = in_place
        self._book = book
        self._press = press
        made_by = f"{press.engine.version}/{press.typecase.digest}"
        self._cache = Cache(press.store, made_by, press.gallery.read)
        self._laid: dict[str, _Laid] = {}
        self._lines: dict[str, tuple[Line, ...]] = {}
        self._last = _before_imprint(book)
        self._numbers = NumberSheets(book, press.engine, press.typecase, press.gallery, self._cache)

    def run(self) -> list[Standing]:
        """Return all parts that have pages, laid out, where they stand."""
        with threads() as pool:
            self._lay(pool, sorted(_chains(self._book), key=_turn))
            for _round in range(_ROUNDS):
                standings = self._standings()
                again = [one.part for one in standings if self._is_turned(one)]
                made = [part for part in self._book.parts if self._is_stale(part, standings)]
                if not again and not made:
                    break
                if not self._in_place:
                    self._numbers.begin(pool, standings)
                turned = {one.part.ident: one.stand.begins_left for one in standings}
                self._lay(pool, [[part] for part in (*again, *made)], turned)
        return self._standings()

    def folios(self, standings: Iterable[Standing]) -> dict[str, bytes]:
        """Return sheets with page numbers and nothing else, by the names that pieces use."""
        return self._numbers.of(standings)

    def _standings(self) -> list[Standing]:
        book = self._book
        counts = {ident: laid.sheets.pages for ident, laid in self._laid.items()}
        for part in book.parts:
            if part.style in _MADE:
                counts.setdefault(part.ident, self._guess(part))
        if self._has_imprint():
            counts[book.parts[-1].ident] = 0
        found = stands(book, counts)
        empty = Sheets(b"", 0)
        return [
            Standing(part, self._laid[part.ident].sheets if part.ident in self._laid else empty, at)
            for part in book.parts
            if (at := found.get(part.ident)) is not None
        ]

    def _has_imprint(self) -> bool:
        """Whether the imprint stands below the text already, so that it needs no page."""
        laid = self._laid.get(self._last.ident) if self._last is not None else None
        return laid is not None and any(place.name == _IMPRINT for place in laid.sheets.places)

    def _is_turned(self, one: Standing) -> bool:
        laid = self._laid.get(one.part.ident)
        return laid is not None and laid.begins_left != one.stand.begins_left

    def _is_stale(self, part: Part, standings: Sequence[Standing]) -> bool:
        """Whether the lines of *part*, which is made from the others, are no longer true."""
        if part.style not in _MADE:
            return False
        if part.style is Style.CONTENTS:
            lines = lists.contents(self._book, standings)
        else:
            lines = lists.index(part.build(), standings)
        is_new = self._lines.get(part.ident) != lines
        self._lines[part.ident] = lines
        return is_new

    def _lay(
        self,
        pool: Executor,
        chains: Iterable[Sequence[Part]],
        turned: Mapping[str, bool] | None = None,
    ) -> None:
        """Lay out *chains*; *turned* says which parts begin left, which chains find themselves."""
        work = (self._chain(chain, turned) for chain in chains)
        work_through(pool, work, self._made, self._take)

    def _chain(self, chain: Sequence[Part], turned: Mapping[str, bool] | None) -> Iterator[_Asked]:
        """Yield what must be laid out of *chain*, part by part."""
        page = 0
        for at, part in enumerate(chain):
            if part.style in _MADE and part.ident not in self._lines:
                page += self._guess(part)
                continue
            left = bool(page % 2) if turned is None else turned.get(part.ident, False)
            asked = self._prepared(part, left=left and self._book.duplex)
            if asked is not None:
                yield replace(asked, behind=len(chain) - at)
            page += self._laid[part.ident].sheets.pages

    def _prepared(self, part: Part, *, left: bool) -> _Asked | None:
        """Return what must be laid out for *part*; None if it is there already, or empty."""
        setting = self._setting(part, begins_left=left)
        lines = self._lines.get(part.ident, ())
        inputs = part if part.style not in _MADE else replace(part, inputs=(repr(lines),))
        imprint = self._book.parts[-1] if part is self._last else None
        if imprint is not None:
            inputs = replace(part, inputs=(*part.inputs, imprint.ident, *imprint.inputs))
        key = self._cache.key(inputs, setting)
        own_key = self._cache.key(replace(inputs, inputs=(*inputs.inputs, _IN_PLACE)), setting)
        kept = self._cache.get(key)
        if self._in_place and (kept is None or kept.floated):
            kept = self._cache.get(own_key)
        if kept is not None:
            self._keep(part, _Laid(kept, left))
            return None
        blocks = () if part.style in _MADE else translate(part.build(), self._book.language)
        if not blocks and not lines:
            self._keep(part, _Laid(Sheets(b"", 0), left))
            return None
        if imprint is not None:
            blocks += translate(imprint.build(), self._book.language)
        return _Asked(part, blocks, lines, setting, key, own_key, left)

    def _made(self, asked: _Asked) -> _Made:
        """Return what is made of *asked*, in whatever thread."""
        press = self._press
        recorder = _Recorder(press.gallery)
        made, problems = job(
            asked.blocks, asked.setting, press.typecase, recorder, lines=asked.lines
        )
        key = asked.key
        if self._in_place and (stays := in_place(made)) is not made:
            made, key = stays, asked.own_key
        sheets = in_slices(press.engine, made)
        whole = replace(sheets, problems=(*problems, *sheets.problems))
        return _Made(asked, key, whole, tuple(recorder.asked))

    def _take(self, made: _Made) -> None:
        self._cache.put(made.key, made.sheets, made.pictures)
        self.made += 1
        self._keep(made.asked.part, _Laid(made.sheets, made.asked.left))

    def _keep(self, part: Part, laid: _Laid) -> None:
        self._laid[part.ident] = laid
        if part.style in _MADE:
            self._press.store.put(self._guess_key(part), str(laid.sheets.pages).encode())
        self._press.tell(part.title, len(self._laid), len(self._book.parts))

    def _guess(self, part: Part) -> int:
        """Return how many pages *part*, which is made from the others, had last time."""
        known = self._press.store.get(self._guess_key(part)) or b""
        return int(known) if known.isdigit() else 1

    def _guess_key(self, part: Part) -> str:
        return f"pages:{self._book.ident}:{self._book.public}:{part.ident}"

    def _setting(self, part: Part, *, begins_left: bool) -> Setting:
        setting = setting_of(self._book, part, begins_left=begins_left)
        return replace(setting, folio=Folio.NONE, begins_left=begins_left)


def _before_imprint(book: Book) -> Part | None:
    """Return the part with text that an imprint (版记) at the end of *book* may stand below."""
    last, imprint = book.parts[-2:] if len(book.parts) > 1 else (None, None)
    if last is None or imprint is None or not book.duplex or last.landscape:
        return None
    is_imprint = imprint.style is Style.BACK and imprint.opening is Opening.LEFT
    return last if is_imprint and last.style in _TEXT else None


def _turn(chain: Sequence[Part]) -> tuple[bool, int]:
    """Return what chains are sorted by: single parts, which are soon prepared, then long ones."""
    return len(chain) > 1, -len(chain)


def _chains(book: Book) -> list[list[Part]]:
    """Return the parts of *book* in runs that begin on a right page."""
    chains: list[list[Part]] = []
    for part in book.parts:
        if not chains or (book.duplex and part.opening is Opening.RIGHT) or not book.duplex:
            chains.append([])
        chains[-1].append(part)
    return chains
