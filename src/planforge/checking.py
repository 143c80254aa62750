"""Check a corpus: the one way in for the command line, the site and other programs.

Importing this module stays cheap: what parses and judges is imported only if the corpus, or
planforge itself, has changed since the report was kept.
"""

from __future__ import annotations

from dataclasses import replace
from hashlib import sha256
from typing import TYPE_CHECKING, Final

from planforge.fingerprint import fingerprint
from planforge.report import Report
from planforge.source.cache import Noting
from planforge.source.digests import iter_digests
from planforge.source.layout import survey

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import date
    from pathlib import Path

    from planforge.source.cache import Store
    from planforge.source.digests import SourceFile
    from planforge.source.layout import Layout


_ATTEMPTS: Final = 3
"""How often a corpus is checked that somebody saves into meanwhile."""


def check(  # noqa: PLR0913 - the corpus, and how it is checked
    root: Path,
    *,
    store: Store | None = None,
    progress: Callable[[int, int], None] | None = None,
    as_of: date | None = None,
    drafts: Mapping[str, Path] | None = None,
    jobs: int = 1,
) -> Report:
    """Return everything that is wrong in the corpus at *root*, sorted.

    If somebody saves a file meanwhile, the corpus is checked again; a result that may be of two
    states of it is never kept.

    Args:
        root: The folder of plans, or the folder around it.
        store: Where results are kept between runs; None to do everything anew.
        progress: Called with the number of plans done and of all plans.
        as_of: The day on which validity and cycles are judged; None to leave them unjudged.
        drafts: Files to read in the place of files of the corpus, by the path of those.
        jobs: How many processes may share the work; the report is the same for any number. On
            Windows and macOS the main module of a program that asks for several must be guarded by
            ``if __name__ == "__main__"``, since they import it.

    Raises:
        NotADirectoryError: *root* is no folder.
    """
    for _ in range(_ATTEMPTS):
        layout = _layout(root, drafts)
        stamps = _stamps(layout)
        files = tuple(iter_digests(layout))
        key = _key(layout, files, as_of)
        kept = store.get(key) if store is not None else None
        if kept is not None:
            return Report.load(kept)
        from planforge.rules.engine import run  # noqa: PLC0415 - an unchanged corpus needs none of it

        noting = None if store is None else Noting(store)
        report = run(layout, files, store=noting, progress=progress, as_of=as_of, jobs=jobs)
        if noting is None:
            break
        if _stamps(_layout(root, drafts)) == stamps:
            noting.put(key, report.dump())
            break
        noting.take_back()
    return report


def _layout(root: Path, drafts: Mapping[str, Path] | None) -> Layout:
    layout = survey(root)
    if not drafts:
        return layout
    files = (replace(f, location=drafts.get(f.path, f.location)) for f in layout.files)
    return replace(layout, files=tuple(files))


def _stamps(layout: Layout) -> tuple[tuple[object, ...], ...]:
    """Return what differs if a file was saved, came or went between two looks."""
    return tuple((found.path, *_stamp(found.location)) for found in layout.files)


def _stamp(location: Path) -> tuple[int, ...]:
    try:
        known = location.stat()
    except OSError:
        return ()
    return known.st_mtime_ns, known.st_size, known.st_ino


def _key(layout: Layout, files: tuple[SourceFile, ...], as_of: date | None) -> str:
    seen = sha256(f"{fingerprint()} {as_of}\n".encode())
    for file in files:
        seen.update(f"{file.path}={file.digest}\n".encode())
    for image in (*layout.images, "", *layout.active_images):
        seen.update(f"{image}\n".encode())
    for finding in layout.findings:
        seen.update(repr(finding).encode())
    return f"report:{seen.hexdigest()}"
