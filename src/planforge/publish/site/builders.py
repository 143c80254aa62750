"""Sphinx builders for books: `sphinx-build -b planforge-pdf`, `planforge-docx`, `planforge-xlsx`.

They make what the command `planforge handbook` makes, for the readers that `conf.py` names: the
compilation of all plans and the workbook of its registers and tables, or the kinds, plans and roles
that `planforge_handbook_kind`, `…_plan` and `…_role` name.
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
from planforge.publish.kinds import OrderProblem
from planforge.publish.site.printing import read

if TYPE_CHECKING:
    from collections.abc import Set as AbstractSet
    from pathlib import Path

    from planforge.publish.handbook import Made
    from planforge.publish.site.printing import Printing
    from planforge.publish.site.state import SiteState

logger = logging.getLogger(__name__)


class BookBuilder(Builder):
    """Makes handbooks; pages of the site are not written."""

    allow_parallel = True
    ending: ClassVar[str]
    state: SiteState
    """The plans; set when they are read."""

    def get_outdated_docs(self) -> str:
        """Return what is said to be made."""
        return f"handbook ({self.ending})"

    def get_target_uri(self, docname: str, typ: str | None = None) -> str:
        """Return where a page of the site would be: there is none."""
        del docname, typ
        return ""

    def prepare_writing(self, docnames: AbstractSet[str]) -> None:
        """Do nothing: no page is written."""

    def write_documents(self, docnames: AbstractSet[str]) -> None:
        """Do nothing: no page is written."""

    def finish(self) -> None:
        """Make the books.

        Raises:
            SphinxError: A package is missing, nothing is meant by what the settings name, or
                something does not print as it was meant; then nothing is written.
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
        try:
            printing = read(self.config, self.ending)
            made = _made(state, printing, self.confdir)
        except OrderProblem as problem:
            raise SphinxError(problem.said(state.language)) from None
        for one in made:
            (self.outdir / one.name).write_bytes(one.content)


class PdfBuilder(BookBuilder):
    """Handbooks as PDF: the compilation unless other kinds are named."""

    name = "planforge-pdf"
    format = "pdf"
    ending = "pdf"
    epilog = "The books are in %(outdir)s."


class DocxBuilder(BookBuilder):
    """Handbooks for Word: the compilation unless other kinds are named."""

    name = "planforge-docx"
    format = "docx"
    ending = "docx"
    epilog = "The books are in %(outdir)s."


class XlsxBuilder(BookBuilder):
    """Workbooks: all registers and tables unless other kinds are named."""

    name = "planforge-xlsx"
    format = "xlsx"
    ending = "xlsx"
    epilog = "The workbooks are in %(outdir)s."


BUILDERS: Final = (PdfBuilder, DocxBuilder, XlsxBuilder)


def _made(state: SiteState, printing: Printing, source: Path) -> list[Made]:
    """Return the files of *printing*, made of the plans of *state* and typefaces in *source*.

    Raises:
        OrderProblem: Something that is named is not there.
        SphinxError: Something does not print as it was meant.
    """
    from planforge.checking import check  # noqa: PLC0415 - only for books
    from planforge.corpus.load import load  # noqa: PLC0415 - only for books
    from planforge.document.charts import LayoutProblem  # noqa: PLC0415 - only for books
    from planforge.publish import orders  # noqa: PLC0415 - only for books
    from planforge.publish.flaws import EMPTY_PLACES, reported, told  # noqa: PLC0415 - only for books
    from planforge.publish.handbook import Workshop  # noqa: PLC0415 - only for books
    from planforge.publish.paper.fonts import FaceProblem  # noqa: PLC0415 - only for books
    from planforge.publish.paper.typeset import EngineProblem  # noqa: PLC0415 - only for books

    settings = state.settings
    frame = Frame(
        state.corpus, language=state.language, public=settings.public, version=fingerprint()
    )
    is_named = bool(printing.plans or printing.roles)
    whole = load(state.root)[0] if is_named else state.corpus
    advice = msg("Set planforge_public = False in conf.py.")
    wanted = orders.wanted(whole, frame, printing.plans, printing.roles, advice)
    fonts = (source / settings.fonts,) if settings.fonts else ()
    workshop = Workshop(state.root, frame, state.store, fonts=fonts, dot=settings.dot)
    try:
        made = orders.make(workshop, frame, wanted, printing.kinds)
    except (FaceProblem, EngineProblem, LayoutProblem) as error:
        raise SphinxError(error.message.render(state.language)) from error
    prefix = f"{settings.plans}/"
    found = check(state.root).findings
    files = orders.prose_files(frame, wanted, printing.kinds)
    about = (state.root, prefix, frame, made, state.language)
    lines = [*reported(found, EMPTY_PLACES, files, prefix, state.language), *told(*about)]
    for line in (*lines, *told(*about, severity=Severity.WARNING)):
        logger.warning("%s", line, type="planforge", subtype="print")
    if lines:
        text = msg("Nothing was written: {count} problems must be mended first.", count=len(lines))
        raise SphinxError(text.render(state.language))
    return made
