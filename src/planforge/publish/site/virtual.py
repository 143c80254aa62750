"""Pages without files: documents that exist because the plans do.

Sphinx takes a document for a file in its source folder. The pages of a corpus are computed, so
their source is one empty file of this package, and whether a page is out of date is decided by the
content it is made from, never by a time stamp.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Final

from sphinx.project import Project
from sphinx.util import logging

from planforge.i18n import msg
from planforge.source.layout import TOP

if TYPE_CHECKING:
    from collections.abc import Iterable

logger = logging.getLogger(__name__)

STAND_IN: Final = Path(__file__).with_name("page.planforge")
"""The file that Sphinx takes for the source of every computed page: empty, never read."""


class PlanProject(Project):
    """A project whose documents are files and computed pages.

    The files of the plans are none of them, wherever their folder lies and whatever patterns
    `conf.py` excludes: a public site shows of a plan what its computed pages show, no more.
    """

    def __init__(
        self, project: Project, pages: Iterable[str], *, plans: Path, language: str
    ) -> None:
        """Add the computed *pages* of the plans in the folder *plans* to *project*.

        Warnings are in *language*.
        """
        super().__init__(project.srcdir, project.source_suffix)
        self.restore(project)
        self.pages = frozenset(pages)
        self._plans = plans.resolve()
        self._language = language

    def discover(
        self, exclude_paths: Iterable[str] = (), include_paths: Iterable[str] = ("**",)
    ) -> set[str]:
        """Find the files, then add the computed pages; a page wins over a file of its name."""
        super().discover(exclude_paths, include_paths)
        for docname, path in sorted(self._docname_to_path.items()):
            if self._of_the_plans(path):
                self.docnames.discard(docname)
                del self._docname_to_path[docname], self._path_to_docname[path]
        for docname in sorted(self.pages):
            hidden = self._docname_to_path.get(docname)
            if hidden is not None:
                del self._path_to_docname[hidden]
                logger.warning(
                    "%s",
                    _HIDDEN.render(self._language),
                    type="planforge",
                    subtype="hidden_page",
                    location=f"{hidden.as_posix()}:1",
                )
            self.docnames.add(docname)
            self._docname_to_path[docname] = STAND_IN
        return self.docnames

    def _of_the_plans(self, path: Path) -> bool:
        """Return whether the file at *path*, below the source folder, is one of the plans."""
        source = Path(self.srcdir).resolve()
        file = (source / path).resolve()
        if not file.is_relative_to(self._plans):
            return False
        if not source.is_relative_to(self._plans):
            return True
        return f"{file.relative_to(self._plans).parts[0]}/" in TOP


_HIDDEN: Final = msg(
    "The site has a page of this name already, made from the plans; this file is not shown. "
    "Give it another name."
)
