"""A city on disk that is changed for one judgement and then put back as it was.

What was found in files that did not change is kept, as it is between two runs of a check: a case
changes one plan or one register, and the rest need not be read again.
"""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

from planforge.rules.engine import run
from planforge.source.cache import MemoryStore
from planforge.source.digests import iter_digests
from planforge.source.layout import survey

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from datetime import date
    from pathlib import Path

    from planforge.rules.cases import Case


class City:
    """The files in a folder, and what rules find in them."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._store = MemoryStore()

    def files(self) -> dict[str, str]:
        """Return every file's text by its path."""
        paths = sorted(path for path in self.folder.rglob("*") if not path.is_dir())
        return {p.relative_to(self.folder).as_posix(): p.read_text("utf-8") for p in paths}

    def findings(self, changes: Mapping[str, str] | None = None) -> list[tuple[str, int, str]]:
        """Return file, line and rule of every finding, with the texts of *changes* put in."""
        with self._put_back(changes or ()):
            for path, text in (changes or {}).items():
                (self.folder / path).write_text(text, encoding="utf-8")
            return self._judged()

    def findings_of(self, case: Case) -> list[tuple[str, int, str]]:
        """Return file, line and rule of every finding in the city of *case*."""
        with self._put_back(path for path, _ in case.files):
            case.write_changes(self.folder)
            return self._judged(case.as_of)

    def _judged(self, as_of: date | None = None) -> list[tuple[str, int, str]]:
        layout = survey(self.folder)
        report = run(
            layout, tuple(iter_digests(layout)), store=self._store, as_of=as_of, strict=True
        )
        return [(f.file, f.span.line, f.finding.rule) for f in report.findings]

    @contextmanager
    def _put_back(self, paths: Iterable[str]) -> Iterator[None]:
        """Let the files at *paths*, of which some need not exist, be changed for a while."""
        targets = [self.folder / path for path in paths]
        before = {path: path.read_bytes() for path in targets if path.is_file()}
        try:
            yield
        finally:
            for target in targets:
                target.unlink(missing_ok=True)
                if target in before:
                    target.write_bytes(before[target])
                elif target.parent.is_dir() and not any(target.parent.iterdir()):
                    target.parent.rmdir()
