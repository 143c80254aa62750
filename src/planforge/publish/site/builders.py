"""Sphinx builders for books: `sphinx-build -b planforge-pdf`, `planforge-docx`, `planforge-xlsx`.

They make the compilation of all plans, or the workbook of its registers and tables, for the readers
that `conf.py` names, as the command `planforge handbook` does.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, Final

from sphinx.builders import Builder
from sphinx.errors import SphinxError
from sphinx.util import logging

from planforge.document.pages.frame import Frame
from planforge.findings import Severity
from planforge.fingerprint import fingerprint
from planforge.i18n import msg
from planforge.publish.extras import missing

if TYPE_CHECKING:
    from collections.abc import Set as AbstractSet
    from pathlib import Path

    from planforge.publish.site.state import SiteState

logger = logging.getLogger(__name__)


class BookBuilder(Builder):
    """Makes the compilation of all plans; pages of the site are not written."""

    allow_parallel = True
    ending: ClassVar[str]
    state: SiteState
    """The plans; set when they are read."""

    def get_outdated_docs(self) -> str:
        """Return what is said to be made."""
        return f"compilation.{self.ending}"

    def get_target_uri(self, docname: str, typ: str | None = None) -> str:
        """Return where a page of the site would be: there is none."""
        del docname, typ
        return ""

    def prepare_writing(self, docnames: AbstractSet[str]) -> None:
        """Do nothing: no page is written."""

    def write_documents(self, docnames: AbstractSet[str]) -> None:
        """Do nothing: no page is written."""

    def finish(self) -> None:
        """Make the book.

        Raises:
            SphinxError: A package is missing, or something does not print as it was meant; then
                nothing is written.
        """
        state = self.state
        absent = missing((self.ending,))
        if absent:
            text = msg(
                "Printed books need further packages. Install them with: "
                "pip install 'planforge[{extras}]'",
                extras=",".join(absent),
            )
            raise SphinxError(text.render(state.language))
        _write(state, self.ending, self.confdir, self.outdir)


class PdfBuilder(BookBuilder):
    """The compilation as PDF."""

    name = "planforge-pdf"
    format = "pdf"
    ending = "pdf"
    epilog = "The book is in %(outdir)s."


class DocxBuilder(BookBuilder):
    """The compilation for Word."""

    name = "planforge-docx"
    format = "docx"
    ending = "docx"
    epilog = "The book is in %(outdir)s."


class XlsxBuilder(BookBuilder):
    """The registers and tables of the compilation as a workbook."""

    name = "planforge-xlsx"
    format = "xlsx"
    ending = "xlsx"
    epilog = "The workbook is in %(outdir)s."


BUILDERS: Final = (PdfBuilder, DocxBuilder, XlsxBuilder)


def _write(state: SiteState, ending: str, source: Path, target: Path) -> None:
    from planforge.checking import check  # noqa: PLC0415 - only for books
    from planforge.document.books.compilation import compilation  # noqa: PLC0415 - only for books
    from planforge.document.charts import LayoutProblem  # noqa: PLC0415 - only for books
    from planforge.publish.flaws import EMPTY_PLACES, reported, told  # noqa: PLC0415 - only for books
    from planforge.publish.handbook import Workshop, all_tables  # noqa: PLC0415 - for books
    from planforge.publish.paper.fonts import FaceProblem  # noqa: PLC0415 - only for books
    from planforge.publish.paper.typeset import EngineProblem  # noqa: PLC0415 - only for books

    settings = state.settings
    frame = Frame(
        state.corpus, language=state.language, public=settings.public, version=fingerprint()
    )
    fonts = (source / settings.fonts,) if settings.fonts else ()
    workshop = Workshop(state.root, frame, state.store, fonts=fonts, dot=settings.dot)
    try:
        if ending == "xlsx":
            made = workshop.xlsx(all_tables(frame))
        else:
            book = compilation(frame)
            made = workshop.pdf(book) if ending == "pdf" else workshop.docx(book)
    except (FaceProblem, EngineProblem, LayoutProblem) as error:
        raise SphinxError(error.message.render(state.language)) from error
    prefix = f"{settings.plans}/"
    found = check(state.root).findings
    files = {view.prose_file for view in frame.views}
    about = (state.root, prefix, frame, [made], state.language)
    lines = [*reported(found, EMPTY_PLACES, files, prefix, state.language), *told(*about)]
    for line in (*lines, *told(*about, severity=Severity.WARNING)):
        logger.warning("%s", line, type="planforge", subtype="print")
    if lines:
        text = msg("Nothing was written: {count} problems must be mended first.", count=len(lines))
        raise SphinxError(text.render(state.language))
    (target / made.name).write_bytes(made.content)
