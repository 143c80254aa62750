"""`planforge check`: what is wrong in the plans, at the right line, and what to do."""

from __future__ import annotations

import gc
import os
import sys
from typing import TYPE_CHECKING, Final

import click

from planforge.checking import check
from planforge.cli.command import verb
from planforge.cli.folder import FOLDER
from planforge.cli.formats import FORMATS, Outcome, render
from planforge.cli.language import _, language
from planforge.findings import Severity
from planforge.source.cache import FolderStore, default_folder

if TYPE_CHECKING:
    from pathlib import Path

_SEVERITIES: Final = [severity.value for severity in Severity]
_MANY: Final = 200
_COLLECT_RARELY: Final = (100_000, 20, 50)
"""Plans are many small objects without cycles: looking for cycles all the time costs a quarter."""


@verb("check", help=_("Check the plans in FOLDER (default: plans) and say what is wrong."))
@click.argument("root", type=FOLDER, default="plans", metavar=_("[FOLDER]"))
@click.option(
    "--format",
    "style",
    type=click.Choice(FORMATS),
    default="text",
    help=_("Text for people or JSON for programs."),
)
@click.option(
    "--fail-on",
    type=click.Choice(_SEVERITIES),
    default="warning",
    help=_("Lowest severity that makes the check fail (exit code 1)."),
)
@click.option(
    "--severity",
    "least",
    type=click.Choice(_SEVERITIES),
    default="advice",
    help=_("Lowest severity that is shown."),
)
@click.option(
    "--color/--no-color", "colour", default=None, help=_("Colour; on a terminal by default.")
)
@click.option("--no-cache", is_flag=True, help=_("Read and judge everything anew."))
def command(  # noqa: PLR0913 - one argument for each option
    root: Path, style: str, fail_on: str, least: str, *, colour: bool | None, no_cache: bool
) -> int:
    """Check the plans."""
    store = None if no_cache else FolderStore(default_folder())
    gc.set_threshold(*_COLLECT_RARELY)
    try:
        report = check(root, store=store, progress=_progress if _is_terminal(sys.stderr) else None)
    finally:
        if store is not None:
            store.close()
    shown_least = Severity(least).rank
    shown = tuple(item for item in report.findings if item.finding.severity.rank <= shown_least)
    text = render(style, Outcome(shown, report, shown_prefix(root), language()))
    is_coloured = _wants_colour() if colour is None else colour
    click.echo(text if is_coloured else click.unstyle(text), nl=False, color=is_coloured)
    return 1 if report.fails(Severity(fail_on)) else 0


def _is_terminal(stream: object) -> bool:
    return bool(getattr(stream, "isatty", bool)())  # None after `>&-`


def _wants_colour() -> bool:
    return _is_terminal(sys.stdout) and not os.environ.get("NO_COLOR")


def shown_prefix(root: Path) -> str:
    """Return what stands before the paths of a report: the folder of plans as the user named it."""
    folder = (
        root if (root / "jurisdiction.yaml").exists() or root.name == "plans" else root / "plans"
    )
    if not folder.is_dir():
        folder = root
    text = folder.as_posix()
    return "" if text == "." else f"{text}/"


def _progress(done: int, total: int) -> None:
    if total >= _MANY and (done % 20 == 0 or done == total):
        end = "\n" if done == total else ""
        click.echo(f"\r{done}/{total}{end}", nl=False, err=True)
