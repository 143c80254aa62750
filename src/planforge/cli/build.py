"""`planforge build`: the site, in one command."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from planforge.cli.language import _, language
from planforge.i18n import msg


@click.command("build", help=_("Build the site from the folder SOURCE (default: here)."))
@click.argument(
    "source", type=click.Path(path_type=Path, exists=True, file_okay=False), default="."
)
@click.option(
    "--out",
    type=click.Path(path_type=Path, file_okay=False),
    default=None,
    help=_("Folder of the finished site; _build/html by default."),
)
@click.option("-W", "--strict", is_flag=True, help=_("Treat warnings as errors."))
@click.option("--fresh", is_flag=True, help=_("Build every page anew."))
@click.option("-j", "--jobs", default="auto", help=_("Number of processes."))
@click.option("-q", "--quiet", is_flag=True, help=_("Print warnings only."))
@click.help_option("-h", "--help", help=_("Show this message and exit."))
def command(  # noqa: PLR0913 - one argument for each option
    source: Path, out: Path | None, jobs: str, *, strict: bool, fresh: bool, quiet: bool
) -> None:
    """Build the site."""
    target = out or source / "_build" / "html"
    code = build_site(source, target, jobs=jobs, strict=strict, fresh=fresh, quiet=quiet)
    if code == 0:
        place = (target / "index.html").resolve()
        text = msg("The site is ready: {place}", place=str(place))
        click.secho(text.render(language()), fg="green")
        click.echo(_("Open this file in a browser; no server and no network is needed."))
    sys.exit(code)


def build_site(  # noqa: PLR0913 - the options of a build
    source: Path,
    target: Path,
    *,
    jobs: str = "auto",
    strict: bool = False,
    fresh: bool = False,
    quiet: bool = False,
) -> int:
    """Build the site of *source* in *target*; return 0, or 1 if there were problems."""
    if not (source / "conf.py").is_file():
        text = msg("There is no conf.py in {folder}.", folder=str(source))
        raise click.UsageError(text.render(language()))
    from sphinx.cmd.build import build_main  # noqa: PLC0415 - slow to import

    arguments = ["-b", "html", "-d", str(target.parent / "doctrees"), "-j", jobs]
    arguments += ["-W", "--keep-going"] * strict + ["-E", "-a"] * fresh + ["-q"] * quiet
    return 1 if build_main([*arguments, str(source), str(target)]) else 0
