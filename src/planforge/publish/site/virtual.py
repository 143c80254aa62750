"""Pages without files: documents that exist because the plans do.

Sphinx takes a document for a file in its source folder. The pages of a corpus are computed, so
their source is one empty file of this package, and whether a page is out of date is decided by the
content it is made from, never by a time stamp.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Final

from sphinx.project import Project

if TYPE_CHECKING:
    from collections.abc import Iterable

STAND_IN: Final = Path(__file__).with_name("page.planforge")
"""The file that Sphinx takes for the source of every computed page: empty, never read."""


class PlanProject(Project):
    """A project whose documents are files and computed pages."""

    def __init__(self, project: Project, pages: Iterable[str]) -> None:
        """Add the computed *pages* to *project*."""
        super().__init__(project.srcdir, project.source_suffix)
        self.restore(project)
        self.pages = frozenset(pages)

    def discover(
        self, exclude_paths: Iterable[str] = (), include_paths: Iterable[str] = ("**",)
    ) -> set[str]:
        """Find the files, then add the computed pages; a page wins over a file of its name."""
        super().discover(exclude_paths, include_paths)
        for docname in self.pages:
            self.docnames.add(docname)
            self._docname_to_path[docname] = STAND_IN
        return self.docnames
