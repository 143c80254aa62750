"""Runs Sphinx: the one way in for the command line."""

from __future__ import annotations

from typing import TYPE_CHECKING

import sphinx.locale
from sphinx.cmd.build import build_main

from planforge.i18n import DEFAULT_LANGUAGE

if TYPE_CHECKING:
    from datetime import date
    from pathlib import Path


def build(  # noqa: PLR0913 - the options of a build
    source: Path,
    target: Path,
    *,
    jobs: str = "auto",
    strict: bool = False,
    fresh: bool = False,
    quiet: bool = False,
    language: str = DEFAULT_LANGUAGE,
    as_of: date | None = None,
    for_organisers: bool = False,
) -> int:
    """Build the site of *source* in *target*.

    Args:
        source: Folder with `conf.py`.
        target: Folder of the finished site; what is kept between builds lies beside it.
        jobs: Number of processes, or `auto`.
        strict: Whether a warning makes the build fail, after all of it was done.
        fresh: Whether every page is built anew.
        quiet: Whether only warnings are printed.
        language: Language of what Sphinx prints; that of the pages stands in `conf.py`.
        as_of: Day on which validity and cycles are judged; None for what `conf.py` says.
        for_organisers: Whether it is the internal edition for those who run drills, whatever
            `conf.py` says.

    Returns:
        0 if the site was built, 1 if there were warnings and *strict* is set, 2 if it failed.
    """
    sphinx.locale.translators.clear()  # a build before in this process may have had another
    sphinx.locale.init_console()
    sphinx.locale.init([sphinx.locale._LOCALE_DIR], language, "sphinx", "console")  # noqa: SLF001 - init_console knows the locale only
    arguments = ["-b", "html", "-d", str(target.parent / f".{target.name}-doctrees"), "-j", jobs]
    arguments += ["-D", f"planforge_as_of={as_of.isoformat()}"] if as_of else []
    if for_organisers:
        arguments += ["-D", "planforge_public=0", "-D", "planforge_organisers=1"]
    arguments += ["-W", "--keep-going"] * strict + ["-E", "-a"] * fresh + ["-q"] * quiet
    return build_main([*arguments, str(source), str(target)])
