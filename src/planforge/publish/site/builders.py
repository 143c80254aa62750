"""Sphinx builders for books: `sphinx-build -b planforge-pdf`, `planforge-docx`, `planforge-xlsx`.

They make what the command `planforge handbook` makes, for the readers that `conf.py` names: the
compilation of all plans and the workbook of its registers and tables, or the kinds, plans and roles
that `planforge_handbook_kind`, `…_plan` and `…_role` name.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, Final

from sphinx.builders import Builder
from sphinx.util import logging

from planforge.document.pages.frame import Frame
from planforge.findings import Severity
from planforge.fingerprint import fingerprint
from planforge.i18n import msg
from planforge.publish.extras import missing
from planforge.publish.kinds import OrderProblem
from planforge.publish.site.printing import read

if TYPE_CHECKING:
    from collections.abc import Callable
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
    fail: Callable[[], None]
    """Has the build end as one that failed, without a report of a crash; set with the plans."""

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
        """Make the books; what keeps them from being made is told, and nothing is written."""
        try:
            made = self._books()
        except OrderProblem as problem:
            said = problem.said(self.state.language)
            logger.error("%s", said, type="planforge", subtype="print")  # noqa: TRY400 - no bug
            self.fail()
            return
        for one in made:
            (self.outdir / one.name).write_bytes(one.content)

    def _books(self) -> list[Made]:
        """Return the files that are asked for.

        Raises:
            OrderProblem: A package is missing, nothing is meant by what the settings name, or
                something does not print as it was meant.
        """
        absent = missing((self.ending,))
        if absent:
            raise OrderProblem(
                msg(
                    "Printed books need further packages. Install them with: "
                    "pip install 'planforge[{extras}]'",
                    extras=",".join(absent),
                )
            )
        return _made(self.state, read(self.config, self.ending), self.confdir)


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
        OrderProblem: Something that is named is not there, or does not print as it was meant.
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
    whole, problems = load(state.root)
    advice = msg("Set planforge_public = False in conf.py.")
    wanted = orders.wanted(whole, frame, printing.plans, printing.roles, advice)
    fonts = (source / settings.fonts,) if settings.fonts else ()
    workshop = Workshop(state.root, frame, state.store, fonts=fonts, dot=settings.dot)
    try:
        made = orders.make(workshop, frame, wanted, printing.kinds)
    except (FaceProblem, EngineProblem, LayoutProblem) as error:
        raise OrderProblem(error.message) from error
    prefix = f"{settings.plans}/"
    found = check(state.root).findings
    files = orders.prose_files(frame, wanted, printing.kinds)
    unread = [one for one in problems if one.severity is Severity.ERROR]
    lost = {one.rule for one in unread}, {one.place.file for one in unread}
    about = (state.root, prefix, frame, made, state.language)
    lines = [
        *reported(found, *lost, prefix, state.language),
        *reported(found, EMPTY_PLACES, files, prefix, state.language),
        *told(*about),
    ]
    for line in (*lines, *told(*about, severity=Severity.WARNING)):
        logger.warning("%s", line, type="planforge", subtype="print")
    if lines:
        count = len(lines)
        text = msg("Nothing was written: {count} problems must be mended first.", count=count)
        raise OrderProblem(text)
    return made
