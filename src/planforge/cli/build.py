"""`planforge build`: the site, in one command."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Final

import click

from planforge.cli.command import verb
from planforge.cli.day import DAY
from planforge.cli.folder import FOLDER
from planforge.cli.language import _, language
from planforge.cli.options import jobs_asked, several_processes
from planforge.i18n import msg

if TYPE_CHECKING:
    from datetime import date

    from planforge.i18n import Message

TARGET: Final = Path("build") / "site"
OWN_TARGET: Final = Path("build") / "organisers"
"""Where the site for those who run drills is built: never over the one that players read."""


@verb("build", help=_("Build the site from FOLDER (default: here), the one that holds conf.py."))
@click.argument("source", type=FOLDER, default=".", metavar=_("[FOLDER]"))
@click.option(
    "--out",
    type=click.Path(path_type=Path, file_okay=False),
    metavar=_("FOLDER"),
    help=_("Folder of the finished site; build/site by default."),
)
@click.option("-W", "--strict", is_flag=True, help=_("Treat warnings as errors."))
@click.option("--fresh", is_flag=True, help=_("Build every page anew."))
@several_processes
@click.option(
    "--as-of",
    type=DAY,
    metavar=_("YYYY-MM-DD"),
    help=_("Day on which validity, drills and evaluations are judged; that of conf.py by default."),
)
@click.option(
    "--for-organisers",
    is_flag=True,
    help=_("The internal site with the whole of drills to come, in build/organisers by default."),
)
@click.option("-q", "--quiet", is_flag=True, help=_("Print warnings only."))
def command(  # noqa: PLR0913 - one argument for each option
    source: Path,
    out: Path | None,
    jobs: str,
    as_of: date | None,
    *,
    strict: bool,
    fresh: bool,
    for_organisers: bool,
    quiet: bool,
) -> int:
    """Build the site."""
    target = out or source / (OWN_TARGET if for_organisers else TARGET)
    require_configuration(source)
    jobs_asked(jobs)
    if not quiet:
        _say(msg("Building the site of {folder} …", folder=str(source.resolve())))
    from planforge.publish.site.run import build

    code = build(
        source,
        target,
        jobs=jobs,
        strict=strict,
        fresh=fresh,
        quiet=quiet,
        language=language(),
        as_of=as_of,
        for_organisers=for_organisers,
    )
    if code == 0 and not quiet:
        page = target.resolve() / "index.html"
        _say(msg("The site is ready: {page}", page=str(page)), "green")
        _say(msg("Open this file in a browser; no server and no network is needed."))
    elif code:
        _say(msg("The site was not finished without problems; they are listed above."), "red")
    return code


def require_configuration(source: Path) -> None:
    """End with a sentence unless *source* holds `conf.py`.

    Raises:
        UsageError: It does not.
    """
    if not (source / "conf.py").is_file():
        text = msg(
            "There is no conf.py in “{folder}”. It stands beside the folder “plans” and holds "
            "three lines: project, language, extensions.",
            folder=str(source),
        )
        raise click.UsageError(text.render(language()))


def _say(message: Message, colour: str | None = None) -> None:
    click.secho(message.render(language()), fg=colour)
