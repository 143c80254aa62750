"""Handbooks: which books, cards, forms and tables can be made of the plans, and the files they are.

What there is stands in one table, `KINDS`. Libraries that print or write office files are loaded
only when a file of their kind is made.
"""

from __future__ import annotations

from dataclasses import field
from functools import cached_property, partial
from typing import TYPE_CHECKING, Final

from planforge.document.books.book import BookKind, stem, told
from planforge.document.books.booklet import booklet
from planforge.document.books.cards import action_cards, post_cards, village_cards
from planforge.document.books.compilation import compilation
from planforge.document.books.forms import forms_book
from planforge.document.books.places import Places
from planforge.document.books.posters import posters
from planforge.document.books.qr import web_address
from planforge.document.books.single import single_plan
from planforge.document.charts import find_program
from planforge.document.sheets import all_sheets, register_sheets, whole_plan_sheets
from planforge.frozen import dataclass
from planforge.publish.paper.pieces import Place
from planforge.publish.paper.typst_memory import give_back
from planforge.source.layout import survey

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence
    from datetime import date
    from pathlib import Path

    from planforge.corpus.plan_view import PlanView
    from planforge.document.books.book import Book
    from planforge.document.forms import Filled
    from planforge.document.pages.frame import Frame
    from planforge.document.sheets import Sheet
    from planforge.publish.paper.book_pdf import Press
    from planforge.publish.paper.cache import Store
    from planforge.publish.paper.fonts import Typecase
    from planforge.publish.paper.pictures import CorpusGallery
    from planforge.publish.paper.typeset import Flaw


@dataclass(frozen=True, slots=True)
class Wanted:
    """What books are asked for.

    Attributes:
        views: The plans.
        is_all: Whether these are all plans there are.
        roles: Names of posts, units or groups that cards are for; empty for all.
        known: What is known of the incident, for the forms of the one plan; None for blank forms.
    """

    views: tuple[PlanView, ...]
    is_all: bool
    roles: tuple[str, ...] = ()
    known: Filled | None = None


