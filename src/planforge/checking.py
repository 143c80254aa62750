"""Check a corpus: the one way in for the command line, the site and other programs.

Importing this module stays cheap: what parses and judges is imported only if the corpus, or
planforge itself, has changed since the report was kept.
"""

from __future__ import annotations

from dataclasses import replace
from hashlib import sha256
from typing import TYPE_CHECKING

from planforge.fingerprint import fingerprint
from planforge.report import Report
from planforge.source.digests import iter_digests
from planforge.source.layout import survey

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import date
    from pathlib import Path

    from planforge.source.cache import Store
    from planforge.source.digests import SourceFile
    from planforge.source.layout import Layout


def check(
    root: Path,
    *,
    store: Store | None = None,
    progress: Callable[[int, int], None] | None = None,
    as_of: date | None = None,
    drafts: Mapping[str, Path] | None = None,
) -> Report:
    """Return everything that is wrong in the corpus at *root*, sorted.

    Args:
        root: The folder of plans, or the folder around it.
        store: Where results are kept between runs; None to do everything anew.
        progress: Called with the number of plans done and of all plans.
        as_of: The day on which validity and cycles are judged; None to leave them unjudged.
        drafts: Files to read in the place of files of the corpus, by the path of those.

    Raises:
        NotADirectoryError: *root* is no folder.
    """
    layout = survey(root)
    if drafts:
        layout = replace(
            layout,
            files=tuple(replace(f, location=drafts.get(f.path, f.location)) for f in layout.files),
        )
    files = tuple(iter_digests(layout))
    key = _key(layout, files, as_of)
    kept = store.get(key) if store is not None else None
    if kept is not None:
        return Report.load(kept)
    from planforge.rules.engine import run  # noqa: PLC0415 - an unchanged corpus needs none of it

    report = run(layout, files, store=store, progress=progress, as_of=as_of)
    if store is not None:
        store.put(key, report.dump())
    return report


def _key(layout: Layout, files: tuple[SourceFile, ...], as_of: date | None) -> str:
    seen = sha256(f"{fingerprint()} {as_of}\n".encode())
    for file in files:
        seen.update(f"{file.path}={file.digest}\n".encode())
    for image in (*layout.images, "", *layout.active_images):
        seen.update(f"{image}\n".encode())
    for finding in layout.findings:
        seen.update(repr(finding).encode())
    return f"report:{seen.hexdigest()}"
