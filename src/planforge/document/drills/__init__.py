"""The papers of a drill as books: the same trees, writers and looks as the handbooks."""

from planforge.document.drills.papers import DrillPaper, Folder, archive, papers, reports

__all__ = ["DrillPaper", "Folder", "archive", "papers", "reports"]