@dataclass(frozen=True, slots=True)
class Tables:
    """A workbook that can be made.

    Attributes:
        ident: What the stem of its file name begins with.
        title: Its title.
        build: Makes its sheets.
        author: Who issues it.
        dated: Its date.
    """

    ident: str
    title: str
    build: Callable[[], Sequence[Sheet]]
    author: str = ""
    dated: date | None = None


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of handbook.

    Attributes:
        books: Makes the books of this kind.
        tables: Makes the workbooks of this kind.
        is_editable: Whether its books are also made for Word; what is folded or hung up is not.
    """

    books: Callable[[Frame, Wanted], Iterator[Book]] | None = None
    tables: Callable[[Frame, Wanted], Iterator[Tables]] | None = None
    is_editable: bool = True

    @property
    def formats(self) -> tuple[str, ...]:
        """The formats there are of it."""
        printed = ("pdf", "docx") if self.is_editable else ("pdf",)
        return (*(printed if self.books else ()), *(("xlsx",) if self.tables else ()))


def _compilation(frame: Frame, _wanted: Wanted) -> Iterator[Book]:
    yield compilation(frame)


def _plans(frame: Frame, wanted: Wanted) -> Iterator[Book]:
    for view in wanted.views:
        yield single_plan(frame, view)


def _cards(frame: Frame, wanted: Wanted) -> Iterator[Book]:
    roles = wanted.roles or None
    if wanted.is_all:
        yield action_cards(frame, None, roles)
        yield post_cards(frame, roles)
        if not roles:
            yield village_cards(frame)
    else:
        for view in wanted.views:
            yield action_cards(frame, view, roles)


def _booklets(frame: Frame, wanted: Wanted) -> Iterator[Book]:
    for view in wanted.views:
        yield booklet(frame, view)


def _posters(frame: Frame, wanted: Wanted) -> Iterator[Book]:
    if wanted.is_all:
        yield posters(frame)
    else:
        for view in wanted.views:
            yield posters(frame, view)


def _forms(frame: Frame, wanted: Wanted) -> Iterator[Book]:
    for view in wanted.views:
        yield forms_book(frame, view, wanted.known)


def all_tables(frame: Frame) -> Tables:
    """Return the registers and tables of the compilation."""
    book = compilation(frame)
    return Tables(book.ident, book.title, partial(all_sheets, frame), book.issuer, book.dated)


def _all_tables(frame: Frame, _wanted: Wanted) -> Iterator[Tables]:
    yield all_tables(frame)


def _plan_tables(frame: Frame, wanted: Wanted) -> Iterator[Tables]:
    for view in wanted.views:
        book = single_plan(frame, view)
        build = partial(whole_plan_sheets, frame, view)
        yield Tables(book.ident, book.title, build, book.issuer, book.dated)


def _registers(frame: Frame, _wanted: Wanted) -> Iterator[Tables]:
    book = compilation(frame)
    title = frame.context.t("Registers")
    yield Tables("registers", title, partial(register_sheets, frame), book.issuer, book.dated)


KINDS: Final[Mapping[str, Kind]] = {
    "compilation": Kind(_compilation, _all_tables),
    "plan": Kind(_plans, _plan_tables),
    "cards": Kind(_cards),
    "booklet": Kind(_booklets, is_editable=False),
    "posters": Kind(_posters, is_editable=False),
    "forms": Kind(_forms),
    "registers": Kind(None, _registers),
}
"""Name on the command line → kind of handbook."""


@dataclass(frozen=True, slots=True)
class Made:
    """A file that was made.

    Attributes:
        name: Its name.
        content: Its bytes.
        pages: How many pages it has; 0 where only the program that shows it knows.
        flaws: What does not stand in it as it was meant; it must not be issued if one is an error.
    """

    name: str
    content: bytes
    pages: int = 0
    flaws: tuple[Flaw, ...] = field(default=())


class Workshop:
    """Makes files of books."""

    def __init__(  # noqa: PLR0913 - what a workshop is furnished with
        self,
        root: Path,
        frame: Frame,
        store: Store,
        *,
        fonts: Sequence[Path] = (),
        dot: str = "",
        tell: Callable[[str, int, int], None] = lambda _title, _done, _of: None,
    ) -> None:
        """Make books of the corpus at *root*.

        Args:
            root: Folder of the plans.
            frame: The corpus as readers may see it.
            store: Keeps what was laid out, between runs.
            fonts: Folders with the bureau's own typefaces, which go before those that come along.
            dot: Program that lays out charts; empty for the one that comes along.
            tell: Called with the title of each part that is ready, how many are, and of how many.
        """
        self._frame = frame
        self._store = store
        self._fonts = tuple(fonts)
        self._dot = dot
        self._tell = tell
        layout = survey(root)
        self._images = {image: layout.root / image for image in layout.images}

    def pdf(self, book: Book) -> Made:
        """Return *book* as PDF.

        Raises:
            FaceProblem: Typefaces are missing or broken.
            EngineProblem: The engine failed.
        """
        from planforge.publish.paper.book_pdf import book_pdf  # noqa: PLC0415 - an extra

        made = book_pdf(book, self._press, self._resolver(book))
        return Made(f"{book.stem}.pdf", made.content, made.pages, made.flaws)

    def sheets(self, book: Book, made: Made) -> tuple[Made, ...]:
        """Return what is printed of *book*, which was *made* already, besides: folded sheets."""
        if book.kind is not BookKind.BOOKLET:
            return ()
        from planforge.publish.paper.imposition import impose  # noqa: PLC0415 - an extra

        return (Made(f"{book.stem}-a4.pdf", impose(made.content)),)

    def docx(self, book: Book) -> Made:
        """Return *book* as a file of Word, whose contents and index name its pages.

        They are those that it would have in print with every chart where the text has it.

        Raises:
            FaceProblem: Typefaces are missing or broken.
            EngineProblem: The engine failed.
        """
        from planforge.publish.paper.book_pdf import lay_out  # noqa: PLC0415 - an extra
        from planforge.publish.paper.numbers import numbers_of  # noqa: PLC0415 - an extra
        from planforge.publish.word.book_docx import book_docx, has_lists  # noqa: PLC0415 - an extra
        from planforge.publish.word.pictures import TypstPainter  # noqa: PLC0415 - an extra

        painter = TypstPainter(self._typecase)
        numbers = numbers_of(lay_out(book, self._press)) if has_lists(book) else None
        made = book_docx(book, self._gallery, painter, self._resolver(book), numbers)
        return Made(f"{book.stem}.docx", made.content, flaws=made.flaws)

    def rest(self) -> None:
        """Give back the memory that was taken for what is made: something else comes next."""
        give_back()

    def xlsx(self, tables: Tables) -> Made:
        """Return *tables* as a workbook."""
        from planforge.publish.sheets.workbook import Described, workbook  # noqa: PLC0415 - an extra

        language, public = self._frame.context.language, self._frame.context.public
        title = told(tables.title, language, public=public)
        described = Described(title, "", tables.author, tables.dated, language)
        name = stem(tables.ident, public=public)
        return Made(f"{name}.xlsx", workbook(tables.build(), described))

    @cached_property
    def _press(self) -> Press:
        from planforge.publish.paper.book_pdf import Press  # noqa: PLC0415 - an extra
        from planforge.publish.paper.typst_engine import TypstEngine  # noqa: PLC0415 - an extra

        engine = TypstEngine()
        means = (self._typecase, self._gallery, self._store, self._tell)
        return Press(engine, *means, rest=engine.rest)

    @cached_property
    def _typecase(self) -> Typecase:
        from planforge.publish.paper.fonts import Typecase  # noqa: PLC0415 - an extra

        return Typecase(self._fonts)

    @cached_property
    def _gallery(self) -> CorpusGallery:
        from planforge.publish.paper.pictures import CorpusGallery  # noqa: PLC0415 - an extra

        return CorpusGallery(find_program(self._dot), self._store, self._image)

    def _image(self, file: str) -> bytes | None:
        """Return the image *file*; None if it is none of the plans."""
        path = self._images.get(file)
        if path is None:
            return None
        try:
            return path.read_bytes()
        except OSError:
            return None

    def _resolver(self, book: Book) -> Callable[[str], Place | str | None]:
        places = Places(self._frame, book)
        context = self._frame.context

        def resolve(address: str) -> Place | str | None:
            found = places.find(address)
            if found is not None:
                return Place(found.part, found.anchor)
            return web_address(context, address) or None

        return resolve
