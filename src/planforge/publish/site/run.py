"""Runs Sphinx: the one way in for the command line.

Sphinx's own command prints a traceback for whatever ends a build, a slip in `conf.py` as well.
"""

from __future__ import annotations

import sys
from traceback import extract_tb
from typing import TYPE_CHECKING

import sphinx.locale
from sphinx.application import Sphinx
from sphinx.cmd.build import jobs_argument
from sphinx.errors import ConfigError, ExtensionError, SphinxError, SphinxParallelError
from sphinx.util.console import color_terminal, nocolor
from sphinx.util.docutils import docutils_namespace, patch_docutils

from planforge.i18n import DEFAULT_LANGUAGE, msg

if TYPE_CHECKING:
    from datetime import date
    from pathlib import Path

    from planforge.i18n import Message


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
        0 if the site was built, 1 if there were warnings and *strict* is set, 2 if `conf.py`, or
        what a page asks for, stopped it; the reason is printed.

    Raises:
        Exception: The machine, planforge or another extension failed.
    """
    sphinx.locale.translators.clear()  # a build before in this process may have had another
    sphinx.locale.init_console()
    sphinx.locale.init([sphinx.locale._LOCALE_DIR], language, "sphinx", "console")  # noqa: SLF001 - init_console knows the locale only
    if not color_terminal():
        nocolor()
    settings: dict[str, object] = {"planforge_as_of": as_of.isoformat()} if as_of else {}
    if for_organisers:
        settings |= {"planforge_public": False, "planforge_organisers": True}
    try:
        with patch_docutils(source), docutils_namespace():
            app = Sphinx(
                srcdir=source,
                confdir=source,
                outdir=target,
                doctreedir=target.parent / f".{target.name}-doctrees",
                buildername="html",
                confoverrides=settings,
                status=None if quiet else sys.stdout,
                warning=sys.stderr,
                freshenv=fresh,
                warningiserror=strict,
                parallel=jobs_argument(jobs),
            )
            app.build(force_all=fresh)
            return app.statuscode
    except SphinxError as error:
        reason = _reason(error, (source / "conf.py").resolve())
        print(reason.render(language), file=sys.stderr)
        return 2


def _reason(error: SphinxError, conf: Path) -> Message:
    """Return what stopped a build, if those who build the site can mend it.

    Raises:
        Exception: They cannot: *error*, or what it stands for.
    """
    cause = error.__cause__
    if isinstance(error, ExtensionError) and error.orig_exc:
        is_missing = isinstance(error.orig_exc, ImportError) and not error.modname
        if not is_missing:
            raise error.orig_exc
    if isinstance(error, SphinxParallelError):
        raise error
    if not isinstance(error, ConfigError) or cause is None:
        return msg("{reason}", reason=str(error))
    passed = extract_tb(cause.__traceback__)
    lines = [frame.lineno for frame in passed if frame.filename == str(conf)]
    if isinstance(cause, SyntaxError) and cause.filename == str(conf):
        lines.append(cause.lineno)
    return msg(
        "Line {line} of conf.py has a mistake and cannot be run: {what}. Mend this line; project, "
        "language and extensions are usually all that is needed.",
        line=lines[-1] if lines and lines[-1] else 1,
        what=f"{type(cause).__name__}: {cause.msg if isinstance(cause, SyntaxError) else cause}",
    )
